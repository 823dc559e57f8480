//! Every operation that is about one thing, asked for by everyone whom that thing is not: other customers, guests, other
//! mitras, staff that may not, tokens of another audience, nobody. The operations come from the documents; each has a row here
//! that sets up a thing for which its owner would be served, and is, at the end.

use std::collections::BTreeSet;

use reqwest::Method;
use rusqlite::types::Value as Cell;
use serde_json::{Value, json};

use crate::{
    guards::{Operation, operations, with_permissions},
    world::{Pair, Reply, World},
};

/// Of the parties, where an answer could give it away.
const CUSTOMERS_PHONE: &str = "+6281300000001";
const SAID: &str = "said-canary";

/// What an operation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    /// A session of a customer and a mitra, in this status.
    Session(&'static str),
    /// A sign-in of the customer, or of the staff.
    Device,
    Tier,
    Member,
    Customer,
    Mitra,
}
use Thing::{Customer, Device, Member, Mitra, Session, Tier};

/// Each operation with an id in its path, the thing it is about, and a body that it takes.
fn rows() -> Vec<(&'static str, Thing, Value)> {
    let nothing = || json!({});
    let words = || json!({"client_message_id": "x", "content": "halo"});
    let up_to = || json!({"up_to_seq": 1});
    vec![
        ("getCustomerSession", Session("active"), nothing()),
        ("cancelChatRequest", Session("requested"), nothing()),
        ("endSessionAsCustomer", Session("active"), nothing()),
        ("requestExtension", Session("active"), nothing()),
        ("sayGoodbyeAsCustomer", Session("closing"), nothing()),
        ("getCustomerGoodbyes", Session("closing"), nothing()),
        ("listCustomerMessages", Session("active"), nothing()),
        ("sendCustomerMessage", Session("active"), words()),
        ("markCustomerRead", Session("active"), up_to()),
        ("acceptChatRequest", Session("requested"), nothing()),
        ("rejectChatRequest", Session("requested"), nothing()),
        ("getMitraSession", Session("active"), nothing()),
        ("endSessionAsMitra", Session("active"), nothing()),
        ("acceptExtension", Session("extending"), nothing()),
        ("rejectExtension", Session("extending"), nothing()),
        ("sayGoodbyeAsMitra", Session("closing"), nothing()),
        ("getMitraGoodbyes", Session("closing"), nothing()),
        ("listMitraMessages", Session("active"), nothing()),
        ("sendMitraMessage", Session("active"), words()),
        ("markMitraRead", Session("active"), up_to()),
        (
            "setTopicSensitivity",
            Session("active"),
            json!({"topic_sensitivity": "sensitive"}),
        ),
        ("signOutDevice", Device, nothing()),
        ("signOutStaffDevice", Device, nothing()),
        ("deletePriceTier", Tier, nothing()),
        ("updatePriceTier", Tier, json!({"name": "Baru"})),
        ("updateControlCenterUser", Member, json!({"name": "Baru"})),
        (
            "resetControlCenterUserPassword",
            Member,
            json!({"new_password": "Rahasia2"}),
        ),
        ("getCustomer", Customer, nothing()),
        ("eraseCustomer", Customer, nothing()),
        ("listRequestsOfMitra", Mitra, nothing()),
        ("getMitra", Mitra, nothing()),
        ("updateMitra", Mitra, json!({"display_name": "Baru"})),
        ("getSession", Session("active"), nothing()),
        ("getSessionPairing", Session("active"), nothing()),
    ]
}

/// Where the thing is, and whose it is.
struct Scene {
    path: String,
    pair: Pair,
    owner: String,
}

/// A session that has come to `status`; the id of its extension, if it has one.
async fn session(world: &World, status: &str) -> (Pair, String) {
    let mitra = world.online_mitra(0).await;
    let customer = world.customer(CUSTOMERS_PHONE).await;
    let id = customer.request(world, 30).await;
    let mut extension = id.clone();
    if status != "requested" {
        mitra.accept(world, &id).await.ok(200);
        customer.say(world, &id, "a", SAID).await.ok(201);
        mitra.say(world, &id, "b", SAID).await.ok(201);
    }
    match status {
        "extending" => {
            let asked = customer.extend(world, &id, 30).await.ok(201);
            asked["id"].as_str().unwrap().clone_into(&mut extension);
        }
        "closing" => drop(customer.end(world, &id).await.ok(200)),
        _ => {}
    }
    assert_eq!(customer.session(world, &id).await["status"], status);
    let pair = Pair {
        customer,
        mitra,
        id,
    };
    (pair, extension)
}

