//! What people were told, kept outside of the program: which messages were acknowledged as what, which ones the other side
//! has got, how far they were said to be delivered and read.

use std::{
    collections::{BTreeMap, VecDeque},
    path::Path,
    sync::{Arc, Mutex, MutexGuard},
};

use rusqlite::Connection;
use serde_json::{Value, json};
use uuid::Uuid;

/// One side of one session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) session: String,
    /// `customer` or `mitra`.
    pub(super) sender: &'static str,
}

impl Line {
    /// What is said as the nth: found nowhere else, and not in part either.
    fn text(&self, n: usize) -> String {
        format!("<{} {} {n}>", self.session, self.sender)
    }

    fn frame(&self, n: usize) -> Value {
        json!({
            "type": "message",
            "session_id": self.session,
            "client_message_id": n.to_string(),
            "content": self.text(n),
        })
    }
}

#[derive(Debug, Default)]
struct Account {
    /// Said so far, from 0.
    said: usize,
    /// Said and not acknowledged, in the order in which they were said.
    waiting: VecDeque<usize>,
    /// By the sender's number: `seq` and id.
    acked: BTreeMap<usize, (i64, String)>,
    /// What the other side got, by `seq`: id and text.
    delivered: BTreeMap<i64, (String, String)>,
    /// How far the sender was told that it was delivered, and read.
    told_delivered: i64,
    told_read: i64,
}

#[derive(Debug, Clone, Default)]
pub struct Ledger(Arc<Mutex<Book>>);

#[derive(Debug, Default)]
struct Book {
    accounts: BTreeMap<Line, Account>,
    /// What nobody should have been told.
    odd: Vec<String>,
}

impl Book {
    fn account(&mut self, line: &Line) -> &mut Account {
        self.accounts.entry(line.clone()).or_default()
    }
}

