//! What holds in every life of a session, tried on random ones.

use std::collections::BTreeSet;

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{
    Command::{Accept, AnswerExtension, Recover, Tick},
    lives::{Turn, life, punctual_life},
    *,
};

fn timer_of(state: &State) -> Option<Timer> {
    match *state {
        State::Active { timer, .. }
        | State::Extending { timer, .. }
        | State::Closing { timer, .. } => Some(timer),
        State::Requested { .. }
        | State::Completed { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => None,
    }
}

fn pending_of(state: &State) -> Option<PendingExtension> {
    match *state {
        State::Extending { extension, .. } => Some(extension),
        _ => None,
    }
}

fn without_warnings(facts: &[Fact]) -> Vec<Fact> {
    let is_warning = |fact: &Fact| matches!(fact, Fact::Expiring { .. });
    facts
        .iter()
        .copied()
        .filter(|fact| !is_warning(fact))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_ended_session_stays_as_it_ended(life in life()) {
        for turn in life.turns.iter().filter(|m| m.before.has_ended()) {
            prop_assert_eq!(turn.after(), turn.before);
            prop_assert!(turn.facts().is_empty());
        }
    }

    #[test]
    fn a_live_state_always_has_a_deadline_and_it_lies_ahead(life in life()) {
        for turn in life.turns.iter().filter(|m| m.outcome.is_ok()) {
            let deadline = deadline(&turn.after());
            prop_assert_eq!(deadline.is_none(), turn.after().has_ended());
            prop_assert!(deadline.is_none_or(|deadline| turn.now < deadline));
        }
    }

    #[test]
    fn at_most_one_extension_is_pending_and_each_is_resolved_once(life in life()) {
        let mut pending = None;
        for (_, fact) in life.facts() {
            match fact {
                Fact::ExtensionAsked { extension } => {
                    prop_assert_eq!(pending.replace(extension.id), None);
                }
                Fact::ExtensionResolved { id, .. } => prop_assert_eq!(pending.take(), Some(id)),
                _ => {}
            }
        }
        prop_assert_eq!(pending_of(&life.state()).map(|extension| extension.id), pending);
    }

    #[test]
    fn the_start_never_moves_and_the_end_of_the_time_never_moves_back(life in life()) {
        let timers: Vec<_> = life.turns.iter().filter_map(|m| timer_of(&m.after())).collect();
        for pair in timers.windows(2) {
            prop_assert_eq!(pair[0].started_at, pair[1].started_at);
            prop_assert!(pair[0].expires_at <= pair[1].expires_at);
        }
    }

    /// `expires_at - started_at` is the minutes sold plus the time that passed unpaid: between the end of the time and an
    /// extension accepted after it.
    #[test]
    fn minutes_sold_are_minutes_given(life in life()) {
        let (mut sold, mut unpaid) = (0, 0);
        for turn in life.turns.iter().filter(|m| m.outcome.is_ok()) {
            let now = turn.now;
            match turn.command {
                Accept { minutes } => sold += minutes * 60_000,
                AnswerExtension { accept: true, .. } => {
                    let extension = pending_of(&turn.before).unwrap();
                    let expired_at = timer_of(&turn.before).unwrap().expires_at;
                    sold += extension.minutes * 60_000;
                    unpaid += now.millis_since(expired_at).max(0);
                }
                _ => {}
            }
            if let Some(timer) = timer_of(&turn.after()) {
                prop_assert_eq!(timer.expires_at.millis_since(timer.started_at), sold + unpaid);
            }
        }
    }

    #[test]
    fn paid_time_ends_early_only_by_an_end_or_a_refused_extension(life in life()) {
        for (turn, fact) in life.facts() {
            if fact == (Fact::Closing { reason: TimeUp }) && let Some(timer) = timer_of(&turn.before) {
                prop_assert!(timer.expires_at <= turn.now);
            }
        }
    }

    #[test]
    fn to_tick_twice_is_to_tick_once(life in life(), later in 0..2_000_000_i64) {
        for turn in &life.turns {
            let now = turn.now.plus_millis(later);
            let (once, _) = settle(&turn.before, now, &life.rules);
            prop_assert_eq!(settle(&once, now, &life.rules), (once, vec![]));
        }
    }

    #[test]
    fn a_tick_before_the_deadline_changes_nothing(life in life(), early in 1..2_000_000_i64) {
        for state in life.turns.iter().map(Turn::after) {
            if let Some(deadline) = deadline(&state) {
                let tick = decide(&state, &Tick, deadline.plus_millis(-early), &life.rules);
                prop_assert_eq!(tick, Ok((state, vec![])));
            }
        }
    }

    #[test]
    fn a_late_alarm_and_a_punctual_one_end_alike(life in life(), later in 0..2_000_000_i64) {
        for turn in &life.turns {
            let now = turn.now.plus_millis(later);
            let (late, late_facts) = settle(&turn.before, now, &life.rules);
            let (mut punctual, mut facts) = (turn.before, vec![]);
            while let Some(due) = deadline(&punctual).filter(|&due| due <= now) {
                let (next, new_facts) = settle(&punctual, due, &life.rules);
                prop_assert_ne!(next, punctual, "the alarm rings for ever");
                punctual = next;
                facts.extend(new_facts);
            }
            prop_assert_eq!(late, punctual);
            prop_assert_eq!(without_warnings(&late_facts), without_warnings(&facts));
        }
    }

    #[test]
    fn users_cannot_tell_from_any_answer_whether_the_alarm_was_late(life in punctual_life()) {
        let without = life.again_without_alarm();
        let commands = life.turns.iter().filter(|m| m.command != Tick);
        for (turn, late) in commands.zip(&without.turns) {
            match (&turn.outcome, &late.outcome) {
                (Ok((state, _)), Ok((late_state, _))) => prop_assert_eq!(state, late_state),
                (outcome, late_outcome) => prop_assert_eq!(outcome, late_outcome),
            }
        }
    }

    #[test]
    fn a_punctual_alarm_warns_exactly_once_before_the_time_is_up(life in punctual_life()) {
        let mut warned = 0;
        for (turn, fact) in life.facts() {
            match fact {
                Fact::Started | Fact::ExtensionResolved { outcome: Accepted, .. } => warned = 0,
                Fact::Expiring { remaining_seconds } => {
                    let expires_at = timer_of(&turn.after()).unwrap().expires_at;
                    let left = expires_at.millis_since(turn.now);
                    prop_assert!(left <= NOTICE_SECONDS * 1000);
                    prop_assert_eq!(remaining_seconds, (left + 999) / 1000);
                    warned += 1;
                    prop_assert_eq!(warned, 1);
                }
                Fact::Closing { reason: TimeUp } if pending_of(&turn.before).is_none() => {
                    prop_assert_eq!(warned, 1);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn every_change_has_a_fact_and_every_fact_a_change(life in life()) {
        for turn in &life.turns {
            let changed = turn.before != turn.after();
            prop_assert_eq!(changed, !turn.facts().is_empty(), "{:?}", turn);
        }
    }

    /// Whoever hears only the facts knows the status, the reason and the goodbyes.
    #[test]
    fn the_facts_tell_the_state(life in life()) {
        let (mut status, mut reason, mut goodbyes) = ("requested", None, Goodbyes::NONE);
        for turn in &life.turns {
            for fact in turn.facts() {
                match *fact {
                    Fact::Started | Fact::ExtensionResolved { outcome: Accepted, .. } => {
                        (status, reason) = ("active", None);
                    }
                    Fact::ExtensionAsked { .. } => (status, reason) = ("extending", None),
                    Fact::Closing { reason: why } => (status, reason) = ("closing", Some(why)),
                    Fact::GoodbyeReceived { from: Customer } => goodbyes.customer = true,
                    Fact::GoodbyeReceived { from: Mitra } => goodbyes.mitra = true,
                    Fact::Completed { reason: why } => (status, reason) = ("completed", Some(why)),
                    Fact::RequestExpired => (status, reason) = ("expired", Some(EndReason::NoMitra)),
                    Fact::RequestCancelled => {
                        (status, reason) = ("cancelled", Some(EndReason::CancelledByCustomer));
                    }
                    Fact::Expiring { .. } | Fact::ExtensionResolved { .. } => {}
                }
            }
            let (actual, said) = match turn.after() {
                State::Requested { .. } => ("requested", Goodbyes::NONE),
                State::Active { .. } => ("active", Goodbyes::NONE),
                State::Extending { .. } => ("extending", Goodbyes::NONE),
                State::Closing { goodbyes, .. } => ("closing", goodbyes),
                State::Completed { goodbyes, .. } => ("completed", goodbyes),
                State::Expired { .. } => ("expired", Goodbyes::NONE),
                State::Cancelled { .. } => ("cancelled", Goodbyes::NONE),
            };
            prop_assert_eq!((status, reason, goodbyes), (actual, turn.after().end_reason(), said));
        }
    }

    #[test]
    fn a_restart_is_an_alarm_except_for_what_ran_out_meanwhile(life in life(), down in 0..2_000_000_i64) {
        for turn in &life.turns {
            let now = turn.now.plus_millis(down);
            let state = turn.after();
            let recovered = decide(&state, &Recover, now, &life.rules).unwrap();
            let ran_out = timer_of(&state).is_some_and(|timer| timer.expires_at <= now)
                && pending_of(&state).is_none_or(|extension| extension.respond_by <= now)
                && !matches!(state, State::Closing { .. });
            if ran_out {
                let reason = StaleOnRestart;
                prop_assert!(recovered.0.has_ended());
                prop_assert_eq!(recovered.0.end_reason(), Some(reason));
                prop_assert_eq!(recovered.1.last(), Some(&Fact::Completed { reason }));
            } else {
                prop_assert_eq!(recovered, settle(&state, now, &life.rules));
            }
        }
    }

    /// Whatever was refused, both sides have time to say goodbye.
    #[test]
    fn a_refused_extension_leaves_at_least_the_time_of_an_answer_or_a_full_grace(life in life()) {
        for turn in &life.turns {
            let (Some(_), State::Closing { grace, .. }) = (pending_of(&turn.before), turn.after()) else {
                continue;
            };
            let resolved_at = turn.facts().iter().find_map(|fact| match *fact {
                Fact::ExtensionResolved { at, .. } => Some(at),
                _ => None,
            });
            let left = grace.ends_at.millis_since(resolved_at.unwrap());
            let rules = life.rules;
            let least = rules.extension_timeout_seconds.min(rules.closure_grace_seconds);
            prop_assert!(left >= least * 1000);
        }
    }
}

/// Random lives are worth something only if they get everywhere.
#[test]
fn random_lives_reach_every_fact_and_every_reason() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..2000 {
        let life = punctual_life().new_tree(&mut runner).unwrap().current();
        seen.extend(life.facts().map(|(_, fact)| {
            match fact {
                Fact::ExtensionResolved { outcome, .. } => format!("{outcome:?}"),
                Fact::Closing { reason } => format!("closing {reason:?}"),
                Fact::Completed { reason } => format!("completed {reason:?}"),
                fact => format!("{fact:?}")
                    .split([' ', '{'])
                    .next()
                    .unwrap()
                    .to_owned(),
            }
        }));
        seen.extend(
            life.turns
                .iter()
                .filter_map(|m| m.outcome.as_ref().err())
                .map(|r| format!("{r:?}")),
        );
    }
    // Started, Expiring, ExtensionAsked, GoodbyeReceived, RequestExpired, RequestCancelled; 3 outcomes; 5 reasons to close
    // and then to complete; 7 refusals, counting the reasons of one.
    assert_eq!(seen.len(), 6 + 3 + 5 + 5 + 7, "{seen:?}");
}
