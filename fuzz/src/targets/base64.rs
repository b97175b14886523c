//! The sizes of pieces, a line break, a text: both readers of base64 take what another
//! crate takes, and find the same bytes.

use crate::{line, pieces, reading};
use volcengine_visual::input::base64_text::standard;
use volcengine_visual::protocol::reply::base64_stream::Decoder;

fn decode<'a>(expected: usize, pieces: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut decoder = Decoder::with_room_for(expected, 1 << 20);
    pieces.into_iter().for_each(|piece| decoder.push(piece));
    decoder.finish().ok()
}

/// One input.
pub fn run(data: &[u8]) {
    let (sizes, text) = line(data);
    let whole = decode(text.len(), [text]);
    assert_eq!(decode(sizes.len(), pieces(sizes, text)), whole);
    assert_eq!(decode(2 * text.len(), text.chunks(1)), whole);
    assert_eq!(whole, reading::bytes(text));

    let Ok(text) = str::from_utf8(text) else {
        return;
    };
    let mended = standard(text).ok();
    let bytes = mended.map(|text| reading::padded(&text).expect("it is standard base64"));
    assert_eq!(bytes, reading::loose(text), "{text:?}");
}
