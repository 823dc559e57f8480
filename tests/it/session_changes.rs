//! A session is found by what its people are called and what it is, at every moment: whether the index of names has it as it is
//! now, or has heard of nothing yet.

use std::collections::BTreeMap;

use curhat::domain::ngrams;

use crate::{
    past::{self, Gone},
    session_search::all,
    world::{Operator, World},
};

/// Each of these is looked for before and after the index hears of a change.
const TYPED: [&str; 7] = ["ana", "ben", "%2B62812", "0812", "mira", "sensitive", "%00"];

/// What happens to people and sessions, and how many sessions are due for the index then. `C`, `M` and `S` are one of each, `N`
/// another mitra, `D` another customer.
const CHANGES: [(&str, usize); 15] = [
    ("select 1", 12),
    (
        "update customers set display_name = 'Banana' where id = 'C'",
        4,
    ),
    (
        "update customers set phone = '+628129999' where id = 'C'",
        4,
    ),
    (
        "update customers set email = 'ana@example.com' where id = 'C'",
        0,
    ),
    // Mitras are not in it by name.
    (
        "update mitras set display_name = 'Ananda' where id = 'M'",
        0,
    ),
    (
        "update chat_sessions set customer_unread = 3 where id = 'S'",
        0,
    ),
    ("update chat_sessions set mitra_id = 'N' where id = 'S'", 1),
    (
        "update chat_sessions set customer_id = 'D' where id = 'S'",
        1,
    ),
    (
        "update chat_sessions set topic_sensitivity = 'sensitive' where id = 'S'",
        1,
    ),
    (
        "update chat_sessions set status = 'cancelled' where id = 'S'",
        1,
    ),
    (
        "update chat_sessions set requested_at = requested_at + 100000000 where id = 'S'",
        1,
    ),
    (
        "update chat_sessions set status = 'requested', ended_at = null, deadline_at = 1 where id = 'S'",
        1,
    ),
    // Open ones are not in it.
    (
        "update chat_sessions set topic_sensitivity = 'regular' where id = 'S'",
        0,
    ),
    (
        "update chat_sessions set status = 'expired', ended_at = 1, deadline_at = null where id = 'S'",
        1,
    ),
    ("delete from chat_sessions where id = 'S'", 1),
];

#[tokio::test]
async fn a_session_is_found_as_it_is_now_before_and_after_the_index_knows() {
    let world = World::new().await;
    let staff = world.operator("viewer").await;
    past::write(&world, |past| {
        let mitras = [("Mira", 1), ("Nuri", 2)]
            .map(|(name, n)| past.mitra(name, &format!("+628770000000{n}")));
        let customers = ["Ana", "Ben", "Carla"].map(|name| past.customer(name, None));
        for n in 0..12 {
            let gone = Gone {
                at: n as i64 * 700_000,
                taken: n % 4 != 0,
                ..Gone::PLAIN
            };
            past.session(&customers[n % 3], &mitras[n % 2], gone);
        }
    });
    for (change, due) in CHANGES {
        let named = [
            ("'C'", past::id(11, 0)),
            ("'D'", past::id(11, 2)),
            ("'M'", past::id(12, 0)),
            ("'N'", past::id(12, 1)),
            ("'S'", past::id(13, 6)),
        ];
        let sql = named.iter().fold(change.to_owned(), |sql, (name, id)| {
            sql.replace(name, &format!("'{id}'"))
        });
        world.sql().execute_batch(&sql).unwrap();
        for due in [due, 0] {
            for (query, found) in of_each_filter(&world, &staff).await {
                assert_eq!(found, expected(&world, &query), "{change} {due} {query}");
            }
            let taken_up = ngrams::take_up(world.ctx()).await.unwrap();
            assert_eq!(taken_up.sessions, due, "{change}");
        }
    }
}

/// All that is found, by what was asked.
async fn of_each_filter(world: &World, staff: &Operator) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for typed in TYPED {
        for filter in [
            "",
            "&status=expired",
            "&status=cancelled&status=requested",
            "&topic_sensitivity=sensitive",
            "&mitra_id=00000000-0000-7000-8012-000000000001",
            "&customer_id=00000000-0000-7000-8011-000000000000",
        ] {
            let query = format!("q={typed}{filter}");
            let sessions = all(world, staff, &query).await;
            found.push((query, sessions));
        }
    }
    found
}

/// What each of those queries should find, looked for in every row.
fn expected(world: &World, query: &str) -> Vec<String> {
    let query = query.replace("%2B", "+").replace("%00", "nobody");
    let mut wanted = query.split('&').map(|pair| pair.split_once('=').unwrap());
    let typed = wanted.next().unwrap().1.to_owned();
    let mut filters: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, value) in wanted {
        filters.entry(name).or_default().push(format!("'{value}'"));
    }
    let mut sql = "
        select s.id
          from chat_sessions s
          join customers c on c.id = s.customer_id
          left join mitras m on m.id = s.mitra_id
         where (lower(c.display_name) like ?1 or lower(m.display_name) like ?1
             or c.phone like ?1 or m.phone like ?1 or c.phone like ?2 or m.phone like ?2)"
        .to_owned();
    for (name, values) in filters {
        sql = format!("{sql} and s.{name} in ({})", values.join(", "));
    }
    sql.push_str(" order by s.requested_at desc, s.id desc");
    let home = typed
        .strip_prefix('0')
        .map_or("-".to_owned(), |rest| format!("+62{rest}%"));
    let found = world.sql();
    let mut found = found.prepare(&sql).unwrap();
    let rows = found.query_map((format!("%{typed}%"), home), |row| row.get(0));
    rows.unwrap().map(Result::unwrap).collect()
}
