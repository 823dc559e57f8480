//! Chance plays customers, mitras, staff, the clock and the power switch, thousands of sessions long, and after every step
//! the rules in `simulation/` are checked. It goes through the use cases, without HTTP.
//!
//! * `conduct.rs`: what people do in a session and around it. `people.rs`, `codes.rs`: how they sign in, and what of that must succeed.
//! * `rules.rs`, `never.rs`: what must be true of the rows. `ledger.rs`: what was sold and what was given. `refusals.rs`: who
//!   may be refused. `tally.rs`: what must have happened at all.
//! * `town.rs`, `kill.rs`: the server, and how it ends. `spoilt.rs`, `scene.rs`: that each rule can fail.
//!
//! A failing run names its seed. `CURHAT_SEED=17` replays that one, `CURHAT_SIMULATION_SECONDS=600` goes on for longer.

mod codes;
mod conduct;
mod kill;
mod ledger;
mod never;
mod people;
mod refusals;
mod rules;
mod scene;
mod spoilt;
mod tally;
mod town;

use std::time::{Duration, Instant};

use curhat::domain::{error::Code, ids::UserId};

use self::{
    conduct::{Act, Done, draw},
    kill::Files,
    ledger::Ledger,
    people::Errand,
    rules::{Moment, Watch},
    tally::Tally,
    town::Town,
};
use crate::torture;

const STEPS: usize = 300;
const SECONDS: u64 = 20;
/// In so many seeds everything has happened.
const FEW: u64 = 8;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// Names the seed, however its run ends.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("this was CURHAT_SEED={}", self.0);
        }
    }
}

/// Somebody does this. If they are refused, that must be right.
async fn is_done(town: &mut Town, watch: &mut Watch, act: &Act) -> Result<Option<Done>, String> {
    if let Act::Errand(who, errand) = act {
        let ran = town.people.run(&town.ctx, &town.sql, *who, *errand).await;
        return ran.map(|()| None);
    }
    let done = act.carry_out(&town.ctx).await;
    if let (Act::Price(id, sale), Ok(_)) = (act, &done) {
        let tier = town.tiers.iter_mut().find(|tier| tier.id == *id).unwrap();
        (tier.duration_minutes, tier.price_idr) = (sale.minutes, sale.price);
    }
    watch.hear(town.heard());
    let moment = match &done {
        Err(e) if matches!(e.code, Code::Internal | Code::StorageUnavailable) => {
            return Err(format!("{act:?}: {e:?}"));
        }
        Err(e) if !refusals::is_right(town, act, e) => {
            return Err(format!("{act:?} was refused, for no reason: {e:?}"));
        }
        Err(_) => Moment::Refused,
        Ok(_) => Moment::Any,
    };
    watch.check(town, moment)?;
    let outcome = match &done {
        Ok(_) => "done",
        Err(e) => e.reason.unwrap_or(e.code.as_str()),
    };
    watch.tally.note(format!("{} {outcome}", act.name()));
    Ok(done.ok())
}

/// Whoever got no answer does it again. What was done is not done twice.
fn is_the_same(act: &Act, first: &Done, second: Option<&Done>) -> Result<(), String> {
    let makes_a_row = first.row.is_some();
    match second {
        Some(second) if second.row == first.row && (second.again || !makes_a_row) => Ok(()),
        // That it is over already is all that the second can be told.
        None if matches!(act, Act::Answer(..) | Act::End(..)) => Ok(()),
        _ => Err(format!("{act:?} done again: {first:?}, then {second:?}")),
    }
}

/// Somebody does something.
async fn somebody_acts(town: &mut Town, watch: &mut Watch) -> Result<&'static str, String> {
    let mut acts = Vec::new();
    for act in draw(town) {
        let comes = match act.by() {
            Some(who) => town.comes(who).await?,
            None => true,
        };
        if comes {
            acts.push(act);
        }
    }
    if town.below(30) == 0 {
        killed_at(town, watch, &acts).await?;
        return Ok("killed at it");
    }
    for act in &acts {
        watch.ledger.wants(act.wants(town));
        let first = is_done(town, watch, act).await?;
        if let Some(first) = first.filter(|_| town.below(10) == 0) {
            let second = is_done(town, watch, act).await?;
            is_the_same(act, &first, second.as_ref())?;
        }
    }
    Ok(acts.first().map_or("nothing", Act::name))
}

