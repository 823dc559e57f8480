//! The socket: who may open one, how long it lasts, and why it ends. What is sent over it is in `socket_frames.rs`.

use std::time::Duration;

use curhat::http::ws::Patience;
use jsonwebtoken::{EncodingKey, Header};
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Reply, SECRET, START, Socket, Tokens, World};

/// For tests of what happens when someone takes too long.
fn hurried() -> Patience {
    Patience {
        greeting: Duration::from_millis(200),
        ..Patience::default()
    }
}

fn in_seconds(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

/// 1.9.1, 1.9.4
#[tokio::test]
async fn a_valid_token_in_the_first_frame_is_welcomed_by_name_and_told_what_is_open() {
    let world = World::new().await;
    let guest = world.guest().await;
    world.advance(60);
    let mut socket = world.dial().await;
    socket
        .send(&json!({"type": "auth", "token": guest.access}))
        .await;
    assert_eq!(
        socket.expect("auth_ok").await,
        json!({
            "type": "auth_ok",
            "user_type": "customer",
            "user_id": guest.id(),
            "session_id": guest.session_id,
            "expires_at": in_seconds(3600),
            "server_time": in_seconds(60),
        })
    );
    assert_eq!(
        socket.expect("sync").await,
        json!({"type": "sync", "sessions": [], "requests": []})
    );
    socket.is_quiet().await;
    let mitra = world.mitra("+6281200000001").await;
    let mut socket = world.dial().await;
    socket
        .send(&json!({"type": "auth", "token": mitra.access}))
        .await;
    let welcome = socket.expect("auth_ok").await;
    assert_eq!(welcome["user_type"], "mitra");
    assert_eq!(welcome["user_id"], mitra.id());
}

/// 1.9.2
#[tokio::test]
async fn who_does_not_sign_in_first_is_sent_away() {
    let world = World::patient(&[], hurried()).await;
    // Says nothing.
    assert_eq!(world.dial().await.end().await, 4401);
    for first in [
        json!({"type": "ping"}),
        json!({"type": "dance"}),
        json!({"type": "auth"}),
        json!({"type": "auth", "token": null}),
        json!({"type": "auth", "token": ""}),
        json!({"type": "auth", "token": "Bearer"}),
    ] {
        let mut socket = world.dial().await;
        socket.send_text(&first.to_string()).await;
        assert_eq!(socket.next().await, Err(4401), "{first}");
    }
}

/// 1.9.3
#[tokio::test]
async fn an_expired_or_tampered_token_ends_the_socket() {
    let world = World::new().await;
    let guest = world.guest().await;
    let (head, signature) = guest.access.rsplit_once('.').unwrap();
    let flipped: String = signature.chars().rev().collect();
    let mut socket = world.dial().await;
    socket
        .send(&json!({"type": "auth", "token": format!("{head}.{flipped}")}))
        .await;
    assert_eq!(socket.next().await, Err(4401));
    world.advance(3600);
    let mut socket = world.dial().await;
    socket
        .send(&json!({"type": "auth", "token": guest.access}))
        .await;
    assert_eq!(socket.next().await, Err(4401));
}

/// 1.9.5
#[tokio::test]
async fn a_token_of_another_issuer_ends_the_socket() {
    let world = World::new().await;
    let guest = world.guest().await;
    let claims = json!({
        "sub": guest.id(), "user_type": "customer", "session_id": guest.session_id,
        "iat": START.as_seconds(), "exp": START.as_seconds() + 3600,
    });
    let sign = |secret: &str| {
        let key = EncodingKey::from_secret(secret.as_bytes());
        jsonwebtoken::encode(&Header::default(), &claims, &key).unwrap()
    };
    for (secret, welcome) in [
        ("another secret, also more than 32 characters", false),
        (SECRET, true),
    ] {
        let mut socket = world.dial().await;
        socket
            .send(&json!({"type": "auth", "token": sign(secret)}))
            .await;
        match socket.next().await {
            Ok(frame) if welcome => assert_eq!(frame["type"], "auth_ok"),
            other => assert_eq!(other, Err(4401)),
        }
    }
}

#[tokio::test]
async fn staff_may_not_use_the_socket() {
    let world = World::new().await;
    let admin = world.admin().await;
    let mut socket = world.dial().await;
    socket
        .send(&json!({"type": "auth", "token": admin.access}))
        .await;
    assert_eq!(socket.next().await, Err(4403));
}

#[tokio::test]
async fn a_fresh_token_carries_a_socket_over_the_expiry_of_the_old_one() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut socket = world.socket(&guest.access).await;
    world.advance(3539);
    socket.is_quiet().await;
    world.advance(1);
    let notice = socket.expect("auth_expiring").await;
    assert_eq!(notice["expires_at"], in_seconds(3600));
    let token = world.again(&guest).await;
    socket.send(&json!({"type": "auth", "token": token})).await;
    let welcome = socket.expect("auth_ok").await;
    assert_eq!(welcome["expires_at"], in_seconds(3540 + 3600));
    // The old one's end goes by unnoticed, and there is no second sync.
    world.advance(60);
    socket.is_quiet().await;
    world.advance(3480);
    socket.expect("auth_expiring").await;
    world.advance(60);
    assert_eq!(socket.next().await, Err(4401));
}

