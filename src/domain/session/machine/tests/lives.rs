//! Random lives of a session: a script of commands and pauses, played from the request on.

use proptest::{collection::vec, prelude::*};

use super::{
    Command::{Accept, AllRejected, AnswerExtension, AskExtension, Cancel, End, SayGoodbye, Tick},
    *,
};

/// One entry of a random life: how long nothing happens, then what does.
type Entry = (Wait, Command);

#[derive(Debug, Clone, Copy)]
enum Wait {
    Millis(i64),
    /// Until so many milliseconds after the deadline (before it, if negative): where the mistakes live.
    AroundDeadline(i64),
}

/// One decision of a life, with all that went into it and came out of it.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub before: State,
    pub command: Command,
    pub now: Timestamp,
    pub outcome: Result<(State, Vec<Fact>), Refusal>,
}

impl Turn {
    pub fn after(&self) -> State {
        self.outcome
            .as_ref()
            .map_or(self.before, |(state, _)| *state)
    }

    pub fn facts(&self) -> &[Fact] {
        self.outcome.as_ref().map_or(&[], |(_, facts)| facts)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Life {
    pub rules: Rules,
    pub turns: Vec<Turn>,
}

impl Life {
    /// Plays the script. With a punctual alarm, each deadline gets its Tick at its very instant.
    fn play(rules: Rules, script: &[Entry], punctual_alarm: bool) -> Self {
        let mut life = Self {
            rules,
            turns: vec![],
        };
        let mut now = s(0);
        for &(wait, command) in script {
            now = now.max(match (wait, deadline(&life.state())) {
                (Wait::AroundDeadline(millis), Some(deadline)) => deadline.plus_millis(millis),
                (Wait::AroundDeadline(millis) | Wait::Millis(millis), _) => now.plus_millis(millis),
            });
            if punctual_alarm {
                life.alarm_until(now);
            }
            life.decide(command, now);
        }
        life
    }

    /// The commands of another life at the instants they had there, and no alarm at all.
    pub fn again_without_alarm(&self) -> Self {
        let (rules, turns) = (self.rules, vec![]);
        let mut life = Self { rules, turns };
        for turn in self.turns.iter().filter(|m| m.command != Tick) {
            life.decide(turn.command, turn.now);
        }
        life
    }

    pub fn state(&self) -> State {
        self.turns.last().map_or(REQUESTED, Turn::after)
    }

    fn alarm_until(&mut self, now: Timestamp) {
        while let Some(due) = deadline(&self.state()).filter(|&due| due <= now) {
            self.decide(Tick, due);
            let tick = self.turns.last().expect("decide adds a turn");
            assert_ne!(tick.before, tick.after(), "the alarm rings for ever");
        }
    }

    fn decide(&mut self, command: Command, now: Timestamp) {
        let before = self.state();
        let outcome = decide(&before, &command, now, &self.rules);
        self.turns.push(Turn {
            before,
            command,
            now,
            outcome,
        });
    }

    pub fn facts(&self) -> impl Iterator<Item = (&Turn, Fact)> {
        self.turns
            .iter()
            .flat_map(|m| m.facts().iter().map(move |&fact| (m, fact)))
    }
}

fn party() -> impl Strategy<Value = Party> {
    prop_oneof![Just(Customer), Just(Mitra)]
}

fn rules() -> impl Strategy<Value = Rules> {
    (1..600_i64, 1..600_i64, any::<bool>(), any::<bool>()).prop_map(
        |(
            closure_grace_seconds,
            extension_timeout_seconds,
            customer_may_end_early,
            mitra_may_end_early,
        )| Rules {
            closure_grace_seconds,
            extension_timeout_seconds,
            customer_may_end_early,
            mitra_may_end_early,
        },
    )
}

/// Commands of users and of the alarm, those that lead on being the more frequent ones.
fn command() -> impl Strategy<Value = Command> {
    // Few ids, so that answers meet the pending extension often, and an earlier one now and then.
    let id = || (1..3_u128).prop_map(ext);
    prop_oneof![
        4 => (1..12_i64).prop_map(|minutes| Accept { minutes }),
        1 => Just(Cancel),
        1 => Just(AllRejected),
        1 => party().prop_map(End),
        1 => Just(CustomerGone),
        6 => (id(), 1..12_i64).prop_map(|(id, minutes)| AskExtension { id, minutes }),
        6 => (id(), any::<bool>()).prop_map(|(id, accept)| AnswerExtension { id, accept }),
        2 => party().prop_map(SayGoodbye),
        3 => Just(Tick),
    ]
}

fn wait() -> impl Strategy<Value = Wait> {
    prop_oneof![
        4 => (0..20_000_i64).prop_map(Wait::Millis),
        1 => (0..900_000_i64).prop_map(Wait::Millis),
        3 => (-1..2_i64).prop_map(Wait::AroundDeadline),
        1 => (0..900_000_i64).prop_map(Wait::AroundDeadline),
    ]
}

/// Most scripts begin with an accept: there is little to say of a request that ends as one.
fn script() -> impl Strategy<Value = Vec<Entry>> {
    (vec((wait(), command()), 1..30), 0..10_u8, 1..40_i64).prop_map(
        |(mut script, dice, minutes)| {
            if dice > 0 {
                script.insert(0, (Wait::Millis(5_000), Accept { minutes }));
            }
            script
        },
    )
}

/// The alarm comes when some command or Tick of the script comes, so rather late.
pub(super) fn life() -> impl Strategy<Value = Life> {
    (rules(), script()).prop_map(|(rules, script)| Life::play(rules, &script, false))
}

pub(super) fn punctual_life() -> impl Strategy<Value = Life> {
    (rules(), script()).prop_map(|(rules, script)| Life::play(rules, &script, true))
}
