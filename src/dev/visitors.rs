//! Who has reached this server from another machine. An unreachable laptop is what costs mobile developers most time: the
//! first request of a phone is worth a line.

use std::{
    collections::HashSet,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

#[derive(Debug, Clone, Default)]
pub struct Visitors(Arc<Mutex<HashSet<(IpAddr, String)>>>);

/// More different ones than a network has phones: somebody plays.
const MOST: usize = 1_000;

impl Visitors {
    /// True for the first request of a program on another machine.
    pub fn is_new(&self, ip: &str, program: &str) -> bool {
        let Ok(ip) = ip.parse::<IpAddr>() else {
            return false;
        };
        if ip.to_canonical().is_loopback() {
            return false;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.len() < MOST && known.insert((ip, program.to_owned()))
    }

    /// Says so in the log.
    pub fn greet(&self, ip: &str, program: &str) {
        if self.is_new(ip, program) {
            tracing::info!("seen: {ip}, {program}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_greeted_once_and_this_machine_never() {
        let visitors = Visitors::default();
        assert!(visitors.is_new("192.168.1.20", "Dart/3.5"));
        assert!(!visitors.is_new("192.168.1.20", "Dart/3.5"));
        assert!(visitors.is_new("192.168.1.20", "Chrome"));
        assert!(!visitors.is_new("127.0.0.1", "curl"));
        assert!(!visitors.is_new("::ffff:127.0.0.1", "curl"));
        assert!(!visitors.is_new("", "curl"));
    }
}
