//! What only a server for development has: everything that a phone would have received, and people on call to talk to.
//!
//! It stands beside the product, never inside it: it is handed to the server by `curhat dev` alone, and uses what everyone
//! uses. `serve` has none of it.

pub mod bots;
pub mod inbox;
mod visitors;

use std::sync::Arc;

use crate::{
    clock::Clock,
    domain::{otp::OtpSender, push::PushSender},
};
pub use bots::Bots;
pub use inbox::{Inbox, Notices, Watched};
pub use visitors::Visitors;

/// The desk of whoever develops against this server.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    pub inbox: Inbox,
    pub bots: Bots,
    pub visitors: Visitors,
    /// The certificate that phones are to trust, in PEM, where this server speaks TLS.
    pub ca_pem: Option<Arc<str>>,
}

impl Desk {
    /// Codes go to the inbox as well as to whoever carries them.
    pub fn watch(&self, sender: Arc<dyn OtpSender>, clock: &Clock) -> Arc<dyn OtpSender> {
        Arc::new(Watched::new(sender, self.inbox.clone(), clock.clone()))
    }

    /// Notices go to the inbox as well.
    pub fn notices(&self, clock: &Clock) -> Arc<dyn PushSender> {
        Arc::new(Notices::new(self.inbox.clone(), clock.clone()))
    }
}
