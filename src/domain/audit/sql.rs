//! Rows of the audit log.

use serde_json::Value;

use super::{By, Change, Entry, Filter};
use crate::{
    clock::Timestamp,
    domain::{
        ids::{AuditId, UserId},
        page::{Page, Total},
        totals::{self, Counted},
    },
    params,
    store::{Row, StoreError, Tx},
};

pub(super) fn insert(
    tx: &dyn Tx,
    id: AuditId,
    now: Timestamp,
    by: &By,
    change: &Change<'_>,
) -> Result<(), StoreError> {
    let text = |value: &Option<Value>| value.as_ref().map(ToString::to_string);
    let (before, after) = (text(&change.before), text(&change.after));
    tx.execute(
        "insert into audit_log (id, created_at, actor_type, actor_id, action, target_type, target_id, before, after, ip, request_id)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            id,
            now,
            by.user.map_or("system", |u| u.user_type().as_str()),
            by.user.map(UserId::uuid),
            change.action,
            change.target.as_ref().map(|(kind, _)| *kind),
            change.target.as_ref().map(|(_, id)| id.as_str()),
            before.as_deref(),
            after.as_deref(),
            by.ip.as_deref(),
            by.request_id.as_deref()
        ],
    )?;
    Ok(())
}

/// Of a row `a`. Only what is asked for stands in the statement, so that each kind of question runs on the index made for it.
fn wanted(filter: &Filter) -> String {
    let mut wanted = "a.created_at between ?5 and ?6".to_owned();
    if filter.action.is_some() {
        wanted.push_str(" and a.action = ?1");
    }
    if filter.actor.is_some() {
        wanted.push_str(" and a.actor_id = ?2");
    }
    if filter.target_id.is_some() {
        wanted.push_str(" and a.target_id = ?3");
    }
    if filter.target_type.is_some() {
        // One kind is common: to be looked at in each row, not to choose the way by.
        wanted.push_str(" and +a.target_type = ?4");
    }
    wanted
}

/// The values of [`wanted`], in the order of their numbers.
fn values(filter: &Filter) -> (&str, String, &str, &str, Timestamp, Timestamp) {
    (
        filter.action.as_deref().unwrap_or_default(),
        filter.actor.map(|id| id.to_string()).unwrap_or_default(),
        filter.target_id.as_deref().unwrap_or_default(),
        filter.target_type.as_deref().unwrap_or_default(),
        filter.span.from,
        filter.span.to,
    )
}

pub(super) fn list(tx: &dyn Tx, filter: &Filter, page: &Page) -> Result<Vec<Entry>, StoreError> {
    let (action, actor, id, kind, from, to) = values(filter);
    let start = page.start();
    tx.rows(
        &format!(
            "select a.id, a.created_at, a.actor_type, a.actor_id, u.name, a.action, a.target_type, a.target_id,
                    a.before, a.after, a.ip, a.request_id
               from audit_log a
               left join control_center_users u on u.id = a.actor_id
              where {}
                and (a.created_at, a.id) < (?7, ?8)
              order by a.created_at desc, a.id desc
              limit ?9",
            wanted(filter)
        ),
        params![action, actor.as_str(), id, kind, from, to, start.at, start.id, page.fetch()],
    )?
    .iter()
    .map(to_entry)
    .collect()
}

pub(super) fn count(tx: &dyn Tx, filter: &Filter) -> Result<Total, StoreError> {
    // Of everything, or of one action: not to be counted anew each time.
    let by_action_alone = filter.span.is_open()
        && filter.actor.is_none()
        && filter.target_type.is_none()
        && filter.target_id.is_none();
    if by_action_alone {
        let actions: Vec<_> = filter.action.as_deref().into_iter().collect();
        return Ok(totals::total(tx, Counted::AuditEntries, &actions)?.into());
    }
    let (action, actor, id, kind, from, to) = values(filter);
    totals::counted(
        tx,
        &format!("audit_log a where {}", wanted(filter)),
        params![action, actor.as_str(), id, kind, from, to],
    )
}

fn to_entry(row: &Row) -> Result<Entry, StoreError> {
    let json = |column: usize| -> Result<Option<Value>, StoreError> {
        row.get::<Option<String>>(column)?
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|e| StoreError::Failed(format!("audit_log: {e}")))
    };
    Ok(Entry {
        id: row.get(0)?,
        created_at: row.get(1)?,
        actor_type: row.get(2)?,
        actor_id: row.get(3)?,
        actor_name: row.get(4)?,
        action: row.get(5)?,
        target_type: row.get(6)?,
        target_id: row.get(7)?,
        before: json(8)?,
        after: json(9)?,
        ip: row.get(10)?,
        request_id: row.get(11)?,
    })
}
