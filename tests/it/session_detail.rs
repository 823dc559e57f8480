//! One session in the control center: every member, in every way in which a session may go.

use serde_json::{Value, json};

use crate::world::{Operator, START, Tokens, World};

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

async fn detail(world: &World, staff: &Operator, id: &str) -> Value {
    world
        .get(&format!("/internal/sessions/{id}"), &staff.access)
        .await
        .ok(200)
}

fn named(mitra: &Tokens) -> Value {
    json!({"id": mitra.id(), "display_name": mitra.profile["display_name"]})
}

fn contact(who: &Tokens) -> Value {
    json!({
        "id": who.id(),
        "display_name": who.profile["display_name"],
        "phone": who.profile["phone"],
    })
}

async fn ask(world: &World, customer: &Tokens, body: Value) -> String {
    let session = customer.act(world, "request", body).await.ok(201);
    session["id"].as_str().unwrap().to_owned()
}

fn events(detail: &Value) -> Vec<(&str, &Value)> {
    let timeline = detail["timeline"].as_array().unwrap();
    let events = timeline.iter();
    events
        .map(|e| (e["event"].as_str().unwrap(), &e["at"]))
        .collect()
}

/// 2.10.1, 2.10.3
#[tokio::test]
async fn every_member_of_a_session_from_request_to_goodbye() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let mitra = world.online_mitra(0).await;
    let customer = world.customer("+6281234500001").await;
    let tier = json!({"id": world.tier(30), "name": "30 menit", "duration_minutes": 30, "price_idr": 30_000});
    let body = json!({"topic_sensitivity": "regular", "price_tier_id": world.tier(30)});
    let id = ask(&world, &customer, body).await;
    world.advance(2);
    mitra.accept(&world, &id).await.ok(200);
    customer.say(&world, &id, "1", "Halo").await.ok(201);
    mitra.say(&world, &id, "1", "Halo juga").await.ok(201);
    world.advance(10);
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    world.advance(10);
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    let extension = asked["id"].as_str().unwrap();
    world.advance(1);
    mitra.answer(&world, &id, extension, "reject").await.ok(200);
    world.advance(1);
    mitra.say_goodbye(&world, &id).await.ok(200);
    world.advance(1);
    let rated = json!({"rating": 5});
    customer
        .act(&world, &format!("sessions/{id}/goodbye"), rated)
        .await
        .ok(200);

    // The tier is another one by now; the session keeps its own.
    world
        .sql()
        .execute(
            "update price_tiers set name = 'Lain', price_idr = 1, duration_minutes = 1",
            [],
        )
        .unwrap();
    let seen = detail(&world, &staff, &id).await;
    assert_eq!(
        seen,
        json!({
            "id": id,
            "status": "completed",
            "topic_sensitivity": "sensitive",
            "customer": contact(&customer),
            "mitra": contact(&mitra),
            "price_tier": tier,
            "price_idr": 30_000,
            "is_free_trial": false,
            "duration_minutes": 30,
            "requested_at": at(0),
            "request_expires_at": at(60),
            "started_at": at(2),
            "expires_at": at(1802),
            "closing_at": at(23),
            "grace_ends_at": at(323),
            "ended_at": at(25),
            "end_reason": "extension_rejected",
            "message_count": 2,
            "sensitivity_log": [
                {"mitra": named(&mitra), "from_value": "regular", "to_value": "sensitive", "created_at": at(12)},
            ],
            "notifications": [{
                "mitra": named(&mitra), "status": "accepted", "topic_sensitivity": "regular",
                "active_session_count": 0, "created_at": at(0), "responded_at": at(2),
            }],
            "extensions": [{
                "id": extension, "status": "rejected",
                "price_tier": {"id": world.tier(10), "name": "10 menit", "duration_minutes": 10, "price_idr": 10_000},
                "requested_at": at(22), "respond_by": at(82), "resolved_at": at(23),
            }],
            "goodbyes": [
                {"from": "mitra", "rating": null, "created_at": at(24)},
                {"from": "customer", "rating": 5, "created_at": at(25)},
            ],
            "timeline": [
                {"at": at(0), "event": "requested"},
                {"at": at(2), "event": "accepted", "mitra": named(&mitra)},
                {"at": at(12), "event": "topic_changed", "mitra": named(&mitra),
                    "from_value": "regular", "to_value": "sensitive"},
                {"at": at(22), "event": "extension_requested", "minutes": 10},
                {"at": at(23), "event": "extension_rejected", "minutes": 10},
                {"at": at(23), "event": "closing", "end_reason": "extension_rejected"},
                {"at": at(24), "event": "goodbye", "side": "mitra"},
                {"at": at(25), "event": "goodbye", "side": "customer"},
                {"at": at(25), "event": "ended", "end_reason": "extension_rejected"},
            ],
        })
    );
    // The list says the same of it.
    let page = world.get("/internal/sessions", &staff.access).await.ok(200);
    let mut row = seen;
    for only_here in [
        "sensitivity_log",
        "notifications",
        "extensions",
        "goodbyes",
        "timeline",
    ] {
        row.as_object_mut().unwrap().remove(only_here);
    }
    assert_eq!(page["items"], json!([row]));
}

