//! Settings that operators may change, and what the apps see of them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Reply, World};

const CONFIG: &str = "/internal/config";

/// The access token of a super admin.
pub async fn admin(world: &World) -> String {
    world.admin().await.access
}

/// What the audit log holds under an action: before, after, and whose change it was.
pub fn audited(world: &World, action: &str) -> Vec<(Value, Value, Option<String>)> {
    let json = |text: Option<String>| {
        text.map_or(Value::Null, |text| serde_json::from_str(&text).unwrap())
    };
    world
        .sql()
        .prepare("select before, after, actor_id from audit_log where action = ?1 order by id")
        .unwrap()
        .query_map([action], |row| {
            Ok((json(row.get(0)?), json(row.get(1)?), row.get(2)?))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

async fn change(world: &World, token: &str, group: &str, members: Value) -> Reply {
    world
        .patch(&format!("{CONFIG}/{group}"), token, members)
        .await
}

async fn shared(world: &World) -> Value {
    Reply::of(world.request(Method::GET, "/api/shared/config"))
        .await
        .ok(200)
}

/// One group: its name in paths, its name in the whole, and each member with its default, two other values that are good,
/// and two that are not.
struct Group {
    path: &'static str,
    name: &'static str,
    members: Vec<Member>,
}

struct Member {
    name: &'static str,
    default: Value,
    good: [Value; 2],
    bad: [Value; 2],
}

fn flag(name: &'static str, default: bool) -> Member {
    Member {
        name,
        default: json!(default),
        good: [json!(!default), json!(default)],
        bad: [json!("true"), json!(1)],
    }
}

fn number(name: &'static str, default: i64, least: i64, most: i64) -> Member {
    Member {
        name,
        default: json!(default),
        good: [json!(least), json!(most)],
        bad: [json!(least - 1), json!(most + 1)],
    }
}

fn groups() -> Vec<Group> {
    let group = |path, name, members| Group {
        path,
        name,
        members,
    };
    let day = 86_400;
    vec![
        group(
            "sensitivity",
            "sensitivity",
            vec![
                flag("confirmation_enabled", true),
                flag("one_way_latch", false),
            ],
        ),
        group("anonymity", "anonymity", vec![flag("enabled", true)]),
        group(
            "free-trial",
            "free_trial",
            vec![
                flag("enabled", true),
                number("duration_minutes", 5, 1, 1440),
            ],
        ),
        group(
            "extension-timeout",
            "extension_timeout",
            vec![number("seconds", 60, 1, day)],
        ),
        group(
            "early-end",
            "early_end",
            vec![flag("customer", true), flag("mitra", true)],
        ),
        group(
            "mitra-ping",
            "mitra_ping",
            vec![
                flag("required", false),
                number("interval_seconds", 60, 1, day),
            ],
        ),
        group(
            "otp",
            "otp",
            vec![
                number("expiry_seconds", 300, 1, day),
                number("resend_cooldown_seconds", 60, 0, day),
                number("max_attempts", 5, 1, 100),
                number("max_per_phone_per_hour", 3, 1, 100_000),
                number("max_per_ip_per_hour", 10, 1, 100_000),
            ],
        ),
        group(
            "cc-lockout",
            "cc_lockout",
            vec![
                number("max_failed_logins", 5, 1, 1000),
                number("lockout_minutes", 15, 1, 10_080),
            ],
        ),
        group(
            "chat",
            "chat",
            vec![
                number("request_timeout_seconds", 60, 1, day),
                number("closure_grace_seconds", 300, 1, day),
                number("mitra_max_concurrent_sessions", 3, 1, 1000),
            ],
        ),
        group(
            "mitra-quality",
            "mitra_quality",
            vec![
                number("min_requests", 20, 1, 100_000),
                number("max_unanswered_percent", 50, 0, 100),
            ],
        ),
        group(
            "identity",
            "identity",
            vec![Member {
                name: "on_conflict",
                default: json!("reject"),
                good: [json!("merge"), json!("reject")],
                bad: [json!("other"), json!(true)],
            }],
        ),
    ]
}

fn defaults() -> Value {
    let mut whole = json!({ "price_tiers": [] });
    for group in groups() {
        for member in group.members {
            whole[group.name][member.name] = member.default;
        }
    }
    whole
}

/// 1.1.6, 2.1.7, 2.1.8
#[tokio::test]
async fn a_new_database_has_every_setting_at_its_default() {
    let world = World::new().await;
    for (key, value) in [
        ("otp_expiry_seconds", json!(300)),
        ("otp_resend_cooldown_seconds", json!(60)),
        ("otp_max_attempts", json!(5)),
        ("otp_max_per_phone_per_hour", json!(3)),
        ("otp_max_per_ip_per_hour", json!(10)),
        (
            "cc_lockout",
            json!({"max_failed_logins": 5, "lockout_minutes": 15}),
        ),
        ("sensitive_flip_confirmation_enabled", json!(true)),
        ("sensitive_flag_one_way_latch", json!(false)),
    ] {
        assert_eq!(row(&world, key), value, "{key}");
    }
    let admin = admin(&world).await;
    let whole = world.get(CONFIG, &admin).await.ok(200);
    assert_eq!(whole, defaults());
}

fn row(world: &World, key: &str) -> Value {
    let text: String = world
        .sql()
        .query_row("select value from app_config where key = ?1", [key], |r| {
            r.get(0)
        })
        .unwrap();
    serde_json::from_str(&text).unwrap()
}

/// 2.8.3, 2.13.1, 4.4.1, 4.4.2, 4.4.3, 4.4.4
#[tokio::test]
async fn each_member_is_changed_alone_and_stays_changed_over_a_restart() {
    let mut world = World::new().await;
    let admin = admin(&world).await;
    let mut whole = defaults();
    for group in groups() {
        for member in &group.members {
            for value in member.good.iter().rev() {
                whole[group.name][member.name] = value.clone();
                let answer = change(&world, &admin, group.path, json!({ member.name: value }))
                    .await
                    .ok(200);
                assert_eq!(answer, whole[group.name], "{} {}", group.path, member.name);
            }
            assert_eq!(world.get(CONFIG, &admin).await.ok(200), whole);
        }
    }
    world.restart(None).await;
    assert_eq!(world.get(CONFIG, &admin).await.ok(200), whole);
}

#[tokio::test]
async fn a_whole_group_is_changed_at_once_and_stands_in_its_rows() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let otp = json!({
        "expiry_seconds": 1,
        "resend_cooldown_seconds": 0,
        "max_attempts": 2,
        "max_per_phone_per_hour": 100_000,
        "max_per_ip_per_hour": 99_999,
    });
    let answer = change(&world, &admin, "otp", otp.clone()).await.ok(200);
    assert_eq!(answer, otp);
    assert_eq!(row(&world, "otp_expiry_seconds"), 1);
    assert_eq!(row(&world, "otp_resend_cooldown_seconds"), 0);
    assert_eq!(row(&world, "otp_max_attempts"), 2);
    assert_eq!(row(&world, "otp_max_per_phone_per_hour"), 100_000);
    assert_eq!(row(&world, "otp_max_per_ip_per_hour"), 99_999);
    let ping = json!({"required": true, "interval_seconds": 5});
    change(&world, &admin, "mitra-ping", ping.clone())
        .await
        .ok(200);
    assert_eq!(row(&world, "mitra_ping"), ping);
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_changes_nothing() {
    let world = World::new().await;
    let admin = admin(&world).await;
    for group in groups() {
        for member in &group.members {
            let never = [json!(null), json!([]), json!({}), json!(1.5)];
            for wrong in member.bad.iter().chain(&never) {
                let refused = change(&world, &admin, group.path, json!({ member.name: wrong }))
                    .await
                    .refused(400, "BAD_REQUEST");
                let errors = refused["errors"].as_array().unwrap();
                assert_eq!(errors.len(), 1, "{refused}");
                assert_eq!(errors[0]["pointer"], format!("/{}", member.name));
            }
        }
    }
    for wrong in [json!([]), json!("x"), json!(null)] {
        change(&world, &admin, "otp", wrong)
            .await
            .refused(400, "BAD_REQUEST");
    }
    assert_eq!(world.get(CONFIG, &admin).await.ok(200), defaults());
    assert_eq!(world.number("select count(*) from audit_log"), 0);
}

#[tokio::test]
async fn one_wrong_member_keeps_the_right_ones_out_and_all_wrong_ones_are_named() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let members = json!({"expiry_seconds": 120, "max_attempts": 0, "max_per_ip_per_hour": "10"});
    let refused = change(&world, &admin, "otp", members)
        .await
        .refused(400, "BAD_REQUEST");
    let pointers: Vec<&str> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/max_attempts", "/max_per_ip_per_hour"]);
    assert_eq!(row(&world, "otp_expiry_seconds"), 300);
}

#[tokio::test]
async fn a_change_that_changes_nothing_leaves_no_trace() {
    let world = World::new().await;
    let admin = admin(&world).await;
    for members in [
        json!({}),
        json!({"enabled": true}),
        json!({"enabled": true, "duration_minutes": 5}),
        json!({"nothing_we_know": 1}),
    ] {
        let answer = change(&world, &admin, "free-trial", members).await.ok(200);
        assert_eq!(answer, json!({"enabled": true, "duration_minutes": 5}));
    }
    assert_eq!(world.number("select count(*) from audit_log"), 0);
}

#[tokio::test]
async fn each_change_leaves_one_audit_row_that_says_who_and_what() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let members = json!({"expiry_seconds": 120, "resend_cooldown_seconds": 60, "max_attempts": 3});
    let request = world
        .request(Method::PATCH, "/internal/config/otp")
        .bearer_auth(&admin)
        .header("x-request-id", "change-1");
    Reply::of(request.json(&members)).await.ok(200);
    change(&world, &admin, "anonymity", json!({"enabled": false}))
        .await
        .ok(200);

    let rows = audited(&world, "config.updated");
    assert_eq!(rows.len(), 2);
    assert_eq!(world.number("select count(*) from audit_log"), 2);
    let (before, after, actor) = &rows[0];
    assert_eq!(
        *before,
        json!({"otp_expiry_seconds": 300, "otp_max_attempts": 5})
    );
    assert_eq!(
        *after,
        json!({"otp_expiry_seconds": 120, "otp_max_attempts": 3})
    );
    let (id, target, request, ip): (String, String, String, String) = world
        .sql()
        .query_row(
            "select u.id, a.target_id, a.request_id, a.ip
               from audit_log a
               join control_center_users u on u.id = a.actor_id
              order by a.id
              limit 1",
            [],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)),
        )
        .unwrap();
    assert_eq!(actor.as_ref(), Some(&id));
    assert_eq!(
        (&target[..], &request[..], &ip[..]),
        ("otp", "change-1", "127.0.0.1")
    );
    assert_eq!(rows[1].0, json!({"anonymity_enabled": true}));
    assert_eq!(rows[1].1, json!({"anonymity_enabled": false}));
}

