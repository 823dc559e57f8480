//! The documentation leads where it says, and its lists are those of the program: codes, close codes, frames, settings.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
};

use curhat::{
    domain::error::Code,
    http::problem::status_and_title,
    wire::{
        close::CloseCode,
        frame::{ClientFrame, ServerFrame},
    },
};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// What people read: the pages of the root and everything in `docs/`, by their paths from the root.
fn pages() -> Vec<PathBuf> {
    let mut found = vec![
        "README.md".into(),
        "CONTRIBUTING.md".into(),
        "CHANGELOG.md".into(),
    ];
    let mut folders = vec![PathBuf::from("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The lines that are no code block.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    })
}

/// Where links and pictures of a page point to. What stands in backticks is none.
fn links(text: &str) -> Vec<String> {
    let mut targets = Vec::new();
    for line in prose(text) {
        let outside: String = line.split('`').step_by(2).collect();
        let ends = outside.split("](").skip(1);
        targets.extend(ends.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())));
    }
    targets
}

/// The addresses of a page's headings, as code hosts make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let headings = prose(text).filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let anchor: String = heading
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect();
            let times = seen.entry(anchor.clone()).or_default();
            *times += 1;
            match *times {
                1 => anchor,
                n => format!("{anchor}-{}", n - 1),
            }
        })
        .collect()
}

/// Why a link of `from` leads nowhere, if it does.
fn complaint(from: &Path, target: &str) -> Option<String> {
    if ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
    {
        return None;
    }
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (target, None),
    };
    let mut to = PathBuf::new();
    let base = from.parent().unwrap_or(Path::new(""));
    let named = if path.is_empty() {
        from.to_owned()
    } else {
        base.join(path)
    };
    for part in named.components() {
        match part {
            Component::Normal(name) => to.push(name),
            Component::CurDir => {}
            Component::ParentDir if to.pop() => {}
            _ => return Some("leaves the project".to_owned()),
        }
    }
    let Ok(file) = root().join(&to).canonicalize() else {
        return Some("is not there".to_owned());
    };
    let anchor = anchor?;
    let text = fs::read_to_string(file).unwrap_or_default();
    (!anchors(&text).contains(anchor)).then(|| "has no such heading".to_owned())
}

/// The part of a page under a heading, up to the next of the same or a higher rank.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let rank = heading.split(' ').next().unwrap().len();
    let start = text
        .find(&format!("\n{heading}\n"))
        .unwrap_or_else(|| panic!("no {heading}"));
    let rest = &text[start + heading.len() + 2..];
    let mut end = rest.len();
    for (at, _) in rest.match_indices("\n#") {
        let line = rest[at + 1..].lines().next().unwrap();
        if line.chars().take_while(|&c| c == '#').count() <= rank {
            end = at;
            break;
        }
    }
    &rest[..end]
}

/// The cells of a table's rows, without its head.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let is_head = lines.peek().is_some_and(|next| next.starts_with("|---"));
        if line.starts_with("| ") && !is_head {
            let cells = line.trim_matches('|').split(" | ");
            found.push(
                cells
                    .map(|cell| cell.trim_matches([' ', '|']).to_owned())
                    .collect(),
            );
        }
    }
    found
}

/// What stands first in backticks.
fn quoted(cell: &str) -> Option<&str> {
    cell.split('`').nth(1)
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let mut complaints = Vec::new();
    let mut followed = 0;
    for page in pages() {
        for target in links(&fs::read_to_string(root().join(&page)).unwrap()) {
            followed += 1;
            if let Some(why) = complaint(&page, &target) {
                complaints.push(format!("{}: {target} {why}", page.display()));
            }
        }
    }
    assert!(followed > 100, "{followed}");
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let from = Path::new("docs/README.md");
    assert_eq!(complaint(from, "../README.md"), None);
    assert_eq!(complaint(from, "https://example.org"), None);
    assert_eq!(complaint(from, "operations.md#backup-and-restore"), None);
    for wrong in [
        "nothing.md",
        "operations.md#nothing",
        "#nothing",
        "../../elsewhere.md",
        "/etc/passwd",
    ] {
        assert!(complaint(from, wrong).is_some(), "{wrong}");
    }
    let text = "a [b](c.md) `[d](e.md)` ![f](g.png)\n```\n[h](i.md)\n```\n";
    assert_eq!(links(text), ["c.md", "g.png"]);
    let headings = "# A `b`, c!\n## Twice\n## Twice\n```sh\n# no heading\n```\n";
    let expected = ["a-b-c", "twice", "twice-1"].map(str::to_owned);
    assert_eq!(anchors(headings), BTreeSet::from(expected));
}

#[test]
fn every_page_is_found_from_the_front_page() {
    for (index, folder) in [
        ("docs/README.md", "docs"),
        ("docs/decisions/README.md", "docs/decisions"),
    ] {
        let text = page(index);
        for page in pages() {
            if page.parent() == Some(Path::new(folder)) && page != Path::new(index) {
                let name = page.file_name().unwrap().to_str().unwrap();
                assert!(text.contains(&format!("({name})")), "{index}: {name}");
            }
        }
    }
}

#[test]
fn the_codes_of_the_documentation_are_those_of_the_program() {
    let text = page("docs/api.md");
    let mut written: Vec<(String, u16)> = rows(section(&text, "### All codes"))
        .iter()
        .filter_map(|row| Some((quoted(&row[0])?.to_owned(), row[1].parse().unwrap())))
        .collect();
    let mut expected: Vec<(String, u16)> = Code::ALL
        .iter()
        .map(|&code| (code.as_str().to_owned(), status_and_title(code).0))
        .collect();
    written.sort();
    expected.sort();
    assert_eq!(written, expected);
}

