//! Passwords of staff: what makes one acceptable.

use crate::domain::{
    error::{Code, Error},
    hashing::MOST_BYTES,
};

/// A password that someone may choose. Of several faults the first in this order is told: too short, too long, no digit, no
/// upper case, no lower case. Too long is what bcrypt would cut off in silence, which would make two passwords one. Shows
/// nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    const LEAST_CHARACTERS: usize = 8;

    pub fn parse(text: &str) -> Result<Self, Error> {
        let has = |wanted: fn(char) -> bool| text.chars().any(wanted);
        let fault = if text.chars().count() < Self::LEAST_CHARACTERS {
            Code::PasswordTooShort
        } else if text.len() > MOST_BYTES {
            Code::PasswordTooLong
        } else if !has(|c| c.is_ascii_digit()) {
            Code::PasswordMissingDigit
        } else if !has(char::is_uppercase) {
            Code::PasswordMissingUppercase
        } else if !has(char::is_lowercase) {
            Code::PasswordMissingLowercase
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(fault.into())
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_fault_is_told() {
        for (text, code) in [
            ("", Code::PasswordTooShort),
            ("Abcdef1", Code::PasswordTooShort),
            ("Abcdefgh", Code::PasswordMissingDigit),
            ("abcdefg1", Code::PasswordMissingUppercase),
            ("ABCDEFG1", Code::PasswordMissingLowercase),
            (&"Aa1".repeat(25), Code::PasswordTooLong),
        ] {
            assert_eq!(Password::parse(text).unwrap_err().code, code, "{text}");
        }
        let longest = "Aa1".repeat(24);
        assert_eq!(Password::parse(&longest).unwrap().reveal(), longest);
        assert_eq!(Password::parse("Rahasia1").unwrap().reveal(), "Rahasia1");
    }

    proptest! {
        #[test]
        fn what_is_taken_fits_into_bcrypt(text in ".{0,90}") {
            if let Ok(password) = Password::parse(&text) {
                prop_assert!(password.reveal().len() <= 72);
            }
        }
    }
}
