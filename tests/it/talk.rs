//! People in conversation with the real program, over real sockets: signing in, pairing, and talking without a pause until
//! the program is gone. What they were told is in the [`Ledger`]; no crash may take any of it back.

mod ledger;
mod side;
mod socket;
mod speaker;

use reqwest::{Client, Method};
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::task::JoinSet;

pub use self::{ledger::Ledger, socket::Socket, speaker::Speaker};
use self::{ledger::Line, side::Side};
use crate::program::{Place, Program, until};

/// Sessions of an hour: longer than any test.
const TIER: &str = "00000000-0000-7000-8000-000000000060";

fn phone(mitra: usize) -> String {
    format!("+62811{mitra:08}")
}

/// A database in which so many mitras may sign in, and nobody meets a limit.
pub fn prepare(place: &Place, mitras: usize) {
    place.run(&["migrate"]).ok();
    let db = Connection::open(place.database()).unwrap();
    for (key, value) in [
        ("otp_max_per_ip_per_hour", "100000"),
        ("mitra_max_concurrent_sessions", "1000"),
    ] {
        let set = "update app_config set value = ?2 where key = ?1";
        assert_eq!(db.execute(set, (key, value)).unwrap(), 1);
    }
    db.execute(
        "insert into price_tiers (id, name, duration_minutes, price_idr, created_at, updated_at)
         values (?1, 'Satu jam', 60, 60000, 0, 0)",
        [TIER],
    )
    .unwrap();
    for n in 0..mitras {
        db.execute(
            "insert into mitras (id, display_name, phone, is_active, created_at, updated_at)
             values (?1, 'Mitra', ?2, 1, 0, 0)",
            (format!("00000000-0000-7000-8001-{n:012}"), phone(n)),
        )
        .unwrap();
    }
}

/// Someone signed in, who stays so whatever becomes of the program.
#[derive(Debug, Clone)]
pub struct Who {
    /// `customer` or `mitra`.
    pub party: &'static str,
    pub token: String,
    pub refresh_token: String,
}

impl Who {
    fn signed_in(party: &'static str, answer: &Value) -> Self {
        let token = |name: &str| answer[name].as_str().unwrap().to_owned();
        Self {
            party,
            token: token("access_token"),
            refresh_token: token("refresh_token"),
        }
    }

    fn path(&self, rest: &str) -> String {
        let app = if self.party == "mitra" {
            "mitra"
        } else {
            "client"
        };
        format!("/api/{app}/{rest}")
    }
}

/// The public API of a running program.
pub struct Api {
    public: String,
    http: Client,
}

impl Api {
    pub fn of(program: &Program) -> Self {
        Self {
            public: program.public.clone(),
            http: Client::new(),
        }
    }

