//! What people type, parsed once: past this, nobody asks again whether a phone is one.

use std::fmt;

use crate::domain::error::{Code, Error};

/// A phone number in E.164: `+`, then 8 to 15 digits, the first not 0. Prints only its ends, so that logs never hold a
/// whole one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    pub fn parse(text: &str) -> Result<Self, Error> {
        let digits = text.strip_prefix('+').ok_or(Code::PhoneInvalid)?;
        let fits = (8..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(Code::PhoneInvalid.into())
        }
    }

    /// The whole number, for the database and the provider.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…{}", &self.0[..3], &self.0[self.0.len() - 2..])
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({self})")
    }
}

/// What others see of a person: 1 to 40 characters, trimmed, no control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayName(String);

impl DisplayName {
    pub const MOST: usize = 40;

    pub fn parse(text: &str) -> Result<Self, Error> {
        plain_name(text, "/display_name", Self::MOST).map(Self)
    }

    /// From a source that nobody can correct (a provider's profile): what does not fit is cut off or left out.
    pub fn lenient(text: &str) -> Option<Self> {
        let name: String = text
            .trim()
            .chars()
            .filter(|&c| !unprintable(c))
            .take(Self::MOST)
            .collect();
        Self::parse(&name).ok()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What colleagues call a member of staff: 1 to 80 characters, trimmed, no control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffName(String);

impl StaffName {
    const MOST: usize = 80;

    pub fn parse(text: &str) -> Result<Self, Error> {
        plain_name(text, "/name", Self::MOST).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn plain_name(text: &str, pointer: &str, most: usize) -> Result<String, Error> {
    let name = text.trim();
    let fault = if name.is_empty() {
        "must not be empty".to_owned()
    } else if name.chars().count() > most {
        format!("must have at most {most} characters")
    } else if name.chars().any(unprintable) {
        "must not hold control characters".to_owned()
    } else {
        return Ok(name.to_owned());
    };
    Err(Error::field(pointer, fault))
}

/// Control characters, and those that turn the direction of writing around for the rest of the line.
fn unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// An e-mail address in lower case. Only its form is checked; whether it receives mail is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    pub fn parse(text: &str) -> Result<Self, Error> {
        let wrong = || Error::field("/email", "must be an e-mail address");
        let email = text.trim().to_lowercase();
        let (local, host) = email.rsplit_once('@').ok_or_else(wrong)?;
        let fits = !local.is_empty()
            && !host.is_empty()
            && email.len() <= 254
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !email.chars().any(|c| c.is_whitespace() || c.is_control());
        if fits { Ok(Self(email)) } else { Err(wrong()) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_e164_is_a_phone() {
        for good in ["+6281234567890", "+12345678", "+123456789012345"] {
            assert_eq!(Phone::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "+",
            "081234567890",
            "6281234567890",
            "+0812345678",
            "+1234567",
            "+1234567890123456",
            "+62 812 345",
            "+62812-345-678",
            "+६२८१२३४५६७८",
            " +6281234567890",
            "+6281234567890\n",
        ] {
            assert_eq!(
                Phone::parse(bad).unwrap_err().code,
                Code::PhoneInvalid,
                "{bad:?}"
            );
        }
    }

    #[test]
    fn a_printed_phone_shows_only_its_ends() {
        let phone = Phone::parse("+6281234567890").unwrap();
        assert_eq!(format!("{phone} {phone:?}"), "+62…90 Phone(+62…90)");
    }

    proptest! {
        #[test]
        fn parsing_a_phone_never_panics_and_keeps_what_it_takes(text in ".{0,40}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(phone.as_str(), text);
                let _ = phone.to_string();
            }
        }

        #[test]
        fn a_display_name_is_trimmed_short_and_printable(text in ".{0,80}") {
            if let Ok(name) = DisplayName::parse(&text) {
                prop_assert_eq!(name.as_str(), text.trim());
                prop_assert!((1..=40).contains(&name.as_str().chars().count()));
            }
            if let Some(name) = DisplayName::lenient(&text) {
                prop_assert!(DisplayName::parse(name.as_str()).is_ok());
            }
        }

        #[test]
        fn parsing_an_email_is_stable(text in ".{0,60}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()).unwrap(), email);
            }
        }
    }
}
