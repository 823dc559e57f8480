//! `curhat migrate`: the database, brought to the current schema.

use clap::Args;

use super::Outcome;
use crate::{
    settings::DataArgs,
    store::{self, Change, DataDir},
};

#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    data: DataArgs,
}

impl Migrate {
    pub fn run(self) -> Outcome {
        let data = DataDir::prepare(&self.data.data_dir).map_err(|e| e.to_string())?;
        let report = store::migrate(&data.database()).map_err(|e| e.to_string())?;
        for line in &report {
            println!("{line}");
        }
        let created = report
            .iter()
            .filter(|r| r.change == Change::Created)
            .count();
        println!(
            "{}: schema version {}, {created} created, {} skipped",
            data.database().display(),
            store::SCHEMA_VERSION,
            report.len() - created
        );
        Ok(())
    }
}
