//! The output options as the service takes them, and their limits (`docs/service-api.md#generic-actions`).

use crate::call::target::Target;
use crate::errors::fault::Fault;
use crate::input::check::{outside, shown};
use crate::protocol::json_writer::{ObjectWriter, number};
use crate::types::{
    AigcLabel, Delivery, OutputOptions, Watermark, WatermarkLanguage, WatermarkPosition,
};
use visual_catalog::Product;

/// The most characters of each text of a label, as the video pages state it.
const MAX_LABEL: usize = 256;

/// Checks the output options against what the tool takes.
pub fn check(target: &Target, output: &OutputOptions) -> Result<(), Fault> {
    if let Some(watermark) = &output.watermark {
        check_watermark(target, watermark)?;
    }
    match &output.label {
        Some(label) => check_label(target, label),
        None => Ok(()),
    }
}

fn check_watermark(target: &Target, watermark: &Watermark) -> Result<(), Fault> {
    if !target.output.watermark {
        let (en, zh) = match target.product {
            Product::Video => ("videos take none", "视频不支持水印"),
            _ => ("the service takes none there", "服务在此不接受水印"),
        };
        return Err(not_offered("watermark", target, (en, zh)));
    }
    match watermark.opacity {
        Some(opacity) if !(0.0..=1.0).contains(&opacity) => {
            Err(outside("opacity", [0.0, 1.0, opacity].map(shown)))
        }
        _ => Ok(()),
    }
}

fn not_offered(option: &str, target: &Target, (en, zh): (&str, &str)) -> Fault {
    let name = visual_catalog::alias(&target.name);
    Fault::unsupported(
        option,
        format!("is not offered by {name}: {en}"),
        format!("不适用于 {name}：{zh}"),
    )
}

fn check_label(target: &Target, label: &AigcLabel) -> Result<(), Fault> {
    if !target.output.label {
        let why = ("the service takes none there", "服务在此不接受标识");
        return Err(not_offered("label", target, why));
    }
    if label.producer_id.is_empty() {
        return Err(Fault::missing("producer-id"));
    }
    if target.product.word() != Product::Video.word() {
        return Ok(());
    }
    if label
        .content_propagator
        .as_ref()
        .is_none_or(String::is_empty)
    {
        return Err(Fault::missing("content-propagator"));
    }
    for (name, text) in label_texts(label) {
        let length = text.chars().count();
        if length > MAX_LABEL {
            return Err(Fault::new(
                &name.replace('_', "-"),
                format!("has {length} characters; at most {MAX_LABEL} are allowed"),
                format!("共 {length} 个字符，最多允许 {MAX_LABEL} 个"),
            ));
        }
    }
    Ok(())
}

fn label_texts(label: &AigcLabel) -> impl Iterator<Item = (&'static str, &str)> {
    [
        ("content_producer", label.content_producer.as_deref()),
        ("producer_id", Some(label.producer_id.as_str())),
        ("content_propagator", label.content_propagator.as_deref()),
        ("propagate_id", label.propagate_id.as_deref()),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some((name, text?)))
}

/// Adds the output options to an object: the body of an action that answers
/// with the product, or the `req_json` of a query.
pub fn write(object: &mut ObjectWriter, target: &Target, output: Option<&OutputOptions>) {
    for (name, json) in members(target, output) {
        object.json(name, &json);
    }
}

/// Adds the output options to the body of a submission whose end is reported
/// to a callback: objects travel as text there (`docs/service-api.md#generic-actions`).
pub fn write_for_callback(
    body: &mut ObjectWriter,
    target: &Target,
    output: Option<&OutputOptions>,
) {
    for (name, json) in members(target, output) {
        match json.starts_with('{') {
            true => body.text(name, &json),
            false => body.json(name, &json),
        }
    }
}

fn members(target: &Target, output: Option<&OutputOptions>) -> Vec<(&'static str, String)> {
    let mut members = Vec::new();
    if target.output.link {
        let delivery = output.and_then(|output| output.delivery);
        let links = delivery.unwrap_or(Delivery::Url) == Delivery::Url;
        members.push(("return_url", links.to_string()));
    }
    if let Some(watermark) = output.and_then(|output| output.watermark.as_ref()) {
        members.push(("logo_info", logo_info(watermark)));
    }
    if let Some(label) = output.and_then(|output| output.label.as_ref()) {
        let mut meta = ObjectWriter::default();
        for (name, text) in label_texts(label) {
            meta.text(name, text);
        }
        members.push(("aigc_meta", meta.finish()));
    }
    members
}

fn logo_info(watermark: &Watermark) -> String {
    let mut logo = ObjectWriter::default();
    logo.plain("add_logo", true);
    if let Some(position) = watermark.position {
        logo.plain("position", position_number(position));
    }
    if let Some(language) = watermark.language {
        logo.plain("language", language_number(language));
    }
    if let Some(opacity) = watermark.opacity {
        logo.json("opacity", &number(opacity));
    }
    if let Some(text) = &watermark.text {
        logo.text("logo_text_content", text);
    }
    logo.finish()
}

const fn position_number(position: WatermarkPosition) -> u8 {
    match position {
        WatermarkPosition::BottomRight => 0,
        WatermarkPosition::BottomLeft => 1,
        WatermarkPosition::TopLeft => 2,
        WatermarkPosition::TopRight => 3,
    }
}

const fn language_number(language: WatermarkLanguage) -> u8 {
    match language {
        WatermarkLanguage::Chinese => 0,
        WatermarkLanguage::English => 1,
    }
}
