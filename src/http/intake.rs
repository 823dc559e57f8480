//! What a request may bring in: bodies, up to a size, and not for ever.

use std::{pin::pin, time::Duration};

use futures_util::StreamExt;
use poem::{
    Body, Request,
    http::{Method, header},
};

use super::problem;
use crate::domain::error::{Code, Error};

/// Bodies above this are refused. The largest that anyone needs is a message of 4,000 characters, escaped.
pub(super) const BODY_LIMIT: usize = 256 * 1024;

/// Of a body that is too large, so much is taken in and thrown away: a client that is told to stop in the middle often
/// never reads why.
const DISCARD_LIMIT: usize = 4 * 1024 * 1024;

/// A body that has not arrived after this long is given up.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// Takes the body in, up to the limit and not for ever, before anything else is done for the request.
pub(super) async fn bounded(
    mut request: Request,
    limit: usize,
    patience: Duration,
) -> poem::Result<Request> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(request);
    }
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse::<u64>().ok());
    // Whoever asks before sending is told before sending.
    let waits = request.headers().contains_key(header::EXPECT);
    let discarded = if waits {
        limit
    } else {
        DISCARD_LIMIT.max(limit)
    };
    if announced.is_some_and(|n| n > discarded as u64) {
        return Err(problem::refuse(Code::PayloadTooLarge));
    }
    let bytes = tokio::time::timeout(patience, take_in(request.take_body(), limit))
        .await
        .map_err(|_| problem::refuse(Code::RequestTimeout))?
        .map_err(problem::refuse)?;
    request.set_body(Body::from_vec(bytes));
    Ok(request)
}

async fn take_in(body: Body, limit: usize) -> Result<Vec<u8>, Error> {
    let mut chunks = pin!(body.into_bytes_stream());
    let mut bytes = Vec::new();
    let mut total = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Code::BadRequest.detail("The body was cut off."))?;
        total += chunk.len();
        if total <= limit {
            bytes.extend_from_slice(&chunk);
        } else if total > DISCARD_LIMIT.max(limit) {
            break;
        }
    }
    if total > limit {
        return Err(Code::PayloadTooLarge.into());
    }
    Ok(bytes)
}
