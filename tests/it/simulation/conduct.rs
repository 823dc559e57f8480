//! What people and staff do, drawn by the dice. An act can be done again: so does an app that got no answer.

use curhat::domain::{
    account::mitra::{self, MitraEdit},
    audit::By,
    ctx::Ctx,
    error::Error,
    idempotency::{self, Keyed},
    ids::{CustomerId, ExtensionId, MitraId, PriceTierId, SessionId, UserId},
    message::{self, Mark, NewMessage},
    pairing::{self, Opened, Order, Purchase},
    pricing::{self, TierEdit},
    sensitivity,
    session::{
        self, Participant, Topic,
        extension::{self, Asked},
        goodbye::Words,
    },
};

use super::{ledger::Sale, people::Errand, town::Town};

#[derive(Debug, Clone)]
pub enum Act {
    Request {
        customer: CustomerId,
        order: Order,
        key: String,
    },
    Online(MitraId),
    Offline(MitraId),
    Activate(MitraId, bool),
    Price(PriceTierId, Sale),
    Accept(MitraId, SessionId),
    Reject(MitraId, SessionId),
    Cancel(CustomerId, SessionId),
    Say(Participant, SessionId, String),
    Mark(Participant, SessionId, Mark, i64),
    Flip(MitraId, SessionId, Topic),
    Ask {
        customer: CustomerId,
        session: SessionId,
        tier: PriceTierId,
        key: String,
    },
    Answer(MitraId, SessionId, ExtensionId, bool),
    End(Participant, SessionId),
    Goodbye(Participant, SessionId),
    Errand(UserId, Errand),
}

/// What an act has led to: a row, if it makes one, and whether that was there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub row: Option<String>,
    pub again: bool,
}

pub fn no_answer() -> idempotency::Answer {
    idempotency::Answer {
        status: 0,
        body: Vec::new(),
    }
}

fn answer(id: impl ToString) -> idempotency::Answer {
    idempotency::Answer {
        status: 201,
        body: id.to_string().into_bytes(),
    }
}

fn keyed(customer: CustomerId, path: &str, key: &str, body: String) -> Result<Keyed, Error> {
    Keyed::new(customer.0, path, key, body.as_bytes())
}

