//! What is tried, one step after the other. What can't be tried is said; a step that fails ends the road, and what was made
//! until then is taken away all the same.

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    Code, Plan,
    cleanup::Left,
    peer::{Peer, Reply, Socket},
    report::{Failure, Report},
};

/// What the other side sees while the check runs.
const NAME: &str = "Curhat check";

/// What comes after the staff's sign-in.
const PAIRING: [&str; 9] = [
    "mitra",
    "mitra sign-in",
    "mitra online",
    "request",
    "pair",
    "chat",
    "extend",
    "close",
    "history",
];

/// Someone signed in, on one side of a conversation.
#[derive(Debug)]
pub(super) struct Person {
    /// `client` or `mitra`, as paths have it.
    pub(super) app: &'static str,
    pub(super) token: String,
    pub(super) socket: Socket,
}

/// A mitra for the check.
#[derive(Debug)]
struct Helper {
    id: String,
    phone: String,
}

pub(super) async fn all(plan: &Plan, peer: &Peer, report: &mut Report) {
    let run = Run { plan, peer };
    let mut left = Left::default();
    let _ended_early = run.road(report, &mut left).await;
    run.clean(report, left).await;
}

pub(super) struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) peer: &'a Peer,
}

/// What a step leads to, and what it says of itself.
pub(super) type Done<T> = Result<(T, String), Failure>;

