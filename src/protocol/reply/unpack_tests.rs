use super::{Damaged, Unpacker};
use miniz_oxide::deflate::compress_to_vec;

/// A body with this head's flags, and what they announce.
fn packed(bytes: &[u8], flags: u8, announced: &[u8]) -> Vec<u8> {
    let head = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3];
    let deflated = compress_to_vec(bytes, 6);
    let tail = [[0; 4], (bytes.len() as u32).to_le_bytes()].concat();
    [&head[..], announced, &deflated, &tail].concat()
}

/// What comes out, in pieces, and whether that is all.
fn unpacked(body: &[u8], piece: usize, max: usize) -> Result<(Vec<u8>, bool), Damaged> {
    let mut unpacker = Unpacker::default();
    let mut bytes = Vec::new();
    for piece in body.chunks(piece) {
        unpacker.push(piece);
        while let Some(next) = unpacker.next(max)? {
            assert!(!next.is_empty() && next.len() <= max);
            bytes.extend(next);
        }
    }
    Ok((bytes, unpacker.is_whole()))
}

#[test]
fn bodies_come_out_whole_in_pieces_of_any_size() {
    let text = br#"{"code":10000,"data":{"task_id":"7392616336519610409"}}"#.repeat(40);
    for (flags, announced) in [
        (0, &b""[..]),
        (4, b"\x03\0abc"),
        (8, b"name\0"),
        (16, b"comment\0"),
        (2, b"\x01\x02"),
        (30, b"\x01\0xname\0comment\0\x01\x02"),
    ] {
        let body = packed(&text, flags, announced);
        for piece in [1, 2, 7, 64, body.len()] {
            for max in [1, 100, 1 << 20] {
                let expected = Ok((text.clone(), true));
                assert_eq!(
                    unpacked(&body, piece, max),
                    expected,
                    "{flags} {piece} {max}"
                );
            }
        }
    }
    let empty = packed(b"", 0, b"");
    assert_eq!(unpacked(&empty, 3, 9), Ok((Vec::new(), true)));
}

#[test]
fn a_cut_is_noticed_wherever_it_is() {
    let text = br#"{"code":10000}"#.repeat(9);
    let body = packed(&text, 8, b"name\0");
    let deflated = body.len() - 8;
    for length in 0..deflated {
        let (bytes, whole) = unpacked(&body[..length], 5, 64).unwrap();
        assert!(!whole && text.starts_with(&bytes), "{length}");
    }
    assert_eq!(unpacked(&body[..deflated], 5, 64), Ok((text, true)));
}

#[test]
fn what_is_something_else_is_refused() {
    let mut damaged = packed(&b"a cat".repeat(100), 0, b"");
    damaged[10] = 0xff;
    for body in [
        &b"{\"code\":10000}"[..],
        b"\x1fx",
        b"\x89PNG\r\n\x1a\n",
        &damaged,
    ] {
        assert_eq!(unpacked(body, 4, 64), Err(Damaged), "{body:?}");
    }
    let mut endless = packed(b"", 8, b"");
    endless.truncate(10);
    endless.extend([b'x'; 70 * 1024]);
    assert_eq!(unpacked(&endless, 4096, 64), Err(Damaged));
}

#[test]
fn a_bomb_comes_out_in_small_pieces() {
    let body = packed(&vec![0; 8 << 20], 0, b"");
    assert!(body.len() < 16 * 1024);
    let mut unpacker = Unpacker::default();
    unpacker.push(&body);
    let mut length = 0;
    while let Some(next) = unpacker.next(usize::MAX).unwrap() {
        assert!(next.len() <= 64 * 1024);
        length += next.len();
    }
    assert_eq!((length, unpacker.is_whole()), (8 << 20, true));
}
