//! The data folder: who may look into it, who has it open, and whether the file in it is what it should be. Everything here
//! is checked before SQLite may write a single byte.

use std::{
    fs::{self, File},
    io::{ErrorKind, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};

use super::{
    schema::{APPLICATION_ID, SCHEMA_VERSION},
    tx::StoreError,
};

/// The database's name in the data folder.
pub const DATABASE: &str = "curhat.db";

const LOCK: &str = "curhat.lock";

/// Up to this size the whole file is checked at each start; reading a larger one would make the start slow.
const CHECK_UP_TO_BYTES: u64 = 1 << 30;

/// A folder that exists, belongs to us and is closed to others.
#[derive(Debug, Clone)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// Makes the folder if need be. A folder that we make, or that is empty, is closed to other users; one that holds
    /// something else is left as it is, since it may be shared on purpose.
    pub fn prepare(path: &Path) -> Result<Self, StoreError> {
        let unusable =
            |e: std::io::Error| StoreError::Refused(format!("data folder {}: {e}", path.display()));
        match fs::read_dir(path) {
            Ok(mut entries) => {
                if entries.next().is_none() {
                    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
                        .map_err(unusable)?;
                }
            }
            Err(e) if e.kind() == ErrorKind::NotFound => fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(path)
                .map_err(unusable)?,
            Err(e) => return Err(unusable(e)),
        }
        Ok(Self(path.to_owned()))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn database(&self) -> PathBuf {
        self.0.join(DATABASE)
    }

    /// A secret of the installation's own that outlives the process: what stands in the file `name`, or, where there is none
    /// yet, what `make` gives. Nobody else may read it.
    pub fn secret(&self, name: &str, make: impl FnOnce() -> String) -> Result<String, StoreError> {
        let path = self.0.join(name);
        let unusable = |e: std::io::Error| StoreError::Refused(format!("{}: {e}", path.display()));
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text.trim().to_owned()),
            Err(e) if e.kind() == ErrorKind::NotFound => {
                let text = make();
                // Whole or not at all: half a secret would be taken for one at the next start.
                let part = self.0.join(format!("{name}.part"));
                let mut file = fs::OpenOptions::new()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .mode(0o600)
                    .open(&part)
                    .map_err(unusable)?;
                file.write_all(text.as_bytes())
                    .and_then(|()| file.sync_all())
                    .and_then(|()| fs::rename(&part, &path))
                    .map_err(unusable)?;
                Ok(text)
            }
            Err(e) => Err(unusable(e)),
        }
    }

    /// Takes the folder for this process. The lock goes with the process, however it ends.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        let path = self.0.join(LOCK);
        let file = fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(|e| StoreError::Refused(format!("{}: {e}", path.display())))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(fs::TryLockError::WouldBlock) => Err(StoreError::Refused(format!(
                "another curhat is running on {}",
                self.0.display()
            ))),
            Err(fs::TryLockError::Error(e)) => {
                Err(StoreError::Refused(format!("{}: {e}", path.display())))
            }
        }
    }
}

/// Held while a server uses the data folder.
#[derive(Debug)]
pub struct Lock(
    #[expect(dead_code, reason = "held for its lock, which dropping it releases")] File,
);

/// A file that was cut off while it was made, before it kept a log, has one page and a journal that takes it back to
/// nothing. To read only can't do that, and would take the file for a damaged one. What fails here, fails again below.
fn undo_half_a_beginning(database: &Path) {
    let mut journal = database.as_os_str().to_owned();
    journal.push("-journal");
    let one_page = std::fs::metadata(database).is_ok_and(|file| (1..=4096).contains(&file.len()));
    if one_page && Path::new(&journal).exists() {
        let _ = Connection::open(database)
            .and_then(|c| c.query_row("select count(*) from sqlite_master", [], |_| Ok(())));
    }
}

/// A log without its database: SQLite would begin an empty one and throw the log away, and with it what was acknowledged.
pub(super) fn refuse_a_log_alone(database: &Path) -> Result<(), StoreError> {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::Refused(format!(
            "{} is missing or empty, but its log is not: put the file back or restore a backup; to begin anew remove {}",
            database.display(),
            Path::new(&log).display()
        )));
    }
    Ok(())
}

