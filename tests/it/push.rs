//! Who is told what while their app is closed, and what that takes from nobody.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    program::{self, Place, Program},
    world::{Firebase, Pair, Reply, Says, Tokens, World, until},
};

/// A pair in a session of so many minutes, each with a device, and what starting it has told taken note of.
async fn pair(firebase: &Firebase, world: &World, minutes: i64) -> Pair {
    let mitra = world.online_mitra(0).await;
    let customer = world.guest().await;
    world.device(&mitra, "mitra-device").await;
    world.device(&customer, "customer-device").await;
    let id = customer.request(world, minutes).await;
    mitra.accept(world, &id).await.ok(200);
    firebase.fcm.asked_for(2).await;
    Pair {
        customer,
        mitra,
        id,
    }
}

/// Whoever was told something since the first `before` times, and the kind of it, in no certain order.
async fn news(firebase: &Firebase, before: usize, count: usize) -> Vec<(String, String)> {
    firebase.fcm.asked_for(before + count).await;
    let mut news: Vec<_> = firebase.told().split_off(before);
    assert_eq!(news.len(), count, "{news:?}");
    news.sort_by_key(|(token, data)| (token.clone(), data.to_string()));
    let kind = |data: &Value| data["type"].as_str().unwrap().to_owned();
    news.iter()
        .map(|(token, data)| (token.clone(), kind(data)))
        .collect()
}

fn to(device: &str, kind: &str) -> (String, String) {
    (format!("{device}-device"), kind.to_owned())
}

/// 2.3.4
#[tokio::test]
async fn a_request_is_pushed_with_its_topic_and_its_end_to_mitras_without_a_socket() {
    let firebase = Firebase::new().await;
    let mut world = firebase.world().await;
    let mitras = world.online_mitras(3).await;
    for (n, mitra) in mitras.iter().enumerate() {
        world.device(mitra, &format!("{n}-device")).await;
    }
    // A second device of the first, and a mitra who looks.
    world.device(&mitras[0], "0-tablet").await;
    let mut looking = world.socket(&mitras[2].access).await;
    let customer = world.guest().await;
    let body = json!({"topic_sensitivity": "sensitive", "price_tier_id": world.tier(30)});
    let session = customer.act(&world, "request", body).await.ok(201);
    looking.expect("chat_request").await;
    firebase.fcm.asked_for(3).await;
    // Stopping in order tries whatever waits, so nothing can come later.
    world.stop().await;
    let mut told = firebase.told();
    told.sort_by_key(|(token, _)| token.clone());
    let data = json!({
        "type": "chat_request",
        "session_id": session["id"],
        "topic_sensitivity": "sensitive",
        "expires_at": session["request_expires_at"],
    });
    let devices = ["0-device", "0-tablet", "1-device"];
    assert_eq!(
        told,
        devices.map(|device| (device.to_owned(), data.clone()))
    );
}

#[tokio::test]
async fn a_message_is_pushed_to_its_receiver_unless_they_have_a_socket() {
    let firebase = Firebase::new().await;
    let mut world = firebase.world().await;
    let Pair {
        customer,
        mitra,
        id,
    } = pair(&firebase, &world, 30).await;
    let sent = customer
        .say(&world, &id, "a", "halo, aku Ana")
        .await
        .ok(201);
    firebase.fcm.asked_for(3).await;
    let expected = json!({"type": "message", "session_id": id, "message_id": sent["id"]});
    assert_eq!(firebase.told()[2], ("mitra-device".to_owned(), expected));
    // The same once more is no news, nor is a mark.
    customer
        .say(&world, &id, "a", "halo, aku Ana")
        .await
        .ok(200);
    mitra.read(&world, &id, 1).await.ok(204);

    let mut open = world.socket(&mitra.access).await;
    customer
        .say(&world, &id, "b", "masih di sana?")
        .await
        .ok(201);
    open.expect("message").await;
    open.say(&id, "c", "ya").await;
    open.expect("message_ack").await;
    assert_eq!(news(&firebase, 3, 1).await, [to("customer", "message")]);
    open.leave().await;
    until("the socket to be gone", || world.app().hub.is_empty()).await;
    customer.say(&world, &id, "d", "baik").await.ok(201);
    assert_eq!(news(&firebase, 4, 1).await, [to("mitra", "message")]);
    world.stop().await;
    assert_eq!(firebase.told().len(), 5);
}