/// 2.10.1, 2.10.3
#[tokio::test]
async fn flips_at_one_instant_stand_in_the_order_in_which_they_were_made() {
    let world = World::new().await;
    let staff = world.operator("operator").await;
    let pair = world.pair(30).await;
    for n in 0..9 {
        let topic = if n % 2 == 0 { "sensitive" } else { "regular" };
        pair.mitra.mark_topic(&world, &pair.id, topic).await.ok(200);
        // Again the same: none.
        pair.mitra.mark_topic(&world, &pair.id, topic).await.ok(200);
        let seen = detail(&world, &staff, &pair.id).await;
        assert_eq!(seen["topic_sensitivity"], topic);
        for list in ["sensitivity_log", "timeline"] {
            let steps = seen[list].as_array().unwrap().iter();
            let steps: Vec<_> = steps
                .filter(|step| step["from_value"].is_string())
                .map(|step| {
                    (
                        step["from_value"].as_str().unwrap(),
                        step["to_value"].as_str().unwrap(),
                    )
                })
                .collect();
            assert_eq!(steps.len(), n + 1, "{list}");
            for (n, step) in steps.into_iter().enumerate() {
                let expected = if n % 2 == 0 {
                    ("regular", "sensitive")
                } else {
                    ("sensitive", "regular")
                };
                assert_eq!(step, expected, "{list} {n}");
            }
        }
    }
}

/// 2.10.4
#[tokio::test]
async fn a_free_trial_that_nobody_takes_costs_nothing_and_ends_without_a_mitra() {
    let world = World::new().await;
    let staff = world.admin().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let trial = json!({"topic_sensitivity": "sensitive", "free_trial": true});
    let id = ask(&world, &customer, trial).await;
    world.pass(60).await;
    let seen = detail(&world, &staff, &id).await;
    for (member, value) in [
        ("status", json!("expired")),
        ("end_reason", json!("no_mitra")),
        ("topic_sensitivity", json!("sensitive")),
        (
            "customer",
            json!({"id": customer.id(), "display_name": customer.profile["display_name"], "phone": null}),
        ),
        ("mitra", Value::Null),
        ("price_tier", Value::Null),
        ("price_idr", json!(0)),
        ("is_free_trial", json!(true)),
        ("duration_minutes", json!(5)),
        ("started_at", Value::Null),
        ("expires_at", Value::Null),
        ("closing_at", Value::Null),
        ("grace_ends_at", Value::Null),
        ("ended_at", at(60)),
        ("message_count", json!(0)),
        ("sensitivity_log", json!([])),
    ] {
        assert_eq!(seen[member], value, "{member}");
    }
    assert_eq!(seen["notifications"][0]["status"], "ignored");
    assert_eq!(seen["notifications"][0]["mitra"], named(&mitra));
    assert_eq!(events(&seen), [("requested", &at(0)), ("ended", &at(60))]);
}

