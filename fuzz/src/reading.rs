//! A second reading of base64 and of answers, by other crates and in the plainest way.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

const FILES: &str = "binary_data_base64";

/// The bytes of standard base64, with or without its padding.
pub fn bytes(text: &[u8]) -> Option<Vec<u8>> {
    let padding = DecodePaddingMode::Indifferent;
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(padding);
    GeneralPurpose::new(&STANDARD, config).decode(text).ok()
}

/// The bytes of padded base64 whose last character may hold bits that mean nothing.
pub fn padded(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&STANDARD, config).decode(text).ok()
}

/// The bytes of base64 as people have it.
pub fn loose(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let text = match text.get(..5) {
        Some(head) if head.eq_ignore_ascii_case("data:") => {
            let (head, body) = text[5..].split_once(',')?;
            let picture = head.starts_with("image/") && head.ends_with(";base64");
            picture.then_some(body)?
        }
        _ => text,
    };
    let text = text.replace([' ', '\t', '\r', '\n'], "");
    let text = text.replace('-', "+").replace('_', "/");
    let text = text.trim_end_matches('=');
    padded(&format!("{text}{}", "=".repeat((4 - text.len() % 4) % 4)))
}

/// What is left of an answer without its files, and the files, `None` for one that
/// is damaged. Nothing where the answer is no JSON, or names its files in a way that
/// readers may take differently.
pub fn answer(body: &[u8]) -> Option<(Value, Vec<Option<Vec<u8>>>)> {
    let body = str::from_utf8(body).ok()?;
    let once = |name: &str| body.matches(name).count() == 1;
    // An escaped letter could spell one of the names a second time.
    let harmless = [
        "\\u003d", "\\u003D", "\\u002b", "\\u002B", "\\u002f", "\\u002F",
    ];
    let escapes = body.matches("\\u00").count();
    let known: usize = harmless
        .iter()
        .map(|known| body.matches(known).count())
        .sum();
    if !once(FILES) || !once("\"data\"") || escapes > known {
        return None;
    }
    let mut tree: Value = serde_json::from_str(body).ok()?;
    let items = match tree.get_mut("data")?.get_mut(FILES)? {
        Value::Array(items) => items.as_mut_slice(),
        single => std::slice::from_mut(single),
    };
    if items.iter().any(|item| item.is_array() || item.is_object()) {
        return None;
    }
    let mut files = Vec::new();
    for item in items {
        if let Value::String(text) = item {
            files.push(bytes(text.replace(['\r', '\n'], "").as_bytes()));
            text.clear();
        }
    }
    // An empty text stands for no file.
    files.retain(|file| file.as_ref().is_none_or(|bytes| !bytes.is_empty()));
    Some((tree, files))
}
