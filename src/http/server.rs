//! The accept loop: connections in, requests to an endpoint, an orderly end.
//!
//! It stands in the place of the framework's own server for two reasons: limits on how long a client may take to send its
//! headers and to read its answer (else a few thousand slow clients hold the server for ever), and on how many connections
//! there are at all.

use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::{
    Endpoint, Request, Response,
    http::uri::Scheme,
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    door::Door,
    patient::Patient,
    tls::{Stream, Tls},
    unreadable::{Answer, Answering},
};

/// The longest head of a request that is read at all.
const HEAD_BYTES: usize = 128 * 1024;

/// How long those may take who came while the others finished.
const LATE: Duration = Duration::from_secs(1);

/// How much of its time and room a server gives away.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From the first byte a connection may wait for (the first request or, kept alive, the next) to the end of its headers.
    pub headers: Duration,
    /// For which a client may take nothing of its answer. A socket has less, in its own [`Patience`](super::ws::Patience).
    pub reading: Duration,
    /// Connections at one time; a socket, once it is open, is counted no more. Past it new ones wait in the system's backlog.
    pub connections: usize,
    /// How long requests under way may take after the signal to stop.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(30),
            reading: Duration::from_secs(30),
            connections: 50_000,
            drain: Duration::from_secs(5),
        }
    }
}

/// One of the connections that a server may have. A socket keeps it when the request that opened it is over.
#[derive(Debug, Clone)]
pub struct Place(
    #[expect(dead_code, reason = "it counts for as long as it lives")] Arc<OwnedSemaphorePermit>,
);

/// Where connections come in, and whether they speak TLS.
#[derive(Debug)]
pub struct Listener {
    tcp: TcpListener,
    tls: Option<Tls>,
}

impl Listener {
    #[must_use]
    pub fn with(self, tls: Option<Tls>) -> Self {
        Self { tls, ..self }
    }
}

impl From<TcpListener> for Listener {
    fn from(tcp: TcpListener) -> Self {
        Self { tcp, tls: None }
    }
}

/// Binds, or says in one line which address is not to be had.
pub async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|e| io::Error::new(e.kind(), format!("can't listen on {address}: {e}")))
}

/// Serves until `stop`, then lets requests under way finish: those in `connections`, which listeners may share. While they
/// do, new connections are still taken, for one request each: so a probe learns that the server is going away.
pub async fn serve<E>(
    listener: impl Into<Listener>,
    door: Door<E>,
    limits: Limits,
    connections: TaskTracker,
    stop: CancellationToken,
) where
    E: Endpoint<Output = Response> + 'static,
{
    let door = Arc::new(door);
    let Listener { tcp: listener, tls } = listener.into();
    let host = Host {
        unreadable: Arc::new({
            let door = door.clone();
            move |status| door.unreadable(status)
        }),
        door,
        local: listener
            .local_addr()
            .map_or_else(|_| LocalAddr::default(), |a| LocalAddr(a.into())),
        tls,
        limits,
        stop: stop.clone(),
        cut: CancellationToken::new(),
    };
    let places = Arc::new(Semaphore::new(limits.connections));
    while let Some(accepted) = stop.run_until_cancelled(next(&listener, &places)).await {
        host.take(accepted, &connections);
    }
    connections.close();
    let late = TaskTracker::new();
    let finished = tokio::time::timeout(limits.drain, connections.wait());
    let mut finished = pin!(finished);
    let in_time = loop {
        tokio::select! {
            finished = &mut finished => break finished.is_ok(),
            accepted = next(&listener, &places) => host.take(accepted, &late),
        }
    };
    drop(listener);
    late.close();
    if !in_time {
        tracing::warn!("some requests were still under way and were cut off");
        host.cut.cancel();
    }
    if tokio::time::timeout(LATE, late.wait()).await.is_err() {
        host.cut.cancel();
    }
    connections.wait().await;
    late.wait().await;
}

/// What every connection is served with.
struct Host<E> {
    door: Arc<Door<E>>,
    unreadable: Answer,
    local: LocalAddr,
    tls: Option<Tls>,
    limits: Limits,
    stop: CancellationToken,
    /// Ends whatever is still under way when the time to finish is over.
    cut: CancellationToken,
}

impl<E: Endpoint<Output = Response> + 'static> Host<E> {
    fn take(&self, accepted: Option<Accepted>, connections: &TaskTracker) {
        let Some(Accepted {
            stream,
            peer,
            place,
        }) = accepted
        else {
            return;
        };
        let _ = stream.set_nodelay(true);
        let scheme = match &self.tls {
            Some(_) => Scheme::HTTPS,
            None => Scheme::HTTP,
        };
        let service = service_fn({
            let door = self.door.clone();
            let local = self.local.clone();
            let place = place.clone();
            move |request: hyper::Request<Incoming>| {
                let door = door.clone();
                let remote = RemoteAddr(peer.into());
                let mut request = Request::from((request, local.clone(), remote, scheme.clone()));
                request.set_data(place.clone());
                async move { Ok::<_, Infallible>(door.get_response(request).await.into()) }
            }
        });
        let stopping = self.stop.is_cancelled();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(self.limits.headers)
            .max_buf_size(HEAD_BYTES)
            .keep_alive(!stopping);
        let (stop, cut) = (self.stop.clone(), self.cut.clone());
        let (tls, unreadable) = (self.tls.clone(), self.unreadable.clone());
        let reading = self.limits.reading;
        connections.spawn(async move {
            let served = async {
                let stream = match tls {
                    None => Stream::Plain(stream),
                    Some(tls) => match tls.accept(stream).await {
                        Ok(stream) => stream,
                        Err(error) => {
                            tracing::trace!(%error, "a client did not shake hands");
                            return Ok(());
                        }
                    },
                };
                let stream = Patient::new(stream, reading);
                let stream = TokioIo::new(Answering::new(stream, unreadable));
                let connection = http.serve_connection(stream, service).with_upgrades();
                tokio::pin!(connection);
                tokio::select! {
                    ended = connection.as_mut() => ended,
                    () = stop.cancelled(), if !stopping => {
                        connection.as_mut().graceful_shutdown();
                        connection.await
                    }
                }
            };
            // Errors here are clients that went away or spoke no HTTP; there is nobody left to tell.
            if let Some(Err(error)) = cut.run_until_cancelled(served).await {
                tracing::trace!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
}

struct Accepted {
    stream: TcpStream,
    peer: SocketAddr,
    /// Given back when the connection ends.
    place: Place,
}

async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<Accepted> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some(Accepted {
            stream,
            peer,
            place: Place(Arc::new(place)),
        }),
        Err(error) => {
            // Out of descriptors, most likely: wait for some to be closed instead of spinning.
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}
