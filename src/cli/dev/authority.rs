//! The certificate authority of `curhat dev --tls`: made once, kept in the data folder, trusted by whoever installs it.
//!
//! It can vouch for this machine and addresses of local networks only, whoever gets hold of its key: a phone that trusts it
//! trusts it with nothing else.

use std::{
    fs, io,
    io::Write,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, SanType,
};
use sha2::{Digest, Sha256};

use crate::{clock::Timestamp, http::tls::Files};

/// In the data folder.
const FOLDER: &str = "dev-tls";

const DAY_SECONDS: i64 = 24 * 3600;

/// Phones refuse certificates that are good for longer than two years; one is made at each start.
const DAYS: i64 = 90;

/// Installing the authority on a phone is work; it is done once.
const CA_DAYS: i64 = 3650;

/// The host as Android's emulator sees it.
const EMULATOR: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 2, 2));

/// What there is to trust, and what to serve with.
#[derive(Debug)]
pub(super) struct Authority {
    pub ca: PathBuf,
    pub ca_pem: String,
    pub files: Files,
}

/// Makes what is missing: the authority once, a certificate for this machine's addresses at each start.
pub(super) fn prepare(
    data: &Path,
    lan: Option<IpAddr>,
    now: Timestamp,
) -> Result<Authority, String> {
    let folder = data.join(FOLDER);
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?;
    make(&folder, lan, now).map_err(|e| format!("certificates in {}: {e}", folder.display()))
}

fn make(
    folder: &Path,
    lan: Option<IpAddr>,
    now: Timestamp,
) -> Result<Authority, Box<dyn std::error::Error>> {
    let (ca, ca_key) = (folder.join("ca.pem"), folder.join("ca.key"));
    let key = match fs::read_to_string(&ca_key) {
        Ok(text) => KeyPair::from_pem(&text)?,
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            let key = KeyPair::generate()?;
            write(&ca_key, &key.serialize_pem(), 0o600)?;
            // One of a key that is gone vouches for nothing any more.
            remove(&ca)?;
            key
        }
        Err(e) => return Err(e.into()),
    };
    let params = authority(&key, now)?;
    if !ca.exists() {
        write(&ca, &params.self_signed(&key)?.pem(), 0o644)?;
    }
    let ca_pem = fs::read_to_string(&ca)?;
    let issuer = Issuer::new(params, key);
    let leaf_key = KeyPair::generate()?;
    let leaf = leaf(lan, now)?.signed_by(&leaf_key, &issuer)?;
    let files = Files {
        certificate: folder.join("server.pem"),
        key: folder.join("server.key"),
    };
    write(&files.key, &leaf_key.serialize_pem(), 0o600)?;
    write(&files.certificate, &leaf.pem(), 0o644)?;
    Ok(Authority { ca, ca_pem, files })
}

fn authority(key: &KeyPair, now: Timestamp) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    // Two of them on one phone can be told apart; and it is the same whenever it is made from the same key.
    let mark = Sha256::digest(key.public_key_raw());
    let name = format!(
        "Curhat development {:02x}{:02x}{:02x}",
        mark[0], mark[1], mark[2]
    );
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let network =
        |ip: [u8; 4], bits| GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix(ip, bits));
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![
            GeneralSubtree::DnsName("localhost".into()),
            GeneralSubtree::DnsName("local".into()),
            network([127, 0, 0, 0], 8),
            network([10, 0, 0, 0], 8),
            network([172, 16, 0, 0], 12),
            network([192, 168, 0, 0], 16),
            network([169, 254, 0, 0], 16),
            network([100, 64, 0, 0], 10),
            GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix(
                Ipv6Addr::LOCALHOST.octets(),
                128,
            )),
        ],
        excluded_subtrees: vec![],
    });
    valid_for(&mut params, now, CA_DAYS);
    Ok(params)
}

fn leaf(lan: Option<IpAddr>, now: Timestamp) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(vec!["localhost".to_owned()])?;
    let addresses = [
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::LOCALHOST),
        EMULATOR,
    ];
    let lan = lan.filter(|ip| is_local(*ip) && !addresses.contains(ip));
    let all = addresses.into_iter().chain(lan).map(SanType::IpAddress);
    params.subject_alt_names.extend(all);
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, "Curhat development server");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    valid_for(&mut params, now, DAYS);
    Ok(params)
}

/// Whether the authority may vouch for it: with one address that it may not, the whole certificate would be worth nothing.
fn is_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let shared = ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64;
            ip.is_private() || ip.is_link_local() || shared
        }
        IpAddr::V6(_) => false,
    }
}

/// From yesterday on, since not every phone's time is right.
fn valid_for(params: &mut CertificateParams, now: Timestamp, days: i64) {
    let day = |days: i64| {
        let at = now.plus_seconds(days * DAY_SECONDS).to_jiff();
        let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        rcgen::date_time_ymd(i32::from(date.year()), month, day)
    };
    params.not_before = day(-1);
    params.not_after = day(days);
}

fn write(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    // Anew each time, so that the mode is what it is to be.
    remove(path)?;
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)?
        .write_all(text.as_bytes())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
