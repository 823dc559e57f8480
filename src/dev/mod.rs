//! What only a server for development has: everything that a phone would have received, people on call to talk to, what is
//! made to go wrong, what has happened, and a Google and an Apple of one's own.
//!
//! It stands beside the product, never inside it: it is handed to the server by `curhat dev` alone, and uses what everyone
//! uses. `serve` has none of it.

pub mod bots;
pub mod conduct;
pub mod faults;
pub mod inbox;
pub mod providers;
pub mod scenarios;
pub mod state;
pub mod timeline;
mod visitors;

use std::sync::Arc;

use crate::{
    clock::Clock,
    domain::{otp::OtpSender, push::PushSender},
};
pub use bots::Bots;
pub use conduct::Conduct;
pub use faults::Faults;
pub use inbox::{Faulty, Inbox, Notices, Watched};
pub use providers::Providers;
pub use state::Snapshots;
pub use timeline::Timeline;
pub use visitors::Visitors;

/// The desk of whoever develops against this server.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    pub inbox: Inbox,
    pub bots: Bots,
    pub visitors: Visitors,
    /// The certificate that phones are to trust, in PEM, where this server speaks TLS.
    pub ca_pem: Option<Arc<str>>,
    pub faults: Faults,
    pub providers: Providers,
    /// Whether those stand in for Google and Apple. Without it, as on a real server, there is no such sign-in until it is
    /// set up.
    pub social_login: bool,
    pub timeline: Timeline,
    pub conduct: Conduct,
}

impl Desk {
    /// Codes go to the inbox as well as to whoever carries them.
    pub fn watch(&self, sender: Arc<dyn OtpSender>, clock: &Clock) -> Arc<dyn OtpSender> {
        Arc::new(Watched {
            sender,
            inbox: self.inbox.clone(),
            faults: self.faults.clone(),
            clock: clock.clone(),
        })
    }

    /// Notices go to the inbox as well, and to nobody where push is made to fail.
    pub fn notices(
        &self,
        senders: Vec<Arc<dyn PushSender>>,
        clock: &Clock,
    ) -> Vec<Arc<dyn PushSender>> {
        let inbox = Notices::new(self.inbox.clone(), clock.clone());
        let all = senders.into_iter().chain([Arc::new(inbox) as _]);
        all.map(|sender| {
            Arc::new(Faulty {
                sender,
                faults: self.faults.clone(),
                clock: clock.clone(),
            }) as _
        })
        .collect()
    }
}
