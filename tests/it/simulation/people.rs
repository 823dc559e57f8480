//! Those who sign in: what each of them holds, and what the server may make of it at which time.

use std::{collections::BTreeMap, sync::Arc};

use curhat::{
    domain::{
        auth::{self, Device, Guest, Keyring, Revocation, Rules, Signed},
        ctx::Ctx,
        error::Code,
        ids::{AuthSessionId, CustomerId, UserId, UserType},
        otp::{Countries, Otp},
    },
    entropy::Entropy,
};
use rusqlite::Connection;

use super::{
    codes::{Post, Sent},
    tally::Tally,
    town::{Town, number},
};
use crate::world::SECRET;

pub const SECOND: i64 = 1000;
pub const HOUR: i64 = 3600 * SECOND;
pub const DAY: i64 = 24 * HOUR;

/// The apps of both kinds of people.
const APPS: &[UserType] = &[UserType::Customer, UserType::Mitra];

#[derive(Clone)]
pub struct People {
    pub rules: Rules,
    pub otp: Otp,
    pub post: Arc<Post>,
    pub persons: BTreeMap<UserId, Person>,
    /// So many came, and each has a phone of their own.
    guests: usize,
    /// What they went through.
    pub tally: Tally,
}

#[derive(Clone)]
pub struct Person {
    pub phone: String,
    pub holds: Option<Tokens>,
    pub sent: Option<Sent>,
}

#[derive(Clone)]
pub struct Tokens {
    session: AuthSessionId,
    access: String,
    access_until: i64,
    refresh: String,
    refresh_until: i64,
    /// The refresh token that this one was traded for.
    spent: Option<String>,
    /// The server was killed while it was traded: perhaps it is spent.
    in_doubt: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comes {
    In,
    /// Not now: no more codes for the moment, or deactivated.
    Not,
    /// A guest whose sign-in is over has no way back.
    NeverAgain,
}

/// What people do with what they hold, besides calling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    Refresh,
    /// Uses the token before the present one.
    UseAgain,
    /// Types the code in, old or not, or asks for one.
    Code,
    AskCode,
    /// Asks for one, types so many wrong ones, then the right one.
    Guess(u32),
}

impl Errand {
    pub fn draw(dice: &Entropy) -> Self {
        match dice.below(10) {
            0..2 => Self::Refresh,
            2 => Self::UseAgain,
            3..5 => Self::Code,
            5..7 => Self::AskCode,
            _ => Self::Guess(dice.below(7)),
        }
    }
}

impl Default for People {
    fn default() -> Self {
        let post = Arc::<Post>::default();
        let rules = Rules {
            keyring: Keyring::new(SECRET, None),
            revocation: Revocation::Window,
            refresh_grace_seconds: 0,
            revoke_on_reuse: false,
            staff_sign_in_seconds: None,
        };
        Self {
            rules,
            otp: Otp::new(post.clone(), Countries::default()),
            post,
            persons: BTreeMap::new(),
            guests: 0,
            tally: Tally::default(),
        }
    }
}

impl People {
    /// Somebody who can sign in by phone.
    pub fn meet(&mut self, who: UserId, phone: String) {
        let person = Person {
            phone,
            holds: None,
            sent: None,
        };
        self.persons.insert(who, person);
    }

    pub async fn new_guest(&mut self, ctx: &Ctx) -> Result<CustomerId, String> {
        let device = Device::default();
        let render = |_: &Signed| super::conduct::no_answer();
        let signed = auth::sign_in_guest(ctx, &self.rules, None, device, None, render).await;
        let Ok(Guest::New(signed)) = signed else {
            return Err(format!("nobody is let in: {signed:?}"));
        };
        let UserId::Customer(guest) = signed.profile.user() else {
            return Err(format!("{signed:?} is no guest"));
        };
        self.guests += 1;
        let phone = format!("+6281200{:06}", self.guests);
        self.meet(UserId::Customer(guest), phone);
        self.hold(ctx, UserId::Customer(guest), signed)?;
        Ok(guest)
    }

    /// As an app does: it calls, refreshes when that is over, and asks to sign in when that is over too.
    pub async fn come(
        &mut self,
        ctx: &Ctx,
        sql: &Connection,
        who: UserId,
    ) -> Result<Comes, String> {
        if !self.persons.contains_key(&who) {
            return Ok(Comes::Not);
        }
        if self.calls(ctx, who).await? || self.refreshes(ctx, sql, who).await? {
            return Ok(Comes::In);
        }
        if matches!(who, UserId::Customer(_)) && !has_phone(sql, who) {
            self.persons.remove(&who);
            self.tally.note("guest lost");
            return Ok(Comes::NeverAgain);
        }
        let comes =
            self.asks_code(ctx, sql, who).await? && self.types_code(ctx, sql, who, true).await?;
        Ok(if comes { Comes::In } else { Comes::Not })
    }

