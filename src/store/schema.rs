//! What `curhat migrate` does: bring a database to `schema.sql`, whatever it was before, in one transaction.
//!
//! Steps by version come first, for changes that no comparison can guess (a renamed column, moved data); then columns that
//! a table lacks are added, and triggers and indexes that are not what they were are taken away; then every statement of
//! `schema.sql` runs, which creates what is missing and skips the rest, and drops what stands for nothing any more.

use std::{fmt, path::Path};

use rusqlite::Connection;

use super::{file, sqlite::open_writer, tx::StoreError};

pub const SCHEMA: &str = include_str!("../../schema.sql");

/// Counts changes that need a step. A database of a higher version is refused: a newer Curhat has written it.
pub const SCHEMA_VERSION: i64 = 1;

/// "CURH": marks the file as ours.
pub(super) const APPLICATION_ID: i64 = 0x4355_5248;

/// Step `n` takes a database from version `n` to `n + 1`. Version 0 is an empty file.
const STEPS: [fn(&Connection) -> rusqlite::Result<()>; SCHEMA_VERSION as usize] = [|_| Ok(())];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Created,
    Skipped,
    Dropped,
}

/// What happened to one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectReport {
    pub object: String,
    pub change: Change,
}

impl fmt::Display for ObjectReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.change {
            Change::Created => "created",
            Change::Skipped => "skipping",
            Change::Dropped => "dropped",
        };
        write!(f, "{word:<9} {}", self.object)
    }
}

/// Brings the file to the current schema; makes it when it is not there.
pub fn migrate(database: &Path) -> Result<Vec<ObjectReport>, StoreError> {
    file::inspect(database)?;
    let connection = open_writer(database)?;
    let report = upgrade(&connection)?;
    // Into the file itself, so that a copy made by an unwary hand holds it too.
    connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
    file::make_private(database)?;
    Ok(report)
}

pub(super) fn upgrade(connection: &Connection) -> Result<Vec<ObjectReport>, StoreError> {
    connection.execute_batch("begin immediate")?;
    let result = upgrade_inside(connection);
    connection.execute_batch(if result.is_ok() { "commit" } else { "rollback" })?;
    result
}

fn upgrade_inside(connection: &Connection) -> Result<Vec<ObjectReport>, StoreError> {
    let version: i64 = connection.query_row("pragma user_version", [], |r| r.get(0))?;
    for step in STEPS.iter().skip(version as usize) {
        step(connection)?;
    }
    let mut report = add_missing_columns(connection)?;
    drop_changed(connection)?;
    for statement in statements(SCHEMA) {
        let object = Object::of(statement);
        let existed = object.exists(connection)?;
        let changed = connection.execute(statement, [])?;
        if statement.starts_with("drop ") {
            if existed {
                report.push(ObjectReport {
                    object: object.to_string(),
                    change: Change::Dropped,
                });
            }
            continue;
        }
        let created = if object.kind == "row" {
            changed > 0
        } else {
            !existed
        };
        // What is filled in from what is there is worth a word only where there was something.
        if object.is_filling() && !created {
            continue;
        }
        report.push(ObjectReport {
            object: object.to_string(),
            change: if created {
                Change::Created
            } else {
                Change::Skipped
            },
        });
    }
    connection.execute_batch(&format!(
        "pragma application_id = {APPLICATION_ID}; pragma user_version = {SCHEMA_VERSION};"
    ))?;
    Ok(report)
}

/// Adds to each table that exists the columns that it lacks, as `schema.sql` defines them.
fn add_missing_columns(connection: &Connection) -> Result<Vec<ObjectReport>, StoreError> {
    let model = Connection::open_in_memory()?;
    model.execute_batch(SCHEMA)?;
    let mut report = Vec::new();
    for table in names(
        &model,
        "select name from sqlite_master where type = 'table' order by rowid",
    )? {
        let columns = |c: &Connection| {
            names(
                c,
                &format!("select name from pragma_table_info('{table}') order by cid"),
            )
        };
        let present = columns(connection)?;
        if present.is_empty() {
            continue;
        }
        for column in columns(&model)? {
            if present.contains(&column) {
                continue;
            }
            let definition = definition(&table, &column).ok_or_else(|| {
                StoreError::Failed(format!("schema.sql has no line for {table}.{column}"))
            })?;
            connection.execute_batch(&format!("alter table {table} add column {definition}"))?;
            report.push(ObjectReport {
                object: format!("column {table}.{column}"),
                change: Change::Created,
            });
        }
    }
    Ok(report)
}

