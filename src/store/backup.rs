//! Copies of the database that can be trusted: made online, checked, on the disk before they get their name.

use std::{
    fs::{self, File},
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};

use super::{file, sqlite::open_writer, tx::StoreError};

fn io(path: &Path) -> impl Fn(std::io::Error) -> StoreError + '_ {
    move |e| StoreError::Refused(format!("{}: {e}", path.display()))
}

/// What half a copy is called, instead of what it will be: `copy.partial` for `copy.db`.
const PARTIAL: &str = "partial";

/// What a database consists of, by the ends of the names.
const FILES: [&str; 3] = ["", "-wal", "-shm"];

/// Writes a consistent copy of `database` to `target` while the server goes on. An older file of that name is replaced
/// only by a complete, checked copy; after any error it is still there. What is left of a copy by a process that was killed
/// is overwritten by the next one.
pub fn backup(database: &Path, target: &Path) -> Result<(), StoreError> {
    if !database.exists() {
        return Err(StoreError::Refused(format!(
            "there is no database at {}",
            database.display()
        )));
    }
    file::inspect(database)?;
    not_the_same(target, database)?;
    if target.is_dir() {
        return Err(StoreError::Refused(format!(
            "{} is a folder; name a file",
            target.display()
        )));
    }
    let folder = folder_of(target);
    if !folder.is_dir() {
        return Err(StoreError::Refused(format!(
            "there is no folder {}",
            folder.display()
        )));
    }
    // A read-only source: an online copy never writes to the live file, not even a checkpoint.
    let source = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    source.busy_timeout(std::time::Duration::from_secs(5))?;
    let partial = target.with_extension(PARTIAL);
    not_the_same(&partial, database)?;
    let _reserved = reserve(&partial)?;
    let copied = copy(&source, &partial).and_then(|()| {
        fs::rename(&partial, target).map_err(io(target))?;
        sync_folder_of(target)
    });
    if copied.is_err() {
        let _ = fs::remove_file(&partial);
    }
    copied
}

/// An empty file that is this process's own until it is dropped, and nobody else's to read from the first byte on.
fn reserve(partial: &Path) -> Result<File, StoreError> {
    let taken = || {
        StoreError::Refused(format!(
            "another copy is being made as {}; try again when it is done",
            partial.display()
        ))
    };
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        // Who may write into the folder could have put a link to another file here, which would be emptied.
        .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed())
        .open(partial)
        .map_err(io(partial))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => return Err(taken()),
        Err(fs::TryLockError::Error(error)) => return Err(io(partial)(error)),
    }
    // Whoever had it may have finished in between: what we hold then has got its name, and is not ours to empty.
    let held = file.metadata().map_err(io(partial))?.ino();
    if fs::metadata(partial).map(|named| named.ino()).ok() != Some(held) {
        return Err(taken());
    }
    file.set_len(0)
        .and_then(|()| file.set_permissions(fs::Permissions::from_mode(0o600)))
        .map_err(io(partial))?;
    Ok(file)
}

/// Removes half a copy, unless somebody is at it. One that can't be removed does no harm.
pub(super) fn remove_partial(partial: &Path) {
    if let Ok(_reserved) = reserve(partial) {
        let _ = fs::remove_file(partial);
    }
}

fn copy(source: &Connection, partial: &Path) -> Result<(), StoreError> {
    let name = partial
        .to_str()
        .ok_or_else(|| StoreError::Refused("the backup's name is not UTF-8".into()))?;
    // VACUUM INTO takes one snapshot and never starts over, however much is written meanwhile.
    source.execute("vacuum into ?1", [name])?;
    check(partial)?;
    File::open(partial)
        .and_then(|f| f.sync_all())
        .map_err(io(partial))
}

/// Puts the backup `from` in the place of `database`. The caller holds the folder's lock, so nobody has it open.
/// What was there is kept beside it, as `curhat.db.before-restore`; the answer is that name.
pub fn restore(from: &Path, database: &Path) -> Result<Option<PathBuf>, StoreError> {
    if !from.exists() {
        return Err(StoreError::Refused(format!(
            "there is no file {}",
            from.display()
        )));
    }
    not_the_same(from, database)?;
    check(from)?;
    let partial = database.with_extension("restoring");
    let _ = fs::remove_file(&partial);
    fs::copy(from, &partial).map_err(io(&partial))?;
    fs::set_permissions(&partial, fs::Permissions::from_mode(0o600)).map_err(io(&partial))?;
    check(&partial)?;
    File::open(&partial)
        .and_then(|f| f.sync_all())
        .map_err(io(&partial))?;
    // A log that stands there alone would be taken for the new file's.
    let aside = is_there(database)
        .then(|| set_aside(database))
        .transpose()?;
    fs::rename(&partial, database).map_err(io(database))?;
    sync_folder_of(database)?;
    Ok(aside)
}

/// Folds the log in, so that the file set aside is whole by itself and no stale log is found by the new one. A file that is
/// damaged, or none of ours, is not written to: it is set aside as it is, log and all.
fn set_aside(database: &Path) -> Result<PathBuf, StoreError> {
    let folded = file::inspect(database)
        .and_then(|()| open_writer(database))
        .and_then(|c| {
            c.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
            Ok(())
        });
    if let Err(error) = folded {
        tracing::warn!(%error, "the database that is replaced could not be folded");
    }
    // What an earlier restore set aside may be the only copy of something.
    let mut aside = with_suffix(database, ".before-restore");
    let mut n = 1;
    while is_there(&aside) {
        n += 1;
        aside = with_suffix(database, &format!(".before-restore-{n}"));
    }
    for suffix in FILES {
        let path = with_suffix(database, suffix);
        if path.exists() {
            fs::rename(&path, with_suffix(&aside, suffix)).map_err(io(&path))?;
        }
    }
    Ok(aside)
}

fn not_the_same(file: &Path, database: &Path) -> Result<(), StoreError> {
    let place = |path: &Path| fs::canonicalize(path).ok();
    if place(file).is_some() && place(file) == place(database) {
        return Err(StoreError::Refused(format!(
            "{} is the database itself; name another file",
            file.display()
        )));
    }
    Ok(())
}

/// Any part of it.
fn is_there(database: &Path) -> bool {
    FILES
        .iter()
        .any(|suffix| with_suffix(database, suffix).exists())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A copy is good when it is one of ours, every page and every index is right, and no row points into nothing.
pub(super) fn check(copy: &Path) -> Result<(), StoreError> {
    file::inspect(copy)?;
    let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let verdict = file::verdict(&connection, "pragma integrity_check(1)")?;
    let dangling: i64 =
        connection.query_row("select count(*) from pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    let ours: bool = connection.query_row(
        "select exists (select 1 from sqlite_master where name = 'app_config')",
        [],
        |row| row.get(0),
    )?;
    match (verdict.as_str(), dangling, ours) {
        ("ok", 0, true) => Ok(()),
        ("ok", 0, false) => Err(StoreError::Refused(format!(
            "{} holds no Curhat data",
            copy.display()
        ))),
        ("ok", n, _) => Err(StoreError::Refused(format!(
            "{}: {n} rows refer to rows that are not there",
            copy.display()
        ))),
        (bad, ..) => Err(StoreError::Refused(format!("{}: {bad}", copy.display()))),
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn sync_folder_of(path: &Path) -> Result<(), StoreError> {
    let folder = folder_of(path);
    File::open(folder)
        .and_then(|f| f.sync_all())
        .map_err(io(folder))
}
