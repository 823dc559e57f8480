//! Tells the program where the web apps are that it carries: their builds, or an empty folder for one that is not built.
//! So `cargo build` needs no node, and what was built last is what is served.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let nothing = Path::new(&out).join("not-built");
    fs::create_dir_all(&nothing).expect("cargo's own folder can be written");
    for (app, variable) in [
        ("client", "WEB_CLIENT_DIR"),
        ("mitra", "WEB_MITRA_DIR"),
        ("control-center", "WEB_CONTROL_CENTER_DIR"),
    ] {
        let folder = Path::new(&root).join("web/apps").join(app);
        let built = folder.join("dist");
        let files = if built.join("index.html").is_file() {
            &built
        } else {
            &nothing
        };
        println!("cargo:rustc-env={variable}={}", files.display());
        // A path that is not there would make every build run this again: watch the nearest one that is.
        let watched = built
            .ancestors()
            .find(|path| path.exists())
            .filter(|path| *path != Path::new(&root));
        if let Some(path) = watched {
            println!("cargo:rerun-if-changed={}", path.display());
        }
    }
}
