//! The porter: what a development server does at its doors. It greets whoever is new, lets go wrong what is to go wrong, and
//! writes into the timeline who came for what, and what became of it.
//!
//! Calls of the desk itself are let through unseen: a desk that is locked out by its own faults would be of no use.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
    time::Duration,
};

use super::foreign;
use poem::{
    Body, Request, Response,
    http::{Method, header},
};
use poem_openapi::OperationId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    dev::{
        Desk,
        conduct::{self, Call},
        timeline::{Happening, Kind, without_secrets},
    },
    domain::{
        auth::{Caller, RefreshToken},
        error::{Code, Error},
        ids::AuthSessionId,
    },
    http::{arrival::Arrival, guard::Gate, intake, problem::refuse},
};

/// Larger files are restored by `curhat restore`.
const LARGEST_SNAPSHOT: usize = 256 * 1024 * 1024;

/// A body above this is not kept for a copied command.
const LARGEST_KEPT: usize = 8 * 1024;

#[derive(Debug, Clone)]
pub struct Porter {
    desk: Desk,
    gate: Gate,
    /// On the internal port only what is meant for one member of the staff goes wrong.
    is_public: bool,
    /// A control center that is served elsewhere.
    cc_origin: Option<String>,
    /// Templates, by operation.
    paths: Arc<HashMap<String, String>>,
}

impl Porter {
    pub fn new(desk: &Desk, gate: &Gate, is_public: bool, cc_origin: Option<&str>) -> Self {
        let document = if is_public {
            crate::http::public::document()
        } else {
            crate::http::internal::document()
        };
        Self {
            desk: desk.clone(),
            gate: gate.clone(),
            is_public,
            cc_origin: cc_origin.map(str::to_owned),
            paths: Arc::new(paths(&document)),
        }
    }

    pub fn greet(&self, request: &Request, arrival: &Arrival) -> Visit {
        let device = &arrival.device;
        self.desk.visitors.greet(&device.ip, &device.user_agent);
        let path = request.uri().path();
        let is_watched = path.starts_with("/api/")
            || (path.starts_with("/internal/") && !path.starts_with("/internal/dev/"));
        let token = token(request);
        let now = self.gate.ctx.now();
        let keyring = &self.gate.rules.keyring;
        let claimed = token
            .as_deref()
            .and_then(|token| keyring.verify(token, now).ok());
        Visit {
            porter: self.clone(),
            is_watched,
            method: request.method().clone(),
            url: request
                .uri()
                .path_and_query()
                .map_or_else(|| path.to_owned(), ToString::to_string),
            token,
            claimed,
            has_key: request.headers().contains_key("idempotency-key"),
            body: OnceLock::new(),
            said: OnceLock::new(),
            refreshed: OnceLock::new(),
        }
    }
}

/// The template of each operation's path.
fn paths(document: &Value) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    for (path, operations) in paths {
        for operation in operations.as_object().into_iter().flat_map(|o| o.values()) {
            if let Some(id) = operation["operationId"].as_str() {
                found.insert(id.to_owned(), path.clone());
            }
        }
    }
    found
}