fn line(message: &Value) -> Line {
    Line {
        session: message["session_id"].as_str().unwrap().to_owned(),
        sender: match message["sender"].as_str().unwrap() {
            "customer" => "customer",
            "mitra" => "mitra",
            other => panic!("{other}"),
        },
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

impl Ledger {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap()
    }

    /// Messages acknowledged so far.
    pub fn acks(&self) -> usize {
        let book = self.book();
        book.accounts.values().map(|a| a.acked.len()).sum()
    }

    /// The texts of the acknowledged messages.
    pub fn texts(&self) -> Vec<String> {
        let book = self.book();
        let lines = book.accounts.iter();
        lines
            .flat_map(|(line, account)| account.acked.keys().map(|n| line.text(*n)))
            .collect()
    }

    pub(super) fn waiting(&self, line: &Line) -> usize {
        self.book().account(line).waiting.len()
    }

    pub(super) fn next(&self, line: &Line) -> Value {
        let mut book = self.book();
        let account = book.account(line);
        let n = account.said;
        account.said += 1;
        account.waiting.push_back(n);
        line.frame(n)
    }

    /// What was said and not acknowledged, to be said again.
    pub(super) fn again(&self, line: &Line) -> Vec<Value> {
        let mut book = self.book();
        let waiting = &book.account(line).waiting;
        waiting.iter().map(|n| line.frame(*n)).collect()
    }

    pub(super) fn acked(&self, message: &Value) {
        let line = line(message);
        let n: usize = text(&message["client_message_id"]).parse().unwrap();
        let mut book = self.book();
        if message["content"] != line.text(n) {
            book.odd.push(message.to_string());
        }
        let account = book.account(&line);
        account.waiting.retain(|waiting| *waiting != n);
        let ack = (message["seq"].as_i64().unwrap(), text(&message["id"]));
        let before = account.acked.insert(n, ack.clone());
        if before.is_some_and(|before| before != ack) {
            book.odd.push(format!("acknowledged as another: {message}"));
        }
    }

    /// To the other side.
    pub(super) fn delivered(&self, message: &Value) {
        let seq = message["seq"].as_i64().unwrap();
        let got = (text(&message["id"]), text(&message["content"]));
        let mut book = self.book();
        let account = book.account(&line(message));
        let before = account.delivered.insert(seq, got.clone());
        if before.is_some_and(|before| before != got) {
            book.odd
                .push(format!("another under the same number: {message}"));
        }
    }

    /// What a sender was told about what they said.
    pub(super) fn marked(&self, lines: &[Line], frame: &Value) {
        let line = lines
            .iter()
            .find(|line| frame["session_id"] == line.session.as_str())
            .unwrap();
        let up_to = frame["up_to_seq"].as_i64().unwrap();
        let mut book = self.book();
        let account = book.account(line);
        account.told_delivered = account.told_delivered.max(up_to);
        if frame["status"] == "read" {
            account.told_read = account.told_read.max(up_to);
        }
    }

    /// After a new connection: every session is there, and nothing that was acknowledged lies beyond its end.
    pub(super) fn synced(&self, lines: &[Line], sync: &Value) {
        let mut book = self.book();
        for line in lines {
            let sessions = sync["sessions"].as_array().unwrap();
            let session = sessions.iter().find(|s| s["id"] == line.session.as_str());
            let last = session.map_or(-1, |s| s["last_seq"].as_i64().unwrap());
            let acked = book.account(line).acked.values().map(|(seq, _)| *seq);
            if acked.max().unwrap_or(0) > last {
                book.odd.push(format!("{line:?} {sync}"));
            }
        }
    }

    pub(super) fn odd(&self, what: &Value) {
        self.book().odd.push(what.to_string());
    }

    /// All of it stands in the database, which is whole. To be called while the program runs: it is the one that is to take up
    /// what the last one left.
    #[track_caller]
    pub fn is_kept_in(&self, database: &Path) {
        let db = Connection::open(database).unwrap();
        let verdict: String = db
            .query_row("pragma quick_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(verdict, "ok");
        let book = self.book();
        assert_eq!(book.odd, [""; 0]);
        let mut rows = (String::new(), Vec::new());
        for (line, account) in &book.accounts {
            if rows.0 != line.session {
                rows = (line.session.clone(), whole(&db, &line.session));
            }
            check(&rows.1, line, account);
        }
    }
}

struct Kept {
    seq: i64,
    id: String,
    sender: String,
    number: usize,
    content: String,
    delivered: bool,
    read: bool,
}

fn kept(db: &Connection, session: &str) -> Vec<Kept> {
    let sql = "select seq, id, sender, client_message_id, content, delivered_at, read_at
                 from chat_messages
                where session_id = ?1
                order by seq";
    let id = Uuid::parse_str(session).unwrap();
    db.prepare_cached(sql)
        .unwrap()
        .query_map([id.as_bytes().as_slice()], |row| {
            let id: Vec<u8> = row.get(1)?;
            let number: String = row.get(3)?;
            Ok(Kept {
                seq: row.get(0)?,
                id: Uuid::from_slice(&id).unwrap().to_string(),
                sender: row.get(2)?,
                number: number.parse().unwrap(),
                content: row.get(4)?,
                delivered: row.get::<_, Option<i64>>(5)?.is_some(),
                read: row.get::<_, Option<i64>>(6)?.is_some(),
            })
        })
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// What was said in a session: no gap, nothing twice, and the session knows how many there are.
#[track_caller]
fn whole(db: &Connection, session: &str) -> Vec<Kept> {
    let rows = kept(db, session);
    let numbers: Vec<i64> = rows.iter().map(|row| row.seq).collect();
    let all: Vec<i64> = (1..=rows.len() as i64).collect();
    assert_eq!(numbers, all, "{session}");
    let sql = "select last_seq from chat_sessions where id = ?1";
    let last: i64 = db.query_row(sql, [session], |row| row.get(0)).unwrap();
    assert_eq!(last, rows.len() as i64, "{session}");
    rows
}

#[track_caller]
fn check(rows: &[Kept], line: &Line, account: &Account) {
    // What this side said stands in the order in which it was said, each once, none left out.
    let mine: Vec<&Kept> = rows
        .iter()
        .filter(|row| row.sender == line.sender)
        .collect();
    for (n, row) in mine.iter().enumerate() {
        assert_eq!((row.number, &row.content), (n, &line.text(n)), "{line:?}");
    }
    assert!(mine.len() <= account.said, "{line:?}");

    // What was told to anyone is so.
    for (n, (seq, id)) in &account.acked {
        let row = mine.get(*n);
        let row = row.unwrap_or_else(|| panic!("acknowledged and lost: {line:?} {n}"));
        assert_eq!((&row.seq, &row.id), (seq, id), "{line:?} {n}");
    }
    for (seq, (id, content)) in &account.delivered {
        let row = rows.get(*seq as usize - 1);
        let row = row.unwrap_or_else(|| panic!("delivered and lost: {line:?} {seq}"));
        assert_eq!((&row.id, &row.content), (id, content), "{line:?}");
    }
    for row in mine {
        assert!(
            row.delivered || row.seq > account.told_delivered,
            "said to be delivered: {line:?} {}",
            row.seq
        );
        assert!(
            row.read || row.seq > account.told_read,
            "said to be read: {line:?} {}",
            row.seq
        );
    }
}
