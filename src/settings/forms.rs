//! The form of each setting: text in, value out, or a sentence that says what it must be.

use std::net::IpAddr;

use ipnet::IpNet;

use super::{Hidden, TestPhone};

pub(super) fn port(text: &str) -> Result<u16, String> {
    text.parse()
        .map_err(|_| "must be a port: a number from 0 to 65535".into())
}

pub(super) fn address(text: &str) -> Result<IpAddr, String> {
    text.parse()
        .map_err(|_| "must be an IP address, such as 127.0.0.1 or ::".into())
}

pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    text.parse()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| "must be an address (10.0.0.1) or a network (10.0.0.0/8)".into())
}

pub(super) fn http_url(text: &str) -> Result<String, String> {
    let url = reqwest::Url::parse(text).map_err(|e| format!("must be a URL: {e}"))?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err("must begin with https:// or http://".into())
    }
}

pub(super) fn origin_or_any(text: &str) -> Result<String, String> {
    match text.trim() {
        "*" => Ok("*".to_owned()),
        text => origin(text),
    }
}

/// An origin has a scheme and a host, perhaps a port, and nothing after it.
pub(super) fn origin(text: &str) -> Result<String, String> {
    let url = http_url(text)?;
    let parsed = reqwest::Url::parse(&url).map_err(|e| e.to_string())?;
    let origin = parsed.origin().ascii_serialization();
    if origin == url {
        Ok(origin)
    } else {
        Err(format!(
            "must be an origin and nothing more, such as {origin}"
        ))
    }
}

pub(super) fn time_zone(text: &str) -> Result<jiff::tz::TimeZone, String> {
    jiff::tz::TimeZone::get(text)
        .map_err(|_| "must be the name of a zone, such as Asia/Jakarta or UTC".into())
}

pub(super) fn test_phone(text: &str) -> Result<TestPhone, String> {
    let wrong = || {
        "must be a phone, a code of six digits and its last day, as in +6281234567890:123456@2027-01-31"
            .to_owned()
    };
    let (phone, rest) = text.trim().split_once(':').ok_or_else(wrong)?;
    let (code, last_day) = rest.split_once('@').ok_or_else(wrong)?;
    let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let number = phone.strip_prefix('+').unwrap_or_default();
    if !(8..=15).contains(&number.len()) || !are_digits(number) || number.starts_with('0') {
        return Err(wrong());
    }
    if code.len() != 6 || !are_digits(code) {
        return Err(wrong());
    }
    Ok(TestPhone {
        phone: phone.to_owned(),
        code: Hidden::new(code),
        last_day: last_day.parse().map_err(|_| wrong())?,
    })
}

pub(super) fn span(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || "must be a number and s, m, h or d, such as 6h".to_owned();
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let (number, unit) = text.split_at(last);
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    match number.checked_mul(seconds) {
        Some(0) | None => Err(wrong()),
        Some(seconds) => Ok(std::time::Duration::from_secs(seconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_number_and_a_unit() {
        assert_eq!(span("30m").unwrap().as_secs(), 1800);
        assert_eq!(span("1d").unwrap().as_secs(), 86_400);
        for wrong in [
            "",
            "h",
            "0h",
            "6",
            "6 h",
            "6ч",
            "-1h",
            "99999999999999999999d",
        ] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_origin_is_nothing_more_than_an_origin() {
        assert_eq!(
            origin("https://cc.example.org").unwrap(),
            "https://cc.example.org"
        );
        assert_eq!(
            origin("http://localhost:5173/").unwrap(),
            "http://localhost:5173"
        );
        for wrong in [
            "*",
            "null",
            "cc.example.org",
            "https://a.org/path",
            "https://*.org/x",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
