//! People: what each holds, and what each does in a line.

use curhat::domain::account::{Email, staff};
use serde_json::{Value, json};

use super::{Reply, World};

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

/// Staff with a browser: what the page holds, and the cookie that it does not see.
#[derive(Debug, Clone)]
pub struct Operator {
    pub access: String,
    /// `name=value`, as a browser sends it.
    pub cookie: String,
    pub set_cookie: String,
    pub session_id: String,
    pub profile: Value,
}

impl Operator {
    #[track_caller]
    pub fn of(reply: Reply) -> Self {
        let set_cookie = reply.headers["set-cookie"].to_str().unwrap().to_owned();
        let result = reply.ok(200);
        Self {
            access: result["access_token"].as_str().unwrap().to_owned(),
            cookie: set_cookie.split(';').next().unwrap().to_owned(),
            set_cookie,
            session_id: result["session_id"].as_str().unwrap().to_owned(),
            profile: result["profile"].clone(),
        }
    }

    pub fn id(&self) -> &str {
        self.profile["id"].as_str().unwrap()
    }
}

pub const ADMIN: (&str, &str) = ("admin@curhat.local", "admin123");

impl World {
    /// What `curhat seed` makes.
    pub async fn seed_admin(&self) {
        let email = Email::parse(ADMIN.0).unwrap();
        staff::seed_super_admin(self.ctx(), email, ADMIN.1.to_owned())
            .await
            .unwrap();
    }

    /// The super admin, signed in.
    pub async fn admin(&self) -> Operator {
        self.seed_admin().await;
        Operator::of(self.login(ADMIN.0, ADMIN.1).await)
    }

    /// A new member of staff with this role, signed in.
    pub async fn operator(&self, role: &str) -> Operator {
        let admin = self.admin().await;
        let email = format!("{role}-{}@example.org", self.ctx().entropy().uuid_v4());
        self.post(
            "/internal/control-center-users",
            &admin.access,
            json!({"email": email, "name": "Sari", "role_id": self.role_id(role), "password": "Rahasia1"}),
        )
        .await
        .ok(201);
        Operator::of(self.login(&email, "Rahasia1").await)
    }

    pub fn role_id(&self, name: &str) -> String {
        self.sql()
            .query_row("select id from roles where name = ?1", [name], |r| r.get(0))
            .unwrap()
    }

    pub async fn login(&self, email: &str, password: &str) -> Reply {
        let body = json!({ "email": email, "password": password });
        self.post_open("/internal/auth/login", body).await
    }

    pub async fn guest(&self) -> Tokens {
        let reply = self
            .post_open("/api/shared/auth/anonymous", json!({}))
            .await;
        Tokens::of(&reply.ok(201))
    }

    /// A customer who has signed in with this phone.
    pub async fn customer(&self, phone: &str) -> Tokens {
        Tokens::of(&self.enter("client", phone).await.ok(200))
    }

    /// A mitra who has signed in with this phone, activated if need be.
    pub async fn mitra(&self, phone: &str) -> Tokens {
        let first = self.enter("mitra", phone).await;
        if first.status == 200 {
            return Tokens::of(&first.json);
        }
        first.refused(403, "ACCOUNT_INACTIVE");
        self.activate(phone, true);
        Tokens::of(&self.enter("mitra", phone).await.ok(200))
    }

    /// Behind the server's back.
    pub fn activate(&self, phone: &str, is_active: bool) {
        self.sql()
            .execute(
                "update mitras set is_active = ?2 where phone = ?1",
                (phone, is_active),
            )
            .unwrap();
    }

    /// Asks for a code and types it in, at the app `app`: `client` or `mitra`. Leaves no trace in the limits of phone and
    /// address, so that a test may have as many people as it likes.
    pub async fn enter(&self, app: &str, phone: &str) -> Reply {
        let id = self.sent_code(app, phone).await;
        let entered = self.type_code(app, &id, &self.code_for(phone)).await;
        self.sql()
            .execute("delete from otp_requests where id = ?1", [id])
            .unwrap();
        entered
    }
}
