//! Things on loopback that stand where the service should be.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A listener with something that serves its connections; it ends when it is
/// dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    connections: Arc<Mutex<usize>>,
    heads: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves each connection of a listener.
    pub fn on<F>(listener: TcpListener, serve: impl Fn(TcpStream) -> F + Send + 'static) -> Server
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let address = listener.local_addr().expect("an address");
        let connections = Arc::new(Mutex::new(0));
        let count = connections.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *count.lock().expect("a number") += 1;
                tokio::spawn(serve(stream));
            }
        });
        Server {
            address,
            connections,
            heads: Arc::default(),
            task,
        }
    }

    /// Reads a request on each connection, and answers with what is made of its
    /// head.
    pub async fn answering(answer: impl Fn(&str) -> String + Clone + Send + 'static) -> Server {
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = heads.clone();
        let mut server = Server::on(local().await, move |mut stream| {
            let (answer, kept) = (answer.clone(), kept.clone());
            async move {
                let head = request(&mut stream).await;
                let answer = answer(&head);
                kept.lock().expect("a list").push(head);
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
        server.heads = heads;
        server
    }

    /// Passes everything on to another address, and back.
    pub fn passing_on(listener: TcpListener, to: SocketAddr) -> Server {
        Server::on(listener, move |stream| pass(stream, to))
    }

    /// Its address as an endpoint.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections came.
    pub fn connections(&self) -> usize {
        *self.connections.lock().expect("a number")
    }

    /// The heads of the requests that were answered.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("a list").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A listener on 127.0.0.1.
pub async fn local() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a port")
}

/// Passes everything on to another address, and back.
pub async fn pass(mut stream: impl AsyncRead + tokio::io::AsyncWrite + Unpin, to: SocketAddr) {
    let mut other = TcpStream::connect(to).await.expect("the other side");
    let _ = copy_bidirectional(&mut stream, &mut other).await;
}

/// Reads up to the empty line that ends the head of a request.
pub async fn head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// Reads a request, body included, and returns its head.
pub async fn request(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let head = head(stream).await;
    let length = header(&head, "content-length").and_then(|length| length.parse().ok());
    let mut body = stream.take(length.unwrap_or(0));
    // A body that breaks off is as much as came.
    _ = tokio::io::copy(&mut body, &mut tokio::io::sink()).await;
    head
}

/// The value of a header in the head of a request.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    let mut values = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
    values.next().map(|(_, value)| value)
}
