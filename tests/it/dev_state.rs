//! Everything a development server knows: saved, brought back while it runs, carried elsewhere, set up.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    dev_desk::{desk, look, press},
    world::{Reply, Tokens, World},
};

async fn save(world: &World, name: &str) -> Value {
    let body = json!({ "name": name });
    desk(world, Method::POST, "snapshots", body).await.ok(201)
}

async fn restore(world: &World, name: &str) -> Value {
    press(world, &format!("snapshots/{name}/restore"), json!({})).await
}

#[tokio::test]
async fn a_running_server_goes_back_and_what_was_left_of_a_session_is_left_again() {
    let world = World::developed().await;
    let pair = world.pair(30).await;
    pair.customer
        .say(&world, &pair.id, "1", "Halo")
        .await
        .ok(201);
    world.advance(600);
    let saved = save(&world, "ten-minutes-in").await;
    let before = pair.customer.session(&world, &pair.id).await;
    let mut socket = world.socket(&pair.customer.access).await;
    pair.customer
        .say(&world, &pair.id, "2", "Masih di sini")
        .await
        .ok(201);
    socket.expect("message").await;
    // It runs out, and so does the grace; somebody else comes.
    for seconds in [1200, 300] {
        world.advance(seconds);
        world.settle().await;
    }
    assert_eq!(
        pair.customer.session(&world, &pair.id).await["status"],
        "completed"
    );
    let later = world.guest().await;
    for kind in ["session_closing", "session_completed"] {
        socket.expect(kind).await;
    }

    let restored = restore(&world, "ten-minutes-in").await;
    assert_eq!(restored["now"], saved["taken_at"]);
    assert_eq!(restored["sockets"], 1);
    assert!(restored["ms"].as_f64().unwrap() < 1000.0, "{restored}");
    assert_eq!(socket.next().await, Err(1012));
    assert_eq!(pair.customer.session(&world, &pair.id).await, before);
    world
        .get("/api/client/auth/me", &later.access)
        .await
        .refused(401, "TOKEN_INVALID");
    // Deadlines are in force again, by the alarm that was there all along.
    let (mut socket, sync) = world.socket_and_sync(&pair.customer.access).await;
    assert_eq!(sync["sessions"][0]["last_seq"], 1);
    world.advance(1200);
    socket.expect("session_closing").await;
    // And once more, as often as one likes.
    restore(&world, "ten-minutes-in").await;
    assert_eq!(pair.customer.session(&world, &pair.id).await, before);
}

#[tokio::test]
async fn the_clock_can_stay_and_then_what_has_run_out_is_over() {
    let world = World::developed().await;
    let anna = world.guest().await;
    let id = anna.request(&world, 30).await;
    save(&world, "asked").await;
    world.advance(120);
    let now = look(&world, "clock").await["now"].clone();
    let path = "snapshots/asked/restore";
    let restored = press(&world, path, json!({"keep_clock": true})).await;
    assert_eq!(restored["now"], now);
    world.settle().await;
    assert_eq!(anna.session(&world, &id).await["status"], "expired");
}

#[tokio::test]
async fn a_snapshot_is_a_file_that_another_server_takes_in() {
    let world = World::developed().await;
    let anna = world.customer("+6281234500011").await;
    save(&world, "with-anna").await;
    let url = |world: &World, name: &str| {
        let address = world.app().internal;
        format!("http://{address}/internal/dev/snapshots/{name}/file")
    };
    let http = reqwest::Client::new();
    let got = http.get(url(&world, "with-anna")).send().await.unwrap();
    assert_eq!(got.status(), 200);
    let file = got.bytes().await.unwrap().to_vec();
    assert!(file.starts_with(b"SQLite format 3"));

    let other = World::developed().await;
    let put = |name: &str, file: Vec<u8>| {
        let request = http.put(url(&other, name));
        Reply::of(
            request
                .header("content-type", "application/octet-stream")
                .body(file),
        )
    };
    let taken = put("anna", file.clone()).await.ok(200);
    assert_eq!(taken["bytes"], file.len());
    assert_eq!(look(&other, "snapshots").await["items"], json!([taken]));
    restore(&other, "anna").await;
    // The same secret signs in tests: the same token is good.
    other.get("/api/client/auth/me", &anna.access).await.ok(200);

    put("x", b"once upon a time".to_vec())
        .await
        .refused(400, "BAD_REQUEST");
    let mut damaged = file;
    let middle = damaged.len() / 2;
    damaged[4096..middle].fill(0x5a);
    put("x", damaged).await.refused(400, "BAD_REQUEST");
    assert_eq!(look(&other, "snapshots").await["items"], json!([taken]));
}

