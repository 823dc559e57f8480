//! A socket as an app has it. Every wait ends with a frame, with the end of the socket, or, when the server does neither,
//! with a failure. Every frame is held against the document, in both directions.

use std::{collections::HashMap, net::SocketAddr, sync::LazyLock, time::Duration};

use curhat::wire::asyncapi;
use futures_util::{SinkExt, StreamExt};
use jsonschema::Validator;
use serde_json::{Value, json};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Bytes, Error, Message, client::IntoClientRequest, http::Request, protocol::frame::Frame,
    },
};

use super::World;

/// However slow the machine is: by now the server would have said something.
const BOUND: Duration = Duration::from_secs(20);

pub struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// Control frames of the server's pings so far.
    pub pings: usize,
}

impl World {
    fn socket_request(&self) -> Request<()> {
        let address = self.app().public;
        format!("ws://{address}/api/shared/ws")
            .into_client_request()
            .unwrap()
    }

    /// Connected, and nothing said yet.
    pub async fn dial(&self) -> Socket {
        self.dial_by(self.app().public).await
    }

    /// Likewise, over whatever stands in between.
    pub async fn dial_by(&self, address: SocketAddr) -> Socket {
        let stream = TcpStream::connect(address).await.unwrap();
        self.upgrade(stream).await
    }

    /// Likewise, by a machine that takes in little unless it is read.
    pub async fn dial_narrow(&self) -> Socket {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let stream = socket.connect(self.app().public).await.unwrap();
        self.upgrade(stream).await
    }

    async fn upgrade(&self, stream: TcpStream) -> Socket {
        let (stream, _) = client_async(self.socket_request(), stream).await.unwrap();
        Socket { stream, pings: 0 }
    }

    /// As a page of this origin would: connected, or refused with this status.
    pub async fn dial_from(&self, origin: &str) -> Result<Socket, u16> {
        let mut request = self.socket_request();
        let headers = request.headers_mut();
        headers.insert("origin", origin.parse().unwrap());
        self.ask_for_socket(request).await
    }

    /// Connected, or refused with this status.
    pub async fn try_dial(&self) -> Result<Socket, u16> {
        self.ask_for_socket(self.socket_request()).await
    }

    async fn ask_for_socket(&self, request: Request<()>) -> Result<Socket, u16> {
        let stream = TcpStream::connect(self.app().public).await.unwrap();
        match client_async(request, stream).await {
            Ok((stream, _)) => Ok(Socket { stream, pings: 0 }),
            Err(Error::Http(response)) => {
                let status = response.status().as_u16();
                // Whoever comes too early is told when to come.
                assert_eq!(
                    status == 503,
                    response.headers().contains_key("retry-after")
                );
                Err(status)
            }
            Err(other) => panic!("{other}"),
        }
    }

    /// Signed in, with `auth_ok` and `sync` read.
    pub async fn socket(&self, token: &str) -> Socket {
        self.socket_and_sync(token).await.0
    }

    pub async fn socket_and_sync(&self, token: &str) -> (Socket, Value) {
        let mut socket = self.dial().await;
        let sync = socket.sign_in(token).await;
        (socket, sync)
    }
}

impl Socket {
    /// Signs in; returns `sync`.
    pub async fn sign_in(&mut self, token: &str) -> Value {
        self.send(&json!({"type": "auth", "token": token})).await;
        self.expect("auth_ok").await;
        self.expect("sync").await
    }

    /// A frame as the document has it. Those that are meant to be refused go out by [`Socket::send_text`].
    pub async fn send(&mut self, frame: &Value) {
        fits(&FROM_CLIENT, frame);
        self.send_text(&frame.to_string()).await;
    }

    /// Whatever it is.
    pub async fn send_text(&mut self, text: &str) {
        self.send_message(Message::text(text)).await;
    }

    pub async fn send_binary(&mut self, bytes: &'static [u8]) {
        self.send_message(Message::Binary(Bytes::from_static(bytes)))
            .await;
    }

    /// Exactly these bytes as one text frame, whatever they are.
    pub async fn send_raw_text(&mut self, bytes: &'static [u8]) {
        use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
        let frame = Frame::message(Bytes::from_static(bytes), OpCode::Data(Data::Text), true);
        self.send_message(Message::Frame(frame)).await;
    }

    /// A pong that nobody has asked for.
    pub async fn send_pong(&mut self) {
        self.send_message(Message::Pong(Bytes::new())).await;
    }

