//! What a file is, by its first bytes.

/// How many bytes are enough.
pub const HEAD: usize = 64;

/// First bytes, where they stand, and the media type that they show.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
];

/// What a file in the RIFF form holds.
const RIFF: &[(&[u8], &str)] = &[(b"WEBP", "image/webp"), (b"WAVE", "audio/wav")];

/// What brands of the ISO form (`ftyp`) say, the most telling ones first: a
/// file lists several.
const BRANDS: &[(&[u8], &str)] = &[
    (b"avif", "image/avif"),
    (b"avis", "image/avif"),
    (b"heic", "image/heic"),
    (b"heix", "image/heic"),
    (b"heim", "image/heic"),
    (b"heis", "image/heic"),
    (b"hevc", "image/heic"),
    (b"hevx", "image/heic"),
    (b"M4A ", "audio/mp4"),
    (b"M4B ", "audio/mp4"),
    (b"M4P ", "audio/mp4"),
    (b"qt  ", "video/quicktime"),
];

/// The media type that the first bytes show: of [`HEAD`], or of all there are.
pub fn mime_type(bytes: &[u8]) -> Option<&'static str> {
    let at = |offset: usize| bytes.get(offset..).unwrap_or_default();
    let known = |(offset, magic, _): &&(usize, &[u8], &str)| at(*offset).starts_with(magic);
    if let Some((.., mime_type)) = MAGIC.iter().find(known) {
        return Some(mime_type);
    }
    if bytes.starts_with(b"RIFF") {
        let held = RIFF.iter().find(|(form, _)| at(8).starts_with(form));
        return held.map(|(_, mime_type)| *mime_type);
    }
    at(4).starts_with(b"ftyp").then(|| iso(bytes))
}

/// The media type of a file that begins with the box `ftyp`: its length, its
/// name, its brand, a version, and other brands.
fn iso(bytes: &[u8]) -> &'static str {
    let length = bytes
        .first_chunk()
        .map_or(0, |four| u32::from_be_bytes(*four));
    let end = usize::try_from(length)
        .unwrap_or(usize::MAX)
        .min(bytes.len());
    let brand = bytes.get(8..12);
    let others = bytes.get(16..end).unwrap_or_default().chunks_exact(4);
    let known = |brand: &[u8]| BRANDS.iter().find(|(known, _)| *known == brand);
    let own = brand.and_then(known);
    // A brand that says nothing by itself leaves it to the others, as `mif1` does.
    let still = brand.is_some_and(|brand| matches!(brand, b"mif1" | b"msf1" | b"miaf"));
    let found = own.or_else(|| still.then(|| others.filter_map(known).next())?);
    match found {
        Some((_, mime_type)) => mime_type,
        None if still => "image/heic",
        None => "video/mp4",
    }
}

/// The usual extension of files of a media type.
pub fn extension(mime_type: &str) -> Option<&str> {
    Some(match mime_type {
        "image/jpeg" => "jpg",
        "audio/mp4" => "m4a",
        "audio/mpeg" => "mp3",
        "video/quicktime" => "mov",
        other => other.rsplit('/').next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{extension, mime_type};

    #[test]
    fn first_bytes_decide() {
        for (bytes, expected) in [
            (&b"\xff\xd8\xff\xe0\0\x10JFIF"[..], Some("jpg")),
            (b"\x89PNG\r\n\x1a\n\0\0", Some("png")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("webp")),
            (b"RIFF\0\0\0\0WAVEfmt ", Some("wav")),
            (b"RIFF\0\0\0\0AVI LIST", None),
            (b"12345678WEBP", None),
            (b"GIF89a", Some("gif")),
            (b"BM\0\0", Some("bmp")),
            (b"ID3\x04\0", Some("mp3")),
            (b"\xff\xfb\x90\0", Some("mp3")),
            (b"OggS\0", Some("ogg")),
            (b"fLaC\0", Some("flac")),
            (b"\x1a\x45\xdf\xa3", Some("webm")),
            (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41", Some("mp4")),
            (b"\0\0\0\x14ftypmp42\0\0\0\0isom", Some("mp4")),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Some("mov")),
            (b"\0\0\0\x18ftypM4A \0\0\0\0isommp42", Some("m4a")),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some("heic")),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Some("heic")),
            (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", Some("avif")),
            (b"\0\0\0\x1cftypmif1\0\0\0\0miafavifMA1B", Some("avif")),
            // What lies behind the box is no brand.
            (b"\0\0\0\x10ftypmif1\0\0\0\0avif", Some("heic")),
            (b"\0\0\0\x20ftyp", Some("mp4")),
            (b"", None),
            (b"\xff\xd8", None),
            (b"<html>", None),
        ] {
            assert_eq!(mime_type(bytes).and_then(extension), expected, "{bytes:?}");
        }
    }
}
