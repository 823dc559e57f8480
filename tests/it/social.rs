//! Signing in with Google and Apple: whose tokens are taken. How keys are fetched is in `jwks.rs`, upgrades in `upgrade.rs`.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::world::{
    Reply, Tokens, World,
    provider::{EC, Provider, RSA, RSA_NEXT, RSA_WEAK, apple, google, with},
};

const GOOGLE: &str = "/api/client/auth/google/verify";
const APPLE: &str = "/api/client/auth/apple/verify";

async fn world(provider: &Provider) -> World {
    World::with(&provider.flags()).await
}

async fn hand_over(world: &World, path: &str, token: &str) -> Reply {
    world.post_open(path, json!({ "id_token": token })).await
}

/// 1.4.1
#[tokio::test]
async fn google_makes_a_customer_once_and_knows_them_again() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let first = hand_over(&world, GOOGLE, &RSA.sign(&google("g1")))
        .await
        .ok(200);
    let profile = &first["profile"];
    assert_eq!(profile["display_name"], "Ana Putri");
    assert_eq!(profile["email"], "ana@example.org");
    assert_eq!(profile["has_google"], true);
    assert_eq!(profile["has_apple"], false);
    assert_eq!(profile["is_anonymous"], false);
    assert_eq!(profile["phone"], Value::Null);
    let renamed = with(google("g1"), "name", json!("Someone else"));
    let second = hand_over(&world, GOOGLE, &RSA.sign(&renamed)).await.ok(200);
    assert_eq!(second["profile"], *profile);
    assert_ne!(second["session_id"], first["session_id"]);
    let me = world
        .get("/api/client/auth/me", &Tokens::of(&second).access)
        .await
        .ok(200);
    assert_eq!(me, *profile);
    assert_eq!(provider.fetches(), 1);
}

/// 1.4.1
#[tokio::test]
async fn both_spellings_of_the_issuer_and_each_client_id_are_taken() {
    let provider = Provider::publishing(&[&RSA, &EC]).await;
    let world = world(&provider).await;
    let short = with(google("g1"), "iss", json!("accounts.google.com"));
    hand_over(&world, GOOGLE, &RSA.sign(&short)).await.ok(200);
    let android = json!("android.apps.googleusercontent.com");
    let other = with(google("g1"), "aud", android);
    hand_over(&world, GOOGLE, &RSA.sign(&other)).await.ok(200);
    // The key says which algorithm.
    hand_over(&world, GOOGLE, &EC.sign(&google("g1")))
        .await
        .ok(200);
    assert_eq!(world.number("select count(*) from customers"), 1);
}

async fn all_refused(wrong: Vec<(&str, String)>) {
    let provider = Provider::publishing(&[&RSA, &EC, &RSA_WEAK]).await;
    let world = world(&provider).await;
    for (what, token) in wrong {
        let reply = hand_over(&world, GOOGLE, &token).await;
        assert_eq!(reply.status, 401, "{what}: {}", reply.json);
        reply.refused(401, "INVALID_ID_TOKEN");
    }
    assert_eq!(world.number("select count(*) from customers"), 0);
    // The same server takes a good one.
    let good = RSA.sign(&google("g1"));
    hand_over(&world, GOOGLE, &good).await.ok(200);
}

/// 1.4.2
#[tokio::test]
async fn a_token_that_says_anything_wrong_is_refused() {
    let now = google("g1")["iat"].as_i64().unwrap();
    let but = |name: &str, value: Value| RSA.sign(&with(google("g1"), name, value));
    let several = with(
        google("g1"),
        "aud",
        json!([Provider::GOOGLE_CLIENT, "theirs"]),
    );
    all_refused(vec![
        ("another client", but("aud", json!("theirs"))),
        ("no audience", but("aud", json!([]))),
        (
            "several audiences, another asked",
            RSA.sign(&with(several, "azp", json!("theirs"))),
        ),
        (
            "Apple's issuer",
            but("iss", json!("https://appleid.apple.com")),
        ),
        (
            "a longer issuer",
            but("iss", json!("https://accounts.google.com.evil.org")),
        ),
        ("expired", but("exp", json!(now - 60))),
        ("from the future", but("iat", json!(now + 61))),
        ("without end", but("exp", Value::Null)),
        ("without subject", but("sub", Value::Null)),
        ("with an empty subject", but("sub", json!(""))),
    ])
    .await;
}

