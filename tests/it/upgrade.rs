//! Guests who sign up: the row stays, and an identity that is another's is refused. Where operators want it merged: `merge.rs`.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::world::{
    Reply, Tokens, World,
    provider::{Provider, RSA, apple, google},
};

const PHONE: &str = "+6281234567890";
const ME: &str = "/api/client/auth/me";
const REFRESH: &str = "/api/shared/auth/refresh";
const REQUEST: &str = "/api/client/auth/otp/request";
const VERIFY: &str = "/api/client/auth/otp/verify";
const GOOGLE: &str = "/api/client/auth/google/verify";
const APPLE: &str = "/api/client/auth/apple/verify";

/// A body for `verify` with the right code, naming the guest.
async fn phone_proof(world: &World, guest: &Tokens) -> Value {
    let asked = world
        .post_open(REQUEST, json!({ "phone": PHONE }))
        .await
        .ok(200);
    json!({
        "otp_request_id": asked["otp_request_id"],
        "code": world.code_for(PHONE),
        "anonymous_customer_id": guest.id(),
    })
}

async fn refresh(world: &World, token: &str) -> Reply {
    world
        .post_open(REFRESH, json!({ "refresh_token": token }))
        .await
}

fn customers(world: &World) -> i64 {
    world.number("select count(*) from customers")
}

/// 1.5.3, 1.5.7
#[tokio::test]
async fn a_guest_who_proves_a_phone_keeps_the_row_and_gets_a_second_session() {
    let world = World::new().await;
    let guest = world.guest().await;
    let proof = phone_proof(&world, &guest).await;
    let result = world.post(VERIFY, &guest.access, proof).await.ok(200);
    let upgraded = Tokens::of(&result);
    assert_eq!(upgraded.id(), guest.id());
    assert_ne!(upgraded.session_id, guest.session_id);
    assert_eq!(
        upgraded.profile["display_name"],
        guest.profile["display_name"]
    );
    assert_eq!(upgraded.profile["created_at"], guest.profile["created_at"]);
    assert_eq!(upgraded.profile["phone"], PHONE);
    assert_eq!(upgraded.profile["is_anonymous"], false);
    assert_eq!(customers(&world), 1);
    // The guest's own session goes on, and shows who they are now.
    let me = world.get(ME, &guest.access).await.ok(200);
    assert_eq!(me, upgraded.profile);
    let old = refresh(&world, &guest.refresh).await.ok(200);
    assert_eq!(old["profile"], upgraded.profile);
    assert_eq!(old["session_id"], guest.session_id);
    // Signing in with the phone from now on leads to the same row.
    world.advance(60);
    assert_eq!(world.customer(PHONE).await.id(), guest.id());
}

/// 1.5.4, 1.4.1
#[tokio::test]
async fn a_guest_who_proves_a_google_account_keeps_row_and_name() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&provider.flags()).await;
    let guest = world.guest().await;
    let body = json!({"id_token": RSA.sign(&google("g1")), "anonymous_customer_id": guest.id()});
    let result = world.post(GOOGLE, &guest.access, body).await.ok(200);
    let profile = &result["profile"];
    assert_eq!(profile["id"], guest.profile["id"]);
    assert_eq!(profile["display_name"], guest.profile["display_name"]);
    assert_eq!(profile["email"], "ana@example.org");
    assert_eq!(profile["has_google"], true);
    assert_ne!(result["session_id"], guest.session_id.as_str());
    refresh(&world, &guest.refresh).await.ok(200);
}

/// 1.5.4
#[tokio::test]
async fn a_row_without_a_name_takes_the_one_of_the_google_profile() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&provider.flags()).await;
    let guest = world.guest().await;
    world
        .sql()
        .execute("update customers set display_name = ''", [])
        .unwrap();
    let body = json!({"id_token": RSA.sign(&google("g1")), "anonymous_customer_id": guest.id()});
    let result = world.post(GOOGLE, &guest.access, body).await.ok(200);
    assert_eq!(result["profile"]["display_name"], "Ana Putri");
}

/// 1.5.5, 1.4.5
#[tokio::test]
async fn a_guest_who_proves_an_apple_account_keeps_row_and_name() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&provider.flags()).await;
    let guest = world.guest().await;
    let body = json!({
        "id_token": RSA.sign(&apple("a1")),
        "anonymous_customer_id": guest.id(),
        "display_name": "Budi",
    });
    let result = world.post(APPLE, &guest.access, body).await.ok(200);
    let profile = &result["profile"];
    assert_eq!(profile["id"], guest.profile["id"]);
    assert_eq!(profile["display_name"], guest.profile["display_name"]);
    assert_eq!(profile["has_apple"], true);
}

#[tokio::test]
async fn one_customer_may_have_a_phone_and_both_providers() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&provider.flags()).await;
    let guest = world.guest().await;
    let proof = phone_proof(&world, &guest).await;
    world.post(VERIFY, &guest.access, proof).await.ok(200);
    for (path, token) in [
        (GOOGLE, RSA.sign(&google("g1"))),
        (APPLE, RSA.sign(&apple("a1"))),
    ] {
        let body = json!({"id_token": token, "anonymous_customer_id": guest.id()});
        // The same once more changes nothing.
        for _ in 0..2 {
            world.post(path, &guest.access, body.clone()).await.ok(200);
        }
    }
    let me = world.get(ME, &guest.access).await.ok(200);
    assert_eq!(me["phone"], PHONE);
    assert_eq!(me["has_google"], true);
    assert_eq!(me["has_apple"], true);
    // A second account of one kind is no upgrade.
    let body = json!({"id_token": RSA.sign(&google("g2")), "anonymous_customer_id": guest.id()});
    world
        .post(GOOGLE, &guest.access, body)
        .await
        .refused(409, "IDENTITY_CONFLICT");
}