impl Run<'_> {
    /// `None`: it ended before its end, and the report says why.
    async fn road(&self, report: &mut Report, left: &mut Left) -> Option<()> {
        report.step("health", self.health()).await?;
        if self.plan.only_health {
            return Some(());
        }
        let config = report.step("settings", self.config()).await?;
        let (id, first) = report.step("guest", self.guest()).await?;
        left.customer = Some((id.clone(), text(&first, "access_token")));
        let token = report.step("refresh", self.refresh(&first)).await?;
        left.customer = Some((id, token.clone()));
        let socket = report.step("socket", self.socket(&token)).await?;
        let mut customer = Person {
            app: "client",
            token,
            socket,
        };
        let skip = |report: &mut Report, why: &str| {
            for name in PAIRING {
                report.skip(name, why);
            }
        };
        let (Some(internal), Some(login)) = (&self.plan.internal, &self.plan.staff) else {
            report.skip("staff", "needs --internal-url, --email and --password");
            skip(report, "needs staff");
            return Some(());
        };
        let (staff, cookie) = report.step("staff", self.staff(internal, login)).await?;
        left.staff = Some((staff.clone(), cookie));
        match self.obstacle(internal, &staff, &config).await {
            Ok(None) => {}
            Ok(Some(why)) => {
                skip(report, &why);
                return Some(());
            }
            Err(why) => {
                report.step::<()>("pairing", async { Err(why) }).await?;
            }
        }
        let helper = report.step("mitra", self.helper(internal, &staff)).await?;
        left.mitra = Some(helper.id.clone());
        let token = report.step("mitra sign-in", self.enter(&helper)).await?;
        left.mitra_token = Some(token.clone());
        let socket = report.step("mitra online", self.online(&token)).await?;
        let mut mitra = Person {
            app: "mitra",
            token,
            socket,
        };
        let (one, other) = (&mut customer, &mut mitra);
        let session = report.step("request", self.request(one, other)).await?;
        report.step("pair", self.pair(one, other, &session)).await?;
        report.step("chat", self.chat(one, other, &session)).await?;
        let closing = report
            .step("extend", self.extend(one, other, &session))
            .await?;
        let may_end = |side: &str| config["early_end"][side] == true;
        let ender = if may_end("customer") {
            Some("client")
        } else {
            may_end("mitra").then_some("mitra")
        };
        if closing || ender.is_some() {
            let ender = ender.filter(|_| !closing);
            report
                .step("close", self.close(one, other, &session, ender))
                .await?;
        } else {
            report.skip("close", "the settings let no side end a session early");
        }
        report.step("history", self.history(one, &session)).await
    }

    async fn health(&self) -> Done<()> {
        let mut bases = vec![&self.plan.public];
        bases.extend(&self.plan.internal);
        for base in &bases {
            for path in ["healthz", "readyz"] {
                self.get(format!("{base}/{path}"), None).await?.ok(200)?;
            }
        }
        let who = if bases.len() > 1 {
            "both ports are"
        } else {
            "the public port is"
        };
        Ok(((), format!("{who} up and ready")))
    }

    async fn config(&self) -> Done<Value> {
        let config = self.public("/api/shared/config").await?.ok(200)?;
        for member in ["anonymity_enabled", "early_end", "mitra_ping"] {
            if config[member].is_null() {
                return Err(format!("GET /api/shared/config lacks {member}"));
            }
        }
        Ok((config, "what apps ask for first".to_owned()))
    }

    async fn guest(&self) -> Done<(String, Value)> {
        let name = json!({"display_name": NAME});
        let path = "/api/shared/auth/anonymous";
        let signed = self.post(path, None, name).await?.ok(201)?;
        let token = text(&signed, "access_token");
        let me = self
            .get(self.at("/api/client/auth/me"), Some(&token))
            .await?
            .ok(200)?;
        if me["id"] != signed["profile"]["id"] || me["is_anonymous"] != true {
            return Err("GET /api/client/auth/me tells of somebody else".to_owned());
        }
        let id = text(&me, "id");
        Ok(((id, signed), format!("signed in as {NAME}")))
    }

    async fn refresh(&self, signed: &Value) -> Done<String> {
        let path = "/api/shared/auth/refresh";
        let old = json!({"refresh_token": signed["refresh_token"]});
        let next = self.post(path, None, old).await?.ok(200)?;
        if next["session_id"] != signed["session_id"] {
            return Err("a refresh has opened another sign-in".to_owned());
        }
        let told = "a new pair of tokens, of the same sign-in".to_owned();
        Ok((text(&next, "access_token"), told))
    }

    async fn socket(&self, token: &str) -> Done<Socket> {
        let (mut socket, sync) = self.peer.socket(&self.plan.public, token).await?;
        if !sync["sessions"].is_array() {
            return Err("sync lacks sessions".to_owned());
        }
        socket.send(&json!({"type": "ping"})).await?;
        socket.expect("pong").await?;
        Ok((socket, "signed in, in sync, alive".to_owned()))
    }

    async fn staff(
        &self,
        internal: &str,
        (email, password): &(String, String),
    ) -> Done<(String, Option<String>)> {
        let login = json!({"email": email, "password": password});
        let url = format!("{internal}/internal/auth/login");
        let answer = self.peer.call(Method::POST, url, None, Some(login)).await?;
        let cookie = answer.cookie.clone();
        let signed = answer.ok(200)?;
        let role = text(&signed["profile"], "role");
        let told = format!("{email} signed in as {role}");
        Ok(((text(&signed, "access_token"), cookie), told))
    }

    /// Why nobody should be paired here, now.
    async fn obstacle(
        &self,
        internal: &str,
        staff: &str,
        config: &Value,
    ) -> Result<Option<String>, Failure> {
        if config["anonymity_enabled"] != true {
            return Ok(Some(
                "the settings let no guest ask for a conversation".to_owned(),
            ));
        }
        let url = format!("{internal}/internal/mitras?is_online=true&limit=1");
        let online = self.get(url, Some(staff)).await?.ok(200)?["total"].as_i64();
        if let Some(n @ 1..) = online
            && !self.plan.ring
        {
            let who = if n == 1 {
                "1 mitra is online, whose app".to_owned()
            } else {
                format!("{n} mitras are online, whose apps")
            };
            return Ok(Some(format!(
                "{who} would ring; --ring tries it all the same"
            )));
        }
        if matches!(self.plan.code, Code::FromInbox) {
            let url = format!("{internal}/internal/dev/inbox?after=9999999999");
            if self.get(url, None).await?.status != 200 {
                return Ok(Some(
                    "no dev desk here tells codes; --mitra-phone and --mitra-code name a mitra with a fixed one"
                        .to_owned(),
                ));
            }
        }
        Ok(None)
    }

    /// A mitra of the check's own: made, or found from the last time, and activated.
    async fn helper(&self, internal: &str, staff: &str) -> Done<Helper> {
        let phone = match &self.plan.code {
            Code::Fixed { phone, .. } => phone.clone(),
            Code::FromInbox => format!("+62811{}", self.peer.entropy.digits(7)),
        };
        let url = format!("{internal}/internal/mitras");
        let new = json!({"phone": phone, "display_name": NAME});
        let made = self
            .peer
            .call(Method::POST, url.clone(), Some(staff), Some(new))
            .await?;
        let (id, told) = if made.status == 409 {
            let query = format!("{url}?q={}", phone.replace('+', "%2B"));
            let found = self.get(query, Some(staff)).await?.ok(200)?;
            let items = found["items"].as_array().cloned().unwrap_or_default();
            let mitra = items
                .into_iter()
                .find(|m| m["phone"] == *phone)
                .ok_or_else(|| format!("{phone} is taken, and no mitra has it"))?;
            if mitra["display_name"] != NAME {
                return Err(format!(
                    "{phone} is the phone of {}: name one that nobody works with",
                    text(&mitra, "display_name")
                ));
            }
            (text(&mitra, "id"), "found from before, activated")
        } else {
            (text(&made.ok(201)?, "id"), "registered, activated")
        };
        let active = json!({"is_active": true});
        self.peer
            .call(
                Method::PATCH,
                format!("{url}/{id}"),
                Some(staff),
                Some(active),
            )
            .await?
            .ok(200)?;
        Ok((Helper { id, phone }, told.to_owned()))
    }

    async fn enter(&self, helper: &Helper) -> Done<String> {
        let phone = json!({"phone": helper.phone});
        let asked = self
            .post("/api/mitra/auth/otp/request", None, phone)
            .await?
            .ok(200)?;
        let (code, told) = match &self.plan.code {
            Code::Fixed { code, .. } => (code.clone(), "by its fixed code"),
            Code::FromInbox => (self.code(&helper.phone).await?, "by the code in the inbox"),
        };
        let proof = json!({"otp_request_id": asked["otp_request_id"], "code": code});
        let signed = self
            .post("/api/mitra/auth/otp/verify", None, proof)
            .await?
            .ok(200)?;
        Ok((text(&signed, "access_token"), told.to_owned()))
    }

    async fn code(&self, phone: &str) -> Result<String, Failure> {
        let internal = self.plan.internal.as_deref().unwrap_or_default();
        let to = phone.replace('+', "%2B");
        let url = format!("{internal}/internal/dev/inbox?to={to}&wait=10s");
        let inbox = self.get(url, None).await?.ok(200)?;
        let newest = inbox["items"].as_array().and_then(|items| items.last());
        newest
            .and_then(|item| item["code"].as_str())
            .map(str::to_owned)
            .ok_or_else(|| format!("no code for {phone} came to the inbox"))
    }

    async fn online(&self, token: &str) -> Done<Socket> {
        let (socket, _) = self.peer.socket(&self.plan.public, token).await?;
        let url = self.at("/api/mitra/status");
        self.peer
            .call(Method::PUT, url, Some(token), Some(json!({"online": true})))
            .await?
            .ok(200)?;
        Ok((socket, "takes requests".to_owned()))
    }

    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.plan.public)
    }

    async fn public(&self, path: &str) -> Result<Reply, Failure> {
        self.get(self.at(path), None).await
    }

    pub(super) async fn get(&self, url: String, token: Option<&str>) -> Result<Reply, Failure> {
        self.peer.call(Method::GET, url, token, None).await
    }

    pub(super) async fn post(
        &self,
        path: &str,
        token: Option<&str>,
        body: Value,
    ) -> Result<Reply, Failure> {
        let url = self.at(path);
        self.peer.call(Method::POST, url, token, Some(body)).await
    }
}

/// A member that is text; one that is not is as good as empty, and fails where it is used.
pub(super) fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}