/// 1.4.3
#[tokio::test]
async fn a_token_that_is_not_signed_by_a_published_key_is_refused() {
    let claims = google("g1");
    let good = RSA.sign(&claims);
    let parts: Vec<&str> = good.split('.').collect();
    let [header, body, signature] = parts[..] else {
        panic!("a token has three parts")
    };
    let mut tampered = URL_SAFE_NO_PAD.decode(signature).unwrap();
    tampered[100] ^= 1;
    let tampered = URL_SAFE_NO_PAD.encode(tampered);
    let encode = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let other_body = encode(google("g2"));
    let none = encode(json!({"alg": "none", "kid": RSA.id}));
    let embedded = encode(json!({"alg": "RS256", "kid": "mine", "jku": "http://127.0.0.1:1"}));
    let mut shared = Header::new(Algorithm::HS256);
    shared.kid = Some(RSA.id.to_owned());
    let secret = EncodingKey::from_secret(&RSA.modulus());
    let hmac = jsonwebtoken::encode(&shared, &claims, &secret).unwrap();
    all_refused(vec![
        ("tampered signature", format!("{header}.{body}.{tampered}")),
        (
            "tampered body",
            format!("{header}.{other_body}.{signature}"),
        ),
        ("no signature", format!("{header}.{body}.")),
        ("cut off", good[..good.len() - 10].to_owned()),
        ("algorithm none", format!("{none}.{body}.")),
        (
            "algorithm none, signed",
            format!("{none}.{body}.{signature}"),
        ),
        ("HS256 with the public key", hmac),
        ("a key of its own", format!("{embedded}.{body}.{signature}")),
        ("another key", RSA_NEXT.sign_as(RSA.id, &claims)),
        ("another kind of key", EC.sign_as(RSA.id, &claims)),
        ("a weak key", RSA_WEAK.sign(&claims)),
        ("an unknown key", RSA_NEXT.sign(&claims)),
        ("no token", String::new()),
        ("dots", "..".to_owned()),
        ("garbage", "\u{0}é🦀.e30.x".to_owned()),
        ("far too long", format!("{good}{}", "A".repeat(100_000))),
    ])
    .await;
}

#[tokio::test]
async fn a_token_of_ten_megabytes_does_not_even_get_in() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    hand_over(&world, GOOGLE, &"a.".repeat(5_000_000))
        .await
        .refused(413, "PAYLOAD_TOO_LARGE");
}

#[tokio::test]
async fn a_token_expires_by_our_clock() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let token = RSA.sign(&google("g1"));
    world.advance(3599);
    hand_over(&world, GOOGLE, &token).await.ok(200);
    world.advance(1);
    hand_over(&world, GOOGLE, &token)
        .await
        .refused(401, "INVALID_ID_TOKEN");
}

#[tokio::test]
async fn people_are_not_taken_for_one_because_they_share_an_address() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let one = hand_over(&world, GOOGLE, &RSA.sign(&google("g1")))
        .await
        .ok(200);
    let other = hand_over(&world, GOOGLE, &RSA.sign(&google("g2")))
        .await
        .ok(200);
    assert_ne!(one["profile"]["id"], other["profile"]["id"]);
    let same = with(apple("g1"), "email", json!("ana@example.org"));
    let apple = hand_over(&world, APPLE, &RSA.sign(&same)).await.ok(200);
    assert_ne!(one["profile"]["id"], apple["profile"]["id"]);
    assert_eq!(world.number("select count(*) from customers"), 3);
    let unverified = with(google("g3"), "email_verified", json!(false));
    let third = hand_over(&world, GOOGLE, &RSA.sign(&unverified))
        .await
        .ok(200);
    assert_eq!(third["profile"]["email"], Value::Null);
}

/// 1.4.5
#[tokio::test]
async fn apple_makes_a_customer_with_the_name_that_the_app_was_told() {
    let provider = Provider::publishing(&[&RSA, &EC]).await;
    let world = world(&provider).await;
    let body = json!({"id_token": RSA.sign(&apple("a1")), "display_name": "  Budi  "});
    let first = world.post_open(APPLE, body).await.ok(200);
    let profile = &first["profile"];
    assert_eq!(profile["display_name"], "Budi");
    assert_eq!(profile["email"], "x7@privaterelay.appleid.com");
    assert_eq!(profile["has_apple"], true);
    assert_eq!(profile["has_google"], false);
    // Later the app is told nothing, and the address may be missing.
    let later = with(apple("a1"), "email", Value::Null);
    let second = hand_over(&world, APPLE, &EC.sign(&later)).await.ok(200);
    assert_eq!(second["profile"], *profile);
}

