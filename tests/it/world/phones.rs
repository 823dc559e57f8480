//! Everybody's phone: keeps the codes that were sent, and refuses messages when a test wants so.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use curhat::domain::otp::{NotDelivered, OtpMessage, OtpSender, Sending};

use super::World;

#[derive(Debug, Default)]
pub struct Phones {
    received: Mutex<Vec<(String, String)>>,
    out_of_reach: AtomicBool,
}

impl Phones {
    /// From now on no message gets through, or all do again.
    pub fn out_of_reach(&self, out: bool) {
        self.out_of_reach.store(out, Ordering::Relaxed);
    }
}

impl OtpSender for Phones {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a> {
        Box::pin(async {
            if self.out_of_reach.load(Ordering::Relaxed) {
                return Err(NotDelivered("out of reach".into()));
            }
            self.received.lock().unwrap().push((
                message.phone.as_str().to_owned(),
                message.code.reveal().to_owned(),
            ));
            Ok(())
        })
    }
}

impl World {
    /// The latest code that was sent to this phone.
    #[track_caller]
    pub fn code_for(&self, phone: &str) -> String {
        let received = self.phones.received.lock().unwrap();
        let latest = received.iter().rev().find(|(to, _)| to == phone);
        let (_, code) = latest.unwrap_or_else(|| panic!("no code was sent to {phone}"));
        code.clone()
    }
}
