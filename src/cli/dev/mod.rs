//! `curhat dev`: a server on a laptop, with nothing to set up.

mod welcome;

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use clap::Args;

use self::welcome::{Welcome, lan_address};
use super::{
    Outcome, block_on, logs,
    seed::{AdminArgs, Extra, seed},
    serve::Signals,
};
use crate::{
    app::{App, Surroundings},
    dev::Desk,
    domain::demo,
    entropy::Entropy,
    settings::{Hidden, ServerArgs},
    store::DataDir,
};

#[derive(Debug, Args)]
pub struct Dev {
    #[command(flatten)]
    server: ServerArgs,
    #[command(flatten)]
    admin: AdminArgs,
    /// Begin with more than an empty server
    #[arg(long, value_name = "WHAT", value_enum)]
    seed: Option<Extra>,
}

/// Where the secret is kept between runs, so that tokens outlive a restart.
const SECRET: &str = "dev-secret";

impl Dev {
    pub fn run(mut self) -> Outcome {
        if self.server.auth_jwt_secret.is_none() {
            let data = DataDir::prepare(&self.server.data.data_dir).map_err(|e| e.to_string())?;
            self.server.auth_jwt_secret = Some(secret(data.path())?);
        }
        if self.server.ws_origins.is_empty() {
            // The apps may be served by a development server of their own.
            self.server.ws_origins = vec!["*".to_owned()];
        }
        self.server.check().map_err(|e| e.to_string())?;
        logs::start(&self.server.log)?;
        block_on(async {
            let made = seed(&self.server.data, &self.admin, self.seed).await?;
            let signals = Signals::listen()?;
            let around = Surroundings {
                desk: Some(Desk::default()),
                ..Surroundings::real()
            };
            let app = App::start(&self.server, around)
                .await
                .map_err(|e| e.to_string())?;
            self.welcome(&app, &made);
            signals.told_to_stop().await;
            app.stop().await;
            Ok(())
        })
    }

    fn welcome(&self, app: &App, made: &[String]) {
        let demo = made.iter().find(|line| line.contains("demo: "));
        let more = demo.map_or(vec![], |demo| {
            vec![
                format!("Demo data        {demo}"),
                format!(
                    "                 staff like bayu@curhat.local (operator) / {}",
                    demo::STAFF_PASSWORD
                ),
            ]
        });
        let welcome = Welcome {
            public: app.public.port(),
            internal: app.internal.port(),
            lan: lan_address().filter(|_| !self.server.bind_address.is_loopback()),
            login: (
                &self.admin.cc_admin_email,
                self.admin.cc_admin_password.reveal(),
            ),
            more,
            data: self.server.data.data_dir.display().to_string(),
        };
        welcome.print();
    }
}

fn secret(data: &Path) -> Result<Hidden, String> {
    let path = data.join(SECRET);
    let wrong = |e: std::io::Error| format!("{}: {e}", path.display());
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Hidden::new(text.trim())),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let entropy = Entropy::system();
            let text = format!("{}-{}", entropy.uuid_v4(), entropy.uuid_v4());
            fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)
                .and_then(|mut file| file.write_all(text.as_bytes()))
                .map_err(wrong)?;
            Ok(Hidden::new(text))
        }
        Err(e) => Err(wrong(e)),
    }
}