    async fn call(&self, method: Method, path: &str, token: &str, body: Value) -> Value {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.public))
            .bearer_auth(token);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    pub async fn post(&self, who: &Who, rest: &str, body: Value) -> Value {
        self.call(Method::POST, &who.path(rest), &who.token, body)
            .await
    }

    pub async fn guest(&self) -> Who {
        let path = "/api/shared/auth/anonymous";
        let made = self.call(Method::POST, path, "", json!({})).await;
        Who::signed_in("customer", &made)
    }

    /// The nth mitra, with the code that stands in the program's log.
    pub async fn mitra(&self, program: &Program, n: usize) -> Who {
        let mitra = Who {
            party: "mitra",
            token: String::new(),
            refresh_token: String::new(),
        };
        let phone = phone(n);
        let sent = self
            .post(&mitra, "auth/otp/request", json!({ "phone": phone }))
            .await;
        let before = format!("phone={phone} code=");
        let code = until("a code in the log", || {
            let log = program.log();
            let at = log.find(&before)? + before.len();
            Some(log[at..at + 6].to_owned())
        });
        let body = json!({"otp_request_id": sent["otp_request_id"], "code": code});
        let signed_in = self.post(&mitra, "auth/otp/verify", body).await;
        Who::signed_in("mitra", &signed_in)
    }

    pub async fn refresh(&self, who: &Who) -> Who {
        let path = "/api/shared/auth/refresh";
        let body = json!({"refresh_token": who.refresh_token});
        let again = self.call(Method::POST, path, "", body).await;
        Who::signed_in(who.party, &again)
    }

    pub async fn sign_out(&self, who: &Who) {
        let path = "/api/shared/auth/logout";
        self.call(Method::POST, path, &who.token, Value::Null).await;
    }

    pub async fn get(&self, who: &Who, rest: &str) -> Value {
        self.call(Method::GET, &who.path(rest), &who.token, Value::Null)
            .await
    }

    pub async fn go(&self, mitra: &Who, online: bool) {
        let body = json!({ "online": online });
        self.call(Method::PUT, &mitra.path("status"), &mitra.token, body)
            .await;
    }

    /// A request that waits; its id.
    pub async fn request(&self, customer: &Who) -> String {
        let body = json!({"topic_sensitivity": "regular", "price_tier_id": TIER});
        let session = self.post(customer, "chat/request", body).await;
        session["id"].as_str().unwrap().to_owned()
    }

    /// A session that has just started; its id. The mitra must be online.
    pub async fn pair(&self, customer: &Who, mitra: &Who) -> String {
        let id = self.request(customer).await;
        let accept = format!("chat/requests/{id}/accept");
        self.post(mitra, &accept, json!({})).await;
        id
    }

    pub async fn extend(&self, customer: &Who, id: &str) {
        let extend = format!("chat/sessions/{id}/extensions");
        let body = json!({"price_tier_id": TIER});
        self.post(customer, &extend, body).await;
    }

    pub async fn say_goodbye(&self, who: &Who, id: &str) {
        let goodbye = format!("chat/sessions/{id}/goodbye");
        self.post(who, &goodbye, json!({})).await;
    }

    pub async fn end(&self, customer: &Who, id: &str) {
        let end = format!("chat/sessions/{id}/end");
        self.post(customer, &end, json!({})).await;
    }
}

/// Customers and mitras with sessions between them: each mitra has `2`, so that one socket carries several.
pub struct Cast {
    sides: Vec<(Who, Vec<String>)>,
}

impl Cast {
    /// Signs everyone in and pairs them, then leaves the mitras offline: they keep what they have.
    pub async fn gather(program: &Program, mitras: usize) -> Self {
        let api = Api::of(program);
        let mut sides = Vec::new();
        for n in 0..mitras {
            let mitra = api.mitra(program, n).await;
            api.go(&mitra, true).await;
            let mut theirs = Vec::new();
            for _ in 0..2 {
                let customer = api.guest().await;
                let id = api.pair(&customer, &mitra).await;
                theirs.push(id.clone());
                sides.push((customer, vec![id]));
            }
            api.go(&mitra, false).await;
            sides.push((mitra, theirs));
        }
        Self { sides }
    }

    /// The ids of the sessions.
    pub fn sessions(&self) -> Vec<String> {
        let customers = self.sides.iter().filter(|(who, _)| who.party == "customer");
        customers.flat_map(|(_, ids)| ids.clone()).collect()
    }

    /// One of the customers, and their session.
    pub fn one_session(&self) -> (&Who, &str) {
        let (who, ids) = &self.sides[0];
        (who, &ids[0])
    }

    /// Everyone connects, says again what was not acknowledged, and talks on with `window` messages on their way.
    pub fn talk(&self, program: &Program, ledger: &Ledger, window: usize) -> Talk {
        let mut tasks = JoinSet::new();
        for (who, sessions) in &self.sides {
            let side = Side {
                public: program.public.clone(),
                token: who.token.clone(),
                lines: sessions
                    .iter()
                    .map(|session| Line {
                        session: session.clone(),
                        sender: who.party,
                    })
                    .collect(),
                ledger: ledger.clone(),
                window,
            };
            tasks.spawn(side.talk());
        }
        Talk { tasks }
    }
}

/// A conversation that goes on until the program is gone.
pub struct Talk {
    tasks: JoinSet<()>,
}

impl Talk {
    /// Once the program is gone: everyone has read what it had still written to them.
    pub async fn ends(mut self) {
        while let Some(ended) = self.tasks.join_next().await {
            ended.unwrap();
        }
    }
}
