//! Another machine, on this one: answers as a test tells it to, and remembers what it was asked.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use poem::{
    Body, Endpoint, IntoResponse, Request, Response, Server,
    listener::{Acceptor, Listener, TcpListener},
};
use serde_json::Value;
use tokio::{sync::Notify, task::JoinHandle, time::timeout};

/// However slow the machine is: by now whoever wants to ask has asked.
const BOUND: Duration = Duration::from_secs(20);

/// What it answers with.
#[derive(Debug, Clone)]
pub enum Says {
    /// This status, header and body.
    This(u16, &'static str, String, String),
    /// Nothing, ever.
    Nothing,
    /// Hangs up in the middle of an answer.
    HalfAnAnswer,
}

impl Says {
    pub fn with(
        status: u16,
        header: &'static str,
        value: impl Into<String>,
        body: impl Into<String>,
    ) -> Self {
        Self::This(status, header, value.into(), body.into())
    }

    pub fn json(status: u16, body: &Value) -> Self {
        Self::with(status, "content-type", "application/json", body.to_string())
    }

    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::with(status, "content-type", "text/plain", body)
    }

    /// To the same machine, where the same would be found.
    pub fn elsewhere() -> Self {
        Self::with(307, "location", "/elsewhere", "")
    }
}

#[derive(Debug, Clone)]
pub struct Asked {
    pub path: String,
    pub authorization: String,
    pub headers: poem::http::HeaderMap,
    /// Null if it was no JSON.
    pub body: Value,
    pub text: String,
    pub bytes: Vec<u8>,
}

/// Stops when it is dropped.
pub struct Neighbour {
    pub url: String,
    says: Arc<Mutex<Says>>,
    asked: Arc<Mutex<Vec<Asked>>>,
    news: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Neighbour {
    pub async fn new(says: Says) -> Self {
        let acceptor = TcpListener::bind("127.0.0.1:0")
            .into_acceptor()
            .await
            .unwrap();
        let port = acceptor.local_addr()[0].as_socket_addr().unwrap().port();
        let says = Arc::new(Mutex::new(says));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let news = Arc::new(Notify::new());
        let answers = Answers {
            says: says.clone(),
            asked: asked.clone(),
            news: news.clone(),
        };
        let serving = Server::new_with_acceptor(acceptor).run(answers);
        Self {
            url: format!("http://127.0.0.1:{port}"),
            says,
            asked,
            news,
            task: tokio::spawn(async move { serving.await.unwrap() }),
        }
    }

    pub fn says(&self, says: Says) {
        *self.says.lock().unwrap() = says;
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Waits until it has been asked so often, in all.
    #[track_caller]
    pub fn asked_for(&self, times: usize) -> impl Future<Output = Vec<Asked>> {
        let caller = std::panic::Location::caller();
        async move {
            let waiting = async {
                loop {
                    let news = self.news.notified();
                    let asked = self.asked();
                    if asked.len() >= times {
                        return asked;
                    }
                    news.await;
                }
            };
            let asked = timeout(BOUND, waiting).await;
            asked.unwrap_or_else(|_| {
                panic!(
                    "asked {} times at {caller}, not {times}",
                    self.asked().len()
                )
            })
        }
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Answers {
    says: Arc<Mutex<Says>>,
    asked: Arc<Mutex<Vec<Asked>>>,
    news: Arc<Notify>,
}

impl Endpoint for Answers {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let body = request.take_body().into_vec().await?;
        self.asked.lock().unwrap().push(Asked {
            path: request.uri().path().to_owned(),
            authorization: request
                .header("authorization")
                .unwrap_or_default()
                .to_owned(),
            headers: request.headers().clone(),
            body: serde_json::from_slice(&body).unwrap_or_default(),
            text: String::from_utf8_lossy(&body).into_owned(),
            bytes: body,
        });
        self.news.notify_waiters();
        let says = self.says.lock().unwrap().clone();
        match says {
            Says::This(status, header, value, body) => Ok(body
                .with_status(status.try_into().unwrap())
                .with_header(header, value)
                .into_response()),
            Says::Nothing => std::future::pending().await,
            Says::HalfAnAnswer => {
                // A stream, so that its length is ours to lie about.
                let half = [Ok::<_, std::io::Error>("{\"status\"")];
                let half = Body::from_bytes_stream(futures_util::stream::iter(half));
                Ok(half.with_header("content-length", "100").into_response())
            }
        }
    }
}
