//! Images against the limits of their fields, by their heads alone.

use super::address::check_url;
use crate::errors::fault::Fault;
use crate::input::arguments::Picture;
use crate::input::base64_text::{decoded_length, standard};
use crate::input::picture::{ImageInfo, ProbeError, image_info, image_info_of_base64};
use visual_catalog::{Field, ImageRule};

/// Checks one image: its form, then its type, bytes, sides and ratio.
pub fn check_picture(field: &Field, rule: &ImageRule, picture: &Picture) -> Result<(), Fault> {
    match picture {
        Picture::Url(url) => check_url(field.name, url),
        Picture::Bytes(bytes) => check_file(field, rule, (bytes.len(), || image_info(bytes))),
        Picture::Base64(text) => {
            let refused = |(en, zh): (&str, &str)| {
                Fault::new(
                    field.name,
                    format!("is not valid base64: it {en}"),
                    format!("不是有效的 base64：{zh}"),
                )
            };
            let text = standard(text).map_err(refused)?;
            let length = decoded_length(&text).map_err(refused)?;
            check_file(field, rule, (length, || image_info_of_base64(&text)))
        }
    }
}

/// Checks a file by its length, and by what its head shows.
fn check_file(
    field: &Field,
    rule: &ImageRule,
    (count, info): (usize, impl FnOnce() -> Result<ImageInfo, ProbeError>),
) -> Result<(), Fault> {
    if count == 0 {
        return Err(Fault::missing(field.name));
    }
    if let Some(max) = rule.bytes
        && count > max as usize
    {
        return Err(Fault::new(
            field.name,
            format!("has {count} bytes; at most {max} are allowed"),
            format!("共 {count} 字节，最多允许 {max} 字节"),
        ));
    }
    match info() {
        Ok(seen) => check_info(field, rule, seen),
        Err(ProbeError::Unknown) => Err(Fault::new(
            field.name,
            "is not a supported image (JPEG, PNG, WebP, BMP, GIF, HEIC)",
            "不是支持的图片（JPEG、PNG、WebP、BMP、GIF、HEIC）",
        )),
        Err(ProbeError::Damaged(kind)) => Err(Fault::new(
            field.name,
            format!("looks like {kind} but is truncated or corrupt"),
            format!("是 {kind} 文件，但不完整或已损坏"),
        )),
    }
}

fn check_info(field: &Field, rule: &ImageRule, seen: ImageInfo) -> Result<(), Fault> {
    let kind = seen.mime_type;
    if !rule.types.is_empty() && !rule.types.contains(&kind) {
        let [known, known_zh] = [", ", "、"].map(|separator| rule.types.join(separator));
        return Err(Fault::new(
            field.name,
            format!("must be {known}, got {kind}"),
            format!("必须是 {known_zh}，实际为 {kind}"),
        ));
    }
    let (long, short) = (seen.width.max(seen.height), seen.width.min(seen.height));
    let (width, height) = (seen.width, seen.height);
    if short == 0 {
        return Err(Fault::new(
            field.name,
            format!("is empty: {width} x {height} pixels"),
            format!("是空图片：{width}×{height} 像素"),
        ));
    }
    let limit = |en: &str, zh: &str, (long_side, short_side): (u32, u32)| {
        Fault::new(
            field.name,
            format!("must have {en} {long_side} x {short_side} pixels, got {width} x {height}"),
            format!("尺寸须{zh} {long_side}×{short_side} 像素，实际为 {width}×{height}"),
        )
    };
    if let Some(min) = rule.min
        && (long < min.0.into() || short < min.1.into())
    {
        return Err(limit("at least", "不小于", min));
    }
    if let Some(max) = rule.max
        && (long > max.0.into() || short > max.1.into())
    {
        return Err(limit("at most", "不大于", max));
    }
    match rule.ratio {
        Some(ratio) if long > short * u64::from(ratio) => Err(Fault::new(
            field.name,
            format!("must have an aspect ratio of at most {ratio}:1, got {width} x {height}"),
            format!("长短边之比最多 {ratio}:1，实际为 {width}×{height}"),
        )),
        _ => Ok(()),
    }
}
