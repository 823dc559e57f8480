//! The dashboard's figures, at the borders of days, of the thirty days, and of what counts as earned.

use serde_json::{Value, json};

use crate::{
    past::{self, Gone},
    world::World,
};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// The test begins at 17:00 in Jakarta.
const TODAY: i64 = -17 * HOUR;

async fn dashboard(world: &World) -> Value {
    let staff = world.operator("viewer").await;
    world
        .get("/internal/dashboard", &staff.access)
        .await
        .ok(200)
}

fn gone(world: &World, sessions: &[Gone]) {
    past::write(world, |past| {
        let customer = past.customer("Anna", None);
        let mitra = past.mitra("Mitra", "+6281199999999");
        for session in sessions {
            past.session(&customer, &mitra, *session);
        }
    });
}

fn at(at: i64) -> Gone {
    Gone { at, ..Gone::PLAIN }
}

fn sensitive(at: i64) -> Gone {
    Gone {
        at,
        sensitive: true,
        ..Gone::PLAIN
    }
}

/// 2.13.3
#[tokio::test]
async fn a_day_begins_at_midnight_of_the_zone_to_the_millisecond() {
    for (zone, midnight, date) in [
        ("Asia/Jakarta", TODAY, "2026-11-22"),
        ("UTC", -10 * HOUR, "2026-11-22"),
        ("Pacific/Auckland", -23 * HOUR, "2026-11-22"),
    ] {
        let world = World::with(&["--time-zone", zone]).await;
        gone(&world, &[at(midnight - 1), at(midnight), at(0)]);
        let seen = dashboard(&world).await;
        assert_eq!(seen["sessions_today"], 2, "{zone}");
        assert_eq!(seen["revenue_today_idr"], 60_000, "{zone}");
        let days = seen["per_day"].as_array().unwrap();
        assert_eq!(
            (&days[29]["date"], &days[29]["sessions"]),
            (&json!(date), &json!(2))
        );
        assert_eq!(days[28]["sessions"], 1, "{zone}");
    }
}

/// 2.11.1, 2.11.2
#[tokio::test]
async fn thirty_days_are_today_and_the_twenty_nine_before() {
    let world = World::new().await;
    let first = TODAY - 29 * DAY;
    gone(
        &world,
        &[
            sensitive(first - 1),
            sensitive(first),
            at(first),
            at(TODAY - 10 * DAY),
        ],
    );
    let seen = dashboard(&world).await;
    assert_eq!(
        seen["sensitive"],
        json!({"total": 2, "last_30_days": {"sensitive": 1, "total": 3, "percent": 33.3}})
    );
    let days = seen["per_day"].as_array().unwrap();
    assert_eq!(
        days[0],
        json!({"date": "2026-10-24", "sessions": 2, "sensitive": 1, "revenue_idr": 60_000})
    );
    let dates: Vec<_> = days
        .iter()
        .map(|day| day["date"].as_str().unwrap())
        .collect();
    assert!(dates.is_sorted());
    // Yesterday's midnight is another day's.
    world.advance(7 * 3600);
    let later = dashboard(&world).await;
    assert_eq!(later["per_day"][0]["date"], "2026-10-25");
    assert_eq!(
        later["sensitive"]["last_30_days"],
        json!({"sensitive": 0, "total": 1, "percent": 0.0})
    );
    assert_eq!(later["sensitive"]["total"], 2);
}

/// 2.11.2
#[tokio::test]
async fn the_share_of_sensitive_sessions_has_one_decimal() {
    for (sensitive_ones, all, percent) in [
        (1, 3, 33.3),
        (2, 3, 66.7),
        (3, 3, 100.0),
        (1, 8, 12.5),
        (1, 16, 6.3),
    ] {
        let world = World::new().await;
        let sessions: Vec<Gone> = (0..all)
            .map(|n| {
                if n < sensitive_ones {
                    sensitive(0)
                } else {
                    at(0)
                }
            })
            .collect();
        gone(&world, &sessions);
        let seen = dashboard(&world).await;
        assert_eq!(
            seen["sensitive"]["last_30_days"],
            json!({"sensitive": sensitive_ones, "total": all, "percent": percent})
        );
    }
}

/// 2.11.3
#[tokio::test]
async fn with_sessions_only_before_the_thirty_days_the_share_is_0() {
    let world = World::new().await;
    gone(&world, &[sensitive(TODAY - 40 * DAY), at(TODAY - 40 * DAY)]);
    assert_eq!(
        dashboard(&world).await["sensitive"],
        json!({"total": 1, "last_30_days": {"sensitive": 0, "total": 0, "percent": 0.0}})
    );
}

/// 2.11.1
#[tokio::test]
async fn a_session_counts_with_the_flag_that_it_has_now() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    let flagged =
        async || dashboard(&world).await["sensitive"]["last_30_days"]["sensitive"].clone();
    assert_eq!(flagged().await, 0);
    for (topic, count) in [("sensitive", 1), ("regular", 0)] {
        pair.mitra.mark_topic(&world, &pair.id, topic).await.ok(200);
        assert_eq!(flagged().await, count, "{topic}");
    }
}

