//! All that the control center may ask, each question in as many ways as there are rounds.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

use super::house::{House, MITRAS, action, actor, customer_phone, mitra_phone, mix, name};

pub struct Question<'h> {
    pub name: &'static str,
    pub path: Box<dyn Fn(usize) -> String + 'h>,
}

fn question<'h>(name: &'static str, path: impl Fn(usize) -> String + 'h) -> Question<'h> {
    Question {
        name,
        path: Box::new(path),
    }
}

/// `next_cursor` after a row at this instant.
fn after(at: i64) -> String {
    let mut bytes = at.to_be_bytes().to_vec();
    bytes.extend(Uuid::from_u128(0x8000 << 112).as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// An instant `days` ago.
fn ago(house: &House, days: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(house.now - days * 86_400_000).unwrap();
    at.to_string()
}

pub fn all(house: &House) -> Vec<Question<'_>> {
    let mut all = sessions(house);
    all.extend(searches());
    all.extend(people(house));
    all.extend(reports(house));
    all
}

fn sessions(house: &House) -> Vec<Question<'_>> {
    let any = move |n: usize| house.session_at(mix(n, house.sessions));
    vec![
        question("sessions", |_| "sessions".into()),
        question("sessions, 200 a page", |_| "sessions?limit=200".into()),
        question("sessions, a page deep down", move |n| {
            format!("sessions?cursor={}", after(any(n)))
        }),
        question("sessions completed", move |n| {
            format!("sessions?status=completed&cursor={}", after(any(n)))
        }),
        question("sessions active", |_| "sessions?status=active".into()),
        question("sessions expired, in a month", |n| {
            let days = mix(n, 360) as i64;
            format!(
                "sessions?status=expired&from={}&to={}",
                ago(house, days + 30),
                ago(house, days)
            )
        }),
        question("sessions regular", |_| {
            "sessions?topic_sensitivity=regular".into()
        }),
        question("sessions sensitive, a page deep down", move |n| {
            format!(
                "sessions?topic_sensitivity=sensitive&cursor={}",
                after(any(n))
            )
        }),
        question("sessions completed and sensitive", |_| {
            "sessions?status=completed&topic_sensitivity=sensitive".into()
        }),
        question("sessions of a day", |n| {
            let days = mix(n, 400) as i64;
            format!(
                "sessions?from={}&to={}",
                ago(house, days + 1),
                ago(house, days)
            )
        }),
        question("sessions of a year, sensitive", |_| {
            format!(
                "sessions?topic_sensitivity=sensitive&from={}",
                ago(house, 365)
            )
        }),
        question("sessions of a mitra", |n| {
            format!("sessions?mitra_id={}", house.mitra(mix(n, MITRAS)))
        }),
        question("sessions of a mitra, completed and sensitive", |n| {
            let mitra = house.mitra(mix(n, MITRAS));
            format!("sessions?mitra_id={mitra}&status=completed&topic_sensitivity=sensitive")
        }),
        question("one session, with its timeline", |n| {
            format!("sessions/{}", house.session(mix(n, house.sessions)))
        }),
    ]
}

