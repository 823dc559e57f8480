//! Signing in on a socket: the first frame, and again before the token expires.

use tokio::time::{sleep, timeout};

use super::{
    Switchboard,
    heard::{self, Heard, NoFrame},
    socket::{Ending, Stream},
};
use crate::{
    clock::Timestamp,
    domain::{
        account::customer,
        auth::{self, Caller},
        error::Code,
        ids::UserId,
        pairing,
        session::{self, Participant},
    },
    hub::Seat,
    wire::{
        close::CloseCode,
        frame::{ClientFrame, ServerFrame},
        session::ChatSession,
    },
};

/// Whoever has signed in on a socket, and until when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Admitted {
    pub(super) caller: Caller,
    pub(super) who: Participant,
    pub(super) expires_at: Timestamp,
}

/// Waits for the first frame and signs its sender in.
pub(super) async fn greet(
    stream: &mut Stream,
    seat: &mut Seat,
    switchboard: &Switchboard,
) -> Result<Admitted, Ending> {
    let mailbox = seat.mailbox().clone();
    let waiting = async {
        loop {
            match Heard::of(futures_util::StreamExt::next(stream).await) {
                Heard::Text(text) => return Ok(text),
                Heard::Ping | Heard::Pong => {}
                Heard::Wrong(code) => return Err(Ending::Close(code)),
                Heard::Gone => return Err(Ending::Gone),
            }
        }
    };
    let text = tokio::select! {
        first = waiting => first?,
        code = mailbox.closed() => return Err(Ending::Close(code)),
        () = sleep(switchboard.patience.greeting) => return Err(Ending::Close(CloseCode::NotSignedIn)),
    };
    match heard::read(&text) {
        Ok(ClientFrame::Auth { token }) => admit(&token, None, seat, switchboard)
            .await
            .map_err(Ending::Close),
        Ok(_) | Err(NoFrame::Wrong(_)) => Err(Ending::Close(CloseCode::NotSignedIn)),
        Err(NoFrame::Unreadable) => Err(Ending::Close(CloseCode::Unreadable)),
    }
}

/// Signs in with `token`. `before` is who has signed in on this socket already: it can't become someone else's.
pub(super) async fn admit(
    token: &str,
    before: Option<UserId>,
    seat: &mut Seat,
    switchboard: &Switchboard,
) -> Result<Admitted, CloseCode> {
    let gate = &switchboard.gate;
    let keyring = &gate.rules.keyring;
    let caller = keyring
        .verify(token, gate.ctx.now())
        .map_err(|_| CloseCode::NotSignedIn)?;
    let who = Participant::of(caller.user).ok_or(CloseCode::NotAllowed)?;
    let desk = switchboard.desk.as_ref();
    if desk.is_some_and(|desk| desk.faults.has_expired(caller, token, gate.ctx.now())) {
        return Err(CloseCode::NotSignedIn);
    }
    if before.is_some_and(|user| user != caller.user) {
        return Err(CloseCode::NotAllowed);
    }
    // Listed first, asked for then: a sign-out is either seen in the database or announced to this seat.
    seat.sign_in(caller.user, caller.session);
    match auth::authenticate(&gate.ctx, &gate.rules, token).await {
        Ok(_) => Ok(Admitted {
            caller,
            who,
            expires_at: keyring.expiry(token).ok_or(CloseCode::NotSignedIn)?,
        }),
        Err(error) if is_their_fault(error.code) => Err(CloseCode::NotSignedIn),
        // The token may well be good: they should come again.
        Err(_) => Err(CloseCode::GoingAway),
    }
}

fn is_their_fault(code: Code) -> bool {
    matches!(
        code,
        Code::TokenInvalid | Code::TokenExpired | Code::AccountInactive
    )
}

pub(super) fn auth_ok(admitted: &Admitted, now: Timestamp) -> ServerFrame {
    ServerFrame::AuthOk {
        user_type: admitted.who.party().into(),
        user_id: admitted.caller.user.uuid(),
        session_id: admitted.caller.session.0,
        expires_at: admitted.expires_at.into(),
        server_time: now.into(),
    }
}

/// What is open for someone, in one picture.
pub(super) async fn sync(
    who: Participant,
    switchboard: &Switchboard,
) -> Result<ServerFrame, Ending> {
    let ctx = &switchboard.gate.ctx;
    let now = ctx.now();
    let looking = ctx.read(move |tx| {
        // A guest who was merged away has a token that still verifies, and would be told nothing. Read after the seat was
        // taken, so a merge is either seen here or announced to it.
        if let Participant::Customer(customer) = who {
            customer::of_token(tx, customer)?;
        }
        let sessions = session::active(tx, now, who)?;
        let requests = match who {
            Participant::Customer(_) => Vec::new(),
            Participant::Mitra(mitra) => pairing::open_requests(tx, now, mitra)?,
        };
        Ok(ServerFrame::Sync {
            sessions: sessions
                .iter()
                .map(|session| ChatSession::of(session, who.party()))
                .collect(),
            requests: requests.iter().map(Into::into).collect(),
        })
    });
    // Without it a client would believe that nothing is open: let it come again.
    match timeout(switchboard.patience.writing, looking).await {
        Ok(Ok(sync)) => Ok(sync),
        Ok(Err(error)) if is_their_fault(error.code) => Err(Ending::Close(CloseCode::NotSignedIn)),
        Ok(Err(_)) | Err(_) => Err(Ending::Close(CloseCode::GoingAway)),
    }
}
