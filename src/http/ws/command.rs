//! What is done about a frame: one use case each, and what the client is told of it.

use std::{future::Future, pin::Pin};

use super::Switchboard;
use crate::{
    domain::{
        error::{Code, Error},
        event::ConnectionId,
        ids::SessionId,
        message::{self, Mark, NewMessage},
        session::{self, Participant, Status},
    },
    hub::Renderer,
    wire::frame::{ClientFrame, ServerFrame},
};

/// What is under way for a client. It ends in a frame, or in silence, when there is nothing to say.
pub(super) type UnderWay = Pin<Box<dyn Future<Output = Option<ServerFrame>> + Send>>;

pub(super) enum Command {
    /// Sign in anew with this token.
    Auth(String),
    /// Answer at once.
    Say(Box<ServerFrame>),
    UnderWay(UnderWay),
}

/// Whose frames these are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker {
    pub(super) who: Participant,
    pub(super) connection: ConnectionId,
}

impl Command {
    pub(super) fn of(
        frame: ClientFrame,
        speaker: Speaker,
        switchboard: &std::sync::Arc<Switchboard>,
    ) -> Self {
        let who = speaker.who;
        let ctx = switchboard.gate.ctx.clone();
        match frame {
            ClientFrame::Auth { token } => Self::Auth(token),
            ClientFrame::Ping {} => Self::Say(Box::new(ServerFrame::Pong {})),
            ClientFrame::Message {
                session_id,
                client_message_id,
                content,
            } => {
                let reference = client_message_id.clone();
                let new = match NewMessage::parse(client_message_id, content) {
                    Ok(new) => new,
                    Err(error) => {
                        return Self::Say(Box::new(ServerFrame::error(&error, Some(reference))));
                    }
                };
                let origin = Some(speaker.connection);
                Self::UnderWay(Box::pin(tokio::task::unconstrained(async move {
                    let sent = message::send(&ctx, who, SessionId(session_id), new, origin).await;
                    Some(match sent {
                        Ok(sent) => ServerFrame::MessageAck {
                            client_message_id: reference,
                            message: (&*sent.message).into(),
                        },
                        Err(error) => ServerFrame::error(&error, Some(reference)),
                    })
                })))
            }
            ClientFrame::Typing {
                session_id,
                is_typing,
            } => {
                let switchboard = switchboard.clone();
                Self::silently(session_id, async move {
                    let session = session::one(&ctx, who, SessionId(session_id)).await?;
                    let talks = matches!(
                        session.status,
                        Status::Active | Status::Extending | Status::Closing
                    );
                    if !talks {
                        return Err(Code::SessionNotActive.into());
                    }
                    if let Some(envelope) = Renderer::typing(&session, who.party(), is_typing) {
                        switchboard.broker.publish(envelope);
                    }
                    Ok(())
                })
            }
            ClientFrame::Delivered {
                session_id,
                up_to_seq,
            } => Self::silently(session_id, async move {
                let up_to = seq(up_to_seq)?;
                message::mark(&ctx, who, SessionId(session_id), Mark::Delivered, up_to).await
            }),
            ClientFrame::Read {
                session_id,
                up_to_seq,
            } => Self::silently(session_id, async move {
                let up_to = seq(up_to_seq)?;
                message::mark(&ctx, who, SessionId(session_id), Mark::Read, up_to).await
            }),
        }
    }

    /// Of which the client hears only when it fails.
    fn silently(
        session_id: uuid::Uuid,
        work: impl Future<Output = Result<(), Error>> + Send + 'static,
    ) -> Self {
        Self::UnderWay(Box::pin(async move {
            let error = work.await.err()?;
            Some(ServerFrame::error(&error, Some(session_id.to_string())))
        }))
    }
}

fn seq(up_to_seq: i64) -> Result<i64, Error> {
    if up_to_seq < 0 {
        return Err(Error::field("/up_to_seq", "must be at least 0"));
    }
    Ok(up_to_seq)
}
