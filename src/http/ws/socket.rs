//! The life of a socket: one task, which waits for whatever comes first.
//!
//! Frames are taken in one after the other, but nobody waits for the disk: up to [`MOST_UNDER_WAY`] are under way at a time.
//! Messages of one socket keep their order because each is handed to the writer's queue before the next is read. Everything
//! that goes out goes through the mailbox, and all that waits there is written before the connection is flushed once.

use std::{
    collections::VecDeque,
    future::{Future, poll_fn},
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use futures_util::{SinkExt, StreamExt, poll, stream::FuturesUnordered};
use poem::Upgraded;
use tokio::time::{Instant, error::Elapsed, sleep_until, timeout};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{self, Message},
};
use tracing::field;

use super::{
    Switchboard,
    command::{Command, Speaker, UnderWay},
    farewell,
    greeting::{self, Admitted},
    heard::{self, Heard, NoFrame},
    line::Line,
    pace::Allowance,
};
use crate::{
    clock::Timestamp,
    hub::{Mailbox, Seat, Text},
    wire::{close::CloseCode, frame::ServerFrame},
};

pub(super) type Stream = WebSocketStream<Upgraded>;

/// Frames of one client that may wait for their answer. Past it no more are read, until one is answered.
const MOST_UNDER_WAY: usize = 64;

/// How long before its token expires a client is told.
const NOTICE_SECONDS: i64 = 60;

/// How a socket ends.
#[derive(Debug)]
pub(super) enum Ending {
    /// By us, who say why.
    Close(CloseCode),
    /// By the client, or by the network.
    Gone,
}

/// From the upgrade to the end.
pub(super) async fn run(
    mut stream: Stream,
    switchboard: Arc<Switchboard>,
    mut line: Option<Box<Line>>,
) {
    let mut seat = switchboard.hub.take_seat();
    let mut deaf_since = None;
    let greeting = greeting::greet(&mut stream, &mut seat, &switchboard);
    let ending = match Box::pin(greeting).await {
        Ok(admitted) => {
            if let Some(line) = &mut line {
                line.signed_in(admitted.caller);
            }
            let span = tracing::Span::current();
            span.record(
                "user.type",
                field::display(admitted.caller.user.user_type()),
            )
            .record("user.id", field::display(admitted.caller.user.uuid()))
            .record("session.id", field::display(admitted.caller.session));
            tracing::debug!("signed in on a socket");
            let mut socket = Socket {
                stream: &mut stream,
                seat: &mut seat,
                switchboard: &switchboard,
                admitted,
                under_way: FuturesUnordered::new(),
                line: &mut line,
                heard: Instant::now(),
            };
            let ending = socket.live().await;
            if let Ending::Close(CloseCode::Silent | CloseCode::TooSlow) = ending {
                deaf_since = Some((socket.admitted.caller.user, socket.heard));
            }
            let under_way = socket.under_way;
            if matches!(&ending, Ending::Close(code) if !is_deaf(*code)) {
                let mailbox = seat.mailbox();
                let patience = &switchboard.patience;
                Box::pin(farewell::finish(&mut stream, mailbox, under_way, patience)).await;
            }
            ending
        }
        Err(ending) => ending,
    };
    drop(seat);
    if let Some((user, since)) = deaf_since {
        let broker = &switchboard.broker;
        switchboard
            .pusher
            .unheard(user, since, |user| broker.is_connected(user));
    }
    if let Some(line) = &line {
        line.ended(match &ending {
            Ending::Close(code) => Some(*code),
            Ending::Gone => None,
        });
    }
    match ending {
        // As a network does it: without a word.
        Ending::Close(CloseCode::Chosen(NO_WORD)) => {}
        Ending::Close(code) => {
            tracing::info!(
                code = code.number(),
                "a socket was ended: {}",
                code.meaning()
            );
            switchboard.hub.metrics().closed(code);
            Box::pin(farewell::say(&mut stream, code, &switchboard.patience)).await;
        }
        Ending::Gone => {
            tracing::debug!("a client has left its socket");
            // The answer to the client's own close frame, if there was one.
            let _ = timeout(switchboard.patience.farewell, stream.flush()).await;
        }
    }
}

