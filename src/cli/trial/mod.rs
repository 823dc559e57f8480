//! `curhat try`: what a server is worth, told from outside. It does what people do (sign in, pair, chat, extend, close) over
//! the same HTTP and sockets as their apps, one line for each step, and takes away after itself what it made.
//!
//! Nothing in it knows this server's insides: it is held against the contract, whoever keeps it.

mod cleanup;
mod peer;
mod report;
mod steps;
mod talk;

use std::path::PathBuf;

use clap::Args;

use self::{peer::Peer, report::Report};
use super::{Outcome, block_on};
use crate::settings::Hidden;

#[derive(Debug, Args)]
pub struct Try {
    /// Address of the public port
    #[arg(long, value_name = "URL", default_value = "http://localhost:3000")]
    url: String,
    /// Address of the internal port, for what needs staff
    #[arg(long, value_name = "URL")]
    internal_url: Option<String>,
    /// E-mail of a super admin: makes a mitra for this check, and erases what the check leaves
    #[arg(long, requires = "internal_url")]
    email: Option<String>,
    /// Their password
    #[arg(
        id = "try_password",
        long = "password",
        env = "TRY_PASSWORD",
        hide_env_values = true
    )]
    password: Option<Hidden>,
    /// Phone of a mitra who can sign in with a fixed code. Without it the dev desk's inbox is looked into
    #[arg(long, value_name = "PHONE", requires = "mitra_code")]
    mitra_phone: Option<String>,
    /// That code
    #[arg(long, value_name = "CODE", requires = "mitra_phone")]
    mitra_code: Option<String>,
    /// Only ask whether it is up and ready: for a container's health check
    #[arg(long)]
    only_health: bool,
    /// Pair even where mitras are online: their apps ring for a moment
    #[arg(long)]
    ring: bool,
    /// File of an authority to trust besides those of the web, in PEM
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

/// How the mitra of the check comes by a code.
#[derive(Debug, Clone)]
enum Code {
    Fixed { phone: String, code: String },
    FromInbox,
}

/// What the check goes by.
#[derive(Debug)]
struct Plan {
    public: String,
    internal: Option<String>,
    staff: Option<(String, String)>,
    code: Code,
    ring: bool,
    only_health: bool,
}

impl Try {
    pub fn run(self) -> Outcome {
        let address = |name: &str, text: &str| {
            let url = reqwest::Url::parse(text).map_err(|e| format!("{name}: {text}: {e}"))?;
            if matches!(url.scheme(), "http" | "https") && url.has_host() {
                Ok(text.trim_end_matches('/').to_owned())
            } else {
                Err(format!(
                    "{name}: {text} must begin with https:// or http://"
                ))
            }
        };
        let staff = match (self.email, self.password) {
            (Some(email), Some(password)) => Some((email, password.reveal().to_owned())),
            (Some(_), None) => {
                return Err("--email needs a password: --password, or TRY_PASSWORD".into());
            }
            (None, _) => None,
        };
        let plan = Plan {
            public: address("--url", &self.url)?,
            internal: self
                .internal_url
                .map(|url| address("--internal-url", &url))
                .transpose()?,
            staff,
            code: match (self.mitra_phone, self.mitra_code) {
                (Some(phone), Some(code)) => Code::Fixed { phone, code },
                _ => Code::FromInbox,
            },
            ring: self.ring,
            only_health: self.only_health,
        };
        let peer = Peer::new(self.ca.as_deref())?;
        block_on(async {
            let mut report = Report::default();
            steps::all(&plan, &peer, &mut report).await;
            report.end()
        })
    }
}
