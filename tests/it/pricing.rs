//! Price tiers and the free trial: set by operators, seen by customers.

use serde_json::{Value, json};

use crate::{
    config::{admin, audited},
    world::{START, World},
};

const TIERS: &str = "/internal/config/price-tiers";
const PRICING: &str = "/api/client/pricing";

fn tier(name: &str, minutes: i64, price: i64) -> Value {
    json!({"name": name, "duration_minutes": minutes, "price_idr": price})
}

async fn add(world: &World, admin: &str, tier: Value) -> Value {
    world.post(TIERS, admin, tier).await.ok(201)
}

fn at(tier: &Value) -> String {
    format!("{TIERS}/{}", tier["id"].as_str().unwrap())
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|tier| tier["name"].as_str().unwrap())
        .collect()
}

async fn listed(world: &World, admin: &str) -> Value {
    world.get(TIERS, admin).await.ok(200)
}

async fn offered(world: &World, customer: &str) -> Value {
    world.get(PRICING, customer).await.ok(200)["tiers"].clone()
}

/// 2.13.1, 4.4.5
#[tokio::test]
async fn a_tier_is_added_edited_and_removed_and_customers_see_it_at_once() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let guest = world.guest().await.access;
    assert_eq!(offered(&world, &guest).await, json!([]));

    let made = add(&world, &admin, tier("15 menit", 15, 15_000)).await;
    assert_eq!(
        made,
        json!({
            "id": made["id"],
            "name": "15 menit",
            "duration_minutes": 15,
            "price_idr": 15_000,
            "is_active": true,
            "position": 1,
        })
    );
    let shown = json!([{
        "id": made["id"], "name": "15 menit", "duration_minutes": 15, "price_idr": 15_000,
    }]);
    assert_eq!(offered(&world, &guest).await, shown);
    let whole = world.get("/internal/config", &admin).await.ok(200);
    assert_eq!(whole["price_tiers"], json!([made]));

    let edited = world
        .patch(&at(&made), &admin, json!({"price_idr": 12_000}))
        .await
        .ok(200);
    assert_eq!(edited["price_idr"], 12_000);
    assert_eq!(edited["name"], "15 menit");
    assert_eq!(offered(&world, &guest).await[0]["price_idr"], 12_000);

    let reply = world.delete(&at(&made), &admin).await;
    assert_eq!((reply.status, reply.json), (204, Value::Null));
    assert_eq!(offered(&world, &guest).await, json!([]));
    assert_eq!(listed(&world, &admin).await["total"], 0);
}

#[tokio::test]
async fn tiers_stand_in_their_order_and_a_new_one_comes_last() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let guest = world.guest().await.access;
    let mut b = tier("b", 1, 0);
    b["position"] = json!(5);
    let b = add(&world, &admin, b).await;
    let c = add(&world, &admin, tier("c", 1440, 100_000_000)).await;
    assert_eq!(c["position"], 6);
    let mut a = tier("a", 30, 1);
    a["position"] = json!(0);
    add(&world, &admin, a).await;
    assert_eq!(names(&offered(&world, &guest).await), ["a", "b", "c"]);

    // Two in one place: the older one first.
    world
        .patch(&at(&b), &admin, json!({"position": 6}))
        .await
        .ok(200);
    assert_eq!(names(&offered(&world, &guest).await), ["a", "b", "c"]);
    world
        .patch(&at(&c), &admin, json!({"position": 1}))
        .await
        .ok(200);
    assert_eq!(names(&offered(&world, &guest).await), ["a", "c", "b"]);
    let whole = world.get("/internal/config", &admin).await.ok(200);
    assert_eq!(names(&whole["price_tiers"]), ["a", "c", "b"]);
}

#[tokio::test]
async fn a_tier_that_is_not_offered_is_seen_by_operators_alone() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let guest = world.guest().await.access;
    let mut hidden = tier("hidden", 10, 1);
    hidden["is_active"] = json!(false);
    let hidden = add(&world, &admin, hidden).await;
    assert_eq!(hidden["is_active"], false);
    assert_eq!(offered(&world, &guest).await, json!([]));
    assert_eq!(names(&listed(&world, &admin).await["items"]), ["hidden"]);
    world
        .patch(&at(&hidden), &admin, json!({"is_active": true}))
        .await
        .ok(200);
    assert_eq!(names(&offered(&world, &guest).await), ["hidden"]);
}

