//! A guest and the owner of the identity they prove become one, by setting.

use serde_json::{Value, json};

use crate::world::{
    Reply, Tokens, World,
    provider::{Provider, RSA, google},
};

const PHONE: &str = "+6281234567890";
const ME: &str = "/api/client/auth/me";
const REFRESH: &str = "/api/shared/auth/refresh";
const REQUEST: &str = "/api/client/auth/otp/request";
const VERIFY: &str = "/api/client/auth/otp/verify";
const GOOGLE: &str = "/api/client/auth/google/verify";

/// A body for `verify` with the right code, naming the guest.
async fn phone_proof(world: &World, guest: &Tokens) -> Value {
    let asked = world
        .post_open(REQUEST, json!({ "phone": PHONE }))
        .await
        .ok(200);
    json!({
        "otp_request_id": asked["otp_request_id"],
        "code": world.code_for(PHONE),
        "anonymous_customer_id": guest.id(),
    })
}

async fn refresh(world: &World, token: &str) -> Reply {
    world
        .post_open(REFRESH, json!({ "refresh_token": token }))
        .await
}

fn customers(world: &World) -> i64 {
    world.number("select count(*) from customers")
}

fn merge(world: &World) {
    world
        .sql()
        .execute(
            "update app_config set value = '{\"on_conflict\":\"merge\"}' where key = 'identity'",
            [],
        )
        .unwrap();
}

/// A chat session of this customer, ended or still open.
fn chat_session(world: &World, id: &str, customer: &str, open: bool) {
    let (status, ended) = if open {
        ("requested", None)
    } else {
        ("expired", Some(2))
    };
    world
        .sql()
        .execute(
            "insert into chat_sessions (id, customer_id, status, duration_minutes, requested_at, request_expires_at, ended_at)
             values (?1, ?2, ?3, 15, 1, 2, ?4)",
            (id, customer, status, ended),
        )
        .unwrap();
}

/// 5.6.3
#[tokio::test]
async fn by_setting_a_guest_is_merged_into_the_owner_of_the_identity() {
    let world = World::new().await;
    let owner = world.customer(PHONE).await;
    let guest = world.guest().await;
    merge(&world);
    chat_session(
        &world,
        "00000000-0000-7000-8000-00000000000a",
        guest.id(),
        true,
    );
    chat_session(
        &world,
        "00000000-0000-7000-8000-00000000000b",
        guest.id(),
        false,
    );
    chat_session(
        &world,
        "00000000-0000-7000-8000-00000000000c",
        owner.id(),
        false,
    );
    world
        .post(
            "/api/shared/device-token",
            &guest.access,
            json!({"token": "push-me", "platform": "ios"}),
        )
        .await
        .ok(204);
    let proof = phone_proof(&world, &guest).await;
    let result = world.post(VERIFY, &guest.access, proof).await.ok(200);
    assert_eq!(result["profile"], owner.profile);

    let of_owner = |sql: &str| -> i64 {
        world
            .sql()
            .query_row(sql, [owner.id()], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(customers(&world), 1);
    assert_eq!(
        of_owner("select count(*) from chat_sessions where customer_id = ?1"),
        3
    );
    assert_eq!(
        of_owner("select count(*) from device_tokens where user_id = ?1"),
        1
    );
    assert_eq!(
        of_owner("select count(*) from auth_sessions where user_id = ?1"),
        3
    );
    assert_eq!(world.number("select count(*) from auth_sessions"), 3);
    assert_eq!(
        of_owner(
            "select count(*) from audit_log where action = 'customer.merged' and target_id = ?1"
        ),
        1
    );
    // The guest's access token names a row that is gone; its refresh token goes on, as the owner's.
    world
        .get(ME, &guest.access)
        .await
        .refused(401, "TOKEN_INVALID");
    let next = refresh(&world, &guest.refresh).await.ok(200);
    assert_eq!(next["profile"], owner.profile);
    assert_eq!(next["session_id"], guest.session_id.as_str());
}

/// 5.6.3
#[tokio::test]
async fn the_guests_sockets_end_with_the_guest_whatever_becomes_of_tokens_and_come_back_as_the_owner()
 {
    for revocation in ["window", "immediate"] {
        let world = World::with(&["--auth-revocation", revocation]).await;
        let owner = world.customer(PHONE).await;
        let (guest, bystander) = (world.guest().await, world.guest().await);
        merge(&world);
        let mitra = world.online_mitra(0).await;
        let id = guest.request(&world, 30).await;
        mitra.accept(&world, &id).await.ok(200);
        let mut sockets = [
            world.socket(&guest.access).await,
            world.socket(&guest.access).await,
        ];
        let mut others = [
            world.socket(&owner.access).await,
            world.socket(&bystander.access).await,
        ];
        let proof = phone_proof(&world, &guest).await;
        world.post(VERIFY, &guest.access, proof).await.ok(200);
        for socket in &mut sockets {
            assert_eq!(socket.next().await, Err(4401), "{revocation}");
        }
        for socket in &mut others {
            socket.is_quiet().await;
        }
        // The old token opens none that would hear nothing.
        let mut socket = world.dial().await;
        socket
            .send(&json!({"type": "auth", "token": guest.access}))
            .await;
        assert_eq!(socket.next().await, Err(4401), "{revocation}");
        // The device goes on as the owner, in the same conversation.
        let next = Tokens::of(&refresh(&world, &guest.refresh).await.ok(200));
        let (mut socket, sync) = world.socket_and_sync(&next.access).await;
        assert_eq!(sync["sessions"][0]["id"], json!(id));
        mitra.say(&world, &id, "b1", "Masih di sini?").await.ok(201);
        let said = socket.expect("message").await;
        assert_eq!(said["message"]["content"], "Masih di sini?");
        assert_eq!(others[0].expect("message").await, said);
        others[1].is_quiet().await;
    }
}

/// 5.6.3
#[tokio::test]
async fn a_merge_of_two_open_sessions_is_a_conflict_that_changes_nothing() {
    let world = World::new().await;
    let owner = world.customer(PHONE).await;
    let guest = world.guest().await;
    merge(&world);
    chat_session(
        &world,
        "00000000-0000-7000-8000-00000000000a",
        guest.id(),
        true,
    );
    chat_session(
        &world,
        "00000000-0000-7000-8000-00000000000b",
        owner.id(),
        true,
    );
    let proof = phone_proof(&world, &guest).await;
    world
        .post(VERIFY, &guest.access, proof.clone())
        .await
        .refused(409, "IDENTITY_CONFLICT");
    assert_eq!(customers(&world), 2);
    assert_eq!(world.number("select count(*) from audit_log"), 0);
    world
        .sql()
        .execute(
            "update chat_sessions set status = 'expired', ended_at = 3 where customer_id = ?1",
            [owner.id()],
        )
        .unwrap();
    world.post(VERIFY, &guest.access, proof).await.ok(200);
    assert_eq!(customers(&world), 1);
}

/// 5.6.3
#[tokio::test]
async fn nobody_with_an_identity_of_their_own_is_ever_merged_away() {
    let provider = Provider::publishing(&[&RSA]).await;
    let world = World::with(&provider.flags()).await;
    merge(&world);
    let body = json!({"id_token": RSA.sign(&google("g1"))});
    world.post_open(GOOGLE, body).await.ok(200);
    let someone = world.customer(PHONE).await;
    let body = json!({"id_token": RSA.sign(&google("g1")), "anonymous_customer_id": someone.id()});
    world
        .post(GOOGLE, &someone.access, body)
        .await
        .refused(409, "IDENTITY_CONFLICT");
    assert_eq!(customers(&world), 2);
}
