//! Problems: every error of both listeners as RFC 9457 `application/problem+json`, and the one table from code to status.

use poem::{
    Response,
    error::{MethodNotAllowedError, NotFoundError, ParsePathError, ResponseError, SizedLimitError},
    http::{HeaderValue, StatusCode, header},
};
use poem_openapi::{
    Object,
    error::{
        ContentTypeError, ParseParamError, ParsePathError as ParseApiPathError,
        ParseRequestPayloadError,
    },
};

use crate::domain::error::{Code, Error, FieldError};

pub const CONTENT_TYPE: &str = "application/problem+json";

/// The status and the title of each code. `Code::ALL` is checked against the documents by a test.
pub fn status_and_title(code: Code) -> (u16, &'static str) {
    match code {
        Code::BadRequest => (400, "Bad request"),
        Code::WrongFlow => (400, "Wrong flow"),
        Code::AuthMissing => (401, "Sign-in needed"),
        Code::TokenInvalid => (401, "Token not valid"),
        Code::TokenExpired => (401, "Token expired"),
        Code::RefreshInvalid => (401, "Refresh token not valid"),
        Code::CodeMismatch => (401, "Wrong code"),
        Code::InvalidIdToken => (401, "Identity token not valid"),
        Code::InvalidCredentials => (401, "Wrong e-mail or password"),
        Code::Forbidden => (403, "Not allowed"),
        Code::AccountInactive => (403, "Account not active"),
        Code::RegistrationRequired => (403, "Sign-up needed"),
        Code::EarlyEndDisabled => (403, "Early end not allowed"),
        Code::NotFound => (404, "Not found"),
        Code::OtpNotFound => (404, "Code request not found"),
        Code::PriceTierNotFound => (404, "Price not found"),
        Code::MethodNotAllowed => (405, "Method not allowed"),
        Code::RequestTimeout => (408, "Request timed out"),
        Code::OtpUsed => (409, "Code used already"),
        Code::IdentityConflict => (409, "Identity on another account"),
        Code::EmailTaken => (409, "E-mail in use"),
        Code::PhoneTaken => (409, "Phone in use"),
        Code::SessionAlreadyOpen => (409, "Session open already"),
        Code::FreeTrialUnavailable => (409, "Free trial not available"),
        Code::RequestNotAvailable => (409, "Request not available"),
        Code::MitraAtLimit => (409, "At the session limit"),
        Code::SessionNotActive => (409, "Session not active"),
        Code::ExtensionPending => (409, "Extension pending"),
        Code::ExtensionResolved => (409, "Extension answered already"),
        Code::SensitivityLatched => (409, "Marked sensitive for good"),
        Code::MessageIdReused => (409, "Message id used already"),
        Code::OtpExpired => (410, "Code expired"),
        Code::PayloadTooLarge => (413, "Body too large"),
        Code::UriTooLong => (414, "Address too long"),
        Code::UnsupportedMediaType => (415, "Unsupported media type"),
        Code::PhoneInvalid => (422, "Phone not valid"),
        Code::IdempotencyKeyReused => (422, "Idempotency key used already"),
        Code::PasswordTooShort => (422, "Password too short"),
        Code::PasswordTooLong => (422, "Password too long"),
        Code::PasswordMissingDigit => (422, "Password without digit"),
        Code::PasswordMissingUppercase => (422, "Password without upper-case letter"),
        Code::PasswordMissingLowercase => (422, "Password without lower-case letter"),
        Code::AccountLocked => (423, "Account locked"),
        Code::OtpCooldown => (429, "Asked again too soon"),
        Code::OtpRateLimitPhone => (429, "Too many codes for this phone"),
        Code::OtpRateLimitIp => (429, "Too many codes from this address"),
        Code::OtpRateLimitServer => (429, "Too many codes in all"),
        Code::OtpAttemptsExceeded => (429, "Too many wrong codes"),
        Code::HeadersTooLarge => (431, "Headers too large"),
        Code::Internal => (500, "Internal error"),
        Code::SocialAuthNotConfigured => (501, "Not set up"),
        Code::OtpDeliveryFailed => (502, "Code not delivered"),
        Code::IdentityProviderUnavailable => (503, "Identity provider unavailable"),
        Code::Busy => (503, "Too busy"),
        Code::StorageUnavailable => (503, "Storage unavailable"),
        Code::ShuttingDown => (503, "Shutting down"),
    }
}

/// Why a request was refused, as RFC 9457 has it. Switch on `code`; show `detail` to people.
#[derive(Debug, Clone, Object)]
#[oai(example, skip_serializing_if_is_none, skip_serializing_if_is_empty)]
pub struct Problem {
    /// Names the kind of problem; the same for every problem of one code.
    pub r#type: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// A sentence for people about this occurrence.
    pub detail: String,
    /// Stable; what clients switch on.
    pub code: String,
    /// The request's id, to be named when asking for help. The log has it.
    pub request_id: Option<String>,
    /// Seconds after which trying again makes sense. Also in the Retry-After header.
    pub retry_after_seconds: Option<i64>,
    /// How many more guesses are taken.
    pub attempts_left: Option<i64>,
    /// The session that is in the way.
    pub session_id: Option<String>,
    /// What became of the thing that was asked for.
    pub reason: Option<String>,
    /// The members that do not fit. Left out when there are none to name.
    #[oai(default)]
    pub errors: Vec<ProblemField>,
}

