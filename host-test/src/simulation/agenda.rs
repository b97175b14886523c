//! What happens when.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Events in the order of their times; those of one time in the order in which they were added.
pub struct Agenda<E> {
    now: u64,
    added: u64,
    events: BinaryHeap<Reverse<Entry<E>>>,
}

struct Entry<E> {
    at: (u64, u64),
    event: E,
}

impl<E> Agenda<E> {
    /// One without events, at time 0.
    pub fn new() -> Agenda<E> {
        Agenda {
            now: 0,
            added: 0,
            events: BinaryHeap::new(),
        }
    }

    /// The time of the event that was taken last, in nanoseconds.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// Adds an event that happens so much later.
    pub fn add(&mut self, after: u64, event: E) {
        self.added += 1;
        let at = (self.now + after, self.added);
        self.events.push(Reverse(Entry { at, event }));
    }

    /// Takes the next event before this time, and goes on to it.
    pub fn next_before(&mut self, end: u64) -> Option<E> {
        if self.events.peek()?.0.at.0 >= end {
            return None;
        }
        let Reverse(entry) = self.events.pop()?;
        self.now = entry.at.0;
        Some(entry.event)
    }
}

impl<E> PartialEq for Entry<E> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<E> Eq for Entry<E> {}

impl<E> PartialOrd for Entry<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Entry<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.cmp(&other.at)
    }
}
