//! Typed ids: a mitra's id can't be handed over where a customer's is wanted.

use std::fmt;

use uuid::Uuid;

use crate::{
    clock::Timestamp,
    entropy::Entropy,
    store::{FromValue, Param, Value},
};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new, time-ordered id.
            pub fn new(entropy: &Entropy, now: Timestamp) -> Self {
                Self(entropy.uuid_v7(now))
            }

            /// Reads an id as a client sends it; `None` is one that can't exist.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromValue for $name {
            fn from_value(value: &Value) -> Option<Self> {
                Uuid::from_value(value).map(Self)
            }
        }

        impl From<$name> for Param<'_> {
            fn from(id: $name) -> Self {
                Param::Id(id.0)
            }
        }
    )*};
}

ids! {
    CustomerId;
    MitraId;
    /// A control center user.
    StaffId;
    RoleId;
    /// One sign-in on one device: `session_id` in tokens.
    AuthSessionId;
    OtpRequestId;
    AuditId;
    PriceTierId;
    /// A chat session, from the request on.
    SessionId;
    ExtensionId;
    SensitivityLogId;
}

/// Whoever holds a token. The wire's `user_type` and id in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserId {
    Customer(CustomerId),
    Mitra(MitraId),
    Staff(StaffId),
}

impl UserId {
    pub fn new(user_type: UserType, id: Uuid) -> Self {
        match user_type {
            UserType::Customer => Self::Customer(CustomerId(id)),
            UserType::Mitra => Self::Mitra(MitraId(id)),
            UserType::ControlCenter => Self::Staff(StaffId(id)),
        }
    }

    pub fn user_type(self) -> UserType {
        match self {
            Self::Customer(_) => UserType::Customer,
            Self::Mitra(_) => UserType::Mitra,
            Self::Staff(_) => UserType::ControlCenter,
        }
    }

    pub fn uuid(self) -> Uuid {
        match self {
            Self::Customer(id) => id.0,
            Self::Mitra(id) => id.0,
            Self::Staff(id) => id.0,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserType {
    Customer,
    Mitra,
    ControlCenter,
}

impl UserType {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Mitra => "mitra",
            Self::ControlCenter => "control_center",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Customer, Self::Mitra, Self::ControlCenter]
            .into_iter()
            .find(|t| t.as_str() == text)
    }
}

impl fmt::Display for UserType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromValue for UserType {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Self::parse(text),
            _ => None,
        }
    }
}

impl From<UserType> for Param<'_> {
    fn from(user_type: UserType) -> Self {
        Param::Text(user_type.as_str())
    }
}
