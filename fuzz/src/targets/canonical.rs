//! Lines of a name, a tab and a value: the query holds the unreserved characters of
//! RFC 3986 as they are and all others as `%XX`, and reading it gives the pairs back,
//! sorted by name.

use volcengine_visual::protocol::canonical_request::query;

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)
}

fn decoded(text: &str) -> String {
    let digit = |byte: &u8| b"0123456789ABCDEF".iter().position(|known| known == byte);
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if let (b'%', [high, low, after @ ..]) = (first, after) {
            let (high, low) = digit(high)
                .zip(digit(low))
                .expect("two digits, in upper case");
            let byte = (high * 16 + low) as u8;
            assert!(
                !is_unreserved(byte),
                "{text:?} could be written in two ways"
            );
            bytes.push(byte);
            rest = after;
        } else {
            assert!(is_unreserved(*first), "{text:?} is not encoded");
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("what was text is text")
}

/// One input.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let pairs = text.split('\n').filter_map(|line| line.split_once('\t'));
    // Whole, it has the characters that stand between the others.
    let mut pairs: Vec<(&str, &str)> = pairs.chain([(&*text, &*text)]).collect();
    let query = query(&pairs);
    let read: Vec<(String, String)> = query
        .split('&')
        .map(|pair| pair.split_once('=').expect("a name and a value"))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    let read: Vec<(&str, &str)> = read.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    pairs.sort_by_key(|(name, _)| *name);
    assert_eq!(read, pairs);
}
