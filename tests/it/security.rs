//! What the checklist of `docs/security.md` asks for and no other chapter shows; and that the page names tests that there are.

use std::{collections::BTreeSet, fs, path::Path};

use futures_util::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::world::{Reply, World};

/// The members of an answer, and whatever in it is no id, instant or code.
fn shape(reply: &Reply) -> (u16, Value) {
    let mut json = reply.json.clone();
    for name in ["otp_request_id", "request_id", "instance"] {
        if let Some(value) = json.get_mut(name) {
            *value = json!("…");
        }
    }
    (reply.status, json)
}

#[tokio::test]
async fn a_phone_that_is_known_is_answered_as_one_that_is_not() {
    let world = World::new().await;
    world.customer("+6281200000001").await;
    world.mitra("+6281200000001").await;
    // A mitra who may not sign in, so far.
    world.enter("mitra", "+6281200000002").await;
    for app in ["client", "mitra"] {
        let mut asked = Vec::new();
        let mut guessed = Vec::new();
        for phone in ["+6281200000001", "+6281200000002", "+6281200000003"] {
            let path = format!("/api/{app}/auth/otp/request");
            let reply = world.post_open(&path, json!({ "phone": phone })).await;
            asked.push(shape(&reply));
            let id = reply.json["otp_request_id"].as_str().unwrap().to_owned();
            let right = world.code_for(phone);
            let wrong = if right == "000000" {
                "000001"
            } else {
                "000000"
            };
            guessed.push(shape(&world.type_code(app, &id, wrong).await));
            // As if it had never been, for the limits.
            world.sql().execute("delete from otp_requests", []).unwrap();
        }
        assert_eq!(asked[0].0, 200);
        assert_eq!(guessed[0].0, 401);
        for answers in [asked, guessed] {
            assert!(answers.iter().all(|a| *a == answers[0]), "{answers:?}");
        }
    }
}

#[tokio::test]
async fn a_token_opens_nothing_but_in_its_header() {
    let world = World::new().await;
    let guest = world.guest().await;
    let token = &guest.access;
    for name in ["access_token", "token", "authorization", "jwt"] {
        let path = format!("/api/client/auth/me?{name}={token}");
        let reply = Reply::of(world.request(Method::GET, &path)).await;
        reply.refused(401, "AUTH_MISSING");
        let body = json!({name: token, "display_name": "Ratna"});
        let request = world
            .request(Method::PATCH, "/api/client/auth/me")
            .json(&body);
        Reply::of(request).await.refused(401, "AUTH_MISSING");
        let cookie = format!("{name}={token}");
        let request = world
            .request(Method::GET, "/api/client/auth/me")
            .header("cookie", cookie);
        Reply::of(request).await.refused(401, "AUTH_MISSING");
    }
    // Nor does a socket look at its address, or at a header: its first frame must say it.
    let address = world.app().public;
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let url = format!("ws://{address}/api/shared/ws?token={token}&access_token={token}");
    let (mut socket, _) = tokio_tungstenite::client_async(url, stream).await.unwrap();
    socket
        .send(Message::text(r#"{"type":"ping"}"#))
        .await
        .unwrap();
    match socket.next().await.unwrap().unwrap() {
        Message::Close(Some(close)) => assert_eq!(u16::from(close.code), 4401),
        other => panic!("{other:?}"),
    }
}

/// 1.6.3
#[tokio::test]
async fn no_frame_about_a_session_of_others_is_taken_from_anyone() {
    // How fast one may speak is not what this is about.
    let world = World::with(&[
        "--ws-frames-per-second",
        "100000",
        "--ws-frames-burst",
        "100000",
    ])
    .await;
    world.set("mitra_max_concurrent_sessions", json!(50));
    let mitra = world.online_mitra(0).await;
    let mut ids = Vec::new();
    for _ in 0..20 {
        let customer = world.guest().await;
        let id = customer.request(&world, 30).await;
        mitra.accept(&world, &id).await.ok(200);
        customer.say(&world, &id, "a", "halo").await.ok(201);
        ids.push(id);
    }
    let seen = || {
        let sql = world.sql();
        let mut query = sql
            .prepare("select id, last_seq, version from chat_sessions order by id")
            .unwrap();
        let rows = query.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
            ))
        });
        rows.unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    let before = seen();
    // A guest, a customer with a conversation of her own, a mitra with one.
    let guest = world.guest().await;
    let customer = world.guest().await;
    let other = world.online_mitra(1).await;
    let own = customer.request(&world, 30).await;
    other.accept(&world, &own).await.ok(200);
    for who in [&guest, &customer, &other] {
        let (mut socket, sync) = world.socket_and_sync(&who.access).await;
        for id in &ids {
            assert!(!sync.to_string().contains(id.as_str()));
            for frame in [
                json!({"type": "message", "session_id": id, "client_message_id": id, "content": "a"}),
                json!({"type": "typing", "session_id": id, "is_typing": true}),
                json!({"type": "read", "session_id": id, "up_to_seq": 1}),
                json!({"type": "delivered", "session_id": id, "up_to_seq": 1}),
            ] {
                socket.send(&frame).await;
                socket.refused("NOT_FOUND", Some(id)).await;
            }
        }
        socket.is_quiet().await;
    }
    let after: Vec<_> = seen().into_iter().filter(|row| row.0 != own).collect();
    assert_eq!(before, after);
    assert_eq!(world.number("select count(*) from chat_messages"), 20);
}

// --- The page ------------------------------------------------------------------------------------------------------------

const PAGE: &str = "docs/security.md";
const STATEMENTS: usize = 56;

/// What stands between backticks and looks like `file::test`.
fn proofs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('`').skip(1).step_by(2).filter_map(|span| {
        let (file, name) = span.split_once("::")?;
        let is_source = [".rs", ".ts"].iter().any(|end| file.ends_with(end));
        is_source.then_some((file, name))
    })
}

fn there_is(file: &str, name: &str) -> bool {
    let Ok(text) = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)) else {
        return false;
    };
    if Path::new(file).extension().is_some_and(|end| end == "ts") {
        return ["'", "\"", "`"]
            .iter()
            .any(|quote| text.contains(&format!("test({quote}{name}{quote}")));
    }
    let Some(at) = text.find(&format!("fn {name}(")) else {
        return false;
    };
    // Between the end of what stands before it and its name there must be a test's attribute.
    let before = &text[..at];
    let from = before
        .rfind("\n}\n")
        .unwrap_or(0)
        .max(before.rfind("    }\n").unwrap_or(0));
    before[from..].contains("test]")
        || before[from..].contains("test(")
        || before[from..].contains("proptest!")
}

#[test]
fn every_statement_of_the_page_has_a_proof_that_there_is_or_a_reason() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)).unwrap();
    let mut seen = BTreeSet::new();
    let mut complaints = Vec::new();
    for row in page.lines().filter(|line| line.starts_with("| S")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [id, _, ours, proof] = cells[..] else {
            panic!("not four cells: {row}");
        };
        assert!(seen.insert(id.to_owned()), "{id} twice");
        if proofs(proof).next().is_none() && ours == "kept" {
            complaints.push(format!("{id} is said to be kept, without a proof"));
        }
        if proofs(proof).next().is_none() && proof.len() < 20 {
            complaints.push(format!("{id} has neither proof nor reason"));
        }
    }
    for (file, name) in proofs(&page) {
        if !there_is(file, name) {
            complaints.push(format!("there is no {file}::{name}"));
        }
    }
    let all: BTreeSet<String> = (1..=STATEMENTS).map(|n| format!("S{n}")).collect();
    assert_eq!(seen, all);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
