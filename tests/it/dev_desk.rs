//! The dev desk: what a laptop has that a staging server can't give, and that no other server has.

use std::time::{Duration, Instant};

use curhat::domain::{
    ids::{MitraId, SessionId},
    pairing,
};
use serde_json::{Value, json};

use crate::{
    otp::Log,
    program::Place,
    world::{Reply, Tokens, World},
};

const PHONE: &str = "+6281234500001";

pub async fn desk(world: &World, method: reqwest::Method, path: &str, body: Value) -> Reply {
    let url = format!("http://{}/internal/dev/{path}", world.app().internal);
    let request = reqwest::Client::new().request(method, url);
    let request = if body.is_null() {
        request
    } else {
        request.json(&body)
    };
    Reply::of(request).await
}

pub async fn look(world: &World, path: &str) -> Value {
    desk(world, reqwest::Method::GET, path, Value::Null)
        .await
        .ok(200)
}

pub async fn press(world: &World, path: &str, body: Value) -> Value {
    desk(world, reqwest::Method::POST, path, body).await.ok(200)
}

/// What bots do they do in real time, a few times a second: looks until it is so.
async fn until(world: &World, who: &Tokens, id: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let session = who.session(world, id).await;
        if is_so(&session) {
            return session;
        }
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "waited in vain: {session}"
        );
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_inbox_answers_when_the_code_comes() {
    let world = World::developed().await;
    let empty = look(&world, "inbox").await;
    assert_eq!(empty["items"], json!([]));
    let asked = async {
        let body = json!({ "phone": PHONE });
        let reply = world.post_open("/api/client/auth/otp/request", body).await;
        reply.ok(200)
    };
    // Asked for first: the answer is held back until there is one. The plus sign need not be encoded.
    let path = format!("inbox?to={PHONE}&wait=30s");
    let waiting = look(&world, &path);
    let (inbox, asked) = tokio::join!(waiting, asked);
    let item = &inbox["items"][0];
    assert_eq!(item["otp_request_id"], asked["otp_request_id"]);
    assert_eq!(item["to"], PHONE);
    let body = json!({"otp_request_id": asked["otp_request_id"], "code": item["code"]});
    world
        .post_open("/api/client/auth/otp/verify", body)
        .await
        .ok(200);
    // What came before is not told again, and who is asked about nobody waits for others.
    let after = format!("inbox?after={}", item["number"]);
    assert_eq!(look(&world, &after).await["items"], json!([]));
    let others = look(&world, "inbox?to=%2B6281999999999").await;
    assert_eq!(others["items"], json!([]));
}

#[tokio::test]
async fn the_inbox_has_what_is_pushed_to_whom() {
    let world = World::developed().await;
    let mitra = world.online_mitra(0).await;
    let id = world.guest().await.request(&world, 30).await;
    let path = format!("inbox?to={}&wait=30s", mitra.id());
    let item = &look(&world, &path).await["items"][0];
    assert_eq!(item["kind"], "push");
    assert_eq!(item["payload"]["session_id"], id);
    assert_eq!(item["payload"]["topic_sensitivity"], "regular");
}

