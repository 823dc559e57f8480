//! Every refusal of Curhat: a stable code for programs, a sentence for people, and what helps the client to go on.
//!
//! The domain knows no HTTP: which status a code becomes is one table in `http/problem.rs`. Internal causes are logged where
//! they arise and never leave.

use std::borrow::Cow;

use crate::{domain::ids::SessionId, store::StoreError};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $wire:literal $sentence:literal;)*) => {
        /// What clients switch on. Each has a default sentence; where there is more to say, the use case says it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* #[doc = $sentence] $name,)* }

        impl Code {
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// As it stands in `code`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $wire,)* }
            }

            pub const fn sentence(self) -> &'static str {
                match self { $(Code::$name => $sentence,)* }
            }
        }
    };
}

codes! {
    // The request itself.
    BadRequest "BAD_REQUEST" "The request does not have the form that is expected here.";
    NotFound "NOT_FOUND" "There is nothing here, or nothing that you may see.";
    MethodNotAllowed "METHOD_NOT_ALLOWED" "This address does not take that method.";
    PayloadTooLarge "PAYLOAD_TOO_LARGE" "The body is larger than is accepted.";
    UriTooLong "URI_TOO_LONG" "The address is longer than is accepted.";
    HeadersTooLarge "HEADERS_TOO_LARGE" "The request's headers are larger than is accepted.";
    UnsupportedMediaType "UNSUPPORTED_MEDIA_TYPE" "The body must be sent as application/json.";
    RequestTimeout "REQUEST_TIMEOUT" "The request did not arrive in time.";
    IdempotencyKeyReused "IDEMPOTENCY_KEY_REUSED" "This Idempotency-Key was used before with another body.";

    // Who is asking.
    AuthMissing "AUTH_MISSING" "Sign in first: the Authorization header is missing.";
    TokenInvalid "TOKEN_INVALID" "The access token is not valid.";
    TokenExpired "TOKEN_EXPIRED" "The access token has expired; refresh it.";
    Forbidden "FORBIDDEN" "You may not do this.";
    AccountInactive "ACCOUNT_INACTIVE" "This account is not active. An administrator can activate it.";
    RefreshInvalid "REFRESH_INVALID" "The refresh token is not valid any more; sign in again.";

    // One-time codes.
    PhoneInvalid "PHONE_INVALID" "The phone number must be written as +62… with 8 to 15 digits.";
    OtpCooldown "OTP_COOLDOWN" "A code was sent a moment ago; wait before asking for another.";
    OtpRateLimitPhone "OTP_RATE_LIMIT_PHONE" "Too many codes were requested for this phone number; try again later.";
    OtpRateLimitIp "OTP_RATE_LIMIT_IP" "Too many codes were requested from this address; try again later.";
    OtpRateLimitServer "OTP_RATE_LIMIT_SERVER" "As many codes were sent today as may be; try again later.";
    OtpDeliveryFailed "OTP_DELIVERY_FAILED" "The code could not be sent; try again in a moment.";
    OtpNotFound "OTP_NOT_FOUND" "This code request is not known.";
    WrongFlow "WRONG_FLOW" "This code was requested for the other app.";
    OtpUsed "OTP_USED" "This code was used already.";
    OtpExpired "OTP_EXPIRED" "This code has expired; request a new one.";
    OtpAttemptsExceeded "OTP_ATTEMPTS_EXCEEDED" "Too many wrong codes; request a new one.";
    CodeMismatch "CODE_MISMATCH" "The code is wrong.";

    // Google and Apple.
    InvalidIdToken "INVALID_ID_TOKEN" "The identity token is not valid.";
    SocialAuthNotConfigured "SOCIAL_AUTH_NOT_CONFIGURED" "This way of signing in is not set up on this server.";
    IdentityProviderUnavailable "IDENTITY_PROVIDER_UNAVAILABLE" "The identity provider can't be reached; try again in a moment.";
    IdentityConflict "IDENTITY_CONFLICT" "This identity belongs to another account already.";

    // Staff.
    InvalidCredentials "INVALID_CREDENTIALS" "E-mail or password is wrong.";
    AccountLocked "ACCOUNT_LOCKED" "Too many wrong passwords: the account is locked for a while.";
    PasswordTooShort "PASSWORD_TOO_SHORT" "The password needs at least 8 characters.";
    PasswordMissingDigit "PASSWORD_MISSING_DIGIT" "The password needs a digit.";
    PasswordMissingUppercase "PASSWORD_MISSING_UPPERCASE" "The password needs an upper-case letter.";
    PasswordMissingLowercase "PASSWORD_MISSING_LOWERCASE" "The password needs a lower-case letter.";
    PasswordTooLong "PASSWORD_TOO_LONG" "The password may have at most 72 bytes.";
    EmailTaken "EMAIL_TAKEN" "This e-mail is in use already.";
    PhoneTaken "PHONE_TAKEN" "This phone number is in use already.";

    // Conversations.
    SessionAlreadyOpen "SESSION_ALREADY_OPEN" "A session is open already.";
    RegistrationRequired "REGISTRATION_REQUIRED" "Guests can't start a session at the moment; sign up first.";
    FreeTrialUnavailable "FREE_TRIAL_UNAVAILABLE" "The free trial is not available.";
    PriceTierNotFound "PRICE_TIER_NOT_FOUND" "This price is not offered.";
    RequestNotAvailable "REQUEST_NOT_AVAILABLE" "This request is not open any more.";
    MitraAtLimit "MITRA_AT_LIMIT" "You already have as many sessions as are allowed at one time.";
    SessionNotActive "SESSION_NOT_ACTIVE" "The session is not in a state in which this is possible.";
    EarlyEndDisabled "EARLY_END_DISABLED" "Sessions can't be ended early from this side.";
    ExtensionPending "EXTENSION_PENDING" "An extension is waiting for its answer already.";
    ExtensionResolved "EXTENSION_RESOLVED" "This extension was answered already.";
    SensitivityLatched "SENSITIVITY_LATCHED" "The session was marked sensitive and can't be changed back.";
    MessageIdReused "MESSAGE_ID_REUSED" "This client_message_id was used before with other content.";

    // Ourselves.
    Busy "BUSY" "The server has more to do than it can take on; try again in a moment.";
    StorageUnavailable "STORAGE_UNAVAILABLE" "The server can't save anything at the moment; nothing was changed.";
    ShuttingDown "SHUTTING_DOWN" "The server is going away; try again in a moment.";
    Internal "INTERNAL" "Something went wrong on the server.";
}

