//! What is said: numbered without a gap, sent once however often, marked forward only. What goes over sockets is in the
//! chapters of the socket.

use curhat::domain::{
    ids::{MitraId, SessionId},
    message::{self, Mark},
    session::Participant,
};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    torture,
    world::{Pair, START, Tokens, World},
};

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

async fn page(world: &World, who: &Tokens, id: &str, query: &str) -> Value {
    who.look(world, &format!("sessions/{id}/messages{query}"))
        .await
        .ok(200)
}

fn numbers(page: &Value) -> Vec<i64> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|m| m["seq"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_message_has_every_member_and_is_the_same_for_both_sides() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    world.advance(5);
    let sent = pair
        .customer
        .say(&world, &pair.id, "a1", "Halo \u{1f494}\n\u{202e}\u{0}")
        .await
        .ok(201);
    assert!(
        uuid::Uuid::try_parse(sent["id"].as_str().unwrap())
            .unwrap()
            .get_version_num()
            == 7
    );
    assert_eq!(
        sent,
        json!({
            "id": sent["id"],
            "session_id": pair.id,
            "seq": 1,
            "sender": "customer",
            "client_message_id": "a1",
            "content": "Halo \u{1f494}\n\u{202e}\u{0}",
            "status": "sent",
            "created_at": at(5),
            "delivered_at": null,
            "read_at": null,
        })
    );
    for who in [&pair.customer, &pair.mitra] {
        let page = page(&world, who, &pair.id, "").await;
        assert_eq!(page, json!({"items": [sent], "has_more": false}));
    }
}

#[tokio::test]
async fn numbers_have_no_gap_however_many_speak_at_once() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    // Each message is sent twice, as on a bad network.
    let said = (0..40).map(|n| {
        let who = if n % 2 == 0 {
            &pair.customer
        } else {
            &pair.mitra
        };
        let (id, key) = (&pair.id, format!("m{}", n / 4));
        let world = &world;
        async move { who.say(world, id, &key, &key).await.status }
    });
    let statuses = join_all(said).await;
    assert_eq!(statuses.iter().filter(|s| **s == 201).count(), 20);
    assert_eq!(statuses.iter().filter(|s| **s == 200).count(), 20);
    for reply in join_all((0..4).map(|_| pair.customer.say(&world, &pair.id, "m0", "other"))).await
    {
        reply.refused(409, "MESSAGE_ID_REUSED");
    }
    pair.mitra.say(&world, &pair.id, "last", "x").await.ok(201);
    let page = page(&world, &pair.customer, &pair.id, "").await;
    assert_eq!(numbers(&page), (1..=21).collect::<Vec<_>>());
    let session = pair.mitra.session(&world, &pair.id).await;
    assert_eq!(
        (&session["last_seq"], &session["unread_count"]),
        (&json!(21), &json!(10))
    );
}

