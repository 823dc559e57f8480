//! TLS without a proxy: two files, both listeners, and a change of certificate that nobody notices.

use std::{fs, path::Path, sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use reqwest::{Certificate, Client};
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    program::{Place, until},
    world::World,
};

/// A certificate for this machine, and the authority that vouches for it.
struct Made {
    authority: String,
    certificate: String,
    key: String,
}

/// `year`: the one in which it runs out.
fn made(name: &str, year: i32) -> Made {
    let mut params = CertificateParams::new(vec![]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&ca_key).unwrap().pem();
    let issuer = Issuer::new(params, ca_key);
    let names = ["localhost", "127.0.0.1"].map(str::to_owned);
    let mut leaf = CertificateParams::new(names.to_vec()).unwrap();
    leaf.not_after = rcgen::date_time_ymd(year, 1, 1);
    let key = KeyPair::generate().unwrap();
    Made {
        authority,
        certificate: leaf.signed_by(&key, &issuer).unwrap().pem(),
        key: key.serialize_pem(),
    }
}

impl Made {
    /// Puts the pair where the settings look for it.
    fn put(&self, folder: &Path) {
        fs::write(folder.join("cert.pem"), &self.certificate).unwrap();
        fs::write(folder.join("key.pem"), &self.key).unwrap();
    }

    /// Someone who trusts its authority and no other.
    fn client(&self) -> Client {
        trusting(&self.authority)
    }
}

fn trusting(authority: &str) -> Client {
    Client::builder()
        .tls_built_in_root_certs(false)
        .add_root_certificate(Certificate::from_pem(authority.as_bytes()).unwrap())
        .pool_max_idle_per_host(0)
        .build()
        .unwrap()
}

async fn world(folder: &Path) -> World {
    let path = |name: &str| folder.join(name).display().to_string();
    let (cert, key) = (path("cert.pem"), path("key.pem"));
    World::with(&["--tls-cert", &cert, "--tls-key", &key]).await
}

async fn is_served(client: &Client, port: u16) -> bool {
    let url = format!("https://localhost:{port}/healthz");
    matches!(client.get(url).send().await, Ok(answer) if answer.status() == 200)
}

#[tokio::test]
async fn both_listeners_speak_tls_and_sockets_run_over_it() {
    let folder = tempfile::tempdir().unwrap();
    let pair = made("One", 2100);
    pair.put(folder.path());
    let world = world(folder.path()).await;
    let (public, internal) = (world.app().public.port(), world.app().internal.port());
    let client = pair.client();
    for port in [public, internal] {
        assert!(is_served(&client, port).await);
        // Whoever speaks no TLS gets no answer, and whoever trusts another authority gives none.
        let plain = Client::new().get(format!("http://localhost:{port}/healthz"));
        assert!(plain.send().await.is_err());
        assert!(!is_served(&made("Other", 2100).client(), port).await);
    }
    let metrics = client
        .get(format!("https://localhost:{internal}/metrics"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        metrics.contains("curhat_tls_certificate_expires_timestamp_seconds 4102444800"),
        "the first of January 2100"
    );

    let entered = client
        .post(format!(
            "https://localhost:{public}/api/shared/auth/anonymous"
        ))
        .send()
        .await
        .unwrap();
    assert_eq!(
        entered.headers()["strict-transport-security"],
        "max-age=31536000"
    );
    let guest: serde_json::Value = entered.json().await.unwrap();
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(pair.authority.as_bytes()).unwrap())
        .unwrap();
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(("127.0.0.1", public)).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .unwrap();
    let url = format!("wss://localhost:{public}/api/shared/ws");
    let (mut socket, _) = tokio_tungstenite::client_async(url, stream).await.unwrap();
    let auth = serde_json::json!({"type": "auth", "token": guest["access_token"]});
    socket.send(Message::text(auth.to_string())).await.unwrap();
    let first = socket.next().await.unwrap().unwrap();
    assert!(first.to_text().unwrap().contains("auth_ok"), "{first}");
}

/// Asks until it is as it should be.
async fn comes_true(what: &str, mut asked: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if asked().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("waited in vain: {what}");
}

#[tokio::test]
async fn a_new_certificate_is_taken_without_a_restart_and_one_that_does_not_fit_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (made("One", 2100), made("Two", 2101));
    one.put(folder.path());
    let world = world(folder.path()).await;
    let port = world.app().public.port();
    assert!(is_served(&one.client(), port).await);
    assert!(!is_served(&two.client(), port).await);

    // A connection from before goes on.
    let old = Client::builder()
        .tls_built_in_root_certs(false)
        .add_root_certificate(Certificate::from_pem(one.authority.as_bytes()).unwrap())
        .build()
        .unwrap();
    assert!(is_served(&old, port).await);

    // Half of a renewal: the certificate is there, its key is not.
    fs::write(folder.path().join("cert.pem"), &two.certificate).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(is_served(&one.client(), port).await);

    fs::write(folder.path().join("key.pem"), &two.key).unwrap();
    comes_true("the new certificate", async || {
        is_served(&two.client(), port).await
    })
    .await;
    assert!(!is_served(&one.client(), port).await);
    assert!(is_served(&old, port).await, "a connection was cut");

    // Gone altogether.
    fs::remove_file(folder.path().join("key.pem")).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(is_served(&two.client(), port).await);
    one.put(folder.path());
    comes_true("the first one again", async || {
        is_served(&one.client(), port).await
    })
    .await;
}

