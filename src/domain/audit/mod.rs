//! Who changed what, and what the guards saw. A row is written in the same transaction as the change it tells of, so there
//! is none without the other.

mod sql;

use serde_json::Value;
use uuid::Uuid;

use super::{
    ctx::Work,
    error::Error,
    ids::{AuditId, UserId},
    page::{Listed, Page},
    span::Span,
};
use crate::{clock::Timestamp, store::Tx};

/// Who does something, from where, under which request.
#[derive(Debug, Clone)]
pub struct By {
    /// `None` is the server itself.
    pub user: Option<UserId>,
    pub ip: Option<String>,
    pub request_id: Option<String>,
}

impl By {
    pub const SYSTEM: Self = Self {
        user: None,
        ip: None,
        request_id: None,
    };
}

#[derive(Debug, Clone)]
pub struct Entry {
    pub id: AuditId,
    pub created_at: Timestamp,
    pub actor_type: String,
    pub actor_id: Option<Uuid>,
    /// Name of a staff member, as it is now.
    pub actor_name: Option<String>,
    pub action: String,
    pub target_type: Option<String>,
    pub target_id: Option<String>,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub ip: Option<String>,
    pub request_id: Option<String>,
}

/// What was changed.
#[derive(Debug, Clone, Default)]
pub struct Change<'a> {
    /// `noun.verb`, in the past tense: `mitra.updated`.
    pub action: &'a str,
    pub target: Option<(&'a str, String)>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

pub fn record(work: &mut Work<'_>, by: &By, change: &Change<'_>) -> Result<(), Error> {
    let id = AuditId::new(work.entropy, work.now);
    Ok(sql::insert(work.tx, id, work.now, by, change)?)
}

/// Of two pictures of one thing, the members in which they differ: what `before` and `after` are to hold.
pub fn difference(before: Value, after: Value) -> (Value, Value) {
    let (Value::Object(mut old), Value::Object(mut new)) = (before, after) else {
        return (Value::Null, Value::Null);
    };
    old.retain(|name, value| match new.get(name) {
        Some(other) if other == value => {
            new.remove(name);
            false
        }
        _ => true,
    });
    (old.into(), new.into())
}

/// Which rows are wanted; `None` leaves them all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub action: Option<String>,
    pub actor: Option<Uuid>,
    pub target_type: Option<String>,
    pub target_id: Option<String>,
    pub span: Span,
}

/// Newest first.
pub fn list(tx: &dyn Tx, filter: &Filter, page: &Page) -> Result<Listed<Entry>, Error> {
    let items = sql::list(tx, filter, page)?;
    let total = sql::count(tx, filter)?;
    let listed = page.cut(items, |e| super::page::Cursor {
        at: e.created_at,
        id: e.id.0,
    });
    Ok(listed.of(total))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_holds_only_what_differs() {
        let before = json!({"name": "a", "price": 1, "gone": true});
        let after = json!({"name": "a", "price": 2, "new": null});
        assert_eq!(
            difference(before, after),
            (
                json!({"price": 1, "gone": true}),
                json!({"price": 2, "new": null})
            )
        );
        let same = json!({"name": "a"});
        assert_eq!(difference(same.clone(), same), (json!({}), json!({})));
    }
}
