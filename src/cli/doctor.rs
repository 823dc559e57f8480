//! `curhat doctor`: what is well, what is doubtful, what is wrong. It looks and changes nothing.

mod database;

use std::{
    fs,
    io::IsTerminal,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use clap::Args;

use self::database::database;
use super::Outcome;
use crate::{
    app::end_of,
    clock::Clock,
    http::tls::Files,
    outside::fcm::ServiceAccount,
    settings::{OtpProvider, PushProvider, ServerArgs},
    store::{self, DATABASE},
    timers::backups,
};

#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    server: ServerArgs,
}

/// Below this it is time to make room, whatever the size of the database.
const LEAST_ROOM: u64 = 1 << 30;

/// What stands in secrets that were copied from somewhere, or typed in a hurry.
const SAMPLES: [&str; 8] = [
    "change", "example", "sample", "secret", "password", "curhat", "12345", "abcdef",
];

/// Whoever renews by a program renews a month before; what is nearer to its end than this was forgotten.
const CERTIFICATE_SECONDS: i64 = 14 * 86_400;

/// A random secret of 32 characters or more has more different ones than this.
const LEAST_VARIETY: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Ok,
    Warn,
    Fail,
}

#[derive(Debug, Default)]
struct Report {
    lines: Vec<(Verdict, String)>,
}

impl Report {
    fn ok(&mut self, text: impl Into<String>) {
        self.lines.push((Verdict::Ok, text.into()));
    }

    fn warn(&mut self, text: impl Into<String>) {
        self.lines.push((Verdict::Warn, text.into()));
    }

    fn fail(&mut self, text: impl Into<String>) {
        self.lines.push((Verdict::Fail, text.into()));
    }

    fn print(&self) {
        let colourful = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        for (verdict, text) in &self.lines {
            let (word, colour) = match verdict {
                Verdict::Ok => ("ok", 32),
                Verdict::Warn => ("warn", 33),
                Verdict::Fail => ("fail", 31),
            };
            if colourful {
                println!("\x1b[{colour}m{word:<5}\x1b[0m{text}");
            } else {
                println!("{word:<5}{text}");
            }
        }
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.lines.iter().filter(|(v, _)| *v == verdict).count()
    }
}

impl Doctor {
    /// `complaints`: settings that could not even be read.
    pub fn run(self, complaints: Vec<String>) -> Outcome {
        let mut report = Report::default();
        report.ok(format!(
            "curhat {}, SQLite {}",
            env!("CARGO_PKG_VERSION"),
            store::sqlite_version()
        ));
        self.settings(&mut report, complaints);
        let data = &self.server.data.data_dir;
        modes(&mut report, data);
        let bytes = database(&mut report, &data.join(DATABASE));
        room(&mut report, data, bytes);
        self.backups(&mut report);
        report.print();
        match report.count(Verdict::Fail) {
            0 => Ok(()),
            1 => Err("1 thing is wrong".into()),
            n => Err(format!("{n} things are wrong")),
        }
    }

    fn settings(&self, report: &mut Report, complaints: Vec<String>) {
        let problems: Vec<String> = complaints
            .into_iter()
            .chain(self.server.problems().into_iter().map(|p| p.0))
            .collect();
        if problems.is_empty() {
            report.ok("settings: every one can be used");
        }
        for problem in problems {
            report.fail(problem);
        }
        for (name, secret) in [
            ("AUTH_JWT_SECRET", &self.server.auth_jwt_secret),
            (
                "AUTH_JWT_SECRET_PREVIOUS",
                &self.server.auth_jwt_secret_previous,
            ),
        ] {
            if secret.as_ref().is_some_and(|s| looks_copied(s.reveal())) {
                // A guess, if a good one: yellow.
                report.warn(format!(
                    "{name} looks like a sample, not like chance: openssl rand -base64 48 makes one"
                ));
            }
        }
        if self.server.otp_provider == OtpProvider::Stub {
            report.warn("OTP_PROVIDER is stub: one-time codes stand in the log and reach no phone");
        }
        self.test_phones(report);
        self.certificate(report);
        self.push(report);
        if !self.server.cookie_secure {
            report.warn("COOKIE_SECURE is false: the control center's cookie travels without TLS");
        }
    }

    fn test_phones(&self, report: &mut Report) {
        let now = Clock::system().now();
        for setting in &self.server.test_phones {
            let (phone, last_day) = (&setting.phone, setting.last_day);
            if now < end_of(last_day, &self.server.time_zone) {
                report.warn(format!(
                    "TEST_PHONES: whoever knows its code signs in as {phone} until {last_day}"
                ));
            } else {
                report.warn(format!(
                    "TEST_PHONES: the time of {phone} was over on {last_day}; remove it"
                ));
            }
        }
    }

    fn certificate(&self, report: &mut Report) {
        let (Some(certificate), Some(key)) = (&self.server.tls_cert, &self.server.tls_key) else {
            return;
        };
        let files = Files {
            certificate: certificate.clone(),
            key: key.clone(),
        };
        let pair = match files.read() {
            Ok(pair) => pair,
            Err(error) => return report.fail(error),
        };
        let until = pair.expires_at();
        let left = until.millis_since(Clock::system().now()) / 1000;
        if left <= 0 {
            report.fail(format!("{}: ran out at {until}", certificate.display()));
        } else if left < CERTIFICATE_SECONDS {
            report.warn(format!(
                "{}: good until {until}, {} more; renew it",
                certificate.display(),
                in_words(left)
            ));
        } else {
            report.ok(format!(
                "{}: good until {until}, {} more",
                certificate.display(),
                in_words(left)
            ));
        }
        if fs::metadata(key).is_ok_and(|f| f.permissions().mode() & 0o007 != 0) {
            report.warn(format!(
                "{}: every user can get at the certificate's key; chmod 0600",
                key.display()
            ));
        }
    }

