//! PostgreSQL for tests: a server of their own, on loopback, in a temporary folder, which ends
//! with the process. It can be killed and started again.

mod programs;
mod proxy;

pub use proxy::{Fault, Proxy};

use programs::{Programs, command};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The name of the role that owns everything; it needs no password on loopback.
pub const ROLE: &str = "visual";

/// How long a server may take to start or to end, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server. Dropping it ends it.
pub struct Postgres {
    directory: TempDir,
    /// Removes the directory where this process ends before it does.
    broom: Child,
    programs: Programs,
    /// What is added to its configuration, as `name=value`.
    settings: Vec<String>,
    pub port: u16,
    child: Option<Child>,
}

/// A database of its own for one test, on the server that all tests of this process share.
/// Nothing, with a loud word, where PostgreSQL is not installed.
pub fn database() -> Option<String> {
    static SHARED: LazyLock<Option<Postgres>> = LazyLock::new(|| Postgres::start(&[]));
    let shared = SHARED.as_ref();
    shared.map(Postgres::database)
}

/// What is said where it is not installed.
const SKIPPED: &str = "SKIPPED: all tests of the journal in PostgreSQL, which is not installed: \
    on Debian, `apt install postgresql`";

/// Whether it is installed, or what to say.
pub fn installed() -> Result<(), &'static str> {
    Programs::find().map(|_| ()).ok_or(SKIPPED)
}

/// Whether tests must fail where it is not installed: the variable `VISUAL_TEST_POSTGRES` is set.
pub fn is_required() -> bool {
    std::env::var_os("VISUAL_TEST_POSTGRES").is_some()
}

impl Postgres {
    /// Starts a server with further settings, such as `max_connections=5`.
    pub fn start(settings: &[&str]) -> Option<Postgres> {
        let Some(programs) = Programs::find() else {
            assert!(!is_required(), "{SKIPPED}");
            eprintln!("{SKIPPED}");
            return None;
        };
        let directory = tempfile::Builder::new().prefix("pg").tempdir().unwrap();
        let broom = broom(directory.path());
        programs.give(directory.path());
        let mut init = command(&programs, "initdb");
        init.args([
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            "--username",
            ROLE,
        ])
        .arg("--pgdata")
        .arg(directory.path().join("data"));
        let made = init.output().unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let mut server = Postgres {
            directory,
            broom,
            programs,
            settings: settings.iter().map(ToString::to_string).collect(),
            port: free_port(),
            child: None,
        };
        server.restart();
        Some(server)
    }

    /// Where its data lies.
    pub fn data(&self) -> std::path::PathBuf {
        self.directory.path().join("data")
    }

