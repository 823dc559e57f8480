//! What the world is told: for each thing that happens to a conversation the events, in their order, to whom, and with the
//! picture of their moment. And that what was refused, or changed nothing, is not told at all.

use curhat::domain::{
    event::{ConnectionId, Event, RequestClosed},
    idempotency::Answer,
    message::{self, Mark, NewMessage},
    pairing, sensitivity,
    session::{self, Outcome, Participant, Party, Status, Topic, extension, goodbye::Words},
};

use crate::world::{Desk, START};

#[tokio::test]
async fn a_request_is_offered_to_all_at_once_and_to_each_who_comes_later() {
    let mut desk = Desk::new().await;
    let mut asked = vec![desk.online_mitra(0).await, desk.online_mitra(1).await];
    asked.sort();
    let customer = desk.customer().await;
    let id = desk.request(customer).await;
    let Event::RequestOffered {
        request,
        mut mitras,
    } = desk.heard().remove(0)
    else {
        panic!("no offer");
    };
    mitras.sort();
    assert_eq!(
        (request.id, request.status, &mitras),
        (id, Status::Requested, &asked)
    );
    let late = desk.online_mitra(2).await;
    let [Event::RequestOffered { request, mitras }] = &desk.heard()[..] else {
        panic!("no offer");
    };
    assert_eq!((request.id, mitras), (id, &vec![late]));
    // Coming again is no news.
    pairing::go_online(&desk.ctx, late).await.unwrap();
    assert_eq!(desk.heard(), []);
}

#[tokio::test]
async fn an_accept_starts_the_session_and_closes_the_request_for_both_kinds_of_mitras() {
    let mut desk = Desk::new().await;
    let (one, other) = (desk.online_mitra(0).await, desk.online_mitra(1).await);
    let customer = desk.customer().await;
    let id = desk.request(customer).await;
    desk.heard();
    let session = pairing::accept(&desk.ctx, one, id).await.unwrap();
    let closed = |mitra, reason| Event::RequestClosed {
        session: id,
        mitras: vec![mitra],
        reason,
    };
    assert_eq!(
        desk.heard(),
        [
            Event::SessionStarted(session.clone().into()),
            closed(one, RequestClosed::Accepted),
            closed(other, RequestClosed::AcceptedByOther),
        ]
    );
    // Neither the same accept again nor one that is too late is told.
    pairing::accept(&desk.ctx, one, id).await.unwrap();
    pairing::accept(&desk.ctx, other, id).await.unwrap_err();
    assert_eq!(desk.heard(), []);
}

#[tokio::test]
async fn the_ends_of_a_request_are_told_to_those_who_still_had_it() {
    let mut desk = Desk::new().await;
    let (one, other) = (desk.online_mitra(0).await, desk.online_mitra(1).await);
    let customer = desk.customer().await;
    let closed = |session, mitra, reason| Event::RequestClosed {
        session,
        mitras: vec![mitra],
        reason,
    };
    // Rejected by one, taken back from the other.
    let id = desk.request(customer).await;
    desk.heard();
    pairing::reject(&desk.ctx, one, id).await.unwrap();
    assert_eq!(desk.heard(), [closed(id, one, RequestClosed::Rejected)]);
    pairing::cancel(&desk.ctx, customer, id).await.unwrap();
    assert_eq!(
        desk.heard(),
        [closed(id, other, RequestClosed::CancelledByCustomer)]
    );
    pairing::cancel(&desk.ctx, customer, id).await.unwrap();
    assert_eq!(desk.heard(), []);

    // Rejected by one, then out of time.
    let id = desk.request(customer).await;
    pairing::reject(&desk.ctx, one, id).await.unwrap();
    desk.heard();
    desk.pass(60).await;
    let [Event::RequestExpired(session), rest] = &desk.heard()[..] else {
        panic!("not expired");
    };
    assert_eq!((session.id, session.status), (id, Status::Expired));
    assert_eq!(*rest, closed(id, other, RequestClosed::Expired));

    // Rejected by all.
    let id = desk.request(customer).await;
    pairing::reject(&desk.ctx, one, id).await.unwrap();
    desk.heard();
    pairing::reject(&desk.ctx, other, id).await.unwrap();
    let [first, Event::RequestExpired(session)] = &desk.heard()[..] else {
        panic!("not expired");
    };
    assert_eq!(*first, closed(id, other, RequestClosed::Rejected));
    assert_eq!(session.id, id);
}

#[tokio::test]
async fn the_end_is_announced_five_minutes_before_and_again_after_an_extension() {
    let mut desk = Desk::new().await;
    let (customer, mitra, id) = desk.pair().await;
    desk.pass(599).await;
    assert_eq!(desk.heard(), []);
    desk.pass(1).await;
    let expiring = |seconds| move |event: &Event| matches!(event, Event::SessionExpiring { session, remaining_seconds, .. } if *session == id && *remaining_seconds == seconds);
    assert!(matches!(&desk.heard()[..], [event] if expiring(300)(event)));
    desk.pass(30).await;
    assert_eq!(desk.heard(), []);

    extension::ask(&desk.ctx, customer, id, desk.tier, None, |_, _| Answer {
        status: 0,
        body: Vec::new(),
    })
    .await
    .unwrap();
    let [Event::ExtensionRequested(session)] = &desk.heard()[..] else {
        panic!("not asked");
    };
    assert_eq!(session.status, Status::Extending);
    let asked = session.pending_extension.clone().unwrap();
    extension::answer(&desk.ctx, mitra, id, asked.id, true)
        .await
        .unwrap();
    let [Event::ExtensionResolved { session, outcome }] = &desk.heard()[..] else {
        panic!("not answered");
    };
    assert_eq!(
        (*outcome, session.status),
        (Outcome::Accepted, Status::Active)
    );
    assert_eq!(session.pending_extension, None);
    // 15 minutes and 15 more, of which 10:30 have passed.
    desk.pass(1800 - 630 - 300).await;
    assert!(matches!(&desk.heard()[..], [event] if expiring(300)(event)));
}

