//! How the two find each other: a request goes to every mitra who could take it, and the first to accept has it.
//!
//! The invariant: a request has one `chat_request_notifications` row for each mitra it was sent to, pending for as long as
//! it is open; whatever closes it closes those rows in the same transaction. What becomes of a row:
//!
//! * `accepted`, `rejected`: the mitra's own answer. One who has rejected may think better of it while it is open.
//! * `missed`: taken by another, or taken back by the customer. It went away; nobody let it pass.
//! * `ignored`: the time ran out, or nobody was left, without an answer.
//!
//! Who goes offline, by word or because the ping stays away, gets no new requests but keeps those they have: they may still
//! take them, and their conversations go on. Losing a socket changes nothing, see `presence`. Who is deactivated takes
//! nothing any more (`ACCOUNT_INACTIVE`), is shown nothing and is not waited for, though their rows end with the request like
//! all others; conversations that run, which are paid for, run on.
//!
//! * `request.rs`: asking, taking back. `answer.rs`: accepting, rejecting. `offers.rs`: to whom what is sent.
//! * `going.rs`: coming online and going, and having room for more. `due.rs`: what happens by itself, and what follows when a
//!   session ends.
//! * `trace.rs`: how a request went about, for whoever wonders.

mod answer;
mod due;
mod going;
mod offers;
mod request;
mod sql;
mod trace;

pub use self::{
    answer::{accept, reject},
    due::{BATCH, PutAside, next_look, recover, say_goodbye, settle_due},
    going::{configure, go_offline, go_online},
    offers::{open_requests, page_of_requests},
    request::{Opened, Order, Purchase, cancel, end_of_customer, request},
    trace::{Called, Other, Trace, WhyNot, trace},
};

/// What has become of a request for one mitra.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    Pending,
    Accepted,
    Rejected,
    Ignored,
    Missed,
}

impl Offer {
    const ALL: [Self; 5] = [
        Self::Pending,
        Self::Accepted,
        Self::Rejected,
        Self::Ignored,
        Self::Missed,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Ignored => "ignored",
            Self::Missed => "missed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}
