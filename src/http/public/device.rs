//! Where to reach a closed app.

use poem_openapi::OpenApi;

use super::Tag;
use crate::{
    domain::device,
    http::{
        answer::{Answer, NoContent},
        body::Body,
        guard::{AnAppUser, Auth, Gate},
    },
    wire::auth::DeviceToken,
};

pub(super) struct DeviceApi {
    pub(super) gate: Gate,
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

    /// Stop pushes to this device
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
