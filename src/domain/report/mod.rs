//! What the control center reads across all concepts. Nothing here changes anything, but for sums
//! that are kept.

pub mod activity;
pub mod dashboard;
pub mod people;
mod search;
pub mod sessions;
pub mod sums;

pub use self::search::Search;

use crate::{
    domain::{
        ngrams::Hit,
        page::{Cursor, Page, Total},
    },
    store::StoreError,
};

/// Of those whom a search finds so many are counted at most.
const COUNTED: usize = 1_000;

/// Ids of those that a page shows, and of one more, if there is one; and how many are found in all. `newest` finds the newest
/// from somewhere on, so many at most.
fn on_page(
    page: &Page,
    newest: impl Fn(Cursor, usize) -> Result<Vec<Hit>, StoreError>,
) -> Result<(Vec<String>, Total), StoreError> {
    let most = usize::try_from(page.fetch()).unwrap_or(usize::MAX);
    let counted = newest(Cursor::START, COUNTED + 1)?;
    let total = Total::up_to(COUNTED as i64, counted.len() as i64);
    // The first page begins with whoever is counted first.
    let shown = match page.after {
        None => counted,
        Some(start) => newest(start, most)?,
    };
    let ids = shown.into_iter().take(most).map(|hit| hit.id);
    Ok((ids.collect(), total))
}

/// Ids as a JSON list.
fn id_list(ids: &[String]) -> String {
    format!("[\"{}\"]", ids.join("\",\""))
}
