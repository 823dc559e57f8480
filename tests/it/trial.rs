//! `curhat try`: what it says of servers that are well, that are not, and that it can't try wholly; and what it leaves.

use crate::program::{Ended, Place, Program, until};

/// A server for development, and its two addresses.
fn developed(place: &Place) -> (Program, String, String) {
    let program = place.spawn(&["dev"]);
    let address = |name: &str, end: &str| {
        until("the welcome", || {
            program.lines().into_iter().find_map(|line| {
                let url = line.trim().strip_prefix(name)?.trim();
                Some(url.strip_suffix(end)?.replace("localhost", "127.0.0.1"))
            })
        })
    };
    let (public, internal) = (
        address("Customer app", "/app/"),
        address("Control center", "/"),
    );
    (program, public, internal)
}

fn laptop() -> Place {
    Place::bare()
        .set("BIND_ADDRESS", "127.0.0.1")
        .set("PUBLIC_PORT", "0")
        .set("INTERNAL_PORT", "0")
}

fn with_staff(place: &Place, public: &str, internal: &str, more: &[&str]) -> Ended {
    let mut flags = vec!["try", "--url", public, "--internal-url", internal];
    flags.extend(["--email", "admin@curhat.local", "--password", "admin123"]);
    flags.extend(more);
    place.run(&flags)
}

/// The step's line begins so.
#[track_caller]
fn says(ended: &Ended, verdict: &str, step: &str) -> String {
    let found = ended.stdout.lines().find(|line| {
        let mut words = line.splitn(2, ' ');
        words.next() == Some(verdict)
            && words
                .next()
                .is_some_and(|rest| rest.trim_start().starts_with(step))
    });
    let both = format!("{}{}", ended.stdout, ended.stderr);
    found
        .unwrap_or_else(|| panic!("no {verdict} {step} in {both}"))
        .to_owned()
}

/// Nothing that is open, nobody who could sign in.
#[track_caller]
fn is_tidy(place: &Place) {
    for nothing in [
        "select count(*) from mitras where is_active = 1 or is_online = 1",
        "select count(*) from customers where erased_at is null",
        "select count(*) from chat_sessions where ended_at is null",
        "select count(*) from auth_sessions",
    ] {
        assert_eq!(place.number(nothing), 0, "{nothing}");
    }
}

#[test]
fn a_server_that_is_well_passes_every_step_twice_and_keeps_nothing() {
    let place = laptop();
    let (_program, public, internal) = developed(&place);
    for times in 1..=2 {
        let ended = with_staff(&place, &public, &internal, &[]);
        assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
        for step in [
            "health", "settings", "guest", "refresh", "socket", "staff", "mitra", "request",
            "pair", "chat", "extend", "close", "history", "clean up",
        ] {
            assert!(says(&ended, "ok", step).contains(" ms "), "{step}");
        }
        assert!(ended.stdout.contains("16 steps went well"));
        is_tidy(&place);
        let talked =
            "select count(*) from chat_sessions where status = 'completed' and last_seq = 2";
        assert_eq!(place.number(talked), times);
    }
}

