//! Coming online and going. Whoever comes is sent the requests that are open.

use super::offers;
use crate::domain::{config::Config, ctx::Ctx, error::Error, ids::MitraId, presence};

pub async fn go_online(ctx: &Ctx, mitra: MitraId) -> Result<(), Error> {
    ctx.write(move |work| {
        presence::set_online(work, mitra, true)?;
        let limit = Config::load(work.tx)?.chat.mitra_max_concurrent_sessions;
        offers::all_to(work, mitra, limit)
    })
    .await
}

pub async fn go_offline(ctx: &Ctx, mitra: MitraId) -> Result<(), Error> {
    ctx.write(move |work| presence::set_online(work, mitra, false))
        .await
}
