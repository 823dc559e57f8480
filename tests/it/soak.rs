//! Hours of whole conversations at seven tenths of what the program can do: what it holds stays as it was.
//!
//! `CURHAT_ROUNDS` is seconds here. `SOAK_CSV` names a file for what was seen from time to time.

use std::{
    collections::HashSet,
    fmt::Write,
    fs,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    program::{Place, Program},
    talk::{Api, Socket, Who, prepare},
    torture,
};

const MITRAS: usize = 8;
/// Messages in a conversation, each heard by the other side and read.
const MESSAGES: usize = 10;
/// Conversations after which a mitra signs in anew: tokens last an hour.
const SHIFT: usize = 20;

/// What was acknowledged, and how long each took since someone last looked.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Book>>);

#[derive(Default)]
struct Book {
    conversations: usize,
    messages: Vec<Uuid>,
    times: Vec<Duration>,
}

impl Seen {
    fn conversations(&self) -> usize {
        self.0.lock().unwrap().conversations
    }

    /// The 99th percentile since this was last asked, in milliseconds.
    fn p99(&self) -> f64 {
        let mut times = std::mem::take(&mut self.0.lock().unwrap().times);
        times.sort_unstable();
        let at = times.len() * 99 / 100;
        times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }

    #[track_caller]
    fn is_kept_in(&self, place: &Place) {
        let db = Connection::open(place.database()).unwrap();
        let mut query = db.prepare("select id from chat_messages").unwrap();
        let kept: HashSet<Uuid> = query
            .query_map([], |row| row.get(0).map(Uuid::from_bytes))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let book = self.0.lock().unwrap();
        let lost = book.messages.iter().filter(|id| !kept.contains(id)).count();
        assert_eq!(lost, 0, "acknowledged and lost");
        let sessions = "select count(*) from chat_sessions where status = 'completed'";
        assert!(place.number(sessions) >= book.conversations as i64);
    }
}

/// A mitra at work, with everyone who comes.
struct Desk {
    public: String,
    api: Api,
    mitra: Who,
    seen: Seen,
}

impl Desk {
    async fn shift(&mut self, due: &mut Due) {
        self.mitra = self.api.refresh(&self.mitra).await;
        let (mut socket, _) = Socket::sign_in(&self.public, &self.mitra.token)
            .await
            .unwrap();
        self.api.go(&self.mitra, true).await;
        for _ in 0..SHIFT {
            if !due.next().await {
                break;
            }
            self.converse(&mut socket).await;
        }
        self.api.go(&self.mitra, false).await;
    }

    /// Somebody signs up, asks, talks, says goodbye, looks back at it, and signs out.
    async fn converse(&self, mitra: &mut Socket) {
        let who = self.api.guest().await;
        let (mut customer, _) = Socket::sign_in(&self.public, &who.token).await.unwrap();
        let session = self.api.pair(&who, &self.mitra).await;
        for n in 0..MESSAGES {
            let (from, to) = if n % 2 == 0 {
                (&mut customer, &mut *mitra)
            } else {
                (&mut *mitra, &mut customer)
            };
            self.say(from, to, &session, n).await;
        }
        self.api.end(&who, &session).await;
        self.api.say_goodbye(&who, &session).await;
        self.api.say_goodbye(&self.mitra, &session).await;
        let past = self.api.get(&who, "chat/sessions").await;
        assert_eq!(past["items"][0]["status"], "completed", "{past}");
        let path = format!("chat/sessions/{session}/messages");
        let said = self.api.get(&who, &path).await;
        assert_eq!(said["items"].as_array().unwrap().len(), MESSAGES);
        self.api.sign_out(&who).await;
        self.seen.0.lock().unwrap().conversations += 1;
    }

    async fn say(&self, from: &mut Socket, to: &mut Socket, session: &str, n: usize) {
        let began = Instant::now();
        let frame = json!({
            "type": "message", "session_id": session, "client_message_id": n.to_string(),
            "content": "Akhir-akhir ini aku susah tidur, kepikiran kerjaan terus. Boleh cerita sebentar?",
        });
        from.say(frame).await.unwrap();
        from.flush().await.unwrap();
        let ack = awaited(from, session, n, "message_ack").await;
        let took = began.elapsed();
        let heard = awaited(to, session, n, "message").await;
        assert_eq!(ack["id"], heard["id"]);
        let read = json!({"type": "read", "session_id": session, "up_to_seq": heard["seq"]});
        to.say(read).await.unwrap();
        to.flush().await.unwrap();
        let mut book = self.seen.0.lock().unwrap();
        book.times.push(took);
        book.messages
            .push(ack["id"].as_str().unwrap().parse().unwrap());
    }
}

