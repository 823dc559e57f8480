//! A customer is forgotten: what goes, what stays, and who is told.

use rusqlite::types::ValueRef;
use serde_json::{Value, json};

use crate::{
    config::{admin, audited},
    world::{Tokens, World},
};

const PHONE: &str = "+6281234567890";

fn erase_path(id: &str) -> String {
    format!("/internal/customers/{id}/erase")
}

async fn erase(world: &World, admin: &str, who: &Tokens) -> Value {
    world
        .post(&erase_path(who.id()), admin, json!({}))
        .await
        .ok(200)
}

/// Everything that the database holds, as text.
fn everything(world: &World) -> String {
    let db = world.sql();
    let tables: Vec<String> = db
        // An index of the search has its words in tables beside it, and can't be read by itself.
        .prepare("select name from sqlite_master where type = 'table' and sql not like '%fts5%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut all = String::new();
    for table in tables {
        let mut statement = db.prepare(&format!("select * from {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get_ref(column).unwrap() {
                    ValueRef::Text(text) => all.push_str(&String::from_utf8_lossy(text)),
                    ValueRef::Blob(blob) => all.push_str(&String::from_utf8_lossy(blob)),
                    _ => {}
                }
                all.push('\n');
            }
        }
    }
    all
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a whole life, and what is left of it"
)]
async fn nothing_of_an_erased_customer_is_left_but_the_sums() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let mitra = world.online_mitra(0).await;
    let customer = world.customer(PHONE).await;
    world
        .patch(
            "/api/client/auth/me",
            &customer.access,
            json!({"display_name": "Ratna Canary"}),
        )
        .await
        .ok(200);
    world
        .sql()
        .execute(
            "update customers set email = 'ratna@example.org', google_sub = 'g-canary', firebase_uid = 'f-canary' where id = ?1",
            [customer.id()],
        )
        .unwrap();
    world
        .post(
            "/api/shared/device-token",
            &customer.access,
            json!({"token": "device-canary", "platform": "android"}),
        )
        .await
        .ok(204);
    let tier = world.tier(30);
    let order = json!({"topic_sensitivity": "regular", "price_tier_id": tier});
    let asked = customer
        .act_keyed(&world, "request", "a-key-of-hers", order)
        .await
        .ok(201);
    let id = asked["id"].as_str().unwrap().to_owned();
    mitra.accept(&world, &id).await.ok(200);
    customer.say(&world, &id, "a", "said-canary").await.ok(201);
    mitra.say(&world, &id, "b", "answered-canary").await.ok(201);
    customer.end(&world, &id).await.ok(200);
    let words = json!({"message": "goodbye-canary", "rating": 4});
    customer
        .act(&world, &format!("sessions/{id}/goodbye"), words)
        .await
        .ok(200);
    let words = json!({"message": "farewell-canary"});
    mitra
        .act(&world, &format!("sessions/{id}/goodbye"), words)
        .await
        .ok(200);
    // What a guard noted, with the address of her device.
    world
        .sql()
        .execute(
            "insert into audit_log (id, created_at, actor_type, actor_id, action, before, ip)
             values ('00000000-0000-7000-8000-00000000000a', 1, 'customer', ?1, 'auth.refresh_reused', null, '203.0.113.77')",
            [customer.id()],
        )
        .unwrap();
    world
        .sql()
        .execute(
            "insert into audit_log (id, created_at, actor_type, actor_id, action, target_type, target_id, before, ip)
             values ('00000000-0000-7000-8000-00000000000b', 1, 'customer', '00000000-0000-7000-8000-00000000000c', 'customer.merged', 'customer', ?1,
                     '{\"guest_display_name\":\"guest-canary\"}', '203.0.113.77')",
            [customer.id()],
        )
        .unwrap();
    let canaries = [
        PHONE,
        "Canary",
        "canary",
        "ratna@example.org",
        "203.0.113.77",
    ];
    let before = everything(&world);
    for canary in canaries {
        assert!(before.contains(canary), "{canary} was never there");
    }

    let erased = erase(&world, &admin, &customer).await;
    assert_eq!(
        erased,
        json!({"customer_id": customer.id(), "erased_before": false, "sessions": 1, "messages": 2, "sign_ins": 1})
    );
    let after = everything(&world);
    for canary in canaries {
        assert!(!after.contains(canary), "{canary} is still there");
    }
    assert_eq!(
        world.number("select count(*) from idempotency_keys where scope like '%chat/request'"),
        0
    );
    // The books: that there was a session, what it cost, how it was.
    assert_eq!(
        world.number("select price_idr > 0 and last_seq = 2 from chat_sessions"),
        1
    );
    assert_eq!(
        world.number("select rating from session_goodbyes where sender = 'customer'"),
        4
    );
    // The mitra's history has its numbers without gaps, and no words.
    let read = mitra
        .look(&world, &format!("sessions/{id}/messages"))
        .await
        .ok(200);
    let contents: Vec<&str> = read["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["content"].as_str().unwrap())
        .collect();
    assert_eq!(contents, ["[erased]", "[erased]"]);
    let goodbyes = mitra.goodbyes(&world, &id).await.ok(200);
    for side in ["customer", "mitra"] {
        assert_eq!(goodbyes[side]["message"], Value::Null, "{side}");
        assert!(goodbyes[side]["created_at"].is_string(), "{side}");
    }
    let session = mitra.session(&world, &id).await;
    assert_eq!(session["counterpart"]["display_name"], "Erased customer");
    let seen = world
        .get(&format!("/internal/customers/{}", customer.id()), &admin)
        .await
        .ok(200);
    assert_eq!(seen["display_name"], "Erased customer");
    assert_eq!(seen["phone"], Value::Null);
    assert!(seen["erased_at"].is_string());
    // One row, with figures only; once more changes nothing.
    let log = audited(&world, "customer.erased");
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].0, Value::Null);
    assert_eq!(
        log[0].1,
        json!({"sessions": 1, "messages": 2, "sign_ins": 1})
    );
    let again = erase(&world, &admin, &customer).await;
    assert_eq!(again["erased_before"], true);
    assert_eq!(audited(&world, "customer.erased").len(), 1);
}

