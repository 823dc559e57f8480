//! Scheduled backups: one file per copy, named by its instant in UTC, the oldest beyond a number thrown away.
//!
//! What is due is read off the names in the folder, so that restarts neither skip a copy nor make one too many. A copy that
//! fails is logged, counted, and tried again a little later; the older ones stay.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use prometheus::{IntCounter, IntGauge, core::Collector};

use crate::{
    clock::Timestamp,
    domain::{ctx::Ctx, error::Error},
};

/// A copy that failed is not tried again before this has passed: a full disk does not get better by being filled again.
const RETRY: Duration = Duration::from_secs(60);

/// Where copies go, how often, and how many stay.
#[derive(Debug, Clone)]
pub struct Plan {
    pub folder: PathBuf,
    pub every: Duration,
    pub keep: usize,
}

#[derive(Debug)]
pub struct Backups {
    plan: Plan,
    /// Before this instant nothing is due; `None` until the folder was looked at.
    next: Mutex<Option<Timestamp>>,
    metrics: BackupMetrics,
}

/// What is counted about scheduled backups.
#[derive(Debug, Clone)]
pub struct BackupMetrics {
    /// When the newest good copy was made, in seconds since 1970; 0 when there is none.
    last_success: IntGauge,
    failures: IntCounter,
}

impl BackupMetrics {
    pub fn new() -> Self {
        Self {
            last_success: IntGauge::new(
                "curhat_backup_last_success_timestamp_seconds",
                "When the newest scheduled backup was made; 0 when there is none.",
            )
            .expect("constant"),
            failures: IntCounter::new(
                "curhat_backup_failures_total",
                "Scheduled backups that could not be made.",
            )
            .expect("constant"),
        }
    }

    /// Copies that could not be made so far.
    pub fn failures(&self) -> u64 {
        self.failures.get()
    }

    pub fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![
            Box::new(self.last_success.clone()),
            Box::new(self.failures.clone()),
        ]
    }
}

impl Default for BackupMetrics {
    fn default() -> Self {
        Self::new()
    }
}

/// What a visit led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visit {
    NotDue,
    Made(PathBuf),
}

impl Backups {
    pub fn new(plan: Plan, metrics: BackupMetrics) -> Self {
        Self {
            plan,
            next: Mutex::new(None),
            metrics,
        }
    }

    /// Makes a copy if one is due.
    pub async fn visit(&self, ctx: &Ctx) -> Result<Visit, Error> {
        let now = ctx.now();
        let next = *self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let due = match next {
            Some(next) => now >= next,
            None => self.first_due(now),
        };
        if !due {
            return Ok(Visit::NotDue);
        }
        match self.make(ctx, now).await {
            Ok(path) => {
                self.plan_next(now, self.plan.every);
                self.metrics.last_success.set(now.as_seconds());
                tracing::info!(file = %path.display(), "a backup was made");
                Ok(Visit::Made(path))
            }
            Err(error) => {
                self.plan_next(now, self.plan.every.min(RETRY));
                self.metrics.failures.inc();
                Err(error)
            }
        }
    }

    /// The first look after a start: the newest copy in the folder says when the next is due. One from the future, made
    /// before the machine's clock was set back, says nothing.
    fn first_due(&self, now: Timestamp) -> bool {
        let newest = made_until(&self.plan.folder, now)
            .pop()
            .and_then(|path| instant_of(&path));
        let Some(made) = newest else {
            return true;
        };
        self.metrics.last_success.set(made.as_seconds());
        self.plan_next(made, self.plan.every);
        now.millis_since(made) >= millis(self.plan.every)
    }

    fn plan_next(&self, from: Timestamp, after: Duration) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(from.plus_millis(millis(after)));
    }

    async fn make(&self, ctx: &Ctx, now: Timestamp) -> Result<PathBuf, Error> {
        let folder = &self.plan.folder;
        let halves = fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .and_then(|()| partials(folder))
            .map_err(|e| Error::internal(format!("{}: {e}", folder.display())))?;
        for half in halves {
            ctx.store().remove_partial(&half);
        }
        let path = folder.join(name_at(now));
        ctx.store().backup(path.clone()).await?;
        // Those from the future would drive out the one that was made just now.
        let made = made_until(folder, now);
        for old in made.iter().rev().skip(self.plan.keep) {
            if let Err(error) = fs::remove_file(old) {
                tracing::warn!(file = %old.display(), %error, "an old backup could not be removed");
            }
        }
        Ok(path)
    }
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

/// `curhat-20261122T100000Z.db`: sorts by time, and can stand on any file system.
fn name_at(now: Timestamp) -> String {
    now.to_jiff()
        .strftime("curhat-%Y%m%dT%H%M%SZ.db")
        .to_string()
}

/// The instant in a name that [`name_at`] made.
pub fn instant_of(path: &Path) -> Option<Timestamp> {
    let name = path.file_name()?.to_str()?;
    let instant = name.strip_prefix("curhat-")?.strip_suffix("Z.db")?;
    let civil = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S", instant).ok()?;
    let utc = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp::from_millis(utc.timestamp().as_millisecond()))
}

/// The copies in a folder, oldest first. Whatever else lies there is not ours to count or to remove.
pub fn made_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if instant_of(&path).is_some() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The same, without those from the future: they were made before the machine's clock was set back, and stay until it has
/// come to them.
fn made_until(folder: &Path, now: Timestamp) -> Vec<PathBuf> {
    let mut made = made_in(folder).unwrap_or_default();
    made.retain(|path| instant_of(path).is_some_and(|instant| instant <= now));
    made
}

/// Halves of copies: of one that is being made, or left by a process that was killed while it made one.
fn partials(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut halves = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| name.starts_with("curhat-") && name.ends_with(".partial")) {
            halves.push(path);
        }
    }
    Ok(halves)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_instant_and_other_names_tell_none() {
        let now = Timestamp::parse("2026-11-22T10:00:07Z").unwrap();
        assert_eq!(name_at(now), "curhat-20261122T100007Z.db");
        assert_eq!(
            instant_of(Path::new("/b/curhat-20261122T100007Z.db")),
            Some(now)
        );
        for other in [
            "curhat.db",
            "curhat-20261122T100007Z.db-wal",
            "curhat-20261322T100007Z.db",
            "curhat-20261122T100007Z.partial",
            "notes.txt",
        ] {
            assert_eq!(instant_of(Path::new(other)), None, "{other}");
        }
    }
}
