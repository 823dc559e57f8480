//! What stands on every answer, who may read it, and what each port serves.

use std::net::SocketAddr;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    raw::{ANONYMOUS, Raw, bodiless, raw},
    world::{Reply, World},
};

#[tokio::test]
async fn a_sane_request_id_is_taken_over_and_any_other_replaced() {
    let world = World::new().await;
    let answered = async |id: &str| {
        let request = world
            .request(Method::GET, "/api/nowhere")
            .header("x-request-id", id);
        let reply = Reply::of(request).await;
        let answered = reply.headers["x-request-id"].to_str().unwrap().to_owned();
        assert_eq!(reply.json["request_id"], answered);
        answered
    };
    assert_eq!(answered("my-request_1.2").await, "my-request_1.2");
    for wrong in ["", "with space", "\"quoted\"", "<b>", &"x".repeat(65)] {
        let id = answered(wrong).await;
        assert_ne!(id, wrong);
        uuid::Uuid::parse_str(&id).unwrap();
    }
}

/// 1.1.10
#[tokio::test]
async fn the_internal_port_lets_the_control_center_s_origin_in_with_credentials_and_nobody_else() {
    const CC: &str = "https://cc.example.org";
    let world = World::with(&["--cc-origin", CC]).await;
    let public = world.app().public;
    let internal = world.app().internal;
    let client = reqwest::Client::new();
    let ask = async |port: SocketAddr, method: Method, path: &str, origin: &str| {
        let mut request = client
            .request(method.clone(), format!("http://{port}{path}"))
            .header("origin", origin);
        if method == Method::OPTIONS {
            request = request
                .header("access-control-request-method", "PATCH")
                .header("access-control-request-headers", "authorization");
        }
        request.send().await.unwrap()
    };
    let allowed = |headers: &reqwest::header::HeaderMap| {
        let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap().to_owned());
        (
            text("access-control-allow-origin"),
            text("access-control-allow-credentials"),
        )
    };
    let yes = (Some(CC.to_owned()), Some("true".to_owned()));

    let preflight = ask(internal, Method::OPTIONS, "/internal/config", CC).await;
    assert_eq!(preflight.status(), 204);
    assert_eq!(allowed(preflight.headers()), yes);
    let methods = preflight.headers()["access-control-allow-methods"]
        .to_str()
        .unwrap();
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        assert!(methods.contains(method), "{methods}");
    }
    let headers = preflight.headers()["access-control-allow-headers"]
        .to_str()
        .unwrap();
    assert!(headers.to_lowercase().contains("authorization"));

    // On errors too, or a page could not read them.
    for (path, status) in [
        ("/internal/config", 401),
        ("/nowhere", 404),
        ("/healthz", 200),
    ] {
        let answer = ask(internal, Method::GET, path, CC).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(allowed(answer.headers()), yes, "{path}");
        assert!(
            answer.headers()["vary"]
                .to_str()
                .unwrap()
                .contains("Origin")
        );
    }
    for other in [
        "https://evil.example",
        "http://cc.example.org",
        "https://cc.example.org.evil.example",
        "https://cc.example.org:444",
        "null",
    ] {
        let preflight = ask(internal, Method::OPTIONS, "/internal/config", other).await;
        assert_eq!(preflight.status(), 403, "{other}");
        assert_eq!(allowed(preflight.headers()).0, None, "{other}");
        let answer = ask(internal, Method::GET, "/internal/config", other).await;
        assert_eq!(allowed(answer.headers()), (None, None), "{other}");
    }
    for path in [ANONYMOUS, "/healthz"] {
        let preflight = ask(public, Method::OPTIONS, path, CC).await;
        assert_eq!(preflight.status(), 403);
        assert_eq!(allowed(preflight.headers()), (None, None));
        let answer = ask(public, Method::GET, path, CC).await;
        assert_eq!(allowed(answer.headers()), (None, None));
    }
}

#[tokio::test]
async fn a_forwarded_address_counts_only_from_a_proxy_of_ours() {
    let address_seen = async |world: &World, forwarded: &str| {
        let request = world
            .request(Method::POST, ANONYMOUS)
            .header("x-forwarded-for", forwarded)
            .json(&json!({}));
        let made = Reply::of(request).await.ok(201);
        let id = made["session_id"].as_str().unwrap().to_owned();
        let info: String = world
            .sql()
            .query_row(
                "select device_info from auth_sessions where id = ?1",
                [id],
                |row| row.get(0),
            )
            .unwrap();
        let info: Value = serde_json::from_str(&info).unwrap();
        info["ip"].as_str().unwrap().to_owned()
    };
    let world = World::new().await;
    assert_eq!(address_seen(&world, "203.0.113.9").await, "127.0.0.1");
    let world = World::with(&["--trusted-proxies", "127.0.0.0/8,10.0.0.1"]).await;
    assert_eq!(address_seen(&world, "203.0.113.9").await, "203.0.113.9");
    assert_eq!(
        address_seen(&world, "6.6.6.6, 203.0.113.9, 10.0.0.1").await,
        "203.0.113.9"
    );
    assert_eq!(address_seen(&world, "nonsense").await, "127.0.0.1");
}

