//! The web apps, as a browser gets them: files, first pages, what is kept and what is asked for again.

use curhat::http::{
    server::Limits,
    web::{App, File},
};
use poem::{EndpointExt, Route};
use reqwest::{
    Client, Method, Response,
    header::{HeaderMap, HeaderName},
    redirect::Policy,
};

use crate::{
    raw::{bodiless, raw},
    single::Single,
    world::World,
};

const PAGE: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

/// Files as a build leaves them.
const BUILT: [(&str, &[u8]); 7] = [
    ("index.html", b"<!doctype html><title>the app</title>"),
    ("assets/main-4f2a.js", b"plain script"),
    ("assets/main-4f2a.js.br", b"brotli script"),
    ("assets/main-4f2a.js.gz", b"gzip script"),
    ("sw.js", b"service worker"),
    ("manifest.webmanifest", b"{}"),
    ("icon.png", b"picture"),
];

async fn serving(base: &'static str, files: &'static [(&'static str, &'static [u8])]) -> Single {
    let files = files
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), File::from(*bytes)));
    let app = App::new(base, files);
    let route = Route::new().nest_no_strip(base, app).map_to_response();
    Single::of(route, Limits::default()).await
}

async fn ask(single: &Single, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Client::new().request(method, format!("http://{}{path}", single.address));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

fn header(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).map_or("", |v| v.to_str().unwrap())
}

mod names {
    pub use reqwest::header::{
        CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, VARY,
    };
}
use names::*;

#[tokio::test]
async fn every_file_has_its_type_and_a_time_to_keep_it() {
    let single = serving("/app/", &BUILT).await;
    let forever = "public, max-age=31536000, immutable";
    for (path, kind, caching) in [
        ("", "text/html; charset=utf-8", "no-cache"),
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        (
            "assets/main-4f2a.js",
            "text/javascript; charset=utf-8",
            forever,
        ),
        ("sw.js", "text/javascript; charset=utf-8", "no-cache"),
        (
            "manifest.webmanifest",
            "application/manifest+json",
            "no-cache",
        ),
        ("icon.png", "image/png", "no-cache"),
    ] {
        let answer = ask(&single, Method::GET, &format!("/app/{path}"), &[]).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(header(answer.headers(), CONTENT_TYPE), kind, "{path}");
        assert_eq!(header(answer.headers(), CACHE_CONTROL), caching, "{path}");
        let policy = header(answer.headers(), CONTENT_SECURITY_POLICY);
        let host = format!("{}", single.address);
        let expected = format!(
            "default-src 'self'; connect-src 'self' ws://{host} wss://{host}; img-src 'self' data:; object-src 'none'; \
             base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        );
        assert_eq!(policy, expected);
        assert!(header(answer.headers(), ETAG).starts_with('"'));
    }
}

#[tokio::test]
async fn a_browser_gets_the_best_packing_that_it_takes() {
    let single = serving("/app/", &BUILT).await;
    let path = "/app/assets/main-4f2a.js";
    let mut tags = Vec::new();
    for (accepts, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "brotli script"),
        ("gzip", "gzip", "gzip script"),
        ("br;q=0, gzip;q=0.5", "gzip", "gzip script"),
        ("br;q=0.1", "br", "brotli script"),
        ("identity", "", "plain script"),
        ("zstd", "", "plain script"),
        ("", "", "plain script"),
    ] {
        let answer = ask(&single, Method::GET, path, &[("accept-encoding", accepts)]).await;
        assert_eq!(header(answer.headers(), CONTENT_ENCODING), encoding);
        assert_eq!(header(answer.headers(), VARY), "Accept-Encoding");
        tags.push(header(answer.headers(), ETAG).to_owned());
        assert_eq!(answer.text().await.unwrap(), body, "{accepts}");
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 3, "one tag per packing: {tags:?}");
    // A packing is no file of its own.
    let answer = ask(&single, Method::GET, &format!("{path}.br"), &[]).await;
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn what_a_browser_has_already_is_not_sent_again() {
    let single = serving("/app/", &BUILT).await;
    for path in ["/app/", "/app/assets/main-4f2a.js", "/app/some/route"] {
        let first = ask(&single, Method::GET, path, &[("accept", PAGE)]).await;
        let tag = header(first.headers(), ETAG).to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}")] {
            // By hand: a client would not look for a body behind this status.
            let headers = format!("Accept: {PAGE}\r\nIf-None-Match: {known}\r\n");
            let again = raw(single.address, &bodiless("GET", path, &headers)).await;
            assert_eq!(again.status, 304, "{path} {known}");
            assert_eq!(again.header("etag"), tag.to_lowercase());
            assert!(!again.header("cache-control").is_empty());
            assert_eq!(again.body, "");
        }
        let other = ask(
            &single,
            Method::GET,
            path,
            &[("accept", PAGE), ("if-none-match", "\"x\"")],
        )
        .await;
        assert_eq!(other.status(), 200);
    }
}

