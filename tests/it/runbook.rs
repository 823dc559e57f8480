//! The operator's pages say what is there: every metric, every command.

use std::{fs, path::Path};

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Every name of a metric in the sources.
fn metrics() -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let quoted = text.split('"').filter(|part| part.starts_with("curhat_"));
            names.extend(quoted.map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_metric_is_explained() {
    let runbook = page("docs/operations.md");
    let names = metrics();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        assert!(runbook.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_command_for_operators_is_in_the_runbook() {
    let runbook = page("docs/operations.md");
    for command in [
        "curhat serve",
        "curhat seed",
        "curhat migrate",
        "curhat backup",
        "curhat restore",
        "curhat doctor",
        "curhat try",
        "curhat admin reset-password",
        "curhat customer erase",
        "install.sh system",
        "install.sh uninstall",
    ] {
        assert!(runbook.contains(command), "{command}");
    }
}
