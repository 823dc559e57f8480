//! What people wait for, one thing at a time.

use futures_util::{SinkExt, StreamExt};
use tokio::runtime::Runtime;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use crate::{
    house::{House, MITRAS, customer_phone, mix, name},
    load::{Answer, Connection, Server, request},
    people::token,
};

pub struct Step<'s> {
    pub who: &'static str,
    pub what: &'static str,
    pub run: Box<dyn FnMut(usize) + 's>,
}

/// All of them, in an order in which none disturbs the next.
pub fn all<'s>(server: &'s Server, house: &'s House) -> Vec<Step<'s>> {
    let mut all = customers(server, house);
    all.extend(sockets(server, house));
    all.extend(mitras(server, house));
    all.extend(operators(server, house));
    all
}

/// A step that is one request; the path and whose it is may differ each time.
fn asks<'s>(
    who: &'static str,
    what: &'static str,
    at: std::net::SocketAddr,
    method: &'static str,
    of: impl Fn(usize) -> (String, String) + 's,
) -> Step<'s> {
    // Opened when its turn comes: the server closes one that says nothing for long.
    let mut connection = None;
    Step {
        who,
        what,
        run: Box::new(move |n| {
            let (token, path) = of(n);
            let answer = connection
                .get_or_insert_with(|| Connection::open(at).unwrap())
                .send(&request(method, &path, Some(&token), None))
                .unwrap();
            expect_success(&answer, &path);
        }),
    }
}

fn expect_success(answer: &Answer, path: &str) {
    let text = String::from_utf8_lossy(&answer.body);
    assert!(
        (200..300).contains(&answer.status),
        "{path}: {} {text}",
        answer.status
    );
}

fn customers<'s>(server: &'s Server, house: &'s House) -> Vec<Step<'s>> {
    let public = server.public;
    // Those in a session are not among them.
    let any = |n: usize| mix(n, house.sessions - 100);
    let whose = move |session: usize| {
        token(
            &house.customer(mix(session, house.customers() - 100)),
            "customer",
        )
    };
    let sessions = "/api/client/chat/sessions";
    vec![
        asks("customer", "who am I", public, "GET", move |n| {
            (whose(any(n)), "/api/client/auth/me".into())
        }),
        asks("customer", "my sessions", public, "GET", move |n| {
            (whose(any(n)), sessions.into())
        }),
        asks("customer", "one session", public, "GET", move |n| {
            (
                whose(any(n)),
                format!("{sessions}/{}", house.session(any(n))),
            )
        }),
        asks("customer", "its messages", public, "GET", move |n| {
            (
                whose(any(n)),
                format!("{sessions}/{}/messages", house.session(any(n))),
            )
        }),
        signs_up(server),
        refreshes(server),
    ]
}

fn guest(connection: &mut Connection) -> serde_json::Value {
    let path = "/api/shared/auth/anonymous";
    let answer = connection
        .send(&request("POST", path, None, Some("{}")))
        .unwrap();
    expect_success(&answer, path);
    answer.json()
}

fn signs_up(server: &Server) -> Step<'_> {
    let mut connection = Connection::open(server.public).unwrap();
    Step {
        who: "customer",
        what: "signing up as a guest",
        run: Box::new(move |_| drop(guest(&mut connection))),
    }
}

fn refreshes(server: &Server) -> Step<'_> {
    let mut connection = Connection::open(server.public).unwrap();
    let mut tokens = guest(&mut connection);
    Step {
        who: "customer",
        what: "refreshing the tokens",
        run: Box::new(move |_| {
            let path = "/api/shared/auth/refresh";
            let body = serde_json::json!({ "refresh_token": tokens["refresh_token"] }).to_string();
            let answer = connection
                .send(&request("POST", path, None, Some(&body)))
                .unwrap();
            expect_success(&answer, path);
            tokens = answer.json();
        }),
    }
}

/// One of fifty customers in the middle of a session, and that session.
fn in_session(house: &House, n: usize) -> (String, String) {
    // The last ten wait for a mitra. Each of the last is of another customer, the last of the last.
    let back = 11 + n % 50;
    (
        house.customer(house.customers() - back),
        house.session(house.sessions - back),
    )
}

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

async fn signed_in(server: &Server, token: &str) -> Socket {
    let url = format!("ws://{}/api/shared/ws", server.public);
    let (mut socket, _) = connect_async(url).await.unwrap();
    let auth = serde_json::json!({ "type": "auth", "token": token }).to_string();
    socket.send(Message::text(auth)).await.unwrap();
    until(&mut socket, "\"type\":\"sync\"").await;
    socket
}

async fn until(socket: &mut Socket, text: &str) {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(frame))) if frame.contains(text) => return,
            Some(Ok(Message::Close(close))) => panic!("ended: {close:?}"),
            Some(Ok(_)) => {}
            other => panic!("{other:?}"),
        }
    }
}