#[tokio::test]
async fn each_turn_of_a_session_is_pushed_to_those_whom_it_surprises() {
    let firebase = Firebase::new().await;
    let mut world = firebase.world().await;
    let Pair {
        customer,
        mitra,
        id,
    } = pair(&firebase, &world, 30).await;
    let started = [
        to("customer", "session_started"),
        to("mitra", "chat_request"),
    ];
    assert_eq!(news(&firebase, 0, 2).await, started);

    world.pass(25 * 60).await;
    let expiring = [
        to("customer", "session_expiring"),
        to("mitra", "session_expiring"),
    ];
    assert_eq!(news(&firebase, 2, 2).await, expiring);

    let extension = customer.extend(&world, &id, 30).await.ok(201);
    assert_eq!(
        news(&firebase, 4, 1).await,
        [to("mitra", "extension_requested")]
    );
    let (_, data) = firebase.told().remove(4);
    assert_eq!(data["extension_id"], extension["id"]);
    let extension = extension["id"].as_str().unwrap();
    mitra.answer(&world, &id, extension, "accept").await.ok(200);
    assert_eq!(
        news(&firebase, 5, 1).await,
        [to("customer", "extension_resolved")]
    );

    // Nobody answers: the customer is told of that, the mitra of what follows.
    world.pass(30 * 60).await;
    news(&firebase, 6, 2).await;
    customer.extend(&world, &id, 30).await.ok(201);
    news(&firebase, 8, 1).await;
    world.pass(60).await;
    let late = [
        to("customer", "extension_resolved"),
        to("mitra", "session_closing"),
    ];
    assert_eq!(news(&firebase, 9, 2).await, late);
    // Goodbyes, and the end that both have seen coming.
    customer.say_goodbye(&world, &id).await.ok(200);
    mitra.say_goodbye(&world, &id).await.ok(200);
    assert_eq!(mitra.session(&world, &id).await["status"], "completed");
    world.stop().await;
    assert_eq!(firebase.told().len(), 11);
}

#[tokio::test]
async fn whoever_ends_a_session_is_not_told_of_it_and_the_other_is() {
    for (by, other) in [("customer", "mitra"), ("mitra", "customer")] {
        let firebase = Firebase::new().await;
        let mut world = firebase.world().await;
        let pair = pair(&firebase, &world, 30).await;
        let who = if by == "customer" {
            &pair.customer
        } else {
            &pair.mitra
        };
        who.end(&world, &pair.id).await.ok(200);
        assert_eq!(news(&firebase, 2, 1).await, [to(other, "session_closing")]);
        world.stop().await;
        assert_eq!(firebase.told().len(), 3);
    }
}

#[tokio::test]
async fn an_extension_that_is_rejected_is_told_to_the_customer_and_once() {
    let firebase = Firebase::new().await;
    let mut world = firebase.world().await;
    let Pair {
        customer,
        mitra,
        id,
    } = pair(&firebase, &world, 30).await;
    let extension = customer.extend(&world, &id, 30).await.ok(201);
    let extension = extension["id"].as_str().unwrap();
    mitra.answer(&world, &id, extension, "reject").await.ok(200);
    let told = [
        to("customer", "extension_resolved"),
        to("mitra", "extension_requested"),
    ];
    assert_eq!(news(&firebase, 2, 2).await, told);
    world.stop().await;
    assert_eq!(firebase.told().len(), 4);
}

#[tokio::test]
async fn time_that_runs_out_and_a_request_that_nobody_takes_are_told() {
    let firebase = Firebase::new().await;
    let mut world = firebase.world().await;
    let pair = pair(&firebase, &world, 30).await;
    world.pass(25 * 60).await;
    firebase.fcm.asked_for(4).await;
    world.pass(5 * 60).await;
    let told = news(&firebase, 4, 2).await;
    let closing = [
        to("customer", "session_closing"),
        to("mitra", "session_closing"),
    ];
    assert_eq!(told, closing);
    world.pass(300).await;
    let id = pair.customer.request(&world, 30).await;
    assert_eq!(news(&firebase, 6, 1).await, [to("mitra", "chat_request")]);
    world.pass(60).await;
    assert_eq!(
        news(&firebase, 7, 1).await,
        [to("customer", "request_expired")]
    );
    assert_eq!(firebase.told()[7].1["session_id"], id);
    world.stop().await;
    assert_eq!(firebase.told().len(), 8);
}

