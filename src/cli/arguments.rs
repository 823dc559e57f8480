//! From arguments and environment to a command, and from clap's errors to one line that names the setting.

use std::{ffi::OsString, process::ExitCode};

use clap::{
    ArgMatches, CommandFactory, FromArgMatches,
    builder::Resettable,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::Cli;

/// The commands and their settings.
pub fn command() -> clap::Command {
    Cli::command()
        .mut_args(|arg| arg.hide_possible_values(true))
        .mut_subcommands(|sub| {
            // What a value is now is nobody's business on a shared screen; what it may be, its text says.
            let hide = |arg: clap::Arg| {
                let has_values = arg.get_action().takes_values();
                arg.hide_env_values(true).hide_possible_values(has_values)
            };
            sub.next_line_help(true)
                .mut_args(hide)
                .mut_subcommands(|sub| sub.next_line_help(true).mut_args(hide))
        })
        // A laptop has no certificate, and a browser sends a Secure cookie over TLS only.
        .mut_subcommand("dev", |dev| {
            dev.mut_arg("cookie_secure", |arg| arg.default_value("false"))
        })
}

/// Why there is no command to run.
pub(super) enum Instead {
    /// Help or version was asked for, and has been printed.
    Shown,
    /// The line that says what is wrong.
    Wrong(String),
}

impl Instead {
    pub(super) fn end(self) -> ExitCode {
        match self {
            Self::Shown => ExitCode::SUCCESS,
            Self::Wrong(line) => {
                eprintln!("curhat: {line}");
                ExitCode::FAILURE
            }
        }
    }
}

/// Reads the arguments. Settings that can't be read are noted in `complaints` if the command looks settings over instead of
/// needing them, and count as not set.
pub(super) fn parse(arguments: Vec<OsString>) -> Result<(Cli, Vec<String>), Instead> {
    let forgiving = arguments.get(1).is_some_and(|name| name == "doctor");
    let mut command = command().mut_subcommands(|sub| {
        sub.mut_args(unless_empty)
            .mut_subcommands(|sub| sub.mut_args(unless_empty))
    });
    let mut complaints = Vec::new();
    loop {
        let error = match command.clone().try_get_matches_from(&arguments) {
            Ok(matches) => return Ok((built(&matches)?, complaints)),
            Err(error) => error,
        };
        if !error.use_stderr()
            || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        {
            let _ = error.print();
            return Err(if error.use_stderr() {
                Instead::Wrong("name a command".into())
            } else {
                Instead::Shown
            });
        }
        let line = in_one_line(&command, &error);
        let Some(culprit) = culprit(&command, &error)
            .filter(|arg| forgiving && arg.get_env().is_some())
            .map(|arg| arg.get_id().clone())
        else {
            return Err(Instead::Wrong(line));
        };
        if complaints.contains(&line) {
            // It came from a flag, not from the environment.
            return Err(Instead::Wrong(line));
        }
        complaints.push(line);
        command = command.mut_subcommand("doctor", |doctor| doctor.mut_arg(culprit, without_env));
    }
}

/// `NAME=` in a file is how people write that they have not set it.
fn unless_empty(arg: clap::Arg) -> clap::Arg {
    let is_empty = arg
        .get_env()
        .is_some_and(|name| std::env::var_os(name).is_some_and(|value| value.is_empty()));
    if is_empty { without_env(arg) } else { arg }
}

fn without_env(arg: clap::Arg) -> clap::Arg {
    arg.env(Resettable::<clap::builder::OsStr>::Reset)
}

fn built(matches: &ArgMatches) -> Result<Cli, Instead> {
    Cli::from_arg_matches(matches).map_err(|e| Instead::Wrong(first_line(&e)))
}

/// The argument that an error is about.
fn culprit<'c>(command: &'c clap::Command, error: &clap::Error) -> Option<&'c clap::Arg> {
    let Some(ContextValue::String(shown)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    // `--public-port <PUBLIC_PORT>`
    let long = shown.trim_start_matches('-').split([' ', '=']).next();
    command
        .get_subcommands()
        .flat_map(clap::Command::get_arguments)
        .find(|arg| arg.get_long() == long)
}

