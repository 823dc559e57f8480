//! Tells whoever started us how far we are, as systemd asks for it: one word to the socket named in `NOTIFY_SOCKET`. Started by
//! anyone else there is no such socket, and nothing is told.

use std::{
    io,
    os::unix::net::{SocketAddr, UnixDatagram},
    path::Path,
};

/// Requests are taken: whoever waits for the start may go on.
pub(super) fn ready() {
    tell("READY=1");
}

pub(super) fn stopping() {
    tell("STOPPING=1");
}

fn tell(word: &str) {
    let Some(name) = std::env::var_os("NOTIFY_SOCKET") else {
        return;
    };
    if let Err(error) = send(name.as_encoded_bytes(), word) {
        tracing::warn!(%error, "the service manager could not be told {word}");
    }
}

fn send(name: &[u8], word: &str) -> io::Result<()> {
    let address = match name.strip_prefix(b"@") {
        Some(rest) => of_no_file(rest)?,
        None => SocketAddr::from_pathname(Path::new(
            std::str::from_utf8(name).map_err(io::Error::other)?,
        ))?,
    };
    UnixDatagram::unbound()?.send_to_addr(word.as_bytes(), &address)?;
    Ok(())
}

/// A name that begins with @ is no file: Linux alone has such.
#[cfg(target_os = "linux")]
fn of_no_file(name: &[u8]) -> io::Result<SocketAddr> {
    use std::os::linux::net::SocketAddrExt;
    SocketAddr::from_abstract_name(name)
}

#[cfg(not(target_os = "linux"))]
fn of_no_file(_: &[u8]) -> io::Result<SocketAddr> {
    Err(io::ErrorKind::Unsupported.into())
}