/// 2.13.3
#[tokio::test]
async fn only_what_was_taken_or_granted_has_earned_anything() {
    let world = World::new().await;
    past::write(&world, |past| {
        let customer = past.customer("Anna", None);
        let mitra = past.mitra("Mitra", "+6281199999999");
        let paid = past.session(&customer, &mitra, at(0));
        past.session(
            &customer,
            &mitra,
            Gone {
                price_idr: 0,
                ..at(0)
            },
        );
        past.session(
            &customer,
            &mitra,
            Gone {
                taken: false,
                ..at(0)
            },
        );
        past.extension(&paid, "accepted", 0, 1_000);
        past.extension(&paid, "rejected", 0, 20_000);
        past.extension(&paid, "timeout", 0, 400_000);
        // By the day on which it was asked for, not by its session's.
        past.extension(&paid, "accepted", TODAY - 1, 7_000);
    });
    let seen = dashboard(&world).await;
    assert_eq!(
        (&seen["sessions_today"], &seen["revenue_today_idr"]),
        (&json!(3), &json!(31_000))
    );
    assert_eq!(
        seen["per_day"][28],
        json!({"date": "2026-11-21", "sessions": 0, "sensitive": 0, "revenue_idr": 7_000})
    );
}

/// 2.13.3
#[tokio::test]
async fn whoever_goes_on_in_any_way_is_active_and_who_waits_is_open() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let mut started = Vec::new();
    for _ in 0..3 {
        let customer = world.guest().await;
        let id = customer.request(&world, 30).await;
        mitra.accept(&world, &id).await.ok(200);
        started.push((customer, id));
    }
    // One goes on, one waits for more time, one says goodbye.
    started[1].0.extend(&world, &started[1].1, 10).await.ok(201);
    started[2].0.end(&world, &started[2].1).await.ok(200);
    let waiting = world.guest().await.request(&world, 30).await;
    let seen = dashboard(&world).await;
    let now = [
        "active_sessions",
        "open_requests",
        "online_mitras",
        "customers",
    ];
    assert_eq!(
        now.map(|name| seen[name].as_i64().unwrap()),
        [3, 1, 1, 4],
        "{waiting}"
    );
    // The closing one is over; the request too.
    world.pass(300).await;
    let seen = dashboard(&world).await;
    assert_eq!(now.map(|name| seen[name].as_i64().unwrap()), [2, 0, 1, 4]);
}

async fn add_up(world: &World) -> usize {
    curhat::domain::report::sums::add_up(world.ctx())
        .await
        .unwrap()
}

/// 2.11.1, 2.11.2, 2.13.3
#[tokio::test]
async fn what_is_added_up_and_what_is_counted_are_the_same_figures() {
    for zone in ["Asia/Jakarta", "Asia/Kathmandu", "America/St_Johns"] {
        let world = World::with(&["--time-zone", zone]).await;
        past::write(&world, |past| {
            let customer = past.customer("Anna", None);
            let mitra = past.mitra("Mitra", "+6281199999999");
            // Every odd while, for longer than the thirty days, on both sides of every midnight.
            for n in 0..1_500 {
                let gone = Gone {
                    at: -n * 37 * 60_000 - n,
                    sensitive: n % 3 == 0,
                    taken: n % 5 != 0,
                    price_idr: 10_000 + n,
                };
                let session = past.session(&customer, &mitra, gone);
                if n % 7 == 0 {
                    let status = if n % 2 == 0 { "accepted" } else { "rejected" };
                    past.extension(&session, status, gone.at + 20 * 60_000, 5_000);
                }
            }
        });
        let counted = dashboard(&world).await;
        assert_eq!(counted["sensitive"]["total"], 500, "{zone}");
        assert!(add_up(&world).await > 1_000, "{zone}");
        assert_eq!(dashboard(&world).await, counted, "{zone}");
        // Once is enough.
        assert_eq!(add_up(&world).await, 0, "{zone}");
        let sums = "select count(*) from session_sums where ends_at > ?1";
        let kept = |from: i64| -> i64 {
            let from = [past::instant(from)];
            world.sql().query_row(sums, from, |row| row.get(0)).unwrap()
        };
        assert_eq!(kept(-HOUR), 0, "{zone}");
        // Whatever changes is in the figures at once, and still when it is added up again.
        for change in [
            "update chat_sessions set topic_sensitivity = 'sensitive' where topic_sensitivity = 'regular'",
            "update chat_sessions set started_at = requested_at, status = 'completed', mitra_id = (select id from mitras)",
            "update chat_sessions set price_idr = price_idr + 1",
            "update chat_sessions set requested_at = requested_at - 86400000",
            "update session_extensions set status = 'accepted'",
            "delete from session_extensions where rowid % 3 = 0",
            "delete from chat_sessions where rowid % 9 = 4 and id not in (select session_id from session_extensions)",
        ] {
            let before = dashboard(&world).await;
            world.sql().execute(change, []).unwrap();
            let after = dashboard(&world).await;
            assert_ne!(after, before, "{change}");
            assert!(add_up(&world).await > 0, "{change}");
            assert_eq!(dashboard(&world).await, after, "{change}");
        }
        // The sums are what is read: another one is another figure.
        world
            .sql()
            .execute("update session_sums set sensitive = sensitive + 1000", [])
            .unwrap();
        let seen = dashboard(&world).await["sensitive"]["total"].as_i64();
        assert!(seen > Some(1_000), "{zone}: {seen:?}");
    }
}
