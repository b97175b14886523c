//! Files that were dropped on a form. They stay here until the form is sent, so that a form
//! which is shown again has lost nothing. Memory only.

use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use volcengine_visual::input::picture::image_info;

/// How many bytes of files are kept; the oldest go first.
const MAX_BYTES: usize = 256 << 20;
/// The most bytes of one file, which is more than any tool takes.
pub const MAX_FILE: usize = 48 << 20;

/// A file that was given.
#[derive(Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name for a form: a hash of its content and of whose it is.
    pub id: String,
    /// The name that it had, for people.
    pub name: String,
    pub bytes: Vec<u8>,
    /// Its media type, if it is an image that is known.
    pub mime_type: Option<&'static str>,
    /// Width and height, as it is stored.
    pub size: Option<(u64, u64)>,
}

/// The files of all tenants.
#[derive(Default)]
pub struct Uploads(Mutex<VecDeque<(String, Arc<Upload>)>>);

impl Uploads {
    /// Keeps a file of a tenant.
    pub fn put(&self, tenant: &str, name: &str, bytes: Vec<u8>) -> Arc<Upload> {
        let mut hash = Sha256::new();
        hash.update((tenant.len() as u64).to_le_bytes());
        hash.update(tenant);
        hash.update(&bytes);
        let id: String = hash
            .finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let info = image_info(&bytes).ok();
        let upload = Arc::new(Upload {
            id: id.clone(),
            name: name.chars().take(120).collect(),
            mime_type: info.as_ref().map(|info| info.mime_type),
            size: info.map(|info| (info.width, info.height)),
            bytes,
        });
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(owner, known)| owner != tenant || known.id != id);
        all.push_back((tenant.to_owned(), upload.clone()));
        let mut total: usize = all.iter().map(|(_, upload)| upload.bytes.len()).sum();
        while total > MAX_BYTES && all.len() > 1 {
            total -= all.pop_front().map_or(0, |(_, upload)| upload.bytes.len());
        }
        upload
    }

    /// A file of a tenant.
    pub fn get(&self, tenant: &str, id: &str) -> Option<Arc<Upload>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_meant =
            |(owner, upload): &&(String, Arc<Upload>)| owner == tenant && upload.id == id;
        all.iter().find(is_meant).map(|(_, upload)| upload.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_its_tenant() {
        let uploads = Uploads::default();
        let upload = uploads.put("a", "cat.png", b"no picture".to_vec());
        assert_eq!(upload.mime_type, None);
        assert_eq!(uploads.get("a", &upload.id), Some(upload.clone()));
        assert_eq!(uploads.get("b", &upload.id), None);
        let other = uploads.put("b", "cat.png", b"no picture".to_vec());
        assert_ne!(other.id, upload.id);
    }

    #[test]
    fn the_oldest_files_make_room() {
        let uploads = Uploads::default();
        let file = |first: u8| {
            let mut bytes = vec![0; MAX_BYTES / 3];
            bytes[0] = first;
            uploads.put("a", "film", bytes)
        };
        let first = file(1).id.clone();
        let last: Vec<_> = (2..5).map(|number| file(number).id.clone()).collect();
        assert!(uploads.get("a", &first).is_none());
        assert!(last.iter().all(|id| uploads.get("a", id).is_some()));
    }
}