impl Act {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Request { .. } => "request",
            Self::Online(_) => "online",
            Self::Offline(_) => "offline",
            Self::Activate(..) => "activation",
            Self::Price(..) => "price",
            Self::Accept(..) => "accept",
            Self::Reject(..) => "reject",
            Self::Cancel(..) => "cancel",
            Self::Say(..) => "message",
            Self::Mark(..) => "mark",
            Self::Flip(..) => "flip",
            Self::Ask { .. } => "extension",
            Self::Answer(..) => "answer",
            Self::End(..) => "end",
            Self::Goodbye(..) => "goodbye",
            Self::Errand(..) => "errand",
        }
    }

    /// Who must be signed in for it.
    pub fn by(&self) -> Option<UserId> {
        match *self {
            Self::Request { customer, .. }
            | Self::Ask { customer, .. }
            | Self::Cancel(customer, _) => Some(UserId::Customer(customer)),
            Self::Online(mitra)
            | Self::Offline(mitra)
            | Self::Accept(mitra, _)
            | Self::Reject(mitra, _)
            | Self::Flip(mitra, ..)
            | Self::Answer(mitra, ..) => Some(UserId::Mitra(mitra)),
            Self::Say(who, ..)
            | Self::Mark(who, ..)
            | Self::End(who, _)
            | Self::Goodbye(who, _) => Some(match who {
                Participant::Customer(id) => UserId::Customer(id),
                Participant::Mitra(id) => UserId::Mitra(id),
            }),
            Self::Activate(..) | Self::Price(..) | Self::Errand(..) => None,
        }
    }

    /// What it buys, and for whom: for a customer, or for a session.
    pub fn wants(&self, town: &Town) -> Option<(String, Sale)> {
        let price = |id: PriceTierId| {
            let tier = town.tiers.iter().find(|tier| tier.id == id).unwrap();
            Sale {
                minutes: tier.duration_minutes,
                price: tier.price_idr,
            }
        };
        match self {
            Self::Request {
                customer, order, ..
            } => Some((
                customer.to_string(),
                match order.purchase {
                    Purchase::Tier(tier) => price(tier),
                    Purchase::FreeTrial => Sale::TRIAL,
                },
            )),
            Self::Ask { session, tier, .. } => Some((session.to_string(), price(*tier))),
            _ => None,
        }
    }

    pub async fn carry_out(&self, ctx: &Ctx) -> Result<Done, Error> {
        let mut done = Done {
            row: None,
            again: false,
        };
        match self.clone() {
            Self::Request {
                customer,
                order,
                key,
            } => {
                let keyed = keyed(customer, "request", &key, format!("{order:?}"))?;
                let render = |s: &session::Session| answer(s.id);
                match pairing::request(ctx, customer, order, Some(keyed), render).await? {
                    Opened::New(session) => done.row = Some(session.id.to_string()),
                    Opened::Replayed(answer) => done.is_there(answer),
                }
            }
            Self::Online(mitra) => pairing::go_online(ctx, mitra).await?,
            Self::Offline(mitra) => pairing::go_offline(ctx, mitra).await?,
            Self::Activate(mitra, is_active) => {
                let edit = MitraEdit {
                    is_active: Some(is_active),
                    ..MitraEdit::default()
                };
                mitra::update(ctx, By::SYSTEM, mitra, edit).await?;
            }
            Self::Price(tier, sale) => {
                let edit = TierEdit {
                    name: None,
                    duration_minutes: Some(sale.minutes),
                    price_idr: Some(sale.price),
                    is_active: None,
                    position: None,
                };
                pricing::update(ctx, By::SYSTEM, tier, edit).await?;
            }
            Self::Accept(mitra, session) => {
                pairing::accept(ctx, mitra, session).await?;
            }
            Self::Reject(mitra, session) => pairing::reject(ctx, mitra, session).await?,
            Self::Cancel(customer, session) => {
                pairing::cancel(ctx, customer, session).await?;
            }
            Self::Say(who, session, words) => {
                let new = NewMessage::parse(words.clone(), words)?;
                let sent = message::send(ctx, who, session, new, None).await?;
                done.row = Some(sent.message.id.to_string());
                done.again = !sent.is_new;
            }
            Self::Mark(who, session, mark, up_to) => {
                message::mark(ctx, who, session, mark, up_to).await?;
            }
            Self::Flip(mitra, session, topic) => {
                sensitivity::set(ctx, mitra, session, topic).await?;
            }
            Self::Ask {
                customer,
                session,
                tier,
                key,
            } => {
                let keyed = keyed(customer, "extension", &key, format!("{session} {tier}"))?;
                let render = |e: &session::Extension, _: Topic| answer(e.id);
                let asked = extension::ask(ctx, customer, session, tier, Some(keyed), render);
                match asked.await? {
                    Asked::New(extension, _) => done.row = Some(extension.id.to_string()),
                    Asked::Replayed(answer) => done.is_there(answer),
                }
            }
            Self::Answer(mitra, session, asked, yes) => {
                extension::answer(ctx, mitra, session, asked, yes).await?;
            }
            Self::End(who, session) => {
                session::end(ctx, who, session).await?;
            }
            Self::Goodbye(who, session) => {
                pairing::say_goodbye(ctx, who, session, Words::default()).await?;
            }
            Self::Errand(..) => unreachable!("people run their errands themselves"),
        }
        Ok(done)
    }
}

impl Done {
    fn is_there(&mut self, answer: idempotency::Answer) {
        self.row = Some(String::from_utf8(answer.body).unwrap());
        self.again = true;
    }
}

/// What can be done with a session.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Accept,
    Reject,
    Cancel,
    Say,
    Mark,
    Flip,
    Ask,
    Answer,
    End,
    Goodbye,
}

use Kind::{Accept, Answer, Ask, Cancel, End, Flip, Goodbye, Mark as Read, Reject, Say};

const ANY: [Kind; 10] = [
    Accept, Reject, Cancel, Say, Read, Flip, Ask, Answer, End, Goodbye,
];

/// What people mostly do in such a session.
fn fitting(status: &str) -> &'static [Kind] {
    match status {
        "requested" => &[Accept, Accept, Accept, Accept, Reject, Reject, Cancel],
        "active" => &[
            Say, Say, Say, Say, Say, Say, Read, Read, Read, Flip, Flip, Ask, Ask, End,
        ],
        "extending" => &[Say, Read, Ask, Answer, Answer, Answer, Answer],
        "closing" => &[Say, Read, Ask, Ask, Ask, Goodbye, Goodbye, Goodbye],
        _ => &ANY,
    }
}

struct Place {
    session: SessionId,
    customer: CustomerId,
    mitra: MitraId,
    status: String,
}

/// Id, customer, mitra, status.
type Found = (String, String, Option<String>, String);

