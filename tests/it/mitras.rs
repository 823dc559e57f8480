//! Mitras in the hands of staff: registered, found, activated, deactivated.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    config::{admin, audited},
    world::{Reply, Tokens, World},
};

pub const MITRAS: &str = "/internal/mitras";
pub const PHONE: &str = "+6281234567890";

async fn register(world: &World, admin: &str, phone: &str, name: &str) -> Value {
    let new = json!({"phone": phone, "display_name": name});
    world.post(MITRAS, admin, new).await.ok(201)
}

fn at(mitra: &Value) -> String {
    format!("{MITRAS}/{}", mitra["id"].as_str().unwrap())
}

async fn set_active(world: &World, admin: &str, id: &str, is_active: bool) -> Value {
    world
        .patch(
            &format!("{MITRAS}/{id}"),
            admin,
            json!({ "is_active": is_active }),
        )
        .await
        .ok(200)
}

pub async fn list(world: &World, admin: &str, path: &str, query: &[(&str, &str)]) -> Reply {
    let request = world.request(Method::GET, path).query(query);
    Reply::of(request.bearer_auth(admin)).await
}

/// Names in the order of the list.
pub async fn found(world: &World, admin: &str, path: &str, query: &[(&str, &str)]) -> Vec<String> {
    let page = list(world, admin, path, query).await.ok(200);
    let items = page["items"].as_array().unwrap();
    if page["next_cursor"].is_null() && query.iter().all(|(name, _)| *name != "cursor") {
        assert_eq!(page["total"], items.len());
    }
    items
        .iter()
        .map(|item| item["display_name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_registered_mitra_waits_for_activation_unless_said_otherwise() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let made = register(&world, &admin, PHONE, " Bintang ").await;
    assert_eq!(
        made,
        json!({
            "id": made["id"],
            "display_name": "Bintang",
            "phone": PHONE,
            "is_active": false,
            "is_online": false,
            "active_session_count": 0,
            "created_at": "2026-11-22T10:00:00.000Z",
        })
    );
    assert_eq!(world.get(&at(&made), &admin).await.ok(200), made);
    let new = json!({"phone": "+6281234567891", "display_name": "Bulan", "is_active": true});
    let made = world.post(MITRAS, &admin, new).await.ok(201);
    assert_eq!(made["is_active"], true);
    let mitra = Tokens::of(&world.enter("mitra", "+6281234567891").await.ok(200));
    assert_eq!(mitra.profile["id"], made["id"]);
    assert_eq!(mitra.profile["display_name"], "Bulan");
}

#[tokio::test]
async fn a_phone_is_registered_once() {
    let world = World::new().await;
    let admin = admin(&world).await;
    register(&world, &admin, PHONE, "Bintang").await;
    let again = json!({"phone": PHONE, "display_name": "Bulan"});
    world
        .post(MITRAS, &admin, again)
        .await
        .refused(409, "PHONE_TAKEN");
    // One who has tried to sign in is there too.
    world
        .enter("mitra", "+6281234567891")
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    let again = json!({"phone": "+6281234567891", "display_name": "Bulan"});
    world
        .post(MITRAS, &admin, again)
        .await
        .refused(409, "PHONE_TAKEN");
    assert_eq!(world.number("select count(*) from mitras"), 2);
    assert_eq!(world.number("select count(*) from audit_log"), 1);
}

#[tokio::test]
async fn of_ten_registrations_of_one_phone_at_once_one_is_made() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let tries = (0..10).map(|i| {
        let new = json!({"phone": PHONE, "display_name": format!("Nr. {i}")});
        world.post(MITRAS, &admin, new)
    });
    let replies = futures_util::future::join_all(tries).await;
    assert_eq!(replies.iter().filter(|r| r.status == 201).count(), 1);
    for lost in replies.into_iter().filter(|r| r.status != 201) {
        lost.refused(409, "PHONE_TAKEN");
    }
    assert_eq!(world.number("select count(*) from mitras"), 1);
}

#[tokio::test]
async fn what_does_not_fit_a_mitra_is_named() {
    let world = World::new().await;
    let admin = admin(&world).await;
    for phone in ["", "081234567890", "+62 812", "+0812345678"] {
        let new = json!({"phone": phone, "display_name": "Bintang"});
        world
            .post(MITRAS, &admin, new)
            .await
            .refused(422, "PHONE_INVALID");
    }
    let made = register(&world, &admin, PHONE, "Bintang").await;
    let long = "x".repeat(41);
    for (member, wrong) in [
        ("display_name", json!("")),
        ("display_name", json!(long)),
        ("display_name", json!(7)),
        ("is_active", json!("yes")),
        ("is_active", json!(1)),
    ] {
        let mut new = json!({"phone": "+6281234567891", "display_name": "Bulan"});
        new[member] = wrong.clone();
        for reply in [
            world.post(MITRAS, &admin, new).await,
            world
                .patch(&at(&made), &admin, json!({ member: wrong }))
                .await,
        ] {
            let refused = reply.refused(400, "BAD_REQUEST");
            assert_eq!(refused["errors"][0]["pointer"], format!("/{member}"));
        }
    }
    for member in ["display_name", "is_active"] {
        let refused = world
            .patch(&at(&made), &admin, json!({ member: null }))
            .await
            .refused(400, "BAD_REQUEST");
        assert_eq!(refused["errors"][0]["pointer"], format!("/{member}"));
    }
    let missing = world
        .post(MITRAS, &admin, json!({}))
        .await
        .refused(400, "BAD_REQUEST");
    assert_eq!(missing["errors"].as_array().unwrap().len(), 2);
    assert_eq!(world.get(&at(&made), &admin).await.ok(200), made);
}

/// 1.7.2
#[tokio::test]
async fn once_activated_a_mitra_gets_tokens_for_a_new_code() {
    let world = World::new().await;
    let admin = admin(&world).await;
    world
        .enter("mitra", PHONE)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    let page = list(&world, &admin, MITRAS, &[("is_active", "false")])
        .await
        .ok(200);
    let id = page["items"][0]["id"].as_str().unwrap();
    assert_eq!(
        set_active(&world, &admin, id, true).await["is_active"],
        true
    );
    let mitra = Tokens::of(&world.enter("mitra", PHONE).await.ok(200));
    assert_eq!(mitra.id(), id);
    assert_eq!(mitra.profile["is_active"], true);
}

async fn refresh(world: &World, mitra: &Tokens) -> Reply {
    world
        .post_open(
            "/api/shared/auth/refresh",
            json!({ "refresh_token": mitra.refresh }),
        )
        .await
}

/// 1.7.3
#[tokio::test]
async fn a_deactivated_mitra_keeps_the_access_token_until_it_expires_and_gets_no_other() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let mitra = world.mitra(PHONE).await;
    world
        .sql()
        .execute("update mitras set is_online = 1", [])
        .unwrap();
    let shown = set_active(&world, &admin, mitra.id(), false).await;
    assert_eq!(
        (&shown["is_active"], &shown["is_online"]),
        (&json!(false), &json!(false))
    );
    world
        .enter("mitra", PHONE)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    refresh(&world, &mitra)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    let me = world.get("/api/mitra/auth/me", &mitra.access).await.ok(200);
    assert_eq!(me["is_active"], false);
    world.advance(3600);
    world
        .get("/api/mitra/auth/me", &mitra.access)
        .await
        .refused(401, "TOKEN_EXPIRED");
}

