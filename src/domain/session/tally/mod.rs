//! How many sessions are open, by status: a figure for operators, not for decisions.

mod sql;

use crate::domain::{ctx::Ctx, error::Error};

/// The statuses of a session that is not over.
pub const OPEN: [&str; 4] = ["requested", "active", "extending", "closing"];

/// Open sessions per status; one that has none is left out.
pub async fn open_by_status(ctx: &Ctx) -> Result<Vec<(String, i64)>, Error> {
    ctx.read(|tx| Ok(sql::open_by_status(tx)?)).await
}
