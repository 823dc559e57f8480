//! Access and refresh tokens: what is in them, how long they are good, what is none. Who holds them: `sign_ins.rs`.

use curhat::domain::auth::Keyring;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Reply, SECRET, Tokens, World};

pub const ME: &str = "/api/client/auth/me";
pub const REFRESH: &str = "/api/shared/auth/refresh";
pub const ANONYMOUS: &str = "/api/shared/auth/anonymous";
pub const LOGOUT: &str = "/api/shared/auth/logout";
pub const DEVICES: &str = "/api/shared/auth/sessions";

pub async fn refresh(world: &World, token: &str) -> Reply {
    world
        .post_open(REFRESH, json!({ "refresh_token": token }))
        .await
}

/// The claims of a token, unchecked.
fn claims(token: &str) -> Value {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let part = |n: usize| URL_SAFE_NO_PAD.decode(token.split('.').nth(n).unwrap());
    let header: Value = serde_json::from_slice(&part(0).unwrap()).unwrap();
    assert_eq!(header["alg"], "HS256");
    assert!(header["kid"].is_string());
    serde_json::from_slice(&part(1).unwrap()).unwrap()
}

fn signed_with(secret: &str, claims: &Value) -> String {
    jsonwebtoken::encode(
        &jsonwebtoken::Header::default(),
        claims,
        &jsonwebtoken::EncodingKey::from_secret(secret.as_bytes()),
    )
    .unwrap()
}

/// 1.2.1
#[tokio::test]
async fn an_access_token_has_exactly_the_five_claims_and_lives_an_hour() {
    let world = World::new().await;
    let guest = world.guest().await;
    let claims = claims(&guest.access);
    let names: Vec<&String> = claims.as_object().unwrap().keys().collect();
    assert_eq!(names, ["exp", "iat", "session_id", "sub", "user_type"]);
    assert_eq!(claims["sub"], guest.profile["id"]);
    assert_eq!(claims["user_type"], "customer");
    assert_eq!(claims["session_id"], guest.session_id);
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        3600
    );
}

