//! What the control center reads: the list of sessions, one in detail, the dashboard, what mitras make of their requests.

use serde_json::{Value, json};

use crate::world::{Operator, START, Tokens, World};

/// Of the first mitra.
const PHONE: &str = "+6281100000000";

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

async fn read(world: &World, staff: &Operator, path: &str) -> Value {
    world
        .get(&format!("/internal/{path}"), &staff.access)
        .await
        .ok(200)
}

async fn ask(world: &World, customer: &Tokens, topic: &str) -> String {
    let body = json!({"topic_sensitivity": topic, "price_tier_id": world.tier(30)});
    let session = customer.act(world, "request", body).await.ok(201);
    session["id"].as_str().unwrap().to_owned()
}

fn ids(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|s| s["id"].as_str().unwrap()).collect()
}

/// 2.9.2, 2.9.3, 2.9.4, 2.9.5, 2.13.2
#[tokio::test]
async fn sessions_are_found_by_status_topic_time_mitra_name_and_phone() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let mitras = world.online_mitras(2).await;
    let anna = world.customer("+6281234500001").await;
    let running = ask(&world, &anna, "sensitive").await;
    mitras[0].accept(&world, &running).await.ok(200);
    world.advance(10);
    let budi = world.guest().await;
    world
        .patch(
            "/api/client/auth/me",
            &budi.access,
            json!({"display_name": "Budi Bahagia"}),
        )
        .await
        .ok(200);
    let open = ask(&world, &budi, "regular").await;
    world.advance(10);
    let citra = world.guest().await;
    let cancelled = ask(&world, &citra, "sensitive").await;
    citra.cancel(&world, &cancelled).await.ok(200);

    let found = async |query: &str| {
        let page = read(&world, &staff, &format!("sessions{query}")).await;
        let found: Vec<String> = ids(&page).into_iter().map(str::to_owned).collect();
        assert_eq!(page["total"], found.len());
        found
    };
    let all = [cancelled.clone(), open.clone(), running.clone()];
    assert_eq!(found("").await, all);
    assert_eq!(found("?q=").await, all);
    assert_eq!(
        found("?topic_sensitivity=sensitive").await,
        [&*cancelled, &running]
    );
    assert_eq!(found("?topic_sensitivity=regular").await, [&*open]);
    assert_eq!(found("?status=active").await, [&*running]);
    assert_eq!(
        found("?status=active&topic_sensitivity=sensitive").await,
        [&*running]
    );
    assert_eq!(
        found("?status=active&topic_sensitivity=regular").await,
        [""; 0]
    );
    assert_eq!(
        found(&format!("?mitra_id={}", mitras[0].id())).await,
        [&*running]
    );
    assert_eq!(
        found(&format!("?mitra_id={}", mitras[1].id())).await,
        [""; 0]
    );
    assert_eq!(found("?q=bUdI").await, [&*open]);
    assert_eq!(found("?q=0812345").await, [&*running]);
    // The mitra's name and phone are searched too.
    assert_eq!(found("?q=%2B62811").await, [&*running]);
    assert_eq!(found("?q=100%25").await, [""; 0]);
    let instant = |seconds: i64| START.plus_seconds(seconds).to_string();
    assert_eq!(
        found(&format!("?from={}", instant(10))).await,
        [&*cancelled, &open]
    );
    assert_eq!(
        found(&format!("?to={}", instant(10))).await,
        [&*open, &running]
    );
    assert_eq!(
        found(&format!(
            "?from={}&to={}&status=requested&q=budi",
            instant(1),
            instant(19)
        ))
        .await,
        [&*open]
    );
}

#[tokio::test]
async fn sessions_come_in_pages_and_a_filter_that_is_none_is_refused() {
    let world = World::new().await;
    let staff = world.admin().await;
    let mitra = world.online_mitra(0).await;
    let anna = world.customer("+6281234500001").await;
    let running = ask(&world, &anna, "sensitive").await;
    mitra.accept(&world, &running).await.ok(200);
    let mut newer = Vec::new();
    for _ in 0..2 {
        world.advance(10);
        newer.insert(0, world.guest().await.request(&world, 30).await);
    }
    let first = read(&world, &staff, "sessions?limit=2").await;
    assert_eq!(
        (ids(&first), &first["total"]),
        (newer.iter().map(String::as_str).collect(), &json!(3))
    );
    let next = first["next_cursor"].as_str().unwrap();
    let rest = read(&world, &staff, &format!("sessions?limit=2&cursor={next}")).await;
    assert_eq!(
        (ids(&rest), &rest["next_cursor"]),
        (vec![&*running], &Value::Null)
    );
    let row = &rest["items"][0];
    assert_eq!(row["topic_sensitivity"], "sensitive");
    assert_eq!(row["customer"]["phone"], "+6281234500001");
    assert_eq!(row["mitra"]["phone"], "+6281100000000");
    assert_eq!(row["price_idr"], 30_000);

    for wrong in [
        "status=over",
        "topic_sensitivity=other",
        "from=yesterday",
        "to=2026-11-22",
        "mitra_id=x",
        "limit=0",
    ] {
        let path = format!("/internal/sessions?{wrong}");
        world
            .get(&path, &staff.access)
            .await
            .refused(400, "BAD_REQUEST");
    }
}

