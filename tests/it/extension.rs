//! More time: asked for by the customer, answered by the mitra, or by the clock.

use serde_json::{Value, json};

use crate::world::{Pair, START, World};

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

fn id_of(extension: &Value) -> &str {
    extension["id"].as_str().unwrap()
}

/// 3.2.3
#[tokio::test]
async fn accepted_it_goes_on_with_more_time_and_no_grace_left() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    // From closing: time up 20 seconds ago.
    world.pass(320).await;
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    let extending = customer.session(&world, &id).await;
    assert_eq!(extending["status"], "extending");
    assert_eq!(extending["pending_extension"], asked);
    assert_eq!(
        (&extending["end_reason"], &extending["grace_ends_at"]),
        (&Value::Null, &Value::Null)
    );
    world.advance(30);
    let on = mitra
        .answer(&world, &id, id_of(&asked), "accept")
        .await
        .ok(200);
    assert_eq!(on["status"], "active");
    assert_eq!(on["expires_at"], at(350 + 600));
    for gone in [
        "closing_at",
        "grace_ends_at",
        "end_reason",
        "pending_extension",
    ] {
        assert_eq!(on[gone], Value::Null, "{gone}");
    }
    // The old grace period would have ended here.
    world.pass(400).await;
    assert_eq!(customer.session(&world, &id).await["status"], "active");
    world.pass(200).await;
    assert_eq!(customer.session(&world, &id).await["closing_at"], at(950));
    assert_eq!(
        world.number("select price_idr from session_extensions where status = 'accepted'"),
        10_000
    );
}

#[tokio::test]
async fn from_active_the_minutes_come_on_top_of_what_is_left() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    world.advance(100);
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    let on = mitra
        .answer(&world, &id, id_of(&asked), "accept")
        .await
        .ok(200);
    assert_eq!(on["expires_at"], at(300 + 600));
    assert_eq!(on["duration_minutes"], 5);
}

/// 3.2.4
#[tokio::test]
async fn rejected_it_is_closing_and_both_see_it() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    world.advance(100);
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    world.advance(10);
    mitra
        .answer(&world, &id, id_of(&asked), "reject")
        .await
        .ok(200);
    for who in [&customer, &mitra] {
        let session = who.session(&world, &id).await;
        assert_eq!(session["status"], "closing");
        assert_eq!(session["end_reason"], "extension_rejected");
        assert_eq!(session["grace_ends_at"], at(110 + 300));
        assert_eq!(session["pending_extension"], Value::Null);
    }
}

/// 3.2.5
#[tokio::test]
async fn unanswered_it_is_closing_after_a_minute_and_the_end_waited_for_it() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    world.pass(290).await;
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    assert_eq!(asked["respond_by"], at(350));
    // The paid time is over, but there may be more.
    world.pass(59).await;
    assert_eq!(customer.session(&world, &id).await["status"], "extending");
    world.pass(1).await;
    let session = customer.session(&world, &id).await;
    assert_eq!(session["status"], "closing");
    assert_eq!(session["end_reason"], "extension_timeout");
    assert_eq!(session["grace_ends_at"], at(350 + 300));
    let late = mitra.answer(&world, &id, id_of(&asked), "accept").await;
    late.refused(409, "EXTENSION_RESOLVED");
    assert_eq!(
        world.number("select count(*) from session_extensions where status = 'timeout'"),
        1
    );
}

#[tokio::test]
async fn refused_from_closing_the_goodbyes_go_on_with_what_was_left_but_a_minute_at_least() {
    let world = World::new().await;
    for (asked_after, left) in [(100, 200), (290, 60)] {
        let Pair {
            customer,
            mitra,
            id,
        } = world.pair(5).await;
        world.pass(300 + asked_after).await;
        let asked = customer.extend(&world, &id, 10).await.ok(201);
        world.pass(20).await;
        let session = mitra
            .answer(&world, &id, id_of(&asked), "reject")
            .await
            .ok(200);
        assert_eq!(session["end_reason"], "time_up");
        let now = world.clock.now();
        assert_eq!(
            session["grace_ends_at"],
            json!(now.plus_seconds(left).to_string())
        );
        world.pass(u64::try_from(left).unwrap()).await;
        assert_eq!(customer.session(&world, &id).await["status"], "completed");
    }
}

