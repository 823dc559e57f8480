//! Whose pages may open a socket, send a cookie, use the dev desk. A browser names the page's origin and can't be made not to; it would let
//! any page on the web connect to us. Native apps name none, and prove themselves by their token alone, like everyone.

use poem::http::{HeaderMap, header};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// Every page: for development.
    Any,
    /// This host's own pages, and those of these origins.
    OwnAnd(Vec<String>),
}

impl Origins {
    /// From the setting: origins, or `*`.
    pub fn of(listed: &[String]) -> Self {
        if listed.iter().any(|origin| origin == "*") {
            Self::Any
        } else {
            Self::OwnAnd(listed.to_vec())
        }
    }

    pub(super) fn allow(&self, headers: &HeaderMap) -> bool {
        let Self::OwnAnd(listed) = self else {
            return true;
        };
        let Some(origin) = headers.get(header::ORIGIN) else {
            return true;
        };
        let Ok(origin) = origin.to_str() else {
            return false;
        };
        listed.iter().any(|one| one.eq_ignore_ascii_case(origin)) || is_own(origin, headers)
    }
}

/// The host that was asked, as whoever asked has called it.
pub(super) fn own_host(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::HOST)?.to_str().ok()
}

/// Whether the origin is that of the host that was asked. Behind a proxy that ends TLS we do not see the scheme, so that only
/// host and port are compared.
pub(super) fn is_own(origin: &str, headers: &HeaderMap) -> bool {
    let Some(host) = own_host(headers) else {
        return false;
    };
    let Some((scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    let default = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return false,
    };
    let bare = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.strip_suffix(default)
            .map_or(name.clone(), str::to_owned)
    };
    bare(authority) == bare(host)
}

#[cfg(test)]
mod tests {
    use poem::http::HeaderValue;

    use super::*;

    fn allowed(origins: &Origins, origin: Option<&'static str>, host: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        origins.allow(&headers)
    }

    #[test]
    fn only_own_and_listed_pages_open_a_socket() {
        let origins = Origins::of(&["https://app.example.org".to_owned()]);
        for (origin, host) in [
            (None, "curhat.id"),
            (Some("https://curhat.id"), "curhat.id"),
            (Some("https://curhat.id"), "curhat.id:443"),
            (Some("http://127.0.0.1:3000"), "127.0.0.1:3000"),
            (Some("http://[::1]:3000"), "[::1]:3000"),
            (Some("https://app.example.org"), "curhat.id"),
        ] {
            assert!(allowed(&origins, origin, host), "{origin:?} at {host}");
        }
        for (origin, host) in [
            ("null", "curhat.id"),
            ("https://evil.example", "curhat.id"),
            ("https://curhat.id.evil.example", "curhat.id"),
            ("https://evilcurhat.id", "curhat.id"),
            ("http://127.0.0.1:3001", "127.0.0.1:3000"),
            ("file://curhat.id", "curhat.id"),
            ("curhat.id", "curhat.id"),
            ("", ""),
        ] {
            assert!(!allowed(&origins, Some(origin), host), "{origin} at {host}");
        }
        assert!(allowed(&Origins::of(&["*".to_owned()]), Some("null"), "x"));
    }

    #[test]
    fn what_names_no_host_has_no_own_pages() {
        for origin in ["null", "", "https://", "https://curhat.id"] {
            assert!(!is_own(origin, &HeaderMap::new()), "{origin}");
        }
    }
}
