//! The server stops and comes back, at once or late: every deadline is taken up from the database, nothing acknowledged is lost.

use serde_json::{Value, json};

use crate::world::{Pair, START, World};

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

/// 4.1.1, 5.3.4
#[tokio::test]
async fn a_running_session_goes_on_with_its_timer_and_all_that_was_said() {
    let mut world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(10).await;
    let said = customer.say(&world, &id, "a1", "Halo").await.ok(201);
    world.advance(100);
    let before = customer.session(&world, &id).await;
    world.restart(None).await;
    assert_eq!(customer.session(&world, &id).await, before);
    let page = mitra
        .look(&world, &format!("sessions/{id}/messages"))
        .await
        .ok(200);
    assert_eq!(page["items"], json!([said]));
    assert_eq!(
        customer
            .say(&world, &id, "a2", "Masih di sini")
            .await
            .ok(201)["seq"],
        2
    );
    world.pass(499).await;
    assert_eq!(customer.session(&world, &id).await["status"], "active");
    world.pass(1).await;
    assert_eq!(customer.session(&world, &id).await["closing_at"], at(600));
}

/// 4.1.2
#[tokio::test]
async fn a_session_whose_time_ran_out_meanwhile_is_completed() {
    let mut world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(10).await;
    world.down_for(601).await;
    let session = customer.session(&world, &id).await;
    assert_eq!(session["status"], "completed");
    assert_eq!(session["end_reason"], "stale_on_restart");
    assert_eq!(session["ended_at"], at(600));
    // Customer and mitra are free again.
    let id = customer.request(&world, 10).await;
    mitra.accept(&world, &id).await.ok(200);
}

/// 4.1.3
#[tokio::test]
async fn a_closing_session_past_its_grace_is_completed_and_one_within_it_goes_on() {
    let mut world = World::new().await;
    let Pair { customer, id, .. } = world.pair(10).await;
    world.pass(600).await;
    world.down_for(299).await;
    let session = customer.session(&world, &id).await;
    assert_eq!(
        (&session["status"], &session["grace_ends_at"]),
        (&json!("closing"), &at(900))
    );
    world.down_for(1).await;
    let session = customer.session(&world, &id).await;
    assert_eq!(
        (&session["status"], &session["end_reason"]),
        (&json!("completed"), &json!("time_up"))
    );
}

/// 4.1.1, 4.1.2
#[tokio::test]
async fn an_extension_that_waits_is_taken_up_or_ends_with_its_session() {
    let mut world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(10).await;
    world.pass(590).await;
    let asked = customer.extend(&world, &id, 10).await.ok(201);
    world.down_for(20).await;
    // The paid time is over, but the answer may still come.
    assert_eq!(
        customer.session(&world, &id).await["pending_extension"],
        asked
    );
    let path = asked["id"].as_str().unwrap();
    let on = mitra.answer(&world, &id, path, "accept").await.ok(200);
    assert_eq!(on["expires_at"], at(610 + 600));

    // Unanswered while there was time left: the goodbyes are taken up.
    customer.extend(&world, &id, 10).await.ok(201);
    world.down_for(61).await;
    let closing = customer.session(&world, &id).await;
    assert_eq!(
        (&closing["status"], &closing["end_reason"]),
        (&json!("closing"), &json!("extension_timeout"))
    );
    assert_eq!(closing["closing_at"], at(670));

    // Both run out: over.
    world.advance(229);
    customer.extend(&world, &id, 10).await.ok(201);
    world.down_for(1000).await;
    let over = customer.session(&world, &id).await;
    assert_eq!(
        (&over["status"], &over["end_reason"]),
        (&json!("completed"), &json!("stale_on_restart"))
    );
    assert_eq!(
        world.number("select count(*) from session_extensions where status = 'timeout'"),
        2
    );
}

#[tokio::test]
async fn a_request_past_its_time_is_expired() {
    let mut world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 10).await;
    world.down_for(61).await;
    let session = customer.session(&world, &id).await;
    assert_eq!(
        (&session["status"], &session["ended_at"]),
        (&json!("expired"), &at(60))
    );
    assert_eq!(world.notified(&id, &mitra).as_deref(), Some("ignored"));
}

