//! Names of saved files: the one asked for, with the extension of what came.

use std::path::{Path, PathBuf};

/// Where products go, decided before anything is bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub directory: PathBuf,
    /// The name without extension; a directory was given without one.
    pub stem: Option<String>,
    /// The extension that was asked for.
    pub extension: Option<String>,
}

impl Target {
    /// Reads `-o FILE|DIR`.
    pub fn new(output: &Path) -> Target {
        let ends_open = output.as_os_str().to_string_lossy().ends_with(['/', '\\']);
        if ends_open || output.is_dir() {
            return Target {
                directory: output.to_owned(),
                stem: None,
                extension: None,
            };
        }
        let text = |part: Option<&std::ffi::OsStr>| part.map(|p| p.to_string_lossy().into_owned());
        Target {
            directory: output.parent().unwrap_or(Path::new("")).to_owned(),
            stem: text(output.file_stem()),
            extension: text(output.extension()),
        }
    }

    /// The directory, never empty.
    pub fn directory(&self) -> &Path {
        match self.directory.as_os_str().is_empty() {
            true => Path::new("."),
            false => &self.directory,
        }
    }

    /// The path of a product: `found` is its real extension, `number` is there
    /// if there are several, `stem` stands in where only a directory is known.
    pub fn path(&self, stem: &str, found: Option<&str>, number: Option<usize>) -> PathBuf {
        let stem = self.stem.as_deref().unwrap_or(stem);
        let number = number.map(|n| format!("-{n}")).unwrap_or_default();
        let extension = match (self.extension.as_deref(), found) {
            (Some(asked), Some(found)) if same(asked, found) => asked,
            (_, Some(found)) => found,
            (Some(asked), None) => asked,
            (None, None) => "bin",
        };
        self.directory.join(format!("{stem}{number}.{extension}"))
    }

    /// Whether another extension was asked for than was found.
    pub fn differs(&self, found: &str) -> bool {
        self.extension
            .as_deref()
            .is_some_and(|asked| !same(asked, found))
    }
}

fn same(asked: &str, found: &str) -> bool {
    let asked = asked.to_ascii_lowercase();
    asked == found || (asked == "jpeg" && found == "jpg")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(output: &str, found: Option<&str>, number: Option<usize>) -> String {
        let target = Target::new(Path::new(output));
        target.path("task", found, number).display().to_string()
    }

    #[test]
    fn the_extension_is_that_of_the_content() {
        assert_eq!(path("a/cat.png", Some("png"), None), "a/cat.png");
        assert_eq!(path("cat.png", Some("jpg"), None), "cat.jpg");
        assert_eq!(path("cat.JPEG", Some("jpg"), None), "cat.JPEG");
        assert_eq!(path("cat", Some("mp4"), None), "cat.mp4");
        assert_eq!(path("cat.dat", None, None), "cat.dat");
        assert_eq!(path("cat", None, None), "cat.bin");
        assert_eq!(path("v1.2.png", Some("webp"), None), "v1.2.webp");
    }

    #[test]
    fn several_products_are_numbered() {
        assert_eq!(path("cat.png", Some("png"), Some(1)), "cat-1.png");
        assert_eq!(path("cat.png", Some("jpg"), Some(2)), "cat-2.jpg");
    }

    #[test]
    fn a_directory_gets_names_of_its_own() {
        assert_eq!(path("new/", Some("png"), None), "new/task.png");
        let home = tempfile::tempdir().unwrap();
        let target = Target::new(home.path());
        assert_eq!(
            target.path("t", Some("gif"), Some(3)),
            home.path().join("t-3.gif")
        );
    }

    #[test]
    fn a_different_extension_is_noticed() {
        let target = Target::new(Path::new("cat.png"));
        assert!(target.differs("jpg") && !target.differs("png"));
        assert!(!Target::new(Path::new("cat")).differs("jpg"));
    }
}
