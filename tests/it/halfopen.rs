//! Lines that are dead and do not say so: phones in a tunnel, a machine in between that has forgotten them. Whatever is sent
//! goes nowhere, and nobody is told. Then the line lives again and brings what was on its way.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use curhat::http::ws::Patience;
use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
};

use crate::{
    torture,
    world::{Firebase, Pair, Tokens, World, until},
};

/// Stands between apps and the server. While it is dead nothing passes, either way, and nothing is closed: as on a real line,
/// what was sent meanwhile comes late.
struct Line {
    address: SocketAddr,
    dead: watch::Sender<bool>,
}

impl Line {
    async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let dead = watch::Sender::new(false);
        let subject = dead.clone();
        // It ends with the test's runtime.
        tokio::spawn(async move {
            while let Ok((app, _)) = listener.accept().await {
                let server = TcpStream::connect(server).await.unwrap();
                let ((from_app, to_app), (from_server, to_server)) =
                    (app.into_split(), server.into_split());
                tokio::spawn(carry(from_app, to_server, subject.subscribe()));
                tokio::spawn(carry(from_server, to_app, subject.subscribe()));
            }
        });
        Self { address, dead }
    }

    fn dies(&self) {
        self.dead.send_replace(true);
    }

    fn lives(&self) {
        self.dead.send_replace(false);
    }
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut dead: watch::Receiver<bool>) {
    let mut chunk = [0; 4096];
    loop {
        let read = from.read(&mut chunk).await;
        if dead.wait_for(|dead| !dead).await.is_err() {
            return;
        }
        match read {
            Ok(n @ 1..) if to.write_all(&chunk[..n]).await.is_ok() => {}
            _ => return,
        }
    }
}

fn device(n: usize) -> String {
    format!("{n}-device")
}

/// How often each device was told of this kind.
fn told(firebase: &Firebase, kind: &str) -> BTreeMap<String, Vec<String>> {
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (token, data) in firebase.told() {
        if data["type"] == kind {
            let id = data["message_id"].as_str().unwrap().to_owned();
            told.entry(token).or_default().push(id);
        }
    }
    told
}

async fn require_pings(world: &World) {
    let staff = world.admin().await;
    let body = json!({"required": true, "interval_seconds": 60});
    let path = "/internal/config/mitra-ping";
    world.patch(path, &staff.access, body).await.ok(200);
}

/// Pairs in conversation, each mitra with a device.
async fn gather(world: &World, count: usize) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for n in 0..count {
        let (mitra, customer) = (world.online_mitra(n).await, world.guest().await);
        let id = customer.request(world, 30).await;
        mitra.accept(world, &id).await.ok(200);
        pairs.push(Pair {
            customer,
            mitra,
            id,
        });
    }
    // Now, so that nobody is pushed the others' requests.
    for (n, pair) in pairs.iter().enumerate() {
        world.device(&pair.mitra, &device(n)).await;
    }
    pairs
}

/// Each customer says this, at once; the messages' ids.
async fn all_say(world: &World, pairs: &[Pair], key: &str, text: &str) -> Vec<String> {
    join_all(pairs.iter().map(async |pair| {
        let said = pair.customer.say(world, &pair.id, key, text).await.ok(201);
        said["id"].as_str().unwrap().to_owned()
    }))
    .await
}

/// Each mitra's app says that it is there; the answers, when they come.
fn all_ping(line: &Line, pairs: &[Pair]) -> Vec<JoinHandle<StatusCode>> {
    let http = reqwest::Client::new();
    let pings = pairs.iter().map(|pair| {
        let url = format!("http://{}/api/mitra/ping", line.address);
        let ping = http.post(url).bearer_auth(&pair.mitra.access);
        tokio::spawn(async move { ping.json(&json!({})).send().await.unwrap().status() })
    });
    pings.collect()
}

