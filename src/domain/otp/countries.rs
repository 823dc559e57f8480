//! Whose numbers may sign in: everyone's, or those of some countries, which must then exist there and be a mobile's.

use phonenumber::{Mode, Type, country};

use crate::domain::{
    account::Phone,
    error::{Code, Error},
};

/// Empty: every number that is written as one, made-up ones for development too.
#[derive(Debug, Clone, Default)]
pub struct Countries(Vec<country::Id>);

/// A text that is no country's two letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no country")]
pub struct NoCountry(pub String);

impl Countries {
    /// From codes such as `ID`. Empty texts count for nothing.
    pub fn parse(codes: &[String]) -> Result<Self, NoCountry> {
        codes
            .iter()
            .map(|code| code.trim())
            .filter(|code| !code.is_empty())
            .map(|code| code.parse().map_err(|_| NoCountry(code.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The phone, if its number may sign in.
    pub fn admit(&self, text: &str) -> Result<Phone, Error> {
        let phone = Phone::parse(text)?;
        if self.0.is_empty() {
            return Ok(phone);
        }
        let number = phonenumber::parse(None, phone.as_str())
            .map_err(|_| Error::from(Code::PhoneInvalid))?;
        let reachable = matches!(
            number.number_type(&phonenumber::metadata::DATABASE),
            Type::Mobile | Type::FixedLineOrMobile
        );
        let here = number
            .country()
            .id()
            .is_some_and(|country| self.0.contains(&country));
        if !phonenumber::is_valid(&number) || !reachable || !here || number.extension().is_some() {
            return Err(Code::PhoneInvalid
                .detail("This is no mobile number of a country that can sign in here."));
        }
        // A trunk zero after the country code is a common slip; the number is stored without it, or it would be a second one.
        Phone::parse(&number.format().mode(Mode::E164).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(countries: &[&str], phone: &str) -> Option<String> {
        let codes: Vec<String> = countries.iter().map(ToString::to_string).collect();
        let admitted = Countries::parse(&codes).unwrap().admit(phone);
        admitted.ok().map(|phone| phone.as_str().to_owned())
    }

    #[test]
    fn without_countries_every_well_formed_number_may_sign_in() {
        for phone in ["+6281234567890", "+9990000000", "+6221555123"] {
            assert_eq!(admitted(&[], phone).as_deref(), Some(phone));
            assert_eq!(admitted(&["", " "], phone).as_deref(), Some(phone));
        }
        assert_eq!(admitted(&[], "081234567890"), None);
    }

    #[test]
    fn with_countries_a_number_must_be_a_mobile_that_exists_there() {
        let mobile = "+6281234567890";
        assert_eq!(admitted(&["ID"], mobile).as_deref(), Some(mobile));
        assert_eq!(admitted(&["SG", "ID"], mobile).as_deref(), Some(mobile));
        assert_eq!(admitted(&["SG"], mobile), None);
        assert_eq!(admitted(&["ID"], "+622112345678"), None, "a fixed line");
        assert_eq!(admitted(&["ID"], "+62812345"), None, "too short");
        assert_eq!(admitted(&["ID"], "+9990000000"), None);
    }

    #[test]
    fn a_trunk_zero_is_dropped_so_that_one_number_is_one_account() {
        assert_eq!(
            admitted(&["ID"], "+62081234567890").as_deref(),
            Some("+6281234567890")
        );
    }

    #[test]
    fn a_code_of_no_country_is_named() {
        let wrong = Countries::parse(&["ID".into(), "XYZ".into()]).unwrap_err();
        assert_eq!(wrong, NoCountry("XYZ".into()));
    }
}
