//! A file that is either complete under its name, or not there at all.

use std::io;
use std::path::Path;
use tempfile::{Builder, TempPath};

/// A file that is being written, beside its target. Dropped without
/// [`persist`](PartialFile::persist), it is removed.
pub struct PartialFile {
    /// Where to write.
    pub file: tokio::fs::File,
    /// Its name, until it has its own.
    temporary: Option<TempPath>,
}

impl PartialFile {
    /// Creates a file in `directory`.
    pub async fn in_directory(directory: &Path) -> io::Result<PartialFile> {
        PartialFile::create(directory, 0o666).await
    }

    /// Creates a file in `directory` that only its owner can read and write.
    pub async fn private_in(directory: &Path) -> io::Result<PartialFile> {
        PartialFile::create(directory, 0o600).await
    }

    /// A caller that goes away in between leaves no file: what was created is
    /// dropped by the thread that created it.
    async fn create(directory: &Path, mode: u32) -> io::Result<PartialFile> {
        let directory = directory.to_owned();
        run(move || {
            let mut builder = Builder::new();
            builder.prefix(".visual-").suffix(".part").rand_bytes(16);
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
            #[cfg(not(unix))]
            let _ = mode;
            let (file, path) = builder.tempfile_in(directory)?.into_parts();
            Ok(PartialFile {
                file: tokio::fs::File::from_std(file),
                temporary: Some(path),
            })
        })
        .await
    }

    /// Where the file is for now; empty once it has its name.
    pub fn path(&self) -> &Path {
        self.temporary.as_deref().unwrap_or(Path::new(""))
    }

    /// Gives the file its name. An existing file, or a link to nothing, is
    /// replaced only on request; otherwise the error is `AlreadyExists`, and
    /// another name can be tried.
    pub async fn persist(&mut self, target: &Path, replace: bool) -> io::Result<()> {
        self.file.sync_all().await?;
        let named = || io::Error::other("it has its name already");
        let path = self.temporary.take().ok_or_else(named)?;
        let target = target.to_owned();
        let persisted = run(move || {
            Ok(if replace {
                path.persist(&target)
            } else {
                match path.persist_noclobber(&target) {
                    // Some file systems have neither hard links nor renames that replace nothing.
                    Err(failed)
                        if failed.error.kind() != io::ErrorKind::AlreadyExists
                            && std::fs::symlink_metadata(&target).is_err() =>
                    {
                        failed.path.persist(&target)
                    }
                    persisted => persisted,
                }
            })
        });
        persisted.await?.map_err(|failed| {
            self.temporary = Some(failed.path);
            failed.error
        })
    }
}

/// Runs what may block.
async fn run<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(io::Error::other).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncWriteExt;

    async fn partial(directory: &Path) -> PartialFile {
        let mut partial = PartialFile::in_directory(directory).await.unwrap();
        partial.file.write_all(b"new").await.unwrap();
        partial.file.flush().await.unwrap();
        partial
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(directory).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn dropped_it_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        drop(partial(home.path()).await);
        assert!(names(home.path()).is_empty());
    }

    #[tokio::test]
    async fn an_existing_file_is_kept_unless_asked() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("a.png");
        std::fs::write(&target, "old").unwrap();
        let mut other = partial(home.path()).await;
        let error = other.persist(&target, false).await;
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "old");
        // Nothing is lost by the first try.
        let free = home.path().join("b.png");
        other.persist(&free, false).await.unwrap();
        drop(other);
        assert_eq!(std::fs::read_to_string(&free).unwrap(), "new");
        partial(home.path())
            .await
            .persist(&target, true)
            .await
            .unwrap();
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "new");
        assert_eq!(names(home.path()), ["a.png", "b.png"]);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_dangling_link_is_a_taken_name() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("a.png");
        std::os::unix::fs::symlink("nowhere", &target).unwrap();
        let error = partial(home.path()).await.persist(&target, false).await;
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(names(home.path()), ["a.png"]);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_private_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let mut private = PartialFile::private_in(home.path()).await.unwrap();
        let target = home.path().join("a.png");
        private.persist(&target, false).await.unwrap();
        let mode = std::fs::metadata(&target).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
