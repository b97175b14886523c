//! A file that is either complete under its name, or not there at all.

use std::io;
use std::path::{Path, PathBuf};

/// A file in the making, beside its target. Dropped without
/// [`persist`](PartialFile::persist), it is removed.
pub struct PartialFile {
    /// Where to write.
    pub file: tokio::fs::File,
    path: PathBuf,
}

impl PartialFile {
    /// Begins a file in `directory`.
    pub async fn in_directory(directory: &Path) -> io::Result<PartialFile> {
        let name = hex::encode(getrandom::u64().map_err(io::Error::other)?.to_be_bytes());
        let path = directory.join(format!(".visual-{name}.part"));
        let mut options = tokio::fs::OpenOptions::new();
        options.write(true).create_new(true);
        let file = options.open(&path).await?;
        Ok(PartialFile { file, path })
    }

    /// Where the file is for now.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the file its name. An existing file is replaced only on request.
    pub async fn persist(self, target: &Path, replace: bool) -> io::Result<()> {
        self.file.sync_all().await?;
        if replace {
            return tokio::fs::rename(&self.path, target).await;
        }
        match tokio::fs::hard_link(&self.path, target).await {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) => Ok(()),
            // Some file systems have no hard links.
            Err(_) if tokio::fs::try_exists(target).await? => {
                Err(io::ErrorKind::AlreadyExists.into())
            }
            Err(_) => tokio::fs::rename(&self.path, target).await,
        }
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        _ = std::fs::remove_file(&self.path);
    }
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
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
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
        let error = partial(home.path()).await.persist(&target, false).await;
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "old");
        let replaced = partial(home.path()).await.persist(&target, true).await;
        replaced.unwrap();
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "new");
        assert_eq!(names(home.path()), ["a.png"]);
    }
}
