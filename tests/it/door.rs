//! What a request meets that is wrong, slow, huge or none at all, and a handler that fails.

use std::time::Duration;

use curhat::http::server::Limits;
use poem::{Request, Response};
use reqwest::Method;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    raw::{ANONYMOUS, JSON, PATIENCE, Raw, bodiless, exchange, post, raw},
    single::Single,
    world::{Reply, World},
};

type Wrong<'a> = (&'a str, reqwest::RequestBuilder, u16, &'a str);

async fn are_problems<const N: usize>(world: &World, wrong: [Wrong<'_>; N]) {
    for (what, request, status, code) in wrong {
        let reply = Reply::of(request).await;
        println!("{what}: {} {}", reply.status, reply.json);
        let id = reply.headers["x-request-id"].clone();
        let problem = reply.refused(status, code);
        assert_eq!(problem["request_id"], id.to_str().unwrap(), "{what}");
    }
    // And the server is as it was.
    world.guest().await;
}

const BAD: (u16, &str) = (400, "BAD_REQUEST");
const MEDIA: (u16, &str) = (415, "UNSUPPORTED_MEDIA_TYPE");
const LARGE: (u16, &str) = (413, "PAYLOAD_TOO_LARGE");

#[tokio::test]
async fn a_body_that_is_wrong_in_any_way_is_a_problem_with_a_request_id() {
    let world = World::new().await;
    let sent = |kind: &str, body: &[u8]| {
        world
            .request(Method::POST, ANONYMOUS)
            .header("content-type", kind)
            .body(body.to_owned())
    };
    let json = |body: &str| sent("application/json", body.as_bytes());
    let refresh = world.request(Method::POST, "/api/shared/auth/refresh");
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let name = json!({"display_name": "x".repeat(41)}).to_string();
    let of = |what, request, (status, code)| (what, request, status, code);
    let wrong = [
        of("bad JSON", json("{\"display_name\":"), BAD),
        of(
            "not UTF-8",
            sent("application/json", b"{\"a\": \"\xff\"}"),
            BAD,
        ),
        of("wrong type", json("{\"display_name\": 5}"), BAD),
        of("out of range", json(&name), BAD),
        of("a list", json("[]"), BAD),
        of("a number", json("1e999"), BAD),
        of("too deep", json(&deep), BAD),
        of("a NUL", json("{\"display_name\": \"a\\u0000b\"}"), BAD),
        of("half a pair", json("{\"display_name\": \"\\ud800\"}"), BAD),
        of(
            "missing member",
            refresh.try_clone().unwrap().json(&json!({})),
            BAD,
        ),
        of("no body", refresh, BAD),
        of("text", sent("text/plain", b"{}"), MEDIA),
        of(
            "a form",
            sent("application/x-www-form-urlencoded", b"a=b"),
            MEDIA,
        ),
        of(
            "no content type",
            world.request(Method::POST, ANONYMOUS).body("{}"),
            MEDIA,
        ),
        of("too large", json(&"x".repeat(300_000)), LARGE),
        of("far too large", json(&"x".repeat(3_000_000)), LARGE),
    ];
    are_problems(&world, wrong).await;
    assert_eq!(world.number("select count(*) from customers"), 1);
}

#[tokio::test]
async fn an_address_or_method_that_is_wrong_in_any_way_is_a_problem_with_a_request_id() {
    let world = World::new().await;
    let guest = world.guest().await;
    let get = |path: &str| world.request(Method::GET, path);
    let sessions = "/api/shared/auth/sessions";
    let brew = Method::from_bytes(b"BREW").unwrap();
    let none = (404, "NOT_FOUND");
    let not_so = (405, "METHOD_NOT_ALLOWED");
    let of = |what, request, (status, code)| (what, request, status, code);
    let wrong = [
        of("unknown path", get("/nowhere"), none),
        of("unknown API path", get("/api/nowhere"), none),
        of("unknown internal path", get("/internal/nowhere"), none),
        of(
            "a long path",
            get(&format!("/api/{}", "x".repeat(60_000))),
            none,
        ),
        of("an encoded NUL", get("/api/%00"), none),
        of("an encoded half", get("/api/%ff%fe"), none),
        of("wrong method", get(ANONYMOUS), not_so),
        of("unknown method", world.request(brew, ANONYMOUS), not_so),
        of(
            "no token",
            get("/api/client/auth/me"),
            (401, "AUTH_MISSING"),
        ),
        of(
            "bad limit",
            get(&format!("{sessions}?limit=many")).bearer_auth(&guest.access),
            BAD,
        ),
        of(
            "bad id",
            world
                .request(Method::DELETE, &format!("{sessions}/x"))
                .bearer_auth(&guest.access),
            none,
        ),
    ];
    are_problems(&world, wrong).await;
    // By hand: a client resolves the dots before it asks.
    for around in ["/api/../internal/config", "/api/%2e%2e/internal/config"] {
        let answer = raw(world.app().public, &bodiless("GET", around, "")).await;
        answer.refused(none.0, none.1);
    }
}

#[tokio::test]
async fn a_body_that_does_not_fit_names_its_members() {
    let world = World::new().await;
    let refused = world
        .post_open("/api/shared/auth/refresh", json!({"refresh_token": 7}))
        .await
        .refused(400, "BAD_REQUEST");
    assert_eq!(refused["errors"][0]["pointer"], "/refresh_token");
}

#[tokio::test]
async fn a_405_says_which_methods_there_are() {
    let world = World::new().await;
    let guest = world.guest().await;
    let allow = async |method: Method, path: &str| {
        let reply = Reply::of(world.request(method, path).bearer_auth(&guest.access)).await;
        assert_eq!(reply.status, 405, "{path}");
        reply.headers["allow"].to_str().unwrap().to_owned()
    };
    assert_eq!(allow(Method::DELETE, ANONYMOUS).await, "POST");
    assert_eq!(allow(Method::OPTIONS, ANONYMOUS).await, "POST");
    assert_eq!(
        allow(Method::POST, "/api/client/auth/me").await,
        "GET, HEAD, PATCH"
    );
    let id = "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";
    let device = format!("/api/shared/auth/sessions/{id}");
    assert_eq!(allow(Method::PUT, &device).await, "DELETE");
    assert_eq!(allow(Method::POST, "/healthz").await, "GET, HEAD");
    assert_eq!(allow(Method::POST, "/openapi.json").await, "GET, HEAD");
    // A method is any word; one of which nobody has heard is no other than one that is not there.
    for word in ["BREW", "PROPFIND", "get", "CONNECTED"] {
        let unheard = || Method::from_bytes(word.as_bytes()).unwrap();
        for (path, methods) in [
            (ANONYMOUS, "POST"),
            ("/api/client/auth/me", "GET, HEAD, PATCH"),
            (&device, "DELETE"),
            ("/internal/auth/login", "POST"),
            ("/internal/roles", "GET, HEAD"),
            ("/internal/config/otp", "PATCH"),
            ("/api/shared/ws", "GET, HEAD"),
            ("/healthz", "GET, HEAD"),
        ] {
            assert_eq!(allow(unheard(), path).await, methods, "{word} {path}");
        }
        let request = world.request(unheard(), "/api/nowhere");
        Reply::of(request).await.refused(404, "NOT_FOUND");
    }
    assert_eq!(allow(Method::HEAD, ANONYMOUS).await, "POST");
}

#[tokio::test]
async fn a_body_without_a_length_is_limited_too() {
    let world = World::new().await;
    let chunked = |chunks: usize| {
        let mut request = format!(
            "POST {ANONYMOUS} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{JSON}Transfer-Encoding: chunked\r\n\r\n"
        );
        for _ in 0..chunks {
            request.push_str("2710\r\n");
            request.push_str(&" ".repeat(10_000));
            request.push_str("\r\n");
        }
        request + "2\r\n{}\r\n0\r\n\r\n"
    };
    let public = world.app().public;
    assert_eq!(raw(public, chunked(20).as_bytes()).await.status, 201);
    raw(public, chunked(40).as_bytes())
        .await
        .refused(413, "PAYLOAD_TOO_LARGE");
}

#[tokio::test]
async fn whoever_asks_before_sending_too_much_is_told_at_once() {
    let world = World::new().await;
    let request = format!(
        "POST {ANONYMOUS} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{JSON}Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"
    );
    raw(world.app().public, request.as_bytes())
        .await
        .refused(413, "PAYLOAD_TOO_LARGE");
}

#[tokio::test]
async fn what_is_no_request_is_answered_as_a_problem_too() {
    let world = World::new().await;
    let public = world.app().public;
    let garbage: [&[u8]; 6] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"hello, is anybody there?\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\x01\x02 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon in this line\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
    ];
    for bytes in garbage {
        let answer = raw(public, bytes).await;
        println!("{:?}: {answer:?}", String::from_utf8_lossy(bytes));
        answer.refused(400, "BAD_REQUEST");
        assert!(answer.head.contains("connection: close"));
        assert!(answer.head.contains("x-content-type-options: nosniff"));
    }
    let mile = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "x".repeat(65_536));
    raw(public, mile.as_bytes())
        .await
        .refused(414, "URI_TOO_LONG");
    let stuffed = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(1_000_000));
    // Its connection may be closed while it still sends, and the answer with it.
    if let Some(answer) = Raw::parse(&exchange(public, stuffed.as_bytes()).await) {
        answer.refused(431, "HEADERS_TOO_LARGE");
    }
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(200));
    raw(public, many.as_bytes())
        .await
        .refused(431, "HEADERS_TOO_LARGE");
    Reply::of(world.request(Method::GET, "/healthz"))
        .await
        .ok(200);
}

