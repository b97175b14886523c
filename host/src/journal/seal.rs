//! Salted hashes: equal things are recognised within one journal. The salt lies
//! in the same file, so who has the file can test a guess; it keeps journals
//! from being compared, and hashes from being looked up in a table made before.

use sha2::{Digest, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};

/// The journal's salt.
pub(super) struct Seal([u8; 32]);

impl Seal {
    pub(super) fn new(salt: [u8; 32]) -> Seal {
        Seal(salt)
    }

    /// The hash of some texts, for one purpose. Each is preceded by its length,
    /// so that no two lists of texts are the same bytes.
    pub(super) fn hash(&self, purpose: &str, texts: &[&str]) -> String {
        let mut hash = Sha256::new_with_prefix(self.0);
        for text in std::iter::once(&purpose).chain(texts) {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        hex::encode(hash.finalize())
    }
}

/// Bytes that nobody can guess.
pub(super) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Where the system has none, `getrandom` says so at the first call already.
    getrandom::fill(&mut bytes).unwrap_or_else(|error| panic!("no random numbers: {error}"));
    bytes
}

/// A key that nobody else has, such as for a purchase that its caller gave none.
/// It begins with the time: what is written one after the other lies together.
pub(crate) fn random_key() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let ms = since.map_or(0, |since| since.as_millis());
    hex::encode(ms.to_be_bytes().split_at(10).1) + &hex::encode(random::<10>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_equal_hashes_under_one_key_only() {
        let (one, other) = (Seal::new([1; 32]), Seal::new([2; 32]));
        assert_eq!(one.hash("a", &["b", "c"]), one.hash("a", &["b", "c"]));
        assert_ne!(one.hash("a", &["b", "c"]), other.hash("a", &["b", "c"]));
        assert_ne!(one.hash("a", &["bc"]), one.hash("a", &["b", "c"]));
        assert_ne!(one.hash("a", &["b"]), one.hash("b", &["a"]));
        assert_ne!(one.hash("a", &[""]), one.hash("a", &[]));
    }
}
