//! Accounts: customers, who may be guests; mitras, who are activated by staff; staff.
//!
//! This concept holds the rows and what they mean. How someone proves who they are is told in `auth`, `otp` and `social`.

pub mod customer;
pub mod mitra;
mod names;
mod parsed;
mod sql;
pub mod staff;

pub use self::parsed::{DisplayName, Email, Phone, StaffName};
