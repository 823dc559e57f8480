//! Whole conversations over two sockets and more: what each device is told, in its order, and that it is told nothing else.

use serde_json::{Value, json};

use crate::world::{Pair, START, Socket, Tokens, World};

fn at(seconds: i64) -> Value {
    json!(START.plus_seconds(seconds).to_string())
}

/// The next frame of each, all of this type.
async fn each<const N: usize>(sockets: [&mut Socket; N], kind: &str) -> [Value; N] {
    let mut frames = Vec::new();
    for socket in sockets {
        frames.push(socket.expect(kind).await);
    }
    frames.try_into().unwrap()
}

async fn all_quiet<const N: usize>(sockets: [&mut Socket; N]) {
    for socket in sockets {
        socket.is_quiet().await;
    }
}

async fn types(socket: &mut Socket, session: &str, is_typing: bool) {
    let frame = json!({"type": "typing", "session_id": session, "is_typing": is_typing});
    socket.send(&frame).await;
}

async fn marks(socket: &mut Socket, mark: &str, session: &str, up_to: i64) {
    let frame = json!({"type": mark, "session_id": session, "up_to_seq": up_to});
    socket.send(&frame).await;
}

/// Asks for a conversation of so many minutes about something sensitive.
async fn ask_sensitive(world: &World, customer: &Tokens, minutes: i64) -> String {
    let body = json!({"topic_sensitivity": "sensitive", "price_tier_id": world.tier(minutes)});
    let session = customer.act(world, "request", body).await.ok(201);
    session["id"].as_str().unwrap().to_owned()
}

