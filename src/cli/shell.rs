//! What commands at a shell have in common that look into the database, or change it.

use std::path::{Path, PathBuf};

use crate::{
    app::Surroundings,
    domain::{ctx::Ctx, hashing::Hashing},
    settings::DataArgs,
    store::{DATABASE, Store},
};

/// The database that is there. A command for one that is in use does not make one.
pub(super) fn database(data: &DataArgs) -> Result<PathBuf, String> {
    let path = data.data_dir.join(DATABASE);
    if path.is_file() {
        Ok(path)
    } else {
        Err(format!(
            "there is no database at {}: is DATA_DIR what the server has?",
            path.display()
        ))
    }
}

/// Does `work` on a database, as a process of its own. What is announced is heard by nobody.
pub(super) async fn with_database<T>(
    database: &Path,
    work: impl AsyncFnOnce(&Ctx) -> Result<T, String>,
) -> Result<T, String> {
    let around = Surroundings::real();
    let store = Store::open(database).map_err(|e| e.to_string())?;
    let hashing = Hashing::start(around.costs, around.entropy.clone());
    // The sender never waits: an announcement that nobody takes is dropped with the receiver.
    let (events, announced) = tokio::sync::mpsc::channel(1);
    drop(announced);
    let ctx = Ctx::new(store, around.clock, around.entropy, hashing, events);
    let outcome = work(&ctx).await;
    ctx.store().close().await;
    outcome
}
