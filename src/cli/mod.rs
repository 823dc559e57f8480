//! The commands. Each is one file; each says in its `--help` what it does, and ends with 0, or with 1 and one line that says
//! what is wrong.

mod dev;
mod logs;
mod migrate;
mod openapi;
mod seed;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Pairs people who want to talk with people who listen: API, WebSocket hub, store and web apps in one program.
#[derive(Debug, Parser)]
#[command(name = "curhat", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server. Strict: it needs its settings, and says which one is wrong
    Serve(serve::Serve),
    /// Run a server for development: no settings needed, ready-made logins, codes in the log
    Dev(dev::Dev),
    /// Bring the database to the current schema; says `created` or `skipping` per object
    Migrate(migrate::Migrate),
    /// Make the first super admin and the price tiers, if they are not there
    Seed(seed::Seed),
    /// Write the API documents
    Openapi(openapi::Openapi),
}

/// What a command ends with when it fails: one line for whoever called it.
pub type Outcome = Result<(), String>;

pub fn run() -> ExitCode {
    // What is in the environment already wins over the file.
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        eprintln!("curhat: .env: {error}");
        return ExitCode::FAILURE;
    }
    // Files we make are nobody else's business.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let outcome = match Cli::parse().command {
        Command::Serve(command) => command.run(),
        Command::Dev(command) => command.run(),
        Command::Migrate(command) => command.run(),
        Command::Seed(command) => command.run(),
        Command::Openapi(command) => command.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("curhat: {line}");
            ExitCode::FAILURE
        }
    }
}

/// The threads for everything asynchronous.
fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| format!("can't start: {e}"))
}
