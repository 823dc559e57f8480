//! What happened: each session from its request to its end, consistent in itself and with those beside it.

use std::collections::{HashMap, HashSet};

use super::{
    people::{Customer, DAYS, Mitra, People},
    story::{Call, Ended, Ending, Extended, Flip, Goodbye, Said, Story, Talk},
    words,
};
use crate::{
    clock::Timestamp,
    domain::{
        ids::{CustomerId, ExtensionId, MitraId, SensitivityLogId, SessionId},
        pricing::PriceTier,
    },
    entropy::Entropy,
};

pub const REQUEST_SECONDS: i64 = 60;
const GRACE_SECONDS: i64 = 300;
/// Sessions that are open right now, and requests that wait.
const OPEN: usize = 4;
const WAITING: usize = 2;

/// Sessions of the last thirty days, oldest first; more in the evenings and every week a little more than in the one before.
pub fn tell(
    chance: &Entropy,
    now: Timestamp,
    people: &People,
    tiers: &[PriceTier],
    count: usize,
) -> Vec<Story> {
    let teller = Teller {
        chance,
        now,
        people,
        tiers,
    };
    let mut times: Vec<Timestamp> = (0..count.saturating_sub(OPEN + WAITING))
        .map(|_| teller.some_time())
        .collect();
    times.sort();
    let mut busy_until = HashMap::new();
    let mut tried = HashSet::new();
    let mut stories = Vec::with_capacity(count);
    for at in times {
        let free = |customer: &&Customer| {
            customer.since <= at
                && busy_until
                    .get(&customer.id)
                    .is_none_or(|&until: &Timestamp| until < at)
        };
        let known: Vec<&Customer> = people.customers.iter().filter(free).collect();
        let Some(&&customer) = (!known.is_empty()).then(|| chance.pick(&known)).as_ref() else {
            continue;
        };
        let story = teller.past(at, customer, !tried.contains(&customer.id));
        let end = match &story.ended {
            Ended::Talked(talk) => {
                tried.insert(customer.id);
                talk.ending.as_ref().map_or(now, |ending| ending.ended_at)
            }
            Ended::Cancelled(at) => *at,
            Ended::Waiting | Ended::Expired => at.plus_seconds(REQUEST_SECONDS),
        };
        busy_until.insert(customer.id, end);
        stories.push(story);
    }
    let idle = people.customers.iter().rev().filter(|customer| {
        busy_until
            .get(&customer.id)
            .is_none_or(|&until| until < now)
    });
    for (n, customer) in idle.take(OPEN + WAITING).enumerate() {
        stories.push(teller.present(n < OPEN, n, customer));
    }
    stories
}

/// Sessions of two people that are over, one a day, the newest first.
pub fn past(
    chance: &Entropy,
    now: Timestamp,
    (customer, mitra): (CustomerId, MitraId),
    tiers: &[PriceTier],
    count: usize,
) -> Vec<Story> {
    let nobody = People {
        mitras: Vec::new(),
        customers: Vec::new(),
    };
    let teller = Teller {
        chance,
        now,
        people: &nobody,
        tiers,
    };
    let days = 1..=i64::try_from(count).unwrap_or(i64::MAX);
    days.map(|day| {
        // Late enough after the one before, early enough for this one to be over.
        let at = now.plus_seconds(-day * 86_400 - i64::from(chance.below(3_600)));
        let customer = Customer {
            id: customer,
            name: String::new(),
            phone: None,
            since: at,
        };
        let mut story = teller.request(at, &customer, false);
        let started_at = at.plus_seconds(4 + i64::from(chance.below(20)));
        story.calls = vec![Call {
            mitra,
            status: "accepted",
            responded_at: Some(started_at),
        }];
        story.ended = Ended::Talked(Box::new(teller.talk(&story, mitra, started_at, true)));
        marked(story)
    })
    .collect()
}

struct Teller<'a> {
    chance: &'a Entropy,
    now: Timestamp,
    people: &'a People,
    tiers: &'a [PriceTier],
}

