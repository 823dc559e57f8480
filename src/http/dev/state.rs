//! Everything this server knows: saved, brought back, cleared, and set up.

use std::time::Instant;

use poem_openapi::{
    OpenApi,
    param::Path,
    payload::{Binary, Json},
};

use super::Tag;
use crate::{
    dev::{
        Desk, Snapshots,
        scenarios::{self, Cast, Scenario},
        state::{self, Name},
    },
    domain::{
        ctx::Ctx,
        demo,
        error::Error,
        ids::{CustomerId, MitraId},
    },
    error_set,
    http::{
        answer::{Answer, Created, NoContent},
        body::Body,
    },
    hub::Hub,
    wire::{
        close::CloseCode,
        dev::{
            NewScenario, NewSnapshot, ScenarioKind, Scene, Snapshot, SnapshotList, SnapshotRestore,
            StateRestored,
        },
    },
};

error_set!(SnapshotErrors = NotFound);
error_set!(
    ScenarioErrors = NotFound
        | PriceTierNotFound
        | SessionAlreadyOpen
        | AccountInactive
        | RegistrationRequired
        | RequestNotAvailable
        | MitraAtLimit
        | SessionNotActive
);

/// "Service restart": clients connect again, and catch up.
const RESTART: CloseCode = CloseCode::Chosen(1012);

pub(super) struct StateApi {
    pub(super) ctx: Ctx,
    pub(super) desk: Desk,
    pub(super) hub: Hub,
    pub(super) snapshots: Snapshots,
}

impl StateApi {
    /// What follows when the data is another.
    async fn turned(
        &self,
        began: Instant,
        name: &str,
        snapshot: Option<&str>,
    ) -> Result<Json<StateRestored>, Error> {
        let now = self.ctx.now();
        self.desk.timeline.turn_back(now, name, snapshot);
        let sockets = self.hub.cut(None, RESTART);
        state::wake(&self.ctx).await?;
        self.desk.bots.dismiss_unknown(&self.ctx).await?;
        Ok(Json(StateRestored {
            now: now.into(),
            sockets: sockets as u64,
            ms: (began.elapsed().as_secs_f64() * 10_000.0).round() / 10.0,
        }))
    }
}

#[OpenApi(prefix_path = "/internal/dev", tag = "Tag::State")]
impl StateApi {
    /// The snapshots there are
    ///
    /// By name, with their time and size.
    #[oai(path = "/snapshots", method = "get", operation_id = "listSnapshots")]
    async fn list(&self) -> Answer<Json<SnapshotList>> {
        let items = self.snapshots.list(&self.ctx).await?;
        let items = items.into_iter().map(shown).collect();
        Ok(Json(SnapshotList { items }))
    }

    /// Save how things stand
    ///
    /// Under a name, to go back to as often as needed.
    #[oai(path = "/snapshots", method = "post", operation_id = "saveSnapshot")]
    async fn save(&self, body: Body<NewSnapshot>) -> Answer<Created<Snapshot>> {
        let name = Name::parse(&body.0.name)?;
        let saved = self.snapshots.save(&self.ctx, &name).await?;
        Ok(Created(shown(saved)))
    }

    /// Go back to one
    ///
    /// At once, in the running server: everybody, every conversation and every setting is as it was, and so is the clock. All
    /// sockets are ended with 1012. A sign-in that was renewed since then has to be opened anew; access tokens stay good.
    #[oai(
        path = "/snapshots/:name/restore",
        method = "post",
        operation_id = "restoreSnapshot"
    )]
    async fn restore(
        &self,
        name: Path<String>,
        body: Body<SnapshotRestore>,
    ) -> Answer<Json<StateRestored>, SnapshotErrors> {
        let began = Instant::now();
        let keep_clock = body.0.keep_clock.unwrap_or(false);
        let parsed = Name::parse(&name.0)?;
        self.snapshots
            .restore(&self.ctx, &parsed, keep_clock)
            .await?;
        Ok(self.turned(began, "restored", Some(&name.0)).await?)
    }

    /// Remove one
    ///
    /// Its file is deleted; how things stand does not change.
    #[oai(
        path = "/snapshots/:name",
        method = "delete",
        operation_id = "removeSnapshot"
    )]
    async fn remove(&self, name: Path<String>) -> Answer<NoContent, SnapshotErrors> {
        self.snapshots.remove(&Name::parse(&name.0)?)?;
        Ok(NoContent)
    }

    /// One as a file
    ///
    /// To lie next to an app's tests. It is a SQLite database, and holds all that was said.
    #[oai(
        path = "/snapshots/:name/file",
        method = "get",
        operation_id = "exportSnapshot"
    )]
    async fn export(&self, name: Path<String>) -> Answer<Binary<Vec<u8>>, SnapshotErrors> {
        Ok(Binary(self.snapshots.export(&Name::parse(&name.0)?)?))
    }

    /// Take a file in
    ///
    /// One that was exported, or a backup; of an older version too. Send it with
    /// `curl -T file.db -H 'Content-Type: application/octet-stream' …/snapshots/name/file`.
    #[oai(
        path = "/snapshots/:name/file",
        method = "put",
        operation_id = "importSnapshot"
    )]
    async fn import(&self, name: Path<String>, file: Binary<Vec<u8>>) -> Answer<Json<Snapshot>> {
        let name = Name::parse(&name.0)?;
        let taken = self.snapshots.import(&self.ctx, &name, file.0).await?;
        Ok(Json(shown(taken)))
    }

    /// Begin anew
    ///
    /// Everybody and every conversation is gone; staff, settings and prices stay. All sockets are ended with 1012.
    #[oai(path = "/reset", method = "post", operation_id = "resetState")]
    async fn reset(&self) -> Answer<Json<StateRestored>> {
        let began = Instant::now();
        demo::clear(&self.ctx).await?;
        Ok(self.turned(began, "reset", None).await?)
    }

    /// Set a situation up
    ///
    /// A session that is about to expire, three requests that wait, and the like: the answer says who and what was
    /// made.
    #[oai(path = "/scenarios", method = "post", operation_id = "setScenario")]
    async fn set(&self, body: Body<NewScenario>) -> Answer<Created<Scene>, ScenarioErrors> {
        let scenario = match body.0.kind {
            ScenarioKind::ExpiringSession => Scenario::ExpiringSession {
                seconds: body.0.seconds.unwrap_or(60),
            },
            ScenarioKind::WaitingRequests => Scenario::WaitingRequests {
                count: body.0.count.unwrap_or(3),
            },
            ScenarioKind::History => Scenario::History {
                count: body.0.count.unwrap_or(20),
            },
        };
        let cast = Cast {
            customer: body.0.customer_id.map(CustomerId),
            mitra: body.0.mitra_id.map(MitraId),
        };
        let scene = scenarios::set(&self.ctx, scenario, cast).await?;
        Ok(Created(Scene {
            customer_id: scene.customer.map(|id| id.0),
            customer_phone: scene.customer_phone,
            mitra_id: scene.mitra.map(|id| id.0),
            mitra_phone: scene.mitra_phone,
            session_ids: scene.sessions.into_iter().map(|id| id.0).collect(),
        }))
    }
}

fn shown(snapshot: state::Snapshot) -> Snapshot {
    Snapshot {
        name: snapshot.name,
        taken_at: snapshot.shows.map(Into::into),
        bytes: snapshot.bytes,
    }
}