#[test]
fn a_line_may_be_silent_for_a_minute() {
    assert_eq!(Patience::default().silence, Duration::from_secs(60));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_line_is_given_up_what_went_down_it_is_pushed_once_and_what_comes_late_is_not_heard()
{
    let count = torture::rounds(8, 200);
    let patience = Patience {
        ping: Duration::from_millis(200),
        silence: Duration::from_millis(2000 + 20 * count as u64),
        ..Patience::default()
    };
    let firebase = Firebase::new().await;
    let mut world = World::patient(&firebase.flags(), patience).await;
    require_pings(&world).await;
    let pairs = gather(&world, count).await;
    let line = Line::to(world.app().public).await;
    let comes = |mitra: Tokens| {
        let (world, line) = (&world, &line);
        async move {
            let mut socket = world.dial_by(line.address).await;
            let sync = socket.sign_in(&mitra.access).await;
            (socket, sync)
        }
    };
    let mut sockets: Vec<_> = join_all(pairs.iter().map(|pair| comes(pair.mitra.clone())))
        .await
        .into_iter()
        .map(|(socket, _)| socket)
        .collect();
    all_say(&world, &pairs, "a", "Halo").await;
    join_all(pairs.iter().zip(&mut sockets).map(async |(pair, socket)| {
        socket.expect("message").await;
        let mark = json!({"type": "delivered", "session_id": pair.id, "up_to_seq": 1});
        socket.send(&mark).await;
        socket.is_quiet().await;
    }))
    .await;
    assert_eq!(world.app().hub.len(), count);

    line.dies();
    let began = Instant::now();
    for (pair, socket) in pairs.iter().zip(&mut sockets) {
        socket.say(&pair.id, "late", "Masih").await;
    }
    let second = all_say(&world, &pairs, "b", "Masih di sana?").await;
    // To the server they are still there; nobody has been told anything else.
    assert_eq!(told(&firebase, "message"), BTreeMap::new());
    // The phones' pings go down the line too.
    let late_pings = all_ping(&line, &pairs);
    until("every dead line to be given up", || {
        world.app().hub.is_empty()
    })
    .await;
    let noticed = began.elapsed();
    // As long as it may be silent, and what a busy machine adds.
    let in_time = noticed < patience.silence + Duration::from_secs(5);
    assert!(in_time, "{noticed:?}");
    assert_eq!(closed_as_silent(&world).await, count);
    until("what went down them to be pushed", || {
        told(&firebase, "message").len() == count
    })
    .await;
    world.pass(75).await;
    let online = || world.number("select count(*) from mitras where is_online = 1");
    assert_eq!(online(), 0);
    let third = all_say(&world, &pairs, "c", "Sampai nanti").await;
    until("what was said then to be pushed", || {
        told(&firebase, "message").values().flatten().count() >= 2 * count
    })
    .await;
    let missed: BTreeMap<_, _> = (0..count)
        .map(|n| (device(n), vec![second[n].clone(), third[n].clone()]))
        .collect();
    assert_eq!(told(&firebase, "message"), missed);

    line.lives();
    // What was on its way to the phones ends with the reason, and what was on its way from them finds nobody.
    for socket in &mut sockets {
        assert_eq!(socket.end().await, 4408);
    }
    for ping in late_pings {
        assert_eq!(ping.await.unwrap(), 204);
    }
    assert_eq!(online(), 0, "a late ping brings nobody back");
    let said = || world.number("select count(*) from chat_messages");
    assert_eq!(said(), 3 * count as i64);
    for pair in &pairs {
        let (mut socket, sync) = comes(pair.mitra.clone()).await;
        assert_eq!(sync["sessions"][0]["last_seq"], 3);
        // The app says again what it has no acknowledgement for.
        socket.say(&pair.id, "late", "Masih").await;
        assert_eq!(socket.expect("message_ack").await["message"]["seq"], 4);
        socket.is_quiet().await;
        socket.leave().await;
    }
    assert_eq!(said(), 4 * count as i64);
    world.stop().await;
    assert_eq!(told(&firebase, "message"), missed);
    torture::figures(
        "half-open",
        format!(
            "{count} dead lines given up within {:.1} s, {} messages pushed once each, 0 late ones heard",
            noticed.as_secs_f64(),
            2 * count
        ),
    );
}

async fn closed_as_silent(world: &World) -> usize {
    let address = format!("http://{}/metrics", world.app().internal);
    let text = reqwest::get(address).await.unwrap().text().await.unwrap();
    text.lines()
        .find_map(|line| line.strip_prefix("curhat_sockets_closed_total{code=\"4408\"} "))
        .map_or(0, |count| count.parse().unwrap())
}

#[tokio::test]
async fn who_has_come_back_before_the_dead_line_was_given_up_is_pushed_nothing() {
    let patience = Patience {
        ping: Duration::from_millis(200),
        silence: Duration::from_millis(1500),
        ..Patience::default()
    };
    let firebase = Firebase::new().await;
    let mut world = World::patient(&firebase.flags(), patience).await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    world.device(&mitra, "phone-device").await;
    let line = Line::to(world.app().public).await;
    let mut dead = world.dial_by(line.address).await;
    dead.sign_in(&mitra.access).await;
    line.dies();
    customer.say(&world, &id, "a", "Halo").await.ok(201);
    let (alive, sync) = world.socket_and_sync(&mitra.access).await;
    assert_eq!(sync["sessions"][0]["last_seq"], 1);
    // They have seen it, and put the phone away in order.
    alive.leave().await;
    until("the dead line to be given up", || {
        world.app().hub.is_empty()
    })
    .await;
    customer.say(&world, &id, "b", "Masih?").await.ok(201);
    firebase.fcm.asked_for(1).await;
    world.stop().await;
    assert_eq!(told(&firebase, "message")["phone-device"].len(), 1);
}
