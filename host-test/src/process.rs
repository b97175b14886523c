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

/// The processor time of a process and of those that it has started, in seconds; 0 where the
/// system does not tell.
pub fn cpu(pid: u32) -> f64 {
    let tasks = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
    let children = tasks.unwrap_or_default();
    let children = children
        .split_whitespace()
        .filter_map(|child| child.parse().ok());
    own_cpu(pid) + children.map(own_cpu).sum::<f64>()
}

fn own_cpu(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name, in brackets, may hold spaces; user and system time are 11 fields after it.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS
}
