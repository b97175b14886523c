//! What the head of a picture tells, and the limits that it is held against.

use crate::common::{SEEDEDIT, tool};
use volcengine_visual::call;
use volcengine_visual::errors::fault::Fault;
use volcengine_visual::input::arguments::{Arguments, Picture, Value};
use volcengine_visual::input::picture::{ProbeError, image_info, orientation};

/// A tool whose page states all limits: JPEG or PNG, 4.7 MB, from 320 to 4096
/// pixels a side, 3:1.
const FIRST_FRAME: &str = "jimeng-i2v-first-v30";

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    head
}

fn jpeg(width: u16, height: u16, segments: &[u8]) -> Vec<u8> {
    let mut file = b"\xff\xd8".to_vec();
    file.extend(segments);
    file.extend(b"\xff\xc0\0\x0b\x08");
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend(b"\x01\x01\x11\0");
    file
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    let mut head = b"GIF89a".to_vec();
    head.extend(width.to_le_bytes());
    head.extend(height.to_le_bytes());
    head.extend([0, 0, 0]);
    head
}

fn bmp(width: i32, height: i32) -> Vec<u8> {
    let mut head = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    head.extend(width.to_le_bytes());
    head.extend(height.to_le_bytes());
    head.extend([1, 0, 24, 0]);
    head
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
    head.extend(&(width - 1).to_le_bytes()[..3]);
    head.extend(&(height - 1).to_le_bytes()[..3]);
    head
}

fn given(name: &str, bytes: Vec<u8>) -> Result<(), Fault> {
    let tool = tool(name);
    let values = tool.fields.iter().map(|field| match field.name {
        "prompt" => Some(Value::Text("a".into())),
        "image" => Some(Value::Picture(Picture::Bytes(bytes.clone()))),
        _ => None,
    });
    let arguments = Arguments {
        tool,
        values: values.collect(),
        extra: None,
    };
    call::start(arguments, None).map(|_| ())
}

fn refused(name: &str, bytes: Vec<u8>, parts: &[&str]) {
    let fault = given(name, bytes).expect_err(parts[0]);
    assert_eq!(fault.field, "image");
    for part in parts {
        assert!(fault.en.contains(part), "{part}: {}", fault.en);
    }
    assert!(!fault.zh.is_ascii());
}

#[test]
fn types_are_told_apart_by_their_first_bytes() {
    for (bytes, mime_type) in [
        (jpeg(640, 480, b""), "image/jpeg"),
        (png(640, 480), "image/png"),
        (gif(640, 480), "image/gif"),
        (bmp(640, 480), "image/bmp"),
        (webp(640, 480), "image/webp"),
    ] {
        let seen = image_info(&bytes).expect(mime_type);
        assert_eq!(
            (seen.mime_type, seen.width, seen.height),
            (mime_type, 640, 480)
        );
    }
}

#[test]
fn what_is_no_picture_or_a_broken_one_is_refused() {
    for junk in [
        &b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"[..],
        b"%PDF-1.7 and so on, for long enough",
        b"GARBAGE GARBAGE GARBAGE",
        b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
        b"x",
    ] {
        assert_eq!(image_info(junk), Err(ProbeError::Unknown));
        refused(SEEDEDIT, junk.to_vec(), &["is not a supported image"]);
    }
    for (cut, kind) in [
        (png(640, 480)[..14].to_vec(), "image/png"),
        (jpeg(640, 480, b"")[..6].to_vec(), "image/jpeg"),
        (b"\xff\xd8\xff".to_vec(), "image/jpeg"),
        (gif(640, 480)[..7].to_vec(), "image/gif"),
    ] {
        refused(SEEDEDIT, cut, &[kind, "truncated"]);
    }
    refused(SEEDEDIT, Vec::new(), &["required"]);
    // Two files in one: the first bytes decide, as they do for the service.
    let mut polyglot = png(640, 480);
    polyglot.extend(b"<html><script>");
    assert_eq!(given(SEEDEDIT, polyglot), Ok(()));
}

#[test]
fn limits_of_the_tool_hold() {
    for (width, height) in [(320, 320), (4096, 4096), (960, 320), (320, 960)] {
        assert_eq!(
            given(FIRST_FRAME, png(width, height)),
            Ok(()),
            "{width} x {height}"
        );
    }
    for (width, height, part) in [
        (319, 400, "at least 320 x 320"),
        (4097, 4000, "at most 4096 x 4096"),
        (961, 320, "3:1"),
        (320, 961, "3:1"),
        (u32::MAX / 2, u32::MAX / 2, "at most"),
        (0, 0, "is empty"),
    ] {
        refused(FIRST_FRAME, png(width, height), &[part]);
    }
    refused(FIRST_FRAME, jpeg(65_535, 65_535, b""), &["65535 x 65535"]);
    for other in [webp(640, 480), gif(640, 480), bmp(640, 480)] {
        refused(FIRST_FRAME, other, &["must be image/jpeg, image/png"]);
    }
    // No page says that this tool takes these two only.
    assert_eq!(given("img2img-cartoon-style", webp(640, 480)), Ok(()));
}

