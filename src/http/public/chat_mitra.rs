//! Conversations, as mitras have them.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    Tag,
    conversation::{
        self, Asked, EndErrors, GoodbyeErrors, SendErrors, SentAnswer, SessionErrors, shown,
    },
};
use crate::{
    domain::{
        ids::{ExtensionId, SessionId},
        message::Window,
        page::Page,
        pairing, sensitivity,
        session::{Participant, extension},
    },
    error_set,
    http::{
        answer::{Answer, NoContent},
        body::{Body, Patch},
        guard::{AMitra, Auth, Gate},
        param::Number,
    },
    wire::{
        chat::{Goodbyes, MitraGoodbye, OpenSessions, TopicPatch},
        list::List,
        message::{MessagePage, NewMessage, UpTo},
        session::{ChatRequest, ChatSession, SessionStatus},
    },
};

error_set!(AcceptErrors = NotFound | RequestNotAvailable | MitraAtLimit | AccountInactive);
error_set!(RejectErrors = NotFound | RequestNotAvailable);
error_set!(AnswerErrors = NotFound | ExtensionResolved | SessionNotActive);
error_set!(TopicErrors = NotFound | SessionNotActive | SensitivityLatched);

pub(super) struct MitraChatApi {
    pub(super) gate: Gate,
}

fn me(auth: &Auth<AMitra>) -> Participant {
    Participant::Mitra(auth.id)
}

#[OpenApi(prefix_path = "/api/mitra/chat", tag = "Tag::MitraChat")]
impl MitraChatApi {
    /// Requests that wait for this mitra's answer
    ///
    /// What an app shows when it resumes. Newest first; new ones are announced on the socket (`chat_request`).
    #[oai(path = "/requests", method = "get", operation_id = "listChatRequests")]
    async fn requests(
        &self,
        auth: Auth<AMitra>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<List<ChatRequest>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let listed = pairing::page_of_requests(&self.gate.ctx, auth.id, page).await?;
        Ok(Json(List::of(listed, |request| (&request).into())))
    }

