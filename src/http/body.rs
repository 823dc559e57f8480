//! Request bodies: JSON, with an answer that names every member that does not fit.
//!
//! The framework's own extractor stops at the first fault and shows Rust's type names. This one parses, and when that fails
//! walks the value beside the schema of the type and collects what is wrong where.

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    payload::{Json, Payload},
    registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry},
    types::ParseFromJSON,
};
use serde_json::Value;

use super::problem::refuse;
use crate::domain::error::{Code, Error, FieldError};

/// A body. Members that the type does not know are ignored; an empty body counts as `{}`; a `null` counts as absent.
pub type Body<T> = JsonBody<T, true>;

/// A body of changes: a member that is left out stays as it is, and `null` is no value to set.
pub type Patch<T> = JsonBody<T, false>;

#[derive(Debug)]
pub struct JsonBody<T, const NULL_IS_ABSENT: bool>(pub T);

impl<'a, T: ParseFromJSON, const NULL_IS_ABSENT: bool> ApiExtractor<'a>
    for JsonBody<T, NULL_IS_ABSENT>
{
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(meta::<T>())
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let value = read(request, body).await?;
        let nulls = if NULL_IS_ABSENT {
            Nulls::AreAbsent
        } else {
            Nulls::AreWrong
        };
        parse(value, nulls).map(Self).map_err(refuse)
    }
}

fn meta<T: ParseFromJSON>() -> MetaRequest {
    let schema = Schemas::of::<T>();
    MetaRequest {
        description: None,
        content: vec![MetaMediaType {
            content_type: Json::<T>::CONTENT_TYPE,
            schema: T::schema_ref(),
        }],
        required: schema
            .resolve(&T::schema_ref())
            .is_none_or(|s| !s.required.is_empty()),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Nulls {
    AreAbsent,
    AreWrong,
}

async fn read(request: &Request, body: &mut RequestBody) -> poem::Result<Value> {
    let bytes = body.take()?.into_vec().await?;
    if bytes.is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let is_json = request
        .content_type()
        .is_some_and(Json::<Value>::check_content_type);
    if !is_json {
        return Err(refuse(Code::UnsupportedMediaType));
    }
    serde_json::from_slice(&bytes).map_err(|e| {
        refuse(Code::BadRequest.detail(format!(
            "The body is not valid JSON (line {}, column {}).",
            e.line(),
            e.column()
        )))
    })
}

fn parse<T: ParseFromJSON>(value: Value, nulls: Nulls) -> Result<T, Error> {
    if nulls == Nulls::AreWrong && has_null_members(&value) {
        let errors = Schemas::of::<T>().null_members(&T::schema_ref(), &value);
        if !errors.is_empty() {
            return Err(does_not_fit(errors));
        }
    }
    let parsed = T::parse_from_json(Some(value.clone()));
    let parsed = match parsed {
        Ok(parsed) if !holds_other_than_text(&value) => return Ok(parsed),
        parsed => parsed,
    };
    let mut errors = Vec::new();
    Schemas::of::<T>().walk(&T::schema_ref(), &value, "", nulls, &mut errors);
    if let Ok(parsed) = parsed {
        // The framework takes `5` and `true` for texts; a wrong type is an error here.
        errors.retain(|e| e.detail == NOT_A_TEXT);
        return if errors.is_empty() {
            Ok(parsed)
        } else {
            Err(does_not_fit(errors))
        };
    }
    if errors.is_empty() {
        // The schema says less than the parser knows: rare, and better unnamed than guessed.
        errors.push(FieldError {
            pointer: String::new(),
            detail: "does not have the expected form".into(),
        });
    }
    Err(does_not_fit(errors))
}

const NOT_A_TEXT: &str = "must be a text";

/// Is there a number or a boolean anywhere?
fn holds_other_than_text(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Bool(_) => true,
        Value::Array(items) => items.iter().any(holds_other_than_text),
        Value::Object(members) => members.values().any(holds_other_than_text),
        Value::Null | Value::String(_) => false,
    }
}

fn does_not_fit(errors: Vec<FieldError>) -> Error {
    Error {
        errors,
        ..Code::BadRequest.into()
    }
}

fn has_null_members(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|members| members.values().any(Value::is_null))
}

/// A member's name inside a JSON pointer.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

struct Schemas(Registry);

impl Schemas {
    fn of<T: ParseFromJSON>() -> Self {
        let mut registry = Registry::new();
        T::register(&mut registry);
        Self(registry)
    }

    fn resolve<'a>(&'a self, schema: &'a MetaSchemaRef) -> Option<&'a MetaSchema> {
        match schema {
            MetaSchemaRef::Inline(schema) => Some(schema),
            MetaSchemaRef::Reference(name) => self.0.schemas.get(name),
        }
    }

    /// Which of the members that the type knows are `null`.
    fn null_members(&self, schema: &MetaSchemaRef, value: &Value) -> Vec<FieldError> {
        let Some(schema) = self.resolve(schema) else {
            return Vec::new();
        };
        let nulls = schema
            .properties
            .iter()
            .filter(|(name, _)| value.get(name).is_some_and(Value::is_null))
            .map(|(name, _)| FieldError {
                pointer: format!("/{}", escape(name)),
                detail: "must not be null; leave it out to keep it as it is".into(),
            });
        let parts = schema.all_of.iter();
        parts
            .flat_map(|part| self.null_members(part, value))
            .chain(nulls)
            .collect()
    }

