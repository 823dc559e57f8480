//! Sockets that cost the machine little, so that the server is what is measured.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, Utf8Bytes, protocol::WebSocketConfig},
};

pub type Socket = WebSocketStream<TcpStream>;

/// Connects from `from` (an address of the loopback network, so that ports don't run out) and signs in.
pub async fn sign_in(to: SocketAddr, from: [u8; 4], token: &str) -> Socket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    let stream = socket.connect(to).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let config = WebSocketConfig::default().read_buffer_size(4096);
    let url = format!("ws://{to}/api/shared/ws");
    let (mut socket, _) = client_async_with_config(url, stream, Some(config))
        .await
        .unwrap();
    let auth = format!("{{\"type\":\"auth\",\"token\":\"{token}\"}}");
    socket.send(Message::text(auth)).await.unwrap();
    while !text(&mut socket).await.contains("\"type\":\"sync\"") {}
    socket
}

/// The next text frame.
pub async fn text(socket: &mut Socket) -> Utf8Bytes {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => return text,
            Some(Ok(Message::Close(close))) => panic!("ended: {close:?}"),
            Some(Ok(_)) => {}
            other => panic!("{other:?}"),
        }
    }
}

/// The number in the first `"client_message_id":"RUN-NUMBER"`, without reading the rest.
pub fn number_of(frame: &str) -> Option<usize> {
    const KEY: &str = "\"client_message_id\":\"";
    let from = frame.find(KEY)? + KEY.len();
    let length = frame[from..].find('"')?;
    frame[from..from + length].rsplit('-').next()?.parse().ok()
}
