//! How topics are marked: by whom, when, and what stays of it.

use futures_util::future::join_all;
use serde_json::json;

use crate::world::{Pair, World};

/// The log of a session: from, to, by whom, in the order of time.
fn log(world: &World, session: &str) -> Vec<(String, String, String)> {
    let sql = world.sql();
    let mut query = sql
        .prepare(
            "select from_value, to_value, changed_by_mitra_id
               from session_sensitivity_log
              where session_id = ?1
              order by created_at, id",
        )
        .unwrap();
    let rows = query.query_map([session], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

async fn pair_with(world: &World, topic: &str) -> Pair {
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let body = json!({"topic_sensitivity": topic, "price_tier_id": world.tier(30)});
    let session = customer.act(world, "request", body).await.ok(201);
    let id = session["id"].as_str().unwrap().to_owned();
    mitra.accept(world, &id).await.ok(200);
    Pair {
        customer,
        mitra,
        id,
    }
}

fn latch(world: &World, on: bool) {
    world.set("sensitive_flag_one_way_latch", json!(on));
}

/// 2.4.11, 2.4.15, 2.4.16, 2.4.17
#[tokio::test]
async fn without_the_latch_it_is_flipped_freely_and_each_real_flip_is_logged_in_order() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = pair_with(&world, "regular").await;
    for topic in ["regular", "sensitive", "sensitive", "regular", "sensitive"] {
        world.advance(1);
        let session = mitra.mark_topic(&world, &id, topic).await.ok(200);
        assert_eq!(session["topic_sensitivity"], topic);
    }
    assert_eq!(
        customer.session(&world, &id).await["topic_sensitivity"],
        "sensitive"
    );
    let flip = |from: &str, to: &str| (from.to_owned(), to.to_owned(), mitra.id().to_owned());
    assert_eq!(
        log(&world, &id),
        [
            flip("regular", "sensitive"),
            flip("sensitive", "regular"),
            flip("regular", "sensitive"),
        ]
    );
}

/// 2.4.12, 2.4.13, 2.4.14, 5.4.1
#[tokio::test]
async fn under_the_latch_what_is_sensitive_stays_so() {
    let world = World::new().await;
    latch(&world, true);
    let Pair { mitra, id, .. } = pair_with(&world, "regular").await;
    mitra.mark_topic(&world, &id, "regular").await.ok(200);
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    mitra
        .mark_topic(&world, &id, "regular")
        .await
        .refused(409, "SENSITIVITY_LATCHED");
    // What it is already is no flip.
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    assert_eq!(log(&world, &id).len(), 1);
    // Asked for as sensitive it is latched from the start.
    let asked = pair_with(&world, "sensitive").await;
    let reply = asked.mitra.mark_topic(&world, &asked.id, "regular").await;
    reply.refused(409, "SENSITIVITY_LATCHED");
    assert_eq!(log(&world, &asked.id), []);
}

/// 2.8.4
#[tokio::test]
async fn a_change_of_the_latch_is_in_force_at_the_next_flip() {
    let world = World::new().await;
    let Pair { mitra, id, .. } = pair_with(&world, "sensitive").await;
    let staff = world.admin().await;
    for on in [true, false] {
        let path = "/internal/config/sensitivity";
        world
            .patch(path, &staff.access, json!({"one_way_latch": on}))
            .await
            .ok(200);
        let reply = mitra.mark_topic(&world, &id, "regular").await;
        if on {
            reply.refused(409, "SENSITIVITY_LATCHED");
        } else {
            reply.ok(200);
        }
    }
}

/// 5.4.2
#[tokio::test]
async fn rapid_flips_are_all_logged_each_from_where_the_one_before_led() {
    let world = World::new().await;
    let Pair { mitra, id, .. } = pair_with(&world, "regular").await;
    let flips = (0..40).map(|n| {
        let topic = if n % 2 == 0 { "sensitive" } else { "regular" };
        mitra.mark_topic(&world, &id, topic)
    });
    for reply in join_all(flips).await {
        reply.ok(200);
    }
    let log = log(&world, &id);
    assert!(!log.is_empty());
    let mut is = "regular".to_owned();
    for (from, to, _) in log {
        assert_eq!(from, is);
        assert_ne!(from, to);
        is = to;
    }
    assert_eq!(
        mitra.session(&world, &id).await["topic_sensitivity"],
        is.as_str()
    );
}

/// 2.7.1, 2.7.6
#[tokio::test]
async fn only_the_mitra_of_the_session_may() {
    let world = World::new().await;
    let other = world.online_mitra(1).await;
    let Pair {
        customer,
        mitra,
        id,
    } = pair_with(&world, "regular").await;
    // The other one was asked, and has missed it.
    assert_eq!(world.notified(&id, &other).as_deref(), Some("missed"));
    other
        .mark_topic(&world, &id, "sensitive")
        .await
        .refused(403, "FORBIDDEN");
    let path = format!("/api/mitra/chat/sessions/{id}/sensitivity");
    let body = json!({"topic_sensitivity": "sensitive"});
    world
        .patch(&path, &customer.access, body)
        .await
        .refused(403, "FORBIDDEN");
    let nothing = "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    mitra
        .mark_topic(&world, nothing, "sensitive")
        .await
        .refused(404, "NOT_FOUND");
    assert_eq!(log(&world, &id), []);
}

/// 2.7.2, 2.7.3
#[tokio::test]
async fn it_may_be_flipped_while_extending_but_not_while_closing_or_later() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = pair_with(&world, "regular").await;
    customer.extend(&world, &id, 10).await.ok(201);
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    // The answer stays away; the alarm may be late.
    world.advance(60);
    mitra
        .mark_topic(&world, &id, "regular")
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
    world.settle().await;
    assert_eq!(mitra.session(&world, &id).await["status"], "closing");
    for topic in ["regular", "sensitive"] {
        mitra
            .mark_topic(&world, &id, topic)
            .await
            .refused(409, "SESSION_NOT_ACTIVE");
    }
    world.pass(300).await;
    assert_eq!(mitra.session(&world, &id).await["status"], "completed");
    mitra
        .mark_topic(&world, &id, "regular")
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
    assert_eq!(log(&world, &id).len(), 1);
}

