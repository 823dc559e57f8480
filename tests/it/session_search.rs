//! The list of sessions: who is found by a name or a number, in a house large enough for each way of looking, and what the
//! borders of a span of time take in.

use std::collections::BTreeMap;

use curhat::domain::ngrams;
use serde_json::Value;

use crate::{
    past::{self, Gone, instant},
    world::{Operator, START, World},
};

async fn page(world: &World, staff: &Operator, query: &str) -> Value {
    world
        .get(&format!("/internal/sessions?{query}"), &staff.access)
        .await
        .ok(200)
}

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|s| s["id"].as_str().unwrap().to_owned())
        .collect()
}

/// All pages, one after the other; each says how many there are in all.
pub async fn all(world: &World, staff: &Operator, query: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = page(world, staff, &format!("{query}&limit=200{cursor}")).await;
        found.extend(ids(&page));
        let Some(next) = page["next_cursor"].as_str() else {
            if page["total_is_exact"] == true {
                assert_eq!(page["total"], found.len(), "{query}");
            }
            return found;
        };
        cursor = format!("&cursor={next}");
    }
}

/// A session of [`large_house`]: its id, its customer's name and phone, what became of it, who it was offered to.
type Told = (
    i64,
    String,
    &'static str,
    Option<String>,
    Gone,
    &'static str,
);

/// Whether a customer's name and phone, or the name of a mitra who took part, are meant by a search.
type Fits = fn(&str, Option<&str>, Option<&str>) -> bool;

/// Few customers of a name and many, few sessions and many; two mitras, one of whom has a customer's name. The newest session
/// first.
fn large_house(world: &World) -> Vec<Told> {
    let mut told = past::write(world, |past| {
        let mitras = [
            ("Sari", past.mitra("Sari", "+6287700000001")),
            ("Wati", past.mitra("Wati", "+6287700000002")),
        ];
        let mut told = Vec::new();
        for n in 0..7_200 {
            let name = match n {
                n if n % 2_400 == 0 => "Sari",
                n if n % 12 == 0 => "ÉLODIE",
                _ => "Budi Udib",
            };
            let phone = (n % 2 == 0).then(|| format!("+62812{n:08}"));
            let customer = past.customer(name, phone.as_deref());
            // Every third three times, and one of them all the time.
            for k in 0..if n == 2_400 {
                300
            } else {
                usize::from(n % 3 == 0) * 3
            } {
                let (mitra, mitra_id) = &mitras[usize::from((n + k) % 40 == 1)];
                let gone = Gone {
                    at: (n * 7 + k * 13) as i64 % 5_000,
                    sensitive: (n + k) % 3 == 0,
                    taken: (n + k) % 5 != 0,
                    ..Gone::PLAIN
                };
                let id = past.session(&customer, mitra_id, gone);
                told.push((gone.at, id, name, phone.clone(), gone, *mitra));
            }
        }
        told
    });
    told.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));

    told
}

/// 2.9.5, 2.13.2
#[tokio::test]
async fn a_search_finds_the_same_whether_the_index_has_all_some_or_nothing() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let told = large_house(&world);
    let searches: BTreeMap<&str, Fits> = BTreeMap::from([
        // Three customers, and whoever spoke with that mitra: nearly all.
        (
            "sari",
            (|name, _, mitra| name == "Sari" || mitra == Some("Sari")) as Fits,
        ),
        ("WATI", |_, _, mitra| mitra == Some("Wati")),
        // A few hundred people; an accent has a case too.
        ("%C3%A9lo", |name, _, _| name == "ÉLODIE"),
        // More sessions than are counted.
        ("ud", |name, _, _| name == "Budi Udib"),
        // As many, and mitras besides.
        ("i", |_, _, _| true),
        ("0812", |_, phone, _| phone.is_some()),
        ("81200002400", |_, phone, _| phone == Some("+6281200002400")),
        ("%2B62877", |_, _, mitra| mitra.is_some()),
        // Very many have each piece of it, and nobody all of it.
        ("budib", |_, _, _| false),
        ("nobody", |_, _, _| false),
    ]);
    for indexed in ["nothing", "some", "all"] {
        match indexed {
            "nothing" => {}
            "some" => {
                ngrams::take_up(world.ctx()).await.unwrap();
                let other_topic = "update chat_sessions set topic_sensitivity = case topic_sensitivity when 'regular' then 'sensitive' else 'regular' end where rowid % 3 = 0";
                for _ in 0..2 {
                    world.sql().execute(other_topic, []).unwrap();
                }
            }
            _ => {
                ngrams::take_up(world.ctx()).await.unwrap();
            }
        }
        for (q, fits) in &searches {
            for (filter, fits_too) in [
                ("", (|_: &Gone| true) as fn(&Gone) -> bool),
                ("&status=expired", |gone| !gone.taken),
                ("&status=expired&status=cancelled", |gone| !gone.taken),
                ("&status=completed&status=expired", |_| true),
                ("&status=active", |_| false),
                ("&topic_sensitivity=sensitive", |gone| gone.sensitive),
                ("&status=completed&topic_sensitivity=regular", |gone| {
                    gone.taken && !gone.sensitive
                }),
            ] {
                let expected: Vec<&String> = told
                    .iter()
                    .filter(|(_, _, name, phone, gone, mitra)| {
                        fits(name, phone.as_deref(), gone.taken.then_some(*mitra)) && fits_too(gone)
                    })
                    .map(|(_, id, ..)| id)
                    .collect();
                let query = format!("q={q}{filter}");
                let first = page(&world, &staff, &query).await;
                assert_eq!(
                    first["total"],
                    expected.len().min(1_000),
                    "{indexed} {query}"
                );
                let is_exact = expected.len() <= 1_000;
                assert_eq!(first["total_is_exact"], is_exact, "{indexed} {query}");
                let shown = expected.len().min(50);
                assert!(
                    ids(&first).iter().eq(expected[..shown].iter().copied()),
                    "{indexed} {query}"
                );
            }
        }
        // A search of a span of time.
        let span = format!(
            "q=ud&from={}&to={}",
            START.plus_seconds(1),
            START.plus_seconds(2)
        );
        let expected = told
            .iter()
            .filter(|t| t.2 == "Budi Udib" && (1_000..=2_000).contains(&t.0));
        let expected: Vec<&String> = expected.map(|t| &t.1).collect();
        assert!(all(&world, &staff, &span).await.iter().eq(expected));
    }
}

