//! Everything that is proven through the front door: one binary, one file per chapter of the acceptance list.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod config;
mod customers;
mod mitras;
mod otp;
mod pricing;
mod cli;
mod doctor;
mod otp;
mod program;
mod tokens;
mod upkeep;
mod world;
