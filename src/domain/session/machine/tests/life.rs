//! Request, running, closing, end: everything but extensions and restarts.

use super::*;

#[test]
fn accepting_starts_the_timer_and_plans_the_warning() {
    let active = State::Active {
        timer: timer(10, 610),
        notice_at: Some(s(310)),
    };
    becomes(
        REQUESTED,
        Accept { minutes: 10 },
        10,
        active,
        &[Fact::Started],
    );
}

#[test]
fn a_session_of_five_minutes_or_less_is_warned_at_its_start() {
    for (minutes, seconds) in [(5, 300), (1, 60)] {
        let active = State::Active {
            timer: timer(10, 10 + seconds),
            notice_at: None,
        };
        let expiring = Fact::Expiring {
            remaining_seconds: seconds,
        };
        let facts = [Fact::Started, expiring];
        becomes(REQUESTED, Accept { minutes }, 10, active, &facts);
    }
}

#[test]
fn a_request_ends_by_cancelling_by_rejection_or_by_time() {
    let cancelled = State::Cancelled { ended_at: s(10) };
    becomes(REQUESTED, Cancel, 10, cancelled, &[Fact::RequestCancelled]);
    becomes(cancelled, Cancel, 11, cancelled, &[]);
    let rejected = State::Expired { ended_at: s(10) };
    becomes(
        REQUESTED,
        AllRejected,
        10,
        rejected,
        &[Fact::RequestExpired],
    );
    let expired = State::Expired { ended_at: s(60) };
    for alarm in [Tick, Recover] {
        becomes(REQUESTED, alarm, 59, REQUESTED, &[]);
        becomes(REQUESTED, alarm, 60, expired, &[Fact::RequestExpired]);
        becomes(REQUESTED, alarm, 999, expired, &[Fact::RequestExpired]);
    }
    assert_eq!(cancelled.end_reason(), Some(EndReason::CancelledByCustomer));
    assert_eq!(expired.end_reason(), Some(EndReason::NoMitra));
}

#[test]
fn whoever_comes_too_late_for_a_request_is_told_what_closed_it() {
    use RequestClosed::{AcceptedByOther, CancelledByCustomer, Expired};
    let cancelled = State::Cancelled { ended_at: s(10) };
    let expired = State::Expired { ended_at: s(60) };
    let extending = extending(timer(0, 1800), 100, AskedFrom::Active);
    for (state, at, reason) in [
        (ACTIVE, 11, AcceptedByOther),
        (extending, 110, AcceptedByOther),
        (CLOSING, 1900, AcceptedByOther),
        (completed(2100, TimeUp), 2200, AcceptedByOther),
        (cancelled, 11, CancelledByCustomer),
        (expired, 61, Expired),
        // The alarm has not been there yet.
        (REQUESTED, 60, Expired),
    ] {
        let refusal = Refusal::RequestNotAvailable { reason };
        refused(state, Accept { minutes: 10 }, at, refusal);
        refused(state, AllRejected, at, refusal);
        if state != cancelled {
            refused(state, Cancel, at, refusal);
        }
    }
}

#[test]
fn the_end_is_announced_five_minutes_before_and_once() {
    becomes(ACTIVE, Tick, 1499, ACTIVE, &[]);
    let warned = State::Active {
        timer: timer(0, 1800),
        notice_at: None,
    };
    for (at, remaining_seconds) in [(1500, 300), (1790, 10)] {
        let expiring = Fact::Expiring { remaining_seconds };
        becomes(ACTIVE, Tick, at, warned, &[expiring]);
    }
    becomes(warned, Tick, 1799, warned, &[]);
}