/// 4.4.2, 4.4.3, 4.4.4
#[tokio::test]
async fn apps_see_a_change_at_once_and_without_a_token() {
    let world = World::new().await;
    let admin = admin(&world).await;
    assert_eq!(
        shared(&world).await,
        json!({
            "anonymity_enabled": true,
            "social_auth": {"google": false, "apple": false},
            "sensitivity": {"confirmation_enabled": true, "one_way_latch": false},
            "early_end": {"customer": true, "mitra": true},
            "mitra_ping": {"required": false, "interval_seconds": 60},
            "extension_timeout_seconds": 60,
            "chat_request_timeout_seconds": 60,
            "closure_grace_seconds": 300,
        })
    );
    for (group, members) in [
        ("anonymity", json!({"enabled": false})),
        ("sensitivity", json!({"one_way_latch": true})),
        ("early-end", json!({"mitra": false})),
        ("mitra-ping", json!({"required": true})),
        ("extension-timeout", json!({"seconds": 30})),
        (
            "chat",
            json!({"request_timeout_seconds": 20, "closure_grace_seconds": 100}),
        ),
    ] {
        change(&world, &admin, group, members).await.ok(200);
    }
    assert_eq!(
        shared(&world).await,
        json!({
            "anonymity_enabled": false,
            "social_auth": {"google": false, "apple": false},
            "sensitivity": {"confirmation_enabled": true, "one_way_latch": true},
            "early_end": {"customer": true, "mitra": false},
            "mitra_ping": {"required": true, "interval_seconds": 60},
            "extension_timeout_seconds": 30,
            "chat_request_timeout_seconds": 20,
            "closure_grace_seconds": 100,
        })
    );
}

