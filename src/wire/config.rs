//! What operators may change at run time, group by group, and what of it the apps need to know.
//!
//! Each group has two shapes: the group as it stands, and a patch of it, in which every member may be left out.

use poem_openapi::{Enum, Object, types::Example};
use schemars::JsonSchema;
use serde::Serialize;

use super::pricing::PriceTierSetting;
use crate::domain::{config, pricing::PriceTier};

/// One settings group: the shape it is shown in, the patch that changes it (with the range of each number), and the way
/// from and to the domain. What stands after `=` is the example.
macro_rules! groups {
    ($(
        $(#[$doc:meta])*
        $group:ident, $patch:ident, $domain:ident {
            $(
                $(#[$member_doc:meta])*
                $member:ident: $type:ty = $example:expr $(, from $least:tt to $most:tt)?;
            )*
        }
    )*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, JsonSchema)]
        #[oai(example)]
        pub struct $group {
            $($(#[$member_doc])* pub $member: $type,)*
        }

        impl From<config::$domain> for $group {
            fn from(group: config::$domain) -> Self {
                Self { $($member: group.$member.into(),)* }
            }
        }

        impl Example for $group {
            fn example() -> Self {
                Self { $($member: $example,)* }
            }
        }

        #[doc = concat!("Changes `", stringify!($group), "`: a member that is left out stays as it is.")]
        #[derive(Debug, Clone, Object)]
        #[oai(example, skip_serializing_if_is_none)]
        pub struct $patch {
            $(
                $(#[$member_doc])*
                $(#[oai(validator(minimum(value = $least), maximum(value = $most)))])?
                pub $member: Option<$type>,
            )*
        }

        impl $patch {
            pub fn apply(&self, group: &mut config::$domain) {
                $(if let Some(value) = self.$member { group.$member = value.into(); })*
            }
        }

        impl Example for $patch {
            fn example() -> Self {
                Self { $($member: Some($example),)* }
            }
        }
    )*};
}

groups! {
    /// The topic flag that a mitra may flip.
    SensitivityConfig, SensitivityConfigPatch, Sensitivity {
        /// The mitra's app asks before it flips the flag.
        confirmation_enabled: bool = true;
        /// A session once marked sensitive stays so.
        one_way_latch: bool = false;
    }

    /// Guests.
    AnonymityConfig, AnonymityConfigPatch, Anonymity {
        /// Guests may start sessions. They may sign in either way.
        enabled: bool = true;
    }

    /// A customer's first session, for free.
    FreeTrialConfig, FreeTrialConfigPatch, FreeTrial {
        enabled: bool = true;
        /// Its length in minutes.
        duration_minutes: i64 = 5, from "1" to "1440";
    }

    /// How long a mitra has to answer when a customer asks for more time.
    ExtensionTimeoutConfig, ExtensionTimeoutConfigPatch, ExtensionTimeout {
        /// In seconds.
        seconds: i64 = 60, from "1" to "86400";
    }

    /// Which side may end a session before its time.
    EarlyEndConfig, EarlyEndConfigPatch, EarlyEnd {
        customer: bool = true;
        mitra: bool = true;
    }

    /// The sign of life of mitras who are online.
    MitraPingConfig, MitraPingConfigPatch, MitraPing {
        /// A mitra whose ping stays away goes offline.
        required: bool = false;
        /// Seconds between two pings at most.
        interval_seconds: i64 = 60, from "1" to "86400";
    }

    /// One-time codes: their life and their limits.
    OtpConfig, OtpConfigPatch, Otp {
        /// Seconds for which a code is good.
        expiry_seconds: i64 = 300, from "1" to "86400";
        /// Seconds before a phone gets another code.
        resend_cooldown_seconds: i64 = 60, from "0" to "86400";
        /// Wrong guesses that a code survives.
        max_attempts: i64 = 5, from "1" to "100";
        /// Codes sent to one phone in an hour, both apps together.
        max_per_phone_per_hour: i64 = 3, from "1" to "100000";
        /// Codes asked for from one address in an hour.
        max_per_ip_per_hour: i64 = 10, from "1" to "100000";
    }

    /// When wrong passwords lock a staff account.
    CcLockoutConfig, CcLockoutConfigPatch, CcLockout {
        /// Wrong passwords in a row that lock the account.
        max_failed_logins: i64 = 5, from "1" to "1000";
        /// Minutes for which it is locked.
        lockout_minutes: i64 = 15, from "1" to "10080";
    }

    /// Requests and sessions.
    ChatConfig, ChatConfigPatch, Chat {
        /// Seconds for which a request waits for a mitra.
        request_timeout_seconds: i64 = 60, from "1" to "86400";
        /// Seconds for goodbyes, after the time of a session is up.
        closure_grace_seconds: i64 = 300, from "1" to "86400";
        /// Sessions that a mitra may have at one time.
        mitra_max_concurrent_sessions: i64 = 3, from "1" to "1000";
    }

    /// When the activity report flags a mitra.
    MitraQualityConfig, MitraQualityConfigPatch, MitraQuality {
        /// Requests received before a mitra is judged at all.
        min_requests: i64 = 20, from "1" to "100000";
        /// Percent of requests rejected or ignored above which a mitra is flagged.
        max_unanswered_percent: i64 = 50, from "0" to "100";
    }

    /// Signing up with an identity that another account has.
    IdentityConfig, IdentityConfigPatch, Identity {
        /// `reject`: refused, and nothing changes. `merge`: the guest's account goes into the other.
        on_conflict: OnConflict = OnConflict::Reject;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, JsonSchema)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum OnConflict {
    Reject,
    Merge,
}

impl From<config::OnConflict> for OnConflict {
    fn from(on_conflict: config::OnConflict) -> Self {
        match on_conflict {
            config::OnConflict::Reject => Self::Reject,
            config::OnConflict::Merge => Self::Merge,
        }
    }
}

impl From<OnConflict> for config::OnConflict {
    fn from(on_conflict: OnConflict) -> Self {
        match on_conflict {
            OnConflict::Reject => Self::Reject,
            OnConflict::Merge => Self::Merge,
        }
    }
}

/// Everything that operators may change at run time.
#[derive(Debug, Clone, Object)]
pub struct Config {
    pub sensitivity: SensitivityConfig,
    pub anonymity: AnonymityConfig,
    pub free_trial: FreeTrialConfig,
    pub extension_timeout: ExtensionTimeoutConfig,
    pub early_end: EarlyEndConfig,
    pub mitra_ping: MitraPingConfig,
    pub otp: OtpConfig,
    pub cc_lockout: CcLockoutConfig,
    pub chat: ChatConfig,
    pub mitra_quality: MitraQualityConfig,
    pub identity: IdentityConfig,
    /// In the order in which customers see them; those that are not offered stand among them.
    pub price_tiers: Vec<PriceTierSetting>,
}

impl Config {
    pub fn of(config: config::Config, tiers: &[PriceTier]) -> Self {
        Self {
            sensitivity: config.sensitivity.into(),
            anonymity: config.anonymity.into(),
            free_trial: config.free_trial.into(),
            extension_timeout: config.extension_timeout.into(),
            early_end: config.early_end.into(),
            mitra_ping: config.mitra_ping.into(),
            otp: config.otp.into(),
            cc_lockout: config.cc_lockout.into(),
            chat: config.chat.into(),
            mitra_quality: config.mitra_quality.into(),
            identity: config.identity.into(),
            price_tiers: tiers.iter().map(Into::into).collect(),
        }
    }
}

/// What the apps need to know, before anyone has signed in too.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, JsonSchema)]
#[oai(example)]
pub struct SharedConfig {
    /// Guests may start sessions.
    pub anonymity_enabled: bool,
    pub social_auth: SocialAuth,
    pub sensitivity: SensitivityConfig,
    pub early_end: EarlyEndConfig,
    pub mitra_ping: MitraPingConfig,
    /// Seconds that a mitra has to answer when a customer asks for more time.
    pub extension_timeout_seconds: i64,
    /// Seconds for which a request waits for a mitra.
    pub chat_request_timeout_seconds: i64,
    /// Seconds for goodbyes, after the time of a session is up.
    pub closure_grace_seconds: i64,
}

/// The providers that this server is set up for. Fixed while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Object, Serialize, JsonSchema)]
pub struct SocialAuth {
    pub google: bool,
    pub apple: bool,
}

impl SharedConfig {
    pub fn of(config: &config::Config, social_auth: SocialAuth) -> Self {
        Self {
            anonymity_enabled: config.anonymity.enabled,
            social_auth,
            sensitivity: config.sensitivity.into(),
            early_end: config.early_end.into(),
            mitra_ping: config.mitra_ping.into(),
            extension_timeout_seconds: config.extension_timeout.seconds,
            chat_request_timeout_seconds: config.chat.request_timeout_seconds,
            closure_grace_seconds: config.chat.closure_grace_seconds,
        }
    }
}

impl Example for SharedConfig {
    fn example() -> Self {
        Self {
            anonymity_enabled: true,
            social_auth: SocialAuth {
                google: true,
                apple: false,
            },
            sensitivity: SensitivityConfig::example(),
            early_end: EarlyEndConfig::example(),
            mitra_ping: MitraPingConfig::example(),
            extension_timeout_seconds: 60,
            chat_request_timeout_seconds: 60,
            closure_grace_seconds: 300,
        }
    }
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::ToJSON;

    use super::*;

    #[test]
    fn the_shared_config_is_the_same_over_http_and_in_a_frame() {
        let config = SharedConfig::example();
        assert_eq!(
            config.to_json(),
            Some(serde_json::to_value(&config).unwrap())
        );
    }
}