fn sockets<'s>(server: &'s Server, house: &'s House) -> Vec<Step<'s>> {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let (connecting, talking): (Runtime, Runtime) = (runtime(), runtime());
    let (speaker, session) = in_session(house, 0);
    let mut socket = talking.block_on(signed_in(server, &token(&speaker, "customer")));
    vec![
        Step {
            who: "customer",
            what: "connecting a socket until sync",
            run: Box::new(move |n| {
                let (customer, _) = in_session(house, n);
                drop(connecting.block_on(signed_in(server, &token(&customer, "customer"))));
            }),
        },
        Step {
            who: "customer",
            what: "a message until its acknowledgement",
            run: Box::new(move |n| {
                let frame = serde_json::json!({
                    "type": "message", "session_id": session, "client_message_id": format!("growth-{n}"),
                    "content": "Aku cuma mau cerita sebentar, hari ini rasanya berat sekali.",
                });
                talking.block_on(async {
                    socket.send(Message::text(frame.to_string())).await.unwrap();
                    until(&mut socket, "message_ack").await;
                });
            }),
        },
    ]
}

fn mitras<'s>(server: &'s Server, house: &'s House) -> Vec<Step<'s>> {
    let public = server.public;
    let whose = move |n: usize| token(&house.mitra(mix(n, MITRAS / 10) * 10 + 1), "mitra");
    vec![
        asks("mitra", "my sessions", public, "GET", move |n| {
            (whose(n), "/api/mitra/chat/sessions".into())
        }),
        asks("mitra", "requests that wait", public, "GET", move |n| {
            (whose(n), "/api/mitra/chat/requests".into())
        }),
        asks("mitra", "a sign of life", public, "POST", move |n| {
            (whose(n), "/api/mitra/ping".into())
        }),
    ]
}

/// As it stands in a query.
fn typed(text: &str) -> String {
    let encoded: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    encoded.concat()
}

fn operators<'s>(server: &'s Server, house: &'s House) -> Vec<Step<'s>> {
    let mut connection = Connection::open(server.internal).unwrap();
    let login = r#"{"email":"admin@curhat.local","password":"admin123"}"#;
    let login = connection
        .send(&request("POST", "/internal/auth/login", None, Some(login)))
        .unwrap();
    let token = login.json()["access_token"].as_str().unwrap().to_owned();
    let first = |n: usize| typed(&name(n).split(' ').next().unwrap().to_lowercase());
    let sees = |what: &'static str, path: Box<dyn Fn(usize) -> String + 's>| {
        let token = token.clone();
        asks("operator", what, server.internal, "GET", move |n| {
            (token.clone(), format!("/internal/{}", path(n)))
        })
    };
    let mut all = vec![
        sees("dashboard", Box::new(|_| "dashboard".into())),
        sees("sessions", Box::new(|_| "sessions".into())),
        sees(
            "sessions completed",
            Box::new(|_| "sessions?status=completed".into()),
        ),
        sees(
            "sessions of a mitra",
            Box::new(|n| format!("sessions?mitra_id={}", house.mitra(mix(n, MITRAS)))),
        ),
        sees(
            "one session with its timeline",
            Box::new(|n| format!("sessions/{}", house.session(mix(n, house.sessions)))),
        ),
        sees("customers", Box::new(|_| "customers".into())),
        sees(
            "activity of all time",
            Box::new(|_| "mitra-activity".into()),
        ),
        sees("audit log", Box::new(|_| "audit-log".into())),
        sees(
            "sessions, searched by a whole name",
            Box::new(|n| format!("sessions?q={}", typed(&name(n)))),
        ),
        sees(
            "sessions, searched by a first name",
            Box::new(move |n| format!("sessions?q={}", first(n))),
        ),
        sees(
            "sessions, searched by a phone",
            Box::new(|n| format!("sessions?q={}", typed(&customer_phone(n)))),
        ),
        sees(
            "sessions of a month, counted",
            Box::new(|n| {
                let [from, to] = [n + 30, n].map(|days| {
                    let at = house.now - days as i64 * 86_400_000;
                    jiff::Timestamp::from_millisecond(at).unwrap()
                });
                format!("sessions?from={from:.3}&to={to:.3}")
            }),
        ),
        sees(
            "customers, searched by a first name",
            Box::new(move |n| format!("customers?q={}", first(n))),
        ),
    ];
    // Rare names, and what nobody has.
    for (what, path) in [
        (
            "customers, searched by a name that 1,100 have",
            "customers?q=qori",
        ),
        (
            "sessions, searched by a name that 1,100 have",
            "sessions?q=qori",
        ),
        (
            "customers, searched by a name that 4,300 have",
            "customers?q=wira",
        ),
        (
            "sessions, searched by a name that 4,300 have",
            "sessions?q=wira",
        ),
        (
            "customers, searched by two letters that nobody has",
            "customers?q=xq",
        ),
        (
            "customers, searched by a letter that nobody has",
            "customers?q=%C3%9F",
        ),
    ] {
        all.push(sees(what, Box::new(|_| path.into())));
    }
    all
}
