//! Salted hashes: equal things are recognised within one journal. The salt lies in the journal too,
//! so who has it can test a guess; it keeps journals from being compared, and hashes from being
//! looked up in a table made before.

use sha2::{Digest, Sha256};

/// The journal's salt.
pub struct Seal([u8; 32]);

impl Seal {
    /// A seal with this salt.
    pub fn new(salt: [u8; 32]) -> Seal {
        Seal(salt)
    }

    /// A seal with this salt, in hexadecimal digits.
    pub fn from_hex(salt: &str) -> Option<Seal> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(salt, &mut bytes).ok()?;
        Some(Seal(bytes))
    }

    /// The hash of some texts, for one purpose. Each is preceded by its length,
    /// so that no two lists of texts are the same bytes.
    pub fn hash(&self, purpose: &str, texts: &[&str]) -> String {
        let mut hash = Sha256::new_with_prefix(self.0);
        for text in std::iter::once(&purpose).chain(texts) {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        hex::encode(hash.finalize())
    }
}

impl Seal {
    /// A tenant.
    pub fn tenant(&self, tenant: &str) -> String {
        self.hash("tenant", &[tenant])
    }

    /// A tenant's account, or its access key id in the account's place, and a tool.
    pub fn scope(&self, tenant: &str, account: &str, tool: &str) -> String {
        self.hash("scope", &[tenant, account, tool])
    }

    /// A tenant's account, whatever the tool.
    pub fn payer(&self, tenant: &str, account: &str) -> String {
        self.hash("payer", &[tenant, account])
    }

    /// A digest of arguments.
    pub fn arguments(&self, digest: &[u8]) -> String {
        self.hash("arguments", &[&hex::encode(digest)])
    }

    /// What a task is found by: the service gives ids within a tool, and another endpoint may be
    /// another service.
    pub fn job(&self, tool: &str, id: &str, endpoint: &str) -> String {
        let endpoint = self.hash("endpoint", &[endpoint]);
        format!("{tool} {id} {endpoint}")
    }

    /// An access key id, of whichever tenant.
    pub fn access_key(&self, id: &str) -> String {
        self.hash("access key", &[id])
    }

    /// An account's name, of whichever tenant.
    pub fn account(&self, account: &str) -> String {
        self.hash("account", &[account])
    }

    /// What has a quota: an account and a tool, of whichever tenant.
    pub fn quota(&self, account: &str, tool: &str) -> String {
        self.hash("quota", &[account, tool])
    }
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
