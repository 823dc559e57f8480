//! Whoever does for us what other machines do: carries codes and notices, vouches for people. On a server for development
//! the desk listens to them all, and is a Google and an Apple where none is set up.

use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use jiff::{civil::Date, tz::TimeZone};

use super::{StartError, Surroundings};
use crate::{
    clock::{Clock, Timestamp},
    dev::providers::CLIENT_ID,
    domain::{
        otp::{Countries, Otp, OtpSender, Sparing, TestPhone, TestPhones},
        push::PushSender,
        social::Social,
    },
    http::public::{Place, Proofs, Way, Ways},
    outside::{
        fazpass::Fazpass,
        fcm::{Fcm, ServiceAccount},
        jwks::Jwks,
        push_log::PushLog,
        stub::Stub,
        webpush::{ServerKey, WebPush},
    },
    settings::{Hidden, OtpProvider, PushProvider, ServerArgs},
    store::DataDir,
    wire::config::SocialAuth,
};

/// The ways to prove who one is.
pub(super) fn proofs(
    args: &ServerArgs,
    around: &Surroundings,
    internal: SocketAddr,
) -> Result<Proofs, StartError> {
    let sender = match &around.otp_sender {
        Some(sender) => sender.clone(),
        None => otp_sender(args, around)?,
    };
    let test_phones = test_phones(args, &around.clock);
    let sender: Arc<dyn OtpSender> = Arc::new(Sparing {
        sender,
        phones: test_phones.clone(),
    });
    let sender = match &around.desk {
        Some(desk) => desk.watch(sender, &around.clock),
        None => sender,
    };
    let countries = Countries::parse(&args.phone_countries)
        .map_err(|e| StartError::Outside(format!("PHONE_COUNTRIES: {e}")))?;
    let keys = |setting: &str, url: &str| {
        let own = around.desk.as_ref().and_then(|desk| desk.ca_pem.as_deref());
        Jwks::new(url, own, around.clock.clone(), around.patience)
            .map(Arc::new)
            .map_err(|e| StartError::Outside(format!("{setting}: {e}")))
    };
    let (mut google_ids, mut apple_ids) = (
        args.google_oauth_client_ids.clone(),
        args.apple_client_ids.clone(),
    );
    let (mut google_url, mut apple_url) =
        (args.google_jwks_url.clone(), args.apple_jwks_url.clone());
    let (mut google_place, mut apple_place) = (
        Place::Provider("https://accounts.google.com/o/oauth2/v2/auth"),
        Place::Provider("https://appleid.apple.com/auth/authorize"),
    );
    if let Some(desk) = around.desk.as_ref().filter(|desk| desk.social_login) {
        let scheme = if desk.ca_pem.is_some() {
            "https"
        } else {
            "http"
        };
        let port = internal.port();
        for (name, path, ids, url, place) in [
            (
                "google",
                "/dev/google/authorize",
                &mut google_ids,
                &mut google_url,
                &mut google_place,
            ),
            (
                "apple",
                "/dev/apple/authorize",
                &mut apple_ids,
                &mut apple_url,
                &mut apple_place,
            ),
        ] {
            if !any(ids) {
                *ids = vec![CLIENT_ID.to_owned()];
                *place = Place::Desk { scheme, port, path };
                *url = format!("{scheme}://{}/dev/{name}/keys", reachable(internal));
            }
        }
    }
    let google = keys("GOOGLE_JWKS_URL", &google_url)?;
    let apple = keys("APPLE_JWKS_URL", &apple_url)?;
    Ok(Proofs {
        otp: Otp::new(sender, countries)
            .with_test_phones(test_phones)
            .with_max_per_day(args.otp_max_per_day),
        social_auth: SocialAuth {
            google: any(&google_ids),
            apple: any(&apple_ids),
        },
        ways: Ways {
            google: way(&google_ids, google_place),
            apple: way(&apple_ids, apple_place),
        },
        social: Social::default()
            .with_google(&google_ids, google)
            .with_apple(&apple_ids, apple),
    })
}

/// Said at each start, so that none is forgotten.
fn test_phones(args: &ServerArgs, clock: &Clock) -> TestPhones {
    let mut phones = Vec::new();
    for setting in &args.test_phones {
        let until = end_of(setting.last_day, &args.time_zone);
        // The settings have checked the form of both.
        let Some(phone) = TestPhone::new(&setting.phone, setting.code.reveal(), until) else {
            continue;
        };
        let last_day = setting.last_day;
        if clock.now() < until {
            tracing::warn!(phone = %phone.phone(), %last_day, "a test phone signs in with a fixed code");
        } else {
            tracing::warn!(phone = %phone.phone(), %last_day, "a test phone's time is over; remove it from TEST_PHONES");
        }
        phones.push(phone);
    }
    TestPhones::new(phones)
}