#[test]
fn bytes_are_counted_exactly() {
    let mut file = png(640, 480);
    file.resize(4_928_307, 0);
    assert_eq!(given(FIRST_FRAME, file.clone()), Ok(()));
    file.push(0);
    refused(FIRST_FRAME, file, &["4928308", "4928307"]);
}

#[test]
fn a_body_that_is_too_large_is_not_sent() {
    let mut file = png(640, 480);
    file.resize(8 * 1024 * 1024, 0);
    let fault = given("img2img-bgpaint-light", file).unwrap_err();
    assert_eq!(fault.field, "arguments");
    assert!(
        fault.en.contains("10485760") && fault.en.contains("URLs"),
        "{}",
        fault.en
    );
}

/// An EXIF segment with one tag, in either order of bytes.
fn exif(orientation: u16, little: bool) -> Vec<u8> {
    let short = |n: u16| {
        if little {
            n.to_le_bytes()
        } else {
            n.to_be_bytes()
        }
    };
    let long = |n: u32| {
        if little {
            n.to_le_bytes()
        } else {
            n.to_be_bytes()
        }
    };
    let mut tiff = if little {
        b"II".to_vec()
    } else {
        b"MM".to_vec()
    };
    tiff.extend(short(42));
    tiff.extend(long(8));
    tiff.extend(short(1));
    tiff.extend(short(0x0112));
    tiff.extend(short(3));
    tiff.extend(long(1));
    tiff.extend(short(orientation));
    tiff.extend([0; 6]);
    let mut segment = b"\xff\xe1".to_vec();
    segment.extend(((tiff.len() + 8) as u16).to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}

#[test]
fn a_picture_that_is_stored_turned_is_reported() {
    let comment = b"\xff\xfe\0\x05abc";
    for little in [true, false] {
        for turned in 1..=8 {
            let segments = [&comment[..], &exif(turned, little)].concat();
            assert_eq!(orientation(&jpeg(640, 480, &segments)), Some(turned));
        }
        assert_eq!(orientation(&jpeg(640, 480, &exif(9, little))), None);
    }
    assert_eq!(orientation(&jpeg(640, 480, b"")), None);
    assert_eq!(orientation(&png(640, 480)), None);
}

#[test]
fn no_head_of_any_bytes_is_a_trap() {
    let files = [
        jpeg(640, 480, &exif(6, true)),
        png(640, 480),
        gif(640, 480),
        bmp(640, 480),
        webp(640, 480),
        b"\0\0\0\x18ftypheic\0\0\0\0heicmif1\0\0\0\x20meta\0\0\0\0".to_vec(),
    ];
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    for file in files {
        for _ in 0..20_000 {
            let mut bytes = file.clone();
            for _ in 0..3 {
                chance = chance
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                let at = (chance >> 33) as usize % bytes.len();
                bytes[at] = (chance >> 13) as u8;
            }
            bytes.truncate(1 + (chance >> 40) as usize % file.len());
            let _ = (image_info(&bytes), orientation(&bytes));
        }
    }
}

fn with_mask(image: Picture, mask: Picture) -> Result<(), Fault> {
    let tool = tool("jimeng-image2image-dream-inpaint");
    let values = tool.fields.iter().map(|field| match field.name {
        "prompt" => Some(Value::Text("a".into())),
        "image" => Some(Value::Picture(image.clone())),
        "mask" => Some(Value::Picture(mask.clone())),
        _ => None,
    });
    let arguments = Arguments {
        tool,
        values: values.collect(),
        extra: None,
    };
    call::start(arguments, None).map(|_| ())
}

#[test]
fn a_mask_is_as_large_as_its_image() {
    use base64::Engine as _;
    let base64 = |bytes: Vec<u8>| {
        let text = base64::engine::general_purpose::STANDARD.encode(bytes);
        Picture::Base64(text.into())
    };
    let bytes = Picture::Bytes;
    let turned = exif(6, true);
    let link = Picture::Url("https://h.example/a.png".into());
    for (image, mask, fits) in [
        (bytes(png(640, 480)), bytes(png(640, 480)), true),
        (bytes(png(640, 480)), bytes(png(480, 640)), false),
        (base64(png(640, 480)), base64(png(640, 479)), false),
        (base64(png(640, 480)), bytes(png(640, 480)), true),
        (bytes(jpeg(640, 480, &turned)), bytes(png(480, 640)), true),
        (bytes(jpeg(640, 480, &turned)), bytes(png(640, 480)), true),
        (link.clone(), link, true),
    ] {
        let told = with_mask(image, mask);
        assert_eq!(told.is_ok(), fits, "{told:?}");
        if let Err(fault) = told {
            assert_eq!(fault.field, "mask");
            assert!(fault.en.contains("they must be equal"), "{}", fault.en);
            assert!(fault.zh.contains("必须相同"), "{}", fault.zh);
        }
    }
}
