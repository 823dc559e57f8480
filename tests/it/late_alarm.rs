//! Nobody rings the alarm here: whoever comes after a deadline finds things as a punctual alarm would have left them.

use curhat::domain::{
    audit, config,
    error::{Code, Error},
    event::Event,
    idempotency::Answer,
    message::{self, NewMessage, Sent},
    page::Page,
    pairing, sensitivity,
    session::{self, Participant, Status, Topic, extension, goodbye::Words},
};

use crate::world::{Desk, START};

/// Lets a mitra have one session at a time, and requests wait for an hour.
async fn one_at_a_time(desk: &Desk) {
    let by = audit::By::SYSTEM;
    let edit = |config: &mut config::Config| {
        config.chat.mitra_max_concurrent_sessions = 1;
        config.chat.request_timeout_seconds = 3600;
    };
    pairing::configure(&desk.ctx, by, "chat", edit)
        .await
        .unwrap();
}

fn first_page() -> Page {
    Page::parse(None, None).unwrap()
}

async fn status(desk: &Desk, who: Participant, id: curhat::domain::ids::SessionId) -> Status {
    session::one(&desk.ctx, who, id).await.unwrap().status
}

#[tokio::test]
async fn a_request_is_over_for_everyone_at_its_instant() {
    let desk = Desk::new().await;
    let mitra = desk.online_mitra(0).await;
    let customer = desk.customer().await;
    let id = desk.request(customer).await;
    desk.advance(60);
    let who = Participant::Customer(customer);
    assert_eq!(status(&desk, who, id).await, Status::Expired);
    let now = desk.ctx.now();
    let (open, sent) = desk
        .ctx
        .read(move |tx| {
            let open = session::active(tx, now, who)?;
            Ok((open, pairing::open_requests(tx, now, mitra)?))
        })
        .await
        .unwrap();
    assert_eq!((open.len(), sent.len()), (0, 0));
    let history = session::history(&desk.ctx, who, None, first_page())
        .await
        .unwrap();
    assert_eq!(history.items[0].status, Status::Expired);
    let late = pairing::accept(&desk.ctx, mitra, id).await.unwrap_err();
    assert_eq!(
        (late.code, late.reason),
        (Code::RequestNotAvailable, Some("expired"))
    );
    let late = pairing::cancel(&desk.ctx, customer, id).await.unwrap_err();
    assert_eq!(
        (late.code, late.reason),
        (Code::RequestNotAvailable, Some("expired"))
    );
    // Who comes online now gets nothing of it, and a rejection ends it.
    let other = desk.online_mitra(1).await;
    let sent = desk
        .ctx
        .read(move |tx| pairing::open_requests(tx, now, other))
        .await;
    assert_eq!(sent.unwrap(), []);
    pairing::reject(&desk.ctx, mitra, id).await.unwrap();
    let session = session::one(&desk.ctx, who, id).await.unwrap();
    assert_eq!(session.ended_at, Some(START.plus_seconds(60)));
}

#[tokio::test]
async fn the_next_request_does_not_stumble_over_one_whose_time_is_over() {
    let desk = Desk::new().await;
    let customer = desk.customer().await;
    let first = desk.request(customer).await;
    desk.advance(60);
    let second = desk.request(customer).await;
    let who = Participant::Customer(customer);
    assert_eq!(status(&desk, who, first).await, Status::Expired);
    assert_eq!(status(&desk, who, second).await, Status::Requested);
}

#[tokio::test]
async fn messages_are_taken_until_the_goodbyes_are_over_and_not_a_moment_longer() {
    let mut desk = Desk::new().await;
    let (customer, mitra, id) = desk.pair().await;
    let sides = [Participant::Customer(customer), Participant::Mitra(mitra)];
    let say = async |who, key: String| -> Result<Sent, Error> {
        let new = NewMessage::parse(key, "x".into()).unwrap();
        message::send(&desk.ctx, who, id, new, None).await
    };
    for (n, seconds) in [0, 600, 300, 299].into_iter().enumerate() {
        desk.advance(seconds);
        for who in sides {
            say(who, n.to_string()).await.unwrap();
        }
    }
    assert_eq!(status(&desk, sides[0], id).await, Status::Closing);
    desk.advance(1);
    for who in sides {
        let refused = say(who, "late".into()).await.unwrap_err();
        assert_eq!(refused.code, Code::SessionNotActive);
        // What was acknowledged before is acknowledged again.
        assert!(!say(who, "3".into()).await.unwrap().is_new);
    }
    let session = session::one(&desk.ctx, sides[0], id).await.unwrap();
    assert_eq!((session.status, session.last_seq), (Status::Completed, 8));
}

