//! Who may call what, for every operation there is: made from the documents, so that an operation that is added is held to it
//! without anyone thinking of it.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Operator, Reply, World};

const USER_TYPES: [&str; 3] = ["customer", "mitra", "control_center"];

/// The operations that ask for no token, each for a reason. Another one must be put here by someone who means it.
const OPEN: &[(&str, &str)] = &[
    ("signInAnonymously", "guests have nothing yet"),
    ("refreshTokens", "the refresh token in the body vouches"),
    ("requestCustomerOtp", "a way to sign in"),
    ("verifyCustomerOtp", "a way to sign in"),
    ("requestMitraOtp", "a way to sign in"),
    ("verifyMitraOtp", "a way to sign in"),
    ("signInWithGoogle", "a way to sign in"),
    ("signInWithApple", "a way to sign in"),
    ("getSocialProviders", "where to sign in"),
    ("getSharedConfig", "apps read it before anyone signs in"),
    ("loginStaff", "a way to sign in"),
    ("refreshStaff", "the cookie vouches"),
    ("logoutStaff", "the cookie vouches"),
];

/// Some id that no row has.
const NOBODY: &str = "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10";

/// An operation as its document has it.
#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    pub path: String,
    /// Of the internal document.
    pub is_internal: bool,
    /// Whose tokens it takes; empty when it takes none.
    pub takes: Vec<String>,
    description: String,
    pub has_body: bool,
}

impl Operation {
    /// What the role must allow, as the description's last line says. `None`: any staff.
    pub fn permission(&self) -> Option<String> {
        let line = self.description.lines().last().unwrap_or_default();
        let rest = line
            .strip_prefix("Permission: ")
            .unwrap_or_else(|| panic!("{self:?} does not say which permission it needs"));
        (rest != "none, any staff").then(|| rest.trim_matches('`').to_owned())
    }

    async fn send(&self, world: &World, token: Option<&str>) -> Reply {
        // Every parameter is an id, or what it is does not matter.
        let parts = self.path.split('/').map(|part| match part {
            parameter if parameter.starts_with('{') => NOBODY,
            part => part,
        });
        let path = parts.collect::<Vec<_>>().join("/");
        let mut request = world.request(self.method.clone(), &path);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if self.has_body {
            request = request.json(&json!({}));
        }
        Reply::of(request).await
    }
}

pub async fn operations(world: &World) -> Vec<Operation> {
    let app = world.app();
    let mut found = Vec::new();
    for (address, is_internal) in [(app.public, false), (app.internal, true)] {
        let text = reqwest::get(format!("http://{address}/openapi.json"))
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let takes = operation["security"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .flat_map(|s| s.as_object().unwrap().keys().cloned())
                    .collect();
                found.push(Operation {
                    id: operation["operationId"].as_str().unwrap().to_owned(),
                    is_internal,
                    method: method.to_uppercase().parse().unwrap(),
                    path: path.clone(),
                    takes,
                    description: operation["description"]
                        .as_str()
                        .unwrap_or_default()
                        .to_owned(),
                    has_body: operation.get("requestBody").is_some(),
                });
            }
        }
    }
    found
}

/// A member of staff whose role allows exactly this.
pub async fn with_permissions(world: &World, name: &str, permissions: &[&str]) -> String {
    let admin = world.admin().await;
    let id = world.ctx().entropy().uuid_v4();
    world
        .sql()
        .execute(
            "insert into roles (id, name, permissions) values (?1, ?2, ?3)",
            (id.to_string(), name, json!(permissions).to_string()),
        )
        .unwrap();
    let email = format!("{}@example.org", name.replace(':', "-"));
    let user = json!({"email": email, "name": name, "role_id": id, "password": "Rahasia1"});
    world
        .post("/internal/control-center-users", &admin.access, user)
        .await
        .ok(201);
    Operator::of(world.login(&email, "Rahasia1").await).access
}

/// 1.6.1
#[tokio::test]
async fn only_the_operations_that_are_meant_to_be_open_ask_for_no_token() {
    let world = World::new().await;
    let found: BTreeSet<String> = operations(&world)
        .await
        .into_iter()
        .filter(|operation| operation.takes.is_empty())
        .map(|operation| operation.id)
        .collect();
    let meant: BTreeSet<String> = OPEN.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(found, meant);
    assert!(OPEN.iter().all(|(_, why)| !why.is_empty()));
}

