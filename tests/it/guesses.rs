//! Typing one-time codes in: the order of checks, the count of wrong ones, and what happens at one instant.

use curhat::domain::{
    auth::Device,
    error::Code,
    ids::UserType,
    otp::{self, Countries, Guess, Otp},
};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{torture, world::World};

const PHONE: &str = "+6281234567890";
const OTHER: &str = "+6281234567891";

/// A code that is not `code`.
fn not(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

fn setting(world: &World, key: &str, value: i64) {
    world
        .sql()
        .execute(
            "update app_config set value = ?2 where key = ?1",
            (key, value.to_string()),
        )
        .unwrap();
}

fn attempts(world: &World) -> i64 {
    world.number("select attempts from otp_requests order by created_at desc limit 1")
}

#[tokio::test]
async fn limits_follow_the_settings_at_once_and_a_code_keeps_its_own() {
    let world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    setting(&world, "otp_resend_cooldown_seconds", 0);
    setting(&world, "otp_max_per_phone_per_hour", 2);
    setting(&world, "otp_max_attempts", 1);
    setting(&world, "otp_expiry_seconds", 10);
    let code = world.code_for(PHONE);
    for left in [4, 3] {
        let wrong = world
            .type_code("client", &id, &not(&code))
            .await
            .refused(401, "CODE_MISMATCH");
        assert_eq!(wrong["attempts_left"], left);
    }
    world.advance(299);
    let wrong = world.type_code("client", &id, &not(&code)).await;
    assert_eq!(wrong.refused(401, "CODE_MISMATCH")["attempts_left"], 2);
    let asked = world.ask_code("client", PHONE).await.ok(200);
    assert_eq!(asked["expires_in"], 10);
    assert_eq!(asked["resend_after"], 0);
    world
        .ask_code("client", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_PHONE");
    let id = asked["otp_request_id"].as_str().unwrap();
    let code = world.code_for(PHONE);
    world
        .type_code("client", id, &not(&code))
        .await
        .refused(401, "CODE_MISMATCH");
    world
        .type_code("client", id, &code)
        .await
        .refused(429, "OTP_ATTEMPTS_EXCEEDED");
}

/// 1.3.7
#[tokio::test]
async fn a_wrong_code_is_counted_and_says_how_many_guesses_are_left() {
    let world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    let code = world.code_for(PHONE);
    for (n, wrong) in [&not(&code), "12345", "12345a", ""].into_iter().enumerate() {
        let refused = world
            .type_code("client", &id, wrong)
            .await
            .refused(401, "CODE_MISMATCH");
        assert_eq!(refused["attempts_left"], 4 - n);
        assert_eq!(attempts(&world), n as i64 + 1);
    }
    // A right one does not count.
    world.type_code("client", &id, &code).await.ok(200);
    assert_eq!(attempts(&world), 4);
    let hash: String = world
        .sql()
        .query_row("select code_hash from otp_requests", [], |r| r.get(0))
        .unwrap();
    assert!(hash.starts_with("$2b$"));
}

/// 1.3.8
#[tokio::test]
async fn after_five_wrong_codes_the_right_one_is_refused_too() {
    let world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    let code = world.code_for(PHONE);
    for _ in 0..5 {
        world
            .type_code("client", &id, &not(&code))
            .await
            .refused(401, "CODE_MISMATCH");
    }
    for code in [&not(&code), &code] {
        world
            .type_code("client", &id, code)
            .await
            .refused(429, "OTP_ATTEMPTS_EXCEEDED");
    }
    assert_eq!(attempts(&world), 5);
    assert_eq!(world.number("select count(*) from auth_sessions"), 0);
}

/// 1.3.9
#[tokio::test]
async fn a_code_expires_after_five_minutes() {
    let world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    let first = world.code_for(PHONE);
    world.advance(300);
    world
        .type_code("client", &id, &first)
        .await
        .refused(410, "OTP_EXPIRED");
    let id = world.sent_code("client", PHONE).await;
    world.advance(299);
    let second = world.code_for(PHONE);
    world.type_code("client", &id, &second).await.ok(200);
}

/// 1.3.10
#[tokio::test]
async fn a_code_is_good_once() {
    let world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    let code = world.code_for(PHONE);
    world.type_code("client", &id, &code).await.ok(200);
    world
        .type_code("client", &id, &code)
        .await
        .refused(409, "OTP_USED");
    // Used comes before expired.
    world.advance(1000);
    world
        .type_code("client", &id, &not(&code))
        .await
        .refused(409, "OTP_USED");
    assert_eq!(world.number("select count(*) from auth_sessions"), 1);
}

/// 1.3.11, 1.3.12
#[tokio::test]
async fn a_code_of_one_app_is_refused_by_the_other_and_stays_good() {
    let world = World::new().await;
    for (app, other, phone) in [("mitra", "client", PHONE), ("client", "mitra", OTHER)] {
        let id = world.sent_code(app, phone).await;
        let code = world.code_for(phone);
        world
            .type_code(other, &id, &code)
            .await
            .refused(400, "WRONG_FLOW");
        assert_eq!(attempts(&world), 0);
        world.advance(300);
        // Wrong flow comes before expired.
        world
            .type_code(other, &id, &code)
            .await
            .refused(400, "WRONG_FLOW");
        world
            .type_code(app, &id, &code)
            .await
            .refused(410, "OTP_EXPIRED");
    }
}

#[tokio::test]
async fn an_unknown_or_malformed_request_is_not_found() {
    let world = World::new().await;
    for id in [
        "",
        "x",
        "1",
        "0193b5c2-8c1e-7d3a-9f00-000000000000",
        "0193b5c2-8c1e-7d3a-9f00-00000000000",
        "'; drop table otp_requests; --",
    ] {
        for app in ["client", "mitra"] {
            world
                .type_code(app, id, "123456")
                .await
                .refused(404, "OTP_NOT_FOUND");
        }
    }
    let wrong = world
        .post_open("/api/client/auth/otp/verify", json!({"code": 1}))
        .await
        .refused(400, "BAD_REQUEST");
    let pointers: Vec<&Value> = wrong["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["pointer"])
        .collect();
    assert_eq!(pointers, ["/otp_request_id", "/code"]);
}

/// 1.3.8
#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_wrong_codes_at_once_exactly_five_are_looked_at() {
    let rounds = torture::rounds(1, 1000);
    for _ in 0..rounds {
        a_hundred_wrong_codes_at_once().await;
    }
    torture::figures(
        "codes",
        format!("{rounds} times a hundred wrong codes at once"),
    );
}

async fn a_hundred_wrong_codes_at_once() {
    let world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    let wrong = not(&world.code_for(PHONE));
    let replies = join_all((0..100).map(|_| world.type_code("client", &id, &wrong))).await;
    let mut left = Vec::new();
    for reply in replies {
        if reply.json["code"] == "CODE_MISMATCH" {
            left.push(reply.json["attempts_left"].as_i64().unwrap());
        } else {
            reply.refused(429, "OTP_ATTEMPTS_EXCEEDED");
        }
    }
    left.sort_unstable();
    assert_eq!(left, [0, 1, 2, 3, 4]);
    assert_eq!(attempts(&world), 5);
}

/// 1.3.10
#[tokio::test(flavor = "multi_thread")]
async fn the_right_code_ten_times_at_once_opens_one_session() {
    let rounds = torture::rounds(1, 1000);
    for _ in 0..rounds {
        the_right_code_ten_times_at_once().await;
    }
    torture::figures(
        "codes",
        format!("{rounds} times the right code ten times at once"),
    );
}

async fn the_right_code_ten_times_at_once() {
    let world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    let code = world.code_for(PHONE);
    let replies = join_all((0..10).map(|_| world.type_code("client", &id, &code))).await;
    assert_eq!(replies.iter().filter(|r| r.status == 200).count(), 1);
    for lost in replies.into_iter().filter(|r| r.status != 200) {
        lost.refused(409, "OTP_USED");
    }
    assert_eq!(world.number("select count(*) from auth_sessions"), 1);
    assert_eq!(world.number("select count(*) from customers"), 1);
    assert_eq!(attempts(&world), 0);
}

/// 1.3.10
#[tokio::test(flavor = "multi_thread")]
async fn guesses_that_do_not_wait_for_each_other_still_open_one_session() {
    let world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    let gate = &world.app().gate;
    let guess = Guess {
        flow: UserType::Customer,
        request: id,
        code: world.code_for(PHONE),
        guest: None,
        device: Device::default(),
    };
    // Each as if in a process of its own, which knows nothing of the others but what is in the rows.
    let processes: Vec<Otp> = (0..10)
        .map(|_| Otp::new(world.phones.clone(), Countries::default()))
        .collect();
    let guesses = processes
        .iter()
        .map(|otp| otp::verify(&gate.ctx, &gate.rules, otp, guess.clone()));
    let (won, lost): (Vec<_>, Vec<_>) =
        join_all(guesses).await.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for refusal in lost {
        // While five guesses are being looked at there is none left, whatever they turn out to be.
        let code = refusal.unwrap_err().code;
        assert!(
            matches!(code, Code::OtpUsed | Code::OtpAttemptsExceeded),
            "{code:?}"
        );
    }
    assert_eq!(world.number("select count(*) from auth_sessions"), 1);
}

#[tokio::test]
async fn codes_and_limits_outlive_a_restart() {
    let mut world = World::new().await;
    let id = world.sent_code("client", PHONE).await;
    let code = world.code_for(PHONE);
    world
        .type_code("client", &id, &not(&code))
        .await
        .refused(401, "CODE_MISMATCH");
    world.restart(None).await;
    world
        .ask_code("client", PHONE)
        .await
        .refused(429, "OTP_COOLDOWN");
    let wrong = world.type_code("client", &id, &not(&code)).await;
    assert_eq!(wrong.refused(401, "CODE_MISMATCH")["attempts_left"], 3);
    world.type_code("client", &id, &code).await.ok(200);
}
