//! The hub: who has a socket on this server, and how what is announced gets to them.
//!
//! The invariant: a socket is listed exactly as long as its [`Seat`] lives, however its task ends. The hub decides nothing
//! and waits for nobody: who does not take their frames fast enough loses the socket, never anyone else's time.
//!
//! * `mailbox.rs`: what waits to be written to one socket, bounded. `render.rs`: events as frames, once per audience.
//! * `broker.rs`: the road that frames travel; another one than [`Local`] would connect several servers.

mod broker;
mod mailbox;
mod metrics;
mod render;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

pub use self::{
    broker::{Audience, Broker, Envelope, Local, Word},
    mailbox::{MOST_BYTES, MOST_FRAMES, Mailbox, Text},
    metrics::HubMetrics,
    render::Renderer,
};
use crate::{
    domain::{
        event::ConnectionId,
        ids::{AuthSessionId, UserId},
    },
    wire::close::CloseCode,
};

#[derive(Clone, Default)]
pub struct Hub(Arc<Inner>);

#[derive(Default)]
struct Inner {
    sockets: Mutex<Sockets>,
    metrics: HubMetrics,
}

#[derive(Default)]
struct Sockets {
    /// By user, so that a person's devices stand side by side. Nobody yet: those that have not signed in.
    listed: BTreeMap<(Option<UserId>, ConnectionId), Listed>,
    last: u64,
    /// Set when the server goes away: who comes now is sent away at once.
    going_away: bool,
}

struct Listed {
    mailbox: Arc<Mailbox>,
    sign_in: Option<AuthSessionId>,
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hub({} sockets)", self.len())
    }
}

impl Hub {
    fn sockets(&self) -> MutexGuard<'_, Sockets> {
        // What a panic leaves behind is a list that is still right: each change is one insertion or removal.
        self.0
            .sockets
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a new socket, of nobody yet.
    pub fn take_seat(&self) -> Seat {
        let mailbox = Arc::new(Mailbox::default());
        let mut sockets = self.sockets();
        sockets.last += 1;
        let id = ConnectionId(sockets.last);
        if sockets.going_away {
            mailbox.close(CloseCode::GoingAway);
        }
        let listed = Listed {
            mailbox: mailbox.clone(),
            sign_in: None,
        };
        sockets.listed.insert((None, id), listed);
        self.0.metrics.open.inc();
        Seat {
            hub: self.clone(),
            id,
            user: None,
            mailbox,
        }
    }

    /// Hands an envelope to every socket here that it is meant for.
    pub fn deliver(&self, envelope: &Envelope) {
        let sockets = self.sockets();
        match &envelope.to {
            Audience::Everyone => {
                for ((user, _), listed) in &sockets.listed {
                    if user.is_some() {
                        self.hand_over(listed, &envelope.word);
                    }
                }
            }
            Audience::Users { users, except } => {
                for user in users {
                    for (id, listed) in sockets.of(*user) {
                        if Some(id) != *except {
                            self.hand_over(listed, &envelope.word);
                        }
                    }
                }
            }
            Audience::SignIns { user, sign_ins } => {
                for (_, listed) in sockets.of(*user) {
                    if listed.sign_in.is_some_and(|s| sign_ins.contains(&s)) {
                        self.hand_over(listed, &envelope.word);
                    }
                }
            }
        }
    }

    fn hand_over(&self, listed: &Listed, word: &Word) {
        match word {
            Word::Frame(text) => {
                if listed.mailbox.put(text.clone()) {
                    self.0.metrics.sent.inc();
                }
            }
            Word::Close(code) => listed.mailbox.close(*code),
        }
    }

    /// Whether someone has a socket here.
    pub fn is_connected(&self, user: UserId) -> bool {
        self.sockets().of(user).next().is_some()
    }

    /// Ends every socket, those that have not signed in too, and any that comes later.
    pub fn go_away(&self) {
        let mut sockets = self.sockets();
        sockets.going_away = true;
        for listed in sockets.listed.values() {
            listed.mailbox.close(CloseCode::GoingAway);
        }
    }

    /// Ends the sockets of one user, or all, those that have not signed in too. Says how many.
    pub fn cut(&self, user: Option<Uuid>, code: CloseCode) -> usize {
        let sockets = self.sockets();
        let meant = sockets.listed.iter().filter(|((whose, _), _)| {
            user.is_none_or(|user| whose.is_some_and(|whose| whose.uuid() == user))
        });
        meant.map(|(_, listed)| listed.mailbox.close(code)).count()
    }

