//! A small server that answers with captured bytes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::Answer;
use crate::Server;
use crate::server::{local, request};

/// How often each action was asked for.
type Asked = Arc<Mutex<HashMap<String, usize>>>;

/// Answers each action in its order, the last answer again and again.
pub(super) async fn serve(answers: Vec<Answer>) -> Server {
    let asked = Asked::default();
    let answers = Arc::new(answers);
    Server::on(local().await, move |stream| {
        connection(stream, answers.clone(), asked.clone())
    })
}

async fn connection(mut stream: TcpStream, answers: Arc<Vec<Answer>>, asked: Asked) {
    let head = request(&mut stream).await;
    let action = head.split("Action=").nth(1).unwrap_or_default();
    let action = action.split(['&', ' ']).next().unwrap_or_default();
    let known: Vec<&Answer> = answers.iter().filter(|a| a.action == action).collect();
    let number = {
        let mut asked = asked.lock().expect("numbers");
        let number = asked.entry(action.to_owned()).or_default();
        *number += 1;
        *number - 1
    };
    let answer = known.get(number).or(known.last());
    let (status, body) = match answer {
        Some(answer) => (answer.status, answer.body.as_str()),
        None => (404, "no answer to this action was captured"),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Captured\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    let _ = stream
        .write_all(&[head.as_bytes(), body.as_bytes()].concat())
        .await;
    let _ = stream.shutdown().await;
}
