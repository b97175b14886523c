//! What a process uses, as Linux tells.

use std::fs;

/// The largest resident set of a process so far, in bytes; 0 where the system
/// does not tell.
pub fn peak(pid: u32) -> u64 {
    status(pid, "VmHWM:")
}

/// The resident set of a process now, in bytes; 0 where the system does not
/// tell.
pub fn resident(pid: u32) -> u64 {
    status(pid, "VmRSS:")
}

fn status(pid: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}
