//! What a process that is killed leaves behind: its files as they are at that instant, the log not folded in.

use std::{fs, path::Path};

use curhat::{entropy::Entropy, store::DataDir};

/// The log begins with this, and each changed page follows with some words before it.
const HEAD: usize = 32;
const FRAME: usize = 24 + 4096;

/// The database, and its log.
#[derive(Debug, Clone)]
pub struct Files {
    database: Vec<u8>,
    log: Vec<u8>,
}

fn log_of(database: &Path) -> std::path::PathBuf {
    let mut log = database.to_owned().into_os_string();
    log.push("-wal");
    log.into()
}

impl Files {
    /// As another process would find them now.
    pub fn of(data: &DataDir) -> Self {
        let database = data.database();
        Self {
            log: fs::read(log_of(&database)).unwrap_or_default(),
            database: fs::read(database).unwrap(),
        }
    }

    pub fn put(&self, data: &DataDir) {
        let database = data.database();
        fs::write(log_of(&database), &self.log).unwrap();
        fs::write(database, &self.database).unwrap();
    }

    /// As they were at some point while what was there `before` became this. The log is written from front to back, at
    /// its end or over an older one: up to some byte it is as it is now, and from there on as it was.
    pub fn cut(&self, before: &Self, dice: &Entropy) -> Self {
        // By frames, for the bytes in them are not the same in each run of a seed: logs are marked by chance.
        fn frame(files: &Files, n: usize) -> Option<&[u8]> {
            let begin = HEAD + n * FRAME;
            files.log.get(begin..begin + FRAME)
        }
        let frames = self.log.len().saturating_sub(HEAD) / FRAME;
        let differs = |n: &usize| frame(self, *n) != frame(before, *n);
        let first = (0..frames).find(differs);
        let last = (0..frames).rfind(differs);
        let (Some(first), Some(last), true) = (first, last, self.database == before.database)
        else {
            // Nothing was written, or so much that some of it is in the database already.
            return self.clone();
        };
        let begins_anew = self.log.get(..HEAD) != before.log.get(..HEAD);
        let begin = if begins_anew { 0 } else { HEAD + first * FRAME };
        let end = HEAD + (last + 1) * FRAME;
        let cut = begin + dice.below((end - begin) as u32 + 1) as usize;
        // Often all of it is there, and only the answer is not.
        let cut = if dice.below(3) == 0 { end } else { cut };
        let mut log = self.log[..cut].to_vec();
        log.extend_from_slice(before.log.get(cut..).unwrap_or_default());
        Self {
            database: self.database.clone(),
            log,
        }
    }
}
