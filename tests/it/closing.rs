//! How sessions end: their time is up, one side ends them, both say goodbye, or nobody does.

use serde_json::{Value, json};

use crate::world::{Pair, START, World};

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

/// 3.2.2
#[tokio::test]
async fn when_time_is_up_both_say_goodbye_and_the_session_is_completed() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    world.pass(299).await;
    assert_eq!(customer.session(&world, &id).await["status"], "active");
    customer
        .say_goodbye(&world, &id)
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
    world.pass(1).await;
    let closing = mitra.session(&world, &id).await;
    assert_eq!(closing["status"], "closing");
    assert_eq!(closing["end_reason"], "time_up");
    assert_eq!(closing["closing_at"], at(300));
    assert_eq!(closing["grace_ends_at"], at(600));
    assert_eq!(closing["ended_at"], Value::Null);

    world.advance(10);
    let first = mitra.say_goodbye(&world, &id).await.ok(200);
    assert_eq!(first["status"], "closing");
    assert_eq!(first["goodbye"], json!({"customer": false, "mitra": true}));
    assert_eq!(mitra.say_goodbye(&world, &id).await.ok(200), first);
    world.advance(10);
    let over = customer.say_goodbye(&world, &id).await.ok(200);
    assert_eq!(over["status"], "completed");
    assert_eq!(over["end_reason"], "time_up");
    assert_eq!(over["ended_at"], at(320));
    assert_eq!(over["goodbye"], json!({"customer": true, "mitra": true}));
    // Said again it is answered alike; nothing rings any more.
    assert_eq!(customer.say_goodbye(&world, &id).await.ok(200), over);
    world.pass(3000).await;
    assert_eq!(customer.session(&world, &id).await, over);
    assert_eq!(
        world.number("select count(*) from chat_sessions where deadline_at is not null"),
        0
    );
}

/// 4.1.5
#[tokio::test]
async fn a_session_that_nobody_says_goodbye_to_completes_by_itself() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(5).await;
    world.pass(300).await;
    mitra.say_goodbye(&world, &id).await.ok(200);
    world.pass(299).await;
    assert_eq!(customer.session(&world, &id).await["status"], "closing");
    world.pass(1).await;
    let over = customer.session(&world, &id).await;
    assert_eq!(over["status"], "completed");
    assert_eq!(over["ended_at"], at(600));
    assert_eq!(over["closing_at"], at(300));
    assert_eq!(over["goodbye"], json!({"customer": false, "mitra": true}));
    customer
        .say_goodbye(&world, &id)
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
    mitra.say_goodbye(&world, &id).await.ok(200);
}

/// 4.1.5
#[tokio::test]
async fn the_alarm_rings_by_itself_for_each_deadline() {
    let world = World::new().await;
    let Pair { customer, id, .. } = world.pair(5).await;
    for (seconds, status) in [(300, "closing"), (300, "completed")] {
        world.advance(seconds);
        // Nobody asks the server to settle: the row changes because the alarm rang.
        let rung = async {
            let sql = format!("select count(*) from chat_sessions where status = '{status}'");
            while world.number(&sql) == 0 {
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), rung)
            .await
            .unwrap();
    }
    assert_eq!(customer.session(&world, &id).await["ended_at"], at(600));
}

#[tokio::test]
async fn a_late_alarm_and_a_punctual_one_leave_the_same() {
    let mut ends = Vec::new();
    for steps in [&[600_u64][..], &[1, 299, 1, 299], &[300, 300]] {
        let world = World::new().await;
        let Pair { customer, id, .. } = world.pair(5).await;
        for step in steps {
            world.pass(*step).await;
        }
        let mut session = customer.session(&world, &id).await;
        session["id"] = Value::Null;
        session["counterpart"] = Value::Null;
        ends.push(session);
    }
    assert_eq!(ends[0]["status"], "completed");
    assert!(ends.iter().all(|end| *end == ends[0]), "{ends:#?}");
}

/// 2.13.1
#[tokio::test]
async fn either_side_may_end_early_if_the_settings_let_it() {
    let world = World::new().await;
    for (customers, mitras) in [(true, false), (false, true)] {
        world.set("early_end", json!({"customer": customers, "mitra": mitras}));
        let Pair {
            customer,
            mitra,
            id,
        } = world.pair(30).await;
        let (may, may_not, reason) = if customers {
            (&customer, &mitra, "ended_by_customer")
        } else {
            (&mitra, &customer, "ended_by_mitra")
        };
        may_not
            .end(&world, &id)
            .await
            .refused(403, "EARLY_END_DISABLED");
        let closing = may.end(&world, &id).await.ok(200);
        assert_eq!(
            (&closing["status"], &closing["end_reason"]),
            (&json!("closing"), &json!(reason))
        );
        // Said again after a lost answer; too late for the other side.
        assert_eq!(may.end(&world, &id).await.ok(200), closing);
        may_not
            .end(&world, &id)
            .await
            .refused(409, "SESSION_NOT_ACTIVE");
        customer.say_goodbye(&world, &id).await.ok(200);
        mitra.say_goodbye(&world, &id).await.ok(200);
        may.end(&world, &id)
            .await
            .refused(409, "SESSION_NOT_ACTIVE");
    }
}