#[tokio::test]
async fn a_changed_limit_holds_for_the_next_code_that_is_asked_for() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let ask = async || {
        let body = json!({"phone": "+6281234567890"});
        world.post_open("/api/client/auth/otp/request", body).await
    };
    assert_eq!(ask().await.ok(200)["resend_after"], 60);
    ask().await.refused(429, "OTP_COOLDOWN");
    let members = json!({"resend_cooldown_seconds": 0, "expiry_seconds": 2});
    change(&world, &admin, "otp", members).await.ok(200);
    let reply = ask().await.ok(200);
    assert_eq!(
        (&reply["resend_after"], &reply["expires_in"]),
        (&json!(0), &json!(2))
    );
    ask().await.ok(200);
    ask().await.refused(429, "OTP_RATE_LIMIT_PHONE");
    change(&world, &admin, "otp", json!({"max_per_phone_per_hour": 4}))
        .await
        .ok(200);
    ask().await.ok(200);
    ask().await.refused(429, "OTP_RATE_LIMIT_PHONE");
}

#[tokio::test]
async fn apps_learn_which_providers_there_are() {
    let world = World::with(&["--google-oauth-client-ids", "a.example,b.example"]).await;
    let social = shared(&world).await["social_auth"].clone();
    assert_eq!(social, json!({"google": true, "apple": false}));
    let world = World::with(&[
        "--google-oauth-client-ids",
        "",
        "--apple-client-ids",
        "id.curhat",
    ])
    .await;
    let social = shared(&world).await["social_auth"].clone();
    assert_eq!(social, json!({"google": false, "apple": true}));
}

#[tokio::test]
async fn fifty_changes_at_once_all_count_and_leave_one_row_each() {
    let world = World::new().await;
    let admin = admin(&world).await;
    // Each names one member of a group that shares a row: a change that wrote the whole row as it had read it would undo
    // another's.
    let changes = (0..50).map(|i| {
        let members = if i % 2 == 0 {
            json!({"max_failed_logins": 100 + i})
        } else {
            json!({"lockout_minutes": 100 + i})
        };
        change(&world, &admin, "cc-lockout", members)
    });
    for reply in futures_util::future::join_all(changes).await {
        reply.ok(200);
    }
    let rows = audited(&world, "config.updated");
    assert_eq!(rows.len(), 50);
    for pair in rows.windows(2) {
        assert_eq!(
            pair[0].1, pair[1].0,
            "each begins where the one before ended"
        );
    }
    let last = row(&world, "cc_lockout");
    assert_eq!(rows[49].1["cc_lockout"], last);
    assert!(last["max_failed_logins"].as_i64() >= Some(100));
    assert!(last["lockout_minutes"].as_i64() >= Some(100));
}