/// 1.13.1, 1.13.2, 1.13.3, 2.3.3, 3.2.1, 3.2.2, 3.2.3, 4.2.1, 4.2.2, 4.2.4
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one conversation, told in order")]
async fn two_people_meet_talk_go_on_for_longer_and_part_over_their_sockets() {
    let world = World::new().await;
    let (mitra, customer) = (world.online_mitra(0).await, world.guest().await);
    let mut hers = world.socket(&customer.access).await;
    let mut his = world.socket(&mitra.access).await;

    // They meet.
    let id = ask_sensitive(&world, &customer, 30).await;
    let asked = his.expect("chat_request").await["request"].take();
    assert_eq!(
        asked,
        json!({
            "session_id": id,
            "topic_sensitivity": "sensitive",
            "customer_display_name": customer.profile["display_name"],
            "duration_minutes": 30,
            "is_free_trial": false,
            "price_idr": 30_000,
            "requested_at": at(0),
            "expires_at": at(60),
        })
    );
    world.advance(10);
    mitra.accept(&world, &id).await.ok(200);
    let [hers_now, his_now] = each([&mut hers, &mut his], "session_started").await;
    for (seen, other) in [(&hers_now, &mitra), (&his_now, &customer)] {
        let session = &seen["session"];
        assert_eq!(session["status"], "active");
        assert_eq!(session["topic_sensitivity"], "sensitive");
        assert_eq!(session["expires_at"], at(10 + 1800));
        assert_eq!(
            session["counterpart"],
            json!({"display_name": other.profile["display_name"]})
        );
    }
    let closed = his.expect("chat_request_closed").await;
    assert_eq!(
        (&closed["session_id"], &closed["reason"]),
        (&json!(id), &json!("accepted"))
    );

    // They talk.
    types(&mut hers, &id, true).await;
    let seen = his.expect("typing").await;
    assert_eq!(
        seen,
        json!({"type": "typing", "session_id": id, "from": "customer", "is_typing": true})
    );
    hers.say(&id, "a1", "Halo").await;
    let mine = hers.expect("message_ack").await;
    assert_eq!(mine["client_message_id"], "a1");
    assert_eq!(mine["message"]["status"], "sent");
    assert_eq!(mine["message"]["seq"], 1);
    let theirs = his.expect("message").await;
    assert_eq!(theirs["message"], mine["message"]);
    types(&mut hers, &id, false).await;
    assert_eq!(his.expect("typing").await["is_typing"], false);
    world.advance(5);
    for mark in ["delivered", "read"] {
        marks(&mut his, mark, &id, 1).await;
        assert_eq!(
            hers.expect("message_status").await,
            json!({"type": "message_status", "session_id": id, "up_to_seq": 1, "status": mark, "at": at(15)})
        );
        // A second time is no news.
        marks(&mut his, mark, &id, 1).await;
        all_quiet([&mut his, &mut hers]).await;
    }
    for is_typing in [true, false] {
        types(&mut his, &id, is_typing).await;
        assert_eq!(
            hers.expect("typing").await,
            json!({"type": "typing", "session_id": id, "from": "mitra", "is_typing": is_typing})
        );
    }
    his.say(&id, "b1", "Halo juga").await;
    his.expect("message_ack").await;
    assert_eq!(hers.expect("message").await["message"]["seq"], 2);
    all_quiet([&mut hers, &mut his]).await;

    // The end comes near, and she asks for more time.
    world.pass(1495).await;
    for notice in each([&mut hers, &mut his], "session_expiring").await {
        assert_eq!(
            notice,
            json!({"type": "session_expiring", "session_id": id, "remaining_seconds": 300})
        );
    }
    let extension = customer.extend(&world, &id, 15).await.ok(201);
    for requested in each([&mut hers, &mut his], "extension_requested").await {
        assert_eq!(requested["session_id"], json!(id));
        assert_eq!(requested["extension"], extension);
        assert_eq!(requested["extension"]["topic_sensitivity"], "sensitive");
    }
    hers.say(&id, "a2", "Sebentar lagi, ya?").await;
    hers.expect("message_ack").await;
    his.expect("message").await;
    let asked = extension["id"].as_str().unwrap();
    mitra.answer(&world, &id, asked, "accept").await.ok(200);
    for resolved in each([&mut hers, &mut his], "extension_resolved").await {
        assert_eq!(resolved["outcome"], "accepted");
        assert_eq!(resolved["session"]["status"], "active");
        assert_eq!(resolved["session"]["expires_at"], at(10 + 1800 + 900));
        assert_eq!(resolved["session"]["topic_sensitivity"], "sensitive");
    }

    // The old end goes by; the new one is announced anew.
    world.pass(300).await;
    all_quiet([&mut hers, &mut his]).await;
    world.pass(600).await;
    each([&mut hers, &mut his], "session_expiring").await;
    world.pass(300).await;
    for closing in each([&mut hers, &mut his], "session_closing").await {
        let session = &closing["session"];
        assert_eq!(
            (&session["status"], &session["end_reason"]),
            (&json!("closing"), &json!("time_up"))
        );
        assert_eq!(session["grace_ends_at"], at(2710 + 300));
    }

    // They part.
    his.say(&id, "b2", "Semoga harimu baik").await;
    assert_eq!(his.expect("message_ack").await["message"]["seq"], 4);
    hers.expect("message").await;
    customer.say_goodbye(&world, &id).await.ok(200);
    for received in each([&mut hers, &mut his], "goodbye_received").await {
        assert_eq!(
            received,
            json!({"type": "goodbye_received", "session_id": id, "from": "customer"})
        );
    }
    mitra.say_goodbye(&world, &id).await.ok(200);
    for received in each([&mut hers, &mut his], "goodbye_received").await {
        assert_eq!(received["from"], "mitra");
    }
    for over in each([&mut hers, &mut his], "session_completed").await {
        assert_eq!(over["session"]["status"], "completed");
        assert_eq!(over["session"]["last_seq"], 4);
    }

    // And that is that.
    for socket in [&mut hers, &mut his] {
        socket.say(&id, "late", "Oh, dan").await;
        socket.refused("SESSION_NOT_ACTIVE", Some("late")).await;
        types(socket, &id, true).await;
        socket.refused("SESSION_NOT_ACTIVE", Some(&id)).await;
    }
    world.pass(600).await;
    all_quiet([&mut hers, &mut his]).await;
}

