//! Requests: to whom they are sent, who gets them, and what becomes of them. Who wins when many accept at once is in
//! `races.rs`; asking itself is in `requests.rs`.

use serde_json::{Value, json};

use crate::world::{START, World};

/// 5.3.2, 3.1.8
#[tokio::test]
async fn a_request_reaches_all_who_could_take_it_with_their_load_and_nobody_else() {
    let world = World::new().await;
    let mitras = world.online_mitras(5).await;
    let busy = world.online_mitra(5).await;
    for _ in 0..3 {
        let id = world.guest().await.request(&world, 30).await;
        busy.accept(&world, &id).await.ok(200);
    }
    let id = world.guest().await.request(&world, 30).await;
    mitras[0].accept(&world, &id).await.ok(200);
    let gone = world.online_mitra(6).await;
    gone.go(&world, false).await.ok(200);
    let inactive = world.online_mitra(7).await;
    world.activate("+6281100000007", false);

    let id = world.guest().await.request(&world, 30).await;
    for (n, mitra) in mitras.iter().enumerate() {
        let all = world.notifications(&id);
        let load = all.iter().find(|(m, ..)| m == mitra.id()).unwrap().2;
        assert_eq!(load, i64::from(n == 0));
        assert_eq!(mitra.requests(&world).await, [id.as_str()]);
    }
    for other in [&busy, &gone, &inactive] {
        assert_eq!(world.notified(&id, other), None);
        assert!(!other.requests(&world).await.contains(&id));
        other.accept(&world, &id).await.refused(404, "NOT_FOUND");
    }
}

/// 5.3.3, 3.1.7
#[tokio::test]
async fn who_accepts_second_is_told_accepted_by_other_and_has_missed_it() {
    let world = World::new().await;
    let mitras = world.online_mitras(3).await;
    let id = world.guest().await.request(&world, 30).await;
    mitras[2].reject(&world, &id).await.ok(204);
    let won = mitras[0].accept(&world, &id).await.ok(200);
    assert_eq!(won["status"], "active");
    let lost = mitras[1].accept(&world, &id).await;
    assert_eq!(
        lost.refused(409, "REQUEST_NOT_AVAILABLE")["reason"],
        "accepted_by_other"
    );
    for (mitra, status) in mitras.iter().zip(["accepted", "missed", "rejected"]) {
        assert_eq!(world.notified(&id, mitra).as_deref(), Some(status));
        assert_eq!(mitra.requests(&world).await, [""; 0]);
    }
    // The answer may have got lost on the way.
    let again = mitras[0].accept(&world, &id).await.ok(200);
    assert_eq!(again, won);
}

/// 3.1.6
#[tokio::test]
async fn a_request_that_nobody_answers_expires_and_is_ignored_after_sixty_seconds() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    assert_eq!(
        customer.session(&world, &id).await["request_expires_at"],
        json!(START.plus_seconds(60).to_string())
    );
    world.pass(59).await;
    assert_eq!(mitra.requests(&world).await, [id.as_str()]);
    world.pass(1).await;
    assert_eq!(world.notified(&id, &mitra).as_deref(), Some("ignored"));
    assert_eq!(mitra.requests(&world).await, [""; 0]);
    let session = customer.session(&world, &id).await;
    assert_eq!(session["status"], "expired");
    assert_eq!(session["end_reason"], "no_mitra");
    assert_eq!(session["counterpart"], Value::Null);
    let late = mitra.accept(&world, &id).await;
    assert_eq!(
        late.refused(409, "REQUEST_NOT_AVAILABLE")["reason"],
        "expired"
    );
    mitra.reject(&world, &id).await.ok(204);
}

/// 3.1.6
#[tokio::test]
async fn whoever_looks_or_answers_before_a_late_alarm_finds_the_request_expired() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    // Nobody waits for the alarm here: it may have rung or not.
    world.advance(60);
    assert_eq!(mitra.requests(&world).await, [""; 0]);
    let late = mitra.accept(&world, &id).await;
    late.refused(409, "REQUEST_NOT_AVAILABLE");
    assert_eq!(customer.session(&world, &id).await["status"], "expired");
    let next = customer.request(&world, 30).await;
    assert_ne!(next, id);
    world.settle().await;
    assert_eq!(world.notified(&id, &mitra).as_deref(), Some("ignored"));
    assert_eq!(world.notified(&next, &mitra).as_deref(), Some("pending"));
}

