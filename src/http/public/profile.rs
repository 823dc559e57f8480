//! The caller's own account.

use poem_openapi::{OpenApi, payload::Json};

use super::Tag;
use crate::{
    domain::account::{DisplayName, customer, mitra},
    http::{
        answer::Answer,
        body::Patch,
        guard::{ACustomer, AMitra, Auth, Gate},
    },
    wire::auth::{CustomerProfile, MitraProfile, ProfilePatch},
};

pub(super) struct ProfileApi {
    pub(super) gate: Gate,
}

#[OpenApi(prefix_path = "/api", tag = "Tag::Profile")]
impl ProfileApi {
    /// The customer who is signed in
    ///
    /// A guest has no phone and no e-mail address, and `is_anonymous` is true.
    #[oai(
        path = "/client/auth/me",
        method = "get",
        operation_id = "getCustomerProfile"
    )]
    async fn customer(&self, auth: Auth<ACustomer>) -> Answer<Json<CustomerProfile>> {
        let customer = self
            .gate
            .ctx
            .read(move |tx| customer::of_token(tx, auth.id))
            .await?;
        Ok(Json((&customer).into()))
    }

    /// Change the customer's display name
    ///
    /// It is what mitras see.
    #[oai(
        path = "/client/auth/me",
        method = "patch",
        operation_id = "updateCustomerProfile"
    )]
    async fn rename_customer(
        &self,
        auth: Auth<ACustomer>,
        body: Patch<ProfilePatch>,
    ) -> Answer<Json<CustomerProfile>> {
        let name = DisplayName::parse(&body.0.display_name)?;
        let customer = self
            .gate
            .ctx
            .write(move |work| customer::rename(work, auth.id, &name))
            .await?;
        Ok(Json((&customer).into()))
    }

    /// The mitra who is signed in
    ///
    /// With whether they take requests at the moment.
    #[oai(
        path = "/mitra/auth/me",
        method = "get",
        operation_id = "getMitraProfile"
    )]
    async fn mitra(&self, auth: Auth<AMitra>) -> Answer<Json<MitraProfile>> {
        let mitra = self
            .gate
            .ctx
            .read(move |tx| mitra::of_token(tx, auth.id))
            .await?;
        Ok(Json((&mitra).into()))
    }

    /// Change the mitra's display name
    ///
    /// It is what customers see.
    #[oai(
        path = "/mitra/auth/me",
        method = "patch",
        operation_id = "updateMitraProfile"
    )]
    async fn rename_mitra(
        &self,
        auth: Auth<AMitra>,
        body: Patch<ProfilePatch>,
    ) -> Answer<Json<MitraProfile>> {
        let name = DisplayName::parse(&body.0.display_name)?;
        let mitra = self
            .gate
            .ctx
            .write(move |work| mitra::rename(work, auth.id, &name))
            .await?;
        Ok(Json((&mitra).into()))
    }
}