#[tokio::test]
async fn whoever_signs_in_with_an_old_token_is_told_at_once() {
    let world = World::new().await;
    let guest = world.guest().await;
    world.advance(3590);
    let mut socket = world.socket(&guest.access).await;
    socket.expect("auth_expiring").await;
    world.advance(10);
    assert_eq!(socket.next().await, Err(4401));
}

#[tokio::test]
async fn a_socket_stays_with_its_user_and_a_bad_token_ends_it() {
    let world = World::new().await;
    let (guest, other) = (world.guest().await, world.guest().await);
    let mut socket = world.socket(&guest.access).await;
    socket
        .send(&json!({"type": "auth", "token": other.access}))
        .await;
    assert_eq!(socket.next().await, Err(4403));
    let mut socket = world.socket(&guest.access).await;
    socket.send(&json!({"type": "auth", "token": "x"})).await;
    assert_eq!(socket.next().await, Err(4401));
}

/// Until the server has no more sockets than so many.
pub async fn gone(world: &World, left: usize) -> bool {
    while world.app().hub.len() > left {
        tokio::task::yield_now().await;
    }
    true
}

#[tokio::test]
async fn pages_of_other_origins_are_refused_before_the_socket_opens() {
    let world = World::with(&["--ws-origins", "https://app.example.org"]).await;
    let own = format!("http://{}", world.app().public);
    for origin in [own.as_str(), "https://app.example.org"] {
        assert!(world.dial_from(origin).await.is_ok(), "{origin}");
    }
    let internal = format!("http://{}", world.app().internal);
    for origin in ["https://evil.example", "null", internal.as_str()] {
        assert_eq!(world.dial_from(origin).await.err(), Some(403), "{origin}");
    }
    let world = World::with(&["--ws-origins", "*"]).await;
    assert!(world.dial_from("https://evil.example").await.is_ok());
}

#[tokio::test]
async fn the_address_answers_plain_requests_with_problems() {
    let world = World::new().await;
    let path = "/api/shared/ws";
    Reply::of(world.request(Method::GET, path))
        .await
        .refused(400, "BAD_REQUEST");
    Reply::of(world.request(Method::POST, path))
        .await
        .refused(405, "METHOD_NOT_ALLOWED");
    Reply::of(
        world
            .request(Method::GET, path)
            .header("origin", "https://evil.example"),
    )
    .await
    .refused(403, "FORBIDDEN");
}

async fn log_out(world: &World, who: &Tokens) {
    world
        .post("/api/shared/auth/logout", &who.access, json!({}))
        .await
        .ok(204);
}

