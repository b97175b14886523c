use super::*;
use crate::args::schema::Kind;

const FIT: Changes = Changes {
    fit: true,
    upright: false,
};

fn limits(bytes: Option<u64>, max: Option<[u64; 2]>) -> ImageLimits {
    ImageLimits {
        types: USUAL_TYPES.map(str::to_owned).to_vec(),
        bytes,
        max,
    }
}

fn smaller(file: &[u8], limits: &ImageLimits) -> image::ImageResult<Option<Made>> {
    changed(file, limits, FIT)
}

/// Noise, which no encoder makes small.
fn noise(width: u32, height: u32) -> DynamicImage {
    let mut chance = 1_u32;
    let mut next = || {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 24) as u8
    };
    let mut image = RgbImage::new(width, height);
    for pixel in image.pixels_mut() {
        pixel.0 = [next(), next(), next()];
    }
    DynamicImage::ImageRgb8(image)
}

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A JPEG that is stored a quarter turned.
fn turned(image: &DynamicImage) -> Vec<u8> {
    let file = written(image, ImageFormat::Jpeg);
    let exif =
        b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    [&file[..2], exif, &file[2..]].concat()
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

#[test]
fn what_fits_is_left_alone() {
    let file = written(&noise(64, 48), ImageFormat::Png);
    let roomy = limits(Some(1 << 20), Some([4096, 4096]));
    assert!(smaller(&file, &roomy).unwrap().is_none());
}

#[test]
fn sides_bytes_and_type_are_made_to_fit() {
    let png = written(&noise(600, 300), ImageFormat::Png);
    let made = smaller(&png, &limits(None, Some([400, 400])));
    let made = made.unwrap().unwrap();
    assert_eq!((made.image.width(), made.image.height()), (400, 200));

    let made = smaller(&png, &limits(Some(60_000), None)).unwrap().unwrap();
    assert!(made.bytes.len() <= 60_000, "{}", made.bytes.len());
    assert_eq!(made.image.width(), made.image.height() * 2);

    for format in [ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::WebP] {
        let file = written(&noise(20, 10), format);
        let made = smaller(&file, &limits(None, None)).unwrap().unwrap();
        assert!(made.bytes.starts_with(b"\xff\xd8\xff"));
    }
    assert!(smaller(b"no picture at all", &limits(None, None)).is_err());
}

#[test]
fn a_turned_picture_becomes_upright_when_asked_or_encoded_again() {
    let file = turned(&noise(40, 20));
    let upright = Changes {
        fit: false,
        upright: true,
    };
    let roomy = limits(Some(1 << 20), None);
    assert!(smaller(&file, &roomy).unwrap().is_none(), "it fits");
    for (limits, changes) in [
        (roomy, upright),
        (limits(Some(1 << 20), Some([30, 30])), FIT),
    ] {
        let made = changed(&file, &limits, changes).unwrap().unwrap();
        assert!(made.turned);
        let image = decoded(&made.bytes);
        assert_eq!(image.height(), image.width() * 2);
        assert!(changed(&made.bytes, &limits, upright).unwrap().is_none());
    }
    let straight = written(&noise(40, 20), ImageFormat::Gif);
    let left = changed(&straight, &limits(None, None), upright).unwrap();
    assert!(left.is_none(), "its type is not asked for");
}

#[test]
fn transparency_is_kept_or_said_to_be_lost() {
    let mut image = noise(200, 100).to_rgba8();
    image.get_pixel_mut(0, 0).0 = [0, 0, 0, 0];
    let file = written(&DynamicImage::ImageRgba8(image), ImageFormat::WebP);
    let made = smaller(&file, &limits(None, None)).unwrap().unwrap();
    assert_eq!((made.kind, made.opaque), ("PNG", false));
    assert_eq!(decoded(&made.bytes).to_rgba8().get_pixel(0, 0).0[3], 0);

    let made = smaller(&file, &limits(Some(20_000), None));
    let made = made.unwrap().unwrap();
    assert_eq!((made.kind, made.opaque), ("JPEG", true));
    assert!(made.bytes.len() <= 20_000);
    let mut clear = image::RgbaImage::new(64, 64);
    clear.get_pixel_mut(1, 1).0 = [0, 0, 0, 255];
    let white = on_white(&DynamicImage::ImageRgba8(clear)).to_rgb8();
    assert_eq!(
        (white.get_pixel(0, 0).0, white.get_pixel(1, 1).0),
        ([255; 3], [0; 3])
    );
}

#[test]
fn where_the_page_states_nothing_the_body_is_the_limit() {
    let field = |name: &str, list: bool| {
        let kind = match list {
            true => Kind::List(Box::new(Kind::Picture)),
            false => Kind::Picture,
        };
        Field {
            name: name.to_owned(),
            kind,
            required: true,
            label: String::new(),
            doc: String::new(),
            limits_text: Vec::new(),
            members: Vec::new(),
            limits: None,
        }
    };
    let fields = [field("one", false), field("more", true)];
    let large = STANDARD.encode(written(&noise(1400, 1400), ImageFormat::Bmp));
    let large = json!({ "base64": large });
    let given = json!({ "one": large, "more": [large, {"url": "https://h.example/a"}, large] });
    let mut given = given.as_object().unwrap().clone();
    let notes = change(&mut given, &fields, FIT).unwrap();
    assert_eq!(notes.len(), 3, "{notes:?}");
    let length = Value::Object(given).to_string().len();
    assert!(length < 10 << 20, "{length}");

    let heic = STANDARD.encode(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    let mut given = Map::from_iter([("one".to_owned(), json!({ "base64": heic }))]);
    let failure = change(&mut given, &fields, FIT).unwrap_err();
    let hint = failure.hint.unwrap();
    assert!(hint.contains("export the image as JPEG"), "{hint}");
}

/// A few bytes that claim to be a huge image.
#[test]
fn what_does_not_fit_into_memory_is_not_decoded() {
    let gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;";
    let mut png = written(&noise(2, 2), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x7f, 0xff, 0, 0, 0x7f, 0xff]);
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    for file in [&gif[..], &png] {
        let limits = limits(Some(10), None);
        let error = smaller(file, &limits).err().unwrap().to_string();
        assert!(error.contains("Memory limit exceeded"), "{error}");
    }
}

/// The checksum of PNG's chunks.
fn crc32(bytes: &[u8]) -> u32 {
    let bit = |crc: u32, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1));
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), bit);
    !bytes.iter().fold(!0, byte)
}
