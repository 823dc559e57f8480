//! The composition root: the one file that knows every concrete type. It opens the store, puts the parts together, binds,
//! serves, and takes everything down in order.

mod providers;
mod routes;

use std::{
    future::Future,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use poem::http::HeaderValue;
use tokio::{sync::mpsc, task::JoinSet};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use self::providers::end_of;
use self::{
    providers::{proofs, push_senders, web_push},
    routes::{DeskPlace, internal_routes, public_routes},
};
use crate::{
    announcer::{self, Announcer},
    clock::Clock,
    dev::{Desk, Snapshots},
    domain::{
        auth::{self, Keyring, Revocation},
        ctx::Ctx,
        error::Error,
        hashing::{Costs, Hashing},
        otp::OtpSender,
        pairing,
    },
    entropy::Entropy,
    hatch,
    http::{
        dev::porter::Porter,
        door::{Door, Frame},
        guard::Gate,
        intake,
        internal::Cookies,
        origin::Origins,
        probes::{Health, HttpMetrics},
        server::{self, Listener},
        tls::{self, Tls},
        vitals::Vitals,
        ws::{Pace, Patience, Realtime, Switchboard},
    },
    hub::{Broker, Hub, Local, Renderer},
    outside,
    pusher::{PushMetrics, Pusher},
    settings::{Hidden, ReuseMode, RevocationMode, ServerArgs},
    store::{self, DataDir, Lock, Store},
    timers::{
        alarm::{self, Nudge},
        backups::{BackupMetrics, Backups, Plan},
        housekeeping,
    },
};

/// How long tasks may take to end once there is nothing left for them to do. One that does not make it is cut off.
const LAST_CALL: Duration = Duration::from_secs(2);

/// How long sockets may take to finish what is under way and to say why they end. Each bounds its own end to less.
const LAST_FRAMES: Duration = Duration::from_secs(5);

/// How long push may take to try what is still waiting. What it does not get to is lost.
const LAST_PUSHES: Duration = Duration::from_secs(1);

/// What differs between a real server and one under test.
#[derive(Debug, Clone)]
pub struct Surroundings {
    pub clock: Clock,
    pub entropy: Entropy,
    pub costs: Costs,
    /// How long other machines may take to answer.
    pub patience: Duration,
    /// How long clients of sockets may take.
    pub sockets: Patience,
    /// Carries codes in place of the provider that the settings name.
    pub otp_sender: Option<Arc<dyn OtpSender>>,
    /// The dev desk, on a server for development.
    pub desk: Option<Desk>,
    /// How often the files of the certificate are looked at.
    pub certificates: Duration,
    /// Whether housekeeping goes by the machine's clock. Under a clock that is moved by hand it is called by hand.
    pub housekeeping: bool,
}

impl Surroundings {
    pub fn real() -> Self {
        Self {
            clock: Clock::system(),
            entropy: Entropy::system(),
            costs: Costs::PRODUCTION,
            patience: outside::PATIENCE,
            sockets: Patience::default(),
            otp_sender: None,
            desk: None,
            certificates: Duration::from_secs(5),
            housekeeping: true,
        }
    }
}

/// A server that is listening.
#[derive(Debug)]
pub struct App {
    pub public: SocketAddr,
    pub internal: SocketAddr,
    pub gate: Gate,
    pub vitals: Vitals,
    pub hub: Hub,
    /// The tasks of all sockets.
    sockets: TaskTracker,
    desk: Option<Desk>,
    stop: CancellationToken,
    /// Those that take work in: they end first.
    doors: Tasks,
    /// Those that tell closed apps: they end in between.
    lanes: Tasks,
    last_pushes: CancellationToken,
    /// Those that work for the others: they end when the store is closed.
    tasks: Tasks,
    _lock: Lock,
}

/// Why a server did not start, in one line.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Store(#[from] store::StoreError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The sessions of the last run can't be taken up.
    #[error(transparent)]
    Recovery(#[from] Error),
    /// A part that calls another machine can't be set up.
    #[error("{0}")]
    Outside(String),
}

impl App {
    /// Opens the data and listens. The settings have been checked.
    #[expect(
        clippy::too_many_lines,
        reason = "what comes up after what, to be read from top to bottom"
    )]
    pub async fn start(args: &ServerArgs, around: Surroundings) -> Result<Self, StartError> {
        let (web_push, web_push_key) = web_push(args, &around)?.unzip();
        let push_senders = push_senders(args, &around, web_push)?;
        let tls = tls(args)?;
        // Both ports first: nothing is touched when one of them is taken.
        let inside: IpAddr = args.internal_bind_address.unwrap_or(args.bind_address);
        let public = server::bind((args.bind_address, args.public_port).into()).await?;
        let internal = server::bind((inside, args.internal_port).into()).await?;

        let proofs = proofs(args, &around, internal.local_addr()?)?;
        let (store, lock) = open_store(args)?;

        let (events, committed) = mpsc::channel(announcer::QUEUE);
        let hashing = Hashing::start(around.costs, around.entropy.clone());
        let ctx = Ctx::new(
            store,
            around.clock.clone(),
            around.entropy.clone(),
            hashing,
            events,
        );
        let gate = Gate {
            ctx: ctx.clone(),
            rules: rules(args),
        };

        let metrics = HttpMetrics::new();
        let vitals = Vitals::default();
        let backup_metrics = BackupMetrics::new();
        let mut collectors = ctx.store().metrics().collectors();
        collectors.extend(backup_metrics.collectors());
        let hub = Hub::default();
        collectors.extend(hub.metrics().collectors());
        let push_metrics = PushMetrics::new();
        collectors.extend(push_metrics.collectors());
        collectors.extend(tls.iter().flat_map(Tls::collectors));
        let health = Health::new(&metrics, vitals.clone(), collectors);
        let frame = |listener, cors_origin| Frame {
            listener,
            entropy: around.entropy.clone(),
            trusted_proxies: args.trusted_proxies.clone().into(),
            cors_origin,
            metrics: metrics.clone(),
            body_timeout: intake::BODY_TIMEOUT,
            porter: around.desk.as_ref().map(|desk| {
                let cc_origin = args.cc_origin.as_deref();
                Porter::new(desk, &gate, listener == "public", cc_origin)
            }),
            // A laptop speaks without TLS tomorrow, under the same name.
            tls_only: tls.is_some() && around.desk.is_none(),
        };
        let cc_origin = args
            .cc_origin
            .as_deref()
            .and_then(|origin| HeaderValue::from_str(origin).ok());

        let stop = CancellationToken::new();
        let mut doors = Tasks::new(&vitals);
        let mut lanes = Tasks::new(&vitals);
        let mut tasks = Tasks::new(&vitals);
        let nudge = Nudge::default();
        let broker: Arc<dyn Broker> = Arc::new(Local(hub.clone()));
        let last_pushes = CancellationToken::new();
        let (pusher, push_lanes) = Pusher::new(&ctx, push_senders, &push_metrics);
        lanes.spawn("push", push_lanes.run());
        let announcer = Announcer {
            alarm: nudge.clone(),
            renderer: Renderer {
                social_auth: proofs.social_auth,
                revokes_at_once: gate.rules.revocation == Revocation::Immediate,
            },
            broker: broker.clone(),
            pusher: pusher.clone(),
            timeline: around
                .desk
                .as_ref()
                .map(|desk| (desk.timeline.clone(), around.clock.clone())),
            last_pushes: last_pushes.clone(),
        };
        tasks.spawn("announcer", announcer.run(committed));
        // What ran out while no server was there ends by the restart rule, before anyone can ask.
        pairing::recover(&ctx).await?;
        doors.spawn("alarm", alarm::run(ctx.clone(), nudge, stop.clone()));
        if around.housekeeping {
            let backups = backups(args, backup_metrics);
            let run = housekeeping::run(ctx.clone(), backups, stop.clone());
            doors.spawn("housekeeping", run);
        }
        let folder = args.data.data_dir.clone();
        doors.spawn("hatch", hatch::run(ctx.clone(), folder, stop.clone()));
        let addresses = (public.local_addr()?, internal.local_addr()?);
        let sockets = TaskTracker::new();
        let switchboard = Arc::new(Switchboard {
            gate: gate.clone(),
            hub: hub.clone(),
            broker,
            pusher,
            origins: Origins::of(&args.ws_origins),
            pace: Pace {
                per_second: args.ws_frames_per_second,
                burst: args.ws_frames_burst,
            },
            patience: around.sockets,
            desk: around.desk.clone(),
            tasks: sockets.clone(),
        });
        let outside = Door {
            inner: public_routes(&gate, &proofs, web_push_key, &health, Realtime(switchboard)),
            frame: frame("public", None),
        };
        let cookies = Cookies {
            secure: args.cookie_secure,
            cc_origin: args.cc_origin.clone(),
        };
        let inside = Door {
            inner: internal_routes(
                &gate,
                &cookies,
                &args.time_zone,
                &health,
                around.desk.as_ref().map(|desk| DeskPlace {
                    desk,
                    hub: &hub,
                    public_port: addresses.0.port(),
                    snapshots: Snapshots::new(args.data.data_dir.join("snapshots")),
                }),
            ),
            frame: frame("internal", cc_origin),
        };
        if let Some(tls) = tls.clone() {
            doors.spawn("tls", tls.watch(around.certificates, stop.clone()));
        }
        let limits = server::Limits::default();
        let connections = TaskTracker::new();
        doors.spawn(
            "public",
            server::serve(
                Listener::from(public).with(tls.clone()),
                outside,
                limits,
                connections.clone(),
                stop.clone(),
            ),
        );
        doors.spawn(
            "internal",
            server::serve(
                Listener::from(internal).with(tls),
                inside,
                limits,
                connections,
                stop.clone(),
            ),
        );

        Ok(Self {
            public: addresses.0,
            internal: addresses.1,
            gate,
            vitals,
            hub,
            sockets,
            desk: around.desk,
            stop,
            doors,
            lanes,
            last_pushes,
            tasks,
            _lock: lock,
        })
    }

    /// Not ready any more; requests under way are finished, then the store is closed, then whoever worked for it ends.
    pub async fn stop(self) {
        let Self {
            gate,
            vitals,
            hub,
            sockets,
            desk,
            stop,
            doors,
            lanes,
            last_pushes,
            tasks,
            ..
        } = self;
        vitals.drain();
        stop.cancel();
        if let Some(desk) = desk {
            desk.bots.stop_all();
        }
        // Sockets are told at once; what they have under way is finished while the store still takes it.
        hub.go_away();
        // Each of these bounds its own end.
        doors.ended().await;
        sockets.close();
        if tokio::time::timeout(LAST_FRAMES, sockets.wait())
            .await
            .is_err()
        {
            tracing::warn!("some sockets did not end by themselves and were cut off");
        }
        last_pushes.cancel();
        if tokio::time::timeout(LAST_PUSHES, lanes.ended())
            .await
            .is_err()
        {
            tracing::warn!("some pushes were not tried any more");
        }
        gate.ctx.store().close().await;
        // The announcer ends when the last context is gone.
        drop(gate);
        if tokio::time::timeout(LAST_CALL, tasks.ended())
            .await
            .is_err()
        {
            tracing::warn!("some tasks did not end by themselves and were cut off");
        }
    }
}