/// The end of a day, where days are counted.
pub fn end_of(day: Date, zone: &TimeZone) -> Timestamp {
    let end = day
        .tomorrow()
        .ok()
        .and_then(|next| next.to_zoned(zone.clone()).ok());
    end.map_or(Timestamp::from_millis(0), |end| {
        Timestamp::from_millis(end.timestamp().as_millisecond())
    })
}

/// Of several client ids the first is the page's.
fn way(ids: &[String], place: Place) -> Option<Way> {
    let id = ids.iter().map(|id| id.trim()).find(|id| !id.is_empty())?;
    let client_id = id.to_owned();
    Some(Way { client_id, place })
}

/// Whether there are client ids, and so a provider whose tokens are taken.
fn any(ids: &[String]) -> bool {
    ids.iter().any(|id| !id.trim().is_empty())
}

/// Where a listener is found from this machine.
fn reachable(mut listener: SocketAddr) -> SocketAddr {
    if listener.ip().is_unspecified() {
        listener.set_ip(if listener.is_ipv4() {
            Ipv4Addr::LOCALHOST.into()
        } else {
            Ipv6Addr::LOCALHOST.into()
        });
    }
    listener
}

fn otp_sender(args: &ServerArgs, around: &Surroundings) -> Result<Arc<dyn OtpSender>, StartError> {
    let key = |key: &Option<Hidden>| {
        key.as_ref()
            .map_or(String::new(), |k| k.reveal().to_owned())
    };
    Ok(match args.otp_provider {
        OtpProvider::Stub => Arc::new(Stub),
        OtpProvider::Fazpass => Arc::new(
            Fazpass::new(
                &args.fazpass_base_url,
                &key(&args.fazpass_merchant_key),
                &key(&args.fazpass_gateway_key),
                around.clock.clone(),
                around.patience,
            )
            .map_err(|e| StartError::Outside(format!("FAZPASS_BASE_URL: {e}")))?,
        ),
    })
}

/// Each provider once, however often it is named.
pub(super) fn push_senders(
    args: &ServerArgs,
    around: &Surroundings,
    web_push: Option<WebPush>,
) -> Result<Vec<Arc<dyn PushSender>>, StartError> {
    let mut senders: Vec<Arc<dyn PushSender>> = Vec::new();
    if args.push_provider.contains(&PushProvider::Log) {
        senders.push(Arc::new(PushLog));
    }
    if args.push_provider.contains(&PushProvider::Fcm)
        && let Some(file) = &args.fcm_service_account_file
    {
        let wrong = |name: &str, e: String| StartError::Outside(format!("{name}: {e}"));
        let account =
            ServiceAccount::read(file).map_err(|e| wrong("FCM_SERVICE_ACCOUNT_FILE", e))?;
        let clock = around.clock.clone();
        let fcm = Fcm::new(&args.fcm_base_url, account, clock, around.patience)
            .map_err(|e| wrong("FCM_BASE_URL", e))?;
        senders.push(Arc::new(fcm));
    }
    senders.extend(web_push.map(|sender| -> Arc<dyn PushSender> { Arc::new(sender) }));
    Ok(match &around.desk {
        Some(desk) => desk.notices(senders, &around.clock),
        None => senders,
    })
}

/// The file in the data folder that holds the key for web push.
const WEBPUSH_KEY: &str = "webpush-key";

/// Web push, if it is asked for, and what browsers subscribe to.
pub(super) fn web_push(
    args: &ServerArgs,
    around: &Surroundings,
) -> Result<Option<(WebPush, String)>, StartError> {
    if !args.push_provider.contains(&PushProvider::Webpush) {
        return Ok(None);
    }
    let wrong = |name: &str, e: String| StartError::Outside(format!("{name}: {e}"));
    let data = DataDir::prepare(&args.data.data_dir)?;
    let text = data.secret(WEBPUSH_KEY, || {
        ServerKey::new(|| around.entropy.bytes()).text()
    })?;
    let path = data.path().join(WEBPUSH_KEY);
    let key = ServerKey::parse(&text).map_err(|e| wrong(&path.display().to_string(), e))?;
    let public = key.public();
    let contact = args.webpush_contact.as_deref().unwrap_or_default();
    let sender = WebPush::new(
        &args.webpush_services,
        key,
        contact,
        around.clock.clone(),
        around.patience,
    )
    .map_err(|e| wrong("WEBPUSH_SERVICES", e))?;
    Ok(Some((sender, public)))
}
