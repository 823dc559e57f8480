//! What a piece of work may do inside a transaction: run a statement, read rows. Not begin, commit or batch: that is the
//! store's. The trait is the seam at which another engine could take SQLite's place.

use uuid::Uuid;

use crate::clock::Timestamp;

pub trait Tx {
    /// Runs a statement and says how many rows it changed.
    fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<usize, StoreError>;
    /// Runs a query and reads all its rows.
    fn rows(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, StoreError>;
}

/// Shapes that most queries want.
pub trait TxExt {
    /// The only row, or none. More than one is an error of ours.
    fn row(&self, sql: &str, params: &[Param<'_>]) -> Result<Option<Row>, StoreError>;
    /// The first column of a query that always has one row, as `count(*)` does.
    fn value<T: FromValue>(&self, sql: &str, params: &[Param<'_>]) -> Result<T, StoreError>;
    /// Runs a guarded statement that must change exactly one row, and says whether it did.
    fn changes_one(&self, sql: &str, params: &[Param<'_>]) -> Result<bool, StoreError>;
}

impl TxExt for dyn Tx + '_ {
    fn row(&self, sql: &str, params: &[Param<'_>]) -> Result<Option<Row>, StoreError> {
        let mut rows = self.rows(sql, params)?;
        match rows.len() {
            0 => Ok(None),
            1 => Ok(rows.pop()),
            n => Err(StoreError::Failed(format!(
                "{n} rows where one was expected"
            ))),
        }
    }

    fn value<T: FromValue>(&self, sql: &str, params: &[Param<'_>]) -> Result<T, StoreError> {
        self.row(sql, params)?
            .ok_or_else(|| StoreError::Failed("no row where one was expected".into()))?
            .get(0)
    }

    fn changes_one(&self, sql: &str, params: &[Param<'_>]) -> Result<bool, StoreError> {
        match self.execute(sql, params)? {
            0 => Ok(false),
            1 => Ok(true),
            n => Err(StoreError::Failed(format!(
                "{n} rows changed where one was expected"
            ))),
        }
    }
}

#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The disk is full, failing or read-only, or the file is damaged: nothing can be promised now.
    #[error("the database can't be used: {0}")]
    Unavailable(String),
    /// A unique constraint; the text names its columns, as SQLite does (`customers.google_sub`).
    #[error("already taken: {0}")]
    Unique(String),
    /// A foreign key or check that a correct program does not run into, an unexpected row, a statement with a mistake.
    #[error("database error: {0}")]
    Failed(String),
    /// A file or folder that is not what it must be, said in full. Nothing was changed.
    #[error("{0}")]
    Refused(String),
    #[error("the database is closed")]
    Closed,
}

/// A bound value. Text and bytes are borrowed: a statement lives shorter than what it is given.
#[derive(Debug, Clone, Copy)]
pub enum Param<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
    /// Bound as its 36-character text.
    Id(Uuid),
}

macro_rules! param_from {
    ($($from:ty, $value:ident => $to:expr;)*) => {$(
        impl<'a> From<$from> for Param<'a> {
            fn from($value: $from) -> Self { $to }
        }
    )*};
}
param_from! {
    i64, v => Param::Int(v);
    i32, v => Param::Int(v.into());
    u32, v => Param::Int(v.into());
    bool, v => Param::Int(v.into());
    f64, v => Param::Real(v);
    &'a str, v => Param::Text(v);
    &'a String, v => Param::Text(v);
    &'a [u8], v => Param::Bytes(v);
    Uuid, v => Param::Id(v);
    Timestamp, v => Param::Int(v.as_millis());
}
impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Param::Null, Into::into)
    }
}

/// `params![id, now, name.as_deref()]`
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::store::Param::from($value)),*] };
}

/// A value read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

#[derive(Debug, Clone)]
pub struct Row(pub(super) Vec<Value>);

impl Row {
    /// The value of a column, counted from 0 in the order the query names them.
    pub fn get<T: FromValue>(&self, column: usize) -> Result<T, StoreError> {
        let value = self
            .0
            .get(column)
            .ok_or_else(|| StoreError::Failed(format!("no column {column}")))?;
        T::from_value(value)
            .ok_or_else(|| StoreError::Failed(format!("column {column} holds {value:?}")))
    }
}

/// A type that a column can be read into. `None` is a value that does not fit, which is an inconsistency, not a null.
pub trait FromValue: Sized {
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! read_from {
    ($($to:ty: $pattern:pat => $value:expr;)*) => {$(
        impl FromValue for $to {
            fn from_value(value: &Value) -> Option<Self> {
                match value { $pattern => $value, _ => None }
            }
        }
    )*};
}
read_from! {
    i64: Value::Int(v) => Some(*v);
    i32: Value::Int(v) => i32::try_from(*v).ok();
    u32: Value::Int(v) => u32::try_from(*v).ok();
    bool: Value::Int(v @ (0 | 1)) => Some(*v == 1);
    f64: Value::Real(v) => Some(*v);
    String: Value::Text(v) => Some(v.clone());
    Vec<u8>: Value::Bytes(v) => Some(v.clone());
    Uuid: Value::Text(v) => Uuid::parse_str(v).ok();
    Timestamp: Value::Int(v) => Some(Timestamp::from_millis(*v));
}
impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}
