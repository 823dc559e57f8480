//! One person's socket: says, hears and marks, and tells the ledger. Ends when the program does.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use super::ledger::{Ledger, Line};

pub(super) struct Side {
    pub(super) address: String,
    pub(super) token: String,
    /// What this person says, in each of their sessions.
    pub(super) lines: Vec<Line>,
    pub(super) ledger: Ledger,
    /// Messages that may be on their way in each session.
    pub(super) window: usize,
}

type Stream = WebSocketStream<TcpStream>;

/// `None` once the program is gone.
async fn hear(stream: &mut Stream) -> Option<Value> {
    loop {
        match stream.next().await {
            Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).ok(),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            _ => return None,
        }
    }
}

async fn say(stream: &mut Stream, frame: Value) -> Option<()> {
    stream.feed(Message::text(frame.to_string())).await.ok()
}

impl Side {
    pub(super) async fn talk(self) {
        self.until_the_end().await;
    }

    async fn until_the_end(&self) -> Option<()> {
        let mut stream = self.sign_in().await?;
        for line in &self.lines {
            for frame in self.ledger.again(line) {
                say(&mut stream, frame).await?;
            }
        }
        loop {
            for line in &self.lines {
                while self.ledger.waiting(line) < self.window {
                    say(&mut stream, self.ledger.next(line)).await?;
                }
            }
            stream.flush().await.ok()?;
            let frame = hear(&mut stream).await?;
            self.heard(&mut stream, &frame).await?;
        }
    }

    async fn sign_in(&self) -> Option<Stream> {
        let tcp = TcpStream::connect(&self.address).await.ok()?;
        tcp.set_nodelay(true).ok()?;
        let url = format!("ws://{}/api/shared/ws", self.address);
        let (mut stream, _) = client_async(url, tcp).await.ok()?;
        say(&mut stream, json!({"type": "auth", "token": self.token})).await?;
        stream.flush().await.ok()?;
        let ok = hear(&mut stream).await?;
        assert_eq!(ok["type"], "auth_ok", "{ok}");
        let sync = hear(&mut stream).await?;
        self.ledger.synced(&self.lines, &sync);
        Some(stream)
    }

    async fn heard(&self, stream: &mut Stream, frame: &Value) -> Option<()> {
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
                say(stream, mark).await?;
            }
            "error" => self.ledger.odd(frame),
            _ => {}
        }
        Some(())
    }
}