    fn push(&self, report: &mut Report) {
        let providers = &self.server.push_provider;
        if providers.contains(&PushProvider::Webpush) {
            report.ok("push: browsers that have allowed it, by web push");
        }
        if !providers.contains(&PushProvider::Fcm) {
            if !providers.contains(&PushProvider::Webpush) {
                report.warn("PUSH_PROVIDER is log: what closed apps are told stands in the log and reaches no phone");
            }
            return;
        }
        // That it is not named has been said already.
        let Some(file) = &self.server.fcm_service_account_file else {
            return;
        };
        match ServiceAccount::read(file) {
            Ok(account) => report.ok(format!(
                "push: FCM, project {}, as {}",
                account.project, account.email
            )),
            Err(error) => report.fail(format!("FCM_SERVICE_ACCOUNT_FILE: {error}")),
        }
        if fs::metadata(file).is_ok_and(|f| f.permissions().mode() & 0o077 != 0) {
            report.warn(format!(
                "{}: other users can get at FCM's key; chmod 0600",
                file.display()
            ));
        }
    }

    fn backups(&self, report: &mut Report) {
        let Some(folder) = &self.server.backup_dir else {
            report.warn("BACKUP_DIR is not set: no backups are made");
            return;
        };
        let newest = backups::made_in(folder)
            .unwrap_or_default()
            .pop()
            .and_then(|path| backups::instant_of(&path));
        let Some(newest) = newest else {
            report.warn(format!("no backup in {} yet", folder.display()));
            return;
        };
        let age = Clock::system().now().millis_since(newest) / 1000;
        if age < 0 {
            report.warn(format!(
                "newest backup: {newest}, later than now; is this machine's time right?"
            ));
            return;
        }
        let text = format!("newest backup: {newest}, {} ago", in_words(age));
        if age as u64 > 2 * self.server.backup_every.as_secs() {
            report.warn(format!(
                "{text}; BACKUP_EVERY is {}",
                in_words(self.server.backup_every.as_secs() as i64)
            ));
        } else {
            report.ok(text);
        }
    }
}

/// A secret out of a manual, or of few different characters.
fn looks_copied(secret: &str) -> bool {
    let lower = secret.to_lowercase();
    let variety: std::collections::HashSet<char> = secret.chars().collect();
    variety.len() < LEAST_VARIETY || SAMPLES.iter().any(|sample| lower.contains(sample))
}

/// Nobody else may look into the folder and its files.
fn modes(report: &mut Report, data: &Path) {
    let mode = |path: &Path| fs::metadata(path).map(|f| f.permissions().mode() & 0o777);
    let open_to_others: Vec<PathBuf> = ["", DATABASE, "curhat.db-wal", "curhat.db-shm"]
        .iter()
        .map(|name| data.join(name))
        .filter(|path| mode(path).is_ok_and(|mode| mode & 0o077 != 0))
        .collect();
    if !data.exists() {
        report.warn(format!(
            "there is no folder {} yet; the first start makes it",
            data.display()
        ));
    } else if open_to_others.is_empty() {
        report.ok(format!(
            "{}: closed to other users, and so are its files",
            data.display()
        ));
    }
    for path in open_to_others {
        let name = path.display();
        if path.is_dir() {
            report.warn(format!("{name}: other users can look into it; chmod 0700"));
        } else {
            report.fail(format!("{name}: other users can get at it; chmod 0600"));
        }
    }
}

fn room(report: &mut Report, data: &Path, database_bytes: u64) {
    let place = if data.exists() { data } else { Path::new(".") };
    match rustix::fs::statvfs(place) {
        Ok(disk) => {
            let free = disk.f_bavail * disk.f_frsize;
            let text = format!("{} MB free for data", free >> 20);
            // A backup, and a file that is rewritten, need as much again.
            if free < LEAST_ROOM || free < 2 * database_bytes {
                report.warn(format!(
                    "{text}, with a database of {} MB: make room",
                    database_bytes >> 20
                ));
            } else {
                report.ok(text);
            }
        }
        Err(error) => report.warn(format!("{}: free space unknown: {error}", place.display())),
    }
}

fn in_words(seconds: i64) -> String {
    match seconds {
        s if s < 120 => format!("{s} s"),
        s if s < 2 * 3600 => format!("{} min", s / 60),
        s if s < 2 * 86_400 => format!("{} h", s / 3600),
        s => format!("{} days", s / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_told_from_chance() {
        for copied in [
            "change-me-change-me-change-me-change-me",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "this is a very secret thing, believe me!",
        ] {
            assert!(looks_copied(copied), "{copied}");
        }
        assert!(!looks_copied(
            "mGv7Wq0pT4nJx2LhZ8eRkYs5uDcBf1oA9iHjXwNzQyKt3VbM"
        ));
        assert!(!looks_copied(
            "7f9c0d1e2b3a4958607182930a1b2c3d4e5f60718293a4b5"
        ));
    }
}
