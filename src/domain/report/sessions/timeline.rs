//! A session's life, told in order: put together from what the rows say, so that there is no second truth.

use super::{Detail, Notification};
use crate::{
    clock::Timestamp,
    domain::{
        ids::MitraId,
        pairing::Offer,
        session::{EndReason, ExtensionStatus, Outcome, Party, Person, Topic},
    },
};

/// Something that happened, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    pub at: Timestamp,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Requested,
    Rejected(Person<MitraId>),
    Accepted(Person<MitraId>),
    TopicChanged {
        mitra: Person<MitraId>,
        from: Topic,
        to: Topic,
    },
    ExtensionRequested {
        minutes: i64,
    },
    ExtensionResolved {
        outcome: Outcome,
        minutes: i64,
    },
    Closing(Option<EndReason>),
    Goodbye(Party),
    Ended(Option<EndReason>),
}

impl Detail {
    /// Ascending; what happened at one instant stays in the order in which it can have happened.
    pub fn timeline(&self) -> Vec<Happening> {
        let mut told = vec![Happening {
            at: self.entry.requested_at,
            what: What::Requested,
        }];
        told.extend(self.notifications.iter().filter_map(answered));
        for flip in &self.flips {
            told.push(Happening {
                at: flip.created_at,
                what: What::TopicChanged {
                    mitra: flip.mitra.clone(),
                    from: flip.from,
                    to: flip.to,
                },
            });
        }
        for extension in &self.extensions {
            let minutes = extension.price_tier.duration_minutes;
            told.push(Happening {
                at: extension.requested_at,
                what: What::ExtensionRequested { minutes },
            });
            if let (ExtensionStatus::Resolved(outcome), Some(at)) =
                (extension.status, extension.resolved_at)
            {
                let what = What::ExtensionResolved { outcome, minutes };
                told.push(Happening { at, what });
            }
        }
        if let Some(at) = self.entry.closing_at {
            let what = What::Closing(self.entry.end_reason);
            told.push(Happening { at, what });
        }
        for goodbye in &self.goodbyes {
            told.push(Happening {
                at: goodbye.created_at,
                what: What::Goodbye(goodbye.from),
            });
        }
        if let Some(at) = self.entry.ended_at {
            let what = What::Ended(self.entry.end_reason);
            told.push(Happening { at, what });
        }
        told.sort_by_key(|happening| happening.at);
        told
    }
}

/// What one mitra did about the request; to miss or to ignore it is to do nothing.
fn answered(notification: &Notification) -> Option<Happening> {
    let mitra = notification.mitra.clone();
    let what = match notification.status {
        Offer::Accepted => What::Accepted(mitra),
        Offer::Rejected => What::Rejected(mitra),
        Offer::Pending | Offer::Ignored | Offer::Missed => return None,
    };
    let at = notification.responded_at?;
    Some(Happening { at, what })
}
