//! The keys of Google and Apple: when they are fetched, how long they are kept, and what happens when they can't be had.

use futures_util::future::join_all;
use serde_json::json;

use crate::world::{
    Reply, Says, World,
    provider::{Provider, RSA, RSA_NEXT, google, with},
};

const GOOGLE: &str = "/api/client/auth/google/verify";

async fn world(provider: &Provider) -> World {
    World::with(&provider.flags()).await
}

async fn hand_over(world: &World, token: &str) -> Reply {
    world.post_open(GOOGLE, json!({ "id_token": token })).await
}

#[tokio::test]
async fn when_keys_rotate_the_new_one_is_fetched_and_the_old_one_is_dropped() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    hand_over(&world, &RSA.sign(&google("g1"))).await.ok(200);
    provider.publishes(&[&RSA_NEXT]);
    hand_over(&world, &RSA_NEXT.sign(&google("g1")))
        .await
        .ok(200);
    assert_eq!(provider.fetches(), 2);
    hand_over(&world, &RSA.sign(&google("g1")))
        .await
        .refused(401, "INVALID_ID_TOKEN");
}

#[tokio::test]
async fn keys_are_kept_as_long_as_the_provider_says() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let token = RSA.sign(&with(google("g1"), "exp", json!(4_000_000_000_i64)));
    for fetches in [1, 1, 2] {
        hand_over(&world, &token).await.ok(200);
        assert_eq!(provider.fetches(), fetches);
        world.advance(1800);
    }
}

#[tokio::test]
async fn a_flood_of_unknown_keys_leads_to_one_call_a_minute() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let good = RSA.sign(&google("g1"));
    hand_over(&world, &good).await.ok(200);
    for minute in 0..3 {
        let tokens: Vec<String> = (0..50)
            .map(|n| RSA.sign_as(&format!("{minute}-{n}"), &google("g1")))
            .collect();
        let flood = join_all(tokens.iter().map(|t| hand_over(&world, t))).await;
        for reply in flood {
            reply.refused(401, "INVALID_ID_TOKEN");
        }
        assert_eq!(provider.fetches(), 2 + minute);
        hand_over(&world, &good).await.ok(200);
        world.advance(60);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_come_at_once_share_one_call() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let tokens: Vec<String> = (0..30)
        .map(|n| RSA.sign(&google(&format!("g{n}"))))
        .collect();
    for reply in join_all(tokens.iter().map(|t| hand_over(&world, t))).await {
        reply.ok(200);
    }
    assert_eq!(provider.fetches(), 1);
}

#[tokio::test]
async fn a_provider_that_gives_no_keys_is_unavailable_until_it_does() {
    let provider = Provider::publishing(&[]).await;
    let world = world(&provider).await;
    let token = RSA.sign(&google("g1"));
    let mut fetches = 0;
    for (n, says) in [
        Says::Nothing,
        Says::text(500, "{\"keys\": []}"),
        Says::text(404, ""),
        Says::text(200, "<html>"),
        Says::text(200, "{\"keys\": []}"),
        Says::text(200, " ".repeat(256 * 1024 + 1)),
        Says::elsewhere(),
    ]
    .into_iter()
    .enumerate()
    {
        provider.0.says(says);
        let reply = hand_over(&world, &token).await;
        assert!(reply.headers.contains_key("retry-after"));
        reply.refused(503, "IDENTITY_PROVIDER_UNAVAILABLE");
        fetches += 1;
        assert_eq!(provider.fetches(), fetches, "the redirect is not followed");
        world.advance(n as u64);
    }
    provider.publishes(&[&RSA]);
    hand_over(&world, &token).await.ok(200);
    assert_eq!(world.number("select count(*) from customers"), 1);
}

#[tokio::test]
async fn while_the_provider_is_away_the_keys_we_have_stay_good_for_a_day() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let token = RSA.sign(&with(google("g1"), "exp", json!(4_000_000_000_i64)));
    hand_over(&world, &token).await.ok(200);
    provider.0.says(Says::text(500, ""));
    world.advance(3600);
    for _ in 0..10 {
        hand_over(&world, &token).await.ok(200);
    }
    assert_eq!(provider.fetches(), 2);
    // A key we never had may be new: nobody can say.
    hand_over(&world, &RSA_NEXT.sign(&google("g1")))
        .await
        .refused(503, "IDENTITY_PROVIDER_UNAVAILABLE");
    world.advance(86_399);
    hand_over(&world, &token).await.ok(200);
    world.advance(60);
    hand_over(&world, &token)
        .await
        .refused(503, "IDENTITY_PROVIDER_UNAVAILABLE");
}

#[tokio::test]
async fn while_the_provider_hangs_everyone_else_is_served_and_nothing_is_held() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let guest = world.guest().await;
    provider.0.says(Says::Nothing);
    let token = RSA.sign(&google("g1"));
    let waiting = hand_over(&world, &token);
    let others = async {
        provider.0.asked_for(1).await;
        world.has_no_transaction_open();
        for _ in 0..3 {
            world.guest().await;
        }
        world
            .get("/api/client/auth/me", &guest.access)
            .await
            .ok(200);
    };
    tokio::pin!(waiting);
    tokio::select! {
        biased;
        () = others => {}
        _ = &mut waiting => panic!("the answer came before the others were served"),
    }
    waiting.await.refused(503, "IDENTITY_PROVIDER_UNAVAILABLE");
}

#[tokio::test]
async fn a_provider_that_flaps_for_days_turns_nobody_away_whose_key_we_have() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let token = RSA.sign(&with(google("g1"), "exp", json!(4_000_000_000_i64)));
    hand_over(&world, &token).await.ok(200);
    let mut good = 0;
    for hour in 0..100 {
        world.advance(3600);
        // Away for up to twenty-two hours at a time.
        match hour % 23 {
            22 => {
                provider.publishes(&[&RSA]);
                good += 1;
            }
            n if n % 3 == 0 => provider.0.says(Says::HalfAnAnswer),
            n if n % 3 == 1 => provider.0.says(Says::text(503, "")),
            _ => provider.0.says(Says::text(200, "<html>")),
        }
        hand_over(&world, &token).await.ok(200);
    }
    assert_eq!(good, 4);
    assert_eq!(world.number("select count(*) from customers"), 1);
}