impl Code {
    pub fn detail(self, sentence: impl Into<Cow<'static, str>>) -> Error {
        Error {
            detail: sentence.into(),
            ..self.into()
        }
    }

    pub fn retry_after(self, seconds: i64) -> Error {
        Error {
            retry_after_seconds: Some(seconds),
            ..self.into()
        }
    }
}

/// One member of a body that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer into the body (`/phone`), or the name of a query parameter.
    pub pointer: String,
    pub detail: String,
}

/// A refusal on its way to the client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", code.as_str())]
pub struct Error {
    pub code: Code,
    pub detail: Cow<'static, str>,
    pub retry_after_seconds: Option<i64>,
    pub attempts_left: Option<i64>,
    pub session_id: Option<SessionId>,
    pub reason: Option<&'static str>,
    pub errors: Vec<FieldError>,
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self {
            code,
            detail: Cow::Borrowed(code.sentence()),
            retry_after_seconds: None,
            attempts_left: None,
            session_id: None,
            reason: None,
            errors: Vec::new(),
        }
    }
}

impl Error {
    /// A member that has the right type but no acceptable value.
    pub fn field(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            errors: vec![FieldError {
                pointer: pointer.into(),
                detail: detail.into(),
            }],
            ..Code::BadRequest.into()
        }
    }

    #[must_use]
    pub fn attempts_left(mut self, left: i64) -> Self {
        self.attempts_left = Some(left);
        self
    }

    #[must_use]
    pub fn session(mut self, id: SessionId) -> Self {
        self.session_id = Some(id);
        self
    }

    #[must_use]
    pub fn reason(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Something that a correct program does not run into. The cause goes to the log, the client gets a plain sentence.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Code::Internal.into()
    }
}

/// For a guarded write. Within one writer a row is as it was read; with several, whoever comes second must look again.
pub fn must_change(changed: bool) -> Result<(), Error> {
    if changed {
        Ok(())
    } else {
        Err(Code::Busy.retry_after(1))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(cause) => {
                tracing::error!(%cause, "the store is not available");
                Code::StorageUnavailable.retry_after(1)
            }
            StoreError::Closed => Code::ShuttingDown.retry_after(1),
            // Constraints that a client can run into are caught where they can be run into.
            StoreError::Unique(_) | StoreError::Failed(_) | StoreError::Refused(_) => {
                Self::internal(error)
            }
        }
    }
}
