//! Refresh tokens: opaque, good for one use, stored only as a bcrypt hash.
//!
//! A token is a secret (a random v4 UUID and 136 more random bits) and the id of its row, so that it is found without
//! hashing every row. Each use puts a new secret in the place of the old one, guarded by the hash that was read: of two uses
//! at one instant the second finds another hash and has lost.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

use super::{
    Device, Profile, Rules, Signed,
    devices::{self, DeviceInfo},
    prepare, signed, sql,
};
use crate::{
    domain::{
        audit::{self, By, Change},
        ctx::{Ctx, Work},
        error::{Code, Error},
        hashing::Secret,
        ids::{AuthSessionId, UserType},
    },
    entropy::Entropy,
};

/// The half that is hashed: 60 characters, inside bcrypt's 72 bytes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct SecretPart(String);

impl SecretPart {
    pub(super) fn new(entropy: &Entropy) -> Self {
        let more: [u8; 17] = entropy.bytes();
        Self(format!(
            "{}.{}",
            entropy.uuid_v4(),
            URL_SAFE_NO_PAD.encode(more)
        ))
    }

    pub(super) fn reveal(&self) -> String {
        self.0.clone()
    }
}

/// A token as a client holds it: `<uuid v4>.<random>.<row>`.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    pub(super) session: AuthSessionId,
    pub(super) secret: SecretPart,
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RefreshToken({})", self.session)
    }
}

impl RefreshToken {
    pub fn parse(text: &str) -> Option<Self> {
        let (secret, row) = text.rsplit_once('.')?;
        if secret.len() != 60 {
            return None;
        }
        let row: [u8; 16] = URL_SAFE_NO_PAD.decode(row).ok()?.try_into().ok()?;
        Some(Self {
            session: AuthSessionId(Uuid::from_bytes(row)),
            secret: SecretPart(secret.to_owned()),
        })
    }

    /// The sign-in that it is for, if it is good.
    pub fn session(&self) -> AuthSessionId {
        self.session
    }

    pub(super) fn reveal(&self) -> String {
        format!(
            "{}.{}",
            self.secret.0,
            URL_SAFE_NO_PAD.encode(self.session.0.as_bytes())
        )
    }
}

/// What the presented secret turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Current,
    /// The parent of the current one, whose successor nobody has used: the answer was lost on the way.
    LostAnswer,
    /// The parent of the current one, too late.
    Reused,
    Unknown,
}

/// Trades a refresh token for new tokens. The sign-in stays, its id too.
pub async fn refresh(
    ctx: &Ctx,
    rules: &Rules,
    allowed: &'static [UserType],
    token: &str,
    device: Device,
) -> Result<Signed, Error> {
    refresh_and(ctx, rules, allowed, token, device, |_, signed| Ok(signed)).await
}

/// The same, and in the same transaction `rest`: what the caller must be told besides. If that can't be had, the token is not
/// spent, or its successor would be lost with the answer.
pub(super) async fn refresh_and<T: Send + 'static>(
    ctx: &Ctx,
    rules: &Rules,
    allowed: &'static [UserType],
    token: &str,
    device: Device,
    rest: fn(&mut Work<'_>, Signed) -> Result<T, Error>,
) -> Result<T, Error> {
    let token = RefreshToken::parse(token).ok_or(Code::RefreshInvalid)?;
    let session = token.session;
    let row = ctx
        .read(move |tx| Ok(sql::find(tx, session)?))
        .await?
        .filter(|row| {
            let now = ctx.now();
            // By the rules of today: they may have been others when it was handed out.
            let ends = rules.refresh_until(row.user, row.created_at, now);
            allowed.contains(&row.user.user_type()) && row.expires_at.min(ends) > now
        })
        .ok_or(Code::RefreshInvalid)?;

    let found = compare(ctx, rules, &token, &row).await?;
    match found {
        Found::Current | Found::LostAnswer => {}
        Found::Reused => {
            report_reuse(ctx, rules, &row, device).await?;
            return Err(Code::RefreshInvalid.into());
        }
        Found::Unknown => return Err(Code::RefreshInvalid.into()),
    }

    let prepared = prepare(ctx).await?;
    let rules = rules.clone();
    ctx.write(move |work| {
        let profile = match Profile::of(work.tx, row.user) {
            Ok(profile) => profile,
            Err(e) if e.code == Code::TokenInvalid => return Err(Code::RefreshInvalid.into()),
            Err(e) => return Err(e),
        };
        // The parent stays known for the grace. Taken again, it is spent for good, and the successor that was lost is dead.
        let parent = (found == Found::Current).then_some(row.hash.as_str());
        let until = rules.refresh_until(row.user, row.created_at, work.now);
        let won = sql::rotate(
            work.tx,
            session,
            &row.hash,
            &prepared.hash,
            parent,
            &DeviceInfo::used_again(&row.device_info, &device),
            work.now,
            until,
        )?;
        if !won {
            return Err(Code::RefreshInvalid.into());
        }
        let secret = prepared.secret.clone();
        let signed = signed(work, &rules, profile, session, (secret, until))?;
        rest(work, signed)
    })
    .await
}

