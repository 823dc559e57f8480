//! What an operator types to find someone: a piece of a name or of a phone number, whatever the case.
//!
//! Customers are many: an index of characters in a row ([`ngrams`]) says who could be meant, and those are looked at.

use crate::domain::ngrams;

/// Numbers are stored with the country; people of the country write a 0 in its place.
const HOME: &str = "+62";

/// Patterns for `like … escape '!'`. In what was typed `%` and `_` mean themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// What was typed could be a piece of a number. Otherwise no number has it, and phones need not be looked at.
    pub(super) is_number: bool,
    /// In lower case, to be held against the name in lower case. `%` when nothing is searched.
    pub(super) name: String,
    pub(super) phone: String,
    /// The phone as it is written at home: `0812…` begins `+62812…`.
    pub(super) phone_at_home: String,
}

impl Search {
    pub fn of(typed: Option<&str>) -> Self {
        let typed = typed.unwrap_or_default().trim();
        let number: String = typed
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')'))
            .collect();
        let is_number =
            !number.is_empty() && number.chars().all(|c| c == '+' || c.is_ascii_digit());
        let phone = contains(if is_number { &number } else { typed });
        let phone_at_home = match number.strip_prefix('0') {
            Some(rest) if is_number => format!("{HOME}{rest}%"),
            _ => phone.clone(),
        };
        Self {
            is_number,
            name: contains(&typed.to_lowercase()),
            phone,
            phone_at_home,
        }
    }
}

impl Search {
    /// Nothing was typed: everyone is found.
    pub(super) fn is_for_everyone(&self) -> bool {
        self.name == "%"
    }

    /// Whom the index finds, in its own language: everyone who is meant, and some who are not.
    pub(super) fn ngrams(&self) -> String {
        let mut either = vec![pieces(&self.name, 0)];
        if self.is_number {
            either.push(pieces(&self.phone, EVERYONES));
            either.push(pieces(&self.phone_at_home, EVERYONES));
        }
        either.dedup();
        either.join(" OR ")
    }
}

/// Characters at the beginning of a number that everyone's has.
const EVERYONES: usize = HOME.len();

/// All that must be there for a pattern to fit: what it looks for, cut in threes from its end. What begins before `from` is left
/// out where something remains: what is common takes long and says little.
fn pieces(pattern: &str, from: usize) -> String {
    let mut text = Vec::new();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '%' => {}
            '!' => text.extend(rest.next()),
            c => text.push(c),
        }
    }
    let length = text.len().min(ngrams::LONGEST);
    let last = text.len() - length;
    let mut starts: Vec<usize> = (0..=last).rev().step_by(ngrams::LONGEST).collect();
    if !last.is_multiple_of(ngrams::LONGEST) {
        starts.push(0);
    }
    if last >= from {
        starts.retain(|start| *start >= from);
    }
    let terms: Vec<String> = starts
        .iter()
        .map(|start| ngrams::term(&text[*start..start + length]))
        .map(|term| format!("\"{term}\""))
        .collect();
    format!("({})", terms.join(" AND "))
}

fn contains(text: &str) -> String {
    if text.is_empty() {
        return "%".to_owned();
    }
    let escaped = text
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(name: &str, phone: &str, phone_at_home: &str) -> Search {
        Search {
            is_number: phone.contains(|c: char| c.is_ascii_digit()) && !phone.contains('!'),
            name: name.into(),
            phone: phone.into(),
            phone_at_home: phone_at_home.into(),
        }
    }

    #[test]
    fn nothing_typed_finds_everyone() {
        for nothing in [None, Some(""), Some("  ")] {
            assert_eq!(Search::of(nothing), search("%", "%", "%"));
        }
    }

    #[test]
    fn what_is_special_to_like_is_not_special_to_people() {
        assert_eq!(
            Search::of(Some("50%_!")),
            search("%50!%!_!!%", "%50!%!_!!%", "%50!%!_!!%")
        );
    }

    #[test]
    fn the_index_is_asked_for_threes_from_the_end_or_for_as_much_as_there_is() {
        for (typed, asked) in [
            ("a", r#"("61")"#),
            ("A%", r#"("6125")"#),
            ("Ani", r#"("616e69")"#),
            ("anis", r#"("6e6973" AND "616e69")"#),
            ("anissa", r#"("737361" AND "616e69")"#),
            ("7", r#"("37")"#),
            ("07", r#"("3037") OR ("363237" AND "2b3632")"#),
            (
                "0812-34",
                r#"("2d3334" AND "383132" AND "303831") OR ("323334")"#,
            ),
        ] {
            assert_eq!(Search::of(Some(typed)).ngrams(), asked, "{typed}");
        }
    }

    #[test]
    fn a_number_is_found_as_people_write_it() {
        assert_eq!(
            Search::of(Some("0812-34 5")),
            search("%0812-34 5%", "%0812345%", "+62812345%")
        );
        assert_eq!(
            Search::of(Some("+62 (812)")),
            search("%+62 (812)%", "%+62812%", "%+62812%")
        );
        // A dash alone is no number: it would find everyone.
        assert_eq!(Search::of(Some("-")), search("%-%", "%-%", "%-%"));
    }
}
