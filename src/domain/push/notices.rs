//! Which event becomes a notice, for whom, and for how long it is news. Nobody is told of what they have just done.

use super::{Notice, What};
use crate::{
    clock::Timestamp,
    domain::{
        event::Event,
        ids::{MitraId, SessionId, UserId},
        session::{EndReason, Parties, Party, Session},
    },
};

/// How long something is news that has no end of its own.
const NEWS_SECONDS: i64 = 3600;

/// What is to be told of an event that happened `now`, to people whose app is closed. Whether theirs is, the caller knows.
pub fn notices(event: &Event, now: Timestamp) -> Vec<Notice> {
    let while_news = now.plus_seconds(NEWS_SECONDS);
    match event {
        Event::RequestOffered { request, mitras } => {
            let what = What::ChatRequest {
                topic: request.topic,
            };
            let until = request.request_expires_at;
            let to = |mitra: &MitraId| notice(UserId::Mitra(*mitra), request.id, what, until);
            mitras.iter().map(to).collect()
        }
        Event::RequestExpired(session) => {
            vec![to_customer(session, What::RequestExpired, while_news)]
        }
        Event::SessionStarted(session) => {
            let until = session.expires_at.unwrap_or(while_news);
            vec![to_customer(session, What::SessionStarted, until)]
        }
        Event::SessionExpiring {
            session,
            parties,
            remaining_seconds,
        } => {
            let until = now.plus_seconds(*remaining_seconds);
            to_both(*parties, *session, What::SessionExpiring, until)
        }
        Event::ExtensionRequested(session) => {
            let extension = session.pending_extension.as_ref();
            let until = extension.map_or(while_news, |e| e.respond_by);
            let what = What::ExtensionRequested {
                extension: extension.map(|e| e.id),
            };
            to_side(session.parties(), Party::Mitra, session.id, what, until)
        }
        Event::ExtensionResolved { session, .. } => {
            vec![to_customer(session, What::ExtensionResolved, while_news)]
        }
        Event::SessionClosing(session) => closing(session, while_news),
        // At the end of a closing there is nothing left to do; but nobody was told of the end that a restart brings.
        Event::SessionCompleted(session)
            if session.end_reason == Some(EndReason::StaleOnRestart) =>
        {
            let what = What::SessionCompleted;
            to_both(session.parties(), session.id, what, while_news)
        }
        Event::MessageSent {
            message, parties, ..
        } => {
            let what = What::Message { id: message.id };
            let to = match message.sender {
                Party::Customer => Party::Mitra,
                Party::Mitra => Party::Customer,
            };
            to_side(*parties, to, message.session, what, while_news)
        }
        Event::ConfigUpdated(_)
        | Event::SignedOut { .. }
        | Event::GuestMerged(_)
        | Event::CustomerErased(_)
        | Event::MitraDeactivated(_)
        // Its notice has an end, which is near; an app that is opened by it says why the request is gone.
        | Event::RequestClosed { .. }
        | Event::GoodbyeReceived { .. }
        | Event::SessionCompleted(_)
        | Event::TopicUpdated { .. }
        | Event::MessagesMarked { .. } => Vec::new(),
    }
}

/// The time for goodbyes has begun. Whoever has brought it about knows, and so does a customer who has just been told that
/// there is no extension.
fn closing(session: &Session, while_news: Timestamp) -> Vec<Notice> {
    let until = session.grace_ends_at.unwrap_or(while_news);
    let what = What::SessionClosing;
    let (parties, id) = (session.parties(), session.id);
    match session.end_reason {
        Some(EndReason::EndedByMitra) => to_side(parties, Party::Customer, id, what, until),
        Some(EndReason::EndedByCustomer | EndReason::ExtensionTimeout) => {
            to_side(parties, Party::Mitra, id, what, until)
        }
        Some(EndReason::ExtensionRejected) => Vec::new(),
        Some(
            EndReason::TimeUp
            | EndReason::CancelledByCustomer
            | EndReason::NoMitra
            | EndReason::StaleOnRestart,
        )
        | None => to_both(parties, id, what, until),
    }
}

fn notice(to: UserId, session: SessionId, what: What, good_until: Timestamp) -> Notice {
    Notice {
        to,
        session,
        what,
        good_until,
    }
}

fn to_customer(session: &Session, what: What, until: Timestamp) -> Notice {
    notice(
        UserId::Customer(session.customer.id),
        session.id,
        what,
        until,
    )
}

fn to_side(
    parties: Parties,
    side: Party,
    session: SessionId,
    what: What,
    until: Timestamp,
) -> Vec<Notice> {
    let to = match side {
        Party::Customer => Some(UserId::Customer(parties.customer)),
        Party::Mitra => parties.mitra.map(UserId::Mitra),
    };
    to.map(|to| notice(to, session, what, until))
        .into_iter()
        .collect()
}

fn to_both(parties: Parties, session: SessionId, what: What, until: Timestamp) -> Vec<Notice> {
    [Party::Customer, Party::Mitra]
        .into_iter()
        .flat_map(|side| to_side(parties, side, session, what, until))
        .collect()
}
