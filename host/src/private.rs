//! Files and directories of the user's own, which nobody else can read.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// The user's directory of this project: in the one that a variable names, else
/// in another of the home directory.
pub(crate) fn place(
    variable: impl Fn(&str) -> Option<OsString>,
    (named, at_home): (&str, &str),
) -> Option<PathBuf> {
    let base = variable(named)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| Some(PathBuf::from(variable("HOME")?).join(at_home)))?;
    base.is_absolute().then(|| base.join("volcengine-visual"))
}

/// Makes a directory, and those above it, for its owner only. One that exists
/// stays as it is.
pub(crate) fn directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes a file, and its directory, for its owner only. One that exists keeps
/// what is in it, and is not opened: to close a file again would give up the
/// locks that SQLite has on it in this process.
pub(crate) fn file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let parent = path.parent();
    if let Some(parent) = parent.filter(|parent| !parent.as_os_str().is_empty()) {
        directory(parent)?;
    }
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => restrict(path, 0o600),
    }
}

/// Takes what exists away from everybody else.
pub(crate) fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_with(variables: &[(&str, &str)]) -> Option<PathBuf> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name)?;
            Some(found.1.into())
        };
        place(variable, ("XDG_CACHE_HOME", ".cache"))
    }

    #[test]
    fn places_lie_with_the_user() {
        let path = |text: &str| Some(PathBuf::from(text));
        let home = ("HOME", "/home/a");
        let at_home = path("/home/a/.cache/volcengine-visual");
        assert_eq!(place_with(&[home]), at_home);
        let named = ("XDG_CACHE_HOME", "/x");
        assert_eq!(place_with(&[home, named]), path("/x/volcengine-visual"));
        let relative = ("XDG_CACHE_HOME", "x");
        assert_eq!(place_with(&[home, relative]), at_home);
        assert_eq!(place_with(&[]), None);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_made_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let made = root.path().join("a/b/c");
        file(&made).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&made), 0o600);
        assert_eq!(mode(made.parent().unwrap()), 0o700);
        fs::write(&made, "kept").unwrap();
        file(&made).unwrap();
        assert_eq!(fs::read(&made).unwrap(), b"kept");
    }
}
