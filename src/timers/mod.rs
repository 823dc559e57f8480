//! What happens by the clock, not by anybody's request.
//!
//! * `alarm.rs`: the deadlines of sessions and pings, each at its instant.
//! * `housekeeping.rs`: the timetable, and the chores that keep the store small and quick.
//! * `backups.rs`: copies of the database at intervals, the oldest thrown away.

pub mod alarm;
pub mod backups;
pub mod housekeeping;