#[tokio::test]
async fn a_session_that_ended_while_the_server_was_away_is_told_to_both() {
    let firebase = Firebase::new().await;
    let mut world = firebase.world().await;
    pair(&firebase, &world, 30).await;
    world.down_for(3600).await;
    let both = [
        to("customer", "session_completed"),
        to("mitra", "session_completed"),
    ];
    assert_eq!(news(&firebase, 2, 2).await, both);
}

/// Ids, topics and instants, and nothing else, leave the house.
#[tokio::test]
async fn no_push_holds_what_was_said_or_a_name_a_phone_or_an_account() {
    let firebase = Firebase::new().await;
    let mut world = firebase.world().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.customer("+6281298765432").await;
    world.device(&mitra, "mitra-device").await;
    world.device(&customer, "customer-device").await;
    let id = customer.request(&world, 4).await;
    mitra.accept(&world, &id).await.ok(200);
    for (who, client_id) in [(&customer, "kata-1"), (&mitra, "kata-2")] {
        who.say(&world, &id, client_id, "rahasia besar")
            .await
            .ok(201);
    }
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    customer.extend(&world, &id, 30).await.ok(201);
    // Delivered before the clock makes them old.
    firebase.fcm.asked_for(7).await;
    world.pass(60).await;
    firebase.fcm.asked_for(9).await;
    world.stop().await;
    let asked = firebase.fcm.asked();
    assert_eq!(asked.len(), 9);
    let name = |who: &Tokens| who.profile["display_name"].as_str().unwrap().to_owned();
    let kept = [
        name(&customer),
        name(&mitra),
        customer.id().to_owned(),
        mitra.id().to_owned(),
        "rahasia".to_owned(),
        "kata-".to_owned(),
        "81298765432".to_owned(),
        "62811".to_owned(),
    ];
    let known = [
        "type",
        "session_id",
        "message_id",
        "extension_id",
        "topic_sensitivity",
        "expires_at",
    ];
    for asked in &asked {
        for word in &kept {
            assert!(
                !asked.text.contains(word.as_str()),
                "{word} in {}",
                asked.text
            );
        }
        for (name, value) in asked.body["message"]["data"].as_object().unwrap() {
            assert!(
                known.contains(&name.as_str()) && value.is_string(),
                "{name}"
            );
        }
        // After the request nobody is told the topic, the customer never.
        let data = &asked.body["message"]["data"];
        let has_topic = !data["topic_sensitivity"].is_null();
        assert_eq!(has_topic, data["type"] == "chat_request", "{data}");
    }
}

#[tokio::test]
async fn a_provider_that_hangs_slows_nothing_and_what_may_have_arrived_comes_twice_at_most() {
    let firebase = Firebase::new().await;
    let mut world = firebase.world().await;
    let Pair { customer, id, .. } = pair(&firebase, &world, 30).await;
    let mut open = world.socket(&customer.access).await;
    firebase.fcm.says(Says::Nothing);
    // Three times as many as there are calls at one instant; each hangs for a second.
    let mut slowest = std::time::Duration::ZERO;
    for n in 0..200 {
        let began = std::time::Instant::now();
        let text = format!("{n}");
        customer.say(&world, &id, &text, "halo").await.ok(201);
        open.expect("message").await;
        slowest = slowest.max(began.elapsed());
    }
    open.say(&id, "last", "halo").await;
    open.expect("message_ack").await;
    // Whoever waited for a call would have waited for five seconds.
    assert!(slowest.as_secs() < 4, "{slowest:?}");
    firebase.fcm.asked_for(2 + 64).await;
    // What hangs does not hold up the end.
    let began = std::time::Instant::now();
    world.stop().await;
    assert!(began.elapsed().as_secs() < 8, "{:?}", began.elapsed());
    let mut times = std::collections::HashMap::new();
    for (_, data) in firebase.told().split_off(2) {
        *times.entry(data["message_id"].to_string()).or_insert(0) += 1;
    }
    assert!(times.values().all(|n| *n <= 2), "{times:?}");
}

async fn call(
    program: &Program,
    method: Method,
    path: &str,
    token: Option<&Value>,
    body: &Value,
) -> Reply {
    let mut request = reqwest::Client::new()
        .request(method, format!("{}{path}", program.public))
        .json(body);
    if let Some(token) = token {
        request = request.bearer_auth(token["access_token"].as_str().unwrap());
    }
    Reply::of(request).await
}

