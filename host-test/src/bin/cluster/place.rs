//! Where the cluster lives: its programs, its files, and what it has started.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// How long a program may take to start, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// Programs and directories.
pub struct Place {
    /// `wash`, `nats-server` and a Python.
    tools: PathBuf,
    /// `visual`, beside this program.
    pub visual: PathBuf,
    /// The components.
    pub components: PathBuf,
    /// `deploy/wasmcloud`.
    pub deploy: PathBuf,
    /// Logs, caches and the registry's files.
    directory: PathBuf,
}

impl Place {
    /// From the directories of the installed tools and of the components; what was in
    /// `directory` before is gone, but what it keeps in `home`.
    pub fn new(tools: &Path, components: &Path, directory: &Path) -> Result<Place> {
        let own = std::env::current_exe()?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for old in ["logs", "registry"] {
            let old = directory.join(old);
            if old.exists() {
                fs::remove_dir_all(&old)?;
            }
            fs::create_dir_all(old)?;
        }
        fs::create_dir_all(directory.join("home"))?;
        Ok(Place {
            tools: tools.to_owned(),
            visual: own.with_file_name("visual"),
            components: components.to_owned(),
            deploy: root.join("deploy").join("wasmcloud"),
            directory: directory.canonicalize()?,
        })
    }

    /// A directory of ours.
    pub fn directory(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    /// One of the installed tools.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.tools.join(name)
    }

    /// Starts a program with these variables alone. It ends with its handle, and with this
    /// process; what it says is in a log of this name.
    pub fn start(&self, name: &str, program: &Path, set: impl Fn(&mut Command)) -> Result<Child> {
        let mut command = Command::new("setpriv");
        command.arg("--pdeathsig=KILL").arg(program);
        command.env_clear().kill_on_drop(true);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.directory("home"));
        set(&mut command);
        let path = self.log(name);
        let log = fs::File::options().create(true).append(true).open(path)?;
        command.stdin(Stdio::null());
        command.stdout(log.try_clone()?).stderr(log);
        command
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))
    }

    /// The same with a program that ends by itself, and well.
    pub async fn run(&self, name: &str, program: &Path, set: impl Fn(&mut Command)) -> Result<()> {
        let status = self.start(name, program, set)?.wait().await?;
        ensure!(
            status.success(),
            "{name} failed ({status}); see {}",
            self.log(name).display()
        );
        Ok(())
    }

    /// Where a program's words are.
    pub fn log(&self, name: &str) -> PathBuf {
        self.directory.join("logs").join(format!("{name}.log"))
    }

    /// Returns once something accepts connections.
    pub async fn listens(&self, name: &str, child: &mut Child, address: SocketAddr) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while TcpStream::connect(address).await.is_err() {
            if let Some(status) = child.try_wait()? {
                bail!("{name} ended ({status}); see {}", self.log(name).display());
            }
            ensure!(Instant::now() < end, "{name} does not listen on {address}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }
}

/// An address on loopback whose port was free a moment ago: it stays the same when its owner is
/// started again.
pub fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?)
}