/// One member of a request that does not fit.
#[derive(Debug, Clone, Object)]
pub struct ProblemField {
    /// JSON pointer into the body (`/phone`), or the name of a parameter.
    pub pointer: String,
    /// What is wrong with it.
    pub detail: String,
}

impl poem_openapi::types::Example for Problem {
    fn example() -> Self {
        Self::of(
            &Code::NotFound.into(),
            Some("018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10"),
        )
    }
}

impl Problem {
    fn of(error: &Error, request_id: Option<&str>) -> Self {
        let (status, title) = status_and_title(error.code);
        Self {
            r#type: format!("urn:curhat:problem:{}", error.code.as_str()),
            title: title.to_owned(),
            status,
            detail: error.detail.clone().into_owned(),
            code: error.code.as_str().to_owned(),
            request_id: request_id.map(str::to_owned),
            retry_after_seconds: error.retry_after_seconds,
            attempts_left: error.attempts_left,
            session_id: error.session_id.map(|id| id.to_string()),
            reason: error.reason.map(str::to_owned),
            errors: error
                .errors
                .iter()
                .map(|FieldError { pointer, detail }| ProblemField {
                    pointer: pointer.clone(),
                    detail: detail.clone(),
                })
                .collect(),
        }
    }
}

/// The body for an error.
pub fn text(error: &Error, request_id: Option<&str>) -> String {
    poem_openapi::types::ToJSON::to_json_string(&Problem::of(error, request_id))
}

/// The response for an error.
pub fn respond(error: &Error, request_id: Option<&str>) -> Response {
    let (status, _) = status_and_title(error.code);
    let mut response = Response::builder()
        .status(StatusCode::from_u16(status).expect("the table has valid statuses"))
        .content_type(CONTENT_TYPE)
        .body(text(error, request_id));
    response.set_data(error.code);
    let headers = response.headers_mut();
    if let Some(seconds) = error.retry_after_seconds {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if matches!(
        error.code,
        Code::AuthMissing | Code::TokenInvalid | Code::TokenExpired
    ) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// A domain error on its way through poem.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub Error);

impl ResponseError for Refused {
    fn status(&self) -> StatusCode {
        StatusCode::from_u16(status_and_title(self.0.code).0).expect("the table has valid statuses")
    }

    fn as_response(&self) -> Response {
        respond(&self.0, None)
    }
}

/// The methods that an address does take, on a refusal of another.
#[derive(Debug, Clone)]
pub struct Allow(pub HeaderValue);

pub fn refuse(error: impl Into<Error>) -> poem::Error {
    Refused(error.into()).into()
}

/// What an error of the framework means in our own words. Its texts name Rust types and stay in the log.
pub fn explain(error: &poem::Error) -> Error {
    if let Some(Refused(error)) = error.downcast_ref() {
        return error.clone();
    }
    if error.is::<NotFoundError>()
        || error.is::<ParseApiPathError>()
        || error.is::<ParsePathError>()
    {
        return Code::NotFound.into();
    }
    if error.is::<MethodNotAllowedError>() {
        return Code::MethodNotAllowed.into();
    }
    if error.is::<SizedLimitError>() {
        return Code::PayloadTooLarge.into();
    }
    if error.is::<ContentTypeError>() {
        return Code::UnsupportedMediaType.into();
    }
    if let Some(wrong) = error.downcast_ref::<ParseParamError>() {
        return Error::field(wrong.name, "does not have the expected form");
    }
    if error.is::<ParseRequestPayloadError>() {
        return Code::BadRequest.into();
    }
    match error.status().as_u16() {
        404 => Code::NotFound.into(),
        405 => Code::MethodNotAllowed.into(),
        413 => Code::PayloadTooLarge.into(),
        415 => Code::UnsupportedMediaType.into(),
        400..=499 => Code::BadRequest.into(),
        _ => Error::internal(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_status_of_an_error_and_a_sentence() {
        for &code in Code::ALL {
            let (status, title) = status_and_title(code);
            assert!((400..=599).contains(&status), "{code:?}");
            assert!(
                !title.is_empty() && code.sentence().ends_with('.'),
                "{code:?}"
            );
        }
    }

    #[test]
    fn a_problem_carries_what_helps_and_leaves_out_what_does_not_apply() {
        let error = Code::OtpCooldown.retry_after(42);
        let response = respond(&error, Some("abc"));
        assert_eq!(response.status().as_u16(), 429);
        assert_eq!(response.headers()["retry-after"], "42");
        assert_eq!(response.headers()["content-type"], CONTENT_TYPE);
        let json = poem_openapi::types::ToJSON::to_json(&Problem::of(&error, Some("abc"))).unwrap();
        assert_eq!(json["code"], "OTP_COOLDOWN");
        assert_eq!(json["retry_after_seconds"], 42);
        assert_eq!(json["request_id"], "abc");
        for absent in ["attempts_left", "session_id", "reason", "errors"] {
            assert!(json.get(absent).is_none(), "{absent}");
        }
    }
}
