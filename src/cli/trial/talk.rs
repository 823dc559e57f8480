//! The conversation of a check: one mitra, one customer, from the request to what can be read afterwards.

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    Code,
    report::Failure,
    steps::{Done, Person, Run, text},
};

impl Run<'_> {
    /// The trial where there is one: it stands in the books with nothing.
    pub(super) async fn request(&self, customer: &Person, mitra: &mut Person) -> Done<String> {
        let pricing = self.pricing(customer).await?;
        let trial = &pricing["free_trial"];
        let (order, told) = if trial["enabled"] == true && trial["eligible"] == true {
            let order = json!({"topic_sensitivity": "regular", "free_trial": true});
            (order, "the free trial".to_owned())
        } else {
            let tier = cheapest(&pricing)?;
            let order = json!({"topic_sensitivity": "regular", "price_tier_id": tier["id"]});
            let price = &tier["price_idr"];
            (
                order,
                format!("no trial here: Rp {price} stand in the figures"),
            )
        };
        let (url, key) = (
            self.at("/api/client/chat/request"),
            self.peer.entropy.uuid_v4().to_string(),
        );
        let (token, key) = (Some(customer.token.as_str()), Some(key.as_str()));
        let ask = || {
            let order = Some(order.clone());
            self.peer
                .call_keyed(Method::POST, url.clone(), token, order, key)
        };
        let asked = ask().await?.ok(201)?;
        let session = text(&asked, "id");
        // As an app does whose answer was lost.
        let again = ask().await?;
        if !again.replayed || again.body["id"] != asked["id"] {
            return Err(again.unexpected("the same answer was due under the same key"));
        }
        mitra
            .socket
            .expect_that("chat_request", |f| f["request"]["session_id"] == *session)
            .await?;
        Ok((session, format!("{told}; it rang")))
    }

    pub(super) async fn pair(
        &self,
        customer: &mut Person,
        mitra: &mut Person,
        session: &str,
    ) -> Done<()> {
        let path = format!("/api/mitra/chat/requests/{session}/accept");
        let taken = self.post(&path, Some(&mitra.token), json!({})).await?;
        if taken.code() == Some("REQUEST_NOT_AVAILABLE") {
            return Err(taken.unexpected("another mitra was faster"));
        }
        taken.ok(200)?;
        for side in [customer, mitra] {
            side.socket
                .expect_that("session_started", |f| f["session"]["id"] == *session)
                .await?;
        }
        Ok(((), "accepted; both were told".to_owned()))
    }

    /// One way by socket, the other by HTTP, and marked as read.
    pub(super) async fn chat(
        &self,
        customer: &mut Person,
        mitra: &mut Person,
        session: &str,
    ) -> Done<()> {
        let client_id = self.peer.entropy.uuid_v4().to_string();
        let said = json!({
            "type": "message",
            "session_id": session,
            "client_message_id": client_id,
            "content": "Is anybody there?",
        });
        customer.socket.send(&said).await?;
        let acknowledged = customer.socket.expect("message_ack").await?;
        if acknowledged["client_message_id"] != *client_id {
            return Err("another message was acknowledged".to_owned());
        }
        let heard = mitra.socket.expect("message").await?;
        if heard["message"]["content"] != said["content"] || heard["message"]["seq"] != 1 {
            return Err("the mitra was told something else".to_owned());
        }
        let path = format!("/api/mitra/chat/sessions/{session}/messages");
        let answer = json!({
            "client_message_id": self.peer.entropy.uuid_v4().to_string(),
            "content": "Yes, I am listening.",
        });
        let token = Some(mitra.token.as_str());
        self.post(&path, token, answer.clone()).await?.ok(201)?;
        self.post(&path, token, answer.clone()).await?.ok(200)?;
        let heard = customer.socket.expect("message").await?;
        if heard["message"]["content"] != answer["content"] || heard["message"]["seq"] != 2 {
            return Err("the customer was told something else".to_owned());
        }
        let read = json!({"type": "read", "session_id": session, "up_to_seq": 1});
        mitra.socket.send(&read).await?;
        customer
            .socket
            .expect_that("message_status", |f| f["status"] == "read")
            .await?;
        Ok(((), "both ways, acknowledged, read".to_owned()))
    }

    /// True: the session is closing by it. More time is only sold where it stands in no books.
    pub(super) async fn extend(
        &self,
        customer: &mut Person,
        mitra: &mut Person,
        session: &str,
    ) -> Done<bool> {
        let tier = cheapest(&self.pricing(customer).await?)?;
        let is_dev = matches!(self.plan.code, Code::FromInbox);
        let accepts = is_dev || tier["price_idr"] == 0;
        let path = format!("/api/client/chat/sessions/{session}/extensions");
        let order = json!({"price_tier_id": tier["id"]});
        let asked = self
            .post(&path, Some(&customer.token), order)
            .await?
            .ok(201)?;
        mitra
            .socket
            .expect_that("extension_requested", |f| f["session_id"] == *session)
            .await?;
        let (word, outcome) = if accepts {
            ("accept", "accepted")
        } else {
            ("reject", "rejected")
        };
        let id = text(&asked, "id");
        let path = format!("/api/mitra/chat/sessions/{session}/extensions/{id}/{word}");
        self.post(&path, Some(&mitra.token), json!({}))
            .await?
            .ok(200)?;
        customer
            .socket
            .expect_that("extension_resolved", |f| f["outcome"] == outcome)
            .await?;
        let told = if accepts {
            format!("{} minutes more", tier["duration_minutes"])
        } else {
            "asked for and declined, so that the books stay as they are".to_owned()
        };
        Ok((!accepts, told))
    }

    /// `ender`: who ends it first; nobody has to where it is closing.
    pub(super) async fn close(
        &self,
        customer: &mut Person,
        mitra: &mut Person,
        session: &str,
        ender: Option<&str>,
    ) -> Done<()> {
        for side in [&*customer, &*mitra] {
            if ender == Some(side.app) {
                let path = format!("/api/{}/chat/sessions/{session}/end", side.app);
                self.post(&path, Some(&side.token), json!({}))
                    .await?
                    .ok(200)?;
            }
        }
        for side in [&mut *customer, &mut *mitra] {
            side.socket.expect("session_closing").await?;
        }
        for side in [&*customer, &*mitra] {
            let path = format!("/api/{}/chat/sessions/{session}/goodbye", side.app);
            self.post(&path, Some(&side.token), json!({}))
                .await?
                .ok(200)?;
        }
        for side in [customer, mitra] {
            side.socket
                .expect_that("session_completed", |f| f["session"]["id"] == *session)
                .await?;
        }
        Ok(((), "both said goodbye; completed".to_owned()))
    }

    pub(super) async fn history(&self, customer: &Person, session: &str) -> Done<()> {
        let url = self.at(&format!(
            "/api/client/chat/sessions/{session}/messages?after_seq=0"
        ));
        let read = self.get(url, Some(&customer.token)).await?.ok(200)?;
        let seqs: Vec<i64> = read["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|m| m["seq"].as_i64())
            .collect();
        if seqs == [1, 2] {
            Ok(((), "two messages, numbered without a gap".to_owned()))
        } else {
            Err(format!("messages 1 and 2 were due; there are {seqs:?}"))
        }
    }

    async fn pricing(&self, customer: &Person) -> Result<Value, Failure> {
        let url = self.at("/api/client/pricing");
        self.get(url, Some(&customer.token)).await?.ok(200)
    }
}

fn cheapest(pricing: &Value) -> Result<Value, Failure> {
    let tiers = pricing["tiers"].as_array().into_iter().flatten();
    tiers
        .min_by_key(|tier| tier["price_idr"].as_i64())
        .cloned()
        .ok_or_else(|| "nothing is sold: there is no price tier".to_owned())
}
