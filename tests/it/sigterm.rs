//! The end in order: what is under way is finished, what was acknowledged is kept, and it does not take long.

use std::{
    fs,
    io::Write,
    time::{Duration, Instant},
};

use rustix::process::Signal;
use serde_json::Value;

use crate::{
    program::{Place, Program, until},
    signups::{Ledger, Load},
    torture,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sigterm_under_load_drains_and_ends_with_0() {
    let place = Place::new();
    let ledger = Ledger::default();
    let (rounds, mut slowest) = (torture::rounds(2, 100), Duration::ZERO);
    for round in 1..=rounds {
        let mut program = place.serve();
        let load = Load::on(&program.public, &ledger, 8);
        load.until(&ledger, ledger.len() + 60).await;
        let began = Instant::now();
        program.signal(Signal::TERM);
        let code = program.wait().code();
        slowest = slowest.max(began.elapsed());
        assert!(slowest < Duration::from_secs(10), "round {round}");
        assert_eq!(code, Some(0), "{}", program.log());
        load.stop().await;
        assert_eq!(ledger.refused(), 0, "a request under way was not finished");
        // Folded in: the file is whole without its log.
        let log = fs::metadata(place.data().join("curhat.db-wal"));
        assert_eq!(log.map_or(0, |log| log.len()), 0);
        ledger.is_kept_in(&place);
    }
    let guests = ledger.len();
    torture::figures(
        "sigterm",
        format!(
            "{rounds} ends under load, {guests} guests acknowledged, 0 lost, 0 refused, slowest {slowest:?}"
        ),
    );
}

/// A request whose body never comes, which holds up the end; it is under way when this returns.
fn hold_up(program: &Program) -> std::net::TcpStream {
    let address = program.public.strip_prefix("http://").unwrap();
    let mut slow = std::net::TcpStream::connect(address).unwrap();
    slow.write_all(
        b"POST /api/shared/auth/anonymous HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n",
    )
    .unwrap();
    // It says so once someone has begun to read the body.
    let mut go_on = [0; 25];
    std::io::Read::read_exact(&mut slow, &mut go_on).unwrap();
    slow
}

#[test]
fn a_request_that_is_under_way_at_sigterm_is_finished_and_kept() {
    let place = Place::new();
    let mut program = place.serve();
    let mut slow = hold_up(&program);
    program.signal(Signal::TERM);
    until("the signal to be seen", || {
        program.log().contains("\"stopping\"").then_some(())
    });
    slow.write_all(b"{\"a\": \"b\"}").unwrap();
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut slow, &mut answer).unwrap();
    assert!(answer.contains("HTTP/1.1 201"), "{answer}");
    assert_eq!(program.wait().code(), Some(0), "{}", program.log());
    assert_eq!(place.number("select count(*) from customers"), 1);
}

#[test]
fn a_second_sigterm_ends_it_at_once() {
    let place = Place::new();
    let mut program = place.serve();
    let _slow = hold_up(&program);
    program.signal(Signal::TERM);
    until("the first signal to be seen", || {
        program.log().contains("\"stopping\"").then_some(())
    });
    assert!(!program.has_ended());
    let began = Instant::now();
    program.signal(Signal::TERM);
    assert_ne!(program.wait().code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn while_it_drains_it_says_so_and_a_request_that_never_ends_does_not_hold_it_up_for_long() {
    let place = Place::new();
    let mut program = place.serve();
    let _slow = hold_up(&program);
    let began = Instant::now();
    program.signal(Signal::TERM);
    for port in [&program.public, &program.internal] {
        let url = format!("{port}/readyz");
        let draining = loop {
            assert!(began.elapsed() < Duration::from_secs(4), "still ready");
            // A connection that came in at the very moment is closed before it has asked anything.
            match reqwest::get(&url).await {
                Ok(answer) if answer.status() == 503 => {
                    break answer.json::<Value>().await.unwrap();
                }
                _ => {}
            }
        };
        assert_eq!(draining["status"], "draining", "{url}");
    }
    assert_eq!(program.wait().code(), Some(0), "{}", program.log());
    assert!(began.elapsed() < Duration::from_secs(10));
}
