//! A server of one endpoint behind the door, with little patience.

use std::{net::SocketAddr, time::Duration};

use curhat::{
    entropy::Entropy,
    http::{
        door::{Door, Frame},
        probes::HttpMetrics,
        server::{self, Limits},
    },
};
use poem::{Endpoint, Response, http::HeaderValue};
use tokio::task::JoinHandle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::raw::PATIENCE;

pub struct Single {
    pub address: SocketAddr,
    stop: CancellationToken,
    server: JoinHandle<()>,
}

impl Single {
    pub async fn of(inner: impl Endpoint<Output = Response> + 'static, limits: Limits) -> Self {
        let listener = server::bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let frame = Frame {
            listener: "test",
            entropy: Entropy::seeded(1),
            trusted_proxies: [].into(),
            cors_origin: Some(HeaderValue::from_static("https://cc.example.org")),
            metrics: HttpMetrics::new(),
            body_timeout: Duration::from_millis(200),
            porter: None,
            tls_only: false,
        };
        let stop = CancellationToken::new();
        let door = Door { inner, frame };
        let server = tokio::spawn(server::serve(
            listener,
            door,
            limits,
            TaskTracker::new(),
            stop.clone(),
        ));
        Self {
            address,
            stop,
            server,
        }
    }

    pub async fn end(self) {
        self.stop.cancel();
        tokio::time::timeout(PATIENCE, self.server)
            .await
            .unwrap()
            .unwrap();
    }
}