fn token(request: &Request) -> Option<String> {
    let header = request.headers().get(header::AUTHORIZATION)?;
    let (scheme, token) = header.to_str().ok()?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// One request, from door to door.
#[derive(Debug)]
pub struct Visit {
    porter: Porter,
    is_watched: bool,
    method: Method,
    url: String,
    token: Option<String>,
    /// Whom the token names, if it is good.
    claimed: Option<Caller>,
    has_key: bool,
    /// The body without its secrets.
    body: OnceLock<Value>,
    /// Of a message: its id, and the text's hash.
    said: OnceLock<(String, u64)>,
    /// Of a refresh: the sign-in it is for.
    refreshed: OnceLock<AuthSessionId>,
}

impl Visit {
    fn meets_faults(&self) -> bool {
        self.is_watched && (self.porter.is_public || self.claimed.is_some())
    }

    fn user(&self) -> Option<String> {
        self.claimed.map(|caller| caller.user.uuid().to_string())
    }

    /// How large a body may be: a snapshot that is brought back is a file.
    pub fn body_limit(&self) -> usize {
        if self.url.starts_with("/internal/dev/snapshots/") && !self.porter.is_public {
            LARGEST_SNAPSHOT
        } else {
            intake::BODY_LIMIT
        }
    }

    /// Looks at the body, and refuses what is to be refused.
    pub async fn admit(&self, request: &mut Request) -> poem::Result<()> {
        if !self.is_watched {
            return self.keep_strangers_out(request);
        }
        if !matches!(self.method, Method::GET | Method::HEAD) {
            let bytes = request
                .take_body()
                .into_vec()
                .await
                .map_err(|_| refuse(Code::BadRequest))?;
            if bytes.len() <= LARGEST_KEPT
                && let Ok(value) = serde_json::from_slice::<Value>(&bytes)
            {
                self.judge(&value);
                let _ = self.body.set(without_secrets(value));
            }
            request.set_body(Body::from_vec(bytes));
        }
        self.refused().map_or(Ok(()), |error| Err(refuse(error)))
    }

    fn keep_strangers_out(&self, request: &Request) -> poem::Result<()> {
        if !request.uri().path().starts_with("/internal/dev") {
            return Ok(());
        }
        let why = foreign::refusal(request.headers(), self.porter.cc_origin.as_deref());
        why.map_or(Ok(()), |why| Err(refuse(Code::Forbidden.detail(why))))
    }

    /// Keeps of a body what its sender's conduct is judged by.
    fn judge(&self, body: &Value) {
        let text = |name: &str| body[name].as_str();
        if let (Some(id), Some(content)) = (text("client_message_id"), text("content")) {
            let _ = self.said.set((id.to_owned(), conduct::hash(content)));
        }
        if let Some(token) = text("refresh_token").and_then(RefreshToken::parse)
            && self.url.ends_with("/refresh")
        {
            let _ = self.refreshed.set(token.session());
        }
    }

    fn refused(&self) -> Option<Error> {
        let porter = &self.porter;
        let now = porter.gate.ctx.now();
        let faults = &porter.desk.faults;
        self.meets_faults()
            .then(|| faults.refuses(self.claimed, self.token.as_deref(), porter.is_public, now))
            .flatten()
    }

    /// Waits as long as the answer is to be late.
    pub async fn hold_back(&self) {
        if !self.meets_faults() {
            return;
        }
        let porter = &self.porter;
        let now = porter.gate.ctx.now();
        let late = porter
            .desk
            .faults
            .latency(self.user().as_deref(), porter.is_public, now);
        if late > Duration::ZERO {
            tokio::time::sleep(late).await;
        }
    }

    pub fn ends(self, response: &Response, arrival: &Arrival, took: Duration) {
        if !self.is_watched {
            return;
        }
        let caller = arrival.caller().or(self.claimed);
        let path = self.url.split('?').next().unwrap_or_default();
        let template = response
            .data::<OperationId>()
            .and_then(|operation| self.porter.paths.get(operation.0))
            .map_or(path, String::as_str);
        let detail = json!({
            "url": self.url,
            "method": self.method.as_str(),
            "port": if self.porter.is_public { "public" } else { "internal" },
            "signed_in": self.token.is_some(),
            "idempotency_key": self.has_key,
            "body": self.body.get(),
            "client": arrival.device.user_agent,
        });
        let happened = Happening {
            request_id: Some(arrival.request_id.clone()),
            user: caller.map(|caller| caller.user.uuid()),
            session: chat_session(path),
            status: Some(response.status().as_u16()),
            code: response.data::<Code>().map(|code| code.as_str().to_owned()),
            ms: Some((took.as_secs_f64() * 100_000.0).round() / 100.0),
            detail: Some(detail),
            ..Happening::new(Kind::Http, format!("{} {template}", self.method))
        };
        let now = self.porter.gate.ctx.now();
        if self.porter.is_public {
            let call = Call {
                caller,
                name: &happened.name,
                code: happened.code.as_deref(),
                session: happened.session,
                has_key: self.has_key,
                refreshed: self.refreshed.get().copied(),
                said: self.said.get(),
            };
            self.porter.desk.conduct.called(&call, now);
        }
        self.porter.desk.timeline.put(now, happened);
    }
}

/// The chat session that an address is about.
fn chat_session(path: &str) -> Option<Uuid> {
    let mut segments = path.split('/');
    segments.find(|segment| matches!(*segment, "sessions" | "requests"))?;
    Uuid::parse_str(segments.next()?).ok()
}
