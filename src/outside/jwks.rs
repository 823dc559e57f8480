//! A provider's published keys, fetched when they are needed and kept as long as the provider says.
//!
//! One call is under way at a time, and whoever came meanwhile takes its outcome. An unknown key id leads to at most one call
//! a minute, or anyone could have the provider flooded through us; an id that was asked for in vain is remembered. When the
//! provider is out of reach, the keys we have stay good for another day.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use reqwest::{
    Certificate, Client, Url,
    header::{CACHE_CONTROL, HeaderMap},
};

use super::{builder, cause, client, read};
use crate::{
    clock::{Clock, Timestamp},
    domain::social::{Finding, Key, KeySet, KeySource, OutOfReach},
};

/// Providers publish two to four keys, in some kilobytes.
const ANSWER_LIMIT: usize = 256 * 1024;

/// Whatever the provider says of caching: not shorter, not longer.
const AGE_SECONDS: std::ops::RangeInclusive<i64> = 5 * 60..=24 * 3600;
/// Keys past their age are used so much longer while new ones can't be had.
const STALE_SECONDS: i64 = 24 * 3600;
/// Between calls for ids we do not know, and between calls that fail while old keys do.
const PAUSE_SECONDS: i64 = 60;
/// Without any keys each failed call makes the pause before the next one longer, up to this.
const LONGEST_PAUSE_SECONDS: i64 = 10;
/// An id that the provider does not have is not asked for again for so long.
const UNKNOWN_SECONDS: i64 = 10 * 60;
const MOST_UNKNOWN: usize = 1000;

pub struct Jwks {
    client: Client,
    url: Url,
    clock: Clock,
    kept: Mutex<Kept>,
    /// Held during a call.
    flight: tokio::sync::Mutex<()>,
}

impl std::fmt::Debug for Jwks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Jwks({})", self.url)
    }
}

impl Jwks {
    /// `authority` is the certificate, in PEM, of one that is believed besides those that everyone believes.
    pub fn new(
        url: &str,
        authority: Option<&str>,
        clock: Clock,
        patience: Duration,
    ) -> Result<Self, String> {
        let client = match authority {
            None => client(patience),
            Some(pem) => Certificate::from_pem(pem.as_bytes())
                .and_then(|own| builder(patience).add_root_certificate(own).build()),
        };
        Ok(Self {
            client: client.map_err(cause)?,
            url: url.parse().map_err(|e| format!("{url}: {e}"))?,
            clock,
            kept: Mutex::default(),
            flight: tokio::sync::Mutex::default(),
        })
    }

    fn kept<T>(&self, look: impl FnOnce(&mut Kept, Timestamp) -> T) -> T {
        let now = self.clock.now();
        look(
            &mut self.kept.lock().unwrap_or_else(PoisonError::into_inner),
            now,
        )
    }

    async fn find(&self, id: &str) -> Result<Option<Arc<Key>>, OutOfReach> {
        let (answer, calls) = self.kept(|kept, now| (kept.answer(id, now), kept.calls));
        if let Answer::Is(found) = answer {
            return found;
        }
        let _flight = self.flight.lock().await;
        // Someone else has called while we waited: what came of it is our answer too.
        if self.kept(|kept, _| kept.calls) == calls {
            let outcome = self.call().await;
            self.kept(|kept, now| kept.note(id, outcome, now));
        }
        match self.kept(|kept, now| kept.answer(id, now)) {
            Answer::Is(found) => found,
            Answer::Call => Err(self.kept(|kept, _| kept.trouble())),
        }
    }

    async fn call(&self) -> Result<(KeySet, i64), String> {
        let response = self
            .client
            .get(self.url.clone())
            .send()
            .await
            .map_err(cause)?;
        let status = response.status();
        if !status.is_success() {
            return Err(format!("the answer was {}", status.as_u16()));
        }
        let age = max_age(response.headers());
        let body = read(response, ANSWER_LIMIT).await?;
        let keys = KeySet::parse(&body).map_err(|e| e.to_string())?;
        Ok((keys, age))
    }
}

