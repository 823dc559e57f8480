//! Conversations: what customers and mitras do in a line, and pairs that are talking already.

use curhat::timers::alarm;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Reply, Tokens, World};

/// A customer and a mitra in a session that has started.
#[derive(Debug, Clone)]
pub struct Pair {
    pub customer: Tokens,
    pub mitra: Tokens,
    pub id: String,
}

impl Tokens {
    /// The app they use, as paths name it.
    pub fn app(&self) -> &'static str {
        if self.profile["is_anonymous"].is_boolean() {
            "client"
        } else {
            "mitra"
        }
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/{}/chat/{rest}", self.app())
    }

    pub async fn look(&self, world: &World, rest: &str) -> Reply {
        world.get(&self.path(rest), &self.access).await
    }

    pub async fn act(&self, world: &World, rest: &str, body: Value) -> Reply {
        world.post(&self.path(rest), &self.access, body).await
    }

    /// Under an Idempotency-Key.
    pub async fn act_keyed(&self, world: &World, rest: &str, key: &str, body: Value) -> Reply {
        Reply::of(
            world
                .request(Method::POST, &self.path(rest))
                .bearer_auth(&self.access)
                .header("Idempotency-Key", key)
                .json(&body),
        )
        .await
    }

    /// Asks for a conversation of so many minutes; the request's id.
    pub async fn request(&self, world: &World, minutes: i64) -> String {
        let body = json!({"topic_sensitivity": "regular", "price_tier_id": world.tier(minutes)});
        let session = self.act(world, "request", body).await.ok(201);
        session["id"].as_str().unwrap().to_owned()
    }

    pub async fn session(&self, world: &World, id: &str) -> Value {
        self.look(world, &format!("sessions/{id}")).await.ok(200)
    }

    pub async fn cancel(&self, world: &World, id: &str) -> Reply {
        self.act(world, &format!("sessions/{id}/cancel"), json!({}))
            .await
    }

    pub async fn accept(&self, world: &World, id: &str) -> Reply {
        self.act(world, &format!("requests/{id}/accept"), json!({}))
            .await
    }

    pub async fn reject(&self, world: &World, id: &str) -> Reply {
        self.act(world, &format!("requests/{id}/reject"), json!({}))
            .await
    }

    /// The ids of the requests that wait for this mitra.
    pub async fn requests(&self, world: &World) -> Vec<String> {
        let reply = self.look(world, "requests").await.ok(200);
        let items = reply["items"].as_array().unwrap();
        let ids = items.iter().map(|r| r["session_id"].as_str().unwrap());
        ids.map(str::to_owned).collect()
    }

    pub async fn go(&self, world: &World, online: bool) -> Reply {
        Reply::of(
            world
                .request(Method::PUT, "/api/mitra/status")
                .bearer_auth(&self.access)
                .json(&json!({ "online": online })),
        )
        .await
    }

    pub async fn say(&self, world: &World, id: &str, client_id: &str, content: &str) -> Reply {
        let body = json!({"client_message_id": client_id, "content": content});
        self.act(world, &format!("sessions/{id}/messages"), body)
            .await
    }

    pub async fn read(&self, world: &World, id: &str, up_to: i64) -> Reply {
        let body = json!({ "up_to_seq": up_to });
        self.act(world, &format!("sessions/{id}/read"), body).await
    }

    pub async fn end(&self, world: &World, id: &str) -> Reply {
        self.act(world, &format!("sessions/{id}/end"), json!({}))
            .await
    }

    pub async fn say_goodbye(&self, world: &World, id: &str) -> Reply {
        self.act(world, &format!("sessions/{id}/goodbye"), json!({}))
            .await
    }

    /// What the two have left for each other.
    pub async fn goodbyes(&self, world: &World, id: &str) -> Reply {
        self.look(world, &format!("sessions/{id}/goodbye")).await
    }

    /// Asks for so many minutes more.
    pub async fn extend(&self, world: &World, id: &str, minutes: i64) -> Reply {
        let body = json!({"price_tier_id": world.tier(minutes)});
        self.act(world, &format!("sessions/{id}/extensions"), body)
            .await
    }

    /// Answers an extension with `accept` or `reject`.
    pub async fn answer(&self, world: &World, id: &str, extension: &str, answer: &str) -> Reply {
        let rest = format!("sessions/{id}/extensions/{extension}/{answer}");
        self.act(world, &rest, json!({})).await
    }

    pub async fn mark_topic(&self, world: &World, id: &str, topic: &str) -> Reply {
        let path = self.path(&format!("sessions/{id}/sensitivity"));
        let body = json!({ "topic_sensitivity": topic });
        world.patch(&path, &self.access, body).await
    }
}

