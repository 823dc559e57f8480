//! Mitras: who listens. A new phone makes an inactive row; staff activates it.

use serde_json::{Value, json};

use super::{DisplayName, Phone, names, sql};
use crate::{
    clock::Timestamp,
    domain::{
        audit::{self, By, Change},
        ctx::{Ctx, Work},
        error::{Code, Error},
        event::Event,
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

/// Registers a mitra ahead of the first sign-in. A phone that is there already: `PHONE_TAKEN`.
pub async fn register(
    ctx: &Ctx,
    by: By,
    phone: Phone,
    name: DisplayName,
    is_active: bool,
) -> Result<Mitra, Error> {
    ctx.write(move |work| {
        if sql::mitra_by_phone(work.tx, &phone)?.is_some() {
            return Err(Code::PhoneTaken.into());
        }
        let mitra = create(work, &phone, &name, is_active)?;
        let after = json!({
            "phone": mitra.phone,
            "display_name": mitra.display_name,
            "is_active": mitra.is_active,
        });
        let change = Change {
            action: "mitra.created",
            target: Some(("mitra", mitra.id.to_string())),
            before: None,
            after: Some(after),
        };
        audit::record(work, &by, &change)?;
        Ok(mitra)
    })
    .await
}

/// What staff may change of a mitra; `None` leaves a member as it is.
#[derive(Debug, Clone, Default)]
pub struct MitraEdit {
    pub is_active: Option<bool>,
    pub display_name: Option<DisplayName>,
}

/// Changes a mitra. Whoever is deactivated is offline at once; sign-ins stay, but can't be refreshed while it lasts. A change
/// that changes nothing leaves no trace.
pub async fn update(ctx: &Ctx, by: By, id: MitraId, edit: MitraEdit) -> Result<Mitra, Error> {
    ctx.write(move |work| {
        let before = find(work.tx, id)?.ok_or(Code::NotFound)?;
        let is_active = edit.is_active.unwrap_or(before.is_active);
        let after = Mitra {
            display_name: edit
                .display_name
                .as_ref()
                .map_or(&before.display_name[..], DisplayName::as_str)
                .to_owned(),
            is_active,
            is_online: before.is_online && is_active,
            ..before.clone()
        };
        if after == before {
            return Ok(after);
        }
        if !sql::update_mitra(work.tx, &before, &after, work.now)? {
            return Err(Error::internal(format!("mitra {id} changed meanwhile")));
        }
        let (old, new) = audit::difference(described(&before), described(&after));
        let change = Change {
            action: "mitra.updated",
            target: Some(("mitra", id.to_string())),
            before: Some(old),
            after: Some(new),
        };
        audit::record(work, &by, &change)?;
        if before.is_active && !after.is_active {
            work.announce(Event::MitraDeactivated(id));
        }
        Ok(after)
    })
    .await
}

/// Goes offline. Of a mitra who is not online it means nothing.
pub fn go_offline(work: &mut Work<'_>, id: MitraId) -> Result<(), Error> {
    Ok(sql::take_offline(work.tx, id, work.now)?)
}

/// For the audit log.
fn described(mitra: &Mitra) -> Value {
    json!({
        "display_name": mitra.display_name,
        "is_active": mitra.is_active,
        "is_online": mitra.is_online,
    })
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
