//! Signing in with a phone.

use poem_openapi::{OpenApi, payload::Json};

use super::{Tag, auth::shown};
use crate::{
    domain::{
        auth::own_guest,
        ids::{CustomerId, UserType},
        otp::{self, Guess, Otp},
    },
    error_set,
    http::{
        answer::Answer,
        body::Body,
        guard::{FarEnd, Gate, MaybeCaller},
    },
    wire::{
        auth::AuthResult,
        otp::{CustomerOtpVerification, MitraOtpVerification, OtpRequest, OtpRequested},
    },
};

error_set!(
    RequestErrors = PhoneInvalid
        | OtpCooldown
        | OtpRateLimitPhone
        | OtpRateLimitIp
        | OtpRateLimitServer
        | OtpDeliveryFailed
);
error_set!(
    CustomerErrors = OtpNotFound
        | WrongFlow
        | OtpUsed
        | OtpExpired
        | OtpAttemptsExceeded
        | CodeMismatch
        | TokenInvalid
        | TokenExpired
        | Forbidden
        | IdentityConflict
);
error_set!(
    MitraErrors = OtpNotFound
        | WrongFlow
        | OtpUsed
        | OtpExpired
        | OtpAttemptsExceeded
        | CodeMismatch
        | AccountInactive
);

pub(super) struct OtpApi {
    pub(super) gate: Gate,
    pub(super) otp: Otp,
}

#[OpenApi(prefix_path = "/api", tag = "Tag::Auth")]
impl OtpApi {
    /// Send a code to a customer's phone
    ///
    /// A newer code puts an end to the one before. How many are sent to a phone, and asked for from an address, is limited;
    /// a code that could not be sent does not count.
    #[oai(
        path = "/client/auth/otp/request",
        method = "post",
        operation_id = "requestCustomerOtp"
    )]
    async fn request_customer(
        &self,
        device: FarEnd,
        body: Body<OtpRequest>,
    ) -> Answer<Json<OtpRequested>, RequestErrors> {
        self.request(UserType::Customer, device, body).await
    }

    /// Sign a customer in with a code
    ///
    /// A phone that is new makes a new customer. With `anonymous_customer_id` and that guest's access token, the guest
    /// becomes the phone's customer: id, name, sessions and sign-ins stay.
    #[oai(
        path = "/client/auth/otp/verify",
        method = "post",
        operation_id = "verifyCustomerOtp"
    )]
    async fn verify_customer(
        &self,
        caller: MaybeCaller,
        device: FarEnd,
        body: Body<CustomerOtpVerification>,
    ) -> Answer<Json<AuthResult>, CustomerErrors> {
        let claimed = body.0.anonymous_customer_id.map(CustomerId);
        let guess = Guess {
            flow: UserType::Customer,
            request: body.0.otp_request_id,
            code: body.0.code,
            guest: own_guest(caller.0, claimed)?,
            device: device.0,
        };
        let Gate { ctx, rules } = &self.gate;
        let signed = otp::verify(ctx, rules, &self.otp, guess).await?;
        Ok(Json(shown(&signed)?))
    }

    /// Send a code to a mitra's phone
    ///
    /// The limits of a phone count for both apps together.
    #[oai(
        path = "/mitra/auth/otp/request",
        method = "post",
        operation_id = "requestMitraOtp"
    )]
    async fn request_mitra(
        &self,
        device: FarEnd,
        body: Body<OtpRequest>,
    ) -> Answer<Json<OtpRequested>, RequestErrors> {
        self.request(UserType::Mitra, device, body).await
    }

    /// Sign a mitra in with a code
    ///
    /// A phone that is new makes an account that staff must activate; until then the answer is `ACCOUNT_INACTIVE`.
    #[oai(
        path = "/mitra/auth/otp/verify",
        method = "post",
        operation_id = "verifyMitraOtp"
    )]
    async fn verify_mitra(
        &self,
        device: FarEnd,
        body: Body<MitraOtpVerification>,
    ) -> Answer<Json<AuthResult>, MitraErrors> {
        let guess = Guess {
            flow: UserType::Mitra,
            request: body.0.otp_request_id,
            code: body.0.code,
            guest: None,
            device: device.0,
        };
        let Gate { ctx, rules } = &self.gate;
        let signed = otp::verify(ctx, rules, &self.otp, guess).await?;
        Ok(Json(shown(&signed)?))
    }
}

impl OtpApi {
    async fn request(
        &self,
        user_type: UserType,
        device: FarEnd,
        body: Body<OtpRequest>,
    ) -> Answer<Json<OtpRequested>, RequestErrors> {
        let requested = otp::request(
            &self.gate.ctx,
            &self.otp,
            user_type,
            &body.0.phone,
            device.0.ip,
        )
        .await?;
        Ok(Json(requested.into()))
    }
}
