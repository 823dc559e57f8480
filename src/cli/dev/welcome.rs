//! What `curhat dev` prints: every address under which this server can be reached, and how to get in.

use std::{
    io::{IsTerminal, Write},
    net::{IpAddr, UdpSocket},
};

use qrcode::{QrCode, render::unicode::Dense1x2};

/// What there is to say.
#[derive(Debug)]
pub(super) struct Welcome<'a> {
    pub tls: bool,
    /// File of the authority that phones are to trust.
    pub ca: Option<String>,
    pub public: u16,
    pub internal: u16,
    /// Where others in the local network find it; `None` when it listens to this machine alone.
    pub lan: Option<IpAddr>,
    pub login: (&'a str, &'a str),
    /// One line for each thing more that was made.
    pub more: Vec<String>,
    pub data: String,
}

impl Welcome<'_> {
    pub(super) fn print(&self) {
        let mut out = std::io::stdout();
        let text = self.text(out.is_terminal());
        // A closed standard output is no reason to end a server.
        let _ = writeln!(out, "{text}");
    }

    fn text(&self, terminal: bool) -> String {
        let (public, internal) = (self.public, self.internal);
        let http = if self.tls { "https" } else { "http" };
        let title = "Curhat is running, for development.";
        let mut lines = vec![
            String::new(),
            if terminal {
                format!("\x1b[1m{title}\x1b[0m")
            } else {
                title.to_owned()
            },
            String::new(),
            format!("  Customer app     {http}://localhost:{public}/app/"),
            format!("  Mitra app        {http}://localhost:{public}/mitra/"),
            format!("  Control center   {http}://localhost:{internal}/"),
            format!(
                "  Dev desk         {http}://localhost:{internal}/dev: codes, clock, people to talk to"
            ),
            format!(
                "  API reference    {http}://localhost:{public}/docs, {http}://localhost:{internal}/docs"
            ),
            String::new(),
            format!("  Android emulator {http}://10.0.2.2:{public}"),
            format!(
                "  Android by cable adb reverse tcp:{public} tcp:{public}, then {http}://localhost:{public}"
            ),
        ];
        if let Some(lan) = self.lan {
            let address = format!("{http}://{lan}:{public}/app/");
            lines.push(format!("  From a phone     {address}"));
            if terminal && let Some(code) = qr(&address) {
                lines.extend([String::new(), code]);
            }
        }
        if let Some(ca) = &self.ca {
            lines.extend([
                String::new(),
                format!("  To be trusted    {ca}"),
                format!(
                    "                 or {http}://localhost:{internal}/dev/ca.pem: install it as an authority, once per device"
                ),
                "                 It vouches for this machine and local networks, and for nothing else.".to_owned(),
            ]);
        }
        lines.push(String::new());
        lines.extend(self.more.iter().map(|line| format!("  {line}")));
        lines.extend([
            format!("  Staff login      {} / {}", self.login.0, self.login.1),
            "  One-time codes   on the dev desk, and in this log: [OTP STUB] phone=… code=…"
                .to_owned(),
            format!("  Data             {}", self.data),
            String::new(),
        ]);
        lines.join("\n")
    }
}

/// For a phone's camera. Printed light on dark and dark on light alike, with the border that readers need.
fn qr(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let drawn = code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    let lines = drawn.lines().map(|line| format!("  {line}"));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// The address under which others in the local network see this machine. No packet is sent: the system only picks a route.
pub(super) fn lan_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_loopback() && !ip.is_unspecified()).then_some(ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_the_server_is_named_and_a_code_is_drawn_for_a_camera() {
        let mut welcome = Welcome {
            tls: false,
            ca: None,
            public: 3000,
            internal: 3001,
            lan: Some(IpAddr::from([192, 168, 1, 5])),
            login: ("admin@curhat.local", "admin123"),
            more: vec![],
            data: "data".to_owned(),
        };
        let text = welcome.text(true);
        for address in [
            "http://localhost:3000/app/",
            "http://10.0.2.2:3000",
            "adb reverse tcp:3000 tcp:3000",
            "http://192.168.1.5:3000/app/",
            "http://localhost:3001/dev",
        ] {
            assert!(text.contains(address), "{address} in {text}");
        }
        assert!(text.contains('▀'));
        assert!(!welcome.text(false).contains('▀'));
        assert!(!text.contains("https:"));
        (welcome.tls, welcome.ca) = (true, Some("data/dev-tls/ca.pem".to_owned()));
        let text = welcome.text(true);
        assert!(!text.contains("http:"), "{text}");
        assert!(text.contains("https://192.168.1.5:3000/app/"));
        assert!(text.contains("data/dev-tls/ca.pem") && text.contains("3001/dev/ca.pem"));
    }
}