/// The message of that frame; what else comes meanwhile is somebody else's.
async fn awaited(socket: &mut Socket, session: &str, n: usize, kind: &str) -> Value {
    let name = n.to_string();
    loop {
        let mut frame = socket.hear().await.expect("the program is there");
        assert_ne!(frame["type"], "error", "{frame}");
        let message = frame["message"].take();
        if frame["type"] == kind
            && message["session_id"] == session
            && message["client_message_id"] == name
        {
            return message;
        }
    }
}

/// When the next one comes.
struct Due {
    stop: Arc<AtomicBool>,
    next: tokio::time::Instant,
    pause: Duration,
}

impl Due {
    /// False when nobody comes any more. Who is late is not caught up with: that would be more than seven tenths.
    async fn next(&mut self) -> bool {
        tokio::time::sleep_until(self.next).await;
        self.next = (self.next + self.pause).max(tokio::time::Instant::now());
        !self.stop.load(Ordering::Relaxed)
    }
}

struct Load {
    stop: Arc<AtomicBool>,
    desks: JoinSet<Desk>,
}

impl Load {
    fn on(desks: Vec<Desk>, pause: Duration) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut set = JoinSet::new();
        for (n, mut desk) in (0_u32..).zip(desks) {
            let mut due = Due {
                stop: stop.clone(),
                next: tokio::time::Instant::now() + pause * n / MITRAS as u32,
                pause,
            };
            set.spawn(async move {
                while !due.stop.load(Ordering::Relaxed) {
                    desk.shift(&mut due).await;
                }
                desk
            });
        }
        Self { stop, desks: set }
    }

    /// Fails at once with whoever failed, and not after hours without them.
    fn is_whole(&mut self) {
        if let Some(ended) = self.desks.try_join_next() {
            ended.expect("a desk works until it is told to stop");
        }
    }

    async fn stop(self) -> Vec<Desk> {
        self.stop.store(true, Ordering::Relaxed);
        self.desks.join_all().await
    }
}

/// What the program holds at a moment.
struct Held {
    second: u64,
    /// In MiB: its own, and pages of files.
    memory: f64,
    pages: f64,
    descriptors: usize,
    tasks: u64,
    log: u64,
    p99: f64,
    conversations: usize,
}

impl Held {
    async fn now(second: u64, place: &Place, program: &Program, seen: &Seen) -> Self {
        let log = fs::metadata(place.data().join("curhat.db-wal"));
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        let (own, files) = program.memory();
        Self {
            second,
            memory: mib(own),
            pages: mib(files),
            descriptors: program.descriptors(),
            tasks: tasks(program).await,
            log: log.map_or(0, |log| log.len()),
            p99: seen.p99(),
            conversations: seen.conversations(),
        }
    }
}

/// How many tasks the program has under way. What is forgotten and never ends shows nowhere else.
async fn tasks(program: &Program) -> u64 {
    let url = format!("{}/metrics", program.internal);
    let text = reqwest::get(url).await.unwrap().text().await.unwrap();
    let mut lines = text.lines();
    let count = lines.find_map(|line| line.strip_prefix("curhat_tasks_alive "));
    count.unwrap().parse().unwrap()
}

/// By least squares, in MiB per ten minutes.
fn slope(held: &[Held]) -> f64 {
    let count = held.len() as f64;
    let mean = |of: fn(&Held) -> f64| held.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|h| h.second as f64), mean(|h| h.memory));
    let over: f64 = held
        .iter()
        .map(|h| (h.second as f64 - x) * (h.memory - y))
        .sum();
    let under: f64 = held.iter().map(|h| (h.second as f64 - x).powi(2)).sum();
    over / under * 600.0
}

