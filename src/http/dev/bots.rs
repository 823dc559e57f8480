//! People on call.

use std::time::Duration;

use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::Tag;
use crate::{
    dev::bots::{self, Bots, CustomerManners, Decision, Manners, MitraManners},
    domain::{
        ctx::Ctx,
        error::{Code, Error},
        session::Topic,
    },
    error_set,
    http::{
        answer::{Answer, Created, NoContent},
        body::Body,
    },
    wire::dev::{Bot, BotAnswer, BotDecision, BotList, BotRole, CustomerBot, MitraBot},
};

error_set!(BotErrors = NotFound);
error_set!(CustomerBotErrors = PriceTierNotFound | RegistrationRequired);

pub(super) struct BotsApi {
    pub(super) ctx: Ctx,
    pub(super) bots: Bots,
}

impl BotsApi {
    async fn start(&self, manners: Manners) -> Result<Created<Bot>, Error> {
        let started = self.bots.start(&self.ctx, manners).await?;
        let bot = started.ok_or(Code::Busy)?;
        Ok(Created(shown(bot)))
    }
}

#[OpenApi(prefix_path = "/internal/dev/bots", tag = "Tag::Bots")]
impl BotsApi {
    /// Who is on call
    ///
    /// Every bot that was started and has not been sent home.
    #[oai(path = "/", method = "get", operation_id = "listBots")]
    async fn list(&self) -> Answer<Json<BotList>> {
        let items = self.bots.list().into_iter().map(shown).collect();
        Ok(Json(BotList { items }))
    }

    /// A mitra who is online and answers
    ///
    /// Signs in, takes requests, and then does as it was told in the body.
    #[oai(path = "/mitras", method = "post", operation_id = "startMitraBot")]
    async fn mitra(&self, body: Body<MitraBot>) -> Answer<Created<Bot>> {
        let manners = MitraManners {
            requests: answer(body.0.requests),
            after: Duration::from_secs(u64::from(body.0.after_seconds.unwrap_or(2))),
            extensions: decision(body.0.extensions),
            messages: body.0.messages,
            flips: body.0.flips.unwrap_or(false),
            drops: body.0.drops.unwrap_or(false),
        };
        Ok(self.start(Manners::Mitra(manners)).await?)
    }

    /// A customer who asks at once
    ///
    /// Signs in as a guest and asks for a conversation, then does as it was told in the body.
    #[oai(
        path = "/customers",
        method = "post",
        operation_id = "startCustomerBot"
    )]
    async fn customer(&self, body: Body<CustomerBot>) -> Answer<Created<Bot>, CustomerBotErrors> {
        let manners = CustomerManners {
            topic: body.0.topic_sensitivity.map_or(Topic::Regular, Into::into),
            messages: body.0.messages.unwrap_or(6),
            extends: body.0.extends.unwrap_or(false),
            leaves: body.0.leaves.unwrap_or(false),
            returns: body.0.returns.unwrap_or(false),
        };
        Ok(self.start(Manners::Customer(manners)).await?)
    }

    /// Send one home
    ///
    /// A mitra goes offline; who is in a session leaves it to its timer, as whoever closes an app does.
    #[oai(path = "/:id", method = "delete", operation_id = "stopBot")]
    async fn stop(&self, id: Path<Uuid>) -> Answer<NoContent, BotErrors> {
        if self.bots.stop(id.0) {
            Ok(NoContent)
        } else {
            Err(Code::NotFound.into())
        }
    }
}

fn decision(asked: Option<BotDecision>) -> Decision {
    match asked {
        None | Some(BotDecision::Accept) => Decision::Accept,
        Some(BotDecision::Reject) => Decision::Reject,
        Some(BotDecision::Ignore) => Decision::Ignore,
    }
}

fn answer(asked: Option<BotAnswer>) -> bots::Answer {
    match asked {
        None | Some(BotAnswer::Accept) => bots::Answer::Now(Decision::Accept),
        Some(BotAnswer::Reject) => bots::Answer::Now(Decision::Reject),
        Some(BotAnswer::Ignore) => bots::Answer::Now(Decision::Ignore),
        Some(BotAnswer::Lose) => bots::Answer::Lose,
    }
}

fn shown(bot: bots::Bot) -> Bot {
    Bot {
        id: bot.id,
        role: match bot.manners {
            Manners::Mitra(_) => BotRole::Mitra,
            Manners::Customer(_) => BotRole::Customer,
        },
        name: bot.name,
    }
}
