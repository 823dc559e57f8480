//! Which push services are called. A subscription comes from a browser, and could name any address in the house.

use reqwest::Url;

#[derive(Debug, Clone)]
pub struct Services(Vec<Service>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Service {
    /// This host, over https at its usual port.
    Host(String),
    /// Every host below this one; it begins with a dot.
    Below(String),
    /// Exactly this, over plain http, on this machine: a double.
    Double(String),
}

impl Services {
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        let named = texts.iter().map(|text| text.trim());
        let services = named.filter(|text| !text.is_empty()).map(Service::parse);
        services.collect::<Result<_, _>>().map(Self)
    }

    pub fn has(&self, endpoint: &Url) -> bool {
        self.0.iter().any(|service| service.is(endpoint))
    }
}

impl Service {
    fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with("http://127.0.0.1:") || text.starts_with("http://[::1]:") {
            let url = text.parse::<Url>().map_err(|e| format!("{text}: {e}"))?;
            return Ok(Self::Double(url.origin().ascii_serialization()));
        }
        let (host, below) = match text.strip_prefix("*.") {
            Some(host) => (host, true),
            None => (text, false),
        };
        let is_name = |label: &str| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let last = host.rsplit('.').next().unwrap_or_default();
        // An address in numbers is no push service's, whatever it looks like.
        if !host.split('.').all(is_name) || last.chars().all(|c| c.is_ascii_digit()) {
            return Err(format!(
                "{text} is no host name; write it as fcm.googleapis.com or *.push.apple.com"
            ));
        }
        let host = host.to_ascii_lowercase();
        Ok(if below {
            Self::Below(format!(".{host}"))
        } else {
            Self::Host(host)
        })
    }

    fn is(&self, endpoint: &Url) -> bool {
        let by_tls = endpoint.scheme() == "https"
            && endpoint.port().is_none()
            && endpoint.username().is_empty()
            && endpoint.password().is_none();
        let host = endpoint.host_str().unwrap_or_default();
        match self {
            Self::Host(name) => by_tls && host == name,
            Self::Below(name) => by_tls && host.ends_with(name.as_str()),
            Self::Double(origin) => endpoint.origin().ascii_serialization() == *origin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services(text: &str) -> Result<Services, String> {
        let texts: Vec<_> = text.split(',').map(str::to_owned).collect();
        Services::parse(&texts)
    }

    #[test]
    fn only_those_that_are_named_are_called_and_only_over_tls() {
        let services = services("fcm.googleapis.com, *.push.apple.com,http://127.0.0.1:9").unwrap();
        for (url, called) in [
            ("https://fcm.googleapis.com/fcm/send/abc", true),
            ("https://FCM.googleapis.com/x", true),
            ("https://web.push.apple.com/x", true),
            ("http://127.0.0.1:9/x", true),
            ("http://127.0.0.1:91/x", false),
            ("http://fcm.googleapis.com/x", false),
            ("https://fcm.googleapis.com:8443/x", false),
            ("https://fcm.googleapis.com@10.0.0.1/x", false),
            ("https://fcm.googleapis.com.evil.example/x", false),
            ("https://evilpush.apple.com.example/x", false),
            ("https://push.apple.com/x", false),
            ("https://169.254.169.254/latest", false),
            ("https://[::1]/x", false),
            ("https://localhost/x", false),
        ] {
            assert_eq!(services.has(&url.parse().unwrap()), called, "{url}");
        }
    }

    #[test]
    fn what_is_no_host_is_refused_with_how_to_write_one() {
        for wrong in ["https://fcm.googleapis.com", "10.0.0.1", "*", "*.", "a b"] {
            let said = services(wrong).unwrap_err();
            assert!(said.contains("fcm.googleapis.com"), "{said}");
        }
        assert!(services("").unwrap().0.is_empty());
    }
}
