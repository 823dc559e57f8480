//! Everything that is proven through the front door: one binary, one file per chapter of the acceptance list.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod architecture;
mod backups;
mod batches;
mod cli;
mod config;
mod customers;
mod doctor;
mod mitras;
mod otp;
mod otp;
mod pricing;
mod program;
mod signups;
mod store_faults;
mod tokens;
mod upkeep;
mod world;
