//! Many sockets, and some that do not read.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use crate::world::{Socket, World};

/// Enough that what is sent fits neither into the mailbox of a socket nor into the buffers of the system.
const LONG: usize = 4_000;

/// R8
#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_is_cut_off_alone_and_finds_everything_on_coming_back() {
    let flags = &[
        "--ws-frames-per-second",
        "100000",
        "--ws-frames-burst",
        "100000",
    ];
    let world = World::with(flags).await;
    let (customer, mitra) = (world.guest().await, world.online_mitra(0).await);
    let id = customer.request(&world, 30).await;
    mitra.accept(&world, &id).await.ok(200);
    let mut speaker = world.socket(&customer.access).await;
    let mut listener = world.socket(&mitra.access).await;
    // The mitra's second device has fallen asleep with its socket open.
    let token = world.again(&mitra).await;
    let mut asleep = world.socket(&token).await;
    let content = "x".repeat(LONG);
    let metrics = async || {
        let url = format!("http://{}/metrics", world.app().internal);
        reqwest::get(url).await.unwrap().text().await.unwrap()
    };
    let cut = "curhat_sockets_closed_total{code=\"4413\"} 1";
    let mut sent = 0;
    while !metrics().await.contains(cut) {
        assert!(sent < 20_000, "it is never cut off");
        for _ in 0..200 {
            sent += 1;
            speaker.say(&id, &format!("c{sent}"), &content).await;
            speaker.expect("message_ack").await;
            let heard = listener.expect("message").await;
            assert_eq!(heard["message"]["seq"], sent);
        }
    }
    assert_eq!(asleep.end().await, 4413);
    let (mut awake, sync) = world.socket_and_sync(&token).await;
    assert_eq!(sync["sessions"][0]["last_seq"], sent);
    awake.is_quiet().await;
    let path = format!("sessions/{id}/messages?after_seq={}", sent - 1);
    let page = mitra.look(&world, &path).await.ok(200);
    assert_eq!(page["items"][0]["seq"], sent);
}

/// R9
#[tokio::test(flavor = "multi_thread")]
async fn when_all_sockets_drop_at_once_all_are_back_at_once_and_nothing_is_lost() {
    const PAIRS: usize = 60;
    let mut world = World::new().await;
    let mitras = world.online_mitras(PAIRS).await;
    let mut talks = Vec::new();
    for mitra in &mitras {
        let customer = world.guest().await;
        let id = customer.request(&world, 30).await;
        mitra.accept(&world, &id).await.ok(200);
        talks.push((customer, mitra.clone(), id));
    }
    let mut sockets: Vec<Socket> = Vec::new();
    for (customer, mitra, id) in &talks {
        let mut socket = world.socket(&customer.access).await;
        socket.say(id, "c1", "Sebelum badai").await;
        socket.expect("message_ack").await;
        sockets.push(socket);
        sockets.push(world.socket(&mitra.access).await);
    }
    let ends = async {
        for socket in &mut sockets {
            assert_eq!(socket.end().await, 1001);
        }
    };
    tokio::join!(ends, world.restart(None));
    let world = &world;
    let back = talks.iter().map(|(customer, mitra, id)| async move {
        let both = [customer, mitra].map(|who| world.socket_and_sync(&who.access));
        for (_, sync) in join_all(both).await {
            let session = &sync["sessions"][0];
            assert_eq!(
                (&session["id"], &session["last_seq"]),
                (&json!(id), &json!(1))
            );
        }
        let path = format!("sessions/{id}/messages?after_seq=0");
        let page = mitra.look(world, &path).await.ok(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 1);
    });
    tokio::time::timeout(Duration::from_secs(30), join_all(back))
        .await
        .expect("all are back");
}
