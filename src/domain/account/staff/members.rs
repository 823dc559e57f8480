//! Staff as operators manage them: found, made, changed. Nobody can shut themselves out, and there is always an active super
//! admin: both would need someone with a shell to mend.

use serde_json::{Map, Value, json};

use super::{Password, SUPER_ADMIN, sql};
use crate::{
    clock::Timestamp,
    domain::{
        account::{Email, StaffName},
        audit::{self, By, Change},
        ctx::{Ctx, Work},
        error::{Code, Error},
        hashing::Secret,
        ids::{RoleId, StaffId, UserId},
        page::{Cursor, Listed, Page},
    },
    store::{StoreError, Tx},
};

/// Whoever may use the control center.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: StaffId,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub is_active: bool,
    /// Until then no password is taken.
    pub locked_until: Option<Timestamp>,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    pub permissions: Vec<String>,
}

/// A new member.
#[derive(Debug, Clone)]
pub struct NewMember {
    pub email: Email,
    pub name: StaffName,
    pub role: RoleId,
    pub password: Password,
}

/// What is to change; `None` stays.
#[derive(Debug, Clone, Default)]
pub struct MemberChange {
    pub name: Option<StaffName>,
    pub role: Option<RoleId>,
    pub is_active: Option<bool>,
}

pub fn roles(tx: &dyn Tx) -> Result<Vec<Role>, Error> {
    Ok(sql::roles(tx)?)
}

pub fn find(tx: &dyn Tx, id: StaffId) -> Result<Option<Member>, Error> {
    Ok(sql::member(tx, id)?)
}

pub fn by_email(tx: &dyn Tx, email: &Email) -> Result<Option<Member>, Error> {
    match sql::id_by_email(tx, email)? {
        Some(id) => find(tx, id),
        None => Ok(None),
    }
}

impl Member {
    /// A lock that has run out is none.
    fn seen_at(mut self, now: Timestamp) -> Self {
        self.locked_until = self.locked_until.filter(|&until| until > now);
        self
    }
}

pub async fn list(ctx: &Ctx, page: Page) -> Result<Listed<Member>, Error> {
    let now = ctx.now();
    ctx.read(move |tx| {
        let items = sql::members(tx, &page)?
            .into_iter()
            .map(|member| member.seen_at(now))
            .collect();
        let total = sql::count(tx)?;
        let listed = page.cut(items, |m| Cursor {
            at: m.created_at,
            id: m.id.0,
        });
        Ok(listed.of(total))
    })
    .await
}

pub async fn create(ctx: &Ctx, by: By, new: NewMember) -> Result<Member, Error> {
    let hash = ctx
        .hashing()
        .hash(Secret::Password, new.password.reveal().to_owned())
        .await?;
    ctx.write(move |work| {
        role_named(work.tx, new.role)?;
        let id = StaffId::new(work.entropy, work.now);
        match sql::insert(
            work.tx,
            id,
            &new.email,
            new.name.as_str(),
            new.role,
            &hash,
            work.now,
        ) {
            Err(StoreError::Unique(_)) => return Err(Code::EmailTaken.into()),
            other => other?,
        }
        let member = present(work, id)?;
        let change = Change {
            action: "control_center_user.created",
            target: Some(("control_center_user", id.to_string())),
            after: Some(json!({
                "email": member.email,
                "name": member.name,
                "role": member.role.name,
            })),
            ..Change::default()
        };
        audit::record(work, &by, &change)?;
        Ok(member)
    })
    .await
}

pub async fn update(ctx: &Ctx, by: By, id: StaffId, change: MemberChange) -> Result<Member, Error> {
    ctx.write(move |work| apply(work, &by, id, &change)).await
}

fn apply(
    work: &mut Work<'_>,
    by: &By,
    id: StaffId,
    change: &MemberChange,
) -> Result<Member, Error> {
    let before = sql::member(work.tx, id)?
        .ok_or(Code::NotFound)?
        .seen_at(work.now);
    if change.is_active == Some(false) && by.user == Some(UserId::Staff(id)) {
        return Err(Code::Forbidden.detail("You can't deactivate your own account."));
    }
    let mut after = before.clone();
    if let Some(name) = &change.name {
        name.as_str().clone_into(&mut after.name);
    }
    if let Some(role) = change.role {
        after.role = role_named(work.tx, role)?;
    }
    if let Some(is_active) = change.is_active {
        after.is_active = is_active;
    }
    if after == before {
        return Ok(after);
    }
    if !sql::update(work.tx, &before, &after, work.now)? {
        return Err(Error::internal(format!("member {id} changed meanwhile")));
    }
    let was_super = before.is_active && before.role.name == SUPER_ADMIN;
    if was_super && sql::password_hashes(work.tx, SUPER_ADMIN)?.is_empty() {
        return Err(Code::Forbidden.detail("The last active super admin must stay one."));
    }
    let (old, new) = differences(&before, &after);
    let change = Change {
        action: "control_center_user.updated",
        target: Some(("control_center_user", id.to_string())),
        before: Some(old),
        after: Some(new),
    };
    audit::record(work, by, &change)?;
    Ok(after)
}

/// The members that differ, as they were and as they are.
fn differences(before: &Member, after: &Member) -> (Value, Value) {
    let shown = |m: &Member| {
        [
            ("name", json!(m.name)),
            ("role", json!(m.role.name)),
            ("is_active", json!(m.is_active)),
        ]
    };
    let (mut old, mut new) = (Map::new(), Map::new());
    for ((name, was), (_, is)) in shown(before).into_iter().zip(shown(after)) {
        if was != is {
            old.insert(name.to_owned(), was);
            new.insert(name.to_owned(), is);
        }
    }
    (Value::Object(old), Value::Object(new))
}

fn role_named(tx: &dyn Tx, id: RoleId) -> Result<Role, Error> {
    sql::roles(tx)?
        .into_iter()
        .find(|role| role.id == id)
        .ok_or_else(|| Error::field("/role_id", "is no role of GET /internal/roles"))
}

fn present(work: &Work<'_>, id: StaffId) -> Result<Member, Error> {
    sql::member(work.tx, id)?.ok_or_else(|| Error::internal("a row is gone in its transaction"))
}
