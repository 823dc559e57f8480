//! The activity report at its edges: shares and their rounding, who is flagged from when on, the borders of a span of time.

use serde_json::{Value, json};

use crate::{
    past::{self, Past, instant},
    world::{Operator, World},
};

async fn read(world: &World, staff: &Operator, path: &str) -> Value {
    world
        .get(&format!("/internal/mitra-activity{path}"), &staff.access)
        .await
        .ok(200)
}

fn time(at: i64) -> String {
    curhat::clock::Timestamp::from_millis(instant(at)).to_string()
}

/// The report on a mitra with this past.
async fn report(world: &World, staff: &Operator, past: impl FnOnce(&Past<'_>, &str)) -> Value {
    let mitra = past::write(world, |told| {
        let phone = format!("+6287700{:06}", told.sessions());
        let mitra = told.mitra("Wati", &phone);
        past(told, &mitra);
        mitra
    });
    let page = read(world, staff, "?limit=200").await;
    let items = page["items"].as_array().unwrap();
    assert_eq!(page["total"], items.len());
    let mine = items
        .iter()
        .find(|item| item["mitra"]["id"] == mitra.as_str());
    mine.unwrap().clone()
}

/// 2.12.3
#[tokio::test]
async fn every_figure_and_the_rounding_of_shares() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let seen = report(&world, &staff, |past, mitra| {
        for (status, sensitive) in [
            ("accepted", true),
            ("accepted", false),
            ("rejected", true),
            ("missed", true),
            ("missed", false),
            ("ignored", false),
            // Open yet: received, and no more.
            ("pending", false),
        ] {
            past.sent(mitra, status, sensitive, 0);
        }
    })
    .await;
    let mitra = seen["mitra"]["id"].clone();
    assert_eq!(
        seen,
        json!({
            "mitra": {"id": mitra, "display_name": "Wati"},
            "received": 7, "accepted": 2, "rejected": 1, "missed": 2, "ignored": 1, "acceptance_rate": 28.6,
            "sensitive_total": 3, "sensitive_accepted": 1, "sensitive_rate": 33.3, "flagged": false,
        })
    );
    for (accepted, total, rate) in [
        (2, 3, json!(66.7)),
        (3, 3, json!(100.0)),
        (0, 2, json!(0.0)),
        (0, 0, Value::Null),
    ] {
        let seen = report(&world, &staff, |past, mitra| {
            past.sent(mitra, "accepted", false, 0);
            for n in 0..total {
                past.sent(
                    mitra,
                    if n < accepted { "accepted" } else { "missed" },
                    true,
                    0,
                );
            }
        })
        .await;
        assert_eq!(
            (
                &seen["sensitive_total"],
                &seen["sensitive_accepted"],
                &seen["sensitive_rate"]
            ),
            (&json!(total), &json!(accepted), &rate)
        );
    }
}

/// 5.6.2
#[tokio::test]
async fn a_mitra_is_flagged_above_the_share_and_from_the_least_number_on() {
    let world = World::new().await;
    let staff = world.admin().await;
    let flagged = async |counts: [usize; 5]| {
        let seen = report(&world, &staff, |past, mitra| {
            let statuses = ["accepted", "rejected", "ignored", "missed", "pending"];
            for (status, count) in statuses.into_iter().zip(counts) {
                for _ in 0..count {
                    past.sent(mitra, status, false, 0);
                }
            }
        });
        seen.await["flagged"] == true
    };
    // As it is set at the start: of at least 20, more than half.
    assert!(
        !flagged([10, 5, 5, 0, 0]).await,
        "half is not more than half"
    );
    assert!(flagged([9, 6, 5, 0, 0]).await);
    assert!(!flagged([0, 10, 9, 0, 0]).await, "19 are too few");
    assert!(flagged([0, 20, 0, 0, 0]).await);
    assert!(flagged([0, 0, 20, 0, 0]).await);
    // Who was beaten, or still has time, has let nothing pass; but it counts among what was received.
    assert!(!flagged([0, 9, 0, 10, 1]).await);
    assert!(!flagged([0, 0, 0, 30, 30]).await);

    let set = async |body: Value| {
        let path = "/internal/config/mitra-quality";
        world.patch(path, &staff.access, body).await.ok(200);
    };
    set(json!({"min_requests": 3, "max_unanswered_percent": 0})).await;
    assert!(flagged([2, 1, 0, 0, 0]).await);
    assert!(!flagged([3, 0, 0, 0, 0]).await);
    assert!(!flagged([0, 2, 0, 0, 0]).await);
    set(json!({"max_unanswered_percent": 100})).await;
    assert!(!flagged([0, 30, 0, 0, 0]).await, "more than all is none");
}

