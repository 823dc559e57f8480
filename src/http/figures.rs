//! Figures that are looked up when someone asks for them, not counted as things happen.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use prometheus::{Gauge, IntGauge, IntGaugeVec, Opts, core::Collector};

use crate::domain::{ctx::Ctx, session::tally};

/// However often someone asks, sessions are counted at most this often.
const COUNT_AGAIN: Duration = Duration::from_secs(5);

#[derive(Debug, Clone)]
pub struct Figures {
    began: Instant,
    uptime: Gauge,
    resident: IntGauge,
    tasks: IntGauge,
    log_bytes: IntGauge,
    sessions: IntGaugeVec,
    /// Held while counting, so that two who ask at one instant share one count.
    counted: Arc<tokio::sync::Mutex<Option<Instant>>>,
}

impl Figures {
    pub fn new() -> Self {
        Self {
            began: Instant::now(),
            uptime: Gauge::new("curhat_uptime_seconds", "Time since the server started.")
                .expect("constant"),
            resident: IntGauge::new(
                "curhat_process_resident_bytes",
                "Memory of the process that is in RAM.",
            )
            .expect("constant"),
            tasks: IntGauge::new(
                "curhat_tasks_alive",
                "Tasks under way: one for each connection, and some.",
            )
            .expect("constant"),
            log_bytes: IntGauge::new(
                "curhat_store_log_bytes",
                "Length of the database's write-ahead log.",
            )
            .expect("constant"),
            sessions: IntGaugeVec::new(
                Opts::new("curhat_sessions_open", "Open chat sessions, by status."),
                &["status"],
            )
            .expect("constant"),
            counted: Arc::default(),
        }
    }

    pub fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![
            Box::new(self.uptime.clone()),
            Box::new(self.resident.clone()),
            Box::new(self.tasks.clone()),
            Box::new(self.log_bytes.clone()),
            Box::new(self.sessions.clone()),
        ]
    }

    /// Brings the figures up to date. One that can't be had keeps its last value.
    pub async fn refresh(&self, ctx: &Ctx) {
        self.uptime.set(self.began.elapsed().as_secs_f64());
        let runtime = tokio::runtime::Handle::current().metrics();
        self.tasks.set(runtime.num_alive_tasks() as i64);
        self.log_bytes.set(ctx.store().log_bytes() as i64);
        if let Some(bytes) = resident_bytes() {
            self.resident.set(bytes);
        }
        let mut counted = self.counted.lock().await;
        if counted.is_some_and(|at| at.elapsed() < COUNT_AGAIN) {
            return;
        }
        match tally::open_by_status(ctx).await {
            Ok(tally) => {
                for status in tally::OPEN {
                    let count = tally.iter().find(|(s, _)| s == status).map_or(0, |t| t.1);
                    self.sessions.with_label_values(&[status]).set(count);
                }
                *counted = Some(Instant::now());
            }
            Err(error) => tracing::warn!(%error, "sessions could not be counted"),
        }
    }
}

impl Default for Figures {
    fn default() -> Self {
        Self::new()
    }
}

/// The second number of `statm` is the pages in RAM. Other systems than Linux have no such file.
fn resident_bytes() -> Option<i64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: i64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as i64)
}