#[tokio::test]
async fn a_list_of_tiers_comes_in_pages_in_the_same_order() {
    let world = World::new().await;
    let admin = admin(&world).await;
    for (name, position) in [("d", 4), ("a", 1), ("c", 3), ("b", 1), ("e", 1_000_000)] {
        let mut tier = tier(name, 1, 1);
        tier["position"] = json!(position);
        add(&world, &admin, tier).await;
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = world
            .get(&format!("{TIERS}?limit=2{cursor}"), &admin)
            .await
            .ok(200);
        assert_eq!(page["total"], 5);
        seen.extend(names(&page["items"]).into_iter().map(str::to_owned));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["a", "b", "c", "d", "e"]);
}

#[tokio::test]
async fn what_does_not_fit_a_tier_is_named() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let good = add(&world, &admin, tier("good", 1, 0)).await;
    let long = "x".repeat(61);
    for (member, wrong) in [
        ("name", json!("")),
        ("name", json!("   ")),
        ("name", json!(long)),
        ("name", json!("a\nb")),
        ("name", json!([])),
        ("duration_minutes", json!(0)),
        ("duration_minutes", json!(1441)),
        ("duration_minutes", json!("15")),
        ("price_idr", json!(-1)),
        ("price_idr", json!(100_000_001)),
        ("price_idr", json!(1.5)),
        ("is_active", json!("yes")),
        ("position", json!(-1)),
        ("position", json!(1_000_001)),
    ] {
        let mut new = tier("new", 15, 15_000);
        new[member] = wrong.clone();
        let edit = json!({ member: wrong });
        for reply in [
            world.post(TIERS, &admin, new).await,
            world.patch(&at(&good), &admin, edit).await,
        ] {
            let refused = reply.refused(400, "BAD_REQUEST");
            assert_eq!(
                refused["errors"][0]["pointer"],
                format!("/{member}"),
                "{refused}"
            );
        }
    }
    for member in [
        "name",
        "duration_minutes",
        "price_idr",
        "is_active",
        "position",
    ] {
        let refused = world
            .patch(&at(&good), &admin, json!({ member: null }))
            .await
            .refused(400, "BAD_REQUEST");
        assert_eq!(refused["errors"][0]["pointer"], format!("/{member}"));
    }
    let missing = world
        .post(TIERS, &admin, json!({}))
        .await
        .refused(400, "BAD_REQUEST");
    assert_eq!(missing["errors"].as_array().unwrap().len(), 3);
    assert_eq!(listed(&world, &admin).await["items"], json!([good]));
}

