//! How a request went about, as a developer who wonders reads it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    dev_desk::{desk, look},
    world::World,
};

#[tokio::test]
async fn it_is_told_who_was_called_saw_took_and_lost_a_request_and_why_nobody_else() {
    let world = World::developed().await;
    world.set("mitra_max_concurrent_sessions", json!(1));
    let mitras = world.online_mitras(4).await;
    let [taker, loser, busy, away] = mitras.as_slice() else {
        panic!("{}", mitras.len());
    };
    away.go(&world, false).await.ok(200);
    let other = world.guest().await.request(&world, 30).await;
    busy.accept(&world, &other).await.ok(200);
    world.mitra("+6281234500099").await;
    world.activate("+6281234500099", false);

    world.advance(100);
    let mut socket = world.socket(&loser.access).await;
    let anna = world.guest().await;
    let id = anna.request(&world, 30).await;
    socket.expect("chat_request").await;
    world.advance(2);
    assert_eq!(taker.requests(&world).await, std::slice::from_ref(&id));
    world.advance(1);
    taker.accept(&world, &id).await.ok(200);

    let trace = look(&world, &format!("sessions/{id}/pairing")).await;
    assert_eq!(trace["status"], "active");
    let called = |who: &str| -> &Value {
        let all = trace["called"].as_array().unwrap();
        all.iter().find(|m| m["mitra_id"] == who).unwrap()
    };
    let won = called(taker.id());
    assert_eq!(
        (
            &won["outcome"],
            &won["called_ms"],
            &won["seen_ms"],
            &won["closed_ms"]
        ),
        (&json!("accepted"), &json!(0), &json!(2000), &json!(3000))
    );
    let lost = called(loser.id());
    assert_eq!(
        (
            &lost["outcome"],
            &lost["seen_ms"],
            &lost["closed_ms"],
            &lost["pushed_ms"]
        ),
        (&json!("missed"), &json!(0), &json!(3000), &Value::Null)
    );
    let mut why: Vec<(&str, &str)> = trace["not_called"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["mitra_id"].as_str().unwrap(), m["why"].as_str().unwrap()))
        .collect();
    why.sort_by_key(|(_, why)| *why);
    assert_eq!(why[0], (busy.id(), "at_capacity"));
    assert_eq!(why[1].1, "inactive");
    assert_eq!(why[2], (away.id(), "offline"));
    assert_eq!(why.len(), 3);
    // Whoever comes when it is over.
    away.go(&world, true).await.ok(200);
    let trace = look(&world, &format!("sessions/{id}/pairing")).await;
    assert!(trace["not_called"].to_string().contains("came_later"));
}

#[tokio::test]
async fn a_session_that_there_is_not_has_no_trace() {
    let world = World::developed().await;
    for id in ["0197a000-0000-7000-8000-000000000000", "nonsense"] {
        let path = format!("sessions/{id}/pairing");
        desk(&world, Method::GET, &path, Value::Null)
            .await
            .refused(404, "NOT_FOUND");
    }
}
