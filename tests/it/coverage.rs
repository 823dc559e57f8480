//! The acceptance table, held against the tests.
//!
//! A test says what it proves in a doc line of its own, `/// 1.3.5, 1.3.6`, among the doc lines above it. From these lines
//! the `proof` column of `docs/acceptance.md` is made: `CURHAT_BLESS=1 cargo test --test it coverage` writes it anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

mod examples;

/// How many rows each chapter has. Ids are stable: a new one is added at the end of its chapter, none is reused.
const CHAPTERS: &[(&str, usize)] = &[
    ("1.1", 10),
    ("1.2", 10),
    ("1.3", 12),
    ("1.4", 8),
    ("1.5", 7),
    ("1.6", 6),
    ("1.7", 3),
    ("1.8", 9),
    ("1.9", 5),
    ("1.10", 17),
    ("1.11", 14),
    ("1.12", 16),
    ("1.13", 4),
    ("2.1", 8),
    ("2.2", 17),
    ("2.3", 6),
    ("2.4", 17),
    ("2.5", 4),
    ("2.6", 5),
    ("2.7", 6),
    ("2.8", 4),
    ("2.9", 6),
    ("2.10", 4),
    ("2.11", 3),
    ("2.12", 5),
    ("2.13", 3),
    ("3.1", 8),
    ("3.2", 5),
    ("3.3", 10),
    ("4.1", 6),
    ("4.2", 5),
    ("4.3", 5),
    ("4.4", 5),
    ("5.1", 5),
    ("5.2", 3),
    ("5.3", 5),
    ("5.4", 4),
    ("5.5", 5),
    ("5.6", 6),
];
const TOTAL: usize = 281;

const TABLE: &str = "docs/acceptance.md";
const OPEN: &str = "open";

/// Where tests say in doc lines what they prove: folder, ending of its files.
const SOURCES: &[(&str, &str)] = &[("tests/it", "rs"), ("web/e2e", "ts")];

/// What tests claim to prove.
#[derive(Debug, Default)]
struct Claims {
    /// Id to proofs, each `file::test`.
    proofs: BTreeMap<String, BTreeSet<String>>,
    complaints: Vec<String>,
}

impl Claims {
    fn read(&mut self, file: &str, text: &str) {
        let mut ids: Vec<&str> = Vec::new();
        let mut is_test = false;
        let mut in_attribute = false;
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let at = format!("{file}:{}", number + 1);
            if in_attribute {
                in_attribute = !line.ends_with(']');
            } else if let Some(doc) = line.strip_prefix("///") {
                let words: Vec<&str> = doc.split(',').map(str::trim).collect();
                if words.iter().all(|word| is_id(word)) {
                    ids.extend(words);
                } else if doc.split([',', ' ', ':']).any(is_id) {
                    self.complaints.push(format!(
                        "{at}: acceptance ids stand alone in their line, separated by commas"
                    ));
                }
            } else if let Some(attribute) = line.strip_prefix("#[") {
                let path = attribute.split(['(', ']']).next().unwrap_or_default();
                is_test |= path.rsplit("::").next() == Some("test");
                in_attribute = !line.ends_with(']');
            } else if !line.starts_with("//") {
                let name = if Path::new(file).extension().is_some_and(|end| end == "ts") {
                    titled(line)
                } else {
                    named(line).filter(|_| is_test)
                };
                match name {
                    Some(name) => self.add(&at, &ids, &format!("{file}::{name}")),
                    None if ids.is_empty() => {}
                    None => self
                        .complaints
                        .push(format!("{at}: acceptance ids, but no test follows them")),
                }
                ids.clear();
                is_test = false;
            }
        }
    }

    fn add(&mut self, at: &str, ids: &[&str], proof: &str) {
        if !ids.is_empty() && proof.contains('|') {
            self.complaints
                .push(format!("{at}: a name with | can't stand in a table"));
            return;
        }
        for id in ids {
            if !all_ids().any(|known| known == *id) {
                self.complaints
                    .push(format!("{at}: there is no acceptance id {id}"));
            }
            let proofs = self.proofs.entry((*id).to_owned()).or_default();
            proofs.insert(proof.to_owned());
        }
    }
}

