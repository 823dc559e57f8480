//! What apps need to know of the settings, and what a session costs.

use poem_openapi::{OpenApi, payload::Json};

use super::Tag;
use crate::{
    domain::{config::Config, pricing},
    http::{
        answer::Answer,
        guard::{ACustomer, Auth, Gate},
    },
    wire::{
        config::{SharedConfig, SocialAuth},
        pricing::Pricing,
    },
};

pub(super) struct ConfigApi {
    pub(super) gate: Gate,
    pub(super) social_auth: SocialAuth,
}

#[OpenApi(prefix_path = "/api", tag = "Tag::App")]
impl ConfigApi {
    /// What apps need to know of the settings
    ///
    /// Needs no token. Later changes are announced on the socket (`config_updated`).
    #[oai(
        path = "/shared/config",
        method = "get",
        operation_id = "getSharedConfig"
    )]
    async fn shared(&self) -> Answer<Json<SharedConfig>> {
        let config = self.gate.ctx.read(Config::load).await?;
        Ok(Json(SharedConfig::of(&config, self.social_auth)))
    }

    /// What the caller can choose from
    ///
    /// The tiers that are for sale, in the order to show them, and whether the caller may still have the free trial.
    #[oai(path = "/client/pricing", method = "get", operation_id = "getPricing")]
    async fn pricing(&self, auth: Auth<ACustomer>) -> Answer<Json<Pricing>> {
        let offer = self
            .gate
            .ctx
            .read(move |tx| pricing::offer(tx, auth.id))
            .await?;
        Ok(Json((&offer).into()))
    }
}
