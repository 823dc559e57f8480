//! Mitras: who listens. A new phone makes an inactive row; staff activates it.

use super::{DisplayName, Phone, names, sql};
use crate::{
    clock::Timestamp,
    domain::{
        ctx::Work,
        error::{Code, Error},
        ids::MitraId,
    },
    store::Tx,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mitra {
    pub id: MitraId,
    pub display_name: String,
    pub phone: String,
    pub is_active: bool,
    pub is_online: bool,
    pub created_at: Timestamp,
}

pub fn find(tx: &dyn Tx, id: MitraId) -> Result<Option<Mitra>, Error> {
    Ok(sql::mitra(tx, id)?)
}

/// The mitra behind a token that verified; a row that is gone makes the token worthless.
pub fn of_token(tx: &dyn Tx, id: MitraId) -> Result<Mitra, Error> {
    find(tx, id)?.ok_or_else(|| Code::TokenInvalid.into())
}

/// The mitra with this phone; a new one waits for activation.
pub fn of_phone(work: &mut Work<'_>, phone: &Phone) -> Result<Mitra, Error> {
    if let Some(mitra) = sql::mitra_by_phone(work.tx, phone)? {
        return Ok(mitra);
    }
    let name = names::made_up(work.entropy);
    create(work, phone, &name, false)
}

/// A new row. The caller has seen that the phone is free.
pub fn create(
    work: &mut Work<'_>,
    phone: &Phone,
    name: &DisplayName,
    is_active: bool,
) -> Result<Mitra, Error> {
    let mitra = Mitra {
        id: MitraId::new(work.entropy, work.now),
        display_name: name.as_str().to_owned(),
        phone: phone.as_str().to_owned(),
        is_active,
        is_online: false,
        created_at: work.now,
    };
    sql::insert_mitra(work.tx, &mitra)?;
    Ok(mitra)
}

pub fn rename(work: &mut Work<'_>, id: MitraId, name: &DisplayName) -> Result<Mitra, Error> {
    sql::rename_mitra(work.tx, id, name.as_str(), work.now)?;
    of_token(work.tx, id)
}

impl Mitra {
    pub fn must_be_active(&self) -> Result<(), Error> {
        if self.is_active {
            Ok(())
        } else {
            Err(Code::AccountInactive.into())
        }
    }
}
