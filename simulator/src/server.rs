//! HTTP: from connections to requests, and from answers to replies.

use crate::envelope::Answer;
use crate::intake::Intake;
use crate::plan::Planner;
use crate::request::Request;
use crate::service::Service;
use crate::wire::Wire;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Serves until it is dropped; its connections end with it.
pub(crate) async fn serve(listener: TcpListener, service: Arc<Service>) {
    let mut connections = JoinSet::new();
    let mut number = 0;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    number += 1;
                    connections.spawn(connection(stream, number, service.clone()));
                }
                // Out of file descriptors, most likely: connections that end will free some.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, number: u64, service: Arc<Service>) {
    let _ = stream.set_nodelay(true);
    let planner = Planner::default();
    let intake = Intake::new(service.clone(), number);
    let wire = Wire::new(stream, planner.clone(), intake);
    let answer = service_fn(move |incoming| {
        let (service, planner) = (service.clone(), planner.clone());
        async move { Ok::<_, Infallible>(answer(incoming, number, (&service, &planner)).await) }
    });
    // An error here is a client that left, or a fault that was asked for.
    let _ = hyper::server::conn::http1::Builder::new()
        // The library's would be the computer's time, and there would be one where none is wanted.
        .auto_date_header(false)
        .serve_connection(TokioIo::new(wire), answer)
        .await;
}

async fn answer(
    incoming: hyper::Request<Incoming>,
    connection: u64,
    (service, planner): (&Service, &Planner),
) -> Response<Full<Bytes>> {
    let (head, body) = incoming.into_parts();
    let body = match body.collect().await {
        Ok(body) => body.to_bytes().to_vec(),
        Err(_) => {
            let mut answer = Answer::new(400, "text/plain", "the body broke off\n");
            service.complete(&mut answer);
            return reply(answer);
        }
    };
    planner.next_request();
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), value.into_owned())
        })
        .collect();
    let request = Request {
        connection,
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers,
        body,
    };
    let (answer, plan) = service.handle(request).await;
    planner.set(plan);
    reply(answer)
}

fn reply(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    response
        .body(Full::new(Bytes::from(answer.body)))
        .unwrap_or_else(|fault| {
            let text = format!("the simulator was told to send an impossible reply: {fault}\n");
            let mut response = Response::new(Full::new(Bytes::from(text)));
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        })
}
