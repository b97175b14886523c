//! Ranges of a file (RFC 9110): one range at most. Links promise no ranges, so what lies before
//! the first byte is fetched and left out.

use axum::body::Bytes;
use http::{HeaderMap, header};
use visual_http_api::Reply;
use visual_http_api::problem::refused;

/// A range as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// From this byte on, to this one at most.
    From(u64, Option<u64>),
    /// So many bytes at the end.
    Last(u64),
}

/// Which bytes are sent, from the first to before the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    start: u64,
    end: Option<u64>,
    /// The length of the whole file, where it is known and a part is sent.
    whole: Option<u64>,
}

impl Range {
    /// The one range of a request. Others are ignored, as the RFC allows.
    pub fn read(headers: &HeaderMap) -> Option<Range> {
        let mut ranges = headers.get_all(header::RANGE).iter();
        let (range, None) = (ranges.next()?, ranges.next()) else {
            return None;
        };
        let (start, end) = range
            .to_str()
            .ok()?
            .strip_prefix("bytes=")?
            .split_once('-')?;
        let (start, end) = (start.trim(), end.trim());
        if start.is_empty() {
            return Some(Range::Last(end.parse().ok()?));
        }
        let start = start.parse().ok()?;
        if end.is_empty() {
            return Some(Range::From(start, None));
        }
        let end: u64 = end.parse().ok()?;
        (start <= end).then_some(Range::From(start, Some(end)))
    }
}

impl Wanted {
    /// What is sent of a file of this length. A file of unknown length is sent whole.
    pub fn new(range: Option<Range>, length: Option<u64>) -> Result<Wanted, Reply> {
        let (Some(range), Some(length)) = (range, length) else {
            return Ok(Wanted {
                start: 0,
                end: length,
                whole: None,
            });
        };
        let (start, end) = match range {
            Range::From(start, None) => (start, length),
            Range::From(start, Some(last)) => (start, last.saturating_add(1).min(length)),
            Range::Last(count) => (length.saturating_sub(count), length),
        };
        if start >= end {
            let reply = refused(416, "invalid-input", "The file has no such bytes.");
            return Err(reply.with("content-range", format!("bytes */{length}")));
        }
        Ok(Wanted {
            start,
            end: Some(end),
            whole: Some(length),
        })
    }

    /// What is wanted of a piece that begins at this place.
    pub fn of(&self, place: u64, piece: Bytes) -> Bytes {
        let length = piece.len();
        let within = |byte: u64| {
            usize::try_from(byte.saturating_sub(place))
                .unwrap_or(length)
                .min(length)
        };
        let start = within(self.start);
        let end = self.end.map_or(length, within);
        piece.slice(start.min(end)..end)
    }

    /// Whether nothing from this place on is wanted.
    pub fn ends_before(&self, place: u64) -> bool {
        self.is_part() && self.end.is_some_and(|end| end <= place)
    }

    pub fn is_part(&self) -> bool {
        self.whole.is_some()
    }

    /// How many bytes are sent, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.end.map(|end| end - self.start)
    }

    pub fn content_range(&self) -> Option<String> {
        let (whole, end) = (self.whole?, self.end?);
        Some(format!("bytes {}-{}/{whole}", self.start, end - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Option<Range> {
        let mut headers = HeaderMap::new();
        headers.append(header::RANGE, value.parse().unwrap());
        Range::read(&headers)
    }

    fn wanted(value: &str) -> Result<Wanted, u16> {
        Wanted::new(read(value), Some(10)).map_err(|reply| reply.status)
    }

    #[test]
    fn one_range_is_read_and_others_are_ignored() {
        assert_eq!(read("bytes=2-5"), Some(Range::From(2, Some(5))));
        assert_eq!(read("bytes=2-"), Some(Range::From(2, None)));
        assert_eq!(read("bytes=-3"), Some(Range::Last(3)));
        for value in [
            "bytes=5-2",
            "bytes=1-2,4-5",
            "items=1-2",
            "bytes=-",
            "bytes=x-",
        ] {
            assert_eq!(read(value), None, "{value}");
        }
    }

    #[test]
    fn a_part_is_cut_from_the_pieces() {
        let part = wanted("bytes=2-6").unwrap();
        assert_eq!(part.content_range().as_deref(), Some("bytes 2-6/10"));
        assert_eq!(part.length(), Some(5));
        let pieces = [(0, &b"0123"[..]), (4, b"4567"), (8, b"89")];
        let told: Vec<u8> = pieces
            .into_iter()
            .flat_map(|(place, piece)| part.of(place, Bytes::from_static(piece)))
            .collect();
        assert_eq!(told, b"23456");
        assert!(part.ends_before(8) && !part.ends_before(4));
        assert_eq!(
            wanted("bytes=-3").unwrap().content_range().as_deref(),
            Some("bytes 7-9/10")
        );
        assert_eq!(wanted("bytes=0-99").unwrap().length(), Some(10));
        assert_eq!(wanted("bytes=10-"), Err(416));
        assert_eq!(wanted("bytes=-0"), Err(416));
        let whole = Wanted::new(Some(Range::From(2, None)), None).unwrap();
        assert!(!whole.is_part() && whole.length().is_none());
        assert_eq!(whole.of(0, Bytes::from_static(b"abc")), "abc");
    }
}