/// The number that stands for an end without a close frame.
const NO_WORD: u16 = 1006;

/// Returns when something that a line has held back is to be written. Never, where there is no line.
async fn late(line: &mut Option<Box<Line>>, batch: &mut VecDeque<Text>) {
    poll_fn(|cx| match line {
        Some(line) => line.poll_late(batch, cx),
        None => Poll::Pending,
    })
    .await;
}

/// Whether there is no use in telling the client more.
fn is_deaf(code: CloseCode) -> bool {
    matches!(
        code,
        CloseCode::TooSlow | CloseCode::Silent | CloseCode::Chosen(_)
    )
}

struct Socket<'a> {
    stream: &'a mut Stream,
    seat: &'a mut Seat,
    switchboard: &'a Arc<Switchboard>,
    admitted: Admitted,
    under_way: FuturesUnordered<UnderWay>,
    /// On a server for development.
    line: &'a mut Option<Box<Line>>,
    /// The last sign of life.
    heard: Instant,
}

impl Socket<'_> {
    async fn live(&mut self) -> Ending {
        match Box::pin(self.begin()).await {
            Ok(()) => {}
            Err(ending) => return ending,
        }
        let switchboard = self.switchboard.clone();
        let patience = switchboard.patience;
        let clock = switchboard.gate.ctx.clock().clone();
        let mailbox = self.seat.mailbox().clone();

        let mut batch: VecDeque<Text> = VecDeque::new();
        let mut held: VecDeque<Text> = VecDeque::new();
        self.heard = Instant::now();
        let mut allowance = Allowance::new(switchboard.pace, self.heard);
        let mut next_ping = self.heard + patience.ping;
        let mut beat = pin!(sleep_until(next_ping.min(self.heard + patience.silence)));
        let mut told = false;
        let mut expiry = pin!(clock.sleep_until(self.turn(told)));

        loop {
            tokio::select! {
                ending = mailbox.next(&mut batch) => {
                    if let Some(code) = ending {
                        return Ending::Close(code);
                    }
                    if let Some(line) = self.line {
                        line.take_in(&mut batch);
                    }
                    if let Err(ending) = self.write(&mut batch).await {
                        return ending;
                    }
                }
                () = late(self.line, &mut held) => {
                    if let Err(ending) = self.write(&mut held).await {
                        return ending;
                    }
                }
                Some(answer) = self.under_way.next(), if !self.under_way.is_empty() => {
                    self.say(answer);
                }
                said = self.stream.next(), if self.under_way.len() < MOST_UNDER_WAY => {
                    let now = Instant::now();
                    self.heard = now;
                    let text = match Heard::of(said) {
                        Heard::Ping | Heard::Pong if allowance.take(now) => continue,
                        Heard::Text(text) if allowance.take(now) => text,
                        Heard::Ping | Heard::Pong | Heard::Text(_) => {
                            return Ending::Close(CloseCode::TooMany);
                        }
                        Heard::Wrong(code) => return Ending::Close(code),
                        Heard::Gone => return Ending::Gone,
                    };
                    switchboard.hub.metrics().received();
                    match self.hear(&text).await {
                        Ok(false) => {}
                        Ok(true) => {
                            told = false;
                            expiry.set(clock.sleep_until(self.turn(told)));
                        }
                        Err(code) => return Ending::Close(code),
                    }
                }
                () = &mut beat => {
                    let now = Instant::now();
                    if now >= self.heard + patience.silence {
                        return Ending::Close(CloseCode::Silent);
                    }
                    if now >= next_ping {
                        next_ping = now + patience.ping;
                        if let Err(ending) = self.ping().await {
                            return ending;
                        }
                    }
                    beat.as_mut().reset(next_ping.min(self.heard + patience.silence));
                }
                () = &mut expiry => {
                    if told {
                        return Ending::Close(CloseCode::NotSignedIn);
                    }
                    told = true;
                    let expires_at = self.admitted.expires_at.into();
                    self.say(Some(ServerFrame::AuthExpiring { expires_at }));
                    expiry.set(clock.sleep_until(self.turn(told)));
                }
            }
        }
    }

    /// The next instant at which something is to be done about the token.
    fn turn(&self, told: bool) -> Timestamp {
        let notice = if told { 0 } else { NOTICE_SECONDS };
        self.admitted.expires_at.plus_seconds(-notice)
    }

    /// `auth_ok` and `sync`, before anything else is written. What was announced since the socket was listed waits.
    async fn begin(&mut self) -> Result<(), Ending> {
        let at = Instant::now();
        let sync = greeting::sync(self.admitted.who, self.switchboard).await?;
        let now = self.switchboard.gate.ctx.now();
        let mut first: VecDeque<Text> = [greeting::auth_ok(&self.admitted, now), sync]
            .iter()
            .map(|frame| frame.to_text().into())
            .collect();
        if let Some(line) = self.line {
            line.take_in(&mut first);
        }
        self.write(&mut first).await?;
        let user = self.admitted.caller.user;
        self.switchboard.pusher.caught_up(user, at);
        Ok(())
    }

    /// Puts an answer to what waits to be written.
    fn say(&self, answer: Option<ServerFrame>) {
        if let Some(frame) = answer {
            self.seat.mailbox().put(frame.to_text().into());
        }
    }

    /// Does what a frame asks for, or begins to. Says whether it signed its sender in anew.
    async fn hear(&mut self, text: &str) -> Result<bool, CloseCode> {
        if let Some(line) = self.line {
            line.heard(text);
        }
        let frame = match heard::read(text) {
            Ok(frame) => frame,
            Err(NoFrame::Unreadable) => return Err(CloseCode::Unreadable),
            Err(NoFrame::Wrong(answer)) => {
                self.say(Some(*answer));
                return Ok(false);
            }
        };
        let speaker = Speaker {
            who: self.admitted.who,
            connection: self.seat.id(),
        };
        match Command::of(frame, speaker, self.switchboard) {
            Command::Say(frame) => self.say(Some(*frame)),
            Command::UnderWay(mut work) => {
                // Begun here and now, so that what was said first is first in the writer's queue.
                match poll!(work.as_mut()) {
                    Poll::Ready(answer) => self.say(answer),
                    Poll::Pending => self.under_way.push(work),
                }
            }
            Command::Auth(token) => {
                let user = Some(self.admitted.caller.user);
                let admitting = greeting::admit(&token, user, self.seat, self.switchboard);
                self.admitted = Box::pin(admitting).await?;
                let now = self.switchboard.gate.ctx.now();
                self.say(Some(greeting::auth_ok(&self.admitted, now)));
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Writes a batch and flushes once. A client that makes no room for it in time does not read.
    async fn write(&mut self, batch: &mut VecDeque<Text>) -> Result<(), Ending> {
        let mailbox = self.seat.mailbox().clone();
        let patience = self.switchboard.patience;
        let stream = &mut *self.stream;
        let writing = async {
            for text in batch.drain(..) {
                stream.feed(Message::Text(text)).await?;
            }
            stream.flush().await
        };
        written(
            timeout(patience.writing, writing),
            &mailbox,
            patience.farewell,
        )
        .await
    }

    async fn ping(&mut self) -> Result<(), Ending> {
        let mailbox = self.seat.mailbox().clone();
        let patience = self.switchboard.patience;
        let ping = self.stream.send(Message::Ping(Vec::new().into()));
        written(timeout(patience.writing, ping), &mailbox, patience.farewell).await
    }
}

/// Waits until something is written, unless the socket is to be ended: then only a moment longer.
async fn written(
    writing: impl Future<Output = Result<tungstenite::Result<()>, Elapsed>>,
    mailbox: &Mailbox,
    moment: Duration,
) -> Result<(), Ending> {
    let mut writing = pin!(writing);
    let outcome = tokio::select! {
        biased;
        outcome = &mut writing => outcome,
        code = mailbox.closed() => match timeout(moment, writing).await {
            Ok(outcome) => outcome,
            Err(_) => return Err(Ending::Close(code)),
        },
    };
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Ending::Gone),
        Err(_) => Err(Ending::Close(CloseCode::TooSlow)),
    }
}