/// 1.2.10
#[tokio::test]
async fn a_sign_out_ends_its_own_sockets_where_revocation_is_immediate() {
    let world = World::with(&["--auth-revocation", "immediate"]).await;
    let here = world.customer("+6281200000001").await;
    let there = world.customer("+6281200000001").await;
    let mut sockets: Vec<Socket> = Vec::new();
    for token in [&here.access, &here.access, &there.access] {
        sockets.push(world.socket(token).await);
    }
    log_out(&world, &here).await;
    assert_eq!(sockets[0].next().await, Err(4401));
    assert_eq!(sockets[1].next().await, Err(4401));
    sockets[2].is_quiet().await;
    // And no new one is opened by that token.
    let mut socket = world.dial().await;
    socket
        .send(&json!({"type": "auth", "token": here.access}))
        .await;
    assert_eq!(socket.next().await, Err(4401));
}

/// 1.2.10
#[tokio::test]
async fn a_sign_out_leaves_sockets_until_the_token_expires_otherwise() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut socket = world.socket(&guest.access).await;
    log_out(&world, &guest).await;
    socket.is_quiet().await;
    world.advance(3540);
    socket.expect("auth_expiring").await;
    world.advance(60);
    assert_eq!(socket.next().await, Err(4401));
}

/// 1.7.3
#[tokio::test]
async fn a_deactivated_mitra_loses_the_socket_where_revocation_is_immediate() {
    for (mode, ends) in [("immediate", true), ("window", false)] {
        let world = World::with(&["--auth-revocation", mode]).await;
        let admin = world.admin().await;
        let mitra = world.mitra("+6281200000001").await;
        let mut socket = world.socket(&mitra.access).await;
        let path = format!("/internal/mitras/{}", mitra.id());
        world
            .patch(&path, &admin.access, json!({"is_active": false}))
            .await
            .ok(200);
        if ends {
            assert_eq!(socket.next().await, Err(4401));
        } else {
            socket.is_quiet().await;
        }
    }
}

#[tokio::test]
async fn when_the_server_goes_away_everyone_is_told_and_what_was_said_is_kept() {
    let mut world = World::new().await;
    let pair = world.pair(30).await;
    let mut customer = world.socket(&pair.customer.access).await;
    let mut mitra = world.socket(&pair.mitra.access).await;
    let mut stranger = world.dial().await;
    customer.say(&pair.id, "0", "masih di sini").await;
    customer.expect("message_ack").await;
    customer.say(&pair.id, "1", "sebelum pergi").await;
    let (acknowledged, ()) = tokio::join!(
        async {
            let mut acknowledged = Vec::new();
            loop {
                match customer.next().await {
                    Ok(frame) => acknowledged.push(frame),
                    Err(code) => break (acknowledged, code),
                }
            }
        },
        world.stop()
    );
    let (acknowledged, code) = acknowledged;
    assert_eq!(code, 1001);
    assert_eq!(mitra.end().await, 1001);
    assert_eq!(stranger.end().await, 1001);
    let kept = world.number("select count(*) from chat_messages");
    assert_eq!(1 + acknowledged.len() as i64, kept);
}

#[tokio::test]
async fn sockets_are_counted() {
    let world = World::new().await;
    let guest = world.guest().await;
    let one = world.socket(&guest.access).await;
    let mut two = world.socket(&guest.access).await;
    let metrics = || async {
        let reply = world.request(Method::GET, "/metrics");
        let url = reply.build().unwrap().url().clone();
        let internal = format!("http://{}{}", world.app().internal, url.path());
        reqwest::get(internal).await.unwrap().text().await.unwrap()
    };
    assert!(metrics().await.contains("curhat_sockets_open 2"));
    one.leave().await;
    two.send_text("[]").await;
    two.end().await;
    gone(&world, 0).await;
    let text = metrics().await;
    assert!(text.contains("curhat_sockets_open 0"), "{text}");
    assert!(text.contains("curhat_sockets_closed_total{code=\"4400\"} 1"));
}