impl KeySource for Jwks {
    fn key<'a>(&'a self, id: &'a str) -> Finding<'a> {
        Box::pin(self.find(id))
    }
}

/// What calls have brought so far.
#[derive(Debug, Default)]
struct Kept {
    keys: Option<Arc<KeySet>>,
    fresh_until: Timestamp,
    /// How many calls have ended.
    calls: u64,
    /// How many of the latest have failed, and why the last one did.
    failures: i64,
    cause: String,
    /// After a failure: not before.
    again_at: Timestamp,
    /// For ids we do not know: not before.
    unknown_again_at: Timestamp,
    /// Asked for in vain, and until when we believe that.
    unknown: HashMap<String, Timestamp>,
}

enum Answer {
    Is(Result<Option<Arc<Key>>, OutOfReach>),
    /// Only the provider knows.
    Call,
}

impl Kept {
    fn answer(&self, id: &str, now: Timestamp) -> Answer {
        let usable = self
            .keys
            .as_ref()
            .filter(|_| now < self.fresh_until.plus_seconds(STALE_SECONDS));
        let is_fresh = now < self.fresh_until;
        let may_call = now >= self.again_at;
        match usable.map(|keys| keys.get(id)) {
            Some(Some(key)) if is_fresh || !may_call => Answer::Is(Ok(Some(key))),
            Some(None) if is_fresh => {
                if self.unknown.get(id).is_some_and(|until| now < *until) {
                    Answer::Is(Ok(None))
                } else if now < self.unknown_again_at {
                    Answer::Is(if self.failures > 0 {
                        Err(self.trouble())
                    } else {
                        Ok(None)
                    })
                } else {
                    Answer::Call
                }
            }
            _ if may_call => Answer::Call,
            _ => Answer::Is(Err(self.trouble())),
        }
    }

    fn trouble(&self) -> OutOfReach {
        OutOfReach(self.cause.clone())
    }

    /// Notes what a call for `id` has brought.
    fn note(&mut self, id: &str, outcome: Result<(KeySet, i64), String>, now: Timestamp) {
        self.calls += 1;
        let was_fresh = self.keys.is_some() && now < self.fresh_until;
        if was_fresh {
            self.unknown_again_at = now.plus_seconds(PAUSE_SECONDS);
        }
        match outcome {
            Ok((keys, age)) => {
                self.failures = 0;
                self.fresh_until = now.plus_seconds(age);
                self.unknown
                    .retain(|id, until| now < *until && keys.get(id).is_none());
                if keys.get(id).is_none() && self.unknown.len() < MOST_UNKNOWN {
                    self.unknown
                        .insert(id.to_owned(), now.plus_seconds(UNKNOWN_SECONDS));
                }
                self.keys = Some(Arc::new(keys));
            }
            Err(cause) => {
                self.failures += 1;
                self.cause = cause;
                let pause = if self.keys.is_some() {
                    PAUSE_SECONDS
                } else {
                    // The first failure may be a hiccup.
                    (self.failures - 1).min(LONGEST_PAUSE_SECONDS)
                };
                self.again_at = now.plus_seconds(pause);
            }
        }
    }
}

