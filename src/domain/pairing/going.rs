//! Coming online and going. Whoever comes is sent the requests that are open.

use super::{
    due::{Moment, catch_up},
    offers,
};
use crate::domain::{config::Config, ctx::Ctx, error::Error, ids::MitraId, presence};

pub async fn go_online(ctx: &Ctx, mitra: MitraId) -> Result<(), Error> {
    ctx.write(move |work| {
        presence::set_online(work, mitra, true)?;
        let config = Config::load(work.tx)?;
        catch_up(work, &Moment::of(&config), Some(mitra))?;
        offers::all_to(work, mitra, config.chat.mitra_max_concurrent_sessions)
    })
    .await
}

pub async fn go_offline(ctx: &Ctx, mitra: MitraId) -> Result<(), Error> {
    ctx.write(move |work| presence::set_online(work, mitra, false))
        .await
}
