//! Where PostgreSQL's programs are, and as whom they run: its server refuses to run as root.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian has them, a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// `nobody`, which every Linux has.
const NOBODY: u32 = 65534;

/// PostgreSQL's programs.
pub struct Programs {
    folder: PathBuf,
    /// Whether this process is root, and they must not be.
    is_root: bool,
}

impl Programs {
    /// The newest that are installed.
    pub fn find() -> Option<Programs> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders: Vec<PathBuf> = std::fs::read_dir(DEBIAN)
            .into_iter()
            .flatten()
            .flatten()
            .map(|version| version.path().join("bin"))
            .collect();
        folders.sort();
        folders.reverse();
        folders.extend(std::env::split_paths(&path));
        let has = |folder: &PathBuf| {
            let programs = ["postgres", "initdb", "pg_ctl", "psql", "pg_isready"];
            programs.iter().all(|name| folder.join(name).is_file())
        };
        let folder = folders.into_iter().find(has)?;
        Some(Programs {
            folder,
            is_root: is_root(),
        })
    }

    /// One of them.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Gives a folder to whom they run as.
    pub fn give(&self, folder: &Path) {
        if self.is_root {
            #[cfg(unix)]
            std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
            #[cfg(not(unix))]
            unreachable!("{folder:?} is nobody's");
        }
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// A program that may not run as root, and ends with this process.
pub fn command(programs: &Programs, name: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=KILL");
    if programs.is_root {
        let (user, group) = (format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"));
        command.args([user, group, "--clear-groups".to_owned()]);
    }
    command.arg(programs.path(name));
    command.current_dir("/");
    command
}
