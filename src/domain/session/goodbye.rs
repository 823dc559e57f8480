//! The last word of each side. When both have said it the session is over; what follows from that for others is told in
//! `pairing`, which is why this is a part of a transaction and not a use case of its own.

use super::{Act, Changed, Participant, Record, rules};
use crate::domain::{
    ctx::Work,
    error::{Code, Error},
    ids::SessionId,
};

/// What is said, and how it was. Neither is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    pub message: Option<String>,
    /// 1 to 5, by the customer.
    pub rating: Option<i64>,
}

/// Said twice it is answered twice alike, and the first words stay.
pub fn say(
    work: &mut Work<'_>,
    who: Participant,
    id: SessionId,
    words: &Words,
) -> Result<Changed, Error> {
    if words.rating.is_some() && !matches!(who, Participant::Customer(_)) {
        return Err(Code::Forbidden.into());
    }
    let rules = rules(work.tx)?;
    let act = Act::SayGoodbye {
        from: who.party(),
        words: words.clone(),
    };
    Record::of(work.tx, id, who)?.change(work, &rules, &act)
}
