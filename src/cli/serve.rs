//! `curhat serve`: the server, for real.

use clap::Args;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{Outcome, block_on, logs, notify};
use crate::{
    app::{App, Surroundings},
    domain::{account::staff, auth, ctx::Ctx},
    settings::ServerArgs,
};

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    server: ServerArgs,
}

impl Serve {
    pub fn run(self) -> Outcome {
        self.server.check().map_err(|e| e.to_string())?;
        logs::start(&self.server.log)?;
        block_on(async {
            let signals = Signals::listen()?;
            let app = App::start(&self.server, Surroundings::real())
                .await
                .map_err(|e| e.to_string())?;
            tracing::info!(public = %app.public, internal = %app.internal, "listening");
            // Hashing takes its time; nobody waits for a warning.
            tokio::spawn(warn_of_default_password(app.gate.ctx.clone()));
            warn_of_time(&app.gate.ctx).await;
            notify::ready();
            signals.told_to_stop().await;
            tracing::info!("stopping");
            notify::stopping();
            app.stop().await;
            tracing::info!("stopped");
            Ok(())
        })
    }
}

async fn warn_of_default_password(ctx: Ctx) {
    let hashes = ctx.read(staff::super_admin_hashes).await;
    let in_force = match hashes {
        Ok(hashes) => staff::has_default_password(ctx.hashing(), hashes).await,
        Err(error) => Err(error),
    };
    match in_force {
        Ok(false) => {}
        Ok(true) => tracing::warn!(
            "a super admin still has the default password: change it in the control center"
        ),
        Err(error) => tracing::warn!(%error, "the super admins' passwords could not be looked at"),
    }
}

/// A machine that was without power may not know the time yet. What should be over would go on until it is told.
async fn warn_of_time(ctx: &Ctx) {
    let now = ctx.now();
    match ctx.read(move |tx| auth::is_behind(tx, now)).await {
        Ok(None) => {}
        Ok(Some(seconds)) => tracing::warn!(
            seconds,
            "the machine's time lies before what the database has seen: set it, then restart"
        ),
        Err(error) => tracing::warn!(%error, "the latest sign-in could not be looked at"),
    }
}

/// SIGTERM and Ctrl-C, heard from before the server starts: whoever sees it listen may stop it at once.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    pub(super) fn listen() -> Result<Self, String> {
        let hear = |kind| signal(kind).map_err(|e| format!("can't listen for signals: {e}"));
        Ok(Self {
            terminate: hear(SignalKind::terminate())?,
            interrupt: hear(SignalKind::interrupt())?,
        })
    }

    /// Waits for one of them. The next one ends the process at once.
    pub(super) async fn told_to_stop(mut self) {
        self.either().await;
        tokio::spawn(async move {
            self.either().await;
            std::process::exit(130);
        });
    }

    async fn either(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
