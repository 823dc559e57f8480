//! Pushes carried to browsers, by a push service on this machine: what it is sent, who can read it, and whom we never call.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use p256::{SecretKey, elliptic_curve::sec1::ToEncodedPoint};
use serde_json::{Value, json};
use web_push_native::{Auth, decrypt};

use crate::world::{Asked, Neighbour, Pair, Says, Tokens, World, until};

/// A browser that has allowed notices, with the keys that only it has.
struct Browser {
    key: SecretKey,
    auth: Auth,
    subscription: String,
}

impl Browser {
    fn at(endpoint: &str, seed: u8) -> Self {
        let key = SecretKey::from_slice(&[seed; 32]).unwrap();
        let auth = [seed; 16];
        let point = key.public_key().to_encoded_point(false);
        let subscription = json!({
            "endpoint": endpoint,
            "expirationTime": null,
            "keys": {
                "p256dh": URL_SAFE_NO_PAD.encode(point.as_bytes()),
                "auth": URL_SAFE_NO_PAD.encode(auth),
            },
        });
        Self {
            key,
            auth: auth.into(),
            subscription: subscription.to_string(),
        }
    }

    async fn registered(self, world: &World, of: &Tokens) -> Self {
        let body = json!({"token": self.subscription, "platform": "web"});
        let path = "/api/shared/device-token";
        world.post(path, &of.access, body).await.ok(204);
        self
    }

    fn reads(&self, asked: &Asked) -> Value {
        let text = decrypt(asked.bytes.clone(), &self.key, &self.auth).unwrap();
        serde_json::from_slice(&text).unwrap()
    }
}

async fn service() -> Neighbour {
    Neighbour::new(Says::text(201, "")).await
}

async fn world(service: &Neighbour) -> World {
    World::with(&[
        "--push-provider",
        "webpush",
        "--webpush-contact",
        "mailto:ops@curhat.test",
        "--webpush-services",
        &format!("fcm.googleapis.com,{}", service.url),
    ])
    .await
}

async fn public_key(world: &World, of: &Tokens) -> Value {
    let path = "/api/shared/device-token/web-push";
    let answer = world.get(path, &of.access).await;
    answer.ok(200)["public_key"].clone()
}

async fn ended(world: &World, figure: &str, count: i64) {
    let bound = std::time::Instant::now();
    while world.pushed(figure, "webpush").await < count {
        tokio::task::yield_now().await;
        assert!(bound.elapsed().as_secs() < 20, "{figure} is not {count}");
    }
}

#[tokio::test]
async fn a_notice_is_sealed_for_the_browser_and_signed_for_its_push_service() {
    let service = service().await;
    let world = world(&service).await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(60).await;
    let key = public_key(&world, &mitra).await;
    let browser = Browser::at(&format!("{}/send/abc", service.url), 7);
    let browser = browser.registered(&world, &mitra).await;
    let sent = customer.say(&world, &id, "1", "rahasia").await.ok(201);
    let asked = service.asked_for(1).await.remove(0);
    assert_eq!(asked.path, "/send/abc");
    let header = |name: &str| asked.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-encoding"), "aes128gcm");
    assert_eq!(header("ttl"), "3600");
    assert_eq!(header("urgency"), "high");
    assert_eq!(header("topic"), id.replace('-', ""));
    // The service in between sees nothing; the browser sees ids, and not what was said.
    assert!(!asked.text.contains("message"));
    let notice = json!({"type": "message", "session_id": id, "message_id": sent["id"]});
    assert_eq!(browser.reads(&asked), notice);

    let (token, k) = asked
        .authorization
        .strip_prefix("vapid t=")
        .and_then(|rest| rest.split_once(", k="))
        .unwrap();
    assert_eq!(key, k);
    let point = URL_SAFE_NO_PAD.decode(k).unwrap();
    let mut rules = Validation::new(Algorithm::ES256);
    rules.set_audience(&[&service.url]);
    // The clock of the test stands somewhere else.
    rules.validate_exp = false;
    let signed = jsonwebtoken::decode::<Value>(token, &DecodingKey::from_ec_der(&point), &rules);
    let claims = signed.unwrap().claims;
    assert_eq!(claims["sub"], "mailto:ops@curhat.test");
    assert_eq!(claims["exp"], world.clock.now().as_seconds() + 12 * 3600);
}