/// 2.10.1, 2.10.3
#[tokio::test]
async fn a_session_is_shown_with_both_sides_and_all_that_happened_but_not_what_was_said() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let mitras = world.online_mitras(2).await;
    let customer = world.guest().await;
    let id = ask(&world, &customer, "regular").await;
    let mut second = 0;
    let mut tick = || {
        second += 1;
        world.advance(1);
    };
    tick();
    mitras[1].reject(&world, &id).await.ok(204);
    tick();
    mitras[0].accept(&world, &id).await.ok(200);
    customer.say(&world, &id, "1", "rahasia").await.ok(201);
    tick();
    mitras[0].mark_topic(&world, &id, "sensitive").await.ok(200);
    tick();
    mitras[0].mark_topic(&world, &id, "regular").await.ok(200);
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    tick();
    let extension = asked["id"].as_str().unwrap();
    mitras[0]
        .answer(&world, &id, extension, "accept")
        .await
        .ok(200);
    tick();
    mitras[0].end(&world, &id).await.ok(200);
    tick();
    let words = json!({"rating": 4, "message": "rahasia"});
    customer
        .act(&world, &format!("sessions/{id}/goodbye"), words)
        .await
        .ok(200);
    tick();
    mitras[0].say_goodbye(&world, &id).await.ok(200);

    let detail = read(&world, &staff, &format!("sessions/{id}")).await;
    assert!(!detail.to_string().contains("rahasia"));
    assert_eq!(detail["topic_sensitivity"], "regular");
    assert_eq!(detail["message_count"], 1);
    assert_eq!(detail["customer"]["id"], json!(customer.id()));
    assert_eq!(detail["mitra"]["id"], json!(mitras[0].id()));
    let name = json!({"id": mitras[0].id(), "display_name": mitras[0].profile["display_name"]});
    assert_eq!(
        detail["sensitivity_log"],
        json!([
            {"mitra": name, "from_value": "regular", "to_value": "sensitive", "created_at": at(3)},
            {"mitra": name, "from_value": "sensitive", "to_value": "regular", "created_at": at(4)},
        ])
    );
    let mut notified: Vec<_> = detail["notifications"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| (n["status"].as_str().unwrap(), n["responded_at"].clone()))
        .collect();
    notified.sort_by_key(|(status, _)| *status);
    assert_eq!(notified, [("accepted", at(2)), ("rejected", at(1))]);
    assert_eq!(detail["extensions"][0]["status"], "accepted");
    assert_eq!(detail["extensions"][0]["resolved_at"], at(5));
    assert_eq!(
        detail["goodbyes"][0],
        json!({"from": "customer", "rating": 4, "created_at": at(7)})
    );
    let told: Vec<_> = detail["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["event"].as_str().unwrap(), e["at"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            ("requested", at(0)),
            ("rejected", at(1)),
            ("accepted", at(2)),
            ("topic_changed", at(3)),
            ("topic_changed", at(4)),
            ("extension_requested", at(4)),
            ("extension_accepted", at(5)),
            ("closing", at(6)),
            ("goodbye", at(7)),
            ("goodbye", at(8)),
            ("ended", at(8)),
        ]
    );
    assert_eq!(detail["timeline"][3]["mitra"], name);
    assert_eq!(detail["timeline"][10]["end_reason"], "ended_by_mitra");
}