#[tokio::test]
async fn the_same_message_sent_again_is_the_same_message_and_other_content_is_refused() {
    let world = World::new().await;
    let pair = world.pair(5).await;
    let Pair {
        customer,
        mitra,
        id,
    } = &pair;
    let first = customer.say(&world, id, "a1", "Halo").await.ok(201);
    world.advance(3);
    assert_eq!(customer.say(&world, id, "a1", "Halo").await.ok(200), first);
    let other = customer.say(&world, id, "a1", "Hola").await;
    other.refused(409, "MESSAGE_ID_REUSED");
    // Ids belong to their sender.
    let theirs = mitra.say(&world, id, "a1", "Hola").await.ok(201);
    assert_eq!(theirs["seq"], 2);
    // An answer that got lost is had even when the session is over.
    world.pass(300 + 300).await;
    assert_eq!(customer.session(&world, id).await["status"], "completed");
    assert_eq!(customer.say(&world, id, "a1", "Halo").await.ok(200), first);
    customer
        .say(&world, id, "a2", "Halo")
        .await
        .refused(409, "SESSION_NOT_ACTIVE");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_said_up_to_five_times_at_once_on_lines_that_break_is_one_message() {
    const AT_ONCE: usize = 50;
    let count = torture::rounds(200, 10_000) / AT_ONCE * AT_ONCE;
    let flags = [
        "--ws-frames-per-second",
        "100000",
        "--ws-frames-burst",
        "100000",
    ];
    let world = World::with(&flags).await;
    let Pair { customer, id, .. } = &world.pair(30).await;
    let (mut said, mut sent) = (0, 0);
    for first in (0..count).step_by(AT_ONCE) {
        let names: Vec<String> = (first..first + AT_ONCE).map(|n| n.to_string()).collect();
        // Over a socket too, which is lost before it has answered.
        let mut socket = world.socket(&customer.access).await;
        for name in &names {
            socket.say(id, name, name).await;
        }
        drop(socket);
        let world = &world;
        let says = names.iter().enumerate().map(|(n, name)| async move {
            let times = (0..=n % 5).map(|_| customer.say(world, id, name, name));
            let replies = join_all(times).await;
            let new = replies.iter().filter(|reply| reply.status == 201).count();
            assert!(new <= 1, "{name} is new {new} times");
            let one = replies[0].json.clone();
            for reply in &replies {
                assert!([200, 201].contains(&reply.status), "{reply:?}");
                assert_eq!(reply.json, one);
            }
            let other = customer.say(world, id, name, "something else").await;
            other.refused(409, "MESSAGE_ID_REUSED");
            replies.len() + 1
        });
        sent += join_all(says).await.into_iter().sum::<usize>();
        said += AT_ONCE as i64;
        let rows = "select count(*) || ' ' || count(distinct client_message_id) || ' ' || max(seq) from chat_messages";
        let rows: String = world.sql().query_row(rows, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, format!("{said} {said} {said}"));
    }
    torture::figures(
        "duplicates",
        format!("{said} messages said {sent} times, each once there"),
    );
}

#[tokio::test]
async fn messages_are_taken_from_the_accept_to_the_end_of_the_goodbyes() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    let id = customer.request(&world, 5).await;
    let say = async |key: &str| customer.say(&world, &id, key, "x").await;
    say("requested").await.refused(409, "SESSION_NOT_ACTIVE");
    mitra.accept(&world, &id).await.ok(200);
    say("active").await.ok(201);
    customer.extend(&world, &id, 5).await.ok(201);
    say("extending").await.ok(201);
    // The alarm is late: the extension is over and nobody has noticed; goodbyes have begun.
    world.advance(60);
    say("closing").await.ok(201);
    assert_eq!(customer.session(&world, &id).await["status"], "closing");
    world.advance(299);
    say("still closing").await.ok(201);
    world.advance(1);
    say("over").await.refused(409, "SESSION_NOT_ACTIVE");
    world.settle().await;
    say("completed").await.refused(409, "SESSION_NOT_ACTIVE");
    assert_eq!(customer.session(&world, &id).await["last_seq"], 4);
}

#[tokio::test]
async fn what_does_not_fit_is_no_message_and_others_may_not_speak_or_listen() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    let path = format!("sessions/{}/messages", pair.id);
    for (body, pointer) in [
        (json!({"client_message_id": "a", "content": ""}), "/content"),
        (
            json!({"client_message_id": "a", "content": "x".repeat(4001)}),
            "/content",
        ),
        (json!({"client_message_id": "a"}), "/content"),
        (json!({"client_message_id": "a", "content": 5}), "/content"),
        (
            json!({"client_message_id": "", "content": "x"}),
            "/client_message_id",
        ),
        (json!({"content": "x"}), "/client_message_id"),
    ] {
        let reply = pair.customer.act(&world, &path, body).await;
        let problem = reply.refused(400, "BAD_REQUEST");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let longest = "\u{e9}".repeat(4000);
    pair.customer
        .say(&world, &pair.id, "a", &longest)
        .await
        .ok(201);

    let others = [world.guest().await, world.online_mitra(1).await];
    for other in &others {
        other
            .say(&world, &pair.id, "a", "x")
            .await
            .refused(404, "NOT_FOUND");
        other
            .read(&world, &pair.id, 1)
            .await
            .refused(404, "NOT_FOUND");
        for rest in [path.clone(), format!("sessions/{}", pair.id)] {
            other.look(&world, &rest).await.refused(404, "NOT_FOUND");
        }
    }
    let nothing = "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    pair.customer
        .say(&world, nothing, "a", "x")
        .await
        .refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn a_conversation_is_read_both_ways_in_pages() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    for n in 1..=9 {
        pair.customer
            .say(&world, &pair.id, &n.to_string(), "x")
            .await
            .ok(201);
    }
    let look = async |query: &str| {
        let page = page(&world, &pair.mitra, &pair.id, query).await;
        (numbers(&page), page["has_more"].as_bool().unwrap())
    };
    assert_eq!(look("").await, ((1..=9).collect(), false));
    assert_eq!(look("?limit=4").await, (vec![6, 7, 8, 9], true));
    assert_eq!(
        look("?limit=4&before_seq=6").await,
        (vec![2, 3, 4, 5], true)
    );
    assert_eq!(
        look("?limit=4&before_seq=5").await,
        (vec![1, 2, 3, 4], false)
    );
    assert_eq!(look("?limit=4&before_seq=1").await, (vec![], false));
    assert_eq!(look("?limit=4&after_seq=0").await, (vec![1, 2, 3, 4], true));
    assert_eq!(
        look("?limit=4&after_seq=5").await,
        (vec![6, 7, 8, 9], false)
    );
    assert_eq!(look("?after_seq=9").await, (vec![], false));
    assert_eq!(look("?limit=100000&after_seq=7").await, (vec![8, 9], false));
    for wrong in [
        "limit=0",
        "limit=x",
        "before_seq=x",
        "after_seq=-1",
        "before_seq=5&after_seq=1",
    ] {
        let rest = format!("sessions/{}/messages?{wrong}", pair.id);
        pair.mitra
            .look(&world, &rest)
            .await
            .refused(400, "BAD_REQUEST");
    }
}

