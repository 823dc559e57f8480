//! The socket's document: AsyncAPI 3.0, made from the frames.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    close::CloseCode,
    frame::{ClientFrame, ServerFrame},
};

const CONTACT: &str = "Those who run this server";

const ABOUT: &str = "\
What is said on the socket of the public API, in both directions. Frames are text, each a JSON object with a `type`; members \
that you do not know are to be ignored. The first frame is `auth`, within 10 seconds; the answer is `auth_ok`, then one \
`sync`. What a device missed it reads over HTTP with `after_seq`; `sync` says whether there is anything. Shapes are those of \
the HTTP API.

The server pings every 25 seconds and ends a socket of which it has heard nothing for 60. A client may send 30 frames a second \
in the long run and 60 at once (unless set otherwise), each of at most 64 KiB. After an abrupt end, or one of these codes but \
4400 (a mistake in the app), 4401 (sign in first) and 4403, connect again after a moment:

";

/// The document as the server at `host` hands it out. The server does not see whether a proxy in front of it adds TLS; whoever
/// reads knows how they have come.
#[must_use]
pub fn handed_out_at(mut document: Value, host: &str) -> Value {
    document["servers"] = json!({
        "over_https": {
            "host": host,
            "protocol": "wss",
            "description": "The server that this document comes from, if it came over https.",
        },
        "over_http": {
            "host": host,
            "protocol": "ws",
            "description": "The server that this document comes from, if it came over http.",
        },
    });
    document["info"]["contact"] = json!({"name": CONTACT});
    document
}

/// The whole document, as a file: it does not know where the server will be.
pub fn document() -> Value {
    let settings = SchemaSettings::draft07().with(|s| {
        s.definitions_path = "/components/schemas".into();
    });
    let mut generator = settings.for_serialize().into_generator();
    let client = frames(
        &generator.root_of::<ClientFrame>(),
        &ClientFrame::examples(),
    );
    let server = frames(
        &generator.root_of::<ServerFrame>(),
        &ServerFrame::examples(),
    );
    let mut schemas = generator.take_definitions(true);
    schemas.retain(|name, _| !matches!(name.as_str(), "ClientFrame" | "ServerFrame"));

    let mut messages = Map::new();
    let mut in_channel = Map::new();
    let operations = [("client", client), ("server", server)].map(|(side, frames)| {
        let references: Vec<Value> = frames
            .into_iter()
            .map(|(name, message)| {
                let key = format!("{side}_{name}");
                let reference = reference(&format!("channels/socket/messages/{key}"));
                in_channel.insert(
                    key.clone(),
                    self::reference(&format!("components/messages/{key}")),
                );
                messages.insert(key, message);
                reference
            })
            .collect();
        references
    });
    let [from_client, from_server] = operations;
    let codes: Vec<String> = CloseCode::ALL
        .iter()
        .map(|code| format!("- {}: {}", code.number(), code.meaning()))
        .collect();
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Curhat socket",
            "version": env!("CARGO_PKG_VERSION"),
            "description": format!("{ABOUT}{}", codes.join("\n")),
            "contact": {
                "name": CONTACT,
                "url": "http://localhost:3000/docs",
                "email": "admin@curhat.local",
            },
            "license": {"name": "MIT OR Apache-2.0"},
            "tags": [{"name": "Chat", "description": "Requests, sessions and messages as they happen."}],
        },
        "defaultContentType": "application/json",
        "servers": {
            "local": {
                "host": "localhost:3000",
                "protocol": "ws",
                "description": "A server on this machine. Elsewhere it is wss.",
            },
        },
        "channels": {
            "socket": {
                "address": "/api/shared/ws",
                "title": "The socket",
                "description": "One per device; all devices of a user receive everything.",
                "messages": in_channel,
                "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
            },
        },
        "operations": {
            "hear": {
                "action": "receive",
                "channel": reference("channels/socket"),
                "summary": "What clients say.",
                "description": "A frame that can't be carried out is answered with an `error` frame; the socket stays open.",
                "messages": from_client,
            },
            "tell": {
                "action": "send",
                "channel": reference("channels/socket"),
                "summary": "What the server says.",
                "description": "Every device of a user hears everything; a type that you do not know is to be ignored.",
                "messages": from_server,
            },
        },
        "components": {"messages": messages, "schemas": schemas},
    })
}

/// The definition of a type itself, where `subschema_for` would only point at it.
trait RootOf {
    fn root_of<T: JsonSchema>(&mut self) -> Value;
}

impl RootOf for schemars::SchemaGenerator {
    fn root_of<T: JsonSchema>(&mut self) -> Value {
        self.subschema_for::<T>();
        self.definitions()[T::schema_name().as_ref()].clone()
    }
}

/// The frames of one direction, by their `type`.
fn frames<T: Serialize>(schema: &Value, examples: &[T]) -> Vec<(String, Value)> {
    let examples: Vec<Value> = examples
        .iter()
        .map(|example| serde_json::to_value(example).expect("a frame is JSON"))
        .collect();
    let variants = schema["oneOf"].as_array().expect("frames are alternatives");
    variants
        .iter()
        .map(|variant| {
            let mut payload = variant.clone();
            let name = payload["properties"]["type"]["const"]
                .as_str()
                .expect("a frame has a type")
                .to_owned();
            let summary = payload
                .as_object_mut()
                .and_then(|members| members.remove("description"));
            let shown: Vec<Value> = examples
                .iter()
                .filter(|example| example["type"] == name.as_str())
                .map(|example| json!({"payload": example}))
                .collect();
            let message = json!({
                "name": name,
                "title": name,
                "summary": summary,
                "payload": payload,
                "examples": shown,
            });
            (name, message)
        })
        .collect()
}

fn reference(path: &str) -> Value {
    json!({"$ref": format!("#/{path}")})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_is_explained_and_has_an_example() {
        let document = document();
        let messages = document["components"]["messages"].as_object().unwrap();
        assert_eq!(messages.len(), 6 + 21);
        for (name, message) in messages {
            assert!(message["summary"].is_string(), "{name}");
            assert_eq!(message["examples"].as_array().unwrap().len(), 1, "{name}");
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, document: &Value) {
            match value {
                Value::Object(members) => {
                    if let Some(Value::String(target)) = members.get("$ref") {
                        let pointer = target.trim_start_matches('#');
                        assert!(document.pointer(pointer).is_some(), "{target}");
                    }
                    members.values().for_each(|member| walk(member, document));
                }
                Value::Array(items) => items.iter().for_each(|item| walk(item, document)),
                _ => {}
            }
        }
        let document = document();
        walk(&document, &document);
    }
}
