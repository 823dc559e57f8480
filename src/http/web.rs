//! Pages: the three apps and the API reference, all from inside the program.
//!
//! An app is a set of files, kept as it was built, with compressed siblings beside them (`main.js.br`). Addresses that are
//! no file belong to the app's own router and get its first page, but only where a person navigates; a script that is
//! missing must be missing, or a browser would try to run a page.

mod apps;

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use poem::{
    Body, Endpoint, Request, Response, Result,
    endpoint::make_sync,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};
use sha2::{Digest, Sha256};

pub use self::apps::{client, control_center, mitra};
use super::{origin::own_host, problem::refuse};
use crate::domain::error::Code;

/// The reference has its script and its style inside itself. Whatever else they may try, the browser asks nobody but us.
const PAGE_POLICY: &str = "default-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
    img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The apps bring files, nothing inline, and talk to us alone. Browsers of before 2022 do not take a socket of this host for
/// `'self'`, so it is named as they have called it; a policy has no words for IPv6 addresses.
fn app_policy(headers: &HeaderMap) -> HeaderValue {
    let is_plain = |host: &&str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
        !host.is_empty() && host.bytes().all(fits)
    };
    let sockets = own_host(headers)
        .filter(is_plain)
        .map_or_else(String::new, |host| format!(" ws://{host} wss://{host}"));
    let policy = format!(
        "default-src 'self'; connect-src 'self'{sockets}; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("a host of plain characters stays one")
}

/// What stands in the place of an app that was not built.
const PLACEHOLDER: &str = include_str!("web/placeholder.html");

/// Addresses on the ports that are no app's, whatever an app's own router may think.
const NOT_APPS: [&str; 9] = [
    "api",
    "internal",
    "docs",
    "metrics",
    "openapi.json",
    "asyncapi.json",
    "healthz",
    "readyz",
    "dev",
];

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

/// Sends a browser on, for now: whoever comes without an address wants the app.
pub fn home(to: &'static str) -> impl Endpoint<Output = Response> + 'static {
    make_sync(move |_| sent_on(StatusCode::TEMPORARY_REDIRECT, to))
}

fn sent_on(status: StatusCode, to: &'static str) -> Response {
    Response::builder()
        .status(status)
        .header(header::LOCATION, to)
        .finish()
}

/// A file of an app.
#[derive(Debug, Clone)]
pub struct File {
    pub bytes: bytes::Bytes,
    /// SHA-256 of the bytes.
    pub hash: [u8; 32],
}

impl From<&'static [u8]> for File {
    fn from(bytes: &'static [u8]) -> Self {
        Self {
            bytes: bytes.into(),
            hash: Sha256::digest(bytes).into(),
        }
    }
}

/// How the bytes of an asset are packed, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Brotli,
    Gzip,
    Plain,
}

impl Packing {
    const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Plain];

    /// As `Accept-Encoding` names it, and the end of the file's name.
    const fn name_and_end(self) -> (&'static str, &'static str) {
        match self {
            Self::Brotli => ("br", ".br"),
            Self::Gzip => ("gzip", ".gz"),
            Self::Plain => ("identity", ""),
        }
    }
}

#[derive(Debug)]
struct Asset {
    content_type: &'static str,
    caching: &'static str,
    /// The plain one is always there; in the order of [`Packing::ALL`].
    packed: Vec<(Packing, bytes::Bytes, HeaderValue)>,
}

/// An app at its base address.
#[derive(Debug)]
pub struct App {
    /// With a slash at both ends.
    base: &'static str,
    assets: HashMap<String, Asset>,
}

impl App {
    /// From the files of its build, by their paths inside it. Without `index.html` it is a placeholder.
    pub fn new(base: &'static str, files: impl Iterator<Item = (String, File)>) -> Self {
        let files: HashMap<String, File> = files.collect();
        let is_packing = |name: &str| {
            [".br", ".gz"].iter().any(|end| {
                name.strip_suffix(end)
                    .is_some_and(|n| files.contains_key(n))
            })
        };
        let assets = files
            .keys()
            .filter(|name| !is_packing(name))
            .map(|name| (name.clone(), asset(name, &files)))
            .collect();
        Self { base, assets }
    }

