//! People: what each holds, and what each does in a line.

use serde_json::{Value, json};

use super::World;

/// What an `AuthResult` gave.
#[derive(Debug, Clone)]
pub struct Tokens {
    pub access: String,
    pub refresh: String,
    pub session_id: String,
    pub profile: Value,
}

impl Tokens {
    #[track_caller]
    pub fn of(result: &Value) -> Self {
        let text = |name: &str| {
            result[name]
                .as_str()
                .unwrap_or_else(|| panic!("{name} in {result}"))
                .to_owned()
        };
        Self {
            access: text("access_token"),
            refresh: text("refresh_token"),
            session_id: text("session_id"),
            profile: result["profile"].clone(),
        }
    }

    pub fn id(&self) -> &str {
        self.profile["id"].as_str().unwrap()
    }
}

impl World {
    pub async fn guest(&self) -> Tokens {
        let reply = self
            .post_open("/api/shared/auth/anonymous", json!({}))
            .await;
        Tokens::of(&reply.ok(201))
    }
}