fn is_id(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// The function that a line begins.
fn named(line: &str) -> Option<&str> {
    let rest = line.split_once("fn ")?.1;
    rest.split(['(', '<']).next()
}

/// The title of the browser test that a line begins.
fn titled(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("test(")?;
    let quote = rest.chars().next()?;
    rest[1..].split(quote).next()
}

fn all_ids() -> impl Iterator<Item = String> {
    CHAPTERS
        .iter()
        .flat_map(|(chapter, rows)| (1..=*rows).map(move |row| format!("{chapter}.{row}")))
}

/// The parts of a row: id, what, proofs.
fn row(line: &str) -> Option<(&str, &str, Vec<String>)> {
    let inner = line.strip_prefix("| ")?.strip_suffix(" |")?;
    let (id, rest) = inner.split_once(" | ")?;
    let (what, proof) = rest.rsplit_once(" | ")?;
    is_id(id).then(|| (id, what, proofs(proof)))
}

fn proofs(cell: &str) -> Vec<String> {
    let mut proofs: Vec<String> = Vec::new();
    for part in cell.split(", ").filter(|part| *part != OPEN) {
        match proofs.last_mut() {
            // A comma inside the title of a browser test.
            Some(last) if !part.contains("::") => *last = format!("{last}, {part}"),
            _ => proofs.push(part.to_owned()),
        }
    }
    proofs
}

/// Is this proof one that doc lines speak of? Others are entered by hand.
fn is_claimed(proof: &str) -> bool {
    let file = proof.split("::").next().unwrap_or_default();
    SOURCES
        .iter()
        .any(|(folder, end)| file.starts_with(&format!("{folder}/")) && file.ends_with(end))
}

/// The table as the doc lines want it.
fn renewed(table: &str, claims: &Claims) -> String {
    let line = |line: &str| match row(line) {
        None => line.to_owned(),
        Some((id, what, old)) => {
            let mut proofs = claims.proofs.get(id).cloned().unwrap_or_default();
            proofs.extend(old.into_iter().filter(|proof| !is_claimed(proof)));
            let cell = if proofs.is_empty() {
                OPEN.to_owned()
            } else {
                proofs.into_iter().collect::<Vec<_>>().join(", ")
            };
            format!("| {id} | {what} | {cell} |")
        }
    };
    table.lines().map(|l| line(l) + "\n").collect()
}

/// What is wrong with the ids of a table.
fn miscounted(table: &str) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = all_ids().map(|id| (id, 0)).collect();
    for line in table.lines().filter(|line| line.starts_with("| ")) {
        if let Some((id, ..)) = row(line) {
            *seen.entry(id.to_owned()).or_default() += 1;
        } else if !line.starts_with("| id |") {
            seen.insert(format!("(no row: {line})"), 0);
        }
    }
    let known: BTreeSet<String> = all_ids().collect();
    seen.into_iter()
        .filter(|(id, times)| *times != 1 || !known.contains(id))
        .map(|(id, times)| format!("{id}: {times} times"))
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Does the file of a proof hold its test?
fn exists(proof: &str) -> bool {
    let Some((file, name)) = proof.split_once("::") else {
        return false;
    };
    fs::read_to_string(root().join(file)).is_ok_and(|text| {
        text.lines()
            .map(str::trim)
            .any(|line| named(line) == Some(name) || titled(line) == Some(name))
    })
}

fn files(folder: &str, end: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("node_modules") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == end) {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
                found.push((name.to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The table and the claims, read once, and written anew first where that is wanted.
fn state() -> &'static (String, Claims) {
    static STATE: OnceLock<(String, Claims)> = OnceLock::new();
    STATE.get_or_init(|| {
        let mut claims = Claims::default();
        for (folder, end) in SOURCES {
            for (file, text) in files(folder, end) {
                claims.read(&file, &text);
            }
        }
        let path = root().join(TABLE);
        let mut table = fs::read_to_string(&path).unwrap();
        if std::env::var_os("CURHAT_BLESS").is_some_and(|value| value == "1") {
            table = renewed(&table, &claims);
            let partial = path.with_extension("partial");
            fs::write(&partial, &table).unwrap();
            fs::rename(&partial, &path).unwrap();
        }
        (table, claims)
    })
}

fn rows(table: &str) -> impl Iterator<Item = (&str, &str, Vec<String>)> {
    table.lines().filter_map(row)
}

#[track_caller]
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_acceptance_id_has_one_row() {
    assert_eq!(all_ids().count(), TOTAL);
    none(&miscounted(&state().0));
}

#[test]
fn every_row_names_tests_that_exist() {
    let missing: Vec<String> = rows(&state().0)
        .flat_map(|(id, _, proofs)| proofs.into_iter().map(move |proof| (id, proof)))
        .filter(|(_, proof)| !exists(proof))
        .map(|(id, proof)| format!("{TABLE}: {id} names {proof}, which is not there"))
        .collect();
    none(&missing);
}

#[test]
fn the_table_says_what_the_tests_say() {
    let (table, claims) = state();
    none(&claims.complaints);
    let wanted = renewed(table, claims);
    let stale: Vec<String> = rows(table)
        .zip(rows(&wanted))
        .filter(|(is, should)| is.2 != should.2)
        .map(|(is, should)| {
            format!(
                "{TABLE}: {} says {:?}, the doc lines of the tests say {:?}",
                is.0, is.2, should.2
            )
        })
        .collect();
    if !stale.is_empty() {
        println!("CURHAT_BLESS=1 cargo test --test it coverage writes the table anew");
    }
    none(&stale);
}

/// Not a failure: the list of what is left to do. `--nocapture` shows it.
#[test]
fn ids_still_open() {
    let table = &state().0;
    let open: Vec<&str> = rows(table)
        .filter(|(.., proofs)| proofs.is_empty())
        .map(|(id, ..)| id)
        .collect();
    println!("{} of {TOTAL} acceptance ids are open:", open.len());
    for (chapter, _) in CHAPTERS {
        let of_chapter = |id: &&str| id.rsplit_once('.').is_some_and(|(c, _)| c == *chapter);
        let ids: Vec<&str> = open.iter().copied().filter(of_chapter).collect();
        if !ids.is_empty() {
            println!("  {}", ids.join(" "));
        }
    }
}
