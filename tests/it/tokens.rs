//! Access and refresh tokens, sessions, guards that every route shares.

use reqwest::Method;
use serde_json::json;

use crate::world::{Reply, Tokens, World};

const ME: &str = "/api/client/auth/me";
const REFRESH: &str = "/api/shared/auth/refresh";

/// 1.5.1, 1.5.2
#[tokio::test]
async fn a_guest_gets_a_name_tokens_and_a_profile_without_identity() {
    let world = World::new().await;
    let guest = world.guest().await;
    let me = world.get(ME, &guest.access).await.ok(200);
    assert_eq!(me, guest.profile);
    assert!(!me["display_name"].as_str().unwrap().is_empty());
    assert_eq!(me["is_anonymous"], true);
    let identities = world.number(
        "select count(*) from customers where phone is null and google_sub is null and apple_sub is null",
    );
    assert_eq!(identities, 1);
}

/// 1.2.3
#[tokio::test]
async fn a_refresh_token_is_good_once_and_the_session_stays() {
    let world = World::new().await;
    let guest = world.guest().await;
    world.advance(1);
    let body = json!({"refresh_token": guest.refresh});
    let next = Tokens::of(&world.post_open(REFRESH, body.clone()).await.ok(200));
    assert_eq!(next.session_id, guest.session_id);
    assert_ne!(next.access, guest.access);
    world
        .post_open(REFRESH, body)
        .await
        .refused(401, "REFRESH_INVALID");
    let body = json!({"refresh_token": next.refresh});
    world.post_open(REFRESH, body).await.ok(200);
}

/// 1.6.1
#[tokio::test]
async fn without_a_header_a_protected_route_asks_to_sign_in() {
    let world = World::new().await;
    let reply = Reply::of(world.request(Method::GET, ME)).await;
    assert_eq!(reply.headers["www-authenticate"], "Bearer");
    reply.refused(401, "AUTH_MISSING");
}