#[tokio::test]
async fn a_mitra_activated_again_goes_on_with_the_old_sign_in() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let mitra = world.mitra(PHONE).await;
    set_active(&world, &admin, mitra.id(), false).await;
    refresh(&world, &mitra)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
    let shown = set_active(&world, &admin, mitra.id(), true).await;
    assert_eq!(shown["is_online"], false);
    refresh(&world, &mitra).await.ok(200);
}

#[tokio::test]
async fn where_sign_ins_are_revoked_at_once_a_deactivated_mitra_is_out_at_once() {
    let world = World::with(&["--auth-revocation", "immediate"]).await;
    let admin = admin(&world).await;
    let mitra = world.mitra(PHONE).await;
    world.get("/api/mitra/auth/me", &mitra.access).await.ok(200);
    set_active(&world, &admin, mitra.id(), false).await;
    world
        .get("/api/mitra/auth/me", &mitra.access)
        .await
        .refused(401, "TOKEN_INVALID");
    refresh(&world, &mitra)
        .await
        .refused(403, "ACCOUNT_INACTIVE");
}

#[tokio::test]
async fn each_change_of_a_mitra_leaves_one_audit_row_and_no_change_none() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let made = register(&world, &admin, PHONE, "Bintang").await;
    for nothing in [
        json!({}),
        json!({"is_active": false, "display_name": "Bintang"}),
        json!({"phone": "+6281111111111"}),
    ] {
        assert_eq!(world.patch(&at(&made), &admin, nothing).await.ok(200), made);
    }
    let edit = json!({"is_active": true, "display_name": "Bulan"});
    let changed = world.patch(&at(&made), &admin, edit).await.ok(200);
    assert_eq!(changed["display_name"], "Bulan");
    world
        .sql()
        .execute("update mitras set is_online = 1", [])
        .unwrap();
    set_active(&world, &admin, made["id"].as_str().unwrap(), false).await;

    let created = audited(&world, "mitra.created");
    assert_eq!(created.len(), 1);
    assert_eq!(
        created[0].1,
        json!({"phone": PHONE, "display_name": "Bintang", "is_active": false})
    );
    let updated = audited(&world, "mitra.updated");
    assert_eq!(updated.len(), 2);
    assert_eq!(
        updated[0].0,
        json!({"is_active": false, "display_name": "Bintang"})
    );
    assert_eq!(
        updated[0].1,
        json!({"is_active": true, "display_name": "Bulan"})
    );
    assert_eq!(updated[1].0, json!({"is_active": true, "is_online": true}));
    assert_eq!(
        updated[1].1,
        json!({"is_active": false, "is_online": false})
    );
    assert!(updated.iter().all(|(.., actor)| actor.is_some()));
    assert_eq!(world.number("select count(*) from audit_log"), 3);
}