async fn set_up(world: &World, operation: &Operation, thing: Thing) -> Scene {
    let status = match thing {
        Session(status) => status,
        _ => "active",
    };
    let (pair, extension) = session(world, status).await;
    let staff = world.operator("super_admin").await;
    let takes = |user: &str| operation.takes.iter().any(|t| t == user);
    let owner = match () {
        () if takes("customer") => pair.customer.access.clone(),
        () if takes("mitra") => pair.mitra.access.clone(),
        () => staff.access.clone(),
    };
    let id = match thing {
        Session(_) => pair.id.clone(),
        Device if operation.is_internal => staff.session_id.clone(),
        Device => pair.customer.session_id.clone(),
        Tier => world.tier(45),
        Member => world.operator("viewer").await.id().to_owned(),
        Customer => pair.customer.id().to_owned(),
        Mitra => pair.mitra.id().to_owned(),
    };
    let path = operation
        .path
        .replace("{id}", &id)
        .replace("{mitra_id}", &id)
        .replace("{extension_id}", &extension);
    assert!(!path.contains('{'), "{path}");
    Scene { path, pair, owner }
}

async fn send(
    world: &World,
    operation: &Operation,
    path: &str,
    body: &Value,
    token: Option<&str>,
) -> Reply {
    let mut request = world.request(operation.method.clone(), path);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if operation.has_body || operation.method == Method::POST {
        request = request.json(body);
    }
    Reply::of(request).await
}

