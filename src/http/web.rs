//! Pages: the three apps and the API reference.

use poem::{Endpoint, Response, endpoint::make_sync, http::header};

/// A page that never changes while the server runs: the API reference, with everything it needs inside.
pub fn page(html: &str) -> impl Endpoint<Output = Response> + 'static {
    // The framework's template asks a font server for two fonts; the system's own do as well, and work without a network.
    let html: String = html
        .lines()
        .filter(|line| !line.contains("fonts.googleapis.com"))
        .flat_map(|line| [line, "\n"])
        .collect();
    make_sync(move |_| {
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(header::CACHE_CONTROL, "no-cache")
            .body(html.clone())
    })
}
