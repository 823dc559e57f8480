//! What the doctor looks at in the database itself.

use std::path::Path;

use super::{Report, in_words};
use crate::{
    cli::block_on,
    clock::Clock,
    domain::{
        account::staff,
        auth,
        hashing::{Costs, Hashing},
    },
    entropy::Entropy,
    store,
};

/// Looks into the file; says how large it is.
pub(super) fn database(report: &mut Report, database: &Path) -> u64 {
    let name = database.display();
    let found = match store::examine(database) {
        Ok(Some(found)) => found,
        Ok(None) => {
            report.warn(format!("{name}: not there yet; curhat seed makes it"));
            return 0;
        }
        Err(error) => {
            report.fail(error.to_string());
            return 0;
        }
    };
    if found.pages == "ok" {
        report.ok(format!("{name}: every page is whole"));
    } else {
        report.fail(format!(
            "{name} is damaged ({}); restore a backup",
            found.pages
        ));
    }
    if found.dangling > 0 {
        report.fail(format!(
            "{name}: {} rows refer to rows that are not there",
            found.dangling
        ));
    }
    if found.schema_version == store::SCHEMA_VERSION {
        report.ok(format!("schema version {}", found.schema_version));
    } else {
        report.warn(format!(
            "schema version {}, this program has {}; the next start brings it up to date",
            found.schema_version,
            store::SCHEMA_VERSION
        ));
    }
    default_password(report, database);
    machine_time(report, database);
    found.bytes
}

fn default_password(report: &mut Report, database: &Path) {
    let hashes = match store::peek(database, staff::super_admin_hashes) {
        Ok(hashes) if hashes.is_empty() => {
            report.warn("there is no super admin yet; curhat seed makes one");
            return;
        }
        Ok(hashes) => hashes,
        Err(error) => {
            report.fail(format!("super admins: {error}"));
            return;
        }
    };
    let hashing = Hashing::start(Costs::PRODUCTION, Entropy::system());
    let mut in_force = false;
    let looked = block_on(async {
        in_force = staff::has_default_password(&hashing, hashes)
            .await
            .map_err(|e| e.to_string())?;
        Ok(())
    });
    match (looked, in_force) {
        (Err(error), _) => report.fail(format!("super admins: {error}")),
        (Ok(()), true) => report.warn(format!(
            "a super admin has the default password ({}): change it in the control center",
            staff::DEFAULT_PASSWORD
        )),
        (Ok(()), false) => report.ok("no super admin has the default password"),
    }
}

/// Sessions that should be over go on for as long as the machine's time is behind.
fn machine_time(report: &mut Report, database: &Path) {
    let behind = store::peek(database, |tx| auth::is_behind(tx, Clock::system().now()));
    match behind {
        Ok(None) => report.ok("the machine's time lies after what the database has seen"),
        Ok(Some(seconds)) => report.warn(format!(
            "the machine's time lies {} before what the database has seen: set it, then restart",
            in_words(seconds)
        )),
        Err(error) => report.fail(format!("sign-ins: {error}")),
    }
}