impl World {
    /// Returns once nothing is left that is due.
    pub async fn settle(&self) {
        alarm::settle(self.ctx()).await.unwrap();
    }

    /// Lets time pass, and what is due in it happen.
    pub async fn pass(&self, seconds: u64) {
        self.advance(seconds);
        self.settle().await;
    }

    /// A fresh access token, for whoever has outlived theirs.
    pub async fn again(&self, who: &Tokens) -> String {
        let body = json!({"refresh_token": who.refresh});
        let reply = self.post_open("/api/shared/auth/refresh", body).await;
        Tokens::of(&reply.ok(200)).access
    }

    /// Writes a setting behind the server's back.
    pub fn set(&self, key: &str, value: Value) {
        let changed = self.sql().execute(
            "update app_config set value = ?2 where key = ?1",
            (key, value.to_string()),
        );
        assert_eq!(changed.unwrap(), 1, "{key}");
    }

    /// A price tier of so many minutes, made if there is none, at a thousand rupiah a minute.
    pub fn tier(&self, minutes: i64) -> String {
        let id = format!("00000000-0000-7000-8000-{minutes:012}");
        self.sql()
            .execute(
                "insert into price_tiers (id, name, duration_minutes, price_idr, position, created_at, updated_at)
                 values (?1, ?2, ?3, ?4, ?3, 0, 0)
                 on conflict (id) do nothing",
                (&id, format!("{minutes} menit"), minutes, minutes * 1000),
            )
            .unwrap();
        id
    }

    /// The nth mitra, online.
    pub async fn online_mitra(&self, n: usize) -> Tokens {
        let mitra = self.mitra(&format!("+62811{n:08}")).await;
        mitra.go(self, true).await.ok(200);
        mitra
    }

    pub async fn online_mitras(&self, n: usize) -> Vec<Tokens> {
        let mut mitras = Vec::new();
        for n in 0..n {
            mitras.push(self.online_mitra(n).await);
        }
        mitras
    }

    /// A guest and a mitra in a session of so many minutes that has just started.
    pub async fn pair(&self, minutes: i64) -> Pair {
        let mitra = self.online_mitra(0).await;
        let customer = self.guest().await;
        let id = customer.request(self, minutes).await;
        mitra.accept(self, &id).await.ok(200);
        Pair {
            customer,
            mitra,
            id,
        }
    }

    /// What became of a request for each mitra: (mitra id, status, sessions they had at that moment).
    pub fn notifications(&self, session: &str) -> Vec<(String, String, i64)> {
        let sql = self.sql();
        let mut query = sql
            .prepare(
                "select mitra_id, status, active_session_count
                   from chat_request_notifications
                  where session_id = ?1
                  order by created_at, mitra_id",
            )
            .unwrap();
        let rows = query.query_map([session], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// What became of a request for this mitra; `None` if it was never sent to them.
    pub fn notified(&self, session: &str, mitra: &Tokens) -> Option<String> {
        let all = self.notifications(session);
        let mine = all.into_iter().find(|(id, ..)| id == mitra.id());
        mine.map(|(_, status, _)| status)
    }
}