    async fn send_message(&mut self, message: Message) {
        // A socket that the server has ended meanwhile is found out about by reading.
        let sent = timeout(BOUND, self.stream.send(message)).await;
        let _ = sent.expect("the server takes what is sent");
    }

    pub async fn say(&mut self, session: &str, id: &str, content: &str) {
        self.send(&json!({
            "type": "message", "session_id": session, "client_message_id": id, "content": content,
        }))
        .await;
    }

    /// The next frame, or the code that the socket was ended with; 0 when it ended without one.
    pub async fn next(&mut self) -> Result<Value, u16> {
        loop {
            let next = timeout(BOUND, self.stream.next()).await;
            let next = next.expect("a frame, or the end of the socket");
            match next {
                Some(Ok(Message::Text(text))) => {
                    let frame = serde_json::from_str(&text).unwrap();
                    fits(&FROM_SERVER, &frame);
                    return Ok(frame);
                }
                Some(Ok(Message::Ping(_))) => self.pings += 1,
                Some(Ok(Message::Close(Some(close)))) => return Err(close.code.into()),
                Some(Ok(Message::Close(None)) | Err(_)) | None => return Err(0),
                Some(Ok(other)) => panic!("{other:?}"),
            }
        }
    }

    /// The next frame, which must be of this type.
    #[track_caller]
    pub fn expect(&mut self, kind: &str) -> impl Future<Output = Value> {
        let caller = std::panic::Location::caller();
        async move {
            match self.next().await {
                Ok(frame) if frame["type"] == kind => frame,
                other => panic!("expected {kind} at {caller}, got {other:?}"),
            }
        }
    }

    /// That nothing waits but what the test has read: a `ping` is answered next.
    #[track_caller]
    pub fn is_quiet(&mut self) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            self.send(&json!({"type": "ping"})).await;
            match self.next().await {
                Ok(frame) if frame["type"] == "pong" => {}
                other => panic!("expected silence at {caller}, got {other:?}"),
            }
        }
    }

    /// The code that the socket is ended with, whatever is said before.
    pub async fn end(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    /// An error with this code, about this.
    #[track_caller]
    pub fn refused(&mut self, code: &str, about: Option<&str>) -> impl Future<Output = ()> {
        let expected = self.expect("error");
        async move {
            let error = expected.await;
            assert_eq!(
                (&error["code"], &error["ref"]),
                (&json!(code), &json!(about)),
                "{error}"
            );
        }
    }

    pub async fn leave(mut self) {
        self.stream.close(None).await.unwrap();
        while self.next().await.is_ok() {}
    }
}

/// The frames of one direction, by their type. Members that the document does not name are not let through, though the
/// document itself leaves room for them.
pub fn validators(side: &str) -> HashMap<String, Validator> {
    let mut document = asyncapi::document();
    close_objects(&mut document["components"]);
    let messages = document["components"]["messages"].as_object().unwrap();
    messages
        .iter()
        .filter_map(|(key, message)| {
            let name = key.strip_prefix(side)?.strip_prefix('_')?;
            let mut schema = message["payload"].clone();
            schema["components"] = json!({"schemas": document["components"]["schemas"]});
            let validator = jsonschema::options()
                .with_draft(jsonschema::Draft::Draft7)
                .should_validate_formats(true)
                // This draft does not know the format yet.
                .with_format("uuid", |text: &str| uuid::Uuid::parse_str(text).is_ok())
                .build(&schema)
                .unwrap();
            Some((name.to_owned(), validator))
        })
        .collect()
}

fn close_objects(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
            members.values_mut().for_each(close_objects);
        }
        Value::Array(items) => items.iter_mut().for_each(close_objects),
        _ => {}
    }
}

static FROM_SERVER: LazyLock<HashMap<String, Validator>> = LazyLock::new(|| validators("server"));
static FROM_CLIENT: LazyLock<HashMap<String, Validator>> = LazyLock::new(|| validators("client"));

/// Holds what one side has said against the document.
#[track_caller]
fn fits(document: &HashMap<String, Validator>, frame: &Value) {
    let kind = frame["type"].as_str().unwrap_or_default();
    let validator = document.get(kind).unwrap_or_else(|| panic!("{frame}"));
    let errors: Vec<String> = validator
        .iter_errors(frame)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{frame}: {errors:?}");
}
