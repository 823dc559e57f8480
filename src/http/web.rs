//! Pages: the three apps and the API reference.

use poem::{Endpoint, Response, endpoint::make_sync, http::header};

/// The reference has its script and its style inside itself. Whatever else they may try, the browser asks nobody but us.
const PAGE_POLICY: &str = "default-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
    img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// A page that never changes while the server runs: the API reference, with everything it needs inside.
pub fn page(html: &str) -> impl Endpoint<Output = Response> + 'static {
    let html = html.to_owned();
    make_sync(move |_| {
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(header::CACHE_CONTROL, "no-cache")
            .header(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)
            .body(html.clone())
    })
}
