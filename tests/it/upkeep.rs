//! Housekeeping, readiness and the figures: what operators rely on while nobody looks.

use std::{fs, os::unix::fs::PermissionsExt, time::Duration, time::Instant};

use curhat::{
    domain::{config, idempotency},
    timers::{
        backups::{BackupMetrics, Backups, Plan, Visit, made_in},
        housekeeping,
    },
};
use reqwest::Method;
use serde_json::json;

use crate::world::{Reply, World};

const DAY: u64 = 24 * 3600;

async fn readyz(world: &World) -> Reply {
    Reply::of(world.request(Method::GET, "/readyz")).await
}

/// A figure of `/metrics`, by its name and labels as they stand there.
async fn figure(world: &World, name: &str) -> f64 {
    let url = format!("http://{}/metrics", world.app().internal);
    let text = reqwest::get(url).await.unwrap().text().await.unwrap();
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
        .unwrap_or_else(|| panic!("{name} in {text}"))
}

#[tokio::test]
async fn a_server_is_ready_when_its_store_writes_and_its_tasks_run() {
    let world = World::new().await;
    let ready = readyz(&world).await.ok(200);
    assert_eq!(ready["status"], "ready");
    assert_eq!(ready["store"], true);
    assert_eq!(ready["tasks"]["announcer"], true);
}

#[tokio::test]
async fn a_task_that_ends_before_its_time_makes_the_server_not_ready_and_is_named() {
    let world = World::new().await;
    let task = world.app().vitals.task("clockwork");
    readyz(&world).await.ok(200);
    drop(task);
    let reply = readyz(&world).await.ok(503);
    assert_eq!(reply["status"], "not ready");
    assert_eq!(reply["tasks"]["clockwork"], false);
}

#[tokio::test]
async fn a_closed_store_makes_the_server_not_ready() {
    let world = World::new().await;
    world.ctx().store().close().await;
    assert_eq!(readyz(&world).await.ok(503)["store"], false);
    // The process is up all the same.
    Reply::of(world.request(Method::GET, "/healthz"))
        .await
        .ok(200);
}

