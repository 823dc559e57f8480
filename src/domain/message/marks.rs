//! How far messages have come: delivered to a device of the receiver, read by the receiver. A mark says so of everything up
//! to a number. What was read was delivered, and neither is ever taken back.

use super::{Mark, sql, takes_part};
use crate::domain::{
    ctx::Ctx,
    error::{Code, Error, must_change},
    event::Event,
    ids::SessionId,
    session::Participant,
};

/// Marks what the other side has said, up to a number. A mark beyond the latest message means the latest; one that says
/// nothing new changes nothing and is not announced.
pub async fn mark(
    ctx: &Ctx,
    who: Participant,
    session: SessionId,
    mark: Mark,
    up_to_seq: i64,
) -> Result<(), Error> {
    ctx.write(move |work| {
        let before = sql::progress(work.tx, session, who.party())?
            .filter(|progress| takes_part(progress.parties, who))
            .ok_or(Code::NotFound)?;
        let up_to = up_to_seq.min(before.last_seq);
        let reached = match mark {
            Mark::Delivered => before.delivered,
            Mark::Read => before.read,
        };
        if up_to <= reached {
            return Ok(());
        }
        let by = who.party();
        let marked = sql::mark_messages(work.tx, session, by, mark, (reached, up_to), work.now)?;
        let after = sql::Progress {
            delivered: before.delivered.max(up_to),
            read: match mark {
                Mark::Delivered => before.read,
                Mark::Read => up_to,
            },
            unread: match mark {
                Mark::Delivered => before.unread,
                Mark::Read => before.unread - marked as i64,
            },
            ..before
        };
        must_change(sql::save_progress(work.tx, session, by, &before, &after)?)?;
        if marked > 0 {
            work.announce(Event::MessagesMarked {
                session,
                parties: before.parties,
                by,
                mark,
                up_to_seq: up_to,
                at: work.now,
            });
        }
        Ok(())
    })
    .await
}
