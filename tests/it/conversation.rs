//! Two people talk over sockets, from the request to the last goodbye: what each side hears, in which order, on each device.

use serde_json::{Value, json};

use crate::world::{START, Socket, Tokens, World};

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

/// A customer and a mitra in a session of 30 minutes that has just begun, both listening, with nothing left to read.
struct Talk {
    world: World,
    customer: Tokens,
    mitra: Tokens,
    id: String,
    /// Of the customer, of the mitra.
    theirs: Socket,
    ours: Socket,
}

impl Talk {
    async fn begun() -> Self {
        let world = World::new().await;
        let mitra = world.online_mitra(0).await;
        let customer = world.guest().await;
        let mut theirs = world.socket(&customer.access).await;
        let mut ours = world.socket(&mitra.access).await;
        let id = customer.request(&world, 30).await;
        ours.expect("chat_request").await;
        mitra.accept(&world, &id).await.ok(200);
        ours.expect("session_started").await;
        // For the mitra's other devices, which still show it.
        assert_eq!(
            ours.expect("chat_request_closed").await["reason"],
            "accepted"
        );
        theirs.expect("session_started").await;
        Self {
            world,
            customer,
            mitra,
            id,
            theirs,
            ours,
        }
    }
}

/// 1.13.2, 2.3.3
#[tokio::test]
async fn a_request_reaches_every_mitra_over_the_socket_with_its_topic_and_the_first_to_accept_has_it()
 {
    let world = World::new().await;
    let mitras = world.online_mitras(2).await;
    let customer = world.guest().await;
    let mut waiting = world.socket(&customer.access).await;
    let mut first = world.socket(&mitras[0].access).await;
    let mut second = world.socket(&mitras[1].access).await;
    let body = json!({"topic_sensitivity": "sensitive", "price_tier_id": world.tier(30)});
    let session = customer.act(&world, "request", body).await.ok(201);
    let id = session["id"].as_str().unwrap();
    for socket in [&mut first, &mut second] {
        let request = &socket.expect("chat_request").await["request"];
        assert_eq!(request["session_id"], id);
        assert_eq!(request["topic_sensitivity"], "sensitive");
        assert_eq!(request["expires_at"], at(60));
        assert_eq!(
            request["customer_display_name"],
            customer.profile["display_name"]
        );
    }
    mitras[1].accept(&world, id).await.ok(200);
    let closed = first.expect("chat_request_closed").await;
    assert_eq!(closed["session_id"], id);
    assert_eq!(closed["reason"], "accepted_by_other");
    let started = waiting.expect("session_started").await;
    assert_eq!(
        started["session"]["counterpart"]["display_name"],
        mitras[1].profile["display_name"]
    );
    second.expect("session_started").await;
    second.expect("chat_request_closed").await;
    for socket in [&mut waiting, &mut first, &mut second] {
        socket.is_quiet().await;
    }
}

/// 1.13.1, 4.2.1
#[tokio::test]
async fn what_one_says_the_other_hears_and_how_far_it_has_come_is_told_back() {
    let mut talk = Talk::begun().await;
    let id = talk.id.clone();
    talk.theirs.say(&id, "c1", "Halo").await;
    let ack = talk.theirs.expect("message_ack").await;
    assert_eq!(ack["client_message_id"], "c1");
    assert_eq!(ack["message"]["status"], "sent");
    let heard = talk.ours.expect("message").await;
    assert_eq!(heard["message"], ack["message"]);
    for (kind, status) in [("delivered", "delivered"), ("read", "read")] {
        let mark = json!({"type": kind, "session_id": id, "up_to_seq": 1});
        talk.ours.send(&mark).await;
        let told = talk.theirs.expect("message_status").await;
        assert_eq!(told["status"], status);
        assert_eq!(told["up_to_seq"], 1);
    }
    talk.ours.say(&id, "m1", "Halo juga").await;
    assert_eq!(
        talk.ours.expect("message_ack").await["message"]["seq"],
        json!(2)
    );
    let answer = talk.theirs.expect("message").await;
    assert_eq!(answer["message"]["content"], "Halo juga");
    assert_eq!(answer["message"]["sender"], "mitra");
    talk.ours.is_quiet().await;
    talk.theirs.is_quiet().await;
}

/// 4.2.2
#[tokio::test]
async fn that_someone_types_is_shown_to_the_other_side_alone_and_costs_no_disk() {
    let mut talk = Talk::begun().await;
    let writes = "select sum(last_seq) + sum(version) from chat_sessions";
    let before = talk.world.number(writes);
    for (from, typing) in [("customer", true), ("customer", false), ("mitra", true)] {
        let frame = json!({"type": "typing", "session_id": talk.id, "is_typing": typing});
        let (speaker, listener) = if from == "customer" {
            (&mut talk.theirs, &mut talk.ours)
        } else {
            (&mut talk.ours, &mut talk.theirs)
        };
        speaker.send(&frame).await;
        let shown = listener.expect("typing").await;
        assert_eq!(
            (&shown["from"], &shown["is_typing"], &shown["session_id"]),
            (&json!(from), &json!(typing), &json!(talk.id))
        );
        speaker.is_quiet().await;
    }
    assert_eq!(talk.world.number(writes), before);
    let stranger = talk.world.guest().await;
    let mut socket = talk.world.socket(&stranger.access).await;
    let frame = json!({"type": "typing", "session_id": talk.id, "is_typing": true});
    socket.send(&frame).await;
    socket.refused("NOT_FOUND", Some(&talk.id)).await;
    talk.ours.is_quiet().await;
}

