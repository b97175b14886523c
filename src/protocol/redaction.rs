//! Hides what an answer repeats of the request's secrets, as they were sent or
//! in another writing: hexadecimal, base64, percent-encoded, in either case.

use std::fmt;
use std::ops::Range;

use base64_simd::STANDARD;
use serde_json::{Map, Value};

use visual_catalog::json_text;

/// A shared piece this long is no accident.
const PIECE: usize = 16;
/// Pieces are looked for by so many of their bytes.
const BLOCK: usize = 8;

/// In how many groups blocks are kept: as many as one byte counts.
const GROUPS: usize = 256;

/// What no message may repeat. The empty one hides nothing.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Every way to write each secret, case-folded.
    forms: Vec<Vec<u8>>,
    /// Blocks of the forms, so close together that every piece holds one.
    blocks: Vec<Block>,
    /// The first block of each group.
    groups: Vec<usize>,
}

/// What ends a group: no block has this number.
const NO_BLOCK: usize = usize::MAX;

/// Some bytes of a form.
#[derive(Clone, Copy)]
struct Block {
    bytes: u64,
    /// The number of the form, and the block's place there.
    form: usize,
    at: usize,
    /// The next block of the same group.
    next: usize,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}

impl Secrets {
    /// These secrets. A text that is shorter than 8 bytes could be any word, and
    /// is none.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Secrets {
        let mut all = Secrets {
            forms: Vec::new(),
            blocks: Vec::new(),
            groups: vec![NO_BLOCK; GROUPS],
        };
        for secret in secrets {
            all.add_secret(secret.as_bytes());
        }
        all
    }

    fn add_secret(&mut self, secret: &[u8]) {
        if secret.len() < BLOCK {
            return;
        }
        self.add(secret.to_vec());
        for percent in [Percent::Some, Percent::All, Percent::None] {
            self.add(encoded(secret, percent));
        }
        self.add_base64(secret);
        // A signature is hexadecimal itself.
        if let Ok(raw) = hex::decode(secret) {
            self.add_base64(&raw);
        }
    }

    /// What of a secret shows in base64, wherever it stands among other bytes.
    fn add_base64(&mut self, bytes: &[u8]) {
        for skip in 0..3 {
            let rest = bytes.get(skip..).unwrap_or_default();
            let whole = rest.get(..rest.len() / 3 * 3).unwrap_or_default();
            self.add(STANDARD.encode_to_string(whole).into_bytes());
        }
    }

    fn add(&mut self, mut form: Vec<u8>) {
        form.iter_mut().for_each(|byte| *byte = level(*byte));
        let Some(stride) = form.len().min(PIECE).checked_sub(BLOCK) else {
            return;
        };
        // Of a secret of letters and digits two writings are one.
        if self.forms.contains(&form) {
            return;
        }
        let windows = form.windows(BLOCK).enumerate().step_by(stride + 1);
        for (at, block) in windows {
            let bytes = block
                .iter()
                .fold(0, |bytes, byte| bytes << 8 | u64::from(*byte));
            if let Some(first) = self.groups.get_mut(group(bytes)) {
                let next = std::mem::replace(first, self.blocks.len());
                let form = self.forms.len();
                self.blocks.push(Block {
                    bytes,
                    form,
                    at,
                    next,
                });
            }
        }
        self.forms.push(form);
    }

    /// Overwrites with `*` every piece of a secret; whether there was one.
    pub fn hide(&self, text: &mut String) -> bool {
        let found = self.find(text.as_bytes());
        if found.is_empty() {
            return false;
        }
        let mut bytes = std::mem::take(text).into_bytes();
        for range in found {
            if let Some(piece) = bytes.get_mut(range) {
                piece.fill(b'*');
            }
        }
        // Secrets are ASCII: no other character was cut.
        *text = String::from_utf8(bytes).unwrap_or_default();
        true
    }

    /// The same in every text of a value, names included, and in texts that are
    /// JSON themselves.
    pub fn hide_in(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => self.hide(text) | self.hide_inside(text),
            Value::Array(list) => {
                let hidden = |found, item: &mut Value| self.hide_in(item) | found;
                list.iter_mut().fold(false, hidden)
            }
            Value::Object(object) => self.hide_members(object),
            _ => false,
        }
    }

    /// The same in a text of JSON, where escapes may hide a secret.
    fn hide_inside(&self, text: &mut String) -> bool {
        let begins = text.trim_start().starts_with(['{', '[']);
        if self.forms.is_empty() || !begins || !text.contains('\\') {
            return false;
        }
        let Ok(mut inner) = json_text::parse(text) else {
            return false;
        };
        let found = self.hide_in(&mut inner);
        if found {
            *text = inner.to_string();
        }
        found
    }

    /// The same in every member of an object.
    pub fn hide_members(&self, object: &mut Map<String, Value>) -> bool {
        let hidden = |found, value: &mut Value| self.hide_in(value) | found;
        let found = object.values_mut().fold(false, hidden);
        let named = |name: &String| !self.find(name.as_bytes()).is_empty();
        if !object.keys().any(named) {
            return found;
        }
        for (mut name, value) in std::mem::take(object) {
            self.hide(&mut name);
            object.insert(name, value);
        }
        true
    }

    fn find(&self, text: &[u8]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let (mut block, mut resume) = (0, BLOCK);
        for (end, byte) in (1..).zip(text) {
            block = shift(block, byte);
            if end >= resume
                && self.groups.get(group(block)) != Some(&NO_BLOCK)
                && let Some(piece) = self.piece_at(text, block, end - BLOCK)
            {
                resume = piece.end + 1;
                found.push(piece);
            }
        }
        found
    }

    /// The longest piece around a block of the text, if it is part of one.
    fn piece_at(&self, text: &[u8], bytes: u64, at: usize) -> Option<Range<usize>> {
        let first = self.groups.get(group(bytes)).copied();
        let group =
            std::iter::successors(first.and_then(|first| self.blocks.get(first)), |block| {
                self.blocks.get(block.next)
            });
        group
            .filter(|known| known.bytes == bytes)
            .filter_map(|known| {
                let form = self.forms.get(known.form)?;
                let same = |(a, b): &(&u8, &u8)| level(**a) == **b;
                let (before, after) = (text.get(..at)?, text.get(at..)?);
                let (form_before, form_after) = (form.get(..known.at)?, form.get(known.at..)?);
                let before = before.iter().rev().zip(form_before.iter().rev());
                let before = before.take_while(same).count();
                let after = after.iter().zip(form_after).take_while(same).count();
                let long = before + after >= form.len().min(PIECE);
                long.then(|| at - before..at + after)
            })
            .max_by_key(Range::len)
    }
}

/// The group of a block: most blocks of a text are in one that is empty.
#[inline(always)]
const fn group(bytes: u64) -> usize {
    // Multiplied by the golden ratio, whose upper bits depend on all bits.
    (bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}

/// Which bytes have a percent sign before their two digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Percent {
    All,
    /// Those that an address must not hold; the others stay as they are.
    Some,
    None,
}

fn encoded(bytes: &[u8], percent: Percent) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len() * 3);
    for byte in bytes {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
        if plain && percent == Percent::Some {
            text.push(*byte);
            continue;
        }
        if percent != Percent::None {
            text.push(b'%');
        }
        text.extend([byte >> 4, byte & 0xf].map(digit));
    }
    text
}

/// A hexadecimal digit.
const fn digit(value: u8) -> u8 {
    match value {
        0..10 => b'0' + value,
        _ => b'a' + value - 10,
    }
}

/// Writings differ in the case of letters, and base64 in two of its signs.
#[inline(always)]
const fn level(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other.to_ascii_lowercase(),
    }
}

#[inline(always)]
fn shift(block: u64, byte: &u8) -> u64 {
    block << 8 | u64::from(level(*byte))
}

#[cfg(test)]
#[path = "redaction_tests.rs"]
mod tests;