#[test]
fn what_can_not_be_tried_is_said_and_is_no_fault() {
    let place = Place::new();
    place.run(&["seed"]).ok();
    let program = place.serve();
    let (public, internal) = (&program.public, &program.internal);
    let ended = place.run(&["try", "--url", public]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    says(&ended, "ok", "socket");
    assert!(says(&ended, "skip", "staff").contains("--internal-url"));

    let ended = place.run(&["try", "--url", public, "--only-health"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.stdout.lines().count(), 2, "{}", ended.stdout);

    // No dev desk here: nobody tells the code.
    let ended = with_staff(&place, public, internal, &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    says(&ended, "ok", "staff");
    assert!(says(&ended, "skip", "pair").contains("--mitra-phone"));
    assert!(says(&ended, "ok", "clean up").contains("the guest is erased"));

    // People would be rung.
    let db = rusqlite::Connection::open(place.database()).unwrap();
    db.execute(
        "insert into mitras (id, display_name, phone, is_active, is_online, created_at, updated_at)
         values ('018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10', 'Bintang', '+6281100000001', 1, 1, 0, 0)",
        [],
    )
    .unwrap();
    let ended = with_staff(&place, public, internal, &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(says(&ended, "skip", "pair").contains("1 mitra is online"));
    assert_eq!(place.number("select count(*) from chat_sessions"), 0);
}

#[test]
fn on_a_real_server_a_test_phone_lets_it_go_the_whole_way_and_the_books_stay_clean() {
    let place = Place::new().set("TEST_PHONES", "+6281100000009:493027@2099-12-31");
    place.run(&["seed"]).ok();
    let program = place.serve();
    let db = rusqlite::Connection::open(place.database()).unwrap();
    db.execute(
        "update app_config set value = '0' where key = 'otp_resend_cooldown_seconds'",
        [],
    )
    .unwrap();
    let phone = ["--mitra-phone", "+6281100000009", "--mitra-code", "493027"];
    for made in ["registered", "found from before"] {
        let ended = with_staff(&place, &program.public, &program.internal, &phone);
        assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
        assert!(says(&ended, "ok", "mitra").contains(made));
        assert!(says(&ended, "ok", "request").contains("the free trial"));
        assert!(says(&ended, "ok", "extend").contains("declined"));
        says(&ended, "ok", "close");
        is_tidy(&place);
    }
    assert_eq!(place.number("select count(*) from mitras"), 1);
    assert_eq!(place.number("select sum(price_idr) from chat_sessions"), 0);
    let sold = "select count(*) from session_extensions where status = 'accepted'";
    assert_eq!(place.number(sold), 0);
    // Somebody's phone is not taken for it.
    db.execute("update mitras set display_name = 'Bintang'", [])
        .unwrap();
    let ended = with_staff(&place, &program.public, &program.internal, &phone);
    assert!(says(&ended, "fail", "mitra").contains("the phone of Bintang"));
}

#[test]
fn where_no_side_may_end_early_the_session_ends_with_the_guest() {
    let place = laptop();
    let (_program, public, internal) = developed(&place);
    rusqlite::Connection::open(place.database())
        .unwrap()
        .execute(
            "update app_config set value = '{\"customer\":false,\"mitra\":false}' where key = 'early_end'",
            [],
        )
        .unwrap();
    let ended = with_staff(&place, &public, &internal, &[]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    says(&ended, "skip", "close");
    says(&ended, "ok", "history");
    is_tidy(&place);
}

#[test]
fn a_step_that_fails_ends_it_with_one_and_is_cleaned_up_after() {
    let place = laptop();
    let (_program, public, internal) = developed(&place);
    let db = rusqlite::Connection::open(place.database()).unwrap();
    db.execute_batch(
        "delete from price_tiers;
         update app_config set value = '{\"enabled\":false,\"duration_minutes\":5}' where key = 'free_trial'",
    )
    .unwrap();
    let ended = with_staff(&place, &public, &internal, &[]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(says(&ended, "fail", "request").contains("nothing is sold"));
    says(&ended, "ok", "clean up");
    assert!(!ended.stdout.contains("ok   pair"), "it went on");
    assert!(
        ended.stderr.contains("1 of 11 steps failed"),
        "{}",
        ended.stderr
    );
    is_tidy(&place);
    // A wrong login is told by its code.
    let flags = ["--email", "admin@curhat.local", "--password", "Wrong1234"];
    let mut all = vec!["try", "--url", &public, "--internal-url", &internal];
    all.extend(flags);
    let ended = place.run(&all);
    assert_eq!(ended.code, Some(1));
    assert!(says(&ended, "fail", "staff").contains("INVALID_CREDENTIALS"));
}

#[test]
fn a_server_that_is_not_there_is_told_so() {
    let place = Place::bare();
    let ended = place.run(&["try", "--url", "http://127.0.0.1:1"]);
    assert_eq!(ended.code, Some(1));
    assert!(says(&ended, "fail", "health").contains("refused"));
    for (flags, about) in [
        (&["try", "--url", "127.0.0.1"][..], "--url"),
        (&["try", "--email", "a@b.c"], "--internal-url"),
        (&["try", "--mitra-phone", "+628"], "--mitra-code"),
    ] {
        let line = place.run(flags).refused();
        assert!(line.contains(about), "{line}");
    }
}
