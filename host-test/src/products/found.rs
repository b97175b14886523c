//! Products on disk, and in what was printed.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::product;

/// What lies below a directory.
#[derive(Debug, Default)]
pub struct Found {
    /// Whole pictures.
    pub products: Vec<PathBuf>,
    /// Half-written files.
    pub parts: u64,
}

impl Found {
    /// Looks at every file below a directory, which need not be there.
    pub fn below(directory: &Path) -> Found {
        let mut found = Found::default();
        let mut open = vec![directory.to_owned()];
        while let Some(path) = open.pop() {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            if path.is_dir() {
                let entries = fs::read_dir(&path).into_iter().flatten().flatten();
                open.extend(entries.map(|entry| entry.path()));
            } else if name.is_some_and(|name| name.ends_with(".part")) {
                found.parts += 1;
            } else if fs::read(&path).is_ok_and(|bytes| is_whole(&bytes)) {
                found.products.push(path);
            }
        }
        found
    }

    /// Both.
    pub fn and(mut self, other: Found) -> Found {
        self.products.extend(other.products);
        self.parts += other.parts;
        self
    }

    /// Whether its owner alone can read a file.
    pub fn is_private(path: &Path) -> bool {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).is_ok_and(|there| there.permissions().mode() & 0o077 == 0)
    }

    /// How many products a text holds, as base64.
    pub fn printed(text: &str) -> u64 {
        let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        let parts = text
            .split(|c| !is_base64(c))
            .filter(|part| part.len() > 1_000);
        let files = parts.filter_map(|part| STANDARD.decode(part).ok());
        files.filter(|bytes| is_whole(bytes)).count() as u64
    }
}

/// Whether this is a picture with its end.
fn is_whole(bytes: &[u8]) -> bool {
    let ends = bytes.ends_with(b"IEND\xaeB`\x82") || bytes.ends_with(b"\xff\xd9");
    ends && product::file(bytes).size.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde";

    fn picture() -> Vec<u8> {
        let text = [0; 2_000];
        [PNG, &text, b"\0\0\0\0IEND\xaeB`\x82"].concat()
    }

    #[test]
    fn whole_pictures_count_and_others_do_not() {
        let home = tempfile::tempdir().unwrap();
        let place = |name: &str| home.path().join(name);
        fs::create_dir(place("deep")).unwrap();
        fs::write(place("deep/a.png"), picture()).unwrap();
        fs::write(place("cut.png"), PNG).unwrap();
        fs::write(place(".visual-1.part"), picture()).unwrap();
        let found = Found::below(home.path());
        assert_eq!(
            (found.products, found.parts),
            (vec![place("deep/a.png")], 1)
        );
        assert!(Found::below(&place("none")).products.is_empty());
    }

    #[test]
    fn printed_pictures_are_found() {
        let text = STANDARD.encode(picture());
        let told = format!("{{\"base64\":\"{text}\"}}\ndata:image/png;base64,{text}\n");
        assert_eq!(Found::printed(&told), 2);
        assert_eq!(Found::printed(&told[..1_500]), 0);
    }
}
