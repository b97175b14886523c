//! The linear memories of this process's components, as they are now.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;

/// What follows a linear memory: wasmtime reserves 4 GiB and more for each, so
/// that no address of 32 bits leaves it. Nothing else has such a neighbour.
const RESERVED: u64 = 1 << 30;

/// The bytes of every linear memory of this process. One that is unmapped in
/// the meantime, by another test, is left out.
pub fn all() -> Vec<Vec<u8>> {
    let maps = fs::read_to_string("/proc/self/maps").expect("the map of this process");
    let memory = File::open("/proc/self/mem").expect("the memory of this process");
    let mut found = Vec::new();
    // A memory is one or more writable mappings without a gap: what the module begins with is one of its own.
    let mut writable = 0..0;
    for line in maps.lines() {
        let (range, access) = parse(line).expect("a mapping");
        if access.starts_with("rw") {
            let is_next = range.start == writable.end;
            let start = if is_next { writable.start } else { range.start };
            writable = start..range.end;
        } else if access.starts_with("---") && range.start == writable.end {
            if range.end - range.start >= RESERVED {
                let mut bytes = vec![0; (writable.end - writable.start) as usize];
                if memory.read_exact_at(&mut bytes, writable.start).is_ok() {
                    found.push(bytes);
                }
            }
            writable = 0..0;
        }
    }
    found
}

/// The addresses of a mapping, and what may be done there.
fn parse(line: &str) -> Option<(std::ops::Range<u64>, &str)> {
    let mut words = line.split(' ');
    let (start, end) = words.next()?.split_once('-')?;
    let number = |text| u64::from_str_radix(text, 16).ok();
    Some((number(start)?..number(end)?, words.next()?))
}
