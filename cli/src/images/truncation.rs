//! Whether a file is all there, by the lengths that it names itself. Only what
//! is certain counts: a file that cannot be judged is whole.

use std::io::{Read, Seek, SeekFrom};
use visual_catalog::{Text, text};

/// How many parts of a file are looked at: a file of tiny ones would take
/// minutes. Real ones have some thousands.
const MAX_PARTS: usize = 100_000;

/// What a cut file of this length lacks, if something is certainly missing.
pub fn missing<F: Read + Seek>(file: &mut F, length: u64, mime_type: &str) -> Option<Text> {
    let judge = match mime_type {
        "image/png" => png,
        "image/jpeg" => jpeg,
        "image/webp" => webp,
        "image/gif" => gif,
        "image/bmp" => bmp,
        "video/mp4" | "image/heic" | "image/avif" => boxes,
        _ => return None,
    };
    judge(file, length)
}

/// The chunks of a PNG end with `IEND`.
fn png<F: Read + Seek>(file: &mut F, length: u64) -> Option<Text> {
    const CUT: Option<Text> = Some(text(
        "its last chunk, IEND, is missing",
        "缺少最后的 IEND 块",
    ));
    let mut at = 8;
    for _ in 0..MAX_PARTS {
        let Some([a, b, c, d, name @ ..]) = read::<8>(file, at) else {
            return CUT;
        };
        // Length, name and checksum belong to a chunk too.
        at += u64::from(u32::from_be_bytes([a, b, c, d])) + 12;
        match &name {
            _ if at > length => return CUT,
            b"IEND" => return None,
            _ => {}
        }
    }
    None
}

/// A JPEG ends with a marker; little, if anything, follows it. A small image
/// in its head has an end of its own, which does not count.
fn jpeg<F: Read + Seek>(file: &mut F, length: u64) -> Option<Text> {
    const NEAR_END: u64 = 64 * 1024;
    let Some(pixels) = scan(file) else {
        return Some(text("its pixels are missing", "缺少像素数据"));
    };
    let near_end = length.saturating_sub(NEAR_END);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(near_end.max(pixels))).ok()?;
    file.take(NEAR_END).read_to_end(&mut tail).ok()?;
    let ended = tail.windows(2).any(|pair| pair == [0xff, 0xd9]);
    (!ended).then_some(text("its end marker is missing", "缺少结束标记"))
}

/// Where the first scan of a JPEG begins, behind its segments; 0 where they
/// are none that are known. `None` where the file ends before.
fn scan<F: Read + Seek>(file: &mut F) -> Option<u64> {
    let mut at = 2;
    for _ in 0..MAX_PARTS {
        let [0xff, marker, high, low] = read(file, at)? else {
            return Some(0);
        };
        at += 2 + u64::from(u16::from_be_bytes([high, low]));
        if marker == 0xda {
            return Some(at);
        }
    }
    Some(0)
}

/// The blocks of a GIF do not go beyond its end.
fn gif<F: Read + Seek>(file: &mut F, length: u64) -> Option<Text> {
    const CUT: Option<Text> = Some(text("its last block is cut off", "最后一个数据块不完整"));
    let table = |flags: u8| match flags & 0x80 {
        0 => 0,
        _ => 6 << (flags & 7),
    };
    let [flags] = read(file, 10)?;
    let mut at = 13 + table(flags);
    for _ in 0..MAX_PARTS {
        if at == length {
            return None;
        }
        let Some([kind]) = read(file, at) else {
            return CUT;
        };
        at += match kind {
            // An extension and its label.
            b'!' => 2,
            // An image: its place, its colours, and the size of its codes.
            b',' => match read(file, at + 9) {
                Some([flags]) => 11 + table(flags),
                None => return CUT,
            },
            _ => return None,
        };
        loop {
            let Some([count]) = read(file, at) else {
                return CUT;
            };
            at += 1 + u64::from(count);
            if count == 0 {
                break;
            }
        }
    }
    None
}

/// The rows of a BMP that is not compressed follow its head.
fn bmp<F: Read + Seek>(file: &mut F, length: u64) -> Option<Text> {
    let number = |file: &mut F, at| read(file, at).map(u32::from_le_bytes);
    let (start, head) = (number(file, 10)?, number(file, 14)?);
    let (width, height) = (number(file, 18)?, number(file, 22)?);
    let bits = u16::from_le_bytes(read(file, 28)?);
    let compression = number(file, 30)?;
    if head < 40 || !matches!(compression, 0 | 3) {
        return None;
    }
    let row = u64::from(width).saturating_mul(bits.into()).div_ceil(32) * 4;
    // Rows from the top have a negative height.
    let rows = u64::from(height.cast_signed().unsigned_abs());
    let end = row.saturating_mul(rows).saturating_add(start.into());
    (end > length).then_some(text("its last rows are missing", "缺少最后几行"))
}

