//! Whom the desk does not answer. It asks for no sign-in, and it can empty the database and shows every code: so no page that
//! a developer happens to look at may use it, neither by sending to it blindly nor under a name of its own that suddenly
//! leads to this machine (DNS rebinding).

use std::net::IpAddr;

use poem::http::{HeaderMap, header, uri::Authority};

use crate::http::origin::is_own;

/// Names that nobody can register on the internet, so that nobody far away can lead them here.
const OURS: [&str; 7] = [
    "localhost",
    "local",
    "lan",
    "internal",
    "home",
    "arpa",
    "test",
];

/// Why a call is refused. `known` is the origin of a control center that is served elsewhere.
pub(super) fn refusal(headers: &HeaderMap, known: Option<&str>) -> Option<&'static str> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST);
    let known_host = known.and_then(|origin| origin.split_once("://"));
    let is_known = |authority: &str| known_host.is_some_and(|(_, known)| known == authority);
    if host.is_some_and(|host| !is_known(host) && !is_near(host)) {
        return Some(
            "The desk is reached by an address in numbers, by a name of this network, or by CC_ORIGIN's.",
        );
    }
    let origin = headers.get(header::ORIGIN)?.to_str().unwrap_or_default();
    (known != Some(origin) && !is_own(origin, headers))
        .then_some("Pages of other origins may not use the desk.")
}

fn is_near(authority: &str) -> bool {
    let Ok(authority) = authority.parse::<Authority>() else {
        return false;
    };
    let host = authority.host().trim_end_matches('.').to_ascii_lowercase();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let last = host.rsplit('.').next().unwrap_or_default();
    bare.parse::<IpAddr>().is_ok() || !host.contains('.') || OURS.contains(&last)
}

#[cfg(test)]
mod tests {
    use poem::http::HeaderValue;

    use super::*;

    fn refused(host: &'static str, origin: Option<&'static str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        refusal(&headers, Some("https://cc.example.org")).is_some()
    }

    #[test]
    fn no_foreign_page_uses_the_desk_whatever_its_name_leads_to() {
        for (host, origin) in [
            ("127.0.0.1:3001", None),
            ("[::1]:3001", Some("http://[::1]:3001")),
            ("192.168.1.5:3001", Some("http://192.168.1.5:3001")),
            ("localhost:3001", Some("http://localhost:3001")),
            ("laptop:3001", None),
            ("laptop.local:3001", None),
            ("cc.example.org", Some("https://cc.example.org")),
            ("localhost:3001", Some("https://cc.example.org")),
        ] {
            assert!(!refused(host, origin), "{origin:?} at {host}");
        }
        for (host, origin) in [
            ("rebound.evil.example:3001", None),
            (
                "rebound.evil.example:3001",
                Some("http://rebound.evil.example:3001"),
            ),
            ("127.0.0.1.evil.example", None),
            ("127.0.0.1:3001", Some("https://evil.example")),
            ("localhost:3001", Some("http://localhost:5173")),
            ("localhost:3001", Some("null")),
            ("", None),
        ] {
            assert!(refused(host, origin), "{origin:?} at {host}");
        }
    }
}
