//! Two rows that turn out to be one person: a guest, and the customer who had the identity before.
//!
//! What the guest had becomes the owner's, and the guest's row goes, all in the transaction that found out. Only a guest is
//! ever merged away: someone with an identity of their own is someone. The guest's refresh tokens go on, as the owner's; the
//! access tokens name a row that is gone, so apps refresh and their sockets come back as the owner.

mod sql;

use serde_json::json;

use crate::domain::{
    account::customer::{self, Customer},
    audit::{self, By, Change},
    ctx::Work,
    error::{Code, Error},
    event::Event,
    ids::CustomerId,
};

/// Moves all that `guest` has to `owner`. If both have a session open, neither can be given up: a conflict.
pub(super) fn into_owner(
    work: &mut Work<'_>,
    by: &By,
    guest: CustomerId,
    owner: Customer,
) -> Result<Customer, Error> {
    let guest = customer::of_token(work.tx, guest)?;
    if !guest.is_anonymous() {
        return Err(Code::IdentityConflict.into());
    }
    if sql::both_have_an_open_session(work.tx, guest.id, owner.id)? {
        return Err(Code::IdentityConflict
            .detail("Both accounts have an open session; end one of them first."));
    }
    let chat_sessions = sql::move_chat_sessions(work.tx, guest.id, owner.id)?;
    sql::move_device_tokens(work.tx, guest.id, owner.id)?;
    let sign_ins = sql::move_sign_ins(work.tx, guest.id, owner.id)?;
    customer::remove_guest(work, guest.id)?;
    audit::record(
        work,
        by,
        &Change {
            action: "customer.merged",
            target: Some(("customer", owner.id.to_string())),
            before: Some(json!({
                "guest_id": guest.id.to_string(),
                "guest_display_name": guest.display_name,
            })),
            after: Some(json!({
                "chat_sessions": chat_sessions,
                "sign_ins": sign_ins,
            })),
        },
    )?;
    // Open sockets are signed in as someone who is no more.
    work.announce(Event::GuestMerged(guest.id));
    Ok(owner)
}
