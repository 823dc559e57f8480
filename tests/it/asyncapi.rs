//! The document of the socket: it is one, by the rules of AsyncAPI, and it says what is said. What the server sends in any
//! test is held against it where it arrives, and what the tests send where it leaves (`world/socket.rs`).

use curhat::wire::asyncapi;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::world::{World, validators};

/// The rules, as their makers publish them (`tests/schemas/README.md`).
fn rules() -> Validator {
    let schema: Value =
        serde_json::from_str(include_str!("../schemas/asyncapi-3.0.0.json")).unwrap();
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft7)
        .build(&schema)
        .unwrap()
}

fn written() -> Value {
    serde_json::from_str(include_str!("../../openapi/websocket.asyncapi.json")).unwrap()
}

#[test]
fn the_document_follows_the_rules_of_asyncapi() {
    let rules = rules();
    let document = written();
    let errors: Vec<String> = rules
        .iter_errors(&document)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // These rules refuse what breaks them.
    for (pointer, broken) in [
        ("/asyncapi", json!("2.0.0")),
        ("/info", json!({})),
        ("/channels/socket/address", json!(7)),
        ("/channels/socket/messages", json!([])),
        ("/operations", json!({"say": {"action": "shout"}})),
        ("/components/schemas/Message", json!({"type": "chat"})),
        ("/components/messages/client_ping/payload", json!("ping")),
    ] {
        let mut document = document.clone();
        let place = document.pointer_mut(pointer);
        *place.unwrap_or_else(|| panic!("{pointer}")) = broken;
        assert!(!rules.is_valid(&document), "{pointer}");
    }
}

#[test]
fn every_example_fits_its_frame() {
    let document = asyncapi::document();
    let mut seen = 0;
    for side in ["client", "server"] {
        let validators = validators(side);
        for (name, validator) in &validators {
            let message = &document["components"]["messages"][format!("{side}_{name}")];
            for example in message["examples"].as_array().unwrap() {
                let payload = &example["payload"];
                assert!(validator.is_valid(payload), "{payload}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 6 + 21);
}

/// The document and the server agree on what a client may say: what the one does not allow the other refuses.
#[tokio::test]
async fn a_frame_that_the_document_does_not_allow_is_refused() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    let id = &pair.id;
    let mut socket = world.socket(&pair.customer.access).await;
    let document = validators("client");
    for frame in [
        json!({"type": "message", "session_id": id, "client_message_id": "a"}),
        json!({"type": "message", "session_id": id, "client_message_id": 7, "content": "Halo"}),
        json!({"type": "message", "session_id": id, "client_message_id": "", "content": "Halo"}),
        json!({"type": "message", "session_id": id, "client_message_id": "x".repeat(129), "content": "Halo"}),
        json!({"type": "message", "session_id": id, "client_message_id": "a", "content": ""}),
        json!({"type": "message", "session_id": id, "client_message_id": "a", "content": "x".repeat(4001)}),
        json!({"type": "message", "session_id": "here", "client_message_id": "a", "content": "Halo"}),
        json!({"type": "typing", "session_id": id, "is_typing": null}),
        json!({"type": "delivered", "session_id": id, "up_to_seq": -1}),
        json!({"type": "read", "session_id": id, "up_to_seq": "1"}),
        json!({"type": "read", "up_to_seq": 1}),
    ] {
        let kind = frame["type"].as_str().unwrap();
        assert!(!document[kind].is_valid(&frame), "{frame}");
        socket.send_text(&frame.to_string()).await;
        let error = socket.expect("error").await;
        assert_eq!(error["code"], "BAD_REQUEST", "{frame}");
    }
    socket.is_quiet().await;
}

#[tokio::test]
async fn a_wrong_frame_is_told_which_members_do_not_fit_and_nothing_of_the_parser() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut socket = world.socket(&guest.access).await;
    let id = "0193e5c0-7c3a-7b3e-9a51-2f6d1c7e9b10";
    let kinds = "type must be one of auth, message, typing, delivered, read, ping.";
    for (frame, detail) in [
        (json!({"type": "dance"}), kinds),
        (json!({"type": 7}), kinds),
        (
            json!({"type": "message", "session_id": "mine", "client_message_id": 7, "content": ["a"]}),
            "client_message_id must be a text; content must be a text; session_id must be a UUID.",
        ),
        (
            json!({"type": "message", "session_id": id, "client_message_id": "c"}),
            "content is missing.",
        ),
        (
            json!({"type": "message", "session_id": id, "client_message_id": "c", "content": ""}),
            "content must not be empty.",
        ),
        (
            json!({"type": "typing", "session_id": id, "is_typing": "yes"}),
            "is_typing must be true or false.",
        ),
        (
            json!({"type": "read", "session_id": id, "up_to_seq": "1"}),
            "up_to_seq must be a whole number.",
        ),
        (
            json!({"type": "read", "session_id": id, "up_to_seq": 1.5}),
            "up_to_seq must be a whole number.",
        ),
        (
            json!({"type": "delivered", "session_id": id, "up_to_seq": u64::MAX}),
            "up_to_seq is too large.",
        ),
        (
            json!({"type": "delivered", "session_id": null, "up_to_seq": 1}),
            "session_id is missing.",
        ),
        (
            json!({"type": "auth", "token": true}),
            "token must be a text.",
        ),
    ] {
        socket.send_text(&frame.to_string()).await;
        let error = socket.expect("error").await;
        assert_eq!(error["code"], "BAD_REQUEST", "{frame}");
        assert_eq!(error["detail"], detail, "{frame}");
    }
    let twice =
        format!("{{\"type\":\"read\",\"session_id\":\"{id}\",\"up_to_seq\":1,\"up_to_seq\":2}}");
    socket.send_text(&twice).await;
    let error = socket.expect("error").await;
    assert_eq!(
        error["detail"],
        "The frame does not have the expected form."
    );
    socket.is_quiet().await;
}

#[tokio::test]
async fn the_public_port_hands_the_document_out_with_its_own_address_in_it() {
    let world = World::new().await;
    let (public, internal) = (world.app().public, world.app().internal);
    let answer = reqwest::get(format!("http://{public}/asyncapi.json")).await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    let mut served: Value = answer.json().await.unwrap();
    assert!(rules().is_valid(&served));
    assert!(!served.to_string().contains("localhost"));
    let servers = served["servers"].as_object().unwrap().values();
    let addresses: Vec<String> = servers
        .map(|server| {
            let text = |name: &str| server[name].as_str().unwrap();
            format!("{}://{}", text("protocol"), text("host"))
        })
        .collect();
    assert_eq!(
        addresses,
        [format!("ws://{public}"), format!("wss://{public}")]
    );
    // Of the rest it is the file.
    let file = written();
    served["servers"] = file["servers"].clone();
    served["info"]["contact"] = file["info"]["contact"].clone();
    assert_eq!(served, file);

    let page = reqwest::get(format!("http://{public}/openapi.json")).await;
    let page: Value = page.unwrap().json().await.unwrap();
    let about = page["info"]["description"].as_str().unwrap();
    assert!(about.contains("](/asyncapi.json)"), "{about}");
    let elsewhere = reqwest::get(format!("http://{internal}/asyncapi.json")).await;
    assert_eq!(elsewhere.unwrap().status(), 404);
}
