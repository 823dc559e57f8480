//! Everything that a device would have received.

use std::time::Duration;

use poem_openapi::{OpenApi, param::Query, payload::Json, types::Any};

use super::Tag;
use crate::{
    dev::{
        Inbox,
        inbox::{self, Content, Item},
    },
    domain::error::Error,
    http::answer::Answer,
    wire::dev::{InboxItem, InboxItems, InboxKind},
};

pub(super) struct InboxApi {
    pub(super) inbox: Inbox,
}

/// The longest wait; a client that wants more asks again.
const LONGEST_WAIT: u64 = 60;

/// `30` or `30s`.
fn seconds(text: &str) -> Option<Duration> {
    let seconds: u64 = text.strip_suffix('s').unwrap_or(text).parse().ok()?;
    (seconds <= LONGEST_WAIT).then(|| Duration::from_secs(seconds))
}

#[OpenApi(prefix_path = "/internal/dev/inbox", tag = "Tag::Inbox")]
impl InboxApi {
    /// What was sent, oldest first
    ///
    /// With `wait` an empty answer is held back until something comes: a test asks for a code, then for
    /// `?to=%2B6281…&wait=30s`, and has it.
    #[oai(path = "/", method = "get", operation_id = "listInbox")]
    async fn list(
        &self,
        /// Only to this phone number, or to the user with this id.
        #[oai(validator(max_length = 100))]
        to: Query<Option<String>>,
        /// Only what came after the item of this number.
        after: Query<Option<u64>>,
        /// How long to wait for something when there is nothing yet: `30s`, at most `60s`.
        wait: Query<Option<String>>,
    ) -> Answer<Json<InboxItems>> {
        let query = inbox::Query {
            // A plus sign that was not encoded arrives as a space.
            to: to.0.map(|to| to.replacen(' ', "+", 1)),
            after: after.0.unwrap_or(0),
        };
        let items = match wait.0 {
            None => self.inbox.find(&query),
            Some(wait) => {
                let patience = seconds(&wait)
                    .ok_or_else(|| Error::field("wait", "must be seconds up to 60s, as in 30s"))?;
                self.inbox.wait(&query, patience).await
            }
        };
        let items = items.into_iter().map(shown).collect();
        Ok(Json(InboxItems { items }))
    }
}

fn shown(item: Item) -> InboxItem {
    let (kind, code, otp_request_id, payload) = match item.content {
        Content::Code {
            code,
            otp_request_id,
        } => (InboxKind::Otp, Some(code), Some(otp_request_id), None),
        Content::Push(payload) => (InboxKind::Push, None, None, Some(Any(payload))),
    };
    InboxItem {
        number: item.number,
        at: item.at.into(),
        kind,
        to: item.to,
        code,
        otp_request_id,
        payload,
    }
}
