//! Stands between clients and a server, and breaks their connections at a statement that the test
//! names.

mod frames;

use frames::{Frames, Request};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use crate::{PATIENCE, until};

/// What happens at a statement. A statement is one trip to the server and back: the start of a
/// connection, the preparation of a statement, its execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection is cut, and the server has not seen it.
    CutBefore,
    /// The server has done it; the connection is cut before the client hears of it.
    CutAfter,
    /// The client hears half of the answer.
    CutInAnswer,
    /// Nothing passes any more, on any connection, until the test releases it; the server has not
    /// seen it yet.
    HoldBefore,
    /// The same when the server has done it.
    HoldAfter,
}

/// A port on loopback that leads to a server.
pub struct Proxy {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    server: u16,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Statements that have come since the last plan.
    statements: usize,
    plan: Option<(usize, Fault)>,
    /// Whether the plan is for all statements from there on.
    lasts: bool,
    has_struck: bool,
    is_held: bool,
    is_closed: bool,
    delay: Duration,
    connections: Vec<TcpStream>,
}

impl Proxy {
    /// A proxy before the server at a port.
    pub fn before(server: u16) -> Proxy {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            server,
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let serving = shared.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if serving.state().is_closed {
                    return;
                }
                let shared = serving.clone();
                thread::spawn(move || shared.serve(client));
            }
        });
        Proxy { port, shared }
    }

    /// The address of a journal at the server, by way of this proxy.
    pub fn address(&self, address: &str) -> String {
        let server = format!(":{}/", self.shared.server);
        address.replace(&server, &format!(":{}/", self.port))
    }

    /// From now on, lets this happen at one statement, counted from 0.
    pub fn plan(&self, statement: usize, fault: Fault) {
        let mut state = self.shared.state();
        state.plan = Some((statement, fault));
        (state.statements, state.has_struck, state.lasts) = (0, false, false);
    }

    /// The same at every statement from this one on, until it is released.
    pub fn plan_from(&self, statement: usize, fault: Fault) {
        self.plan(statement, fault);
        self.shared.state().lasts = true;
    }

    /// How many statements came since the last plan.
    pub fn statements(&self) -> usize {
        self.shared.state().statements
    }

    /// Whether the plan has been carried out.
    pub fn has_struck(&self) -> bool {
        self.shared.state().has_struck
    }

    /// Waits until it has.
    pub fn strikes(&self) {
        until("the proxy strikes", || self.has_struck());
    }

    /// Lets nothing pass from now on.
    pub fn hold(&self) {
        self.shared.state().is_held = true;
    }

    /// Forgets the plan, and lets everything pass that is held.
    pub fn release(&self) {
        let mut state = self.shared.state();
        (state.plan, state.is_held) = (None, false);
        self.shared.changed.notify_all();
    }

    /// Passes each statement on so much later, as a slow server does.
    pub fn delay(&self, delay: Duration) {
        self.shared.state().delay = delay;
    }

    /// Cuts all connections.
    pub fn cut(&self) {
        for connection in self.shared.state().connections.drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.state().is_closed = true;
        self.release();
        self.cut();
        // Wakes the listener.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

/// What is to happen to the next answer of one connection.
type Pending = Arc<Mutex<Option<Fault>>>;

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn serve(self: Arc<Shared>, client: TcpStream) {
        self.passes();
        let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.server)) else {
            return;
        };
        for end in [&client, &server] {
            end.set_nodelay(true).unwrap();
            self.state().connections.push(end.try_clone().unwrap());
        }
        let pending = Pending::default();
        let (answers, shared) = (pending.clone(), self.clone());
        let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
        let back = thread::spawn(move || {
            shared.answers(&mut from, &mut to, &answers);
            let _ = to.shutdown(Shutdown::Both);
            let _ = from.shutdown(Shutdown::Both);
        });
        self.requests(&client, &server, &pending);
        let _ = server.shutdown(Shutdown::Both);
        let _ = client.shutdown(Shutdown::Both);
        let _ = back.join();
    }

    /// Passes on what a client sends, until an end is closed.
    fn requests(&self, mut client: &TcpStream, mut server: &TcpStream, pending: &Pending) {
        let (mut frames, mut part) = (Frames::of_client(), [0; 8192]);
        while let Ok(length @ 1..) = client.read(&mut part) {
            frames.push(&part[..length]);
            while let Some(request) = frames.request() {
                let bytes = match request {
                    Request::Other(bytes) => bytes,
                    Request::Statement(bytes) => {
                        match self.strike() {
                            Some(Fault::CutBefore) => return,
                            fault => *pending.lock().unwrap() = fault,
                        }
                        bytes
                    }
                };
                // What is held before the server sees it is not held once more.
                if *pending.lock().unwrap() != Some(Fault::HoldAfter) {
                    self.passes();
                }
                if server.write_all(&bytes).is_err() {
                    return;
                }
            }
        }
    }

    /// Passes on what a server sends, until an end is closed or a fault cuts it.
    fn answers(&self, server: &mut TcpStream, client: &mut TcpStream, pending: &Pending) {
        let (mut frames, mut part) = (Frames::of_server(), [0; 8192]);
        while let Ok(length @ 1..) = server.read(&mut part) {
            frames.push(&part[..length]);
            let fault = *pending.lock().unwrap();
            let bytes = match fault {
                None | Some(Fault::HoldBefore | Fault::CutBefore) => frames.rest(),
                Some(fault) => {
                    let Some(mut answer) = frames.answer() else {
                        continue;
                    };
                    match fault {
                        Fault::CutAfter => return self.struck(),
                        Fault::CutInAnswer => {
                            answer.truncate(answer.len() / 2);
                            let _ = client.write_all(&answer);
                            return self.struck();
                        }
                        _ => self.struck(),
                    }
                    *pending.lock().unwrap() = None;
                    answer
                }
            };
            self.passes();
            if client.write_all(&bytes).is_err() {
                return;
            }
        }
        // A server that died behind a hold is as silent as one that lives.
        self.passes();
        let _ = client.write_all(&frames.rest());
    }

    /// Counts a statement, and says what is to happen to it.
    fn strike(&self) -> Option<Fault> {
        let (number, delay) = {
            let mut state = self.state();
            state.statements += 1;
            (state.statements - 1, state.delay)
        };
        thread::sleep(delay);
        let mut state = self.state();
        let (at, fault) = state.plan?;
        if number < at || (number > at && !state.lasts) {
            return None;
        }
        if matches!(fault, Fault::CutBefore | Fault::HoldBefore) {
            state.has_struck = true;
        }
        state.is_held |= matches!(fault, Fault::HoldBefore | Fault::HoldAfter);
        Some(fault)
    }

    fn struck(&self) {
        self.state().has_struck = true;
    }

    /// Waits while everything is held.
    fn passes(&self) {
        let held = |state: &mut State| state.is_held && !state.is_closed;
        let waited = self
            .changed
            .wait_timeout_while(self.state(), PATIENCE, held)
            .unwrap();
        assert!(!waited.1.timed_out(), "nobody releases the proxy");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Postgres;
    use std::process::Command;

    #[test]
    fn a_statement_is_cut_before_or_after_the_server_sees_it() {
        let Some(server) = Postgres::start(&[]) else {
            return;
        };
        server.query("postgres", "CREATE TABLE t (n integer)");
        let proxy = Proxy::before(server.port);
        let address = proxy.address(&server.address("postgres"));
        let insert = |proxy: &Proxy| {
            let program = server.program("psql");
            let mut psql = Command::new(program);
            psql.args(["--no-psqlrc", "--command", "INSERT INTO t VALUES (1)"]);
            let out = psql
                .arg(proxy.address(&server.address("postgres")))
                .output();
            out.unwrap().status.success()
        };
        assert_ne!(address, server.address("postgres"));
        // The start of the connection, and the statement.
        for (fault, rows, is_told) in [
            (None, "1", true),
            (Some(Fault::CutBefore), "1", false),
            (Some(Fault::CutAfter), "2", false),
            (Some(Fault::CutInAnswer), "3", false),
        ] {
            if let Some(fault) = fault {
                proxy.plan(1, fault);
            }
            assert_eq!(insert(&proxy), is_told, "{fault:?}");
            assert_eq!(server.query("postgres", "SELECT count(*) FROM t"), rows);
            assert_eq!(proxy.has_struck(), fault.is_some());
            proxy.release();
        }
        for (fault, rows) in [(Fault::HoldBefore, "3"), (Fault::HoldAfter, "5")] {
            proxy.plan(1, fault);
            thread::scope(|scope| {
                let told = scope.spawn(|| insert(&proxy));
                proxy.strikes();
                assert_eq!(server.query("postgres", "SELECT count(*) FROM t"), rows);
                proxy.release();
                assert!(told.join().unwrap(), "{fault:?}");
            });
        }
        assert_eq!(proxy.statements(), 2);
    }
}
