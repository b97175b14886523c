//! A way to a database that breaks.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Passes on what both sides say, and breaks it on demand.
#[derive(Clone)]
pub(super) struct Relay(Arc<Shared>);

struct Shared {
    port: u16,
    /// After a statement with this word is passed on, its connection is cut, once.
    cut_after: Mutex<Option<&'static str>>,
    cuts: AtomicUsize,
    /// Nothing comes through, and nobody is told.
    is_hole: AtomicBool,
}

impl Relay {
    /// In front of the database at an address; returns the address in front of it.
    pub(super) fn start(address: &str) -> (Relay, String) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (head, rest) = address.rsplit_once(':').unwrap();
        let (to, name) = rest.split_once('/').unwrap();
        let relay = Relay(Arc::new(Shared {
            port: to.parse().unwrap(),
            cut_after: Mutex::default(),
            cuts: AtomicUsize::new(0),
            is_hole: AtomicBool::new(false),
        }));
        let accepting = relay.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                accepting.join(client);
            }
        });
        (relay, format!("{head}:{port}/{name}"))
    }

    pub(super) fn cut_after(&self, word: &'static str) {
        *self.0.cut_after.lock().unwrap() = Some(word);
    }

    pub(super) fn cuts(&self) -> usize {
        self.0.cuts.load(Ordering::Relaxed)
    }

    pub(super) fn set_hole(&self, on: bool) {
        self.0.is_hole.store(on, Ordering::Relaxed);
    }

    fn join(&self, client: TcpStream) {
        let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.0.port)) else {
            return;
        };
        let (to_server, to_client) = (server.try_clone().unwrap(), client.try_clone().unwrap());
        let (relay, from_client) = (self.clone(), client);
        thread::spawn(move || relay.pass(from_client, to_server, true));
        let relay = self.clone();
        thread::spawn(move || relay.pass(server, to_client, false));
    }

    fn pass(&self, mut from: TcpStream, mut to: TcpStream, is_client: bool) {
        let mut buffer = [0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            if self.0.is_hole.load(Ordering::Relaxed) {
                continue;
            }
            let cuts = is_client && self.takes(&buffer[..count]);
            if cuts {
                // No answer finds its way back.
                _ = from.shutdown(Shutdown::Both);
            }
            if to.write_all(&buffer[..count]).is_err() || cuts {
                break;
            }
        }
        _ = from.shutdown(Shutdown::Both);
        _ = to.shutdown(Shutdown::Write);
    }

    fn takes(&self, said: &[u8]) -> bool {
        let mut word = self.0.cut_after.lock().unwrap();
        let has = |word: &str| said.windows(word.len()).any(|part| part == word.as_bytes());
        let takes = word.is_some_and(has);
        if takes {
            *word = None;
            self.0.cuts.fetch_add(1, Ordering::Relaxed);
        }
        takes
    }
}