fn in_one_line(command: &clap::Command, error: &clap::Error) -> String {
    let (Some(name), Some(ContextValue::String(value))) = (
        culprit(command, error).and_then(clap::Arg::get_env),
        error.get(ContextKind::InvalidValue),
    ) else {
        return first_line(error);
    };
    let right = match (
        error.get(ContextKind::ValidValue),
        std::error::Error::source(error),
    ) {
        (Some(ContextValue::Strings(values)), _) if !values.is_empty() => {
            format!("must be one of {}", values.join(", "))
        }
        (_, Some(cause)) => cause.to_string(),
        _ => "a value is needed".into(),
    };
    // A line is a line, whatever stands in the value.
    format!("{} is {value:?}: {right}", name.display())
}

/// clap says what is wrong in its first paragraph, and how to get help in the next.
fn first_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    lines.join(" ").trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use std::{env, fmt::Write, fs, path::Path};

    use super::*;

    const HEAD: &str = "\
# Settings of Curhat. Copy this file to .env and take the # off what should differ from its default.
# A flag wins over the environment, the environment over this file; a value left empty counts as not set.
";

    /// What `.env.example` must be: every setting of `curhat serve`, then those of `curhat seed`.
    fn example() -> String {
        let command = command();
        let mut text = HEAD.to_owned();
        let mut seen = Vec::new();
        for name in ["serve", "seed"] {
            let sub = command.find_subcommand(name).unwrap();
            let mut heading = "";
            for arg in sub.get_arguments() {
                let Some(name) = arg.get_env() else { continue };
                let name = name.to_str().unwrap();
                if seen.contains(&name) {
                    continue;
                }
                seen.push(name);
                let group = arg.get_help_heading().unwrap_or("Other");
                if group != heading {
                    heading = group;
                    write!(text, "\n### {group}\n").unwrap();
                }
                let default = arg
                    .get_default_values()
                    .first()
                    .map_or("", |d| d.to_str().unwrap());
                // The one that a server can't do without.
                let mark = if name == "AUTH_JWT_SECRET" { "" } else { "#" };
                let help = arg.get_help().unwrap();
                write!(text, "\n# {help}\n{mark}{name}={default}\n").unwrap();
            }
        }
        text
    }

    #[test]
    fn the_example_file_has_every_setting_with_its_default() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".env.example");
        let right = example();
        if env::var_os("REFRESH").is_some() {
            fs::write(&path, &right).unwrap();
        }
        let there = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            there, right,
            "REFRESH=1 cargo test the_example_file writes it anew"
        );
    }

    #[test]
    fn every_setting_is_named_in_capitals_and_explained_and_no_secret_is_shown() {
        command().debug_assert();
        for sub in command().get_subcommands() {
            for arg in sub.get_arguments() {
                assert!(arg.get_help().is_some(), "{}", arg.get_id());
                let Some(name) = arg.get_env() else { continue };
                assert_eq!(
                    name.to_str().unwrap(),
                    arg.get_id().as_str().to_uppercase(),
                    "of {}",
                    sub.get_name()
                );
                assert!(arg.is_hide_env_values_set());
            }
        }
    }

    #[test]
    fn help_fits_a_narrow_terminal() {
        let mut command = command();
        let nested = command.clone();
        let nested = nested
            .get_subcommands()
            .flat_map(clap::Command::get_subcommands);
        for sub in command.get_subcommands_mut().map(|sub| &*sub).chain(nested) {
            let help = sub.clone().term_width(80).render_long_help().to_string();
            for line in help.lines() {
                assert!(line.chars().count() <= 80, "{}: {line}", sub.get_name());
            }
        }
    }
}
