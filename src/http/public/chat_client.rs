//! Conversations, as customers have them.

use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
    types::ToJSON,
};
use uuid::Uuid;

use super::{
    Tag,
    conversation::{
        self, Asked, EndErrors, GoodbyeErrors, SendErrors, SentAnswer, SessionErrors, kept,
        replayed, shown,
    },
};
use crate::{
    domain::{
        idempotency::Keyed,
        ids::{CustomerId, PriceTierId, SessionId},
        message::Window,
        pairing::{self, Opened},
        session::{Participant, Party, extension},
    },
    error_set,
    http::{
        answer::{Answer, NoContent},
        body::Body,
        guard::{ACustomer, Auth, Gate},
        param::Number,
    },
    wire::{
        chat::{CustomerGoodbye, Goodbyes, NewChatRequest, NewExtension, OpenSessions},
        list::List,
        message::{MessagePage, NewMessage, UpTo},
        session::{ChatSession, Extension, SessionStatus},
    },
};

error_set!(
    RequestErrors = SessionAlreadyOpen
        | RegistrationRequired
        | FreeTrialUnavailable
        | PriceTierNotFound
        | IdempotencyKeyReused
);
error_set!(CancelErrors = NotFound | RequestNotAvailable);
error_set!(
    ExtensionErrors =
        NotFound | SessionNotActive | ExtensionPending | PriceTierNotFound | IdempotencyKeyReused
);

pub(super) struct ClientChatApi {
    pub(super) gate: Gate,
}

/// A request was made, or had been made by the same call before.
#[derive(ApiResponse)]
enum RequestAnswer {
    /// Sent to every mitra who could take it.
    #[oai(status = 201)]
    Made(
        Json<ChatSession>,
        /// `true` when this is the answer to the same call made before.
        #[oai(header = "Idempotency-Replayed")]
        Option<bool>,
    ),
}

/// More time was asked for, or had been by the same call before.
#[derive(ApiResponse)]
enum ExtensionAnswer {
    /// It waits for the mitra's answer.
    #[oai(status = 201)]
    Asked(
        Json<Extension>,
        /// `true` when this is the answer to the same call made before.
        #[oai(header = "Idempotency-Replayed")]
        Option<bool>,
    ),
}

fn me(auth: &Auth<ACustomer>) -> Participant {
    Participant::Customer(auth.id)
}

/// A call that may be made again: the same key with the same body gets the same answer.
fn keyed(
    customer: CustomerId,
    path: &str,
    key: Header<Option<String>>,
    body: &impl ToJSON,
) -> Result<Option<Keyed>, crate::domain::error::Error> {
    let body = body.to_json_string();
    key.0
        .map(|key| Keyed::new(customer.0, path, &key, body.as_bytes()))
        .transpose()
}

#[OpenApi(prefix_path = "/api/client/chat", tag = "Tag::CustomerChat")]
impl ClientChatApi {
    /// Ask for a conversation
    ///
    /// Goes to every mitra who is online and has room, and to each who comes online or becomes free while it is open. The
    /// first to accept has it. With an `Idempotency-Key` the same call made again within a day gets the same answer.
    #[oai(path = "/request", method = "post", operation_id = "requestChat")]
    async fn request(
        &self,
        auth: Auth<ACustomer>,
        /// Anything unique, such as a random UUID.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        body: Body<NewChatRequest>,
    ) -> Answer<RequestAnswer, RequestErrors> {
        let order = body.0.parse()?;
        let keyed = keyed(auth.id, "chat/request", idempotency_key, &body.0)?;
        let opened = pairing::request(&self.gate.ctx, auth.id, order, keyed, |session| {
            kept(&ChatSession::of(session, Party::Customer))
        })
        .await?;
        Ok(match opened {
            Opened::New(session) => RequestAnswer::Made(shown(&session, me(&auth)), None),
            Opened::Replayed(answer) => RequestAnswer::Made(replayed(&answer)?, Some(true)),
        })
    }