/// 3.2.4, 3.2.5
#[tokio::test]
async fn an_extension_that_is_refused_or_ignored_is_told_to_both_with_the_goodbyes_it_leads_to() {
    for (is_answered, outcome, reason) in [
        (true, "rejected", "extension_rejected"),
        (false, "timeout", "extension_timeout"),
    ] {
        let world = World::new().await;
        let Pair {
            customer,
            mitra,
            id,
        } = world.pair(10).await;
        let mut hers = world.socket(&customer.access).await;
        let mut his = world.socket(&mitra.access).await;
        world.pass(290).await;
        all_quiet([&mut hers, &mut his]).await;
        let asked = customer.extend(&world, &id, 10).await.ok(201);
        each([&mut hers, &mut his], "extension_requested").await;
        if is_answered {
            let asked = asked["id"].as_str().unwrap();
            mitra.answer(&world, &id, asked, "reject").await.ok(200);
        } else {
            world.pass(60).await;
        }
        let mut after = Vec::new();
        for socket in [&mut hers, &mut his] {
            let mut told = Vec::new();
            for _ in 0..2 {
                told.push(socket.next().await.unwrap());
            }
            after.push(told);
            socket.is_quiet().await;
        }
        for told in after {
            assert_eq!(told[0]["type"], "extension_resolved", "{told:?}");
            assert_eq!(told[0]["outcome"], outcome);
            assert_eq!(told[1]["type"], "session_closing", "{told:?}");
            assert_eq!(told[1]["session"]["end_reason"], reason);
        }
    }
}

/// 1.13.2, 5.3.2
#[tokio::test]
async fn every_device_of_every_mitra_is_told_of_a_request_and_how_it_ended() {
    let world = World::new().await;
    let (one, other) = (world.online_mitra(0).await, world.online_mitra(1).await);
    let customer = world.guest().await;
    let mut phone = world.socket(&one.access).await;
    let mut tablet = world.socket(&one.access).await;
    let mut rival = world.socket(&other.access).await;
    let mut hers = world.socket(&customer.access).await;
    let closed = |id: &str, reason: &str| json!({"type": "chat_request_closed", "session_id": id, "reason": reason});

    // Taken back.
    let id = customer.request(&world, 30).await;
    each([&mut phone, &mut tablet, &mut rival], "chat_request").await;
    customer.cancel(&world, &id).await.ok(200);
    for frame in each([&mut phone, &mut tablet, &mut rival], "chat_request_closed").await {
        assert_eq!(frame, closed(&id, "cancelled_by_customer"));
    }

    // Rejected by one, then out of time for the other.
    let id = customer.request(&world, 30).await;
    each([&mut phone, &mut tablet, &mut rival], "chat_request").await;
    one.reject(&world, &id).await.ok(204);
    for frame in each([&mut phone, &mut tablet], "chat_request_closed").await {
        assert_eq!(frame, closed(&id, "rejected"));
    }
    world.pass(60).await;
    assert_eq!(
        rival.expect("chat_request_closed").await,
        closed(&id, "expired")
    );
    assert_eq!(
        hers.expect("request_expired").await,
        json!({"type": "request_expired", "session_id": id})
    );

    // Taken by one.
    let id = customer.request(&world, 30).await;
    each([&mut phone, &mut tablet, &mut rival], "chat_request").await;
    one.accept(&world, &id).await.ok(200);
    each([&mut phone, &mut tablet, &mut hers], "session_started").await;
    for frame in each([&mut phone, &mut tablet], "chat_request_closed").await {
        assert_eq!(frame, closed(&id, "accepted"));
    }
    assert_eq!(
        rival.expect("chat_request_closed").await,
        closed(&id, "accepted_by_other")
    );
    all_quiet([&mut phone, &mut tablet, &mut rival, &mut hers]).await;
}

