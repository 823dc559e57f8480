//! The commands. Each is one file; each says in its `--help` what it does, and ends with 0, or with 1 and one line that says
//! what is wrong.

mod admin;
mod arguments;
mod backup;
mod customer;
mod dev;
mod doctor;
mod logs;
mod migrate;
mod notify;
mod openapi;
mod restore;
mod seed;
mod serve;
mod shell;
mod trial;

use std::{future::Future, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};
use rustix::process::Signal;
use tokio::signal::unix::{SignalKind, signal};

pub use self::{arguments::command, openapi::documents};

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
    /// Copy the database to a file, while the server goes on
    Backup(backup::Backup),
    /// Put a backup in the place of the database; refuses while a server uses it
    Restore(restore::Restore),
    /// Help staff who can't sign in any more
    Admin(admin::Admin),
    /// Do what a customer may ask for
    Customer(customer::Customer),
    /// Look settings, files and secrets over: what is well, doubtful or wrong
    Doctor(doctor::Doctor),
    /// Try a running server from outside: sign in, pair, chat, extend, close
    Try(trial::Try),
    /// Write the API documents
    Openapi(openapi::Openapi),
}

/// Every socket is a descriptor. What a shell or a service gives is often 1,024 of them, and as many more as are asked for.
fn take_all_descriptors() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    // Where it is refused, there are as many as before.
    let _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: maximum,
            maximum,
        },
    );
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
    take_all_descriptors();
    let (cli, complaints) = match arguments::parse(std::env::args_os().collect()) {
        Ok(parsed) => parsed,
        Err(instead) => return instead.end(),
    };
    let outcome = match cli.command {
        Command::Serve(command) => command.run(),
        Command::Dev(command) => command.run(),
        Command::Migrate(command) => command.run(),
        Command::Seed(command) => command.run(),
        Command::Backup(command) => command.run(),
        Command::Restore(command) => command.run(),
        Command::Admin(command) => command.run(),
        Command::Customer(command) => command.run(),
        Command::Doctor(command) => command.run(complaints),
        Command::Try(command) => command.run(),
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

/// How long work on threads of its own, such as a backup under way, holds up the end of a command.
const LAST_CALL: Duration = Duration::from_secs(1);

/// Runs a command that needs threads and timers.
fn block_on(work: impl Future<Output = Outcome>) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| format!("can't start: {e}"))?;
    let outcome = runtime.block_on(async {
        // A file that may not grow further is a write that fails, like a full disk, and no reason to be killed.
        let _ignored = signal(SignalKind::from_raw(Signal::XFSZ.as_raw()));
        work.await
    });
    runtime.shutdown_timeout(LAST_CALL);
    outcome
}
