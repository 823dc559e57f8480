//! The lines of a check: what was done, how it ended, how long it took.

use std::{
    fmt::Display,
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

use crate::cli::Outcome;

/// Why a step failed, in a sentence.
pub(super) type Failure = String;

#[derive(Debug, Default)]
pub(super) struct Report {
    well: usize,
    skipped: usize,
    failed: usize,
}

impl Report {
    /// Takes a step; what it says of itself stands on its line.
    pub(super) async fn step<T>(
        &mut self,
        name: &str,
        work: impl Future<Output = Result<(T, String), Failure>>,
    ) -> Option<T> {
        let began = Instant::now();
        match work.await {
            Ok((made, told)) => {
                self.well += 1;
                line("ok", 32, name, Some(began.elapsed()), &told);
                Some(made)
            }
            Err(why) => {
                self.failed += 1;
                line("fail", 31, name, Some(began.elapsed()), &why);
                None
            }
        }
    }

    pub(super) fn skip(&mut self, name: &str, why: impl Display) {
        self.skipped += 1;
        line("skip", 33, name, None, why);
    }

    pub(super) fn end(self) -> Outcome {
        let Self {
            well,
            skipped,
            failed,
        } = self;
        if failed > 0 {
            return Err(format!(
                "{failed} of {} steps failed",
                well + skipped + failed
            ));
        }
        let not = match skipped {
            0 => String::new(),
            n => format!(", {n} could not be tried"),
        };
        tell(&format!("{well} steps went well{not}"));
        Ok(())
    }
}

fn line(word: &str, colour: u8, name: &str, took: Option<Duration>, told: impl Display) {
    let took = took.map_or(String::new(), |took| format!("{} ms", took.as_millis()));
    let colourful = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let word = if colourful {
        format!("\x1b[{colour}m{word:<5}\x1b[0m")
    } else {
        format!("{word:<5}")
    };
    tell(&format!("{word}{name:<16}{took:>8}  {told}"));
}

/// Nobody reading any more is no reason to leave things lying about on the server.
fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
