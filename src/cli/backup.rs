//! `curhat backup`: a copy of the database that can be trusted.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::{
    settings::DataArgs,
    store::{self, DATABASE},
};

#[derive(Debug, Args)]
pub struct Backup {
    /// Where the copy goes. A file of that name is replaced, but only by a complete, checked copy
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

impl Backup {
    pub fn run(self) -> Outcome {
        let database = self.data.data_dir.join(DATABASE);
        store::backup(&database, &self.file).map_err(|e| e.to_string())?;
        let bytes = std::fs::metadata(&self.file).map_or(0, |file| file.len());
        println!(
            "{}: complete and checked, {bytes} bytes",
            self.file.display()
        );
        Ok(())
    }
}