async fn mitra(place: &Place, program: &Program) -> Value {
    let sql = rusqlite::Connection::open(place.database()).unwrap();
    let phone = json!({"phone": "+6281298765432"});
    for round in 0..2 {
        let path = "/api/mitra/auth/otp/request";
        let asked = call(program, Method::POST, path, None, &phone)
            .await
            .ok(200);
        let id = asked["otp_request_id"].as_str().unwrap();
        let code = program::until("the code", || {
            let lines = program.lines();
            let line = lines
                .iter()
                .find(|line| line.contains(&format!("ref={id}")))?;
            Some(line.split("code=").nth(1)?[..6].to_owned())
        });
        let guess = json!({"otp_request_id": id, "code": code});
        let path = "/api/mitra/auth/otp/verify";
        let entered = call(program, Method::POST, path, None, &guess).await;
        if round == 1 {
            return entered.ok(200);
        }
        entered.refused(403, "ACCOUNT_INACTIVE");
        sql.execute_batch(
            "update mitras set is_active = 1;
             update app_config set value = '0' where key = 'otp_resend_cooldown_seconds';",
        )
        .unwrap();
    }
    unreachable!()
}

/// 2.3.4
#[tokio::test]
async fn the_log_provider_writes_one_line_for_each_person_and_no_log_shows_a_token() {
    let firebase = Firebase::new().await;
    let place = Place::new()
        .set("PUSH_PROVIDER", "log,fcm")
        .set("FCM_SERVICE_ACCOUNT_FILE", firebase.file.to_str().unwrap())
        .set("FCM_BASE_URL", &firebase.fcm.url)
        .set("LOG_LEVEL", "trace");
    let program = place.serve();
    let mitra = mitra(&place, &program).await;
    let (post, put) = (Method::POST, Method::PUT);
    let online = json!({"online": true});
    let status = call(&program, put, "/api/mitra/status", Some(&mitra), &online);
    status.await.ok(200);
    let device = json!({"token": "device-4711-secret", "platform": "ios"});
    let path = "/api/shared/device-token";
    let registered = call(&program, post.clone(), path, Some(&mitra), &device);
    registered.await.ok(204);
    firebase.fcm.says(Firebase::refuses(404, "UNREGISTERED"));

    let path = "/api/shared/auth/anonymous";
    let guest = call(&program, post.clone(), path, None, &json!({}))
        .await
        .ok(201);
    let trial = json!({"topic_sensitivity": "sensitive", "free_trial": true});
    let path = "/api/client/chat/request";
    let session = call(&program, post, path, Some(&guest), &trial)
        .await
        .ok(201);
    let id = session["id"].as_str().unwrap();
    let asked = firebase.fcm.asked_for(1).await;
    assert_eq!(asked[0].body["message"]["token"], "device-4711-secret");
    program::until("the token to be removed", || {
        (place.number("select count(*) from device_tokens") == 0).then_some(())
    });
    let log = program.stop();
    let lines: Vec<Value> = log
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let pushed: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["message"].as_str())
        .filter(|message| message.contains("push ") && message.contains(id))
        .collect();
    let [pushed] = pushed[..] else {
        panic!("{pushed:?}");
    };
    let (_, payload) = pushed.split_once("payload=").unwrap();
    let expected = json!({
        "type": "chat_request",
        "session_id": id,
        "topic_sensitivity": "sensitive",
        "expires_at": session["request_expires_at"],
    });
    assert_eq!(serde_json::from_str::<Value>(payload).unwrap(), expected);
    assert!(
        pushed.contains(mitra["profile"]["id"].as_str().unwrap()),
        "{pushed}"
    );
    let removed = |line: &&Value| line["message"] == "a dead device token was removed";
    assert_eq!(lines.iter().filter(removed).count(), 1);

    let assertion = firebase.google.asked()[0].text.clone();
    let account: Value = serde_json::from_slice(&std::fs::read(&firebase.file).unwrap()).unwrap();
    let secrets = [
        "device-4711",
        Firebase::ACCESS,
        &assertion[assertion.len() - 40..],
        &account["private_key"].as_str().unwrap()[100..140],
        guest["profile"]["display_name"].as_str().unwrap(),
    ];
    for line in &log {
        for secret in secrets {
            assert!(!line.contains(secret), "{secret} in {line}");
        }
    }
}
