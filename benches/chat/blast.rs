//! A request to a thousand mitras: how long until the last of them has it.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use futures_util::future::join_all;

use crate::{
    FREE, fresh,
    load::{Connection, Server, request},
    number, people, sockets,
    talk::at,
};

pub fn blast(data: &Path) {
    fresh(data);
    let (count, rounds) = (
        number("MITRAS", 1_000) as usize,
        number("REQUESTS", 200) as usize,
    );
    let (mitras, customers) = people::mitras_and_customers(data, count, rounds);
    let server = Server::with(data, FREE);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut listening = runtime.block_on(async {
        let mut open = Vec::new();
        for (n, token) in mitras.iter().enumerate() {
            open.push(sockets::sign_in(server.public, [127, 0, 2, 1 + (n % 8) as u8], token).await);
        }
        open
    });
    let mut connection = Connection::open(server.public).unwrap();
    let mut times = Vec::new();
    let mut answers = Vec::new();
    for customer in &customers {
        let body = r#"{"topic_sensitivity":"regular","free_trial":true}"#;
        let bytes = request(
            "POST",
            "/api/client/chat/request",
            Some(customer),
            Some(body),
        );
        let began = Instant::now();
        let answer = connection.send(&bytes).unwrap();
        assert_eq!(answer.status, 201);
        answers.push(began.elapsed());
        let last = runtime.block_on(async {
            let heard = listening.iter_mut().map(|socket| async {
                while !sockets::text(socket).await.contains("\"chat_request\"") {}
                Instant::now()
            });
            join_all(heard).await.into_iter().max().unwrap()
        });
        times.push(last - began);
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        let path = format!("/api/client/chat/sessions/{id}/cancel");
        let cancelled = connection
            .send(&request("POST", &path, Some(customer), Some("{}")))
            .unwrap();
        assert_eq!(cancelled.status, 200);
    }
    times.sort_unstable();
    answers.sort_unstable();
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    println!(
        "| blast to {count} online mitras, {rounds} requests | last one has it: p50 {:.1} ms, p99 {:.1} ms | the customer's answer: p50 {:.1} ms, p99 {:.1} ms |",
        ms(at(&times, 0.5)),
        ms(at(&times, 0.99)),
        ms(at(&answers, 0.5)),
        ms(at(&answers, 0.99))
    );
}
