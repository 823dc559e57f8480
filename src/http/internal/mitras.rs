//! Mitras: found, registered, activated, renamed.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{
        account::{DisplayName, Phone, mitra},
        error::Error,
        ids::MitraId,
        page::Page,
        report::{
            Search,
            people::{self, MitraFilter},
        },
    },
    error_set,
    http::{
        answer::{Answer, Created},
        body::{Body, Patch},
        guard::{Auth, Gate, May, MitrasRead, MitrasUpdate},
        param::Number,
    },
    wire::{
        admin::{Mitra, MitraPatch, NewMitra},
        list::CountedList,
    },
};

error_set!(MitraErrors = NotFound);
error_set!(RegisterErrors = PhoneInvalid | PhoneTaken);

pub(super) struct MitrasApi {
    pub(super) gate: Gate,
}

impl MitrasApi {
    async fn shown(&self, id: MitraId) -> Result<Mitra, Error> {
        Ok((&people::mitra(&self.gate.ctx, id).await?).into())
    }
}

#[OpenApi(prefix_path = "/internal/mitras", tag = "Tag::People")]
impl MitrasApi {
    /// Mitras, newest first
    ///
    /// Permission: `mitras:read`
    #[oai(path = "/", method = "get", operation_id = "listMitras")]
    async fn list(
        &self,
        _auth: Auth<May<MitrasRead>>,
        /// A piece of the name or of the phone, whatever the case.
        #[oai(validator(max_length = 100))]
        q: Query<Option<String>>,
        /// Only those who may sign in, or only those who may not.
        is_active: Query<Option<bool>>,
        /// Only those who take requests at the moment, or only the others.
        is_online: Query<Option<bool>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<Mitra>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let filter = MitraFilter {
            search: Search::of(q.0.as_deref()),
            is_active: is_active.0,
            is_online: is_online.0,
        };
        let listed = people::mitras(&self.gate.ctx, filter, page).await?;
        Ok(Json(CountedList::of(listed, |entry| (&entry).into())))
    }

    /// Register a mitra before the first sign-in
    ///
    /// Unless `is_active` is set, the mitra still has to be activated.
    ///
    /// Permission: `mitras:update`
    #[oai(path = "/", method = "post", operation_id = "registerMitra")]
    async fn register(
        &self,
        auth: Auth<May<MitrasUpdate>>,
        body: Body<NewMitra>,
    ) -> Answer<Created<Mitra>, RegisterErrors> {
        let name = DisplayName::parse(&body.0.display_name)?;
        let phone = Phone::parse(&body.0.phone)?;
        let is_active = body.0.is_active.unwrap_or(false);
        let mitra = mitra::register(&self.gate.ctx, auth.by(), phone, name, is_active).await?;
        Ok(Created(self.shown(mitra.id).await?))
    }

    /// A mitra
    ///
    /// Permission: `mitras:read`
    #[oai(path = "/:id", method = "get", operation_id = "getMitra")]
    async fn one(
        &self,
        _auth: Auth<May<MitrasRead>>,
        id: Path<Uuid>,
    ) -> Answer<Json<Mitra>, MitraErrors> {
        Ok(Json(self.shown(MitraId(id.0)).await?))
    }

    /// Activate, deactivate or rename a mitra
    ///
    /// Whoever is deactivated is offline at once and can't sign in or refresh; an access token lives until it expires, unless
    /// the server revokes at once.
    ///
    /// Permission: `mitras:update`
    #[oai(path = "/:id", method = "patch", operation_id = "updateMitra")]
    async fn update(
        &self,
        auth: Auth<May<MitrasUpdate>>,
        id: Path<Uuid>,
        body: Patch<MitraPatch>,
    ) -> Answer<Json<Mitra>, MitraErrors> {
        let id = MitraId(id.0);
        mitra::update(&self.gate.ctx, auth.by(), id, body.0.parse()?).await?;
        Ok(Json(self.shown(id).await?))
    }
}
