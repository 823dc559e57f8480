//! Everything that is proven through the front door: one binary, one file per chapter of the acceptance list.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod activation;
mod architecture;
mod backups;
mod batches;
mod chat;
mod cli;
mod closing;
mod config;
mod coverage;
mod customers;
mod doctor;
mod door;
mod extension;
mod fazpass;
mod guards;
mod guesses;
mod headers;
mod jwks;
mod logs;
mod merge;
mod messages;
mod mitras;
mod otp;
mod pairing;
mod presence;
mod pricing;
mod program;
mod races;
mod raw;
mod requests;
mod restart;
mod sensitivity;
mod signups;
mod single;
mod social;
mod staff;
mod staff_guesses;
mod staff_users;
mod store_faults;
mod tokens;
mod upgrade;
mod upkeep;
mod web;
mod world;
