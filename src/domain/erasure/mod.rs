//! A customer who is to be forgotten, as the law of many countries lets them ask.
//!
//! What goes: who they are (name, phone, e-mail, ids of providers), how they signed in and from where (sign-ins, devices,
//! codes, addresses in the audit log), and every word of their conversations, the mitra's too: an answer tells what was asked.
//! What stays is what the books need and nobody can be told from: that there was a session, when, how long, what it cost,
//! how many messages it had, how it was rated. The row stays for it, under a name that says so, and takes no sign-in.
//!
//! It is one transaction: whoever was forgotten by half would be forgotten by nobody.

mod sql;

use serde_json::json;

use super::{
    audit::{self, By, Change},
    ctx::Ctx,
    error::{Code, Error},
    event::Event,
    ids::CustomerId,
    ngrams, pairing,
};

/// What stands where a name stood.
pub const NAME: &str = "Erased customer";

/// What stands where words stood: the numbers of a conversation have no gaps, and no message is empty.
pub const WORDS: &str = "[erased]";

/// How much there was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Nothing was done now: this customer had been forgotten before.
    pub before: bool,
    pub sessions: usize,
    pub messages: usize,
    pub sign_ins: usize,
}

/// Forgets a customer. An open request or session ends first, whatever the settings say about ending early; open sockets are
/// closed. Asked for again, nothing is left to do. Unknown: `NOT_FOUND`.
pub async fn erase(ctx: &Ctx, by: By, id: CustomerId) -> Result<Erased, Error> {
    ctx.write(move |work| {
        let customer = sql::customer(work.tx, id)?.ok_or(Code::NotFound)?;
        if customer.erased {
            return Ok(Erased {
                before: true,
                ..Erased::default()
            });
        }
        pairing::end_of_customer(work, id)?;
        if !sql::erase_customer(work.tx, id, NAME, work.now)? {
            return Err(Error::internal("a customer changed within one transaction"));
        }
        ngrams::customers_now(work.tx, &[id.to_string()])?;
        let mut erased = Erased {
            sign_ins: sql::delete_sign_ins(work.tx, id)?,
            ..Erased::default()
        };
        sql::delete_devices(work.tx, id)?;
        sql::delete_kept_answers(work.tx, id)?;
        if let Some(phone) = &customer.phone {
            sql::delete_codes(work.tx, phone)?;
        }
        for session in sql::sessions(work.tx, id)? {
            erased.sessions += 1;
            erased.messages += sql::erase_messages(work.tx, session, WORDS)?;
            sql::erase_goodbyes(work.tx, session)?;
        }
        sql::erase_from_audit(work.tx, id)?;
        let change = Change {
            action: "customer.erased",
            target: Some(("customer", id.to_string())),
            before: None,
            after: Some(json!({
                "sessions": erased.sessions,
                "messages": erased.messages,
                "sign_ins": erased.sign_ins,
            })),
        };
        audit::record(work, &by, &change)?;
        work.announce(Event::CustomerErased(id));
        Ok(erased)
    })
    .await
}
