//! What is wrong with a frame that could not be read, member by member, in the words in which a body over HTTP is refused:
//! the parser's own name Rust types and repeat what was sent.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::ClientFrame;
use crate::domain::error::{Code, Error, FieldError};

/// The schema of each frame that a client may send: what the document says is what is looked for.
static FRAMES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let generator = SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<ClientFrame>();
    let frames = schema.get("oneOf").and_then(Value::as_array);
    frames.expect("frames are alternatives").clone()
});

/// The refusal of a frame with these members, which is none of ours.
pub(super) fn explain(members: &Map<String, Value>) -> Error {
    let kind = |frame: &'static Value| frame["properties"]["type"]["const"].as_str();
    let frame = FRAMES.iter().find(|frame| {
        let named = members.get("type").and_then(Value::as_str);
        named.is_some() && kind(frame) == named
    });
    let errors = if let Some(frame) = frame {
        misfits(frame, members)
    } else {
        let known: Vec<&str> = FRAMES.iter().filter_map(kind).collect();
        vec![FieldError {
            pointer: "/type".into(),
            detail: format!("must be one of {}", known.join(", ")),
        }]
    };
    if errors.is_empty() {
        // As when a member is there twice: rare, and better unnamed than guessed.
        return Code::BadRequest.detail("The frame does not have the expected form.");
    }
    Error {
        errors,
        ..Code::BadRequest.into()
    }
}

fn misfits(frame: &Value, members: &Map<String, Value>) -> Vec<FieldError> {
    let properties = frame["properties"].as_object().into_iter().flatten();
    properties
        .filter_map(|(name, schema)| {
            let detail = misfit(schema, members.get(name))?;
            Some(FieldError {
                pointer: format!("/{name}"),
                detail: detail.into(),
            })
        })
        .collect()
}

/// All members of our frames are required.
fn misfit(schema: &Value, value: Option<&Value>) -> Option<&'static str> {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return Some("is missing");
    };
    match schema["type"].as_str()? {
        "string" => match value.as_str() {
            None => Some("must be a text"),
            Some(text) if schema["format"] == "uuid" && Uuid::try_parse(text).is_err() => {
                Some("must be a UUID")
            }
            Some(_) => None,
        },
        "boolean" => (!value.is_boolean()).then_some("must be true or false"),
        "integer" if value.is_u64() && value.as_i64().is_none() => Some("is too large"),
        "integer" => (!value.is_i64()).then_some("must be a whole number"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_member_of_every_frame_is_required_and_of_a_kind_that_is_known_here() {
        for frame in FRAMES.iter() {
            let properties = frame["properties"].as_object().unwrap();
            let required = frame["required"].as_array().unwrap();
            assert_eq!(required.len(), properties.len());
            for (name, schema) in properties {
                assert!(misfit(schema, Some(&json!([]))).is_some(), "{name}");
                assert_eq!(misfit(schema, None), Some("is missing"), "{name}");
            }
        }
    }
}
