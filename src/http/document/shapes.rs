//! The shapes in a document, mended for those who read it with programs: names a person would give, nullable members that
//! are always there, references that generators understand. What is said stays what the server does.

use serde_json::{Map, Value, json};

use crate::http::problem::CONTENT_TYPE;

/// Mends what the framework wrote.
pub(super) fn mend(text: String) -> Value {
    let mut document: Value =
        serde_json::from_str(&name_lists(text)).expect("the framework writes JSON");
    repair(&mut document);
    require_nullable(&mut document);
    merge_choices(&mut document);
    type_nullable(&mut document);
    document
}

/// A choice between objects that no member names (`oneOf` without `discriminator`) is one object with every member required
/// to most generators, which then can't read any. Said instead: what all have in common is there, and the rest may be.
fn merge_choices(document: &mut Value) {
    let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") else {
        return;
    };
    let known = schemas.clone();
    for schema in schemas.values_mut() {
        let Some(choice) = schema.get("oneOf").and_then(Value::as_array) else {
            continue;
        };
        let parts: Vec<&Value> = choice
            .iter()
            .filter_map(|part| {
                let name = part["$ref"]
                    .as_str()?
                    .strip_prefix("#/components/schemas/")?;
                known.get(name).filter(|part| part["type"] == "object")
            })
            .collect();
        if parts.len() != choice.len() || schema.get("discriminator").is_some() {
            continue;
        }
        let mut properties = Map::new();
        for (name, property) in parts
            .iter()
            .filter_map(|p| p["properties"].as_object())
            .flatten()
        {
            let nullable = property["nullable"] == true;
            let merged = properties.entry(name).or_insert_with(|| property.clone());
            if nullable {
                merged["nullable"] = true.into();
            }
        }
        let always = |name: &&String| {
            parts.iter().all(|part| {
                let required = part["required"].as_array();
                required.is_some_and(|names| names.iter().any(|n| n == name.as_str()))
            })
        };
        let required: Vec<&String> = properties.keys().filter(always).collect();
        let mut merged = json!({"type": "object", "required": required, "properties": properties});
        for kept in ["title", "description"] {
            if let Some(text) = schema.get(kept) {
                merged[kept] = text.clone();
            }
        }
        *schema = merged;
    }
}

/// `nullable` means nothing without a `type` beside it. And to the letter of 3.0 a reference can't be null even then, though
/// everybody reads it so: an example in which one is would be refused by those who check, and is left out.
fn type_nullable(document: &mut Value) {
    let known = document["components"]["schemas"].clone();
    let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") else {
        return;
    };
    for schema in schemas.values_mut() {
        let Some(Value::Object(properties)) = schema.get_mut("properties") else {
            continue;
        };
        let mut references = Vec::new();
        for (name, property) in properties {
            let target = property["allOf"][0]["$ref"].as_str();
            let target = target.and_then(|r| r.strip_prefix("#/components/schemas/"));
            if let Some(kind) = target.and_then(|name| known[name].get("type")) {
                property["type"] = kind.clone();
                references.push(name.clone());
            }
        }
        let example = schema.get("example");
        if example.is_some_and(|e| {
            references
                .iter()
                .any(|name| e.get(name) == Some(&Value::Null))
        }) {
            schema
                .as_object_mut()
                .expect("it has properties")
                .remove("example");
        }
    }
}

/// A member that an answer may have as null is always there; the framework leaves such members optional. In schemas that
/// requests use they are.
fn require_nullable(document: &mut Value) {
    let asked: Vec<String> = requested(document);
    let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") else {
        return;
    };
    for (name, schema) in schemas {
        if asked.contains(name) {
            continue;
        }
        let Some(Value::Object(properties)) = schema.get("properties") else {
            continue;
        };
        let always: Vec<Value> = properties
            .iter()
            .filter(|(_, p)| p["nullable"] == Value::Bool(true))
            .map(|(name, _)| Value::from(name.as_str()))
            .collect();
        if always.is_empty() {
            continue;
        }
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        schema["required"] = required.into_iter().chain(always).collect();
    }
}

/// The names of the schemas that request bodies use, directly or through others.
fn requested(document: &Value) -> Vec<String> {
    let mut names = Vec::new();
    let operations = document["paths"]
        .as_object()
        .into_iter()
        .flat_map(Map::values)
        .filter_map(Value::as_object)
        .flat_map(Map::values);
    for operation in operations {
        collect_references(&operation["requestBody"], &mut names);
    }
    let mut at = 0;
    while at < names.len() {
        let schema = &document["components"]["schemas"][&names[at]];
        collect_references(schema, &mut names);
        at += 1;
    }
    names
}

