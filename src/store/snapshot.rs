//! Snapshots: copies that a running server can go back to, at once. For development: they say which instant they show, so
//! that the clock can go back with them.
//!
//! Going back is a backup in the other direction, through the writer's own connection and between two transactions: whoever
//! writes meanwhile waits their turn, whoever reads finishes with what they see, and no connection has to be opened anew.

use std::{fs, path::Path};

use rusqlite::{Connection, OpenFlags, backup::Backup};

use super::{
    backup::{backup, check},
    schema::migrate,
    tx::StoreError,
};
use crate::clock::Timestamp;

/// Writes a checked copy to `target` that knows which instant it shows.
pub fn save(database: &Path, target: &Path, shows: Timestamp) -> Result<(), StoreError> {
    let fresh = target.with_extension("fresh");
    let saved = backup(database, &fresh).and_then(|()| {
        let copy = Connection::open(&fresh)?;
        copy.execute_batch("create table snapshot (shows integer not null) strict")?;
        copy.execute(
            "insert into snapshot (shows) values (?1)",
            [shows.as_millis()],
        )?;
        drop(copy);
        fs::rename(&fresh, target).map_err(|e| wrong(target, &e))
    });
    if saved.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    saved
}

/// Which instant a snapshot shows; `None` of a plain backup.
pub fn shows(snapshot: &Path) -> Result<Option<Timestamp>, StoreError> {
    let connection = Connection::open_with_flags(snapshot, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let marked: bool = connection.query_row(
        "select exists (select 1 from sqlite_master where name = 'snapshot')",
        [],
        |row| row.get(0),
    )?;
    if !marked {
        return Ok(None);
    }
    let at: i64 = connection.query_row("select max(shows) from snapshot", [], |row| row.get(0))?;
    Ok(Some(Timestamp::from_millis(at)))
}

/// A copy of the snapshot at `to`, checked, of today's schema and without its mark: what the writer may take over.
pub(super) fn make_ready(snapshot: &Path, to: &Path) -> Result<Option<Timestamp>, StoreError> {
    if !snapshot.exists() {
        return Err(StoreError::Refused(format!(
            "there is no file {}",
            snapshot.display()
        )));
    }
    remove(to);
    check(snapshot)?;
    let at = shows(snapshot)?;
    fs::copy(snapshot, to).map_err(|e| wrong(to, &e))?;
    let ready = migrate(to).and_then(|_| {
        let copy = Connection::open(to)?;
        copy.execute_batch("drop table if exists snapshot; pragma journal_mode = delete;")?;
        Ok(at)
    });
    if ready.is_err() {
        remove(to);
    }
    ready
}

/// Takes the place of everything in `live`.
pub(super) fn take_over(live: &mut Connection, from: &Path) -> Result<(), StoreError> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    live.flush_prepared_statement_cache();
    // All pages in one step: nobody sees half of it.
    match Backup::new(&source, live)?.step(-1)? {
        rusqlite::backup::StepResult::Done => Ok(()),
        other => Err(StoreError::Unavailable(format!(
            "the data could not be replaced: {other:?}"
        ))),
    }
}

pub(super) fn remove(file: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        let _ = fs::remove_file(name);
    }
}

fn wrong(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Refused(format!("{}: {error}", path.display()))
}
