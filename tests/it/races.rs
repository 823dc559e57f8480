//! Many at one instant: of all who accept a request exactly one has it, and either it is accepted, or taken back, or it runs
//! out.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use curhat::domain::{
    account::{DisplayName, customer},
    ctx::Ctx,
    error::{Code, Error},
    idempotency::Answer,
    ids::{CustomerId, MitraId, PriceTierId, SessionId},
    pairing::{self, Opened, Order, Purchase},
    session::{Session, Topic},
};
use futures_util::future::join_all;
use serde_json::json;
use tokio::sync::Barrier;

use crate::{
    torture,
    world::{Tokens, World},
};

fn no_answer(_: &Session) -> Answer {
    Answer {
        status: 0,
        body: Vec::new(),
    }
}

async fn a_request(ctx: &Ctx, tier: PriceTierId) -> (CustomerId, SessionId) {
    let name = DisplayName::parse("Anna").unwrap();
    let customer = ctx
        .write(move |work| customer::create_guest(work, Some(name.clone())))
        .await
        .unwrap();
    let order = Order {
        topic: Topic::Regular,
        purchase: Purchase::Tier(tier),
    };
    match pairing::request(ctx, customer.id, order, None, no_answer).await {
        Ok(Opened::New(session)) => (customer.id, session.id),
        other => panic!("{other:?}"),
    }
}

fn ids(mitras: &[Tokens]) -> Vec<MitraId> {
    mitras
        .iter()
        .map(|m| MitraId::parse(m.id()).unwrap())
        .collect()
}

/// Everyone accepts at once, each on a task of their own.
async fn all_accept(
    ctx: &Ctx,
    session: SessionId,
    mitras: &[MitraId],
) -> Vec<Result<Session, Error>> {
    let start = Arc::new(Barrier::new(mitras.len()));
    let tasks = mitras.iter().map(|&mitra| {
        let (ctx, start) = (ctx.clone(), Arc::clone(&start));
        tokio::spawn(async move {
            start.wait().await;
            pairing::accept(&ctx, mitra, session).await
        })
    });
    join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect()
}

/// 5.3.3
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_accept_at_once_exactly_one_wins_a_thousand_times() {
    let rounds = torture::rounds(1000, 10_000) as i64 / 20 * 20;
    let world = World::new().await;
    world.set("mitra_max_concurrent_sessions", json!(rounds));
    world.set("chat_request_timeout_seconds", json!(3600));
    let mitras = ids(&world.online_mitras(20).await);
    let tier = PriceTierId::parse(&world.tier(30)).unwrap();
    let ctx = world.ctx();
    for _ in 0..rounds / 20 {
        let twenty = (0..20).map(|_| async {
            let (_, session) = a_request(ctx, tier).await;
            let outcomes = all_accept(ctx, session, &mitras).await;
            let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
            assert_eq!(won.len(), 1);
            for error in lost.into_iter().map(Result::unwrap_err) {
                assert_eq!(error.code, Code::RequestNotAvailable);
                assert_eq!(error.reason, Some("accepted_by_other"));
            }
        });
        join_all(twenty).await;
    }
    let count = |status: &str| {
        world.number(&format!(
            "select count(*) from chat_request_notifications where status = '{status}'"
        ))
    };
    assert_eq!(count("accepted"), rounds);
    assert_eq!(count("missed"), rounds * 19);
    let theirs = "select count(*)
                    from chat_sessions s
                    join chat_request_notifications n on n.session_id = s.id and n.mitra_id = s.mitra_id
                   where n.status = 'accepted' and s.status = 'active'";
    assert_eq!(world.number(theirs), rounds);
    torture::figures(
        "races",
        format!("{rounds} requests that twenty accept at once, one wins each"),
    );
}

