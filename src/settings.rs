//! Settings of the process: flags, then the environment, then `.env`. Checked once, then fixed. What operators change while
//! the server runs is not here but in `domain::config`.

mod forms;

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    str::FromStr,
};

use clap::{Args, ValueEnum};
use ipnet::IpNet;

use self::forms::{
    address, http_url, network, origin, origin_or_any, port, span, test_phone, time_zone,
};

/// HS256 is as strong as its secret is long: RFC 7518 wants as many bits as the hash has.
pub const SECRET_LEAST: usize = 32;

/// A value that no `Debug` shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(String);

impl Hidden {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

impl FromStr for Hidden {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// A phone that signs in with a fixed code until the end of a day.
#[derive(Debug, Clone)]
pub struct TestPhone {
    pub phone: String,
    pub code: Hidden,
    pub last_day: jiff::civil::Date,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Human in a terminal, JSON otherwise.
    Auto,
    Human,
    Json,
}

/// How codes reach a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OtpProvider {
    /// Into the log: `[OTP STUB] phone=… code=… ref=…`. For development.
    Stub,
    /// Sent by Fazpass.
    Fazpass,
}

/// How a closed app is told of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PushProvider {
    /// Into the log: one line with the word push for each person. For development.
    Log,
    /// Carried by Firebase Cloud Messaging.
    Fcm,
    /// To browsers, by their makers' push services.
    Webpush,
}

/// When the access token of a session that was signed out stops being taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RevocationMode {
    /// At its own expiry, an hour at most.
    Window,
    /// At once, on HTTP and on open sockets.
    Immediate,
}

/// What a refresh token that is used again after its successor leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReuseMode {
    /// It is refused.
    Refuse,
    /// It is refused, and the whole sign-in ends.
    Revoke,
}

/// Where the data lies.
#[derive(Debug, Clone, Args)]
pub struct DataArgs {
    /// Folder of the database. Made, closed to other users, when it is not there
    #[arg(long, env = "DATA_DIR", default_value = "data", help_heading = "Data")]
    pub data_dir: PathBuf,
}

/// What goes into the log.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Log")]
pub struct LogArgs {
    /// Look of the log lines: human, json, or auto (human in a terminal, json otherwise)
    #[arg(long, env = "LOG_FORMAT", default_value = "auto")]
    pub log_format: LogFormat,
    /// What is logged: error, warn, info, debug or trace; per part with `info,curhat::store=debug`
    #[arg(long, env = "LOG_LEVEL", default_value = "info")]
    pub log_level: String,
}

/// Everything a server needs to know.
#[derive(Debug, Clone, Args)]
pub struct ServerArgs {
    #[command(flatten)]
    pub data: DataArgs,

