//! Memory that is asked for before it is needed: in a component an allocation
//! that fails is a trap, which loses the task of a job that was bought.

use std::hint::black_box;

/// What a reply needs at first: its pieces, and its text.
pub const REPLY: usize = 256 * 1024;
/// What is needed beside a piece of it: to unpack it, and to read it.
pub const WORK: usize = 192 * 1024;

/// Whether so many bytes can be allocated in one piece.
pub fn is_free(bytes: usize) -> bool {
    let mut room: Vec<u8> = Vec::new();
    let reserved = room.try_reserve_exact(bytes).is_ok();
    // An allocation that nobody looks at may be left out of the program.
    black_box(&mut room);
    reserved
}

/// How many bytes it takes, at most, to parse a text as JSON and to write it
/// again, in the sizes that `serde_json` has in 32 bits: a text that is all
/// brackets grows a hundredfold.
pub fn to_parse(text: &[u8]) -> usize {
    /// A member or item: its place, in a list that may just have doubled.
    const ITEM: usize = 72;
    /// A list with its first items.
    const LIST: usize = 112;
    /// An object with the first node of its tree.
    const OBJECT: usize = 440;
    let structure = text.iter().map(|byte| match byte {
        b',' => ITEM,
        b'[' => LIST,
        b'{' => OBJECT,
        _ => 0,
    });
    structure.fold(4 * text.len(), usize::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::{is_free, to_parse};

    #[test]
    fn what_cannot_be_is_not_free() {
        assert!(is_free(0) && is_free(1 << 20));
        assert!(!is_free(usize::MAX) && !is_free(isize::MAX as usize));
    }

    #[test]
    fn brackets_need_far_more_than_text() {
        let text = "x".repeat(1 << 20);
        assert!(to_parse(text.as_bytes()) <= 4 << 20);
        let objects = r#"{"":0},"#.repeat(1 << 17);
        assert!(to_parse(objects.as_bytes()) > 60 << 20);
    }
}
