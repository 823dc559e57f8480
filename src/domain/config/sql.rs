//! Rows of `app_config`: one JSON value per key. Groups are put together from them, since the keys are older than the groups.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Anonymity, Chat, Config, ExtensionTimeout, Otp, Sensitivity};
use crate::{
    clock::Timestamp,
    params,
    store::{StoreError, Tx, TxExt},
};

pub(super) fn load(tx: &dyn Tx) -> Result<Config, StoreError> {
    let rows = tx.rows("select key, value from app_config", params![])?;
    let values = rows
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect::<Result<HashMap<String, String>, StoreError>>()?;
    let values = Values(values);
    Ok(Config {
        sensitivity: Sensitivity {
            confirmation_enabled: values.get("sensitive_flip_confirmation_enabled")?,
            one_way_latch: values.get("sensitive_flag_one_way_latch")?,
        },
        anonymity: Anonymity {
            enabled: values.get("anonymity_enabled")?,
        },
        free_trial: values.get("free_trial")?,
        extension_timeout: ExtensionTimeout {
            seconds: values.get("extension_timeout_seconds")?,
        },
        early_end: values.get("early_end")?,
        mitra_ping: values.get("mitra_ping")?,
        otp: Otp {
            expiry_seconds: values.get("otp_expiry_seconds")?,
            resend_cooldown_seconds: values.get("otp_resend_cooldown_seconds")?,
            max_attempts: values.get("otp_max_attempts")?,
            max_per_phone_per_hour: values.get("otp_max_per_phone_per_hour")?,
            max_per_ip_per_hour: values.get("otp_max_per_ip_per_hour")?,
        },
        cc_lockout: values.get("cc_lockout")?,
        chat: Chat {
            request_timeout_seconds: values.get("chat_request_timeout_seconds")?,
            closure_grace_seconds: values.get("closure_grace_seconds")?,
            mitra_max_concurrent_sessions: values.get("mitra_max_concurrent_sessions")?,
        },
        mitra_quality: values.get("mitra_quality")?,
        identity: values.get("identity")?,
    })
}

/// There and back: a row that is written as it already stands would leave its page alone.
pub(super) fn touch(tx: &dyn Tx) -> Result<(), StoreError> {
    for step in [1_i64, -1] {
        let there = tx.execute(
            "update app_config
                set updated_at = updated_at + ?1
              where key = 'anonymity_enabled'",
            params![step],
        )?;
        if there != 1 {
            return Err(StoreError::Failed(
                "app_config has no anonymity_enabled".into(),
            ));
        }
    }
    Ok(())
}

pub(super) fn changed_at(tx: &dyn Tx, key: &str) -> Result<Timestamp, StoreError> {
    tx.value(
        "select updated_at from app_config where key = ?1",
        params![key],
    )
}

struct Values(HashMap<String, String>);

impl Values {
    fn get<T: DeserializeOwned>(&self, key: &str) -> Result<T, StoreError> {
        let text = self
            .0
            .get(key)
            .ok_or_else(|| StoreError::Failed(format!("app_config has no {key}")))?;
        serde_json::from_str(text)
            .map_err(|e| StoreError::Failed(format!("app_config {key} = {text}: {e}")))
    }
}

/// The same settings as they stand in the rows.
fn rows_of(config: &Config) -> [(&'static str, Value); 18] {
    [
        (
            "sensitive_flip_confirmation_enabled",
            json!(config.sensitivity.confirmation_enabled),
        ),
        (
            "sensitive_flag_one_way_latch",
            json!(config.sensitivity.one_way_latch),
        ),
        ("anonymity_enabled", json!(config.anonymity.enabled)),
        ("free_trial", json!(config.free_trial)),
        (
            "extension_timeout_seconds",
            json!(config.extension_timeout.seconds),
        ),
        ("early_end", json!(config.early_end)),
        ("mitra_ping", json!(config.mitra_ping)),
        ("otp_expiry_seconds", json!(config.otp.expiry_seconds)),
        (
            "otp_resend_cooldown_seconds",
            json!(config.otp.resend_cooldown_seconds),
        ),
        ("otp_max_attempts", json!(config.otp.max_attempts)),
        (
            "otp_max_per_phone_per_hour",
            json!(config.otp.max_per_phone_per_hour),
        ),
        (
            "otp_max_per_ip_per_hour",
            json!(config.otp.max_per_ip_per_hour),
        ),
        ("cc_lockout", json!(config.cc_lockout)),
        (
            "chat_request_timeout_seconds",
            json!(config.chat.request_timeout_seconds),
        ),
        (
            "closure_grace_seconds",
            json!(config.chat.closure_grace_seconds),
        ),
        (
            "mitra_max_concurrent_sessions",
            json!(config.chat.mitra_max_concurrent_sessions),
        ),
        ("mitra_quality", json!(config.mitra_quality)),
        ("identity", json!(config.identity)),
    ]
}

/// Writes the rows that differ and returns them: key, old value, new value.
pub(super) fn save_changes(
    tx: &dyn Tx,
    before: &Config,
    after: &Config,
    now: Timestamp,
) -> Result<Vec<(&'static str, Value, Value)>, StoreError> {
    let mut changed = Vec::new();
    for ((key, old), (_, new)) in rows_of(before).into_iter().zip(rows_of(after)) {
        if old == new {
            continue;
        }
        tx.execute(
            "update app_config
                set value = ?2, updated_at = ?3
              where key = ?1",
            params![key, &new.to_string(), now],
        )?;
        changed.push((key, old, new));
    }
    Ok(changed)
}
