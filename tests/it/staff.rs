//! Staff signs in: lockout, cookies, refresh, sign-out.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    raw::raw,
    world::{ADMIN, Operator, Reply, World},
};

const REFRESH: &str = "/internal/auth/refresh";
const LOGOUT: &str = "/internal/auth/logout";
const ME: &str = "/internal/auth/me";

async fn with_cookie(world: &World, path: &str, cookie: &str) -> Reply {
    Reply::of(world.request(Method::POST, path).header("cookie", cookie)).await
}

fn failures(world: &World) -> i64 {
    world.number("select failed_login_count from control_center_users")
}

/// 1.8.1, 1.8.9, 5.5.5
#[tokio::test]
async fn a_login_gives_a_token_a_profile_with_permissions_and_a_cookie_for_the_refresh() {
    let world = World::new().await;
    let admin = world.admin().await;
    assert_eq!(admin.profile["email"], ADMIN.0);
    assert_eq!(admin.profile["role"], "super_admin");
    let permissions = admin.profile["permissions"].as_array().unwrap();
    assert_eq!(permissions.len(), 12);
    assert!(permissions.contains(&json!("config:update")));
    let mut attributes: Vec<&str> = admin.set_cookie.split("; ").skip(1).collect();
    attributes.sort_unstable();
    assert_eq!(
        attributes,
        [
            "HttpOnly",
            "Max-Age=2592000",
            "Path=/internal/auth",
            "SameSite=Strict"
        ]
    );
    assert!(admin.cookie.starts_with("cc_refresh_token="));
    assert_eq!(world.get(ME, &admin.access).await.ok(200), admin.profile);

    let over_tls = World::with(&["--cookie-secure", "true"]).await;
    let admin = over_tls.admin().await;
    assert!(admin.set_cookie.ends_with("; Secure"));
}

/// 1.8.2
#[tokio::test]
async fn a_wrong_password_and_an_unknown_email_are_answered_alike_and_only_the_first_counts() {
    let world = World::new().await;
    world.seed_admin().await;
    let wrong = world
        .login(ADMIN.0, "Wrong123")
        .await
        .refused(401, "INVALID_CREDENTIALS");
    assert_eq!(failures(&world), 1);
    for email in ["nobody@example.org", "no address", ""] {
        let unknown = world
            .login(email, ADMIN.1)
            .await
            .refused(401, "INVALID_CREDENTIALS");
        let without_id = |mut problem: Value| {
            problem["request_id"].take();
            problem
        };
        assert_eq!(without_id(unknown), without_id(wrong.clone()));
    }
    assert_eq!(failures(&world), 1);
    // Letters of either case are the same address.
    Operator::of(world.login("ADMIN@Curhat.Local", ADMIN.1).await);
}

/// 1.8.3
#[tokio::test]
async fn the_fifth_wrong_password_locks_the_account_for_fifteen_minutes() {
    let world = World::new().await;
    world.seed_admin().await;
    for _ in 0..5 {
        world
            .login(ADMIN.0, "Wrong123")
            .await
            .refused(401, "INVALID_CREDENTIALS");
    }
    let locked = world
        .login(ADMIN.0, ADMIN.1)
        .await
        .refused(423, "ACCOUNT_LOCKED");
    assert_eq!(locked["retry_after_seconds"], 900);
    world.advance(899);
    let reply = world.login(ADMIN.0, "Wrong123").await;
    assert_eq!(reply.headers["retry-after"], "1");
    reply.refused(423, "ACCOUNT_LOCKED");
    world.advance(1);
    // The slate is clean: four more wrong ones do not lock again.
    for _ in 0..4 {
        world
            .login(ADMIN.0, "Wrong123")
            .await
            .refused(401, "INVALID_CREDENTIALS");
    }
    Operator::of(world.login(ADMIN.0, ADMIN.1).await);
}