    /// Take a request back
    ///
    /// Possible until a mitra has accepted.
    #[oai(
        path = "/sessions/:id/cancel",
        method = "post",
        operation_id = "cancelChatRequest"
    )]
    async fn cancel(
        &self,
        auth: Auth<ACustomer>,
        id: Path<Uuid>,
    ) -> Answer<Json<ChatSession>, CancelErrors> {
        let session = pairing::cancel(&self.gate.ctx, auth.id, SessionId(id.0)).await?;
        Ok(shown(&session, me(&auth)))
    }

    /// The customer's sessions, newest first
    ///
    /// Every request ever made, whatever became of it, page by page.
    #[oai(
        path = "/sessions",
        method = "get",
        operation_id = "listCustomerSessions"
    )]
    async fn history(
        &self,
        auth: Auth<ACustomer>,
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

    /// The customer's open request or session
    ///
    /// One that is requested, active, extending or closing; `items` is empty when there is none. What an app shows when
    /// it starts.
    #[oai(
        path = "/sessions/active",
        method = "get",
        operation_id = "listActiveCustomerSessions"
    )]
    async fn active(&self, auth: Auth<ACustomer>) -> Answer<Json<OpenSessions>> {
        Ok(conversation::active(&self.gate, me(&auth)).await?)
    }

    /// One of the customer's sessions
    ///
    /// As it stands now; what becomes of it afterwards is told on the socket.
    #[oai(
        path = "/sessions/:id",
        method = "get",
        operation_id = "getCustomerSession"
    )]
    async fn one(
        &self,
        auth: Auth<ACustomer>,
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
        operation_id = "listCustomerMessages"
    )]
    async fn messages(
        &self,
        auth: Auth<ACustomer>,
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
        operation_id = "sendCustomerMessage"
    )]
    async fn send(
        &self,
        auth: Auth<ACustomer>,
        id: Path<Uuid>,
        body: Body<NewMessage>,
    ) -> Answer<SentAnswer, SendErrors> {
        Ok(conversation::send(&self.gate, me(&auth), id.0, body.0).await?)
    }

    /// Mark messages as read
    ///
    /// Everything the mitra has said up to a number. A mark never moves back.
    #[oai(
        path = "/sessions/:id/read",
        method = "post",
        operation_id = "markCustomerRead"
    )]
    async fn read(
        &self,
        auth: Auth<ACustomer>,
        id: Path<Uuid>,
        body: Body<UpTo>,
    ) -> Answer<NoContent, SessionErrors> {
        conversation::read(&self.gate, me(&auth), id.0, body.0.up_to_seq).await?;
        Ok(NoContent)
    }

    /// End a session before its time
    ///
    /// It is closing then. Whether customers may is a setting.
    #[oai(
        path = "/sessions/:id/end",
        method = "post",
        operation_id = "endSessionAsCustomer"
    )]
    async fn end(
        &self,
        auth: Auth<ACustomer>,
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
        operation_id = "sayGoodbyeAsCustomer"
    )]
    async fn goodbye(
        &self,
        auth: Auth<ACustomer>,
        id: Path<Uuid>,
        body: Body<CustomerGoodbye>,
    ) -> Answer<Json<ChatSession>, GoodbyeErrors> {
        Ok(conversation::goodbye(&self.gate, me(&auth), id.0, body.0.into()).await?)
    }

    /// What was said at the goodbye
    ///
    /// By either side, as far as it has said it; what is new is told on the socket (`goodbye_received`).
    #[oai(
        path = "/sessions/:id/goodbye",
        method = "get",
        operation_id = "getCustomerGoodbyes"
    )]
    async fn goodbyes(
        &self,
        auth: Auth<ACustomer>,
        id: Path<Uuid>,
    ) -> Answer<Json<Goodbyes>, SessionErrors> {
        Ok(conversation::goodbyes(&self.gate, me(&auth), id.0).await?)
    }

    /// Ask for more time
    ///
    /// From a session that is active or closing, unless someone has said goodbye. Until the answer its end waits. With an
    /// `Idempotency-Key` the same call made again within a day gets the same answer.
    #[oai(
        path = "/sessions/:id/extensions",
        method = "post",
        operation_id = "requestExtension"
    )]
    async fn extend(
        &self,
        auth: Auth<ACustomer>,
        id: Path<Uuid>,
        /// Anything unique, such as a random UUID.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        body: Body<NewExtension>,
    ) -> Answer<ExtensionAnswer, ExtensionErrors> {
        let path = format!("chat/sessions/{}/extensions", id.0);
        let keyed = keyed(auth.id, &path, idempotency_key, &body.0)?;
        let tier = PriceTierId(body.0.price_tier_id);
        let id = SessionId(id.0);
        let asked = extension::ask(&self.gate.ctx, auth.id, id, tier, keyed, |asked, topic| {
            kept(&Extension::of(asked, topic))
        })
        .await?;
        Ok(match asked {
            extension::Asked::New(asked, topic) => {
                ExtensionAnswer::Asked(Json(Extension::of(&asked, topic)), None)
            }
            extension::Asked::Replayed(answer) => {
                ExtensionAnswer::Asked(replayed(&answer)?, Some(true))
            }
        })
    }
}
