//! Each house rule, shown to fail on an example that breaks it and to hold on one that does not.

use super::{TOO_LONG, driver, imports, length, sql};

#[test]
fn a_forbidden_import_is_found_however_it_is_written() {
    let bad = [
        ("src/store/mod.rs", "use crate::domain::ids::SessionId;"),
        ("src/clock.rs", "use crate::entropy::Entropy;"),
        (
            "src/wire/auth.rs",
            "use crate::{clock::{Clock, Timestamp}, domain::ids::SessionId};",
        ),
        (
            "src/hub/render.rs",
            "use crate::domain::{event::Event, auth::Caller};",
        ),
        (
            "src/http/public/auth.rs",
            "fn f() { crate::store::open(); }",
        ),
        ("src/http/public/auth.rs", "use crate::hub::Hub;"),
        ("src/domain/auth/mod.rs", "use crate::http::guard::Gate;"),
        ("src/outside/fcm.rs", "use super::super::http;"),
        ("src/hub/render.rs", "use crate::params;"),
        ("src/cellar.rs", "use crate::clock::Clock;"),
        ("src/lib.rs", "use crate::clock::Clock;"),
    ];
    for (file, text) in bad {
        assert_eq!(imports(file, text).len(), 1, "{file}: {text}");
    }
    let good = [
        ("src/http/ws.rs", "use crate::hub::Hub;"),
        (
            "src/http/public/auth.rs",
            "use super::super::{guard::Gate, problem::*};",
        ),
        (
            "src/domain/auth/mod.rs",
            "use crate::{clock::Clock, store::Tx};",
        ),
        ("src/app.rs", "use crate::{hub::Hub, http};"),
        ("src/domain/auth/sql.rs", "use crate::params;"),
        ("src/main.rs", "use curhat::cli;"),
        (
            "src/clock.rs",
            "// use crate::http;\n/* use crate::http; */ const A: &str = \"crate::http::x\";",
        ),
        (
            "src/clock.rs",
            "pub(crate) fn f<'a>(x: &'a str) -> char { '\"' }",
        ),
        ("src/clock.rs", "mod tests { use super::*; }"),
    ];
    for (file, text) in good {
        assert_eq!(imports(file, text), Vec::<String>::new(), "{file}: {text}");
    }
}

#[test]
fn a_step_up_the_ladder_is_found() {
    let bad = [
        ("src/domain/config/mod.rs", "use super::auth::Rules;"),
        ("src/domain/audit/mod.rs", "use super::config::Config;"),
        (
            "src/domain/config/rules.rs",
            "use super::super::session::Session;",
        ),
        (
            "src/domain/config/mod.rs",
            "mod tests { use super::super::session; }",
        ),
        (
            "src/domain/pricing/sql.rs",
            "use crate::domain::{ids::SessionId, session::{self, Session}};",
        ),
        ("src/domain/pricing/sql.rs", "use crate::domain::*;"),
        ("src/domain/attic/mod.rs", "use super::ids::SessionId;"),
        ("src/domain/auth/mod.rs", "use super::attic::Box;"),
    ];
    for (file, text) in bad {
        assert!(!imports(file, text).is_empty(), "{file}: {text}");
    }
    let good = [
        (
            "src/domain/auth/mod.rs",
            "use super::{account::{self, Phone}, ids::*};",
        ),
        (
            "src/domain/auth/refresh.rs",
            "use super::{sql, token::Token};",
        ),
        (
            "src/domain/session/machine/tests.rs",
            "use super::*; use super::super::Outcome;",
        ),
    ];
    for (file, text) in good {
        assert_eq!(imports(file, text), Vec::<String>::new(), "{file}: {text}");
    }
}

#[test]
fn the_driver_outside_the_store_is_found() {
    let text = "fn f(c: &rusqlite::Connection) {}";
    assert_eq!(driver("src/domain/auth/sql.rs", text).len(), 1);
    assert!(driver("src/store/sqlite.rs", text).is_empty());
    assert!(driver("src/app.rs", "//! Not rusqlite, not here.").is_empty());
}

#[test]
fn sql_in_the_wrong_place_is_found_and_prose_is_not() {
    let bad = [
        "\"select id from customers\"",
        "r#\"\n  SELECT id\n  FROM customers\"#",
        "\"insert into customers (id) values (?1)\"",
        "\"update customers set name = ?1\"",
        "\"delete from customers\"",
        "\"create table x (id text) strict\"",
        "\"with due as (select id from sessions) select count(*) from due\"",
        "\"pragma user_version\"",
        "\"select 1\"",
    ];
    for text in bad {
        let text = format!("const A: &str = {text};");
        assert_eq!(sql("src/domain/auth/mod.rs", &text).len(), 1, "{text}");
        assert!(sql("src/domain/auth/sql.rs", &text).is_empty(), "{text}");
        assert!(sql("src/store/file.rs", &text).is_empty(), "{text}");
    }
    let prose = [
        "\"Select a topic from the list\"",
        "\"update\"",
        "\"delete the caller's session\"",
        "\"create\"",
        "\"with care\"",
        "'\"'",
    ];
    for text in prose {
        let text = format!("const A: &str = {text}; // select a from b");
        assert_eq!(sql("src/domain/auth/mod.rs", &text), Vec::<String>::new());
    }
}

#[test]
fn a_file_that_is_too_long_is_found() {
    assert!(length("src/a.rs", &"\n".repeat(TOO_LONG)).is_empty());
    assert_eq!(length("src/a.rs", &"\n".repeat(TOO_LONG + 1)).len(), 1);
}
