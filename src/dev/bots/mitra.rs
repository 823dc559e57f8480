//! A made-up mitra: online, answers requests, talks, and reacts to what the customer asks for.

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{
    Bot, Manners, Player, live, tried,
    words::{self, nth},
};
use crate::domain::{
    account::{DisplayName, Phone, mitra},
    ctx::{Ctx, Work},
    error::Error,
    ids::{MitraId, SessionId},
    message::{self, Mark, NewMessage},
    pairing, sensitivity,
    session::{self, Participant, Session, Status, Topic, extension, goodbye},
};

/// What to do with a request or an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Accept,
    Reject,
    Ignore,
}

/// What to do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Now(Decision),
    /// Accepts when somebody else has: too late.
    Lose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MitraManners {
    pub requests: Answer,
    /// Thought about for so long, in real time.
    pub after: Duration,
    pub extensions: Decision,
    /// Falls silent after so many messages of a session. `None`: never.
    pub messages: Option<u32>,
    /// Marks the topic the other way after the second message.
    pub flips: bool,
    /// Is away for a while after the first message of a session, as a phone that has lost its network: what is said
    /// meanwhile is neither marked nor answered, and then all at once.
    pub drops: bool,
}

impl Default for MitraManners {
    /// Someone one likes to meet.
    fn default() -> Self {
        Self {
            requests: Answer::Now(Decision::Accept),
            after: Duration::from_secs(2),
            extensions: Decision::Accept,
            messages: None,
            flips: false,
            drops: false,
        }
    }
}

/// How long one is away.
const AWAY: Duration = Duration::from_secs(20);

/// How long one types.
const TYPING: Duration = Duration::from_millis(1_200);

pub async fn start(
    ctx: &Ctx,
    manners: MitraManners,
    stop: CancellationToken,
) -> Result<Bot, Error> {
    let mitra = ctx
        .write(|work: &mut Work<'_>| {
            let phone = Phone::parse(&format!("+62899{}", work.entropy.digits(8)))?;
            let name = format!("Bot {}", work.entropy.pick(&NAMES));
            mitra::create(work, &phone, &DisplayName::parse(&name)?, true)
        })
        .await?;
    pairing::go_online(ctx, mitra.id).await?;
    let mut player = MadeUpMitra {
        ctx: ctx.clone(),
        id: mitra.id,
        manners,
        requests: HashMap::new(),
        talks: HashMap::new(),
    };
    tokio::spawn(async move {
        live(&mut player, stop).await;
        // Goes offline as somebody does who closes the app; a server that ends needs it no more.
        let _ = pairing::go_offline(&player.ctx, player.id).await;
    });
    Ok(Bot {
        id: mitra.id.0,
        name: mitra.display_name,
        manners: Manners::Mitra(manners),
    })
}

const NAMES: [&str; 8] = [
    "Bima", "Citra", "Dara", "Eka", "Gita", "Laras", "Nara", "Tirta",
];

/// What it remembers of a session.
#[derive(Debug, Default)]
struct Talk {
    /// Read up to here.
    seq: i64,
    /// Since when there is something to answer.
    waiting: Option<Instant>,
    said: u32,
    flipped: bool,
    extension_since: Option<Instant>,
    away_since: Option<Instant>,
}

impl Talk {
    /// Whether a mitra who drops is gone at the moment: once in each session, when something was said.
    fn is_away(&mut self) -> bool {
        let began = self.said > 0;
        began && self.away_since.get_or_insert_with(Instant::now).elapsed() < AWAY
    }
}

struct MadeUpMitra {
    ctx: Ctx,
    id: MitraId,
    manners: MitraManners,
    /// Since when they have been seen.
    requests: HashMap<SessionId, Instant>,
    talks: HashMap<SessionId, Talk>,
}