#[tokio::test]
async fn a_snapshot_that_there_is_not_or_that_has_no_name_is_refused() {
    let world = World::developed().await;
    for (method, path) in [
        (Method::POST, "snapshots/none/restore"),
        (Method::DELETE, "snapshots/none"),
        (Method::GET, "snapshots/none/file"),
    ] {
        desk(&world, method, path, Value::Null)
            .await
            .refused(404, "NOT_FOUND");
    }
    for name in ["", "../x", "a b"] {
        desk(&world, Method::POST, "snapshots", json!({ "name": name }))
            .await
            .refused(400, "BAD_REQUEST");
    }
    save(&world, "x").await;
    let removed = desk(&world, Method::DELETE, "snapshots/x", Value::Null).await;
    assert_eq!(removed.status, 204);
    assert_eq!(look(&world, "snapshots").await["items"], json!([]));
}

#[tokio::test]
async fn a_fresh_start_leaves_the_staff_and_the_prices() {
    let world = World::developed().await;
    let admin = world.admin().await;
    let pair = world.pair(30).await;
    let mut socket = world.socket(&pair.mitra.access).await;
    press(&world, "reset", json!({})).await;
    assert_eq!(socket.next().await, Err(1012));
    for table in ["customers", "mitras", "chat_sessions", "chat_messages"] {
        assert_eq!(world.number(&format!("select count(*) from {table}")), 0);
    }
    assert_eq!(world.number("select count(*) from price_tiers"), 1);
    world.get("/internal/mitras", &admin.access).await.ok(200);
    // Whoever was somebody is nobody now, and may begin anew.
    world
        .get("/api/mitra/auth/me", &pair.mitra.access)
        .await
        .refused(401, "TOKEN_INVALID");
    world.pair(30).await;
}

async fn scene(world: &World, wanted: Value) -> Value {
    world.tier(30);
    desk(world, Method::POST, "scenarios", wanted).await.ok(201)
}

#[tokio::test]
async fn a_session_that_ends_in_a_minute_is_there_at_once() {
    let world = World::developed().await;
    let anna = world.guest().await;
    let mut socket = world.socket(&anna.access).await;
    let wanted = json!({"kind": "expiring_session", "customer_id": anna.id()});
    let made = scene(&world, wanted.clone()).await;
    let id = made["session_ids"][0].as_str().unwrap();
    let phone = made["mitra_phone"].as_str().unwrap();
    let mitra = Tokens::of(&world.enter("mitra", phone).await.ok(200));
    assert_eq!(made["mitra_id"], mitra.id());
    socket.expect("session_started").await;
    let told = socket.expect("session_started").await;
    assert_eq!(told["session"]["expires_at"], "2026-11-22T10:01:00.000Z");
    // What a real one would have been told four minutes before.
    let notice = socket.expect("session_expiring").await;
    assert_eq!(notice["remaining_seconds"], 60);
    anna.say(&world, id, "1", "Halo").await.ok(201);
    socket.expect("message").await;
    world.advance(60);
    socket.expect("session_closing").await;
    // Who talks already can't be put into another.
    let refused = desk(&world, Method::POST, "scenarios", wanted).await;
    refused.refused(409, "SESSION_ALREADY_OPEN");
}

#[tokio::test]
async fn requests_wait_and_a_past_is_there_at_once() {
    let world = World::developed().await;
    let mitra = world.online_mitra(0).await;
    let made = scene(&world, json!({"kind": "waiting_requests"})).await;
    let mut waiting = mitra.requests(&world).await;
    waiting.reverse();
    assert_eq!(made["session_ids"], json!(waiting));
    assert_eq!(waiting.len(), 3);

    let wanted = json!({"kind": "history", "mitra_id": mitra.id(), "count": 20});
    let made = scene(&world, wanted).await;
    let phone = made["customer_phone"].as_str().unwrap();
    let customer = Tokens::of(&world.enter("client", phone).await.ok(200));
    let history = customer.look(&world, "sessions?limit=100").await.ok(200);
    let items = history["items"].as_array().unwrap();
    let ids: Vec<&Value> = items.iter().map(|s| &s["id"]).collect();
    assert_eq!(json!(ids), made["session_ids"]);
    assert!(items.iter().all(|s| s["status"] == "completed"));
    let theirs = mitra.look(&world, "sessions?limit=100").await.ok(200);
    assert_eq!(theirs["items"].as_array().unwrap().len(), 20);
    for wanted in [
        json!({"kind": "history", "mitra_id": "0197a000-0000-7000-8000-000000000000"}),
        json!({"kind": "expiring_session", "customer_id": "0197a000-0000-7000-8000-000000000000"}),
    ] {
        desk(&world, Method::POST, "scenarios", wanted)
            .await
            .refused(404, "NOT_FOUND");
    }
}
