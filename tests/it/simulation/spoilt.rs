//! That each rule can fail. A town with sessions of every kind is spoilt in one way after the other, and each is noticed.

use std::collections::BTreeSet;

use curhat::domain::{
    error::{Code, Error},
    ids::ExtensionId,
    pairing::{Order, Purchase},
    session::{Participant, Topic},
};

use super::{
    conduct::Act,
    never::{NEVER, SWEPT},
    refusals,
    rules::{Moment, finds},
    scene::of_every_kind,
    tally::Tally,
    town::Town,
};

/// Which of the rules are asked.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Moves(Moment),
    Ledger,
    People,
    AddsUp,
    FindsAll,
}

use Asked::{AddsUp, FindsAll, Ledger, Moves, People};

/// What is done to the rows, and what is said of it.
const SPOILT: [(Asked, &str, &str); 44] = [
    (
        Moves(Moment::Any),
        "delete from chat_sessions where status = 'requested'",
        "is gone",
    ),
    (
        Moves(Moment::Any),
        "update chat_sessions set status = 'requested' where status = 'active'",
        "no way leads there",
    ),
    (
        Moves(Moment::Any),
        "update chat_sessions set expires_at = expires_at - 1 where status = 'active'",
        "was taken back",
    ),
    (
        Moves(Moment::Any),
        "update chat_sessions set started_at = started_at + 1 where status = 'active'",
        "began twice",
    ),
    (
        Moves(Moment::Any),
        "update chat_sessions set mitra_id = (select min(id) from mitras) where status = 'closing'",
        "changed hands",
    ),
    (
        Moves(Moment::Any),
        "update chat_sessions set last_seq = last_seq - 1 where status = 'active'",
        "a count went back",
    ),
    (
        Moves(Moment::Any),
        "update chat_sessions set last_seq = last_seq + 1 where status = 'completed'",
        "it had ended",
    ),
    (
        Moves(Moment::Any),
        "update chat_sessions set ended_at = 1 << 50 where status = 'active'",
        "in the future",
    ),
    (
        Moves(Moment::Refused),
        "update chat_sessions set topic_sensitivity = 'sensitive'",
        "was refused has changed",
    ),
    (
        Moves(Moment::Settled),
        "update chat_sessions set deadline_at = 1 where status = 'active'",
        "are late",
    ),
    (
        FindsAll,
        "update chat_sessions set last_seq = 0",
        "does not find",
    ),
    (
        People,
        "delete from auth_sessions",
        "is not signed in any more",
    ),
    (
        People,
        "update auth_sessions set expires_at = expires_at - 1",
        "is not signed in any more",
    ),
    (
        AddsUp,
        "update chat_sessions set started_at = null where status = 'active'",
        "starts were told",
    ),
    (
        AddsUp,
        "update chat_sessions set last_seq = last_seq + 1 where status = 'active'",
        "messages were told",
    ),
    (
        AddsUp,
        "update chat_sessions set status = 'completed' where status = 'active'",
        "completions were told",
    ),
    (
        AddsUp,
        "update chat_sessions set status = 'expired' where status = 'requested'",
        "expiries were told",
    ),
    (
        AddsUp,
        "delete from session_extensions where status = 'pending'",
        "extensions asked for were told",
    ),
    (
        AddsUp,
        "update session_extensions set status = 'timeout' where status = 'pending'",
        "extensions resolved were told",
    ),
    (AddsUp, "delete from session_goodbyes", "goodbyes were told"),
    (
        AddsUp,
        "update session_extensions set status = 'rejected' where status = 'accepted'",
        "announced to expire 2 times",
    ),
    (
        AddsUp,
        "delete from chat_sessions where status = 'active'",
        "told of, but there is none",
    ),
    (
        Ledger,
        "update chat_sessions set price_idr = price_idr + 1 where status = 'requested'",
        "was sold as",
    ),
    (
        Ledger,
        "update chat_sessions set duration_minutes = duration_minutes - 1 where status = 'active'",
        "was sold as",
    ),
    (
        Ledger,
        "update session_extensions set price_idr = 0 where status = 'accepted'",
        "was sold as",
    ),
    (
        Ledger,
        "update session_extensions set id = 'another' where status = 'accepted'",
        "nobody asked for it",
    ),
    (
        Ledger,
        "update chat_sessions set expires_at = 1 where status = 'requested'",
        "never began",
    ),
    (
        Ledger,
        "update session_extensions set respond_by = respond_by + 1",
        "other than its time",
    ),
    (
        Ledger,
        "update session_extensions set requested_at = requested_at + 3600000, respond_by = respond_by + 3600000 where status = 'pending'",
        "in time that was over",
    ),
    (
        Ledger,
        "update session_extensions set resolved_at = respond_by where status = 'accepted'",
        "when it could not be",
    ),
    (
        Ledger,
        "update session_extensions set resolved_at = respond_by - 1 where status = 'timeout'",
        "when it could not be",
    ),
    (
        Ledger,
        "update chat_sessions set expires_at = expires_at + 60000 where status = 'active'",
        "given away",
    ),
    (
        Ledger,
        "update session_extensions set status = 'rejected' where status = 'accepted'",
        "given away",
    ),
    (
        Ledger,
        "update chat_sessions set ended_at = ended_at + 1 where end_reason = 'stale_on_restart'",
        "a restart ended it",
    ),
    (
        Ledger,
        "update chat_sessions set closing_at = null where status = 'closing'",
        "closed at no time",
    ),
    (
        Ledger,
        "update chat_sessions set closing_at = closing_at - 1 where end_reason = 'time_up'",
        "than its reason gives",
    ),
    (
        Ledger,
        "update chat_sessions set closing_at = expires_at where end_reason = 'ended_by_customer'",
        "than its reason gives",
    ),
    (
        Ledger,
        "update chat_sessions set closing_at = closing_at + 1 where end_reason = 'extension_rejected'",
        "than its reason gives",
    ),
    (
        Ledger,
        "update chat_sessions set end_reason = 'time_up' where end_reason = 'extension_timeout'",
        "than its reason gives",
    ),
    (
        Ledger,
        "update chat_sessions set grace_ends_at = grace_ends_at + 1 where status = 'closing'",
        "the goodbyes have other",
    ),
    (
        Ledger,
        "update session_extensions set grace_left_ms = grace_left_ms + 1",
        "in goodbyes that were none",
    ),
    (
        Ledger,
        "update session_goodbyes set created_at = 1",
        "a goodbye was said",
    ),
    (
        Ledger,
        "update chat_sessions set ended_at = ended_at - 1 where end_reason = 'time_up'",
        "than the goodbyes",
    ),
    (
        Ledger,
        "delete from session_goodbyes where sender = 'mitra'",
        "than the goodbyes",
    ),
];

