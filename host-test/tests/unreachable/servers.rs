//! Servers with certificates, and one that is too busy to accept anyone.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use host_test::Server;
use host_test::server::{local, pass, request};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

/// Takes connections with one of the certificates, and passes on what they say.
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

/// Takes a whole request over TLS, and then speaks something else.
pub async fn confused(certificate: &str) -> Server {
    let acceptor = acceptor(certificate);
    Server::on(local().await, move |stream| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                request(&mut stream).await;
                let (mut stream, _) = TlsStream::into_inner(stream);
                let record = b"\x17\x03\x03\0\x19not a record of this line";
                let _ = stream.write_all(record).await;
                let _ = stream.shutdown().await;
            }
        }
    })
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
