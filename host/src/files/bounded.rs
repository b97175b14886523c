//! Reading up to a limit, counted by the bytes that arrive: the size that a
//! device or a pipe states is 0.

use std::io::{self, ErrorKind, Read};

/// Reads all of `from` into `to`; more than `max` bytes are an error.
pub fn read_bounded(from: impl Read, to: &mut Vec<u8>, max: usize) -> io::Result<()> {
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let count = from.take(limit).read_to_end(to)?;
    match count > max {
        true => Err(io::Error::new(
            ErrorKind::FileTooLarge,
            format!("it has more than {max} bytes"),
        )),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_counts_what_is_read() {
        let mut bytes = Vec::new();
        read_bounded(&b"abc"[..], &mut bytes, 3).unwrap();
        assert_eq!(bytes, b"abc");
        let mut bytes = Vec::new();
        let error = read_bounded(io::repeat(7), &mut bytes, 1000).unwrap_err();
        assert_eq!(error.to_string(), "it has more than 1000 bytes");
        assert_eq!(bytes.len(), 1001);
    }
}