#[tokio::test]
async fn words_of_goodbye_are_kept_and_the_first_ones_stay() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    customer.end(&world, &id).await.ok(200);
    let path = format!("sessions/{id}/goodbye");
    for wrong in [
        json!({"rating": 0}),
        json!({"rating": 6}),
        json!({"rating": "5"}),
        json!({"message": "x".repeat(4001)}),
    ] {
        customer
            .act(&world, &path, wrong)
            .await
            .refused(400, "BAD_REQUEST");
    }
    let words = json!({"message": "Terima kasih", "rating": 4});
    customer.act(&world, &path, words).await.ok(200);
    customer
        .act(&world, &path, json!({"message": "Lagi", "rating": 1}))
        .await
        .ok(200);
    // Mitras don't rate; a member that is not known is ignored.
    mitra
        .act(&world, &path, json!({"message": " ", "rating": 1}))
        .await
        .ok(200);
    let sql = world.sql();
    let mut query = sql
        .prepare("select sender, message, rating from session_goodbyes order by sender")
        .unwrap();
    let rows: Vec<(String, Option<String>, Option<i64>)> = query
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(
        rows,
        [
            ("customer".into(), Some("Terima kasih".into()), Some(4)),
            ("mitra".into(), None, None),
        ]
    );
}

/// The words were kept and shown to nobody.
#[tokio::test]
async fn what_one_side_says_at_the_goodbye_the_other_reads_but_not_the_rating() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    let path = format!("sessions/{id}/goodbye");
    let both_read = async |expected: Value| {
        for who in [&customer, &mitra] {
            assert_eq!(who.goodbyes(&world, &id).await.ok(200), expected);
        }
    };
    both_read(json!({"customer": null, "mitra": null})).await;
    customer.end(&world, &id).await.ok(200);
    both_read(json!({"customer": null, "mitra": null})).await;

    let words = json!({"message": "Terima kasih <3\nSampai nanti", "rating": 2});
    customer.act(&world, &path, words).await.ok(200);
    let hers = json!({"message": "Terima kasih <3\nSampai nanti", "created_at": at(0)});
    both_read(json!({"customer": hers, "mitra": null})).await;

    world.advance(7);
    mitra.say_goodbye(&world, &id).await.ok(200);
    let without_words = json!({"message": null, "created_at": at(7)});
    let over = json!({"customer": hers, "mitra": without_words});
    both_read(over.clone()).await;
    world.advance(3000);
    both_read(over).await;
}

#[tokio::test]
async fn nobody_reads_goodbyes_of_a_request_that_no_mitra_took() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    mitra.goodbyes(&world, &id).await.refused(404, "NOT_FOUND");
    assert_eq!(
        customer.goodbyes(&world, &id).await.ok(200),
        json!({"customer": null, "mitra": null})
    );
}

#[tokio::test]
async fn others_can_neither_end_nor_say_goodbye_nor_read_what_was_said() {
    let world = World::new().await;
    let Pair { customer, id, .. } = world.pair(30).await;
    customer.end(&world, &id).await.ok(200);
    customer.say_goodbye(&world, &id).await.ok(200);
    for other in [world.guest().await, world.online_mitra(1).await] {
        other.goodbyes(&world, &id).await.refused(404, "NOT_FOUND");
        other.end(&world, &id).await.refused(404, "NOT_FOUND");
        other
            .say_goodbye(&world, &id)
            .await
            .refused(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn histories_are_one_s_own_in_pages_and_by_status() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let id = customer.request(&world, 5).await;
        mitra.accept(&world, &id).await.ok(200);
        world.pass(600).await;
        ids.insert(0, id);
    }
    let open = customer.request(&world, 5).await;
    let list = async |who: &crate::world::Tokens, query: &str| {
        let page = who.look(&world, &format!("sessions{query}")).await.ok(200);
        let items = page["items"].as_array().unwrap();
        let ids: Vec<String> = items
            .iter()
            .map(|s| s["id"].as_str().unwrap().to_owned())
            .collect();
        (ids, page["next_cursor"].as_str().map(str::to_owned))
    };
    assert_eq!(list(&mitra, "").await, (ids.clone(), None));
    assert_eq!(
        list(&customer, "?status=completed").await,
        (ids.clone(), None)
    );
    assert_eq!(
        list(&customer, "?status=requested").await,
        (vec![open.clone()], None)
    );
    assert_eq!(list(&mitra, "?status=expired").await, (vec![], None));
    let (first, cursor) = list(&customer, "?limit=3").await;
    assert_eq!(first, [open.clone(), ids[0].clone(), ids[1].clone()]);
    let rest = list(&customer, &format!("?limit=3&cursor={}", cursor.unwrap())).await;
    assert_eq!(rest, (vec![ids[2].clone()], None));
    customer
        .look(&world, "sessions?status=over")
        .await
        .refused(400, "BAD_REQUEST");
    customer
        .look(&world, "sessions?cursor=x")
        .await
        .refused(400, "BAD_REQUEST");

    let active = customer.look(&world, "sessions/active").await.ok(200);
    assert_eq!(active["items"][0]["id"], json!(open));
    assert_eq!(
        mitra.look(&world, "sessions/active").await.ok(200),
        json!({"items": []})
    );
    mitra.accept(&world, &open).await.ok(200);
    let active = mitra.look(&world, "sessions/active").await.ok(200);
    assert_eq!(active["items"][0]["id"], json!(open));
    assert_eq!(list(&world.guest().await, "").await, (vec![], None));
}
