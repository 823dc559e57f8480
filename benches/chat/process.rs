//! What a server and its children have used, from the system.

use std::{collections::HashMap, fs};

/// Processor seconds of a process and all its descendants so far.
pub fn cpu_seconds(root: u32) -> f64 {
    let mut ticks = HashMap::new();
    let mut parents = HashMap::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else {
            continue;
        };
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
            continue;
        };
        // The name stands in parentheses and may hold spaces; numbers come after it.
        let Some((_, rest)) = stat.rsplit_once(") ") else {
            continue;
        };
        let fields: Vec<&str> = rest.split(' ').collect();
        let number = |at: usize| {
            fields
                .get(at)
                .and_then(|f| f.parse::<u64>().ok())
                .unwrap_or(0)
        };
        parents.insert(pid, number(1) as u32);
        // Its own, and those of children that have ended.
        ticks.insert(pid, number(11) + number(12) + number(13) + number(14));
    }
    let belongs = |mut pid: u32| {
        while pid != root {
            match parents.get(&pid) {
                Some(&parent) if parent != 0 => pid = parent,
                _ => return false,
            }
        }
        true
    };
    let total: u64 = ticks
        .iter()
        .filter(|(pid, _)| belongs(**pid))
        .map(|(_, t)| t)
        .sum();
    total as f64 / 100.0
}

/// Room for as many open sockets as the system lets us have.
pub fn raise_descriptor_limit() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let _ = setrlimit(Resource::Nofile, most);
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}
