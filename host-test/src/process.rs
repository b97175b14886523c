//! What a process uses, as Linux tells.

use std::fs;

/// Linux's unit of processor time, in a second, on every machine of today.
const TICKS: f64 = 100.0;

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

/// The processor time of a process and of all that it has started, in seconds; 0 where the
/// system does not tell.
pub fn cpu(pid: u32) -> f64 {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
    let children = children.unwrap_or_default();
    let children = children
        .split_whitespace()
        .filter_map(|pid| pid.parse().ok());
    // Those that have ended are in the numbers of their parent.
    times(pid, 4) + children.map(|pid| times(pid, 2)).sum::<f64>()
}

/// User and system time, and the same of children that have ended.
fn times(pid: u32, count: usize) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name, in brackets, may hold spaces; the times are 11 fields after it.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(count);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS
}
