//! One person's socket: says, hears and marks, and tells the ledger. Ends when the program does.

use serde_json::{Value, json};

use super::{
    ledger::{Ledger, Line},
    socket::Socket,
};

pub(super) struct Side {
    pub(super) public: String,
    pub(super) token: String,
    /// What this person says, in each of their sessions.
    pub(super) lines: Vec<Line>,
    pub(super) ledger: Ledger,
    /// Messages that may be on their way in each session.
    pub(super) window: usize,
}

impl Side {
    pub(super) async fn talk(self) {
        self.until_the_end().await;
    }

    async fn until_the_end(&self) -> Option<()> {
        let (mut socket, sync) = Socket::sign_in(&self.public, &self.token).await?;
        self.ledger.synced(&self.lines, &sync);
        for line in &self.lines {
            for frame in self.ledger.again(line) {
                socket.say(frame).await?;
            }
        }
        loop {
            for line in &self.lines {
                while self.ledger.waiting(line) < self.window {
                    socket.say(self.ledger.next(line)).await?;
                }
            }
            socket.flush().await?;
            let frame = socket.hear().await?;
            self.heard(&mut socket, &frame).await?;
        }
    }

    async fn heard(&self, socket: &mut Socket, frame: &Value) -> Option<()> {
        match frame["type"].as_str().unwrap() {
            "message_ack" => self.ledger.acked(&frame["message"]),
            "message_status" => self.ledger.marked(&self.lines, frame),
            "message" => {
                let message = &frame["message"];
                self.ledger.delivered(message);
                let seq = message["seq"].as_i64().unwrap();
                let mark = if seq % 5 == 0 { "read" } else { "delivered" };
                let mark =
                    json!({"type": mark, "session_id": message["session_id"], "up_to_seq": seq});
                socket.say(mark).await?;
            }
            "error" => self.ledger.odd(frame),
            _ => {}
        }
        Some(())
    }
}
