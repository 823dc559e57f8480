//! How hard a test tries: a few times whenever the tests are run, often with `./install.sh torture`. The test is the same.
//!
//! `CURHAT_TORTURE=1` asks for the large number, `CURHAT_ROUNDS=n` for exactly n.

/// How often this time: `few` as a rule, `many` for torture.
pub fn rounds(few: usize, many: usize) -> usize {
    if let Ok(text) = std::env::var("CURHAT_ROUNDS") {
        return text
            .parse()
            .unwrap_or_else(|_| panic!("CURHAT_ROUNDS={text}"));
    }
    if is_torture() { many } else { few }
}

pub fn is_torture() -> bool {
    std::env::var_os("CURHAT_TORTURE").is_some_and(|value| value == "1")
}

/// What was tried and seen, for the summary of `./install.sh torture`.
pub fn figures(item: &str, seen: impl std::fmt::Display) {
    println!("torture: {item}: {seen}");
}