/// 2.10.4
#[tokio::test]
async fn a_request_that_is_taken_back_was_missed_by_whoever_had_not_answered() {
    let world = World::new().await;
    let staff = world.admin().await;
    let mitras = world.online_mitras(2).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    world.advance(1);
    mitras[0].reject(&world, &id).await.ok(204);
    world.advance(1);
    customer.cancel(&world, &id).await.ok(200);
    let seen = detail(&world, &staff, &id).await;
    assert_eq!(seen["end_reason"], "cancelled_by_customer");
    let mut notified: Vec<_> = seen["notifications"].as_array().unwrap().iter().collect();
    notified.sort_by_key(|n| n["status"].as_str());
    assert_eq!(
        notified
            .iter()
            .map(|n| (&n["status"], &n["mitra"], &n["responded_at"]))
            .collect::<Vec<_>>(),
        [
            (&json!("missed"), &named(&mitras[1]), &at(2)),
            (&json!("rejected"), &named(&mitras[0]), &at(1)),
        ]
    );
    assert_eq!(
        events(&seen),
        [
            ("requested", &at(0)),
            ("rejected", &at(1)),
            ("ended", &at(2))
        ]
    );
    assert_eq!(seen["timeline"][1]["mitra"], named(&mitras[0]));
}

/// How it went about is told to whoever may see the session, without what only a developer's desk knows.
#[tokio::test]
async fn staff_sees_how_a_request_went_about_and_why_nobody_else_was_called() {
    let world = World::new().await;
    let staff = world.admin().await;
    let mitras = world.online_mitras(3).await;
    let [taker, loser, away] = mitras.as_slice() else {
        panic!("{}", mitras.len());
    };
    away.go(&world, false).await.ok(200);
    let id = world.guest().await.request(&world, 30).await;
    world.advance(3);
    taker.accept(&world, &id).await.ok(200);

    world.advance(1);
    let late = world.online_mitra(3).await;

    let path = format!("/internal/sessions/{id}/pairing");
    let seen = world.get(&path, &staff.access).await.ok(200);
    assert_eq!(seen["requested_at"], at(0));
    let mut called = seen["called"].as_array().unwrap().clone();
    called.sort_by_key(|call| call["status"].as_str().unwrap().to_owned());
    assert_eq!(
        called,
        [
            json!({
                "mitra": named(taker), "status": "accepted", "called_ms": 0, "closed_ms": 3000,
                "active_session_count": 0,
            }),
            json!({
                "mitra": named(loser), "status": "missed", "called_ms": 0, "closed_ms": 3000,
                "active_session_count": 0,
            }),
        ]
    );
    let mut others = seen["not_called"].as_array().unwrap().clone();
    others.sort_by_key(|other| other["why"].as_str().unwrap().to_owned());
    assert_eq!(
        others,
        [
            json!({ "mitra": named(away), "why": "offline" }),
            json!({ "mitra": named(&late), "why": "registered_later" }),
        ]
    );
    for nowhere in ["0197a000-0000-7000-8000-000000000000", "nonsense"] {
        let path = format!("/internal/sessions/{nowhere}/pairing");
        world
            .get(&path, &staff.access)
            .await
            .refused(404, "NOT_FOUND");
    }
}

/// 2.10.3
#[tokio::test]
async fn extensions_stand_in_their_order_each_with_what_became_of_it() {
    let world = World::new().await;
    let staff = world.admin().await;
    let pair = world.pair(30).await;
    let extend = async || {
        let asked = pair.customer.extend(&world, &pair.id, 10).await.ok(201);
        asked["id"].as_str().unwrap().to_owned()
    };
    let first = extend().await;
    let waiting = detail(&world, &staff, &pair.id).await;
    assert_eq!(waiting["status"], "extending");
    assert_eq!(
        (
            &waiting["extensions"][0]["status"],
            &waiting["extensions"][0]["resolved_at"]
        ),
        (&json!("pending"), &Value::Null)
    );
    pair.mitra
        .answer(&world, &pair.id, &first, "accept")
        .await
        .ok(200);
    world.advance(5);
    extend().await;
    world.pass(60).await;
    let seen = detail(&world, &staff, &pair.id).await;
    let became: Vec<_> = seen["extensions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["status"])
        .collect();
    assert_eq!(became, ["accepted", "timeout"]);
    assert_eq!(
        events(&seen)[2..],
        [
            ("extension_requested", &at(0)),
            ("extension_accepted", &at(0)),
            ("extension_requested", &at(5)),
            ("extension_timeout", &at(65)),
            ("closing", &at(65)),
        ]
    );
    assert_eq!(seen["end_reason"], "extension_timeout");
}
