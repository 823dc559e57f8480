//! Staff as operators manage them, roles, passwords.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{
        account::{
            Email, StaffName,
            staff::{
                Password,
                members::{self, MemberChange, NewMember},
            },
        },
        auth::staff::{self, Guesses},
        ids::{RoleId, StaffId},
        page::Page,
    },
    error_set,
    http::{
        answer::{Answer, Created, NoContent},
        body::{Body, Patch},
        guard::{
            AnyStaff, Auth, ControlCenterUsersCreate, ControlCenterUsersRead,
            ControlCenterUsersUpdate, Gate, May,
        },
        param::Number,
    },
    wire::{
        list::CountedList,
        staff::{
            ControlCenterUser, ControlCenterUserPatch, NewControlCenterUser, PasswordChange,
            PasswordReset, Roles,
        },
    },
};

error_set!(
    CreateErrors = EmailTaken
        | PasswordTooShort
        | PasswordTooLong
        | PasswordMissingDigit
        | PasswordMissingUppercase
        | PasswordMissingLowercase
);
error_set!(UpdateErrors = NotFound);
error_set!(
    ChangeErrors = InvalidCredentials
        | AccountLocked
        | PasswordTooShort
        | PasswordTooLong
        | PasswordMissingDigit
        | PasswordMissingUppercase
        | PasswordMissingLowercase
);
error_set!(
    ResetErrors = NotFound
        | PasswordTooShort
        | PasswordTooLong
        | PasswordMissingDigit
        | PasswordMissingUppercase
        | PasswordMissingLowercase
);

pub(super) struct UsersApi {
    pub(super) gate: Gate,
    pub(super) guesses: Guesses,
}

#[OpenApi(prefix_path = "/internal", tag = "Tag::Staff")]
impl UsersApi {
    /// Staff, newest first
    ///
    /// Permission: `control_center_users:read`
    #[oai(
        path = "/control-center-users",
        method = "get",
        operation_id = "listControlCenterUsers"
    )]
    async fn list(
        &self,
        _auth: Auth<May<ControlCenterUsersRead>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<ControlCenterUser>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let listed = members::list(&self.gate.ctx, page).await?;
        Ok(Json(CountedList::of(listed, Into::into)))
    }

    /// Add a member of staff
    ///
    /// Permission: `control_center_users:create`
    #[oai(
        path = "/control-center-users",
        method = "post",
        operation_id = "createControlCenterUser"
    )]
    async fn create(
        &self,
        auth: Auth<May<ControlCenterUsersCreate>>,
        body: Body<NewControlCenterUser>,
    ) -> Answer<Created<ControlCenterUser>, CreateErrors> {
        let new = NewMember {
            email: Email::parse(&body.0.email)?,
            name: StaffName::parse(&body.0.name)?,
            role: RoleId(body.0.role_id),
            password: Password::parse(&body.0.password)?,
        };
        let member = members::create(&self.gate.ctx, auth.by(), new).await?;
        Ok(Created(member.into()))
    }

    /// Rename, give another role, activate or deactivate
    ///
    /// Nobody can deactivate themselves, and the last active super admin stays one.
    ///
    /// Permission: `control_center_users:update`
    #[oai(
        path = "/control-center-users/:id",
        method = "patch",
        operation_id = "updateControlCenterUser"
    )]
    async fn update(
        &self,
        auth: Auth<May<ControlCenterUsersUpdate>>,
        id: Path<Uuid>,
        body: Patch<ControlCenterUserPatch>,
    ) -> Answer<Json<ControlCenterUser>, UpdateErrors> {
        let change = MemberChange {
            name: body.0.name.as_deref().map(StaffName::parse).transpose()?,
            role: body.0.role_id.map(RoleId),
            is_active: body.0.is_active,
        };
        let member = members::update(&self.gate.ctx, auth.by(), StaffId(id.0), change).await?;
        Ok(Json(member.into()))
    }

    /// Change one's own password
    ///
    /// All other sign-ins of the account end.
    ///
    /// Permission: none, any staff
    #[oai(
        path = "/control-center-users/me/password",
        method = "patch",
        operation_id = "changeOwnPassword"
    )]
    async fn change_password(
        &self,
        auth: Auth<AnyStaff>,
        body: Body<PasswordChange>,
    ) -> Answer<NoContent, ChangeErrors> {
        let new = Password::parse(&body.0.new_password)?;
        let (ctx, session) = (&self.gate.ctx, auth.caller.session);
        let current = body.0.current_password;
        staff::change_password(
            ctx,
            &self.guesses,
            auth.by(),
            auth.id,
            session,
            current,
            new,
        )
        .await?;
        Ok(NoContent)
    }

    /// Set someone's password
    ///
    /// All their sign-ins end.
    ///
    /// Permission: `control_center_users:update`
    #[oai(
        path = "/control-center-users/:id/password",
        method = "patch",
        operation_id = "resetControlCenterUserPassword"
    )]
    async fn reset_password(
        &self,
        auth: Auth<May<ControlCenterUsersUpdate>>,
        id: Path<Uuid>,
        body: Body<PasswordReset>,
    ) -> Answer<NoContent, ResetErrors> {
        let new = Password::parse(&body.0.new_password)?;
        staff::reset_password(&self.gate.ctx, auth.by(), StaffId(id.0), new).await?;
        Ok(NoContent)
    }

    /// Roles and what they allow
    ///
    /// Permission: `control_center_users:read`
    #[oai(path = "/roles", method = "get", operation_id = "listRoles")]
    async fn roles(&self, _auth: Auth<May<ControlCenterUsersRead>>) -> Answer<Json<Roles>> {
        let roles = self.gate.ctx.read(|tx| members::roles(tx)).await?;
        Ok(Json(Roles {
            items: roles.into_iter().map(Into::into).collect(),
        }))
    }
}
