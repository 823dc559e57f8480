//! `curhat doctor`: green, yellow and red, and how it ends.

use std::{fs, os::unix::fs::PermissionsExt};

use crate::program::Place;

/// Random enough for the doctor.
const GOOD_SECRET: &str = "mGv7Wq0pT4nJx2LhZ8eRkYs5uDcBf1oA9iHjXwNzQyKt3VbM";

fn healthy() -> Place {
    let place = Place::new()
        .set("AUTH_JWT_SECRET", GOOD_SECRET)
        .set("CC_ADMIN_PASSWORD", "Correct-Horse-7");
    place.run(&["seed"]).ok();
    place
}

/// Its lines, and its exit code.
fn visit(place: &Place) -> (Vec<String>, Option<i32>) {
    let ended = place.run(&["doctor"]);
    assert!(!ended.stdout.contains('\x1b'), "colour outside a terminal");
    (
        ended.stdout.lines().map(str::to_owned).collect(),
        ended.code,
    )
}

#[track_caller]
fn has(lines: &[String], verdict: &str, text: &str) {
    assert!(
        lines
            .iter()
            .any(|line| line.split(' ').next() == Some(verdict) && line.contains(text)),
        "no `{verdict} … {text}` in {lines:#?}"
    );
}

#[test]
fn a_healthy_server_has_nothing_red() {
    let place = healthy();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(0), "{lines:#?}");
    assert!(!lines.iter().any(|l| l.starts_with("fail")), "{lines:#?}");
    has(&lines, "ok", "SQLite 3.");
    has(&lines, "ok", "settings");
    has(&lines, "ok", "every page is whole");
    has(&lines, "ok", "schema version");
    has(&lines, "ok", "no super admin has the default password");
    has(&lines, "warn", "OTP_PROVIDER");
    has(&lines, "warn", "BACKUP_DIR");
}

#[test]
fn the_doctor_can_come_before_the_first_start_and_while_the_server_runs() {
    let place = Place::new().set("AUTH_JWT_SECRET", GOOD_SECRET);
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(0), "{lines:#?}");
    has(&lines, "warn", "not there yet");
    assert!(!place.data().exists(), "it made something");
    let _program = place.serve();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(0), "{lines:#?}");
    has(&lines, "warn", "no super admin yet");
}

#[test]
fn every_wrong_setting_is_told_not_only_the_first() {
    let place = healthy()
        .set("PUBLIC_PORT", "abc")
        .set("TIME_ZONE", "Mars")
        .set("AUTH_JWT_SECRET", "short")
        .set("OTP_PROVIDER", "fazpass")
        .set("PHONE_COUNTRIES", "XX");
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(1));
    for name in [
        "PUBLIC_PORT",
        "TIME_ZONE",
        "AUTH_JWT_SECRET",
        "FAZPASS_MERCHANT_KEY",
        "FAZPASS_GATEWAY_KEY",
        "PHONE_COUNTRIES",
    ] {
        has(&lines, "fail", name);
    }
    // And the rest is looked at all the same.
    has(&lines, "ok", "every page is whole");
}

#[test]
fn a_sample_secret_the_default_password_and_an_open_cookie_are_yellow() {
    let place = Place::new()
        .set("AUTH_JWT_SECRET", "change-me-change-me-change-me-change-me")
        .set("COOKIE_SECURE", "false");
    place.run(&["seed"]).ok();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(0), "{lines:#?}");
    has(&lines, "warn", "looks like a sample");
    has(&lines, "warn", "default password");
    has(&lines, "warn", "COOKIE_SECURE");
}

#[test]
fn test_phones_are_named_until_they_are_taken_out() {
    let phones = "+6281234567890:493027@2999-12-31,+6281234567891:493028@2020-01-31";
    let place = healthy().set("TEST_PHONES", phones);
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(0), "{lines:#?}");
    has(
        &lines,
        "warn",
        "signs in as +6281234567890 until 2999-12-31",
    );
    has(&lines, "warn", "the time of +6281234567891 was over");
    assert!(!lines.join("").contains("493027"), "the code is shown");
    let served = place.serve();
    let log = served.log();
    assert!(
        log.contains("a test phone signs in with a fixed code"),
        "{log}"
    );
    assert!(log.contains("a test phone's time is over"), "{log}");
    assert!(
        !log.contains("493027") && !log.contains("6281234567890"),
        "{log}"
    );
}

#[test]
fn files_that_others_can_read_are_red() {
    let place = healthy();
    fs::set_permissions(place.database(), fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(place.data(), fs::Permissions::from_mode(0o755)).unwrap();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(1));
    has(&lines, "fail", "chmod 0600");
    has(&lines, "warn", "chmod 0700");
}

#[test]
fn a_damaged_or_foreign_file_is_red_and_left_as_it_is() {
    let place = healthy();
    let mut bytes = fs::read(place.database()).unwrap();
    let half = bytes.len() / 2;
    bytes[4096..half].fill(0x5a);
    fs::write(place.database(), &bytes).unwrap();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(1));
    has(&lines, "fail", "damaged");
    assert_eq!(fs::read(place.database()).unwrap(), bytes);

    fs::write(place.database(), "once upon a time").unwrap();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(1));
    has(&lines, "fail", "not a SQLite database");
}

#[test]
fn rows_that_refer_to_nothing_are_red() {
    let place = healthy();
    rusqlite::Connection::open(place.database())
        .unwrap()
        .execute_batch(
            "pragma foreign_keys = off;
             insert into chat_request_notifications (session_id, mitra_id, active_session_count, created_at)
             values ('nowhere', 'nobody', 0, 0);",
        )
        .unwrap();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(1));
    has(&lines, "fail", "rows that are not there");
}

#[test]
fn the_age_of_the_newest_backup_is_told() {
    let place = healthy()
        .set("BACKUP_DIR", "backups")
        .set("BACKUP_EVERY", "1h");
    let (lines, _) = visit(&place);
    has(&lines, "warn", "no backup");
    let folder = place.path().join("backups");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("curhat-20200101T000000Z.db"), "").unwrap();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(0));
    has(&lines, "warn", "2020-01-01T00:00:00.000Z");
    fs::write(folder.join("curhat-29990101T000000Z.db"), "").unwrap();
    let (lines, code) = visit(&place);
    assert_eq!(code, Some(0));
    has(&lines, "warn", "2999-01-01T00:00:00.000Z, later than now");
}

#[test]
fn a_machine_whose_time_lies_behind_is_yellow_and_warned_of_at_the_start() {
    let place = healthy();
    let told = |program: crate::program::Program| {
        let log = program.stop();
        log.iter().any(|line| line.contains("the machine's time"))
    };
    // Somebody was here a minute from now, as clocks may differ; then an hour from now.
    for (seconds, is_behind) in [(50, false), (3600, true)] {
        let day = 24 * 3600;
        rusqlite::Connection::open(place.database())
            .unwrap()
            .execute(
                "insert or replace into auth_sessions
                        (id, user_type, user_id, refresh_token_hash, created_at, last_used_at, expires_at)
                 values ('s', 'customer', 'c', '', 0, 0, (unixepoch() + ?1) * 1000)",
                [30 * day + seconds],
            )
            .unwrap();
        let (lines, code) = visit(&place);
        assert_eq!(code, Some(0), "{lines:#?}");
        let verdict = if is_behind { "warn" } else { "ok" };
        has(&lines, verdict, "the machine's time");
        assert_eq!(told(place.serve()), is_behind);
    }
}
