//! The road from whoever has something to tell to the sockets it is for.
//!
//! An envelope is an audience and the bytes for it, rendered once. Nothing in it belongs to one server, so that a broker
//! between several needs only to carry it; whether someone has a socket is asked here too, for the same reason.

use super::{Hub, Text};
use crate::{
    domain::{
        event::ConnectionId,
        ids::{AuthSessionId, UserId},
    },
    wire::close::CloseCode,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    pub to: Audience,
    pub word: Word,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Every socket that has signed in.
    Everyone,
    /// Every device of these users, but one.
    Users {
        users: Vec<UserId>,
        except: Option<ConnectionId>,
    },
    /// The sockets of these sign-ins.
    SignIns {
        user: UserId,
        sign_ins: Vec<AuthSessionId>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    Frame(Text),
    /// Ends the sockets.
    Close(CloseCode),
}

pub trait Broker: std::fmt::Debug + Send + Sync {
    /// Never waits: what can't be handed on at once is the sockets' loss, not the publisher's.
    fn publish(&self, envelope: Envelope);
    /// Whether someone has a socket on any server.
    fn is_connected(&self, user: UserId) -> bool;
}

/// One server, which is all there is.
#[derive(Debug, Clone)]
pub struct Local(pub Hub);

impl Broker for Local {
    fn publish(&self, envelope: Envelope) {
        self.0.deliver(&envelope);
    }

    fn is_connected(&self, user: UserId) -> bool {
        self.0.is_connected(user)
    }
}
