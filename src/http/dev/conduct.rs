//! How clients behave.

use poem_openapi::{OpenApi, payload::Json};

use super::Tag;
use crate::{
    dev::Conduct,
    domain::ctx::Ctx,
    http::answer::{Answer, NoContent},
    wire::dev::{ConductFault, ConductReport, UserConduct},
};

pub(super) struct ConductApi {
    pub(super) ctx: Ctx,
    pub(super) conduct: Conduct,
}

#[OpenApi(prefix_path = "/internal/dev/conduct", tag = "Tag::Conduct")]
impl ConductApi {
    /// What clients do wrong, as far as the server can see
    ///
    /// Per user, with counts since the server's start and a sentence on how to mend it. An app's end-to-end tests can ask for
    /// it at the end and expect it to be empty.
    #[oai(path = "/", method = "get", operation_id = "getConductReport")]
    async fn report(&self) -> Answer<Json<ConductReport>> {
        let mut items: Vec<UserConduct> = Vec::new();
        // They come by user.
        for (user_id, what, seen) in self.conduct.report(self.ctx.now()) {
            let fault = ConductFault {
                kind: what.as_str().to_owned(),
                count: seen.count,
                last_at: seen.last.into(),
                session_id: seen.session,
                advice: what.advice().to_owned(),
            };
            match items.last_mut().filter(|item| item.user_id == user_id) {
                Some(item) => item.faults.push(fault),
                None => items.push(UserConduct {
                    user_id,
                    faults: vec![fault],
                }),
            }
        }
        Ok(Json(ConductReport { items }))
    }

    /// Forget it all
    ///
    /// The report starts anew from here.
    #[oai(path = "/", method = "delete", operation_id = "clearConductReport")]
    async fn clear(&self) -> Answer<NoContent> {
        self.conduct.forget();
        Ok(NoContent)
    }
}
