//! Custom sections of a module or component, of its outermost level.

use anyhow::{Context, Result};
use wasm_encoder::{CustomSection, Section};
use wasmparser::BinaryReader;

/// A section with its header.
struct Found<'a> {
    /// The name and the data, where it is a custom one.
    custom: Option<(&'a str, &'a [u8])>,
    whole: &'a [u8],
}

/// The bytes without the custom sections of a name.
pub fn without(binary: &[u8], name: &str) -> Result<Vec<u8>> {
    let (header, sections) = split(binary)?;
    let is_other = |found: &&Found| found.custom.is_none_or(|(other, _)| other != name);
    let kept = sections.iter().filter(is_other);
    Ok(kept.fold(header.to_vec(), |mut kept, found| {
        kept.extend_from_slice(found.whole);
        kept
    }))
}

/// The data of the custom section of a name.
#[cfg(test)]
pub fn find<'a>(binary: &'a [u8], name: &str) -> Result<Option<&'a [u8]>> {
    let (_, sections) = split(binary)?;
    let mut customs = sections.iter().filter_map(|found| found.custom);
    Ok(customs
        .find(|(other, _)| *other == name)
        .map(|(_, data)| data))
}

/// Adds a custom section at the end.
pub fn add(binary: &mut Vec<u8>, name: &str, data: &[u8]) {
    let (name, data) = (name.into(), data.into());
    CustomSection { name, data }.append_to(binary);
}

fn split(binary: &[u8]) -> Result<(&[u8], Vec<Found<'_>>)> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    let (header, mut rest) = binary.split_at_checked(HEADER).context("no WebAssembly")?;
    let mut sections = Vec::new();
    while !rest.is_empty() {
        let mut reader = BinaryReader::new(rest, 0);
        let kind = reader.read_u8()?;
        let length = reader.read_var_u32()?;
        let content = reader.read_bytes(length as usize)?;
        let custom = match kind {
            CUSTOM => {
                let mut content = BinaryReader::new(content, 0);
                let name = content.read_string()?;
                Some((name, content.read_bytes(content.bytes_remaining())?))
            }
            _ => None,
        };
        let (whole, after) = rest.split_at(rest.len() - reader.bytes_remaining());
        sections.push(Found { custom, whole });
        rest = after;
    }
    Ok((header, sections))
}

#[cfg(test)]
mod tests {
    use super::{add, find, without};

    #[test]
    fn a_section_is_added_found_and_removed_by_its_name() {
        let bare = b"\0asm\x01\0\0\0".to_vec();
        let mut binary = bare.clone();
        add(&mut binary, "one", b"1");
        let first = binary.clone();
        add(&mut binary, "other", &[7; 300]);
        assert_eq!(find(&binary, "one").unwrap(), Some(b"1".as_slice()));
        assert_eq!(find(&binary, "other").unwrap(), Some([7; 300].as_slice()));
        assert_eq!(find(&binary, "on").unwrap(), None);
        assert_eq!(without(&binary, "other").unwrap(), first);
        assert_eq!(without(&first, "one").unwrap(), bare);
        assert_eq!(without(&bare, "one").unwrap(), bare);
    }

    #[test]
    fn what_is_cut_short_is_an_error() {
        let mut binary = b"\0asm\x01\0\0\0".to_vec();
        add(&mut binary, "name", b"data");
        for end in [3, 9, 10, binary.len() - 1] {
            assert!(find(binary.get(..end).unwrap(), "name").is_err(), "{end}");
        }
    }
}
