//! `curhat admin`: staff, when nobody can sign in any more.

use clap::{Args, Subcommand};

use super::{Outcome, block_on, shell};
use crate::{
    domain::{
        account::{Email, staff::Password},
        audit::By,
        auth::staff,
        error::Code,
    },
    entropy::Entropy,
    settings::DataArgs,
};

#[derive(Debug, Args)]
pub struct Admin {
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Give a member of staff a new password, which is shown once. Works while the server runs
    ResetPassword(ResetPassword),
}

#[derive(Debug, Args)]
struct ResetPassword {
    /// Their e-mail
    email: String,
    #[command(flatten)]
    data: DataArgs,
}

impl Admin {
    pub fn run(self) -> Outcome {
        match self.command {
            AdminCommand::ResetPassword(command) => block_on(command.run()),
        }
    }
}

impl ResetPassword {
    async fn run(self) -> Outcome {
        let given = self.email;
        let email = Email::parse(&given).map_err(|_| format!("{given} is no e-mail address"))?;
        let database = shell::database(&self.data)?;
        let (text, password) = made_up(&Entropy::system());
        shell::with_database(&database, async |ctx| {
            let member = staff::reset_forgotten(ctx, By::SYSTEM, email.clone(), password)
                .await
                .map_err(|e| match e.code {
                    Code::NotFound => format!("nobody on the staff has the e-mail {given}"),
                    Code::AccountInactive => format!(
                        "the account of {given} is deactivated: a super admin must activate it first, in the control center"
                    ),
                    _ => e.to_string(),
                })?;
            println!("{} ({}) has a new password:", member.email, member.role.name);
            println!();
            println!("  {text}");
            println!();
            println!("It is shown this once. Change it after signing in. All their sign-ins have ended.");
            Ok(())
        })
        .await
    }
}

/// Four groups that can be read out over a phone: no two characters in them look alike. About 90 bits.
pub(super) fn made_up(entropy: &Entropy) -> (String, Password) {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    loop {
        let group = || -> String { (0..4).map(|_| char::from(*entropy.pick(LETTERS))).collect() };
        let text = [group(), group(), group(), group()].join("-");
        // One in a few has no digit, say.
        if let Ok(password) = Password::parse(&text) {
            return (text, password);
        }
    }
}