/// Tasks that must run for as long as the server does: when one ends before, readiness says so.
#[derive(Debug)]
struct Tasks {
    set: JoinSet<()>,
    vitals: Vitals,
}

impl Tasks {
    fn new(vitals: &Vitals) -> Self {
        Self {
            set: JoinSet::new(),
            vitals: vitals.clone(),
        }
    }

    fn spawn(&mut self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let running = self.vitals.task(name);
        self.set.spawn(async move {
            let _running = running;
            task.await;
        });
    }

    async fn ended(mut self) {
        while self.set.join_next().await.is_some() {}
    }
}

fn backups(args: &ServerArgs, metrics: BackupMetrics) -> Option<Backups> {
    let folder = args.backup_dir.clone()?;
    let plan = Plan {
        folder,
        every: args.backup_every,
        keep: args.backup_keep as usize,
    };
    Some(Backups::new(plan, metrics))
}

/// Takes the data folder for this process, and brings what is in it up to date.
fn open_store(args: &ServerArgs) -> Result<(Store, Lock), StartError> {
    let data = DataDir::prepare(&args.data.data_dir)?;
    let lock = data.lock()?;
    let database = data.database();
    let report = store::migrate(&database)?;
    let created = report
        .iter()
        .filter(|r| r.change == store::Change::Created)
        .count();
    if created > 0 {
        tracing::info!(objects = created, "the database was brought up to date");
    }
    Ok((Store::open(&database)?, lock))
}

fn rules(args: &ServerArgs) -> auth::Rules {
    let secret = args.auth_jwt_secret.as_ref().map_or("", |s| s.reveal());
    let previous = args.auth_jwt_secret_previous.as_ref().map(Hidden::reveal);
    auth::Rules {
        keyring: Keyring::new(secret, previous),
        revocation: match args.auth_revocation {
            RevocationMode::Window => Revocation::Window,
            RevocationMode::Immediate => Revocation::Immediate,
        },
        refresh_grace_seconds: args.auth_refresh_grace_seconds,
        revoke_on_reuse: args.auth_refresh_reuse == ReuseMode::Revoke,
        staff_sign_in_seconds: args.auth_staff_sign_in_hours.map(|hours| hours * 3600),
    }
}

/// The certificate of both listeners, if they speak TLS.
fn tls(args: &ServerArgs) -> Result<Option<Tls>, StartError> {
    let (Some(certificate), Some(key)) = (args.tls_cert.clone(), args.tls_key.clone()) else {
        return Ok(None);
    };
    let files = tls::Files { certificate, key };
    Tls::new(files).map(Some).map_err(StartError::Outside)
}
