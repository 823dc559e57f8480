//! Sending: gets the next number of its session and is written beside it, in one transaction. Sent again under the same id
//! it is the same message, also when the session has ended in between.

use std::sync::Arc;

use super::{Message, sql};
use crate::domain::{
    ctx::{Ctx, Work},
    error::{Code, Error},
    event::{ConnectionId, Event},
    ids::SessionId,
    session::{self, Act, Participant, Record},
};

/// What someone wants to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    client_message_id: String,
    content: String,
}

impl NewMessage {
    pub const LONGEST_ID: usize = 128;
    pub const LONGEST_CONTENT: usize = 4000;

    pub fn parse(client_message_id: String, content: String) -> Result<Self, Error> {
        fits("/client_message_id", &client_message_id, Self::LONGEST_ID)?;
        fits("/content", &content, Self::LONGEST_CONTENT)?;
        Ok(Self {
            client_message_id,
            content,
        })
    }
}

fn fits(pointer: &str, text: &str, most: usize) -> Result<(), Error> {
    if text.is_empty() {
        return Err(Error::field(pointer, "must not be empty"));
    }
    // Bytes are counted first: no text has more characters than bytes.
    if text.len() > most && text.chars().count() > most {
        return Err(Error::field(
            pointer,
            format!("must have at most {most} characters"),
        ));
    }
    Ok(())
}

/// A message on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub message: Arc<Message>,
    /// Not so when it was there already.
    pub is_new: bool,
}

/// Says something in a session of `who`. `origin` is the socket that it came from.
pub async fn send(
    ctx: &Ctx,
    who: Participant,
    session: SessionId,
    new: NewMessage,
    origin: Option<ConnectionId>,
) -> Result<Sent, Error> {
    ctx.write(
        move |work| match sql::take_number(work.tx, session, who, work.now)? {
            Some(number) => write(work, who, session, &new, origin, number),
            None => otherwise(work, who, session, &new, origin),
        },
    )
    .await
}

fn write(
    work: &mut Work<'_>,
    who: Participant,
    session: SessionId,
    new: &NewMessage,
    origin: Option<ConnectionId>,
    number: sql::Number,
) -> Result<Sent, Error> {
    let message = Message {
        id: work.entropy.uuid_v7(work.now),
        session,
        seq: number.seq,
        sender: who.party(),
        client_message_id: new.client_message_id.clone(),
        content: new.content.clone(),
        created_at: work.now,
        delivered_at: None,
        read_at: None,
    };
    if !sql::insert(work.tx, &message)? {
        sql::give_number_back(work.tx, session, who.party())?;
        return found(work, who, session, new)?.ok_or_else(|| {
            Error::internal(format!(
                "session {session}: a message is taken, but by none"
            ))
        });
    }
    let message = Arc::new(message);
    work.announce(Event::MessageSent {
        message: Arc::clone(&message),
        parties: number.parties,
        origin,
    });
    Ok(Sent {
        message,
        is_new: true,
    })
}

/// Why there was no number: no session of theirs, one that takes no messages, or one for which the alarm is late.
fn otherwise(
    work: &mut Work<'_>,
    who: Participant,
    session: SessionId,
    new: &NewMessage,
    origin: Option<ConnectionId>,
) -> Result<Sent, Error> {
    let record = Record::of(work.tx, session, who)?;
    if let Some(sent) = found(work, who, session, new)? {
        return Ok(sent);
    }
    let rules = session::rules(work.tx)?;
    let seen = record.clone().seen_at(work.now, &rules);
    if !seen.state().takes_messages() {
        return Err(Code::SessionNotActive.into());
    }
    record.change(work, &rules, &Act::Tick)?;
    let number = sql::take_number(work.tx, session, who, work.now)?
        .ok_or_else(|| Error::internal(format!("session {session} takes messages, but none")))?;
    write(work, who, session, new, origin, number)
}

/// The message that was sent under this id before.
fn found(
    work: &Work<'_>,
    who: Participant,
    session: SessionId,
    new: &NewMessage,
) -> Result<Option<Sent>, Error> {
    match sql::find(work.tx, session, who.party(), &new.client_message_id)? {
        Some(message) if message.content == new.content => Ok(Some(Sent {
            message: Arc::new(message),
            is_new: false,
        })),
        Some(_) => Err(Code::MessageIdReused.into()),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_counted_in_characters() {
        let parse = |content: &str| NewMessage::parse("1".into(), content.into()).is_ok();
        assert!(parse("a"));
        assert!(parse(&"\u{1f494}".repeat(4000)));
        assert!(!parse(&"\u{1f494}".repeat(4001)));
        assert!(!parse(""));
        assert!(NewMessage::parse("a".repeat(129), "a".into()).is_err());
    }
}
