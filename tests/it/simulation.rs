//! Chance plays customers, mitras, staff, the clock and the power switch, thousands of sessions long, and after every step
//! the rules in `simulation/rules.rs` are checked. It goes through the use cases, without HTTP.
//!
//! A failing run names its seed. `CURHAT_SEED=17` replays that one, `CURHAT_SIMULATION_SECONDS=600` goes on for longer.

mod rules;
mod town;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use curhat::domain::{
    account::mitra::{self, MitraEdit},
    audit::By,
    error::{Code, Error},
    idempotency::Answer,
    ids::{ExtensionId, SessionId},
    message::{self, Mark, NewMessage},
    pairing::{self, Order, Purchase},
    sensitivity,
    session::{self, Participant, Topic, extension, goodbye::Words},
};
use uuid::Uuid;

use self::{rules::Watch, town::Town};
use crate::torture;

const STEPS: usize = 300;
const SECONDS: u64 = 20;

fn no_answer() -> Answer {
    Answer {
        status: 0,
        body: Vec::new(),
    }
}

/// A session to do something with: an open one, if there is any, or else the last.
fn some_session(town: &Town) -> Option<(SessionId, Participant, Participant)> {
    let mut query = town
        .sql
        .prepare_cached(
            "select id, customer_id, mitra_id from chat_sessions order by ended_at is not null, requested_at desc, id limit 8",
        )
        .unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let rows: Vec<(String, String, Option<String>)> = rows.unwrap().map(Result::unwrap).collect();
    if rows.is_empty() {
        return None;
    }
    let (id, customer, mitra) = &rows[town.below(rows.len())];
    let customer = *town
        .customers
        .iter()
        .find(|c| c.to_string() == *customer)
        .unwrap();
    let any = town.mitras[town.below(town.mitras.len())];
    let mitra = town
        .mitras
        .iter()
        .find(|m| Some(m.to_string()) == *mitra)
        .copied()
        .unwrap_or(any);
    Some((
        SessionId(id.parse().unwrap()),
        Participant::Customer(customer),
        Participant::Mitra(mitra),
    ))
}

fn pending(town: &Town, id: SessionId) -> Option<ExtensionId> {
    let mut query = town
        .sql
        .prepare_cached("select id from session_extensions where session_id = ?1 order by resolved_at is not null, id limit 1")
        .unwrap();
    let mut rows = query.query([id.to_string()]).unwrap();
    let row = rows.next().unwrap()?;
    let id: String = row.get(0).unwrap();
    Some(ExtensionId(id.parse::<Uuid>().unwrap()))
}

