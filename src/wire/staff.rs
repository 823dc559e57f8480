//! Staff: signing in, members, roles, the audit log.

use poem_openapi::{Object, types::Example};
use serde_json::Value;
use uuid::Uuid;

use super::{Time, auth::TokenType};
use crate::{
    clock::Timestamp,
    domain::{
        account::staff::members::{Member, Role as DomainRole},
        audit::Entry,
        auth::{ACCESS_SECONDS, staff::StaffSigned},
    },
};

const SAMPLE: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);
const SAMPLE_ROLE: Uuid = Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0002);
const SAMPLE_TIME: Time = Time(Timestamp::from_millis(1_763_805_600_000));

/// Staff signs in.
#[derive(Debug, Object)]
#[oai(example)]
pub struct LoginRequest {
    pub email: String,
    pub password: String,
}

impl Example for LoginRequest {
    fn example() -> Self {
        Self {
            email: "admin@curhat.local".into(),
            password: "admin123".into(),
        }
    }
}

/// What the control center holds after signing in or refreshing. The refresh token is in the cookie `cc_refresh_token`.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct LoginResult {
    /// JWT for the Authorization header, as `Bearer …`.
    pub access_token: String,
    pub token_type: TokenType,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    /// This sign-in; it stays over refreshes.
    pub session_id: Uuid,
    pub profile: StaffProfile,
}

impl LoginResult {
    pub fn of(entered: &StaffSigned) -> Self {
        Self {
            access_token: entered.signed.access_token.clone(),
            token_type: TokenType::Bearer,
            expires_in: ACCESS_SECONDS,
            session_id: entered.signed.session.0,
            profile: (&entered.member).into(),
        }
    }
}

impl Example for LoginResult {
    fn example() -> Self {
        Self {
            access_token: "eyJhbGciOiJIUzI1NiIsImtpZCI6IjFhMmIzYzRkIn0…".into(),
            token_type: TokenType::Bearer,
            expires_in: ACCESS_SECONDS,
            session_id: SAMPLE,
            profile: StaffProfile::example(),
        }
    }
}

/// Whoever is signed in.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct StaffProfile {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    /// The role's name.
    pub role: String,
    /// What the role allows, as `noun:verb`.
    pub permissions: Vec<String>,
}

impl From<&Member> for StaffProfile {
    fn from(member: &Member) -> Self {
        Self {
            id: member.id.0,
            email: member.email.clone(),
            name: member.name.clone(),
            role: member.role.name.clone(),
            permissions: member.role.permissions.clone(),
        }
    }
}

impl Example for StaffProfile {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            email: "sari@example.org".into(),
            name: "Sari".into(),
            role: "operator".into(),
            permissions: vec!["mitras:read".into(), "mitras:update".into()],
        }
    }
}

/// A role and what it allows.
#[derive(Debug, Clone, Object)]
pub struct Role {
    pub id: Uuid,
    pub name: String,
    /// As `noun:verb`.
    pub permissions: Vec<String>,
}

impl From<DomainRole> for Role {
    fn from(role: DomainRole) -> Self {
        Self {
            id: role.id.0,
            name: role.name,
            permissions: role.permissions,
        }
    }
}

/// All roles.
#[derive(Debug, Clone, Object)]
pub struct Roles {
    pub items: Vec<Role>,
}

/// The role of a member.
#[derive(Debug, Clone, Object)]
pub struct RoleName {
    pub id: Uuid,
    pub name: String,
}

/// Someone who may use the control center.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct ControlCenterUser {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub role: RoleName,
    pub is_active: bool,
    /// After too many wrong passwords: until then no password is taken.
    #[oai(nullable)]
    pub locked_until: Option<Time>,
    pub created_at: Time,
}

impl From<Member> for ControlCenterUser {
    fn from(member: Member) -> Self {
        Self {
            id: member.id.0,
            email: member.email,
            name: member.name,
            role: RoleName {
                id: member.role.id.0,
                name: member.role.name,
            },
            is_active: member.is_active,
            locked_until: member.locked_until.map(Time),
            created_at: member.created_at.into(),
        }
    }
}

impl Example for ControlCenterUser {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            email: "sari@example.org".into(),
            name: "Sari".into(),
            role: RoleName {
                id: SAMPLE_ROLE,
                name: "operator".into(),
            },
            is_active: true,
            locked_until: None,
            created_at: SAMPLE_TIME,
        }
    }
}

/// A new member of staff.
#[derive(Debug, Object)]
#[oai(example)]
pub struct NewControlCenterUser {
    pub email: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    pub name: String,
    /// Of `GET /internal/roles`.
    pub role_id: Uuid,
    /// At least 8 characters, with a digit, an upper-case and a lower-case letter; at most 72 bytes.
    pub password: String,
}

impl Example for NewControlCenterUser {
    fn example() -> Self {
        Self {
            email: "sari@example.org".into(),
            name: "Sari".into(),
            role_id: SAMPLE_ROLE,
            password: "Rahasia1".into(),
        }
    }
}

/// What is to change of a member; what is left out stays.
#[derive(Debug, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct ControlCenterUserPatch {
    #[oai(validator(min_length = 1, max_length = 80))]
    pub name: Option<String>,
    pub role_id: Option<Uuid>,
    pub is_active: Option<bool>,
}

impl Example for ControlCenterUserPatch {
    fn example() -> Self {
        Self {
            name: Some("Sari Dewi".into()),
            role_id: None,
            is_active: None,
        }
    }
}

/// A new password for oneself.
#[derive(Debug, Object)]
pub struct PasswordChange {
    pub current_password: String,
    /// At least 8 characters, with a digit, an upper-case and a lower-case letter; at most 72 bytes.
    pub new_password: String,
}

/// A new password for someone else.
#[derive(Debug, Object)]
pub struct PasswordReset {
    /// At least 8 characters, with a digit, an upper-case and a lower-case letter; at most 72 bytes.
    pub new_password: String,
}

/// Who changed what.
#[derive(Debug, Clone, Object)]
pub struct AuditEntry {
    pub id: Uuid,
    pub created_at: Time,
    /// Who did it; `system` is the server itself.
    pub actor: AuditActor,
    /// `noun.verb`, such as `mitra.updated`.
    pub action: String,
    /// The kind of thing that was changed.
    #[oai(nullable)]
    pub target_type: Option<String>,
    #[oai(nullable)]
    pub target_id: Option<String>,
    /// The members that changed, as they were.
    #[oai(nullable)]
    pub before: Option<Value>,
    /// The members that changed, as they are.
    #[oai(nullable)]
    pub after: Option<Value>,
    #[oai(nullable)]
    pub ip: Option<String>,
    /// Of the request that did it; the log has it too.
    #[oai(nullable)]
    pub request_id: Option<String>,
}

/// Who did something.
#[derive(Debug, Clone, Object)]
pub struct AuditActor {
    /// `control_center`, `customer`, `mitra` or `system`.
    pub r#type: String,
    #[oai(nullable)]
    pub id: Option<Uuid>,
    /// Of staff: the name as it is now.
    #[oai(nullable)]
    pub name: Option<String>,
}

impl From<Entry> for AuditEntry {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id.0,
            created_at: entry.created_at.into(),
            actor: AuditActor {
                r#type: entry.actor_type,
                id: entry.actor_id,
                name: entry.actor_name,
            },
            action: entry.action,
            target_type: entry.target_type,
            target_id: entry.target_id,
            before: entry.before,
            after: entry.after,
            ip: entry.ip,
            request_id: entry.request_id,
        }
    }
}
