//! The sizes of pieces, a line break, an answer: what is read of it does not depend
//! on the pieces, and where it is JSON, it is what a plain reading finds.

use crate::{line, pieces, reading};
use serde_json::Value;
use volcengine_visual::protocol::reply::reader::{File, ReplyReader};

fn read<'a>(announced: usize, pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<u8>, Vec<File>) {
    let mut reader = ReplyReader::new(announced);
    for piece in pieces {
        assert_eq!(reader.push(piece), Ok(()), "inputs are far below the limit");
    }
    reader.finish()
}

/// One input.
pub fn run(data: &[u8]) {
    let (sizes, body) = line(data);
    let whole = read(body.len(), [body]);
    assert_eq!(read(sizes.len(), pieces(sizes, body)), whole);
    assert_eq!(read(2 * body.len(), body.chunks(1)), whole);
    let (text, files) = whole;
    if let Some((tree, expected)) = reading::answer(body) {
        let text: Value = serde_json::from_slice(&text).expect("what is left is still JSON");
        assert_eq!(text, tree);
        let files: Vec<_> = files.into_iter().map(File::ok).collect();
        assert_eq!(files, expected);
    }
}
