//! Test phones: numbers that sign in with a fixed code until a day, for the reviewers of app stores and for end-to-end tests.
//! They are customers and mitras like others, under the same limits; staff sign in by password and know no codes at all.

use std::sync::Arc;

use super::{OneTimeCode, OtpMessage, OtpSender, Sending};
use crate::{clock::Timestamp, domain::account::Phone};

#[derive(Debug, Clone)]
pub struct TestPhone {
    phone: Phone,
    code: OneTimeCode,
    until: Timestamp,
}

impl TestPhone {
    /// `None`: no phone, or no code.
    pub fn new(phone: &str, code: &str, until: Timestamp) -> Option<Self> {
        Some(Self {
            phone: Phone::parse(phone).ok()?,
            code: OneTimeCode::parse(code)?,
            until,
        })
    }

    pub fn phone(&self) -> &Phone {
        &self.phone
    }

    pub fn until(&self) -> Timestamp {
        self.until
    }
}

#[derive(Debug, Clone, Default)]
pub struct TestPhones(Arc<[TestPhone]>);

impl TestPhones {
    pub fn new(phones: Vec<TestPhone>) -> Self {
        Self(phones.into())
    }

    /// The code of a phone whose day has not come.
    pub(super) fn code(&self, phone: &Phone, now: Timestamp) -> Option<OneTimeCode> {
        let found = self.0.iter().find(|known| known.phone == *phone)?;
        (now < found.until).then(|| found.code.clone())
    }
}

/// A carrier that is spared codes which everybody knows already.
#[derive(Debug)]
pub struct Sparing {
    pub sender: Arc<dyn OtpSender>,
    pub phones: TestPhones,
}

impl OtpSender for Sparing {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a> {
        let fixed = self
            .phones
            .0
            .iter()
            .any(|known| known.phone == message.phone && known.code == message.code);
        if fixed {
            tracing::info!(phone = %message.phone, "a test phone signs in with its fixed code");
            return Box::pin(async { Ok(()) });
        }
        self.sender.send(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_code_is_good_for_its_phone_until_its_day() {
        let until = Timestamp::from_millis(1000);
        let phones = TestPhones::new(vec![
            TestPhone::new("+6281234567890", "123456", until).unwrap(),
        ]);
        let phone = Phone::parse("+6281234567890").unwrap();
        let code = |phone, at| {
            let found = phones.code(phone, Timestamp::from_millis(at));
            found.map(|code| code.reveal().to_owned())
        };
        assert_eq!(code(&phone, 999).as_deref(), Some("123456"));
        assert_eq!(code(&phone, 1000), None);
        assert_eq!(code(&Phone::parse("+6281234567891").unwrap(), 0), None);
        assert!(TestPhone::new("0812", "123456", until).is_none());
        assert!(TestPhone::new("+6281234567890", "12345", until).is_none());
    }
}
