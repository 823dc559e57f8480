//! What is known of a request since it came in: its id, where it comes from, and soon who is calling. The id and the address
//! may be what others wrote into the headers; each is taken from there only when that does no harm.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, OnceLock},
};

use ipnet::IpNet;
use poem::{
    Request,
    http::{HeaderMap, HeaderName, header},
};
use tracing::field;

use crate::{
    domain::auth::{Caller, Device},
    entropy::Entropy,
};

pub(super) static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is known of a request since it came in.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub request_id: String,
    pub device: Device,
    caller: Arc<OnceLock<Caller>>,
    pub(super) span: tracing::Span,
}

impl Arrival {
    /// Of the request's head and its peer. What our own proxies say of the client is believed.
    pub(super) fn of(request: &Request, entropy: &Entropy, trusted_proxies: &[IpNet]) -> Self {
        let headers = request.headers();
        let request_id = sane_id(headers).unwrap_or_else(|| entropy.uuid_v4().to_string());
        let ip = client_ip(
            request.remote_addr().as_socket_addr().map(SocketAddr::ip),
            headers,
            trusted_proxies,
        );
        let user_agent: String = headers
            .get(header::USER_AGENT)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .chars()
            .take(300)
            .collect();
        let span = tracing::info_span!(
            "request",
            request.id = request_id,
            user.r#type = field::Empty,
            user.id = field::Empty,
            session.id = field::Empty
        );
        Self {
            request_id,
            device: Device { ip, user_agent },
            caller: Arc::default(),
            span,
        }
    }

    /// Who is calling, once a guard has seen it.
    pub fn caller(&self) -> Option<Caller> {
        self.caller.get().copied()
    }

    /// Notes who is calling, for every log line from here on.
    pub fn is_from(&self, caller: Caller) {
        if self.caller.set(caller).is_ok() {
            self.span
                .record("user.type", field::display(caller.user.user_type()))
                .record("user.id", field::display(caller.user.uuid()))
                .record("session.id", field::display(caller.session));
        }
    }
}

/// The id that the client gave, if it can stand in a log line.
fn sane_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(&REQUEST_ID)?.to_str().ok()?;
    let sane = (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    sane.then(|| text.to_owned())
}

/// The client's address: the peer's, unless the peer is a proxy of ours; then the last address in `X-Forwarded-For` that is
/// none of our proxies. What stands before it was written by the client and proves nothing.
fn client_ip(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> String {
    let is_ours = |ip: IpAddr| {
        let ip = ip.to_canonical();
        trusted.iter().any(|net| net.contains(&ip))
    };
    let Some(peer) = peer else {
        return String::new();
    };
    let mut client = peer;
    if is_ours(peer) {
        // Bytes: what the client wrote before it need not be text, and must not hide what our proxy added.
        let forwarded: Vec<&[u8]> = headers
            .get_all("x-forwarded-for")
            .iter()
            .flat_map(|v| v.as_bytes().split(|&b| b == b','))
            .collect();
        for hop in forwarded.iter().rev() {
            let Some(ip) = hop_ip(hop) else { break };
            client = ip;
            if !is_ours(ip) {
                break;
            }
        }
    }
    client.to_canonical().to_string()
}

/// An address as proxies write it: alone, or with a port.
fn hop_ip(hop: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(hop).ok()?.trim();
    let alone = text.parse().ok();
    alone.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

#[cfg(test)]
mod tests {
    use poem::http::HeaderValue;

    use super::*;

    fn ip(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            headers.append("x-forwarded-for", value);
        }
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        client_ip(Some(peer.parse().unwrap()), &headers, &trusted)
    }

    #[test]
    fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
        assert_eq!(ip("203.0.113.9", &["1.2.3.4"]), "203.0.113.9");
        assert_eq!(ip("10.0.0.1", &["1.2.3.4"]), "1.2.3.4");
        assert_eq!(ip("::ffff:10.0.0.1", &["1.2.3.4"]), "1.2.3.4");
        // The client wrote 6.6.6.6 itself; our proxy added what it saw.
        assert_eq!(ip("10.0.0.1", &["6.6.6.6, 1.2.3.4"]), "1.2.3.4");
        assert_eq!(ip("10.0.0.1", &["6.6.6.6", "1.2.3.4, 10.0.0.2"]), "1.2.3.4");
        assert_eq!(ip("10.0.0.1", &["1.2.3.4:5678"]), "1.2.3.4");
        assert_eq!(ip("10.0.0.1", &["[2001:db8::1]:443"]), "2001:db8::1");
        assert_eq!(ip("10.0.0.1", &["nonsense"]), "10.0.0.1");
        assert_eq!(ip("10.0.0.1", &["\u{e4}, 1.2.3.4"]), "1.2.3.4");
        assert_eq!(ip("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn only_a_sane_request_id_is_taken_over() {
        let id = |text: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert(&REQUEST_ID, HeaderValue::from_bytes(text).unwrap());
            sane_id(&headers)
        };
        assert_eq!(id(b"abc-1.2_3"), Some("abc-1.2_3".to_owned()));
        for wrong in [&b""[..], b"a b", b"a\"b", "\u{e4}".as_bytes(), &[b'a'; 65]] {
            assert_eq!(id(wrong), None);
        }
    }
}
