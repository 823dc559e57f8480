//! One-time codes: six digits sent to a phone, which whoever holds the phone types in.
//!
//! A code is one row in `otp_requests`. It is good for one use, by the app it was requested from, until it expires, a newer
//! one is issued, or too many wrong ones were tried. A guess is counted before it is looked at, so that guesses at one
//! instant can't exceed the limit. Only a hash is kept.
//!
//! * `request.rs`: limits, issuing, sending. `verify.rs`: guessing, and what a right guess leads to.
//! * `rules.rs`: both decisions, pure. `countries.rs`: whose numbers may sign in. `test_phones.rs`: those with a fixed code.

mod countries;
mod request;
mod rules;
mod sql;
mod test_phones;
mod verify;

use std::{fmt, pin::Pin, sync::Arc};

pub use self::{
    countries::{Countries, NoCountry},
    request::{Requested, request},
    test_phones::{Sparing, TestPhone, TestPhones},
    verify::{Guess, verify},
};
use super::{account::Phone, ctx::Work, error::Error, ids::OtpRequestId, turns::Turns};
use crate::entropy::Entropy;

/// A code as it is sent and typed in: six digits. Shows nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(String);

impl OneTimeCode {
    const DIGITS: usize = 6;

    fn draw(entropy: &Entropy) -> Self {
        Self(entropy.digits(Self::DIGITS))
    }

    fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == Self::DIGITS && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(text.to_owned()))
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode")
    }
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct OtpMessage {
    pub phone: Phone,
    pub code: OneTimeCode,
    /// By which both sides can look the message up.
    pub reference: OtpRequestId,
}

/// A message did not get through. The cause is for the log: it holds neither code nor phone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotDelivered(pub String);

pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), NotDelivered>> + Send + 'a>>;

/// Whoever carries codes to phones. It answers within a time of its own; nothing else waits for it.
pub trait OtpSender: fmt::Debug + Send + Sync {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a>;
}

/// How codes are sent, and to whom: fixed while the process runs.
#[derive(Debug, Clone)]
pub struct Otp {
    sender: Arc<dyn OtpSender>,
    countries: Countries,
    test_phones: TestPhones,
    /// How many codes are sent in 24 hours, to whomever; `None`: any number.
    max_per_day: Option<u32>,
    turns: Turns,
}

impl Otp {
    pub fn new(sender: Arc<dyn OtpSender>, countries: Countries) -> Self {
        Self {
            sender,
            countries,
            test_phones: TestPhones::default(),
            max_per_day: None,
            turns: Turns::default(),
        }
    }

    /// With phones whose codes are fixed.
    #[must_use]
    pub fn with_test_phones(self, test_phones: TestPhones) -> Self {
        Self {
            test_phones,
            ..self
        }
    }

    /// With a limit of all codes of 24 hours together.
    #[must_use]
    pub fn with_max_per_day(self, max_per_day: Option<u32>) -> Self {
        Self {
            max_per_day,
            ..self
        }
    }
}

/// Rows older than this say nothing that a limit asks for.
const KEPT_MILLIS: i64 = 24 * 3600 * 1000;

/// Removes requests of more than a day ago; says how many.
pub fn forget_old(work: &mut Work<'_>) -> Result<usize, Error> {
    Ok(sql::delete_created_until(
        work.tx,
        work.now.plus_millis(-KEPT_MILLIS),
    )?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_that_is_drawn_is_one_and_shows_nothing() {
        let entropy = Entropy::seeded(5);
        for _ in 0..1000 {
            let code = OneTimeCode::draw(&entropy);
            assert!(OneTimeCode::parse(code.reveal()) == Some(code.clone()));
            assert!(!format!("{code:?}").contains(code.reveal()));
        }
    }

    #[test]
    fn only_six_digits_are_a_code() {
        for wrong in [
            "",
            "12345",
            "1234567",
            "12345a",
            " 12345",
            "१२३४५६",
            "12 456",
        ] {
            assert!(OneTimeCode::parse(wrong).is_none(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_parsing_a_code_panic(text in ".{0,20}") {
            if let Some(code) = OneTimeCode::parse(&text) {
                prop_assert_eq!(code.reveal(), text);
            }
        }
    }
}