/// Spoils the rows, asks, and takes it back.
fn spoil<T>(town: &Town, with: &str, ask: impl FnOnce() -> T) -> T {
    let run = |sql: &str| town.sql.execute_batch(sql).unwrap();
    run("pragma foreign_keys = off; pragma ignore_check_constraints = on; savepoint spoilt");
    run(with);
    let found = ask();
    run("rollback to spoilt; release spoilt");
    found
}

#[tokio::test]
async fn each_rule_of_the_rows_notices_what_it_is_there_for() {
    let (scene, ..) = of_every_kind().await;
    let town = &scene.town;
    for rule in &NEVER {
        assert_eq!(finds(town, rule), None, "{}", rule.wrong);
    }
    for rule in NEVER.iter().chain(&SWEPT) {
        let found = spoil(town, rule.spoilt_by, || finds(town, rule));
        assert!(found.is_some(), "{} is not noticed", rule.wrong);
    }
}

#[tokio::test]
async fn each_rule_of_time_money_and_telling_notices_what_it_is_there_for() {
    let (scene, ..) = of_every_kind().await;
    let (town, watch) = (&scene.town, &scene.watch);
    let ask = |what: Asked| {
        let mut watch = watch.clone();
        match what {
            Moves(moment) => watch.moves(town, moment),
            Ledger => watch.ledger.check(town),
            People => town.people.are_known(town),
            AddsUp => watch.adds_up(town),
            FindsAll => watch.finds_all(town),
        }
    };
    for (what, with, said) in SPOILT {
        assert_eq!(ask(what), Ok(()), "{what:?}");
        let wrong = spoil(town, with, || ask(what)).unwrap_err();
        assert!(wrong.contains(said), "{with}: {wrong}");
    }
    // A kill excuses what was not told, and not what was told and is gone.
    for (with, is_excused) in [
        (
            "update chat_sessions set last_seq = last_seq + 1 where status = 'active'",
            true,
        ),
        (
            "update chat_sessions set last_seq = last_seq - 1 where status = 'active'",
            false,
        ),
        ("delete from session_goodbyes", false),
    ] {
        let mut watch = watch.clone();
        let outcome = spoil(town, with, || {
            watch.nobody_was_told(town);
            watch.adds_up(town)
        });
        assert_eq!(outcome.is_ok(), is_excused, "{with}");
    }
}

