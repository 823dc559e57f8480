//! What waits for one lane. It holds so much and no more: when it is full, the oldest makes room.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::metrics::LaneMetrics;
use crate::domain::push::Notice;

/// Several requests to a thousand mitras each, at two hundred bytes a notice.
const MOST_WAITING: usize = 8192;

#[derive(Debug)]
pub struct Queue {
    provider: &'static str,
    metrics: LaneMetrics,
    inner: Mutex<Inner>,
    news: Notify,
}

#[derive(Debug, Default)]
struct Inner {
    waiting: VecDeque<Arc<Notice>>,
    /// It is full; said once until it has been empty again.
    overflowing: bool,
    closed: bool,
}

impl Queue {
    pub fn new(provider: &'static str, metrics: LaneMetrics) -> Self {
        Self {
            provider,
            metrics,
            inner: Mutex::default(),
            news: Notify::new(),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Each change is whole by itself, so what a panic leaves behind is still right.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn put(&self, notice: Arc<Notice>) {
        let mut inner = self.inner();
        if inner.closed {
            return;
        }
        let mut overflows = false;
        if inner.waiting.len() == MOST_WAITING {
            inner.waiting.pop_front();
            self.metrics.dropped.inc();
            overflows = !std::mem::replace(&mut inner.overflowing, true);
        }
        inner.waiting.push_back(notice);
        self.metrics.depth.set(inner.waiting.len() as i64);
        drop(inner);
        if overflows {
            tracing::warn!(
                push.provider = self.provider,
                "push can't keep up: the oldest notices are thrown away"
            );
        }
        // One lane listens; a permit is kept if it does not at this moment.
        self.news.notify_one();
    }

    /// At least one and at most so many, as soon as there are any. `None` when it is closed and empty.
    pub async fn take(&self, most: usize) -> Option<Vec<Arc<Notice>>> {
        loop {
            {
                let mut inner = self.inner();
                let some = most.min(inner.waiting.len());
                if some > 0 {
                    let taken = inner.waiting.drain(..some).collect();
                    if inner.waiting.is_empty() {
                        inner.overflowing = false;
                    }
                    self.metrics.depth.set(inner.waiting.len() as i64);
                    return Some(taken);
                }
                if inner.closed {
                    return None;
                }
            }
            self.news.notified().await;
        }
    }

    pub fn close(&self) {
        self.inner().closed = true;
        self.news.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        clock::Timestamp,
        domain::{
            ids::{CustomerId, SessionId, UserId},
            push::What,
        },
        pusher::PushMetrics,
    };

    fn notice(n: usize) -> Arc<Notice> {
        Arc::new(Notice {
            to: UserId::Customer(CustomerId(Uuid::nil())),
            session: SessionId(Uuid::from_u128(n as u128)),
            what: What::SessionStarted,
            good_until: Timestamp::from_millis(0),
        })
    }

    fn first(taken: Option<Vec<Arc<Notice>>>) -> u128 {
        taken.unwrap()[0].session.0.as_u128()
    }

    #[tokio::test]
    async fn when_it_is_full_the_oldest_makes_room_and_is_counted() {
        let metrics = PushMetrics::new().of("test");
        let queue = Queue::new("test", metrics.clone());
        for n in 0..MOST_WAITING + 10 {
            queue.put(notice(n));
        }
        assert_eq!(metrics.dropped.get(), 10);
        assert_eq!(metrics.depth.get(), MOST_WAITING as i64);
        assert_eq!(first(queue.take(1).await), 10);
        assert_eq!(metrics.depth.get(), MOST_WAITING as i64 - 1);
    }

    #[tokio::test]
    async fn what_waits_when_it_is_closed_is_still_taken_and_what_comes_later_is_not() {
        let queue = Queue::new("test", PushMetrics::new().of("test"));
        queue.put(notice(1));
        queue.close();
        queue.put(notice(2));
        assert_eq!(first(queue.take(5).await), 1);
        assert_eq!(queue.take(5).await, None);
    }

    #[tokio::test]
    async fn whoever_waits_is_woken_by_news_and_by_the_end() {
        let queue = Arc::new(Queue::new("test", PushMetrics::new().of("test")));
        let taker = || {
            let queue = queue.clone();
            tokio::spawn(async move { queue.take(5).await.is_some() })
        };
        let waiting = taker();
        tokio::task::yield_now().await;
        queue.put(notice(1));
        assert!(waiting.await.unwrap());
        let waiting = taker();
        tokio::task::yield_now().await;
        queue.close();
        assert!(!waiting.await.unwrap());
    }
}