#[tokio::test]
async fn a_body_that_is_cut_off_changes_nothing() {
    let world = World::new().await;
    let mut request = post(ANONYMOUS, JSON, b"{\"display_name\": \"Ana\"}");
    request.truncate(request.len() - 3);
    let mut stream = TcpStream::connect(world.app().public).await.unwrap();
    stream.write_all(&request).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer))
        .await
        .unwrap()
        .unwrap();
    if let Some(answer) = Raw::parse(&answer) {
        answer.refused(400, "BAD_REQUEST");
    }
    assert_eq!(world.number("select count(*) from customers"), 0);
}

/// More than lies between two programs that do not read.
const MUCH: usize = 16 * 1024 * 1024;

fn limits() -> Limits {
    Limits {
        headers: Duration::from_millis(200),
        reading: Duration::from_millis(200),
        drain: Duration::from_millis(200),
        ..Limits::default()
    }
}

/// Panics at `/panic`, waits for ever at `/wait`, says much at `/much`, else greets.
async fn moody(request: Request) -> poem::Result<Response> {
    match request.uri().path() {
        "/panic" => panic!("as it happens"),
        "/wait" => std::future::pending().await,
        "/much" => Ok(Response::builder().body(vec![b'x'; MUCH])),
        _ => Ok(Response::builder().body("hello")),
    }
}

