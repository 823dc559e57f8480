//! What a server that comes up again makes of the sessions it finds.

use super::*;

#[test]
fn a_restart_completes_what_ran_out_while_no_server_was_there() {
    let reason = StaleOnRestart;
    let over = [Fact::Completed { reason }];
    becomes(ACTIVE, Recover, 1800, completed(1800, reason), &over);

    let from_closing = from_closing(TimeUp, 1800, 200);
    for (asked, asked_from, ended) in [
        (1790, AskedFrom::Active, 1850),
        (1735, AskedFrom::Active, 1800),
        (1900, from_closing, 1960),
    ] {
        let state = extending(timer(0, 1800), asked, asked_from);
        let facts = [resolved(Timeout, asked + 60), over[0]];
        let over = completed(ended, reason);
        becomes(state, Recover, ended, over, &facts);
        becomes(state, Recover, 99_999, over, &facts);
    }
    // Its grace had begun before: that is why it ended.
    let facts = [Fact::Completed { reason: TimeUp }];
    becomes(CLOSING, Recover, 2100, completed(2100, TimeUp), &facts);
}

#[test]
fn a_restart_takes_up_what_still_has_time() {
    becomes(ACTIVE, Recover, 1499, ACTIVE, &[]);
    let warned = State::Active {
        timer: timer(0, 1800),
        notice_at: None,
    };
    let expiring = Fact::Expiring {
        remaining_seconds: 1,
    };
    becomes(ACTIVE, Recover, 1799, warned, &[expiring]);
    becomes(warned, Recover, 1799, warned, &[]);
    becomes(CLOSING, Recover, 2099, CLOSING, &[]);
    // The end waits for the answer, and the answer may still come.
    let asked = extending(timer(0, 1800), 1790, AskedFrom::Active);
    becomes(asked, Recover, 1849, asked, &[]);
    // No answer came, but paid time is left, so this is not stale.
    let asked = extending(timer(0, 1800), 100, AskedFrom::Active);
    let reason = ExtensionTimeout;
    let facts = [resolved(Timeout, 160), Fact::Closing { reason }];
    let timed_out = closing(timer(0, 1800), reason, 160, 460);
    becomes(asked, Recover, 200, timed_out, &facts);
}
