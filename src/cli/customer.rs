//! `curhat customer`: what a customer may ask of an operator.

use std::io::{IsTerminal, Write};

use clap::{Args, Subcommand};
use uuid::Uuid;

use super::{Outcome, block_on, shell};
use crate::{
    hatch::{self, Answer, Order},
    settings::DataArgs,
    store::{self, DataDir},
};

#[derive(Debug, Args)]
pub struct Customer {
    #[command(subcommand)]
    command: CustomerCommand,
}

#[derive(Debug, Subcommand)]
enum CustomerCommand {
    /// Erase a customer for good: identity, devices, sign-ins, and every word of their conversations. Works while the server runs
    Erase(Erase),
}

#[derive(Debug, Args)]
struct Erase {
    /// Id of the customer, as the control center shows it
    id: Uuid,
    /// Don't ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    data: DataArgs,
}

impl Customer {
    pub fn run(self) -> Outcome {
        match self.command {
            CustomerCommand::Erase(command) => block_on(command.run()),
        }
    }
}

impl Erase {
    async fn run(self) -> Outcome {
        let database = shell::database(&self.data)?;
        if !self.yes && !confirmed(self.id)? {
            return Err("nothing was erased".into());
        }
        let order = Order::EraseCustomer { id: self.id };
        // A running server does it itself: it tells the apps.
        let asked = hatch::ask(&self.data.data_dir, &order).await;
        if let Some(answer) = asked.map_err(|e| format!("the running server: {e}"))? {
            return self.told(answer);
        }
        let data = DataDir::prepare(&self.data.data_dir).map_err(|e| e.to_string())?;
        let _lock = data.lock().map_err(|e| {
            format!("{e}, and does not answer: erase in the control center, or stop it first")
        })?;
        store::migrate(&database).map_err(|e| e.to_string())?;
        shell::with_database(&database, async |ctx| {
            self.told(hatch::carry_out(ctx, order).await)
        })
        .await
    }

    fn told(&self, answer: Answer) -> Outcome {
        let id = self.id;
        match answer {
            Answer::Erased { before: true, .. } => println!("{id} was erased before"),
            Answer::Erased {
                sessions,
                messages,
                sign_ins,
                ..
            } => {
                println!(
                    "{id} is erased: {messages} messages in {sessions} sessions, {sign_ins} sign-ins"
                );
                println!(
                    "Backups from before still hold it: note the id, and erase again after a restore."
                );
            }
            Answer::Unknown => return Err(format!("there is no customer {id}")),
            Answer::Failed { why } => return Err(why),
        }
        Ok(())
    }
}

/// It can't be undone: a script says that it is meant.
fn confirmed(id: Uuid) -> Result<bool, String> {
    if !std::io::stdin().is_terminal() {
        return Err("nobody is here to be asked: add --yes; nothing was erased".into());
    }
    print!("Erase customer {id} for good? Type yes: ");
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    std::io::stdin()
        .read_line(&mut answer)
        .map_err(|e| e.to_string())?;
    Ok(answer.trim() == "yes")
}
