//! Pushes carried by Firebase Cloud Messaging, to one on this machine: what it is asked, and what its answers lead to.

use serde_json::{Value, json};

use crate::{
    program::Place,
    world::{Firebase, Pair, Says, World, until},
};

/// A customer who writes, and a mitra with a device who does not look; what starting has told is taken note of.
async fn pair(firebase: &Firebase, world: &World) -> Pair {
    let pair = world.pair(60).await;
    world.device(&pair.mitra, "device-1").await;
    assert_eq!(firebase.fcm.asked().len(), 0);
    pair
}

async fn say(world: &World, pair: &Pair, id: &str) {
    pair.customer.say(world, &pair.id, id, "halo").await.ok(201);
}

/// Until that many pushes have come to their end, however it was.
async fn ended(world: &World, figure: &str, count: i64) {
    let bound = std::time::Instant::now();
    while world.pushed(figure, "fcm").await < count {
        tokio::task::yield_now().await;
        assert!(bound.elapsed().as_secs() < 20, "{figure} is not {count}");
    }
    assert_eq!(world.pushed(figure, "fcm").await, count);
}

#[tokio::test]
async fn a_message_says_how_urgent_it_is_and_how_long_it_is_good() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let mitra = world.online_mitra(0).await;
    world.device(&mitra, "device-1").await;
    let customer = world.guest().await;
    let id = customer.request(&world, 30).await;
    let session = customer.session(&world, &id).await;
    let asked = firebase.fcm.asked_for(1).await.remove(0);
    assert_eq!(asked.path, "/v1/projects/curhat-test/messages:send");
    assert_eq!(asked.authorization, format!("Bearer {}", Firebase::ACCESS));
    let end = crate::world::START.as_seconds() + 60;
    let message = json!({
        "token": "device-1",
        "data": {
            "type": "chat_request",
            "session_id": id,
            "topic_sensitivity": "regular",
            "expires_at": session["request_expires_at"],
        },
        "android": {"priority": "high", "ttl": "60s"},
        "apns": {
            "headers": {
                "apns-push-type": "alert",
                "apns-priority": "10",
                "apns-expiration": end.to_string(),
                "apns-collapse-id": format!("chat_request:{id}"),
            },
            "payload": {"aps": {"alert": {"loc-key": "push_chat_request"}, "sound": "default"}},
        },
        "webpush": {"headers": {"TTL": "60", "Urgency": "high"}},
    });
    assert_eq!(asked.body, json!({ "message": message }));
    // What is over wakes nobody.
    world.device(&customer, "device-2").await;
    world.pass(60).await;
    let asked = firebase.fcm.asked_for(2).await.remove(1);
    let message = &asked.body["message"];
    assert_eq!(message["data"]["type"], "request_expired");
    assert_eq!(
        message["android"],
        json!({"priority": "normal", "ttl": "3600s"})
    );
    assert_eq!(message["apns"]["headers"]["apns-priority"], "5");
    assert_eq!(message["webpush"]["headers"]["Urgency"], "normal");
    ended(&world, "sent_total", 2).await;
}

#[tokio::test]
async fn the_access_token_is_asked_for_with_a_signed_text_and_kept_until_shortly_before_its_end() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    say(&world, &pair, "1").await;
    firebase.fcm.asked_for(1).await;
    let asked = firebase.google.asked().remove(0);
    assert_eq!(asked.path, "/token");
    let form: Vec<(String, String)> = serde_urlencoded(&asked.text);
    assert_eq!(form[0].0, "grant_type");
    assert_eq!(form[0].1, "urn:ietf:params:oauth:grant-type:jwt-bearer");
    assert_eq!(form[1].0, "assertion");
    let (header, claims) = Firebase::verified(&form[1].1);
    assert_eq!(header.kid.as_deref(), Some("key-1"));
    let now = world.clock.now().as_seconds();
    let expected = json!({
        "iss": Firebase::EMAIL,
        "scope": "https://www.googleapis.com/auth/firebase.messaging",
        "aud": format!("{}/token", firebase.google.url),
        "iat": now,
        "exp": now + 3600,
    });
    assert_eq!(claims, expected);

    // Good for 3,599 seconds: used until five minutes before.
    world.advance(3298);
    say(&world, &pair, "2").await;
    firebase.fcm.asked_for(2).await;
    assert_eq!(firebase.google.asked().len(), 1);
    firebase.google.says(Firebase::grants("ya29.second"));
    world.advance(1);
    say(&world, &pair, "3").await;
    let asked = firebase.fcm.asked_for(3).await.remove(2);
    assert_eq!(asked.authorization, "Bearer ya29.second");
    assert_eq!(firebase.google.asked().len(), 2);
}