impl Player for MadeUpMitra {
    async fn look(&mut self) -> Result<(), Error> {
        let (id, me, now) = (self.id, self.me(), self.ctx.now());
        let (requests, sessions) = self
            .ctx
            .read(move |tx| {
                let requests = pairing::open_requests(tx, now, id)?;
                Ok((requests, session::active(tx, now, me)?))
            })
            .await?;
        let is_open = |id: &SessionId| requests.iter().any(|request| request.id == *id);
        if self.manners.requests == Answer::Lose {
            for gone in self.requests.keys().filter(|id| !is_open(id)) {
                let late = pairing::accept(&self.ctx, self.id, *gone).await;
                tracing::debug!(session.id = %gone, lost = late.is_err(), "a bot was too late");
            }
        }
        self.requests.retain(|id, _| is_open(id));
        self.talks
            .retain(|id, _| sessions.iter().any(|session| session.id == *id));
        for request in requests {
            let since = *self.requests.entry(request.id).or_insert_with(Instant::now);
            if since.elapsed() >= self.manners.after {
                // One for whom there is no room left must not keep the others waiting.
                tried(self.answer(request.id).await);
            }
        }
        for session in sessions {
            let mut talk = self.talks.remove(&session.id).unwrap_or_default();
            tried(self.talk(&session, &mut talk).await);
            self.talks.insert(session.id, talk);
        }
        Ok(())
    }
}

impl MadeUpMitra {
    fn me(&self) -> Participant {
        Participant::Mitra(self.id)
    }

    async fn answer(&self, request: SessionId) -> Result<(), Error> {
        match self.manners.requests {
            Answer::Now(Decision::Accept) => {
                pairing::accept(&self.ctx, self.id, request).await.map(drop)
            }
            Answer::Now(Decision::Reject) => pairing::reject(&self.ctx, self.id, request).await,
            Answer::Now(Decision::Ignore) | Answer::Lose => Ok(()),
        }
    }

    async fn talk(&self, session: &Session, talk: &mut Talk) -> Result<(), Error> {
        if self.manners.drops && talk.is_away() {
            return Ok(());
        }
        if session.last_seq > talk.seq {
            let mark = message::mark(
                &self.ctx,
                self.me(),
                session.id,
                Mark::Read,
                session.last_seq,
            );
            mark.await?;
            talk.seq = session.last_seq;
            let theirs = session.unread.mitra > 0;
            talk.waiting = theirs.then(Instant::now).or(talk.waiting);
        }
        self.answer_extension(session, talk).await?;
        match session.status {
            Status::Closing if !session.goodbyes.mitra => {
                let words = goodbye::Words {
                    message: Some("Terima kasih sudah cerita. Jaga diri, ya.".to_owned()),
                    rating: None,
                };
                pairing::say_goodbye(&self.ctx, self.me(), session.id, words)
                    .await
                    .map(drop)
            }
            Status::Active | Status::Extending => self.say(session, talk).await,
            _ => Ok(()),
        }
    }

    async fn say(&self, session: &Session, talk: &mut Talk) -> Result<(), Error> {
        let greets = talk.said == 0 && session.last_seq == 0;
        let is_due = greets || talk.waiting.is_some_and(|since| since.elapsed() >= TYPING);
        let has_words = self.manners.messages.is_none_or(|most| talk.said < most);
        if !is_due || !has_words {
            return Ok(());
        }
        let content = nth(&words::MITRA, talk.said as usize).to_owned();
        let id = self.ctx.entropy().uuid_v4().to_string();
        let new = NewMessage::parse(id, content)?;
        message::send(&self.ctx, self.me(), session.id, new, None).await?;
        talk.said += 1;
        talk.waiting = None;
        if self.manners.flips && talk.said >= 2 && !talk.flipped {
            talk.flipped = true;
            let other = match session.topic {
                Topic::Regular => Topic::Sensitive,
                Topic::Sensitive => Topic::Regular,
            };
            sensitivity::set(&self.ctx, self.id, session.id, other).await?;
        }
        Ok(())
    }

    async fn answer_extension(&self, session: &Session, talk: &mut Talk) -> Result<(), Error> {
        let Some(asked) = &session.pending_extension else {
            talk.extension_since = None;
            return Ok(());
        };
        let since = *talk.extension_since.get_or_insert_with(Instant::now);
        let accept = match self.manners.extensions {
            Decision::Accept => true,
            Decision::Reject => false,
            Decision::Ignore => return Ok(()),
        };
        if since.elapsed() >= self.manners.after {
            extension::answer(&self.ctx, self.id, session.id, asked.id, accept).await?;
        }
        Ok(())
    }
}
