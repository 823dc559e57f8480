//! The three apps that are built in: whatever `web/apps/*/dist` held when the program was built. A debug build reads them
//! from there when it starts, so that who works on an app need not build the server.

use rust_embed::{EmbeddedFile, RustEmbed};

use super::{App, File};

#[derive(RustEmbed)]
#[folder = "$WEB_CLIENT_DIR"]
struct Client;

#[derive(RustEmbed)]
#[folder = "$WEB_MITRA_DIR"]
struct Mitra;

#[derive(RustEmbed)]
#[folder = "$WEB_CONTROL_CENTER_DIR"]
struct ControlCenter;

/// The customers' app.
pub fn client() -> App {
    App::new("/app/", files::<Client>())
}

/// The mitras' app.
pub fn mitra() -> App {
    App::new("/mitra/", files::<Mitra>())
}

/// The operators' app.
pub fn control_center() -> App {
    App::new("/", files::<ControlCenter>())
}

fn files<A: RustEmbed>() -> impl Iterator<Item = (String, File)> {
    A::iter().filter_map(|name| {
        let EmbeddedFile { data, metadata, .. } = A::get(&name)?;
        let file = File {
            bytes: match data {
                std::borrow::Cow::Borrowed(bytes) => bytes.into(),
                std::borrow::Cow::Owned(bytes) => bytes.into(),
            },
            hash: metadata.sha256_hash(),
        };
        Some((name.into_owned(), file))
    })
}