/// A first name is that of one in forty; a whole name that of one in sixteen hundred.
fn searches() -> Vec<Question<'static>> {
    let first = |n: usize| name(n).split(' ').next().unwrap().to_lowercase();
    let asked = |list: &str, text: &str| format!("{list}?q={}", escaped(text));
    vec![
        question("sessions, q first name", move |n| {
            asked("sessions", &first(n))
        }),
        question("sessions, q whole name", move |n| {
            asked("sessions", &name(n))
        }),
        question("sessions, q two letters", move |n| {
            asked("sessions", ["an", "ri", "tr", "us"][n % 4])
        }),
        question("sessions, q nobody", move |n| {
            asked("sessions", &format!("nobody {n}"))
        }),
        question("sessions, q phone", move |n| {
            asked("sessions", &customer_phone(n))
        }),
        question("sessions, q piece of a phone", move |n| {
            asked("sessions", &customer_phone(n)[6..11])
        }),
        question("sessions, q beginning of all phones", move |_| {
            asked("sessions", "0812")
        }),
        question("sessions, q phone of a mitra", move |n| {
            asked("sessions", &mitra_phone(n % MITRAS))
        }),
        question("sessions completed, q first name, 200 a page", move |n| {
            format!(
                "{}&status=completed&limit=200",
                asked("sessions", &first(n))
            )
        }),
        question("sessions sensitive, q first name", move |n| {
            format!(
                "{}&topic_sensitivity=sensitive",
                asked("sessions", &first(n))
            )
        }),
        question("customers, q first name", move |n| {
            asked("customers", &first(n))
        }),
        question("customers, q whole name", move |n| {
            asked("customers", &name(n))
        }),
        question("customers, q two letters", move |n| {
            asked("customers", ["an", "ri", "tr", "us"][n % 4])
        }),
        question("customers, q nobody", move |n| {
            asked("customers", &format!("nobody {n}"))
        }),
        question("customers, q phone", move |n| {
            asked("customers", &customer_phone(n))
        }),
        question("customers, q piece of a phone", move |n| {
            asked("customers", &customer_phone(n)[6..11])
        }),
        question("mitras, q first name", move |n| asked("mitras", &first(n))),
        question("mitras, q phone", move |n| {
            asked("mitras", &mitra_phone(n % MITRAS))
        }),
    ]
}

fn people(house: &House) -> Vec<Question<'_>> {
    vec![
        question("customers", |_| "customers".into()),
        question("customers, 200 a page, deep down", |n| {
            format!(
                "customers?limit=200&cursor={}",
                after(house.session_at(mix(n, house.sessions)))
            )
        }),
        question("one customer", |n| {
            format!("customers/{}", house.customer(mix(n, house.customers())))
        }),
        question("mitras, 200 a page", |_| "mitras?limit=200".into()),
        question("mitras online and active", |_| {
            "mitras?is_online=true&is_active=true".into()
        }),
        question("one mitra", |n| {
            format!("mitras/{}", house.mitra(mix(n, MITRAS)))
        }),
    ]
}

fn reports(house: &House) -> Vec<Question<'_>> {
    vec![
        question("dashboard", |_| "dashboard".into()),
        question("activity, all time", |_| "mitra-activity".into()),
        question("activity, all time, 200 a page", |_| {
            "mitra-activity?limit=200".into()
        }),
        question("activity, a year from some hour on, 200 a page", |n| {
            let from = jiff::Timestamp::from_millisecond(
                house.now - 365 * 86_400_000 + n as i64 * 3_600_000,
            );
            format!("mitra-activity?limit=200&from={}", from.unwrap())
        }),
        question("activity, a month, 200 a page", |n| {
            let days = mix(n, 360) as i64;
            format!(
                "mitra-activity?limit=200&from={}&to={}",
                ago(house, days + 30),
                ago(house, days)
            )
        }),
        question("activity of a mitra, all time", |n| {
            format!("mitra-activity/{}", house.mitra(mix(n, MITRAS)))
        }),
        question("activity of a mitra, a month, 200 a page", |n| {
            let days = mix(n, 360) as i64;
            let mitra = house.mitra(mix(n, MITRAS));
            format!(
                "mitra-activity/{mitra}?limit=200&from={}&to={}",
                ago(house, days + 30),
                ago(house, days)
            )
        }),
        question("audit log", |_| "audit-log".into()),
        question("audit log, 200 a page, deep down", |n| {
            format!(
                "audit-log?limit=200&cursor={}",
                after(house.session_at(mix(n, house.sessions)))
            )
        }),
        question("audit log, an action", |n| {
            format!("audit-log?action={}", action(mix(n, house.changes())))
        }),
        question("audit log, a rare action", |_| {
            "audit-log?action=staff.updated".into()
        }),
        question("audit log, an actor", |n| {
            format!("audit-log?actor_id={}", actor(n))
        }),
        question("audit log, nobody's", |n| {
            format!("audit-log?actor_id={}", house.mitra(n % MITRAS))
        }),
        question("audit log, of a week", |n| {
            let days = mix(n, 390) as i64;
            format!(
                "audit-log?from={}&to={}",
                ago(house, days + 7),
                ago(house, days)
            )
        }),
    ]
}
