//! Mitras wait for activation, and lose their way in with it.

use serde_json::json;

use crate::world::World;

const PHONE: &str = "+6281234567890";

/// 1.7.1, 1.7.2
#[tokio::test]
async fn a_new_mitra_waits_for_activation_and_then_signs_in_with_a_new_code() {
    let world = World::new().await;
    let id = world.sent_code("mitra", PHONE).await;
    let code = world.code_for(PHONE);
    assert_eq!(world.number("select count(*) from mitras"), 0);
    world
        .type_code("mitra", &id, &code)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    let waiting = "select count(*) from mitras where is_active = 0";
    assert_eq!(world.number(waiting), 1);
    // The code has proven what it could.
    world
        .type_code("mitra", &id, &code)
        .await
        .refused(409, "OTP_USED");
    world.activate(PHONE, true);
    world.advance(60);
    let id = world.sent_code("mitra", PHONE).await;
    let code = world.code_for(PHONE);
    let result = world.type_code("mitra", &id, &code).await.ok(200);
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
