//! Guesses at staff passwords when things happen at one instant: what is compared, what counts, what a right one is worth
//! when the password or the member changes while it is being looked at.

use std::{collections::BTreeSet, fs, future::Future, pin::Pin, time::Duration};

use curhat::domain::{
    auth::{
        Device,
        staff::{self, Guesses},
    },
    error::Code,
    hashing::Secret,
};
use futures_util::{
    future::{FutureExt, join_all},
    poll,
};
use serde_json::json;

use crate::world::{ADMIN, Operator, Reply, World};

const USERS: &str = "/internal/control-center-users";

/// Long enough for the slowest machine; nothing waits that long when all is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// A hash that takes the better part of a second to compare with.
const SLOW_HASH: &str = "$2b$13$abcdefghijklmnopqrstuuJRqV1y3W0mJ1sW5p9yTn2Yq6Zb0xQ2C";

/// Passwords that somebody else has compared. As long as this is held, those that come later wait, or find no place to.
struct Ahead(tokio::task::JoinHandle<()>);

impl Drop for Ahead {
    fn drop(&mut self) {
        self.0.abort();
    }
}

type Comparing = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Keeps at most so many comparisons waiting before the next one, or as many as there is room for.
async fn comparisons_ahead(world: &World, most: usize) -> Ahead {
    let hashing = world.ctx().hashing().clone();
    let compare = move || -> Comparing {
        let hashing = hashing.clone();
        async move {
            let (plain, hash) = ("x".to_owned(), SLOW_HASH.to_owned());
            let _ = hashing.verify(Secret::Password, plain, hash).await;
        }
        .boxed()
    };
    let mut ahead = Vec::new();
    let (ready, filled) = tokio::sync::oneshot::channel();
    let mut ready = Some(ready);
    let filling = tokio::spawn(async move {
        loop {
            while ahead.len() < most {
                let mut next = compare();
                if poll!(&mut next).is_ready() {
                    break;
                }
                ahead.push(next);
            }
            // One more than can wait: the first is under way, and for the better part of a second no place gets free.
            if ahead.len() >= most.min(101)
                && let Some(ready) = ready.take()
            {
                let _ = ready.send(());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    filled.await.unwrap();
    Ahead(filling)
}

fn failures(world: &World) -> i64 {
    world.number("select max(failed_login_count) from control_center_users")
}

fn sessions(world: &World) -> i64 {
    world.number("select count(*) from auth_sessions")
}

/// Runs `request` up to the point where its guess has been counted and waits to be compared, then `meanwhile`, then the rest.
async fn while_compared<T>(
    world: &World,
    request: impl Future<Output = T>,
    meanwhile: impl FnOnce(),
) -> T {
    let ahead = comparisons_ahead(world, 60).await;
    let counted = async {
        while failures(world) == 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        meanwhile();
        drop(ahead);
    };
    let both = async { tokio::join!(request, counted).0 };
    tokio::time::timeout(PATIENCE, both).await.unwrap()
}

/// 1.8.2, 1.8.3
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_wrong_passwords_in_as_many_processes_are_five_guesses() {
    let world = World::new().await;
    world.seed_admin().await;
    let gate = &world.app().gate;
    // Each as if in a process of its own, which knows nothing of the others but what is in the rows.
    let processes: Vec<Guesses> = (0..100).map(|_| Guesses::default()).collect();
    let logins = processes.iter().map(|guesses| {
        let wrong = "Wrong123".to_owned();
        staff::login(
            &gate.ctx,
            &gate.rules,
            guesses,
            ADMIN.0,
            wrong,
            Device::default(),
        )
    });
    let codes: Vec<Code> = join_all(logins)
        .await
        .into_iter()
        .map(|login| login.unwrap_err().code)
        .collect();
    let with = |code| codes.iter().filter(|c| **c == code).count();
    assert_eq!(
        (with(Code::InvalidCredentials), with(Code::AccountLocked)),
        (5, 95)
    );
}

/// 1.8.4
#[tokio::test(flavor = "multi_thread")]
async fn right_passwords_at_one_instant_all_sign_in_however_many() {
    let world = World::new().await;
    world.seed_admin().await;
    for _ in 0..4 {
        world.login(ADMIN.0, "Wrong123").await;
    }
    let logins = join_all((0..20).map(|_| world.login(ADMIN.0, ADMIN.1))).await;
    let ids: BTreeSet<String> = logins
        .into_iter()
        .map(|reply| Operator::of(reply).session_id)
        .collect();
    assert_eq!(ids.len(), 20);
    assert_eq!(sessions(&world), 20);
    assert_eq!(failures(&world), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guess_that_nobody_had_time_to_compare_does_not_count() {
    let world = World::new().await;
    world.seed_admin().await;
    world
        .sql()
        .execute("update control_center_users set failed_login_count = 4", [])
        .unwrap();
    let ahead = comparisons_ahead(&world, 1000).await;
    let busy = world.login(ADMIN.0, ADMIN.1).await;
    assert_eq!(busy.headers["retry-after"], "2");
    busy.refused(503, "BUSY");
    world
        .login("nobody@example.org", "Wrong123")
        .await
        .refused(503, "BUSY");
    drop(ahead);
    assert_eq!(failures(&world), 4);
    // The one that is being compared is finished first.
    let entered = async {
        loop {
            let login = world.login(ADMIN.0, ADMIN.1).await;
            if login.status != 503 {
                return login;
            }
        }
    };
    Operator::of(tokio::time::timeout(PATIENCE, entered).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_is_replaced_while_it_is_compared_opens_nothing() {
    let world = World::new().await;
    world.seed_admin().await;
    let other = bcrypt::hash("Rahasia1", 4).unwrap();
    let login = world.login(ADMIN.0, ADMIN.1);
    while_compared(&world, login, || {
        world
            .sql()
            .execute(
                "update control_center_users set password_hash = ?1",
                [&other],
            )
            .unwrap();
    })
    .await
    .refused(401, "INVALID_CREDENTIALS");
    assert_eq!(sessions(&world), 0);
    Operator::of(world.login(ADMIN.0, "Rahasia1").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_ones_password_does_not_undo_a_reset_at_the_same_time() {
    let world = World::new().await;
    let thief = world.admin().await;
    let reset = bcrypt::hash("Rahasia1", 4).unwrap();
    let change = json!({"current_password": ADMIN.1, "new_password": "Pencuri1"});
    let path = format!("{USERS}/me/password");
    let change = world.patch(&path, &thief.access, change);
    while_compared(&world, change, || {
        world
            .sql()
            .execute(
                "update control_center_users set password_hash = ?1",
                [&reset],
            )
            .unwrap();
    })
    .await
    .refused(401, "INVALID_CREDENTIALS");
    world
        .login(ADMIN.0, "Pencuri1")
        .await
        .refused(401, "INVALID_CREDENTIALS");
    Operator::of(world.login(ADMIN.0, "Rahasia1").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_is_deactivated_while_the_password_is_compared_stays_outside() {
    let world = World::new().await;
    world.seed_admin().await;
    let login = world.login(ADMIN.0, ADMIN.1);
    while_compared(&world, login, || {
        world
            .sql()
            .execute("update control_center_users set is_active = 0", [])
            .unwrap();
    })
    .await
    .refused(403, "ACCOUNT_INACTIVE");
    assert_eq!(sessions(&world), 0);
}

/// What a request adds to the log of the store, in bytes.
async fn written(world: &World, request: impl Future<Output = Reply>) -> (Reply, u64) {
    let log = world.data_dir().join("curhat.db-wal");
    let before = fs::metadata(&log).unwrap().len();
    let reply = request.await;
    (reply, fs::metadata(&log).unwrap().len() - before)
}

/// 1.8.2
#[tokio::test]
async fn an_unknown_email_waits_for_the_disk_as_a_wrong_password_does_and_leaves_nothing() {
    let world = World::new().await;
    world.seed_admin().await;
    let counted = || world.number("select sum(updated_at) from app_config");
    let before = counted();
    let (wrong, for_wrong) = written(&world, world.login(ADMIN.0, "Wrong123")).await;
    let (unknown, for_unknown) =
        written(&world, world.login("nobody@example.org", "Wrong123")).await;
    wrong.refused(401, "INVALID_CREDENTIALS");
    unknown.refused(401, "INVALID_CREDENTIALS");
    assert_eq!(for_unknown, for_wrong);
    assert!(for_wrong > 0);
    assert_eq!(counted(), before);
    assert_eq!(failures(&world), 1);
}

#[tokio::test]
async fn the_current_password_can_be_guessed_no_oftener_than_at_the_door_and_the_sign_in_goes_on() {
    let world = World::new().await;
    let admin = world.admin().await;
    let path = format!("{USERS}/me/password");
    let change = |current: &str| json!({"current_password": current, "new_password": "Rahasia1"});
    for _ in 0..5 {
        world
            .patch(&path, &admin.access, change("Wrong123"))
            .await
            .refused(401, "INVALID_CREDENTIALS");
    }
    let locked = world
        .patch(&path, &admin.access, change(ADMIN.1))
        .await
        .refused(423, "ACCOUNT_LOCKED");
    assert_eq!(locked["retry_after_seconds"], 900);
    world.get(USERS, &admin.access).await.ok(200);
    world.advance(900);
    world
        .patch(&path, &admin.access, change(ADMIN.1))
        .await
        .ok(204);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_demote_each_other_at_once_one_stays_super_admin() {
    let world = World::new().await;
    let (one, two) = (world.operator("super_admin").await, world.admin().await);
    let viewer = json!({"role_id": world.role_id("viewer")});
    let demote = |by: &Operator, whom: &Operator| {
        let (path, token) = (format!("{USERS}/{}", whom.id()), by.access.clone());
        let (world, viewer) = (&world, viewer.clone());
        async move { world.patch(&path, &token, viewer).await.status }
    };
    let (first, second) = tokio::join!(demote(&one, &two), demote(&two, &one));
    let mut statuses = [first, second];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403]);
    let left = world.number(
        "select count(*) from control_center_users u join roles r on r.id = u.role_id where r.name = 'super_admin'",
    );
    assert_eq!(left, 1);
}