#[tokio::test]
async fn whoever_is_not_there_is_not_found() {
    let world = World::new().await;
    let admin = admin(&world).await;
    for id in ["nobody", "00000000-0000-7000-8000-000000000009"] {
        for path in [MITRAS, "/internal/customers"] {
            world
                .get(&format!("{path}/{id}"), &admin)
                .await
                .refused(404, "NOT_FOUND");
        }
        world
            .patch(
                &format!("{MITRAS}/{id}"),
                &admin,
                json!({"is_active": true}),
            )
            .await
            .refused(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_search_finds_pieces_of_names_and_phones_as_people_type_them() {
    let world = World::new().await;
    let admin = admin(&world).await;
    for (i, name) in ["Siti Aminah", "100% Ayu", "a_b", "a!b", "Ésmé", "aXb"]
        .into_iter()
        .enumerate()
    {
        register(&world, &admin, &format!("+62812000000{i}"), name).await;
    }
    register(&world, &admin, "+628570000009", "Zul").await;
    for (q, names) in [
        ("siti", vec!["Siti Aminah"]),
        ("I AMI", vec!["Siti Aminah"]),
        ("%", vec!["100% Ayu"]),
        ("_", vec!["a_b"]),
        ("a_b", vec!["a_b"]),
        ("!", vec!["a!b"]),
        ("ÉSMÉ", vec!["Ésmé"]),
        ("ésm", vec!["Ésmé"]),
        ("'; drop table mitras; --", vec![]),
        ("\\", vec![]),
        ("0000003", vec!["a!b"]),
        ("+6285", vec!["Zul"]),
        ("0857-0000 009", vec!["Zul"]),
        (" zul ", vec!["Zul"]),
        ("nobody", vec![]),
    ] {
        let found = found(&world, &admin, MITRAS, &[("q", q)]).await;
        assert_eq!(found, names, "{q}");
    }
    let all = found(&world, &admin, MITRAS, &[("q", "")]).await;
    assert_eq!(all.len(), 7);
    assert_eq!(all[0], "Zul", "newest first");
    let long = "x".repeat(101);
    list(&world, &admin, MITRAS, &[("q", &long)])
        .await
        .refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn mitras_are_filtered_by_what_they_are() {
    let world = World::new().await;
    let admin = admin(&world).await;
    for (i, (name, active, online)) in [
        ("asleep", false, false),
        ("ready", true, false),
        ("working", true, true),
    ]
    .into_iter()
    .enumerate()
    {
        let made = register(&world, &admin, &format!("+62812000000{i}"), name).await;
        world
            .sql()
            .execute(
                "update mitras set is_active = ?2, is_online = ?3 where id = ?1",
                (made["id"].as_str(), active, online),
            )
            .unwrap();
    }
    for (query, names) in [
        (vec![("is_active", "true")], vec!["working", "ready"]),
        (vec![("is_active", "false")], vec!["asleep"]),
        (vec![("is_online", "true")], vec!["working"]),
        (vec![("is_online", "false")], vec!["ready", "asleep"]),
        (
            vec![("is_active", "true"), ("is_online", "false")],
            vec!["ready"],
        ),
        (
            vec![("q", "WORK"), ("is_active", "true"), ("is_online", "true")],
            vec!["working"],
        ),
        (vec![("q", "ready"), ("is_active", "false")], vec![]),
    ] {
        assert_eq!(
            found(&world, &admin, MITRAS, &query).await,
            names,
            "{query:?}"
        );
    }
    let refused = list(&world, &admin, MITRAS, &[("is_active", "maybe")])
        .await
        .refused(400, "BAD_REQUEST");
    assert_eq!(refused["errors"][0]["pointer"], "is_active");
}

#[tokio::test]
async fn pages_neither_repeat_nor_skip_while_new_mitras_come() {
    let world = World::new().await;
    let admin = admin(&world).await;
    let mut all = Vec::new();
    for i in 0..7 {
        // Two share an instant now and then.
        world.advance(i % 2);
        let name = format!("Mitra {i}");
        register(&world, &admin, &format!("+62812000000{i}"), &name).await;
        all.insert(0, name);
    }
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    let mut pages = 0;
    loop {
        let mut query = vec![("limit", "3")];
        if let Some(cursor) = &cursor {
            query.push(("cursor", cursor));
        }
        let page = list(&world, &admin, MITRAS, &query).await.ok(200);
        assert_eq!(page["total"], 7 + pages);
        for item in page["items"].as_array().unwrap() {
            seen.push(item["display_name"].as_str().unwrap().to_owned());
        }
        register(&world, &admin, &format!("+62857000000{pages}"), "late").await;
        pages += 1;
        cursor = page["next_cursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((seen, pages), (all, 3));
}