#[tokio::test]
async fn topics_extensions_and_goodbyes_go_by_the_instant_too() {
    let mut desk = Desk::new().await;
    let (customer, mitra, id) = desk.pair().await;
    let (customer_side, mitra_side) = (Participant::Customer(customer), Participant::Mitra(mitra));
    desk.advance(899);
    sensitivity::set(&desk.ctx, mitra, id, Topic::Sensitive)
        .await
        .unwrap();
    desk.advance(1);
    let late = sensitivity::set(&desk.ctx, mitra, id, Topic::Regular)
        .await
        .unwrap_err();
    assert_eq!(late.code, Code::SessionNotActive);
    // Closing since then: asked for from there, with the grace that is left.
    desk.advance(100);
    let answer = |_: &session::Extension, _| Answer {
        status: 0,
        body: Vec::new(),
    };
    let asked = extension::ask(&desk.ctx, customer, id, desk.tier, None, answer)
        .await
        .unwrap();
    let extension::Asked::New(asked, topic) = asked else {
        panic!("replayed");
    };
    assert_eq!(topic, Topic::Sensitive);
    desk.advance(60);
    let late = extension::answer(&desk.ctx, mitra, id, asked.id, true)
        .await
        .unwrap_err();
    assert_eq!(late.code, Code::ExtensionResolved);
    let session = session::one(&desk.ctx, customer_side, id).await.unwrap();
    assert_eq!(session.status, Status::Closing);
    assert_eq!(session.closing_at, Some(START.plus_seconds(900)));
    assert_eq!(session.grace_ends_at, Some(START.plus_seconds(1060 + 200)));
    let say = async |who| pairing::say_goodbye(&desk.ctx, who, id, Words::default()).await;
    say(mitra_side).await.unwrap();
    desk.advance(200);
    assert_eq!(
        say(customer_side).await.unwrap_err().code,
        Code::SessionNotActive
    );
    // Who had said it may say it again, which also finds out that it is over.
    assert_eq!(say(mitra_side).await.unwrap().status, Status::Completed);
}

#[tokio::test]
async fn a_session_that_is_over_keeps_its_mitra_from_nobody_else() {
    let mut desk = Desk::new().await;
    one_at_a_time(&desk).await;
    let (customer, mitra) = (desk.customer().await, desk.online_mitra(0).await);
    let first = desk.request(customer).await;
    // Sent while there was room.
    let sent = desk.request(desk.customer().await).await;
    pairing::accept(&desk.ctx, mitra, first).await.unwrap();
    let refused = pairing::accept(&desk.ctx, mitra, sent).await.unwrap_err();
    assert_eq!(refused.code, Code::MitraAtLimit);
    // Its time and the goodbyes after it.
    desk.advance(899 + 300);
    let refused = pairing::accept(&desk.ctx, mitra, sent).await.unwrap_err();
    assert_eq!(refused.code, Code::MitraAtLimit);
    desk.advance(1);
    let accepted = pairing::accept(&desk.ctx, mitra, sent).await.unwrap();
    assert_eq!(accepted.status, Status::Active);
    let who = Participant::Customer(customer);
    let over = session::one(&desk.ctx, who, first).await.unwrap();
    assert_eq!(over.ended_at, Some(START.plus_seconds(1200)));
    desk.heard();

    desk.advance(1200);
    let asked = desk.request(desk.customer().await).await;
    let open = desk
        .ctx
        .read({
            let now = desk.ctx.now();
            move |tx| pairing::open_requests(tx, now, mitra)
        })
        .await
        .unwrap();
    assert_eq!(open.iter().map(|r| r.id).collect::<Vec<_>>(), [asked]);
    // Both sides of what was over were told, and before anyone was told of the new request.
    let told = desk.heard();
    let at = |wanted: fn(&Event) -> bool| told.iter().position(wanted).unwrap();
    assert!(
        at(|e| matches!(e, Event::SessionCompleted(_)))
            < at(|e| matches!(e, Event::RequestOffered { .. }))
    );
}

#[tokio::test]
async fn who_comes_online_when_their_last_session_is_over_is_sent_what_is_open() {
    let mut desk = Desk::new().await;
    one_at_a_time(&desk).await;
    let (_, mitra, _) = desk.pair().await;
    pairing::go_offline(&desk.ctx, mitra).await.unwrap();
    let asked = desk.request(desk.customer().await).await;
    desk.advance(1200);
    pairing::go_online(&desk.ctx, mitra).await.unwrap();
    pairing::accept(&desk.ctx, mitra, asked).await.unwrap();
}
