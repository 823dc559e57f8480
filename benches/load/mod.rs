//! A server of its own, and a client cheap enough not to be what is measured.

#![allow(dead_code, reason = "each benchmark uses what it needs")]

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A running `curhat serve` on loopback, ended when it is dropped.
pub struct Server {
    child: Child,
    pub public: SocketAddr,
    pub internal: SocketAddr,
    pub data: PathBuf,
    /// From the start of the process to the first `/readyz` that says yes.
    pub ready_after: Duration,
}

/// What tokens are signed with.
pub const SECRET: &str = "a secret for benchmarks, long enough to be taken";

impl Server {
    /// Starts on `data`, with free ports.
    pub fn start(data: &Path) -> Self {
        Self::with(data, &[])
    }

    /// The same, with more settings.
    pub fn with(data: &Path, settings: &[(&str, &str)]) -> Self {
        let [public, internal] = free_ports();
        let began = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_curhat"))
            .arg("serve")
            .env_clear()
            .env("DATA_DIR", data)
            .env("BIND_ADDRESS", "127.0.0.1")
            .env("PUBLIC_PORT", public.port().to_string())
            .env("INTERNAL_PORT", internal.port().to_string())
            .env("AUTH_JWT_SECRET", SECRET)
            .envs(settings.iter().copied())
            .env("LOG_LEVEL", "warn")
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server's program was built with the benchmark");
        let mut server = Self {
            child,
            public,
            internal,
            data: data.to_owned(),
            ready_after: Duration::ZERO,
        };
        while began.elapsed() < Duration::from_secs(60) {
            if let Ok(mut connection) = Connection::open(public)
                && let Ok(answer) = connection.send(&request("GET", "/readyz", None, None))
                && answer.status == 200
            {
                server.ready_after = began.elapsed();
                return server;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("the server was not ready within a minute");
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it in order.
    pub fn stop(mut self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    /// Resident memory, from the system.
    pub fn resident_kib(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// Processor time that it has taken so far, in steps of 10 ms.
    pub fn processor(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // After the name, which may hold anything: the 12th and 13th, in hundredths of a second.
        let rest = stat.rsplit_once(") ").unwrap().1;
        let ticks = rest.split(' ').skip(11).take(2);
        let ticks: u64 = ticks.map(|t| t.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 10)
    }

    fn status(&self, line: &str) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        std::fs::read_to_string(path)
            .unwrap()
            .lines()
            .find_map(|l| l.strip_prefix(line))
            .and_then(|l| l.split_whitespace().next()?.parse().ok())
            .unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_ports() -> [SocketAddr; 2] {
    let listen = || std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let (a, b) = (listen(), listen());
    [a.local_addr().unwrap(), b.local_addr().unwrap()]
}

/// Runs a subcommand of the server on `data` to its end.
pub fn curhat(data: &Path, args: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_curhat"))
        .args(args)
        .env_clear()
        .env("DATA_DIR", data)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "curhat {args:?}");
}

/// One kept-alive connection, one request at a time.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Connection {
    pub fn open(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(4096),
        })
    }

    /// Sends bytes made by [`request`] and reads one answer.
    pub fn send(&mut self, request: &[u8]) -> std::io::Result<Answer> {
        self.stream.write_all(request)?;
        self.buffer.clear();
        let mut chunk = [0; 4096];
        loop {
            if let Some(answer) = self.parse() {
                return Ok(answer);
            }
            match self.stream.read(&mut chunk)? {
                0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                n => self.buffer.extend_from_slice(&chunk[..n]),
            }
        }
    }

    fn parse(&self) -> Option<Answer> {
        let end = self.buffer.windows(4).position(|w| w == b"\r\n\r\n")? + 4;
        let head = std::str::from_utf8(&self.buffer[..end]).ok()?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let length: usize = head
            .lines()
            .find_map(|l| l.strip_prefix("content-length: "))
            .map_or(Some(0), |l| l.parse().ok())?;
        let body = self.buffer.get(end..end + length)?.to_vec();
        Some(Answer { status, body })
    }
}

/// The bytes of a request.
pub fn request(method: &str, path: &str, token: Option<&str>, body: Option<&str>) -> Vec<u8> {
    let token = token.map_or(String::new(), |t| format!("authorization: Bearer {t}\r\n"));
    let body = body.map_or("\r\n".to_owned(), |b| {
        format!(
            "content-type: application/json\r\ncontent-length: {}\r\n\r\n{b}",
            b.len()
        )
    });
    format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n{token}{body}").into_bytes()
}

/// What a closed-loop run gave.
pub struct Run {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    pub failed: usize,
}

/// Runs `clients` threads for `span`, each doing `step` over and over. `step` gets the client's number and says whether the
/// answer was the one expected.
pub fn closed_loop<C>(
    clients: usize,
    span: Duration,
    open: impl Fn(usize) -> C + Sync,
    step: impl Fn(&mut C) -> bool + Sync,
) -> Run {
    let (open, step) = (&open, &step);
    let results: Vec<(Vec<Duration>, usize)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|n| {
                scope.spawn(move || {
                    let mut client = open(n);
                    let (mut times, mut failed) = (Vec::new(), 0);
                    let until = Instant::now() + span;
                    while Instant::now() < until {
                        let began = Instant::now();
                        if step(&mut client) {
                            times.push(began.elapsed());
                        } else {
                            failed += 1;
                        }
                    }
                    (times, failed)
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let failed = results.iter().map(|(_, failed)| failed).sum();
    let mut times: Vec<Duration> = results.into_iter().flat_map(|(times, _)| times).collect();
    times.sort_unstable();
    let at = |share: f64| {
        times
            .get((times.len() as f64 * share) as usize)
            .or(times.last())
            .copied()
            .unwrap_or_default()
    };
    Run {
        per_second: times.len() as f64 / span.as_secs_f64(),
        p50: at(0.5),
        p99: at(0.99),
        failed,
    }
}

pub fn row(name: &str, run: &Run) {
    println!(
        "| {name} | {:.0} | {:.2} | {:.2} | {} |",
        run.per_second,
        run.p50.as_secs_f64() * 1e3,
        run.p99.as_secs_f64() * 1e3,
        run.failed
    );
}

/// The machine, for the line above the figures.
pub fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|l| l.starts_with("model name"))?;
            Some(line.split(':').nth(1)?.trim().to_owned())
        })
        .unwrap_or_else(|| "unknown processor".into());
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!(
        "{cores} × {cpu}, load before {}",
        load.split(' ').next().unwrap_or("?")
    )
}