/// 1.4.7
#[tokio::test]
async fn apple_without_an_address_makes_a_customer_without_one() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let claims = with(apple("a1"), "email", Value::Null);
    let result = hand_over(&world, APPLE, &RSA.sign(&claims)).await.ok(200);
    assert_eq!(result["profile"]["email"], Value::Null);
    assert!(
        !result["profile"]["display_name"]
            .as_str()
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        world.number("select count(*) from customers where email is null and apple_sub = 'a1'"),
        1
    );
}

/// 1.4.6
#[tokio::test]
async fn apples_token_must_be_signed_by_a_published_key_for_our_app() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    for token in [
        RSA_NEXT.sign_as(RSA.id, &apple("a1")),
        RSA_NEXT.sign(&apple("a1")),
        RSA.sign(&with(apple("a1"), "aud", json!("id.other.app"))),
        RSA.sign(&google("a1")),
    ] {
        hand_over(&world, APPLE, &token)
            .await
            .refused(401, "INVALID_ID_TOKEN");
    }
    assert_eq!(world.number("select count(*) from customers"), 0);
}

/// 1.4.5
#[tokio::test]
async fn apples_nonce_may_stand_raw_or_hashed_in_the_token() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = world(&provider).await;
    let raw = "a nonce of the app";
    let digest = Sha256::digest(raw);
    let hex = format!("{digest:x}");
    let sign_in = |token_has: Value, app_says: &str| {
        let token = RSA.sign(&with(apple("a1"), "nonce", token_has));
        world.post_open(APPLE, json!({"id_token": token, "nonce": app_says}))
    };
    for good in [raw.to_owned(), hex, URL_SAFE_NO_PAD.encode(digest)] {
        sign_in(json!(good), raw).await.ok(200);
    }
    for wrong in [json!("another"), Value::Null] {
        sign_in(wrong, raw).await.refused(401, "INVALID_ID_TOKEN");
    }
    // The hash of the hash proves nothing.
    sign_in(json!(raw), &URL_SAFE_NO_PAD.encode(digest))
        .await
        .refused(401, "INVALID_ID_TOKEN");
}

#[tokio::test]
async fn without_client_ids_a_provider_is_not_set_up() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&[
        "--google-oauth-client-ids",
        "",
        "--apple-client-ids",
        Provider::APPLE_CLIENT,
        "--apple-jwks-url",
        &provider.0.url,
    ])
    .await;
    hand_over(&world, GOOGLE, &RSA.sign(&google("g1")))
        .await
        .refused(501, "SOCIAL_AUTH_NOT_CONFIGURED");
    hand_over(&world, APPLE, &RSA.sign(&apple("a1")))
        .await
        .ok(200);
}

#[tokio::test]
async fn a_page_is_told_where_to_send_people_and_as_whom() {
    let ask = async |world: &World| {
        let path = "/api/client/auth/providers";
        let asked = world
            .request(Method::GET, path)
            .header("Host", "192.168.1.7:3000");
        Reply::of(asked).await.ok(200)
    };
    let world = World::with(&[
        "--google-oauth-client-ids",
        " , web.example,android.example",
    ])
    .await;
    let google = json!({
        "client_id": "web.example",
        "authorize_url": "https://accounts.google.com/o/oauth2/v2/auth",
    });
    assert_eq!(ask(&world).await, json!({"google": google, "apple": null}));

    // The desk's own are on the machine that was asked, at its other port.
    let developed = World::developed().await;
    let seen = ask(&developed).await;
    let port = developed.app().internal.port();
    assert_eq!(
        seen["apple"]["authorize_url"],
        format!("http://192.168.1.7:{port}/dev/apple/authorize")
    );
    for host in ["[::1]:3000", "", "a b"] {
        let path = "/api/client/auth/providers";
        let asked = developed.request(Method::GET, path).header("Host", host);
        assert!(Reply::of(asked).await.status < 500, "{host}");
    }
}