    /// Sockets here, those that have not signed in too.
    pub fn len(&self) -> usize {
        self.sockets().listed.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn metrics(&self) -> &HubMetrics {
        &self.0.metrics
    }
}

impl Sockets {
    fn of(&self, user: UserId) -> impl Iterator<Item = (ConnectionId, &Listed)> {
        let first = (Some(user), ConnectionId(0));
        let last = (Some(user), ConnectionId(u64::MAX));
        self.listed
            .range(first..=last)
            .map(|((_, id), listed)| (*id, listed))
    }
}

/// A socket's place in the list. It is given up when this is dropped: at the end of the socket's task, a panic included.
pub struct Seat {
    hub: Hub,
    id: ConnectionId,
    user: Option<UserId>,
    mailbox: Arc<Mailbox>,
}

impl std::fmt::Debug for Seat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seat({})", self.id.0)
    }
}

impl Seat {
    pub fn id(&self) -> ConnectionId {
        self.id
    }

    pub fn mailbox(&self) -> &Arc<Mailbox> {
        &self.mailbox
    }

    /// From here on it is found by this user, and by this sign-in.
    pub fn sign_in(&mut self, user: UserId, sign_in: AuthSessionId) {
        let mut sockets = self.hub.sockets();
        let listed = sockets.listed.remove(&(self.user, self.id));
        self.user = Some(user);
        if let Some(mut listed) = listed {
            listed.sign_in = Some(sign_in);
            sockets.listed.insert((self.user, self.id), listed);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.sockets().listed.remove(&(self.user, self.id));
        self.hub.0.metrics.open.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{CustomerId, MitraId};

    fn customer(n: u128) -> UserId {
        UserId::Customer(CustomerId(Uuid::from_u128(n)))
    }

    fn sign_in(n: u128) -> AuthSessionId {
        AuthSessionId(Uuid::from_u128(n))
    }

    fn frame(text: &str) -> Word {
        Word::Frame(text.into())
    }

    fn waiting(seat: &Seat) -> Vec<String> {
        let mut batch = std::collections::VecDeque::new();
        seat.mailbox().take(&mut batch);
        batch.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_device_of_a_user_hears_but_the_one_that_is_left_out() {
        let hub = Hub::default();
        let mut seats: Vec<Seat> = (0..4).map(|_| hub.take_seat()).collect();
        seats[0].sign_in(customer(1), sign_in(1));
        seats[1].sign_in(customer(1), sign_in(2));
        // The same number, but someone else.
        seats[2].sign_in(UserId::Mitra(MitraId(Uuid::from_u128(1))), sign_in(3));
        hub.deliver(&Envelope {
            to: Audience::Users {
                users: vec![customer(1)],
                except: Some(seats[1].id()),
            },
            word: frame("a"),
        });
        hub.deliver(&Envelope {
            to: Audience::Everyone,
            word: frame("b"),
        });
        let heard: Vec<_> = seats.iter().map(waiting).collect();
        assert_eq!(heard[0], ["a", "b"]);
        assert_eq!(heard[1], ["b"]);
        assert_eq!(heard[2], ["b"]);
        // Who has not signed in hears nothing.
        assert!(heard[3].is_empty());
    }

    #[tokio::test]
    async fn a_task_that_panics_costs_its_own_socket_only() {
        let hub = Hub::default();
        let mut other = hub.take_seat();
        other.sign_in(customer(1), sign_in(1));
        let mut seat = hub.take_seat();
        seat.sign_in(customer(2), sign_in(2));
        let task = tokio::spawn(async move {
            let _seat = seat;
            panic!("as it happens");
        });
        assert!(task.await.is_err());
        assert!(!hub.is_connected(customer(2)));
        assert!(hub.is_connected(customer(1)));
        assert_eq!(hub.len(), 1);
    }

    #[test]
    fn who_comes_while_the_server_goes_away_is_sent_away() {
        let hub = Hub::default();
        let before = hub.take_seat();
        hub.go_away();
        let after = hub.take_seat();
        for seat in [&before, &after] {
            assert_eq!(seat.mailbox().closing(), Some(CloseCode::GoingAway));
        }
    }
}
