//! The house rules that no compiler checks: who may import whom, where SQL and the database driver live, how long a file may
//! grow. Each rule is a function from source text to complaints, so that each is also shown to fail on a bad example.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

mod examples;
mod rust;
mod tables;

use self::{
    rust::{Kind, lex, paths},
    tables::{EVERYTHING, LADDER, LADDER_EXCEPTIONS, LAYERS, MACROS},
};

/// The database driver, by any of its names.
const DRIVER: &[&str] = &["rusqlite", "r2d2", "r2d2_sqlite"];

/// Files with SQL text outside `sql.rs` and `src/store/`, each with its reason.
const SQL_EXCEPTIONS: &[(&str, &str)] = &[];

const LONG: usize = 400;
const TOO_LONG: usize = 600;

/// Where a file stands in the tree of modules: `src/domain/auth/mod.rs` is `domain::auth`. None for the binary.
fn module_of(file: &str) -> Option<Vec<String>> {
    let path = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    match path {
        "main" => return None,
        "lib" => parts.clear(),
        _ if parts.last().is_some_and(|last| last == "mod") => {
            parts.pop();
        }
        _ => {}
    }
    Some(parts)
}

/// Is `path` the module `name` (`a::b`), or inside it?
fn inside(path: &[String], name: &str) -> bool {
    name == EVERYTHING
        || name
            .split("::")
            .enumerate()
            .all(|(i, part)| path.get(i).is_some_and(|p| p == part))
}

fn imports(file: &str, text: &str) -> Vec<String> {
    let Some(module) = module_of(file) else {
        return Vec::new();
    };
    let mut complaints = BTreeSet::new();
    for (line, mut target) in paths(&module, &lex(text)) {
        let name = target.join("::");
        if let [only] = &target[..]
            && let Some((_, home)) = MACROS.iter().find(|(name, _)| name == only)
        {
            target.insert(0, (*home).to_owned());
        }
        let complaint = if module.starts_with(&target) {
            None
        } else if module.first() != target.first() {
            across(&module, &target)
        } else if inside(&module, "domain") {
            up(&module, &target)
        } else {
            None
        };
        if let Some(why) = complaint {
            complaints.insert(format!("{file}:{line}: imports {name}: {why}"));
        }
    }
    complaints.into_iter().collect()
}

/// Between layers.
fn across(module: &[String], target: &[String]) -> Option<String> {
    let layer = LAYERS
        .iter()
        .filter(|layer| inside(module, layer.module))
        .max_by_key(|layer| layer.module.len());
    let Some(layer) = layer else {
        return Some(format!(
            "LAYERS does not say what {} may import",
            module.join("::")
        ));
    };
    if layer.may.iter().any(|name| inside(target, name)) {
        return None;
    }
    let may = if layer.may.is_empty() {
        "nothing of ours".to_owned()
    } else {
        format!("only {}", layer.may.join(", "))
    };
    Some(format!("{} may import {may}: {}", layer.module, layer.why))
}

/// Within the domain.
fn up(module: &[String], target: &[String]) -> Option<String> {
    let rung = |concept: &str| {
        LADDER
            .iter()
            .position(|(names, _)| names.contains(&concept))
    };
    let (Some(from), Some(to)) = (module.get(1), target.get(1)) else {
        return Some("the domain's parts import each other by name".to_owned());
    };
    if from == to {
        return None;
    }
    let excepted = LADDER_EXCEPTIONS
        .iter()
        .any(|(who, what, _)| who == from && inside(&target[1..], what));
    if excepted {
        return None;
    }
    match (rung(from), rung(to)) {
        (None, _) => Some(format!("LADDER does not say where {from} stands")),
        (_, None) => Some(format!("LADDER does not say where {to} stands")),
        (Some(low), Some(high)) if high >= low => Some(format!(
            "{to} ({}) does not stand below {from} ({})",
            LADDER[high].1, LADDER[low].1
        )),
        _ => None,
    }
}

