//! What a developer lets go wrong: for one person or for everyone, until it is taken back.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    dev_desk::{desk, look, press},
    world::{Tokens, World},
};

const PHONE: &str = "+6281234500077";

async fn set(world: &World, fault: Value) -> Value {
    desk(world, Method::POST, "faults", fault).await.ok(201)
}

async fn me(world: &World, who: &Tokens) -> crate::world::Reply {
    world.get("/api/client/auth/me", &who.access).await
}

#[tokio::test]
async fn the_next_requests_of_one_customer_are_refused_and_nobody_elses() {
    let world = World::developed().await;
    let (anna, budi) = (world.guest().await, world.guest().await);
    let fault = set(
        &world,
        json!({"kind": "busy", "user": anna.id(), "requests": 2}),
    )
    .await;
    assert_eq!(fault["requests_left"], 2);
    me(&world, &budi).await.ok(200);
    for _ in 0..2 {
        let refused = me(&world, &anna).await;
        assert!(refused.headers.contains_key("retry-after"));
        refused.refused(503, "BUSY");
    }
    me(&world, &anna).await.ok(200);
    assert_eq!(look(&world, "faults").await["items"], json!([]));
}

#[tokio::test]
async fn everyone_is_refused_for_a_while_but_not_the_desk_nor_the_control_center() {
    let world = World::developed().await;
    let admin = world.admin().await;
    let anna = world.guest().await;
    set(&world, json!({"kind": "too_many", "seconds": 30})).await;
    let refused = me(&world, &anna).await;
    assert_eq!(refused.headers["retry-after"], "30");
    refused.refused(429, "OTP_RATE_LIMIT_IP");
    world
        .post_open("/api/shared/auth/anonymous", json!({}))
        .await
        .refused(429, "OTP_RATE_LIMIT_IP");
    world.get("/internal/mitras", &admin.access).await.ok(200);
    world.advance(30);
    me(&world, &anna).await.ok(200);
    // Of the staff only whoever is meant.
    set(&world, json!({"kind": "busy", "user": admin.id()})).await;
    let refused = world.get("/internal/mitras", &admin.access).await;
    refused.refused(503, "BUSY");
}

#[tokio::test]
async fn a_token_expires_at_once_and_the_refreshed_one_is_good() {
    let world = World::developed().await;
    let anna = world.guest().await;
    set(&world, json!({"kind": "token_expired", "user": anna.id()})).await;
    for _ in 0..2 {
        let refused = me(&world, &anna).await;
        assert_eq!(refused.headers["www-authenticate"], "Bearer");
        refused.refused(401, "TOKEN_EXPIRED");
    }
    let mut socket = world.dial().await;
    socket
        .send(&json!({"type": "auth", "token": anna.access}))
        .await;
    assert_eq!(socket.next().await, Err(4401));
    world.advance(1);
    let body = json!({"refresh_token": anna.refresh});
    let fresh = world.post_open("/api/shared/auth/refresh", body).await;
    let fresh = Tokens::of(&fresh.ok(200));
    me(&world, &fresh).await.ok(200);
    world.socket(&fresh.access).await;
    // Who shows the old one again learns the same again.
    me(&world, &anna).await.refused(401, "TOKEN_EXPIRED");
}

