//! One-time codes: limits, guesses, what a right one leads to. How codes are sent is in `fazpass.rs`, upgrades in `upgrade.rs`.

use std::io::Write;
use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::world::{Reply, Tokens, World};

const PHONE: &str = "+6281234567890";
const OTHER: &str = "+6281234567891";

async fn ask(world: &World, app: &str, phone: &str) -> Reply {
    let path = format!("/api/{app}/auth/otp/request");
    world.post_open(&path, json!({ "phone": phone })).await
}

/// Asks for a code that must be sent; the request's id.
async fn sent(world: &World, app: &str, phone: &str) -> String {
    let reply = ask(world, app, phone).await.ok(200);
    reply["otp_request_id"].as_str().unwrap().to_owned()
}

async fn guess(world: &World, app: &str, id: &str, code: &str) -> Reply {
    let path = format!("/api/{app}/auth/otp/verify");
    let body = json!({ "otp_request_id": id, "code": code });
    world.post_open(&path, body).await
}

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

/// Everything logged by this thread, which is where a test's server runs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// 1.3.1
#[tokio::test]
async fn the_stub_writes_phone_and_code_into_one_log_line_of_either_format() {
    for json in [false, true] {
        let log = Log::default();
        let writer = log.clone();
        let lines = tracing_subscriber::fmt().with_writer(move || writer.clone());
        let _guard = if json {
            tracing::subscriber::set_default(lines.json().flatten_event(true).finish())
        } else {
            tracing::subscriber::set_default(lines.with_ansi(false).compact().finish())
        };
        let world = World::with(&["--otp-provider", "stub"]).await;
        let id = sent(&world, "client", PHONE).await;
        let text = log.text();
        let line = text.lines().find(|l| l.contains("[OTP STUB]")).unwrap();
        let (_, rest) = line
            .split_once(&format!("[OTP STUB] phone={PHONE} code="))
            .expect(line);
        assert_eq!(&rest[6..7 + 4 + id.len()], format!(" ref={id}"));
        guess(&world, "client", &id, &rest[..6]).await.ok(200);
        // Nowhere else is either written.
        let elsewhere = log.text().replace(line, "");
        assert!(!elsewhere.contains(PHONE), "{elsewhere}");
        assert!(!elsewhere.contains(&rest[..6]), "{elsewhere}");
    }
}

/// 1.3.1
#[tokio::test]
async fn a_customer_signs_in_with_the_code_that_was_sent() {
    let world = World::new().await;
    let asked = ask(&world, "client", PHONE).await.ok(200);
    assert_eq!(asked["expires_in"], 300);
    assert_eq!(asked["resend_after"], 60);
    let id = asked["otp_request_id"].as_str().unwrap();
    let code = world.code_for(PHONE);
    let result = guess(&world, "client", id, &code).await.ok(200);
    assert_eq!(result["user_type"], "customer");
    assert_eq!(result["token_type"], "Bearer");
    let profile = &result["profile"];
    assert_eq!(profile["phone"], PHONE);
    assert_eq!(profile["is_anonymous"], false);
    assert!(!profile["display_name"].as_str().unwrap().is_empty());
    let tokens = Tokens::of(&result);
    let me = world.get("/api/client/auth/me", &tokens.access).await;
    assert_eq!(me.ok(200), *profile);
    // The same phone is the same customer.
    world.advance(60);
    let again = world.customer(PHONE).await;
    assert_eq!(again.id(), tokens.id());
    assert_ne!(again.session_id, tokens.session_id);
}

