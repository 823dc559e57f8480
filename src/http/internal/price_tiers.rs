//! What sessions cost, set by operators.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{ids::PriceTierId, page::Page, pricing},
    error_set,
    http::{
        answer::{Answer, Created, NoContent},
        body::{Body, Patch},
        guard::{Auth, ConfigRead, ConfigUpdate, Gate, May},
        param::Number,
    },
    wire::{
        list::CountedList,
        pricing::{NewPriceTier, PriceTierPatch, PriceTierSetting},
    },
};

error_set!(PriceTierErrors = NotFound);

pub(super) struct PriceTiersApi {
    pub(super) gate: Gate,
}

#[OpenApi(prefix_path = "/internal/config/price-tiers", tag = "Tag::Config")]
impl PriceTiersApi {
    /// Price tiers, in the order in which customers see them
    ///
    /// Permission: `config:read`
    #[oai(path = "/", method = "get", operation_id = "listPriceTiers")]
    async fn list(
        &self,
        _auth: Auth<May<ConfigRead>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<PriceTierSetting>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let tiers = pricing::list(&self.gate.ctx, page).await?;
        Ok(Json(CountedList::of(tiers, |tier| (&tier).into())))
    }

    /// Add a price tier
    ///
    /// Permission: `config:update`
    #[oai(path = "/", method = "post", operation_id = "createPriceTier")]
    async fn create(
        &self,
        auth: Auth<May<ConfigUpdate>>,
        body: Body<NewPriceTier>,
    ) -> Answer<Created<PriceTierSetting>> {
        let tier = pricing::create(&self.gate.ctx, auth.by(), body.0.parse()?).await?;
        Ok(Created((&tier).into()))
    }

    /// Change a price tier
    ///
    /// Sessions keep the price they were bought at.
    ///
    /// Permission: `config:update`
    #[oai(path = "/:id", method = "patch", operation_id = "updatePriceTier")]
    async fn update(
        &self,
        auth: Auth<May<ConfigUpdate>>,
        id: Path<Uuid>,
        body: Patch<PriceTierPatch>,
    ) -> Answer<Json<PriceTierSetting>, PriceTierErrors> {
        let id = PriceTierId(id.0);
        let tier = pricing::update(&self.gate.ctx, auth.by(), id, body.0.parse()?).await?;
        Ok(Json((&tier).into()))
    }

    /// Remove a price tier
    ///
    /// Sessions keep the price they were bought at.
    ///
    /// Permission: `config:update`
    #[oai(path = "/:id", method = "delete", operation_id = "deletePriceTier")]
    async fn delete(
        &self,
        auth: Auth<May<ConfigUpdate>>,
        id: Path<Uuid>,
    ) -> Answer<NoContent, PriceTierErrors> {
        pricing::delete(&self.gate.ctx, auth.by(), PriceTierId(id.0)).await?;
        Ok(NoContent)
    }
}
