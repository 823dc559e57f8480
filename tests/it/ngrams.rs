//! Customers are found by any piece of their name or phone, whether the index has them by now or not.

use std::collections::BTreeSet;

use curhat::domain::ngrams;
use rusqlite::Connection;
use serde_json::json;

use crate::{
    past::{self, Gone},
    world::{Operator, World},
};

/// Typed by an operator: every name that is found.
async fn found(world: &World, staff: &Operator, q: &str) -> Vec<String> {
    let typed: Vec<String> = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let path = format!("/internal/customers?limit=200&q={}", typed.concat());
    let page = world.get(&path, &staff.access).await.ok(200);
    let mut names: Vec<String> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|customer| customer["display_name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn count(world: &World, what: &str) -> i64 {
    let sql = format!("select count(*) from {what}");
    world.sql().query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_customer_is_found_by_the_name_they_have_now_before_and_after_the_index_has_it() {
    let world = World::new().await;
    let staff = world.admin().await;
    let guest = world.guest().await;
    let mut before = "Tamu".to_owned();
    for name in ["Anabel", "Anabella", "Isabella", "isabella", "Bo"] {
        world
            .patch(
                "/api/client/auth/me",
                &guest.access,
                json!({"display_name": name}),
            )
            .await
            .ok(200);
        for due in [1, 0] {
            assert_eq!(count(&world, "customer_search_due"), due, "{name}");
            assert_eq!(found(&world, &staff, name).await, [name]);
            if !name.to_lowercase().contains(&before.to_lowercase()) {
                assert!(found(&world, &staff, &before).await.is_empty(), "{before}");
            }
            let taken_up = ngrams::take_up(world.ctx()).await.unwrap();
            assert_eq!(taken_up.customers, usize::try_from(due).unwrap(), "{name}");
        }
        before = name.to_owned();
    }
    assert_eq!(count(&world, "customer_texts"), 1);
}

/// All that an index holds, but for what each of its pieces is called.
fn blocks(db: &Connection, index: &str) -> Vec<Vec<u8>> {
    db.prepare(&format!(
        "select block from {index}_data where id > 10 order by id"
    ))
    .unwrap()
    .query_map([], |row| row.get(0))
    .unwrap()
    .map(Result::unwrap)
    .collect()
}

/// An index that never heard of anything else. What is left: numbers, texts and words.
fn index_of_what_is_left(world: &World, index: &str, left: &str) -> Connection {
    let fresh = Connection::open_in_memory().unwrap();
    let made = "select sql from sqlite_schema where name = ?1";
    let made: String = world
        .sql()
        .query_row(made, [index], |row| row.get(0))
        .unwrap();
    fresh.execute_batch(&format!("{made}; begin;")).unwrap();
    let there = world.sql();
    let mut there = there.prepare(left).unwrap();
    let mut rows = there.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let text: String = row.get(1).unwrap();
        let mut terms = BTreeSet::new();
        for line in text.lines() {
            let line: Vec<char> = line.chars().collect();
            for length in ngrams::LENGTHS {
                terms.extend(line.windows(length).map(ngrams::term));
            }
        }
        let words: String = row.get(2).unwrap();
        terms.extend(words.split_whitespace().map(str::to_owned));
        let terms = Vec::from_iter(terms).join(" ");
        let number: i64 = row.get(0).unwrap();
        fresh
            .execute(
                &format!("insert into {index} (rowid, terms) values (?1, ?2)"),
                (number, terms),
            )
            .unwrap();
    }
    let gather = format!("commit; insert into {index} ({index}) values ('optimize');");
    fresh.execute_batch(&gather).unwrap();
    fresh
}

/// There is something in an index, and nothing but what is left.
fn assert_has_nothing_else(world: &World, index: &str, left: &str) {
    let has = blocks(&world.sql(), index);
    assert!(!has.is_empty(), "{index}");
    let expected = blocks(&index_of_what_is_left(world, index, left), index);
    assert_eq!(has, expected, "{index}");
    // In order, as SQLite itself sees it.
    let check = format!("insert into {index} ({index}, rank) values ('integrity-check', 1)");
    world.sql().execute(&check, []).unwrap();
}

#[tokio::test]
async fn of_who_was_erased_renamed_or_removed_no_piece_is_left_in_the_index() {
    let world = World::new().await;
    let admin = world.admin().await;
    let ids = past::write(&world, |past| {
        let mitra = past.mitra("Mitra", "+6287700000001");
        let names = ["Xylkatrunqpf", "Vwzrrogb", "Jjhhggdd", "Stays"];
        names.map(|name| {
            let customer = past.customer(name, None);
            let session = past.session(&customer, &mitra, Gone::PLAIN);
            (customer, session)
        })
    });
    ngrams::take_up(world.ctx()).await.unwrap();
    let pieces = ["xyl", "qpf", "vwz", "ogb", "jjh", "gdd"];
    for piece in pieces {
        assert_eq!(found(&world, &admin, piece).await.len(), 1, "{piece}");
    }
    let erase = format!("/internal/customers/{}/erase", ids[0].0);
    world.post(&erase, &admin.access, json!({})).await.ok(200);
    for (texts, left) in [("customer_texts", 4), ("session_texts", 4)] {
        assert_eq!(count(&world, texts), left);
        let gone = format!("{texts} where text like 'xyl%'");
        assert_eq!(count(&world, &gone), 0, "{texts}");
    }
    let change = |sql: &str, id: &str| assert_eq!(world.sql().execute(sql, [id]).unwrap(), 1);
    change(
        "update customers set display_name = 'Ani' where id = ?1",
        &ids[1].0,
    );
    change("delete from chat_sessions where id = ?1", &ids[2].1);
    change("delete from customers where id = ?1", &ids[2].0);
    for _ in 0..2 {
        for piece in pieces {
            assert!(found(&world, &admin, piece).await.is_empty(), "{piece}");
        }
        assert_eq!(found(&world, &admin, "tay").await, ["Stays"]);
        ngrams::take_up(world.ctx()).await.unwrap();
    }
    ngrams::gather(world.ctx()).await.unwrap();
    let left = "select number, text, '' from customer_texts order by number";
    assert_has_nothing_else(&world, "customer_grams", left);
    let left = "
        select n.number, n.text, 'x' || s.status || ' x' || s.topic_sensitivity || ' m' || lower(hex(s.mitra_id))
          from session_texts n
          join chat_sessions s on s.id = n.session_id
         order by n.number";
    assert_eq!(count(&world, &format!("({left})")), 3);
    assert_has_nothing_else(&world, "session_grams", left);
}

#[tokio::test]
async fn any_piece_of_any_name_is_found_in_the_index_as_without_it() {
    const ODD: [&str; 14] = [
        "Ayu \"Kecil\" Lestari",
        "O'Brien-Żółć",
        "İstanbul ẞtraße",
        "e\u{301}lodie é",
        "👩‍👩‍👧 keluarga 🎈🎈🎈",
        "山田太郎さん",
        "محمد علي",
        "50%_off!!",
        "AND OR NOT NEAR",
        "* ^ : + - ( ) { }",
        "aaaaaaaaaa",
        "ﬁnanceﬂow",
        "ΌΣΟΣ ΌΣΟΣ",
        "เสรีภาพ",
    ];
    let world = World::new().await;
    let staff = world.admin().await;
    past::write(&world, |past| {
        for (n, name) in ODD.iter().enumerate() {
            past.customer(name, Some(&format!("+62812345678{n:02}")));
        }
    });
    let mut questions: Vec<String> = ["0812", "+62812345678", "67803", "812-3456", "78 0 1"]
        .map(str::to_owned)
        .to_vec();
    for name in ODD {
        let letters: Vec<char> = name.chars().collect();
        for length in [1, 2, 3, 4, 5, 6, 7, 8, 12] {
            questions.extend(letters.windows(length).map(String::from_iter));
        }
        questions.push(name.to_uppercase());
        questions.push(name.to_lowercase());
    }
    questions.retain(|typed| !typed.trim().is_empty());
    questions.sort();
    questions.dedup();
    let mut expected = Vec::new();
    for typed in &questions {
        expected.push(found(&world, &staff, typed).await);
    }
    assert!(expected.iter().filter(|found| !found.is_empty()).count() > 400);
    let taken_up = ngrams::take_up(world.ctx()).await.unwrap();
    assert_eq!(taken_up.customers, ODD.len());
    for (typed, expected) in questions.iter().zip(expected) {
        assert_eq!(found(&world, &staff, typed).await, expected, "{typed:?}");
    }
}

#[tokio::test]
async fn whatever_there_is_to_take_up_is_taken_up_and_gathered() {
    let world = World::new().await;
    let staff = world.admin().await;
    past::write(&world, |past| {
        for n in 0..1_050 {
            past.customer(&format!("Nomor {n:04}"), None);
        }
    });
    let taken_up = ngrams::take_up(world.ctx()).await.unwrap();
    assert_eq!(taken_up.customers, 1_050);
    for n in [0, 199, 200, 201, 1_049] {
        let name = format!("Nomor {n:04}");
        assert_eq!(found(&world, &staff, &name[3..]).await, [name]);
    }
    // Six transactions wrote pieces of their own; four or more of a size do not stay beside each other.
    let pieces = "(select distinct id >> 37 from customer_grams_data where id > 10)";
    assert!((1..4).contains(&count(&world, pieces)));
    ngrams::gather(world.ctx()).await.unwrap();
    assert_eq!(count(&world, pieces), 1);
    assert_eq!(found(&world, &staff, "mor 0777").await, ["Nomor 0777"]);
}

/// What is listed page by page, and how it should be: by the time in the column, those of one instant by their ids.
struct Listing {
    table: &'static str,
    at: &'static str,
    list: &'static str,
    due: &'static str,
    is_meant: &'static str,
}

const LISTINGS: [Listing; 2] = [
    Listing {
        table: "customers",
        at: "created_at",
        list: "/internal/customers",
        due: "customer_search_due",
        is_meant: "display_name = 'Ana'",
    },
    Listing {
        table: "chat_sessions",
        at: "requested_at",
        list: "/internal/sessions",
        due: "session_search_due",
        is_meant: "customer_id in (select id from customers where display_name = 'Ana')",
    },
];

#[tokio::test]
async fn what_is_found_is_listed_newest_first_whenever_it_came_and_was_taken_up() {
    let world = World::new().await;
    let staff = world.admin().await;
    let ids = past::write(&world, |past| {
        let mitra = past.mitra("Mitra", "+6287700000001");
        (0..240)
            .map(|n| {
                let customer = past.customer(["Ana", "Ben"][n % 2], None);
                let session = past.session(&customer, &mitra, Gone::PLAIN);
                (customer, session)
            })
            .collect::<Vec<_>>()
    });
    // Over some two hours and before any time, without order; some at the same instant.
    let came = |n: usize| (n as i64 * 7_919 % 60) * 120_000 - 300_000;
    let comes = |of: &Listing, n: usize, at: i64| {
        let (customer, session) = &ids[n];
        let id = if of.table == "customers" {
            customer
        } else {
            session
        };
        let sql = format!("update {} set {} = ?2 where id = ?1", of.table, of.at);
        assert_eq!(world.sql().execute(&sql, (id, at)).unwrap(), 1);
    };
    for of in &LISTINGS {
        for n in 0..ids.len() {
            comes(of, n, came(n));
        }
    }
    ngrams::take_up(world.ctx()).await.unwrap();
    // Some have another time since, and the index does not know.
    for of in &LISTINGS {
        for n in (0..ids.len()).step_by(5) {
            comes(of, n, came(n + 1));
        }
    }
    for due in [48, 0] {
        for of in &LISTINGS {
            assert_eq!(count(&world, of.due), due);
            is_listed_newest_first(&world, &staff, of).await;
        }
        ngrams::take_up(world.ctx()).await.unwrap();
    }
}

async fn is_listed_newest_first(world: &World, staff: &Operator, of: &Listing) {
    let Listing {
        table, at, list, ..
    } = of;
    let expected = format!(
        "select id from {table} where {} order by {at} desc, id desc",
        of.is_meant
    );
    let expected: Vec<String> = world
        .sql()
        .prepare(&expected)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for limit in [1, 7, 50] {
        let mut listed = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("{list}?q=an&limit={limit}{cursor}");
            let page = world.get(&path, &staff.access).await.ok(200);
            assert_eq!(page["total"], 120);
            let items = page["items"].as_array().unwrap();
            listed.extend(items.iter().map(|c| c["id"].as_str().unwrap().to_owned()));
            let Some(next) = page["next_cursor"].as_str() else {
                break;
            };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(listed, expected, "{list} {limit}");
    }
}