/// 5.3.1
#[tokio::test]
async fn of_two_customers_and_one_mitra_with_room_for_one_the_second_waits_until_the_mitra_is_free()
{
    let world = World::new().await;
    world.set("mitra_max_concurrent_sessions", json!(1));
    world.set("chat_request_timeout_seconds", json!(600));
    let mitra = world.online_mitra(0).await;
    let (anna, budi) = (world.guest().await, world.guest().await);
    let first = anna.request(&world, 5).await;
    mitra.accept(&world, &first).await.ok(200);
    let second = budi.request(&world, 5).await;
    assert_eq!(world.notified(&second, &mitra), None);

    world.advance(60);
    anna.end(&world, &first).await.ok(200);
    assert_eq!(world.notified(&second, &mitra), None);
    anna.say_goodbye(&world, &first).await.ok(200);
    mitra.say_goodbye(&world, &first).await.ok(200);
    assert_eq!(mitra.requests(&world).await, [second.as_str()]);
    assert_eq!(world.notifications(&second)[0].2, 0);
    let session = mitra.accept(&world, &second).await.ok(200);
    assert_eq!(session["status"], "active");

    // Free by the clock, not by goodbyes, is as good.
    let third = anna.request(&world, 5).await;
    assert_eq!(world.notified(&third, &mitra), None);
    world.advance(60);
    budi.end(&world, &second).await.ok(200);
    world.pass(300).await;
    assert_eq!(mitra.requests(&world).await, [third]);
}

/// 5.3.1
#[tokio::test]
async fn whoever_has_room_since_operators_allow_more_conversations_is_sent_what_is_open() {
    let world = World::new().await;
    let staff = world.admin().await;
    world.set("mitra_max_concurrent_sessions", json!(1));
    let busy = world.pair(30).await;
    let away = world.online_mitra(1).await;
    away.go(&world, false).await.ok(200);
    let mut socket = world.socket(&busy.mitra.access).await;
    let id = world.guest().await.request(&world, 30).await;
    let allow = async |most: i64| {
        let body = json!({"mitra_max_concurrent_sessions": most});
        world
            .patch("/internal/config/chat", &staff.access, body)
            .await
            .ok(200);
    };
    allow(1).await;
    assert_eq!(world.notified(&id, &busy.mitra), None);
    allow(2).await;
    socket.expect("config_updated").await;
    let offered = socket.expect("chat_request").await;
    assert_eq!(offered["request"]["session_id"], json!(id));
    assert_eq!(world.notifications(&id)[0].2, 1);
    assert_eq!(world.notified(&id, &away), None);
    // It was sent once, and is there still when there is less room again.
    allow(3).await;
    allow(1).await;
    assert_eq!(busy.mitra.requests(&world).await, [id.as_str()]);
    assert_eq!(world.notifications(&id).len(), 1);
}

/// 5.3.1
#[tokio::test]
async fn two_customers_at_the_same_time_both_find_a_mitra() {
    let world = World::new().await;
    let mitras = world.online_mitras(2).await;
    let (anna, budi) = (world.guest().await, world.guest().await);
    let (first, second) = tokio::join!(anna.request(&world, 30), budi.request(&world, 30));
    let (one, other) = tokio::join!(
        mitras[0].accept(&world, &first),
        mitras[1].accept(&world, &second)
    );
    assert_eq!(one.ok(200)["status"], "active");
    assert_eq!(other.ok(200)["status"], "active");
    assert_eq!(mitras[0].requests(&world).await, [""; 0]);
}

/// 2.3.5
#[tokio::test]
async fn who_comes_online_gets_the_open_requests_with_all_an_app_shows_of_them() {
    let world = World::new().await;
    let customer = world.customer("+6281234500001").await;
    let tier = world.tier(30);
    let body = json!({"topic_sensitivity": "sensitive", "price_tier_id": tier});
    let session = customer.act(&world, "request", body).await.ok(201);
    let id = session["id"].as_str().unwrap();
    world.advance(20);
    let mitra = world.online_mitra(0).await;
    let requests = mitra.look(&world, "requests").await.ok(200);
    assert_eq!(
        requests,
        json!({
            "items": [{
                "session_id": id,
                "topic_sensitivity": "sensitive",
                "customer_display_name": customer.profile["display_name"],
                "duration_minutes": 30,
                "is_free_trial": false,
                "price_idr": 30_000,
                "requested_at": session["requested_at"],
                "expires_at": session["request_expires_at"],
            }],
            "next_cursor": null,
        })
    );
    // Coming again brings nothing twice.
    mitra.go(&world, true).await.ok(200);
    assert_eq!(world.notifications(id).len(), 1);
    // Nothing that the mitra is shown tells who the customer is.
    let accepted = mitra.accept(&world, id).await.ok(200).to_string();
    for secret in [customer.id(), "+6281234500001"] {
        assert!(!accepted.contains(secret) && !requests.to_string().contains(secret));
    }
}

