//! Customers, guests included.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{
        erasure,
        ids::CustomerId,
        page::Page,
        report::{Search, people},
    },
    error_set,
    http::{
        answer::Answer,
        guard::{Auth, ControlCenterUsersUpdate, CustomersRead, Gate, May},
        param::Number,
    },
    wire::{
        admin::{Customer, Erasure},
        list::CountedList,
    },
};

error_set!(CustomerErrors = NotFound);

pub(super) struct CustomersApi {
    pub(super) gate: Gate,
}

#[OpenApi(prefix_path = "/internal/customers", tag = "Tag::People")]
impl CustomersApi {
    /// Customers, newest first
    ///
    /// Permission: `customers:read`
    #[oai(path = "/", method = "get", operation_id = "listCustomers")]
    async fn list(
        &self,
        _auth: Auth<May<CustomersRead>>,
        /// A piece of the name or of the phone, whatever the case.
        #[oai(validator(max_length = 100))]
        q: Query<Option<String>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<Customer>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let search = Search::of(q.0.as_deref());
        let listed = people::customers(&self.gate.ctx, search, page).await?;
        Ok(Json(CountedList::of(listed, |entry| (&entry).into())))
    }

    /// A customer
    ///
    /// Permission: `customers:read`
    #[oai(path = "/:id", method = "get", operation_id = "getCustomer")]
    async fn one(
        &self,
        _auth: Auth<May<CustomersRead>>,
        id: Path<Uuid>,
    ) -> Answer<Json<Customer>, CustomerErrors> {
        let entry = people::customer(&self.gate.ctx, CustomerId(id.0)).await?;
        Ok(Json((&entry).into()))
    }

    /// Erase a customer
    ///
    /// For good: name, phone, e-mail, providers, devices, sign-ins and every word of their conversations. What the books need
    /// stays: that there were sessions, when, and what they cost. An open session ends, and open sockets are closed. Asked for
    /// again, nothing is left to do.
    ///
    /// What only super admins may.
    ///
    /// Permission: `control_center_users:update`
    #[oai(path = "/:id/erase", method = "post", operation_id = "eraseCustomer")]
    async fn erase(
        &self,
        auth: Auth<May<ControlCenterUsersUpdate>>,
        id: Path<Uuid>,
    ) -> Answer<Json<Erasure>, CustomerErrors> {
        let id = CustomerId(id.0);
        let erased = erasure::erase(&self.gate.ctx, auth.by(), id).await?;
        Ok(Json(Erasure::of(id, erased)))
    }
}