/// 5.3.4
#[tokio::test]
async fn several_hundred_sessions_are_taken_up_at_once() {
    let mut world = World::new().await;
    let Pair { customer, id, .. } = world.pair(10).await;
    // The same for other customers, half of them with an hour more.
    {
        let mut sql = world.sql();
        let copies = sql.transaction().unwrap();
        for n in 0..600 {
            let (copy, owner) = (uuid_of(n), uuid_of(n + 1000));
            let more = if n % 2 == 0 { 0 } else { 3_600_000 };
            copies
                .execute(
                    "insert into customers (id, display_name, created_at, updated_at) values (?1, 'Anna', 0, 0)",
                    [&owner],
                )
                .unwrap();
            copies
                .execute(
                    "insert into chat_sessions (id, customer_id, mitra_id, status, duration_minutes, requested_at,
                            request_expires_at, started_at, expires_at, deadline_at)
                     select ?1, ?2, mitra_id, status, 10, requested_at,
                            request_expires_at, started_at, expires_at + ?4, expires_at + ?4
                       from chat_sessions
                      where id = ?3",
                    (&copy, &owner, &id, more),
                )
                .unwrap();
        }
        copies.commit().unwrap();
    }
    world.down_for(601).await;
    let count = |status: &str| {
        world.number(&format!(
            "select count(*) from chat_sessions where status = '{status}'"
        ))
    };
    assert_eq!((count("completed"), count("active")), (301, 300));
    assert_eq!(
        customer.session(&world, &id).await["end_reason"],
        "stale_on_restart"
    );
    // Each of the others still has its end, and comes to it.
    world.pass(3600).await;
    world.pass(3600).await;
    assert_eq!((count("completed"), count("active")), (601, 0));
}

#[tokio::test]
async fn a_row_that_makes_no_sense_is_put_aside_and_the_others_go_on() {
    let mut world = World::new().await;
    let broken = world.pair(10).await;
    let whole = world.pair(10).await;
    world
        .sql()
        .execute_batch(&format!(
            "pragma ignore_check_constraints = on;
             update chat_sessions set status = 'closing' where id = '{}'",
            broken.id
        ))
        .unwrap();
    world.pass(600).await;
    assert_eq!(
        whole.mitra.session(&world, &whole.id).await["status"],
        "closing"
    );
    // The next start does not fail for it either.
    world.down_for(300).await;
    let session = whole.customer.session(&world, &whole.id).await;
    assert_eq!(session["status"], "completed");
    let left =
        "select count(*) from chat_sessions where status = 'closing' and grace_ends_at is null";
    assert_eq!(world.number(left), 1);
}

#[tokio::test]
async fn a_start_on_a_machine_whose_time_lies_behind_repeats_nothing_and_keeps_the_order() {
    let mut world = World::new().await;
    let over = world.pair(5).await;
    let running = world.pair(30).await;
    running
        .customer
        .say(&world, &running.id, "1", "Halo")
        .await
        .ok(201);
    // Past the notice of the one and the end of the other, with its grace.
    world.pass(26 * 60).await;
    let ended = over.customer.session(&world, &over.id).await;
    assert_eq!(ended["status"], "completed");
    let before = running.customer.session(&world, &running.id).await;
    assert_eq!(before["status"], "active");

    world.stop().await;
    world.clock.set_to(START.plus_seconds(60));
    world.restart(None).await;
    world.settle().await;
    assert_eq!(over.customer.session(&world, &over.id).await, ended);
    assert_eq!(running.customer.session(&world, &running.id).await, before);
    let mut socket = world.socket(&running.customer.access).await;
    for n in 2..5 {
        let text = n.to_string();
        let said = running.mitra.say(&world, &running.id, &text, &text).await;
        assert_eq!(said.ok(201)["seq"], n);
        assert_eq!(socket.expect("message").await["message"]["seq"], n);
    }
    let path = format!("sessions/{}/messages", running.id);
    let page = running.customer.look(&world, &path).await.ok(200);
    let seqs: Vec<_> = page["items"].as_array().unwrap().iter().collect();
    assert!(seqs.iter().map(|m| m["seq"].as_i64()).is_sorted());
    // The notice was given; the end comes when it was promised, once.
    world.pass(28 * 60).await;
    socket.is_quiet().await;
    world.pass(60).await;
    let closing = socket.expect("session_closing").await;
    assert_eq!(closing["session"]["id"], running.id.as_str());
    socket.is_quiet().await;
}

fn uuid_of(n: i32) -> String {
    format!("00000000-0000-7000-8000-{n:012}")
}