/// 2.7.4
#[tokio::test]
async fn a_request_that_expired_can_not_be_marked_by_who_was_asked() {
    let world = World::new().await;
    let asked = world.online_mitra(0).await;
    let never_asked = world.mitra("+6281199999999").await;
    let id = world.guest().await.request(&world, 30).await;
    asked
        .mark_topic(&world, &id, "sensitive")
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
    world.pass(60).await;
    asked
        .mark_topic(&world, &id, "sensitive")
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
    never_asked
        .mark_topic(&world, &id, "sensitive")
        .await
        .refused(403, "FORBIDDEN");
}

/// 2.7.5
#[tokio::test]
async fn a_topic_that_is_none_is_refused() {
    let world = World::new().await;
    let Pair { mitra, id, .. } = pair_with(&world, "regular").await;
    let path = format!("/api/mitra/chat/sessions/{id}/sensitivity");
    for body in [
        json!({"topic_sensitivity": "other"}),
        json!({"topic_sensitivity": null}),
        json!({}),
    ] {
        let reply = world.patch(&path, &mitra.access, body).await;
        let problem = reply.refused(400, "BAD_REQUEST");
        assert_eq!(problem["errors"][0]["pointer"], "/topic_sensitivity");
    }
}

/// 2.1.1, 2.1.3
#[tokio::test]
async fn a_database_from_before_topics_is_brought_up_to_date_and_its_sessions_are_regular() {
    let mut world = World::new().await;
    let Pair { mitra, id, .. } = pair_with(&world, "sensitive").await;
    world
        .down_while(|sql| {
            sql.execute_batch(
                "drop table session_sensitivity_log;
                 drop index idx_chat_sessions_topic_sensitivity; drop index idx_chat_sessions_requested;
                 alter table chat_sessions drop column topic_sensitivity;",
            )
            .unwrap();
        })
        .await;
    assert_eq!(
        mitra.session(&world, &id).await["topic_sensitivity"],
        "regular"
    );
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    assert_eq!(log(&world, &id).len(), 1);
}

/// 2.1.2, 2.1.3, 2.1.4, 2.1.5, 2.1.6, 2.1.7, 2.1.8
#[tokio::test]
async fn the_schema_carries_what_was_promised() {
    let world = World::new().await;
    let has = |sql: &str| world.number(&format!("select count(*) from {sql}")) == 1;
    assert!(has(
        "pragma_table_info('chat_sessions')
          where name = 'topic_sensitivity' and \"notnull\" = 1 and dflt_value = '''regular'''"
    ));
    for (table, column) in [
        ("chat_sessions", "session_id"),
        ("mitras", "changed_by_mitra_id"),
    ] {
        assert!(has(&format!(
            "pragma_foreign_key_list('session_sensitivity_log') where \"table\" = '{table}' and \"from\" = '{column}'"
        )));
    }
    for (index, table) in [
        ("idx_chat_sessions_topic_sensitivity", "chat_sessions"),
        (
            "idx_session_sensitivity_log_session",
            "session_sensitivity_log",
        ),
    ] {
        assert!(has(&format!(
            "sqlite_schema where type = 'index' and name = '{index}' and tbl_name = '{table}'"
        )));
    }
    assert!(has(
        "app_config where key = 'sensitive_flip_confirmation_enabled' and value = 'true'"
    ));
    assert!(has(
        "app_config where key = 'sensitive_flag_one_way_latch' and value = 'false'"
    ));
    // A row that says nothing of its topic reads regular.
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    world
        .sql()
        .execute("delete from chat_request_notifications", [])
        .unwrap();
    world
        .sql()
        .execute("delete from chat_sessions", [])
        .unwrap();
    world
        .sql()
        .execute(
            "insert into chat_sessions (id, customer_id, status, duration_minutes, requested_at, request_expires_at)
             values (?1, ?2, 'requested', 5, 0, 9999999999999)",
            (&id, customer.id()),
        )
        .unwrap();
    assert_eq!(
        customer.session(&world, &id).await["topic_sensitivity"],
        "regular"
    );
}