/// 1.3.2
#[tokio::test]
async fn a_mitra_signs_in_as_a_mitra_with_the_same_phone_as_a_customer() {
    let world = World::new().await;
    let customer = world.customer(PHONE).await;
    let mitra = world.mitra(PHONE).await;
    assert_ne!(customer.id(), mitra.id());
    let me = world.get("/api/mitra/auth/me", &mitra.access).await.ok(200);
    assert_eq!(me["phone"], PHONE);
    assert_eq!(me["is_active"], true);
    let requested = sent(&world, "mitra", OTHER).await;
    let user_type: String = world
        .sql()
        .query_row(
            "select user_type from otp_requests where id = ?1",
            [requested],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(user_type, "mitra");
}

/// 1.3.3
#[tokio::test]
async fn what_is_not_e164_is_no_phone_and_costs_nothing() {
    let world = World::new().await;
    for wrong in [
        "",
        "081234567890",
        "6281234567890",
        "+0812345678",
        "+62 812 3456 7890",
        "+62812",
        "+6281234567890123",
        "+628123456789a",
    ] {
        for app in ["client", "mitra"] {
            ask(&world, app, wrong).await.refused(422, "PHONE_INVALID");
        }
    }
    let wrong = world
        .post_open("/api/client/auth/otp/request", json!({"phone": 62}))
        .await
        .refused(400, "BAD_REQUEST");
    assert_eq!(wrong["errors"][0]["pointer"], "/phone");
    assert_eq!(world.number("select count(*) from otp_requests"), 0);
}

#[tokio::test]
async fn with_countries_set_only_their_mobiles_get_a_code() {
    let world = World::with(&["--phone-countries", "ID,SG"]).await;
    ask(&world, "client", "+12025550123")
        .await
        .refused(422, "PHONE_INVALID");
    ask(&world, "mitra", "+622112345678")
        .await
        .refused(422, "PHONE_INVALID");
    let id = sent(&world, "client", "+62081234567890").await;
    let code = world.code_for(PHONE);
    let result = guess(&world, "client", &id, &code).await.ok(200);
    assert_eq!(result["profile"]["phone"], PHONE);
}

/// 1.3.4
#[tokio::test]
async fn within_the_cooldown_no_second_code_is_sent_to_a_phone() {
    let world = World::new().await;
    sent(&world, "client", PHONE).await;
    world.advance(59);
    // It is one phone that rings, whichever app asks.
    for app in ["client", "mitra"] {
        let reply = ask(&world, app, PHONE).await;
        assert_eq!(reply.headers["retry-after"], "1");
        let refused = reply.refused(429, "OTP_COOLDOWN");
        assert_eq!(refused["retry_after_seconds"], 1);
    }
    sent(&world, "client", OTHER).await;
    world.advance(1);
    sent(&world, "client", PHONE).await;
}

/// 1.3.5
#[tokio::test]
async fn the_fourth_request_in_an_hour_from_one_phone_is_refused() {
    let world = World::new().await;
    for app in ["client", "mitra", "client"] {
        sent(&world, app, PHONE).await;
        world.advance(60);
    }
    let refused = ask(&world, "mitra", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_PHONE");
    assert_eq!(refused["retry_after_seconds"], 3600 - 180);
    sent(&world, "mitra", OTHER).await;
    world.advance(3600 - 180 - 1);
    ask(&world, "client", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_PHONE");
    world.advance(1);
    sent(&world, "client", PHONE).await;
    ask(&world, "client", PHONE)
        .await
        .refused(429, "OTP_COOLDOWN");
}

/// 1.3.6
#[tokio::test]
async fn the_eleventh_request_in_an_hour_from_one_address_is_refused() {
    let world = World::with(&["--trusted-proxies", "127.0.0.1"]).await;
    for n in 0..10 {
        sent(&world, "client", &format!("+62812000000{n:02}")).await;
        world.advance(10);
    }
    let refused = ask(&world, "mitra", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_IP");
    assert_eq!(refused["retry_after_seconds"], 3600 - 100);
    let elsewhere = world
        .request(reqwest::Method::POST, "/api/client/auth/otp/request")
        .header("x-forwarded-for", "203.0.113.7")
        .json(&json!({ "phone": PHONE }));
    Reply::of(elsewhere).await.ok(200);
    world.advance(3600 - 100);
    sent(&world, "client", OTHER).await;
}

#[tokio::test]
async fn limits_follow_the_settings_at_once_and_a_code_keeps_its_own() {
    let world = World::new().await;
    let id = sent(&world, "client", PHONE).await;
    setting(&world, "otp_resend_cooldown_seconds", 0);
    setting(&world, "otp_max_per_phone_per_hour", 2);
    setting(&world, "otp_max_attempts", 1);
    setting(&world, "otp_expiry_seconds", 10);
    let code = world.code_for(PHONE);
    for left in [4, 3] {
        let wrong = guess(&world, "client", &id, &not(&code))
            .await
            .refused(401, "CODE_MISMATCH");
        assert_eq!(wrong["attempts_left"], left);
    }
    world.advance(299);
    let wrong = guess(&world, "client", &id, &not(&code)).await;
    assert_eq!(wrong.refused(401, "CODE_MISMATCH")["attempts_left"], 2);
    let asked = ask(&world, "client", PHONE).await.ok(200);
    assert_eq!(asked["expires_in"], 10);
    assert_eq!(asked["resend_after"], 0);
    ask(&world, "client", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_PHONE");
    let id = asked["otp_request_id"].as_str().unwrap();
    let code = world.code_for(PHONE);
    guess(&world, "client", id, &not(&code))
        .await
        .refused(401, "CODE_MISMATCH");
    guess(&world, "client", id, &code)
        .await
        .refused(429, "OTP_ATTEMPTS_EXCEEDED");
}

/// 1.3.7
#[tokio::test]
async fn a_wrong_code_is_counted_and_says_how_many_guesses_are_left() {
    let world = World::new().await;
    let id = sent(&world, "client", PHONE).await;
    let code = world.code_for(PHONE);
    for (n, wrong) in [&not(&code), "12345", "12345a", ""].into_iter().enumerate() {
        let refused = guess(&world, "client", &id, wrong)
            .await
            .refused(401, "CODE_MISMATCH");
        assert_eq!(refused["attempts_left"], 4 - n);
        assert_eq!(attempts(&world), n as i64 + 1);
    }
    // A right one does not count.
    guess(&world, "client", &id, &code).await.ok(200);
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
    let id = sent(&world, "client", PHONE).await;
    let code = world.code_for(PHONE);
    for _ in 0..5 {
        guess(&world, "client", &id, &not(&code))
            .await
            .refused(401, "CODE_MISMATCH");
    }
    for code in [&not(&code), &code] {
        guess(&world, "client", &id, code)
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
    let id = sent(&world, "client", PHONE).await;
    let first = world.code_for(PHONE);
    world.advance(300);
    guess(&world, "client", &id, &first)
        .await
        .refused(410, "OTP_EXPIRED");
    let id = sent(&world, "client", PHONE).await;
    world.advance(299);
    let second = world.code_for(PHONE);
    guess(&world, "client", &id, &second).await.ok(200);
}

#[tokio::test]
async fn a_new_code_puts_an_end_to_the_one_before_of_the_same_app() {
    let world = World::new().await;
    let old = sent(&world, "client", PHONE).await;
    let old_code = world.code_for(PHONE);
    world.advance(60);
    let mitra = sent(&world, "mitra", PHONE).await;
    let mitra_code = world.code_for(PHONE);
    world.advance(60);
    let new = sent(&world, "client", PHONE).await;
    let new_code = world.code_for(PHONE);
    guess(&world, "client", &old, &old_code)
        .await
        .refused(410, "OTP_EXPIRED");
    guess(&world, "client", &new, &new_code).await.ok(200);
    guess(&world, "mitra", &mitra, &mitra_code)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
}

/// 1.3.10
#[tokio::test]
async fn a_code_is_good_once() {
    let world = World::new().await;
    let id = sent(&world, "client", PHONE).await;
    let code = world.code_for(PHONE);
    guess(&world, "client", &id, &code).await.ok(200);
    guess(&world, "client", &id, &code)
        .await
        .refused(409, "OTP_USED");
    // Used comes before expired.
    world.advance(1000);
    guess(&world, "client", &id, &not(&code))
        .await
        .refused(409, "OTP_USED");
    assert_eq!(world.number("select count(*) from auth_sessions"), 1);
}

/// 1.3.11, 1.3.12
#[tokio::test]
async fn a_code_of_one_app_is_refused_by_the_other_and_stays_good() {
    let world = World::new().await;
    for (app, other, phone) in [("mitra", "client", PHONE), ("client", "mitra", OTHER)] {
        let id = sent(&world, app, phone).await;
        let code = world.code_for(phone);
        guess(&world, other, &id, &code)
            .await
            .refused(400, "WRONG_FLOW");
        assert_eq!(attempts(&world), 0);
        world.advance(300);
        // Wrong flow comes before expired.
        guess(&world, other, &id, &code)
            .await
            .refused(400, "WRONG_FLOW");
        guess(&world, app, &id, &code)
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
            guess(&world, app, id, "123456")
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
    let world = World::new().await;
    let id = sent(&world, "client", PHONE).await;
    let wrong = not(&world.code_for(PHONE));
    let replies = join_all((0..100).map(|_| guess(&world, "client", &id, &wrong))).await;
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
    let world = World::new().await;
    let id = sent(&world, "client", PHONE).await;
    let code = world.code_for(PHONE);
    let replies = join_all((0..10).map(|_| guess(&world, "client", &id, &code))).await;
    assert_eq!(replies.iter().filter(|r| r.status == 200).count(), 1);
    for lost in replies.into_iter().filter(|r| r.status != 200) {
        lost.refused(409, "OTP_USED");
    }
    assert_eq!(world.number("select count(*) from auth_sessions"), 1);
    assert_eq!(world.number("select count(*) from customers"), 1);
    assert_eq!(attempts(&world), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_requests_for_one_phone_at_once_one_code_is_sent() {
    let world = World::new().await;
    let replies = join_all((0..20).map(|_| ask(&world, "client", PHONE))).await;
    assert_eq!(replies.iter().filter(|r| r.status == 200).count(), 1);
    for refused in replies.into_iter().filter(|r| r.status != 200) {
        refused.refused(429, "OTP_COOLDOWN");
    }
    assert_eq!(world.number("select count(*) from otp_requests"), 1);
}

#[tokio::test]
async fn a_message_that_did_not_get_through_counts_for_nothing() {
    let world = World::new().await;
    let first = sent(&world, "client", PHONE).await;
    let code = world.code_for(PHONE);
    world.advance(60);
    world.phones.out_of_reach(true);
    for _ in 0..20 {
        ask(&world, "client", PHONE)
            .await
            .refused(502, "OTP_DELIVERY_FAILED");
    }
    assert_eq!(world.number("select count(*) from otp_requests"), 1);
    // The code that did get through is still the newest.
    guess(&world, "client", &first, &not(&code))
        .await
        .refused(401, "CODE_MISMATCH");
    guess(&world, "client", &first, &code).await.ok(200);
    world.phones.out_of_reach(false);
    sent(&world, "client", PHONE).await;
}

/// 1.7.1, 1.7.2
#[tokio::test]
async fn a_new_mitra_waits_for_activation_and_then_signs_in_with_a_new_code() {
    let world = World::new().await;
    let id = sent(&world, "mitra", PHONE).await;
    let code = world.code_for(PHONE);
    assert_eq!(world.number("select count(*) from mitras"), 0);
    guess(&world, "mitra", &id, &code)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    let waiting = "select count(*) from mitras where is_active = 0";
    assert_eq!(world.number(waiting), 1);
    // The code has proven what it could.
    guess(&world, "mitra", &id, &code)
        .await
        .refused(409, "OTP_USED");
    world.activate(PHONE, true);
    world.advance(60);
    let id = sent(&world, "mitra", PHONE).await;
    let code = world.code_for(PHONE);
    let result = guess(&world, "mitra", &id, &code).await.ok(200);
    assert_eq!(result["user_type"], "mitra");
    assert_eq!(result["profile"]["is_active"], true);
    assert_eq!(world.number("select count(*) from mitras"), 1);
}

/// 1.7.3
#[tokio::test]
async fn a_deactivated_mitra_cannot_sign_in_but_keeps_a_living_access_token() {
    let world = World::new().await;
    let mitra = world.mitra(PHONE).await;
    world.activate(PHONE, false);
    world
        .enter("mitra", PHONE)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    world.get("/api/mitra/auth/me", &mitra.access).await.ok(200);
    world
        .post_open(
            "/api/shared/auth/refresh",
            json!({"refresh_token": mitra.refresh}),
        )
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    world.advance(3600);
    world
        .get("/api/mitra/auth/me", &mitra.access)
        .await
        .refused(401, "TOKEN_EXPIRED");
}

/// 1.7.3
#[tokio::test]
async fn with_immediate_revocation_a_deactivated_mitra_is_out_at_once() {
    let world = World::with(&["--auth-revocation", "immediate"]).await;
    let mitra = world.mitra(PHONE).await;
    world.activate(PHONE, false);
    world
        .get("/api/mitra/auth/me", &mitra.access)
        .await
        .refused(401, "TOKEN_INVALID");
}

#[tokio::test]
async fn requests_of_more_than_a_day_ago_are_forgotten() {
    let world = World::new().await;
    sent(&world, "client", PHONE).await;
    world.advance(1);
    sent(&world, "client", OTHER).await;
    world.advance(24 * 3600 - 1);
    let forgotten = world.ctx().write(curhat::domain::otp::forget_old).await;
    assert_eq!(forgotten.unwrap(), 1);
    assert_eq!(world.number("select count(*) from otp_requests"), 1);
}

#[tokio::test]
async fn codes_and_limits_outlive_a_restart() {
    let mut world = World::new().await;
    let id = sent(&world, "client", PHONE).await;
    let code = world.code_for(PHONE);
    guess(&world, "client", &id, &not(&code))
        .await
        .refused(401, "CODE_MISMATCH");
    world.restart(None).await;
    ask(&world, "client", PHONE)
        .await
        .refused(429, "OTP_COOLDOWN");
    let wrong = guess(&world, "client", &id, &not(&code)).await;
    assert_eq!(wrong.refused(401, "CODE_MISMATCH")["attempts_left"], 3);
    guess(&world, "client", &id, &code).await.ok(200);
}