/// 5.3.3
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_accept_at_once_over_http_exactly_one_wins() {
    let world = World::new().await;
    world.set("mitra_max_concurrent_sessions", json!(1000));
    let mitras = world.online_mitras(20).await;
    for _ in 0..5 {
        let id = world.guest().await.request(&world, 30).await;
        let replies = join_all(mitras.iter().map(|m| m.accept(&world, &id))).await;
        let (won, lost): (Vec<_>, Vec<_>) = replies.into_iter().partition(|r| r.status == 200);
        assert_eq!((won.len(), lost.len()), (1, 19));
        for reply in lost {
            let problem = reply.refused(409, "REQUEST_NOT_AVAILABLE");
            assert_eq!(problem["reason"], "accepted_by_other");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_request_is_either_accepted_or_taken_back() {
    let rounds = torture::rounds(200, 10_000);
    let world = World::new().await;
    world.set("mitra_max_concurrent_sessions", json!(rounds));
    let mitras = ids(&world.online_mitras(2).await);
    let tier = PriceTierId::parse(&world.tier(30)).unwrap();
    let ctx = world.ctx();
    let (mut accepted, mut cancelled) = (0, 0);
    for round in 0..rounds {
        let (customer, session) = a_request(ctx, tier).await;
        let start = Arc::new(Barrier::new(2));
        let accepts = {
            let (ctx, start) = (ctx.clone(), Arc::clone(&start));
            let mitra = mitras[round % 2];
            tokio::spawn(async move {
                start.wait().await;
                pairing::accept(&ctx, mitra, session).await
            })
        };
        let cancels = {
            let ctx = ctx.clone();
            tokio::spawn(async move {
                start.wait().await;
                pairing::cancel(&ctx, customer, session).await
            })
        };
        match (accepts.await.unwrap(), cancels.await.unwrap()) {
            (Ok(_), Err(error)) => {
                assert_eq!(error.code, Code::RequestNotAvailable);
                accepted += 1;
            }
            (Err(error), Ok(_)) => {
                assert_eq!(error.reason, Some("cancelled_by_customer"));
                cancelled += 1;
            }
            both => panic!("{both:?}"),
        }
    }
    let count = |status: &str| {
        world.number(&format!(
            "select count(*) from chat_sessions where status = '{status}'"
        ))
    };
    assert_eq!((count("active"), count("cancelled")), (accepted, cancelled));
    // With few rounds one side may win them all.
    assert!(!torture::is_torture() || (accepted > 0 && cancelled > 0));
    torture::figures(
        "races",
        format!("{accepted} accepted and {cancelled} taken back at one instant, never both"),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_request_is_either_accepted_or_runs_out() {
    let rounds = torture::rounds(200, 10_000) / 20 * 20;
    let world = World::new().await;
    world.set("mitra_max_concurrent_sessions", json!(rounds));
    world.set("chat_request_timeout_seconds", json!(60));
    let mitra = ids(&world.online_mitras(1).await)[0];
    let tier = PriceTierId::parse(&world.tier(30)).unwrap();
    let ctx = world.ctx();
    let (mut accepted, mut expired) = (0, 0);
    for round in 0..rounds / 20 {
        let requests = join_all((0..20).map(|_| a_request(ctx, tier))).await;
        world.advance(59);
        let answered = Arc::new(AtomicUsize::new(0));
        let start = Arc::new(Barrier::new(requests.len() + 1));
        let accepts = requests.iter().map(|&(_, session)| {
            let (ctx, start, answered) = (ctx.clone(), start.clone(), answered.clone());
            tokio::spawn(async move {
                start.wait().await;
                let outcome = pairing::accept(&ctx, mitra, session).await;
                answered.fetch_add(1, Ordering::Relaxed);
                outcome
            })
        });
        let accepts: Vec<_> = accepts.collect();
        start.wait().await;
        // While the others are being accepted their time is up, and the alarm rings.
        while answered.load(Ordering::Relaxed) < round % 20 {
            tokio::task::yield_now().await;
        }
        world.advance(1);
        for ((_, session), accept) in requests.iter().zip(join_all(accepts).await) {
            world.settle().await;
            let sql = format!("select status from chat_sessions where id = '{session}'");
            let status: String = world.sql().query_row(&sql, [], |row| row.get(0)).unwrap();
            match accept.unwrap() {
                Ok(_) => {
                    assert_eq!(status, "active");
                    accepted += 1;
                }
                Err(error) => {
                    assert_eq!(error.code, Code::RequestNotAvailable);
                    assert_eq!((error.reason, &*status), (Some("expired"), "expired"));
                    expired += 1;
                }
            }
        }
    }
    assert!(accepted > 0 && expired > 0, "{accepted}, {expired}");
    torture::figures(
        "races",
        format!("{accepted} accepted and {expired} run out at one instant, never both"),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_customer_who_asks_ten_times_at_once_has_one_request() {
    let world = World::new().await;
    let customer = world.guest().await;
    let body = json!({"topic_sensitivity": "regular", "price_tier_id": world.tier(30)});
    let replies = join_all((0..10).map(|_| customer.act(&world, "request", body.clone()))).await;
    let (made, refused): (Vec<_>, Vec<_>) = replies.into_iter().partition(|r| r.status == 201);
    assert_eq!((made.len(), refused.len()), (1, 9));
    for reply in refused {
        let problem = reply.refused(409, "SESSION_ALREADY_OPEN");
        assert_eq!(problem["session_id"], made[0].json["id"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mitra_who_accepts_ten_requests_at_once_gets_as_many_as_are_allowed() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    let mut requests = Vec::new();
    for _ in 0..10 {
        requests.push(world.guest().await.request(&world, 30).await);
    }
    let replies = join_all(requests.iter().map(|id| mitra.accept(&world, id))).await;
    let (won, lost): (Vec<_>, Vec<_>) = replies.into_iter().partition(|r| r.status == 200);
    assert_eq!((won.len(), lost.len()), (3, 7));
    for reply in lost {
        reply.refused(409, "MITRA_AT_LIMIT");
    }
}