/// 2.10.4
#[tokio::test]
async fn a_session_without_flips_has_an_empty_log_and_an_unknown_one_is_none() {
    let world = World::new().await;
    let staff = world.admin().await;
    let id = world.guest().await.request(&world, 30).await;
    let detail = read(&world, &staff, &format!("sessions/{id}")).await;
    for empty in ["sensitivity_log", "notifications", "extensions", "goodbyes"] {
        assert_eq!(detail[empty], json!([]), "{empty}");
    }
    assert_eq!(
        (
            &detail["mitra"],
            &detail["timeline"].as_array().unwrap().len()
        ),
        (&Value::Null, &1)
    );
    let nothing = "/internal/sessions/018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    world
        .get(nothing, &staff.access)
        .await
        .refused(404, "NOT_FOUND");
}

/// 2.11.1, 2.11.3, 2.13.3
#[tokio::test]
async fn the_dashboard_of_an_empty_house_is_all_zeros() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let mut dashboard = read(&world, &staff, "dashboard").await;
    let days = dashboard["per_day"].take();
    let days = days.as_array().unwrap();
    assert_eq!(days.len(), 30);
    assert_eq!(
        days[29],
        json!({"date": "2026-11-22", "sessions": 0, "sensitive": 0, "revenue_idr": 0})
    );
    assert_eq!(days[0]["date"], "2026-10-24");
    dashboard.as_object_mut().unwrap().remove("per_day");
    assert_eq!(
        dashboard,
        json!({
            "active_sessions": 0,
            "open_requests": 0,
            "online_mitras": 0,
            "customers": 0,
            "sessions_today": 0,
            "revenue_today_idr": 0,
            "sensitive": {"total": 0, "last_30_days": {"sensitive": 0, "total": 0, "percent": 0.0}},
        })
    );
}

/// Sessions that have come and gone, one after the other.
async fn had(world: &World, mitra: &Tokens, topics: &[&str]) {
    for topic in topics {
        let customer = world.guest().await;
        let id = ask(world, &customer, topic).await;
        mitra.accept(world, &id).await.ok(200);
        customer.end(world, &id).await.ok(200);
        world.pass(1).await;
    }
}

/// 2.11.2, 2.13.3
#[tokio::test]
async fn the_dashboard_counts_now_today_in_jakarta_and_the_last_thirty_days() {
    let world = World::new().await;
    world.set("closure_grace_seconds", json!(1));
    let mitra = world.online_mitra(0).await;
    // Forty days ago: only of the total. Twenty days ago: of the thirty.
    had(&world, &mitra, &["sensitive"]).await;
    world.advance(20 * 86_400);
    let mitra = world.mitra(PHONE).await;
    had(&world, &mitra, &["sensitive", "regular"]).await;
    let then = world.clock.now();
    // Five in the afternoon in UTC is the next day in Jakarta.
    world.advance(20 * 86_400 + 7 * 3600);
    let mitra = world.mitra(PHONE).await;
    let customer = world.guest().await;
    let id = ask(&world, &customer, "regular").await;
    mitra.accept(&world, &id).await.ok(200);
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    let extension = asked["id"].as_str().unwrap();
    mitra.answer(&world, &id, extension, "accept").await.ok(200);
    ask(&world, &world.guest().await, "regular").await;

    let staff = world.admin().await;
    let dashboard = read(&world, &staff, "dashboard").await;
    assert_eq!(dashboard["active_sessions"], 1);
    assert_eq!(dashboard["open_requests"], 1);
    assert_eq!(dashboard["online_mitras"], 1);
    assert_eq!(dashboard["customers"], 5);
    assert_eq!(dashboard["sessions_today"], 2);
    // The one that waits has earned nothing yet.
    assert_eq!(dashboard["revenue_today_idr"], 40_000);
    assert_eq!(
        dashboard["sensitive"],
        json!({"total": 2, "last_30_days": {"sensitive": 1, "total": 4, "percent": 25.0}})
    );
    let days = dashboard["per_day"].as_array().unwrap();
    let today = &days[29];
    assert_eq!(today["date"], "2027-01-02");
    assert_eq!(
        (&today["sessions"], &today["revenue_idr"]),
        (&json!(2), &json!(40_000))
    );
    let date = then.to_jiff().strftime("%Y-%m-%d").to_string();
    let earlier = days
        .iter()
        .find(|day| day["date"] == date.as_str())
        .unwrap();
    assert_eq!(
        (
            &earlier["sessions"],
            &earlier["sensitive"],
            &earlier["revenue_idr"]
        ),
        (&json!(2), &json!(1), &json!(60_000))
    );
    let counted: i64 = days
        .iter()
        .map(|day| day["sessions"].as_i64().unwrap())
        .sum();
    assert_eq!(counted, 4);
}
