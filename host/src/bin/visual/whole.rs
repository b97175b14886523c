//! Whether a file is all there, by the lengths that it names itself. Only what
//! is certain counts: a file that cannot be judged is whole.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// What a cut file lacks, if something is certainly missing.
pub fn missing(path: &Path, mime_type: &str) -> Option<&'static str> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    let judge = match mime_type {
        "image/png" => png,
        "image/jpeg" => jpeg,
        "image/webp" => webp,
        "video/mp4" => mp4,
        _ => return None,
    };
    judge(&mut file, length)
}

/// The chunks of a PNG end with `IEND`.
fn png(file: &mut File, length: u64) -> Option<&'static str> {
    const CUT: Option<&str> = Some("its last chunk, IEND, is missing");
    let mut at = 8;
    loop {
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
}

/// A JPEG ends with a marker; little, if anything, follows it.
fn jpeg(file: &mut File, length: u64) -> Option<&'static str> {
    const NEAR_END: u64 = 64 * 1024;
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(length.saturating_sub(NEAR_END)))
        .ok()?;
    file.read_to_end(&mut tail).ok()?;
    let ended = tail.windows(2).any(|pair| pair == [0xff, 0xd9]);
    (!ended).then_some("its end marker is missing")
}

/// A WebP names its length.
fn webp(file: &mut File, length: u64) -> Option<&'static str> {
    let rest = u64::from(u32::from_le_bytes(read(file, 4)?));
    (rest + 8 > length).then_some("it is shorter than it says itself")
}

/// The boxes of an MP4 reach to its end.
fn mp4(file: &mut File, length: u64) -> Option<&'static str> {
    const CUT: Option<&str> = Some("its last box is cut off");
    let mut at = 0;
    while at < length {
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

fn read<const N: usize>(file: &mut File, at: u64) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(at)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(bytes: &[u8], mime_type: &str) -> Option<&'static str> {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("file");
        std::fs::write(&path, bytes).unwrap();
        missing(&path, mime_type)
    }

    fn picture(format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::DynamicImage::new_rgb8(40, 30);
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_cut_is_noticed_wherever_it_is() {
        use image::ImageFormat::{Jpeg, Png, WebP};
        let film = b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x0cmoovabcd\0\0\0\x09mdatx".to_vec();
        for (bytes, mime_type) in [
            (picture(Png), "image/png"),
            (picture(Jpeg), "image/jpeg"),
            (picture(WebP), "image/webp"),
            (film, "video/mp4"),
        ] {
            assert_eq!(judged(&bytes, mime_type), None, "{mime_type}");
            for cut in [bytes.len() - 1, bytes.len() - 2, bytes.len() / 2 + 1] {
                let found = judged(&bytes[..cut], mime_type);
                assert!(found.is_some(), "{mime_type} of {cut} bytes");
            }
            let more = [&bytes[..], b"\0\0\0\0"].concat();
            assert_eq!(judged(&more, mime_type), None, "{mime_type}: more follows");
        }
    }

    #[test]
    fn what_cannot_be_judged_is_whole() {
        assert_eq!(judged(b"", "application/octet-stream"), None);
        assert_eq!(judged(b"GIF89a", "image/gif"), None);
        assert_eq!(judged(b"\0\0\0\0ftyp", "video/mp4"), None);
    }
}