#[test]
fn at_the_end_of_the_time_there_is_a_grace_period_counted_from_that_end() {
    let facts = [Fact::Closing { reason: TimeUp }];
    becomes(ACTIVE, Tick, 1800, CLOSING, &facts);
    becomes(ACTIVE, Tick, 2099, CLOSING, &facts);
    let facts = [
        Fact::Closing { reason: TimeUp },
        Fact::Completed { reason: TimeUp },
    ];
    becomes(ACTIVE, Tick, 2100, completed(2100, TimeUp), &facts);
    becomes(CLOSING, Tick, 2099, CLOSING, &[]);
    becomes(CLOSING, Tick, 2500, completed(2100, TimeUp), &facts[1..]);
}

#[test]
fn either_side_may_end_early_where_its_setting_allows() {
    for (by, reason) in [(Customer, EndedByCustomer), (Mitra, EndedByMitra)] {
        let ended = closing(timer(0, 1800), reason, 100, 400);
        becomes(ACTIVE, End(by), 100, ended, &[Fact::Closing { reason }]);
        becomes(ended, End(by), 110, ended, &[]);
        let other = if by == Customer { Mitra } else { Customer };
        refused(ended, End(other), 110, Refusal::SessionNotActive);

        let rules = Rules {
            customer_may_end_early: by == Mitra,
            mitra_may_end_early: by == Customer,
            ..RULES
        };
        for state in [
            ACTIVE,
            extending(timer(0, 1800), 90, AskedFrom::Active),
            extending(timer(0, 1800), 90, from_closing(TimeUp, 0, 0)),
        ] {
            let refusal = Err(Refusal::EarlyEndDisabled);
            assert_eq!(decide(&state, &End(by), s(100), &rules), refusal);
            assert!(decide(&state, &End(other), s(100), &rules).is_ok());
        }
    }
}

#[test]
fn goodbyes_of_both_complete_the_session_and_saying_it_twice_changes_nothing() {
    let goodbyes = |customer, mitra| State::Closing {
        timer: timer(0, 1800),
        grace: grace(TimeUp, 1800, 2100),
        goodbyes: Goodbyes { customer, mitra },
    };
    let over = State::Completed {
        ended_at: s(1830),
        reason: TimeUp,
        goodbyes: Goodbyes::BOTH,
    };
    for (first, second, one_goodbye) in [
        (Customer, Mitra, goodbyes(true, false)),
        (Mitra, Customer, goodbyes(false, true)),
    ] {
        let facts = [Fact::GoodbyeReceived { from: first }];
        becomes(CLOSING, SayGoodbye(first), 1810, one_goodbye, &facts);
        becomes(one_goodbye, SayGoodbye(first), 1820, one_goodbye, &[]);
        let facts = [
            Fact::GoodbyeReceived { from: second },
            Fact::Completed { reason: TimeUp },
        ];
        becomes(one_goodbye, SayGoodbye(second), 1830, over, &facts);
        becomes(over, SayGoodbye(first), 1840, over, &[]);
    }
}

#[test]
fn before_closing_and_after_the_end_there_is_no_goodbye() {
    let extending = extending(timer(0, 1800), 100, AskedFrom::Active);
    for (state, at) in [
        (REQUESTED, 10),
        (ACTIVE, 100),
        (extending, 110),
        (completed(2100, TimeUp), 2200),
        (State::Expired { ended_at: s(60) }, 70),
        (State::Cancelled { ended_at: s(60) }, 70),
        // The grace is over; the alarm has not been there yet.
        (CLOSING, 2100),
    ] {
        refused(state, SayGoodbye(Mitra), at, Refusal::SessionNotActive);
    }
}

#[test]
fn an_ended_or_unstarted_session_can_be_neither_ended_nor_extended() {
    for state in [
        REQUESTED,
        completed(5, EndedByCustomer),
        State::Expired { ended_at: s(5) },
        State::Cancelled { ended_at: s(5) },
    ] {
        refused(state, End(Customer), 10, Refusal::SessionNotActive);
        refused(state, ask(), 10, Refusal::SessionNotActive);
    }
}

