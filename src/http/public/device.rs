//! Where to reach a closed app.

use poem_openapi::{OpenApi, payload::Json};

use super::Tag;
use crate::{
    domain::device,
    http::{
        answer::{Answer, NoContent},
        body::Body,
        guard::{AnAppUser, Auth, Gate},
    },
    wire::auth::{DeviceToken, WebPushKey},
};

pub(super) struct DeviceApi {
    pub(super) gate: Gate,
    pub(super) web_push_key: Option<String>,
}

#[OpenApi(prefix_path = "/api/shared/device-token", tag = "Tag::App")]
impl DeviceApi {
    /// Register this device for push
    ///
    /// Call it at each start: a token belongs to whoever registered it last, and goes when they sign out.
    #[oai(path = "/", method = "post", operation_id = "registerDeviceToken")]
    async fn register(&self, auth: Auth<AnAppUser>, body: Body<DeviceToken>) -> Answer<NoContent> {
        let DeviceToken { token, platform } = body.0;
        device::register(&self.gate.ctx, auth.caller, token, platform.into()).await?;
        Ok(NoContent)
    }

    /// What browsers subscribe to
    ///
    /// Subscribe with `public_key` as `applicationServerKey`, and register the subscription's JSON as a token of the platform
    /// `web`. A key that differs from the one of an older subscription makes that one useless: unregister it.
    #[oai(path = "/web-push", method = "get", operation_id = "getWebPushKey")]
    async fn web_push(&self, _auth: Auth<AnAppUser>) -> Answer<Json<WebPushKey>> {
        Ok(Json(WebPushKey {
            public_key: self.web_push_key.clone(),
        }))
    }

    /// Stop pushes to this device
    ///
    /// To be called before signing out. A token that is not known is no error.
    #[oai(path = "/", method = "delete", operation_id = "unregisterDeviceToken")]
    async fn unregister(
        &self,
        auth: Auth<AnAppUser>,
        body: Body<DeviceToken>,
    ) -> Answer<NoContent> {
        device::unregister(&self.gate.ctx, auth.caller, body.0.token).await?;
        Ok(NoContent)
    }
}
