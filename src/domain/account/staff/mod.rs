//! Staff: who uses the control center, and what their role allows. How they sign in is told in `auth::staff`.

pub mod lockout;
pub mod members;
mod password;
mod sql;

pub use self::password::Password;

use crate::{
    domain::{
        account::Email,
        ctx::{Ctx, Work},
        error::{Code, Error},
        hashing::{Hashing, MOST_BYTES, Secret},
        ids::StaffId,
    },
    store::{Change, Tx},
};

/// What `seed` sets when nothing else is said. `doctor` warns while it is in force.
pub const DEFAULT_PASSWORD: &str = "admin123";

const SUPER_ADMIN: &str = "super_admin";

macro_rules! permissions {
    ($($name:ident $text:literal;)*) => {
        /// Something that a role may allow.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $($name,)* }

        impl Permission {
            pub const ALL: &[Permission] = &[$(Permission::$name,)*];

            /// `noun:verb`, as roles list it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Permission::$name => $text,)* }
            }
        }
    };
}

permissions! {
    ControlCenterUsersRead "control_center_users:read";
    ControlCenterUsersCreate "control_center_users:create";
    ControlCenterUsersUpdate "control_center_users:update";
    MitrasRead "mitras:read";
    MitrasUpdate "mitras:update";
    CustomersRead "customers:read";
    SessionsRead "sessions:read";
    DashboardRead "dashboard:read";
    MitraActivityRead "mitra_activity:read";
    ConfigRead "config:read";
    ConfigUpdate "config:update";
    AuditLogRead "audit_log:read";
}

/// Looks at the role as it is now: what was taken away is gone with the next request. Someone deactivated may nothing.
pub async fn must_be_allowed(
    ctx: &Ctx,
    staff: StaffId,
    permission: Option<Permission>,
) -> Result<(), Error> {
    let allowed = ctx
        .read(move |tx| Ok(sql::permissions(tx, staff)?))
        .await?
        .ok_or(Code::Forbidden)?;
    match permission {
        Some(needed) if !allowed.iter().any(|p| p == needed.as_str()) => Err(Code::Forbidden
            .detail(format!(
                "Your role does not allow this ({} is needed).",
                needed.as_str()
            ))),
        _ => Ok(()),
    }
}

/// Puts a new hash in the place of the old one, in that of `seen` if it is given. Wrong guesses at the old password and the
/// lock that they brought are forgotten.
pub fn set_password(
    work: &mut Work<'_>,
    id: StaffId,
    seen: Option<&str>,
    hash: &str,
) -> Result<(), Error> {
    if sql::set_password_hash(work.tx, id, seen, hash, work.now)? {
        Ok(())
    } else {
        Err(Code::NotFound.into())
    }
}

/// The hashes of those who may do everything, for [`has_default_password`].
pub fn super_admin_hashes(tx: &dyn Tx) -> Result<Vec<String>, Error> {
    Ok(sql::password_hashes(tx, SUPER_ADMIN)?)
}

/// Whether one of `hashes` is of the password that everyone knows.
pub async fn has_default_password(hashing: &Hashing, hashes: Vec<String>) -> Result<bool, Error> {
    for hash in hashes {
        let plain = DEFAULT_PASSWORD.to_owned();
        if hashing.verify(Secret::Password, plain, hash).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes the first super admin, if nobody has that e-mail. Never a second one with the password that everyone knows: whoever
/// seeds again without the settings of the first time wants no open door. The rules for passwords are for people who choose one; whoever
/// seeds decides alone, but for what bcrypt can't see.
pub async fn seed_super_admin(ctx: &Ctx, email: Email, password: String) -> Result<Change, Error> {
    if password.len() > MOST_BYTES {
        return Err(Code::PasswordTooLong.into());
    }
    let (wanted, is_default) = (email.clone(), password == DEFAULT_PASSWORD);
    let is_there = ctx
        .read(move |tx| {
            let known = is_default && !sql::password_hashes(tx, SUPER_ADMIN)?.is_empty();
            Ok(known || sql::id_by_email(tx, &wanted)?.is_some())
        })
        .await?;
    if is_there {
        return Ok(Change::Skipped);
    }
    let hash = ctx.hashing().hash(Secret::Password, password).await?;
    ctx.write(move |work| {
        let role = sql::role_by_name(work.tx, SUPER_ADMIN)?
            .ok_or_else(|| Error::internal("the role super_admin is missing"))?;
        let id = StaffId::new(work.entropy, work.now);
        sql::insert(work.tx, id, &email, "Super Admin", role, &hash, work.now)?;
        Ok(Change::Created)
    })
    .await
}
