//! Coming online and going, and how many conversations each may have. Whoever comes, or has room now, is sent the requests that
//! are open.

use super::{
    due::{Moment, catch_up},
    offers, sql,
};
use crate::domain::{
    audit::By,
    config::{self, Config},
    ctx::Ctx,
    error::Error,
    ids::MitraId,
    presence,
};

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

/// Changes a group of settings, see [`config::change`].
pub async fn configure(
    ctx: &Ctx,
    by: By,
    group: &'static str,
    edit: impl Fn(&mut Config) + Send + 'static,
) -> Result<Config, Error> {
    ctx.write(move |work| {
        let limit = |config: &Config| config.chat.mitra_max_concurrent_sessions;
        let before = limit(&Config::load(work.tx)?);
        let config = config::change(work, &by, group, &edit)?;
        if limit(&config) > before {
            catch_up(work, &Moment::of(&config), None)?;
            for mitra in sql::online(work.tx)? {
                offers::all_to(work, mitra, limit(&config))?;
            }
        }
        Ok(config)
    })
    .await
}
