//! Other machines: the only files that call any. Each implements a trait of the domain, so that the domain knows neither
//! addresses nor HTTP.
//!
//! Every call is bounded: in time, in the size of what is read, and to the address that was set, since a redirect could lead
//! anywhere. Whatever goes wrong is an ordinary outcome with a cause for the log, never a panic.

mod breaker;
pub mod fazpass;
pub mod fcm;
pub mod jwks;
pub mod push_log;
pub mod stub;
pub mod webpush;

use std::time::Duration;

use reqwest::{Client, ClientBuilder, Response, redirect::Policy};

use crate::{clock::Timestamp, domain::push::NotTaken};

/// How long another machine may take to answer, in all.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// A client for one neighbour.
pub fn client(patience: Duration) -> Result<Client, reqwest::Error> {
    builder(patience).build()
}

fn builder(patience: Duration) -> ClientBuilder {
    Client::builder().timeout(patience).redirect(Policy::none())
}

/// Why a call came to nothing, without the address: it may hold a key.
fn cause(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".into();
    }
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(deeper) = source {
        text = format!("{text}: {deeper}");
        source = deeper.source();
    }
    text
}

/// Reads an answer of at most `limit` bytes.
async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(cause)? {
        if bytes.len() + chunk.len() > limit {
            return Err(format!("the answer is larger than {limit} bytes"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What a `Retry-After` asks for, in seconds: a number of them, or a date.
fn retry_after(text: Option<&str>, now: Timestamp) -> Option<i64> {
    let text = text?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(i64::from(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(text).ok()?;
    let at = Timestamp::from_millis(date.timestamp().as_millisecond());
    (at > now).then(|| now.seconds_until(at))
}

/// A push that came to nothing. One that found nobody has certainly delivered nothing.
fn unanswered(error: reqwest::Error) -> NotTaken {
    if error.is_connect() {
        NotTaken::Later {
            cause: cause(error),
            after_seconds: None,
        }
    } else {
        NotTaken::Unanswered(cause(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(784_111_777_000);

    #[test]
    fn the_wait_that_is_asked_for_is_read_in_both_forms() {
        let after = |text| retry_after(Some(text), NOW);
        assert_eq!(after("30"), Some(30));
        assert_eq!(after(" 0 "), Some(0));
        assert_eq!(after("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
        for nothing in [
            "",
            "soon",
            "-5",
            "99999999999",
            "Sun, 06 Nov 1994 08:00:00 GMT",
        ] {
            assert_eq!(after(nothing), None, "{nothing}");
        }
        assert_eq!(retry_after(None, NOW), None);
    }
}
