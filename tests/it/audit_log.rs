//! The audit log as operators read it: filtered, in pages.

use serde_json::{Value, json};

use crate::world::{Operator, START, World};

const LOG: &str = "/internal/audit-log";

async fn actions(world: &World, by: &Operator, query: &str) -> (Vec<String>, i64) {
    let path = format!("{LOG}?{query}");
    let log = world.get(&path, &by.access).await.ok(200);
    let items = log["items"].as_array().unwrap();
    let of = |entry: &Value| entry["action"].as_str().unwrap().to_owned();
    (
        items.iter().map(of).collect(),
        log["total"].as_i64().unwrap(),
    )
}

/// An admin adds a second one, renames her an hour later, and another hour later she changes a setting.
async fn two_hours(world: &World) -> (Operator, Operator) {
    let second = world.operator("super_admin").await;
    world.advance(3600);
    let admin = world.admin().await;
    let path = format!("/internal/control-center-users/{}", second.id());
    let renamed = json!({"name": "Dewi"});
    world.patch(&path, &admin.access, renamed).await.ok(200);
    world.advance(3600);
    let email = second.profile["email"].as_str().unwrap();
    let second = Operator::of(world.login(email, "Rahasia1").await);
    let path = "/internal/config/anonymity";
    let off = json!({"enabled": false});
    world.patch(path, &second.access, off).await.ok(200);
    (admin, second)
}

#[tokio::test]
async fn the_log_is_filtered_by_action_actor_and_time_and_the_total_with_it() {
    let world = World::new().await;
    let (admin, second) = two_hours(&world).await;
    let all = [
        "config.updated",
        "control_center_user.updated",
        "control_center_user.created",
    ];
    let (from, to) = (START.plus_seconds(3600), START.plus_seconds(7199));
    let (first, other) = (admin.id(), second.id());
    for (query, expected) in [
        (String::new(), &all[..]),
        ("action=control_center_user.updated".into(), &all[1..2]),
        ("action=control_center_user".into(), &[]),
        (format!("actor_id={first}"), &all[1..]),
        (format!("actor_id={}", first.to_uppercase()), &all[1..]),
        (format!("actor_id={other}"), &all[..1]),
        (format!("actor_id={other}&action={}", all[1]), &[]),
        (format!("target_id={other}"), &all[1..]),
        (format!("target_id={other}&action={}", all[1]), &all[1..2]),
        (
            format!("target_type=control_center_user&target_id={other}"),
            &all[1..],
        ),
        (format!("target_type=config&target_id={other}"), &[]),
        ("target_type=config".into(), &all[..1]),
        (format!("target_id={first}"), &[]),
        (format!("from={from}"), &all[..2]),
        (format!("to={to}"), &all[1..]),
        (format!("to={from}"), &all[1..]),
        (format!("from={from}&to={to}"), &all[1..2]),
        (format!("from={to}&to={from}"), &[]),
        // The same instant as `from`, as someone in Jakarta writes it, escaped and not.
        ("from=2026-11-22T18:00:00%2B07:00".into(), &all[..2]),
        ("from=2026-11-22T18:00:00+07:00".into(), &all[..2]),
    ] {
        let (found, total) = actions(&world, &second, &query).await;
        assert_eq!(found, expected, "{query}");
        assert_eq!(total, expected.len() as i64, "{query}");
    }
}

#[tokio::test]
async fn a_filter_stays_over_the_pages() {
    let world = World::new().await;
    let admin = world.admin().await;
    for n in 0..5_i64 {
        let path = "/internal/config/extension-timeout";
        let seconds = json!({"seconds": 30 + n});
        world.patch(path, &admin.access, seconds).await.ok(200);
        world.operator("viewer").await;
        world.advance(1);
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let query = format!("{LOG}?action=config.updated&limit=2{cursor}");
        let page = world.get(&query, &admin.access).await.ok(200);
        assert_eq!(page["total"], 5);
        for entry in page["items"].as_array().unwrap() {
            assert_eq!(entry["action"], "config.updated");
            seen.push(entry["after"]["extension_timeout_seconds"].clone());
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, [34, 33, 32, 31, 30]);
}

#[tokio::test]
async fn a_filter_that_is_none_is_refused_and_named() {
    let world = World::new().await;
    let admin = world.admin().await;
    for (name, value) in [
        ("from", "yesterday"),
        ("to", "2026-11-22"),
        ("actor_id", "sari"),
        ("limit", "0"),
        ("cursor", "x"),
    ] {
        let refused = world
            .get(&format!("{LOG}?{name}={value}"), &admin.access)
            .await
            .refused(400, "BAD_REQUEST");
        assert_eq!(refused["errors"][0]["pointer"], name);
    }
}

#[tokio::test]
async fn the_total_of_everything_or_of_an_action_is_kept_and_not_counted() {
    let world = World::new().await;
    let (_, admin) = two_hours(&world).await;
    // Only what is kept says so; counting would not.
    let thousand_more = "update running_totals set total = total + 1000 where counted = 'audit_log'
                            and kind in ('config.updated', 'control_center_user.updated')";
    world.sql().execute(thousand_more, []).unwrap();
    let total = async |query: &str| actions(&world, &admin, query).await.1;
    assert_eq!(total("").await, 2003);
    assert_eq!(total("action=config.updated").await, 1001);
    let narrower = format!("action=config.updated&from={START}");
    assert_eq!(total(&narrower).await, 1);
}