/// 1.2.2
#[tokio::test]
async fn a_refresh_token_holds_a_random_uuid_and_is_stored_as_a_bcrypt_hash_only() {
    let world = World::new().await;
    let reply = world.post_open(ANONYMOUS, json!({})).await.ok(201);
    assert_eq!(reply["refresh_expires_in"], 30 * 24 * 3600);
    let token = reply["refresh_token"].as_str().unwrap();
    assert_eq!(
        uuid::Uuid::parse_str(&token[..36])
            .unwrap()
            .get_version_num(),
        4
    );
    let (hash, dump): (String, String) = world
        .sql()
        .query_row(
            "select refresh_token_hash, refresh_token_hash || coalesce(previous_token_hash, '') || device_info from auth_sessions",
            [],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .unwrap();
    assert!(hash.starts_with("$2b$"), "{hash}");
    assert!(!dump.contains(&token[..36]));
}

/// 1.2.3
#[tokio::test]
async fn a_refresh_token_is_good_once_and_the_session_stays() {
    let world = World::new().await;
    let guest = world.guest().await;
    world.advance(1);
    let next = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
    assert_eq!(next.session_id, guest.session_id);
    assert_ne!(next.access, guest.access);
    refresh(&world, &guest.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
    refresh(&world, &next.refresh).await.ok(200);
}

#[tokio::test]
async fn a_refresh_token_dies_after_thirty_days_of_silence() {
    let world = World::new().await;
    let guest = world.guest().await;
    world.advance(30 * 24 * 3600 - 1);
    let next = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
    world.advance(30 * 24 * 3600);
    refresh(&world, &next.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
}

#[tokio::test]
async fn nonsense_is_no_refresh_token() {
    let world = World::new().await;
    let guest = world.guest().await;
    let other = guest.refresh.replace('.', "-");
    for wrong in ["", "x", &other, &guest.refresh[1..], &"a.".repeat(5000)] {
        refresh(&world, wrong).await.refused(401, "REFRESH_INVALID");
    }
    let missing = world
        .post_open(REFRESH, json!({}))
        .await
        .refused(400, "BAD_REQUEST");
    assert_eq!(missing["errors"][0]["pointer"], "/refresh_token");
}

/// 5.5.3
#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_uses_of_one_refresh_token_at_once_exactly_one_wins() {
    let world = World::new().await;
    let guest = world.guest().await;
    let uses = (0..50).map(|_| refresh(&world, &guest.refresh));
    let replies = futures_util::future::join_all(uses).await;
    let won: Vec<&Reply> = replies.iter().filter(|r| r.status == 200).collect();
    assert_eq!(won.len(), 1);
    for lost in replies.iter().filter(|r| r.status != 200) {
        assert_eq!(
            (lost.status, lost.json["code"].as_str()),
            (401, Some("REFRESH_INVALID"))
        );
    }
    let next = Tokens::of(&won[0].json);
    refresh(&world, &next.refresh).await.ok(200);
}

#[tokio::test]
async fn within_the_grace_a_lost_answer_can_be_asked_for_once_more() {
    let world = World::with(&["--auth-refresh-grace-seconds", "10"]).await;
    let guest = world.guest().await;
    let lost = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
    world.advance(9);
    let again = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
    // The successor that was lost is dead, and the parent is spent.
    refresh(&world, &lost.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
    refresh(&world, &guest.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
    refresh(&world, &again.refresh).await.ok(200);
}

#[tokio::test]
async fn the_grace_ends_with_its_time_and_with_the_use_of_the_successor() {
    let world = World::with(&["--auth-refresh-grace-seconds", "10"]).await;
    let guest = world.guest().await;
    let next = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
    world.advance(10);
    refresh(&world, &guest.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
    let third = Tokens::of(&refresh(&world, &next.refresh).await.ok(200));
    let fourth = Tokens::of(&refresh(&world, &third.refresh).await.ok(200));
    // Two generations back, though no second has passed.
    refresh(&world, &next.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
    refresh(&world, &fourth.refresh).await.ok(200);
}

#[tokio::test]
async fn a_token_used_again_is_a_security_event_and_ends_the_sign_in_where_that_is_set() {
    for (mode, next_status) in [("refuse", 200), ("revoke", 401)] {
        let world = World::with(&["--auth-refresh-reuse", mode]).await;
        let guest = world.guest().await;
        let next = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
        refresh(&world, &guest.refresh)
            .await
            .refused(401, "REFRESH_INVALID");
        let (target, after): (String, String) = world
            .sql()
            .query_row(
                "select target_id, after from audit_log
                  where action = 'auth.refresh_reused' and actor_type = 'customer'
                    and target_type = 'auth_session'",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!(target, claims(&guest.access)["session_id"]);
        let revoked: Value = serde_json::from_str(&after).unwrap();
        assert_eq!(revoked, json!({"revoked": mode == "revoke"}));
        assert_eq!(refresh(&world, &next.refresh).await.status, next_status);
    }
}

/// 1.2.6, 1.9.5, 5.5.1
#[tokio::test]
async fn a_token_of_another_secret_or_with_a_broken_signature_is_invalid_everywhere() {
    let world = World::new().await;
    let guest = world.guest().await;
    let foreign = signed_with(
        "another secret, just as long as it has to be",
        &claims(&guest.access),
    );
    let mut broken = guest.access.clone();
    let last = broken.pop().unwrap();
    broken.push(if last == 'A' { 'B' } else { 'A' });
    for token in [foreign.as_str(), &broken, "x", "a.b.c", &"x".repeat(8000)] {
        for path in [ME, "/api/mitra/auth/me", DEVICES] {
            world.get(path, token).await.refused(401, "TOKEN_INVALID");
        }
        world
            .post(LOGOUT, token, json!({}))
            .await
            .refused(401, "TOKEN_INVALID");
    }
    let basic = world
        .request(Method::GET, ME)
        .basic_auth("ana", Some("secret"));
    Reply::of(basic).await.refused(401, "TOKEN_INVALID");
}

#[tokio::test]
async fn a_well_signed_token_with_wrong_claims_is_invalid() {
    let world = World::new().await;
    let guest = world.guest().await;
    let good = claims(&guest.access);
    world.get(ME, &signed_with(SECRET, &good)).await.ok(200);
    for (name, value) in [
        ("sub", json!("nobody")),
        ("sub", json!(uuid::Uuid::nil())),
        ("user_type", json!("root")),
        ("session_id", json!(5)),
        ("exp", json!("tomorrow")),
        ("exp", Value::Null),
        ("iat", Value::Null),
    ] {
        let mut wrong = good.clone();
        wrong[name] = value.clone();
        world
            .get(ME, &signed_with(SECRET, &wrong))
            .await
            .refused(401, "TOKEN_INVALID");
    }
}

/// 1.2.7, 1.6.2
#[tokio::test]
async fn an_expired_token_says_so_and_a_refreshed_one_succeeds() {
    let world = World::new().await;
    let guest = world.guest().await;
    world.advance(3599);
    world.get(ME, &guest.access).await.ok(200);
    world.advance(1);
    world
        .get(ME, &guest.access)
        .await
        .refused(401, "TOKEN_EXPIRED");
    let next = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
    world.get(ME, &next.access).await.ok(200);
}

/// 1.2.10, 5.5.2
#[tokio::test]
async fn after_signing_out_the_access_token_lives_on_in_the_window_and_not_with_immediate_revocation()
 {
    for (mode, status) in [("window", 200), ("immediate", 401)] {
        let world = World::with(&["--auth-revocation", mode]).await;
        let guest = world.guest().await;
        world.post(LOGOUT, &guest.access, json!({})).await.ok(204);
        let after = world.get(ME, &guest.access).await;
        assert_eq!(after.status, status, "{mode}");
        if status == 401 {
            after.refused(401, "TOKEN_INVALID");
        }
    }
}

/// 5.6.6
#[tokio::test]
async fn a_change_of_secret_signs_nobody_out_while_the_old_one_is_kept() {
    let mut world = World::new().await;
    let guest = world.guest().await;
    let new = "a new secret, at least as long as the old one";
    let both = [
        "--auth-jwt-secret",
        new,
        "--auth-jwt-secret-previous",
        SECRET,
    ];
    world.restart(Some(&both)).await;
    world.get(ME, &guest.access).await.ok(200);
    let next = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
    assert_eq!(
        Keyring::new(new, None)
            .verify(&next.access, world.clock.now())
            .map(|c| c.session.to_string()),
        Ok(next.session_id.clone())
    );
    world.restart(Some(&["--auth-jwt-secret", new])).await;
    world
        .get(ME, &guest.access)
        .await
        .refused(401, "TOKEN_INVALID");
    world.get(ME, &next.access).await.ok(200);
}

#[tokio::test]
async fn with_immediate_revocation_a_token_whose_account_is_gone_is_worth_nothing() {
    let world = World::with(&["--auth-revocation", "immediate"]).await;
    let mitra = world.mitra("+6281100000000").await;
    let devices = "/api/shared/auth/sessions";
    world.get(devices, &mitra.access).await.ok(200);
    let gone = world.sql().execute("delete from mitras", []).unwrap();
    assert_eq!(gone, 1);
    world
        .get(devices, &mitra.access)
        .await
        .refused(401, "TOKEN_INVALID");
}