fn write_down(held: &[Held]) {
    let Some(file) = std::env::var_os("SOAK_CSV") else {
        return;
    };
    let mut csv =
        "second,memory_mib,file_pages_mib,descriptors,log_bytes,ack_p99_ms,conversations\n"
            .to_owned();
    for h in held {
        let (memory, pages, p99) = (h.memory, h.pages, h.p99);
        writeln!(
            csv,
            "{},{memory:.2},{pages:.2},{},{},{p99:.2},{}",
            h.second, h.descriptors, h.log, h.conversations
        )
        .unwrap();
    }
    fs::write(file, csv).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_of_load_leave_memory_descriptors_and_log_as_they_were() {
    let seconds = torture::rounds(8, 7200) as u64;
    // One-time codes stand in the log; a line for each of millions of answers would only fill this test's memory.
    let place = Place::new()
        .set("LOG_LEVEL", "warn,curhat::outside=info,curhat::cli=info")
        .set("WS_FRAMES_PER_SECOND", "1000000")
        .set("WS_FRAMES_BURST", "1000000");
    prepare(&place, MITRAS);
    let program = place.serve();
    let api = Api::of(&program);
    let seen = Seen::default();
    let mut desks = Vec::new();
    for n in 0..MITRAS {
        desks.push(Desk {
            public: program.public.clone(),
            api: Api::of(&program),
            mitra: api.mitra(&program, n).await,
            seen: seen.clone(),
        });
    }

    let trial = (seconds / 40).clamp(2, 30);
    let began = Instant::now();
    let load = Load::on(desks, Duration::ZERO);
    tokio::time::sleep(Duration::from_secs(trial)).await;
    let desks = load.stop().await;
    let rate = 0.7 * seen.conversations() as f64 / began.elapsed().as_secs_f64();
    seen.p99();

    let mut load = Load::on(desks, Duration::from_secs_f64(MITRAS as f64 / rate));
    let began = Instant::now();
    let mut held = Vec::new();
    for look in 1..=40 {
        let at = Duration::from_secs(seconds).mul_f64(f64::from(look) / 40.0);
        tokio::time::sleep_until((began + at).into()).await;
        load.is_whole();
        held.push(Held::now(at.as_secs(), &place, &program, &seen).await);
        write_down(&held);
    }
    load.stop().await;

    // What is filled once (caches, pools) is full after a quarter.
    let rest = &held[10..];
    let slope = slope(rest);
    let (first, last) = (&rest[0], &rest[rest.len() - 1]);
    // Over seconds a slope says nothing.
    assert!(seconds < 600 || slope < 1.0, "{slope} MiB in 10 minutes");
    assert!(
        last.memory < first.memory + 40.0,
        "{} {}",
        first.memory,
        last.memory
    );
    let most = |of: fn(&Held) -> u64| rest.iter().map(of).max().unwrap_or(0);
    let descriptors = most(|h| h.descriptors as u64);
    // Between two conversations a socket more or less.
    assert!(
        descriptors <= first.descriptors as u64 + 16,
        "{descriptors}"
    );
    let tasks = most(|h| h.tasks);
    assert!(tasks <= first.tasks + 64, "{tasks}");
    let log = most(|h| h.log);
    assert!(log < 64 << 20, "{log}");
    let program_log = program.stop();
    let is_said = |what: &str| program_log.iter().any(|line| line.contains(what));
    assert!(!is_said("panicked"));
    assert!(!is_said("a read held up the database's log"));
    seen.is_kept_in(&place);

    let mut times: Vec<f64> = rest.iter().map(|h| h.p99).collect();
    let half = times.len() / 2;
    let median = |times: &mut [f64]| {
        times.sort_unstable_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let (early, late) = times.split_at_mut(half);
    let (early, late) = (median(early), median(late));
    if seconds >= 600 {
        // A fifth, and what other work on the machine may add.
        assert!(late < early * 1.2 + 5.0, "{early} ms, then {late} ms");
    }
    torture::figures(
        "soak",
        format!(
            "{seconds} s at {rate:.1} conversations/s, {} whole ones, {} messages acknowledged, 0 lost; memory of its own {:.1} to {:.1} MiB ({slope:+.2} in 10 min), pages of files {:.1} to {:.1} MiB, descriptors {} to {} (most {descriptors}), tasks {} to {} (most {tasks}), log at most {:.1} MiB, p99 of an acknowledgement {:.1} ms in the first half, {:.1} ms in the second",
            seen.conversations(),
            seen.0.lock().unwrap().messages.len(),
            first.memory,
            last.memory,
            first.pages,
            last.pages,
            first.descriptors,
            last.descriptors,
            first.tasks,
            last.tasks,
            log as f64 / f64::from(1 << 20),
            early,
            late,
        ),
    );
}