fn serde_urlencoded(text: &str) -> Vec<(String, String)> {
    let url = format!("http://form/?{text}");
    let url = reqwest::Url::parse(&url).unwrap();
    url.query_pairs().into_owned().collect()
}

/// 1.13.4
#[tokio::test]
async fn a_device_token_goes_when_fcm_calls_it_dead() {
    let bad_token = json!({
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{"field": "message.token", "description": "Invalid registration token"}],
    });
    let invalid = json!({
        "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError",
        "errorCode": "INVALID_ARGUMENT",
    });
    let answers = [
        Firebase::refuses(404, "UNREGISTERED"),
        Firebase::refuses(403, "SENDER_ID_MISMATCH"),
        Firebase::refuses(400, "INVALID_ARGUMENT"),
        Says::json(400, &Firebase::error(400, &[bad_token, invalid])),
    ];
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    world.device(&pair.customer, "another").await;
    for (n, answer) in answers.into_iter().enumerate() {
        world.device(&pair.mitra, "device-1").await;
        firebase.fcm.says(answer);
        say(&world, &pair, &n.to_string()).await;
        ended(&world, "tokens_removed_total", n as i64 + 1).await;
        assert_eq!(world.devices(), 1);
        // Once was enough.
        assert_eq!(firebase.fcm.asked().len(), n + 1);
    }
}

#[tokio::test]
async fn a_device_token_stays_when_it_is_not_the_token_that_is_wrong() {
    let bad = json!({
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{"field": "message.android.ttl", "description": "odd"}],
    });
    let answers = [
        Says::json(404, &Firebase::error(404, &[])),
        Says::text(404, "<html>nothing here</html>"),
        Says::json(400, &Firebase::error(400, &[bad])),
        Says::json(400, &json!({"error": "UNREGISTERED"})),
        Says::json(403, &Firebase::error(403, &[])),
        Says::json(413, &Value::Null),
        Says::elsewhere(),
        Firebase::refuses(401, "THIRD_PARTY_AUTH_ERROR"),
    ];
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    for (n, answer) in answers.into_iter().enumerate() {
        firebase.fcm.says(answer);
        say(&world, &pair, &n.to_string()).await;
        ended(&world, "failed_total", n as i64 + 1).await;
        assert_eq!(world.devices(), 1);
        assert_eq!(firebase.fcm.asked().len(), n + 1);
    }
    // Nothing of it stands in the way of the next one.
    firebase.fcm.says(Firebase::takes());
    say(&world, &pair, "well").await;
    ended(&world, "sent_total", 1).await;
    assert_eq!(firebase.google.asked().len(), 1);
}

#[tokio::test]
async fn an_access_token_that_is_refused_is_replaced_once() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    firebase
        .fcm
        .says(Says::json(401, &Firebase::error(401, &[])));
    firebase.google.says(Firebase::grants("ya29.first"));
    say(&world, &pair, "1").await;
    ended(&world, "failed_total", 1).await;
    let with: Vec<_> = firebase
        .fcm
        .asked()
        .into_iter()
        .map(|a| a.authorization)
        .collect();
    assert_eq!(with, ["Bearer ya29.first", "Bearer ya29.first"]);
    assert_eq!(firebase.google.asked().len(), 2);
    assert_eq!(world.devices(), 1);

    // The next one goes through with what was got then.
    firebase.fcm.says(Firebase::takes());
    say(&world, &pair, "2").await;
    ended(&world, "sent_total", 1).await;
    assert_eq!(firebase.google.asked().len(), 2);
}

