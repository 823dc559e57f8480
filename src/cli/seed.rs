//! `curhat seed`: what a new database needs before anyone can work with it.

use clap::Args;

use super::{Outcome, block_on, shell};
use crate::{
    domain::{
        account::{Email, staff},
        ctx::Ctx,
        demo,
        error::Code,
        pricing,
    },
    settings::{DataArgs, Hidden},
    store::{self, Change, DataDir},
};

/// Every demo is the same month, so that what one sees another sees too.
const DEMO_SEED: u64 = 2026;

#[derive(Debug, Args)]
pub struct Seed {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    admin: AdminArgs,
}

/// The first super admin.
#[derive(Debug, Clone, Args)]
pub struct AdminArgs {
    /// E-mail of the first super admin
    #[arg(
        long,
        env = "CC_ADMIN_EMAIL",
        default_value = "admin@curhat.local",
        help_heading = "First super admin"
    )]
    pub cc_admin_email: String,
    /// Password of the first super admin. Change the default before anyone else can reach the server
    #[arg(
        long,
        env = "CC_ADMIN_PASSWORD",
        default_value = staff::DEFAULT_PASSWORD,
        hide_env_values = true,
        help_heading = "First super admin"
    )]
    pub cc_admin_password: Hidden,
}

/// What else a new database begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Extra {
    /// A realistic month: 5 staff, 40 mitras, 500 customers, 3,000 sessions. Only where no customer has been yet
    Demo,
}

impl Seed {
    pub fn run(self) -> Outcome {
        block_on(async {
            for line in seed(&self.data, &self.admin, None).await? {
                println!("{line}");
            }
            Ok(())
        })
    }
}

/// Makes what is missing, and says per object what was done. `curhat dev` does the same before it listens.
pub async fn seed(
    data: &DataArgs,
    admin: &AdminArgs,
    extra: Option<Extra>,
) -> Result<Vec<String>, String> {
    let data = DataDir::prepare(&data.data_dir).map_err(|e| e.to_string())?;
    let database = data.database();
    store::migrate(&database).map_err(|e| e.to_string())?;
    shell::with_database(&database, async |ctx| seed_rows(ctx, admin, extra).await).await
}

async fn seed_rows(
    ctx: &Ctx,
    admin: &AdminArgs,
    extra: Option<Extra>,
) -> Result<Vec<String>, String> {
    let email = Email::parse(&admin.cc_admin_email)
        .map_err(|_| "CC_ADMIN_EMAIL must be an e-mail address".to_owned())?;
    let password = admin.cc_admin_password.reveal().to_owned();
    let made = staff::seed_super_admin(ctx, email, password)
        .await
        .map_err(|e| match e.code {
            Code::PasswordTooLong => "CC_ADMIN_PASSWORD may have at most 72 bytes".to_owned(),
            _ => e.to_string(),
        })?;
    let mut lines = vec![line(made, &format!("super admin {}", admin.cc_admin_email))];
    let tiers = pricing::seed(ctx).await.map_err(|e| e.to_string())?;
    lines.extend(
        tiers
            .into_iter()
            .map(|(name, made)| line(made, &format!("price tier {name}"))),
    );
    if extra == Some(Extra::Demo) {
        lines.push(seed_demo(ctx).await?);
    }
    Ok(lines)
}

async fn seed_demo(ctx: &Ctx) -> Result<String, String> {
    let made = demo::fill(ctx, DEMO_SEED)
        .await
        .map_err(|e| e.to_string())?;
    Ok(match made {
        None => line(Change::Skipped, "demo: customers have been here"),
        Some(demo::Made {
            staff,
            mitras,
            customers,
            sessions,
        }) => line(
            Change::Created,
            &format!(
                "demo: {staff} staff, {mitras} mitras, {customers} customers, {sessions} sessions"
            ),
        ),
    })
}

fn line(change: Change, object: &str) -> String {
    let report = store::ObjectReport {
        object: object.to_owned(),
        change,
    };
    report.to_string()
}
