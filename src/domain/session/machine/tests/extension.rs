//! Asking for more minutes, and what the answer, or none, leads to.

use super::*;

#[test]
fn ending_while_an_extension_is_pending_answers_it_with_no() {
    let asked = extending(timer(0, 1800), 100, AskedFrom::Active);
    let ended = closing(timer(0, 1800), EndedByCustomer, 110, 410);
    let facts = [
        resolved(Rejected, 110),
        Fact::Closing {
            reason: EndedByCustomer,
        },
    ];
    becomes(asked, End(Customer), 110, ended, &facts);

    let asked_from = from_closing(TimeUp, 1800, 250);
    let asked = extending(timer(0, 1800), 1850, asked_from);
    let goes_on = closing(timer(0, 1800), TimeUp, 1800, 2110);
    let facts = [resolved(Rejected, 1860), Fact::Closing { reason: TimeUp }];
    becomes(asked, End(Mitra), 1860, goes_on, &facts);
}

#[test]
fn an_extension_is_asked_from_active_or_closing() {
    let facts = |asked| {
        [Fact::ExtensionAsked {
            extension: pending(asked),
        }]
    };
    let asked = extending(timer(0, 1800), 100, AskedFrom::Active);
    becomes(ACTIVE, ask(), 100, asked, &facts(100));
    refused(asked, ask(), 110, Refusal::ExtensionPending);
    let from_closing = from_closing(TimeUp, 1800, 250);
    let asked = extending(timer(0, 1800), 1850, from_closing);
    becomes(CLOSING, ask(), 1850, asked, &facts(1850));
    refused(asked, ask(), 1860, Refusal::ExtensionPending);
}

#[test]
fn after_a_goodbye_no_extension_can_be_asked() {
    for by in [Customer, Mitra] {
        let (state, _) = decide(&CLOSING, &SayGoodbye(by), s(1810), &RULES).unwrap();
        refused(state, ask(), 1820, Refusal::SessionNotActive);
    }
}

#[test]
fn the_end_waits_while_an_extension_is_pending_and_nobody_is_warned_of_it() {
    let asked = extending(timer(0, 1800), 1480, AskedFrom::Active);
    becomes(asked, Tick, 1539, asked, &[]);
    let asked = extending(timer(0, 1800), 1790, AskedFrom::Active);
    becomes(asked, Tick, 1849, asked, &[]);
}

#[test]
fn an_accepted_extension_counts_from_the_end_or_from_now_if_that_is_later() {
    let after_time_up = from_closing(TimeUp, 1800, 200);
    for (asked_from, asked, at, expires) in [
        (AskedFrom::Active, 100, 110, 2400),
        (AskedFrom::Active, 1790, 1845, 2445),
        (after_time_up, 1900, 1950, 2550),
        // Closed early, or after an earlier refusal, with paid time left: it comes back.
        (from_closing(EndedByMitra, 90, 290), 100, 110, 2400),
    ] {
        let running = State::Active {
            timer: timer(0, expires),
            notice_at: Some(s(expires - 300)),
        };
        let asked = extending(timer(0, 1800), asked, asked_from);
        becomes(asked, answer(true), at, running, &[resolved(Accepted, at)]);
    }
}

#[test]
fn after_an_extension_the_end_is_announced_again() {
    let warned = State::Active {
        timer: timer(0, 1800),
        notice_at: None,
    };
    let (asked, _) = decide(&warned, &ask(), s(1700), &RULES).unwrap();
    let (extended, _) = decide(&asked, &answer(true), s(1710), &RULES).unwrap();
    assert_eq!(deadline(&extended), Some(s(2400 - 300)));

    let short = AskExtension {
        id: ext(1),
        minutes: 1,
    };
    let (asked, _) = decide(&warned, &short, s(1790), &RULES).unwrap();
    let extended = State::Active {
        timer: timer(0, 1860),
        notice_at: None,
    };
    let expiring = Fact::Expiring {
        remaining_seconds: 65,
    };
    let facts = [resolved(Accepted, 1795), expiring];
    becomes(asked, answer(true), 1795, extended, &facts);
}

#[test]
fn an_extension_refused_from_active_closes_with_a_full_grace_period() {
    // Before the end of the paid time and after it alike.
    for asked in [100, 1790] {
        let state = extending(timer(0, 1800), asked, AskedFrom::Active);
        let (at, due) = (asked + 20, asked + 60);

        let rejected = closing(timer(0, 1800), ExtensionRejected, at, at + 300);
        let reason = ExtensionRejected;
        let facts = [resolved(Rejected, at), Fact::Closing { reason }];
        becomes(state, answer(false), at, rejected, &facts);

        let timed_out = closing(timer(0, 1800), ExtensionTimeout, due, due + 300);
        let reason = ExtensionTimeout;
        let facts = [resolved(Timeout, due), Fact::Closing { reason }];
        becomes(state, Tick, due, timed_out, &facts);
        becomes(state, Tick, due + 7, timed_out, &facts);
    }
}

#[test]
fn an_extension_refused_from_closing_leaves_the_grace_that_was_left_but_at_least_the_time_of_an_answer()
 {
    let ended = closing(timer(0, 1800), EndedByMitra, 1000, 1300);
    for (asked, left) in [(1100, 200), (1240, 60), (1299, 60)] {
        let (state, _) = decide(&ended, &ask(), s(asked), &RULES).unwrap();
        let (at, due) = (asked + 30, asked + 60);
        let goes_on = Fact::Closing {
            reason: EndedByMitra,
        };

        let rejected = closing(timer(0, 1800), EndedByMitra, 1000, at + left);
        becomes(
            state,
            answer(false),
            at,
            rejected,
            &[resolved(Rejected, at), goes_on],
        );

        let timed_out = closing(timer(0, 1800), EndedByMitra, 1000, due + left);
        let facts = [resolved(Timeout, due), goes_on];
        becomes(state, Tick, due + 5, timed_out, &facts);
    }
}

#[test]
fn a_second_answer_or_one_that_is_too_late_is_told_so() {
    let asked = extending(timer(0, 1800), 100, AskedFrom::Active);
    let (extended, _) = decide(&asked, &answer(true), s(110), &RULES).unwrap();
    let (rejected, _) = decide(&asked, &answer(false), s(110), &RULES).unwrap();
    for answer in [answer(true), answer(false)] {
        refused(extended, answer, 120, Refusal::ExtensionResolved);
        refused(rejected, answer, 120, Refusal::ExtensionResolved);
        // At the very instant, and long after; the alarm has not been there yet.
        refused(asked, answer, 160, Refusal::ExtensionResolved);
        refused(asked, answer, 9999, Refusal::ExtensionResolved);
        refused(REQUESTED, answer, 10, Refusal::SessionNotActive);
    }
    let earlier = Command::AnswerExtension {
        id: ext(99),
        accept: true,
    };
    refused(asked, earlier, 110, Refusal::ExtensionResolved);
}