/// Takes away each trigger and index that is there under its name, but is another than in `schema.sql`, which then makes it.
fn drop_changed(connection: &Connection) -> rusqlite::Result<()> {
    for statement in statements(SCHEMA) {
        let object = Object::of(statement);
        let (Object { kind, name, .. }, Some((_, made))) =
            (&object, statement.split_once(" if not exists "))
        else {
            continue;
        };
        // As SQLite keeps it: from the name on, without the end.
        let changed: bool = connection.query_row(
            "select exists (
                select 1
                  from sqlite_master
                 where type = ?1 and name = ?2 and type in ('trigger', 'index') and substr(sql, -length(?3)) != ?3)",
            [kind, *name, made.trim_end_matches(';')],
            |row| row.get(0),
        )?;
        if changed {
            connection.execute_batch(&format!("drop {kind} {name}"))?;
        }
    }
    Ok(())
}

fn names(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare(sql)?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The line of `schema.sql` that defines a column, without comma and comment.
fn definition(table: &str, column: &str) -> Option<&'static str> {
    let head = format!("create table if not exists {table} (");
    let body = &SCHEMA[SCHEMA.find(&head)? + head.len()..];
    let line = body
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with(')'))
        .find(|line| line.split(' ').next() == Some(column))?;
    Some(
        line.split("  --")
            .next()
            .unwrap_or(line)
            .trim_end_matches(','),
    )
}

/// The statements of a script in which each ends at the end of a line, a trigger at a line of its own. Comments between them are
/// left out.
fn statements(script: &str) -> impl Iterator<Item = &str> {
    let mut rest = script;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        while rest.starts_with("--") {
            rest = rest
                .split_once('\n')
                .map_or("", |(_, tail)| tail.trim_start());
        }
        if rest.is_empty() {
            return None;
        }
        let end = if rest.starts_with("create trigger ") {
            "\nend;\n"
        } else {
            ";\n"
        };
        let (statement, tail) = match rest.find(end) {
            Some(at) => rest.split_at(at + end.len()),
            None => (rest, ""),
        };
        rest = tail;
        Some(statement.trim_end())
    })
}

struct Object<'a> {
    kind: &'static str,
    name: &'a str,
    row: Option<&'a str>,
}

impl<'a> Object<'a> {
    fn of(statement: &'a str) -> Self {
        let after = |prefix: &str| {
            statement
                .strip_prefix(prefix)
                .map(|rest| rest.split([' ', '(', ';', '\n']).next().unwrap_or(rest))
        };
        if let Some(name) = after("create table if not exists ")
            .or_else(|| after("create virtual table if not exists "))
            .or_else(|| after("drop table if exists "))
        {
            return Self {
                kind: "table",
                name,
                row: None,
            };
        }
        if let Some(name) =
            after("create trigger if not exists ").or_else(|| after("drop trigger if exists "))
        {
            return Self {
                kind: "trigger",
                name,
                row: None,
            };
        }
        if let Some(name) = after("create index if not exists ")
            .or_else(|| after("create unique index if not exists "))
        {
            return Self {
                kind: "index",
                name,
                row: None,
            };
        }
        // `insert into T (id, name, …) values ('id', 'name', …)`: named by the key, or by the name for the roles.
        let name = after("insert into ").unwrap_or("?");
        let values = statement
            .split_once("values ('")
            .or_else(|| statement.split_once("select '"));
        let literal = if name == "roles" { 2 } else { 0 };
        Self {
            kind: "row",
            name,
            row: values.and_then(|(_, values)| values.split('\'').nth(literal)),
        }
    }

    /// Rows made of other rows, not one that has a name.
    fn is_filling(&self) -> bool {
        self.kind == "row" && self.row.is_none()
    }

    fn exists(&self, connection: &Connection) -> rusqlite::Result<bool> {
        connection.query_row(
            "select exists (select 1 from sqlite_master where type = ?1 and name = ?2)",
            [self.kind, self.name],
            |row| row.get(0),
        )
    }
}

impl fmt::Display for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<5} {}", self.kind, self.name)?;
        self.row.map_or(Ok(()), |row| write!(f, " {row}"))
    }
}

/// How SQLite would go about a statement, step by step, where nobody knows how much there is of anything.
#[cfg(test)]
pub(crate) fn plan_of(sql: &str) -> Vec<String> {
    let model = Connection::open_in_memory().unwrap();
    model.execute_batch(SCHEMA).unwrap();
    let mut plan = model.prepare(&format!("explain query plan {sql}")).unwrap();
    let values = vec![rusqlite::types::Null; plan.parameter_count()];
    let values = rusqlite::params_from_iter(values);
    let steps = plan.query_map(values, |step| step.get("detail")).unwrap();
    steps.map(Result::unwrap).collect()
}

#[cfg(test)]
mod tests;
