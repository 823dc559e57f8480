//! The corpora of the fuzzing, replayed: what was once strange enough to be kept panics nowhere and lets nothing in.

use std::fs;

#[path = "../fuzz/doors.rs"]
mod doors;

#[test]
fn nothing_in_the_corpus_makes_a_door_panic() {
    for (name, door) in doors::ALL {
        let folder = format!("{}/tests/fuzz/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
        let mut inputs = 0;
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let held = std::panic::catch_unwind(|| door(&bytes));
            assert!(held.is_ok(), "{} made {name} panic", path.display());
            inputs += 1;
        }
        assert!(inputs >= 5, "only {inputs} inputs in {folder}");
    }
}

/// Else the corpora could be looked at by a door that refuses everything.
#[test]
fn some_of_the_corpus_is_let_in_by_each_door() {
    let read = |name: &str| {
        let path = format!("{}/tests/fuzz/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
        fs::read(path).unwrap()
    };
    let line = read("frames/two-frames");
    let told = tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(curhat::http::ws::make_out(&line));
    assert_eq!(told, (2, None));
    assert!(doors::believes(&read("id_token/google")));
    assert!(doors::believes(&read("id_token/apple")));
    assert!(!doors::believes(&read("id_token/crit")));
    assert!(doors::takes_in(&read("import/whole")));
    assert!(!doors::takes_in(&read("import/root")));
    assert!(curhat::domain::social::KeySet::parse(&read("jwks/two-keys")).is_ok());
}
