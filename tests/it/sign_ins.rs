//! Who is signed in, and where: guests and their names, devices one by one, and what goes with a sign-out. What their tokens
//! are worth is in `tokens.rs`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    tokens::{ANONYMOUS, DEVICES, LOGOUT, ME, REFRESH, refresh},
    world::{Reply, Tokens, World},
};

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
