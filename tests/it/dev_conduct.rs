//! What the desk says of an app's manners: nothing of one that behaves, and of one that does not what and how to mend it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    dev_desk::{desk, look},
    world::{Tokens, World},
};

/// What was seen of someone: kinds and counts.
async fn seen(world: &World, who: &Tokens) -> Vec<(String, u64)> {
    let report = look(world, "conduct").await;
    let items = report["items"].as_array().unwrap();
    let theirs = items.iter().find(|item| item["user_id"] == who.id());
    let faults = theirs.map_or(&[][..], |item| item["faults"].as_array().unwrap());
    faults
        .iter()
        .map(|fault| {
            assert!(fault["advice"].as_str().unwrap().ends_with('.'));
            let kind = fault["kind"].as_str().unwrap().to_owned();
            (kind, fault["count"].as_u64().unwrap())
        })
        .collect()
}

fn once(kind: &str) -> Vec<(String, u64)> {
    vec![(kind.to_owned(), 1)]
}

#[tokio::test]
async fn of_an_app_that_behaves_nothing_is_said() {
    let world = World::developed().await;
    let mitra = world.online_mitra(0).await;
    let anna = world.guest().await;
    let body = json!({"topic_sensitivity": "regular", "price_tier_id": world.tier(30)});
    let asked = anna.act_keyed(&world, "request", "key-1", body).await;
    let id = asked.ok(201)["id"].as_str().unwrap().to_owned();
    mitra.accept(&world, &id).await.ok(200);
    let mut socket = world.socket(&anna.access).await;
    mitra.say(&world, &id, "1", "Halo").await.ok(201);
    socket.expect("message").await;
    socket
        .send(&json!({"type": "delivered", "session_id": id, "up_to_seq": 1}))
        .await;
    socket.say(&id, "a", "Halo juga").await;
    socket.expect("message_ack").await;
    drop(socket);
    mitra.say(&world, &id, "2", "Masih di sana?").await.ok(201);
    // Again, and what was missed is read; what was not acknowledged is sent again under its id.
    let mut socket = world.socket(&anna.access).await;
    anna.look(&world, &format!("sessions/{id}/messages?after_seq=2"))
        .await
        .ok(200);
    socket.say(&id, "a", "Halo juga").await;
    socket.expect("message_ack").await;
    world.advance(120);
    assert_eq!(look(&world, "conduct").await["items"], json!([]));
}

#[tokio::test]
async fn an_app_that_does_not_catch_up_is_told_of() {
    let world = World::developed().await;
    let pair = world.pair(30).await;
    look(&world, "conduct").await;
    desk(&world, Method::DELETE, "conduct", Value::Null).await;
    drop(world.socket(&pair.customer.access).await);
    pair.mitra.say(&world, &pair.id, "1", "Halo").await.ok(201);
    let _socket = world.socket(&pair.customer.access).await;
    world.advance(10);
    assert_eq!(seen(&world, &pair.customer).await, once("no_catch_up"));
    assert!(seen(&world, &pair.mitra).await.is_empty());
}

#[tokio::test]
async fn an_app_that_does_not_say_what_it_has_is_told_of() {
    let world = World::developed().await;
    let pair = world.pair(30).await;
    desk(&world, Method::DELETE, "conduct", Value::Null).await;
    let mut socket = world.socket(&pair.customer.access).await;
    pair.mitra.say(&world, &pair.id, "1", "Halo").await.ok(201);
    socket.expect("message").await;
    world.advance(30);
    assert_eq!(seen(&world, &pair.customer).await, once("no_delivered"));
    let cleared = desk(&world, Method::DELETE, "conduct", Value::Null).await;
    assert_eq!(cleared.status, 204);
    assert!(seen(&world, &pair.customer).await.is_empty());
}

#[tokio::test]
async fn an_app_that_says_the_same_twice_after_a_reconnect_is_told_of() {
    let world = World::developed().await;
    let pair = world.pair(30).await;
    desk(&world, Method::DELETE, "conduct", Value::Null).await;
    let mut socket = world.socket(&pair.customer.access).await;
    socket.say(&pair.id, "a", "Halo").await;
    socket.expect("message_ack").await;
    drop(socket);
    let mut socket = world.socket(&pair.customer.access).await;
    socket.say(&pair.id, "b", "Halo").await;
    socket.expect("message_ack").await;
    let expected = once("new_id_for_same_text");
    assert_eq!(seen(&world, &pair.customer).await, expected);
}

#[tokio::test]
async fn an_app_that_refreshes_in_a_storm_or_talks_when_it_is_over_is_told_of() {
    let world = World::developed().await;
    let pair = world.pair(30).await;
    desk(&world, Method::DELETE, "conduct", Value::Null).await;
    world
        .get("/api/client/auth/me", &pair.customer.access)
        .await
        .ok(200);
    let mut token = pair.customer.refresh.clone();
    for _ in 0..4 {
        let body = json!({ "refresh_token": token });
        let fresh = world.post_open("/api/shared/auth/refresh", body).await;
        token = Tokens::of(&fresh.ok(200)).refresh;
    }
    let mut socket = world.socket(&pair.mitra.access).await;
    pair.customer.end(&world, &pair.id).await.ok(200);
    pair.customer.say_goodbye(&world, &pair.id).await.ok(200);
    pair.mitra.say_goodbye(&world, &pair.id).await.ok(200);
    socket.say(&pair.id, "z", "Halo?").await;
    while socket.next().await.unwrap()["type"] != "error" {}
    assert_eq!(seen(&world, &pair.customer).await, once("refresh_storm"));
    assert_eq!(seen(&world, &pair.mitra).await, once("talks_when_over"));
}

#[tokio::test]
async fn an_app_that_asks_without_a_key_or_lets_its_token_expire_is_told_of() {
    let world = World::developed().await;
    let anna = world.guest().await;
    anna.request(&world, 30).await;
    assert_eq!(seen(&world, &anna).await, once("no_idempotency_key"));
    let budi = world.guest().await;
    let mut socket = world.socket(&budi.access).await;
    world.advance(3540);
    socket.expect("auth_expiring").await;
    world.advance(60);
    assert_eq!(socket.next().await, Err(4401));
    assert_eq!(seen(&world, &budi).await, once("let_expire"));
}
