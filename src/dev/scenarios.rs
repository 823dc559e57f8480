//! Scenarios: situations that take long to come by, at once. They are made by the ordinary use cases where those can, and
//! otherwise by the rows that those would have left.

use crate::domain::{
    account::{
        DisplayName, Phone,
        customer::{self, Identity},
        mitra,
    },
    ctx::{Ctx, Work},
    demo,
    error::{Code, Error},
    idempotency::Answer,
    ids::{CustomerId, MitraId, SessionId},
    pairing::{self, Opened, Order, Purchase},
    pricing,
    session::{Session, Topic},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// A session under way that ends in so many seconds.
    ExpiringSession { seconds: u32 },
    /// So many requests that wait, each of another customer.
    WaitingRequests { count: u32 },
    /// So many sessions of one customer with one mitra that are over.
    History { count: u32 },
}

/// Whom it is about; whoever is not named is made up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cast {
    pub customer: Option<CustomerId>,
    pub mitra: Option<MitraId>,
}

/// What there is now.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    pub customer: Option<CustomerId>,
    /// Of a customer who was made up: by it one signs in.
    pub customer_phone: Option<String>,
    pub mitra: Option<MitraId>,
    pub mitra_phone: Option<String>,
    pub sessions: Vec<SessionId>,
}

pub async fn set(ctx: &Ctx, scenario: Scenario, cast: Cast) -> Result<Scene, Error> {
    match scenario {
        Scenario::ExpiringSession { seconds } => {
            let mut scene = people(ctx, cast).await?;
            let (customer, mitra) = both(&scene)?;
            pairing::go_online(ctx, mitra).await?;
            let request = ask(ctx, customer).await?;
            // A mitra who was online at their limit has not got it.
            let session = pairing::accept(ctx, mitra, request).await?;
            demo::begin_earlier(ctx, session.id, i64::from(seconds)).await?;
            scene.sessions.push(session.id);
            Ok(scene)
        }
        Scenario::WaitingRequests { count } => {
            let mut scene = Scene::default();
            for _ in 0..count {
                let guest = ctx
                    .write(|work: &mut Work<'_>| customer::create_guest(work, None))
                    .await?;
                scene.sessions.push(ask(ctx, guest.id).await?);
            }
            Ok(scene)
        }
        Scenario::History { count } => {
            let mut scene = people(ctx, cast).await?;
            let (customer, mitra) = both(&scene)?;
            scene.sessions = demo::history(ctx, customer, mitra, count as usize).await?;
            Ok(scene)
        }
    }
}

fn both(scene: &Scene) -> Result<(CustomerId, MitraId), Error> {
    let both = scene.customer.zip(scene.mitra);
    both.ok_or_else(|| Error::internal("a scene without people"))
}

/// The two of a session.
async fn people(ctx: &Ctx, cast: Cast) -> Result<Scene, Error> {
    ctx.write(move |work| {
        let (customer_phone, mitra_phone) = (new_phone(work)?, new_phone(work)?);
        let mut scene = Scene {
            customer: cast.customer,
            mitra: cast.mitra,
            ..Scene::default()
        };
        if let Some(id) = cast.customer {
            customer::find(work.tx, id)?.ok_or(Code::NotFound)?;
        } else {
            let identity = Identity::Phone(customer_phone.clone());
            scene.customer = Some(customer::of_identity(work, &identity)?.id);
            scene.customer_phone = Some(customer_phone.as_str().to_owned());
        }
        if let Some(id) = cast.mitra {
            mitra::find(work.tx, id)?.ok_or(Code::NotFound)?;
        } else {
            let name = DisplayName::parse("Mitra Skenario")?;
            scene.mitra = Some(mitra::create(work, &mitra_phone, &name, true)?.id);
            scene.mitra_phone = Some(mitra_phone.as_str().to_owned());
        }
        Ok(scene)
    })
    .await
}

fn new_phone(work: &Work<'_>) -> Result<Phone, Error> {
    Phone::parse(&format!("+62898{}", work.entropy.digits(8)))
}

/// For the longest time that is offered.
async fn ask(ctx: &Ctx, customer: CustomerId) -> Result<SessionId, Error> {
    let tiers = ctx.read(pricing::offered).await?;
    let longest = tiers.iter().max_by_key(|tier| tier.duration_minutes);
    let order = Order {
        topic: Topic::Regular,
        purchase: Purchase::Tier(longest.ok_or(Code::PriceTierNotFound)?.id),
    };
    let unkept = |_: &Session| Answer {
        status: 201,
        body: Vec::new(),
    };
    match pairing::request(ctx, customer, order, None, unkept).await? {
        Opened::New(session) => Ok(session.id),
        Opened::Replayed(_) => Err(Error::internal("replayed without a key")),
    }
}
