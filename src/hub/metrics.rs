//! What is counted about sockets.

use prometheus::{IntCounter, IntCounterVec, IntGauge, Opts, core::Collector};

use crate::wire::close::CloseCode;

#[derive(Debug, Clone)]
pub struct HubMetrics {
    pub(super) open: IntGauge,
    /// Frames handed to sockets, not those that they answer by themselves.
    pub(super) sent: IntCounter,
    received: IntCounter,
    closed: IntCounterVec,
}

impl Default for HubMetrics {
    fn default() -> Self {
        Self {
            open: IntGauge::new("curhat_sockets_open", "Sockets, signed in or not.")
                .expect("constant"),
            sent: IntCounter::new(
                "curhat_socket_frames_announced_total",
                "Frames handed to sockets for what was announced.",
            )
            .expect("constant"),
            received: IntCounter::new(
                "curhat_socket_frames_received_total",
                "Frames that clients sent.",
            )
            .expect("constant"),
            closed: IntCounterVec::new(
                Opts::new(
                    "curhat_sockets_closed_total",
                    "Sockets that the server ended, by close code.",
                ),
                &["code"],
            )
            .expect("constant"),
        }
    }
}

impl HubMetrics {
    pub fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![
            Box::new(self.open.clone()),
            Box::new(self.sent.clone()),
            Box::new(self.received.clone()),
            Box::new(self.closed.clone()),
        ]
    }

    pub fn received(&self) {
        self.received.inc();
    }

    pub fn closed(&self, code: CloseCode) {
        self.closed
            .with_label_values(&[code.number().to_string()])
            .inc();
    }
}
