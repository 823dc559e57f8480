//! The log: human lines in a terminal, one JSON object per line otherwise, always to standard error. The stub's codes and
//! pushes are log lines too.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::settings::{LogArgs, LogFormat};

pub fn start(args: &LogArgs) -> Result<(), String> {
    let filter = EnvFilter::try_new(&args.log_level)
        .map_err(|e| format!("LOG_LEVEL: {e}; use error, warn, info, debug or trace"))?
        // The framework and its parts speak only when something is wrong.
        .add_directive("hyper=warn".parse().expect("constant"))
        .add_directive("poem=warn".parse().expect("constant"))
        .add_directive("tokio_cron_scheduler=warn".parse().expect("constant"));
    let human = match args.log_format {
        LogFormat::Human => true,
        LogFormat::Json => false,
        LogFormat::Auto => std::io::stderr().is_terminal(),
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if human {
        builder
            .with_target(false)
            .with_ansi(std::io::stderr().is_terminal())
            .compact()
            .init();
    } else {
        builder
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .init();
    }
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!(
            at = panic.location().map(ToString::to_string),
            "panicked: {panic}"
        );
    }));
    Ok(())
}
