//! A connection that breaks anywhere, again and again: whoever comes back with what they have gets exactly the rest, and where
//! the server was put back to a copy meanwhile, they see that and begin anew. A gap that nobody notices is not possible.
//!
//! The device does what `docs/websocket.md` asks of apps, and nothing more.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use crate::{
    torture,
    world::{Pair, Socket, Tokens, World},
};

/// Where a connection breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    BeforeAuth,
    /// Sent, and no answer read.
    AfterAuth,
    BeforeSync,
    BeforeCatchUp,
    /// After so many pages.
    InCatchUp(usize),
    /// After so many messages were heard.
    Listening(usize),
}

impl Break {
    fn draw(chance: &mut StdRng) -> Self {
        match chance.random_range(0..10) {
            0 => Self::BeforeAuth,
            1 => Self::AfterAuth,
            2 => Self::BeforeSync,
            3 => Self::BeforeCatchUp,
            4..=5 => Self::InCatchUp(chance.random_range(0..3)),
            _ => Self::Listening(chance.random_range(0..4)),
        }
    }
}

/// One message, as far as it matters which one it is.
type Held = (i64, String);

/// A device of the customer's, and what it has, without a gap.
struct Device {
    who: Tokens,
    session: String,
    held: Vec<Held>,
    resets: usize,
}

impl Device {
    fn last(&self) -> i64 {
        self.held.last().map_or(0, |(seq, _)| *seq)
    }

    fn take(&mut self, message: &Value) {
        let seq = message["seq"].as_i64().unwrap();
        let id = message["id"].as_str().unwrap();
        match seq - self.last() {
            1 => self.held.push((seq, id.to_owned())),
            // Heard while it was being read.
            ..1 => assert_eq!(self.held[seq as usize - 1].1, id, "another number {seq}"),
            _ => panic!("{seq} after {}", self.last()),
        }
    }

    async fn page(&self, world: &World, after: i64, limit: usize) -> Value {
        let rest = format!(
            "sessions/{}/messages?after_seq={after}&limit={limit}",
            self.session
        );
        self.who.look(world, &rest).await.ok(200)
    }

    /// Reads what there is after what it has, at most so many pages; false where that was not all.
    async fn catch_up(&mut self, world: &World, pages: usize, limit: usize) -> bool {
        let mut anchor = self.held.last().cloned();
        for _ in 0..pages {
            let after = anchor.as_ref().map_or(self.last(), |(seq, _)| seq - 1);
            let page = self.page(world, after, limit).await;
            let items = page["items"].as_array().unwrap();
            // The last one that it had must be there, and be the same.
            if let Some((_, id)) = anchor.take()
                && items.first().is_none_or(|first| first["id"] != id.as_str())
            {
                self.held.clear();
                self.resets += 1;
                continue;
            }
            for message in items {
                self.take(message);
            }
            if page["has_more"] == false {
                return true;
            }
        }
        false
    }

    /// Connects, and gets as far as it gets.
    async fn connect(&mut self, world: &World, until: Break, limit: usize) {
        let mut socket = world.dial().await;
        if until == Break::BeforeAuth {
            return;
        }
        let auth = json!({"type": "auth", "token": self.who.access});
        socket.send(&auth).await;
        if until == Break::AfterAuth {
            return;
        }
        socket.expect("auth_ok").await;
        if until == Break::BeforeSync {
            return;
        }
        let sync = socket.expect("sync").await;
        assert_eq!(sync["sessions"][0]["id"], self.session.as_str());
        if until == Break::BeforeCatchUp {
            return;
        }
        let pages = match until {
            Break::InCatchUp(pages) => pages,
            _ => usize::MAX,
        };
        if self.catch_up(world, pages, limit).await
            && let Break::Listening(messages) = until
        {
            self.listen(&mut socket, messages).await;
        }
    }

    /// Hears what comes, at most so many messages.
    async fn listen(&mut self, socket: &mut Socket, messages: usize) {
        socket.send(&json!({"type": "ping"})).await;
        for _ in 0..messages {
            let frame = socket.next().await.unwrap();
            if frame["type"] == "pong" {
                return;
            }
            assert_eq!(frame["type"], "message");
            self.take(&frame["message"]);
        }
    }
}

/// What the server has.
fn truth(world: &World) -> Vec<Held> {
    let db = world.sql();
    let mut rows = db
        .prepare("select seq, id from chat_messages order by seq")
        .unwrap();
    let rows = rows.query_map([], |row| {
        let id: [u8; 16] = row.get(1)?;
        Ok((row.get(0)?, uuid::Uuid::from_bytes(id).to_string()))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// How much of the two is the same.
fn common(a: &[Held], b: &[Held]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

fn copy(world: &World) -> PathBuf {
    let copy = world.scratch().join("copy.db");
    let _ = fs::remove_file(&copy);
    let path = copy.to_str().unwrap();
    world.sql().execute("vacuum into ?1", [path]).unwrap();
    copy
}

/// As `curhat restore` does it.
async fn put_back(world: &mut World, copy: &Path) {
    world.stop().await;
    let database = world.data_dir().join("curhat.db");
    curhat::store::restore(copy, &database).unwrap();
    world.restart(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_connection_breaks_the_rest_is_found_or_that_the_server_was_put_back() {
    let points = torture::rounds(120, 2000);
    let mut chance = StdRng::seed_from_u64(11);
    let mut world = World::new().await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(30).await;
    let mut device = Device {
        who: customer.clone(),
        session: id.clone(),
        held: Vec::new(),
        resets: 0,
    };
    let (mut said, mut put_backs, mut had_lost) = (0, 0, 0);
    let mut kept = None;
    for point in 0..points {
        let until = Break::draw(&mut chance);
        let limit = [1, 3, 50, 200][chance.random_range(0..4)];
        let sayings = said..said + chance.random_range(0..4);
        said = sayings.end;
        // Somebody speaks while it connects, reads and breaks.
        let talk = async {
            for n in sayings {
                let speaker = if n % 3 == 0 { &customer } else { &mitra };
                let text = n.to_string();
                speaker.say(&world, &id, &text, &text).await.ok(201);
            }
        };
        tokio::join!(talk, device.connect(&world, until, limit));
        // What it has is the beginning of what there is.
        assert!(truth(&world).starts_with(&device.held), "{until:?}");

        match point % 40 {
            20 => kept = Some(copy(&world)),
            39 => {
                let before = truth(&world);
                put_back(&mut world, kept.as_ref().unwrap()).await;
                put_backs += 1;
                // Every other time the numbers are taken by others before it comes back.
                while put_backs % 2 == 0 && truth(&world).len() < before.len() + 2 {
                    let text = format!("anew {said}");
                    mitra.say(&world, &id, &text, &text).await.ok(201);
                    said += 1;
                }
                let is_lost = device.held.len() > common(&before, &truth(&world));
                had_lost += usize::from(is_lost);
                device.connect(&world, Break::Listening(0), 200).await;
                assert_eq!(device.held, truth(&world));
                assert_eq!(device.resets, had_lost);
            }
            _ => {}
        }
    }
    device.connect(&world, Break::Listening(0), 200).await;
    assert_eq!(device.held, truth(&world));
    assert_eq!(put_backs, points / 40);
    assert!(had_lost > 0);
    torture::figures(
        "resume",
        format!(
            "{points} breaks amid {said} messages, no gap; put back to a copy {put_backs} times, \
             {had_lost} times behind what a device had, noticed each time"
        ),
    );
}
