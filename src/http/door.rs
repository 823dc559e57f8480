//! The door: what every request passes on its way in, and every answer on its way out, on both listeners.
//!
//! In: an id, the client's address, limits on size and time. Out: errors as problems, the standing headers, one log line,
//! the metrics. Nothing behind the door can answer in another form, not even by panicking.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::FutureExt;
use ipnet::IpNet;
use poem::{
    Endpoint, Request, Response, Result,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
};
use poem_openapi::OperationId;
use tracing::Instrument;

use super::{
    arrival::{Arrival, REQUEST_ID},
    dev::porter::{Porter, Visit},
    intake,
    probes::HttpMetrics,
    problem::{self, Allow, explain},
};
use crate::{
    domain::error::{Code, Error},
    entropy::Entropy,
};

/// What a door is set up with.
#[derive(Debug, Clone)]
pub struct Frame {
    /// `public` or `internal`, as metrics and log lines name it.
    pub listener: &'static str,
    pub entropy: Entropy,
    pub trusted_proxies: Arc<[IpNet]>,
    /// The one foreign origin whose pages may call with credentials.
    pub cors_origin: Option<HeaderValue>,
    pub metrics: HttpMetrics,
    /// How long a body may take to arrive.
    pub body_timeout: Duration,
    /// Whoever watches at the door of a server for development.
    pub porter: Option<Porter>,
    /// TLS is ours: browsers shall never again come without. Behind a proxy it is the proxy's to say.
    pub tls_only: bool,
}

pub struct Door<E> {
    pub inner: E,
    pub frame: Frame,
}

impl<E> std::fmt::Debug for Door<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Door({})", self.frame.listener)
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Door<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let began = Instant::now();
        let arrival = self.arrive(&request);
        request.set_data(arrival.clone());
        let visit = self
            .frame
            .porter
            .as_ref()
            .map(|porter| porter.greet(&request, &arrival));
        let method = request.method().clone();
        let path = request.uri().path().to_owned();
        let origin = request.headers().get(header::ORIGIN).cloned();

        let mut response = self
            .pass(request, &arrival, visit.as_ref())
            .instrument(arrival.span.clone())
            .await;

        if let Some(visit) = &visit {
            visit.hold_back().await;
        }
        self.stamp(response.headers_mut(), &arrival, origin.as_ref());
        let operation = response
            .data::<OperationId>()
            .map_or("none", |operation| operation.0);
        let status = response.status().as_u16();
        let took = began.elapsed();
        if let Some(visit) = visit {
            visit.ends(&response, &arrival, took);
        }
        self.frame
            .metrics
            .observe(self.frame.listener, &method, operation, status, took);
        arrival.span.in_scope(|| {
            let ms = (took.as_secs_f64() * 100_000.0).round() / 100.0;
            if is_probe(&path) {
                tracing::debug!(%method, path, status, ms, "answered");
            } else if status >= 500 {
                tracing::warn!(%method, path, status, ms, ip = arrival.device.ip, "answered");
            } else {
                tracing::info!(%method, path, status, ms, ip = arrival.device.ip, "answered");
            }
        });
        Ok(response)
    }
}

fn is_probe(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz" | "/metrics")
}

impl<E: Endpoint<Output = Response>> Door<E> {
    fn arrive(&self, request: &Request) -> Arrival {
        Arrival::of(request, &self.frame.entropy, &self.frame.trusted_proxies)
    }

