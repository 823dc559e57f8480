//! One side of a conversation, which says one thing after the other.

use serde_json::json;

use super::{Api, Socket};
use crate::program::Program;

/// One side of a conversation, with an open socket.
pub struct Speaker {
    session: String,
    socket: Socket,
}

impl Speaker {
    pub async fn between(program: &Program) -> Self {
        let api = Api::of(program);
        let (customer, mitra) = (api.guest().await, api.mitra(program, 0).await);
        api.go(&mitra, true).await;
        let session = api.pair(&customer, &mitra).await;
        let signed_in = Socket::sign_in(&program.public, &customer.token).await;
        let (socket, _) = signed_in.unwrap();
        Self { session, socket }
    }

    /// Says it under its own text as an id, and hears that it was taken, or refused with this code.
    pub async fn say(&mut self, text: &str, refusal: Option<&str>) {
        let frame = json!({
            "type": "message", "session_id": self.session, "client_message_id": text, "content": text,
        });
        self.socket.say(frame).await.unwrap();
        self.socket.flush().await.unwrap();
        let heard = self.socket.hear().await.unwrap();
        match refusal {
            None => assert_eq!(heard["message"]["content"], text, "{heard}"),
            Some(code) => assert_eq!(
                (&heard["code"], &heard["ref"]),
                (&json!(code), &json!(text)),
                "{heard}"
            ),
        }
    }
}
