//! Customers are found by any piece of their name or phone, whether the index has them by now or not.

use std::collections::BTreeSet;

use curhat::domain::ngrams;
use rusqlite::Connection;
use serde_json::json;

use crate::{
    past,
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
            assert_eq!(taken_up, usize::try_from(due).unwrap(), "{name}");
        }
        before = name.to_owned();
    }
    assert_eq!(count(&world, "customer_texts"), 1);
}

/// All that an index holds, but for what each of its pieces is called.
fn blocks(db: &Connection) -> Vec<Vec<u8>> {
    db.prepare("select block from customer_grams_data where id > 10 order by id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// An index that never heard of anyone else.
fn index_of_whoever_is_left(world: &World) -> Connection {
    let fresh = Connection::open_in_memory().unwrap();
    let made = "select sql from sqlite_schema where name = 'customer_grams'";
    let made: String = world.sql().query_row(made, [], |row| row.get(0)).unwrap();
    fresh.execute_batch(&format!("{made}; begin;")).unwrap();
    let there = world.sql();
    let mut there = there
        .prepare("select number, text from customer_texts order by number")
        .unwrap();
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
        let terms = Vec::from_iter(terms).join(" ");
        let number: i64 = row.get(0).unwrap();
        fresh
            .execute(
                "insert into customer_grams (rowid, terms) values (?1, ?2)",
                (number, terms),
            )
            .unwrap();
    }
    let gather = "commit; insert into customer_grams (customer_grams) values ('optimize');";
    fresh.execute_batch(gather).unwrap();
    fresh
}

#[tokio::test]
async fn of_who_was_erased_renamed_or_removed_no_piece_is_left_in_the_index() {
    let world = World::new().await;
    let admin = world.admin().await;
    let ids = past::write(&world, |past| {
        ["Xylkatrunqpf", "Vwzrrogb", "Jjhhggdd", "Stays"].map(|name| past.customer(name, None))
    });
    ngrams::take_up(world.ctx()).await.unwrap();
    let pieces = ["xyl", "qpf", "vwz", "ogb", "jjh", "gdd"];
    for piece in pieces {
        assert_eq!(found(&world, &admin, piece).await.len(), 1, "{piece}");
    }
    let erase = format!("/internal/customers/{}/erase", ids[0]);
    world.post(&erase, &admin.access, json!({})).await.ok(200);
    let gone = "select number from customer_texts where text like 'xyl%'";
    assert_eq!(count(&world, &format!("({gone})")), 0);
    let change = |sql: &str, id: &str| assert_eq!(world.sql().execute(sql, [id]).unwrap(), 1);
    change(
        "update customers set display_name = 'Ani' where id = ?1",
        &ids[1],
    );
    change("delete from customers where id = ?1", &ids[2]);
    for _ in 0..2 {
        for piece in pieces {
            assert!(found(&world, &admin, piece).await.is_empty(), "{piece}");
        }
        assert_eq!(found(&world, &admin, "tay").await, ["Stays"]);
        ngrams::take_up(world.ctx()).await.unwrap();
    }
    ngrams::gather(world.ctx()).await.unwrap();
    assert_eq!(
        blocks(&world.sql()),
        blocks(&index_of_whoever_is_left(&world))
    );
    // In order, as SQLite itself sees it.
    let check = "insert into customer_grams (customer_grams, rank) values ('integrity-check', 1)";
    world.sql().execute(check, []).unwrap();
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
    assert_eq!(ngrams::take_up(world.ctx()).await.unwrap(), ODD.len());
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
    assert_eq!(ngrams::take_up(world.ctx()).await.unwrap(), 1_050);
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

#[tokio::test]
async fn who_is_found_is_listed_newest_first_whenever_they_came_and_were_taken_up() {
    const CAME: &str = "update customers set created_at = ?2 where id = ?1";
    let world = World::new().await;
    let staff = world.admin().await;
    let ids = past::write(&world, |past| {
        (0..240)
            .map(|n| past.customer(["Ana", "Ben"][n % 2], None))
            .collect::<Vec<_>>()
    });
    // Over some two hours and before any time, without order; some at the same instant.
    let came = |n: usize| (n as i64 * 7_919 % 60) * 120_000 - 300_000;
    for (n, id) in ids.iter().enumerate() {
        world.sql().execute(CAME, (id, came(n))).unwrap();
    }
    ngrams::take_up(world.ctx()).await.unwrap();
    // Some have another time since, and the index does not know.
    for (n, id) in ids.iter().enumerate().step_by(5) {
        let values = (id, came(n + 1));
        world.sql().execute(CAME, values).unwrap();
    }
    for due in [48, 0] {
        assert_eq!(count(&world, "customer_search_due"), due);
        let expected =
            "select id from customers where display_name = 'Ana' order by created_at desc, id desc";
        let expected: Vec<String> = world
            .sql()
            .prepare(expected)
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for limit in [1, 7, 50] {
            let mut listed = Vec::new();
            let mut cursor = String::new();
            loop {
                let path = format!("/internal/customers?q=an&limit={limit}{cursor}");
                let page = world.get(&path, &staff.access).await.ok(200);
                assert_eq!(page["total"], 120);
                let items = page["items"].as_array().unwrap();
                listed.extend(items.iter().map(|c| c["id"].as_str().unwrap().to_owned()));
                let Some(next) = page["next_cursor"].as_str() else {
                    break;
                };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(listed, expected, "{limit}");
        }
        ngrams::take_up(world.ctx()).await.unwrap();
    }
}
