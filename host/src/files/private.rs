//! Files and directories of the user's own, which nobody else can read.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// The user's directory of this project: in the one that a variable names, else
/// in another of the home directory.
pub(crate) fn user_directory(
    variable: impl Fn(&str) -> Option<OsString>,
    (named, at_home): (&str, &str),
) -> Option<PathBuf> {
    let base = variable(named)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| {
            let windows = || variable("USERPROFILE").filter(|_| cfg!(windows));
            let home = variable("HOME").or_else(windows)?;
            Some(PathBuf::from(home).join(at_home))
        })?;
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

/// Makes an empty file, and its directory, for its owner only. What exists is
/// neither opened nor changed: `AlreadyExists`.
pub(crate) fn create(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let parent = path.parent();
    if let Some(parent) = parent.filter(|parent| !parent.as_os_str().is_empty()) {
        directory(parent)?;
    }
    options.open(path).map(drop)
}

/// Whether other users can write into a directory, or have written: why it is
/// not to be trusted, if so.
#[cfg(unix)]
pub(crate) fn check_private(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let directory = fs::canonicalize(directory)?;
    let mode = fs::metadata(&directory)?.mode();
    let entered = mode & 0o011 != 0;
    let mut trusted = vec![0];
    trusted.extend(own_id(&directory));
    let mut left = vec![directory];
    while let Some(path) = left.pop() {
        let found = match fs::symlink_metadata(&path) {
            // It was cleaned up in between.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            found => found?,
        };
        let fault = if !trusted.contains(&found.uid()) {
            "belongs to another user"
        } else if !found.is_dir() && !found.is_file() {
            "is neither a file nor a directory"
        } else if found.mode() & 0o022 != 0 && (entered || mode & 0o022 != 0) {
            "can be written by other users"
        } else {
            if found.is_dir() {
                for entry in fs::read_dir(&path)? {
                    left.push(entry?.path());
                }
            }
            continue;
        };
        return Err(io::Error::other(format!("{} {fault}", path.display())));
    }
    Ok(())
}

/// Other systems give each user directories of their own.
#[cfg(not(unix))]
pub(crate) fn check_private(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The user of this process, who owns the files that it makes; nobody if it
/// can make none there.
#[cfg(unix)]
fn own_id(directory: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let probe = directory.join(format!(".{}", crate::journal::random_key()));
    create(&probe).ok()?;
    let found = fs::symlink_metadata(&probe);
    _ = fs::remove_file(&probe);
    Some(found.ok()?.uid())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_with(variables: &[(&str, &str)]) -> Option<PathBuf> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name)?;
            Some(found.1.into())
        };
        user_directory(variable, ("XDG_CACHE_HOME", ".cache"))
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
        create(&made).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&made), 0o600);
        assert_eq!(mode(made.parent().unwrap()), 0o700);
        fs::write(&made, "kept").unwrap();
        let again = create(&made).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&made).unwrap(), b"kept");
    }

    #[cfg(unix)]
    fn set_mode(path: &Path, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn what_others_can_write_is_not_private() {
        let root = tempfile::tempdir().unwrap();
        let (top, within) = (root.path().join("top"), root.path().join("top/a/b"));
        create(&within).unwrap();
        check_private(&top).unwrap();
        for (path, mode) in [(&top, 0o770), (&top, 0o702), (&top, 0o777)] {
            set_mode(path, mode);
            let error = check_private(&top).unwrap_err().to_string();
            assert!(error.contains("written by other users"), "{error}");
        }
        for (mode, private) in [(0o700, true), (0o755, false)] {
            set_mode(&top, mode);
            set_mode(&within, 0o666);
            assert_eq!(check_private(&top).is_ok(), private, "{mode:o}");
        }
        set_mode(&within, 0o644);
        check_private(&top).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", top.join("link")).unwrap();
        assert!(check_private(&top).is_err());
    }

    /// Only root can give a file to another user.
    #[cfg(unix)]
    #[test]
    fn what_another_user_planted_is_not_private() {
        let root = tempfile::tempdir().unwrap();
        let (top, within) = (root.path().join("top"), root.path().join("top/a/b"));
        create(&within).unwrap();
        if own_id(&top) != Some(0) {
            return;
        }
        for planted in [&within, &top] {
            std::os::unix::fs::chown(planted, Some(12_345), None).unwrap();
            let error = check_private(&top).unwrap_err().to_string();
            assert!(error.contains("another user"), "{error}");
            std::os::unix::fs::chown(planted, Some(0), None).unwrap();
            check_private(&top).unwrap();
        }
    }
}