#[tokio::test]
async fn whoever_was_erased_comes_back_as_somebody_new() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let customer = world.customer(PHONE).await;
    erase(&world, &admin, &customer).await;
    // Their tokens are worth nothing: not even a name can be given to the row.
    world
        .post_open(
            "/api/shared/auth/refresh",
            json!({"refresh_token": customer.refresh}),
        )
        .await
        .refused(401, "REFRESH_INVALID");
    world
        .patch(
            "/api/client/auth/me",
            &customer.access,
            json!({"display_name": "Ratna"}),
        )
        .await
        .refused(401, "TOKEN_INVALID");
    let order = json!({"topic_sensitivity": "regular", "price_tier_id": world.tier(30)});
    customer
        .act(&world, "request", order)
        .await
        .refused(401, "TOKEN_INVALID");
    let device = json!({"token": "device-canary", "platform": "android"});
    world
        .post("/api/shared/device-token", &customer.access, device)
        .await
        .refused(401, "TOKEN_INVALID");
    assert_eq!(world.number("select count(*) from device_tokens"), 0);
    let next = world.customer(PHONE).await;
    assert_ne!(next.id(), customer.id());
}

#[tokio::test]
async fn an_open_session_ends_first_and_the_mitra_is_told_while_the_customers_sockets_are_closed() {
    for status in ["requested", "active", "extending", "closing"] {
        let world = World::new().await;
        let admin = admin(&world).await;
        // No setting holds it up.
        world.set("early_end", json!({"customer": false, "mitra": true}));
        let mitra = world.online_mitra(0).await;
        let customer = world.guest().await;
        let id = customer.request(&world, 30).await;
        if status != "requested" {
            mitra.accept(&world, &id).await.ok(200);
        }
        match status {
            "extending" => drop(customer.extend(&world, &id, 30).await.ok(201)),
            "closing" => drop(mitra.end(&world, &id).await.ok(200)),
            _ => {}
        }
        assert_eq!(
            customer.session(&world, &id).await["status"],
            status,
            "as it was to be"
        );
        let mut hers = world.socket(&customer.access).await;
        let mut his = world.socket(&mitra.access).await;
        erase(&world, &admin, &customer).await;
        assert_eq!(hers.end().await, 4401, "{status}");
        if status == "requested" {
            let closed = his.expect("chat_request_closed").await;
            assert_eq!(closed["reason"], "cancelled_by_customer");
        } else {
            if status == "extending" {
                let resolved = his.expect("extension_resolved").await;
                assert_eq!(resolved["outcome"], "rejected");
            }
            let completed = his.expect("session_completed").await;
            assert_eq!(completed["session"]["status"], "completed");
            let reason = match status {
                "closing" => "ended_by_mitra",
                _ => "ended_by_customer",
            };
            assert_eq!(completed["session"]["end_reason"], reason, "{status}");
        }
        let mut late = world.dial().await;
        late.send(&json!({"type": "auth", "token": customer.access}))
            .await;
        assert_eq!(late.next().await, Err(4401));
    }
}

#[tokio::test]
async fn only_a_super_admin_erases_and_only_customers_there_are() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let customer = world.guest().await;
    for role in ["operator", "viewer"] {
        let member = world.operator(role).await;
        world
            .post(&erase_path(customer.id()), &member.access, json!({}))
            .await
            .refused(403, "FORBIDDEN");
    }
    let nobody = "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    world
        .post(&erase_path(nobody), &admin, json!({}))
        .await
        .refused(404, "NOT_FOUND");
    assert!(audited(&world, "customer.erased").is_empty());
}
