//! What the store counts about itself. Registered with the rest by whoever serves `/metrics`.

use prometheus::{Histogram, HistogramOpts, IntCounter, IntGauge, core::Collector};

#[derive(Debug, Clone)]
pub struct StoreMetrics {
    /// Jobs committed together.
    pub batch_jobs: Histogram,
    /// From the first statement of a batch to the end of its commit.
    pub commit_seconds: Histogram,
    /// Jobs handed over and not yet answered.
    pub queue_depth: IntGauge,
    /// Batches that could not be committed.
    pub failed_batches: IntCounter,
    /// Reads that held their snapshot, and with it the log, for longer than any should.
    pub long_reads: IntCounter,
}

impl StoreMetrics {
    pub(super) fn new() -> Self {
        let histogram = |name: &str, help: &str, buckets: &[f64]| {
            Histogram::with_opts(HistogramOpts::new(name, help).buckets(buckets.to_vec()))
                .expect("names and buckets are constants that fit")
        };
        Self {
            batch_jobs: histogram(
                "curhat_store_batch_jobs",
                "Jobs committed in one transaction.",
                &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0],
            ),
            commit_seconds: histogram(
                "curhat_store_commit_seconds",
                "Time to run and commit one batch, fsync included.",
                &[
                    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0,
                ],
            ),
            queue_depth: IntGauge::new(
                "curhat_store_queue_depth",
                "Jobs handed to the database writer and not yet answered.",
            )
            .expect("constant"),
            failed_batches: IntCounter::new(
                "curhat_store_failed_batches_total",
                "Batches that could not be committed (disk full, I/O error).",
            )
            .expect("constant"),
            long_reads: IntCounter::new(
                "curhat_store_long_reads_total",
                "Reads of the database that took more than five seconds.",
            )
            .expect("constant"),
        }
    }

    pub fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![
            Box::new(self.batch_jobs.clone()),
            Box::new(self.commit_seconds.clone()),
            Box::new(self.queue_depth.clone()),
            Box::new(self.failed_batches.clone()),
            Box::new(self.long_reads.clone()),
        ]
    }
}
