//! `curhat serve`: the server, for real.

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::{Outcome, block_on, logs};
use crate::{
    app::{App, Surroundings},
    domain::{account::staff, ctx::Ctx},
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
            let app = App::start(&self.server, Surroundings::real())
                .await
                .map_err(|e| e.to_string())?;
            tracing::info!(public = %app.public, internal = %app.internal, "listening");
            // Hashing takes its time; nobody waits for a warning.
            tokio::spawn(warn_of_default_password(app.gate.ctx.clone()));
            until_told_to_stop().await?;
            tracing::info!("stopping");
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

/// Waits for SIGTERM or Ctrl-C. A second one ends the process at once.
pub(super) async fn until_told_to_stop() -> Outcome {
    let handler = |kind| signal(kind).map_err(|e| format!("can't listen for signals: {e}"));
    let mut terminate = handler(SignalKind::terminate())?;
    let mut interrupt = handler(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        std::process::exit(130);
    });
    Ok(())
}