#[tokio::test]
async fn a_socket_is_cut_with_the_chosen_code_or_without_a_word() {
    let world = World::developed().await;
    let pair = world.pair(30).await;
    let mut anna = world.socket(&pair.customer.access).await;
    let mut mitra = world.socket(&pair.mitra.access).await;
    let cut = json!({"user": pair.customer.id(), "close_code": 4413});
    assert_eq!(press(&world, "faults/cut", cut).await["sockets"], 1);
    assert_eq!(anna.next().await, Err(4413));
    mitra.is_quiet().await;
    let mut again = world.socket(&pair.customer.access).await;
    assert_eq!(press(&world, "faults/cut", json!({})).await["sockets"], 2);
    assert_eq!(again.next().await, Err(0));
    assert_eq!(mitra.next().await, Err(0));
    for code in [999, 1004, 1005, 1015, 2000, 5000] {
        let cut = desk(
            &world,
            Method::POST,
            "faults/cut",
            json!({ "close_code": code }),
        )
        .await;
        cut.refused(400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn frames_come_late_in_their_order_or_twice() {
    let world = World::developed().await;
    let pair = world.pair(30).await;
    let mut anna = world.socket(&pair.customer.access).await;
    let user = pair.customer.id();
    let late = set(
        &world,
        json!({"kind": "frame_delay", "user": user, "milliseconds": 300}),
    )
    .await;
    let began = Instant::now();
    for n in ["1", "2"] {
        pair.mitra.say(&world, &pair.id, n, n).await.ok(201);
    }
    for n in ["1", "2"] {
        let frame = anna.expect("message").await;
        assert_eq!(frame["message"]["content"], n);
    }
    assert!(began.elapsed() >= Duration::from_millis(300));
    let path = format!("faults/{}", late["number"]);
    let cleared = desk(&world, Method::DELETE, &path, Value::Null).await;
    assert_eq!(cleared.status, 204);
    desk(&world, Method::DELETE, &path, Value::Null)
        .await
        .refused(404, "NOT_FOUND");
    set(&world, json!({"kind": "frame_double", "user": user})).await;
    pair.mitra.say(&world, &pair.id, "3", "3").await.ok(201);
    let first = anna.expect("message").await;
    assert_eq!(anna.expect("message").await, first);
    let cleared = desk(&world, Method::DELETE, "faults", Value::Null).await;
    assert_eq!(cleared.status, 204);
    anna.is_quiet().await;
}

#[tokio::test]
async fn answers_come_late() {
    let world = World::developed().await;
    let anna = world.guest().await;
    let fault = json!({"kind": "latency", "user": anna.id(), "milliseconds": 300});
    set(&world, fault).await;
    let began = Instant::now();
    me(&world, &anna).await.ok(200);
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn codes_and_pushes_fail_to_arrive() {
    let world = World::developed().await;
    set(&world, json!({"kind": "otp_fail", "user": PHONE})).await;
    let body = json!({ "phone": PHONE });
    let path = "/api/client/auth/otp/request";
    let refused = world.post_open(path, body.clone()).await;
    refused.refused(502, "OTP_DELIVERY_FAILED");
    let other = json!({"phone": "+6281234500078"});
    world.post_open(path, other).await.ok(200);
    desk(&world, Method::DELETE, "faults", Value::Null).await;
    // As if it had not been asked for.
    world.post_open(path, body).await.ok(200);

    let mitra = world.online_mitra(0).await;
    let fault = set(&world, json!({"kind": "push_fail", "user": mitra.id()})).await;
    let anna = world.guest().await;
    let lost = anna.request(&world, 30).await;
    anna.cancel(&world, &lost).await.ok(200);
    let path = format!("faults/{}", fault["number"]);
    // The fault is met when the push is tried: until that has come to its end, it stays.
    let began = Instant::now();
    while world.pushed("failed_total", "inbox").await == 0 {
        assert!(began.elapsed() < Duration::from_secs(20), "no push failed");
        tokio::task::yield_now().await;
    }
    desk(&world, Method::DELETE, &path, Value::Null).await;
    let id = anna.request(&world, 30).await;
    let inbox = look(&world, &format!("inbox?to={}&wait=30s", mitra.id())).await;
    let sessions: Vec<&str> = inbox["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["payload"]["session_id"].as_str().unwrap())
        .collect();
    assert_eq!(sessions, [id.as_str()], "{inbox}");
}

#[tokio::test]
async fn a_fault_that_makes_no_sense_is_refused() {
    let world = World::developed().await;
    for fault in [
        json!({"kind": "rain"}),
        json!({"kind": "latency"}),
        json!({"kind": "latency", "milliseconds": 0}),
        json!({"kind": "busy", "milliseconds": 5}),
        json!({"kind": "otp_fail", "requests": 5}),
        json!({"kind": "busy", "seconds": 0}),
    ] {
        let refused = desk(&world, Method::POST, "faults", fault.clone()).await;
        refused.refused(400, "BAD_REQUEST");
    }
}
