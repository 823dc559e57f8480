//! The places where strangers' bytes are first read, each to be called with any bytes: none may panic, and none may let in
//! what it must not.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use curhat::{
    clock::Timestamp,
    domain::{
        account::{DisplayName, Email, Phone},
        otp::{Countries, TestPhone},
        social::{Finding, Key, KeySet, KeySource, Proof, Social},
    },
    http::ws,
    store,
};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::json;

pub type Door = fn(&[u8]);

/// By the names of their targets and of the folders of their corpora.
pub const ALL: [(&str, Door); 5] = [
    ("frames", frames),
    ("phone", phone),
    ("id_token", id_token),
    ("jwks", jwks),
    ("import", import),
];

/// Whatever needs to be waited for waits for nothing real.
fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

/// What a client sends after the upgrade. A first byte of 0: the rest is put into one text frame; else bytes as they are.
pub fn frames(bytes: &[u8]) {
    let in_a_frame;
    let line = match bytes.split_first() {
        Some((0, text)) => {
            in_a_frame = text_frame(text);
            &in_a_frame
        }
        _ => bytes,
    };
    let (told, _) = wait(ws::make_out(line));
    assert!(told * 2 <= line.len(), "more frames than there are bytes");
}

/// As a client sends it: masked, with a mask that changes nothing.
fn text_frame(text: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x81];
    match text.len() {
        short @ 0..126 => frame.push(0x80 | short as u8),
        long => {
            frame.push(0x80 | 127);
            frame.extend_from_slice(&(long as u64).to_be_bytes());
        }
    }
    frame.extend_from_slice(&[0; 4]);
    frame.extend_from_slice(text);
    frame
}

/// What people type into the fields of the first page.
pub fn phone(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for taken in [
        Phone::parse(&text).ok(),
        INDONESIA.admit(&text).ok(),
        EVERYWHERE.admit(&text).ok(),
    ] {
        let Some(phone) = taken else { continue };
        let kept = phone.as_str();
        let digits = kept.strip_prefix('+').unwrap();
        assert!((8..=15).contains(&digits.len()) && !digits.starts_with('0'));
        assert!(digits.bytes().all(|b| b.is_ascii_digit()), "{kept:?}");
        assert_eq!(Phone::parse(kept).unwrap(), phone);
    }
    if TestPhone::new("+6281234567890", &text, Timestamp::from_millis(0)).is_some() {
        assert!(text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()));
    }
    if let Ok(email) = Email::parse(&text) {
        assert_eq!(Email::parse(email.as_str()).unwrap(), email);
    }
    let _ = DisplayName::parse(&text);
}

static INDONESIA: LazyLock<Countries> =
    LazyLock::new(|| Countries::parse(&["ID".to_owned()]).unwrap());
static EVERYWHERE: LazyLock<Countries> = LazyLock::new(|| Countries::parse(&[]).unwrap());

/// What an app says that Google or Apple has said. A first byte of 1: the rest is what our own provider signs; of 2: a header
/// up to the first line's end and then what is signed; else a token as it is, which nobody has signed and nobody may believe.
pub fn id_token(bytes: &[u8]) {
    believes(bytes);
}

/// Whether one of the providers' names was taken for good.
pub fn believes(bytes: &[u8]) -> bool {
    let (token, is_signed) = match bytes.split_first() {
        Some((1, claims)) => (signed(br#"{"alg":"ES256","kid":"k"}"#, claims), true),
        Some((2, rest)) => {
            let end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
            let (header, claims) = rest.split_at(end);
            (signed(header, claims.get(1..).unwrap_or_default()), true)
        }
        _ => (String::from_utf8_lossy(bytes).into_owned(), false),
    };
    let proof = Proof {
        id_token: token,
        nonce: bytes.contains(&b'~').then(|| "n".to_owned()),
        display_name: None,
    };
    let now = Timestamp::from_millis(1_795_341_600_000);
    let providers = [PROVIDERS.google().unwrap(), PROVIDERS.apple().unwrap()];
    let is_believed = providers
        .iter()
        .any(|provider| wait(provider.identify(&proof, now)).is_ok());
    assert!(is_signed || !is_believed, "believed what nobody has signed");
    is_believed
}

#[derive(Debug)]
struct Published(KeySet);

impl KeySource for Published {
    fn key<'a>(&'a self, id: &'a str) -> Finding<'a> {
        Box::pin(async move { Ok::<Option<Arc<Key>>, _>(self.0.get(id)) })
    }
}

/// Anyone may know it: what it signs here is believed nowhere else.
static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_slice(&[7; 32]).unwrap());

static PROVIDERS: LazyLock<Social> = LazyLock::new(|| {
    let point = KEY.verifying_key().to_encoded_point(false);
    let [x, y] = [point.x(), point.y()].map(|n| URL_SAFE_NO_PAD.encode(n.unwrap()));
    let set = json!({"keys": [{"kid": "k", "kty": "EC", "crv": "P-256", "x": x, "y": y}]});
    let keys = || {
        let set = KeySet::parse(set.to_string().as_bytes()).unwrap();
        Arc::new(Published(set)) as Arc<dyn KeySource>
    };
    let ids = ["curhat".to_owned()];
    Social::default()
        .with_google(&ids, keys())
        .with_apple(&ids, keys())
});

fn signed(header: &[u8], claims: &[u8]) -> String {
    let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part));
    let text = format!("{header}.{claims}");
    let signature: Signature = KEY.sign(text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

/// What a provider, or whoever stands in its place, publishes as its keys.
pub fn jwks(bytes: &[u8]) {
    if let Ok(keys) = KeySet::parse(bytes) {
        let _ = keys.get("k");
    }
}

/// A file that somebody says is a backup. A first byte of 0: a real one, in which the following fives each change a byte at
/// an offset; else the file as it is.
pub fn import(bytes: &[u8]) {
    takes_in(bytes);
}

/// Whether it was taken in.
pub fn takes_in(bytes: &[u8]) -> bool {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let file = match bytes.split_first() {
        Some((0, changes)) => {
            let mut file = DATABASE.clone();
            for change in changes.chunks_exact(5) {
                let offset = u32::from_le_bytes(change[..4].try_into().unwrap());
                let at = offset as usize % file.len();
                file[at] = change[4];
            }
            file
        }
        _ => bytes.to_vec(),
    };
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = FOLDER.join(format!("{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (from, to) = (folder.join("from.db"), folder.join("curhat.db"));
    fs::write(&from, file).unwrap();
    let is_taken = store::restore(&from, &to).is_ok();
    if is_taken {
        // What was taken is one of ours, and whole.
        store::inspect(&to).unwrap();
        let _ = store::migrate(&to);
    }
    fs::remove_dir_all(&folder).unwrap();
    is_taken
}

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| std::env::temp_dir().join("curhat-fuzz"));

static DATABASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("curhat.db");
    store::migrate(&path).unwrap();
    let copy = folder.path().join("copy.db");
    store::backup(&path, &copy).unwrap();
    fs::read(copy).unwrap()
});
