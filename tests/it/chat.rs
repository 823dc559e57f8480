//! Whole conversations, from the request to the last goodbye. What each part does in detail is in the chapters of its own:
//! `pairing.rs`, `messages.rs`, `extension.rs`, `closing.rs`.

use serde_json::{Value, json};

use crate::world::{START, World};

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

/// 3.2.1
#[tokio::test]
async fn a_conversation_goes_from_pairing_through_an_extension_to_goodbye() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    world.advance(10);

    let started = mitra.accept(&world, &id).await.ok(200);
    assert_eq!(started["status"], "active");
    assert_eq!(started["started_at"], at(10));
    assert_eq!(started["expires_at"], at(10 + 1800));
    assert_eq!(
        started["counterpart"],
        json!({"display_name": customer.profile["display_name"]})
    );
    let seen = customer.session(&world, &id).await;
    assert_eq!(
        seen["counterpart"],
        json!({"display_name": mitra.profile["display_name"]})
    );

    let message = customer.say(&world, &id, "a1", "Halo").await.ok(201);
    assert_eq!(
        (&message["seq"], &message["sender"]),
        (&json!(1), &json!("customer"))
    );
    mitra.say(&world, &id, "b1", "Halo juga").await.ok(201);
    assert_eq!(customer.session(&world, &id).await["unread_count"], 1);
    let page = mitra
        .look(&world, &format!("sessions/{id}/messages"))
        .await
        .ok(200);
    let said: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| &m["content"])
        .collect();
    assert_eq!(said, ["Halo", "Halo juga"]);

    world.pass(1700).await;
    let extension = customer.extend(&world, &id, 15).await.ok(201);
    assert_eq!(extension["status"], "pending");
    assert_eq!(extension["price_tier"]["duration_minutes"], 15);
    assert_eq!(extension["respond_by"], at(1710 + 60));
    let extending = mitra.session(&world, &id).await;
    assert_eq!(extending["status"], "extending");
    assert_eq!(extending["pending_extension"], extension);
    let extension = extension["id"].as_str().unwrap();
    let longer = mitra.answer(&world, &id, extension, "accept").await.ok(200);
    assert_eq!(longer["status"], "active");
    assert_eq!(longer["expires_at"], at(10 + 1800 + 900));
    assert_eq!(longer["pending_extension"], Value::Null);

    world.pass(1000).await;
    let closing = customer.session(&world, &id).await;
    assert_eq!(
        (&closing["status"], &closing["end_reason"]),
        (&json!("closing"), &json!("time_up"))
    );
    customer
        .say(&world, &id, "a2", "Terima kasih")
        .await
        .ok(201);
    let body = json!({"message": "Sampai jumpa", "rating": 5});
    let waiting = customer
        .act(&world, &format!("sessions/{id}/goodbye"), body)
        .await
        .ok(200);
    assert_eq!(
        waiting["goodbye"],
        json!({"customer": true, "mitra": false})
    );
    let over = mitra.say_goodbye(&world, &id).await.ok(200);
    assert_eq!(over["status"], "completed");
    assert_eq!(over["ended_at"], at(2710));
    assert_eq!(
        world.number("select rating from session_goodbyes where sender = 'customer'"),
        5
    );

    let history = customer.look(&world, "sessions").await.ok(200);
    assert_eq!(history["items"][0]["id"], json!(id));
    assert_eq!(history["next_cursor"], Value::Null);
    let active = customer.look(&world, "sessions/active").await.ok(200);
    assert_eq!(active, json!({"items": []}));
}