/// The server is killed while they do it. Half of them do it again afterwards.
async fn killed_at(town: &mut Town, watch: &mut Watch, acts: &[Act]) -> Result<(), String> {
    let before = town.files();
    // What would have come of it: the same rules hold, but nobody will have heard of it.
    let mut unheard = watch.clone();
    let people = town.people.clone();
    for act in acts {
        unheard.ledger.wants(act.wants(town));
        watch.ledger.wants(act.wants(town));
        is_done(town, &mut unheard, act).await?;
    }
    town.people = people;
    for act in acts {
        if let Act::Errand(who, _) = act {
            town.people.had_no_answer(*who);
        }
    }
    dies(town, watch, Some(&before), 0).await?;
    watch.tally.note("killed at work");
    for act in acts {
        if town.below(2) == 0 {
            is_done(town, watch, act).await?;
        }
    }
    Ok(())
}

/// The server is killed: at what it has done since `before`, or else when it has answered everybody. So many seconds later
/// another one is there.
async fn dies(
    town: &mut Town,
    watch: &mut Watch,
    before: Option<&Files>,
    away: u64,
) -> Result<(), String> {
    let last = town.heard();
    town.is_killed(before).await;
    if before.is_some() {
        watch.nobody_was_told(town);
    } else {
        watch.hear(last);
        watch.finds_all(town)?;
    }
    goes_on(town, watch, away).await
}

async fn goes_on(town: &mut Town, watch: &mut Watch, away: u64) -> Result<(), String> {
    town.advance(away);
    town.recover().await;
    watch.hear(town.heard());
    watch.check(town, Moment::Settled)
}

/// The server ends, one way or another, and is away for so long.
async fn restart(town: &mut Town, watch: &mut Watch, away: u64) -> Result<&'static str, String> {
    let way = *town
        .dice
        .pick(&["stopped", "killed", "killed at the alarm"]);
    watch.tally.note(way);
    match way {
        "stopped" => {
            watch.hear(town.heard());
            town.stops().await;
            watch.finds_all(town)?;
            goes_on(town, watch, away).await?;
        }
        "killed" => dies(town, watch, None, away).await?,
        _ => {
            let before = town.files();
            town.advance(town.below(400) as u64);
            town.settle().await;
            dies(town, watch, Some(&before), away).await?;
        }
    }
    Ok(way)
}

/// Nobody does anything for a day, or for longer than sign-ins last, and perhaps no server is there. Then what is out of date
/// is swept away, and people come back.
async fn far(town: &mut Town, watch: &mut Watch) -> Result<&'static str, String> {
    let away = *town
        .dice
        .pick(&[3 * HOUR, DAY, 2 * DAY, 29 * DAY, 31 * DAY]);
    if town.below(2) == 0 {
        restart(town, watch, away).await?;
    } else {
        town.advance(away);
        town.settle().await;
    }
    let swept = town.sweep().await;
    watch.hear(town.heard());
    watch.check(town, Moment::Swept)?;
    for (what, count) in [
        ("swept sign-ins", swept.sign_ins),
        ("swept codes", swept.otp_requests),
        ("swept answers", swept.idempotency_keys),
    ] {
        watch.tally.many(what, count);
    }
    for mitra in town.mitras.clone() {
        if town.below(6) > 0 && town.comes(UserId::Mitra(mitra)).await? {
            is_done(town, watch, &Act::Online(mitra)).await?;
        }
    }
    for customer in town.customers.clone() {
        if town.below(2) == 0 {
            town.comes(UserId::Customer(customer)).await?;
        }
    }
    Ok("far")
}