#[tokio::test]
async fn a_tier_that_is_gone_is_not_found() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let made = add(&world, &admin, tier("a", 1, 1)).await;
    world.delete(&at(&made), &admin).await.ok(204);
    for path in [
        at(&made),
        format!("{TIERS}/no-id"),
        format!("{TIERS}/00000000-0000-7000-8000-000000000009"),
    ] {
        world.delete(&path, &admin).await.refused(404, "NOT_FOUND");
        world
            .patch(&path, &admin, json!({"name": "b"}))
            .await
            .refused(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn each_change_of_a_tier_leaves_one_audit_row_and_no_change_none() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let made = add(&world, &admin, tier("a", 10, 1000)).await;
    for nothing in [json!({}), json!({"name": " a ", "price_idr": 1000})] {
        let same = world.patch(&at(&made), &admin, nothing).await.ok(200);
        assert_eq!(same, made);
    }
    let edit = json!({"name": "b", "price_idr": 2000, "duration_minutes": 10});
    world.patch(&at(&made), &admin, edit).await.ok(200);
    world.delete(&at(&made), &admin).await.ok(204);

    let whole = json!({
        "name": "a", "duration_minutes": 10, "price_idr": 1000, "is_active": true, "position": 1,
    });
    let created = audited(&world, "price_tier.created");
    assert_eq!(created.len(), 1);
    assert_eq!((&created[0].0, &created[0].1), (&Value::Null, &whole));
    assert!(created[0].2.is_some());
    let updated = audited(&world, "price_tier.updated");
    assert_eq!(updated.len(), 1);
    assert_eq!(updated[0].0, json!({"name": "a", "price_idr": 1000}));
    assert_eq!(updated[0].1, json!({"name": "b", "price_idr": 2000}));
    let deleted = audited(&world, "price_tier.deleted");
    assert_eq!(deleted.len(), 1);
    assert_eq!(deleted[0].0["name"], "b");
    assert_eq!(deleted[0].1, Value::Null);
    assert_eq!(world.number("select count(*) from audit_log"), 3);
    let targets: String = world
        .sql()
        .query_row(
            "select group_concat(distinct target_type || ' ' || target_id) from audit_log",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(
        targets,
        format!("price_tier {}", made["id"].as_str().unwrap())
    );
}

/// A request of this customer, at a price, behind the server's back.
fn request(world: &World, customer: &str, tier: &Value) {
    let now = START.as_millis();
    world
        .sql()
        .execute(
            "insert into chat_sessions (id, customer_id, status, price_tier_id, price_tier_name, price_idr,
                                        duration_minutes, requested_at, request_expires_at)
             values ('a-session', ?1, 'requested', ?2, ?3, ?4, ?5, ?6, ?6)",
            (
                customer,
                tier["id"].as_str(),
                tier["name"].as_str(),
                tier["price_idr"].as_i64(),
                tier["duration_minutes"].as_i64(),
                now,
            ),
        )
        .unwrap();
}

#[tokio::test]
async fn past_sessions_keep_their_price() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let guest = world.guest().await;
    let made = add(&world, &admin, tier("30 menit", 30, 27_000)).await;
    request(&world, guest.id(), &made);
    let edit = json!({"name": "half an hour", "price_idr": 1, "duration_minutes": 1});
    world.patch(&at(&made), &admin, edit).await.ok(200);
    world.delete(&at(&made), &admin).await.ok(204);
    let kept: (String, i64, i64) = world
        .sql()
        .query_row(
            "select price_tier_name, price_idr, duration_minutes from chat_sessions",
            [],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .unwrap();
    assert_eq!(kept, ("30 menit".to_owned(), 27_000, 30));
}

/// 4.4.1
#[tokio::test]
async fn the_free_trial_is_for_whoever_has_not_had_a_session() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let (guest, other) = (world.guest().await, world.guest().await);
    let trial = async |token: &str| world.get(PRICING, token).await.ok(200)["free_trial"].clone();
    let eligible = json!({"enabled": true, "eligible": true, "duration_minutes": 5});
    assert_eq!(trial(&guest.access).await, eligible);

    // A request that nobody has taken yet uses nothing up.
    request(
        &world,
        guest.id(),
        &json!({"price_idr": 0, "duration_minutes": 5}),
    );
    assert_eq!(trial(&guest.access).await, eligible);
    world
        .sql()
        .execute(
            "update chat_sessions set status = 'completed', started_at = ?1, ended_at = ?1",
            [START.as_millis()],
        )
        .unwrap();
    assert_eq!(trial(&guest.access).await["eligible"], false);
    assert_eq!(trial(&other.access).await, eligible);

    let members = json!({"enabled": false, "duration_minutes": 7});
    world
        .patch("/internal/config/free-trial", &admin, members)
        .await
        .ok(200);
    assert_eq!(
        trial(&other.access).await,
        json!({"enabled": false, "eligible": true, "duration_minutes": 7})
    );
}

#[tokio::test]
async fn prices_are_for_customers() {
    let world = World::new().await;
    let admin = admin(&world).await;
    world.get(PRICING, &admin).await.refused(403, "FORBIDDEN");
    let guest = world.guest().await;
    world
        .get(TIERS, &guest.access)
        .await
        .refused(403, "FORBIDDEN");
}
