//! The closed loop: each pair has so many messages outstanding, and sends the next when one is acknowledged.

use std::{
    cell::{Cell, RefCell},
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use futures_util::{SinkExt, StreamExt};
use tokio::task::LocalSet;
use tokio_tungstenite::tungstenite::Message;

use crate::{
    people::Pair,
    sockets::{Socket, number_of, sign_in, text},
};

/// 100 bytes, as people write.
const CONTENT: &str = "Akhir-akhir ini aku susah tidur, kepikiran kerjaan terus. Boleh cerita sebentar tentang hari ini? Ya";

pub struct Talked {
    pub sent: usize,
    pub acknowledged: usize,
    pub delivered: usize,
    /// From sending to the acknowledgement, and to the other side; sorted.
    pub ack: Vec<Duration>,
    pub delivery: Vec<Duration>,
    pub span: Duration,
}

impl Talked {
    pub fn per_second(&self) -> f64 {
        self.acknowledged as f64 / self.span.as_secs_f64()
    }
}

pub fn at(sorted: &[Duration], share: f64) -> Duration {
    let index = (sorted.len() as f64 * share) as usize;
    sorted
        .get(index)
        .or(sorted.last())
        .copied()
        .unwrap_or_default()
}

/// What a pair knows of its messages: when each was sent.
type Times = Rc<RefCell<Vec<Instant>>>;

/// Everyone talks for `span`, after a warm-up that does not count.
pub fn talk(to: SocketAddr, pairs: &[Pair], outstanding: usize, span: Duration) -> Talked {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let local = LocalSet::new();
    local.block_on(&runtime, async {
        let mut open = Vec::new();
        for (n, pair) in pairs.iter().enumerate() {
            let from = [127, 0, 0, 2 + (n % 8) as u8];
            let speaker = sign_in(to, from, &pair.speaker).await;
            let listener = sign_in(to, from, &pair.listener).await;
            open.push((pair.session.clone(), speaker, listener));
        }
        let from = Instant::now() + Duration::from_millis(700);
        let until = from + span;
        let tasks: Vec<_> = open
            .into_iter()
            .map(|(session, speaker, listener)| {
                let times: Times = Rc::default();
                let acked: Rc<Cell<Option<usize>>> = Rc::default();
                let said = speak(
                    speaker,
                    session,
                    outstanding,
                    times.clone(),
                    acked.clone(),
                    from,
                    until,
                );
                let heard = listen(listener, times, acked, from);
                (
                    tokio::task::spawn_local(said),
                    tokio::task::spawn_local(heard),
                )
            })
            .collect();
        let mut talked = Talked {
            sent: 0,
            acknowledged: 0,
            delivered: 0,
            ack: Vec::new(),
            delivery: Vec::new(),
            span,
        };
        for (said, heard) in tasks {
            let (sent, acks) = said.await.unwrap();
            let (delivered, deliveries) = heard.await.unwrap();
            talked.sent += sent;
            talked.delivered += delivered;
            // Only those that were sent and acknowledged within the time count towards the rate.
            talked.acknowledged += acks.len();
            talked.ack.extend(acks);
            talked.delivery.extend(deliveries);
        }
        talked.ack.sort_unstable();
        talked.delivery.sort_unstable();
        talked
    })
}

/// Says so much and no more at a time; returns how many were sent, and how long each took that was answered in time.
async fn speak(
    mut socket: Socket,
    session: String,
    outstanding: usize,
    times: Times,
    total: Rc<Cell<Option<usize>>>,
    from: Instant,
    until: Instant,
) -> (usize, Vec<Duration>) {
    let mut acks = Vec::new();
    let mut answered = 0;
    // Ids of an earlier run would be the same messages again, and told to nobody.
    let run = uuid::Uuid::new_v4().simple().to_string();
    let frame = |n: usize| {
        Message::text(format!(
            "{{\"type\":\"message\",\"session_id\":\"{session}\",\"client_message_id\":\"{run}-{n}\",\"content\":\"{CONTENT}\"}}"
        ))
    };
    let next = |times: &Times| {
        let mut times = times.borrow_mut();
        times.push(Instant::now());
        frame(times.len() - 1)
    };
    for _ in 0..outstanding {
        let message = next(&times);
        socket.feed(message).await.unwrap();
    }
    socket.flush().await.unwrap();
    loop {
        let ack = text(&mut socket).await;
        let Some(n) = number_of(&ack) else { continue };
        assert!(ack.contains("message_ack"), "{ack}");
        let (now, sent) = (Instant::now(), times.borrow()[n]);
        answered += 1;
        if now >= from && now < until {
            acks.push(now - sent);
        }
        if now < until {
            let message = next(&times);
            socket.send(message).await.unwrap();
        } else if answered == times.borrow().len() {
            break;
        }
    }
    total.set(Some(answered));
    (answered, acks)
}

/// Hears until everything that was said has come.
async fn listen(
    mut socket: Socket,
    times: Times,
    total: Rc<Cell<Option<usize>>>,
    from: Instant,
) -> (usize, Vec<Duration>) {
    let mut deliveries = Vec::new();
    let mut heard = 0;
    // Whoever has not come long after the last acknowledgement will not come.
    let mut patience = 15;
    while total.get().is_none_or(|total| heard < total) && patience > 0 {
        let waiting = tokio::time::timeout(Duration::from_secs(1), socket.next());
        let frame = match waiting.await {
            Ok(Some(Ok(Message::Text(frame)))) => frame,
            Ok(Some(Ok(Message::Close(close)))) => panic!("a listener was sent away: {close:?}"),
            Ok(Some(Ok(_))) => continue,
            Ok(other) => panic!("a listener was lost: {other:?}"),
            Err(_) => {
                patience -= usize::from(total.get().is_some());
                continue;
            }
        };
        let Some(n) = number_of(&frame) else { continue };
        heard += 1;
        let (now, sent) = (Instant::now(), times.borrow()[n]);
        if sent >= from {
            deliveries.push(now - sent);
        }
    }
    (heard, deliveries)
}