#[tokio::test]
async fn a_slow_body_is_given_up_and_slow_headers_are_cut_off() {
    let single = Single::of(poem::endpoint::make(moody), limits()).await;
    let slow = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf";
    raw(single.address, slow.as_bytes())
        .await
        .refused(408, "REQUEST_TIMEOUT");
    // Neither half a head nor an idle connection is waited for.
    for bytes in ["GET / HTTP/1.1\r\nHost: x\r\nX-Sl", ""] {
        assert!(exchange(single.address, bytes.as_bytes()).await.is_empty());
    }
    let kept = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    let answer = raw(single.address, kept.as_bytes()).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "hello"));
    single.end().await;
}

#[tokio::test]
async fn a_handler_that_panics_costs_one_request() {
    let single = Single::of(poem::endpoint::make(moody), limits()).await;
    let get = |path: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").into_bytes()
    };
    for _ in 0..3 {
        let answer = raw(single.address, &get("/panic")).await;
        answer.refused(500, "INTERNAL");
        assert!(!answer.body.contains("as it happens"), "{answer:?}");
        assert_eq!(raw(single.address, &get("/")).await.status, 200);
    }
    // On one connection too: the next request on it is answered.
    let two = "GET /panic HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let both = String::from_utf8(exchange(single.address, two.as_bytes()).await).unwrap();
    assert!(both.starts_with("HTTP/1.1 500") && both.contains("HTTP/1.1 200"));
    single.end().await;
}

#[tokio::test]
async fn a_handler_that_never_answers_does_not_hold_up_the_end() {
    let single = Single::of(poem::endpoint::make(moody), limits()).await;
    let mut stream = TcpStream::connect(single.address).await.unwrap();
    stream
        .write_all(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    // Another connection's answer says that the first one's request has come in as well.
    raw(
        single.address,
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    .await;
    single.end().await;
}

#[tokio::test]
async fn past_the_limit_a_connection_waits_for_a_place() {
    let few = Limits {
        connections: 1,
        // Whoever says nothing must not lose the place by that.
        headers: PATIENCE,
        ..limits()
    };
    let single = Single::of(poem::endpoint::make(moody), few).await;
    let first = TcpStream::connect(single.address).await.unwrap();
    let mut second = tokio::spawn({
        let address = single.address;
        async move {
            raw(
                address,
                b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            )
            .await
        }
    });
    let early = tokio::time::timeout(Duration::from_millis(100), &mut second).await;
    assert!(early.is_err(), "{early:?}");
    drop(first);
    assert_eq!(second.await.unwrap().status, 200);
    single.end().await;
}

#[tokio::test]
async fn an_answer_that_nobody_reads_does_not_keep_its_place() {
    let few = Limits {
        connections: 1,
        ..limits()
    };
    let single = Single::of(poem::endpoint::make(moody), few).await;
    let much = b"GET /much HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    // Whoever reads gets all of it.
    assert_eq!(raw(single.address, much).await.body.len(), MUCH);
    let mut deaf = TcpStream::connect(single.address).await.unwrap();
    deaf.write_all(much).await.unwrap();
    let greeted = raw(
        single.address,
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert_eq!(greeted.status, 200);
    drop(deaf);
    single.end().await;
}