/// How long the answer may be kept, within our bounds.
fn max_age(headers: &HeaderMap) -> i64 {
    let said = headers
        .get_all(CACHE_CONTROL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .find_map(|part| {
            let (name, value) = part.trim().split_once('=')?;
            let seconds = value.trim().trim_matches('"').parse().ok()?;
            name.trim()
                .eq_ignore_ascii_case("max-age")
                .then_some(seconds)
        })
        .unwrap_or(0);
    said.clamp(*AGE_SECONDS.start(), *AGE_SECONDS.end())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn an_age_is_what_the_provider_says_within_bounds() {
        let age = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(CACHE_CONTROL, HeaderValue::from_static(text));
            max_age(&headers)
        };
        assert_eq!(age("public, max-age=19845, must-revalidate"), 19845);
        assert_eq!(age("MAX-AGE = \"600\""), 600);
        assert_eq!(age("max-age=1"), 300);
        assert_eq!(age("max-age=99999999"), 86_400);
        assert_eq!(age("s-maxage=5000"), 300);
        assert_eq!(age("no-store"), 300);
        assert_eq!(age("max-age=-1"), 300);
        assert_eq!(age("max-age=nonsense"), 300);
        assert_eq!(max_age(&HeaderMap::new()), 300);
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_000_000_000 + seconds * 1000)
    }

    fn keys() -> (KeySet, i64) {
        let n = format!("_{}", "A".repeat(341));
        let text = format!(r#"{{"keys":[{{"kid":"a","kty":"RSA","n":"{n}","e":"AQAB"}}]}}"#);
        (KeySet::parse(text.as_bytes()).unwrap(), 3600)
    }

    fn shown(kept: &Kept, id: &str, now: i64) -> &'static str {
        match kept.answer(id, at(now)) {
            Answer::Call => "call",
            Answer::Is(Ok(Some(_))) => "known",
            Answer::Is(Ok(None)) => "unknown",
            Answer::Is(Err(_)) => "trouble",
        }
    }

    #[test]
    fn a_known_key_is_good_for_its_age_and_a_day_more_while_the_provider_is_away() {
        let mut kept = Kept::default();
        assert_eq!(shown(&kept, "a", 0), "call");
        kept.note("a", Ok(keys()), at(0));
        assert_eq!(shown(&kept, "a", 3599), "known");
        assert_eq!(shown(&kept, "a", 3600), "call");
        kept.note("a", Err("away".into()), at(3600));
        assert_eq!(shown(&kept, "a", 3600), "known");
        assert_eq!(shown(&kept, "b", 3600), "trouble");
        assert_eq!(shown(&kept, "a", 3660), "call");
        let last = 3600 + 86_400 - 1;
        kept.note("a", Err("away".into()), at(last));
        assert_eq!(shown(&kept, "a", last), "known");
        assert_eq!(shown(&kept, "a", last + 1), "trouble");
        assert_eq!(shown(&kept, "a", last + 60), "call");
    }

    #[test]
    fn an_unknown_id_leads_to_one_call_a_minute_and_is_then_believed_unknown() {
        let mut kept = Kept::default();
        kept.note("a", Ok(keys()), at(0));
        // The keys just fetched may be from before a rotation.
        assert_eq!(shown(&kept, "b", 1), "call");
        kept.note("b", Ok(keys()), at(1));
        assert_eq!(shown(&kept, "b", 1), "unknown");
        assert_eq!(shown(&kept, "c", 60), "unknown");
        assert_eq!(shown(&kept, "c", 61), "call");
        assert_eq!(shown(&kept, "b", 600), "unknown");
        assert_eq!(shown(&kept, "b", 601), "call");
        kept.note("c", Err("away".into()), at(61));
        assert_eq!(shown(&kept, "d", 62), "trouble");
        assert_eq!(shown(&kept, "a", 62), "known");
    }

    #[test]
    fn without_keys_each_failure_makes_the_pause_longer() {
        let mut kept = Kept::default();
        let mut now = 0;
        let mut pauses = Vec::new();
        for _ in 0..13 {
            assert_eq!(shown(&kept, "a", now), "call");
            kept.note("a", Err("away".into()), at(now));
            let from = now;
            while shown(&kept, "a", now) == "trouble" {
                now += 1;
            }
            pauses.push(now - from);
        }
        assert_eq!(pauses, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10]);
    }

    #[test]
    fn a_flood_of_unknown_ids_does_not_fill_the_memory() {
        let mut kept = Kept::default();
        for n in 0..5000 {
            kept.note(&n.to_string(), Ok(keys()), at(0));
        }
        assert!(kept.unknown.len() <= MOST_UNKNOWN);
        kept.note("later", Ok(keys()), at(UNKNOWN_SECONDS));
        assert_eq!(kept.unknown.len(), 1);
    }
}
