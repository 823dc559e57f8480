//! The made-up month is one that could have been lived.

use curhat::domain::{
    demo::{self, Made},
    pricing,
};
use serde_json::Value;

use crate::world::World;

/// Rows that no use case would have left, by what is wrong with them.
const IMPOSSIBLE: &[(&str, &str)] = &[
    (
        "a session from before its customer",
        "select count(*) from chat_sessions s join customers c on c.id = s.customer_id where s.requested_at < c.created_at",
    ),
    (
        "a customer in two sessions at a time",
        "select count(*) from chat_sessions a join chat_sessions b on b.customer_id = a.customer_id and b.id > a.id
          where b.requested_at < a.ended_at and b.requested_at >= a.requested_at",
    ),
    (
        "numbers with gaps",
        "select count(*) from chat_sessions s
          where s.last_seq != (select count(*) from chat_messages m where m.session_id = unhex(replace(s.id, '-', '')))",
    ),
    (
        "a mitra who has it without having accepted it",
        "select count(*) from chat_sessions s where s.mitra_id is not null and not exists
          (select 1 from chat_request_notifications n where n.session_id = s.id and n.mitra_id = s.mitra_id and n.status = 'accepted')",
    ),
    (
        "accepted by two",
        "select count(*) from (select 1 from chat_request_notifications where status = 'accepted' group by session_id having count(*) > 1)",
    ),
    (
        "a call that waits for an answer after the end of the request",
        "select count(*) from chat_request_notifications n join chat_sessions s on s.id = n.session_id
          where n.status = 'pending' and s.status != 'requested'",
    ),
    (
        "a call of a mitra with another number of sessions than they had",
        "select count(*) from chat_request_notifications n where n.active_session_count !=
          (select count(*) from chat_sessions s
            where s.mitra_id = n.mitra_id and s.id != n.session_id and s.started_at <= n.created_at and coalesce(s.ended_at, n.created_at + 1) > n.created_at)",
    ),
    (
        "a topic other than it was marked last",
        "select count(*) from chat_sessions s where s.topic_sensitivity != coalesce(
          (select to_value from session_sensitivity_log l where l.session_id = s.id order by created_at desc limit 1), s.topic_sensitivity)",
    ),
    (
        "an open session without a deadline, or one that has passed",
        "select count(*) from chat_sessions where ended_at is null and (deadline_at is null or deadline_at <= {now})",
    ),
    (
        "an ended one that ends in the future, or has a deadline",
        "select count(*) from chat_sessions where ended_at > {now} or (ended_at is not null and deadline_at is not null)",
    ),
    (
        "a free trial after a session",
        "select count(*) from chat_sessions a join chat_sessions b on b.customer_id = a.customer_id and b.id > a.id
          where b.is_free_trial = 1 and a.started_at is not null",
    ),
];

#[tokio::test]
async fn the_demo_is_a_month_that_could_have_been_lived() {
    let world = World::new().await;
    pricing::seed(world.ctx()).await.unwrap();
    let made = demo::fill(world.ctx(), 1).await.unwrap().unwrap();
    let expected = Made {
        staff: 5,
        mitras: 40,
        customers: 500,
        sessions: 3_000,
    };
    assert_eq!(made, expected);
    let now = world.ctx().now().as_millis().to_string();
    let found: Vec<(&str, i64)> = IMPOSSIBLE
        .iter()
        .map(|(what, sql)| (*what, world.number(&sql.replace("{now}", &now))))
        .filter(|(_, count)| *count != 0)
        .collect();
    assert_eq!(found, []);
}

#[tokio::test]
async fn the_demo_fills_the_dashboard_and_comes_to_an_end_by_itself() {
    let world = World::new().await;
    world.admin().await;
    pricing::seed(world.ctx()).await.unwrap();
    demo::fill(world.ctx(), 1).await.unwrap();
    let read = async || -> Value {
        let staff = world.admin().await;
        world
            .get("/internal/dashboard", &staff.access)
            .await
            .ok(200)
    };
    let dashboard = read().await;
    assert_eq!(dashboard["active_sessions"], 4);
    assert_eq!(dashboard["open_requests"], 2);
    assert!(dashboard["sensitive"]["total"].as_i64().unwrap() > 300);
    world.pass(3 * 3_600).await;
    let dashboard = read().await;
    assert_eq!(dashboard["active_sessions"], 0);
    assert_eq!(dashboard["open_requests"], 0);
}

#[tokio::test]
async fn a_database_with_customers_is_left_alone() {
    let world = World::new().await;
    world.guest().await;
    assert_eq!(demo::fill(world.ctx(), 1).await.unwrap(), None);
    assert_eq!(world.number("select count(*) from customers"), 1);
}