    /// Accept a request
    ///
    /// The first one has it, and the session starts; all others are told `REQUEST_NOT_AVAILABLE`, with the `reason`.
    /// Accepting again is answered alike.
    #[oai(
        path = "/requests/:id/accept",
        method = "post",
        operation_id = "acceptChatRequest"
    )]
    async fn accept(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
    ) -> Answer<Json<ChatSession>, AcceptErrors> {
        let session = pairing::accept(&self.gate.ctx, auth.id, SessionId(id.0)).await?;
        Ok(shown(&session, me(&auth)))
    }

    /// Reject a request
    ///
    /// When nobody is left who could take it, it ends.
    #[oai(
        path = "/requests/:id/reject",
        method = "post",
        operation_id = "rejectChatRequest"
    )]
    async fn reject(&self, auth: Auth<AMitra>, id: Path<Uuid>) -> Answer<NoContent, RejectErrors> {
        pairing::reject(&self.gate.ctx, auth.id, SessionId(id.0)).await?;
        Ok(NoContent)
    }

    /// The mitra's sessions, newest first
    ///
    /// Those that this mitra accepted, page by page.
    #[oai(path = "/sessions", method = "get", operation_id = "listMitraSessions")]
    async fn history(
        &self,
        auth: Auth<AMitra>,
        /// Only those in this status.
        status: Query<Option<SessionStatus>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<List<ChatSession>>> {
        let asked = Asked {
            status: status.0,
            limit: limit.0.as_deref().map(str::to_owned),
            cursor: cursor.0,
        };
        Ok(conversation::history(&self.gate, me(&auth), asked).await?)
    }

    /// The mitra's open sessions
    ///
    /// Those that are active, extending or closing. What an app shows when it starts.
    #[oai(
        path = "/sessions/active",
        method = "get",
        operation_id = "listActiveMitraSessions"
    )]
    async fn active(&self, auth: Auth<AMitra>) -> Answer<Json<OpenSessions>> {
        Ok(conversation::active(&self.gate, me(&auth)).await?)
    }

    /// One of the mitra's sessions
    ///
    /// As it stands now; what becomes of it afterwards is told on the socket.
    #[oai(
        path = "/sessions/:id",
        method = "get",
        operation_id = "getMitraSession"
    )]
    async fn one(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
    ) -> Answer<Json<ChatSession>, SessionErrors> {
        Ok(conversation::one(&self.gate, me(&auth), id.0).await?)
    }

    /// What was said
    ///
    /// The latest messages, or those before or after one of them; always ascending by `seq`.
    #[oai(
        path = "/sessions/:id/messages",
        method = "get",
        operation_id = "listMitraMessages"
    )]
    async fn messages(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
        /// The latest before this number.
        before_seq: Query<Option<Number>>,
        /// The first after this number.
        after_seq: Query<Option<Number>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
    ) -> Answer<Json<MessagePage>, SessionErrors> {
        let (before, after) = (before_seq.0.as_deref(), after_seq.0.as_deref());
        let window = Window::parse(before, after, limit.0.as_deref())?;
        Ok(conversation::messages(&self.gate, me(&auth), id.0, window).await?)
    }

    /// Say something
    ///
    /// Answered once the message is on the disk. Sent again with the same `client_message_id` it is the same message.
    #[oai(
        path = "/sessions/:id/messages",
        method = "post",
        operation_id = "sendMitraMessage"
    )]
    async fn send(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
        body: Body<NewMessage>,
    ) -> Answer<SentAnswer, SendErrors> {
        Ok(conversation::send(&self.gate, me(&auth), id.0, body.0).await?)
    }

    /// Mark messages as read
    ///
    /// Everything the customer has said up to a number. A mark never moves back.
    #[oai(
        path = "/sessions/:id/read",
        method = "post",
        operation_id = "markMitraRead"
    )]
    async fn read(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
        body: Body<UpTo>,
    ) -> Answer<NoContent, SessionErrors> {
        conversation::read(&self.gate, me(&auth), id.0, body.0.up_to_seq).await?;
        Ok(NoContent)
    }

    /// End a session before its time
    ///
    /// It is closing then. Whether mitras may is a setting.
    #[oai(
        path = "/sessions/:id/end",
        method = "post",
        operation_id = "endSessionAsMitra"
    )]
    async fn end(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
    ) -> Answer<Json<ChatSession>, EndErrors> {
        Ok(conversation::end(&self.gate, me(&auth), id.0).await?)
    }

    /// Say goodbye
    ///
    /// While the session is closing; when both sides have, it is completed. Said twice it is answered alike, and the first
    /// words stay. The other side reads them.
    #[oai(
        path = "/sessions/:id/goodbye",
        method = "post",
        operation_id = "sayGoodbyeAsMitra"
    )]
    async fn goodbye(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
        body: Body<MitraGoodbye>,
    ) -> Answer<Json<ChatSession>, GoodbyeErrors> {
        Ok(conversation::goodbye(&self.gate, me(&auth), id.0, body.0.into()).await?)
    }

    /// What was said at the goodbye
    ///
    /// By either side, as far as it has said it; what is new is told on the socket (`goodbye_received`).
    #[oai(
        path = "/sessions/:id/goodbye",
        method = "get",
        operation_id = "getMitraGoodbyes"
    )]
    async fn goodbyes(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
    ) -> Answer<Json<Goodbyes>, SessionErrors> {
        Ok(conversation::goodbyes(&self.gate, me(&auth), id.0).await?)
    }

    /// Grant more time
    ///
    /// The session is active again, and its end moves by the minutes that were bought.
    #[oai(
        path = "/sessions/:id/extensions/:extension_id/accept",
        method = "post",
        operation_id = "acceptExtension"
    )]
    async fn accept_extension(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
        extension_id: Path<Uuid>,
    ) -> Answer<Json<ChatSession>, AnswerErrors> {
        self.answer(&auth, id.0, extension_id.0, true).await
    }

    /// Refuse more time
    ///
    /// The session is closing then.
    #[oai(
        path = "/sessions/:id/extensions/:extension_id/reject",
        method = "post",
        operation_id = "rejectExtension"
    )]
    async fn reject_extension(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
        extension_id: Path<Uuid>,
    ) -> Answer<Json<ChatSession>, AnswerErrors> {
        self.answer(&auth, id.0, extension_id.0, false).await
    }

    /// Mark a session's topic
    ///
    /// While it is active or extending. What was marked sensitive may be latched by a setting.
    #[oai(
        path = "/sessions/:id/sensitivity",
        method = "patch",
        operation_id = "setTopicSensitivity"
    )]
    async fn sensitivity(
        &self,
        auth: Auth<AMitra>,
        id: Path<Uuid>,
        body: Patch<TopicPatch>,
    ) -> Answer<Json<ChatSession>, TopicErrors> {
        let topic = body.0.topic_sensitivity.into();
        let session = sensitivity::set(&self.gate.ctx, auth.id, SessionId(id.0), topic).await?;
        Ok(shown(&session, me(&auth)))
    }
}

impl MitraChatApi {
    async fn answer(
        &self,
        auth: &Auth<AMitra>,
        id: Uuid,
        extension: Uuid,
        accept: bool,
    ) -> Answer<Json<ChatSession>, AnswerErrors> {
        let (id, extension) = (SessionId(id), ExtensionId(extension));
        let session = extension::answer(&self.gate.ctx, auth.id, id, extension, accept).await?;
        Ok(shown(&session, me(auth)))
    }
}
