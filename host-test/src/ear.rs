//! A port that listens, to prove that nobody came.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Remembers who connects on loopback, and closes each connection at once.
pub struct Ear {
    address: SocketAddr,
    callers: Arc<Mutex<Vec<SocketAddr>>>,
    task: JoinHandle<()>,
}

impl Ear {
    /// Begins to listen.
    pub async fn listen() -> Ear {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let callers = Arc::new(Mutex::new(Vec::new()));
        let heard = callers.clone();
        let task = tokio::spawn(async move {
            while let Ok((_, caller)) = listener.accept().await {
                heard.lock().expect("a list").push(caller);
            }
        });
        Ear {
            address,
            callers,
            task,
        }
    }

    /// Its address.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections came until now. One more is made, and waited for:
    /// connections are accepted in their order.
    pub async fn heard(&self) -> usize {
        let own = TcpStream::connect(self.address).await.expect("a listener");
        let own = own.local_addr().expect("an address");
        loop {
            if let Some(earlier) = self.before(own) {
                return earlier;
            }
            tokio::task::yield_now().await;
        }
    }

    fn before(&self, own: SocketAddr) -> Option<usize> {
        let mut callers = self.callers.lock().expect("a list");
        let place = callers.iter().position(|caller| *caller == own)?;
        callers.remove(place);
        Some(place)
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An address on loopback where nothing listens.
pub async fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    format!("http://{}", listener.local_addr().expect("its address"))
}
