//! A customer who has proven who they are: an old one, a new one, or the guest they have been until now.
//!
//! A guest who signs up keeps the row: id, name, sessions and sign-ins stay, and one more sign-in is opened. An identity that
//! is on another customer already is a conflict; operators may have it settled by a merge (`merge/`) in place of a refusal.

use super::{Caller, Device, Prepared, Profile, Rules, Signed, merge, open};
use crate::domain::{
    account::customer::{self, Identity},
    audit::By,
    config::{Config, OnConflict},
    ctx::Work,
    error::{Code, Error},
    ids::{CustomerId, UserId},
};

/// The customer that `claimed` names, if the caller's token is that very customer's.
pub fn own_guest(
    caller: Option<Caller>,
    claimed: Option<CustomerId>,
) -> Result<Option<CustomerId>, Error> {
    match claimed {
        None => Ok(None),
        Some(id) if caller.is_some_and(|c| c.user == UserId::Customer(id)) => Ok(Some(id)),
        Some(_) => Err(Code::Forbidden
            .detail("To upgrade a guest, send the request with that guest's access token.")),
    }
}

/// Opens a sign-in for whoever has proven `identity`, on the row of `guest` if there is one.
pub fn sign_in_customer(
    work: &mut Work<'_>,
    rules: &Rules,
    identity: &Identity,
    guest: Option<CustomerId>,
    prepared: &Prepared,
    device: &Device,
) -> Result<Signed, Error> {
    let customer = match guest {
        None => customer::of_identity(work, identity)?,
        Some(guest) => match customer::owner(work.tx, identity)? {
            Some(owner) if owner.id != guest && merges(work)? => {
                let by = By {
                    user: Some(UserId::Customer(guest)),
                    ip: Some(device.ip.clone()),
                    request_id: None,
                };
                merge::into_owner(work, &by, guest, owner)?
            }
            _ => customer::upgrade(work, guest, identity)?,
        },
    };
    open(work, rules, Profile::Customer(customer), prepared, device)
}

fn merges(work: &Work<'_>) -> Result<bool, Error> {
    Ok(Config::load(work.tx)?.identity.on_conflict == OnConflict::Merge)
}