    async fn pass(&self, request: Request, arrival: &Arrival, visit: Option<&Visit>) -> Response {
        if let Some(answer) = self.preflight(&request) {
            return answer.unwrap_or_else(|e| problem::respond(&e, Some(&arrival.request_id)));
        }
        let limit = visit.map_or(intake::BODY_LIMIT, Visit::body_limit);
        let handled = async {
            let mut request = intake::bounded(request, limit, self.frame.body_timeout).await?;
            if let Some(visit) = visit {
                visit.admit(&mut request).await?;
            }
            self.inner.call(request).await
        };
        let Ok(result) = AssertUnwindSafe(handled).catch_unwind().await else {
            // The panic itself is in the log already, by the hook.
            return problem::respond(&Code::Internal.into(), Some(&arrival.request_id));
        };
        match result {
            Ok(response) => response,
            // A `304 Not Modified` travels as an error in this framework.
            Err(error) if error.status() == StatusCode::NOT_MODIFIED => error.into_response(),
            Err(error) => {
                let operation = error.data::<OperationId>().copied();
                let allow = error.data::<Allow>().cloned();
                let explained = explain(&error);
                if explained.code == Code::Internal {
                    tracing::error!(%error, "a handler failed");
                } else {
                    tracing::debug!(code = explained.code.as_str(), %error, "refused");
                }
                let mut response = problem::respond(&explained, Some(&arrival.request_id));
                if let Some(operation) = operation {
                    response.set_data(operation);
                }
                if explained.code == Code::MethodNotAllowed {
                    // What is no operation is a page, a file or a probe.
                    let Allow(methods) =
                        allow.unwrap_or(Allow(HeaderValue::from_static("GET, HEAD")));
                    response.headers_mut().insert(header::ALLOW, methods);
                }
                response
            }
        }
    }

    /// The answer, as it goes over the line, to a request that could not be read.
    pub(super) fn unreadable(&self, status: StatusCode) -> Vec<u8> {
        let code = match status {
            StatusCode::URI_TOO_LONG => Code::UriTooLong,
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Code::HeadersTooLarge,
            _ => Code::BadRequest,
        };
        let arrival = self.arrive(&Request::default());
        let error = code.into();
        let mut response = problem::respond(&error, Some(&arrival.request_id));
        self.stamp(response.headers_mut(), &arrival, None);
        let status = response.status();
        arrival
            .span
            .in_scope(|| tracing::info!(status = status.as_u16(), "answered what can't be read"));
        let body = problem::text(&error, Some(&arrival.request_id));
        let mut bytes = format!("HTTP/1.1 {status}\r\n").into_bytes();
        for (name, value) in response.headers() {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value.as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
        let rest = format!(
            "content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        bytes.extend_from_slice(rest.as_bytes());
        bytes
    }

    /// Answers a browser that asks whether another origin may call here: only the configured one may.
    fn preflight(&self, request: &Request) -> Option<std::result::Result<Response, Error>> {
        let headers = request.headers();
        let asked = request.method() == Method::OPTIONS
            && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if !asked {
            return None;
        }
        let origin = headers.get(header::ORIGIN);
        if origin.is_none() || origin != self.frame.cors_origin.as_ref() {
            return Some(Err(
                Code::Forbidden.detail("This origin may not call this server.")
            ));
        }
        Some(Ok(Response::builder()
            .status(StatusCode::NO_CONTENT)
            .header(
                header::ACCESS_CONTROL_ALLOW_METHODS,
                "GET, POST, PUT, PATCH, DELETE",
            )
            .header(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "Authorization, Content-Type, Idempotency-Key, X-Request-Id",
            )
            .header(header::ACCESS_CONTROL_MAX_AGE, "600")
            .finish()))
    }

    fn stamp(&self, headers: &mut HeaderMap, arrival: &Arrival, origin: Option<&HeaderValue>) {
        if let Ok(id) = HeaderValue::from_str(&arrival.request_id) {
            headers.insert(REQUEST_ID.clone(), id);
        }
        for (name, value) in [
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::X_FRAME_OPTIONS, "DENY"),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                "same-origin",
            ),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        if self.frame.tls_only {
            headers.insert(
                header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static("max-age=31536000"),
            );
        }
        if let Some(allowed) = &self.frame.cors_origin {
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
            if origin == Some(allowed) {
                headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed.clone());
                headers.insert(
                    header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
                    HeaderValue::from_static("true"),
                );
                headers.insert(
                    header::ACCESS_CONTROL_EXPOSE_HEADERS,
                    HeaderValue::from_static("X-Request-Id, Retry-After, Idempotency-Replayed"),
                );
            }
        }
    }
}
