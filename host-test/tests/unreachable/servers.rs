//! Things on loopback that stand where the service should be.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

/// A listener with something that serves its connections; it ends when it is
/// dropped.
pub struct Server {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves each connection of a listener.
    pub fn on<F>(listener: TcpListener, serve: impl Fn(TcpStream) -> F + Send + 'static) -> Server
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let address = listener.local_addr().expect("an address");
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(serve(stream));
            }
        });
        Server {
            address,
            connections,
            task,
        }
    }

    /// How many connections came.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// Reads a request, and answers with what is made of its head.
    pub async fn answering(answer: fn(&str) -> String) -> Server {
        Server::on(local().await, move |mut stream| async move {
            let head = head(&mut stream).await;
            let _ = stream.write_all(answer(&head).as_bytes()).await;
            let _ = stream.shutdown().await;
        })
    }

    /// Passes everything on to another address, and back.
    pub fn passing_on(listener: TcpListener, to: SocketAddr) -> Server {
        Server::on(listener, move |stream| pass(stream, to))
    }

    /// The same behind TLS, with one of the certificates.
    pub async fn secure(certificate: &str, to: SocketAddr) -> Server {
        let acceptor = acceptor(certificate);
        Server::on(local().await, move |stream| {
            let acceptor = acceptor.clone();
            async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    pass(stream, to).await;
                }
            }
        })
    }

    /// Takes a request over TLS, and then speaks something else.
    pub async fn confused(certificate: &str) -> Server {
        let acceptor = acceptor(certificate);
        Server::on(local().await, move |stream| {
            let acceptor = acceptor.clone();
            async move {
                if let Ok(mut stream) = acceptor.accept(stream).await {
                    head(&mut stream).await;
                    let (mut stream, _) = TlsStream::into_inner(stream);
                    let _ = stream
                        .write_all(b"\x17\x03\x03\0\x19not a record of this line")
                        .await;
                    let _ = stream.shutdown().await;
                }
            }
        })
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

/// A listener that nobody can connect to, since those who wait in front of it
/// are as many as it takes.
pub async fn crowded() -> (TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a port");
    let listener = socket.listen(1).expect("a listener");
    let address = listener.local_addr().expect("an address");
    let mut waiting = Vec::new();
    let patience = Duration::from_millis(300);
    while let Ok(stream) = tokio::time::timeout(patience, TcpStream::connect(address)).await {
        waiting.push(stream.expect("a place in front of it"));
        assert!(waiting.len() < 1_000, "there is no end of places");
    }
    (listener, waiting)
}

/// The certificate that signed the others.
pub fn authority() -> PathBuf {
    certificates().join("authority.pem")
}

fn certificates() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/unreachable/certificates"
    ))
}

fn acceptor(certificate: &str) -> TlsAcceptor {
    let read = |ending: &str| {
        let path = certificates().join(format!("{certificate}.{ending}"));
        std::fs::read(path).expect("a certificate")
    };
    let key = PrivateKeyDer::try_from(read("key.der")).expect("a key");
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(read("der"))], key);
    TlsAcceptor::from(Arc::new(config.expect("they belong together")))
}

async fn pass(mut stream: impl AsyncRead + tokio::io::AsyncWrite + Unpin, to: SocketAddr) {
    let mut other = TcpStream::connect(to).await.expect("the other side");
    let _ = copy_bidirectional(&mut stream, &mut other).await;
}

/// Reads up to the empty line that ends the head of a request.
async fn head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}
