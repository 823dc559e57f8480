//! Pages: the three apps and the API reference.

use poem::{Endpoint, Response, endpoint::make_sync, http::header};

/// A page that never changes while the server runs: the API reference, with everything it needs inside.
pub fn page(html: &str) -> impl Endpoint<Output = Response> + 'static {
    let html = html.to_owned();
    make_sync(move |_| {
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(header::CACHE_CONTROL, "no-cache")
            .body(html.clone())
    })
}