fn driver(file: &str, text: &str) -> Vec<String> {
    if file.starts_with("src/store/") {
        return Vec::new();
    }
    lex(text)
        .iter()
        .filter_map(|token| match &token.kind {
            Kind::Word(word) if DRIVER.contains(&word.as_str()) => Some(format!(
                "{file}:{}: {word} is named outside src/store/: use Tx",
                token.line
            )),
            _ => None,
        })
        .collect()
}

/// Does a string constant hold SQL? Keywords are written in one case, so that a sentence that begins with "Update" is none.
fn is_sql(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    let first = text.split(' ').next().unwrap_or_default();
    if first != first.to_lowercase() && first != first.to_uppercase() {
        return false;
    }
    let text = text.to_lowercase();
    let (first, rest) = text.split_once(' ').unwrap_or_default();
    let second = rest.split(' ').next().unwrap_or_default();
    match first {
        "select" => {
            rest.contains(" from ")
                || second.starts_with(|c: char| !c.is_alphabetic())
                || second.contains('(')
        }
        "insert" => matches!(second, "into" | "or"),
        "update" => rest.contains(" set "),
        "delete" => second == "from",
        "create" | "alter" | "drop" => {
            matches!(
                second,
                "table" | "index" | "unique" | "view" | "trigger" | "temp"
            )
        }
        "with" => rest.contains(" as (") && rest.contains("select "),
        "pragma" => true,
        _ => false,
    }
}

fn sql(file: &str, text: &str) -> Vec<String> {
    let at_home = file.starts_with("src/store/")
        || file.ends_with("/sql.rs")
        || file.contains("/sql/")
        || SQL_EXCEPTIONS.iter().any(|(name, _)| *name == file);
    if at_home {
        return Vec::new();
    }
    lex(text)
        .iter()
        .filter_map(|token| match &token.kind {
            Kind::Text(text) if is_sql(text) => Some(format!(
                "{file}:{}: SQL belongs into the concept's sql.rs: {:.60}",
                token.line,
                text.trim()
            )),
            _ => None,
        })
        .collect()
}

fn length(file: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    if lines > TOO_LONG {
        vec![format!(
            "{file}: {lines} lines, the most is {TOO_LONG}: split it"
        )]
    } else {
        Vec::new()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder of this repository, by its path from the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
                found.push((name.to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Holds a rule against each file of the folders.
fn hold(folders: &[&str], rule: fn(&str, &str) -> Vec<String>) {
    let files: Vec<_> = folders.iter().flat_map(|folder| sources(folder)).collect();
    assert!(!files.is_empty(), "no file to look at");
    let complaints: Vec<String> = files
        .iter()
        .flat_map(|(name, text)| rule(name, text))
        .collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn modules_import_only_what_their_layer_may() {
    hold(&["src"], imports);
}

#[test]
fn only_the_store_names_the_database_driver() {
    hold(&["src"], driver);
}

#[test]
fn sql_stands_in_sql_files_only() {
    hold(&["src"], sql);
}

#[test]
fn no_file_is_too_long_to_read() {
    let folders = ["src", "tests", "benches"];
    for (name, text) in folders.iter().flat_map(|folder| sources(folder)) {
        let lines = text.lines().count();
        if lines > LONG {
            println!("{name}: {lines} lines; past {LONG} look for a second concept in it");
        }
    }
    hold(&folders, length);
}

#[test]
fn the_tables_have_reasons_and_no_doubles_and_no_exception_outlives_its_file() {
    let modules: BTreeSet<_> = LAYERS.iter().map(|layer| layer.module).collect();
    assert_eq!(modules.len(), LAYERS.len());
    assert!(LAYERS.iter().all(|layer| !layer.why.is_empty()));
    let concepts: Vec<_> = LADDER.iter().flat_map(|(names, _)| names.iter()).collect();
    let once: BTreeSet<_> = concepts.iter().collect();
    assert_eq!(once.len(), concepts.len());
    for (who, what, why) in LADDER_EXCEPTIONS {
        assert!(concepts.contains(&who) && concepts.contains(&what) && !why.is_empty());
    }
    for (file, why) in SQL_EXCEPTIONS {
        assert!(!why.is_empty());
        assert!(
            root().join(file).is_file(),
            "{file} is gone: drop its exception"
        );
    }
}
