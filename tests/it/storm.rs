//! Many sockets in trouble at once: who never reads is cut off and harms nobody, and a crowd that loses its sockets and comes
//! back at one moment finds everything.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use curhat::http::ws::Patience;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    tokens::refresh,
    torture,
    world::{Pair, Socket, Tokens, World},
};

/// So many that whoever floods is not cut off for it.
const UNHURRIED: [&str; 4] = [
    "--ws-frames-per-second",
    "100000",
    "--ws-frames-burst",
    "100000",
];

/// As large as a message may be: 4,000 characters of four bytes.
fn large() -> String {
    "😀".repeat(4000)
}

/// Says so many large messages, and reads what becomes of each at the sender and at the one who listens. How long each took.
async fn flood(
    session: &str,
    speaker: &mut Socket,
    listener: &mut Socket,
    from: i64,
    count: i64,
) -> Vec<Duration> {
    let mut took = Vec::new();
    for seq in from..from + count {
        let began = Instant::now();
        speaker.say(session, &seq.to_string(), &large()).await;
        let ack = speaker.expect("message_ack").await;
        assert_eq!(ack["message"]["seq"], seq);
        let heard = listener.expect("message").await;
        assert_eq!(heard["message"]["seq"], seq);
        took.push(began.elapsed());
    }
    took
}

/// Ninety-nine of a hundred took no longer.
fn nearly_all(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took[took.len() * 99 / 100]
}

async fn closed_as_too_slow(world: &World) -> u64 {
    let address = format!("http://{}/metrics", world.app().internal);
    let text = reqwest::get(address).await.unwrap().text().await.unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("curhat_sockets_closed_total{code=\"4413\"} "));
    line.map_or(0, |count| count.parse().unwrap())
}

/// The numbers of all messages of a session after this one.
async fn tail(world: &World, who: &Tokens, session: &str, mut after: i64) -> Vec<i64> {
    let mut seqs = Vec::new();
    loop {
        let path = format!("sessions/{session}/messages?limit=200&after_seq={after}");
        let page = who.look(world, &path).await.ok(200);
        for message in page["items"].as_array().unwrap() {
            after = message["seq"].as_i64().unwrap();
            seqs.push(after);
        }
        if page["has_more"] == false {
            return seqs;
        }
    }
}

#[tokio::test]
async fn who_lets_too_much_pile_up_is_told_so_and_finds_the_rest_on_coming_back() {
    let patience = Patience {
        writing: Duration::from_secs(60),
        // Is over before it reads on.
        farewell: Duration::from_millis(10),
        ..Patience::default()
    };
    let world = World::patient(&UNHURRIED, patience).await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    let mut hers = world.socket(&customer.access).await;
    let mut his = world.socket(&mitra.access).await;
    let mut slow = world.dial_narrow().await;
    slow.sign_in(&mitra.access).await;

    // More than what may wait and what the system takes in on both sides.
    let count = 400;
    flood(&id, &mut hers, &mut his, 1, count).await;
    let mut last = 0;
    let code = loop {
        match slow.next().await {
            Ok(frame) => {
                let seq = frame["message"]["seq"].as_i64().unwrap();
                assert_eq!(seq, last + 1, "what arrives has no gap");
                last = seq;
            }
            Err(code) => break code,
        }
    };
    assert_eq!(code, 4413);
    assert!(last < count);
    let (_slow, sync) = world.socket_and_sync(&mitra.access).await;
    assert_eq!(sync["sessions"][0]["last_seq"], count);
    let rest = tail(&world, &mitra, &id, last).await;
    assert_eq!(rest, (last + 1..=count).collect::<Vec<_>>());
    his.is_quiet().await;
    assert_eq!(closed_as_too_slow(&world).await, 1);
}

#[tokio::test]
async fn who_never_reads_is_cut_off_and_the_others_notice_nothing() {
    let patience = Patience {
        writing: Duration::from_millis(300),
        farewell: Duration::from_millis(100),
        ..Patience::default()
    };
    let world = World::patient(&UNHURRIED, patience).await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    let mut hers = world.socket(&customer.access).await;
    let mut his = world.socket(&mitra.access).await;
    let alone = flood(&id, &mut hers, &mut his, 1, 200).await;
    let many = torture::rounds(20, 200);
    let mut slow = Vec::new();
    for _ in 0..many {
        let mut socket = world.dial_narrow().await;
        socket.sign_in(&mitra.access).await;
        slow.push(socket);
    }
    let mut said = alone.len() as i64;
    let mut beside = Vec::new();
    while world.app().hub.len() > 2 {
        assert!(said < 5000, "{} sockets are left", world.app().hub.len());
        beside.extend(flood(&id, &mut hers, &mut his, said + 1, 10).await);
        said += 10;
    }
    assert_eq!(closed_as_too_slow(&world).await, many as u64);
    // They hold nothing any more, though none of them has read a byte or gone away.
    flood(&id, &mut hers, &mut his, said + 1, 10).await;
    assert_eq!(world.app().hub.len(), 2);
    hers.is_quiet().await;
    his.is_quiet().await;
    let messages = beside.len();
    let (alone, beside) = (nearly_all(alone), nearly_all(beside));
    // What a busy machine adds is not theirs.
    assert!(beside < alone * 2 + Duration::from_millis(250));
    torture::figures(
        "slow-readers",
        format!(
            "{many} cut off; 99 of 100 messages of the others within {beside:?} ({messages}), and {alone:?} without them"
        ),
    );
}