/// 1.6.5
#[tokio::test]
async fn the_internal_operations_are_for_staff_alone_and_no_public_one_is() {
    let world = World::new().await;
    for operation in operations(&world).await {
        if operation.is_internal {
            let open = OPEN.iter().any(|(id, _)| *id == operation.id);
            assert!(
                open || operation.takes == ["control_center"],
                "{operation:?}"
            );
            assert!(operation.path.starts_with("/internal/"), "{operation:?}");
        } else {
            let staff = operation.takes.iter().any(|t| t == "control_center");
            assert!(!staff, "{operation:?}");
            assert!(operation.path.starts_with("/api/"), "{operation:?}");
        }
    }
}

/// 1.6.1
#[tokio::test]
async fn every_protected_operation_asks_for_a_token() {
    let world = World::new().await;
    let mut protected = 0;
    for operation in operations(&world).await {
        if operation.takes.is_empty() {
            continue;
        }
        protected += 1;
        let reply = operation.send(&world, None).await;
        assert_eq!(
            reply.json["code"], "AUTH_MISSING",
            "{operation:?} answered {}",
            reply.json
        );
        assert_eq!(reply.headers["www-authenticate"], "Bearer", "{operation:?}");
        let reply = operation.send(&world, Some("x.y.z")).await;
        assert_eq!(reply.json["code"], "TOKEN_INVALID", "{operation:?}");
    }
    assert!(protected > 30, "only {protected} operations were found");
}

/// 1.6.3, 1.6.4, 1.6.5
#[tokio::test]
async fn every_protected_operation_refuses_users_of_another_type() {
    let world = World::new().await;
    let tokens: BTreeMap<&str, String> = [
        ("customer", world.guest().await.access),
        ("mitra", world.mitra("+6281234567890").await.access),
        ("control_center", world.admin().await.access),
    ]
    .into();
    for operation in operations(&world).await {
        if operation.takes.is_empty() {
            continue;
        }
        for user_type in USER_TYPES {
            if operation.takes.iter().any(|t| t == user_type) {
                continue;
            }
            let reply = operation.send(&world, Some(&tokens[user_type])).await;
            assert_eq!(
                (reply.status, reply.json["code"].as_str()),
                (403, Some("FORBIDDEN")),
                "{operation:?} for a {user_type}"
            );
        }
    }
}

/// 1.8.7, 1.8.8
#[tokio::test]
async fn every_staff_operation_needs_the_permission_that_its_document_names_and_no_other() {
    let world = World::new().await;
    let admin = world.admin().await;
    let all: Vec<String> = admin.profile["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p.as_str().unwrap().to_owned())
        .collect();
    let nothing = with_permissions(&world, "nothing", &[]).await;
    let mut with_only = BTreeMap::new();
    let mut without = BTreeMap::new();
    for permission in &all {
        let others: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|p| p != permission)
            .collect();
        let only = with_permissions(&world, &format!("only:{permission}"), &[permission]).await;
        with_only.insert(permission.clone(), only);
        let none = with_permissions(&world, &format!("not:{permission}"), &others).await;
        without.insert(permission.clone(), none);
    }
    let mut staff = 0;
    for operation in operations(&world).await {
        if operation.takes != ["control_center"] {
            continue;
        }
        staff += 1;
        let allowed = match operation.permission() {
            Some(permission) => {
                assert!(
                    all.contains(&permission),
                    "{operation:?} names no permission that there is"
                );
                let reply = operation.send(&world, Some(&without[&permission])).await;
                assert_eq!(
                    reply.json["code"], "FORBIDDEN",
                    "{operation:?} without {permission}"
                );
                operation.send(&world, Some(&with_only[&permission])).await
            }
            None => operation.send(&world, Some(&nothing)).await,
        };
        assert!(
            !matches!(allowed.status, 401 | 403) && allowed.status < 500,
            "{operation:?} answered {} {} to someone who may",
            allowed.status,
            allowed.json
        );
    }
    assert!(staff > 20, "only {staff} operations of staff were found");
}