#[tokio::test]
async fn one_customer_s_sessions_are_theirs_whatever_others_are_called() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let mine = past::write(&world, |past| {
        let mitra = past.mitra("Sari", "+6287700000001");
        let [ana, namesake] = [0, 1].map(|_| past.customer("Ana", None));
        let all: Vec<_> = (0..6)
            .map(|n| {
                let gone = Gone {
                    at: n,
                    taken: n % 4 == 0,
                    ..Gone::PLAIN
                };
                past.session(if n % 2 == 0 { &ana } else { &namesake }, &mitra, gone)
            })
            .collect();
        (ana, [all[4].clone(), all[2].clone(), all[0].clone()])
    });
    let (ana, mine) = mine;
    let found = page(&world, &staff, &format!("customer_id={ana}")).await;
    assert_eq!(ids(&found), mine);
    assert_eq!(found["total"], 3);
    let found = page(
        &world,
        &staff,
        &format!("customer_id={ana}&status=expired&q=ana"),
    )
    .await;
    assert_eq!(ids(&found), mine[1..2]);
    let wrong = world.get("/internal/sessions?customer_id=ana", &staff.access);
    wrong.await.refused(400, "BAD_REQUEST");
    let wrong = world.get(
        "/internal/sessions?status=active&status=gone",
        &staff.access,
    );
    wrong.await.refused(400, "BAD_REQUEST");
}

/// 2.9.4
#[tokio::test]
async fn a_search_goes_on_to_the_last_page() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let told = large_house(&world);
    ngrams::take_up(world.ctx()).await.unwrap();
    // To the last page, of many in the same moment.
    for (q, mitra) in [("WATI", "Wati"), ("sari", "Sari")] {
        let found = all(&world, &staff, &format!("q={q}")).await;
        let is_meant = |t: &&Told| t.2.to_lowercase() == q || t.4.taken && t.5 == mitra;
        assert_eq!(found.len(), told.iter().filter(is_meant).count(), "{q}");
        let position = |id: &String| told.iter().position(|t| t.1 == *id).unwrap();
        assert!(found.iter().map(position).is_sorted(), "{q}");
    }
    // People are found likewise, the newest first; here all are as old, and the last one comes first.
    for (q, expected) in [
        ("sari", 3),
        ("%C3%A9lodie", 597),
        ("%C3%A9", 597),
        ("ud", 1_000),
        ("0812", 1_000),
        ("0", 1_000),
    ] {
        let list = format!("/internal/customers?q={q}");
        let page = world.get(&list, &staff.access).await.ok(200);
        assert_eq!(page["total"], expected, "{q}");
        assert_eq!(page["total_is_exact"], expected != 1_000, "{q}");
        let mut found = ids(&page);
        assert_eq!(found.len(), expected.min(50));
        if let Some(next) = page["next_cursor"].as_str() {
            let rest = world
                .get(&format!("{list}&cursor={next}"), &staff.access)
                .await
                .ok(200);
            found.extend(ids(&rest));
        }
        assert!(found.iter().rev().is_sorted(), "{q}");
        assert!(found.windows(2).all(|two| two[0] != two[1]), "{q}");
    }
}

/// 2.9.4
#[tokio::test]
async fn both_ends_of_a_span_are_in_it_and_pages_go_on_within_an_instant() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    let made = past::write(&world, |past| {
        let customer = past.customer("Anna", None);
        let mitra = past.mitra("Mitra", "+6287700000001");
        [0, 1, 1, 1, 2].map(|at| past.session(&customer, &mitra, Gone { at, ..Gone::PLAIN }))
    });
    let time = |at: i64| curhat::clock::Timestamp::from_millis(instant(at)).to_string();
    for (from, to, expected) in [
        (0, 2, 5),
        (1, 1, 3),
        (2, 5, 1),
        (-5, 0, 1),
        (3, 9, 0),
        (2, 1, 0),
    ] {
        let query = format!("from={}&to={}", time(from), time(to));
        assert_eq!(all(&world, &staff, &query).await.len(), expected, "{query}");
    }
    // Another zone's way of writing the same instant.
    let query = format!("from={}", time(1).replace('Z', "%2B00:00"));
    assert_eq!(all(&world, &staff, &query).await.len(), 4);

    let mut seen = Vec::new();
    let mut cursor = String::new();
    for _ in 0..5 {
        let page = page(&world, &staff, &format!("limit=1{cursor}")).await;
        seen.extend(ids(&page));
        cursor = format!(
            "&cursor={}",
            page["next_cursor"].as_str().unwrap_or_default()
        );
    }
    let newest_first: Vec<String> = made.into_iter().rev().collect();
    assert_eq!(seen, newest_first);
}