    pub async fn run(
        &mut self,
        ctx: &Ctx,
        sql: &Connection,
        who: UserId,
        errand: Errand,
    ) -> Result<(), String> {
        if !self.persons.contains_key(&who) {
            return Ok(());
        }
        match errand {
            Errand::Refresh => {
                self.refreshes(ctx, sql, who).await?;
            }
            Errand::UseAgain => self.uses_again(ctx, who).await?,
            Errand::Code if self.persons[&who].sent.is_some() => {
                self.types_code(ctx, sql, who, true).await?;
            }
            Errand::Code | Errand::AskCode => {
                self.asks_code(ctx, sql, who).await?;
            }
            Errand::Guess(times) => {
                if self.asks_code(ctx, sql, who).await? {
                    for n in 0..=times {
                        self.types_code(ctx, sql, who, n == times).await?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Who has a code that was not typed in yet.
    pub fn with_a_code(&self) -> Vec<UserId> {
        let waits = |person: &Person| person.sent.as_ref().is_some_and(|sent| !sent.is_used);
        let those = self.persons.iter().filter(|(_, person)| waits(person));
        those.map(|(who, _)| *who).collect()
    }

    /// The server was killed at it, and what has come of it is not known.
    pub fn had_no_answer(&mut self, who: UserId) {
        if let Some(person) = self.persons.get_mut(&who) {
            person.sent = None;
            if let Some(tokens) = &mut person.holds {
                tokens.in_doubt = true;
            }
        }
    }

    /// That each sign-in that is good is there, until when it is good. One that is in doubt is there too.
    pub fn are_known(&self, town: &Town) -> Result<(), String> {
        let now = town.ctx.now().as_millis();
        for (who, person) in &self.persons {
            let Some(tokens) = person.holds.as_ref().filter(|it| it.refresh_until > now) else {
                continue;
            };
            let there = town.number(
                "select count(*) from auth_sessions
                  where id = ?1 and user_id = ?2 and (expires_at = ?3 or (?4 and expires_at > ?3))",
                &[
                    &tokens.session.to_string(),
                    &who.uuid().to_string(),
                    &tokens.refresh_until,
                    &tokens.in_doubt,
                ],
            );
            if there != 1 {
                return Err(format!("{who:?} is not signed in any more"));
            }
        }
        Ok(())
    }

    pub fn hold(&mut self, ctx: &Ctx, who: UserId, signed: Signed) -> Result<(), String> {
        let now = ctx.now().as_millis();
        if signed.profile.user() != who || signed.refresh_seconds != 30 * DAY / SECOND {
            return Err(format!("{who:?} was let in as {:?}", signed.profile));
        }
        let person = self.persons.get_mut(&who).unwrap();
        let earlier = person.holds.take();
        let same = earlier.filter(|it| it.session == signed.session);
        person.holds = Some(Tokens {
            session: signed.session,
            access: signed.access_token,
            access_until: now.div_euclid(SECOND) * SECOND + HOUR,
            refresh: signed.refresh_token,
            refresh_until: now + 30 * DAY,
            spent: same.map(|it| it.refresh),
            in_doubt: false,
        });
        Ok(())
    }

    /// Whether the access token is taken: for an hour.
    async fn calls(&mut self, ctx: &Ctx, who: UserId) -> Result<bool, String> {
        let Some(tokens) = &self.persons[&who].holds else {
            return Ok(false);
        };
        let is_good = ctx.now().as_millis() < tokens.access_until;
        match auth::authenticate(ctx, &self.rules, &tokens.access).await {
            Ok(caller) if is_good && caller.user == who => Ok(true),
            Err(e) if e.code == Code::TokenExpired && !is_good => {
                self.tally.note("access expired");
                Ok(false)
            }
            other => Err(format!("{who:?} called and got {other:?}")),
        }
    }

    /// Whether the refresh token is taken: for thirty days, and once.
    async fn refreshes(
        &mut self,
        ctx: &Ctx,
        sql: &Connection,
        who: UserId,
    ) -> Result<bool, String> {
        let Some(tokens) = &self.persons[&who].holds else {
            return Ok(false);
        };
        let (is_good, in_doubt) = (
            ctx.now().as_millis() < tokens.refresh_until,
            tokens.in_doubt,
        );
        let device = Device::default();
        match auth::refresh(ctx, &self.rules, APPS, &tokens.refresh, device).await {
            Ok(signed) if is_good && signed.session == tokens.session => {
                self.hold(ctx, who, signed)?;
                self.tally.note("refreshed");
                Ok(true)
            }
            Err(e) if e.code == Code::RefreshInvalid && (!is_good || in_doubt) => {
                self.persons.get_mut(&who).unwrap().holds = None;
                let why = if is_good { "lost" } else { "expired" };
                self.tally.note(format!("refresh {why}"));
                Ok(false)
            }
            Err(e) if e.code == Code::AccountInactive && is_good && !is_active(sql, who) => {
                self.tally.note("refresh inactive");
                Ok(false)
            }
            other => Err(format!("{who:?} refreshed and got {other:?}")),
        }
    }

    async fn uses_again(&mut self, ctx: &Ctx, who: UserId) -> Result<(), String> {
        let spent = self.persons[&who].holds.as_ref();
        let Some(spent) = spent.and_then(|it| it.spent.clone()) else {
            return Ok(());
        };
        match auth::refresh(ctx, &self.rules, APPS, &spent, Device::default()).await {
            Err(e) if e.code == Code::RefreshInvalid => {
                self.tally.note("refresh spent");
                Ok(())
            }
            other => Err(format!("{who:?} used a spent token and got {other:?}")),
        }
    }
}

pub fn has_phone(sql: &Connection, who: UserId) -> bool {
    let query = "select count(phone) from customers where id = ?1";
    number(sql, query, &[&who.uuid().to_string()]) > 0
}

/// Whoever is a customer is.
pub fn is_active(sql: &Connection, who: UserId) -> bool {
    let query = "select coalesce(max(is_active), 1) from mitras where id = ?1";
    number(sql, query, &[&who.uuid().to_string()]) > 0
}
