//! Asking for one-time codes: whose phone, how often, and what is sent. What a code is good for is in `guesses.rs`, how it
//! is sent for real in `fazpass.rs`.

use std::{
    io::Write,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use curhat::{
    domain::{
        ids::UserType,
        otp::{self, Countries, NotDelivered, Otp, OtpMessage, OtpSender, Sending},
    },
    timers::housekeeping,
};
use futures_util::future::join_all;
use serde_json::json;
use tokio::sync::Notify;

use crate::world::{Reply, Tokens, World};

const PHONE: &str = "+6281234567890";
const OTHER: &str = "+6281234567891";

/// Everything logged by this thread, which is where a test's server runs.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
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
        let id = world.sent_code("client", PHONE).await;
        let text = log.text();
        let line = text.lines().find(|l| l.contains("[OTP STUB]")).unwrap();
        let (_, rest) = line
            .split_once(&format!("[OTP STUB] phone={PHONE} code="))
            .expect(line);
        assert_eq!(&rest[6..7 + 4 + id.len()], format!(" ref={id}"));
        world.type_code("client", &id, &rest[..6]).await.ok(200);
        // Nowhere else is either written.
        let elsewhere = log.text().replace(line, "");
        assert!(!elsewhere.contains(PHONE), "{elsewhere}");
        // As a word of its own: in a longer number six digits may come by chance.
        let mut words = elsewhere.split(|c: char| !c.is_ascii_alphanumeric());
        assert!(!words.any(|word| word == &rest[..6]), "{elsewhere}");
    }
}

/// 1.3.1
#[tokio::test]
async fn a_customer_signs_in_with_the_code_that_was_sent() {
    let world = World::new().await;
    let asked = world.ask_code("client", PHONE).await.ok(200);
    assert_eq!(asked["expires_in"], 300);
    assert_eq!(asked["resend_after"], 60);
    let id = asked["otp_request_id"].as_str().unwrap();
    let code = world.code_for(PHONE);
    let result = world.type_code("client", id, &code).await.ok(200);
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
    let requested = world.sent_code("mitra", OTHER).await;
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
            world
                .ask_code(app, wrong)
                .await
                .refused(422, "PHONE_INVALID");
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
    world
        .ask_code("client", "+12025550123")
        .await
        .refused(422, "PHONE_INVALID");
    world
        .ask_code("mitra", "+622112345678")
        .await
        .refused(422, "PHONE_INVALID");
    let id = world.sent_code("client", "+62081234567890").await;
    let code = world.code_for(PHONE);
    let result = world.type_code("client", &id, &code).await.ok(200);
    assert_eq!(result["profile"]["phone"], PHONE);
}

/// 1.3.4
#[tokio::test]
async fn within_the_cooldown_no_second_code_is_sent_to_a_phone() {
    let world = World::new().await;
    world.sent_code("client", PHONE).await;
    world.advance(59);
    // It is one phone that rings, whichever app asks.
    for app in ["client", "mitra"] {
        let reply = world.ask_code(app, PHONE).await;
        assert_eq!(reply.headers["retry-after"], "1");
        let refused = reply.refused(429, "OTP_COOLDOWN");
        assert_eq!(refused["retry_after_seconds"], 1);
    }
    world.sent_code("client", OTHER).await;
    world.advance(1);
    world.sent_code("client", PHONE).await;
}