/// 1.5.6
#[tokio::test]
async fn a_phone_of_another_customer_is_a_conflict_that_changes_nothing_and_leaves_the_code() {
    let world = World::new().await;
    let owner = world.customer(PHONE).await;
    let guest = world.guest().await;
    let before = customers(&world);
    let sessions = world.number("select count(*) from auth_sessions");
    let proof = phone_proof(&world, &guest).await;
    for _ in 0..7 {
        world
            .post(VERIFY, &guest.access, proof.clone())
            .await
            .refused(409, "IDENTITY_CONFLICT");
    }
    assert_eq!(customers(&world), before);
    assert_eq!(world.number("select count(*) from auth_sessions"), sessions);
    assert_eq!(world.number("select attempts from otp_requests"), 0);
    let me = world.get(ME, &guest.access).await.ok(200);
    assert_eq!(me["is_anonymous"], true);
    // The same code signs its owner in.
    let mut without = proof;
    without["anonymous_customer_id"] = Value::Null;
    let result = world.post_open(VERIFY, without).await.ok(200);
    assert_eq!(result["profile"]["id"], owner.profile["id"]);
}

/// 1.4.4, 1.4.8, 1.5.6
#[tokio::test]
async fn a_provider_account_of_another_customer_is_a_conflict() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&provider.flags()).await;
    for (path, token) in [
        (GOOGLE, RSA.sign(&google("g1"))),
        (APPLE, RSA.sign(&apple("a1"))),
    ] {
        let owner = world
            .post_open(path, json!({ "id_token": token }))
            .await
            .ok(200);
        let guest = world.guest().await;
        let body = json!({"id_token": token, "anonymous_customer_id": guest.id()});
        world
            .post(path, &guest.access, body)
            .await
            .refused(409, "IDENTITY_CONFLICT");
        let me = world.get(ME, &guest.access).await.ok(200);
        assert_eq!(me, guest.profile);
        assert_ne!(me["id"], owner["profile"]["id"]);
    }
}

/// 1.5.3
#[tokio::test]
async fn only_the_guest_itself_may_be_upgraded_and_a_refusal_costs_no_guess() {
    let world = World::new().await;
    let guest = world.guest().await;
    let thief = world.guest().await;
    let mitra = world.mitra("+6281111111111").await;
    let proof = phone_proof(&world, &guest).await;
    for _ in 0..3 {
        world
            .post_open(VERIFY, proof.clone())
            .await
            .refused(403, "FORBIDDEN");
        for other in [&thief, &mitra] {
            world
                .post(VERIFY, &other.access, proof.clone())
                .await
                .refused(403, "FORBIDDEN");
        }
    }
    world
        .post(VERIFY, "nonsense", proof.clone())
        .await
        .refused(401, "TOKEN_INVALID");
    assert_eq!(world.number("select attempts from otp_requests"), 0);
    let mut wrong = proof.clone();
    wrong["anonymous_customer_id"] = json!("not an id");
    world
        .post(VERIFY, &guest.access, wrong)
        .await
        .refused(400, "BAD_REQUEST");
    world.post(VERIFY, &guest.access, proof).await.ok(200);
}

#[tokio::test]
async fn an_expired_token_says_so_and_the_code_waits_for_the_refresh() {
    let world = World::new().await;
    let guest = world.guest().await;
    world.advance(3600);
    let proof = phone_proof(&world, &guest).await;
    world
        .post(VERIFY, &guest.access, proof.clone())
        .await
        .refused(401, "TOKEN_EXPIRED");
    let fresh = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
    world.post(VERIFY, &fresh.access, proof).await.ok(200);
}

#[tokio::test]
async fn the_providers_ask_for_the_guests_token_too() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&provider.flags()).await;
    let (guest, thief) = (world.guest().await, world.guest().await);
    for (path, token) in [
        (GOOGLE, RSA.sign(&google("g1"))),
        (APPLE, RSA.sign(&apple("a1"))),
    ] {
        let body = json!({"id_token": token, "anonymous_customer_id": guest.id()});
        world
            .post_open(path, body.clone())
            .await
            .refused(403, "FORBIDDEN");
        world
            .post(path, &thief.access, body)
            .await
            .refused(403, "FORBIDDEN");
    }
    assert_eq!(customers(&world), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_guests_who_prove_one_account_at_once_one_gets_it() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&provider.flags()).await;
    let guests = join_all((0..10).map(|_| world.guest())).await;
    let token = RSA.sign(&google("g1"));
    let tries = guests.iter().map(|guest| {
        let body = json!({"id_token": token, "anonymous_customer_id": guest.id()});
        world.post(GOOGLE, &guest.access, body)
    });
    let replies = join_all(tries).await;
    assert_eq!(replies.iter().filter(|r| r.status == 200).count(), 1);
    for lost in replies.into_iter().filter(|r| r.status != 200) {
        lost.refused(409, "IDENTITY_CONFLICT");
    }
    assert_eq!(customers(&world), 10);
    assert_eq!(
        world.number("select count(*) from customers where google_sub = 'g1'"),
        1
    );
}