/// A session to do something with: an open one, if there is any, or else one of the last.
fn some_session(town: &Town) -> Option<Place> {
    let mut query = town
        .sql
        .prepare_cached(
            "select id, customer_id, mitra_id, status from chat_sessions
              order by ended_at is not null, requested_at desc, id limit 6",
        )
        .unwrap();
    let rows = query.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    let rows: Vec<Found> = rows.unwrap().map(Result::unwrap).collect();
    let open = town.number(
        "select min(count(*), 6) from chat_sessions where ended_at is null",
        &[],
    );
    let among = match (open, town.below(10)) {
        (0, _) | (_, 0) => rows.len(),
        _ => open as usize,
    };
    let any = town.mitras[town.below(town.mitras.len())];
    let (id, customer, mitra, status) = rows.get(town.below(among.max(1)))?.clone();
    Some(Place {
        session: SessionId::parse(&id).unwrap(),
        customer: CustomerId::parse(&customer).unwrap(),
        mitra: mitra.map_or(any, |id| MitraId::parse(&id).unwrap()),
        status,
    })
}

/// The extension of a session that waits, or else an older one.
fn some_extension(town: &Town, session: SessionId) -> Option<ExtensionId> {
    let mut query = town
        .sql
        .prepare_cached("select id from session_extensions where session_id = ?1 order by resolved_at is not null, id limit 1")
        .unwrap();
    let mut rows = query.query([session.to_string()]).unwrap();
    let id: String = rows.next().unwrap()?.get(0).unwrap();
    ExtensionId::parse(&id)
}

/// What somebody does, or several do one after the other.
pub fn draw(town: &Town) -> Vec<Act> {
    let customer = town.customers[town.below(town.customers.len())];
    let mitra = town.mitras[town.below(town.mitras.len())];
    let tier = town.tiers[town.below(town.tiers.len())].id;
    let act = match town.below(100) {
        0..12 => Act::Request {
            customer,
            order: Order {
                topic: *town.dice.pick(&[Topic::Regular, Topic::Sensitive]),
                purchase: match town.below(5) {
                    0 => Purchase::FreeTrial,
                    _ => Purchase::Tier(tier),
                },
            },
            key: format!("key-{}", town.below(1_000_000)),
        },
        12..17 => Act::Online(mitra),
        17 => Act::Offline(mitra),
        18 => Act::Activate(mitra, town.below(3) > 0),
        19 => {
            let sale = Sale {
                minutes: 1 + town.below(60) as i64,
                price: 1000 * town.below(60) as i64,
            };
            Act::Price(tier, sale)
        }
        20..27 => {
            let all = [UserId::Customer(customer), UserId::Mitra(mitra)];
            Act::Errand(*town.dice.pick(&all), Errand::draw(&town.dice))
        }
        _ => {
            let place = some_session(town);
            return place.map_or(Vec::new(), |it| in_session(town, &it, mitra, tier));
        }
    };
    vec![act]
}

fn in_session(town: &Town, it: &Place, some_mitra: MitraId, tier: PriceTierId) -> Vec<Act> {
    let (session, customer, mitra) = (it.session, it.customer, it.mitra);
    let sides = [Participant::Customer(customer), Participant::Mitra(mitra)];
    let who = *town.dice.pick(&sides);
    let kinds = match town.below(5) {
        0 => &ANY[..],
        _ => fitting(&it.status),
    };
    let act = match *town.dice.pick(kinds) {
        Accept => {
            // All try to have the same request, one after the other, in an order by the dice.
            let mut mitras = town.mitras.clone();
            mitras.rotate_left(town.below(town.mitras.len()));
            return mitras.iter().map(|it| Act::Accept(*it, session)).collect();
        }
        Reject => Act::Reject(some_mitra, session),
        Cancel => Act::Cancel(customer, session),
        // Few words, so that some come twice.
        Say => Act::Say(who, session, format!("m{}", town.below(40))),
        Read => {
            let mark = *town.dice.pick(&[Mark::Delivered, Mark::Read]);
            Act::Mark(who, session, mark, town.below(12) as i64)
        }
        Flip => {
            let topic = *town.dice.pick(&[Topic::Regular, Topic::Sensitive]);
            Act::Flip(mitra, session, topic)
        }
        Ask => Act::Ask {
            customer,
            session,
            tier,
            key: format!("key-{}", town.below(1_000_000)),
        },
        Answer => match some_extension(town, session) {
            Some(asked) => Act::Answer(mitra, session, asked, town.below(5) > 1),
            None => return Vec::new(),
        },
        End => Act::End(who, session),
        Goodbye => Act::Goodbye(who, session),
    };
    vec![act]
}