#[test]
fn a_pair_that_is_none_is_refused_in_one_line() {
    let place = Place::new();
    let (one, two) = (made("One", 2100), made("Two", 2100));
    one.put(place.path());
    fs::write(place.path().join("other.pem"), &two.key).unwrap();
    fs::write(place.path().join("empty.pem"), "").unwrap();
    let refused = |cert: &str, key: &str| {
        let flags = ["serve", "--tls-cert", cert, "--tls-key", key];
        place.run(&flags).refused()
    };
    assert_eq!(
        place.run(&["serve", "--tls-cert", "cert.pem"]).refused(),
        "curhat: TLS_KEY is not set: TLS_CERT needs it"
    );
    assert_eq!(
        place.run(&["serve", "--tls-key", "key.pem"]).refused(),
        "curhat: TLS_CERT is not set: TLS_KEY needs it"
    );
    assert_eq!(
        refused("cert.pem", "other.pem"),
        "curhat: TLS_KEY: other.pem is not the key of cert.pem"
    );
    assert_eq!(
        refused("empty.pem", "key.pem"),
        "curhat: TLS_CERT: empty.pem holds no certificate in PEM"
    );
    let line = refused("cert.pem", "cert.pem");
    assert!(line.starts_with("curhat: TLS_KEY: cert.pem: "), "{line}");
    let line = refused("nowhere.pem", "key.pem");
    assert!(
        line.starts_with("curhat: TLS_CERT: nowhere.pem: "),
        "{line}"
    );
}

#[test]
fn what_does_not_fit_is_told_once_in_the_log() {
    let place = Place::new()
        .set("TLS_CERT", "cert.pem")
        .set("TLS_KEY", "key.pem");
    made("One", 2100).put(place.path());
    let program = place.serve();
    fs::write(place.path().join("key.pem"), made("Two", 2100).key).unwrap();
    let told = || {
        let lines = program.lines();
        let told = lines.iter().filter(|l| l.contains("does not fit")).count();
        (told > 0).then_some(told)
    };
    assert_eq!(until("the warning", told), 1);
    std::thread::park_timeout(Duration::from_secs(6));
    assert_eq!(told(), Some(1));
}

#[test]
fn the_doctor_says_how_long_a_certificate_is_good() {
    let place = Place::new()
        .set("TLS_CERT", "cert.pem")
        .set("TLS_KEY", "key.pem");
    let visit = || place.run(&["doctor"]);
    made("One", 2100).put(place.path());
    assert!(visit().stdout.contains("cert.pem: good until 2100-01-01"));
    made("One", 2020).put(place.path());
    let seen = visit();
    assert!(seen.stdout.contains("fail cert.pem: ran out at 2020-01-01"));
    assert_eq!(seen.code, Some(1));
    fs::write(place.path().join("key.pem"), made("Two", 2100).key).unwrap();
    let seen = visit().stdout;
    assert!(
        seen.contains("key.pem is not the key of cert.pem"),
        "{seen}"
    );
}

#[tokio::test]
async fn dev_makes_its_own_authority_once_and_gives_it_out() {
    let place = Place::bare()
        .set("BIND_ADDRESS", "127.0.0.1")
        .set("PUBLIC_PORT", "0")
        .set("INTERNAL_PORT", "0");
    let mut kept = None;
    for _ in 0..2 {
        let program = place.spawn(&["dev", "--tls"]);
        let address = |name: &str, end: &str| {
            until("the welcome", || {
                program.lines().into_iter().find_map(|line| {
                    let url = line.trim().strip_prefix(name)?.trim();
                    Some(url.strip_suffix(end)?.to_owned())
                })
            })
        };
        let public = address("Customer app", "/app/");
        let internal = address("Control center", "/");
        assert!(public.starts_with("https://localhost:"), "{public}");
        let ca = fs::read_to_string(place.data().join("dev-tls/ca.pem")).unwrap();
        assert_eq!(kept.get_or_insert_with(|| ca.clone()), &ca);
        let client = trusting(&ca);
        for host in ["localhost", "127.0.0.1"] {
            let url = format!("{}/healthz", public.replace("localhost", host));
            assert_eq!(client.get(url).send().await.unwrap().status(), 200);
        }
        let given = client
            .get(format!("{internal}/dev/ca.pem"))
            .send()
            .await
            .unwrap();
        assert_eq!(
            given.headers()["content-type"],
            "application/x-x509-ca-cert"
        );
        assert_eq!(given.text().await.unwrap(), ca);
        assert!(program.log().contains("dev-tls/ca.pem"));
        program.stop();
    }
}
