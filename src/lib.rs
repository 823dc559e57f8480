//! Curhat pairs a customer who wants to talk with a mitra who listens, for a paid, timed, anonymous chat.
//!
//! The layers, and who may use whom (a test reads the imports and holds them against this):
//!
//! ```text
//!   cli ── app                      arguments; the one place where everything is put together
//!    │
//!   http          announcer         handlers, guards, problems        events, after the commit
//!    │               │
//!   wire    timers  pusher  outside   JSON shapes   the clock, closed apps    other machines: OTP, JWKS, push
//!    │         │       │       │     `dev` beside them: inbox and bots of a development server
//!   domain ────┴───────┴───────┘    what Curhat is: accounts, sign-ins, sessions; SQL beside each concept
//!    │
//!   store   clock   entropy   settings
//! ```
//!
//! Read these first: `domain/mod.rs` (the ladder of concepts), `domain/ctx.rs` (what a use case is given),
//! `store/writer.rs` (how a write becomes durable), `http/door.rs` (what every request passes), `app.rs`.

pub mod announcer;
pub mod app;
pub mod cli;
pub mod clock;
pub mod dev;
pub mod domain;
pub mod entropy;
pub mod hatch;
pub mod http;
pub mod hub;
pub mod outside;
pub mod pusher;
pub mod settings;
pub mod store;
pub mod timers;
pub mod wire;
