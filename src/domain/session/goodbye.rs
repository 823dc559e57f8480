//! The last word of each side. When both have said it the session is over; what follows from that for others is told in
//! `pairing`, which is why this is a part of a transaction and not a use case of its own.

use super::{Act, Changed, Participant, Party, Record, rules, sql};
use crate::{
    clock::Timestamp,
    domain::{
        ctx::{Ctx, Work},
        error::{Code, Error},
        ids::SessionId,
    },
};

/// What is said, and how it was. Neither is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    pub message: Option<String>,
    /// 1 to 5, by the customer.
    pub rating: Option<i64>,
}

/// What one side has left for the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub message: Option<String>,
    pub at: Timestamp,
}

/// Of each side; none as long as it has not said goodbye.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both {
    pub customer: Option<Said>,
    pub mitra: Option<Said>,
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

/// What the two have left for each other, for either of them. Not the rating: it would be less honest if the mitra were told.
/// Who is no party of the session: `NOT_FOUND`.
pub async fn said(ctx: &Ctx, who: Participant, id: SessionId) -> Result<Both, Error> {
    ctx.read(move |tx| {
        Record::of(tx, id, who)?;
        Ok(Both {
            customer: sql::goodbye(tx, id, Party::Customer)?,
            mitra: sql::goodbye(tx, id, Party::Mitra)?,
        })
    })
    .await
}
