//! What can be said about a database from outside, without changing it: whether it is ours, whole, and how large.

use std::{fs, path::Path};

use super::{
    file,
    sqlite::{open_reader, snapshot},
    tx::{StoreError, Tx},
};

/// What an examination found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    pub schema_version: i64,
    /// `ok`, or what SQLite says is wrong with the pages.
    pub pages: String,
    /// Rows that refer to rows that are not there.
    pub dangling: i64,
    pub bytes: u64,
}

/// Looks a database over, page by page. `None` when there is none yet.
pub fn examine(database: &Path) -> Result<Option<Findings>, StoreError> {
    let bytes = match fs::metadata(database) {
        Ok(file) => file.len(),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            file::refuse_a_log_alone(database)?;
            return Ok(None);
        }
        Err(e) => {
            return Err(StoreError::Refused(format!("{}: {e}", database.display())));
        }
    };
    file::inspect(database)?;
    let connection = open_reader(database)?;
    let number = |sql| connection.query_row(sql, [], |row| row.get(0));
    Ok(Some(Findings {
        schema_version: number("pragma user_version")?,
        pages: file::verdict(&connection, "pragma quick_check(1)")?,
        dangling: number("select count(*) from pragma_foreign_key_check")?,
        bytes,
    }))
}

/// Runs `look` on a database that nobody needs to be serving.
pub fn peek<T, E: From<StoreError>>(
    database: &Path,
    look: impl FnOnce(&dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    let connection = open_reader(database)?;
    snapshot(&connection, look)
}

/// The SQLite that is built in.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}