#[test]
fn each_state_takes_messages_and_topic_flips_as_the_contract_says() {
    let extending = extending(timer(0, 1800), 100, AskedFrom::Active);
    for (state, messages, flips, ended) in [
        (REQUESTED, false, false, false),
        (ACTIVE, true, true, false),
        (extending, true, true, false),
        (CLOSING, true, false, false),
        (completed(2100, TimeUp), false, false, true),
        (State::Expired { ended_at: s(60) }, false, false, true),
        (State::Cancelled { ended_at: s(60) }, false, false, true),
    ] {
        assert_eq!(state.takes_messages(), messages, "{state:?}");
        assert_eq!(state.takes_topic_flips(), flips, "{state:?}");
        assert_eq!(state.has_ended(), ended, "{state:?}");
    }
    assert_eq!(extending.end_reason(), None);
    assert_eq!(CLOSING.end_reason(), Some(TimeUp));
}

#[test]
fn the_names_are_those_of_the_contract_and_can_be_read_back() {
    let names = "time_up extension_rejected extension_timeout ended_by_customer ended_by_mitra cancelled_by_customer \
                 no_mitra stale_on_restart";
    for name in names.split(' ') {
        assert_eq!(EndReason::parse(name).map(EndReason::as_str), Some(name));
    }
    for name in ["accepted", "rejected", "timeout"] {
        assert_eq!(Outcome::parse(name).map(Outcome::as_str), Some(name));
    }
    for name in ["customer", "mitra"] {
        assert_eq!(Party::parse(name).map(Party::as_str), Some(name));
    }
    assert_eq!(EndReason::parse("bored"), None);
}

#[test]
fn what_was_due_is_told_with_the_state_of_its_moment() {
    let steps = unfold(&ACTIVE, &Tick, s(9999), &RULES).unwrap();
    let closing = Step {
        state: CLOSING,
        facts: vec![Fact::Closing { reason: TimeUp }],
    };
    let over = Step {
        state: completed(2100, TimeUp),
        facts: vec![Fact::Completed { reason: TimeUp }],
    };
    assert_eq!(steps, [closing, over]);
    assert_eq!(unfold(&ACTIVE, &Tick, s(1), &RULES), Ok(vec![]));
}

#[test]
fn a_customer_who_is_gone_ends_whatever_is_open_without_goodbyes_and_whatever_the_settings() {
    let rules = Rules {
        customer_may_end_early: false,
        ..RULES
    };
    let over = |reason| completed(100, reason);
    let gone = |state, after, facts: &[Fact]| {
        let decided = decide(&state, &CustomerGone, s(100), &rules);
        assert_eq!(decided, Ok((after, facts.to_vec())), "{state:?}");
        // Once more changes nothing.
        assert_eq!(
            decide(&after, &CustomerGone, s(200), &rules),
            Ok((after, vec![]))
        );
    };
    let reason = EndedByCustomer;
    gone(ACTIVE, over(reason), &[Fact::Completed { reason }]);
    for (asked_from, reason) in [
        (AskedFrom::Active, EndedByCustomer),
        (from_closing(TimeUp, 0, 0), TimeUp),
    ] {
        let extending = extending(timer(0, 1800), 90, asked_from);
        let State::Extending { extension, .. } = extending else {
            unreachable!()
        };
        let resolved = Fact::ExtensionResolved {
            id: extension.id,
            outcome: Outcome::Rejected,
            at: s(100),
        };
        gone(
            extending,
            over(reason),
            &[resolved, Fact::Completed { reason }],
        );
    }
    let reason = EndedByMitra;
    let ending = closing(timer(0, 1800), reason, 90, 400);
    gone(ending, over(reason), &[Fact::Completed { reason }]);
    let cancelled = State::Cancelled { ended_at: s(10) };
    becomes(
        REQUESTED,
        CustomerGone,
        10,
        cancelled,
        &[Fact::RequestCancelled],
    );
}
