//! Connections: as many as are allowed, each with limits on heads and time, until the server
//! ends.

use super::tasks::Tasks;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// The most connections at once. Others wait to be accepted.
const MAX_CONNECTIONS: usize = 4096;

/// The most headers of a request.
const MAX_HEADERS: usize = 100;

/// The most bytes of a request's head.
const MAX_HEAD: usize = 64 << 10;

/// How long a head may take, the time that a connection is idle before it included.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long open connections are waited for when the server ends.
const LAST_ANSWERS: Duration = Duration::from_secs(30);

/// Serves until `shutdown`, and finishes what was begun.
pub async fn serve(listener: TcpListener, router: Router, shutdown: CancellationToken) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let connections = Tasks::default();
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            accepted = accepted => accepted,
            () = shutdown.cancelled() => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, for one: connections that end give some back.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (router, shutdown) = (router.clone(), shutdown.clone());
        connections.spawn(async move {
            connection(stream, router, shutdown).await;
            drop(place);
        });
    }
    drop(listener);
    _ = timeout(LAST_ANSWERS, connections.ended()).await;
}

async fn connection(stream: TcpStream, router: Router, shutdown: CancellationToken) {
    _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD)
        .half_close(false);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // A client that leaves is no fault of the server.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = shutdown.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    _ = connection.await;
}
