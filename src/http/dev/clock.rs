//! The server's clock, in the hands of whoever develops.

use std::time::Duration;

use poem_openapi::{OpenApi, payload::Json};

use super::Tag;
use crate::{
    clock::Going,
    domain::{
        ctx::Ctx,
        error::Error,
        pairing::{self, PutAside},
    },
    http::{answer::Answer, body::Body},
    wire::dev::{ClockAdvance, ClockMode, ClockSpeed, ClockState},
};

pub(super) struct ClockApi {
    pub(super) ctx: Ctx,
}

impl ClockApi {
    /// Does what has become due before it answers, so that a test can look at once.
    async fn shown(&self) -> Result<Json<ClockState>, Error> {
        let mut aside = PutAside::default();
        while pairing::settle_due(&self.ctx, &mut aside).await? {}
        let now = self.ctx.now();
        let next = pairing::next_look(&self.ctx, now).await?;
        let (mode, speed, ahead_seconds) = match self.ctx.clock().going() {
            Going::Real { ahead_millis } => (ClockMode::Real, 1, (ahead_millis + 500) / 1000),
            Going::Fast { speed } => (ClockMode::Fast, speed, 0),
            Going::Frozen => (ClockMode::Frozen, 0, 0),
        };
        Ok(Json(ClockState {
            now: now.into(),
            mode,
            speed,
            ahead_seconds,
            next_deadline: next.map(Into::into),
        }))
    }
}

#[OpenApi(prefix_path = "/internal/dev/clock", tag = "Tag::Clock")]
impl ClockApi {
    /// What it shows
    ///
    /// The time by the server's clock, and how that differs from real time.
    #[oai(path = "/", method = "get", operation_id = "getClock")]
    async fn look(&self) -> Answer<Json<ClockState>> {
        Ok(self.shown().await?)
    }

    /// Let time pass at once
    ///
    /// What falls due meanwhile has happened when the answer comes.
    #[oai(path = "/advance", method = "post", operation_id = "advanceClock")]
    async fn advance(&self, body: Body<ClockAdvance>) -> Answer<Json<ClockState>> {
        let by = Duration::from_secs(u64::from(body.0.seconds));
        self.ctx.clock().advance(by);
        Ok(self.shown().await?)
    }

    /// Let time pass until the next thing happens by itself
    ///
    /// With nothing due, time stays as it is.
    #[oai(path = "/next", method = "post", operation_id = "advanceClockToNext")]
    async fn next(&self) -> Answer<Json<ClockState>> {
        let now = self.ctx.now();
        if let Some(next) = pairing::next_look(&self.ctx, now).await? {
            let millis = u64::try_from(next.millis_since(now)).unwrap_or(0);
            self.ctx.clock().advance(Duration::from_millis(millis));
        }
        Ok(self.shown().await?)
    }

    /// Stop it
    ///
    /// It shows the same instant until it is moved, started again or set back to real time.
    #[oai(path = "/freeze", method = "post", operation_id = "freezeClock")]
    async fn freeze(&self) -> Answer<Json<ClockState>> {
        self.ctx.clock().freeze();
        Ok(self.shown().await?)
    }

    /// Let it run, as fast as is asked for
    ///
    /// From what it shows now.
    #[oai(path = "/run", method = "post", operation_id = "runClock")]
    async fn run(&self, body: Body<ClockSpeed>) -> Answer<Json<ClockState>> {
        self.ctx.clock().run(body.0.speed);
        Ok(self.shown().await?)
    }

    /// Back to the machine's time
    ///
    /// What was done ahead of it then lies in the future: tokens and sessions live that much longer.
    #[oai(path = "/real", method = "post", operation_id = "resetClock")]
    async fn real(&self) -> Answer<Json<ClockState>> {
        self.ctx.clock().follow_machine();
        Ok(self.shown().await?)
    }
}
