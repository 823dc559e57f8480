//! What an upgrade makes of a database, and says of it.

use super::*;

fn shape(connection: &Connection) -> Vec<String> {
    let mut shape = names(
        connection,
        "select sql from sqlite_master where type in ('index', 'trigger') and sql is not null
         union all
         select m.name || ' ' || i.name || ' ' || i.type || ' ' || i.\"notnull\" || ' ' || coalesce(i.dflt_value, '-')
           from sqlite_master m, pragma_table_info(m.name) i where m.type = 'table'
         union all
         select m.name || ' -> ' || f.\"table\" || '.' || f.\"to\" || ' from ' || f.\"from\"
           from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'",
    )
    .unwrap();
    shape.sort();
    shape
}

fn totals(connection: &Connection) -> Vec<String> {
    names(
        connection,
        "select counted || ' ' || kind || ' ' || total from running_totals order by 1",
    )
    .unwrap()
}

fn fresh() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    upgrade(&connection).unwrap();
    connection
}

#[test]
fn a_second_migration_skips_everything() {
    let connection = fresh();
    let report = upgrade(&connection).unwrap();
    assert!(report.len() > 40);
    assert!(
        report.iter().all(|r| r.change == Change::Skipped),
        "{report:?}"
    );
}

#[test]
fn a_database_from_before_a_column_and_an_index_ends_as_a_fresh_one() {
    let old = fresh();
    for counted in ["customers", "chat_sessions", "audit_log"] {
        old.execute_batch(&format!(
            "drop trigger {counted}_counted; drop trigger {counted}_uncounted;"
        ))
        .unwrap();
    }
    // A column that comes back may stand nowhere but in the indexes that are dropped with it.
    old.execute_batch(
        "drop trigger chat_sessions_recounted;
         drop table running_totals;
         drop index idx_chat_sessions_topic_sensitivity;
         drop index idx_chat_sessions_requested;
         alter table chat_sessions drop column topic_sensitivity;
         drop table session_sensitivity_log;
         insert into customers (id, display_name, created_at, updated_at) values ('c', 'Ana', 0, 0);
         insert into chat_sessions (id, customer_id, status, duration_minutes, requested_at, request_expires_at)
           values ('s', 'c', 'requested', 5, 0, 60);",
    )
    .unwrap();
    upgrade(&old).unwrap();
    assert_eq!(shape(&old), shape(&fresh()));
    assert_eq!(
        totals(&old),
        ["audit_log  0", "chat_sessions requested 1", "customers  1"]
    );
    let topic: String = old
        .query_row(
            "select topic_sensitivity from chat_sessions where id = 's'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(topic, "regular");
}

#[test]
fn whoever_was_there_before_the_search_is_due_for_it() {
    let db = fresh();
    db.execute_batch(
        "drop trigger customer_search_due_new;
         drop trigger customer_search_due_renamed;
         drop trigger customer_search_due_gone;
         drop table customer_search_due;
         drop table customer_grams;
         drop table customer_texts;
         insert into customers (id, display_name, created_at, updated_at) values ('c', 'Ana', 0, 0), ('d', 'Ben', 0, 0);",
    )
    .unwrap();
    let due = |db: &Connection| {
        names(db, "select customer_id from customer_search_due order by 1").unwrap()
    };
    let report = upgrade(&db).unwrap();
    assert!(
        report
            .iter()
            .any(|r| r.object == "row   customer_search_due")
    );
    assert_eq!(shape(&db), shape(&fresh()));
    assert_eq!(due(&db), ["c", "d"]);
    // Those who were seen to are not due again; who changes is.
    db.execute_batch(
        "delete from customer_search_due;
         insert into customer_texts (customer_id, created_at, text) values ('c', 0, 'ana'), ('d', 0, 'ben');",
    )
    .unwrap();
    upgrade(&db).unwrap();
    assert_eq!(due(&db), [""; 0]);
    db.execute_batch(
        "update customers set email = 'b@example.com', display_name = 'Ben' where id = 'd';
         update customers set phone = '+62812' where id = 'c';
         insert into customers (id, display_name, created_at, updated_at) values ('e', 'Eko', 0, 0);",
    )
    .unwrap();
    assert_eq!(due(&db), ["c", "e"]);
    db.execute("delete from customers where id = 'd'", [])
        .unwrap();
    assert_eq!(due(&db), ["c", "d", "e"]);
}

#[test]
fn what_was_over_before_the_search_is_due_for_it() {
    let db = fresh();
    for trigger in ["written", "changed", "flagged", "gone", "renamed"] {
        let drop = format!("drop trigger session_search_due_{trigger}");
        db.execute_batch(&drop).unwrap();
    }
    db.execute_batch(
        "drop table session_search_due;
         drop table session_grams;
         drop table session_texts;
         insert into customers (id, display_name, created_at, updated_at) values ('c', 'Ana', 0, 0);
         insert into chat_sessions (id, customer_id, status, duration_minutes, requested_at, request_expires_at, ended_at)
           values ('over', 'c', 'expired', 30, 0, 0, 1), ('too', 'c', 'expired', 30, 0, 0, 1), ('open', 'c', 'requested', 30, 0, 0, null);",
    )
    .unwrap();
    let due = |db: &Connection| {
        names(db, "select session_id from session_search_due order by 1").unwrap()
    };
    upgrade(&db).unwrap();
    assert_eq!(shape(&db), shape(&fresh()));
    assert_eq!(due(&db), ["over", "too"]);
    // Those that were seen to are not due again; what ends is.
    db.execute_batch(
        "delete from session_search_due;
         insert into session_texts (session_id, requested_at, text) values ('over', 0, 'ana'), ('too', 0, 'ana');",
    )
    .unwrap();
    upgrade(&db).unwrap();
    assert_eq!(due(&db), [""; 0]);
    db.execute_batch(
        "update chat_sessions set status = 'cancelled', ended_at = 1 where id = 'open'",
    )
    .unwrap();
    assert_eq!(due(&db), ["open"]);
}

#[test]
fn whoever_an_earlier_index_knew_is_due_for_this_one_also_when_that_version_ran_in_between() {
    let trigrams = "
        create table customer_search (number integer primary key, customer_id text not null unique, person text not null) strict;
        create virtual table customer_trigrams using fts5(person, content='customer_search', content_rowid='number', tokenize='trigram');
        create trigger customer_search_added after insert on customers
        begin
          insert into customer_search (customer_id, person) values (new.id, new.display_name);
        end;";
    let ngrams = "
        create table customer_names (number integer not null primary key, customer_id text not null unique, text text not null) strict;
        create virtual table customer_ngrams using fts5(terms, content='', columnsize=0, detail=none, tokenize='ascii');";
    for (earlier, gone) in [
        (
            trigrams,
            [
                "dropped   trigger customer_search_added",
                "dropped   table customer_trigrams",
                "dropped   table customer_search",
            ]
            .as_slice(),
        ),
        (
            ngrams,
            &[
                "dropped   table customer_ngrams",
                "dropped   table customer_names",
            ],
        ),
    ] {
        an_earlier_index_is_gone(earlier, gone);
    }
}

fn an_earlier_index_is_gone(earlier: &str, gone: &[&str]) {
    let db = fresh();
    db.execute_batch(
        "insert into customers (id, display_name, created_at, updated_at) values ('c', 'Ana', 0, 0), ('d', 'Ben', 0, 0);",
    )
    .unwrap();
    for due in [
        "",
        "insert into customer_search_due (customer_id) values ('d');",
    ] {
        db.execute_batch(&format!(
            "delete from customer_search_due;
             delete from customer_texts;
             insert into customer_texts (customer_id, created_at, text) values ('c', 0, 'an'), ('d', 0, 'ben'), ('gone', 0, 'eva');
             {due} {earlier}"
        ))
        .unwrap();
        let report = upgrade(&db).unwrap();
        // Nobody writes any more to what is gone.
        db.execute_batch(
            "insert into customers (id, display_name, created_at, updated_at) values ('e', 'Eko', 0, 0);
             delete from customers where id = 'e';
             delete from customer_search_due where customer_id = 'e';",
        )
        .unwrap();
        let dropped: Vec<String> = report
            .iter()
            .filter(|r| r.change == Change::Dropped)
            .map(ToString::to_string)
            .collect();
        assert_eq!(dropped, gone);
        assert_eq!(shape(&db), shape(&fresh()));
        let due = "select customer_id from customer_search_due order by 1";
        assert_eq!(names(&db, due).unwrap(), ["c", "d", "gone"]);
    }
}

#[test]
fn a_trigger_and_an_index_from_before_a_change_are_as_they_are_now() {
    let db = fresh();
    db.execute_batch(
        "drop trigger customers_counted;
         create trigger customers_counted after insert on customers begin select 1; end;
         drop index idx_chat_sessions_requested;
         create index idx_chat_sessions_requested on chat_sessions (requested_at);
         create index by_hand on customers (display_name);",
    )
    .unwrap();
    let created: Vec<String> = upgrade(&db)
        .unwrap()
        .iter()
        .filter(|r| r.change == Change::Created)
        .map(ToString::to_string)
        .collect();
    let expected = [
        "created   index idx_chat_sessions_requested",
        "created   trigger customers_counted",
    ];
    assert_eq!(created, expected);
    db.execute_batch("drop index by_hand").unwrap();
    assert_eq!(shape(&db), shape(&fresh()));
}

#[test]
fn totals_follow_every_change_and_are_not_counted_again() {
    let connection = fresh();
    connection
        .execute_batch(
            "insert into customers (id, display_name, created_at, updated_at) values ('c', 'Ana', 0, 0), ('d', 'Ben', 0, 0);
             insert into chat_sessions (id, customer_id, status, duration_minutes, requested_at, request_expires_at)
               values ('s', 'c', 'requested', 5, 0, 60);
             update chat_sessions set status = 'cancelled', ended_at = 1, end_reason = 'cancelled_by_customer';
             update chat_sessions set topic_sensitivity = 'sensitive';
             update chat_sessions set last_seq = 2;
             delete from customers where id = 'd';",
        )
        .unwrap();
    upgrade(&connection).unwrap();
    let expected = [
        "audit_log  0",
        "chat_sessions cancelled 1",
        "chat_sessions requested 0",
        "customers  1",
    ];
    assert_eq!(totals(&connection), expected);
    connection
        .execute_batch("delete from chat_sessions")
        .unwrap();
    assert_eq!(totals(&connection)[1], "chat_sessions cancelled 0");
}

#[test]
fn every_object_of_the_schema_is_reported_under_its_own_name() {
    let report = upgrade(&Connection::open_in_memory().unwrap()).unwrap();
    let mut lines: Vec<String> = report.iter().map(ToString::to_string).collect();
    assert!(
        lines.contains(&"created   table customers".to_owned()),
        "{lines:?}"
    );
    assert!(
        lines.contains(&"created   row   app_config otp_expiry_seconds".to_owned()),
        "{lines:?}"
    );
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), report.len());
}
