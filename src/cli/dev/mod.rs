//! `curhat dev`: a server on a laptop, with nothing to set up.

mod authority;
mod welcome;

use clap::Args;

use self::{
    authority::Authority,
    welcome::{Welcome, lan_address},
};
use super::{
    Outcome, block_on, logs,
    seed::{AdminArgs, Extra, seed},
    serve::Signals,
};
use crate::{
    app::{App, Surroundings},
    clock::Clock,
    dev::{
        Desk,
        bots::{self, Manners, MitraManners},
    },
    domain::demo,
    entropy::Entropy,
    settings::{Hidden, PushProvider, ServerArgs},
    store::DataDir,
};

#[derive(Debug, Args)]
pub struct Dev {
    #[command(flatten)]
    server: ServerArgs,
    #[command(flatten)]
    admin: AdminArgs,
    /// Speak TLS, with a certificate of its own making: phones get a secure context once they trust its authority
    #[arg(long)]
    tls: bool,
    /// Stand in for Google and Apple: sign-in with them works, with accounts that are typed in at /dev
    #[arg(long)]
    social_login: bool,
    /// So many made-up mitras on call from the start: they accept, answer and extend
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=bots::MOST as i64))]
    mitras: u32,
    /// Begin with more than an empty server
    #[arg(long, value_name = "WHAT", value_enum)]
    seed: Option<Extra>,
}

/// Where the secret is kept between runs, so that tokens outlive a restart.
const SECRET: &str = "dev-secret";

/// Some push services want one that could be reached; most only want one.
const WEBPUSH_CONTACT: &str = "mailto:developer@curhat.local";

impl Dev {
    pub fn run(mut self) -> Outcome {
        if self.server.auth_jwt_secret.is_none() {
            let data = DataDir::prepare(&self.server.data.data_dir).map_err(|e| e.to_string())?;
            let entropy = Entropy::system();
            let secret = data.secret(SECRET, || {
                format!("{}-{}", entropy.uuid_v4(), entropy.uuid_v4())
            });
            self.server.auth_jwt_secret = Some(Hidden::new(secret.map_err(|e| e.to_string())?));
        }
        if self.server.ws_origins.is_empty() {
            // The apps may be served by a development server of their own.
            self.server.ws_origins = vec!["*".to_owned()];
        }
        if !self.server.push_provider.contains(&PushProvider::Webpush) {
            self.server.push_provider.push(PushProvider::Webpush);
        }
        self.server
            .webpush_contact
            .get_or_insert_with(|| WEBPUSH_CONTACT.to_owned());
        let authority = self.authority()?;
        self.server.check().map_err(|e| e.to_string())?;
        logs::start(&self.server.log)?;
        block_on(async {
            let made = seed(&self.server.data, &self.admin, self.seed).await?;
            let signals = Signals::listen()?;
            let desk = Desk {
                ca_pem: authority.as_ref().map(|it| it.ca_pem.as_str().into()),
                social_login: self.social_login,
                ..Desk::default()
            };
            let around = Surroundings {
                desk: Some(desk.clone()),
                ..Surroundings::real()
            };
            let app = App::start(&self.server, around)
                .await
                .map_err(|e| e.to_string())?;
            for _ in 0..self.mitras {
                let manners = Manners::Mitra(MitraManners::default());
                let started = desk.bots.start(&app.gate.ctx, manners).await;
                started.map_err(|e| e.to_string())?;
            }
            self.welcome(&app, &made, authority.as_ref());
            signals.told_to_stop().await;
            app.stop().await;
            Ok(())
        })
    }

    /// With `--tls`: certificates for the addresses of this machine. A certificate that is set is used in their place.
    fn authority(&mut self) -> Result<Option<Authority>, String> {
        let is_set = self.server.tls_cert.is_some() || self.server.tls_key.is_some();
        if !self.tls || is_set {
            return Ok(None);
        }
        let data = DataDir::prepare(&self.server.data.data_dir).map_err(|e| e.to_string())?;
        let made = authority::prepare(data.path(), lan_address(), Clock::system().now())?;
        self.server.tls_cert = Some(made.files.certificate.clone());
        self.server.tls_key = Some(made.files.key.clone());
        Ok(Some(made))
    }

    fn welcome(&self, app: &App, made: &[String], authority: Option<&Authority>) {
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
            tls: self.server.tls_cert.is_some(),
            ca: authority.map(|it| it.ca.display().to_string()),
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