fn collect_references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let name = members
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|r| r.strip_prefix("#/components/schemas/"));
            if let Some(name) = name
                && !names.iter().any(|n| n == name)
            {
                names.push(name.to_owned());
            }
            members.values().for_each(|v| collect_references(v, names));
        }
        Value::Array(items) => items.iter().for_each(|v| collect_references(v, names)),
        _ => {}
    }
}

/// `CountedList_Mitra`, as the framework names a generic, becomes `MitraList`, as a person would.
fn name_lists(mut text: String) -> String {
    for prefix in ["CountedList_", "List_"] {
        while let Some(at) = text.find(prefix) {
            let start = at + prefix.len();
            let end = text[start..].find('"').map_or(text.len(), |n| start + n);
            let (from, to) = (
                text[at..end].to_owned(),
                format!("{}List", &text[start..end]),
            );
            text = text.replace(&format!("{from}\""), &format!("{to}\""));
        }
    }
    text
}

/// The framework writes a nullable reference as `{nullable, allOf: [ref, {nullable}]}`; `{nullable, allOf: [ref]}` says
/// the same and does not confuse generators. Header names get their usual spelling back, and each problem response its codes
/// as a list for programs.
fn repair(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::Array(mut all)) = members.remove("allOf") {
                // What stands beside the reference already need not stand behind it too.
                all.retain(|part| {
                    part.as_object()
                        .is_none_or(|part| part.iter().any(|(k, v)| members.get(k) != Some(v)))
                });
                members.insert("allOf".into(), Value::Array(all));
            }
            if let Some(Value::Object(headers)) = members.get_mut("headers") {
                *headers = std::mem::take(headers)
                    .into_iter()
                    .map(|(name, header)| (usual_spelling(&name), header))
                    .collect();
            }
            if let Some(codes) = problem_codes(members) {
                members.insert("x-codes".into(), codes);
            }
            members.values_mut().for_each(repair);
        }
        Value::Array(items) => items.iter_mut().for_each(repair),
        _ => {}
    }
}

/// `RETRY-AFTER` becomes `Retry-After`.
fn usual_spelling(header: &str) -> String {
    let words: Vec<String> = header
        .split('-')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_uppercase() + &rest.to_lowercase()
        })
        .collect();
    words.join("-")
}

fn problem_codes(members: &Map<String, Value>) -> Option<Value> {
    members.get("content")?.get(CONTENT_TYPE)?;
    let description = members.get("description")?.as_str()?;
    Some(
        description
            .split("\n\n")
            .filter_map(|line| line.strip_prefix('`')?.split_once('`'))
            .map(|(code, _)| Value::from(code))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(schemas: Value) -> Value {
        json!({"components": {"schemas": schemas}})
    }

    #[test]
    fn a_choice_is_one_object_with_what_all_have_required() {
        let mut document = document(json!({
            "A": {"type": "object", "required": ["id", "name", "a"], "properties": {
                "id": {"type": "string"}, "name": {"type": "string", "nullable": true}, "a": {"type": "boolean"}}},
            "B": {"type": "object", "required": ["id", "name"], "properties": {
                "id": {"type": "string"}, "name": {"type": "string"}, "b": {"type": "boolean"}}},
            "Either": {"description": "One of two.", "oneOf": [
                {"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]},
        }));
        merge_choices(&mut document);
        let either = &document["components"]["schemas"]["Either"];
        assert_eq!(either["required"], json!(["id", "name"]));
        assert_eq!(either["properties"]["name"]["nullable"], true);
        assert_eq!(either["properties"]["b"]["type"], "boolean");
        assert_eq!(either["description"], "One of two.");
        assert!(either.get("oneOf").is_none());
    }

    #[test]
    fn a_choice_that_a_member_names_stays() {
        let either = json!({"oneOf": [{"$ref": "#/components/schemas/A"}],
            "discriminator": {"propertyName": "type"}});
        let mut document = document(json!({"A": {"type": "object"}, "Either": either.clone()}));
        merge_choices(&mut document);
        assert_eq!(document["components"]["schemas"]["Either"], either);
    }

    #[test]
    fn a_nullable_reference_has_a_type_and_no_example_of_null() {
        let with = |example: Value| {
            let mut document = document(json!({
                "End": {"type": "string", "enum": ["time_up"]},
                "Session": {"type": "object", "example": {"end": example}, "properties": {
                    "end": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/End"}]}}},
            }));
            type_nullable(&mut document);
            document["components"]["schemas"]["Session"].clone()
        };
        assert_eq!(
            with(json!("time_up"))["properties"]["end"]["type"],
            "string"
        );
        assert_eq!(with(json!("time_up"))["example"]["end"], "time_up");
        assert!(with(Value::Null).get("example").is_none());
    }
}