/// If every accept were refused, all requests would run out, and no rule of the rows would be broken.
#[tokio::test]
async fn no_refusal_is_right_of_what_may_be_done() {
    let (scene, [active, extending, closing], requested) = of_every_kind().await;
    let town = &scene.town;
    let waits = town.sql.query_row(
        "select id from session_extensions where status = 'pending'",
        [],
        |row| row.get(0),
    );
    let waits = ExtensionId::parse(&waits.unwrap_or_else(|_: rusqlite::Error| String::new()));
    let customer = Participant::Customer(active.customer);
    let tier = town.tiers[0].id;
    let key = String::new;
    let order = Order {
        topic: Topic::Regular,
        purchase: Purchase::FreeTrial,
    };
    for act in [
        Act::Request {
            customer: town.customers[5],
            order,
            key: key(),
        },
        Act::Online(active.mitra),
        Act::Offline(active.mitra),
        Act::Activate(active.mitra, true),
        Act::Accept(active.mitra, requested),
        Act::Reject(active.mitra, requested),
        Act::Cancel(town.customers[3], requested),
        Act::Say(customer, active.session, key()),
        Act::Say(Participant::Mitra(closing.mitra), closing.session, key()),
        Act::Flip(active.mitra, active.session, Topic::Regular),
        Act::Ask {
            customer: active.customer,
            session: active.session,
            tier,
            key: key(),
        },
        Act::Ask {
            customer: closing.customer,
            session: closing.session,
            tier,
            key: key(),
        },
        Act::Answer(extending.mitra, extending.session, waits.unwrap(), true),
        Act::End(customer, active.session),
        Act::End(Participant::Mitra(extending.mitra), extending.session),
        Act::Goodbye(Participant::Mitra(closing.mitra), closing.session),
    ] {
        for code in Code::ALL {
            for reason in [
                None,
                Some("accepted_by_other"),
                Some("cancelled_by_customer"),
                Some("expired"),
            ] {
                let mut refusal = Error::from(*code);
                refusal.reason = reason;
                assert!(
                    !refusals::is_right(town, &act, &refusal),
                    "{act:?}: {refusal:?}"
                );
            }
        }
    }
}

#[test]
fn a_run_in_which_nothing_happens_proves_nothing() {
    let lacks: BTreeSet<_> = Tally::default().lacks().into_iter().collect();
    for what in [
        "session time_up",
        "accept done",
        "extension accepted from active",
    ] {
        assert!(lacks.contains(what), "{what}");
    }
}
