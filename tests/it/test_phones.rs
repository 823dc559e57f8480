//! Phones with a fixed code, for the reviewers of app stores: by setting, until a day.

use serde_json::json;

use crate::world::{Tokens, World};

const REVIEWER: &str = "+6281234567890";
/// The tests' day is the 22nd in UTC, and in Jakarta.
const UNTIL_TODAY: [&str; 2] = ["--test-phones", "+6281234567890:493027@2026-11-22"];

#[tokio::test]
async fn a_test_phone_signs_in_with_its_code_in_both_apps_and_nothing_is_sent() {
    let world = World::with(&UNTIL_TODAY).await;
    let id = world.sent_code("client", REVIEWER).await;
    let wrong = world.type_code("client", &id, "123456").await;
    wrong.refused(401, "CODE_MISMATCH");
    let entered = world.type_code("client", &id, "493027").await;
    let reviewer = Tokens::of(&entered.ok(200));
    assert_eq!(reviewer.profile["phone"], REVIEWER);
    // Codes are used once and are limited like any other.
    let again = world.type_code("client", &id, "493027").await;
    again.refused(409, "OTP_USED");
    let body = json!({ "phone": REVIEWER });
    world
        .post_open("/api/client/auth/otp/request", body)
        .await
        .refused(429, "OTP_COOLDOWN");
    world.advance(60);
    let id = world.sent_code("mitra", REVIEWER).await;
    let waits = world.type_code("mitra", &id, "493027").await;
    waits.refused(403, "ACCOUNT_INACTIVE");
    assert!(!world.has_code(REVIEWER));
}

#[tokio::test]
async fn when_its_day_is_over_it_is_a_phone_like_any_other() {
    let world = World::with(&UNTIL_TODAY).await;
    // Midnight in Jakarta is seven hours away.
    world.advance(7 * 3600);
    let id = world.sent_code("client", REVIEWER).await;
    let refused = world.type_code("client", &id, "493027").await;
    refused.refused(401, "CODE_MISMATCH");
    let code = world.code_for(REVIEWER);
    world.type_code("client", &id, &code).await.ok(200);
}

#[tokio::test]
async fn another_phone_gets_its_own_code() {
    let world = World::with(&UNTIL_TODAY).await;
    let id = world.sent_code("client", "+6281234567891").await;
    let refused = world.type_code("client", &id, "493027").await;
    refused.refused(401, "CODE_MISMATCH");
    assert!(world.has_code("+6281234567891"));
}
