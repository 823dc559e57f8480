//! What is found where: the paths of both listeners, and what every handler finds in a request.

use jiff::tz::TimeZone;
use poem::{Endpoint, EndpointExt, Response, Route, endpoint::make_sync, get, http::StatusCode};

use crate::{
    dev::{Desk, Snapshots},
    http::{
        self,
        dev::identity,
        guard::Gate,
        internal::Cookies,
        probes::{self, Health},
        public::Proofs,
        web,
        ws::Realtime,
    },
    hub::Hub,
};

pub(super) fn public_routes(
    gate: &Gate,
    proofs: &Proofs,
    web_push_key: Option<String>,
    health: &Health,
    realtime: Realtime,
) -> impl Endpoint<Output = Response> + 'static {
    let route = Route::new()
        .at("/api/shared/ws", get(realtime))
        .at("/docs", get(web::page(&http::public::reference())))
        .at("/openapi.json", get(json(&http::public::document())))
        .at("/asyncapi.json", get(http::ws::document()))
        .at("/", get(web::home("/app/")))
        .nest_no_strip("/app/", web::client())
        .nest_no_strip("/mitra/", web::mitra())
        .nest_no_strip("/api", http::public::endpoint(gate, proofs, web_push_key));
    framed(route, gate, health)
}

/// What the dev desk is mounted with.
pub(super) struct DeskPlace<'a> {
    pub(super) desk: &'a Desk,
    pub(super) hub: &'a Hub,
    pub(super) public_port: u16,
    pub(super) snapshots: Snapshots,
}

pub(super) fn internal_routes(
    gate: &Gate,
    cookies: &Cookies,
    zone: &TimeZone,
    health: &Health,
    desk: Option<DeskPlace<'_>>,
) -> impl Endpoint<Output = Response> + 'static {
    let route = Route::new()
        .at("/docs", get(web::page(&http::internal::reference())))
        .at("/openapi.json", get(json(&http::internal::document())))
        .at("/metrics", get(probes::metrics))
        .nest_no_strip("/", web::control_center())
        .nest_no_strip("/internal", http::internal::endpoint(gate, cookies, zone));
    let route = match desk {
        None => route,
        Some(DeskPlace {
            desk,
            hub,
            public_port,
            snapshots,
        }) => route
            .at("/dev", get(web::page(http::dev::PAGE)))
            .at("/dev/docs", get(web::page(&http::dev::reference())))
            .at("/dev/openapi.json", get(json(&http::dev::document())))
            .at("/dev/ca.pem", get(authority(desk)))
            .at("/dev/google/authorize", get(web::page(identity::CONSENT)))
            .at("/dev/apple/authorize", get(web::page(identity::CONSENT)))
            .at("/dev/google/keys", get(identity::keys(&desk.providers)))
            .at("/dev/apple/keys", get(identity::keys(&desk.providers)))
            .at("/dev/addresses", get(json(&addresses(public_port))))
            .nest_no_strip(
                "/internal/dev",
                http::dev::endpoint(&gate.ctx, desk, hub, snapshots),
            ),
    };
    framed(route, gate, health)
}

/// What phones are to trust, as they take it; 404 where this server has made none.
fn authority(desk: &Desk) -> impl Endpoint<Output = Response> + 'static {
    let pem = desk.ca_pem.clone();
    make_sync(move |_| {
        let response = Response::builder();
        match &pem {
            Some(pem) => response
                .content_type("application/x-x509-ca-cert")
                .body(pem.to_string()),
            None => response.status(StatusCode::NOT_FOUND).finish(),
        }
    })
}

/// Where the dev desk's page finds the apps.
fn addresses(public_port: u16) -> serde_json::Value {
    serde_json::json!({ "public_port": public_port })
}

/// What both listeners have, and what their handlers look for in a request.
fn framed(
    route: Route,
    gate: &Gate,
    health: &Health,
) -> impl Endpoint<Output = Response> + 'static {
    probes::add(route)
        .data(gate.clone())
        .data(health.clone())
        .map_to_response()
}

fn json(document: &serde_json::Value) -> impl Endpoint<Output = Response> + 'static {
    let text = document.to_string();
    make_sync(move |_| {
        Response::builder()
            .content_type("application/json")
            .body(text.clone())
    })
}