/// A WebP names its length.
fn webp<F: Read + Seek>(file: &mut F, length: u64) -> Option<Text> {
    let rest = u64::from(u32::from_le_bytes(read(file, 4)?));
    (rest + 8 > length).then_some(text(
        "it is shorter than it says itself",
        "长度小于文件头所写",
    ))
}

/// The boxes of an MP4 or HEIC file reach to its end.
fn boxes<F: Read + Seek>(file: &mut F, length: u64) -> Option<Text> {
    const CUT: Option<Text> = Some(text("its last box is cut off", "最后一个 box 不完整"));
    let mut at = 0;
    for _ in 0..MAX_PARTS {
        if at >= length {
            break;
        }
        let Some(short) = read::<4>(file, at) else {
            return CUT;
        };
        let size = match u32::from_be_bytes(short) {
            // To the end of the file, whatever its length.
            0 => return None,
            1 => match read(file, at + 8) {
                Some(long) => u64::from_be_bytes(long),
                None => return CUT,
            },
            short => short.into(),
        };
        if size < 8 {
            return None;
        }
        at = at.saturating_add(size);
    }
    if at > length { CUT } else { None }
}

fn read<const N: usize>(file: &mut (impl Read + Seek), at: u64) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(at)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    fn judged(bytes: &[u8], mime_type: &str) -> Option<Text> {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("file");
        std::fs::write(&path, bytes).unwrap();
        let mut file = File::open(&path).unwrap();
        missing(&mut file, bytes.len() as u64, mime_type)
    }

    fn picture(format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::DynamicImage::new_rgb8(40, 30);
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A JPEG whose head holds another one.
    fn with_thumbnail(jpeg: Vec<u8>) -> Vec<u8> {
        let inner = picture(image::ImageFormat::Jpeg);
        let length = u16::try_from(inner.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xff\xe1", &length, &inner, &jpeg[2..]].concat()
    }

    #[test]
    fn a_cut_is_noticed_wherever_it_is() {
        use image::ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
        let film = b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x0cmoovabcd\0\0\0\x09mdatx".to_vec();
        for (bytes, mime_type) in [
            (picture(Png), "image/png"),
            (picture(Jpeg), "image/jpeg"),
            (picture(WebP), "image/webp"),
            (picture(Bmp), "image/bmp"),
            (picture(Gif)[..picture(Gif).len() - 1].to_vec(), "image/gif"),
            (with_thumbnail(picture(Jpeg)), "image/jpeg"),
            (film, "video/mp4"),
        ] {
            assert!(judged(&bytes, mime_type).is_none(), "{mime_type}");
            for cut in [bytes.len() - 1, bytes.len() - 2, bytes.len() / 2 + 1] {
                let found = judged(&bytes[..cut], mime_type);
                assert!(found.is_some(), "{mime_type} of {cut} bytes");
            }
            let more = [&bytes[..], b"\0\0\0\0"].concat();
            assert!(
                judged(&more, mime_type).is_none(),
                "{mime_type}: more follows"
            );
        }
    }

    #[test]
    fn what_cannot_be_judged_is_whole() {
        assert!(judged(b"", "application/octet-stream").is_none());
        assert!(judged(b"GIF89a", "image/gif").is_none());
        assert!(judged(b"BM", "image/bmp").is_none());
        assert!(judged(b"\0\0\0\0ftyp", "video/mp4").is_none());
    }

    /// What is not looked at counts as whole.
    #[test]
    fn the_work_is_bounded() {
        let tiny = b"\0\0\0\x08free".repeat(MAX_PARTS + 1);
        let film = [&b"\0\0\0\x10ftypisom\0\0\0\0"[..], &tiny, b"\0\0"].concat();
        assert!(judged(&film, "video/mp4").is_none());
        let few = [&film[..16], &tiny[..8_000], b"\0\0"].concat();
        assert!(judged(&few, "video/mp4").is_some());
        let tiny = b"\0\0\0\0tEXt\0\0\0\0".repeat(MAX_PARTS + 1);
        let picture = [&b"\x89PNG\r\n\x1a\n"[..], &tiny].concat();
        assert!(judged(&picture, "image/png").is_none());
        assert!(judged(&picture[..12_008], "image/png").is_some());
    }
}