/// One step; says what it was, and what is known afterwards.
async fn step(town: &mut Town, watch: &mut Watch) -> Result<(&'static str, Moment), String> {
    match town.below(100) {
        0..72 => {
            let what = somebody_acts(town, watch).await?;
            watch.ledger.done();
            Ok((what, Moment::Any))
        }
        // Time passes, and the alarm is late.
        72..80 => {
            town.advance(town.below(40) as u64);
            Ok(("time", Moment::Any))
        }
        80..92 => {
            town.advance(town.below(90) as u64);
            town.settle().await;
            Ok(("alarm", Moment::Settled))
        }
        92..95 => {
            town.advance(town.below(2000) as u64);
            town.settle().await;
            // Who left their code alone finds it now, perhaps too late.
            for who in town.people.with_a_code() {
                is_done(town, watch, &Act::Errand(who, Errand::Code)).await?;
            }
            Ok(("a long while", Moment::Settled))
        }
        95..99 => {
            let away = *town.dice.pick(&[0, 1, 30, 400, 4000]);
            Ok((restart(town, watch, away).await?, Moment::Settled))
        }
        _ => Ok((far(town, watch).await?, Moment::Any)),
    }
}

/// What came of a run.
#[derive(Debug, PartialEq)]
struct Ran {
    tally: Tally,
    sessions: usize,
    days: f64,
    /// What was done, and what the rows were then.
    story: String,
}

/// A whole run.
async fn run(seed: u64) -> Ran {
    let _named = Named(seed);
    let mut town = Town::build(seed).await;
    let mut watch = Watch::default();
    watch.hear(town.heard());
    let mut steps = Vec::new();
    for n in 0..STEPS {
        let outcome = step(&mut town, &mut watch).await;
        watch.hear(town.heard());
        let outcome = outcome.and_then(|(what, moment)| {
            steps.push(what);
            watch.check(&town, moment)
        });
        if let Err(wrong) = outcome {
            panic!("CURHAT_SEED={seed} fails at step {n} after {steps:?}: {wrong}");
        }
    }
    // Left alone, everything ends by itself.
    for _ in 0..200 {
        town.advance(600);
        town.settle().await;
    }
    town.add_up().await;
    watch.hear(town.heard());
    if let Err(wrong) = watch.check(&town, Moment::Settled) {
        panic!("CURHAT_SEED={seed} fails at the end: {wrong}");
    }
    assert_eq!(watch.open(), 0, "something never ends");
    assert_eq!(watch.ledger.earned(&town), Ledger::booked(&town));
    let mut tally = watch.tally.clone();
    tally.add(town.people.tally.clone());
    tally.count(&town.sql);
    town.ctx.store().close().await;
    Ran {
        tally,
        sessions: watch.sessions(),
        days: town.days(),
        story: format!("{steps:?} {watch:?}"),
    }
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

#[tokio::test]
async fn whatever_people_do_and_whenever_the_server_restarts_the_rules_hold() {
    if let Some(seed) = number("CURHAT_SEED") {
        let ran = run(seed).await;
        println!("{:.1} days: {}", ran.days, ran.tally);
        return;
    }
    let bound = Duration::from_secs(number("CURHAT_SIMULATION_SECONDS").unwrap_or(SECONDS));
    let began = Instant::now();
    let (mut tally, mut sessions, mut days) = (Tally::default(), 0, 0.0);
    // So many, or for so long.
    let wanted = torture::rounds(0, 1000) as u64;
    let mut seeds = 0;
    while seeds < wanted || (wanted == 0 && (seeds < FEW || began.elapsed() < bound)) {
        let ran = run(seeds).await;
        tally.add(ran.tally);
        sessions += ran.sessions;
        days += ran.days;
        seeds += 1;
    }
    println!("what happened: {tally}");
    torture::figures(
        "simulation",
        format!(
            "{seeds} seeds of {STEPS} steps, {days:.0} simulated days, {sessions} sessions: {}",
            tally.brief()
        ),
    );
    let lacks = tally.lacks();
    assert!(seeds < FEW || lacks.is_empty(), "never: {lacks:?}");
}

/// What a failing seed is worth.
#[tokio::test]
async fn a_seed_replays_its_run() {
    assert_eq!(run(0).await, run(0).await);
}
