//! The two decisions about codes, pure: may one be sent, may one be guessed. Both in the contract's order of checks.

use std::net::{IpAddr, Ipv6Addr};

use crate::{
    clock::Timestamp,
    domain::{
        account::Phone,
        config,
        error::{Code, Error},
        ids::UserType,
    },
};

/// The hourly limits look back so far.
const HOUR: i64 = 3600;

/// The limit of all codes together looks back so far.
const DAY: i64 = 24 * HOUR;

/// What was sent lately, as far as the limits ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Past {
    /// The latest request for this phone.
    pub(super) latest: Option<Timestamp>,
    /// If this phone has had as many as an hour allows: the one that must grow old before another is allowed.
    pub(super) fills_phone: Option<Timestamp>,
    /// The same for the address.
    pub(super) fills_ip: Option<Timestamp>,
    /// The same for the whole server, in a day.
    pub(super) fills_server: Option<Timestamp>,
}

/// What the hourly limit of an address counts: one line to the internet. With IPv6 that is a /64, of which each subscriber has
/// one at least: whoever has one has as many addresses as they like.
pub(super) fn line(ip: &str) -> String {
    match ip.parse() {
        Ok(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        _ => ip.to_owned(),
    }
}

/// The instant up to which requests are too old to count for a phone or an address.
pub(super) fn forgotten_until(now: Timestamp) -> Timestamp {
    now.plus_seconds(-HOUR)
}

/// The same for the whole server.
pub(super) fn forgotten_by_all_until(now: Timestamp) -> Timestamp {
    now.plus_seconds(-DAY)
}

/// Whether somebody must be told, once, when this many of so many have been sent: four fifths, and the last.
pub(super) fn is_a_mark(sent: i64, most: i64) -> bool {
    sent == most || sent == (most * 4 + 4) / 5
}

pub(super) fn may_be_sent(past: Past, limits: config::Otp, now: Timestamp) -> Result<(), Error> {
    let refuse = |code: Code, free_at: Timestamp| {
        if now < free_at {
            Err(code.retry_after(now.seconds_until(free_at)))
        } else {
            Ok(())
        }
    };
    if let Some(latest) = past.latest {
        let free_at = latest.plus_seconds(limits.resend_cooldown_seconds);
        refuse(Code::OtpCooldown, free_at)?;
    }
    if let Some(filling) = past.fills_phone {
        refuse(Code::OtpRateLimitPhone, filling.plus_seconds(HOUR))?;
    }
    if let Some(filling) = past.fills_ip {
        refuse(Code::OtpRateLimitIp, filling.plus_seconds(HOUR))?;
    }
    if let Some(filling) = past.fills_server {
        refuse(Code::OtpRateLimitServer, filling.plus_seconds(DAY))?;
    }
    Ok(())
}

/// A code that was sent, with its own limits: those of the moment it was issued.
#[derive(Debug, Clone)]
pub(super) struct Issued {
    pub(super) phone: Phone,
    pub(super) user_type: UserType,
    pub(super) code_hash: String,
    /// Guesses that were begun.
    pub(super) attempts: i64,
    pub(super) max_attempts: i64,
    pub(super) expires_at: Timestamp,
    pub(super) is_used: bool,
}

impl Issued {
    pub(super) fn attempts_left(&self) -> i64 {
        (self.max_attempts - self.attempts).max(0)
    }
}

/// The code of a request, if the app `flow` may guess at it now.
pub(super) fn may_be_guessed(
    issued: Option<Issued>,
    flow: UserType,
    now: Timestamp,
) -> Result<Issued, Error> {
    let issued = issued.ok_or(Code::OtpNotFound)?;
    let refusal = if issued.user_type != flow {
        Code::WrongFlow
    } else if issued.is_used {
        Code::OtpUsed
    } else if now >= issued.expires_at {
        Code::OtpExpired
    } else if issued.attempts >= issued.max_attempts {
        Code::OtpAttemptsExceeded
    } else {
        return Ok(issued);
    };
    Err(refusal.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: config::Otp = config::Otp {
        expiry_seconds: 300,
        resend_cooldown_seconds: 60,
        max_attempts: 5,
        max_per_phone_per_hour: 3,
        max_per_ip_per_hour: 10,
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn whoever_has_a_network_of_addresses_has_one_line() {
        assert_eq!(line("203.0.113.9"), "203.0.113.9");
        assert_eq!(line("2001:db8:1:2::1"), "2001:db8:1:2::/64");
        assert_eq!(line("2001:db8:1:2:ffff:1:2:3"), "2001:db8:1:2::/64");
        assert_ne!(line("2001:db8:1:3::1"), line("2001:db8:1:2::1"));
        assert_eq!(line("2001:db8:1:2::/64"), "2001:db8:1:2::/64");
        assert_eq!(line(""), "");
    }

    #[test]
    fn the_server_lasts_a_day_and_comes_after_the_others() {
        let full = Past {
            fills_server: Some(at(1000)),
            ..Past::default()
        };
        assert_eq!(sent(full, 1600), Some((Code::OtpRateLimitServer, 85_800)));
        assert_eq!(sent(full, 87_400), None);
        let both = Past {
            fills_ip: Some(at(1000)),
            ..full
        };
        assert_eq!(sent(both, 1600), Some((Code::OtpRateLimitIp, 3000)));
    }

    #[test]
    fn somebody_is_told_at_four_fifths_and_at_the_last() {
        let marks = |most| {
            (1..=most)
                .filter(|n| is_a_mark(*n, most))
                .collect::<Vec<_>>()
        };
        assert_eq!(marks(100), [80, 100]);
        assert_eq!(marks(3), [3]);
        assert_eq!(marks(1), [1]);
    }

    fn sent(past: Past, now: i64) -> Option<(Code, i64)> {
        let refusal = may_be_sent(past, LIMITS, at(now)).err()?;
        Some((refusal.code, refusal.retry_after_seconds.unwrap()))
    }

    #[test]
    fn limits_are_checked_in_order_and_say_how_long_they_last() {
        let all = Past {
            latest: Some(at(1000)),
            fills_phone: Some(at(100)),
            fills_ip: Some(at(200)),
            fills_server: None,
        };
        assert_eq!(sent(all, 1000), Some((Code::OtpCooldown, 60)));
        assert_eq!(sent(all, 1059), Some((Code::OtpCooldown, 1)));
        assert_eq!(sent(all, 1060), Some((Code::OtpRateLimitPhone, 2640)));
        assert_eq!(sent(all, 3700), Some((Code::OtpRateLimitIp, 100)));
        assert_eq!(sent(all, 3800), None);
        assert_eq!(sent(Past::default(), 0), None);
    }

    fn issued() -> Issued {
        Issued {
            phone: Phone::parse("+6281234567890").unwrap(),
            user_type: UserType::Customer,
            code_hash: String::new(),
            attempts: 0,
            max_attempts: 5,
            expires_at: at(300),
            is_used: false,
        }
    }

    /// Each fault, and all that come after it in the order of checks.
    #[test]
    fn checks_before_a_guess_come_in_the_order_of_the_contract() {
        let refused = |issued, flow, now| may_be_guessed(issued, flow, at(now)).unwrap_err().code;
        let mut row = issued();
        assert!(may_be_guessed(Some(row.clone()), UserType::Customer, at(299)).is_ok());
        row.attempts = 5;
        assert_eq!(
            refused(Some(row.clone()), UserType::Customer, 299),
            Code::OtpAttemptsExceeded
        );
        assert_eq!(
            refused(Some(row.clone()), UserType::Customer, 300),
            Code::OtpExpired
        );
        row.is_used = true;
        assert_eq!(
            refused(Some(row.clone()), UserType::Customer, 300),
            Code::OtpUsed
        );
        assert_eq!(refused(Some(row), UserType::Mitra, 300), Code::WrongFlow);
        assert_eq!(refused(None, UserType::Mitra, 300), Code::OtpNotFound);
    }

    #[test]
    fn attempts_left_never_fall_below_none() {
        let mut row = issued();
        row.attempts = 7;
        assert_eq!(row.attempts_left(), 0);
    }
}
