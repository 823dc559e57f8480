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
    world.post_open(REQUEST, json!({ "phone": PHONE })).await
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