#[test]
fn the_close_codes_of_the_documentation_are_those_of_the_program() {
    let text = page("docs/websocket.md");
    let written: Vec<u16> = rows(section(&text, "## Close codes"))
        .iter()
        .map(|row| row[0].parse().unwrap())
        // What a client's own system says of a connection that broke.
        .filter(|&code| code != 1006)
        .collect();
    let expected: Vec<u16> = CloseCode::ALL.iter().map(|code| code.number()).collect();
    assert_eq!(written, expected);
}

#[test]
fn the_frames_of_the_documentation_are_those_of_the_program() {
    let text = page("docs/websocket.md");
    let written = |headings: &[&str]| -> BTreeSet<String> {
        headings
            .iter()
            .flat_map(|heading| rows(section(&text, heading)))
            .filter_map(|row| {
                // In the table of the first frames an arrow stands before them.
                let cell = row.iter().find(|cell| cell.starts_with('`'))?;
                let name = quoted(cell)?.split([' ', '{']).next()?;
                Some(name.to_owned()).filter(|name| !name.is_empty())
            })
            .collect()
    };
    let types = |frames: Vec<Value>| -> BTreeSet<String> {
        frames
            .iter()
            .map(|frame| frame["type"].as_str().unwrap().to_owned())
            .collect()
    };
    let json = |frame| serde_json::to_value(frame).unwrap();
    assert_eq!(
        written(&["## What you may say"]),
        types(ClientFrame::examples().into_iter().map(json).collect())
    );
    let json = |frame| serde_json::to_value(frame).unwrap();
    assert_eq!(
        written(&["## The first frames", "## What you will hear"]),
        types(ServerFrame::examples().into_iter().map(json).collect())
    );
}

#[test]
fn the_settings_of_the_documentation_are_those_of_the_program() {
    let text = page("docs/settings.md");
    let written: Vec<(String, String)> = rows(section(&text, "## Of the process"))
        .iter()
        .map(|row| {
            let default = quoted(&row[1]).unwrap_or_default().to_owned();
            (quoted(&row[0]).unwrap().to_owned(), default)
        })
        .collect();
    // A test of its own holds this file against the program.
    let expected: Vec<(String, String)> = page(".env.example")
        .lines()
        .filter_map(|line| line.trim_start_matches('#').split_once('='))
        .filter(|(name, _)| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
        .map(|(name, default)| (name.to_owned(), default.to_owned()))
        .collect();
    assert_eq!(written, expected);
}

/// The schema of a group's patch.
fn patch_of<'a>(document: &'a Value, operation: &Value) -> &'a Value {
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let name = body["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
    &document["components"]["schemas"][name]
}

#[test]
fn the_settings_of_operators_are_documented_with_default_and_range() {
    let text = page("docs/settings.md");
    let mut written: Vec<[String; 4]> = rows(section(&text, "## Of the service"))
        .iter()
        .map(|row| {
            let name = |cell: &str| quoted(cell).unwrap().to_owned();
            [name(&row[0]), name(&row[1]), row[2].clone(), row[3].clone()]
        })
        .collect();
    written.sort();
    let document: Value = serde_json::from_str(&page("openapi/internal.json")).unwrap();
    let mut expected = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let Some(group) = path.strip_prefix("/internal/config/") else {
            continue;
        };
        let patch = &operations["patch"];
        if group.contains('/') || patch.is_null() {
            continue;
        }
        let schema = patch_of(&document, patch);
        for (member, shape) in schema["properties"].as_object().unwrap() {
            let default = match &schema["example"][member] {
                Value::String(word) => word.clone(),
                other => other.to_string(),
            };
            let range = match (shape["minimum"].as_f64(), shape["maximum"].as_f64()) {
                (Some(least), Some(most)) => format!("{least} to {most}"),
                _ if shape["type"] == "boolean" => "true, false".to_owned(),
                _ => "`reject`, `merge`".to_owned(),
            };
            expected.push([group.to_owned(), member.clone(), default, range]);
        }
    }
    expected.sort();
    assert_eq!(written, expected);
}

#[test]
fn the_concepts_name_every_setting_status_and_reason() {
    let text = page("docs/concepts.md");
    let timers = section(&text, "## Timers and their settings");
    let schema = page("schema.sql");
    let keys: Vec<&str> = schema
        .lines()
        .filter_map(|line| line.strip_prefix("insert into app_config (key, value) values ('"))
        .filter_map(|rest| rest.split('\'').next())
        .collect();
    assert!(keys.len() >= 16, "{keys:?}");
    for key in keys {
        assert!(timers.contains(&format!("`{key}")), "{key}");
    }
    let document: Value = serde_json::from_str(&page("openapi/public.json")).unwrap();
    let schemas = &document["components"]["schemas"];
    for name in ["SessionStatus", "EndReason"] {
        for word in schemas[name]["enum"].as_array().unwrap() {
            let word = word.as_str().unwrap();
            assert!(text.contains(&format!("`{word}`")), "{name}: {word}");
        }
    }
}

#[test]
fn the_dev_desk_is_documented_with_all_its_kinds() {
    let text = page("docs/dev-desk.md");
    let document: Value = serde_json::from_str(&page("openapi/dev.json")).unwrap();
    let schemas = &document["components"]["schemas"];
    for name in ["FaultKind", "ScenarioKind"] {
        for word in schemas[name]["enum"].as_array().unwrap() {
            let word = word.as_str().unwrap();
            assert!(text.contains(word), "{name}: {word}");
        }
    }
}