/// 4.1.2, 4.1.3
#[tokio::test]
async fn an_end_that_was_moved_in_the_database_meanwhile_counts() {
    let ended = (json!("completed"), json!("stale_on_restart"));
    for (state, change, expected) in [
        ("active", "expires_at = ?1", ended.clone()),
        ("extending", "expires_at = ?1", ended.clone()),
        (
            "closing",
            "grace_ends_at = ?1",
            (json!("completed"), json!("time_up")),
        ),
        (
            "requested",
            "request_expires_at = ?1",
            (json!("expired"), json!("no_mitra")),
        ),
    ] {
        let mut world = World::new().await;
        let (customer, id) = if state == "requested" {
            let mitra = world.online_mitra(1).await;
            let customer = world.guest().await;
            let id = customer.request(&world, 30).await;
            assert_eq!(world.notified(&id, &mitra).as_deref(), Some("pending"));
            (customer, id)
        } else {
            let Pair { customer, id, .. } = world.pair(30).await;
            (customer, id)
        };
        if state == "extending" {
            customer.extend(&world, &id, 10).await.ok(201);
        } else if state == "closing" {
            world.pass(1800).await;
        }
        assert_eq!(customer.session(&world, &id).await["status"], state);
        let past = world.ctx().now().as_millis() - 5_000;
        world
            .down_while(|db| {
                let sql = format!("update chat_sessions set {change}");
                assert_eq!(db.execute(&sql, [past]).unwrap(), 1);
                db.execute("update session_extensions set respond_by = ?1", [past])
                    .unwrap();
            })
            .await;
        let row: (String, String, Option<i64>) = world
            .sql()
            .query_row(
                "select status, end_reason, deadline_at from chat_sessions",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .unwrap();
        assert_eq!((json!(row.0), json!(row.1)), expected, "{state}");
        assert_eq!(row.2, None, "{state}");
        if state == "requested" {
            assert_eq!(
                world.number(
                    "select count(*) from chat_request_notifications where status = 'ignored'"
                ),
                1
            );
        }
    }
}

/// 4.1.1
#[tokio::test]
async fn an_end_that_was_moved_nearer_meanwhile_comes_then() {
    let mut world = World::new().await;
    let Pair { customer, id, .. } = world.pair(30).await;
    let soon = world.ctx().now().plus_seconds(3).as_millis();
    world
        .down_while(|db| {
            db.execute("update chat_sessions set expires_at = ?1", [soon])
                .unwrap();
        })
        .await;
    world.pass(2).await;
    assert_eq!(customer.session(&world, &id).await["status"], "active");
    world.pass(1).await;
    assert_eq!(
        world.number("select count(*) from chat_sessions where status = 'closing'"),
        1
    );
}

#[tokio::test]
async fn an_extension_that_lacks_what_no_check_asks_for_spoils_nothing() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    customer.end(&world, &id).await.ok(200);
    customer.extend(&world, &id, 30).await.ok(201);
    let lacks = "update session_extensions set grace_left_ms = null, closing_reason = null, closing_at = null";
    assert_eq!(world.sql().execute(lacks, []).unwrap(), 1);
    for who in [&customer, &mitra] {
        assert_eq!(who.session(&world, &id).await["status"], "extending");
        who.look(&world, "sessions").await.ok(200);
    }
    world.pass(10_000).await;
    let over = "select count(*) from chat_sessions where status = 'completed'";
    assert_eq!(world.number(over), 1);
}

/// 2.7.2, 2.7.3
#[tokio::test]
async fn a_row_that_lacks_what_no_check_asks_for_spoils_nothing() {
    for (change, status) in [
        (
            "status = 'completed', ended_at = requested_at + 1000",
            "completed",
        ),
        (
            "status = 'closing', grace_ends_at = requested_at + 9000000",
            "closing",
        ),
        ("status = 'extending'", "extending"),
    ] {
        let world = World::new().await;
        let Pair {
            customer,
            mitra,
            id,
        } = world.pair(30).await;
        let sql = format!("update chat_sessions set {change}");
        assert_eq!(world.sql().execute(&sql, []).unwrap(), 1);
        for who in [&customer, &mitra] {
            assert_eq!(who.session(&world, &id).await["status"], status);
            let page = who.look(&world, "sessions").await.ok(200);
            assert_eq!(page["items"][0]["status"], status);
            let open = who.look(&world, "sessions/active").await.ok(200);
            let is_open = open["items"].as_array().unwrap().len() == 1;
            assert_eq!(is_open, status != "completed");
        }
        let flip = mitra.mark_topic(&world, &id, "sensitive").await;
        let say = customer.say(&world, &id, "a1", "Halo").await;
        if status == "extending" {
            flip.ok(200);
        } else {
            flip.refused(409, "SESSION_NOT_ACTIVE");
        }
        if status == "completed" {
            say.refused(409, "SESSION_NOT_ACTIVE");
        } else {
            say.ok(201);
        }
        // It ends like any other, and the alarm comes to rest.
        world.pass(10_000).await;
        let over =
            "select count(*) from chat_sessions where status = 'completed' and deadline_at is null";
        assert_eq!(world.number(over), 1);
    }
}
