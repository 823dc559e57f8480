//! A month of made-up life for a server that shows itself: staff, mitras, customers, and what they talked about.
//!
//! The rows are those that the real use cases would have left, written at once instead of lived through: every count, mark
//! and number agrees, past sessions have ended, and the few that are open have their deadlines ahead. One seed makes one
//! month; only its place in time moves with the clock. It never touches a database in which a customer has been.
//!
//! * `scene.rs`: single scenes in a database that has its people, for development.

mod month;
mod people;
mod scene;
mod sql;
mod story;
mod words;

use self::people::People;
pub use self::scene::{begin_earlier, clear, history};
use super::{
    account::{Email, StaffName, staff},
    audit::By,
    ctx::Ctx,
    error::Error,
    pricing,
};
use crate::entropy::Entropy;

/// The password of every made-up staff member, for development only.
pub const STAFF_PASSWORD: &str = "Curhat123";

const MITRAS: usize = 40;
const CUSTOMERS: usize = 500;
const SESSIONS: usize = 3_000;
/// How many are written in one transaction.
const BATCH: usize = 250;

/// How much there is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    pub staff: usize,
    pub mitras: usize,
    pub customers: usize,
    pub sessions: usize,
}

/// Fills a database that has price tiers and no customers; `None`: somebody has been here, and nothing was changed.
pub async fn fill(ctx: &Ctx, seed: u64) -> Result<Option<Made>, Error> {
    let now = ctx.now();
    let tiers = ctx
        .read(|tx| {
            let is_new = !sql::has_customers(tx)?;
            is_new.then(|| pricing::offered(tx)).transpose()
        })
        .await?;
    let Some(tiers) = tiers else {
        return Ok(None);
    };
    let staff = hire(ctx).await?;
    let chance = Entropy::seeded(seed);
    let people = People::make_up(&chance, now, MITRAS, CUSTOMERS);
    let stories = month::tell(&chance, now, &people, &tiers, SESSIONS);
    ctx.write({
        let people = people.clone();
        move |work| Ok(sql::insert_people(work.tx, &people)?)
    })
    .await?;
    for batch in stories.chunks(BATCH) {
        let batch = batch.to_vec();
        ctx.write(move |work| {
            for story in &batch {
                sql::insert_story(work.tx, story)?;
            }
            Ok(())
        })
        .await?;
    }
    ctx.write(|work| Ok(sql::count_loads(work.tx)?)).await?;
    Ok(Some(Made {
        staff,
        mitras: people.mitras.len(),
        customers: people.customers.len(),
        sessions: stories.len(),
    }))
}

async fn hire(ctx: &Ctx) -> Result<usize, Error> {
    let roles = ctx.read(staff::members::roles).await?;
    for (name, email, role) in words::STAFF {
        let role = roles.iter().find(|known| known.name == role);
        let new = staff::members::NewMember {
            email: Email::parse(email)?,
            name: StaffName::parse(name)?,
            role: role.expect("the schema has this role").id,
            password: staff::Password::parse(STAFF_PASSWORD)?,
        };
        staff::members::create(ctx, By::SYSTEM, new).await?;
    }
    Ok(words::STAFF.len())
}