#[tokio::test]
async fn requests_come_in_pages_newest_first() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.insert(0, world.guest().await.request(&world, 30).await);
        world.advance(1);
    }
    let (mut found, mut cursor) = (Vec::new(), String::new());
    for pages in 1.. {
        let page = mitra
            .look(&world, &format!("requests?limit=2{cursor}"))
            .await
            .ok(200);
        let items = page["items"].as_array().unwrap();
        found.extend(
            items
                .iter()
                .map(|r| r["session_id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_cursor"].as_str() else {
            assert_eq!(pages, 3);
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(found, ids);
    mitra
        .look(&world, "requests?limit=none")
        .await
        .refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn a_request_taken_back_is_closed_for_all_and_counts_against_nobody() {
    let world = World::new().await;
    let mitras = world.online_mitras(2).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    mitras[1].reject(&world, &id).await.ok(204);
    world.advance(5);
    let session = customer.cancel(&world, &id).await.ok(200);
    assert_eq!(session["status"], "cancelled");
    assert_eq!(session["end_reason"], "cancelled_by_customer");
    assert_eq!(
        session["ended_at"],
        json!(START.plus_seconds(5).to_string())
    );
    assert_eq!(customer.cancel(&world, &id).await.ok(200), session);
    let late = mitras[0].accept(&world, &id).await;
    assert_eq!(
        late.refused(409, "REQUEST_NOT_AVAILABLE")["reason"],
        "cancelled_by_customer"
    );
    assert_eq!(world.notified(&id, &mitras[0]).as_deref(), Some("missed"));
    assert_eq!(world.notified(&id, &mitras[1]).as_deref(), Some("rejected"));
    // And the customer may ask again.
    customer.request(&world, 30).await;
}

#[tokio::test]
async fn what_was_accepted_can_not_be_taken_back_nor_what_is_another_s() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    pair.customer
        .cancel(&world, &pair.id)
        .await
        .refused(409, "REQUEST_NOT_AVAILABLE");
    let other = world.guest().await;
    other
        .cancel(&world, &pair.id)
        .await
        .refused(404, "NOT_FOUND");
    // Nor rejected any more.
    pair.mitra
        .reject(&world, &pair.id)
        .await
        .refused(409, "REQUEST_NOT_AVAILABLE");
}

#[tokio::test]
async fn when_every_mitra_has_rejected_the_request_ends() {
    let world = World::new().await;
    let mitras = world.online_mitras(2).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    mitras[0].reject(&world, &id).await.ok(204);
    mitras[0].reject(&world, &id).await.ok(204);
    assert_eq!(customer.session(&world, &id).await["status"], "requested");
    assert_eq!(mitras[0].requests(&world).await, [""; 0]);
    mitras[1].reject(&world, &id).await.ok(204);
    let session = customer.session(&world, &id).await;
    assert_eq!(session["status"], "expired");
    assert_eq!(session["end_reason"], "no_mitra");
    assert_eq!(session["ended_at"], json!(START.to_string()));
}

#[tokio::test]
async fn a_rejected_request_waits_for_a_mitra_at_the_limit_and_for_none_who_was_deactivated() {
    let world = World::new().await;
    world.set("mitra_max_concurrent_sessions", json!(1));
    let busy = world.pair(30).await;
    let free = world.online_mitra(1).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    free.reject(&world, &id).await.ok(204);
    assert_eq!(customer.session(&world, &id).await["status"], "requested");
    // Who has rejected may think better of it as long as it is open.
    free.accept(&world, &id).await.ok(200);

    let idle = world.online_mitra(2).await;
    let next = world.guest().await;
    let id = next.request(&world, 30).await;
    assert_eq!(world.notified(&id, &idle).as_deref(), Some("pending"));
    for phone in ["+6281100000000", "+6281100000001"] {
        world.activate(phone, false);
    }
    idle.reject(&world, &id).await.ok(204);
    assert_eq!(next.session(&world, &id).await["status"], "expired");
    // The conversation of the mitra who was deactivated goes on.
    assert_eq!(
        busy.mitra.session(&world, &busy.id).await["status"],
        "active"
    );
}

#[tokio::test]
async fn a_request_whose_last_mitra_is_deactivated_waits_for_another_and_is_theirs_no_more() {
    let world = World::new().await;
    let staff = world.admin().await;
    let (rejects, goes) = (world.online_mitra(0).await, world.online_mitra(1).await);
    let mut socket = world.socket(&goes.access).await;
    let customer = world.guest().await;
    let first = customer.request(&world, 30).await;
    socket.expect("chat_request").await;
    rejects.reject(&world, &first).await.ok(204);
    let path = format!("/internal/mitras/{}", goes.id());
    let out = json!({"is_active": false});
    world.patch(&path, &staff.access, out).await.ok(200);
    assert_eq!(goes.requests(&world).await, [""; 0]);
    let refused = goes.accept(&world, &first).await;
    refused.refused(403, "ACCOUNT_INACTIVE");
    let (_, sync) = world.socket_and_sync(&goes.access).await;
    assert_eq!(sync["requests"], json!([]));
    assert_eq!(
        customer.session(&world, &first).await["status"],
        "requested"
    );
    // Whoever comes while it is open has it.
    let comes = world.online_mitra(2).await;
    comes.accept(&world, &first).await.ok(200);
    assert_eq!(world.notified(&first, &goes).as_deref(), Some("missed"));
}

#[tokio::test]
async fn with_nobody_online_a_request_waits_all_the_same() {
    let world = World::new().await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    world.pass(59).await;
    assert_eq!(customer.session(&world, &id).await["status"], "requested");
    world.pass(1).await;
    assert_eq!(customer.session(&world, &id).await["status"], "expired");
    assert_eq!(world.online_mitra(0).await.requests(&world).await, [""; 0]);
}

#[tokio::test]
async fn going_offline_keeps_what_was_sent_and_brings_nothing_new() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let first = world.guest().await.request(&world, 30).await;
    mitra.go(&world, false).await.ok(200);
    let second = world.guest().await.request(&world, 30).await;
    assert_eq!(mitra.requests(&world).await, [first.as_str()]);
    mitra.accept(&world, &first).await.ok(200);
    mitra.go(&world, true).await.ok(200);
    assert_eq!(mitra.requests(&world).await, [second]);
}

#[tokio::test]
async fn above_the_limit_nobody_accepts() {
    let world = World::new().await;
    world.set("mitra_max_concurrent_sessions", json!(2));
    let mitra = world.online_mitra(0).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(world.guest().await.request(&world, 30).await);
    }
    mitra.accept(&world, &ids[0]).await.ok(200);
    mitra.accept(&world, &ids[1]).await.ok(200);
    mitra
        .accept(&world, &ids[2])
        .await
        .refused(409, "MITRA_AT_LIMIT");
    // What is closed anyway is told so, however busy one is.
    world.pass(60).await;
    mitra
        .accept(&world, &ids[2])
        .await
        .refused(409, "REQUEST_NOT_AVAILABLE");
}

#[tokio::test]
async fn a_deactivated_mitra_takes_nothing_and_does_not_come_online() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let id = world.guest().await.request(&world, 30).await;
    let staff = world.admin().await;
    let path = format!("/internal/mitras/{}", mitra.id());
    let row = world
        .patch(&path, &staff.access, json!({"is_active": false}))
        .await
        .ok(200);
    assert_eq!(row["is_online"], false);
    assert_eq!(mitra.requests(&world).await, [""; 0]);
    mitra
        .accept(&world, &id)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    mitra
        .go(&world, true)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    mitra.go(&world, false).await.ok(200);
    assert_eq!(
        world.number("select count(*) from mitras where is_online = 1"),
        0
    );
}

/// 5.3.4
#[tokio::test]
async fn an_open_request_is_still_open_after_a_restart_and_sent_to_who_comes() {
    let mut world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    world.advance(30);
    world.restart(None).await;
    assert_eq!(mitra.requests(&world).await, [id.as_str()]);
    let other = world.online_mitra(1).await;
    other.accept(&world, &id).await.ok(200);
    assert_eq!(world.notified(&id, &mitra).as_deref(), Some("missed"));
}
