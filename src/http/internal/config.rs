//! Settings that operators may change while the server runs: in force with the next transaction, audited, announced. What
//! runs already keeps what it was started with.

use poem_openapi::{OpenApi, payload::Json};

use super::Tag;
use crate::{
    domain::{config, pairing, pricing},
    http::{
        answer::Answer,
        body::Patch,
        guard::{Auth, ConfigRead, ConfigUpdate, Gate, May},
    },
    wire::config::{
        AnonymityConfig, AnonymityConfigPatch, CcLockoutConfig, CcLockoutConfigPatch, ChatConfig,
        ChatConfigPatch, Config, EarlyEndConfig, EarlyEndConfigPatch, ExtensionTimeoutConfig,
        ExtensionTimeoutConfigPatch, FreeTrialConfig, FreeTrialConfigPatch, IdentityConfig,
        IdentityConfigPatch, MitraPingConfig, MitraPingConfigPatch, MitraQualityConfig,
        MitraQualityConfigPatch, OtpConfig, OtpConfigPatch, SensitivityConfig,
        SensitivityConfigPatch,
    },
};

pub(super) struct ConfigApi {
    pub(super) gate: Gate,
}

/// Every group is changed in the same way: a patch of its members, answered with the group as it is then.
macro_rules! config_api {
    ($($(#[$doc:meta])* $group:ident at $path:tt is $operation:tt: $patch:ident -> $shape:ident;)*) => {
        #[OpenApi(prefix_path = "/internal/config", tag = "Tag::Config")]
        impl ConfigApi {
            /// All settings and price tiers
            ///
            /// Permission: `config:read`
            #[oai(path = "/", method = "get", operation_id = "getConfig")]
            async fn all(&self, _auth: Auth<May<ConfigRead>>) -> Answer<Json<Config>> {
                let (config, tiers) = self
                    .gate
                    .ctx
                    .read(|tx| Ok((config::Config::load(tx)?, pricing::all(tx)?)))
                    .await?;
                Ok(Json(Config::of(config, &tiers)))
            }

            $(
                $(#[$doc])*
                ///
                /// A member that is left out stays as it is. Applies to what starts from now on.
                ///
                /// Permission: `config:update`
                #[oai(path = $path, method = "patch", operation_id = $operation)]
                async fn $group(
                    &self,
                    auth: Auth<May<ConfigUpdate>>,
                    body: Patch<$patch>,
                ) -> Answer<Json<$shape>> {
                    let edit = move |config: &mut config::Config| body.0.apply(&mut config.$group);
                    let group = stringify!($group);
                    let config = pairing::configure(&self.gate.ctx, auth.by(), group, edit).await?;
                    Ok(Json(config.$group.into()))
                }
            )*
        }
    };
}

config_api! {
    /// Change how topic flags are flipped
    sensitivity at "/sensitivity" is "updateSensitivityConfig": SensitivityConfigPatch -> SensitivityConfig;
    /// Change whether guests may start sessions
    anonymity at "/anonymity" is "updateAnonymityConfig": AnonymityConfigPatch -> AnonymityConfig;
    /// Change the free trial
    free_trial at "/free-trial" is "updateFreeTrialConfig": FreeTrialConfigPatch -> FreeTrialConfig;
    /// Change how long an extension waits for its answer
    extension_timeout at "/extension-timeout" is "updateExtensionTimeoutConfig": ExtensionTimeoutConfigPatch -> ExtensionTimeoutConfig;
    /// Change who may end a session early
    early_end at "/early-end" is "updateEarlyEndConfig": EarlyEndConfigPatch -> EarlyEndConfig;
    /// Change the pings asked of mitras
    mitra_ping at "/mitra-ping" is "updateMitraPingConfig": MitraPingConfigPatch -> MitraPingConfig;
    /// Change the life and limits of one-time codes
    otp at "/otp" is "updateOtpConfig": OtpConfigPatch -> OtpConfig;
    /// Change when wrong passwords lock a staff account
    cc_lockout at "/cc-lockout" is "updateCcLockoutConfig": CcLockoutConfigPatch -> CcLockoutConfig;
    /// Change the timing of requests and sessions
    chat at "/chat" is "updateChatConfig": ChatConfigPatch -> ChatConfig;
    /// Change when a mitra is flagged
    mitra_quality at "/mitra-quality" is "updateMitraQualityConfig": MitraQualityConfigPatch -> MitraQualityConfig;
    /// Change what a taken identity leads to
    identity at "/identity" is "updateIdentityConfig": IdentityConfigPatch -> IdentityConfig;
}
