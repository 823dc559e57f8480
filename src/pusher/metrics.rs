//! What is counted about push, for each provider.

use prometheus::{IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, core::Collector};

#[derive(Debug, Clone)]
pub struct PushMetrics {
    sent: IntCounterVec,
    failed: IntCounterVec,
    retried: IntCounterVec,
    removed: IntCounterVec,
    dropped: IntCounterVec,
    depth: IntGaugeVec,
}

/// Those of one provider.
#[derive(Debug, Clone)]
pub struct LaneMetrics {
    pub sent: IntCounter,
    pub failed: IntCounter,
    pub retried: IntCounter,
    pub removed: IntCounter,
    pub dropped: IntCounter,
    pub depth: IntGauge,
}

impl Default for PushMetrics {
    fn default() -> Self {
        Self::new()
    }
}

impl PushMetrics {
    pub fn new() -> Self {
        let counter = |name: &str, help: &str| {
            IntCounterVec::new(Opts::new(name, help), &["provider"]).expect("constant")
        };
        Self {
            sent: counter(
                "curhat_push_sent_total",
                "Notices that the provider has taken, one for each device.",
            ),
            failed: counter(
                "curhat_push_failed_total",
                "Notices that were given up: refused, or tried in vain.",
            ),
            retried: counter("curhat_push_retries_total", "Tries after the first."),
            removed: counter(
                "curhat_push_tokens_removed_total",
                "Device tokens that the provider called dead.",
            ),
            dropped: counter(
                "curhat_push_dropped_total",
                "Notices thrown away: too many were waiting, it was no news any more, or the device has changed hands.",
            ),
            depth: IntGaugeVec::new(
                Opts::new("curhat_push_queue_depth", "Notices that wait for push."),
                &["provider"],
            )
            .expect("constant"),
        }
    }

    pub fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![
            Box::new(self.sent.clone()),
            Box::new(self.failed.clone()),
            Box::new(self.retried.clone()),
            Box::new(self.removed.clone()),
            Box::new(self.dropped.clone()),
            Box::new(self.depth.clone()),
        ]
    }

    /// They are there from the start, at zero.
    pub(super) fn of(&self, provider: &str) -> LaneMetrics {
        let label = &[provider];
        LaneMetrics {
            sent: self.sent.with_label_values(label),
            failed: self.failed.with_label_values(label),
            retried: self.retried.with_label_values(label),
            removed: self.removed.with_label_values(label),
            dropped: self.dropped.with_label_values(label),
            depth: self.depth.with_label_values(label),
        }
    }
}
