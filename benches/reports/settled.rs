//! A house on whose past housekeeping has done its work, as it has wherever a server has been running for a while.

use std::{
    path::Path,
    time::{Duration, Instant, SystemTime},
};

use rusqlite::{Connection, OpenFlags};

use super::load::Server;

/// Nothing is due for the search's indexes; all quarters of an hour and all days that are over were added up.
const SETTLED: &str = "
    select not exists (select 1 from customer_search_due)
       and not exists (select 1 from session_search_due)
       and coalesce((select max(requested_at) from chat_sessions where requested_at < ?1 - 90 * 60000)
             < (select max(ends_at) from session_sums), 1)
       and coalesce((select max(created_at) from chat_request_notifications where status != 'pending' and created_at < ?1 - ?1 % 86400000)
             < (select (max(day) + 1) * 86400000 from mitra_activity_days), 1)";

/// Says how long that took.
pub fn settle(data: &Path) -> Duration {
    let began = Instant::now();
    let server = Server::start(data);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = Connection::open_with_flags(data.join("curhat.db"), flags).unwrap();
    let is_settled = || {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = i64::try_from(now.unwrap().as_millis()).unwrap();
        database.query_row(SETTLED, [now], |row| row.get::<_, bool>(0))
    };
    while !is_settled().unwrap() {
        assert!(
            began.elapsed() < Duration::from_secs(1_800),
            "never settled"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    server.stop();
    began.elapsed()
}