#[tokio::test]
async fn the_app_s_own_addresses_get_its_first_page_and_missing_files_are_missing() {
    for base in ["/app/", "/"] {
        let single = serving(base, &BUILT).await;
        for route in ["", "chat", "chat/018f4d1e/history", "settings?tab=1"] {
            let answer = ask(
                &single,
                Method::GET,
                &format!("{base}{route}"),
                &[("accept", PAGE)],
            )
            .await;
            assert_eq!(answer.status(), 200, "{route}");
            assert!(answer.text().await.unwrap().contains("the app"));
        }
        for (path, accept) in [
            ("assets/gone-1234.js", "*/*"),
            ("assets/gone-1234.js", PAGE),
            ("assets/gone", PAGE),
            ("favicon.ico", PAGE),
            ("chat", "application/json"),
            ("chat", "*/*"),
        ] {
            let answer = ask(
                &single,
                Method::GET,
                &format!("{base}{path}"),
                &[("accept", accept)],
            )
            .await;
            assert_eq!(answer.status(), 404, "{base}{path} {accept}");
            assert_eq!(
                header(answer.headers(), CONTENT_TYPE),
                "application/problem+json"
            );
        }
        // By hand: a client resolves the dots before it asks.
        for path in [
            "../Cargo.toml",
            "%2e%2e/secret.txt",
            "..%2fCargo.toml",
            "assets/../../Cargo.toml",
        ] {
            let headers = format!("Accept: {PAGE}\r\n");
            let request = bodiless("GET", &format!("{base}{path}"), &headers);
            let answer = raw(single.address, &request).await;
            answer.refused(404, "NOT_FOUND");
        }
        let answer = ask(
            &single,
            Method::POST,
            &format!("{base}chat"),
            &[("accept", PAGE)],
        )
        .await;
        assert_eq!(answer.status(), 405);
        assert_eq!(answer.headers()["allow"], "GET, HEAD");
        // As above: no client looks for a body behind this method.
        let get = raw(single.address, &bodiless("GET", base, "")).await;
        let head = raw(single.address, &bodiless("HEAD", base, "")).await;
        assert!(get.body.contains("the app"), "{get:?}");
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        for name in ["content-type", "cache-control", "etag"] {
            assert_eq!(head.header(name), get.header(name), "{name}");
        }
    }
}

#[tokio::test]
async fn an_app_that_is_not_built_says_so_and_how() {
    let single = serving("/app/", &[]).await;
    for path in ["/app/", "/app/chat"] {
        let answer = ask(&single, Method::GET, path, &[("accept", PAGE)]).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(header(answer.headers(), CACHE_CONTROL), "no-store");
        let page = answer.text().await.unwrap();
        assert!(page.contains("./install.sh build") && page.contains("href=\"/docs\""));
        // It brings all it needs.
        assert!(!page.contains("src=") && !page.contains("http"));
    }
    let answer = ask(&single, Method::GET, "/app/assets/x.js", &[]).await;
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn each_app_is_at_its_address_and_takes_no_other() {
    let world = World::new().await;
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let (public, internal) = (world.app().public, world.app().internal);
    let ask = async |port, path: &str| {
        let request = client
            .get(format!("http://{port}{path}"))
            .header("accept", PAGE);
        let answer = request.send().await.unwrap();
        let to = answer
            .headers()
            .get("location")
            .map(|to| to.to_str().unwrap().to_owned());
        let kind = header(answer.headers(), CONTENT_TYPE).to_owned();
        (answer.status().as_u16(), kind, to)
    };
    for path in ["/app/", "/app/chat", "/mitra/", "/mitra/home"] {
        let (status, kind, _) = ask(public, path).await;
        assert_eq!(
            (status, kind.as_str()),
            (200, "text/html; charset=utf-8"),
            "{path}"
        );
        assert_eq!(ask(internal, "/").await.0, 200);
    }
    for path in ["/", "/dashboard", "/sessions/018f4d1e"] {
        let (status, kind, _) = ask(internal, path).await;
        assert_eq!(
            (status, kind.as_str()),
            (200, "text/html; charset=utf-8"),
            "{path}"
        );
    }
    assert_eq!(ask(public, "/app").await.2.as_deref(), Some("/app/"));
    assert_eq!(ask(public, "/app").await.0, 308);
    assert_eq!(ask(public, "/mitra").await.2.as_deref(), Some("/mitra/"));
    assert_eq!(ask(public, "/").await.2.as_deref(), Some("/app/"));

    // However much it looks like a person who navigates: these are no app's.
    for (port, path) in [
        (public, "/api/nowhere"),
        (public, "/internal/config"),
        (public, "/dashboard"),
        (public, "/metrics"),
        (public, "/app/assets/none.js"),
        (internal, "/api/nowhere"),
        (internal, "/internal/nowhere"),
        (internal, "/internal"),
        (internal, "/docs/more"),
        (internal, "/metrics/more"),
        (internal, "/openapi.json/more"),
        (internal, "/assets/none.js"),
    ] {
        let (status, kind, _) = ask(port, path).await;
        assert_eq!(
            (status, kind.as_str()),
            (404, "application/problem+json"),
            "{path}"
        );
    }
    for path in ["/docs", "/metrics", "/openapi.json", "/healthz", "/readyz"] {
        assert_eq!(ask(internal, path).await.0, 200, "{path}");
    }
}