/// Every row of every table that somebody's request could change.
fn everything(world: &World) -> Vec<Vec<Cell>> {
    let db = world.sql();
    let tables: Vec<String> = db
        // An index of the search has its words in tables beside it, and can't be read by itself.
        .prepare("select name from sqlite_master where type = 'table' and sql not like '%fts5%' order by name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut all = Vec::new();
    for table in tables {
        let mut statement = db.prepare(&format!("select * from {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            all.push((0..columns).map(|at| row.get(at).unwrap()).collect());
        }
    }
    all
}

/// Whoever else there is: who they are, and the token.
async fn others(
    world: &World,
    operation: &Operation,
    scene: &Scene,
) -> Vec<(String, Option<String>)> {
    let mut others = vec![
        ("nobody".to_owned(), None),
        (
            "whoever made a token up".to_owned(),
            Some("x.y.z".to_owned()),
        ),
        (
            "another customer".to_owned(),
            Some(world.customer("+6281300000002").await.access),
        ),
        ("a guest".to_owned(), Some(world.guest().await.access)),
        (
            "another mitra".to_owned(),
            Some(world.mitra("+6281300000003").await.access),
        ),
        (
            "a refresh token".to_owned(),
            Some(scene.pair.customer.refresh.clone()),
        ),
    ];
    let permission = operation
        .is_internal
        .then(|| operation.permission())
        .flatten();
    if let Some(permission) = &permission {
        let admin = world.admin().await;
        let all = admin.profile["permissions"].as_array().unwrap();
        let rest: Vec<&str> = all
            .iter()
            .map(|p| p.as_str().unwrap())
            .filter(|p| p != permission)
            .collect();
        others.push((
            "staff that may do all but this".to_owned(),
            Some(with_permissions(world, "all-but", &rest).await),
        ));
    } else {
        others.push((
            "another member of the staff".to_owned(),
            Some(world.operator("super_admin").await.access),
        ));
    }
    if operation.is_internal || !operation.takes.iter().any(|t| t == "customer") {
        let token = scene.pair.customer.access.clone();
        others.push(("the customer of the session".to_owned(), Some(token)));
    }
    if operation.is_internal || !operation.takes.iter().any(|t| t == "mitra") {
        let token = scene.pair.mitra.access.clone();
        others.push(("the mitra of the session".to_owned(), Some(token)));
    }
    others
}

fn has_an_id(operation: &Operation) -> bool {
    operation.path.contains('{')
}

/// 1.6.3, 1.6.4, 1.6.5
#[tokio::test]
async fn every_operation_with_an_id_has_a_row() {
    let world = World::new().await;
    let all = operations(&world).await;
    let with_id: BTreeSet<&str> = all
        .iter()
        .filter(|operation| has_an_id(operation))
        .map(|operation| operation.id.as_str())
        .collect();
    let covered: BTreeSet<&str> = rows().iter().map(|(id, ..)| *id).collect();
    assert_eq!(with_id, covered);
}

/// 1.6.3, 1.6.4, 1.6.5, 1.8.8
#[tokio::test]
async fn nobody_reaches_a_thing_that_is_not_theirs_and_the_owner_does() {
    for (id, thing, body) in rows() {
        let world = World::new().await;
        let all = operations(&world).await;
        let operation = all.iter().find(|operation| operation.id == id).unwrap();
        let scene = set_up(&world, operation, thing).await;
        let body = if id == "requestExtension" {
            json!({"price_tier_id": world.tier(30)})
        } else {
            body
        };
        let others = others(&world, operation, &scene).await;
        let before = everything(&world);
        for (who, token) in others {
            let reply = send(&world, operation, &scene.path, &body, token.as_deref()).await;
            let (status, code) = (reply.status, reply.json["code"].as_str().unwrap_or("none"));
            let expected: &[(u16, &str)] = match who.as_str() {
                "nobody" => &[(401, "AUTH_MISSING")],
                "whoever made a token up" | "a refresh token" => &[(401, "TOKEN_INVALID")],
                // Whether there is such a thing is not theirs to know, but for the mark of a session, as the contract has it.
                _ => &[(404, "NOT_FOUND"), (403, "FORBIDDEN")],
            };
            assert!(
                expected.contains(&(status, code)),
                "{id} answered {who} with {status} {}",
                reply.json
            );
            let text = reply.json.to_string();
            for canary in [CUSTOMERS_PHONE, SAID, "password_hash"] {
                assert!(!text.contains(canary), "{id} told {who}: {text}");
            }
        }
        assert!(
            before == everything(&world),
            "{id} did something for a stranger"
        );
        let served = send(&world, operation, &scene.path, &body, Some(&scene.owner)).await;
        assert!(
            (200..300).contains(&served.status),
            "{id} refused its owner: {} {}",
            served.status,
            served.json
        );
    }
}

/// Whether a user of the right kind learns that there is a thing that is not theirs.
/// 1.6.3
#[tokio::test]
async fn a_thing_of_somebody_else_looks_like_one_that_there_is_not() {
    let nobodys = "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    for (id, thing, body) in rows() {
        // Its contract tells a mitra that a session is not hers to mark.
        if id == "setTopicSensitivity" {
            continue;
        }
        let world = World::new().await;
        let all = operations(&world).await;
        let operation = all.iter().find(|operation| operation.id == id).unwrap();
        if operation.is_internal && thing != Device {
            continue;
        }
        let scene = set_up(&world, operation, thing).await;
        let token = match operation.takes.first().map(String::as_str) {
            Some("customer") => world.customer("+6281300000002").await.access,
            Some("mitra") => world.mitra("+6281300000003").await.access,
            _ => world.operator("super_admin").await.access,
        };
        let body = if id == "requestExtension" {
            json!({"price_tier_id": world.tier(30)})
        } else {
            body
        };
        let prefix = operation.path.split('{').next().unwrap();
        let rest = scene.path.strip_prefix(prefix).unwrap();
        let of_nobody = rest
            .split('/')
            .enumerate()
            .map(|(at, part)| if at == 0 { nobodys } else { part })
            .collect::<Vec<_>>()
            .join("/");
        let unknown = format!("{prefix}{of_nobody}");
        let mut theirs = send(&world, operation, &scene.path, &body, Some(&token)).await;
        let mut none = send(&world, operation, &unknown, &body, Some(&token)).await;
        for answer in [&mut theirs, &mut none] {
            answer.json["request_id"] = Value::Null;
            answer.json["instance"] = Value::Null;
        }
        assert_eq!(
            (theirs.status, theirs.json),
            (none.status, none.json),
            "{id}"
        );
    }
}

/// What an app is told must not hold any of these, wherever it stands.
fn must_not_hold(what: &str, told: &str, secrets: &[(&str, String)]) {
    for (name, secret) in secrets {
        assert!(
            !told.contains(secret.as_str()),
            "{what} holds the other side's {name}: {told}"
        );
    }
}

/// 1.6.3
#[tokio::test]
async fn neither_side_learns_of_the_other_more_than_a_name() {
    let world = World::new().await;
    let admin = world.admin().await;
    let mitra = world.online_mitra(0).await;
    let customer = world.customer(CUSTOMERS_PHONE).await;
    world
        .sql()
        .execute(
            "update customers set email = 'ratna@example.org', google_sub = 'g-canary', apple_sub = 'a-canary', firebase_uid = 'f-canary'
              where id = ?1",
            [customer.id()],
        )
        .unwrap();
    let of_customer = [
        ("id", customer.id().to_owned()),
        ("sign-in", customer.session_id.clone()),
        ("phone", CUSTOMERS_PHONE.trim_start_matches('+').to_owned()),
        ("e-mail", "ratna@example.org".to_owned()),
        ("Google id", "g-canary".to_owned()),
        ("Apple id", "a-canary".to_owned()),
        ("old id", "f-canary".to_owned()),
    ];
    let of_mitra = [
        ("id", mitra.id().to_owned()),
        ("sign-in", mitra.session_id.clone()),
        (
            "phone",
            mitra.profile["phone"].as_str().unwrap()[1..].to_owned(),
        ),
    ];
    let mut hers = world.socket(&mitra.access).await;
    let mut his = world.socket(&customer.access).await;
    let look = async || {
        for operation in operations(&world).await {
            let reads = operation.method == Method::GET && !operation.is_internal;
            for (who, what, secrets) in [
                (&mitra, "mitra", &of_customer[..]),
                (&customer, "customer", &of_mitra[..]),
            ] {
                if !reads || !operation.takes.iter().any(|t| t == what) {
                    continue;
                }
                let id = world
                    .sql()
                    .query_row("select id from chat_sessions", [], |row| {
                        row.get::<_, String>(0)
                    })
                    .unwrap();
                let path = operation.path.replace("{id}", &id);
                let reply = world.get(&path, &who.access).await;
                must_not_hold(&operation.id, &reply.json.to_string(), secrets);
            }
        }
    };
    let id = customer.request(&world, 30).await;
    look().await;
    mitra.accept(&world, &id).await.ok(200);
    customer.say(&world, &id, "a", "halo").await.ok(201);
    mitra.say(&world, &id, "b", "halo").await.ok(201);
    mitra.read(&world, &id, 1).await.ok(204);
    customer.read(&world, &id, 2).await.ok(204);
    mitra.mark_topic(&world, &id, "sensitive").await.ok(200);
    look().await;
    let extension = customer.extend(&world, &id, 30).await.ok(201);
    look().await;
    let extension = extension["id"].as_str().unwrap();
    mitra.answer(&world, &id, extension, "accept").await.ok(200);
    customer.end(&world, &id).await.ok(200);
    customer.say_goodbye(&world, &id).await.ok(200);
    mitra.say_goodbye(&world, &id).await.ok(200);
    look().await;
    // Every frame that came meanwhile, and what a socket is told when it is opened later.
    for (socket, secrets, who) in [
        (&mut hers, &of_customer[..], &mitra),
        (&mut his, &of_mitra[..], &customer),
    ] {
        socket.send(&json!({"type": "ping"})).await;
        let mut frames = 0;
        loop {
            let frame = socket.next().await.unwrap();
            if frame["type"] == "pong" {
                break;
            }
            frames += 1;
            must_not_hold("a frame", &frame.to_string(), secrets);
        }
        assert!(frames >= 4, "only {frames} frames");
        let (_, sync) = world.socket_and_sync(&who.access).await;
        must_not_hold("sync", &sync.to_string(), secrets);
    }
    // Operators do see both.
    let seen = world
        .get(&format!("/internal/sessions/{id}"), &admin.access)
        .await
        .ok(200)
        .to_string();
    assert!(seen.contains(customer.id()) && seen.contains(mitra.id()));
}
