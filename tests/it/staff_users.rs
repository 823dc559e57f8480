//! Staff as operators manage them: members, roles, passwords, and the log of it.

use serde_json::{Value, json};

use crate::world::{ADMIN, Operator, Reply, World};

const USERS: &str = "/internal/control-center-users";

fn new_user(world: &World, role: &str) -> Value {
    json!({"email": "Sari@Example.org", "name": "Sari", "role_id": world.role_id(role), "password": "Rahasia1"})
}

async fn refresh(world: &World, who: &Operator) -> Reply {
    let request = world
        .request(reqwest::Method::POST, "/internal/auth/refresh")
        .header("cookie", &who.cookie);
    Reply::of(request).await
}

/// 1.8.8
#[tokio::test]
async fn a_member_is_made_with_a_bcrypt_hash_and_can_sign_in() {
    let world = World::new().await;
    let admin = world.admin().await;
    let made = world
        .post(USERS, &admin.access, new_user(&world, "operator"))
        .await
        .ok(201);
    assert_eq!(made["email"], "sari@example.org");
    assert_eq!(made["role"]["name"], "operator");
    assert_eq!(made["is_active"], true);
    let hash: String = world
        .sql()
        .query_row(
            "select password_hash from control_center_users where email = 'sari@example.org'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert!(hash.starts_with("$2b$"));
    Operator::of(world.login("sari@example.org", "Rahasia1").await);

    world
        .post(USERS, &admin.access, new_user(&world, "viewer"))
        .await
        .refused(409, "EMAIL_TAKEN");
    let listed = world.get(USERS, &admin.access).await.ok(200);
    assert_eq!(listed["total"], 2);
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
}

/// 1.8.6, 1.8.8
#[tokio::test]
async fn weak_passwords_are_refused_with_what_they_lack_wherever_one_is_chosen() {
    let world = World::new().await;
    let admin = world.admin().await;
    let reset = format!("{USERS}/{}/password", admin.id());
    for (password, code) in [
        ("Kurang1", "PASSWORD_TOO_SHORT"),
        ("Rahasiaku", "PASSWORD_MISSING_DIGIT"),
        ("rahasia1", "PASSWORD_MISSING_UPPERCASE"),
        ("RAHASIA1", "PASSWORD_MISSING_LOWERCASE"),
        (&"Aa1".repeat(25), "PASSWORD_TOO_LONG"),
    ] {
        let mut user = new_user(&world, "operator");
        user["password"] = password.into();
        world
            .post(USERS, &admin.access, user)
            .await
            .refused(422, code);
        let own = json!({"current_password": ADMIN.1, "new_password": password});
        world
            .patch(&format!("{USERS}/me/password"), &admin.access, own)
            .await
            .refused(422, code);
        let other = json!({ "new_password": password });
        world
            .patch(&reset, &admin.access, other)
            .await
            .refused(422, code);
    }
    assert_eq!(world.number("select count(*) from control_center_users"), 1);
    Operator::of(world.login(ADMIN.0, ADMIN.1).await);
}

/// 1.8.8
#[tokio::test]
async fn a_password_of_seventy_two_bytes_is_good_to_the_last() {
    let world = World::new().await;
    let admin = world.admin().await;
    let longest = format!("Aa1{}\u{e9}", "x".repeat(67));
    assert_eq!(longest.len(), 72);
    let mut user = new_user(&world, "viewer");
    user["password"] = longest.clone().into();
    world.post(USERS, &admin.access, user).await.ok(201);
    let other = format!("Aa1{}\u{e8}", "x".repeat(67));
    for wrong in [&other, &longest[..70], &format!("{longest}x")] {
        world
            .login("sari@example.org", wrong)
            .await
            .refused(401, "INVALID_CREDENTIALS");
    }
    Operator::of(world.login("sari@example.org", &longest).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_add_the_same_email_at_once_one_is_told_that_it_is_taken() {
    let world = World::new().await;
    let admin = world.admin().await;
    let add = || world.post(USERS, &admin.access, new_user(&world, "viewer"));
    let (one, two) = tokio::join!(add(), add());
    let (made, refused) = if one.status == 201 {
        (one, two)
    } else {
        (two, one)
    };
    made.ok(201);
    refused.refused(409, "EMAIL_TAKEN");
    let noted = "select count(*) from audit_log where action = 'control_center_user.created'";
    assert_eq!(world.number(noted), 1);
}

#[tokio::test]
async fn a_lock_is_shown_for_as_long_as_it_lasts() {
    let world = World::new().await;
    let member = world.operator("viewer").await;
    let admin = world.admin().await;
    let email = member.profile["email"].as_str().unwrap();
    for _ in 0..5 {
        world.login(email, "Wrong123").await;
    }
    let shown = async || {
        let listed = world.get(USERS, &admin.access).await.ok(200);
        let items = listed["items"].as_array().unwrap();
        let found = items.iter().find(|user| user["email"] == email).unwrap();
        found["locked_until"].clone()
    };
    assert_eq!(shown().await, "2026-11-22T10:15:00.000Z");
    world.advance(900);
    assert_eq!(shown().await, Value::Null);
}

/// 1.8.5
#[tokio::test]
async fn ones_own_password_changes_with_the_current_one_only_and_ends_the_other_sign_ins() {
    let world = World::new().await;
    let (here, elsewhere) = (world.admin().await, world.admin().await);
    let path = format!("{USERS}/me/password");
    let change = |current: &str| json!({"current_password": current, "new_password": "Rahasia1"});
    world
        .patch(&path, &here.access, change("Wrong123"))
        .await
        .refused(401, "INVALID_CREDENTIALS");
    Operator::of(world.login(ADMIN.0, ADMIN.1).await);
    world
        .patch(&path, &here.access, change(ADMIN.1))
        .await
        .ok(204);
    world
        .login(ADMIN.0, ADMIN.1)
        .await
        .refused(401, "INVALID_CREDENTIALS");
    Operator::of(world.login(ADMIN.0, "Rahasia1").await);
    refresh(&world, &elsewhere)
        .await
        .refused(401, "REFRESH_INVALID");
    Operator::of(refresh(&world, &here).await);
}

/// 1.8.7
#[tokio::test]
async fn a_reset_needs_the_permission_and_ends_the_members_sign_ins() {
    let world = World::new().await;
    let member = world.operator("operator").await;
    let admin = world.admin().await;
    let path = format!("{USERS}/{}/password", member.id());
    let new = json!({"new_password": "Rahasia2"});
    world
        .patch(&path, &member.access, new.clone())
        .await
        .refused(403, "FORBIDDEN");
    world.patch(&path, &admin.access, new.clone()).await.ok(204);
    refresh(&world, &member)
        .await
        .refused(401, "REFRESH_INVALID");
    let email = member.profile["email"].as_str().unwrap();
    Operator::of(world.login(email, "Rahasia2").await);

    let nobody = format!("{USERS}/{}/password", uuid::Uuid::nil());
    world
        .patch(&nobody, &admin.access, new)
        .await
        .refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn a_reset_lifts_a_lock() {
    let world = World::new().await;
    let member = world.operator("viewer").await;
    let admin = world.admin().await;
    let email = member.profile["email"].as_str().unwrap();
    for _ in 0..5 {
        world.login(email, "Wrong123").await;
    }
    world
        .login(email, "Rahasia1")
        .await
        .refused(423, "ACCOUNT_LOCKED");
    let path = format!("{USERS}/{}/password", member.id());
    world
        .patch(&path, &admin.access, json!({"new_password": "Rahasia2"}))
        .await
        .ok(204);
    Operator::of(world.login(email, "Rahasia2").await);
}

#[tokio::test]
async fn a_deactivated_member_can_neither_sign_in_nor_refresh_nor_do_anything() {
    let world = World::new().await;
    let member = world.operator("super_admin").await;
    let admin = world.admin().await;
    let path = format!("{USERS}/{}", member.id());
    let patched = world
        .patch(&path, &admin.access, json!({"is_active": false}))
        .await
        .ok(200);
    assert_eq!(patched["is_active"], false);
    let email = member.profile["email"].as_str().unwrap();
    world
        .login(email, "Rahasia1")
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    refresh(&world, &member)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    world
        .get(USERS, &member.access)
        .await
        .refused(403, "FORBIDDEN");
    world
        .patch(&path, &admin.access, json!({"is_active": true}))
        .await
        .ok(200);
    world.get(USERS, &member.access).await.ok(200);
}

#[tokio::test]
async fn nobody_can_shut_themselves_out_and_the_last_super_admin_stays_one() {
    let world = World::new().await;
    let admin = world.admin().await;
    let own = format!("{USERS}/{}", admin.id());
    for change in [
        json!({"is_active": false}),
        json!({"role_id": world.role_id("viewer")}),
    ] {
        world
            .patch(&own, &admin.access, change)
            .await
            .refused(403, "FORBIDDEN");
    }
    let second = world.operator("super_admin").await;
    world
        .patch(
            &own,
            &second.access,
            json!({"role_id": world.role_id("viewer")}),
        )
        .await
        .ok(200);
    // The role is looked at with each request, so what was taken away is gone at once.
    world
        .post(USERS, &admin.access, new_user(&world, "viewer"))
        .await
        .refused(403, "FORBIDDEN");
    world.get(USERS, &admin.access).await.ok(200);
}

#[tokio::test]
async fn members_that_do_not_fit_are_named() {
    let world = World::new().await;
    let admin = world.admin().await;
    let pointers = |problem: Value| -> Vec<String> {
        let errors = problem["errors"].as_array().unwrap().clone();
        errors
            .iter()
            .map(|e| e["pointer"].as_str().unwrap().to_owned())
            .collect()
    };
    let nothing = world.post(USERS, &admin.access, json!({})).await;
    assert_eq!(
        pointers(nothing.refused(400, "BAD_REQUEST")),
        ["/email", "/name", "/role_id", "/password"]
    );
    for (member, value) in [
        ("email", json!("no address")),
        ("role_id", json!(uuid::Uuid::nil())),
        ("role_id", json!("operator")),
        ("name", json!("")),
        ("name", json!("  ")),
        ("name", json!("Sari\u{202e}")),
        ("name", json!("x".repeat(81))),
    ] {
        let mut user = new_user(&world, "operator");
        user[member] = value;
        let refused = world.post(USERS, &admin.access, user).await;
        assert_eq!(
            pointers(refused.refused(400, "BAD_REQUEST")),
            [format!("/{member}")]
        );
    }
    let roles = world.get("/internal/roles", &admin.access).await.ok(200);
    let names: Vec<&Value> = roles["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["name"])
        .collect();
    assert_eq!(names, ["super_admin", "operator", "viewer"]);
}

#[tokio::test]
async fn each_change_is_in_the_audit_log_once_with_what_changed_and_never_a_password() {
    let world = World::new().await;
    let admin = world.admin().await;
    let made = world
        .post(USERS, &admin.access, new_user(&world, "operator"))
        .await
        .ok(201);
    let path = format!("{USERS}/{}", made["id"].as_str().unwrap());
    let change = json!({"name": "Dewi", "role_id": world.role_id("viewer")});
    for _ in 0..2 {
        // The second changes nothing and is not noted.
        world
            .patch(&path, &admin.access, change.clone())
            .await
            .ok(200);
    }
    world
        .patch(
            &format!("{path}/password"),
            &admin.access,
            json!({"new_password": "Rahasia2"}),
        )
        .await
        .ok(204);
    let log = world
        .get("/internal/audit-log", &admin.access)
        .await
        .ok(200);
    assert_eq!(log["total"], 3);
    let items = log["items"].as_array().unwrap();
    let actions: Vec<&Value> = items.iter().map(|e| &e["action"]).collect();
    assert_eq!(
        actions,
        [
            "control_center_user.password_reset",
            "control_center_user.updated",
            "control_center_user.created"
        ]
    );
    assert_eq!(
        items[1]["before"],
        json!({"name": "Sari", "role": "operator"})
    );
    assert_eq!(items[1]["after"], json!({"name": "Dewi", "role": "viewer"}));
    for entry in items {
        assert_eq!(entry["actor"]["id"], admin.profile["id"]);
        assert_eq!(entry["actor"]["name"], "Super Admin");
        assert_eq!(entry["target_id"], made["id"]);
        assert!(entry["ip"].is_string() && entry["request_id"].is_string());
    }
    assert!(!log.to_string().contains("Rahasia") && !log.to_string().contains("$2b$"));

    let page = world
        .get("/internal/audit-log?limit=2", &admin.access)
        .await
        .ok(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    let rest = world
        .get(
            &format!("/internal/audit-log?limit=2&cursor={cursor}"),
            &admin.access,
        )
        .await
        .ok(200);
    assert_eq!(rest["items"], json!([items[2]]));
    assert_eq!(rest["next_cursor"], Value::Null);
}