/// 4.2.1, 4.2.3
#[tokio::test]
async fn a_message_is_sent_then_delivered_then_read_each_with_its_time() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    customer.say(&world, &id, "1", "x").await.ok(201);
    customer.say(&world, &id, "2", "x").await.ok(201);
    let statuses = async || {
        let page = page(&world, &customer, &id, "").await;
        let items = page["items"].as_array().unwrap();
        let status = items
            .iter()
            .map(|m| m["status"].as_str().unwrap().to_owned());
        status.collect::<Vec<_>>()
    };
    assert_eq!(statuses().await, ["sent", "sent"]);
    // The app comes back from the background and says what it has got.
    world.advance(10);
    let (who, session) = (
        Participant::Mitra(MitraId::parse(mitra.id()).unwrap()),
        SessionId::parse(&id).unwrap(),
    );
    message::mark(world.ctx(), who, session, Mark::Delivered, 2)
        .await
        .unwrap();
    assert_eq!(statuses().await, ["delivered", "delivered"]);
    assert_eq!(mitra.session(&world, &id).await["unread_count"], 2);
    world.advance(10);
    mitra.read(&world, &id, 1).await.ok(204);
    assert_eq!(statuses().await, ["read", "delivered"]);
    let first = &page(&world, &customer, &id, "").await["items"][0];
    assert_eq!(
        (&first["delivered_at"], &first["read_at"]),
        (&at(10), &at(20))
    );
}

/// 4.2.4, 4.2.5
#[tokio::test]
async fn what_was_read_is_marked_with_its_time_and_never_unread_again() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    let Pair {
        customer,
        mitra,
        id,
    } = &pair;
    for n in ["1", "2", "3"] {
        customer.say(&world, id, n, "x").await.ok(201);
    }
    mitra.say(&world, id, "1", "y").await.ok(201);
    assert_eq!(mitra.session(&world, id).await["unread_count"], 3);
    world.advance(10);
    mitra.read(&world, id, 2).await.ok(204);
    world.advance(10);
    for earlier in [2, 1, 0] {
        mitra.read(&world, id, earlier).await.ok(204);
    }
    assert_eq!(mitra.session(&world, id).await["unread_count"], 1);
    // Beyond the latest means the latest; one's own are not one's to mark.
    mitra.read(&world, id, 1000).await.ok(204);
    assert_eq!(mitra.session(&world, id).await["unread_count"], 0);
    let page = page(&world, customer, id, "").await;
    let marks: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| {
            (
                m["status"].as_str().unwrap(),
                m["read_at"].clone(),
                m["delivered_at"].clone(),
            )
        })
        .collect();
    assert_eq!(
        marks,
        [
            ("read", at(10), at(10)),
            ("read", at(10), at(10)),
            ("read", at(20), at(20)),
            ("sent", Value::Null, Value::Null),
        ]
    );
    // And what comes after is unread again.
    customer.say(&world, id, "4", "x").await.ok(201);
    assert_eq!(mitra.session(&world, id).await["unread_count"], 1);
    assert_eq!(customer.session(&world, id).await["unread_count"], 1);
    customer
        .read(&world, id, -1)
        .await
        .refused(400, "BAD_REQUEST");
}