/// All try to have the same request, one after the other, in an order by the dice.
async fn somebody_accepts(town: &Town) -> Result<(), Error> {
    let waiting: Option<String> = town
        .sql
        .query_row(
            "select id from chat_sessions where status = 'requested' order by requested_at limit 1",
            [],
            |row| row.get(0),
        )
        .ok();
    let Some(id) = waiting else {
        return Ok(());
    };
    let id = SessionId(id.parse().unwrap());
    let first = town.below(town.mitras.len());
    for n in 0..town.mitras.len() {
        let mitra = town.mitras[(first + n) % town.mitras.len()];
        match pairing::accept(&town.ctx, mitra, id).await {
            Err(error) if matches!(error.code, Code::Internal | Code::StorageUnavailable) => {
                return Err(error);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Somebody does something, by the dice. What they are refused is of no interest, unless it is the server's fault.
async fn somebody_acts(town: &Town) -> (&'static str, Result<(), Error>) {
    let ctx = &town.ctx;
    let customer = town.customers[town.below(town.customers.len())];
    let some_mitra = town.mitras[town.below(town.mitras.len())];
    let tier = town.tiers[town.below(town.tiers.len())];
    let topic = *town.dice.pick(&[Topic::Regular, Topic::Sensitive]);
    let dice = town.below(100);
    if dice < 12 {
        let purchase = if town.below(5) == 0 {
            Purchase::FreeTrial
        } else {
            Purchase::Tier(tier)
        };
        let order = Order { topic, purchase };
        let asked = pairing::request(ctx, customer, order, None, |_| no_answer()).await;
        return ("request", asked.map(|_| ()));
    }
    if dice < 17 {
        return ("online", pairing::go_online(ctx, some_mitra).await);
    }
    if dice < 18 {
        return ("offline", pairing::go_offline(ctx, some_mitra).await);
    }
    if dice < 20 {
        let edit = MitraEdit {
            is_active: Some(town.below(3) > 0),
            ..MitraEdit::default()
        };
        let edited = mitra::update(ctx, By::SYSTEM, some_mitra, edit).await;
        return ("activation", edited.map(|_| ()));
    }
    let Some((id, hers, his)) = some_session(town) else {
        return ("nothing", Ok(()));
    };
    let who = *town.dice.pick(&[hers, his]);
    let Participant::Customer(customer) = hers else {
        unreachable!("the first of the two");
    };
    let Participant::Mitra(mitra) = his else {
        unreachable!("the second of the two");
    };
    match dice {
        20..35 => ("accept", somebody_accepts(town).await),
        35..38 => ("reject", pairing::reject(ctx, some_mitra, id).await),
        38..40 => (
            "cancel",
            pairing::cancel(ctx, customer, id).await.map(|_| ()),
        ),
        40..60 => {
            // Few ids, so that some come twice.
            let name = format!("m{}", town.below(40));
            let new = NewMessage::parse(name.clone(), name).unwrap();
            let sent = message::send(ctx, who, id, new, None).await;
            ("message", sent.map(|_| ()))
        }
        60..68 => {
            let mark = *town.dice.pick(&[Mark::Delivered, Mark::Read]);
            let up_to = town.below(12) as i64;
            ("mark", message::mark(ctx, who, id, mark, up_to).await)
        }
        68..73 => (
            "flip",
            sensitivity::set(ctx, mitra, id, topic).await.map(|_| ()),
        ),
        73..82 => {
            let asked = extension::ask(ctx, customer, id, tier, None, |_, _| no_answer()).await;
            ("extension", asked.map(|_| ()))
        }
        82..89 => match pending(town, id) {
            Some(asked) => {
                let yes = town.below(2) == 0;
                let answered = extension::answer(ctx, mitra, id, asked, yes).await;
                ("answer", answered.map(|_| ()))
            }
            None => ("nothing", Ok(())),
        },
        89..91 => ("end", session::end(ctx, who, id).await.map(|_| ())),
        _ => {
            let said = pairing::say_goodbye(ctx, who, id, Words::default()).await;
            ("goodbye", said.map(|_| ()))
        }
    }
}

/// One step; says what it was, and whether the alarm has rung since.
async fn step(town: &mut Town, watch: &mut Watch) -> Result<(&'static str, bool), String> {
    match town.below(100) {
        0..62 => {
            let (what, done) = somebody_acts(town).await;
            match done {
                Err(error) if matches!(error.code, Code::Internal | Code::StorageUnavailable) => {
                    Err(format!("{what}: {error:?}"))
                }
                _ => Ok((what, false)),
            }
        }
        // Time passes, and the alarm is late.
        62..72 => {
            town.advance(town.below(40) as u64);
            Ok(("time", false))
        }
        72..92 => {
            town.advance(town.below(90) as u64);
            town.settle().await;
            Ok(("alarm", true))
        }
        92..96 => {
            town.advance(town.below(2000) as u64);
            town.settle().await;
            Ok(("a long while", true))
        }
        _ => {
            let away = *town.dice.pick(&[0, 1, 30, 400, 4000]);
            let last = town.restart(away).await;
            watch.hear(last);
            Ok(("restart", true))
        }
    }
}

/// A whole run; the sessions there were, by how they ended.
async fn run(seed: u64) -> BTreeMap<String, usize> {
    let mut town = Town::build(seed).await;
    let mut watch = Watch::default();
    watch.hear(town.heard());
    let mut steps = Vec::new();
    for n in 0..STEPS {
        let outcome = step(&mut town, &mut watch).await;
        watch.hear(town.heard());
        let outcome = outcome.and_then(|(what, settled)| {
            steps.push(what);
            watch.check(&town, settled)
        });
        if let Err(wrong) = outcome {
            panic!("CURHAT_SEED={seed} fails at step {n} after {steps:?}: {wrong}");
        }
    }
    // Left alone, everything ends by itself.
    for _ in 0..200 {
        town.advance(60 * 10);
        town.settle().await;
    }
    watch.hear(town.heard());
    if let Err(wrong) = watch.check(&town, true) {
        panic!("CURHAT_SEED={seed} fails at the end: {wrong}");
    }
    assert_eq!(watch.open(), 0, "CURHAT_SEED={seed}: something never ends");
    assert!(watch.sessions() > 0, "CURHAT_SEED={seed}");
    town.ctx.store().close().await;
    watch.ends()
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

#[tokio::test]
async fn whatever_people_do_and_whenever_the_server_restarts_the_rules_hold() {
    if let Some(seed) = number("CURHAT_SEED") {
        println!("{:?}", run(seed).await);
        return;
    }
    let bound = Duration::from_secs(number("CURHAT_SIMULATION_SECONDS").unwrap_or(SECONDS));
    let began = Instant::now();
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    // So many, or for so long.
    let wanted = torture::rounds(0, 1000) as u64;
    let mut seeds = 0;
    while seeds == 0 || seeds < wanted || (wanted == 0 && began.elapsed() < bound) {
        for (end, count) in run(seeds).await {
            *ends.entry(end).or_default() += count;
        }
        seeds += 1;
    }
    let sessions: usize = ends.values().sum();
    torture::figures(
        "simulation",
        format!("{seeds} seeds of {STEPS} steps, {sessions} sessions: {ends:?}"),
    );
}