/// A device of one side of a session, and what it has.
struct Device {
    who: Tokens,
    /// Gets new tokens before it comes back, as apps do that were away for an hour.
    refreshes: bool,
    session: String,
    seen: BTreeSet<i64>,
    /// Up to here it has read for itself.
    synced: i64,
    socket: Option<Socket>,
}

impl Device {
    fn note(&mut self, message: &Value) {
        let seq = message["seq"].as_i64().unwrap();
        // What is announced while `sync` is being made comes both ways, and nothing else does.
        assert!(
            self.seen.insert(seq) || seq <= self.synced,
            "{seq} came twice"
        );
    }

    /// Reads what waits.
    async fn drain(&mut self) {
        let socket = self.socket.as_mut().unwrap();
        socket.send(&json!({"type": "ping"})).await;
        loop {
            let frame = self.socket.as_mut().unwrap().next().await.unwrap();
            if frame["type"] == "pong" {
                return;
            }
            assert_eq!(frame["type"], "message");
            self.note(&frame["message"]);
        }
    }

    async fn refresh(&mut self, world: &World) {
        loop {
            let reply = refresh(world, &self.who.refresh).await;
            if reply.status == 503 {
                assert!(reply.headers.contains_key("retry-after"));
                continue;
            }
            self.who = Tokens::of(&reply.ok(200));
            return;
        }
    }

    /// Connects, learns what there is, and reads what it missed.
    async fn come_back(&mut self, world: &World) {
        if self.refreshes {
            self.refresh(world).await;
        }
        let mut socket = loop {
            match world.try_dial().await {
                Ok(socket) => break socket,
                Err(status) => assert_eq!(status, 503),
            }
        };
        let sync = socket.sign_in(&self.who.access).await;
        let sessions = sync["sessions"].as_array().unwrap();
        let mine = sessions.iter().find(|s| s["id"] == self.session.as_str());
        let last = mine.unwrap()["last_seq"].as_i64().unwrap();
        let have = self.seen.last().copied().unwrap_or(0);
        assert_eq!(self.seen.len() as i64, have, "no gap before");
        for seq in tail(world, &self.who, &self.session, have).await {
            // What was said since `sync` comes over the socket too; a device takes it once.
            if seq <= last {
                assert!(self.seen.insert(seq));
            }
        }
        self.synced = last;
        self.socket = Some(socket);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hundreds_who_lose_their_sockets_and_come_back_at_once_miss_nothing() {
    let world = World::new().await;
    let mut pairs = Vec::new();
    let pairs_of_people = torture::rounds(20, 200);
    for n in 0..pairs_of_people {
        let (mitra, customer) = (world.online_mitra(n).await, world.guest().await);
        let id = customer.request(&world, 30).await;
        mitra.accept(&world, &id).await.ok(200);
        pairs.push((customer, mitra, id));
    }
    let mut devices: Vec<Device> = pairs
        .iter()
        .flat_map(|(customer, mitra, id)| {
            [customer, mitra].into_iter().flat_map(|who| {
                (0..5).map(|n| Device {
                    who: who.clone(),
                    // They share one sign-in, so one of them.
                    refreshes: n == 0,
                    session: id.clone(),
                    seen: BTreeSet::new(),
                    synced: 0,
                    socket: None,
                })
            })
        })
        .collect();
    let everyone = devices.len();
    assert_eq!(everyone, pairs_of_people * 10);
    join_all(devices.iter_mut().map(|d| d.come_back(&world))).await;

    // Everybody says something over HTTP, while sockets are there, while they are not, and while they come back.
    let talk = async |round: i64| {
        let says = pairs.iter().flat_map(|(customer, mitra, id)| {
            [customer, mitra].map(|who| {
                let world = &world;
                async move {
                    let text = round.to_string();
                    who.say(world, id, &text, &text).await.ok(201);
                }
            })
        });
        join_all(says).await;
    };
    talk(0).await;
    for device in &mut devices {
        for _ in 0..2 {
            let frame = device.socket.as_mut().unwrap().expect("message").await;
            device.note(&frame["message"]);
        }
    }
    talk(1).await;
    for device in &mut devices {
        // Gone without a word, with whatever was on its way.
        device.socket = None;
    }
    talk(2).await;
    let began = Instant::now();
    let (_, ()) = tokio::join!(
        join_all(devices.iter_mut().map(|d| d.come_back(&world))),
        talk(3)
    );
    let back = began.elapsed();
    assert!(back < Duration::from_secs(30), "{back:?}");
    let everything: BTreeSet<i64> = (1..=8).collect();
    for device in &mut devices {
        while device.seen.len() < everything.len() {
            let frame = device.socket.as_mut().unwrap().expect("message").await;
            device.note(&frame["message"]);
        }
        device.drain().await;
        assert_eq!(device.seen, everything);
    }
    let said = world.number("select count(*) from chat_messages");
    assert_eq!(said, pairs_of_people as i64 * 8);
    // Nobody's place is left behind.
    tokio::time::timeout(Duration::from_secs(20), async {
        while world.app().hub.len() != everyone {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("as many sockets are listed as there are");
    torture::figures(
        "reconnect",
        format!(
            "{everyone} sockets back at once, a fifth of them with new tokens, within {back:.1?}; {said} messages, 0 missed, 0 twice"
        ),
    );
}
