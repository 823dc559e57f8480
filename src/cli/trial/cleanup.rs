//! What a check leaves behind, and how it is taken away.

use reqwest::Method;
use serde_json::json;

use super::{
    report::{Failure, Report},
    steps::Run,
};

/// What there is to take away in the end.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// Token, and the cookie that ends it.
    pub(super) staff: Option<(String, Option<String>)>,
    /// Id and token.
    pub(super) customer: Option<(String, String)>,
    pub(super) mitra: Option<String>,
    pub(super) mitra_token: Option<String>,
}

impl Run<'_> {
    /// Takes away what was made. Where somebody else's server can't erase, signing out is all there is.
    pub(super) async fn clean(&self, report: &mut Report, left: Left) {
        let Some((customer, token)) = &left.customer else {
            return;
        };
        let internal = self.plan.internal.as_deref().unwrap_or_default();
        report
            .step("clean up", async {
                let mut done = Vec::new();
                if let Some(mitra) = &left.mitra_token {
                    let (url, offline) = (self.at("/api/mitra/status"), json!({"online": false}));
                    self.peer
                        .call(Method::PUT, url, Some(mitra), Some(offline))
                        .await?
                        .ok(200)?;
                    self.post("/api/shared/auth/logout", Some(mitra), json!({}))
                        .await?
                        .ok(204)?;
                }
                if let (Some(mitra), Some((staff, _))) = (&left.mitra, &left.staff) {
                    let url = format!("{internal}/internal/mitras/{mitra}");
                    let inactive = json!({"is_active": false});
                    self.peer
                        .call(Method::PATCH, url, Some(staff), Some(inactive))
                        .await?
                        .ok(200)?;
                    done.push("the mitra is deactivated");
                }
                let staff = left.staff.as_ref().map(|(token, _)| token.as_str());
                if self.erase(internal, customer, staff).await? {
                    done.push("the guest is erased");
                } else {
                    self.post("/api/shared/auth/logout", Some(token), json!({}))
                        .await?
                        .ok(204)?;
                    done.push("the guest is signed out");
                }
                if let Some((_, Some(cookie))) = &left.staff {
                    let url = format!("{internal}/internal/auth/logout");
                    self.peer.sign_out(url, cookie).await?.ok(204)?;
                }
                Ok(((), done.join(", ")))
            })
            .await;
    }

    async fn erase(
        &self,
        internal: &str,
        customer: &str,
        staff: Option<&str>,
    ) -> Result<bool, Failure> {
        let Some(staff) = staff else {
            return Ok(false);
        };
        let url = format!("{internal}/internal/customers/{customer}/erase");
        let erased = self
            .peer
            .call(Method::POST, url, Some(staff), Some(json!({})))
            .await?;
        Ok(erased.status == 200)
    }
}