/// Ends the sign-in that a refresh token belongs to. The parent of the current one ends it too: whoever signs out while a
/// refresh is under way means it. Any other ends nothing, which is as well.
pub async fn sign_out_by_token(ctx: &Ctx, rules: &Rules, token: &str) -> Result<(), Error> {
    let Some(token) = RefreshToken::parse(token) else {
        return Ok(());
    };
    let session = token.session;
    let Some(row) = ctx.read(move |tx| Ok(sql::find(tx, session)?)).await? else {
        return Ok(());
    };
    match compare(ctx, rules, &token, &row).await? {
        Found::Current | Found::LostAnswer | Found::Reused => {
            match super::sign_out(ctx, row.user, session).await {
                Err(e) if e.code == Code::NotFound => Ok(()),
                ended => ended,
            }
        }
        Found::Unknown => Ok(()),
    }
}

async fn compare(
    ctx: &Ctx,
    rules: &Rules,
    token: &RefreshToken,
    row: &sql::SessionRow,
) -> Result<Found, Error> {
    let matches = |hash: &str| {
        ctx.hashing()
            .verify(Secret::Token, token.secret.reveal(), hash.to_owned())
    };
    if matches(&row.hash).await? {
        return Ok(Found::Current);
    }
    let Some(parent) = &row.previous_hash else {
        return Ok(Found::Unknown);
    };
    if !matches(parent).await? {
        return Ok(Found::Unknown);
    }
    let grace_ends = row
        .rotated_at
        .map(|at| at.plus_seconds(rules.refresh_grace_seconds));
    Ok(match grace_ends {
        Some(ends) if ctx.now() < ends => Found::LostAnswer,
        _ => Found::Reused,
    })
}

/// A token was used again after its successor: perhaps a client that lost count, perhaps a thief.
async fn report_reuse(
    ctx: &Ctx,
    rules: &Rules,
    row: &sql::SessionRow,
    device: Device,
) -> Result<(), Error> {
    let (user, session, revoke) = (row.user, row.id, rules.revoke_on_reuse);
    tracing::warn!(
        user.r#type = %user.user_type(),
        user.id = %user.uuid(),
        session.id = %session,
        revoked = revoke,
        "a refresh token was used a second time"
    );
    ctx.write(move |work: &mut Work<'_>| {
        let by = By {
            user: Some(user),
            ip: Some(device.ip.clone()),
            request_id: None,
        };
        audit::record(
            work,
            &by,
            &Change {
                action: "auth.refresh_reused",
                target: Some(("auth_session", session.to_string())),
                after: Some(serde_json::json!({ "revoked": revoke })),
                ..Change::default()
            },
        )?;
        if revoke {
            // False when somebody has signed it out meanwhile, which is as well.
            devices::end(work, user, session)?;
        }
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_holds_a_random_uuid_and_reads_back() {
        let entropy = Entropy::seeded(3);
        let token = RefreshToken {
            session: AuthSessionId(Uuid::from_u128(5)),
            secret: SecretPart::new(&entropy),
        };
        let text = token.reveal();
        assert_eq!(Uuid::parse_str(&text[..36]).unwrap().get_version_num(), 4);
        assert!(RefreshToken::parse(&text) == Some(token));
    }

    proptest! {
        #[test]
        fn no_text_makes_parsing_panic(text in ".{0,120}") {
            if let Some(token) = RefreshToken::parse(&text) {
                prop_assert_eq!(token.reveal(), text);
            }
        }
    }
}
