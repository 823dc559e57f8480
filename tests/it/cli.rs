//! The commands, as someone at a shell meets them: what they print, what they leave behind, how they end.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use rusqlite::Connection;

use crate::program::{Place, until};

fn texts(db: &Connection, sql: &str) -> Vec<String> {
    let mut found: Vec<String> = db
        .prepare(sql)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    found.sort();
    found
}

fn migrated() -> (Place, Connection) {
    let place = Place::bare();
    place.run(&["migrate"]).ok();
    let db = Connection::open(place.database()).unwrap();
    (place, db)
}

/// `name type notnull` of each column.
fn columns(db: &Connection, table: &str) -> Vec<String> {
    let sql = format!(
        "select name || ' ' || lower(type) || case \"notnull\" when 1 then ' not null' else '' end
           from pragma_table_info('{table}')"
    );
    texts(db, &sql)
}

/// 1.1.1
#[test]
fn migrating_twice_creates_and_then_skips() {
    let place = Place::bare();
    let first = place.run(&["migrate"]).ok();
    assert!(first.contains("created   table customers"), "{first}");
    assert!(!first.contains("skipping"), "{first}");
    let second = place.run(&["migrate"]).ok();
    assert!(second.contains("skipping  table customers"), "{second}");
    let created: Vec<_> = second
        .lines()
        .filter(|line| line.starts_with("created"))
        .collect();
    assert!(created.is_empty(), "{created:?}");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.data()), 0o700);
    assert_eq!(mode(&place.database()), 0o600);
}

/// 1.1.2
#[test]
fn sign_ins_and_codes_have_their_columns_and_indexes() {
    let (_place, db) = migrated();
    assert_eq!(
        columns(&db, "auth_sessions"),
        [
            "created_at integer not null",
            "device_info text not null",
            "expires_at integer not null",
            "id text not null",
            "last_used_at integer not null",
            "previous_token_hash text",
            "refresh_token_hash text not null",
            "rotated_at integer",
            "user_id text not null",
            "user_type text not null",
        ]
    );
    assert_eq!(
        columns(&db, "otp_requests"),
        [
            "attempts integer not null",
            "code_hash text not null",
            "created_at integer not null",
            "expires_at integer not null",
            "id text not null",
            "ip text not null",
            "max_attempts integer not null",
            "phone text not null",
            "used_at integer",
            "user_type text not null",
        ]
    );
    let indexes = |table: &str| {
        let sql = format!("select name from pragma_index_list('{table}') where origin = 'c'");
        texts(&db, &sql)
    };
    assert_eq!(
        indexes("auth_sessions"),
        ["idx_auth_sessions_expires", "idx_auth_sessions_user"]
    );
    assert_eq!(
        indexes("otp_requests"),
        [
            "idx_otp_requests_created",
            "idx_otp_requests_ip",
            "idx_otp_requests_phone"
        ]
    );
}

/// 1.1.3
#[test]
fn a_customer_may_lack_every_identity_and_no_identity_is_on_two() {
    let (_place, db) = migrated();
    let columns = columns(&db, "customers");
    for nullable in ["email text", "google_sub text", "apple_sub text"] {
        assert!(columns.contains(&nullable.to_owned()), "{columns:?}");
    }
    let insert = |id: &str, column: &str, value: Option<&str>| {
        db.execute(
            &format!(
                "insert into customers (id, display_name, {column}, created_at, updated_at)
                 values (?1, 'x', ?2, 0, 0)"
            ),
            (id, value),
        )
    };
    for column in ["google_sub", "apple_sub"] {
        insert(&format!("{column} 1"), column, Some("same")).unwrap();
        assert!(insert(&format!("{column} 2"), column, Some("same")).is_err());
        insert(&format!("{column} 3"), column, None).unwrap();
        insert(&format!("{column} 4"), column, None).unwrap();
    }
}

/// 1.1.4
#[test]
fn staff_have_a_password_and_a_lockout() {
    let (_place, db) = migrated();
    let columns = columns(&db, "control_center_users");
    for column in [
        "password_hash text not null",
        "failed_login_count integer not null",
        "lockout_until integer",
    ] {
        assert!(columns.contains(&column.to_owned()), "{columns:?}");
    }
}

/// 1.1.5
#[test]
fn firebase_uid_stays_nullable_and_no_code_reads_it() {
    let (_place, db) = migrated();
    for table in ["customers", "mitras", "control_center_users"] {
        assert!(columns(&db, table).contains(&"firebase_uid text".to_owned()));
    }
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap_or_default();
                assert!(!text.contains("firebase_uid"), "{}", path.display());
            }
        }
    }
}

