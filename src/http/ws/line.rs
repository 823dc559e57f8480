//! The line between a socket and its client on a server for development: what goes over it is written into the timeline, and
//! comes late or twice where it is to. Other servers have none: a socket's frames are then written as they come.

use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Instant, Sleep, sleep_until};

use crate::{
    clock::Clock,
    dev::{
        Desk,
        timeline::{Happening, Kind},
    },
    domain::auth::Caller,
    hub::Text,
    wire::close::CloseCode,
};

pub(super) struct Line {
    desk: Desk,
    clock: Clock,
    /// Of the upgrade: what all that happens on this socket is joined under.
    request_id: String,
    /// Whoever has signed in.
    caller: Option<Caller>,
    /// Frames on their way, in order.
    late: VecDeque<(Instant, Text)>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Line {
    pub(super) fn new(desk: &Desk, clock: &Clock, request_id: &str) -> Self {
        let line = Self {
            desk: desk.clone(),
            clock: clock.clone(),
            request_id: request_id.to_owned(),
            caller: None,
            late: VecDeque::new(),
            timer: None,
        };
        line.note(Happening::new(Kind::Socket, "opened"));
        line
    }

    fn note(&self, happened: Happening) {
        let happened = Happening {
            request_id: Some(self.request_id.clone()),
            user: self.caller.map(|caller| caller.user.uuid()),
            ..happened
        };
        self.desk.timeline.put(self.clock.now(), happened);
    }

    fn told(&self, text: &str) {
        if let Some(caller) = self.caller {
            self.desk.conduct.told(caller, text, self.clock.now());
        }
        self.note(Happening::frame(Kind::FrameOut, text));
    }

    pub(super) fn signed_in(&mut self, caller: Caller) {
        self.caller = Some(caller);
        self.desk.conduct.connected(caller);
        self.note(Happening::new(Kind::Socket, "signed_in"));
    }

    pub(super) fn heard(&self, text: &str) {
        if let Some(caller) = self.caller {
            self.desk.conduct.said(caller, text, self.clock.now());
        }
        self.note(Happening::frame(Kind::FrameIn, text));
    }

    /// By us with this code, or by the client.
    pub(super) fn ended(&self, code: Option<CloseCode>) {
        if let Some(caller) = self.caller {
            let code = code.map(CloseCode::number);
            self.desk
                .conduct
                .disconnected(caller, code, self.clock.now());
        }
        self.note(Happening {
            status: code.map(CloseCode::number),
            ..Happening::new(Kind::Socket, if code.is_some() { "closed" } else { "left" })
        });
    }

    /// Leaves in `batch` what is to be written now; the rest comes by [`Line::poll_late`].
    pub(super) fn take_in(&mut self, batch: &mut VecDeque<Text>) {
        let user = self.caller.map(|caller| caller.user.uuid().to_string());
        let faults = self.desk.faults.frames(user.as_deref(), self.clock.now());
        if faults.doubled {
            *batch = batch
                .drain(..)
                .flat_map(|text| [text.clone(), text])
                .collect();
        }
        if faults.delay == Duration::ZERO && self.late.is_empty() {
            for text in &*batch {
                self.told(text);
            }
            return;
        }
        // Never before what is on its way already.
        let earliest = Instant::now() + faults.delay;
        let due = self
            .late
            .back()
            .map_or(earliest, |(at, _)| earliest.max(*at));
        self.late.extend(batch.drain(..).map(|text| (due, text)));
    }

    /// Ready when something that was late is to be written, moved into `batch`.
    pub(super) fn poll_late(
        &mut self,
        batch: &mut VecDeque<Text>,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        let Some(&(due, _)) = self.late.front() else {
            return Poll::Pending;
        };
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(due)));
        if timer.deadline() != due {
            timer.as_mut().reset(due);
        }
        if timer.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        while let Some((_, text)) = self.late.pop_front_if(|(at, _)| *at <= due) {
            self.told(&text);
            batch.push_back(text);
        }
        Poll::Ready(())
    }
}
