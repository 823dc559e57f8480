//! Access and refresh tokens, sign-ins and devices.

use curhat::domain::auth::Keyring;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Reply, SECRET, Tokens, World};

const ME: &str = "/api/client/auth/me";
const REFRESH: &str = "/api/shared/auth/refresh";
const ANONYMOUS: &str = "/api/shared/auth/anonymous";
const LOGOUT: &str = "/api/shared/auth/logout";
const DEVICES: &str = "/api/shared/auth/sessions";

async fn refresh(world: &World, token: &str) -> Reply {
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

/// 1.5.1, 1.5.2
#[tokio::test]
async fn a_guest_gets_a_name_tokens_and_a_profile_without_identity() {
    let world = World::new().await;
    let guest = world.guest().await;
    let me = world.get(ME, &guest.access).await.ok(200);
    assert_eq!(me, guest.profile);
    assert!(!me["display_name"].as_str().unwrap().is_empty());
    assert_eq!(me["is_anonymous"], true);
    let without = world.number(
        "select count(*) from customers where phone is null and google_sub is null and apple_sub is null",
    );
    assert_eq!(without, 1);
}

#[tokio::test]
async fn a_guest_may_choose_a_name_and_a_wrong_one_is_named() {
    let world = World::new().await;
    let made = world
        .post_open(ANONYMOUS, json!({"display_name": "  Ana  "}))
        .await
        .ok(201);
    assert_eq!(made["profile"]["display_name"], "Ana");
    for wrong in ["", "   ", &"x".repeat(41), "a\u{0}b", "a\nb"] {
        let refused = world
            .post_open(ANONYMOUS, json!({ "display_name": wrong }))
            .await
            .refused(400, "BAD_REQUEST");
        assert_eq!(refused["errors"][0]["pointer"], "/display_name");
    }
    assert_eq!(world.number("select count(*) from customers"), 1);
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

/// 1.2.4
#[tokio::test]
async fn signing_out_deletes_the_row_and_kills_the_refresh_token() {
    let world = World::new().await;
    let guest = world.guest().await;
    world.post(LOGOUT, &guest.access, json!({})).await.ok(204);
    assert_eq!(world.number("select count(*) from auth_sessions"), 0);
    refresh(&world, &guest.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
    // Once more is no error: it is what was asked for.
    world.post(LOGOUT, &guest.access, json!({})).await.ok(204);
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

fn device_info(world: &World) -> Value {
    let text: String = world
        .sql()
        .query_row("select device_info from auth_sessions", [], |r| r.get(0))
        .unwrap();
    serde_json::from_str(&text).unwrap()
}

/// 1.2.8, 1.2.9, 5.5.4
#[tokio::test]
async fn the_fingerprint_of_the_sign_in_stays_and_the_latest_use_is_noted() {
    let world = World::with(&["--trusted-proxies", "127.0.0.1"]).await;
    let from = |request: reqwest::RequestBuilder, agent: &str, ip: &str| {
        request
            .header("user-agent", agent)
            .header("x-forwarded-for", ip)
    };
    let first = from(
        world.request(Method::POST, ANONYMOUS).json(&json!({})),
        "phone",
        "198.51.100.1",
    );
    let guest = Tokens::of(&Reply::of(first).await.ok(201));
    let body = json!({"refresh_token": guest.refresh});
    let second = from(
        world.request(Method::POST, REFRESH).json(&body),
        "phone 2",
        "203.0.113.7",
    );
    Reply::of(second).await.ok(200);
    assert_eq!(
        device_info(&world),
        json!({"user_agent": "phone", "ip": "198.51.100.1", "last_user_agent": "phone 2", "last_ip": "203.0.113.7"})
    );
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
async fn devices_are_listed_and_signed_out_one_by_one() {
    let world = World::new().await;
    let guest = world.guest().await;
    let stranger = world.guest().await;
    let listed = world.get(DEVICES, &guest.access).await.ok(200);
    assert_eq!(listed["next_cursor"], Value::Null);
    assert_eq!(listed["items"][0]["id"], guest.session_id);
    assert_eq!(listed["items"][0]["is_current"], true);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);

    for id in [&stranger.session_id, "not-an-id", &guest.session_id[1..]] {
        world
            .delete(&format!("{DEVICES}/{id}"), &guest.access)
            .await
            .refused(404, "NOT_FOUND");
    }
    world
        .delete(&format!("{DEVICES}/{}", guest.session_id), &guest.access)
        .await
        .ok(204);
    refresh(&world, &guest.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
    refresh(&world, &stranger.refresh).await.ok(200);
}

/// 1.2.5
#[tokio::test]
async fn a_customer_signed_in_twice_has_two_rows_and_signing_one_out_leaves_the_other() {
    let world = World::new().await;
    let first = world.customer("+6281234567890").await;
    let second = world.customer("+6281234567890").await;
    assert_eq!(first.id(), second.id());
    assert_eq!(world.number("select count(*) from auth_sessions"), 2);
    let listed = world.get(DEVICES, &first.access).await.ok(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    world.post(LOGOUT, &first.access, json!({})).await.ok(204);
    refresh(&world, &first.refresh)
        .await
        .refused(401, "REFRESH_INVALID");
    refresh(&world, &second.refresh).await.ok(200);
}

#[tokio::test]
async fn the_same_anonymous_request_sent_again_makes_no_second_guest() {
    let world = World::new().await;
    let key = "0b0f7c52-2c1e-4f5b-9d9c-6a3c3f1f7a11";
    let send = |key: &'static str, body: Value| {
        let request = world
            .request(Method::POST, ANONYMOUS)
            .header("idempotency-key", key)
            .json(&body);
        Reply::of(request)
    };
    let first = send(key, json!({"display_name": "Ana"})).await;
    assert!(!first.headers.contains_key("idempotency-replayed"));
    let first = first.ok(201);
    let again = send(key, json!({"display_name": "Ana"})).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.ok(201), first);
    send(key, json!({"display_name": "Ani"}))
        .await
        .refused(422, "IDEMPOTENCY_KEY_REUSED");
    send("guessable", json!({}))
        .await
        .refused(400, "BAD_REQUEST");
    assert_eq!(world.number("select count(*) from customers"), 1);

    // The database alone yields neither the key nor the tokens.
    let answer: Vec<u8> = world
        .sql()
        .query_row("select answer from idempotency_keys", [], |r| r.get(0))
        .unwrap();
    let token = first["refresh_token"].as_str().unwrap().as_bytes();
    assert!(!answer.windows(36).any(|w| w == &token[..36]));
    assert!(!answer.windows(key.len()).any(|w| w == key.as_bytes()));

    world.advance(24 * 3600);
    send(key, json!({"display_name": "Ani"})).await.ok(201);
    assert_eq!(world.number("select count(*) from customers"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_at_one_instant_makes_one_guest() {
    let world = World::new().await;
    let sends = (0..20).map(|_| {
        let request = world
            .request(Method::POST, ANONYMOUS)
            .header("idempotency-key", "7d0f7c52-2c1e-4f5b-9d9c-6a3c3f1f7a22")
            .json(&json!({}));
        Reply::of(request)
    });
    let replies = futures_util::future::join_all(sends).await;
    for reply in &replies {
        assert_eq!((reply.status, &reply.json), (201, &replies[0].json));
    }
    assert_eq!(world.number("select count(*) from customers"), 1);
}

/// 1.13.4
#[tokio::test]
async fn a_device_token_belongs_to_whoever_registered_it_last_and_goes_with_the_sign_in() {
    const PATH: &str = "/api/shared/device-token";
    let world = World::new().await;
    let (ana, budi) = (world.guest().await, world.guest().await);
    let token = json!({"token": "push-1", "platform": "android"});
    let owner = |world: &World| -> Option<String> {
        world
            .sql()
            .query_row("select user_id from device_tokens", [], |r| r.get(0))
            .ok()
    };
    world.post(PATH, &ana.access, token.clone()).await.ok(204);
    assert_eq!(owner(&world).as_deref(), Some(ana.id()));
    world.post(PATH, &budi.access, token.clone()).await.ok(204);
    assert_eq!(owner(&world).as_deref(), Some(budi.id()));

    // Not hers any more: nothing happens.
    let forget = |tokens: &Tokens| {
        let request = world
            .request(Method::DELETE, PATH)
            .bearer_auth(&tokens.access)
            .json(&token);
        Reply::of(request)
    };
    forget(&ana).await.ok(204);
    assert_eq!(owner(&world).as_deref(), Some(budi.id()));

    world.post(LOGOUT, &budi.access, json!({})).await.ok(204);
    assert_eq!(owner(&world), None);
    world.post(PATH, &ana.access, token.clone()).await.ok(204);
    forget(&ana).await.ok(204);
    assert_eq!(owner(&world), None);

    let wrong = json!({"token": "", "platform": "fridge"});
    let refused = world
        .post(PATH, &ana.access, wrong)
        .await
        .refused(400, "BAD_REQUEST");
    let pointers: Vec<&Value> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["pointer"])
        .collect();
    assert_eq!(pointers, ["/token", "/platform"]);
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