#[tokio::test]
async fn one_waits_at_a_time_and_each_is_answered_once() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    customer
        .extend(&world, &id, 10)
        .await
        .refused(409, "EXTENSION_PENDING");
    mitra
        .answer(&world, &id, id_of(&asked), "accept")
        .await
        .ok(200);
    for again in ["accept", "reject"] {
        let reply = mitra.answer(&world, &id, id_of(&asked), again).await;
        reply.refused(409, "EXTENSION_RESOLVED");
    }
    // The next one can be asked for, and is not answered by the answer to the first.
    let next = customer.extend(&world, &id, 10).await.ok(201);
    let reply = mitra.answer(&world, &id, id_of(&asked), "reject").await;
    reply.refused(409, "EXTENSION_RESOLVED");
    let on = mitra
        .answer(&world, &id, id_of(&next), "accept")
        .await
        .ok(200);
    assert_eq!(on["expires_at"], at(300 + 1200));
}

#[tokio::test]
async fn who_may_ask_and_answer_what() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    let (guest, other) = (world.guest().await, world.online_mitra(1).await);
    guest
        .extend(&world, &id, 10)
        .await
        .refused(404, "NOT_FOUND");
    let path = format!("sessions/{id}/extensions");
    let unknown = json!({"price_tier_id": "00000000-0000-7000-8000-00000000ffff"});
    customer
        .act(&world, &path, unknown)
        .await
        .refused(404, "PRICE_TIER_NOT_FOUND");
    customer
        .act(&world, &path, json!({}))
        .await
        .refused(400, "BAD_REQUEST");
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    other
        .answer(&world, &id, id_of(&asked), "accept")
        .await
        .refused(404, "NOT_FOUND");
    let nothing = "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    mitra
        .answer(&world, &id, nothing, "accept")
        .await
        .refused(404, "NOT_FOUND");
    // Ending answers it with no.
    let closing = customer.end(&world, &id).await.ok(200);
    assert_eq!(closing["end_reason"], "ended_by_customer");
    let late = mitra.answer(&world, &id, id_of(&asked), "accept").await;
    late.refused(409, "EXTENSION_RESOLVED");
    // Whoever has said goodbye is not held back.
    mitra.say_goodbye(&world, &id).await.ok(200);
    customer
        .extend(&world, &id, 10)
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
    customer.say_goodbye(&world, &id).await.ok(200);
    customer
        .extend(&world, &id, 10)
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
}

/// 2.5.4
#[tokio::test]
async fn the_topic_carries_over_and_the_extension_shows_it_as_it_is_now() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    assert_eq!(asked["topic_sensitivity"], "sensitive");
    mitra.mark_topic(&world, &id, "regular").await.ok(200);
    let session = mitra.session(&world, &id).await;
    assert_eq!(session["pending_extension"]["topic_sensitivity"], "regular");
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    let on = mitra
        .answer(&world, &id, id_of(&asked), "accept")
        .await
        .ok(200);
    assert_eq!(on["topic_sensitivity"], "sensitive");
}

#[tokio::test]
async fn asked_twice_under_one_key_it_is_asked_once() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    let path = format!("sessions/{id}/extensions");
    let body = json!({"price_tier_id": world.tier(10)});
    let first = customer
        .act_keyed(&world, &path, "k", body.clone())
        .await
        .ok(201);
    let again = customer.act_keyed(&world, &path, "k", body.clone()).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.ok(201), first);
    mitra
        .answer(&world, &id, id_of(&first), "accept")
        .await
        .ok(200);
    assert_eq!(
        customer.act_keyed(&world, &path, "k", body).await.ok(201),
        first
    );
    let other = json!({"price_tier_id": world.tier(20)});
    let reply = customer.act_keyed(&world, &path, "k", other).await;
    reply.refused(422, "IDEMPOTENCY_KEY_REUSED");
    assert_eq!(world.number("select count(*) from session_extensions"), 1);
}

#[tokio::test]
async fn a_change_of_the_timeout_is_in_force_for_the_next_one() {
    let world = World::new().await;
    let Pair { customer, id, .. } = world.pair(5).await;
    let staff = world.admin().await;
    let path = "/internal/config/extension-timeout";
    world
        .patch(path, &staff.access, json!({"seconds": 5}))
        .await
        .ok(200);
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    assert_eq!(asked["respond_by"], at(5));
    world.pass(5).await;
    assert_eq!(
        customer.session(&world, &id).await["end_reason"],
        "extension_timeout"
    );
}