#[tokio::test]
async fn a_wait_that_is_none_is_refused() {
    let world = World::developed().await;
    for wait in ["soon", "61s", "-1", "1e3"] {
        let path = format!("inbox?wait={wait}");
        let reply = desk(&world, reqwest::Method::GET, &path, Value::Null).await;
        reply.refused(400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn the_clock_goes_to_the_next_deadline_and_what_is_due_has_happened() {
    let world = World::developed().await;
    let anna = world.guest().await;
    let id = anna.request(&world, 30).await;
    let before = look(&world, "clock").await;
    assert_eq!(before["mode"], "frozen");
    let session = anna.session(&world, &id).await;
    assert_eq!(before["next_deadline"], session["request_expires_at"]);
    let after = press(&world, "clock/next", json!({})).await;
    assert_eq!(after["now"], before["next_deadline"]);
    assert_eq!(anna.session(&world, &id).await["status"], "expired");
    let later = press(&world, "clock/advance", json!({"seconds": 86_400})).await;
    assert_eq!(later["next_deadline"], Value::Null);
    // A day later the sign-in has to be renewed, as on any server.
    let path = format!("/api/client/chat/sessions/{id}");
    world
        .get(&path, &anna.access)
        .await
        .refused(401, "TOKEN_EXPIRED");
    let fast = press(&world, "clock/run", json!({"speed": 60})).await;
    assert_eq!(
        (&fast["mode"], &fast["speed"]),
        (&json!("fast"), &json!(60))
    );
}

#[tokio::test]
async fn a_mitra_on_call_accepts_answers_extends_and_says_goodbye() {
    let world = World::developed().await;
    let body = json!({"after_seconds": 0, "flips": true});
    let reply = desk(&world, reqwest::Method::POST, "bots/mitras", body).await;
    let bot: Value = reply.ok(201);
    let anna = world.guest().await;
    let id = anna.request(&world, 30).await;
    let session = until(&world, &anna, &id, |s| s["status"] == "active").await;
    assert_eq!(session["counterpart"]["display_name"], bot["name"]);
    anna.say(&world, &id, "1", "Halo").await.ok(201);
    until(&world, &anna, &id, |s| s["last_seq"].as_i64() >= Some(2)).await;
    anna.extend(&world, &id, 30).await.ok(201);
    until(&world, &anna, &id, |s| s["status"] == "active").await;
    anna.end(&world, &id).await.ok(200);
    let closing = until(&world, &anna, &id, |s| s["goodbye"]["mitra"] == true).await;
    assert_eq!(closing["status"], "closing");
    let path = format!("bots/{}", bot["id"].as_str().unwrap());
    let home = desk(&world, reqwest::Method::DELETE, &path, Value::Null).await;
    assert_eq!(home.status, 204);
    let again = desk(&world, reqwest::Method::DELETE, &path, Value::Null).await;
    again.refused(404, "NOT_FOUND");
    assert_eq!(look(&world, "bots").await["items"], json!([]));
}

#[tokio::test]
async fn a_mitra_on_call_loses_the_race() {
    let log = Log::default();
    let kept = log.clone();
    let lines = tracing_subscriber::fmt()
        .with_env_filter("curhat::dev::bots=debug")
        .with_ansi(false)
        .with_writer(move || kept.clone());
    let _guard = tracing::subscriber::set_default(lines.finish());
    let world = World::developed().await;
    let body = json!({"requests": "lose", "after_seconds": 0});
    let bot = desk(&world, reqwest::Method::POST, "bots/mitras", body).await;
    let bot = bot.ok(201)["id"].clone();
    // Nobody sees it look at requests. So it is given a conversation: what it answers there tells what it has seen.
    let budi = world.guest().await;
    let talk = budi.request(&world, 30).await;
    let its_id = MitraId::parse(bot.as_str().unwrap()).unwrap();
    let talk_id = SessionId::parse(&talk).unwrap();
    pairing::accept(world.ctx(), its_id, talk_id).await.unwrap();
    until(&world, &budi, &talk, |s| s["last_seq"] == 1).await;

    let mitra = world.online_mitra(0).await;
    let anna = world.guest().await;
    let id = anna.request(&world, 30).await;
    // It reads both at one instant: when this is answered, the request, which was there before, has been seen.
    budi.say(&world, &talk, "1", "Halo").await.ok(201);
    until(&world, &budi, &talk, |s| s["last_seq"] == 3).await;
    mitra.accept(&world, &id).await.ok(200);
    crate::world::until("the bot to be too late", || {
        let text = log.text();
        let mut late = text.lines().filter(|line| line.contains("too late"));
        late.any(|line| line.contains(&id) && line.contains("lost=true"))
    })
    .await;
    let trace = look(&world, &format!("sessions/{id}/pairing")).await;
    let called = trace["called"].as_array().unwrap();
    let outcome = |who: &str| &called.iter().find(|m| m["mitra_id"] == who).unwrap()["outcome"];
    assert_eq!(outcome(bot.as_str().unwrap()), "missed");
    assert_eq!(outcome(mitra.id()), "accepted");
    let session = anna.session(&world, &id).await;
    assert_eq!(session["status"], "active");
}

#[tokio::test]
async fn a_mitra_on_call_who_drops_says_one_thing_and_is_away() {
    let world = World::developed().await;
    let body = json!({"after_seconds": 0, "drops": true});
    desk(&world, reqwest::Method::POST, "bots/mitras", body)
        .await
        .ok(201);
    let anna = world.guest().await;
    let id = anna.request(&world, 30).await;
    until(&world, &anna, &id, |s| s["last_seq"] == 1).await;
    let mut socket = world.socket(&anna.access).await;
    anna.say(&world, &id, "1", "Halo?").await.ok(201);
    socket.expect("message").await;
    // Neither marked nor answered, for longer than it would take anyone who is there.
    tokio::time::sleep(Duration::from_secs(2)).await;
    socket.is_quiet().await;
    assert_eq!(anna.session(&world, &id).await["last_seq"], 2);
}

#[tokio::test]
async fn a_customer_on_call_asks_talks_and_leaves() {
    let world = World::developed().await;
    let mitra = world.online_mitra(0).await;
    world.tier(30);
    let body = json!({"messages": 1, "leaves": true, "topic_sensitivity": "sensitive"});
    desk(&world, reqwest::Method::POST, "bots/customers", body)
        .await
        .ok(201);
    let requests = mitra.requests(&world).await;
    let [id] = requests.as_slice() else {
        panic!("{requests:?}");
    };
    let session = mitra.accept(&world, id).await.ok(200);
    assert_eq!(session["topic_sensitivity"], "sensitive");
    let closing = until(&world, &mitra, id, |s| s["goodbye"]["customer"] == true).await;
    assert_eq!(closing["end_reason"], "ended_by_customer");
    assert_eq!(closing["last_seq"], 1);
}

#[tokio::test]
async fn no_other_server_has_a_dev_desk() {
    let world = World::new().await;
    for path in [
        "inbox",
        "clock",
        "bots",
        "clock/advance",
        "faults",
        "faults/cut",
        "timeline",
        "id-token",
        "conduct",
        "snapshots",
        "snapshots/x/file",
        "reset",
        "scenarios",
        "sessions/0197a000-0000-7000-8000-000000000000/pairing",
    ] {
        let reply = desk(&world, reqwest::Method::GET, path, Value::Null).await;
        reply.refused(404, "NOT_FOUND");
    }
    let served = Place::new().serve();
    for path in [
        "/dev",
        "/dev/docs",
        "/dev/openapi.json",
        "/dev/google/authorize",
        "/dev/apple/authorize",
        "/dev/google/keys",
        "/dev/apple/keys",
        "/internal/dev/inbox",
    ] {
        let url = format!("{}{path}", served.internal);
        let page = reqwest::Client::new()
            .get(url)
            .header("accept", "text/html")
            .send()
            .await
            .unwrap();
        assert_eq!(page.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn no_page_that_a_developer_looks_at_uses_the_desk() {
    let world = World::developed().await;
    let guest = world.guest().await;
    let ask = async |headers: &[(&str, &str)]| {
        let mut request = world.request(reqwest::Method::POST, "/internal/dev/reset");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Reply::of(request).await
    };
    for headers in [
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        // Under a name of its own that leads to this machine.
        vec![("host", "rebound.evil.example")],
        vec![
            ("host", "rebound.evil.example"),
            ("origin", "http://rebound.evil.example"),
        ],
    ] {
        ask(&headers).await.refused(403, "FORBIDDEN");
        world
            .get("/api/client/auth/me", &guest.access)
            .await
            .ok(200);
    }
    let own = format!("http://{}", world.app().internal);
    ask(&[("origin", &own)]).await.ok(200);
}
