//! What handlers return: success with its status, or a refusal out of a set that the document names.
//!
//! `error_set!(VerifyErrors = OtpNotFound | WrongFlow | …)` names the codes an operation can end in besides those that any
//! operation can; the document is made from it, and a code that is returned but not named trips an assertion in debug
//! builds, so that the two can't drift apart unseen.

use std::marker::PhantomData;

use poem::{IntoResponse, Response, http::StatusCode};
use poem_openapi::{
    ApiResponse,
    payload::{Json, Payload},
    registry::{
        MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
    },
    types::{ToJSON, Type},
};

use super::problem::{self, Problem, Refused, status_and_title};
use crate::domain::error::{Code, Error};

/// The codes an operation can end in.
pub trait ErrorSet: Send + Sync + 'static {
    const CODES: &'static [Code];
}

/// `error_set!(Name = CodeA | CodeB)` or, with none of its own, `error_set!(Name)`.
#[macro_export]
macro_rules! error_set {
    ($name:ident $(= $($code:ident)|+)?) => {
        #[derive(Debug)]
        pub enum $name {}
        impl $crate::http::answer::ErrorSet for $name {
            const CODES: &'static [$crate::domain::error::Code] =
                &[$($($crate::domain::error::Code::$code),+)?];
        }
    };
}

error_set!(NoErrors);

/// Codes that any operation can end in; `document.rs` adds them where they apply.
pub const ANYWHERE: &[Code] = &[
    Code::BadRequest,
    Code::AuthMissing,
    Code::TokenInvalid,
    Code::TokenExpired,
    Code::Forbidden,
    Code::RequestTimeout,
    Code::PayloadTooLarge,
    Code::UnsupportedMediaType,
    Code::Internal,
    Code::Busy,
    Code::StorageUnavailable,
    Code::ShuttingDown,
];

/// A refusal out of `S`.
pub struct Fail<S> {
    error: Error,
    set: PhantomData<S>,
}

impl<S> std::fmt::Debug for Fail<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

impl<S: ErrorSet> From<Error> for Fail<S> {
    fn from(error: Error) -> Self {
        debug_assert!(
            S::CODES.contains(&error.code) || ANYWHERE.contains(&error.code),
            "{:?} is not in the operation's error set",
            error.code
        );
        Self {
            error,
            set: PhantomData,
        }
    }
}

impl<S: ErrorSet> From<Code> for Fail<S> {
    fn from(code: Code) -> Self {
        Error::from(code).into()
    }
}

impl<S> From<Fail<S>> for poem::Error {
    fn from(fail: Fail<S>) -> Self {
        Refused(fail.error).into()
    }
}

impl<S: ErrorSet> ApiResponse for Fail<S> {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: problems(S::CODES),
        }
    }

    fn register(registry: &mut Registry) {
        Problem::register(registry);
    }
}

/// One response per status, whose description lists the codes under which it comes.
pub fn problems(codes: &[Code]) -> Vec<MetaResponse> {
    let mut by_status: std::collections::BTreeMap<u16, Vec<Code>> =
        std::collections::BTreeMap::new();
    for &code in codes {
        by_status
            .entry(status_and_title(code).0)
            .or_default()
            .push(code);
    }
    by_status
        .into_iter()
        .map(|(status, mut codes)| {
            codes.sort_unstable();
            codes.dedup();
            problem_response(status, &codes)
        })
        .collect()
}

fn problem_response(status: u16, codes: &[Code]) -> MetaResponse {
    let description: Vec<String> = codes
        .iter()
        .map(|code| format!("`{}`: {}", code.as_str(), code.sentence()))
        .collect();
    MetaResponse {
        // The registry wants texts that live for ever; documents are made once or twice in a process.
        description: description.join("\n\n").leak(),
        status: Some(status),
        status_range: None,
        content: vec![MetaMediaType {
            content_type: problem::CONTENT_TYPE,
            schema: MetaSchemaRef::Reference(Problem::name().into_owned()),
        }],
        headers: if matches!(status, 423 | 429 | 503) {
            vec![retry_after()]
        } else {
            vec![]
        },
    }
}

fn retry_after() -> MetaHeader {
    MetaHeader {
        name: "Retry-After".into(),
        description: Some("Seconds after which trying again makes sense.".into()),
        required: false,
        deprecated: false,
        schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("integer"))),
    }
}

fn success(status: u16, description: &'static str, content: Vec<MetaMediaType>) -> MetaResponses {
    MetaResponses {
        responses: vec![MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content,
            headers: vec![],
        }],
    }
}

/// 201 with what was made.
#[derive(Debug)]
pub struct Created<T>(pub T);

impl<T: ToJSON> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        Json(self.0)
            .with_status(StatusCode::CREATED)
            .into_response()
    }
}

impl<T: ToJSON> ApiResponse for Created<T> {
    fn meta() -> MetaResponses {
        let content = MetaMediaType {
            content_type: Json::<T>::CONTENT_TYPE,
            schema: T::schema_ref(),
        };
        success(201, "Made.", vec![content])
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// 204: done, nothing to say.
#[derive(Debug)]
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl ApiResponse for NoContent {
    fn meta() -> MetaResponses {
        success(204, "Done.", vec![])
    }

    fn register(_: &mut Registry) {}
}

/// What nearly every handler returns.
pub type Answer<T, S = NoErrors> = Result<T, Fail<S>>;
