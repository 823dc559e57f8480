//! Who takes requests: coming, going, and pings where they are required.

use curhat::timers::housekeeping;
use reqwest::Method;
use serde_json::json;

use crate::world::{Reply, Tokens, World};

async fn ping(world: &World, mitra: &Tokens) {
    world
        .post("/api/mitra/ping", &mitra.access, json!({}))
        .await
        .ok(204);
}

async fn is_online(world: &World, mitra: &Tokens) -> bool {
    let me = world.get("/api/mitra/auth/me", &mitra.access).await.ok(200);
    me["is_online"].as_bool().unwrap()
}

async fn require_pings(world: &World, seconds: i64) {
    let staff = world.admin().await;
    let body = json!({"required": true, "interval_seconds": seconds});
    world
        .patch("/internal/config/mitra-ping", &staff.access, body)
        .await
        .ok(200);
}

#[tokio::test]
async fn a_mitra_comes_and_goes() {
    let world = World::new().await;
    let mitra = world.mitra("+6281100000000").await;
    assert!(!is_online(&world, &mitra).await);
    assert_eq!(
        mitra.go(&world, true).await.ok(200),
        json!({"online": true})
    );
    assert!(is_online(&world, &mitra).await);
    assert_eq!(
        mitra.go(&world, true).await.ok(200),
        json!({"online": true})
    );
    assert_eq!(
        mitra.go(&world, false).await.ok(200),
        json!({"online": false})
    );
    assert_eq!(
        mitra.go(&world, false).await.ok(200),
        json!({"online": false})
    );
    assert!(!is_online(&world, &mitra).await);
    for body in [json!({}), json!({"online": "yes"}), json!({"online": null})] {
        let request = world
            .request(Method::PUT, "/api/mitra/status")
            .bearer_auth(&mitra.access)
            .json(&body);
        Reply::of(request).await.refused(400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn whose_last_sign_in_expires_is_taken_offline_by_housekeeping() {
    let world = World::new().await;
    let (gone, stays) = (world.online_mitra(0).await, world.online_mitra(1).await);
    let online = |who: &Tokens| {
        let sql = format!("select is_online from mitras where id = '{}'", who.id());
        world.number(&sql) == 1
    };
    world.advance(20 * 24 * 3600);
    world.again(&stays).await;
    housekeeping::sweep(world.ctx()).await.unwrap();
    assert!(online(&gone) && online(&stays));
    world.advance(10 * 24 * 3600);
    housekeeping::sweep(world.ctx()).await.unwrap();
    assert!(!online(&gone) && online(&stays));
    let id = world.guest().await.request(&world, 30).await;
    assert_eq!(world.notified(&id, &gone), None);
    assert_eq!(world.notified(&id, &stays).as_deref(), Some("pending"));
}

/// 2.13.1
#[tokio::test]
async fn whose_ping_stays_away_goes_offline_and_who_pings_stays() {
    let world = World::new().await;
    require_pings(&world, 60).await;
    let (pings, silent) = (world.online_mitra(0).await, world.online_mitra(1).await);
    world.pass(50).await;
    ping(&world, &pings).await;
    // A quarter of the interval is given for the way a ping takes.
    world.pass(24).await;
    assert!(is_online(&world, &silent).await);
    world.pass(1).await;
    assert!(!is_online(&world, &silent).await);
    assert!(is_online(&world, &pings).await);
    let id = world.guest().await.request(&world, 30).await;
    assert_eq!(world.notified(&id, &silent), None);
    assert_eq!(world.notified(&id, &pings).as_deref(), Some("pending"));
    // A ping alone brings nobody back.
    ping(&world, &silent).await;
    assert!(!is_online(&world, &silent).await);
    silent.go(&world, true).await.ok(200);
    assert_eq!(silent.requests(&world).await, [id]);
    world.pass(50).await;
    assert!(!is_online(&world, &pings).await);
}

#[tokio::test]
async fn nobody_is_late_by_a_rule_that_did_not_hold() {
    let world = World::new().await;
    let mitra = world.online_mitra(0).await;
    world.pass(1800).await;
    assert!(is_online(&world, &mitra).await);
    require_pings(&world, 4).await;
    world.pass(4).await;
    assert!(is_online(&world, &mitra).await);
    world.pass(1).await;
    assert!(!is_online(&world, &mitra).await);
}

#[tokio::test]
async fn the_alarm_rings_for_a_ping_by_itself() {
    let world = World::new().await;
    require_pings(&world, 60).await;
    let mitra = world.online_mitra(0).await;
    world.advance(75);
    let rung = async {
        while is_online(&world, &mitra).await {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), rung)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_conversation_outlives_going_offline() {
    let world = World::new().await;
    require_pings(&world, 60).await;
    let pair = world.pair(30).await;
    world.pass(75).await;
    assert!(!is_online(&world, &pair.mitra).await);
    pair.mitra
        .say(&world, &pair.id, "a", "Masih di sini")
        .await
        .ok(201);
    assert_eq!(
        pair.customer.session(&world, &pair.id).await["status"],
        "active"
    );
}

#[tokio::test]
async fn who_has_signed_out_on_every_device_is_offline() {
    let world = World::new().await;
    let phone = world.online_mitra(0).await;
    let tablet = world.mitra("+6281100000000").await;
    let online = || world.number("select is_online from mitras");
    let logout = "/api/shared/auth/logout";
    world.post(logout, &phone.access, json!({})).await.ok(204);
    assert_eq!(online(), 1);
    let path = format!("/api/shared/auth/sessions/{}", tablet.session_id);
    world.delete(&path, &tablet.access).await.ok(204);
    assert_eq!(online(), 0);
}

#[tokio::test]
async fn whose_last_sign_in_ends_because_a_refresh_token_was_used_again_is_offline() {
    let world = World::with(&["--auth-refresh-reuse", "revoke"]).await;
    let phone = world.online_mitra(0).await;
    let tablet = world.mitra("+6281100000000").await;
    let online = || world.number("select is_online from mitras");
    for (device, left) in [(&phone, 1), (&tablet, 0)] {
        world.again(device).await;
        assert_eq!(online(), 1);
        let body = json!({"refresh_token": device.refresh});
        let reused = world.post_open("/api/shared/auth/refresh", body).await;
        reused.refused(401, "REFRESH_INVALID");
        assert_eq!(online(), left);
    }
    assert_eq!(world.number("select count(*) from auth_sessions"), 0);
}