/// 1.13.1, 2.3.3
#[tokio::test]
async fn who_was_away_finds_the_request_and_what_was_missed_when_coming_back() {
    let world = World::new().await;
    let (mitra, customer) = (world.online_mitra(0).await, world.guest().await);
    let id = ask_sensitive(&world, &customer, 30).await;
    let (his, sync) = world.socket_and_sync(&mitra.access).await;
    assert_eq!(sync["sessions"], json!([]));
    assert_eq!(sync["requests"][0]["session_id"], json!(id));
    assert_eq!(sync["requests"][0]["topic_sensitivity"], "sensitive");
    let listed = mitra.look(&world, "requests").await.ok(200);
    assert_eq!(sync["requests"], listed["items"]);
    mitra.accept(&world, &id).await.ok(200);
    his.leave().await;
    for n in 1..=5 {
        let said = format!("pesan {n}");
        customer.say(&world, &id, &said, &said).await.ok(201);
    }
    let (mut his, sync) = world.socket_and_sync(&mitra.access).await;
    assert_eq!(sync["requests"], json!([]));
    let session = &sync["sessions"][0];
    assert_eq!(
        (&session["last_seq"], &session["unread_count"]),
        (&json!(5), &json!(5))
    );
    assert_eq!(*session, mitra.session(&world, &id).await);
    // The device has the first two.
    let missed = mitra
        .look(&world, &format!("sessions/{id}/messages?after_seq=2"))
        .await
        .ok(200);
    let seqs: Vec<_> = missed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["seq"].as_i64().unwrap())
        .collect();
    assert_eq!(seqs, [3, 4, 5]);
    let mut hers = world.socket(&customer.access).await;
    marks(&mut his, "delivered", &id, 5).await;
    assert_eq!(hers.expect("message_status").await["up_to_seq"], 5);
    his.is_quiet().await;
}

/// 1.13.1, 4.2.4
#[tokio::test]
async fn all_devices_of_both_sides_see_the_same_conversation() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    let mut phone = world.socket(&customer.access).await;
    let mut laptop = world.socket(&customer.access).await;
    let mut his = world.socket(&mitra.access).await;
    let mut tablet = world.socket(&mitra.access).await;

    phone.say(&id, "a1", "Halo").await;
    let said = phone.expect("message_ack").await;
    for frame in each([&mut laptop, &mut his, &mut tablet], "message").await {
        assert_eq!(frame["message"], said["message"]);
    }
    // Once more, as after a lost acknowledgement: the same message, and nobody else hears of it.
    phone.say(&id, "a1", "Halo").await;
    assert_eq!(phone.expect("message_ack").await, said);
    phone.say(&id, "a1", "Bukan").await;
    phone.refused("MESSAGE_ID_REUSED", Some("a1")).await;
    all_quiet([&mut phone, &mut laptop, &mut his, &mut tablet]).await;

    // What goes over HTTP comes from no socket: every device hears it.
    mitra.say(&world, &id, "b1", "Ya?").await.ok(201);
    each([&mut phone, &mut laptop, &mut his, &mut tablet], "message").await;

    types(&mut tablet, &id, true).await;
    each([&mut phone, &mut laptop], "typing").await;
    marks(&mut laptop, "read", &id, 2).await;
    for frame in each([&mut his, &mut tablet], "message_status").await {
        assert_eq!(
            (&frame["status"], &frame["up_to_seq"]),
            (&json!("read"), &json!(2))
        );
    }
    all_quiet([&mut phone, &mut laptop, &mut his, &mut tablet]).await;
    assert_eq!(customer.session(&world, &id).await["unread_count"], 0);
}

/// 2.4.15, 2.4.16, 2.4.17, 5.4.2
#[tokio::test]
async fn each_real_flip_of_the_topic_is_told_to_both_in_order_and_a_no_op_to_nobody() {
    let world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    let mut hers = world.socket(&customer.access).await;
    let mut his = world.socket(&mitra.access).await;
    let flips = [
        "sensitive",
        "sensitive",
        "regular",
        "sensitive",
        "regular",
        "regular",
    ];
    for topic in flips {
        world.advance(1);
        mitra.mark_topic(&world, &id, topic).await.ok(200);
    }
    for socket in [&mut hers, &mut his] {
        for (topic, second) in [
            ("sensitive", 1),
            ("regular", 3),
            ("sensitive", 4),
            ("regular", 5),
        ] {
            assert_eq!(
                socket.expect("session_topic_updated").await,
                json!({
                    "type": "session_topic_updated",
                    "session_id": id,
                    "topic_sensitivity": topic,
                    "changed_at": at(second),
                })
            );
        }
        socket.is_quiet().await;
    }
    assert_eq!(
        world.number("select count(*) from session_sensitivity_log"),
        4
    );
}