/// 1.3.5
#[tokio::test]
async fn the_fourth_request_in_an_hour_from_one_phone_is_refused() {
    let world = World::new().await;
    for app in ["client", "mitra", "client"] {
        world.sent_code(app, PHONE).await;
        world.advance(60);
    }
    let refused = world
        .ask_code("mitra", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_PHONE");
    assert_eq!(refused["retry_after_seconds"], 3600 - 180);
    world.sent_code("mitra", OTHER).await;
    world.advance(3600 - 180 - 1);
    world
        .ask_code("client", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_PHONE");
    world.advance(1);
    world.sent_code("client", PHONE).await;
    world
        .ask_code("client", PHONE)
        .await
        .refused(429, "OTP_COOLDOWN");
}

/// 1.3.6
#[tokio::test]
async fn the_eleventh_request_in_an_hour_from_one_address_is_refused() {
    let world = World::with(&["--trusted-proxies", "127.0.0.1"]).await;
    for n in 0..10 {
        world
            .sent_code("client", &format!("+62812000000{n:02}"))
            .await;
        world.advance(10);
    }
    let refused = world
        .ask_code("mitra", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_IP");
    assert_eq!(refused["retry_after_seconds"], 3600 - 100);
    let elsewhere = world
        .request(reqwest::Method::POST, "/api/client/auth/otp/request")
        .header("x-forwarded-for", "203.0.113.7")
        .json(&json!({ "phone": PHONE }));
    Reply::of(elsewhere).await.ok(200);
    world.advance(3600 - 100);
    world.sent_code("client", OTHER).await;
}

#[tokio::test]
async fn the_server_sends_no_more_codes_in_a_day_than_it_may() {
    let world = World::with(&["--otp-max-per-day", "3"]).await;
    for phone in ["+628120000001", "+628120000002"] {
        world.sent_code("client", phone).await;
    }
    world.advance(3600);
    world.sent_code("mitra", OTHER).await;
    world.advance(3600);
    let refused = world
        .ask_code("client", PHONE)
        .await
        .refused(429, "OTP_RATE_LIMIT_SERVER");
    assert_eq!(refused["retry_after_seconds"], 22 * 3600);
    // What is counted is not swept away before.
    world.advance(21 * 3600);
    housekeeping::sweep(world.ctx()).await.unwrap();
    let refused = world.ask_code("client", PHONE).await;
    refused.refused(429, "OTP_RATE_LIMIT_SERVER");
    world.advance(3600);
    for phone in [PHONE, "+628120000002"] {
        world.sent_code("client", phone).await;
    }
    let again = world.ask_code("client", OTHER).await;
    again.refused(429, "OTP_RATE_LIMIT_SERVER");
}

#[tokio::test]
async fn a_new_code_puts_an_end_to_the_one_before_of_the_same_app() {
    let world = World::new().await;
    let old = world.sent_code("client", PHONE).await;
    let old_code = world.code_for(PHONE);
    world.advance(60);
    let mitra = world.sent_code("mitra", PHONE).await;
    let mitra_code = world.code_for(PHONE);
    world.advance(60);
    let new = world.sent_code("client", PHONE).await;
    let new_code = world.code_for(PHONE);
    world
        .type_code("client", &old, &old_code)
        .await
        .refused(410, "OTP_EXPIRED");
    world.type_code("client", &new, &new_code).await.ok(200);
    world
        .type_code("mitra", &mitra, &mitra_code)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_requests_for_one_phone_at_once_one_code_is_sent() {
    let world = World::new().await;
    let replies = join_all((0..20).map(|_| world.ask_code("client", PHONE))).await;
    assert_eq!(replies.iter().filter(|r| r.status == 200).count(), 1);
    for refused in replies.into_iter().filter(|r| r.status != 200) {
        refused.refused(429, "OTP_COOLDOWN");
    }
    assert_eq!(world.number("select count(*) from otp_requests"), 1);
}

/// Carries everything but the second message, which it loses when it is told to.
#[derive(Debug, Default)]
struct LosesTheSecond {
    seen: AtomicUsize,
    has_second: Notify,
    lose: Notify,
}

impl OtpSender for LosesTheSecond {
    fn send<'a>(&'a self, _: &'a OtpMessage) -> Sending<'a> {
        Box::pin(async {
            if self.seen.fetch_add(1, Ordering::Relaxed) != 1 {
                return Ok(());
            }
            self.has_second.notify_one();
            self.lose.notified().await;
            Err(NotDelivered("lost".into()))
        })
    }
}

#[tokio::test]
async fn a_message_lost_after_a_newer_one_was_sent_brings_no_older_code_back() {
    let world = World::new().await;
    world.set("otp_resend_cooldown_seconds", json!(0));
    let carrier = Arc::new(LosesTheSecond::default());
    let otp = Otp::new(carrier.clone(), Countries::default());
    let ask = || {
        let (ctx, otp) = (world.ctx().clone(), otp.clone());
        tokio::spawn(async move {
            let ip = "192.0.2.1".to_owned();
            otp::request(&ctx, &otp, UserType::Customer, PHONE, ip).await
        })
    };
    ask().await.unwrap().unwrap();
    let second = ask();
    carrier.has_second.notified().await;
    let third = ask().await.unwrap().unwrap();
    carrier.lose.notify_one();
    assert!(second.await.unwrap().is_err());
    let now = world.ctx().now().as_millis();
    let good = format!("select count(*) from otp_requests where expires_at > {now}");
    assert_eq!(world.number(&good), 1);
    assert_eq!(world.number(&format!("{good} and id = '{}'", third.id)), 1);
}

#[tokio::test]
async fn a_message_that_did_not_get_through_counts_for_nothing() {
    let world = World::new().await;
    let first = world.sent_code("client", PHONE).await;
    let code = world.code_for(PHONE);
    world.advance(60);
    world.phones.out_of_reach(true);
    for _ in 0..20 {
        world
            .ask_code("client", PHONE)
            .await
            .refused(502, "OTP_DELIVERY_FAILED");
    }
    assert_eq!(world.number("select count(*) from otp_requests"), 1);
    // The code that did get through is still the newest.
    world
        .type_code("client", &first, "no code")
        .await
        .refused(401, "CODE_MISMATCH");
    world.type_code("client", &first, &code).await.ok(200);
    world.phones.out_of_reach(false);
    world.sent_code("client", PHONE).await;
}

#[tokio::test]
async fn requests_of_more_than_a_day_ago_are_forgotten() {
    let world = World::new().await;
    world.sent_code("client", PHONE).await;
    world.advance(1);
    world.sent_code("client", OTHER).await;
    world.advance(24 * 3600 - 1);
    let swept = housekeeping::sweep(world.ctx()).await.unwrap();
    assert_eq!(swept.otp_requests, 1);
    assert_eq!(world.number("select count(*) from otp_requests"), 1);
}
