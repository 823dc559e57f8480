//! TLS of our own, for whoever has no proxy in front: one certificate for both listeners, from two files.
//!
//! The invariant: there is always a pair that fits. The first must, or the server does not start; another one takes its place
//! when the files change and fit each other, without a restart and without touching a connection that is open. Programs that
//! renew certificates write two files one after the other, so what has changed is judged when it has come to rest.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    task::{Context, Poll},
    time::Duration,
};

use prometheus::IntGauge;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        Error as TlsError, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
    },
    server::TlsStream,
};
use tokio_util::sync::CancellationToken;
use x509_cert::der::Decode;

use crate::clock::Timestamp;

/// How long a client may take to shake hands.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Where certificate and key lie, both in PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// A certificate with the chain that leads to it, and its key.
#[derive(Clone)]
pub struct Pair {
    /// What the files held.
    texts: (Vec<u8>, Vec<u8>),
    key: Arc<CertifiedKey>,
    expires_at: Timestamp,
}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pair(until {})", self.expires_at)
    }
}

impl Files {
    /// Reads the pair, or says in one line which file is not what it should be.
    pub fn read(&self) -> Result<Pair, String> {
        self.parse(self.texts()?)
    }

    fn texts(&self) -> Result<(Vec<u8>, Vec<u8>), String> {
        let read = |name: &str, path: &Path| {
            fs::read(path).map_err(|e| format!("{name}: {}: {e}", path.display()))
        };
        Ok((
            read("TLS_CERT", &self.certificate)?,
            read("TLS_KEY", &self.key)?,
        ))
    }

    fn parse(&self, texts: (Vec<u8>, Vec<u8>)) -> Result<Pair, String> {
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&texts.0)
            .collect::<Result<_, _>>()
            .map_err(|e| format!("TLS_CERT: {}: {e}", self.certificate.display()))?;
        let Some(first) = chain.first() else {
            return Err(format!(
                "TLS_CERT: {} holds no certificate in PEM",
                self.certificate.display()
            ));
        };
        let expires_at =
            expiry(first).map_err(|e| format!("TLS_CERT: {}: {e}", self.certificate.display()))?;
        let key = PrivateKeyDer::from_pem_slice(&texts.1)
            .map_err(|e| format!("TLS_KEY: {}: {e}", self.key.display()))?;
        let key =
            CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|e| match e {
                TlsError::InconsistentKeys(_) => format!(
                    "TLS_KEY: {} is not the key of {}",
                    self.key.display(),
                    self.certificate.display()
                ),
                e => format!("TLS_KEY: {}: {e}", self.key.display()),
            })?;
        Ok(Pair {
            texts,
            key: Arc::new(key),
            expires_at,
        })
    }
}

fn expiry(certificate: &CertificateDer<'_>) -> Result<Timestamp, x509_cert::der::Error> {
    let parsed = x509_cert::Certificate::from_der(certificate)?;
    let until = parsed.tbs_certificate.validity.not_after.to_unix_duration();
    Ok(Timestamp::from_millis(until.as_millis() as i64))
}

impl Pair {
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

/// The pair in force, for every handshake of both listeners.
#[derive(Clone)]
pub struct Tls {
    files: Files,
    current: Arc<Current>,
    acceptor: TlsAcceptor,
    expires: IntGauge,
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tls({})", self.files.certificate.display())
    }
}

#[derive(Debug)]
struct Current(RwLock<Pair>);

impl Current {
    fn pair(&self) -> Pair {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.pair().key)
    }
}

impl Tls {
    /// The files must hold a pair that fits.
    pub fn new(files: Files) -> Result<Self, String> {
        let pair = files.read()?;
        let expires = IntGauge::new(
            "curhat_tls_certificate_expires_timestamp_seconds",
            "When the certificate in force runs out",
        )
        .expect("the name is a metric's");
        expires.set(pair.expires_at.as_millis() / 1000);
        let current = Arc::new(Current(RwLock::new(pair)));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|e| e.to_string())?
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            files,
            current,
            acceptor: TlsAcceptor::from(Arc::new(config)),
            expires,
        })
    }

    pub fn collectors(&self) -> Vec<Box<dyn prometheus::core::Collector>> {
        vec![Box::new(self.expires.clone())]
    }

    /// Looks at the files every so often, until `stop`, and takes what has changed.
    pub async fn watch(self, every: Duration, stop: CancellationToken) {
        let mut changed = None;
        // What was found not to fit, so that it is said once.
        let mut unfit = None;
        while stop
            .run_until_cancelled(tokio::time::sleep(every))
            .await
            .is_some()
        {
            let found = self.files.texts();
            let is_new = !matches!(&found, Ok(texts) if *texts == self.current.pair().texts);
            if !is_new {
                (changed, unfit) = (None, None);
                continue;
            }
            // One of the two may still be on its way.
            let at_rest = changed.as_ref() == Some(&found);
            if at_rest && unfit.as_ref() != Some(&found) {
                match found.clone().and_then(|texts| self.files.parse(texts)) {
                    Ok(pair) => self.take(pair),
                    Err(error) => {
                        tracing::warn!(%error, "the new certificate does not fit; the one before stays in force");
                        unfit = Some(found.clone());
                    }
                }
            }
            changed = Some(found);
        }
    }

    fn take(&self, pair: Pair) {
        tracing::info!(until = %pair.expires_at, "a new certificate is in force");
        self.expires.set(pair.expires_at.as_millis() / 1000);
        *self
            .current
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner) = pair;
    }

    /// Shakes hands.
    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<Stream> {
        let shaken = tokio::time::timeout(HANDSHAKE, self.acceptor.accept(stream)).await?;
        Ok(Stream::Tls(Box::new(shaken?)))
    }
}

/// A connection, with TLS or without.
pub(super) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

macro_rules! either {
    ($stream:expr, $inner:ident => $call:expr) => {
        match $stream.get_mut() {
            Stream::Plain($inner) => {
                let $inner = Pin::new($inner);
                $call
            }
            Stream::Tls($inner) => {
                let $inner = Pin::new(&mut **$inner);
                $call
            }
        }
    };
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        either!(self, stream => stream.poll_read(cx, into))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        either!(self, stream => stream.poll_write(cx, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        either!(self, stream => stream.poll_write_vectored(cx, parts))
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Self::Plain(stream) => stream.is_write_vectored(),
            Self::Tls(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(self, stream => stream.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(self, stream => stream.poll_shutdown(cx))
    }
}
