//! Other machines: the only files that call any. Each implements a trait of the domain, so that the domain knows neither
//! addresses nor HTTP.
//!
//! Every call is bounded: in time, in the size of what is read, and to the address that was set, since a redirect could lead
//! anywhere. Whatever goes wrong is an ordinary outcome with a cause for the log, never a panic.

pub mod fazpass;
pub mod fcm;
pub mod jwks;
pub mod push_log;
pub mod stub;

use std::time::Duration;

use reqwest::{Client, Response, redirect::Policy};

/// How long another machine may take to answer, in all.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// A client for one neighbour.
pub fn client(patience: Duration) -> Result<Client, reqwest::Error> {
    Client::builder()
        .timeout(patience)
        .redirect(Policy::none())
        .build()
}

/// Why a call came to nothing, without the address: it may hold a key.
fn cause(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".into();
    }
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(deeper) = source {
        text = format!("{text}: {deeper}");
        source = deeper.source();
    }
    text
}

/// Reads an answer of at most `limit` bytes.
async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(cause)? {
        if bytes.len() + chunk.len() > limit {
            return Err(format!("the answer is larger than {limit} bytes"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
