//! Two misfortunes in a row: the program is killed under load, and the disk fails while the next one takes up what was left in
//! the log. Whether that one starts or gives up, the start after it finds everything that was acknowledged.

use rustix::process::Signal;

use crate::{
    faults::with_fault_in,
    program::Place,
    signups::{Ledger, Load},
    torture,
};

/// Recovery reads the log above all; what it writes comes after.
const KINDS: [&str; 2] = ["pread64", "pwrite64,fdatasync,fsync,ftruncate"];

/// The calls to the database's own files, of which the nth fails.
fn with_fault(place: &Place, calls: &str, when: &str) -> Vec<String> {
    let mut launcher = with_fault_in(calls, "error=EIO", when);
    for end in ["", "-wal", "-shm"] {
        let file = format!("{}{end}", place.database().display());
        launcher.extend(["-P".to_owned(), file]);
    }
    launcher
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_after_a_crash_that_meets_a_fault_loses_nothing_either() {
    let last = torture::rounds(2, 60);
    // However few there are, they are spread over the first sixty calls.
    let stride = (60 / last).max(1);
    let mut place = Place::new();
    let ledger = Ledger::default();
    let (mut gave_up, mut went_on) = (0, 0);
    for nth in (1..=last).map(|n| 1 + (n - 1) * stride) {
        for calls in KINDS {
            for when in [nth.to_string(), format!("{nth}+")] {
                let mut program = place.serve();
                let load = Load::on(&program.public, &ledger, 4);
                load.until(&ledger, ledger.len() + 20).await;
                program.signal(Signal::KILL);
                program.wait();
                load.stop().await;

                let launcher = with_fault(&place, calls, &when);
                place = place.through(launcher);
                let mut program = place.spawn(&["serve"]);
                if program.starts_or_ends() {
                    went_on += 1;
                    ledger.one(&program.public).await;
                    program.signal(Signal::KILL);
                    program.wait();
                } else {
                    gave_up += 1;
                    // In order, with a line that says why.
                    assert_eq!(program.wait().code(), Some(1), "{}", program.log());
                }
                let log = program.log();
                assert!(!log.contains("panicked"), "{calls} {when}: {log}");

                place = place.through(Vec::new());
                let clean = place.serve();
                ledger.is_kept_in(&place);
                assert_eq!(ledger.one(&clean.public).await, Some(201));
                clean.stop();
            }
        }
    }
    assert!(gave_up > 0, "no fault was ever met");
    torture::figures(
        "recovery",
        format!(
            "{} crashes with a fault at the next start, {gave_up} gave up, {went_on} went on, {} guests acknowledged, 0 lost",
            gave_up + went_on,
            ledger.len()
        ),
    );
}