/// 4.2.4
#[tokio::test]
async fn all_devices_hear_everything_and_the_one_that_spoke_only_its_acknowledgement() {
    let mut talk = Talk::begun().await;
    let token = talk.world.again(&talk.customer).await;
    let mut tablet = talk.world.socket(&token).await;
    let id = talk.id.clone();
    talk.theirs.say(&id, "c1", "Dari telepon").await;
    talk.theirs.expect("message_ack").await;
    assert_eq!(
        tablet.expect("message").await["message"]["content"],
        "Dari telepon"
    );
    talk.ours.expect("message").await;
    talk.ours.say(&id, "m1", "Ke semua").await;
    talk.ours.expect("message_ack").await;
    for socket in [&mut talk.theirs, &mut tablet] {
        assert_eq!(
            socket.expect("message").await["message"]["content"],
            "Ke semua"
        );
    }
    // What a device missed it reads after the last number that it has.
    tablet.leave().await;
    talk.theirs.say(&id, "c2", "Tanpa tablet").await;
    talk.theirs.expect("message_ack").await;
    let (mut tablet, sync) = talk.world.socket_and_sync(&token).await;
    assert_eq!(sync["sessions"][0]["last_seq"], 3);
    let path = format!("sessions/{id}/messages?after_seq=2");
    let missed = talk.customer.look(&talk.world, &path).await.ok(200);
    assert_eq!(missed["items"][0]["content"], "Tanpa tablet");
    tablet.is_quiet().await;
}

/// 1.13.3, 3.2.1, 3.2.2, 5.1.5
#[tokio::test]
async fn pair_chat_extension_and_closure_end_to_end_over_sockets() {
    let mut talk = Talk::begun().await;
    let id = talk.id.clone();
    talk.theirs.say(&id, "c1", "Halo").await;
    talk.theirs.expect("message_ack").await;
    talk.ours.expect("message").await;

    talk.world.pass(1500).await;
    for socket in [&mut talk.theirs, &mut talk.ours] {
        let expiring = socket.expect("session_expiring").await;
        assert_eq!(expiring["remaining_seconds"], 300);
    }
    let asked = talk.customer.extend(&talk.world, &id, 15).await.ok(201);
    for socket in [&mut talk.theirs, &mut talk.ours] {
        let heard = socket.expect("extension_requested").await;
        assert_eq!(heard["extension"]["id"], asked["id"]);
        assert_eq!(heard["extension"]["status"], "pending");
    }
    let extension = asked["id"].as_str().unwrap();
    talk.mitra
        .answer(&talk.world, &id, extension, "accept")
        .await
        .ok(200);
    for socket in [&mut talk.theirs, &mut talk.ours] {
        let heard = socket.expect("extension_resolved").await;
        assert_eq!(heard["outcome"], "accepted");
        assert_eq!(heard["session"]["status"], "active");
        assert_eq!(heard["session"]["expires_at"], at(1800 + 900));
    }
    talk.world.pass(900).await;
    for socket in [&mut talk.theirs, &mut talk.ours] {
        socket.expect("session_expiring").await;
    }
    talk.world.pass(300).await;
    for socket in [&mut talk.theirs, &mut talk.ours] {
        let closing = socket.expect("session_closing").await;
        assert_eq!(closing["session"]["end_reason"], "time_up");
        assert_eq!(closing["session"]["grace_ends_at"], at(2700 + 300));
    }
    // There is still something to say, and then it is said.
    talk.ours.say(&id, "m1", "Jaga diri").await;
    talk.ours.expect("message_ack").await;
    talk.theirs.expect("message").await;
    talk.customer.say_goodbye(&talk.world, &id).await.ok(200);
    for socket in [&mut talk.theirs, &mut talk.ours] {
        assert_eq!(socket.expect("goodbye_received").await["from"], "customer");
    }
    talk.mitra.say_goodbye(&talk.world, &id).await.ok(200);
    for socket in [&mut talk.theirs, &mut talk.ours] {
        assert_eq!(socket.expect("goodbye_received").await["from"], "mitra");
        let over = socket.expect("session_completed").await;
        assert_eq!(over["session"]["status"], "completed");
    }
    talk.theirs.say(&id, "c9", "Masih di sana?").await;
    talk.theirs.refused("SESSION_NOT_ACTIVE", Some("c9")).await;
    talk.theirs.is_quiet().await;
    talk.ours.is_quiet().await;
}

/// The kill is in `crash.rs`; here the server ends in order and comes back while both wait.
#[tokio::test]
async fn after_a_restart_both_sides_come_back_to_the_same_conversation() {
    let mut talk = Talk::begun().await;
    let id = talk.id.clone();
    talk.theirs.say(&id, "c1", "Sebelum").await;
    talk.theirs.expect("message_ack").await;
    talk.ours.expect("message").await;
    let (again, ()) = tokio::join!(
        async { (talk.theirs.end().await, talk.ours.end().await) },
        talk.world.restart(None)
    );
    assert_eq!(again, (1001, 1001));
    for who in [&talk.customer, &talk.mitra] {
        let (mut socket, sync) = talk.world.socket_and_sync(&who.access).await;
        let session = &sync["sessions"][0];
        assert_eq!(session["id"], id);
        assert_eq!(session["last_seq"], 1);
        assert_eq!(session["expires_at"], at(1800));
        socket.is_quiet().await;
    }
}
