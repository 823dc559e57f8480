//! Events as frames, rendered once for each audience: the two sides of a session see it differently, the devices of one side
//! alike.

use super::{Audience, Envelope, Word};
use crate::{
    domain::{
        event::{ConnectionId, Event},
        ids::UserId,
        session::{Parties, Party, Session},
    },
    wire::{
        close::CloseCode,
        config::{SharedConfig, SocialAuth},
        frame::ServerFrame,
        session::{ChatSession, Extension},
    },
};

#[derive(Debug, Clone, Copy)]
pub struct Renderer {
    pub social_auth: SocialAuth,
    /// Whether a sign-in that has ended takes its sockets with it.
    pub revokes_at_once: bool,
}

impl Renderer {
    /// Who is to be told what. Empty for what no app needs to hear.
    #[expect(clippy::too_many_lines, reason = "one arm per event")]
    pub fn render(&self, event: &Event) -> Vec<Envelope> {
        match event {
            Event::ConfigUpdated(config) => {
                let config = SharedConfig::of(config, self.social_auth);
                vec![Envelope {
                    to: Audience::Everyone,
                    word: frame(&ServerFrame::ConfigUpdated { config }),
                }]
            }
            Event::SignedOut { user, sessions } if self.revokes_at_once => {
                vec![Envelope {
                    to: Audience::SignIns {
                        user: *user,
                        sign_ins: sessions.clone(),
                    },
                    word: Word::Close(CloseCode::NotSignedIn),
                }]
            }
            Event::MitraDeactivated(id) if self.revokes_at_once => {
                vec![Envelope {
                    to: users(vec![UserId::Mitra(*id)], None),
                    word: Word::Close(CloseCode::NotSignedIn),
                }]
            }
            // No setting lets them live on: nothing is told to who is no more, so an app would wait in vain.
            Event::GuestMerged(id) | Event::CustomerErased(id) => vec![Envelope {
                to: users(vec![UserId::Customer(*id)], None),
                word: Word::Close(CloseCode::NotSignedIn),
            }],
            // Their tokens are good until they expire, and so are their sockets.
            Event::SignedOut { .. } | Event::MitraDeactivated(_) => Vec::new(),

            Event::RequestOffered { request, mitras } => {
                let request = (&**request).into();
                to_mitras(mitras, &ServerFrame::ChatRequest { request })
            }
            Event::RequestClosed {
                session,
                mitras,
                reason,
            } => {
                let closed = ServerFrame::ChatRequestClosed {
                    session_id: session.0,
                    reason: (*reason).into(),
                };
                to_mitras(mitras, &closed)
            }
            Event::RequestExpired(session) => {
                let expired = ServerFrame::RequestExpired {
                    session_id: session.id.0,
                };
                vec![Envelope {
                    to: users(vec![UserId::Customer(session.customer.id)], None),
                    word: frame(&expired),
                }]
            }
            Event::SessionStarted(session) => {
                to_each(session, |session| ServerFrame::SessionStarted { session })
            }
            Event::SessionExpiring {
                session,
                parties,
                remaining_seconds,
            } => {
                let expiring = ServerFrame::SessionExpiring {
                    session_id: session.0,
                    remaining_seconds: *remaining_seconds,
                };
                to_both(*parties, None, &expiring)
            }
            Event::ExtensionRequested(session) => match &session.pending_extension {
                Some(extension) => {
                    let requested = ServerFrame::ExtensionRequested {
                        session_id: session.id.0,
                        extension: Extension::of(extension, session.topic),
                    };
                    to_both(session.parties(), None, &requested)
                }
                None => Vec::new(),
            },
            Event::ExtensionResolved {
                session: resolved,
                outcome,
            } => to_each(resolved, |session| ServerFrame::ExtensionResolved {
                session_id: resolved.id.0,
                outcome: (*outcome).into(),
                session,
            }),
            Event::SessionClosing(session) => {
                to_each(session, |session| ServerFrame::SessionClosing { session })
            }
            Event::GoodbyeReceived {
                session,
                parties,
                from,
            } => {
                let received = ServerFrame::GoodbyeReceived {
                    session_id: session.0,
                    from: (*from).into(),
                };
                to_both(*parties, None, &received)
            }
            Event::SessionCompleted(session) => {
                to_each(session, |session| ServerFrame::SessionCompleted { session })
            }
            Event::TopicUpdated {
                session,
                parties,
                topic,
                changed_at,
            } => {
                let updated = ServerFrame::SessionTopicUpdated {
                    session_id: session.0,
                    topic_sensitivity: (*topic).into(),
                    changed_at: (*changed_at).into(),
                };
                to_both(*parties, None, &updated)
            }

            Event::MessageSent {
                message,
                parties,
                origin,
            } => {
                let message = (&**message).into();
                to_both(*parties, *origin, &ServerFrame::Message { message })
            }
            Event::MessagesMarked {
                session,
                parties,
                by,
                mark,
                up_to_seq,
                at,
            } => {
                let status = ServerFrame::MessageStatus {
                    session_id: session.0,
                    up_to_seq: *up_to_seq,
                    status: (*mark).into(),
                    at: (*at).into(),
                };
                other_side(*parties, *by)
                    .map(|user| Envelope {
                        to: users(vec![user], None),
                        word: frame(&status),
                    })
                    .into_iter()
                    .collect()
            }
        }
    }

    /// That someone types; it is no event, since nothing of it is kept.
    pub fn typing(session: &Session, from: Party, is_typing: bool) -> Option<Envelope> {
        let typing = ServerFrame::Typing {
            session_id: session.id.0,
            from: from.into(),
            is_typing,
        };
        other_side(session.parties(), from).map(|user| Envelope {
            to: users(vec![user], None),
            word: frame(&typing),
        })
    }
}

fn frame(frame: &ServerFrame) -> Word {
    Word::Frame(frame.to_text().into())
}

fn users(users: Vec<UserId>, except: Option<ConnectionId>) -> Audience {
    Audience::Users { users, except }
}

fn both(parties: Parties) -> Vec<UserId> {
    let customer = UserId::Customer(parties.customer);
    let mitra = parties.mitra.map(UserId::Mitra);
    std::iter::once(customer).chain(mitra).collect()
}

fn other_side(parties: Parties, of: Party) -> Option<UserId> {
    match of {
        Party::Customer => parties.mitra.map(UserId::Mitra),
        Party::Mitra => Some(UserId::Customer(parties.customer)),
    }
}

/// The same frame for the two of a session.
fn to_both(parties: Parties, except: Option<ConnectionId>, said: &ServerFrame) -> Vec<Envelope> {
    vec![Envelope {
        to: users(both(parties), except),
        word: frame(said),
    }]
}

/// To each of the two the session as it looks from there.
fn to_each(session: &Session, said: impl Fn(ChatSession) -> ServerFrame) -> Vec<Envelope> {
    let side = |user, party| Envelope {
        to: users(vec![user], None),
        word: frame(&said(ChatSession::of(session, party))),
    };
    let customer = side(UserId::Customer(session.customer.id), Party::Customer);
    let mitra = session
        .mitra
        .as_ref()
        .map(|mitra| side(UserId::Mitra(mitra.id), Party::Mitra));
    std::iter::once(customer).chain(mitra).collect()
}

fn to_mitras(mitras: &[crate::domain::ids::MitraId], said: &ServerFrame) -> Vec<Envelope> {
    if mitras.is_empty() {
        return Vec::new();
    }
    vec![Envelope {
        to: users(mitras.iter().copied().map(UserId::Mitra).collect(), None),
        word: frame(said),
    }]
}
