//! A town with sessions of every kind, made on purpose.

use curhat::domain::{
    ids::{CustomerId, ExtensionId, MitraId, SessionId, UserId},
    ngrams,
    pairing::{Order, Purchase},
    session::{Participant, Topic},
};

use super::{
    DAY,
    conduct::Act,
    goes_on, is_done,
    ledger::Sale,
    people::Errand,
    rules::{Moment, Watch},
    town::Town,
};

/// A session that is under way.
#[derive(Debug, Clone, Copy)]
pub struct Talk {
    pub customer: CustomerId,
    pub mitra: MitraId,
    pub session: SessionId,
}

pub struct Scene {
    pub town: Town,
    pub watch: Watch,
    keys: usize,
}

impl Scene {
    async fn does(&mut self, act: Act) -> String {
        if let Some(who) = act.by() {
            assert!(self.town.comes(who).await.unwrap());
        }
        self.watch.ledger.wants(act.wants(&self.town));
        let done = is_done(&mut self.town, &mut self.watch, &act).await;
        let done = done.unwrap();
        done.and_then(|done| done.row).unwrap_or_default()
    }

    async fn asks(&mut self, n: usize) -> SessionId {
        self.keys += 1;
        let order = Order {
            topic: Topic::Regular,
            purchase: Purchase::Tier(self.town.tiers[n % 3].id),
        };
        let act = Act::Request {
            customer: self.town.customers[n],
            order,
            key: format!("{}", self.keys),
        };
        SessionId::parse(&self.does(act).await).unwrap()
    }

    /// Customer n talks with mitra n.
    async fn talks(&mut self, n: usize) -> Talk {
        let session = self.asks(n).await;
        let talk = Talk {
            customer: self.town.customers[n],
            mitra: self.town.mitras[n % 3],
            session,
        };
        self.does(Act::Accept(talk.mitra, session)).await;
        talk
    }

    async fn asks_more(&mut self, talk: Talk) -> ExtensionId {
        self.keys += 1;
        let act = Act::Ask {
            customer: talk.customer,
            session: talk.session,
            tier: self.town.tiers[0].id,
            key: format!("{}", self.keys),
        };
        ExtensionId::parse(&self.does(act).await).unwrap()
    }

    async fn answers(&mut self, talk: Talk, asked: ExtensionId, yes: bool) {
        self.does(Act::Answer(talk.mitra, talk.session, asked, yes))
            .await;
    }

    async fn ends(&mut self, talk: Talk) {
        let customer = Participant::Customer(talk.customer);
        self.does(Act::End(customer, talk.session)).await;
    }

    async fn says_goodbye(&mut self, who: Participant, talk: Talk) {
        self.does(Act::Goodbye(who, talk.session)).await;
    }

    async fn passes(&mut self, seconds: u64) {
        self.town.advance(seconds);
        self.town.settle().await;
        self.watch.hear(self.town.heard());
        self.watch.check(&self.town, Moment::Settled).unwrap();
    }
}

/// What is over first, for each reason; two days later what is open, in each state. The talks are those that are active,
/// extending and closing.
pub async fn of_every_kind() -> (Scene, [Talk; 3], SessionId) {
    let mut town = Town::build(0).await;
    let mut watch = Watch::default();
    watch.hear(town.heard());
    let mut it = Scene {
        town,
        watch,
        keys: 0,
    };
    let short = Sale {
        minutes: 5,
        price: 5000,
    };
    it.does(Act::Price(it.town.tiers[0].id, short)).await;
    let someone = UserId::Customer(it.town.customers[0]);
    it.does(Act::Errand(someone, Errand::Guess(0))).await;

    // Announced twice: at the start, and in the time that was granted.
    let granted = it.talks(0).await;
    let asked = it.asks_more(granted).await;
    it.answers(granted, asked, true).await;
    it.passes(301).await;
    let (hers, his) = (
        Participant::Customer(granted.customer),
        Participant::Mitra(granted.mitra),
    );
    for (who, words) in [(hers, "hello"), (his, "hello"), (hers, "well")] {
        it.does(Act::Say(who, granted.session, words.into())).await;
    }
    it.does(Act::Flip(granted.mitra, granted.session, Topic::Sensitive))
        .await;
    it.ends(granted).await;
    it.says_goodbye(hers, granted).await;
    it.says_goodbye(his, granted).await;

    let rejected = it.talks(1).await;
    let asked = it.asks_more(rejected).await;
    it.answers(rejected, asked, false).await;
    let asked = it.asks_more(rejected).await;
    it.answers(rejected, asked, false).await;
    let unanswered = it.talks(2).await;
    it.asks_more(unanswered).await;
    it.asks(3).await;
    it.passes(2 * DAY).await;
    it.talks(0).await;
    it.passes(DAY).await;
    it.talks(0).await;
    it.town.stops().await;
    goes_on(&mut it.town, &mut it.watch, 2 * DAY).await.unwrap();
    it.town.add_up().await;
    ngrams::take_up(&it.town.ctx).await.unwrap();

    let talks = [it.talks(0).await, it.talks(1).await, it.talks(2).await];
    let [active, extending, closing] = talks;
    it.does(Act::Say(
        Participant::Customer(active.customer),
        active.session,
        "hello".into(),
    ))
    .await;
    it.asks_more(extending).await;
    it.ends(closing).await;
    let requested = it.asks(3).await;
    (it, talks, requested)
}
