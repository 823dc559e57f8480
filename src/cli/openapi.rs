//! `curhat openapi`: the API documents, as files.

use std::{fs, path::PathBuf};

use clap::Args;
use serde_json::Value;

use super::Outcome;
use crate::{http, wire::asyncapi};

#[derive(Debug, Args)]
pub struct Openapi {
    /// Folder to write to
    #[arg(long, default_value = "openapi")]
    out: PathBuf,
}

impl Openapi {
    pub fn run(self) -> Outcome {
        fs::create_dir_all(&self.out).map_err(|e| format!("{}: {e}", self.out.display()))?;
        for (name, document) in documents() {
            let path = self.out.join(name);
            fs::write(&path, document).map_err(|e| format!("{}: {e}", path.display()))?;
            println!("{}", path.display());
        }
        Ok(())
    }
}

/// Each document's file name and text.
pub fn documents() -> [(&'static str, String); 4] {
    let pretty = |document: Value| {
        let mut text = serde_json::to_string_pretty(&document).expect("a value is JSON");
        text.push('\n');
        text
    };
    [
        ("public.json", pretty(http::public::document())),
        ("internal.json", pretty(http::internal::document())),
        ("dev.json", pretty(http::dev::document())),
        ("websocket.asyncapi.json", pretty(asyncapi::document())),
    ]
}
