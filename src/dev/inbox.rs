//! Everything that a phone would have received, newest last, for as long as the server runs.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::{Map, Value};
use tokio::sync::watch;
use uuid::Uuid;

use super::Faults;
use crate::{
    clock::{Clock, Timestamp},
    domain::{
        device::Device,
        otp::{NotDelivered, OtpMessage, OtpSender, Sending},
        push::{Address, Carrying, NotTaken, Notice, PushSender},
    },
};

/// The oldest are forgotten.
const KEPT: usize = 500;

/// Something that was sent to a device.
#[derive(Debug, Clone)]
pub struct Item {
    /// Counts up from 1.
    pub number: u64,
    pub at: Timestamp,
    /// The phone number, or the id of whom a push is for.
    pub to: String,
    pub content: Content,
}

#[derive(Debug, Clone)]
pub enum Content {
    Code {
        code: String,
        otp_request_id: String,
    },
    Push(Value),
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    pub to: Option<String>,
    /// Only what came after this number.
    pub after: u64,
}

impl Query {
    fn fits(&self, item: &Item) -> bool {
        item.number > self.after && self.to.as_ref().is_none_or(|to| *to == item.to)
    }
}

#[derive(Debug, Clone)]
pub struct Inbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    items: Mutex<VecDeque<Item>>,
    /// The number of the newest item.
    newest: watch::Sender<u64>,
}

impl Default for Inbox {
    fn default() -> Self {
        Self(Arc::new(Inner {
            items: Mutex::default(),
            newest: watch::Sender::new(0),
        }))
    }
}

impl Inbox {
    pub fn put(&self, at: Timestamp, to: String, content: Content) {
        let mut items = self.0.items.lock().unwrap_or_else(PoisonError::into_inner);
        let number = *self.0.newest.borrow() + 1;
        if items.len() == KEPT {
            items.pop_front();
        }
        items.push_back(Item {
            number,
            at,
            to,
            content,
        });
        self.0.newest.send_replace(number);
    }

    /// When a push about this session first went out to someone.
    pub fn pushed(&self, to: Uuid, session: Uuid) -> Option<Timestamp> {
        let (to, session) = (to.to_string(), session.to_string());
        let query = Query {
            to: Some(to),
            after: 0,
        };
        let mut theirs = self.find(&query).into_iter();
        let first = theirs.find(|item| match &item.content {
            Content::Push(payload) => payload["session_id"] == session.as_str(),
            Content::Code { .. } => false,
        })?;
        Some(first.at)
    }

    pub fn find(&self, query: &Query) -> Vec<Item> {
        let items = self.0.items.lock().unwrap_or_else(PoisonError::into_inner);
        items
            .iter()
            .filter(|item| query.fits(item))
            .cloned()
            .collect()
    }

    /// The same, but waits for something to come when there is nothing yet.
    pub async fn wait(&self, query: &Query, patience: Duration) -> Vec<Item> {
        let mut newest = self.0.newest.subscribe();
        let waiting = async {
            loop {
                newest.mark_unchanged();
                let found = self.find(query);
                if !found.is_empty() || newest.changed().await.is_err() {
                    return found;
                }
            }
        };
        tokio::time::timeout(patience, waiting)
            .await
            .unwrap_or_default()
    }
}

/// A carrier of codes that is looked over the shoulder, and fails where it is to.
#[derive(Debug)]
pub struct Watched {
    pub sender: Arc<dyn OtpSender>,
    pub inbox: Inbox,
    pub faults: Faults,
    pub clock: Clock,
}

impl OtpSender for Watched {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a> {
        Box::pin(async {
            if self
                .faults
                .otp_fails(message.phone.as_str(), self.clock.now())
            {
                return Err(NotDelivered("made to fail by the dev desk".into()));
            }
            self.sender.send(message).await?;
            let content = Content::Code {
                code: message.code.reveal().to_owned(),
                otp_request_id: message.reference.to_string(),
            };
            let to = message.phone.as_str().to_owned();
            self.inbox.put(self.clock.now(), to, content);
            Ok(())
        })
    }
}

/// A carrier of notices that fails where it is to.
#[derive(Debug)]
pub struct Faulty {
    pub sender: Arc<dyn PushSender>,
    pub faults: Faults,
    pub clock: Clock,
}

impl PushSender for Faulty {
    fn name(&self) -> &'static str {
        self.sender.name()
    }

    fn addresses(&self, devices: Vec<Device>) -> Vec<Address> {
        self.sender.addresses(devices)
    }

    fn carry<'a>(&'a self, notice: &'a Notice, to: &'a Address) -> Carrying<'a> {
        let user = notice.to.uuid().to_string();
        if self.faults.push_fails(&user, self.clock.now()) {
            let refused = NotTaken::Refused("made to fail by the dev desk".into());
            return Box::pin(async { Err(refused) });
        }
        self.sender.carry(notice, to)
    }
}

/// Notices, to whoever they are for, whatever devices they have.
#[derive(Debug)]
pub struct Notices {
    inbox: Inbox,
    clock: Clock,
}

impl Notices {
    pub fn new(inbox: Inbox, clock: Clock) -> Self {
        Self { inbox, clock }
    }
}

impl PushSender for Notices {
    fn name(&self) -> &'static str {
        "inbox"
    }

    fn addresses(&self, _: Vec<Device>) -> Vec<Address> {
        vec![Address::Person]
    }

    fn carry<'a>(&'a self, notice: &'a Notice, _: &'a Address) -> Carrying<'a> {
        let texts = notice.payload().into_iter();
        let payload: Map<String, Value> = texts
            .map(|(name, text)| (name.to_owned(), Value::String(text)))
            .collect();
        let to = notice.to.uuid().to_string();
        let content = Content::Push(Value::Object(payload));
        self.inbox.put(self.clock.now(), to, content);
        Box::pin(async { Ok(()) })
    }
}
