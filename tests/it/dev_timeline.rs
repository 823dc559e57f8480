//! What has happened, as a developer reads it: joined under the request id, and never what people said.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{dev_desk::look, world::World};

async fn entries(world: &World, query: &str) -> Vec<Value> {
    let found = look(world, &format!("timeline?{query}")).await;
    found["items"].as_array().unwrap().clone()
}

fn names(entries: &[Value]) -> Vec<&str> {
    entries
        .iter()
        .map(|e| e["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_failed_call_is_found_by_the_id_that_its_answer_names() {
    let world = World::developed().await;
    let anna = world.guest().await;
    let path = "/api/client/chat/sessions/0197a000-0000-7000-8000-000000000000?x=1";
    let refused = world.get(path, &anna.access).await;
    let id = refused.json["request_id"].as_str().unwrap().to_owned();
    refused.refused(404, "NOT_FOUND");
    let found = entries(&world, &format!("request_id={id}")).await;
    let [entry] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(entry["name"], "GET /api/client/chat/sessions/{id}");
    assert_eq!(entry["status"], 404);
    assert_eq!(entry["code"], "NOT_FOUND");
    assert_eq!(entry["user"], anna.id());
    assert_eq!(entry["session"], "0197a000-0000-7000-8000-000000000000");
    assert_eq!(entry["detail"]["url"], path);
    assert!(entry["ms"].as_f64().unwrap() > 0.0);
}

#[tokio::test]
async fn a_conversation_is_read_from_end_to_end_without_what_was_said() {
    let world = World::developed().await;
    let pair = world.pair(30).await;
    let mut anna = world.socket(&pair.customer.access).await;
    anna.say(&pair.id, "my-id", "something private").await;
    let ack = anna.expect("message_ack").await;
    pair.mitra
        .say(&world, &pair.id, "1", "something private")
        .await
        .ok(201);
    anna.expect("message").await;
    // Five minutes before the end, the end, and the end of the grace.
    for seconds in [1500, 300, 300] {
        world.advance(seconds);
        world.settle().await;
    }
    anna.expect("session_expiring").await;
    anna.expect("session_closing").await;
    anna.expect("session_completed").await;
    let found = entries(&world, &format!("session={}", pair.id)).await;
    let said = found.iter().find(|e| e["kind"] == "frame_in").unwrap();
    assert_eq!(said["name"], "message");
    assert_eq!(said["user"], pair.customer.id());
    assert_eq!(said["detail"]["client_message_id"], "my-id");
    let acked = found.iter().find(|e| e["name"] == "message_ack").unwrap();
    assert_eq!(acked["kind"], "frame_out");
    assert_eq!(acked["detail"]["message_id"], ack["message"]["id"]);
    // All of one socket is joined under one id.
    assert_eq!(acked["request_id"], said["request_id"]);
    let due: Vec<&Value> = found.iter().filter(|e| e["kind"] == "deadline").collect();
    let due: Vec<&str> = due.iter().map(|e| e["name"].as_str().unwrap()).collect();
    assert_eq!(
        due,
        ["session_expiring", "session_closing", "session_completed"]
    );
    let spoken = found
        .iter()
        .find(|e| e["name"] == "POST /api/mitra/chat/sessions/{id}/messages");
    assert_eq!(
        spoken.unwrap()["detail"]["body"],
        json!({"client_message_id": "1", "content": "$CONTENT"})
    );
    let all = look(&world, "timeline?limit=5000").await.to_string();
    for secret in [
        "something private",
        &pair.customer.access,
        &pair.customer.refresh,
    ] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn what_the_audit_log_says_stands_beside_the_call_that_did_it() {
    let world = World::developed().await;
    let admin = world.admin().await;
    world.mitra("+6281234500088").await;
    let mitra: String = world
        .sql()
        .query_row("select id from mitras", [], |row| row.get(0))
        .unwrap();
    let path = format!("/internal/mitras/{mitra}");
    let changed = world
        .patch(&path, &admin.access, json!({"display_name": "Bu Sri"}))
        .await;
    let id = changed.headers["x-request-id"].to_str().unwrap().to_owned();
    changed.ok(200);
    let found = entries(&world, &format!("request_id={id}")).await;
    assert_eq!(
        names(&found),
        ["PATCH /internal/mitras/{id}", "mitra.updated"]
    );
    assert_eq!(found[1]["kind"], "audit");
    assert_eq!(found[1]["detail"]["actor"], admin.profile["name"]);
    // Once, however often one looks.
    assert_eq!(entries(&world, "kind=audit").await.len(), 1);
}

#[tokio::test]
async fn one_follows_by_the_last_number() {
    let world = World::developed().await;
    let anna = world.guest().await;
    let before = entries(&world, "").await;
    let last = before.last().unwrap()["number"].as_u64().unwrap();
    assert!(entries(&world, &format!("after={last}")).await.is_empty());
    world.get("/api/client/auth/me", &anna.access).await.ok(200);
    let new = entries(&world, &format!("after={last}&user={}", anna.id())).await;
    assert_eq!(names(&new), ["GET /api/client/auth/me"]);
    assert!(
        entries(&world, &format!("after={last}&kind=deadline"))
            .await
            .is_empty()
    );
    assert_eq!(entries(&world, "limit=1").await.len(), 1);
    crate::dev_desk::desk(&world, Method::GET, "timeline?user=nobody", Value::Null)
        .await
        .refused(400, "BAD_REQUEST");
}
