//! Codes sent for real, to a Fazpass on this machine.

use serde_json::{Value, json};

use crate::world::{Neighbour, Reply, Says, World};

const PHONE: &str = "+6281234567890";
const REQUEST: &str = "/api/client/auth/otp/request";

async fn world(fazpass: &Neighbour) -> World {
    World::with(&[
        "--otp-provider",
        "fazpass",
        "--fazpass-base-url",
        &fazpass.url,
        "--fazpass-merchant-key",
        "merchant",
        "--fazpass-gateway-key",
        "gateway",
    ])
    .await
}

async fn ask(world: &World) -> Reply {
    ask_for(world, PHONE).await
}

async fn ask_for(world: &World, phone: &str) -> Reply {
    world.post_open(REQUEST, json!({ "phone": phone })).await
}

fn success() -> Says {
    Says::json(
        200,
        &json!({"status": true, "message": "sent", "data": {"id": "f1", "otp": "XXXXXX"}, "more": 1}),
    )
}

/// 5.6.4
#[tokio::test]
async fn fazpass_is_given_our_code_and_whoever_gets_it_signs_in() {
    let fazpass = Neighbour::new(success()).await;
    let world = world(&fazpass).await;
    let id = ask(&world).await.ok(200)["otp_request_id"].clone();
    let asked = fazpass.asked().remove(0);
    assert_eq!(asked.path, "/v1/otp/send");
    assert_eq!(asked.authorization, "Bearer merchant");
    assert_eq!(asked.body["phone"], PHONE);
    assert_eq!(asked.body["gateway_key"], "gateway");
    let verify = json!({"otp_request_id": id, "code": asked.body["otp"]});
    let result = world
        .post_open("/api/client/auth/otp/verify", verify)
        .await
        .ok(200);
    assert_eq!(result["profile"]["phone"], PHONE);
}

/// 5.6.4
#[tokio::test]
async fn whatever_is_no_plain_success_is_a_failure_that_counts_for_nothing() {
    let fazpass = Neighbour::new(Says::Nothing).await;
    let world = world(&fazpass).await;
    let refusal = json!({"status": false, "message": "saldo habis"});
    let answers = [
        Says::Nothing,
        Says::json(200, &refusal),
        Says::json(422, &refusal),
        Says::json(401, &json!({"status": true})),
        Says::json(500, &json!({"status": true})),
        Says::json(200, &json!({"status": "true"})),
        Says::json(200, &json!({"message": "sent"})),
        Says::json(200, &json!([true])),
        Says::json(200, &Value::Null),
        Says::text(200, ""),
        Says::text(200, "<html>OK</html>"),
        Says::text(200, "{\"status\": true"),
        Says::text(
            200,
            format!("{{\"status\": true{}}}", " ".repeat(64 * 1024)),
        ),
        Says::text(204, ""),
        Says::elsewhere(),
    ];
    let asked = answers.len();
    for answer in answers {
        fazpass.says(answer.clone());
        let refused = ask(&world).await.refused(502, "OTP_DELIVERY_FAILED");
        let shown = refused.to_string();
        assert!(!shown.contains("saldo"), "{answer:?}: {shown}");
    }
    // The redirect was not followed.
    assert_eq!(fazpass.asked().len(), asked);
    assert_eq!(world.number("select count(*) from otp_requests"), 0);
    fazpass.says(success());
    ask(&world).await.ok(200);
}

/// 5.6.4
#[tokio::test]
async fn a_fazpass_that_is_not_there_is_a_failure_too() {
    let fazpass = Neighbour::new(success()).await;
    let world = world(&fazpass).await;
    drop(fazpass);
    // A connection that was accepted before the end may still answer; the one after it does not.
    let first = ask(&world).await;
    assert_eq!(
        (first.status, &first.json["code"]),
        (502, &json!("OTP_DELIVERY_FAILED"))
    );
    assert_eq!(world.number("select count(*) from otp_requests"), 0);
}

/// 5.6.4
#[tokio::test]
async fn while_fazpass_hangs_everyone_else_is_served() {
    let fazpass = Neighbour::new(Says::Nothing).await;
    let world = world(&fazpass).await;
    let waiting = ask(&world);
    let others = async {
        fazpass.asked_for(1).await;
        world.has_no_transaction_open();
        for _ in 0..3 {
            world.guest().await;
        }
        world.number("select count(*) from customers")
    };
    tokio::pin!(waiting);
    tokio::select! {
        biased;
        guests = others => assert_eq!(guests, 3),
        _ = &mut waiting => panic!("the request came back before three guests were served"),
    }
    waiting.await.refused(502, "OTP_DELIVERY_FAILED");
}

/// 5.6.4
#[tokio::test]
async fn a_fazpass_that_is_silent_five_times_is_left_alone_for_a_while_and_then_tried_by_one() {
    let fazpass = Neighbour::new(Says::HalfAnAnswer).await;
    let world = world(&fazpass).await;
    for _ in 0..20 {
        ask(&world).await.refused(502, "OTP_DELIVERY_FAILED");
    }
    assert_eq!(fazpass.asked().len(), 5);
    for trial in 1..4 {
        world.advance(15);
        for _ in 0..5 {
            ask(&world).await.refused(502, "OTP_DELIVERY_FAILED");
        }
        assert_eq!(fazpass.asked().len(), 5 + trial);
    }
    // It is back: the one who tries gets their code, and so does everyone after.
    fazpass.says(success());
    ask(&world).await.refused(502, "OTP_DELIVERY_FAILED");
    world.advance(15);
    for n in 0..5 {
        ask_for(&world, &format!("+62812345678{n}")).await.ok(200);
    }
    assert_eq!(world.number("select count(*) from otp_requests"), 5);
}

/// 5.6.4
#[tokio::test]
async fn a_fazpass_that_flaps_delivers_when_it_can_and_is_never_left_alone() {
    let fazpass = Neighbour::new(success()).await;
    let world = world(&fazpass).await;
    world.set("otp_max_per_ip_per_hour", json!(1000));
    for n in 0..40 {
        let phone = format!("+6281234567{n:02}");
        // Four silences in a row at most.
        if n % 5 == 4 {
            fazpass.says(success());
            ask_for(&world, &phone).await.ok(200);
        } else {
            fazpass.says(Says::HalfAnAnswer);
            ask_for(&world, &phone)
                .await
                .refused(502, "OTP_DELIVERY_FAILED");
        }
        assert_eq!(fazpass.asked().len(), n + 1);
    }
    assert_eq!(world.number("select count(*) from otp_requests"), 8);
}
