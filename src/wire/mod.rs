//! Every JSON shape, in and out. A shape is made from a domain type by `From`, member by member, so that nothing leaves
//! that is not named here: a mitra never sees a customer's phone because no shape for mitras has one.

pub mod admin;
pub mod asyncapi;
pub mod auth;
pub mod chat;
pub mod close;
pub mod config;
pub mod dev;
pub mod frame;
pub mod list;
pub mod message;
pub mod otp;
pub mod pairing;
pub mod pricing;
pub mod report;
pub mod session;
pub mod social;
pub mod staff;
pub mod time;

pub use self::time::Time;
