//! What Curhat is, without HTTP, sockets or SQLite.
//!
//! The ladder, lowest first; a concept uses only what stands below it:
//!
//! 1. [`ids`], [`error`], [`event`], [`ctx`]: the vocabulary, and what a use case is given.
//! 2. [`totals`], [`ngrams`], [`audit`], [`config`]: how many there are; how customers and sessions are found; who changed what;
//!    what operators may change.
//! 3. [`account`]: customers, mitras, staff.
//! 4. [`auth`]: tokens, sign-ins, refresh, upgrade.
//! 5. [`otp`], [`social`]: the two ways to prove who one is.
//! 6. [`pricing`], [`presence`], [`device`]: tiers and trial; who is online; where to reach a closed app.
//! 7. [`session`]: the paid, timed conversation.
//! 8. [`message`], [`sensitivity`]: what is said in it, and how it is marked.
//! 9. [`pairing`]: how the two find each other.
//! 10. [`push`], [`erasure`]: what someone is told whose app is closed; a customer, forgotten.
//! 11. [`report`]: what the control center reads across all of them; [`demo`]: a made-up month of all of it.
//!
//! In a concept's folder `mod.rs` holds types and use cases, `rules.rs` or `machine.rs` pure decisions, and `sql.rs` is the
//! only place with SQL text. Events tell the world what was committed; they never change our own rows.

pub mod account;
pub mod audit;
pub mod auth;
pub mod config;
pub mod ctx;
pub mod demo;
pub mod device;
pub mod erasure;
pub mod error;
pub mod event;
pub mod hashing;
pub mod idempotency;
pub mod ids;
pub mod message;
pub mod ngrams;
pub mod otp;
pub mod page;
pub mod pairing;
pub mod presence;
pub mod pricing;
pub mod push;
pub mod report;
pub mod sensitivity;
pub mod session;
pub mod social;
pub mod span;
pub mod totals;
pub mod turns;