/// Says what is wrong with a file before anything is changed in it. A file that is not there is fine: it will be made.
pub fn inspect(database: &Path) -> Result<(), StoreError> {
    let name = database.display();
    undo_half_a_beginning(database);
    let mut head = [0u8; 16];
    let size = match File::open(database) {
        Err(e) if e.kind() == ErrorKind::NotFound => return refuse_a_log_alone(database),
        Err(e) => return Err(StoreError::Refused(format!("{name}: {e}"))),
        Ok(mut file) => {
            let size = file
                .metadata()
                .map_err(|e| StoreError::Refused(format!("{name}: {e}")))?
                .len();
            if size == 0 {
                return refuse_a_log_alone(database);
            }
            if file.read_exact(&mut head).is_err() || &head != b"SQLite format 3\0" {
                return Err(StoreError::Refused(format!(
                    "{name} is not a SQLite database"
                )));
            }
            size
        }
    };
    let damaged =
        |e: rusqlite::Error| StoreError::Refused(format!("{name} is damaged or unreadable: {e}"));
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(damaged)?;
    let number = |pragma: &str| {
        connection
            .query_row(pragma, [], |row| row.get::<_, i64>(0))
            .map_err(damaged)
    };
    let tables = number("select count(*) from sqlite_master")?;
    let application = number("pragma application_id")?;
    if application != APPLICATION_ID && tables > 0 {
        return Err(StoreError::Refused(format!(
            "{name} is a SQLite database, but not one of Curhat's"
        )));
    }
    let version = number("pragma user_version")?;
    if version > SCHEMA_VERSION {
        return Err(StoreError::Refused(format!(
            "{name} was written by a newer Curhat (schema {version}, this one knows {SCHEMA_VERSION}); use that one, or restore a backup"
        )));
    }
    if size <= CHECK_UP_TO_BYTES {
        let verdict = verdict(&connection, "pragma quick_check(1)").map_err(damaged)?;
        if verdict != "ok" {
            return Err(StoreError::Refused(format!(
                "{name} is damaged ({verdict}); restore a backup"
            )));
        }
    }
    Ok(())
}

/// What a check of the pages says, in one line: `ok`, or what is wrong.
pub(super) fn verdict(connection: &Connection, check: &str) -> rusqlite::Result<String> {
    let said: String = connection.query_row(check, [], |row| row.get(0))?;
    let said = said.trim_start_matches("*** in database main ***").trim();
    Ok(said.replace('\n', "; "))
}

/// Closes the database and the files beside it to other users.
pub(super) fn make_private(database: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut path = database.as_os_str().to_owned();
        path.push(suffix);
        match fs::set_permissions(&path, fs::Permissions::from_mode(0o600)) {
            Err(e) if e.kind() != ErrorKind::NotFound => {
                return Err(StoreError::Refused(format!(
                    "{}: {e}",
                    Path::new(&path).display()
                )));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrate;

    fn refusal(path: &Path) -> String {
        let before = fs::read(path).unwrap();
        let message = migrate(path).unwrap_err().to_string();
        assert_eq!(
            fs::read(path).unwrap(),
            before,
            "the file was touched: {message}"
        );
        message
    }

    #[test]
    fn a_wrong_newer_or_damaged_file_is_refused_in_one_line_and_left_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.db");

        fs::write(&path, "once upon a time there was a text file").unwrap();
        assert!(refusal(&path).contains("not a SQLite database"));

        fs::remove_file(&path).unwrap();
        Connection::open(&path)
            .unwrap()
            .execute_batch("create table theirs (x)")
            .unwrap();
        assert!(refusal(&path).contains("not one of Curhat's"));

        fs::remove_file(&path).unwrap();
        migrate(&path).unwrap();
        Connection::open(&path)
            .unwrap()
            .execute_batch("pragma user_version = 99")
            .unwrap();
        assert!(refusal(&path).contains("newer Curhat"));

        fs::remove_file(&path).unwrap();
        migrate(&path).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let half = bytes.len() / 2;
        bytes[4096..half].fill(0x5a);
        fs::write(&path, bytes).unwrap();
        assert!(refusal(&path).contains("damaged"));
    }

    #[test]
    fn a_second_lock_on_the_same_folder_is_refused_until_the_first_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        let data = DataDir::prepare(dir.path()).unwrap();
        let first = data.lock().unwrap();
        assert!(
            data.lock()
                .unwrap_err()
                .to_string()
                .contains("another curhat is running")
        );
        drop(first);
        data.lock().unwrap();
    }

    #[test]
    fn the_folder_is_0700_and_the_files_0600() {
        let dir = tempfile::tempdir().unwrap();
        let data = DataDir::prepare(&dir.path().join("new")).unwrap();
        migrate(&data.database()).unwrap();
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(data.path()), 0o700);
        assert_eq!(mode(&data.database()), 0o600);
    }
}
