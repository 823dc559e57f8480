//! What a client said: a frame, something that is none, or nothing more.

use serde_json::Value;
use tokio_tungstenite::tungstenite::{Error, Message, error::ProtocolError};

use crate::{
    hub::Text,
    wire::{
        close::CloseCode,
        frame::{ClientFrame, ServerFrame},
    },
};

pub(super) enum Heard {
    Text(Text),
    /// Nothing but a sign of life. Their pings are answered by the protocol itself.
    Ping,
    Pong,
    /// To be ended by us, for this reason.
    Wrong(CloseCode),
    /// The client has ended it, or is gone.
    Gone,
}

impl Heard {
    pub(super) fn of(said: Option<Result<Message, Error>>) -> Self {
        match said {
            Some(Ok(Message::Text(text))) => Self::Text(text),
            Some(Ok(Message::Ping(_))) => Self::Ping,
            Some(Ok(Message::Pong(_))) => Self::Pong,
            Some(Ok(Message::Binary(_) | Message::Frame(_)) | Err(Error::Utf8(_))) => {
                Self::Wrong(CloseCode::Unreadable)
            }
            Some(Err(Error::Capacity(_))) => Self::Wrong(CloseCode::TooBig),
            Some(
                Err(Error::Protocol(ProtocolError::ResetWithoutClosingHandshake))
                | Ok(Message::Close(_)),
            )
            | None => Self::Gone,
            Some(Err(Error::Protocol(_))) => Self::Wrong(CloseCode::Unreadable),
            Some(Err(_)) => Self::Gone,
        }
    }
}

/// A text that is no frame of ours.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoFrame {
    /// Not a JSON object, or without a `type`.
    Unreadable,
    /// Of an unknown type, or with wrong members: answered, and no more.
    Wrong(Box<ServerFrame>),
}

pub(super) fn read(text: &str) -> Result<ClientFrame, NoFrame> {
    // Without this look a list would do: serde takes one for a tagged enum too.
    if !text.trim_start().starts_with('{') {
        return Err(NoFrame::Unreadable);
    }
    serde_json::from_str(text).map_err(|_| {
        let Ok(Value::Object(members)) = serde_json::from_str(text) else {
            return NoFrame::Unreadable;
        };
        if !members.contains_key("type") {
            return NoFrame::Unreadable;
        }
        let reference = ["client_message_id", "session_id"]
            .iter()
            .find_map(|name| members.get(*name)?.as_str());
        NoFrame::Wrong(Box::new(ServerFrame::error(
            &ClientFrame::why_not(&members),
            reference.map(str::to_owned),
        )))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reference(text: &str) -> Option<String> {
        match read(text) {
            Err(NoFrame::Wrong(frame)) => match *frame {
                ServerFrame::Error { code, r#ref, .. } => {
                    assert_eq!(code, "BAD_REQUEST");
                    r#ref
                }
                other => panic!("{other:?}"),
            },
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_is_no_object_with_a_type_is_unreadable() {
        let deep = "[".repeat(1000);
        for text in [
            "",
            "x",
            "1",
            "null",
            "[\"ping\"]",
            "[\"ping\", {}]",
            "{}",
            "{\"type\":\"ping\"",
            "{\"type\":\"ping\"} {}",
            "{\"kind\":\"ping\"}",
            "{\"type\":\"auth\",\"token\":\"\\ud800\"}",
            &deep,
            &format!("{{\"type\":{deep}"),
        ] {
            assert_eq!(read(text), Err(NoFrame::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_wrong_frame_is_answered_by_its_reference() {
        assert_eq!(reference("{\"type\":\"dance\"}"), None);
        assert_eq!(reference("{\"type\":7}"), None);
        assert_eq!(
            reference("{\"type\":\"message\",\"session_id\":\"s\",\"client_message_id\":\"c\"}"),
            Some("c".into())
        );
        assert_eq!(
            reference("{\"type\":\"typing\",\"session_id\":\"s\",\"is_typing\":1}"),
            Some("s".into())
        );
        assert_eq!(
            reference("{\"type\":\"read\",\"session_id\":\"s\",\"up_to_seq\":1.5}"),
            Some("s".into())
        );
    }

    #[test]
    fn members_that_are_not_known_are_ignored() {
        let ping = read(" {\"type\":\"ping\",\"n\":1}").unwrap();
        assert_eq!(ping, ClientFrame::Ping {});
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in ".{0,200}") {
            let _ = read(&text);
        }

        #[test]
        fn nor_does_anything_in_a_member(member in ".{0,40}", value in ".{0,40}") {
            let value = serde_json::json!({"type": "message", member: value});
            prop_assert!(read(&value.to_string()).is_err());
        }
    }
}
