//! The end of a socket: what is under way is finished, what waits is written, the reason is given, and then the client has a
//! moment to read it. All of it within a bound, so that a server going away is not held up by anyone.

use std::collections::VecDeque;

use futures_util::{SinkExt, StreamExt, stream::FuturesUnordered};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::timeout,
};
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};

use super::{Patience, command::UnderWay, socket::Stream};
use crate::{hub::Mailbox, wire::close::CloseCode};

/// What a client said that nobody will read, at once.
const RUBBISH: usize = 4 * 1024;

/// Finishes what a client has asked for before we end it: what was taken in is answered.
pub(super) async fn finish(
    stream: &mut Stream,
    mailbox: &Mailbox,
    mut under_way: FuturesUnordered<UnderWay>,
    patience: &Patience,
) {
    let finishing = async {
        let mut waiting = VecDeque::new();
        mailbox.take(&mut waiting);
        for text in waiting {
            stream.feed(Message::Text(text)).await?;
        }
        while let Some(answer) = under_way.next().await {
            if let Some(frame) = answer {
                stream.feed(Message::Text(frame.to_text().into())).await?;
            }
        }
        stream.flush().await
    };
    // Whoever does not take it is about to lose the socket anyway.
    let _ = timeout(patience.farewell, finishing).await;
}

/// Says why, closes our side, and reads what still comes until the client closes its own. Closing at once with something
/// unread would make the system send a reset, which overtakes the reason. Who reads slowly is given as long as for anything else
/// that is written: the reason stands behind all that they have not read.
pub(super) async fn say(stream: &mut Stream, code: CloseCode, patience: &Patience) {
    let moment = match code {
        CloseCode::TooSlow => patience.writing,
        _ => patience.farewell,
    };
    let saying = async {
        let reason = CloseFrame {
            code: code.number().into(),
            reason: code.meaning().into(),
        };
        stream.send(Message::Close(Some(reason))).await?;
        let connection = stream.get_mut();
        connection.shutdown().await?;
        let mut rubbish = vec![0; RUBBISH];
        while connection.read(&mut rubbish).await? > 0 {}
        Ok::<_, tokio_tungstenite::tungstenite::Error>(())
    };
    let _ = timeout(moment, saying).await;
}