    fn answer(&self, request: &Request) -> Result<Response> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(refuse(Code::MethodNotAllowed));
        }
        let missing = || refuse(Code::NotFound);
        let path = request.uri().path();
        if self.base.strip_suffix('/') == Some(path) {
            return Ok(sent_on(StatusCode::PERMANENT_REDIRECT, self.base));
        }
        let path = path.strip_prefix(self.base).ok_or_else(missing)?;
        let first = path.split('/').next().unwrap_or_default();
        if self.base == "/" && NOT_APPS.contains(&first) {
            return Err(missing());
        }
        let last = path.rsplit('/').next().unwrap_or_default();
        let is_route = path.is_empty()
            || (!last.contains('.') && first != "assets" && wants_a_page(request.headers()));
        let asset = match self.assets.get(path) {
            Some(asset) => asset,
            None if is_route => match self.assets.get("index.html") {
                Some(page) => page,
                None => return Ok(placeholder()),
            },
            None => return Err(missing()),
        };
        Ok(asset.answer(request.headers()))
    }
}

impl Endpoint for App {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let mut response = self.answer(&request)?;
        if request.method() == Method::HEAD {
            response.set_body(());
        }
        Ok(response)
    }
}

/// A person who navigates, and not a script that fetches.
fn wants_a_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn placeholder() -> Response {
    Response::builder()
        .content_type("text/html; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)
        .body(PLACEHOLDER)
}

fn asset(name: &str, files: &HashMap<String, File>) -> Asset {
    let packed = Packing::ALL
        .into_iter()
        .filter_map(|packing| {
            let (_, end) = packing.name_and_end();
            let file = files.get(&format!("{name}{end}"))?;
            Some((packing, file.bytes.clone(), tag(file, end)))
        })
        .collect();
    Asset {
        content_type: content_type(name),
        // The build puts a hash into the names of these: what has this name never changes.
        caching: if name.starts_with("assets/") {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        },
        packed,
    }
}

fn tag(file: &File, end: &str) -> HeaderValue {
    let hash = URL_SAFE_NO_PAD.encode(&file.hash[..12]);
    HeaderValue::from_str(&format!("\"{hash}{end}\"")).expect("base64 is ASCII")
}

impl Asset {
    fn answer(&self, headers: &HeaderMap) -> Response {
        let accepted = accepted_packings(headers);
        let (packing, bytes, tag) = self
            .packed
            .iter()
            .find(|(packing, ..)| accepted.contains(packing))
            .or(self.packed.last())
            .expect("the plain file is always there");
        let mut response = Response::builder()
            .content_type(self.content_type)
            .header(header::CACHE_CONTROL, self.caching)
            .header(header::CONTENT_SECURITY_POLICY, app_policy(headers))
            .header(header::ETAG, tag);
        if self.packed.len() > 1 {
            response = response.header(header::VARY, "Accept-Encoding");
        }
        if is_known(headers, tag) {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        if *packing != Packing::Plain {
            response = response.header(header::CONTENT_ENCODING, packing.name_and_end().0);
        }
        response.body(Body::from_bytes(bytes.clone()))
    }
}

fn accepted_packings(headers: &HeaderMap) -> Vec<Packing> {
    let named: Vec<(&str, bool)> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|part| {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
            (name.trim(), weight.parse::<f32>().is_ok_and(|w| w > 0.0))
        })
        .collect();
    Packing::ALL
        .into_iter()
        .filter(|packing| named.contains(&(packing.name_and_end().0, true)))
        .collect()
}

fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let tag = tag.to_str().unwrap_or_default();
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == tag || known == "*")
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