#[tokio::test]
async fn a_late_alarm_tells_each_step_with_the_picture_of_its_moment() {
    let mut desk = Desk::new().await;
    let (customer, ..) = desk.pair().await;
    let waiting = desk.request(desk.customer().await).await;
    desk.heard();
    desk.pass(900 + 300).await;
    let heard = desk.heard();
    let [
        Event::RequestExpired(request),
        Event::RequestClosed { .. },
        Event::SessionClosing(closing),
        Event::SessionCompleted(over),
    ] = &heard[..]
    else {
        panic!("{heard:?}");
    };
    assert_eq!(request.id, waiting);
    assert_eq!((closing.status, closing.ended_at), (Status::Closing, None));
    assert_eq!(
        (over.status, over.customer.id),
        (Status::Completed, customer)
    );
    assert_eq!(over.ended_at, closing.grace_ends_at);
}

#[tokio::test]
async fn goodbyes_are_told_and_a_free_mitra_gets_what_waits() {
    let mut desk = Desk::new().await;
    let (customer, mitra, id) = desk.pair().await;
    desk.ctx
        .write(|work| {
            work.tx.execute(
                "update app_config set value = '1' where key = 'mitra_max_concurrent_sessions'",
                &[],
            )?;
            Ok(())
        })
        .await
        .unwrap();
    let waiting = desk.request(desk.customer().await).await;
    let [Event::RequestOffered { mitras, .. }] = &desk.heard()[..] else {
        panic!("not told");
    };
    assert_eq!(*mitras, []);
    let (customer, mitra) = (Participant::Customer(customer), Participant::Mitra(mitra));
    session::end(&desk.ctx, mitra, id).await.unwrap();
    assert!(matches!(&desk.heard()[..], [Event::SessionClosing(_)]));
    let say = async |who| {
        pairing::say_goodbye(&desk.ctx, who, id, Words::default())
            .await
            .unwrap()
    };
    say(customer).await;
    say(customer).await;
    say(mitra).await;
    let heard = desk.heard();
    let [
        Event::GoodbyeReceived {
            from: Party::Customer,
            ..
        },
        Event::GoodbyeReceived {
            from: Party::Mitra, ..
        },
        Event::SessionCompleted(over),
        Event::RequestOffered { request, mitras },
    ] = &heard[..]
    else {
        panic!("{heard:?}");
    };
    assert_eq!((over.id, request.id, mitras.len()), (id, waiting, 1));
}

#[tokio::test]
async fn messages_marks_and_topics_are_told_once_and_only_when_something_changed() {
    let mut desk = Desk::new().await;
    let (customer, mitra, id) = desk.pair().await;
    let (mitra_side, customer_side) = (Participant::Mitra(mitra), Participant::Customer(customer));
    let origin = Some(ConnectionId(7));
    let say = async |text: &str| {
        let new = NewMessage::parse("a".into(), text.into()).unwrap();
        message::send(&desk.ctx, customer_side, id, new, origin).await
    };
    let sent = say("Halo").await.unwrap();
    assert!(!say("Halo").await.unwrap().is_new);
    say("Hola").await.unwrap_err();
    let [
        Event::MessageSent {
            message,
            parties,
            origin: from,
        },
    ] = &desk.heard()[..]
    else {
        panic!("not sent");
    };
    assert_eq!((message, *from), (&sent.message, origin));
    assert_eq!((parties.customer, parties.mitra), (customer, Some(mitra)));

    let mark = async |who, mark, up_to| {
        message::mark(&desk.ctx, who, id, mark, up_to)
            .await
            .unwrap();
    };
    mark(mitra_side, Mark::Delivered, 1).await;
    mark(mitra_side, Mark::Delivered, 1).await;
    mark(mitra_side, Mark::Read, 9).await;
    mark(mitra_side, Mark::Delivered, 9).await;
    // One's own messages are not one's to mark.
    mark(customer_side, Mark::Read, 1).await;
    let heard = desk.heard();
    let [
        Event::MessagesMarked {
            mark: Mark::Delivered,
            up_to_seq: 1,
            by: Party::Mitra,
            ..
        },
        Event::MessagesMarked {
            mark: Mark::Read,
            up_to_seq: 1,
            by: Party::Mitra,
            ..
        },
    ] = &heard[..]
    else {
        panic!("{heard:?}");
    };

    for topic in [Topic::Regular, Topic::Sensitive, Topic::Sensitive] {
        sensitivity::set(&desk.ctx, mitra, id, topic).await.unwrap();
    }
    let [
        Event::TopicUpdated {
            topic, changed_at, ..
        },
    ] = &desk.heard()[..]
    else {
        panic!("not told, or twice");
    };
    assert_eq!((*topic, *changed_at), (Topic::Sensitive, START));
}
