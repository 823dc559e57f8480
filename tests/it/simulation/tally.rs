//! What has happened in all runs together, and what must have: a run in which everybody is refused breaks no rule.

use std::{collections::BTreeMap, fmt};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<String, usize>);

impl Tally {
    pub fn note(&mut self, what: impl Into<String>) {
        self.many(what, 1);
    }

    pub fn many(&mut self, what: impl Into<String>, count: usize) {
        *self.0.entry(what.into()).or_default() += count;
    }

    pub fn add(&mut self, other: Self) {
        for (what, count) in other.0 {
            self.many(what, count);
        }
    }

    /// What has become of everything, as the rows of a run say at its end.
    pub fn count(&mut self, sql: &rusqlite::Connection) {
        let mut query = sql
            .prepare(
                "select 'session ' || end_reason, count(*) from chat_sessions group by 1
                  union all
                 select 'extension ' || status || ' from ' || asked_from, count(*) from session_extensions group by 1
                  union all
                 select 'offer ' || status, count(*) from chat_request_notifications group by 1
                  union all
                 select 'messages of the ' || sender, count(*) from chat_messages group by 1
                  union all
                 select 'goodbyes of the ' || sender, count(*) from session_goodbyes group by 1
                  union all
                 select 'free trials', count(*) from chat_sessions where is_free_trial and started_at is not null",
            )
            .unwrap();
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        for (what, count) in rows.unwrap().map(Result::<(String, i64), _>::unwrap) {
            self.many(what, count as usize);
        }
    }

    /// How sessions ended, and the servers.
    pub fn brief(&self) -> String {
        let told = |what: &&String| what.starts_with("session ") || what.contains("killed");
        let counts = self
            .0
            .keys()
            .filter(told)
            .map(|what| format!("{what} {}", self.of(what)));
        counts.collect::<Vec<_>>().join(", ")
    }

    pub fn of(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// What was to happen and never did.
    pub fn lacks(&self) -> Vec<&'static str> {
        let never = |what: &&str| self.of(what) == 0;
        MUST.iter().copied().filter(never).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sep = "";
        for (what, count) in &self.0 {
            write!(f, "{sep}{what} {count}")?;
            sep = ", ";
        }
        Ok(())
    }
}

/// Happens in any few seeds, most of it dozens of times.
const MUST: &[&str] = &[
    // Whoever may do something does it, and some come too late.
    "request done",
    "request SESSION_ALREADY_OPEN",
    "request FREE_TRIAL_UNAVAILABLE",
    "accept done",
    "accept accepted_by_other",
    "accept cancelled_by_customer",
    "accept expired",
    "reject done",
    "cancel done",
    "message done",
    "message SESSION_NOT_ACTIVE",
    "mark done",
    "flip done",
    "extension done",
    "extension EXTENSION_PENDING",
    "answer done",
    "answer EXTENSION_RESOLVED",
    "end done",
    "goodbye done",
    "online done",
    "offline done",
    "activation done",
    "price done",
    // What the rows say then: each way in which a session, an offer, an extension can end.
    "session time_up",
    "session extension_rejected",
    "session extension_timeout",
    "session ended_by_customer",
    "session ended_by_mitra",
    "session cancelled_by_customer",
    "session no_mitra",
    "session stale_on_restart",
    "offer accepted",
    "offer rejected",
    "offer ignored",
    "offer missed",
    "extension accepted from active",
    "extension rejected from active",
    "extension timeout from active",
    "extension accepted from closing",
    "extension timeout from closing",
    "free trials",
    "messages of the customer",
    "messages of the mitra",
    "goodbyes of the customer",
    "goodbyes of the mitra",
    // Signing in, and again after a long time.
    "code sent",
    "code OTP_COOLDOWN",
    "code CODE_MISMATCH",
    "code OTP_ATTEMPTS_EXCEEDED",
    "code OTP_EXPIRED",
    "signed in",
    "access expired",
    "refreshed",
    "refresh spent",
    "refresh expired",
    "guest lost",
    "swept sign-ins",
    "swept codes",
    "swept answers",
    // How servers end.
    "stopped",
    "killed",
    "killed at the alarm",
    "killed at work",
];