    /// Port of the public API, the customer app and the mitra app
    #[arg(long, env = "PUBLIC_PORT", default_value_t = 3000, value_parser = port, help_heading = "Network")]
    pub public_port: u16,
    /// Port of the internal API and the control center
    #[arg(long, env = "INTERNAL_PORT", default_value_t = 3001, value_parser = port, help_heading = "Network")]
    pub internal_port: u16,
    /// Address to listen on
    #[arg(long, env = "BIND_ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::UNSPECIFIED), value_parser = address, help_heading = "Network")]
    pub bind_address: IpAddr,
    /// Address for the internal port, when it should differ
    #[arg(long, env = "INTERNAL_BIND_ADDRESS", value_parser = address, help_heading = "Network")]
    pub internal_bind_address: Option<IpAddr>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',', value_parser = network, help_heading = "Network")]
    pub trusted_proxies: Vec<IpNet>,

    /// TLS of our own, where no proxy ends it: file with the certificate and its chain, in PEM. Read again when it changes
    #[arg(long, env = "TLS_CERT", help_heading = "Network")]
    pub tls_cert: Option<PathBuf>,
    /// File with the certificate's key, in PEM
    #[arg(long, env = "TLS_KEY", help_heading = "Network")]
    pub tls_key: Option<PathBuf>,

    /// Origins of other pages that may open sockets, such as https://app.example.org, or * for any
    #[arg(long, env = "WS_ORIGINS", value_delimiter = ',', value_parser = origin_or_any, help_heading = "Sockets")]
    pub ws_origins: Vec<String>,
    /// Frames a second that a client may send in the long run
    #[arg(long, env = "WS_FRAMES_PER_SECOND", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=1_000_000), help_heading = "Sockets")]
    pub ws_frames_per_second: u32,
    /// Frames that a client may send at once
    #[arg(long, env = "WS_FRAMES_BURST", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1_000_000), help_heading = "Sockets")]
    pub ws_frames_burst: u32,

    /// Origin of a control center that is served elsewhere, such as https://cc.example.org
    #[arg(long, env = "CC_ORIGIN", value_parser = origin, help_heading = "Control center")]
    pub cc_origin: Option<String>,
    /// Whether its cookie is sent over TLS only: true, or false where there is no TLS
    #[arg(long, env = "COOKIE_SECURE", default_value_t = true, action = clap::ArgAction::Set, help_heading = "Control center")]
    pub cookie_secure: bool,
    /// Zone in which "today" is counted
    #[arg(long, env = "TIME_ZONE", default_value = "Asia/Jakarta", value_parser = time_zone, help_heading = "Control center")]
    pub time_zone: jiff::tz::TimeZone,

    /// Secret that signs access tokens: at least 32 random characters; `openssl rand -base64 48` makes one
    #[arg(
        long,
        env = "AUTH_JWT_SECRET",
        hide_env_values = true,
        help_heading = "Tokens"
    )]
    pub auth_jwt_secret: Option<Hidden>,
    /// The secret before: still verifies, for a change of secret without signing anyone out
    #[arg(
        long,
        env = "AUTH_JWT_SECRET_PREVIOUS",
        hide_env_values = true,
        help_heading = "Tokens"
    )]
    pub auth_jwt_secret_previous: Option<Hidden>,
    /// When a signed-out access token stops being taken: window (at its own expiry) or immediate
    #[arg(
        long,
        env = "AUTH_REVOCATION",
        default_value = "window",
        help_heading = "Tokens"
    )]
    pub auth_revocation: RevocationMode,
    /// Seconds in which a refresh token is taken once more when its answer was lost
    #[arg(long, env = "AUTH_REFRESH_GRACE_SECONDS", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..=3600), help_heading = "Tokens")]
    pub auth_refresh_grace_seconds: i64,
    /// What a refresh token used again after its successor leads to: refuse it, or revoke the whole sign-in
    #[arg(
        long,
        env = "AUTH_REFRESH_REUSE",
        default_value = "refuse",
        help_heading = "Tokens"
    )]
    pub auth_refresh_reuse: ReuseMode,
    /// Hours after which staff signs in with the password again, however busy they are, such as 12. Not set: after thirty idle days
    #[arg(long, env = "AUTH_STAFF_SIGN_IN_HOURS", value_parser = clap::value_parser!(i64).range(1..=720), help_heading = "Tokens")]
    pub auth_staff_sign_in_hours: Option<i64>,

    /// How one-time codes are sent: fazpass, or stub (into the log, for development)
    #[arg(
        long,
        env = "OTP_PROVIDER",
        default_value = "stub",
        help_heading = "One-time codes"
    )]
    pub otp_provider: OtpProvider,
    /// Countries whose numbers may sign in, such as ID,SG; numbers must then exist there. Empty: any number
    #[arg(
        long,
        env = "PHONE_COUNTRIES",
        value_delimiter = ',',
        help_heading = "One-time codes"
    )]
    pub phone_countries: Vec<String>,
    /// Codes that are sent in 24 hours at most, to all phones together: what a month of messages may cost, divided by thirty. Not
    /// set: any number
    #[arg(long, env = "OTP_MAX_PER_DAY", value_parser = clap::value_parser!(u32).range(1..), help_heading = "One-time codes")]
    pub otp_max_per_day: Option<u32>,
    /// Phones that sign in with a fixed code until the end of a day, for store reviewers: +628…:123456@2027-01-31, separated by commas
    #[arg(long, env = "TEST_PHONES", hide_env_values = true, value_delimiter = ',', value_parser = test_phone, help_heading = "One-time codes")]
    pub test_phones: Vec<TestPhone>,
    /// Address of the Fazpass API
    #[arg(long, env = "FAZPASS_BASE_URL", default_value = "https://api.fazpass.com", value_parser = http_url, help_heading = "One-time codes")]
    pub fazpass_base_url: String,
    /// Fazpass: merchant key
    #[arg(
        long,
        env = "FAZPASS_MERCHANT_KEY",
        hide_env_values = true,
        help_heading = "One-time codes"
    )]
    pub fazpass_merchant_key: Option<Hidden>,
    /// Fazpass: gateway key
    #[arg(
        long,
        env = "FAZPASS_GATEWAY_KEY",
        hide_env_values = true,
        help_heading = "One-time codes"
    )]
    pub fazpass_gateway_key: Option<Hidden>,

    /// How closed apps are told of something: fcm, webpush (browsers), log (into the log, for development); several by commas
    #[arg(
        long,
        env = "PUSH_PROVIDER",
        default_value = "log",
        value_delimiter = ',',
        help_heading = "Push"
    )]
    pub push_provider: Vec<PushProvider>,
    /// FCM: file with the key of a service account, as Google's console gives it out
    #[arg(long, env = "FCM_SERVICE_ACCOUNT_FILE", help_heading = "Push")]
    pub fcm_service_account_file: Option<PathBuf>,
    /// Address of the FCM API
    #[arg(long, env = "FCM_BASE_URL", default_value = "https://fcm.googleapis.com", value_parser = http_url, help_heading = "Push")]
    pub fcm_base_url: String,
    /// Web push: whom a push service's people write to when something is wrong: mailto:… or https://…
    #[arg(long, env = "WEBPUSH_CONTACT", help_heading = "Push")]
    pub webpush_contact: Option<String>,
    /// Web push: hosts that are called, separated by commas, *. for all below; unless set, those of Chrome, Firefox, Safari and Edge
    #[arg(
        long,
        env = "WEBPUSH_SERVICES",
        default_value = "fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com",
        value_delimiter = ',',
        hide_default_value = true,
        help_heading = "Push"
    )]
    pub webpush_services: Vec<String>,

    /// Google client ids whose tokens are taken, separated by commas; the first is the web app's. Empty: no sign-in with Google
    #[arg(
        long,
        env = "GOOGLE_OAUTH_CLIENT_IDS",
        value_delimiter = ',',
        help_heading = "Google and Apple"
    )]
    pub google_oauth_client_ids: Vec<String>,
    /// Google's keys
    #[arg(long, env = "GOOGLE_JWKS_URL", default_value = "https://www.googleapis.com/oauth2/v3/certs", value_parser = http_url, help_heading = "Google and Apple")]
    pub google_jwks_url: String,
    /// Apple client ids (bundle or services ids), separated by commas; the first is the web app's. Empty: no sign-in with Apple
    #[arg(
        long,
        env = "APPLE_CLIENT_IDS",
        value_delimiter = ',',
        help_heading = "Google and Apple"
    )]
    pub apple_client_ids: Vec<String>,
    /// Apple's keys
    #[arg(long, env = "APPLE_JWKS_URL", default_value = "https://appleid.apple.com/auth/keys", value_parser = http_url, help_heading = "Google and Apple")]
    pub apple_jwks_url: String,

    /// Folder for scheduled backups. Empty: none are made
    #[arg(long, env = "BACKUP_DIR", help_heading = "Backups")]
    pub backup_dir: Option<PathBuf>,
    /// Time between scheduled backups: 30m, 6h, 1d
    #[arg(long, env = "BACKUP_EVERY", default_value = "6h", value_parser = span, help_heading = "Backups")]
    pub backup_every: std::time::Duration,
    /// Scheduled backups that are kept
    #[arg(long, env = "BACKUP_KEEP", default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=10_000), help_heading = "Backups")]
    pub backup_keep: u32,

    #[command(flatten)]
    pub log: LogArgs,
}