/// 2.12.5, 5.6.2
#[tokio::test]
async fn a_span_takes_in_both_its_ends_and_the_flag_is_of_the_span() {
    let world = World::new().await;
    let staff = world.admin().await;
    let quality = json!({"min_requests": 2, "max_unanswered_percent": 50});
    world
        .patch("/internal/config/mitra-quality", &staff.access, quality)
        .await
        .ok(200);
    let mitra = past::write(&world, |past| {
        let mitra = past.mitra("Wati", "+6287700000001");
        past.sent(&mitra, "rejected", true, 0);
        past.sent(&mitra, "rejected", true, 1);
        past.sent(&mitra, "accepted", true, 2);
        past.sent(&mitra, "accepted", false, 3);
        mitra
    });
    for (from, to, received, sensitive, rate, is_flagged) in [
        (0, 3, 4, 3, json!(33.3), false),
        (0, 1, 2, 2, json!(0.0), true),
        (1, 1, 1, 1, json!(0.0), false),
        (2, 3, 2, 1, json!(100.0), false),
        (3, 3, 1, 0, Value::Null, false),
        (4, 9, 0, 0, Value::Null, false),
        (3, 0, 0, 0, Value::Null, false),
    ] {
        let span = format!("from={}&to={}", time(from), time(to));
        let page = read(&world, &staff, &format!("?{span}")).await;
        let mine = &page["items"][0];
        assert_eq!(
            (
                &mine["received"],
                &mine["sensitive_total"],
                &mine["sensitive_rate"],
                &mine["flagged"]
            ),
            (
                &json!(received),
                &json!(sensitive),
                &rate,
                &json!(is_flagged)
            ),
            "{from} {to}"
        );
        let log = read(&world, &staff, &format!("/{mitra}?{span}")).await;
        assert_eq!(log["total"], received);
        assert_eq!(log["items"].as_array().unwrap().len(), received);
    }
    for wrong in ["from=today", "to=1", "limit=x", "cursor=x"] {
        for path in [format!("?{wrong}"), format!("/{mitra}?{wrong}")] {
            let path = format!("/internal/mitra-activity{path}");
            let refused = world.get(&path, &staff.access).await;
            refused.refused(400, "BAD_REQUEST");
        }
    }
}

/// 2.12.4
#[tokio::test]
async fn the_log_has_every_member_newest_first_page_by_page() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let (mitra, idle, sessions) = past::write(&world, |past| {
        let mitra = past.mitra("Wati", "+6287700000001");
        let idle = past.mitra("Tono", "+6287700000002");
        let sessions = [
            past.sent(&mitra, "accepted", true, 0),
            past.sent(&mitra, "pending", false, 1_000),
            past.sent(&mitra, "ignored", false, 1_000),
        ];
        (mitra, idle, sessions)
    });
    let mut seen = Vec::new();
    let mut cursor = String::new();
    for _ in 0..3 {
        let page = read(&world, &staff, &format!("/{mitra}?limit=1{cursor}")).await;
        assert_eq!(page["total"], 3);
        seen.extend(page["items"].as_array().unwrap().clone());
        cursor = format!(
            "&cursor={}",
            page["next_cursor"].as_str().unwrap_or_default()
        );
    }
    assert_eq!(cursor, "&cursor=");
    let entry = |session: &str, status: &str, topic: &str, at: i64, answered: Value| {
        json!({
            "session_id": session, "customer_display_name": "Anna", "topic_sensitivity": topic, "status": status,
            "active_session_count": 2, "created_at": time(at), "responded_at": answered,
        })
    };
    assert_eq!(
        seen,
        [
            entry(
                &sessions[2],
                "ignored",
                "regular",
                1_000,
                json!(time(6_000))
            ),
            entry(&sessions[1], "pending", "regular", 1_000, Value::Null),
            entry(&sessions[0], "accepted", "sensitive", 0, json!(time(5_000))),
        ]
    );
    assert_eq!(
        read(&world, &staff, &format!("/{idle}")).await,
        json!({"items": [], "next_cursor": null, "total": 0, "total_is_exact": true})
    );
}

#[tokio::test]
async fn what_waits_and_what_was_answered_are_one_log_and_one_sum() {
    let world = World::new().await;
    let (mitra, mut sent) = past::write(&world, |past| {
        let mitra = past.mitra("Wati", "+6287700000001");
        let sent = (0..24)
            .map(|n| {
                let status = ["pending", "ignored", "pending", "accepted"][n % 4];
                // Some at the same instant.
                let at = n as i64 / 3 * 1_000;
                let session = past.sent(&mitra, status, n % 5 == 0, at);
                (at, session, status)
            })
            .collect::<Vec<_>>();
        (mitra, sent)
    });
    sent.sort_unstable();
    sent.reverse();
    for (step, ignored) in [("counted", 6), ("added up", 6), ("answered", 7)] {
        let staff = world.admin().await;
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = read(&world, &staff, &format!("/{mitra}?limit=5{cursor}")).await;
            assert_eq!(page["total"], 24, "{step}");
            for item in page["items"].as_array().unwrap() {
                seen.push(item["session_id"].as_str().unwrap().to_owned());
            }
            let Some(next) = page["next_cursor"].as_str() else {
                break;
            };
            cursor = format!("&cursor={next}");
        }
        assert!(
            seen.iter().eq(sent.iter().map(|(_, session, _)| session)),
            "{step}"
        );
        let report = read(&world, &staff, "").await;
        let figures = ["received", "accepted", "ignored", "sensitive_total"]
            .map(|figure| report["items"][0][figure].as_i64().unwrap());
        assert_eq!(figures, [24, 6, ignored, 5], "{step}");
        if step == "counted" {
            world.advance(2 * 86_400);
        } else {
            let (_, session, _) = sent
                .iter()
                .find(|(_, _, status)| *status == "pending")
                .unwrap();
            let answer =
                "update chat_request_notifications set status = 'ignored' where session_id = ?1";
            world.sql().execute(answer, [session]).unwrap();
        }
        let days = curhat::domain::report::activity::add_up(world.ctx()).await;
        assert_eq!(days.unwrap(), 1, "{step}");
    }
}
