//! Names of saved files: the one asked for, with the extension of what came.

use crate::save::tool_facts::ToolFacts;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The extensions that saved images may get.
const PICTURES: &[&str] = &["jpg", "png", "webp", "gif", "bmp", "heic", "heif", "avif"];
/// The extensions that saved videos may get.
const VIDEOS: &[&str] = &["mp4", "mov", "webm"];
/// More endings that are extensions of media, and not a part of the name.
const ALSO: &[&str] = &[
    "jpeg", "jpe", "jfif", "tif", "tiff", "m4v", "mkv", "avi", "bin",
];
/// The extension of a file of an unknown type.
const UNKNOWN: &str = "bin";

/// Where products go, decided before anything is bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    directory: PathBuf,
    /// The name without extension; a directory was given without one.
    stem: Option<OsString>,
    /// The extension that was asked for.
    extension: Option<String>,
}

/// What decides the name of one product.
#[derive(Clone, Copy, Default)]
pub struct Part<'a> {
    /// Stands in for the name where only a directory is known.
    pub stem: &'a str,
    /// The extension by the content, if that is known.
    pub found: Option<&'a str>,
    /// Its number, if there are several.
    pub number: Option<usize>,
    /// How many names were taken already.
    pub taken: usize,
}

impl Target {
    /// Reads `-o FILE|DIR`.
    pub fn new(output: &Path) -> Target {
        let ends_open = output.as_os_str().to_string_lossy().ends_with(['/', '\\']);
        if ends_open || output.is_dir() {
            return Target::directory_only(output);
        }
        let extension = output.extension().and_then(OsStr::to_str);
        let extension = extension.filter(|extension| is_media(extension));
        let stem = match extension {
            Some(_) => output.file_stem(),
            None => output.file_name(),
        };
        Target {
            directory: output.parent().unwrap_or(Path::new("")).to_owned(),
            stem: stem.map(OsStr::to_owned),
            extension: extension.map(str::to_owned),
        }
    }

    /// A directory, in which products get names of their own.
    pub fn directory_only(directory: &Path) -> Target {
        Target {
            directory: directory.to_owned(),
            stem: None,
            extension: None,
        }
    }

    /// The directory, never empty.
    pub fn directory(&self) -> &Path {
        match self.directory.as_os_str().is_empty() {
            true => Path::new("."),
            false => &self.directory,
        }
    }

    /// Whether a directory was given without a name.
    pub fn is_directory(&self) -> bool {
        self.stem.is_none()
    }

    /// The path of a product.
    pub fn path(&self, part: Part<'_>) -> PathBuf {
        let stem = self.stem.as_deref().unwrap_or(OsStr::new(part.stem));
        let extension = match (self.extension.as_deref(), part.found) {
            (Some(asked), Some(found)) if same(asked, found) => asked,
            (_, Some(found)) => found,
            (Some(asked), None) => asked,
            (None, None) => UNKNOWN,
        };
        let mut name = stem.to_owned();
        if let Some(number) = part.number {
            name.push(format!("-{number}"));
        }
        if part.taken > 0 {
            name.push(format!("_{}", part.taken + 1));
        }
        name.push(format!(".{extension}"));
        self.directory.join(name)
    }

    /// Every name that the products of a tool may get.
    pub fn names(&self, tool_facts: &ToolFacts) -> Vec<PathBuf> {
        let found: Vec<&str> = match tool_facts.product.as_str() {
            "image" => PICTURES.to_vec(),
            "video" => VIDEOS.to_vec(),
            _ => [PICTURES, VIDEOS].concat(),
        };
        let found = found.into_iter().map(Some).chain([None]);
        let numbers = (1..=tool_facts.max_media).map(Some);
        let numbers: Vec<_> = match tool_facts.max_media {
            1 => vec![None],
            _ => std::iter::once(None).chain(numbers).collect(),
        };
        let part = |found, number| Part {
            found,
            number,
            ..Part::default()
        };
        found
            .flat_map(|found| numbers.iter().map(move |number| part(found, *number)))
            .map(|part| self.path(part))
            .collect()
    }

    /// Whether another extension was asked for than was found, one that is not of media
    /// included: `a.txt`, but not `v1.2`.
    pub fn differs(&self, found: &str) -> bool {
        match self.extension.as_deref() {
            Some(asked) => !same(asked, found),
            None => {
                let stem = self.stem.as_deref().map(Path::new);
                let extension = stem.and_then(Path::extension).and_then(OsStr::to_str);
                extension.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_alphabetic()))
            }
        }
    }
}