/// What is wrong with the settings, naming the one and saying what is right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WrongSetting(pub String);

impl ServerArgs {
    /// The checks that go beyond one value's form. The first that fails is what a start is refused with.
    pub fn check(&self) -> Result<(), WrongSetting> {
        self.problems().into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything that is wrong.
    pub fn problems(&self) -> Vec<WrongSetting> {
        let mut problems = Vec::new();
        let mut wrong = |problem: String| problems.push(WrongSetting(problem));
        match &self.auth_jwt_secret {
            None => wrong(format!(
                "AUTH_JWT_SECRET is not set: give it at least {SECRET_LEAST} random characters (openssl rand -base64 48)"
            )),
            Some(secret) => too_short("AUTH_JWT_SECRET", secret)
                .into_iter()
                .for_each(&mut wrong),
        }
        if let Some(previous) = &self.auth_jwt_secret_previous {
            too_short("AUTH_JWT_SECRET_PREVIOUS", previous)
                .into_iter()
                .for_each(&mut wrong);
        }
        if self.otp_provider == OtpProvider::Fazpass {
            for (name, value) in [
                ("FAZPASS_MERCHANT_KEY", &self.fazpass_merchant_key),
                ("FAZPASS_GATEWAY_KEY", &self.fazpass_gateway_key),
            ] {
                if value.as_ref().is_none_or(|v| v.reveal().is_empty()) {
                    wrong(format!("{name} is not set: OTP_PROVIDER=fazpass needs it"));
                }
            }
        }
        if self.push_provider.contains(&PushProvider::Fcm)
            && self.fcm_service_account_file.is_none()
        {
            wrong("FCM_SERVICE_ACCOUNT_FILE is not set: PUSH_PROVIDER=fcm needs it".into());
        }
        if self.push_provider.contains(&PushProvider::Webpush)
            && !self.webpush_contact.as_deref().is_some_and(is_contact)
        {
            wrong("WEBPUSH_CONTACT must say whom push services write to, as mailto:someone@example.org or an https address: PUSH_PROVIDER=webpush needs it".into());
        }
        for country in self.phone_countries.iter().filter(|c| !c.is_empty()) {
            if country.parse::<phonenumber::country::Id>().is_err() {
                wrong(format!(
                    "PHONE_COUNTRIES: {country} is no country code; use two letters, such as ID"
                ));
            }
        }
        match (&self.tls_cert, &self.tls_key) {
            (Some(_), None) => wrong("TLS_KEY is not set: TLS_CERT needs it".into()),
            (None, Some(_)) => wrong("TLS_CERT is not set: TLS_KEY needs it".into()),
            _ => {}
        }
        if self.public_port != 0 && self.public_port == self.internal_port {
            wrong(format!(
                "PUBLIC_PORT and INTERNAL_PORT are both {}: they must differ",
                self.public_port
            ));
        }
        problems
    }
}

/// As RFC 8292 has it.
fn is_contact(text: &str) -> bool {
    let mail = text
        .strip_prefix("mailto:")
        .is_some_and(|at| at.contains('@'));
    let page = text
        .strip_prefix("https://")
        .is_some_and(|at| !at.is_empty());
    mail || page
}

fn too_short(name: &str, secret: &Hidden) -> Option<String> {
    let length = secret.reveal().chars().count();
    (length < SECRET_LEAST)
        .then(|| format!("{name} has {length} characters: it needs at least {SECRET_LEAST}"))
}
