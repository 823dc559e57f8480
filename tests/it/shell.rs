//! Commands at a shell for whoever runs the server: a lost password, a customer who is to be forgotten.

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    program::{Place, Program},
    world::Reply,
};

const ADMIN: &str = "admin@curhat.local";

fn seeded() -> Place {
    let place = Place::new();
    place.run(&["seed"]).ok();
    place
}

async fn post(base: &str, path: &str, token: Option<&str>, body: Value) -> Reply {
    let mut request = reqwest::Client::new()
        .post(format!("{base}{path}"))
        .json(&body);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    Reply::of(request).await
}

async fn login(program: &Program, password: &str) -> Reply {
    let body = json!({"email": ADMIN, "password": password});
    post(&program.internal, "/internal/auth/login", None, body).await
}

/// The line that stands by itself.
fn password_in(output: &str) -> String {
    let line = output
        .lines()
        .find_map(|line| line.strip_prefix("  "))
        .unwrap_or_else(|| panic!("no password in {output}"));
    line.to_owned()
}

#[tokio::test]
async fn a_lost_password_is_replaced_while_the_server_runs() {
    let place = seeded().set("AUTH_REVOCATION", "immediate");
    let program = place.serve();
    let before = login(&program, "admin123").await.ok(200);
    for _ in 0..5 {
        login(&program, "Guessed123")
            .await
            .refused(401, "INVALID_CREDENTIALS");
    }
    login(&program, "admin123")
        .await
        .refused(423, "ACCOUNT_LOCKED");

    let output = place.run(&["admin", "reset-password", ADMIN]).ok();
    let password = password_in(&output);
    // The lock is gone with the old password, and so are the sign-ins.
    login(&program, "admin123")
        .await
        .refused(401, "INVALID_CREDENTIALS");
    login(&program, &password).await.ok(200);
    let request = reqwest::Client::new()
        .get(format!("{}/internal/auth/me", program.internal))
        .bearer_auth(before["access_token"].as_str().unwrap());
    Reply::of(request).await.refused(401, "TOKEN_INVALID");
    assert_eq!(
        place.number(
            "select count(*) from audit_log
              where action = 'control_center_user.password_reset' and actor_type = 'system'"
        ),
        1
    );
    let again = place.run(&["admin", "reset-password", ADMIN]).ok();
    assert_ne!(password_in(&again), password);
    assert!(!program.stop().join("\n").contains(&password));
}

#[test]
fn a_password_is_reset_only_for_staff_there_is_and_who_is_active() {
    let place = seeded();
    let refused = |email: &str| place.run(&["admin", "reset-password", email]).refused();
    assert_eq!(
        refused("nobody@curhat.local"),
        "curhat: nobody on the staff has the e-mail nobody@curhat.local"
    );
    assert_eq!(refused("nobody"), "curhat: nobody is no e-mail address");
    Connection::open(place.database())
        .unwrap()
        .execute("update control_center_users set is_active = 0", [])
        .unwrap();
    let line = refused(ADMIN);
    assert!(line.contains("is deactivated"), "{line}");
    let line = Place::new()
        .run(&["admin", "reset-password", ADMIN])
        .refused();
    assert!(line.contains("there is no database at"), "{line}");
}

async fn guest(program: &Program) -> Value {
    let name = json!({"display_name": "Ratna Canary"});
    post(&program.public, "/api/shared/auth/anonymous", None, name)
        .await
        .ok(201)
}

#[tokio::test]
async fn a_customer_is_erased_at_a_shell_with_and_without_a_server() {
    let place = seeded();
    let program = place.serve();
    let (first, second) = (guest(&program).await, guest(&program).await);
    let id = |guest: &Value| guest["profile"]["id"].as_str().unwrap().to_owned();
    let url = format!("{}/api/shared/ws", program.public.replace("http", "ws"));
    let (mut socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
    {
        use futures_util::{SinkExt, StreamExt};
        use tokio_tungstenite::tungstenite::Message;
        let auth = json!({"type": "auth", "token": first["access_token"]});
        socket.send(Message::text(auth.to_string())).await.unwrap();
        // auth_ok and sync.
        socket.next().await.unwrap().unwrap();
        socket.next().await.unwrap().unwrap();
        let unasked = place.run(&["customer", "erase", &id(&first)]).refused();
        assert!(unasked.contains("add --yes"), "{unasked}");
        let said = place.run(&["customer", "erase", "--yes", &id(&first)]).ok();
        assert!(said.contains("is erased: 0 messages"), "{said}");
        // The running server did it: it closes what is open.
        let close = socket.next().await.unwrap().unwrap();
        assert!(
            matches!(&close, Message::Close(Some(frame)) if u16::from(frame.code) == 4401),
            "{close:?}"
        );
    }
    let nobody = "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    let line = place.run(&["customer", "erase", "--yes", nobody]).refused();
    assert_eq!(line, format!("curhat: there is no customer {nobody}"));
    program.stop();
    assert!(!place.data().join("curhat.sock").exists());

    place
        .run(&["customer", "erase", "--yes", &id(&second)])
        .ok();
    let again = place
        .run(&["customer", "erase", "--yes", &id(&second)])
        .ok();
    assert!(again.contains("was erased before"), "{again}");
    assert_eq!(
        place.number("select count(*) from customers where display_name = 'Erased customer'"),
        2
    );
    assert_eq!(
        place.number(
            "select count(*) from audit_log where action = 'customer.erased' and actor_type = 'system'"
        ),
        2
    );
}

#[tokio::test]
async fn a_server_that_was_killed_leaves_nothing_in_the_way_of_the_next() {
    use rustix::process::Signal;
    let place = seeded();
    let mut program = place.serve();
    program.signal(Signal::KILL);
    program.wait();
    assert!(place.data().join("curhat.sock").exists());
    let program = place.serve();
    let guest = guest(&program).await;
    let id = guest["profile"]["id"].as_str().unwrap();
    place.run(&["customer", "erase", "--yes", id]).ok();
}

#[test]
fn whoever_starts_it_is_told_when_it_is_ready_and_when_it_stops() {
    use std::os::unix::net::UnixDatagram;
    let place = seeded();
    let path = place.path().join("notify.sock");
    let told = UnixDatagram::bind(&path).unwrap();
    let timeout = std::time::Duration::from_secs(30);
    told.set_read_timeout(Some(timeout)).unwrap();
    let place = place.set("NOTIFY_SOCKET", path.display().to_string());
    let word = || {
        let mut bytes = [0; 64];
        let n = told.recv(&mut bytes).unwrap();
        String::from_utf8(bytes[..n].to_vec()).unwrap()
    };
    let program = place.serve();
    assert_eq!(word(), "READY=1");
    program.stop();
    assert_eq!(word(), "STOPPING=1");
}
