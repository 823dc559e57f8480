//! `curhat restore`: a backup in the place of the database.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::{
    settings::DataArgs,
    store::{self, DataDir},
};

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup. It is checked first, and stays as it is
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

impl Restore {
    pub fn run(self) -> Outcome {
        let data = DataDir::prepare(&self.data.data_dir).map_err(|e| e.to_string())?;
        let _lock = data.lock().map_err(|e| format!("{e}; stop it first"))?;
        let aside = store::restore(&self.file, &data.database()).map_err(|e| e.to_string())?;
        println!(
            "{}: restored from {}",
            data.database().display(),
            self.file.display()
        );
        if let Some(aside) = aside {
            println!("what was there before is kept as {}", aside.display());
        }
        Ok(())
    }
}