#[tokio::test]
async fn the_proof_that_the_store_takes_writes_writes_a_page_and_changes_nothing() {
    let world = World::new().await;
    let all = "select sum(updated_at) || group_concat(key || value) from app_config";
    let before: String = world.sql().query_row(all, [], |r| r.get(0)).unwrap();
    let bytes = world.ctx().store().log_bytes();
    config::prove_writable(world.ctx()).await.unwrap();
    assert!(
        world.ctx().store().log_bytes() > bytes,
        "no page was written"
    );
    let after: String = world.sql().query_row(all, [], |r| r.get(0)).unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn many_probes_share_one_write_a_second() {
    let world = World::new().await;
    let batches = || world.ctx().store().metrics().batch_jobs.get_sample_count();
    let before = batches();
    let began = Instant::now();
    for _ in 0..5 {
        let probes = (0..10).map(|_| readyz(&world));
        futures_util::future::join_all(probes).await;
    }
    let seconds = began.elapsed().as_secs();
    assert!(batches() - before <= 1 + seconds, "{}", batches() - before);
}

#[tokio::test]
async fn a_sweep_removes_what_has_expired_and_nothing_else() {
    let world = World::new().await;
    let key = "3f0c8d5e-5f0b-4d0e-9a3c-1b2c3d4e5f60";
    Reply::of(
        world
            .request(Method::POST, "/api/shared/auth/anonymous")
            .header("Idempotency-Key", key)
            .json(&json!({})),
    )
    .await
    .ok(201);
    let old = world.guest().await;
    world
        .post(
            "/api/shared/device-token",
            &old.access,
            json!({"token": "old", "platform": "web"}),
        )
        .await
        .ok(204);
    world
        .post_open(
            "/api/client/auth/otp/request",
            json!({"phone": "+628123456789"}),
        )
        .await
        .ok(200);
    let nothing = housekeeping::sweep(world.ctx()).await.unwrap();
    assert_eq!(
        (
            nothing.sign_ins,
            nothing.otp_requests,
            nothing.idempotency_keys
        ),
        (0, 0, 0)
    );

    world.advance(31 * DAY);
    let young = world.guest().await;
    let swept = housekeeping::sweep(world.ctx()).await.unwrap();
    assert_eq!(swept.sign_ins, 2);
    assert_eq!((swept.idempotency_keys, swept.otp_requests), (1, 1));
    assert_eq!(world.number("select count(*) from auth_sessions"), 1);
    assert_eq!(world.number("select count(*) from customers"), 3);
    world
        .get("/api/client/auth/me", &young.access)
        .await
        .ok(200);

    world
        .post(
            "/api/shared/device-token",
            &young.access,
            json!({"token": "young", "platform": "web"}),
        )
        .await
        .ok(204);
    world.advance(271 * DAY);
    // Its sign-in has gone too; a token whose person is still signed in elsewhere goes by its own age.
    let swept = housekeeping::sweep(world.ctx()).await.unwrap();
    assert_eq!(swept.sign_ins + swept.device_tokens, 1, "{swept:?}");
    assert_eq!(world.number("select count(*) from device_tokens"), 0);
    assert_eq!(idempotency::KEPT_MILLIS, 24 * 3600 * 1000);
}

#[tokio::test]
async fn a_checkpoint_brings_the_log_into_the_file() {
    let world = World::new().await;
    world.guest().await;
    let copy = world.scratch().join("copy.db");
    let without_log = || {
        fs::copy(world.data_dir().join("curhat.db"), &copy).unwrap();
        rusqlite::Connection::open(&copy)
            .unwrap()
            .query_row("select count(*) from customers", [], |r| r.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!(without_log(), 0);
    world.ctx().store().checkpoint().await.unwrap();
    assert_eq!(without_log(), 1);
    world.ctx().store().optimize().await.unwrap();
}

fn backups(world: &World, every: Duration, keep: usize) -> Backups {
    let folder = world.scratch().join("backups");
    let plan = Plan {
        folder,
        every,
        keep,
    };
    Backups::new(plan, BackupMetrics::new())
}

#[tokio::test]
async fn scheduled_backups_come_when_due_and_the_oldest_go() {
    let world = World::new().await;
    let hour = Duration::from_secs(3600);
    let plan = backups(&world, hour, 2);
    let folder = world.scratch().join("backups");
    let mut made = Vec::new();
    for n in 0..4 {
        world.guest().await;
        let Visit::Made(path) = plan.visit(world.ctx()).await.unwrap() else {
            panic!("backup {n} was due");
        };
        assert_eq!(plan.visit(world.ctx()).await.unwrap(), Visit::NotDue);
        let rights = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(rights, 0o600);
        let guests = rusqlite::Connection::open(&path)
            .unwrap()
            .query_row("select count(*) from customers", [], |r| r.get::<_, i64>(0))
            .unwrap();
        assert_eq!(guests, n + 1);
        made.push(path);
        world.advance(3600);
    }
    assert_eq!(made_in(&folder).unwrap(), made[2..]);
    assert_eq!(
        fs::metadata(&folder).unwrap().permissions().mode() & 0o777,
        0o700
    );
}

#[tokio::test]
async fn a_restart_neither_skips_a_backup_nor_makes_one_too_many() {
    let world = World::new().await;
    let hour = Duration::from_secs(3600);
    backups(&world, hour, 9).visit(world.ctx()).await.unwrap();
    world.advance(3599);
    let after_restart = backups(&world, hour, 9);
    assert_eq!(
        after_restart.visit(world.ctx()).await.unwrap(),
        Visit::NotDue
    );
    world.advance(1);
    assert!(matches!(
        after_restart.visit(world.ctx()).await.unwrap(),
        Visit::Made(_)
    ));
}

#[tokio::test]
async fn backups_from_before_the_clock_was_set_back_drive_out_no_new_ones() {
    let world = World::new().await;
    let hour = Duration::from_secs(3600);
    let folder = world.scratch().join("backups");
    fs::create_dir(&folder).unwrap();
    let from_the_future = ["curhat-20990101T000000Z.db", "curhat-20990101T010000Z.db"];
    for name in from_the_future {
        fs::write(folder.join(name), "").unwrap();
    }
    for _ in 0..3 {
        let Visit::Made(path) = backups(&world, hour, 2).visit(world.ctx()).await.unwrap() else {
            panic!("a backup was due");
        };
        assert!(path.exists());
        // Nor do they make a restart forget what it made just now.
        let after_restart = backups(&world, hour, 2).visit(world.ctx()).await;
        assert_eq!(after_restart.unwrap(), Visit::NotDue);
        world.advance(3600);
    }
    assert_eq!(made_in(&folder).unwrap().len(), 2 + from_the_future.len());
}

#[tokio::test]
async fn a_backup_that_fails_leaves_the_older_ones_is_counted_and_tried_again_a_minute_later() {
    let world = World::new().await;
    let metrics = BackupMetrics::new();
    let folder = world.scratch().join("in the way");
    fs::write(&folder, "a file where the folder should be").unwrap();
    let plan = Plan {
        folder: folder.clone(),
        every: Duration::from_secs(3600),
        keep: 3,
    };
    let backups = Backups::new(plan, metrics.clone());
    assert!(backups.visit(world.ctx()).await.is_err());
    assert_eq!(metrics.failures(), 1);
    assert_eq!(backups.visit(world.ctx()).await.unwrap(), Visit::NotDue);
    fs::remove_file(&folder).unwrap();
    world.advance(60);
    assert!(matches!(
        backups.visit(world.ctx()).await.unwrap(),
        Visit::Made(_)
    ));
}

#[tokio::test]
async fn halves_of_copies_are_cleared_away_and_strangers_files_are_not() {
    let world = World::new().await;
    let folder = world.scratch().join("backups");
    fs::create_dir(&folder).unwrap();
    let half = folder.join("curhat-20200101T000000Z.partial");
    let other = folder.join("curhat-notes.txt");
    fs::write(&half, "").unwrap();
    fs::write(&other, "").unwrap();
    backups(&world, Duration::from_secs(60), 1)
        .visit(world.ctx())
        .await
        .unwrap();
    assert!(!half.exists());
    assert!(other.exists());
}

#[tokio::test]
async fn the_metrics_tell_memory_uptime_log_and_open_sessions() {
    let world = World::new().await;
    let guest = world.guest().await;
    world
        .sql()
        .execute(
            "insert into chat_sessions (id, customer_id, status, duration_minutes, requested_at, request_expires_at)
             values ('s', ?1, 'requested', 5, 0, 60)",
            [guest.id()],
        )
        .unwrap();
    assert!(figure(&world, "curhat_process_resident_bytes").await > 1e6);
    assert!(figure(&world, "curhat_tasks_alive").await > 1.0);
    assert!(figure(&world, "curhat_uptime_seconds").await > 0.0);
    assert!(figure(&world, "curhat_store_log_bytes").await > 0.0);
    assert!(
        (figure(&world, r#"curhat_sessions_open{status="requested"}"#).await - 1.0).abs() < 0.5
    );
    assert!((figure(&world, r#"curhat_sessions_open{status="closing"}"#).await - 0.0).abs() < 0.5);
    assert!(
        (figure(&world, "curhat_backup_last_success_timestamp_seconds").await - 0.0).abs() < 0.5
    );
}
