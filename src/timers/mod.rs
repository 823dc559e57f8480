//! What happens by the clock of the machine, not by anybody's request.
//!
//! * `housekeeping.rs`: the timetable, and the chores that keep the store small and quick.
//! * `backups.rs`: copies of the database at intervals, the oldest thrown away.

pub mod backups;
pub mod housekeeping;
