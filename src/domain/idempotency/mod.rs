//! Requests that may be sent twice: the same `Idempotency-Key` with the same body gets the same answer for a day.
//!
//! The key itself is kept nowhere, only its hash. An answer that holds a token is encrypted under a key derived from it, so
//! that the database alone never yields one.

mod sql;

use chacha20poly1305::{ChaCha20Poly1305, KeyInit, aead::Aead};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    ctx::Work,
    error::{Code, Error},
};

/// How long an answer is kept.
pub const KEPT_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// A key as a client sent it, and what it is good for.
#[derive(Clone)]
pub struct Keyed {
    scope: String,
    key: String,
    body_hash: [u8; 32],
    sealed: bool,
}

impl std::fmt::Debug for Keyed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyed({})", self.scope)
    }
}

/// An answer given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Keyed {
    /// For a caller that is known: keys of different callers or paths never meet.
    pub fn new(caller: Uuid, path: &str, key: &str, body: &[u8]) -> Result<Self, Error> {
        let fits = (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
        if !fits {
            return Err(Error::field(
                "Idempotency-Key",
                "must be 1 to 255 visible ASCII characters",
            ));
        }
        Ok(Self {
            scope: format!("{caller} {path}"),
            key: key.to_owned(),
            body_hash: Sha256::digest(body).into(),
            sealed: false,
        })
    }

    /// For a caller that nobody knows: whoever has the key gets the answer, so it must not be guessable.
    pub fn unscoped(path: &str, key: &str, body: &[u8]) -> Result<Self, Error> {
        let key = Uuid::try_parse(key)
            .map_err(|_| Error::field("Idempotency-Key", "must be a random UUID here"))?;
        Ok(Self {
            scope: path.to_owned(),
            key: key.to_string(),
            body_hash: Sha256::digest(body).into(),
            sealed: true,
        })
    }

    fn key_hash(&self) -> [u8; 32] {
        Sha256::digest(self.key.as_bytes()).into()
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        let mut hasher = Sha256::new();
        hasher.update(b"curhat idempotent answer\0");
        hasher.update(self.key.as_bytes());
        ChaCha20Poly1305::new(&hasher.finalize())
    }

    fn open(&self, stored: Vec<u8>) -> Result<Vec<u8>, Error> {
        if !self.sealed {
            return Ok(stored);
        }
        let (nonce, sealed) = stored
            .split_at_checked(12)
            .ok_or_else(|| Error::internal("a stored answer is cut off"))?;
        self.cipher()
            .decrypt(nonce.into(), sealed)
            .map_err(|_| Error::internal("a stored answer can't be opened"))
    }

    fn seal(&self, work: &Work<'_>, body: &[u8]) -> Result<Vec<u8>, Error> {
        if !self.sealed {
            return Ok(body.to_vec());
        }
        let nonce: [u8; 12] = work.entropy.bytes();
        let sealed = self
            .cipher()
            .encrypt(&nonce.into(), body)
            .map_err(Error::internal)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }
}

/// The answer given before under this key, if any. With another body: `IDEMPOTENCY_KEY_REUSED`.
pub fn replay(work: &Work<'_>, keyed: &Keyed) -> Result<Option<Answer>, Error> {
    let oldest = work.now.plus_millis(-KEPT_MILLIS);
    let Some(stored) = sql::find(work.tx, &keyed.scope, &keyed.key_hash(), oldest)? else {
        return Ok(None);
    };
    if stored.body_hash != keyed.body_hash {
        return Err(Code::IdempotencyKeyReused.into());
    }
    Ok(Some(Answer {
        status: stored.status,
        body: keyed.open(stored.answer)?,
    }))
}

/// Keeps the answer in the transaction that made it true.
pub fn remember(work: &Work<'_>, keyed: &Keyed, answer: &Answer) -> Result<(), Error> {
    let sealed = keyed.seal(work, &answer.body)?;
    Ok(sql::save(
        work.tx,
        &keyed.scope,
        &keyed.key_hash(),
        &keyed.body_hash,
        answer.status,
        &sealed,
        work.now,
    )?)
}

/// Removes what is too old to be replayed; says how many.
pub fn prune(work: &Work<'_>) -> Result<usize, Error> {
    Ok(sql::prune(work.tx, work.now.plus_millis(-KEPT_MILLIS))?)
}