impl Teller<'_> {
    /// Of the last thirty days but the last two hours: so whatever began then has ended.
    fn some_time(&self) -> Timestamp {
        // The larger of two throws leans towards today; the hour leans towards the evening in western Indonesia.
        let day = self.chance.below(DAYS).min(self.chance.below(DAYS + 10));
        let hour = 9 + self.chance.below(8) + self.chance.below(8);
        let ago = i64::from(day) * 86_400 + i64::from(self.chance.below(3_600)) + 7_200;
        let shifted = i64::from(hour % 24) * 3_600;
        let at = self.now.plus_seconds(-(ago + shifted % 86_400));
        at.max(self.now.plus_seconds(-i64::from(DAYS) * 86_400 + 60))
    }

    fn percent(&self, share: u32) -> bool {
        self.chance.below(100) < share
    }

    fn past(&self, at: Timestamp, customer: &Customer, is_first: bool) -> Story {
        let mut story = self.request(at, customer, is_first && self.percent(60));
        let called = self.on_call(at);
        let luck = self.chance.below(100);
        if luck < 8 {
            let cancelled_at = at.plus_seconds(5 + i64::from(self.chance.below(40)));
            story.calls = self.calls(&called, None, at, cancelled_at);
            story.ended = Ended::Cancelled(cancelled_at);
        } else if luck < 17 || called.is_empty() {
            story.calls = self.calls(&called, None, at, at.plus_seconds(REQUEST_SECONDS));
        } else {
            let taker = self.chance.pick(&called);
            let started_at = at.plus_seconds(3 + i64::from(self.chance.below(35)));
            story.calls = self.calls(&called, Some(taker), at, started_at);
            story.ended = Ended::Talked(Box::new(self.talk(&story, taker.id, started_at, true)));
        }
        marked(story)
    }

    /// Something that goes on while one looks.
    fn present(&self, is_open: bool, n: usize, customer: &Customer) -> Story {
        let online: Vec<&Mitra> = self.people.mitras.iter().filter(|m| m.is_online).collect();
        let mut ago = 5 + i64::from(self.chance.below(20));
        if is_open {
            ago += 240;
        }
        let at = self.now.plus_seconds(-ago);
        let mut story = self.request(at, customer, false);
        if is_open {
            let taker = online[n % online.len()];
            let started_at = at.plus_seconds(12);
            story.calls = self.calls(&online, Some(taker), at, started_at);
            story.ended = Ended::Talked(Box::new(self.talk(&story, taker.id, started_at, false)));
        } else {
            story.ended = Ended::Waiting;
            story.calls = online
                .iter()
                .map(|mitra| Call {
                    mitra: mitra.id,
                    status: "pending",
                    responded_at: None,
                })
                .collect();
        }
        marked(story)
    }

    fn request(&self, at: Timestamp, customer: &Customer, is_free_trial: bool) -> Story {
        Story {
            id: SessionId::new(self.chance, at),
            customer: customer.id,
            tier: self.chance.pick(self.tiers).clone(),
            is_free_trial,
            requested_at: at,
            is_sensitive: self.percent(18),
            calls: Vec::new(),
            ended: Ended::Expired,
        }
    }

    /// Some of those who were there then.
    fn on_call(&self, at: Timestamp) -> Vec<&Mitra> {
        let there = |mitra: &&Mitra| mitra.is_active && mitra.since <= at && self.percent(22);
        self.people.mitras.iter().filter(there).collect()
    }

    fn calls(
        &self,
        called: &[&Mitra],
        taker: Option<&Mitra>,
        at: Timestamp,
        over_at: Timestamp,
    ) -> Vec<Call> {
        called
            .iter()
            .map(|mitra| {
                let is_taker = taker.is_some_and(|taker| taker.id == mitra.id);
                let (status, responded_at) = if is_taker {
                    ("accepted", Some(over_at))
                } else if self.percent(if mitra.diligence < 50 { 55 } else { 6 }) {
                    ("rejected", Some(at.plus_seconds(2)))
                } else if taker.is_some()
                    && (mitra.diligence >= 50 || self.percent(mitra.diligence))
                {
                    ("missed", None)
                } else {
                    ("ignored", None)
                };
                Call {
                    mitra: mitra.id,
                    status,
                    responded_at,
                }
            })
            .collect()
    }

    fn talk(&self, story: &Story, mitra: MitraId, started_at: Timestamp, is_over: bool) -> Talk {
        let minutes = if story.is_free_trial {
            5
        } else {
            story.tier.duration_minutes
        };
        let mut expires_at = started_at.plus_seconds(minutes * 60);
        let extension = (is_over && self.percent(14)).then(|| self.extension(expires_at));
        if let Some(extended) = extension.iter().find(|e| e.status == "accepted") {
            expires_at = expires_at.plus_seconds(extended.tier.duration_minutes * 60);
        }
        let talked_until = if is_over {
            expires_at
        } else {
            self.now.plus_seconds(-5)
        };
        let messages = self.messages(started_at, talked_until);
        let flips = self.flips(story.is_sensitive, started_at, talked_until);
        let ending = is_over.then(|| self.ending(expires_at, extension.as_ref(), started_at));
        Talk {
            mitra,
            started_at,
            expires_at,
            ending,
            messages,
            extension,
            flips,
        }
    }

    fn extension(&self, expires_at: Timestamp) -> Extended {
        let requested_at = expires_at.plus_seconds(-20);
        let (status, after) = match self.chance.below(10) {
            0..=6 => ("accepted", 8),
            7..=8 => ("rejected", 8),
            _ => ("timeout", 60),
        };
        Extended {
            id: ExtensionId::new(self.chance, requested_at),
            tier: self.chance.pick(self.tiers).clone(),
            status,
            requested_at,
            resolved_at: requested_at.plus_seconds(after),
        }
    }

    fn ending(
        &self,
        expires_at: Timestamp,
        extension: Option<&Extended>,
        started_at: Timestamp,
    ) -> Ending {
        let (closing_at, reason) = match extension {
            Some(asked) if asked.status == "rejected" => (asked.resolved_at, "extension_rejected"),
            Some(asked) if asked.status == "timeout" => (asked.resolved_at, "extension_timeout"),
            None if self.percent(15) => {
                let minutes = (expires_at.as_millis() - started_at.as_millis()) / 60_000;
                let early = expires_at.plus_seconds(-(minutes * 60) / 4);
                if self.percent(80) {
                    (early, "ended_by_customer")
                } else {
                    (early, "ended_by_mitra")
                }
            }
            _ => (expires_at, "time_up"),
        };
        let grace_ends_at = closing_at.plus_seconds(GRACE_SECONDS);
        let mut goodbyes = Vec::new();
        if self.percent(70) {
            goodbyes.push(Goodbye {
                sender: "mitra",
                message: self.chance.pick::<&str>(&words::GOODBYE_MITRA),
                rating: None,
                at: closing_at.plus_seconds(15),
            });
        }
        if self.percent(65) {
            goodbyes.push(Goodbye {
                sender: "customer",
                message: self.chance.pick::<&str>(&words::GOODBYE_CUSTOMER),
                rating: self
                    .percent(80)
                    .then(|| *self.chance.pick(&[5, 5, 5, 5, 4, 4, 3, 2])),
                at: closing_at.plus_seconds(40),
            });
        }
        let ended_at = match goodbyes.as_slice() {
            [_, last] => last.at,
            _ => grace_ends_at,
        };
        Ending {
            closing_at,
            grace_ends_at,
            ended_at,
            reason,
            goodbyes,
        }
    }

    fn messages(&self, from: Timestamp, until: Timestamp) -> Vec<Said> {
        let mut at = from.plus_seconds(4);
        let mut by_customer = true;
        let mut said = Vec::new();
        let most = 6 + self.chance.below(24);
        while at < until && said.len() < most as usize {
            let content = if by_customer {
                *self.chance.pick(&words::CUSTOMER)
            } else {
                *self.chance.pick(&words::MITRA)
            };
            said.push(Said {
                by_customer,
                content,
                at,
                id: self.chance.uuid_v7(at),
            });
            by_customer ^= self.percent(75);
            at = at.plus_seconds(8 + i64::from(self.chance.below(50)));
        }
        said
    }

    fn flips(&self, is_sensitive: bool, from: Timestamp, until: Timestamp) -> Vec<Flip> {
        let mut flips = Vec::new();
        let mut at = from.plus_seconds(90);
        let mut flag = is_sensitive;
        while flips.len() < 3 && at < until && self.percent(9) {
            flag = !flag;
            flips.push(Flip {
                id: SensitivityLogId::new(self.chance, at),
                to_sensitive: flag,
                at,
            });
            at = at.plus_seconds(45);
        }
        flips
    }
}

/// A session stands as it was marked last.
fn marked(mut story: Story) -> Story {
    if let Ended::Talked(talk) = &story.ended
        && let Some(last) = talk.flips.last()
    {
        story.is_sensitive = last.to_sensitive;
    }
    story
}