    fn walk(
        &self,
        schema: &MetaSchemaRef,
        value: &Value,
        pointer: &str,
        nulls: Nulls,
        errors: &mut Vec<FieldError>,
    ) {
        let Some(schema) = self.resolve(schema) else {
            return;
        };
        // So the framework writes a named type that has a description of its own where it is used.
        for part in &schema.all_of {
            self.walk(part, value, pointer, nulls, errors);
        }
        let mut wrong = |detail: String| {
            errors.push(FieldError {
                pointer: pointer.to_owned(),
                detail,
            });
        };
        if !schema.enum_items.is_empty() {
            if !schema.enum_items.contains(value) {
                let names: Vec<String> =
                    schema.enum_items.iter().map(ToString::to_string).collect();
                wrong(format!("must be one of {}", names.join(", ")));
            }
            return;
        }
        match (schema.ty, value) {
            ("object", Value::Object(members)) => {
                for (name, member) in &schema.properties {
                    let pointer = format!("{pointer}/{}", escape(name));
                    match members.get(*name) {
                        None | Some(Value::Null) if schema.required.contains(name) => {
                            errors.push(FieldError {
                                pointer,
                                detail: "is missing".into(),
                            });
                        }
                        None => {}
                        Some(Value::Null) if nulls == Nulls::AreAbsent => {}
                        Some(value) => self.walk(member, value, &pointer, nulls, errors),
                    }
                }
            }
            ("object", _) => wrong("must be an object".into()),
            ("array", Value::Array(items)) => {
                if let Some(item) = &schema.items {
                    for (i, value) in items.iter().enumerate() {
                        self.walk(item, value, &format!("{pointer}/{i}"), nulls, errors);
                    }
                }
            }
            ("array", _) => wrong("must be a list".into()),
            ("string", Value::String(text)) => check_string(schema, text, wrong),
            ("string", _) => wrong(NOT_A_TEXT.into()),
            ("boolean", Value::Bool(_)) => {}
            ("boolean", _) => wrong("must be true or false".into()),
            ("integer", Value::Number(n)) if n.is_i64() || n.is_u64() => {
                check_range(schema, n.as_f64().unwrap_or(f64::MAX), wrong);
            }
            ("integer", _) => wrong("must be a whole number".into()),
            ("number", Value::Number(n)) => {
                check_range(schema, n.as_f64().unwrap_or(f64::MAX), wrong);
            }
            ("number", _) => wrong("must be a number".into()),
            _ => {}
        }
    }
}

fn check_string(schema: &MetaSchema, text: &str, mut wrong: impl FnMut(String)) {
    let length = text.chars().count();
    if schema.format == Some("uuid") && uuid::Uuid::try_parse(text).is_err() {
        wrong("must be a UUID".into());
    } else if schema.min_length.is_some_and(|least| length < least) {
        wrong(match schema.min_length {
            Some(1) => "must not be empty".into(),
            least => format!("must have at least {} characters", least.unwrap_or(0)),
        });
    } else if let Some(most) = schema.max_length
        && length > most
    {
        wrong(format!("must have at most {most} characters"));
    } else if schema.pattern.is_some() {
        wrong("does not have the expected form".into());
    }
}

fn check_range(schema: &MetaSchema, n: f64, mut wrong: impl FnMut(String)) {
    if let Some(least) = schema.minimum
        && n < least
    {
        wrong(format!("must be at least {least}"));
    } else if let Some(most) = schema.maximum
        && n > most
    {
        wrong(format!("must be at most {most}"));
    }
}

#[cfg(test)]
mod tests {
    use poem_openapi::Object;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Object)]
    struct Order {
        #[oai(validator(min_length = 1, max_length = 3))]
        name: String,
        #[oai(validator(minimum(value = "1"), maximum(value = "9")))]
        count: i64,
        note: Option<String>,
        lines: Vec<Line>,
        /// A description makes the framework wrap the type.
        kind: Option<Kind>,
    }

    #[derive(Debug, poem_openapi::Enum)]
    #[oai(rename_all = "snake_case")]
    enum Kind {
        Express,
    }

    #[derive(Debug, Object)]
    struct Line {
        id: uuid::Uuid,
    }

    fn faults(value: Value, nulls: Nulls) -> Vec<String> {
        match parse::<Order>(value, nulls) {
            Ok(_) => Vec::new(),
            Err(e) => e.errors.into_iter().map(|f| f.pointer).collect(),
        }
    }

    #[test]
    fn every_member_that_does_not_fit_is_named_at_once() {
        let value = json!({"name": "long", "count": 0, "note": 5, "lines": [{"id": "x"}, {}]});
        assert_eq!(
            faults(value, Nulls::AreAbsent),
            ["/name", "/count", "/note", "/lines/0/id", "/lines/1/id"]
        );
        assert_eq!(
            faults(json!({}), Nulls::AreAbsent),
            ["/name", "/count", "/lines"]
        );
        assert_eq!(faults(json!([]), Nulls::AreAbsent), [""]);
        let value = json!({"name": "a", "count": 1, "lines": [], "kind": "other"});
        assert_eq!(faults(value, Nulls::AreAbsent), ["/kind"]);
    }

    #[test]
    fn unknown_members_are_ignored_and_a_null_is_absent_except_in_a_patch() {
        let value = json!({"name": "a", "count": 1, "note": null, "lines": [], "more": null});
        assert_eq!(faults(value.clone(), Nulls::AreAbsent), [""; 0]);
        assert_eq!(faults(value, Nulls::AreWrong), ["/note"]);
    }

    #[test]
    fn a_number_or_a_boolean_is_no_text() {
        for wrong in [json!(5), json!(true)] {
            let value = json!({"name": wrong, "count": 1, "note": wrong, "lines": []});
            assert_eq!(faults(value, Nulls::AreAbsent), ["/name", "/note"]);
        }
    }

    proptest! {
        #[test]
        fn no_body_makes_parsing_panic(text in ".{0,200}") {
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                let _ = faults(value, Nulls::AreWrong);
            }
        }
    }
}
