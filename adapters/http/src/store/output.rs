//! How results come back, as JSON for the hash of an order: as `visual-host` writes it.

use crate::bindings::volcengine::visual::types::{
    AigcLabel, Delivery, OutputOptions, Watermark, WatermarkLanguage, WatermarkPosition,
};
use visual_http_api::json::Object;

/// The options, without what is not set.
pub fn json(options: &OutputOptions) -> String {
    let delivery = options.delivery.map(|delivery| match delivery {
        Delivery::Url => "url",
        Delivery::Bytes => "bytes",
        Delivery::Base64 => "base64",
    });
    let mut object = Object::default().option("delivery", delivery);
    if let Some(mark) = &options.watermark {
        object = object.json("watermark", &watermark(mark));
    }
    if let Some(named) = &options.label {
        object = object.json("label", &label(named));
    }
    object.end()
}

fn watermark(watermark: &Watermark) -> String {
    let position = watermark.position.map(|position| match position {
        WatermarkPosition::BottomRight => "bottom-right",
        WatermarkPosition::BottomLeft => "bottom-left",
        WatermarkPosition::TopLeft => "top-left",
        WatermarkPosition::TopRight => "top-right",
    });
    let language = watermark.language.map(|language| match language {
        WatermarkLanguage::Chinese => "chinese",
        WatermarkLanguage::English => "english",
    });
    let object = Object::default()
        .option("text", watermark.text.as_deref())
        .option("position", position)
        .option("language", language);
    match watermark.opacity {
        Some(opacity) => object.json("opacity", &opacity.to_string()).end(),
        None => object.end(),
    }
}

fn label(label: &AigcLabel) -> String {
    Object::default()
        .option("content_producer", label.content_producer.as_deref())
        .text("producer_id", &label.producer_id)
        .option("content_propagator", label.content_propagator.as_deref())
        .option("propagate_id", label.propagate_id.as_deref())
        .end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_json_without_what_is_not_set() {
        let options = OutputOptions {
            delivery: Some(Delivery::Url),
            watermark: Some(Watermark {
                text: Some("a\"".to_owned()),
                position: Some(WatermarkPosition::TopLeft),
                language: None,
                opacity: Some(0.3),
            }),
            label: Some(AigcLabel {
                content_producer: None,
                producer_id: "7".to_owned(),
                content_propagator: Some("8".to_owned()),
                propagate_id: None,
            }),
        };
        assert_eq!(
            json(&options),
            r#"{"delivery":"url","watermark":{"text":"a\"","position":"top-left","opacity":0.3},"label":{"producer_id":"7","content_propagator":"8"}}"#
        );
    }
}
