//! Codes on phones: when one comes, and when it lets somebody in.

use std::{collections::BTreeMap, sync::Mutex};

use curhat::domain::{
    auth::Device,
    ctx::Ctx,
    error::Code,
    ids::{OtpRequestId, UserId},
    otp::{self, OtpMessage, OtpSender, Sending},
};
use rusqlite::Connection;

use super::{
    people::{DAY, HOUR, People, SECOND, has_phone, is_active},
    town::number,
};

/// How long a code is good, and how often it may be guessed at.
const GOOD: i64 = 300 * SECOND;
const GUESSES: u32 = 5;

/// Everybody's phone, with the latest code that came.
#[derive(Debug, Default)]
pub struct Post(Mutex<BTreeMap<String, String>>);

impl OtpSender for Post {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a> {
        Box::pin(async {
            let (phone, code) = (message.phone.as_str(), message.code.reveal());
            let mut received = self.0.lock().unwrap();
            received.insert(phone.to_owned(), code.to_owned());
            Ok(())
        })
    }
}

/// A code that came, and what was done with it.
#[derive(Clone)]
pub struct Sent {
    id: OtpRequestId,
    code: String,
    at: i64,
    wrong: u32,
    pub is_used: bool,
}

impl People {
    /// Whether a code comes: not within a minute of the last, and three in an hour.
    pub async fn asks_code(
        &mut self,
        ctx: &Ctx,
        sql: &Connection,
        who: UserId,
    ) -> Result<bool, String> {
        let (now, person) = (ctx.now().as_millis(), self.persons.get_mut(&who).unwrap());
        let sent_since = |since: i64| {
            let query = "select count(*) from otp_requests where phone = ?1 and created_at > ?2";
            number(sql, query, &[&person.phone, &since])
        };
        let expected = if sent_since(now - 60 * SECOND) > 0 {
            Err(Code::OtpCooldown)
        } else if sent_since(now - HOUR) >= 3 {
            Err(Code::OtpRateLimitPhone)
        } else {
            Ok(())
        };
        // Each from an address of their own.
        let (kind, ip) = (who.user_type(), person.phone.clone());
        let asked = otp::request(ctx, &self.otp, kind, &person.phone, ip).await;
        match (asked, expected) {
            (Ok(sent), Ok(())) if sent.expires_in_seconds == GOOD / SECOND => {
                person.sent = Some(Sent {
                    id: sent.id,
                    code: self.post.0.lock().unwrap()[&person.phone].clone(),
                    at: now,
                    wrong: 0,
                    is_used: false,
                });
                self.tally.note("code sent");
                Ok(true)
            }
            (Err(e), Err(code)) if e.code == code => {
                self.tally.note(format!("code {}", code.as_str()));
                Ok(false)
            }
            other => Err(format!("{who:?} asked for a code and got {other:?}")),
        }
    }

    /// Whether the code lets them in: for five minutes, once, and not after too many wrong ones.
    pub async fn types_code(
        &mut self,
        ctx: &Ctx,
        sql: &Connection,
        who: UserId,
        rightly: bool,
    ) -> Result<bool, String> {
        let now = ctx.now().as_millis();
        let guest = match who {
            UserId::Customer(id) if !has_phone(sql, who) => Some(id),
            _ => None,
        };
        let person = self.persons.get_mut(&who).unwrap();
        let Some(sent) = &mut person.sent else {
            return Ok(false);
        };
        let is_there = number(
            sql,
            "select count(*) from otp_requests where id = ?1",
            &[&sent.id.to_string()],
        ) > 0;
        let expected = if !is_there && now >= sent.at + DAY {
            Err(Code::OtpNotFound)
        } else if sent.is_used {
            Err(Code::OtpUsed)
        } else if now >= sent.at + GOOD {
            Err(Code::OtpExpired)
        } else if sent.wrong >= GUESSES {
            Err(Code::OtpAttemptsExceeded)
        } else if !rightly {
            Err(Code::CodeMismatch)
        } else if !is_active(sql, who) {
            Err(Code::AccountInactive)
        } else {
            Ok(())
        };
        let code: u32 = sent.code.parse().unwrap();
        let attempt = otp::Guess {
            flow: who.user_type(),
            request: sent.id.to_string(),
            code: format!("{:06}", (code + u32::from(!rightly)) % 1_000_000),
            guest,
            device: Device::default(),
        };
        let typed = otp::verify(ctx, &self.rules, &self.otp, attempt).await;
        sent.wrong += u32::from(expected == Err(Code::CodeMismatch));
        sent.is_used |= matches!(expected, Ok(()) | Err(Code::AccountInactive));
        match (typed, expected) {
            (Ok(signed), Ok(())) => {
                self.hold(ctx, who, signed)?;
                self.tally.note("signed in");
                Ok(true)
            }
            (Err(e), Err(code)) if e.code == code => {
                self.tally.note(format!("code {}", code.as_str()));
                Ok(false)
            }
            other => Err(format!("{who:?} typed a code in and got {other:?}")),
        }
    }
}
