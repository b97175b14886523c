//! A way to the database that can be cut: every member has one of its own.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Result;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A proxy. Its connections end with it.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    is_cut: watch::Sender<bool>,
}

impl Proxy {
    /// Passes connections on to a port on loopback.
    pub async fn start(port: u16) -> Result<Proxy> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (is_cut, state) = watch::channel(false);
        tokio::spawn(accept(listener, port, state));
        Ok(Proxy { address, is_cut })
    }

    /// Ends every connection, and those to come at once, until it is mended.
    pub fn cut(&self) {
        self.is_cut.send_replace(true);
    }

    /// Passes connections on again.
    pub fn mend(&self) {
        self.is_cut.send_replace(false);
    }
}

async fn accept(listener: TcpListener, port: u16, mut state: watch::Receiver<bool>) {
    loop {
        let client = tokio::select! {
            accepted = listener.accept() => accepted,
            () = gone(&mut state) => return,
        };
        let (Ok((client, _)), false) = (client, *state.borrow()) else {
            continue;
        };
        tokio::spawn(pass(client, port, state.clone()));
    }
}

/// Returns when nobody can cut any more.
async fn gone(state: &mut watch::Receiver<bool>) {
    while state.changed().await.is_ok() {}
}

async fn pass(mut client: TcpStream, port: u16, mut state: watch::Receiver<bool>) {
    let Ok(mut server) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await else {
        return;
    };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => {}
        _ = state.wait_for(|is_cut| *is_cut) => {}
    }
}