#[tokio::test]
async fn every_answer_has_the_standing_headers() {
    let world = World::new().await;
    for path in [
        "/healthz",
        "/readyz",
        "/docs",
        "/openapi.json",
        "/nowhere",
        "/api/client/auth/me",
        "/internal/config",
    ] {
        let reply = Reply::of(world.request(Method::GET, path)).await;
        let header = |name: &str| {
            reply.headers.get(name).map_or_else(
                || panic!("{path} has no {name}"),
                |v| v.to_str().unwrap().to_owned(),
            )
        };
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        let caching = header("cache-control");
        assert!(
            ["no-store", "no-cache"].contains(&caching.as_str()),
            "{path}"
        );
        header("x-request-id");
    }
}

#[tokio::test]
async fn each_port_has_what_belongs_there() {
    let world = World::new().await;
    let (public, internal) = (world.app().public, world.app().internal);
    let status = async |port: SocketAddr, path: &str| {
        let url = format!("http://{port}{path}");
        reqwest::get(url).await.unwrap().status().as_u16()
    };
    for path in ["/healthz", "/readyz", "/docs", "/openapi.json"] {
        assert_eq!(status(public, path).await, 200, "{path}");
        assert_eq!(status(internal, path).await, 200, "{path}");
    }
    assert_eq!(status(public, "/metrics").await, 404);
    assert_eq!(status(internal, "/metrics").await, 200);
    assert_eq!(status(public, "/internal/config").await, 404);
    assert_eq!(status(internal, "/api/client/auth/me").await, 404);

    let document = async |port: SocketAddr| -> Value {
        let url = format!("http://{port}/openapi.json");
        reqwest::get(url).await.unwrap().json().await.unwrap()
    };
    let paths = |document: &Value| -> Vec<String> {
        document["paths"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    assert!(
        paths(&document(public).await)
            .iter()
            .all(|p| p.starts_with("/api/"))
    );
    assert!(
        paths(&document(internal).await)
            .iter()
            .all(|p| p.starts_with("/internal/"))
    );
}

#[tokio::test]
async fn the_reference_pages_load_nothing_from_anywhere() {
    let world = World::new().await;
    for port in [world.app().public, world.app().internal] {
        let url = format!("http://{port}/docs");
        let answer = reqwest::get(url).await.unwrap();
        // What it might try all the same, the browser refuses.
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(policy.contains("default-src 'self'") && !policy.contains("http"));
        let page = answer.text().await.unwrap();
        for attribute in [
            "src", "href", "spec-url", "action", "srcset", "poster", "data",
        ] {
            for quote in ['"', '\''] {
                for scheme in ["http:", "https:", "//"] {
                    let load = format!("{attribute}={quote}{scheme}");
                    let tag = page.find(&load).map(|at| {
                        let begin = page[..at].rfind('<').unwrap_or(at);
                        page[begin..].chars().take(120).collect::<String>()
                    });
                    // A link that a person may follow loads nothing.
                    let loads = tag.filter(|tag| !tag.starts_with("<a "));
                    assert!(loads.is_none(), "{loads:?}");
                }
            }
        }
        // The viewer's own script knows addresses of fonts; it is told to leave them alone.
        assert!(page.contains("load-fonts=\"false\""));
        let outside_scripts: String = page
            .split("<script")
            .map(|part| part.split_once("</script>").map_or(part, |(_, rest)| rest))
            .collect();
        for load in ["@import", "url(http", "url(//"] {
            assert!(!outside_scripts.contains(load), "{load}");
        }
    }
}

/// The head of an answer, but for what is new in each, and what tells where a body ends.
fn lasting(answer: &Raw) -> Vec<&str> {
    let passing = [
        "x-request-id: ",
        "date: ",
        "content-length: ",
        "transfer-encoding: ",
    ];
    let lines = answer.head.lines();
    let mut lasting: Vec<&str> = lines
        .filter(|line| !passing.iter().any(|name| line.starts_with(name)))
        .collect();
    lasting.sort_unstable();
    lasting
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let world = World::new().await;
    let guest = world.guest().await;
    let public = world.app().public;
    let headers = format!("Authorization: Bearer {}\r\n", guest.access);
    for path in ["/healthz", "/openapi.json", "/docs", "/api/client/auth/me"] {
        // By hand: a client would not look for a body behind this method.
        let get = raw(public, &bodiless("GET", path, &headers)).await;
        let head = raw(public, &bodiless("HEAD", path, &headers)).await;
        assert_eq!(head.status, 200, "{path}");
        assert_eq!(lasting(&head), lasting(&get), "{path}");
        assert!(!get.body.is_empty() && head.body.is_empty(), "{path}");
    }
}
