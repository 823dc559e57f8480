//! Refresh tokens used several times at one instant: whatever wins, no sign-in ever has two living branches.

use futures_util::future::join_all;

use crate::{
    tokens::{ME, refresh},
    torture,
    world::{Tokens, World},
};

/// Uses one token so often at once; what those got that were answered.
async fn at_once(world: &World, token: &str, uses: usize) -> Vec<Tokens> {
    let replies = join_all((0..uses).map(|_| refresh(world, token))).await;
    let mut won = Vec::new();
    for reply in replies {
        if reply.status == 200 {
            won.push(Tokens::of(&reply.json));
        } else {
            reply.refused(401, "REFRESH_INVALID");
        }
    }
    won
}

/// As many guests as this test has rounds, a crowd at a time: each with how often their token is used.
async fn crowds(world: &World) -> Vec<Vec<(Tokens, usize)>> {
    let rounds = torture::rounds(40, 1000);
    let mut guests = Vec::new();
    for n in 0..rounds {
        guests.push((world.guest().await, 2 + n % 3));
    }
    guests.chunks(20).map(<[_]>::to_vec).collect()
}

fn reuses(world: &World, session: &str) -> i64 {
    world.number(&format!(
        "select count(*) from audit_log where action = 'auth.refresh_reused' and target_id = '{session}'"
    ))
}

/// 5.5.3
#[tokio::test(flavor = "multi_thread")]
async fn of_some_uses_of_a_refresh_token_at_once_one_makes_a_branch_and_it_lives_on() {
    let world = World::new().await;
    let (mut tokens, mut uses_in_all) = (0, 0);
    for crowd in crowds(&world).await {
        let each = crowd.iter().map(|(guest, uses)| {
            let world = &world;
            async move {
                let won = at_once(world, &guest.refresh, *uses).await;
                assert_eq!(won.len(), 1, "of {uses}");
                assert_eq!(won[0].session_id, guest.session_id);
                // Used again later it is refused and noted, and takes nothing from the branch.
                let seen = reuses(world, &guest.session_id);
                refresh(world, &guest.refresh)
                    .await
                    .refused(401, "REFRESH_INVALID");
                assert_eq!(reuses(world, &guest.session_id), seen + 1);
                let next = at_once(world, &won[0].refresh, *uses).await;
                assert_eq!(next.len(), 1, "of {uses}, in the second generation");
                world.get(ME, &next[0].access).await.ok(200);
            }
        });
        join_all(each).await;
        tokens += crowd.len();
        uses_in_all += crowd.iter().map(|(_, uses)| uses).sum::<usize>();
    }
    torture::figures(
        "refreshes",
        format!("{tokens} tokens used {uses_in_all} times, two generations, one branch each"),
    );
}

/// 5.5.3
#[tokio::test(flavor = "multi_thread")]
async fn within_the_grace_uses_at_once_may_be_answered_twice_but_one_branch_lives() {
    let world = World::with(&["--auth-refresh-grace-seconds", "10"]).await;
    let (mut once, mut twice) = (0, 0);
    for crowd in crowds(&world).await {
        let each = crowd.iter().map(|(guest, uses)| {
            let world = &world;
            async move {
                let won = at_once(world, &guest.refresh, *uses).await;
                assert!((1..=2).contains(&won.len()), "{} of {uses}", won.len());
                let heirs = won.iter().map(|branch| refresh(world, &branch.refresh));
                let heirs: Vec<_> = join_all(heirs).await;
                let living: Vec<_> = heirs.into_iter().filter(|r| r.status == 200).collect();
                assert_eq!(living.len(), 1, "of {} branches", won.len());
                // The grace is over with the use of the successor.
                refresh(world, &guest.refresh)
                    .await
                    .refused(401, "REFRESH_INVALID");
                let next = Tokens::of(&living[0].json);
                refresh(world, &next.refresh).await.ok(200);
                won.len()
            }
        });
        let answered = join_all(each).await;
        once += answered.iter().filter(|n| **n == 1).count();
        twice += answered.iter().filter(|n| **n == 2).count();
    }
    torture::figures(
        "refreshes",
        format!("with a grace {once} answered once and {twice} twice, one living branch each"),
    );
}

/// 5.5.3
#[tokio::test(flavor = "multi_thread")]
async fn where_reuse_ends_the_sign_in_no_branch_outlives_it() {
    let world = World::with(&["--auth-refresh-reuse", "revoke"]).await;
    let mut ended = 0;
    for crowd in crowds(&world).await {
        let each = crowd.iter().map(|(guest, uses)| {
            let world = &world;
            async move {
                let won = at_once(world, &guest.refresh, *uses).await;
                // A use that comes late enough to know that it is one has ended the sign-in already.
                assert_eq!(won.len(), 1, "of {uses}");
                refresh(world, &guest.refresh)
                    .await
                    .refused(401, "REFRESH_INVALID");
                refresh(world, &won[0].refresh)
                    .await
                    .refused(401, "REFRESH_INVALID");
                assert!(reuses(world, &guest.session_id) >= 1);
            }
        });
        ended += join_all(each).await.len();
    }
    let left = "select count(*) from auth_sessions";
    assert_eq!(world.number(left), 0);
    torture::figures(
        "refreshes",
        format!("{ended} sign-ins ended by a reuse, none left"),
    );
}
