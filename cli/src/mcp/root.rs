//! The directory that a server may use.

use crate::output::language::{Message, message};
use std::io;
use std::path::{Component, Path, PathBuf};
use visual_host::io_error_zh;

/// A directory. Paths are relative to it, and neither leave it nor follow symbolic links.
#[derive(Debug)]
pub struct Root(PathBuf);

impl Root {
    /// The directory, which must exist.
    pub fn new(directory: &Path) -> io::Result<Root> {
        let directory = directory.canonicalize()?;
        match directory.is_dir() {
            true => Ok(Root(directory)),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// The path of a file that is there.
    pub fn existing(&self, text: &str) -> Result<PathBuf, Message> {
        let path = self.resolve(text)?;
        match path.metadata() {
            Ok(metadata) if metadata.is_file() => Ok(path),
            Ok(_) => Err(message!("`{text}` is not a file", "`{text}` 不是文件")),
            Err(error) => Err(unreadable(text, &error)),
        }
    }

    /// The path of a file or directory that may be there. A `/` at its end stays.
    pub fn place(&self, text: &str) -> Result<PathBuf, Message> {
        let path = self.resolve(text)?;
        let is_directory = text.ends_with('/') || path == self.0;
        match is_directory {
            true => Ok(path.join("")),
            false => Ok(path),
        }
    }

    /// A path below the directory as clients know it.
    pub fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.0).unwrap_or(path);
        below.display().to_string()
    }

    fn resolve(&self, text: &str) -> Result<PathBuf, Message> {
        let mut path = self.0.clone();
        for component in Path::new(text).components() {
            match component {
                Component::CurDir => continue,
                Component::Normal(name) => path.push(name),
                _ => {
                    return Err(message!(
                        "`{text}` must be a path relative to the server's root, without `..`",
                        "`{text}` 必须是相对于服务器根目录的路径，且不含 `..`"
                    ));
                }
            }
            match path.symlink_metadata() {
                Ok(metadata) if metadata.is_symlink() => {
                    return Err(message!(
                        "`{text}` leads through a symbolic link, which is not followed",
                        "`{text}` 经过符号链接，不予访问"
                    ));
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(unreadable(text, &error)),
            }
        }
        Ok(path)
    }
}

fn unreadable(text: &str, error: &io::Error) -> Message {
    let zh = io_error_zh(error);
    message!(
        "`{text}` cannot be used: {error}",
        "无法使用 `{text}`：{zh}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_below_it_are_found() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::create_dir(directory.path().join("in")).unwrap();
        std::fs::write(directory.path().join("in/cat.png"), "x").unwrap();
        let root = Root::new(directory.path()).unwrap();
        let found = root.existing("./in/cat.png").unwrap();
        assert_eq!(root.shown(&found), "in/cat.png");
        assert!(root.place("out.png").unwrap().ends_with("out.png"));
        for place in ["in/", ".", "./"] {
            let place = root.place(place).unwrap();
            assert!(place.to_string_lossy().ends_with('/'), "{place:?}");
        }
        for absent in ["in/dog.png", "in", ""] {
            assert!(root.existing(absent).is_err(), "{absent}");
        }
    }

    #[test]
    fn no_path_leaves_it() {
        let directory = tempfile::tempdir().unwrap();
        let inside = directory.path().join("inside");
        std::fs::create_dir(&inside).unwrap();
        std::fs::write(directory.path().join("secret.png"), "x").unwrap();
        let root = Root::new(&inside).unwrap();
        for path in [
            "../secret.png",
            "a/../../secret.png",
            "/etc/passwd",
            "..",
            "./../secret.png",
        ] {
            assert!(root.existing(path).is_err(), "{path}");
            assert!(root.place(path).is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let directory = tempfile::tempdir().unwrap();
        let inside = directory.path().join("inside");
        std::fs::create_dir(&inside).unwrap();
        std::fs::write(directory.path().join("secret.png"), "x").unwrap();
        symlink(directory.path(), inside.join("up")).unwrap();
        symlink(directory.path().join("secret.png"), inside.join("link.png")).unwrap();
        symlink(inside.join("nowhere"), inside.join("dangling")).unwrap();
        let root = Root::new(&inside).unwrap();
        for path in ["up/secret.png", "link.png", "dangling", "up/new.png", "up/"] {
            assert!(root.existing(path).is_err(), "{path}");
            assert!(root.place(path).is_err(), "{path}");
        }
    }
}
