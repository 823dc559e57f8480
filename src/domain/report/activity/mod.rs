//! What mitras make of the requests they are sent. Counted by the time of sending, with the topic as it was then.

mod days;
mod sql;

pub use self::days::add_up;

use self::days::Parts;
use crate::{
    clock::Timestamp,
    domain::{
        config::{Config, MitraQuality},
        ctx::Ctx,
        error::{Code, Error},
        ids::{MitraId, SessionId},
        page::{Cursor, Listed, Page},
        pairing::Offer,
        session::{Person, Topic},
        span::Span,
    },
    store::Tx,
};

/// One mitra's requests in a span of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    pub mitra: Person<MitraId>,
    pub tally: Tally,
    /// Leaves more requests unanswered or rejected than the settings allow.
    pub flagged: bool,
}

/// Requests by what became of them; those still open are only received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub received: i64,
    pub accepted: i64,
    pub rejected: i64,
    pub missed: i64,
    pub ignored: i64,
    pub sensitive_total: i64,
    pub sensitive_accepted: i64,
}

impl Tally {
    fn add(&mut self, offer: Offer, topic: Topic, n: i64) {
        self.received += n;
        match offer {
            Offer::Pending => {}
            Offer::Accepted => self.accepted += n,
            Offer::Rejected => self.rejected += n,
            Offer::Missed => self.missed += n,
            Offer::Ignored => self.ignored += n,
        }
        if topic == Topic::Sensitive {
            self.sensitive_total += n;
            if offer == Offer::Accepted {
                self.sensitive_accepted += n;
            }
        }
    }

    /// Whether more was let pass than `quality` allows. Few requests say nothing.
    fn is_poor(&self, quality: MitraQuality) -> bool {
        let let_pass = self.rejected + self.ignored;
        self.received >= quality.min_requests.max(1)
            && let_pass * 100 > quality.max_unanswered_percent * self.received
    }
}

/// One request that a mitra was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    pub session: SessionId,
    pub customer_display_name: String,
    pub topic: Topic,
    pub status: Offer,
    pub active_session_count: i64,
    pub created_at: Timestamp,
    pub responded_at: Option<Timestamp>,
}

/// Every mitra, those without requests too; the newest mitra first.
pub async fn list(ctx: &Ctx, span: Span, page: Page) -> Result<Listed<Activity>, Error> {
    ctx.read(move |tx| {
        let quality = Config::load(tx)?.mitra_quality;
        let listed = page.cut(sql::mitras(tx, &page)?, |(_, created_at, id)| Cursor {
            at: *created_at,
            id: id.0,
        });
        let total = sql::count_mitras(tx)?;
        let added_up_to = sql::added_up_to(tx)?;
        let mut items = Vec::new();
        for (display_name, _, id) in listed.items {
            let tally = tally(tx, id, span, added_up_to)?;
            items.push(Activity {
                mitra: Person { id, display_name },
                flagged: tally.is_poor(quality),
                tally,
            });
        }
        let next = listed.next;
        let total = total.into();
        Ok(Listed { items, next, total })
    })
    .await
}

/// Days that are added up, and the rest counted.
fn tally(tx: &dyn Tx, mitra: MitraId, span: Span, added_up_to: i64) -> Result<Tally, Error> {
    let parts = Parts::of(span, added_up_to);
    let mut tally = if parts.days.is_empty() {
        Tally::default()
    } else {
        sql::sum(tx, mitra, &parts.days)?
    };
    for span in parts.rest {
        sql::count(tx, mitra, span, &mut tally)?;
    }
    Ok(tally)
}

/// The requests that one mitra was sent, newest first.
pub async fn log(
    ctx: &Ctx,
    mitra: MitraId,
    span: Span,
    page: Page,
) -> Result<Listed<LogEntry>, Error> {
    ctx.read(move |tx| {
        if !sql::exists(tx, mitra)? {
            return Err(Code::NotFound.into());
        }
        let items = sql::log(tx, mitra, span, &page)?;
        let total = tally(tx, mitra, span, sql::added_up_to(tx)?)?.received;
        let listed = page.cut(items, |entry| Cursor {
            at: entry.created_at,
            id: entry.session.0,
        });
        Ok(listed.of(total))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUALITY: MitraQuality = MitraQuality {
        min_requests: 4,
        max_unanswered_percent: 50,
    };

    fn tally(accepted: i64, rejected: i64, ignored: i64, missed: i64) -> Tally {
        let mut tally = Tally::default();
        for (offer, n) in [
            (Offer::Accepted, accepted),
            (Offer::Rejected, rejected),
            (Offer::Ignored, ignored),
            (Offer::Missed, missed),
        ] {
            tally.add(offer, Topic::Regular, n);
        }
        tally
    }

    #[test]
    fn who_lets_more_than_the_share_pass_is_flagged_once_there_are_enough() {
        assert!(!tally(2, 1, 1, 0).is_poor(QUALITY));
        assert!(tally(1, 1, 2, 0).is_poor(QUALITY));
        assert!(!tally(0, 1, 2, 0).is_poor(QUALITY));
        // To be beaten by another is no fault.
        assert!(!tally(0, 1, 0, 5).is_poor(QUALITY));
        let none = MitraQuality {
            min_requests: 0,
            max_unanswered_percent: 0,
        };
        assert!(!Tally::default().is_poor(none));
        assert!(tally(9, 1, 0, 0).is_poor(none));
    }
}
