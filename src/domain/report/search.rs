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
        // Nobody's name has a NUL, at which SQLite would take a pattern to end.
        let typed = typed.unwrap_or_default().replace('\0', "\u{fffd}");
        let typed = typed.trim();
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
        let mut either = vec![pieces(&self.name)];
        if self.is_number {
            either.push(pieces(&self.phone));
            either.push(pieces(&self.phone_at_home));
        }
        either.dedup();
        either.join(" OR ")
    }
}

/// All that must be there for a pattern to fit: what it looks for, cut from its end into pieces as long as the index knows them.
fn pieces(pattern: &str) -> String {
    let mut text = Vec::new();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '%' => {}
            '!' => text.extend(rest.next()),
            c => text.push(c),
        }
    }
    // What everyone's number begins with takes long to look for, and says nothing.
    let home: Vec<char> = HOME.chars().collect();
    let text = match text.strip_prefix(home.as_slice()) {
        Some(rest) if rest.len() >= home.len() => rest,
        _ => text.as_slice(),
    };
    let known = ngrams::LENGTHS.iter().rev();
    let length = known
        .copied()
        .find(|length| *length <= text.len())
        .unwrap_or_default();
    let last = text.len() - length;
    let mut starts: Vec<usize> = (0..=last).rev().step_by(length.max(1)).collect();
    // What is left at the beginning, and some of what has a piece already.
    if !starts.contains(&0) {
        starts.push(0);
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
    fn the_index_is_asked_for_pieces_from_the_end_as_long_as_it_knows_them() {
        for (typed, asked) in [
            ("a", r#"("61")"#),
            ("A%", r#"("6125")"#),
            ("Ani", r#"("616e69")"#),
            ("anis", r#"("6e6973" AND "616e69")"#),
            ("anissa", r#"("616e69737361")"#),
            ("7", r#"("37")"#),
            ("8123", r#"("313233" AND "383132")"#),
            ("07", r#"("3037") OR ("363237" AND "2b3632")"#),
            ("+62", r#"("2b3632")"#),
            (
                "0812-34",
                r#"("3831322d3334" AND "303831322d33") OR ("303831323334") OR ("323334" AND "383132")"#,
            ),
            ("+6281234567", r#"("323334353637" AND "383132333435")"#),
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
        assert_eq!(Search::of(Some("\0")).name, "%\u{fffd}%");
        // A dash alone is no number: it would find everyone.
        assert_eq!(Search::of(Some("-")), search("%-%", "%-%", "%-%"));
    }
}