fn is_media(extension: &str) -> bool {
    let extension = extension.to_ascii_lowercase();
    let known = [PICTURES, VIDEOS, ALSO].concat();
    known.contains(&extension.as_str())
}

fn same(asked: &str, found: &str) -> bool {
    let asked = asked.to_ascii_lowercase();
    let jpeg = matches!(asked.as_str(), "jpeg" | "jpe" | "jfif");
    asked == found || (jpeg && found == "jpg") || (asked == "m4v" && found == "mp4")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(output: &str, found: Option<&str>, number: Option<usize>) -> String {
        let part = Part {
            stem: "task",
            found,
            number,
            taken: 0,
        };
        Target::new(Path::new(output))
            .path(part)
            .display()
            .to_string()
    }

    #[test]
    fn the_extension_is_that_of_the_content() {
        assert_eq!(path("a/cat.png", Some("png"), None), "a/cat.png");
        assert_eq!(path("cat.png", Some("jpg"), None), "cat.jpg");
        assert_eq!(path("cat.JPEG", Some("jpg"), None), "cat.JPEG");
        assert_eq!(path("cat", Some("mp4"), None), "cat.mp4");
        assert_eq!(path("cat.png", None, None), "cat.png");
        assert_eq!(path("cat", None, None), "cat.bin");
        assert_eq!(path("v1.2.png", Some("webp"), None), "v1.2.webp");
    }

    #[test]
    fn a_dot_is_no_extension() {
        assert_eq!(path("my.cat", Some("png"), None), "my.cat.png");
        assert_eq!(path("v1.2", Some("jpg"), None), "v1.2.jpg");
        assert_eq!(path("a.b/v1.2", Some("jpg"), Some(3)), "a.b/v1.2-3.jpg");
        assert_eq!(path(".png", Some("png"), None), ".png.png");
        assert_eq!(path("cat.dat", None, None), "cat.dat.bin");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_stays_as_it_is() {
        use std::os::unix::ffi::OsStrExt;
        let part = Part {
            found: Some("png"),
            ..Part::default()
        };
        let target = Target::new(Path::new(OsStr::from_bytes(b"\xff.png")));
        assert_eq!(target.path(part).as_os_str().as_bytes(), b"\xff.png");
    }

    #[test]
    fn several_products_are_numbered() {
        assert_eq!(path("cat.png", Some("png"), Some(1)), "cat-1.png");
        assert_eq!(path("cat.png", Some("jpg"), Some(2)), "cat-2.jpg");
    }

    #[test]
    fn a_taken_name_leads_to_the_next() {
        let part = Part {
            found: Some("png"),
            taken: 1,
            ..Part::default()
        };
        let target = Target::new(Path::new("cat.png"));
        assert_eq!(target.path(part), Path::new("cat_2.png"));
        let one = Part {
            number: Some(1),
            ..part
        };
        assert_eq!(target.path(one), Path::new("cat-1_2.png"));
    }

    #[test]
    fn a_directory_gets_names_of_its_own() {
        assert_eq!(path("new/", Some("png"), None), "new/task.png");
        let home = tempfile::tempdir().unwrap();
        let part = Part {
            stem: "t",
            found: Some("gif"),
            number: Some(3),
            taken: 0,
        };
        let target = Target::new(home.path());
        assert_eq!(target.path(part), home.path().join("t-3.gif"));
    }

    #[test]
    fn a_different_extension_is_noticed() {
        let target = Target::new(Path::new("cat.png"));
        assert!(target.differs("jpg") && !target.differs("png"));
        assert!(!Target::new(Path::new("cat.jpeg")).differs("jpg"));
        assert!(!Target::new(Path::new("cat")).differs("jpg"));
    }

    #[test]
    fn every_name_that_may_be_taken_is_known_beforehand() {
        let names = |product: &str, max_media| {
            let tool_facts = ToolFacts {
                product: product.to_owned(),
                max_media,
                ..ToolFacts::unknown(true)
            };
            Target::new(Path::new("b.jpg")).names(&tool_facts)
        };
        let has = |names: &[PathBuf], name: &str| names.contains(&PathBuf::from(name));
        let one = names("image", 1);
        assert!(has(&one, "b.jpg") && has(&one, "b.png") && !has(&one, "b.mp4"));
        assert!(!has(&one, "b-1.png"));
        let set = names("image", 15);
        assert!(has(&set, "b.png") && has(&set, "b-15.webp") && !has(&set, "b-16.png"));
        assert!(has(&names("video", 1), "b.mp4") && has(&names("any", 1), "b.bmp"));
    }
}
