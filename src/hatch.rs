//! The hatch: a socket in the data folder, by which a command at a shell has the running server do something that others must
//! hear of at once. A command that wrote by itself would leave sockets open and apps untold.
//!
//! Whoever may write into the folder may pass: it is open to the server's own user and to root, and to nobody else. One line
//! of JSON goes in, one comes out.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::domain::{
    audit::By,
    ctx::Ctx,
    erasure::{self, Erased},
    error::{Code, Error},
    ids::CustomerId,
};

/// Its name in the data folder.
pub const SOCKET: &str = "curhat.sock";

/// The longest line.
const LINE_BYTES: u64 = 4096;

/// How long someone who came may take to say what they want.
const PATIENCE: Duration = Duration::from_secs(5);

/// What can be asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "snake_case")]
pub enum Order {
    EraseCustomer { id: Uuid },
}

/// What came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    Erased {
        before: bool,
        sessions: usize,
        messages: usize,
        sign_ins: usize,
    },
    /// There is no such thing.
    Unknown,
    /// A sentence.
    Failed { why: String },
}

/// Carries out an order. Whoever has the data folder to themselves may do so without a server.
pub async fn carry_out(ctx: &Ctx, order: Order) -> Answer {
    let done = match order {
        Order::EraseCustomer { id } => erasure::erase(ctx, By::SYSTEM, CustomerId(id)).await,
    };
    match done {
        Ok(Erased {
            before,
            sessions,
            messages,
            sign_ins,
        }) => Answer::Erased {
            before,
            sessions,
            messages,
            sign_ins,
        },
        Err(Error {
            code: Code::NotFound,
            ..
        }) => Answer::Unknown,
        Err(error) => Answer::Failed {
            why: error.to_string(),
        },
    }
}

/// Asks the server that uses this data folder. `None`: none listens there.
pub async fn ask(data: &Path, order: &Order) -> io::Result<Option<Answer>> {
    let stream = match UnixStream::connect(data.join(SOCKET)).await {
        Ok(stream) => stream,
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
            ) =>
        {
            return Ok(None);
        }
        Err(e) => return Err(e),
    };
    let (reader, mut writer) = stream.into_split();
    writer.write_all(line(order).as_bytes()).await?;
    let mut text = String::new();
    BufReader::new(reader.take(LINE_BYTES))
        .read_line(&mut text)
        .await?;
    serde_json::from_str(&text).map(Some).map_err(|_| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "the server went away, or is another version",
        )
    })
}

/// Serves until `stop`. Without it the server is as good, but for the commands that need it: so what is wrong is only told.
pub async fn run(ctx: Ctx, data: PathBuf, stop: CancellationToken) {
    let path = data.join(SOCKET);
    let listener = match bind(&path) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::warn!(%error, path = %path.display(), "commands at a shell can't reach this server");
            return stop.cancelled().await;
        }
    };
    while let Some(accepted) = stop.run_until_cancelled(listener.accept()).await {
        match accepted {
            Ok((stream, _)) if may_pass(&stream) => {
                if let Err(error) = serve(&ctx, stream).await {
                    tracing::debug!(%error, "a command at a shell went away");
                }
            }
            Ok(_) => tracing::warn!("another user of this machine was turned away"),
            Err(error) => {
                tracing::warn!(%error, "a command at a shell could not be heard");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    let _ = fs::remove_file(&path);
}

/// The data folder is this process's alone, so what lies there is left from another life.
fn bind(path: &Path) -> io::Result<UnixListener> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

fn may_pass(stream: &UnixStream) -> bool {
    let own = rustix::process::geteuid().as_raw();
    stream
        .peer_cred()
        .is_ok_and(|peer| peer.uid() == own || peer.uid() == 0)
}

async fn serve(ctx: &Ctx, stream: UnixStream) -> io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut text = String::new();
    let mut reader = BufReader::new(reader.take(LINE_BYTES));
    tokio::time::timeout(PATIENCE, reader.read_line(&mut text)).await??;
    let answer = match serde_json::from_str(&text) {
        Ok(order) => carry_out(ctx, order).await,
        Err(_) => Answer::Failed {
            why: "this server does not know that order: it is another version".to_owned(),
        },
    };
    let said = line(&answer);
    tokio::time::timeout(PATIENCE, writer.write_all(said.as_bytes())).await?
}

fn line(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string(value).expect("plain values are JSON");
    text.push('\n');
    text
}