#[tokio::test]
async fn the_key_outlives_the_server_and_a_server_without_web_push_has_none() {
    let service = service().await;
    let mut world = world(&service).await;
    let guest = world.guest().await;
    let key = public_key(&world, &guest).await;
    assert_eq!(key.as_str().unwrap().len(), 87);
    world.restart(None).await;
    assert_eq!(public_key(&world, &guest).await, key);
    let file = world.data_dir().join("webpush-key");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);

    let without = World::new().await;
    let guest = without.guest().await;
    assert_eq!(public_key(&without, &guest).await, Value::Null);
}

#[tokio::test]
async fn a_subscription_goes_when_its_push_service_calls_it_gone() {
    let service = service().await;
    let world = world(&service).await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(60).await;
    for (n, status) in [404, 410].into_iter().enumerate() {
        service.says(Says::text(status, ""));
        let browser = Browser::at(&format!("{}/send/{n}", service.url), 7);
        browser.registered(&world, &mitra).await;
        let before = service.asked().len();
        let words = format!("halo {n}");
        customer.say(&world, &id, &words, &words).await.ok(201);
        service.asked_for(before + 1).await;
        until("the subscription to be gone", || world.devices() == 0).await;
    }
    // One that is turned away for another reason stays.
    service.says(Says::text(403, "BadJwtToken"));
    let browser = Browser::at(&format!("{}/send/x", service.url), 7);
    browser.registered(&world, &mitra).await;
    customer.say(&world, &id, "c", "halo").await.ok(201);
    ended(&world, "failed_total", 1).await;
    assert_eq!(world.devices(), 1);
}

#[tokio::test]
async fn an_address_that_is_no_push_service_is_never_called() {
    let service = service().await;
    let inside = Neighbour::new(Says::text(200, "the printer")).await;
    let world = world(&service).await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(60).await;
    for endpoint in [
        format!("{}/admin", inside.url),
        format!("https://fcm.googleapis.com@{}/x", &inside.url[7..]),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://localhost/x".to_owned(),
    ] {
        let browser = Browser::at(&endpoint, 7);
        browser.registered(&world, &mitra).await;
    }
    // Nor does one of ours lead there.
    service.says(Says::with(
        307,
        "location",
        format!("{}/admin", inside.url),
        "",
    ));
    let browser = Browser::at(&format!("{}/send", service.url), 7);
    browser.registered(&world, &mitra).await;
    assert_eq!(world.devices(), 5);
    customer.say(&world, &id, "1", "halo").await.ok(201);
    ended(&world, "failed_total", 1).await;
    until("the others to be gone", || world.devices() == 1).await;
    assert_eq!(inside.asked().len(), 0);
    assert_eq!(service.asked().len(), 1);
}

#[tokio::test]
async fn a_service_that_is_busy_is_asked_again_when_it_says() {
    let service = service().await;
    let world = world(&service).await;
    let Pair {
        customer,
        mitra,
        id,
    } = world.pair(60).await;
    let browser = Browser::at(&format!("{}/send", service.url), 7);
    browser.registered(&world, &mitra).await;
    service.says(Says::with(429, "retry-after", "30", ""));
    customer.say(&world, &id, "1", "halo").await.ok(201);
    service.asked_for(1).await;
    service.says(Says::text(201, ""));
    let mut seconds = 0;
    until("the second try", || {
        if service.asked().len() < 2 {
            world.advance(1);
            seconds += 1;
        }
        service.asked().len() == 2
    })
    .await;
    assert!(seconds >= 30, "after {seconds} s");
    ended(&world, "sent_total", 1).await;
}
