//! What both sides of a conversation do alike. The two APIs differ in who may call and in how an operation reads, not in this.

use poem_openapi::{
    ApiResponse,
    payload::Json,
    types::{ParseFromJSON, ToJSON},
};
use uuid::Uuid;

use crate::{
    domain::{
        error::Error,
        idempotency::Answer as Kept,
        ids::SessionId,
        message::{self, Mark, NewMessage, Window},
        page::Page,
        pairing,
        session::{
            self, Participant, Session,
            goodbye::{self, Words},
        },
    },
    error_set,
    http::guard::Gate,
    wire::{
        chat::{Goodbyes, OpenSessions},
        list::List,
        message::{Message, MessagePage, NewMessage as Body},
        session::{ChatSession, SessionStatus},
    },
};

error_set!(SessionErrors = NotFound);
error_set!(SendErrors = NotFound | SessionNotActive | MessageIdReused);
error_set!(EndErrors = NotFound | SessionNotActive | EarlyEndDisabled);
error_set!(GoodbyeErrors = NotFound | SessionNotActive);

/// A message was sent, or had been sent before under the same id.
#[derive(ApiResponse)]
pub(super) enum SentAnswer {
    /// It is on the disk.
    #[oai(status = 201)]
    Sent(Json<Message>),
    /// It was sent before: the same message.
    #[oai(status = 200)]
    Known(Json<Message>),
}

pub(super) fn shown(session: &Session, who: Participant) -> Json<ChatSession> {
    Json(ChatSession::of(session, who.party()))
}

/// A page of someone's history, as the query asks for it.
pub(super) struct Asked {
    pub(super) status: Option<SessionStatus>,
    pub(super) limit: Option<String>,
    pub(super) cursor: Option<String>,
}

pub(super) async fn history(
    gate: &Gate,
    who: Participant,
    asked: Asked,
) -> Result<Json<List<ChatSession>>, Error> {
    let page = Page::parse(asked.limit.as_deref(), asked.cursor.as_deref())?;
    let status = asked.status.map(Into::into);
    let listed = session::history(&gate.ctx, who, status, page).await?;
    Ok(Json(List::of(listed, |s| ChatSession::of(&s, who.party()))))
}

pub(super) async fn active(gate: &Gate, who: Participant) -> Result<Json<OpenSessions>, Error> {
    let now = gate.ctx.now();
    let sessions = gate
        .ctx
        .read(move |tx| session::active(tx, now, who))
        .await?;
    let items = sessions.iter().map(|s| ChatSession::of(s, who.party()));
    Ok(Json(OpenSessions {
        items: items.collect(),
    }))
}

pub(super) async fn one(
    gate: &Gate,
    who: Participant,
    id: Uuid,
) -> Result<Json<ChatSession>, Error> {
    let session = session::one(&gate.ctx, who, SessionId(id)).await?;
    Ok(shown(&session, who))
}

pub(super) async fn messages(
    gate: &Gate,
    who: Participant,
    id: Uuid,
    window: Window,
) -> Result<Json<MessagePage>, Error> {
    let (items, has_more) = message::history(&gate.ctx, who, SessionId(id), window).await?;
    Ok(Json(MessagePage {
        items: items.iter().map(Into::into).collect(),
        has_more,
    }))
}

pub(super) async fn send(
    gate: &Gate,
    who: Participant,
    id: Uuid,
    body: Body,
) -> Result<SentAnswer, Error> {
    let new = NewMessage::parse(body.client_message_id, body.content)?;
    let sent = message::send(&gate.ctx, who, SessionId(id), new, None).await?;
    let message = Json(Message::from(&*sent.message));
    Ok(if sent.is_new {
        SentAnswer::Sent(message)
    } else {
        SentAnswer::Known(message)
    })
}

pub(super) async fn read(
    gate: &Gate,
    who: Participant,
    id: Uuid,
    up_to_seq: i64,
) -> Result<(), Error> {
    message::mark(&gate.ctx, who, SessionId(id), Mark::Read, up_to_seq).await
}

pub(super) async fn end(
    gate: &Gate,
    who: Participant,
    id: Uuid,
) -> Result<Json<ChatSession>, Error> {
    let session = session::end(&gate.ctx, who, SessionId(id)).await?;
    Ok(shown(&session, who))
}

pub(super) async fn goodbye(
    gate: &Gate,
    who: Participant,
    id: Uuid,
    words: Words,
) -> Result<Json<ChatSession>, Error> {
    let session = pairing::say_goodbye(&gate.ctx, who, SessionId(id), words).await?;
    Ok(shown(&session, who))
}

pub(super) async fn goodbyes(
    gate: &Gate,
    who: Participant,
    id: Uuid,
) -> Result<Json<Goodbyes>, Error> {
    let both = goodbye::said(&gate.ctx, who, SessionId(id)).await?;
    Ok(Json(both.into()))
}

/// An answer as it is kept for a request that is sent again.
pub(super) fn kept(shape: &impl ToJSON) -> Kept {
    Kept {
        status: 201,
        body: shape.to_json_string().into_bytes(),
    }
}

/// And back.
pub(super) fn replayed<T: ParseFromJSON>(answer: &Kept) -> Result<Json<T>, Error> {
    let value = serde_json::from_slice(&answer.body).map_err(Error::internal)?;
    let shape = T::parse_from_json(Some(value));
    shape
        .map(Json)
        .map_err(|e| Error::internal(e.into_message()))
}
