//! A mask beside its image.

use super::*;
use crate::args::schema::Kind;
use image::{GrayImage, Luma};

const IMAGE: &str = "image";
const MASK: &str = mask::MASK;

fn written(image: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn file(given: &Map<String, Value>, name: &str) -> Vec<u8> {
    STANDARD
        .decode(given[name]["base64"].as_str().unwrap())
        .unwrap()
}

fn photo(width: u32, height: u32) -> Vec<u8> {
    let image = DynamicImage::ImageRgb8(RgbImage::new(width, height));
    written(image, ImageFormat::Png)
}

/// Its right half is marked.
fn marked(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let half = |x, _| Luma([if x < width / 2 { 0 } else { 255 }]);
    let image = GrayImage::from_fn(width, height, half);
    written(DynamicImage::ImageLuma8(image), format)
}

fn changed(image: &[u8], mask: &[u8], max: u64) -> Result<(Map<String, Value>, usize), Failure> {
    let field = |name: &str| Field {
        name: name.to_owned(),
        kind: Kind::Picture,
        required: true,
        label: String::new(),
        doc: String::new(),
        limits_text: Vec::new(),
        members: Vec::new(),
        limits: Some(ImageLimits {
            types: vec!["image/jpeg".to_owned(), "image/png".to_owned()],
            bytes: Some(max),
            max: Some([100, 100]),
        }),
    };
    let file = |bytes: &[u8]| json!({ "base64": STANDARD.encode(bytes) });
    let given = json!({ IMAGE: file(image), MASK: file(mask) });
    let mut given = given.as_object().unwrap().clone();
    let changes = Changes {
        fit: true,
        upright: false,
    };
    let notes = change(&mut given, &[field(IMAGE), field(MASK)], changes)?;
    Ok((given, notes.len()))
}

#[test]
fn a_mask_follows_its_image() {
    let mask = marked(400, 200, ImageFormat::Bmp);
    let (given, notes) = changed(&photo(400, 200), &mask, 1 << 20).unwrap();
    assert_eq!(notes, 2);
    let read = |name: &str| image::load_from_memory(&file(&given, name)).unwrap();
    let (image, mask) = (read(IMAGE), read(MASK));
    assert_eq!((image.width(), image.height()), (100, 50));
    assert_eq!((mask.width(), mask.height()), (100, 50));
    assert!(matches!(mask, DynamicImage::ImageLuma8(_)), "one channel");
    let levels: std::collections::BTreeSet<_> = mask.into_luma8().into_raw().into_iter().collect();
    assert_eq!(levels.into_iter().collect::<Vec<_>>(), [0, 255]);
}

#[test]
fn a_mask_that_fits_is_left_alone() {
    let mask = marked(80, 40, ImageFormat::Png);
    let (given, notes) = changed(&photo(80, 40), &mask, 1 << 20).unwrap();
    assert_eq!((notes, file(&given, MASK)), (0, mask));
}

#[test]
fn a_mask_of_another_size_is_no_pair() {
    let (_, notes) = changed(&photo(80, 40), &marked(40, 40, ImageFormat::Png), 1 << 20).unwrap();
    assert_eq!(notes, 0);
}

#[test]
fn a_mask_that_cannot_be_small_enough_is_refused() {
    let mut chance = 1_u32;
    let noise = GrayImage::from_fn(100, 100, |_, _| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Luma([(chance >> 24) as u8])
    });
    let noise = written(DynamicImage::ImageLuma8(noise), ImageFormat::Bmp);
    let failure = changed(&photo(100, 100), &noise, 5_000).unwrap_err();
    assert_eq!(failure.error.field.as_deref(), Some(MASK));
    assert!(failure.hint.is_some());
}