#[tokio::test]
async fn what_fcm_can_t_take_now_is_tried_again_after_longer_and_longer_waits_and_then_given_up() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    firebase
        .fcm
        .says(Says::json(503, &Firebase::error(503, &[])));
    say(&world, &pair, "1").await;
    firebase.fcm.asked_for(1).await;
    let mut waits = Vec::new();
    for tries in 2..=6 {
        waits.push(firebase.asked_after(&world, tries).await);
    }
    // Half of a second and its doubles at least.
    for (wait, least) in waits.iter().zip([1, 1, 2, 4, 8]) {
        assert!(*wait >= least, "{waits:?}");
    }
    ended(&world, "failed_total", 1).await;
    assert_eq!(world.pushed("retries_total", "fcm").await, 5);
    assert_eq!(world.devices(), 1);
    world.advance(3600);
    assert_eq!(firebase.fcm.asked().len(), 6);
}

#[tokio::test]
async fn the_wait_that_fcm_asks_for_is_kept() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    firebase
        .fcm
        .says(Says::with(429, "retry-after", "30", "{}"));
    say(&world, &pair, "1").await;
    firebase.fcm.asked_for(1).await;
    firebase.fcm.says(Firebase::takes());
    let waited = firebase.asked_after(&world, 2).await;
    assert!(waited >= 30, "{waited}");
    ended(&world, "sent_total", 1).await;
}

#[tokio::test]
async fn a_request_is_not_tried_beyond_its_end() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let mitra = world.online_mitra(0).await;
    world.device(&mitra, "device-1").await;
    firebase
        .fcm
        .says(Says::with(429, "retry-after", "60", "{}"));
    world.guest().await.request(&world, 30).await;
    ended(&world, "failed_total", 1).await;
    assert_eq!(firebase.fcm.asked().len(), 1);
}

#[tokio::test]
async fn what_waits_for_another_try_does_not_reach_whoever_has_the_device_then() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    firebase
        .fcm
        .says(Says::with(503, "retry-after", "10", "{}"));
    say(&world, &pair, "1").await;
    firebase.fcm.asked_for(1).await;
    let other = world.guest().await;
    world.device(&other, "device-1").await;
    let dropped = async {
        while world.pushed("dropped_total", "fcm").await == 0 {
            world.advance(1);
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), dropped)
        .await
        .unwrap();
    assert_eq!(firebase.fcm.asked().len(), 1);
}

#[tokio::test]
async fn what_waits_for_a_call_does_not_reach_whoever_has_the_device_then() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    firebase.fcm.says(Says::Nothing);
    // As many as there are calls at one instant, all of which hang, and a few that wait for one.
    for n in 0..70 {
        say(&world, &pair, &n.to_string()).await;
    }
    firebase.fcm.asked_for(64).await;
    let other = world.guest().await;
    world.device(&other, "device-1").await;
    ended(&world, "dropped_total", 6).await;
    assert_eq!(firebase.fcm.asked().len(), 64);
}

#[tokio::test]
async fn an_answer_that_nobody_can_read_is_tried_once_more() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    let answers = [
        Says::text(200, "<html>Sign in to this network</html>"),
        Says::text(200, ""),
        Says::json(200, &json!({"name": 5})),
        Says::text(200, " ".repeat(100_000)),
        Says::text(204, ""),
        Says::HalfAnAnswer,
    ];
    for (n, answer) in answers.into_iter().enumerate() {
        firebase.fcm.says(answer);
        say(&world, &pair, &n.to_string()).await;
        firebase.fcm.asked_for(2 * n + 1).await;
        firebase.asked_after(&world, 2 * n + 2).await;
        ended(&world, "failed_total", n as i64 + 1).await;
    }
    assert_eq!(world.devices(), 1);
}

#[tokio::test]
async fn a_call_that_hangs_is_cut_off_and_tried_once_more() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    firebase.fcm.says(Says::Nothing);
    say(&world, &pair, "1").await;
    firebase.fcm.asked_for(1).await;
    world.has_no_transaction_open();
    firebase.asked_after(&world, 2).await;
    ended(&world, "failed_total", 1).await;
    assert_eq!(firebase.fcm.asked().len(), 2);
}

