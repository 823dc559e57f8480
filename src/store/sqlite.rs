//! SQLite behind the seam: how connections are opened, how a statement runs, what its errors mean.

use std::{cell::Cell, path::Path, time::Duration};

use rusqlite::{
    Connection, OpenFlags,
    functions::{Context, FunctionFlags},
    types::ValueRef,
};

use super::tx::{Param, Row, StoreError, Tx, Value};

/// The first SQLite in which two connections that write and checkpoint at one instant cannot lose a commit.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Pages in the log before the writer folds them into the file. Fewer, larger checkpoints cost less on a big table.
const CHECKPOINT_PAGES: u32 = 10_000;

/// The log file is cut back to this size after a checkpoint.
const LOG_LIMIT_BYTES: u32 = 64 * 1024 * 1024;

/// How long a statement waits for a lock that another process holds.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// A connection that may write. There is one in a running server.
pub(super) fn open_writer(database: &Path) -> Result<Connection, StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::Failed(format!(
            "SQLite {} is too old; 3.51.3 is needed",
            rusqlite::version()
        )));
    }
    let connection = Connection::open(database)?;
    connection.busy_timeout(PATIENCE)?;
    use_a_log(&connection)?;
    // FULL: a commit is on the disk before it is answered. With NORMAL a power cut could take acknowledged work back.
    connection.execute_batch(&format!(
        "pragma synchronous = full;
         pragma wal_autocheckpoint = {CHECKPOINT_PAGES};
         pragma journal_size_limit = {LOG_LIMIT_BYTES};
         pragma secure_delete = on;
         pragma temp_store = memory;
         pragma cache_size = -8192;"
    ))?;
    prepare(&connection)?;
    Ok(connection)
}

/// The switch writes to the file after its answer: a disk that fails then is seen only by who asks on, to the end.
fn use_a_log(connection: &Connection) -> Result<(), StoreError> {
    let mut switch = connection.prepare("pragma journal_mode = wal")?;
    let mut rows = switch.query([])?;
    let mut mode = String::new();
    while let Some(row) = rows.next()? {
        mode = row.get(0)?;
    }
    if mode == "wal" {
        Ok(())
    } else {
        Err(StoreError::Failed(format!(
            "the database can't keep a log: its journal mode stays {mode}"
        )))
    }
}

/// Read-only connections; a write through one of them is refused by SQLite itself.
pub(super) fn read_pool(
    database: &Path,
    size: u32,
) -> Result<r2d2::Pool<r2d2_sqlite::SqliteConnectionManager>, StoreError> {
    let manager = r2d2_sqlite::SqliteConnectionManager::file(database)
        .with_flags(READ_ONLY)
        .with_init(|connection| prepare_reader(connection));
    r2d2::Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .connection_timeout(Duration::from_secs(5))
        // A file of ours does not go away under an open connection; asking at each checkout would double a small read.
        .test_on_check_out(false)
        .build(manager)
        .map_err(|e| StoreError::Unavailable(e.to_string()))
}

/// One read-only connection, for whoever looks at a database without serving it.
pub(super) fn open_reader(database: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(database, READ_ONLY)?;
    prepare_reader(&connection)?;
    Ok(connection)
}

const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

fn prepare_reader(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch("pragma query_only = on; pragma cache_size = -2048;")?;
    prepare(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("pragma foreign_keys = on; pragma trusted_schema = off;")?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.create_scalar_function(
        "lower",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
        lower,
    )
}

/// SQLite's own `lower` knows the 26 letters of English; names have others.
fn lower(call: &Context<'_>) -> rusqlite::Result<Option<String>> {
    let text = call.get_raw(0).as_str_or_null()?;
    Ok(text.map(str::to_lowercase))
}

/// Runs `look` in one read transaction, so that all its queries see the same state.
pub(super) fn snapshot<T, E: From<StoreError>>(
    connection: &Connection,
    look: impl FnOnce(&dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection
        .unchecked_transaction()
        .map_err(StoreError::from)?;
    look(&SqliteTx::new(&transaction))
    // Dropping it rolls back, which for a read is the same as a commit.
}

/// A transaction under way on a connection.
pub(super) struct SqliteTx<'c> {
    connection: &'c Connection,
    /// The disk or the file has failed in this transaction: whatever came before is in doubt too.
    broken: Cell<bool>,
}

impl<'c> SqliteTx<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            broken: Cell::new(false),
        }
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken.get()
    }

    fn noted<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|e| {
            let error = StoreError::from(e);
            if matches!(error, StoreError::Unavailable(_)) {
                self.broken.set(true);
            }
            error
        })
    }
}

impl Tx for SqliteTx<'_> {
    fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<usize, StoreError> {
        self.noted((|| {
            let mut statement = self.connection.prepare_cached(sql)?;
            bind(&mut statement, params)?;
            statement.raw_execute()
        })())
    }

    fn rows(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, StoreError> {
        self.noted((|| {
            let mut statement = self.connection.prepare_cached(sql)?;
            bind(&mut statement, params)?;
            let columns = statement.column_count();
            let mut found = Vec::new();
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next()? {
                let values = (0..columns)
                    .map(|i| row.get_ref(i).map(owned))
                    .collect::<rusqlite::Result<_>>()?;
                found.push(Row(values));
            }
            Ok(found)
        })())
    }
}

fn bind(statement: &mut rusqlite::Statement<'_>, params: &[Param<'_>]) -> rusqlite::Result<()> {
    for (i, param) in params.iter().enumerate() {
        let at = i + 1;
        match param {
            Param::Null => statement.raw_bind_parameter(at, rusqlite::types::Null),
            Param::Int(v) => statement.raw_bind_parameter(at, v),
            Param::Real(v) => statement.raw_bind_parameter(at, v),
            Param::Text(v) => statement.raw_bind_parameter(at, v),
            Param::Bytes(v) => statement.raw_bind_parameter(at, v),
            Param::Id(v) => statement.raw_bind_parameter(
                at,
                &*v.hyphenated()
                    .encode_lower(&mut uuid::Uuid::encode_buffer()),
            ),
        }?;
    }
    Ok(())
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::Int(v),
        ValueRef::Real(v) => Value::Real(v),
        // The columns are STRICT text that only ever came in as UTF-8.
        ValueRef::Text(v) => Value::Text(String::from_utf8_lossy(v).into_owned()),
        ValueRef::Blob(v) => Value::Bytes(v.to_vec()),
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return Self::Failed(error.to_string());
        };
        let message = message.clone().unwrap_or_else(|| failure.to_string());
        match failure.code {
            Code::DiskFull
            | Code::SystemIoFailure
            | Code::ReadOnly
            | Code::CannotOpen
            | Code::DatabaseCorrupt
            | Code::NotADatabase
            | Code::DatabaseBusy
            | Code::DatabaseLocked
            | Code::OutOfMemory
            | Code::PermissionDenied => Self::Unavailable(message),
            Code::ConstraintViolation
                if matches!(
                    failure.extended_code,
                    rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                        | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                ) =>
            {
                Self::Unique(
                    message
                        .trim_start_matches("UNIQUE constraint failed: ")
                        .to_owned(),
                )
            }
            _ => Self::Failed(message),
        }
    }
}
