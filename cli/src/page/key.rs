//! Keys of forms. A form has one key, so that a double click or a reload buys once; with other
//! arguments, the same form is another purchase.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// How long the key of a form is, in characters.
const LENGTH: usize = 24;

/// A key for one form.
pub fn new() -> Option<String> {
    let mut bytes = [0; LENGTH / 2];
    getrandom::fill(&mut bytes).ok()?;
    Some(hex(&bytes))
}

/// Whether a text is such a key.
pub fn is_valid(key: &str) -> bool {
    key.len() == LENGTH && key.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The idempotency key of what a form orders.
pub fn of_form(form_key: &str, order: &impl Serialize) -> String {
    let order = serde_json::to_vec(order).unwrap_or_default();
    let hash = Sha256::digest(&order);
    let hash = hex(hash.get(..6).unwrap_or_default());
    format!("page-{form_key}-{hash}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_with_the_same_arguments_is_one_purchase() {
        let key = new().unwrap();
        assert!(is_valid(&key) && !is_valid("x") && !is_valid(&"é".repeat(12)));
        assert_eq!(of_form(&key, &"a"), of_form(&key, &"a"));
        assert_ne!(of_form(&key, &"a"), of_form(&key, &"b"));
        assert_ne!(of_form(&key, &"a"), of_form(&new().unwrap(), &"a"));
    }
}
