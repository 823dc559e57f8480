//! One of each frame, for the document.

use poem_openapi::types::Example;
use uuid::Uuid;

use super::{
    ChatRequest, ChatSession, ClientFrame, Extension, ExtensionOutcome, Message, ReceiptStatus,
    RequestClosedReason, ServerFrame, SharedConfig, Side, Time, TopicSensitivity,
};
use crate::{clock::Timestamp, domain::error::Code};

const SESSION: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);
const MESSAGE: &str = "b3f6c1de-2b7a-4f0e-9d3c-5a1e8f7c6b42";

const fn at(seconds: i64) -> Time {
    Time(Timestamp::from_millis(1_763_805_600_000 + seconds * 1000))
}

impl ClientFrame {
    pub fn examples() -> Vec<Self> {
        vec![
            Self::Auth {
                token: "eyJhbGciOiJIUzI1NiIsImtpZCI6IjFhMmIzYzRkIn0…".into(),
            },
            Self::Message {
                session_id: SESSION,
                client_message_id: MESSAGE.into(),
                content: "Halo, boleh cerita sebentar?".into(),
            },
            Self::Typing {
                session_id: SESSION,
                is_typing: true,
            },
            Self::Delivered {
                session_id: SESSION,
                up_to_seq: 12,
            },
            Self::Read {
                session_id: SESSION,
                up_to_seq: 12,
            },
            Self::Ping {},
        ]
    }
}

impl ServerFrame {
    pub fn examples() -> Vec<Self> {
        let session = ChatSession::example();
        vec![
            Self::AuthOk {
                user_type: Side::Customer,
                user_id: SESSION,
                session_id: SESSION,
                expires_at: at(3600),
                server_time: at(0),
            },
            Self::AuthExpiring {
                expires_at: at(3600),
            },
            Self::Sync {
                sessions: vec![session.clone()],
                requests: vec![ChatRequest::example()],
            },
            Self::Pong {},
            Self::error(&Code::SessionNotActive.into(), Some(MESSAGE.into())),
            Self::MessageAck {
                client_message_id: MESSAGE.into(),
                message: Message::example(),
            },
            Self::Message {
                message: Message::example(),
            },
            Self::MessageStatus {
                session_id: SESSION,
                up_to_seq: 12,
                status: ReceiptStatus::Read,
                at: at(60),
            },
            Self::Typing {
                session_id: SESSION,
                from: Side::Mitra,
                is_typing: true,
            },
            Self::ChatRequest {
                request: ChatRequest::example(),
            },
            Self::ChatRequestClosed {
                session_id: SESSION,
                reason: RequestClosedReason::AcceptedByOther,
            },
            Self::SessionStarted {
                session: session.clone(),
            },
            Self::RequestExpired {
                session_id: SESSION,
            },
            Self::SessionExpiring {
                session_id: SESSION,
                remaining_seconds: 300,
            },
            Self::ExtensionRequested {
                session_id: SESSION,
                extension: Extension::example(),
            },
            Self::ExtensionResolved {
                session_id: SESSION,
                outcome: ExtensionOutcome::Accepted,
                session: session.clone(),
            },
            Self::SessionClosing {
                session: session.clone(),
            },
            Self::GoodbyeReceived {
                session_id: SESSION,
                from: Side::Customer,
            },
            Self::SessionCompleted { session },
            Self::SessionTopicUpdated {
                session_id: SESSION,
                topic_sensitivity: TopicSensitivity::Sensitive,
                changed_at: at(600),
            },
            Self::ConfigUpdated {
                config: SharedConfig::example(),
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::ToJSON;

    use super::*;

    /// What HTTP answers and what frames carry is the same JSON, though two libraries write it.
    #[test]
    fn shapes_are_the_same_over_http_and_in_frames() {
        fn same<T: Example + ToJSON + serde::Serialize>() {
            let shape = T::example();
            let over_http = shape.to_json().unwrap();
            let in_frames = serde_json::to_value(&shape).unwrap();
            assert_eq!(over_http, in_frames);
            // Members that are null are there all the same.
            let text = in_frames.to_string();
            let members = |text: &str| text.matches("\":").count();
            assert_eq!(members(&shape.to_json_string()), members(&text));
        }
        same::<ChatSession>();
        same::<ChatRequest>();
        same::<Extension>();
        same::<Message>();
        same::<SharedConfig>();
        let pending = ChatSession {
            pending_extension: Some(Extension::example()),
            end_reason: Some(crate::wire::session::EndReason::TimeUp),
            counterpart: None,
            price_tier: None,
            closing_at: Some(at(1)),
            ..ChatSession::example()
        };
        assert_eq!(pending.to_json(), serde_json::to_value(&pending).ok());
    }
}
