//! HTTP: two listeners over the same use cases.
//!
//! * `public/` is what the internet can reach, `internal/` what the control center uses. A handler guards, parses, calls
//!   one use case and renders; it decides nothing about business.
//! * `door.rs` is what every request passes on its way in and out: request id and client address (`arrival.rs`), limits, the
//!   log line, and the one place where an error becomes `application/problem+json`. `problem.rs` has the table of codes and
//!   statuses.
//! * `ws/` is the socket: the same use cases, and what is announced.
//! * `intake.rs` takes bodies in, `guard.rs` says who is calling and `origin.rs` from whose page, `body.rs` reads bodies and
//!   `param.rs` what stands in a query, `answer.rs` has typed answers and refusals.
//! * `document.rs` makes the OpenAPI documents true: what the framework leaves out is added from the types.
//! * `dev/` is the dev desk, which only `curhat dev` mounts.
//! * `server.rs` accepts connections, `tls.rs` with TLS where there is a certificate, `unreadable.rs` answers what can't be
//!   read as a request, `patient.rs` gives up who does not read.
//! * `web.rs` serves the apps and the API pages; `probes.rs` answers for health and metrics, from `vitals.rs` (what must
//!   run) and `figures.rs` (what is looked up when asked).

pub mod answer;
mod arrival;
pub mod body;
pub mod dev;
pub mod document;
pub mod door;
pub mod figures;
pub mod guard;
pub mod intake;
pub mod internal;
pub mod origin;
mod param;
mod patient;
pub mod probes;
pub mod problem;
pub mod public;
pub mod server;
pub mod tls;
mod unreadable;
pub mod vitals;
pub mod web;
pub mod ws;