/// 1.8.4
#[tokio::test]
async fn a_right_password_resets_count_and_lock() {
    let world = World::new().await;
    world.seed_admin().await;
    for _ in 0..4 {
        world.login(ADMIN.0, "Wrong123").await;
    }
    Operator::of(world.login(ADMIN.0, ADMIN.1).await);
    let row: (i64, Option<i64>) = world
        .sql()
        .query_row(
            "select failed_login_count, lockout_until from control_center_users",
            [],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .unwrap();
    assert_eq!(row, (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_wrong_passwords_at_once_five_are_compared() {
    let world = World::new().await;
    world.seed_admin().await;
    let guesses = (0..100).map(|_| world.login(ADMIN.0, "Wrong123"));
    let replies = futures_util::future::join_all(guesses).await;
    let with = |status: u16| replies.iter().filter(|r| r.status == status).count();
    assert_eq!((with(401), with(423)), (5, 95));
    world
        .login(ADMIN.0, ADMIN.1)
        .await
        .refused(423, "ACCOUNT_LOCKED");
}

#[tokio::test]
async fn the_limits_of_the_lockout_are_settings() {
    let world = World::new().await;
    let admin = world.admin().await;
    let limits = json!({"max_failed_logins": 2, "lockout_minutes": 1});
    world
        .patch("/internal/config/cc-lockout", &admin.access, limits)
        .await
        .ok(200);
    for _ in 0..2 {
        world.login(ADMIN.0, "Wrong123").await;
    }
    world
        .login(ADMIN.0, ADMIN.1)
        .await
        .refused(423, "ACCOUNT_LOCKED");
    world.advance(60);
    Operator::of(world.login(ADMIN.0, ADMIN.1).await);
}

#[tokio::test]
async fn the_cookie_is_traded_for_a_new_one_and_the_old_one_is_spent() {
    let world = World::new().await;
    let admin = world.admin().await;
    world.advance(3600);
    world
        .get(ME, &admin.access)
        .await
        .refused(401, "TOKEN_EXPIRED");
    let next = Operator::of(with_cookie(&world, REFRESH, &admin.cookie).await);
    assert_eq!(next.session_id, admin.session_id);
    assert_ne!(next.cookie, admin.cookie);
    let lost = with_cookie(&world, REFRESH, &admin.cookie).await;
    // The other tab won; the cookie that the browser has by now must stay.
    assert!(!lost.headers.contains_key("set-cookie"));
    lost.refused(401, "REFRESH_INVALID");
    world.get(ME, &next.access).await.ok(200);
    Reply::of(world.request(Method::POST, REFRESH))
        .await
        .refused(401, "REFRESH_INVALID");
}

#[tokio::test]
async fn a_cookie_whose_trade_fails_half_way_is_not_spent() {
    let world = World::new().await;
    let admin = world.admin().await;
    let permissions = |text: &str| {
        let sql = "update roles set permissions = ?1 where name = 'super_admin'";
        assert_eq!(world.sql().execute(sql, [text]).unwrap(), 1);
    };
    let known: String = world
        .sql()
        .query_row(
            "select permissions from roles where name = 'super_admin'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    // The token could be traded, but who it belongs to can't be told.
    permissions("no list");
    let reply = with_cookie(&world, REFRESH, &admin.cookie).await;
    reply.refused(500, "INTERNAL");
    permissions(&known);
    Operator::of(with_cookie(&world, REFRESH, &admin.cookie).await);
}

#[tokio::test]
async fn staff_signs_in_anew_after_so_many_hours_however_busy_they_are() {
    let world = World::with(&["--auth-staff-sign-in-hours", "12"]).await;
    let mut admin = world.admin().await;
    let lasts = |admin: &Operator, hours: i64| {
        let max_age = format!("Max-Age={};", hours * 3600);
        assert!(admin.set_cookie.contains(&max_age), "{}", admin.set_cookie);
    };
    lasts(&admin, 12);
    for left in [7, 2] {
        world.advance(5 * 3600);
        admin = Operator::of(with_cookie(&world, REFRESH, &admin.cookie).await);
        lasts(&admin, left);
    }
    world.advance(2 * 3600 - 1);
    admin = Operator::of(with_cookie(&world, REFRESH, &admin.cookie).await);
    world.advance(1);
    with_cookie(&world, REFRESH, &admin.cookie)
        .await
        .refused(401, "REFRESH_INVALID");
    // Who signed in before there was a limit is not above it.
    let mut world = World::new().await;
    let admin = world.admin().await;
    world.advance(13 * 3600);
    let limited = ["--auth-staff-sign-in-hours", "12"];
    world.restart(Some(&limited)).await;
    with_cookie(&world, REFRESH, &admin.cookie)
        .await
        .refused(401, "REFRESH_INVALID");
    // Customers stay: a guest has no way back in.
    let guest = world.post_open("/api/shared/auth/anonymous", json!({}));
    assert_eq!(guest.await.ok(201)["refresh_expires_in"], 30 * 24 * 3600);
}

#[tokio::test]
async fn a_refresh_token_of_one_door_does_not_open_the_other() {
    let world = World::new().await;
    let (admin, guest) = (world.admin().await, world.guest().await);
    let value = admin.cookie.split_once('=').unwrap().1;
    world
        .post_open(
            "/api/shared/auth/refresh",
            json!({ "refresh_token": value }),
        )
        .await
        .refused(401, "REFRESH_INVALID");
    let cookie = format!("cc_refresh_token={}", guest.refresh);
    with_cookie(&world, REFRESH, &cookie)
        .await
        .refused(401, "REFRESH_INVALID");
}

#[tokio::test]
async fn signing_out_works_by_the_cookie_alone_and_clears_it() {
    let world = World::new().await;
    let admin = world.admin().await;
    let reply = with_cookie(&world, LOGOUT, &admin.cookie).await;
    let cleared = reply.headers["set-cookie"].to_str().unwrap().to_owned();
    reply.ok(204);
    assert_eq!(
        cleared,
        "cc_refresh_token=; Path=/internal/auth; Max-Age=0; HttpOnly; SameSite=Strict"
    );
    assert_eq!(world.number("select count(*) from auth_sessions"), 0);
    with_cookie(&world, REFRESH, &admin.cookie)
        .await
        .refused(401, "REFRESH_INVALID");
    Reply::of(world.request(Method::POST, LOGOUT)).await.ok(204);
}

#[tokio::test]
async fn signing_out_while_a_refresh_is_under_way_ends_the_sign_in_all_the_same() {
    let world = World::new().await;
    let admin = world.admin().await;
    let next = Operator::of(with_cookie(&world, REFRESH, &admin.cookie).await);
    with_cookie(&world, LOGOUT, &admin.cookie).await.ok(204);
    assert_eq!(world.number("select count(*) from auth_sessions"), 0);
    with_cookie(&world, REFRESH, &next.cookie)
        .await
        .refused(401, "REFRESH_INVALID");
}

#[tokio::test]
async fn a_cookie_that_is_nonsense_is_no_refresh_token_and_is_cleared_by_signing_out() {
    let world = World::new().await;
    let admin = world.admin().await;
    let (_, value) = admin.cookie.split_once('=').unwrap();
    let other_row = format!("{}{}", &value[..61], "A".repeat(22));
    for nonsense in ["", "x", "%00", "%ff", &other_row, &"x".repeat(4000)] {
        let cookie = format!("cc_refresh_token={nonsense}");
        with_cookie(&world, REFRESH, &cookie)
            .await
            .refused(401, "REFRESH_INVALID");
        let left = with_cookie(&world, LOGOUT, &cookie).await;
        assert!(left.headers.contains_key("set-cookie"));
        left.ok(204);
    }
    Operator::of(with_cookie(&world, REFRESH, &admin.cookie).await);
}

/// 5.3.5
#[tokio::test]
async fn three_admins_at_once_have_three_rows_and_one_logout_leaves_the_others() {
    let world = World::new().await;
    let (one, two, three) = (
        world.admin().await,
        world.admin().await,
        world.admin().await,
    );
    assert_eq!(world.number("select count(*) from auth_sessions"), 3);
    with_cookie(&world, LOGOUT, &two.cookie).await.ok(204);
    assert_eq!(world.number("select count(*) from auth_sessions"), 2);
    for left in [one, three] {
        Operator::of(with_cookie(&world, REFRESH, &left.cookie).await);
    }
}

#[tokio::test]
async fn staff_sees_where_they_are_signed_in_and_signs_one_device_out() {
    const PATH: &str = "/internal/auth/sessions";
    let world = World::new().await;
    let (here, there) = (world.admin().await, world.admin().await);
    let list = world.get(PATH, &here.access).await.ok(200);
    let other = world.operator("viewer").await;
    let devices = list["items"].as_array().unwrap();
    let current: Vec<_> = devices
        .iter()
        .map(|d| d["is_current"].as_bool().unwrap())
        .collect();
    assert_eq!(current.iter().filter(|current| **current).count(), 1);
    assert_eq!(devices.len(), 2);
    let gone = devices.iter().find(|d| d["is_current"] == false).unwrap();
    let path = format!("{PATH}/{}", gone["id"].as_str().unwrap());
    // A device of somebody else's is as unknown as one that never was.
    world
        .delete(&path, &other.access)
        .await
        .refused(404, "NOT_FOUND");
    world.delete(&path, &here.access).await.ok(204);
    with_cookie(&world, REFRESH, &there.cookie)
        .await
        .refused(401, "REFRESH_INVALID");
    Operator::of(with_cookie(&world, REFRESH, &here.cookie).await);
    world
        .delete(&path, &here.access)
        .await
        .refused(404, "NOT_FOUND");
    let guest = world.guest().await;
    world
        .get(PATH, &guest.access)
        .await
        .refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn a_foreign_page_can_neither_refresh_nor_sign_out() {
    let world = World::with(&["--cc-origin", "https://cc.example.org"]).await;
    let admin = world.admin().await;
    let ask = |path: &'static str, headers: &[(&'static str, String)]| {
        let mut request = world
            .request(Method::POST, path)
            .header("cookie", &admin.cookie);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        Reply::of(request)
    };
    let own = format!("http://{}", world.app().internal);
    for path in [REFRESH, LOGOUT] {
        for foreign in [
            vec![("origin", "https://evil.example".to_owned())],
            vec![("origin", "null".to_owned())],
            vec![("origin", "https://cc.example.org.evil.example".to_owned())],
            vec![("sec-fetch-site", "cross-site".to_owned())],
            vec![("sec-fetch-site", "same-site".to_owned())],
        ] {
            ask(path, &foreign).await.refused(403, "FORBIDDEN");
        }
    }
    // Where no host is named, no page is our own.
    let nameless = format!(
        "POST {REFRESH} HTTP/1.1\r\nOrigin: null\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        admin.cookie
    );
    raw(world.app().internal, nameless.as_bytes())
        .await
        .refused(403, "FORBIDDEN");
    let mut cookie = admin.cookie.clone();
    for welcome in [
        vec![("origin", own)],
        vec![("origin", "https://cc.example.org".to_owned())],
        vec![("sec-fetch-site", "same-origin".to_owned())],
    ] {
        let mut request = world
            .request(Method::POST, REFRESH)
            .header("cookie", &cookie);
        for (name, value) in welcome {
            request = request.header(name, value);
        }
        cookie = Operator::of(Reply::of(request).await).cookie;
    }
}
