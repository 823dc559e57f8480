//! The real program, as a process of its own: started with settings, watched through its log, stopped or killed by its pid.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process, prlimit};
use serde_json::Value;
use tempfile::TempDir;

use crate::world::SECRET;

/// Long enough for the slowest machine; nothing waits that long when all is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for a condition, looking often. The name is what a failure says.
#[track_caller]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// Settings for a program, and the folder that it runs in.
pub struct Place {
    dir: TempDir,
    settings: Vec<(String, String)>,
    program: PathBuf,
    /// What starts it, with its arguments; nothing if it is started as it is.
    launcher: Vec<String>,
}

impl Place {
    /// Enough for `serve` to start: on loopback, on free ports.
    pub fn new() -> Self {
        Self::bare()
            .set("AUTH_JWT_SECRET", SECRET)
            .set("BIND_ADDRESS", "127.0.0.1")
            .set("PUBLIC_PORT", "0")
            .set("INTERNAL_PORT", "0")
            .set("LOG_FORMAT", "json")
    }

    /// No settings at all.
    pub fn bare() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            settings: Vec::new(),
            program: env!("CARGO_BIN_EXE_curhat").into(),
            launcher: Vec::new(),
        }
    }

    /// Another program in place of the one that was built.
    pub fn of(mut self, program: &Path) -> Self {
        program.clone_into(&mut self.program);
        self
    }

    /// Started by another program, which must leave it the process's id.
    pub fn through(mut self, launcher: Vec<String>) -> Self {
        self.launcher = launcher;
        self
    }

    pub fn set(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.settings.retain(|(n, _)| n != name);
        self.settings
            .push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Where the data lies, unless `DATA_DIR` says otherwise.
    pub fn data(&self) -> PathBuf {
        let named = self.settings.iter().find(|(n, _)| n == "DATA_DIR");
        self.path().join(named.map_or("data", |(_, v)| v))
    }

    pub fn database(&self) -> PathBuf {
        self.data().join("curhat.db")
    }

    pub fn number(&self, sql: &str) -> i64 {
        rusqlite::Connection::open(self.database())
            .unwrap()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = match self.launcher.split_first() {
            None => Command::new(&self.program),
            Some((launcher, rest)) => {
                let mut command = Command::new(launcher);
                command.args(rest).arg(&self.program);
                command
            }
        };
        command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .envs(self.settings.iter().cloned())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.command(arguments).output().unwrap())
    }

    /// Starts a server and waits until it listens.
    #[track_caller]
    pub fn serve(&self) -> Program {
        let mut program = self.spawn(&["serve"]);
        program.await_listening();
        program
    }

    pub fn spawn(&self, arguments: &[&str]) -> Program {
        let mut child = self
            .command(arguments)
            // So that a Ctrl-C at the test's terminal does not reach it twice.
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines: Arc<Mutex<Vec<String>>> = Arc::default();
        let streams: [Box<dyn std::io::Read + Send>; 2] = [
            Box::new(child.stdout.take().unwrap()),
            Box::new(child.stderr.take().unwrap()),
        ];
        let readers = streams
            .into_iter()
            .map(|stream| {
                let lines = lines.clone();
                std::thread::spawn(move || {
                    for line in BufReader::new(stream).lines() {
                        let Ok(line) = line else { return };
                        lines.lock().unwrap().push(line);
                    }
                })
            })
            .collect();
        Program {
            child,
            lines,
            readers,
            public: String::new(),
            internal: String::new(),
        }
    }
}

/// A command that has ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Standard output of a command that must have gone well.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{}{}", self.stdout, self.stderr);
        self.stdout
    }

    /// The one line of a command that must have refused.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!(self.code, Some(1), "{}{}", self.stdout, self.stderr);
        let lines: Vec<&str> = self.stderr.lines().collect();
        assert_eq!(lines.len(), 1, "{}", self.stderr);
        lines[0].to_owned()
    }
}

/// A running program. Killed when dropped.
pub struct Program {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
    readers: Vec<std::thread::JoinHandle<()>>,
    /// `http://127.0.0.1:…`
    pub public: String,
    pub internal: String,
}

impl Program {
    /// Waits until it listens, or has ended instead.
    #[track_caller]
    pub fn starts_or_ends(&mut self) -> bool {
        let ended = until("the server to listen or to end", || {
            if self.log().contains("\"listening\"") {
                return Some(false);
            }
            self.has_ended().then_some(true)
        });
        if !ended {
            self.await_listening();
        }
        !ended
    }

    #[track_caller]
    fn await_listening(&mut self) {
        let line = until("the server to listen", || {
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "it ended: {}", self.log());
            self.lines().into_iter().find_map(|line| {
                let line: Value = serde_json::from_str(&line).ok()?;
                (line["message"] == "listening").then_some(line)
            })
        });
        let address = |name: &str| format!("http://{}", line[name].as_str().unwrap());
        (self.public, self.internal) = (address("public"), address("internal"));
    }

    /// What it has written so far, to standard output and standard error.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    pub fn log(&self) -> String {
        self.lines().join("\n")
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// No file of it may grow beyond so many bytes; `None` lifts the limit.
    pub fn limit_file_size(&self, bytes: Option<u64>) {
        let limit = Rlimit {
            current: bytes,
            maximum: None,
        };
        prlimit(Some(self.pid()), Resource::Fsize, limit).unwrap();
    }

    /// It may have so many descriptors open; `None` lifts the limit.
    pub fn limit_descriptors(&self, count: Option<u64>) {
        let limit = Rlimit {
            current: count.or(Some(4096)),
            maximum: Some(4096),
        };
        prlimit(Some(self.pid()), Resource::Nofile, limit).unwrap();
    }

    /// How many descriptors it has asked for.
    pub fn descriptor_limit(&self) -> u64 {
        let limits = format!("/proc/{}/limits", self.child.id());
        let limits = std::fs::read_to_string(limits).unwrap();
        let line = limits
            .lines()
            .find(|line| line.starts_with("Max open files"));
        let soft = line.and_then(|line| line.split_whitespace().nth(3));
        soft.unwrap().parse().unwrap()
    }

    /// Bytes of memory that are its own, and of pages of files (the program itself, for the most part) that the system keeps
    /// for it.
    pub fn memory(&self) -> (u64, u64) {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap();
        let kib = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap()
                .trim()
                .trim_end_matches(" kB")
                .parse()
                .unwrap()
        };
        (kib("RssAnon:") << 10, kib("RssFile:") << 10)
    }

    /// Ticks of a processor that it has used, a hundred to a second.
    pub fn ticks(&self) -> u64 {
        let pid = self.child.id();
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split(' ').collect();
        let number = |n: usize| fields[n].parse::<u64>().unwrap();
        number(12) + number(13)
    }

    pub fn descriptors(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id()))
            .unwrap()
            .count()
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    #[track_caller]
    pub fn wait(&mut self) -> ExitStatus {
        until("the program to end", || self.child.try_wait().unwrap())
    }

    /// Stops it in order and gives back its whole log.
    #[track_caller]
    pub fn stop(mut self) -> Vec<String> {
        self.signal(Signal::TERM);
        let status = self.wait();
        for reader in self.readers.drain(..) {
            reader.join().unwrap();
        }
        assert_eq!(status.code(), Some(0), "{}", self.log());
        self.lines()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
