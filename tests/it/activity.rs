//! What mitras make of the requests they are sent, as the control center sees it.

use serde_json::{Value, json};

use crate::world::{Operator, START, Tokens, World};

async fn read(world: &World, staff: &Operator, path: &str) -> Value {
    world
        .get(&format!("/internal/{path}"), &staff.access)
        .await
        .ok(200)
}

async fn ask(world: &World, customer: &Tokens, topic: &str) -> String {
    let body = json!({"topic_sensitivity": topic, "price_tier_id": world.tier(30)});
    let session = customer.act(world, "request", body).await.ok(201);
    session["id"].as_str().unwrap().to_owned()
}

/// Three requests to two mitras: one accepts two of them, the other lets two pass. A third mitra was never asked.
struct Afternoon {
    world: World,
    staff: Operator,
    customer: Tokens,
    good: Tokens,
    poor: Tokens,
    idle: Tokens,
    requests: [String; 3],
}

async fn afternoon() -> Afternoon {
    let world = World::new().await;
    let staff = world.admin().await;
    let quality = json!({"min_requests": 3, "max_unanswered_percent": 50});
    world
        .patch("/internal/config/mitra-quality", &staff.access, quality)
        .await
        .ok(200);
    let (good, poor) = (world.online_mitra(0).await, world.online_mitra(1).await);
    world.advance(1);
    let idle = world.mitra("+6281100000002").await;
    let ended = async |id: &str, customer: &Tokens| {
        customer.end(&world, id).await.ok(200);
        customer.say_goodbye(&world, id).await.ok(200);
        good.say_goodbye(&world, id).await.ok(200);
    };
    // Accepted, the other missed it; accepted, the other rejected it; nobody answered.
    let customer = world.guest().await;
    let first = ask(&world, &customer, "sensitive").await;
    good.accept(&world, &first).await.ok(200);
    // Marked otherwise later it stays what it was when it was sent.
    good.mark_topic(&world, &first, "regular").await.ok(200);
    ended(&first, &customer).await;
    world.advance(100);
    let second = ask(&world, &customer, "regular").await;
    poor.reject(&world, &second).await.ok(204);
    good.accept(&world, &second).await.ok(200);
    ended(&second, &customer).await;
    world.advance(100);
    let third = ask(&world, &customer, "sensitive").await;
    world.pass(60).await;
    Afternoon {
        world,
        staff,
        customer,
        good,
        poor,
        idle,
        requests: [first, second, third],
    }
}

/// What is said of one mitra, apart from who they are.
#[track_caller]
fn of(page: &Value, mitra: &Tokens) -> Value {
    let items = page["items"].as_array().unwrap();
    let mine = items.iter().find(|a| a["mitra"]["id"] == mitra.id());
    let mut mine = mine.unwrap().clone();
    assert_eq!(mine["mitra"]["display_name"], mitra.profile["display_name"]);
    mine.as_object_mut().unwrap().remove("mitra");
    mine
}

fn between(from: i64, to: i64) -> String {
    format!(
        "from={}&to={}",
        START.plus_seconds(from),
        START.plus_seconds(to)
    )
}

/// 2.12.3, 2.12.5, 5.6.2
#[tokio::test]
async fn requests_are_counted_and_who_lets_too_many_pass_is_flagged() {
    let Afternoon {
        world,
        staff,
        good,
        poor,
        idle,
        ..
    } = afternoon().await;
    let page = read(&world, &staff, "mitra-activity").await;
    assert_eq!(
        (&page["total"], &page["next_cursor"]),
        (&json!(3), &Value::Null)
    );
    assert_eq!(page["items"][0]["mitra"]["id"], json!(idle.id()));
    assert_eq!(
        of(&page, &good),
        json!({
            "received": 3, "accepted": 2, "rejected": 0, "missed": 0, "ignored": 1, "acceptance_rate": 66.7,
            "sensitive_total": 2, "sensitive_accepted": 1, "sensitive_rate": 50.0, "flagged": false,
        })
    );
    assert_eq!(
        of(&page, &poor),
        json!({
            "received": 3, "accepted": 0, "rejected": 1, "missed": 1, "ignored": 1, "acceptance_rate": 0.0,
            "sensitive_total": 2, "sensitive_accepted": 0, "sensitive_rate": 0.0, "flagged": true,
        })
    );
    assert_eq!(
        of(&page, &idle),
        json!({
            "received": 0, "accepted": 0, "rejected": 0, "missed": 0, "ignored": 0, "acceptance_rate": 0.0,
            "sensitive_total": 0, "sensitive_accepted": 0, "sensitive_rate": null, "flagged": false,
        })
    );
    let page = read(
        &world,
        &staff,
        &format!("mitra-activity?{}", between(50, 150)),
    )
    .await;
    let mine = of(&page, &good);
    assert_eq!(
        (&mine["received"], &mine["sensitive_rate"]),
        (&json!(1), &Value::Null)
    );
    assert_eq!(of(&page, &poor)["flagged"], false);
}

