//! Random numbers: salts, names of processes, and keys of purchases.

use std::time::{SystemTime, UNIX_EPOCH};

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
