//! Customers as staff sees them, and what all lists of the control center have in common.

use serde_json::{Value, json};

use crate::{
    config::admin,
    mitras::{MITRAS, PHONE, found, list},
    world::{START, World},
};

const CUSTOMERS: &str = "/internal/customers";

#[tokio::test]
async fn a_page_has_fifty_at_first_and_two_hundred_at_most() {
    let world = World::new().await;
    let admin = admin(&world).await;
    world
        .sql()
        .execute(
            "with recursive n (i) as (values (1) union all select i + 1 from n where i < 205)
             insert into customers (id, display_name, created_at, updated_at)
             select printf('00000000-0000-7000-8000-%012d', i), 'Guest ' || i, ?1, ?1 from n",
            [START.as_millis()],
        )
        .unwrap();
    for (query, count) in [
        (vec![], 50),
        (vec![("limit", "7")], 7),
        (vec![("limit", "200")], 200),
        (vec![("limit", "100000")], 200),
    ] {
        let page = list(&world, &admin, CUSTOMERS, &query).await.ok(200);
        assert_eq!(page["items"].as_array().unwrap().len(), count, "{query:?}");
        assert_eq!(page["total"], 205);
        assert!(page["next_cursor"].is_string());
    }
    for path in [MITRAS, CUSTOMERS, "/internal/config/price-tiers"] {
        for (name, wrong) in [
            ("limit", "0"),
            ("limit", "-1"),
            ("limit", "many"),
            ("cursor", "nonsense"),
            ("cursor", ""),
        ] {
            let refused = list(&world, &admin, path, &[(name, wrong)])
                .await
                .refused(400, "BAD_REQUEST");
            assert_eq!(refused["errors"][0]["pointer"], name);
        }
    }
}

#[tokio::test]
async fn customers_are_listed_with_guests_and_what_is_known_of_them() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let guest = world.guest().await;
    world.advance(1);
    let known = world.customer(PHONE).await;
    world
        .sql()
        .execute(
            "update customers set display_name = 'Ana', email = 'ana@example.org', apple_sub = 'a' where id = ?1",
            [known.id()],
        )
        .unwrap();
    let page = list(&world, &admin, CUSTOMERS, &[]).await.ok(200);
    assert_eq!(page["total"], 2);
    assert_eq!(page["next_cursor"], Value::Null);
    let ana = json!({
        "id": known.id(),
        "display_name": "Ana",
        "phone": PHONE,
        "email": "ana@example.org",
        "is_anonymous": false,
        "has_google": false,
        "has_apple": true,
        "session_count": 0,
        "created_at": "2026-11-22T10:00:01.000Z",
        "erased_at": null,
    });
    assert_eq!(page["items"][0], ana);
    assert_eq!(page["items"][1]["id"], guest.id());
    assert_eq!(page["items"][1]["is_anonymous"], true);
    assert_eq!(page["items"][1]["phone"], Value::Null);
    let one = world
        .get(&format!("{CUSTOMERS}/{}", known.id()), &admin)
        .await
        .ok(200);
    assert_eq!(one, ana);
    assert_eq!(
        found(&world, &admin, CUSTOMERS, &[("q", "0812-3456")]).await,
        ["Ana"]
    );
    assert_eq!(
        found(&world, &admin, CUSTOMERS, &[("q", "aNA")]).await,
        ["Ana"]
    );
}

#[tokio::test]
async fn sessions_are_counted_for_both_sides() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let mitra = world.mitra(PHONE).await;
    let guest = world.guest().await;
    let other = world.guest().await;
    // Who, with whom, how it stands, whether it has started and ended.
    for (i, (customer, status, started, ended)) in [
        (&guest, "completed", true, true),
        (&guest, "cancelled", false, true),
        (&guest, "closing", true, false),
        (&other, "active", true, false),
    ]
    .into_iter()
    .enumerate()
    {
        let at = START.as_millis();
        let when = |is: bool| is.then_some(at);
        world
            .sql()
            .execute(
                "insert into chat_sessions (id, customer_id, mitra_id, status, duration_minutes, requested_at,
                                            request_expires_at, started_at, expires_at, grace_ends_at, ended_at)
                 values (?1, ?2, ?3, ?4, 5, ?5, ?5, ?6, ?6, ?6, ?7)",
                (
                    format!("session-{i}"),
                    customer.id(),
                    started.then_some(mitra.id()),
                    status,
                    at,
                    when(started),
                    when(ended),
                ),
            )
            .unwrap();
    }
    let shown = world
        .get(&format!("{MITRAS}/{}", mitra.id()), &admin)
        .await
        .ok(200);
    assert_eq!(shown["active_session_count"], 2);
    for (customer, count) in [(&guest, 2), (&other, 1)] {
        let shown = world
            .get(&format!("{CUSTOMERS}/{}", customer.id()), &admin)
            .await
            .ok(200);
        assert_eq!(shown["session_count"], count);
    }
}