    /// A database of its own, as the address of a journal.
    pub fn database(&self) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.query("postgres", &format!("CREATE DATABASE {name}"));
        self.address(&name)
    }

    /// The address of a database.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs statements and returns the rows, a line each.
    pub fn query(&self, database: &str, statements: &str) -> String {
        let told = self.try_query(database, statements);
        told.unwrap_or_else(|error| panic!("{error}"))
    }

    /// The same, or what the server says against it.
    pub fn try_query(&self, database: &str, statements: &str) -> Result<String, String> {
        let done = Command::new(self.programs.path("psql"))
            .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
            .args(["--set=ON_ERROR_STOP=1", "--command", statements])
            .arg(self.address(database))
            .output()
            .unwrap();
        match done.status.success() {
            true => Ok(String::from_utf8(done.stdout).unwrap().trim().to_owned()),
            false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
        }
    }

    /// One of PostgreSQL's programs.
    pub fn program(&self, name: &str) -> std::path::PathBuf {
        self.programs.path(name)
    }

    /// Kills every process of the server, as a power cut does.
    pub fn kill(&mut self) {
        if self.child.is_none() {
            return;
        }
        let processes = self.processes();
        self.signal("KILL");
        self.child.take().unwrap().wait().unwrap();
        // The others are not our children; where nobody waits for them they stay as zombies.
        let is_over = |process: &u32| {
            let stat = std::fs::read_to_string(format!("/proc/{process}/stat"));
            stat.map_or(true, |stat| {
                stat.rsplit(')').next().unwrap().starts_with(" Z")
            })
        };
        until("the server's processes are over", || {
            processes.iter().all(is_over)
        });
    }

    /// Stops every process of the server where it is, as a hung machine does.
    pub fn freeze(&self) {
        self.signal("STOP");
    }

    /// Lets them go on.
    pub fn thaw(&self) {
        self.signal("CONT");
    }

    /// The server's processes at this moment.
    pub fn processes(&self) -> Vec<u32> {
        let main = self.child.as_ref().unwrap().id();
        let children = format!("/proc/{main}/task/{main}/children");
        let children = std::fs::read_to_string(children).unwrap();
        let children = children
            .split_whitespace()
            .map(|each| each.parse().unwrap());
        std::iter::once(main).chain(children).collect()
    }

    fn signal(&self, name: &str) {
        let mut kill = Command::new("sh");
        kill.args([
            "-c",
            "for p in \"$@\"; do kill -s \"$0\" \"$p\"; done",
            name,
        ]);
        // Children may end meanwhile.
        kill.args(self.processes().iter().map(u32::to_string));
        let _ = kill.stderr(Stdio::null()).status().unwrap();
    }

    /// Ends the server at once, without a farewell to its clients.
    pub fn stop(&mut self) {
        let Some(child) = self.child.take() else {
            return;
        };
        let mut stop = command(&self.programs, "pg_ctl");
        stop.args(["stop", "--mode=immediate", "--wait", "--pgdata"])
            .arg(self.data());
        self.child = Some(child);
        self.thaw();
        let mut child = self.child.take().unwrap();
        let _ = stop.output();
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
        }
        child.wait().unwrap();
    }

    /// Starts it, again if it runs, on the same port and with the same data.
    pub fn restart(&mut self) {
        self.stop();
        let settings = self.settings.clone();
        self.start_with(&settings);
    }

    fn start_with(&mut self, settings: &[String]) {
        let mut server = command(&self.programs, "postgres");
        server
            .arg("-D")
            .arg(self.data())
            .args(["-p", &self.port.to_string()]);
        let socket = self.directory.path().display().to_string();
        for setting in [
            format!("unix_socket_directories={socket}"),
            "listen_addresses=127.0.0.1".to_owned(),
            "max_connections=200".to_owned(),
            "shared_buffers=32MB".to_owned(),
            // What was committed survives the end of the process, if not of the machine.
            "fsync=off".to_owned(),
        ]
        .iter()
        .chain(settings)
        {
            server.args(["-c", setting]);
        }
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.directory.path().join("log"))
            .unwrap();
        server
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        self.child = Some(spawn_for_good(server));
        let end = Instant::now() + PATIENCE;
        while !self.answers() {
            let child = self.child.as_mut().unwrap();
            let log = || std::fs::read_to_string(self.directory.path().join("log"));
            assert!(child.try_wait().unwrap().is_none(), "{}", log().unwrap());
            assert!(Instant::now() < end, "the server does not answer");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether it takes statements.
    fn answers(&self) -> bool {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            return false;
        }
        let mut ask = Command::new(self.programs.path("pg_isready"));
        let port = self.port.to_string();
        ask.args(["--quiet", "--host=127.0.0.1", "--port", &port]);
        ask.status().unwrap().success()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
        _ = self.broom.kill();
        _ = self.broom.wait();
    }
}

/// The folder of a socket's path is short, so the data's is too.
impl AsRef<Path> for Postgres {
    fn as_ref(&self) -> &Path {
        self.directory.path()
    }
}

/// Removes a directory when this process has ended, however it ends: a server that is shared is
/// never dropped. The input of the shell is open until then.
fn broom(directory: &Path) -> Child {
    let sweep = "cat >/dev/null; sleep 1; rm -rf -- \"$0\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", sweep]).arg(directory).process_group(0);
    shell.stdin(Stdio::piped());
    shell.stdout(Stdio::null()).stderr(Stdio::null());
    shell.spawn().unwrap()
}

/// Starts a program that the system ends with this process. It does so when the thread that has
/// started it ends, so that is one which stays.
fn spawn_for_good(mut program: Command) -> Child {
    type Order = (Command, mpsc::Sender<std::io::Result<Child>>);
    static STARTER: LazyLock<mpsc::Sender<Order>> = LazyLock::new(|| {
        let (sender, orders) = mpsc::channel::<Order>();
        thread::spawn(move || {
            for (mut program, reply) in orders {
                let _ = reply.send(program.spawn());
            }
        });
        sender
    });
    program.env("LC_ALL", "C");
    let (reply, child) = mpsc::channel();
    STARTER.send((program, reply)).unwrap();
    child.recv().unwrap().unwrap()
}

/// A port that was free a moment ago: PostgreSQL takes none of the system's choice.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Waits until something is so.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "not in time: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_committed_is_there_after_the_server_was_killed() {
        let Some(mut server) = Postgres::start(&[]) else {
            return;
        };
        server.query(
            "postgres",
            "CREATE TABLE t (n integer); INSERT INTO t VALUES (7)",
        );
        for _ in 0..2 {
            server.kill();
            server.restart();
            assert_eq!(server.query("postgres", "SELECT n FROM t"), "7");
        }
        let one = server.database();
        assert_ne!(one, server.database());
    }
}
