//! One person's socket to the real program.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

pub struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    /// Connects and signs in; with it comes the `sync`. `None` if the program is gone.
    pub async fn sign_in(public: &str, token: &str) -> Option<(Self, Value)> {
        let address = public.strip_prefix("http://")?;
        let tcp = TcpStream::connect(address).await.ok()?;
        tcp.set_nodelay(true).ok()?;
        let url = format!("ws://{address}/api/shared/ws");
        let (stream, _) = client_async(url, tcp).await.ok()?;
        let mut socket = Self(stream);
        socket.say(json!({"type": "auth", "token": token})).await?;
        socket.flush().await?;
        let ok = socket.hear().await?;
        assert_eq!(ok["type"], "auth_ok", "{ok}");
        let sync = socket.hear().await?;
        Some((socket, sync))
    }

    /// Goes out with the next [`Self::flush`].
    pub async fn say(&mut self, frame: Value) -> Option<()> {
        self.0.feed(Message::text(frame.to_string())).await.ok()
    }

    pub async fn flush(&mut self) -> Option<()> {
        self.0.flush().await.ok()
    }

    /// The next frame; `None` once the program is gone.
    pub async fn hear(&mut self) -> Option<Value> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).ok(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }
}
