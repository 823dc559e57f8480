//! What a timeline shows of what was committed.

use serde_json::json;
use uuid::Uuid;

use super::{Happening, Kind};
use crate::domain::{event::Event, session::EndReason};

/// Messages and marks are seen as the frames and calls that they are.
pub(super) fn of_event(event: &Event) -> Option<Happening> {
    let named = |kind, name: &str, session: Uuid, user: Option<Uuid>| {
        Some(Happening {
            session: Some(session),
            user,
            ..Happening::new(kind, name)
        })
    };
    match event {
        Event::RequestOffered { request, mitras } => Some(Happening {
            session: Some(request.id.0),
            user: Some(request.customer.id.0),
            detail: Some(json!({
                "mitras": mitras.iter().map(|id| id.0).collect::<Vec<_>>()
            })),
            ..Happening::new(Kind::Event, "request_offered")
        }),
        Event::RequestClosed {
            session,
            mitras,
            reason,
        } => Some(Happening {
            session: Some(session.0),
            detail: Some(json!({
                "reason": reason.as_str(),
                "mitras": mitras.iter().map(|id| id.0).collect::<Vec<_>>()
            })),
            ..Happening::new(Kind::Event, "request_closed")
        }),
        Event::RequestExpired(session) => named(
            Kind::Deadline,
            "request_expired",
            session.id.0,
            Some(session.customer.id.0),
        ),
        Event::SessionStarted(session) => named(
            Kind::Event,
            "session_started",
            session.id.0,
            Some(session.customer.id.0),
        ),
        Event::SessionExpiring { session, .. } => {
            named(Kind::Deadline, "session_expiring", session.0, None)
        }
        Event::ExtensionRequested(session) => {
            named(Kind::Event, "extension_requested", session.id.0, None)
        }
        Event::ExtensionResolved { session, .. } => {
            named(Kind::Event, "extension_resolved", session.id.0, None)
        }
        Event::SessionClosing(session) => {
            let by_time = matches!(
                session.end_reason,
                Some(EndReason::TimeUp | EndReason::ExtensionTimeout)
            );
            let kind = if by_time { Kind::Deadline } else { Kind::Event };
            named(kind, "session_closing", session.id.0, None)
        }
        Event::GoodbyeReceived { session, .. } => {
            named(Kind::Event, "goodbye_received", session.0, None)
        }
        Event::SessionCompleted(session) => {
            let both = session.goodbyes.customer && session.goodbyes.mitra;
            let kind = if both { Kind::Event } else { Kind::Deadline };
            named(kind, "session_completed", session.id.0, None)
        }
        Event::TopicUpdated { session, .. } => {
            named(Kind::Event, "session_topic_updated", session.0, None)
        }
        Event::ConfigUpdated(_) => Some(Happening::new(Kind::Event, "config_updated")),
        Event::SignedOut { user, .. } => Some(Happening {
            user: Some(user.uuid()),
            ..Happening::new(Kind::Event, "signed_out")
        }),
        Event::GuestMerged(guest) => Some(Happening {
            user: Some(guest.0),
            ..Happening::new(Kind::Event, "guest_merged")
        }),
        Event::CustomerErased(customer) => Some(Happening {
            user: Some(customer.0),
            ..Happening::new(Kind::Event, "customer_erased")
        }),
        Event::MitraDeactivated(mitra) => Some(Happening {
            user: Some(mitra.0),
            ..Happening::new(Kind::Event, "mitra_deactivated")
        }),
        Event::MessageSent { .. } | Event::MessagesMarked { .. } => None,
    }
}
