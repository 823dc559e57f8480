//! Health, readiness and metrics, for whoever keeps the server running.

use std::time::Duration;

use poem::{
    IntoResponse, Response, Route, handler,
    http::{Method, StatusCode},
    web::Data,
};
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder,
    core::Collector,
};
use serde_json::json;

use super::{figures::Figures, guard::Gate, problem::refuse, vitals::Vitals};
use crate::domain::error::Error;

/// What is counted about requests.
#[derive(Debug, Clone)]
pub struct HttpMetrics {
    requests: IntCounterVec,
    seconds: HistogramVec,
}

impl HttpMetrics {
    pub fn new() -> Self {
        Self {
            requests: IntCounterVec::new(
                Opts::new("curhat_http_requests_total", "Requests answered."),
                &["listener", "method", "operation", "status"],
            )
            .expect("constant names"),
            seconds: HistogramVec::new(
                HistogramOpts::new(
                    "curhat_http_request_seconds",
                    "Time from the request's headers to the answer.",
                )
                .buckets(vec![
                    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
                ]),
                &["listener", "operation"],
            )
            .expect("constant names"),
        }
    }

    pub fn observe(
        &self,
        listener: &str,
        method: &Method,
        operation: &str,
        status: u16,
        took: Duration,
    ) {
        // A method is whatever a client writes there; only known ones may become a label.
        let method = match *method {
            Method::GET | Method::HEAD => "GET",
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::PATCH => "PATCH",
            Method::DELETE => "DELETE",
            _ => "other",
        };
        self.requests
            .with_label_values(&[listener, method, operation, &status.to_string()])
            .inc();
        self.seconds
            .with_label_values(&[listener, operation])
            .observe(took.as_secs_f64());
    }
}

impl Default for HttpMetrics {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether the server should be sent requests, and everything that is counted.
#[derive(Debug, Clone)]
pub struct Health {
    vitals: Vitals,
    figures: Figures,
    registry: Registry,
}

impl Health {
    pub fn new(http: &HttpMetrics, vitals: Vitals, others: Vec<Box<dyn Collector>>) -> Self {
        let registry = Registry::new();
        let figures = Figures::new();
        let collectors: Vec<Box<dyn Collector>> = vec![
            Box::new(http.requests.clone()),
            Box::new(http.seconds.clone()),
        ];
        for collector in collectors
            .into_iter()
            .chain(figures.collectors())
            .chain(others)
        {
            registry
                .register(collector)
                .expect("every metric has a name of its own");
        }
        Self {
            vitals,
            figures,
            registry,
        }
    }
}

/// `/healthz` and `/readyz`, of both listeners.
pub fn add(route: Route) -> Route {
    route
        .at("/healthz", poem::get(healthz))
        .at("/readyz", poem::get(readyz))
}

#[handler]
fn healthz() -> Response {
    poem::web::Json(json!({"status": "ok"})).into_response()
}

/// Ready: the store takes writes, every task runs, and the server is not going away.
#[handler]
async fn readyz(gate: Data<&Gate>, health: Data<&Health>) -> Response {
    let draining = health.vitals.is_draining();
    let tasks = health.vitals.running();
    let store = !draining && health.vitals.store_is_writable(&gate.ctx).await;
    let ready = store && tasks.values().all(|running| *running);
    let (status, word) = match (ready, draining) {
        (_, true) => (StatusCode::SERVICE_UNAVAILABLE, "draining"),
        (true, _) => (StatusCode::OK, "ready"),
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
    };
    let body = json!({ "status": word, "store": store, "tasks": tasks });
    poem::web::Json(body).with_status(status).into_response()
}

#[handler]
pub async fn metrics(gate: Data<&Gate>, health: Data<&Health>) -> poem::Result<Response> {
    health.figures.refresh(&gate.ctx).await;
    let mut text = Vec::new();
    let encoder = TextEncoder::new();
    encoder
        .encode(&health.registry.gather(), &mut text)
        .map_err(|e| refuse(Error::internal(e)))?;
    Ok(Response::builder()
        .content_type(encoder.format_type())
        .body(text))
}
