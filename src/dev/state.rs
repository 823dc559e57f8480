//! Snapshots of everything this server knows, by name: files beside the data, to which a running server goes back at once,
//! and which can lie next to an app's tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    clock::Timestamp,
    domain::{
        config::Config,
        ctx::Ctx,
        error::{Code, Error},
        event::Event,
    },
};

const ENDING: &str = "db";

/// A name that is safe in a path and readable in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    const LONGEST: usize = 64;

    pub fn parse(text: &str) -> Result<Self, Error> {
        let fits = (1..=Self::LONGEST).contains(&text.len())
            && !text.starts_with(['.', '-'])
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::field(
                "/name",
                "must be 1 to 64 letters, digits, dots, underscores and hyphens",
            ))
        }
    }
}

#[derive(Debug, Clone)]
pub struct Snapshot {
    pub name: String,
    /// Which instant it shows, by the server's clock then. `None` of a file that was made elsewhere.
    pub shows: Option<Timestamp>,
    pub bytes: u64,
}

/// The folder they lie in.
#[derive(Debug, Clone)]
pub struct Snapshots(PathBuf);

impl Snapshots {
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    fn path(&self, name: &Name) -> PathBuf {
        self.0.join(format!("{}.{ENDING}", name.0))
    }

    /// Where one lies that is there.
    fn found(&self, name: &Name) -> Result<PathBuf, Error> {
        let path = self.path(name);
        if path.is_file() {
            Ok(path)
        } else {
            Err(Code::NotFound.into())
        }
    }

    fn prepare(&self) -> Result<(), Error> {
        fs::create_dir_all(&self.0).map_err(|e| wrong(&self.0, &e))
    }

    /// By name. A file that can't be read is left out.
    pub async fn list(&self, ctx: &Ctx) -> Result<Vec<Snapshot>, Error> {
        let Ok(entries) = fs::read_dir(&self.0) else {
            return Ok(Vec::new());
        };
        let mut names: Vec<String> = entries
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                name.strip_suffix(&format!(".{ENDING}")).map(str::to_owned)
            })
            .collect();
        names.sort();
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            if let Ok(name) = Name::parse(&name)
                && let Ok(snapshot) = self.look(ctx, &name).await
            {
                found.push(snapshot);
            }
        }
        Ok(found)
    }

    async fn look(&self, ctx: &Ctx, name: &Name) -> Result<Snapshot, Error> {
        let path = self.found(name)?;
        Ok(Snapshot {
            name: name.0.clone(),
            shows: ctx.store().snapshot_shows(path.clone()).await?,
            bytes: fs::metadata(&path).map_err(|e| wrong(&path, &e))?.len(),
        })
    }

    /// Saves how things stand; an older one of that name is replaced.
    pub async fn save(&self, ctx: &Ctx, name: &Name) -> Result<Snapshot, Error> {
        self.prepare()?;
        let path = self.path(name);
        ctx.store().save_snapshot(path, ctx.now()).await?;
        self.look(ctx, name).await
    }

    pub fn remove(&self, name: &Name) -> Result<(), Error> {
        let path = self.found(name)?;
        fs::remove_file(&path).map_err(|e| wrong(&path, &e))
    }

    pub fn export(&self, name: &Name) -> Result<Vec<u8>, Error> {
        let path = self.found(name)?;
        fs::read(&path).map_err(|e| wrong(&path, &e))
    }

    /// Takes a file in that was exported, here or elsewhere, if it is one of ours and whole.
    pub async fn import(&self, ctx: &Ctx, name: &Name, file: Vec<u8>) -> Result<Snapshot, Error> {
        self.prepare()?;
        let arriving = self.0.join(format!("{}.arriving", name.0));
        fs::write(&arriving, file).map_err(|e| wrong(&arriving, &e))?;
        if let Err(error) = ctx.store().check_snapshot(arriving.clone()).await {
            let _ = fs::remove_file(&arriving);
            let why = error.to_string();
            let why = why.split_once(".arriving").map_or(&*why, |(_, why)| why);
            return Err(Error::field(
                "/",
                format!("is no snapshot: {}", why.trim_start_matches([':', ' '])),
            ));
        }
        let path = self.path(name);
        fs::rename(&arriving, &path).map_err(|e| wrong(&path, &e))?;
        self.look(ctx, name).await
    }

    /// Goes back to a snapshot, and, unless it is to stay as it is, the clock with it.
    pub async fn restore(&self, ctx: &Ctx, name: &Name, keep_clock: bool) -> Result<(), Error> {
        let path = self.found(name)?;
        let before = ctx.now();
        let shows = ctx.store().snapshot_shows(path.clone()).await?;
        // The clock first: by a later one everything that is restored would be due at once.
        if let Some(shows) = shows
            && !keep_clock
        {
            ctx.clock().set_to(shows);
        }
        if let Err(error) = ctx.store().return_to(path).await {
            ctx.clock().set_to(before);
            return Err(error.into());
        }
        Ok(())
    }
}

/// The alarm looks for what is due in the data as they are now, and whoever hears of settings hears of these.
pub async fn wake(ctx: &Ctx) -> Result<(), Error> {
    ctx.write(|work| {
        let config = Config::load(work.tx)?;
        work.announce(Event::ConfigUpdated(config.into()));
        Ok(())
    })
    .await
}

fn wrong(path: &Path, error: &std::io::Error) -> Error {
    tracing::warn!(path = %path.display(), %error, "a snapshot's file can't be used");
    Code::StorageUnavailable.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_but_into_the_folder() {
        for wrong in ["", ".", "..", "../x", "a/b", ".hidden", "-x", "a b", "ä"] {
            assert!(Name::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Name::parse(&"x".repeat(65)).is_err());
        assert!(Name::parse("before-extension_2.1").is_ok());
    }
}
