//! Customers: who wants to talk. A guest is a customer without phone and provider; signing up fills one in on the same row,
//! so id, name, history and sign-ins stay.

use super::{DisplayName, Phone, names, sql};
use crate::{
    clock::Timestamp,
    domain::{
        ctx::Work,
        error::{Code, Error},
        ids::CustomerId,
    },
    store::{StoreError, Tx},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    pub id: CustomerId,
    pub display_name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub google_sub: Option<String>,
    pub apple_sub: Option<String>,
    pub created_at: Timestamp,
    /// Since then the row is a number in the books and nobody's account.
    pub erased_at: Option<Timestamp>,
}

impl Customer {
    pub fn is_anonymous(&self) -> bool {
        self.phone.is_none() && self.google_sub.is_none() && self.apple_sub.is_none()
    }
}

/// Something that proves who a customer is. Each belongs to at most one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    Phone(Phone),
    Google {
        sub: String,
        email: Option<String>,
        name: Option<DisplayName>,
    },
    Apple {
        sub: String,
        email: Option<String>,
        name: Option<DisplayName>,
    },
}

impl Identity {
    /// What the provider says of the person's name.
    fn name(&self) -> Option<&DisplayName> {
        match self {
            Self::Phone(_) => None,
            Self::Google { name, .. } | Self::Apple { name, .. } => name.as_ref(),
        }
    }

    fn email(&self) -> Option<&str> {
        match self {
            Self::Phone(_) => None,
            Self::Google { email, .. } | Self::Apple { email, .. } => email.as_deref(),
        }
    }
}

pub fn find(tx: &dyn Tx, id: CustomerId) -> Result<Option<Customer>, Error> {
    Ok(sql::customer(tx, id)?)
}

/// The customer behind a token that verified; a row that is gone or was erased makes the token worthless.
pub fn of_token(tx: &dyn Tx, id: CustomerId) -> Result<Customer, Error> {
    find(tx, id)?
        .filter(|customer| customer.erased_at.is_none())
        .ok_or_else(|| Code::TokenInvalid.into())
}

pub fn create_guest(work: &mut Work<'_>, name: Option<DisplayName>) -> Result<Customer, Error> {
    let name = name.unwrap_or_else(|| names::made_up(work.entropy));
    insert(work, &name)
}

pub fn rename(work: &mut Work<'_>, id: CustomerId, name: &DisplayName) -> Result<Customer, Error> {
    of_token(work.tx, id)?;
    sql::rename_customer(work.tx, id, name.as_str(), work.now)?;
    of_token(work.tx, id)
}

/// The customer whom `identity` belongs to.
pub fn owner(tx: &dyn Tx, identity: &Identity) -> Result<Option<Customer>, Error> {
    Ok(sql::customer_by_identity(tx, identity)?)
}

/// The customer whom `identity` belongs to, made if there is none.
pub fn of_identity(work: &mut Work<'_>, identity: &Identity) -> Result<Customer, Error> {
    if let Some(customer) = owner(work.tx, identity)? {
        return Ok(customer);
    }
    let name = identity
        .name()
        .cloned()
        .unwrap_or_else(|| names::made_up(work.entropy));
    let customer = insert(work, &name)?;
    attach(work, &customer, identity)
}

/// Gives `identity` to the customer `id`. On another customer already: `IDENTITY_CONFLICT`, and nothing changes.
pub fn upgrade(
    work: &mut Work<'_>,
    id: CustomerId,
    identity: &Identity,
) -> Result<Customer, Error> {
    let customer = of_token(work.tx, id)?;
    match owner(work.tx, identity)? {
        Some(owner) if owner.id == id => Ok(owner),
        Some(_) => Err(Code::IdentityConflict.into()),
        None => attach(work, &customer, identity),
    }
}

/// Removes a row to which nobody can sign in any more. What named it must have been given to someone else before.
pub fn remove_guest(work: &mut Work<'_>, id: CustomerId) -> Result<(), Error> {
    if sql::delete_guest(work.tx, id)? {
        Ok(())
    } else {
        Err(Error::internal("only a guest is ever removed"))
    }
}

/// A customer has one phone and one id per provider. Another one is no upgrade but a change, which this is not for.
fn attach(
    work: &mut Work<'_>,
    customer: &Customer,
    identity: &Identity,
) -> Result<Customer, Error> {
    let taken = match identity {
        Identity::Phone(_) => customer.phone.is_some(),
        Identity::Google { .. } => customer.google_sub.is_some(),
        Identity::Apple { .. } => customer.apple_sub.is_some(),
    };
    if taken {
        return Err(Code::IdentityConflict
            .detail("This account already has another identity of that kind."));
    }
    // The name that others know stays; only imported rows have none. The address of the provider is kept when there was
    // none; Apple says it only once.
    let email = customer.email.as_deref().or(identity.email());
    sql::attach_identity(work.tx, customer.id, identity, email, work.now)?;
    if let Some(name) = identity.name()
        && customer.display_name.trim().is_empty()
    {
        return rename(work, customer.id, name);
    }
    of_token(work.tx, customer.id)
}

fn insert(work: &mut Work<'_>, name: &DisplayName) -> Result<Customer, Error> {
    let customer = Customer {
        id: CustomerId::new(work.entropy, work.now),
        display_name: name.as_str().to_owned(),
        phone: None,
        email: None,
        google_sub: None,
        apple_sub: None,
        created_at: work.now,
        erased_at: None,
    };
    sql::insert_customer(work.tx, &customer)?;
    Ok(customer)
}

impl From<sql::Taken> for Error {
    fn from(taken: sql::Taken) -> Self {
        match taken {
            // Two requests with one new identity at one instant: the other came first.
            sql::Taken::Identity => Code::IdentityConflict.into(),
            sql::Taken::Other(error) => StoreError::into(error),
        }
    }
}
