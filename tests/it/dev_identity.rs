//! The desk's own Google and Apple: taken by the real way, and refused by it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    dev_desk::desk,
    world::{Reply, Tokens, World},
};

async fn token(world: &World, wanted: Value) -> Value {
    desk(world, Method::POST, "id-token", wanted).await.ok(201)
}

async fn enter(world: &World, provider: &str, body: Value) -> Reply {
    let path = format!("/api/client/auth/{provider}/verify");
    world.post_open(&path, body).await
}

#[tokio::test]
async fn somebody_made_up_signs_in_with_google_and_is_the_same_next_time() {
    let world = World::developed().await;
    let config = world.request(Method::GET, "/api/shared/config");
    let config = Reply::of(config).await.ok(200);
    assert_eq!(
        config["social_auth"],
        json!({"google": true, "apple": true})
    );
    let mut ids = Vec::new();
    for _ in 0..2 {
        let wanted = json!({"provider": "google", "email": "ana@example.org", "name": "Ana Putri"});
        let signed = token(&world, wanted).await;
        let body = json!({"id_token": signed["id_token"]});
        let ana = Tokens::of(&enter(&world, "google", body).await.ok(200));
        assert_eq!(ana.profile["display_name"], "Ana Putri");
        assert_eq!(ana.profile["email"], "ana@example.org");
        ids.push(ana.id().to_owned());
    }
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn with_apple_the_nonce_counts_and_the_name_comes_beside_the_token() {
    let world = World::developed().await;
    let wanted = json!({"provider": "apple", "email": "ana@example.org", "sub": "000123.a.0001", "nonce": "n-1"});
    let signed = token(&world, wanted).await;
    assert_eq!(signed["sub"], "000123.a.0001");
    let body = |nonce: &str| json!({"id_token": signed["id_token"], "nonce": nonce, "display_name": "Senja"});
    enter(&world, "apple", body("n-2"))
        .await
        .refused(401, "INVALID_ID_TOKEN");
    let ana = Tokens::of(&enter(&world, "apple", body("n-1")).await.ok(200));
    assert_eq!(ana.profile["display_name"], "Senja");
}

#[tokio::test]
async fn a_token_that_would_be_refused_of_google_is_refused_of_the_desk() {
    let world = World::developed().await;
    for (provider, wanted) in [
        (
            "google",
            json!({"provider": "google", "email": "a@example.org", "audience": "somebody.else"}),
        ),
        (
            "google",
            json!({"provider": "google", "email": "a@example.org", "expires_in_seconds": -120}),
        ),
        // One provider's token is not the other's.
        (
            "apple",
            json!({"provider": "google", "email": "a@example.org"}),
        ),
    ] {
        let signed = token(&world, wanted).await;
        let body = json!({"id_token": signed["id_token"]});
        enter(&world, provider, body)
            .await
            .refused(401, "INVALID_ID_TOKEN");
    }
}