/// 1.1.6
#[test]
fn the_six_settings_of_codes_and_lockout_have_their_defaults() {
    let (_place, db) = migrated();
    let value = |key: &str| -> String {
        db.query_row("select value from app_config where key = ?1", [key], |r| {
            r.get(0)
        })
        .unwrap()
    };
    assert_eq!(value("otp_expiry_seconds"), "300");
    assert_eq!(value("otp_resend_cooldown_seconds"), "60");
    assert_eq!(value("otp_max_attempts"), "5");
    assert_eq!(value("otp_max_per_phone_per_hour"), "3");
    assert_eq!(value("otp_max_per_ip_per_hour"), "10");
    let lockout: serde_json::Value = serde_json::from_str(&value("cc_lockout")).unwrap();
    assert_eq!(
        lockout,
        serde_json::json!({"max_failed_logins": 5, "lockout_minutes": 15})
    );
}

/// 1.1.7, 1.8.9
#[test]
fn seeding_makes_the_super_admin_once_with_a_bcrypt_hash_of_any_password() {
    let place = Place::bare();
    let first = place.run(&["seed"]).ok();
    assert!(
        first.contains("created   super admin admin@curhat.local"),
        "{first}"
    );
    let admin = || -> (String, String, String) {
        Connection::open(place.database())
            .unwrap()
            .query_row(
                "select u.email, u.password_hash, r.name
                   from control_center_users u join roles r on r.id = u.role_id",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .unwrap()
    };
    let made = admin();
    assert_eq!(
        (made.0.as_str(), made.2.as_str()),
        ("admin@curhat.local", "super_admin")
    );
    assert!(made.1.starts_with("$2b$12$"), "{}", made.1);
    assert!(bcrypt::verify("admin123", &made.1).unwrap());
    let second = place.run(&["seed"]).ok();
    assert!(!second.contains("created"), "{second}");
    assert_eq!(admin(), made);
    assert_eq!(place.number("select count(*) from price_tiers"), 3);
}

#[test]
fn seeding_again_without_the_settings_of_the_first_time_opens_no_door() {
    let place = Place::bare()
        .set("CC_ADMIN_EMAIL", "boss@example.org")
        .set("CC_ADMIN_PASSWORD", "Rahasia-besar-1");
    place.run(&["seed"]).ok();
    let place = place
        .set("CC_ADMIN_EMAIL", "admin@curhat.local")
        .set("CC_ADMIN_PASSWORD", "admin123");
    place.run(&["seed"]).ok();
    assert_eq!(place.number("select count(*) from control_center_users"), 1);
}

#[test]
fn the_super_admin_can_be_named() {
    let place = Place::bare()
        .set("CC_ADMIN_EMAIL", "Boss@Example.org")
        .set("CC_ADMIN_PASSWORD", "short");
    place.run(&["seed"]).ok();
    let found =
        place.number("select count(*) from control_center_users where email = 'boss@example.org'");
    assert_eq!(found, 1);
    let too_long = "x".repeat(73);
    for (setting, value) in [
        ("CC_ADMIN_EMAIL", "nobody"),
        ("CC_ADMIN_PASSWORD", &too_long),
    ] {
        let line = Place::bare().set(setting, value).run(&["seed"]).refused();
        assert!(line.contains(setting), "{line}");
    }
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

#[test]
fn the_server_takes_as_many_descriptors_as_it_may_have() {
    let few = [
        "sh",
        "-c",
        "ulimit -Sn 256; ulimit -Hn 1000; exec \"$@\"",
        "sh",
    ];
    let program = Place::new()
        .through(few.map(str::to_owned).to_vec())
        .serve();
    assert_eq!(program.descriptor_limit(), 1000);
    program.stop();
}

/// 1.1.8
#[tokio::test]
async fn the_server_comes_up_on_the_ports_of_its_settings() {
    let (public, internal) = (free_port(), free_port());
    let place = Place::new()
        .set("PUBLIC_PORT", public.to_string())
        .set("INTERNAL_PORT", internal.to_string());
    let _program = place.serve();
    for port in [public, internal] {
        let url = format!("http://127.0.0.1:{port}/healthz");
        assert_eq!(reqwest::get(url).await.unwrap().status(), 200);
    }
    let help = place.run(&["serve", "--help"]).ok();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("[env: PUBLIC_PORT] [default: 3000]"));
    assert!(help.contains("[env: INTERNAL_PORT] [default: 3001]"));
}

/// 1.1.9
#[test]
fn a_secret_that_is_missing_or_short_stops_the_start_and_is_named() {
    for secret in ["", "short", &"x".repeat(31)] {
        let place = Place::new().set("AUTH_JWT_SECRET", secret);
        let line = place.run(&["serve"]).refused();
        assert!(line.contains("AUTH_JWT_SECRET"), "{line}");
        assert!(line.contains("32"), "{line}");
        assert!(!place.data().exists(), "it began before it looked");
    }
}

#[test]
fn a_wrong_setting_is_one_line_that_names_it_and_says_what_is_right() {
    let wrong = [
        ("PUBLIC_PORT", "abc", "0 to 65535"),
        ("PUBLIC_PORT", "70000", "0 to 65535"),
        ("INTERNAL_PORT", "-1", "0 to 65535"),
        ("BIND_ADDRESS", "localhost", "IP address"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,gate", "network"),
        ("CC_ORIGIN", "https://cc.example.org/path", "origin"),
        ("COOKIE_SECURE", "perhaps", "true, false"),
        ("TIME_ZONE", "Mars/Olympus", "Asia/Jakarta"),
        ("AUTH_REVOCATION", "never", "window, immediate"),
        ("AUTH_REFRESH_GRACE_SECONDS", "5000", "3600"),
        ("OTP_PROVIDER", "pigeon", "stub, fazpass"),
        ("FAZPASS_BASE_URL", "ftp://x", "https://"),
        ("PHONE_COUNTRIES", "ID,Atlantis", "two letters"),
        ("TEST_PHONES", "+6281234567890:123456", "2027-01-31"),
        ("TEST_PHONES", "0812:123456@2027-01-31", "+6281234567890"),
        (
            "TEST_PHONES",
            "+6281234567890:12345@2027-01-31",
            "six digits",
        ),
        (
            "TEST_PHONES",
            "+6281234567890:123456@2027-02-30",
            "last day",
        ),
        ("BACKUP_EVERY", "often", "6h"),
        ("BACKUP_KEEP", "0", "1"),
        ("LOG_FORMAT", "pretty", "auto, human, json"),
        ("LOG_LEVEL", "curhat=loud", "info"),
    ];
    for (name, value, right) in wrong {
        let line = Place::new().set(name, value).run(&["serve"]).refused();
        assert!(line.contains(name), "{name}: {line}");
        assert!(line.contains(right), "{name}: {line}");
    }
    let line = Place::new()
        .set("OTP_PROVIDER", "fazpass")
        .run(&["serve"])
        .refused();
    assert!(line.contains("FAZPASS_MERCHANT_KEY"), "{line}");
    let line = Place::new()
        .set("PUBLIC_PORT", "4000")
        .set("INTERNAL_PORT", "4000")
        .run(&["serve"])
        .refused();
    assert!(line.contains("must differ"), "{line}");
}

#[test]
fn a_flag_wins_over_the_environment_which_wins_over_the_file_and_empty_is_not_set() {
    let place = Place::new().set("PUBLIC_PORT", "");
    fs::write(place.path().join(".env"), "BACKUP_EVERY=never\n").unwrap();
    let line = place.run(&["serve"]).refused();
    assert!(line.contains("BACKUP_EVERY"), "{line}");
    let place = place.set("BACKUP_EVERY", "sometimes");
    let line = place.run(&["serve"]).refused();
    assert!(line.contains("sometimes"), "{line}");
    let line = place.run(&["serve", "--backup-every", "daily"]).refused();
    assert!(line.contains("daily"), "{line}");
    let line = place
        .run(&["serve", "--backup-every", "1d", "--auth-jwt-secret", "x"])
        .refused();
    assert!(line.contains("AUTH_JWT_SECRET"), "{line}");
}

#[tokio::test]
async fn dev_needs_no_settings_and_keeps_its_secret() {
    let place = Place::bare()
        .set("BIND_ADDRESS", "127.0.0.1")
        .set("PUBLIC_PORT", "0")
        .set("INTERNAL_PORT", "0");
    let client = reqwest::Client::new();
    let mut token = None;
    for _ in 0..2 {
        let program = place.spawn(&["dev"]);
        let public = until("the welcome", || {
            program.lines().into_iter().find_map(|line| {
                let url = line.trim().strip_prefix("Customer app")?.trim();
                Some(url.strip_suffix("/app/")?.replace("localhost", "127.0.0.1"))
            })
        });
        assert!(program.log().contains("admin@curhat.local / admin123"));
        let me = format!("{public}/api/client/auth/me");
        if let Some(token) = &token {
            let answer = client.get(me).bearer_auth(token).send().await.unwrap();
            assert_eq!(answer.status(), 200, "the secret did not outlive a restart");
        } else {
            let url = format!("{public}/api/shared/auth/anonymous");
            let made: serde_json::Value =
                client.post(url).send().await.unwrap().json().await.unwrap();
            token = Some(made["access_token"].as_str().unwrap().to_owned());
        }
        program.stop();
    }
    let mode = fs::metadata(place.data().join("dev-secret"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn the_written_documents_are_those_that_are_checked_in() {
    let place = Place::bare();
    place.run(&["openapi", "--out", "written"]).ok();
    for entry in fs::read_dir(place.path().join("written")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("openapi")
            .join(name);
        assert!(
            fs::read_to_string(kept).unwrap_or_default() == fs::read_to_string(&path).unwrap(),
            "openapi/{name} is out of date: cargo run -- openapi"
        );
    }
}

#[test]
fn without_a_command_the_help_is_shown_and_an_unknown_one_is_refused() {
    let ended = Place::bare().run(&[]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("doctor"), "{}", ended.stderr);
    let line = Place::bare().run(&["sevre"]).refused();
    assert!(line.contains("sevre"), "{line}");
    let help = Place::bare().run(&["--help"]).ok();
    for command in [
        "serve", "dev", "migrate", "seed", "backup", "restore", "doctor", "openapi", "admin",
        "customer", "try",
    ] {
        assert!(help.contains(command), "{command} in {help}");
    }
}
