//! Options of a call from JSON, with the field names of the contract in snake
//! case, as the program prints them.

use serde_json::{Map, Value};
use visual_host::types::{
    AigcLabel, Delivery, Options, OutputOptions, Watermark, WatermarkLanguage, WatermarkPosition,
};

/// Reads options; a name that is not theirs is refused.
pub fn read(value: &Value) -> Options {
    let mut left = object(value);
    let mut options = Options::default();
    options.output = left.remove("output").as_ref().map(read_output);
    options.wait_ms = number(&mut left, "wait_ms");
    options.max_inline = number(&mut left, "max_inline");
    finished(left, options)
}

/// Reads the output options.
pub fn read_output(value: &Value) -> OutputOptions {
    let mut left = object(value);
    let delivery = text(&mut left, "delivery").map(|word| match word.as_str() {
        "url" => Delivery::Url,
        "bytes" => Delivery::Bytes,
        "base64" => Delivery::Base64,
        other => panic!("no delivery: {other}"),
    });
    let mut output = OutputOptions::default();
    output.delivery = delivery;
    output.watermark = left.remove("watermark").as_ref().map(watermark);
    output.label = left.remove("label").as_ref().map(label);
    finished(left, output)
}

fn watermark(value: &Value) -> Watermark {
    let mut left = object(value);
    let position = text(&mut left, "position").map(|word| match word.as_str() {
        "bottom-right" => WatermarkPosition::BottomRight,
        "bottom-left" => WatermarkPosition::BottomLeft,
        "top-left" => WatermarkPosition::TopLeft,
        "top-right" => WatermarkPosition::TopRight,
        other => panic!("no corner: {other}"),
    });
    let language = text(&mut left, "language").map(|word| match word.as_str() {
        "chinese" => WatermarkLanguage::Chinese,
        "english" => WatermarkLanguage::English,
        other => panic!("no language: {other}"),
    });
    let mut watermark = Watermark::default();
    watermark.text = text(&mut left, "text");
    watermark.position = position;
    watermark.language = language;
    let opacity = left.remove("opacity");
    watermark.opacity = opacity.map(|value| value.as_f64().expect("a number"));
    finished(left, watermark)
}

fn label(value: &Value) -> AigcLabel {
    let mut left = object(value);
    let mut label = AigcLabel::new(text(&mut left, "producer_id").unwrap_or_default());
    label.content_producer = text(&mut left, "content_producer");
    label.content_propagator = text(&mut left, "content_propagator");
    label.propagate_id = text(&mut left, "propagate_id");
    finished(left, label)
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

fn text(left: &mut Map<String, Value>, name: &str) -> Option<String> {
    let value = left.remove(name)?;
    Some(value.as_str().expect("a text").to_owned())
}

fn number(left: &mut Map<String, Value>, name: &str) -> Option<u32> {
    let value = left.remove(name)?.as_u64().expect("a number");
    Some(u32::try_from(value).expect("a number of 32 bits"))
}

fn finished<T>(left: Map<String, Value>, product: T) -> T {
    assert!(left.is_empty(), "unknown names: {:?}", left.keys());
    product
}