#[tokio::test]
async fn without_an_access_token_nothing_is_sent_and_google_is_not_flooded() {
    let firebase = Firebase::new().await;
    let world = firebase.world().await;
    let pair = pair(&firebase, &world).await;
    let refusal = json!({"error": "invalid_grant"});
    let answers = [
        Says::json(400, &refusal),
        Says::json(200, &refusal),
        Says::json(200, &json!({"access_token": "", "expires_in": 3599})),
        Says::json(200, &json!({"access_token": "x", "expires_in": 0})),
        Says::text(200, "gone fishing"),
        Says::text(500, ""),
    ];
    for n in 0..50 {
        if n == 0 {
            firebase.google.says(answers[0].clone());
        }
        say(&world, &pair, &n.to_string()).await;
    }
    // One call for all that come within the pause.
    firebase.google.asked_for(1).await;
    assert_eq!(firebase.google.asked().len(), 1);
    for (n, answer) in answers.iter().enumerate().skip(1) {
        firebase.google.says(answer.clone());
        let asked = || firebase.google.asked().len();
        until("another call", || {
            if asked() <= n {
                world.advance(1);
            }
            asked() > n
        })
        .await;
        // Half of those that wait may come at one instant, and still it is one call.
        assert_eq!(asked(), n + 1);
    }
    assert_eq!(firebase.fcm.asked().len(), 0);
    assert_eq!(world.devices(), 1);
    // When it works again, so does push.
    firebase.google.says(Firebase::grants("ya29.at-last"));
    say(&world, &pair, "last").await;
    until("a push", || {
        world.advance(1);
        !firebase.fcm.asked().is_empty()
    })
    .await;
    assert_eq!(firebase.fcm.asked()[0].authorization, "Bearer ya29.at-last");
}

#[test]
fn a_service_account_that_can_t_be_used_is_refused_at_the_start_in_one_line() {
    let place = Place::new().set("PUSH_PROVIDER", "fcm");
    let line = place.run(&["serve"]).refused();
    assert!(
        line.contains("FCM_SERVICE_ACCOUNT_FILE is not set"),
        "{line}"
    );

    let place = place.set("FCM_SERVICE_ACCOUNT_FILE", "firebase.json");
    let good = Firebase::account("https://oauth2.googleapis.com/token");
    let with = |name: &str, value: Value| {
        let mut account = good.clone();
        account[name] = value;
        account.to_string()
    };
    let cut = good["private_key"].as_str().unwrap().replace("MII", "MIJ");
    let files = [
        None,
        Some(String::new()),
        Some("{}".to_owned()),
        Some("[1]".to_owned()),
        Some(with("type", json!("authorized_user"))),
        Some(with("project_id", json!("../v2"))),
        Some(with("project_id", json!(""))),
        Some(with("client_email", Value::Null)),
        Some(with("token_uri", json!("file:///etc/passwd"))),
        Some(with("private_key", json!("hush-hush"))),
        Some(with("private_key", json!(cut))),
    ];
    for file in files {
        let path = place.path().join("firebase.json");
        if let Some(text) = &file {
            std::fs::write(&path, text).unwrap();
        }
        let line = place.run(&["serve"]).refused();
        let says = line.contains("FCM_SERVICE_ACCOUNT_FILE: firebase.json: ");
        assert!(
            says && !line.contains("hush") && !line.contains("MIJ"),
            "{line}"
        );
        let doctor = place.run(&["doctor"]);
        let told = doctor
            .stdout
            .contains("FCM_SERVICE_ACCOUNT_FILE: firebase.json: ");
        assert!(told && doctor.code == Some(1), "{}", doctor.stdout);
    }
    std::fs::write(place.path().join("firebase.json"), good.to_string()).unwrap();
    place.serve().stop();
    let doctor = place.run(&["doctor"]).ok();
    assert!(
        doctor.contains("ok   push: FCM, project curhat-test, as push@"),
        "{doctor}"
    );
    let log = Place::new();
    let doctor = log.run(&["doctor"]).ok();
    assert!(doctor.contains("warn PUSH_PROVIDER is log"), "{doctor}");

    let odd = Place::new().set("PUSH_PROVIDER", "log,pigeon");
    let ended = odd.run(&["serve"]);
    assert!(ended.stderr.contains("pigeon"), "{}", ended.stderr);
}
