//! What is sent over a socket: what is answered and refused, and what ends it, be it too strange, too long, too much or
//! nothing at all. What breaks the protocol itself is in `conformance.rs`.

use std::time::Duration;

use curhat::http::ws::Patience;
use serde_json::json;

use crate::{socket::gone, world::World};

#[tokio::test]
async fn what_cannot_be_read_ends_the_socket() {
    let world = World::new().await;
    let guest = world.guest().await;
    for signed_in in [false, true] {
        for text in [
            "",
            "hello",
            "[]",
            "\"auth\"",
            "{}",
            "{\"token\":\"x\"}",
            "{\"type\":",
        ] {
            let mut socket = world.dial().await;
            if signed_in {
                socket.sign_in(&guest.access).await;
            }
            socket.send_text(text).await;
            assert_eq!(socket.next().await, Err(4400), "{text}");
        }
        let mut socket = world.dial().await;
        socket.send_binary(b"{\"type\":\"ping\"}").await;
        assert_eq!(socket.next().await, Err(4400));
        let mut socket = world.dial().await;
        socket.send_raw_text(b"{\"type\":\"\xff\"}").await;
        assert_eq!(socket.next().await, Err(4400));
    }
}

/// 5.1.5
#[tokio::test]
async fn a_frame_that_cannot_be_carried_out_is_answered_and_the_socket_stays() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    let stranger = world.guest().await;
    let mut socket = world.socket(&stranger.access).await;
    let nowhere = "0193e5c0-7c3a-7b3e-9a51-2f6d1c7e9b10";
    for (frame, code, about) in [
        (json!({"type": "dance"}), "BAD_REQUEST", None),
        (json!({"type": 7}), "BAD_REQUEST", None),
        (json!({"type": "typing"}), "BAD_REQUEST", None),
        (
            json!({"type": "typing", "session_id": nowhere, "is_typing": "yes"}),
            "BAD_REQUEST",
            Some(nowhere),
        ),
        (
            json!({"type": "read", "session_id": nowhere, "up_to_seq": -1}),
            "BAD_REQUEST",
            Some(nowhere),
        ),
        (
            json!({"type": "delivered", "session_id": nowhere, "up_to_seq": 1.5}),
            "BAD_REQUEST",
            Some(nowhere),
        ),
        (
            json!({"type": "message", "session_id": "x", "client_message_id": "c", "content": "a"}),
            "BAD_REQUEST",
            Some("c"),
        ),
        (
            json!({"type": "message", "session_id": nowhere, "client_message_id": "c", "content": ""}),
            "BAD_REQUEST",
            Some("c"),
        ),
        (
            json!({"type": "message", "session_id": nowhere, "client_message_id": "c", "content": "a".repeat(4001)}),
            "BAD_REQUEST",
            Some("c"),
        ),
        (
            json!({"type": "message", "session_id": nowhere, "client_message_id": "c", "content": "a"}),
            "NOT_FOUND",
            Some("c"),
        ),
        // Someone else's.
        (
            json!({"type": "message", "session_id": pair.id, "client_message_id": "c", "content": "a"}),
            "NOT_FOUND",
            Some("c"),
        ),
        (
            json!({"type": "typing", "session_id": pair.id, "is_typing": true}),
            "NOT_FOUND",
            Some(&pair.id),
        ),
        (
            json!({"type": "read", "session_id": pair.id, "up_to_seq": 1}),
            "NOT_FOUND",
            Some(&pair.id),
        ),
        (
            json!({"type": "delivered", "session_id": pair.id, "up_to_seq": 1}),
            "NOT_FOUND",
            Some(&pair.id),
        ),
    ] {
        socket.send_text(&frame.to_string()).await;
        socket.refused(code, about).await;
    }
    socket.is_quiet().await;
    assert_eq!(world.number("select count(*) from chat_messages"), 0);
}

#[tokio::test]
async fn sixty_four_kib_are_read_and_a_byte_more_ends_the_socket() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut socket = world.socket(&guest.access).await;
    let padded = |length: usize| {
        let frame = "{\"type\":\"ping\",\"x\":\"\"}";
        frame.replace("\"\"", &format!("\"{}\"", "x".repeat(length - frame.len())))
    };
    socket.send_text(&padded(64 * 1024)).await;
    socket.expect("pong").await;
    socket.send_text(&padded(64 * 1024 + 1)).await;
    assert_eq!(socket.next().await, Err(1009));
    // Far more is not even waited for; the reason arrives all the same.
    let mut socket = world.socket(&guest.access).await;
    socket.send_text(&padded(4 * 1024 * 1024)).await;
    assert_eq!(socket.next().await, Err(1009));
}

#[tokio::test]
async fn bursts_are_fine_and_a_flood_ends_the_socket() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut socket = world.socket(&guest.access).await;
    for _ in 0..20 {
        socket.send(&json!({"type": "ping"})).await;
    }
    for _ in 0..20 {
        socket.expect("pong").await;
    }
    for _ in 0..500 {
        socket.send(&json!({"type": "ping"})).await;
    }
    assert_eq!(socket.end().await, 4429);
    // What asks for nothing is read all the same.
    let mut socket = world.socket(&guest.access).await;
    for _ in 0..500 {
        socket.send_pong().await;
    }
    assert_eq!(socket.end().await, 4429);
    // The limits can be raised.
    let flags = [
        "--ws-frames-per-second",
        "1000",
        "--ws-frames-burst",
        "1000",
    ];
    let world = World::with(&flags).await;
    let guest = world.guest().await;
    let mut socket = world.socket(&guest.access).await;
    for _ in 0..200 {
        socket.send(&json!({"type": "ping"})).await;
    }
    for _ in 0..200 {
        socket.expect("pong").await;
    }
}

#[tokio::test]
async fn who_gives_no_sign_of_life_is_given_up_and_who_answers_pings_stays() {
    let patience = Patience {
        ping: Duration::from_millis(100),
        silence: Duration::from_millis(1500),
        ..Patience::default()
    };
    let world = World::patient(&[], patience).await;
    let guest = world.guest().await;
    let mut silent = world.socket(&guest.access).await;
    let mut alive = world.socket(&guest.access).await;
    // Reading answers the pings of the server; nothing else is said for longer than the silence allowed.
    let code = tokio::select! {
        end = alive.end() => panic!("ended with {end}"),
        code = gone(&world, 1) => code,
    };
    assert!(code);
    assert!(alive.pings >= 10, "{}", alive.pings);
    alive.is_quiet().await;
    assert_eq!(silent.end().await, 4408);
}

#[test]
fn the_shapes_have_the_same_schema_in_both_documents() {
    let public = curhat::http::public::document();
    let frames = curhat::wire::asyncapi::document();
    for name in ["ChatSession", "ChatRequest", "Extension", "Message"] {
        let members = |document: &serde_json::Value| -> Vec<String> {
            let schema = &document["components"]["schemas"][name];
            let mut names: Vec<_> = schema["properties"]
                .as_object()
                .unwrap_or_else(|| panic!("{name}"))
                .keys()
                .cloned()
                .collect();
            names.sort();
            names
        };
        assert_eq!(members(&public), members(&frames), "{name}");
    }
}
