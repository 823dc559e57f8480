//! Asking for a conversation: what can be bought, by whom, and what is refused.

use serde_json::{Value, json};

use crate::world::{Tokens, World};

#[tokio::test]
async fn a_customer_has_one_open_request_or_session() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    let body = json!({"topic_sensitivity": "regular", "price_tier_id": world.tier(30)});
    let reply = pair.customer.act(&world, "request", body).await;
    assert_eq!(
        reply.refused(409, "SESSION_ALREADY_OPEN")["session_id"],
        json!(pair.id)
    );
}

/// 5.4.3, 5.4.4
#[tokio::test]
async fn with_anonymity_off_guests_are_asked_to_sign_up_and_others_are_not() {
    let world = World::new().await;
    let guest = world.guest().await;
    let known = world.customer("+6281234500001").await;
    let order = json!({"topic_sensitivity": "regular", "price_tier_id": world.tier(30)});
    world.set("anonymity_enabled", json!(false));
    let reply = guest.act(&world, "request", order.clone()).await;
    reply.refused(403, "REGISTRATION_REQUIRED");
    known.act(&world, "request", order.clone()).await.ok(201);
    // Guests may sign in all the same, and start again once anonymity is back.
    let other = world.guest().await;
    world.set("anonymity_enabled", json!(true));
    guest.act(&world, "request", order.clone()).await.ok(201);
    other.act(&world, "request", order).await.ok(201);
}

#[tokio::test]
async fn the_free_trial_is_there_until_a_session_has_started() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let trial = json!({"topic_sensitivity": "regular", "free_trial": true});
    world.set(
        "free_trial",
        json!({"enabled": false, "duration_minutes": 5}),
    );
    let reply = customer.act(&world, "request", trial.clone()).await;
    reply.refused(409, "FREE_TRIAL_UNAVAILABLE");
    world.set(
        "free_trial",
        json!({"enabled": true, "duration_minutes": 7}),
    );

    // One that nobody took is no trial had.
    let session = customer.act(&world, "request", trial.clone()).await.ok(201);
    assert_eq!(session["is_free_trial"], true);
    assert_eq!(session["price_tier"], Value::Null);
    assert_eq!(session["duration_minutes"], 7);
    world.pass(60).await;
    let session = customer.act(&world, "request", trial.clone()).await.ok(201);
    let id = session["id"].as_str().unwrap();
    let request = mitra.look(&world, "requests").await.ok(200)["items"][0].clone();
    assert_eq!(
        (&request["price_idr"], &request["is_free_trial"]),
        (&json!(0), &json!(true))
    );
    mitra.accept(&world, id).await.ok(200);
    customer.end(&world, id).await.ok(200);
    customer.say_goodbye(&world, id).await.ok(200);
    mitra.say_goodbye(&world, id).await.ok(200);
    let reply = customer.act(&world, "request", trial).await;
    reply.refused(409, "FREE_TRIAL_UNAVAILABLE");
}

#[tokio::test]
async fn only_what_is_offered_can_be_bought_and_what_was_bought_keeps_its_price() {
    let world = World::new().await;
    let customer = world.guest().await;
    let order = |tier: &str| json!({"topic_sensitivity": "regular", "price_tier_id": tier});
    let nothing = "00000000-0000-7000-8000-00000000ffff";
    let reply = customer.act(&world, "request", order(nothing)).await;
    reply.refused(404, "PRICE_TIER_NOT_FOUND");
    let tier = world.tier(30);
    let change = |sql: &str| world.sql().execute(sql, [&tier]).unwrap();
    change("update price_tiers set is_active = 0 where id = ?1");
    let reply = customer.act(&world, "request", order(&tier)).await;
    reply.refused(404, "PRICE_TIER_NOT_FOUND");
    change("update price_tiers set is_active = 1 where id = ?1");
    let session = customer.act(&world, "request", order(&tier)).await.ok(201);
    change("delete from price_tiers where id = ?1");
    let id = session["id"].as_str().unwrap();
    assert_eq!(
        customer.session(&world, id).await["price_tier"],
        json!({"id": tier, "name": "30 menit", "duration_minutes": 30, "price_idr": 30_000})
    );
}

/// 2.2.11, 2.2.12
#[tokio::test]
async fn a_request_that_does_not_fit_says_what_is_wrong() {
    let world = World::new().await;
    let customer = world.guest().await;
    let tier = world.tier(30);
    for (body, pointer) in [
        (json!({"price_tier_id": tier}), "/topic_sensitivity"),
        (
            json!({"topic_sensitivity": "other", "price_tier_id": tier}),
            "/topic_sensitivity",
        ),
        (
            json!({"topic_sensitivity": null, "price_tier_id": tier}),
            "/topic_sensitivity",
        ),
        (json!({"topic_sensitivity": "regular"}), "/price_tier_id"),
        (
            json!({"topic_sensitivity": "regular", "free_trial": false}),
            "/price_tier_id",
        ),
        (
            json!({"topic_sensitivity": "regular", "price_tier_id": 5}),
            "/price_tier_id",
        ),
        (
            json!({"topic_sensitivity": "regular", "price_tier_id": tier, "free_trial": true}),
            "/price_tier_id",
        ),
        (
            json!({"topic_sensitivity": "regular", "free_trial": "yes"}),
            "/free_trial",
        ),
    ] {
        let reply = customer.act(&world, "request", body.clone()).await;
        let problem = reply.refused(400, "BAD_REQUEST");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
    }
    assert_eq!(world.number("select count(*) from chat_sessions"), 0);
}

/// 2.2.13
#[tokio::test]
async fn the_row_has_the_topic_that_was_asked_for() {
    let world = World::new().await;
    for topic in ["regular", "sensitive"] {
        let body = json!({"topic_sensitivity": topic, "price_tier_id": world.tier(30)});
        let customer = world.guest().await;
        let session = customer.act(&world, "request", body).await.ok(201);
        let stored: String = world
            .sql()
            .query_row(
                "select topic_sensitivity from chat_sessions where id = ?1",
                [session["id"].as_str().unwrap()],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(stored, topic);
        assert_eq!(session["topic_sensitivity"], topic);
    }
}

#[tokio::test]
async fn a_request_sent_twice_under_one_key_is_one_request() {
    let world = World::new().await;
    let customer = world.guest().await;
    let order = json!({"topic_sensitivity": "regular", "price_tier_id": world.tier(30)});
    let first = customer
        .act_keyed(&world, "request", "key-1", order.clone())
        .await;
    assert!(first.headers.get("idempotency-replayed").is_none());
    let first = first.ok(201);
    world.pass(1800).await;
    let again = customer
        .act_keyed(&world, "request", "key-1", order.clone())
        .await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.ok(201), first);
    assert_eq!(world.number("select count(*) from chat_sessions"), 1);

    let other = json!({"topic_sensitivity": "sensitive", "price_tier_id": world.tier(30)});
    let reply = customer.act_keyed(&world, "request", "key-1", other).await;
    reply.refused(422, "IDEMPOTENCY_KEY_REUSED");
    // Another customer's key is another key, and after a day so is one's own.
    let neighbour = world.guest().await;
    let theirs = neighbour
        .act_keyed(&world, "request", "key-1", order.clone())
        .await
        .ok(201);
    assert_ne!(theirs["id"], first["id"]);
    world.pass(24 * 3600).await;
    let customer = Tokens {
        access: world.again(&customer).await,
        ..customer
    };
    let fresh = customer
        .act_keyed(&world, "request", "key-1", order)
        .await
        .ok(201);
    assert_ne!(fresh["id"], first["id"]);
}
