//! `curhat serve`: the server, for real.

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::{Outcome, logs, runtime};
use crate::{
    app::{App, Surroundings},
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
        runtime()?.block_on(async {
            let app = App::start(&self.server, Surroundings::real())
                .await
                .map_err(|e| e.to_string())?;
            tracing::info!(public = %app.public, internal = %app.internal, "listening");
            until_told_to_stop().await?;
            tracing::info!("stopping");
            app.stop().await;
            tracing::info!("stopped");
            Ok(())
        })
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