/// 2.12.4, 2.12.5
#[tokio::test]
async fn each_request_of_a_mitra_is_listed_with_its_topic() {
    let Afternoon {
        world,
        staff,
        customer,
        poor,
        requests,
        ..
    } = afternoon().await;
    let [first, second, third] = requests;
    let log = read(&world, &staff, &format!("mitra-activity/{}", poor.id())).await;
    let told: Vec<_> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| {
            (
                e["session_id"].as_str().unwrap(),
                e["status"].as_str().unwrap(),
                e["topic_sensitivity"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (&*third, "ignored", "sensitive"),
            (&*second, "rejected", "regular"),
            (&*first, "missed", "sensitive"),
        ]
    );
    assert_eq!(log["total"], 3);
    assert_eq!(
        log["items"][0]["customer_display_name"],
        customer.profile["display_name"]
    );
    let log = read(
        &world,
        &staff,
        &format!("mitra-activity/{}?{}", poor.id(), between(50, 150)),
    )
    .await;
    assert_eq!(
        (&log["total"], &log["items"][0]["session_id"]),
        (&json!(1), &json!(second))
    );
    let pages = read(
        &world,
        &staff,
        &format!("mitra-activity/{}?limit=1", poor.id()),
    )
    .await;
    let next = pages["next_cursor"].as_str().unwrap();
    let rest = read(
        &world,
        &staff,
        &format!("mitra-activity/{}?limit=2&cursor={next}", poor.id()),
    )
    .await;
    assert_eq!(rest["items"][1]["session_id"], json!(first));
    let nobody = "/internal/mitra-activity/018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    world
        .get(nobody, &staff.access)
        .await
        .refused(404, "NOT_FOUND");
}

/// 2.12.5
#[tokio::test]
async fn days_that_are_over_are_added_up_and_the_report_stays_the_same() {
    let Afternoon {
        world, good, poor, ..
    } = afternoon().await;
    // A day later once more, and again when those are long over.
    for days in [1, 40] {
        world.advance(days * 86_400);
        for mitra in ["+6281100000000", "+6281100000001"] {
            world.mitra(mitra).await.go(&world, true).await.ok(200);
        }
        ask(&world, &world.guest().await, "sensitive").await;
        world.pass(60).await;
    }
    let staff = world.admin().await;
    let day = 86_400;
    let spans = [
        String::new(),
        between(0, 100),
        between(50, 42 * day),
        between(-day, day - 1),
        between(day, 2 * day),
        between(14 * 3600, 14 * 3600),
        format!("from={}", START.plus_seconds(250)),
        format!("to={}", START.plus_seconds(7 * day)),
    ];
    let reports = async || {
        let mut told = Vec::new();
        for span in &spans {
            told.push(read(&world, &staff, &format!("mitra-activity?{span}")).await);
            for mitra in [&good, &poor] {
                let log = format!("mitra-activity/{}?{span}", mitra.id());
                told.push(read(&world, &staff, &log).await["total"].clone());
            }
        }
        told
    };
    let counted = reports().await;
    assert_eq!(of(&counted[0], &good)["received"], 5);
    let add_up = async || curhat::domain::report::activity::add_up(world.ctx()).await;
    assert_eq!(add_up().await.unwrap(), 2, "days");
    let added_up = reports().await;
    assert_eq!(added_up, counted);
    // Once is enough.
    assert_eq!(add_up().await.unwrap(), 0);
    // Time goes on.
    world.advance(86_400);
    assert_eq!(add_up().await.unwrap(), 1);
    let staff = world.admin().await;
    assert_eq!(read(&world, &staff, "mitra-activity").await, counted[0]);
    // What is added up is not counted again: only the sums say so.
    let sql = |text: &str| world.sql().execute(text, []).unwrap();
    sql("update mitra_activity_days set received = received + 1000");
    let page = read(&world, &staff, "mitra-activity").await;
    assert_eq!(of(&page, &good)["received"], 1005);
}

/// 2.12.5
#[tokio::test]
async fn a_change_in_a_day_that_was_added_up_is_in_the_report() {
    let Afternoon { world, good, .. } = afternoon().await;
    world.advance(86_400);
    world
        .mitra("+6281100000000")
        .await
        .go(&world, true)
        .await
        .ok(200);
    ask(&world, &world.guest().await, "sensitive").await;
    world.pass(60).await;
    world.advance(86_400);
    let add_up = async || {
        curhat::domain::report::activity::add_up(world.ctx())
            .await
            .unwrap()
    };
    let staff = world.admin().await;
    let figures = async || {
        let page = read(&world, &staff, "mitra-activity").await;
        let row = of(&page, &good);
        [
            "received",
            "accepted",
            "missed",
            "ignored",
            "sensitive_total",
        ]
        .map(|name| row[name].as_i64().unwrap())
    };
    assert_eq!(add_up().await, 2);
    let [received, accepted, missed, ignored, sensitive] = figures().await;
    let first: String = world
        .sql()
        .query_row(
            "select session_id from chat_request_notifications
              where mitra_id = ?1
              order by created_at
              limit 1",
            [good.id()],
            |row| row.get(0),
        )
        .unwrap();
    let first = format!(
        "where mitra_id = '{}' and session_id = '{first}'",
        good.id()
    );
    let steps = [
        (
            format!(
                "update chat_request_notifications set status = 'missed', topic_sensitivity = 'regular' {first}"
            ),
            2,
        ),
        (
            format!(
                "update chat_request_notifications set created_at = created_at + 86400000 {first}"
            ),
            2,
        ),
        // By then it stands in the second day.
        (format!("delete from chat_request_notifications {first}"), 1),
    ];
    let before = world.sql().query_row(
        &format!(
            "select status || ' ' || topic_sensitivity from chat_request_notifications {first}"
        ),
        [],
        |row| row.get::<_, String>(0),
    );
    assert_eq!(before.unwrap(), "accepted sensitive");
    for (n, (step, days)) in steps.iter().enumerate() {
        world.sql().execute(step, []).unwrap();
        let expected = [
            received - i64::from(n == 2),
            accepted - 1,
            missed + i64::from(n < 2),
            ignored,
            sensitive - 1,
        ];
        assert_eq!(figures().await, expected, "{step}");
        assert_eq!(add_up().await, *days, "{step}");
        assert_eq!(figures().await, expected, "{step}");
    }
}
