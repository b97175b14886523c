//! The status, a space, the date, a line break, the body: an answer is read or refused,
//! and what is passed on of it is short and can be shown.

use crate::{is_clean, text_line};
use volcengine_visual::errors::decode;
use volcengine_visual::protocol::reply::envelope::{Decoded, Reply};
use volcengine_visual::protocol::time::http_date;

/// The most characters of an identifier or code, with the mark that it was cut.
const MAX_WORD: usize = 65;
const MAX_TEXT: usize = 301;

/// One input.
pub fn run(data: &[u8]) {
    let (head, body) = text_line(data);
    let (status, date) = head.split_once(' ').unwrap_or((&head, ""));
    let reply = Reply {
        status: status.parse().unwrap_or(200),
        body: body.to_vec(),
        date: http_date(date),
        ..Reply::default()
    };
    let decoded = decode(&reply);
    let (words, text) = match decoded {
        Decoded::Success { request_id, .. } => (vec![request_id], String::new()),
        Decoded::Failure(failure) => {
            assert_ne!(failure.code, "10000");
            let words = failure.request_id.into_iter().chain([failure.code]);
            (words.collect(), failure.text)
        }
        Decoded::Unreadable { what, request_id } => {
            (request_id.into_iter().collect(), what.excerpt)
        }
    };
    for word in words {
        assert!(
            is_clean(&word) && word.chars().count() <= MAX_WORD,
            "{word:?}"
        );
    }
    assert!(
        is_clean(&text) && text.chars().count() <= MAX_TEXT,
        "{text:?}"
    );
}
