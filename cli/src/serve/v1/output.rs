//! How results come back, as the library takes it.

use visual_host::types::{
    AigcLabel, Delivery, OutputOptions, Watermark, WatermarkLanguage, WatermarkPosition,
};
use visual_http_api::output;

/// What a query asked for.
pub fn options(output: output::Output) -> OutputOptions {
    let mut options = OutputOptions::default();
    options.delivery = output.delivery.map(|delivery| match delivery {
        output::Delivery::Url => Delivery::Url,
        output::Delivery::Base64 => Delivery::Base64,
    });
    options.watermark = output.watermark.map(watermark);
    options.label = output.label.map(|label| {
        let mut made = AigcLabel::new(label.producer_id);
        made.content_producer = label.content_producer;
        made.content_propagator = label.content_propagator;
        made.propagate_id = label.propagate_id;
        made
    });
    options
}

fn watermark(watermark: output::Watermark) -> Watermark {
    let mut made = Watermark::default();
    made.text = watermark.text;
    made.position = watermark.position.map(|position| match position {
        output::Position::BottomRight => WatermarkPosition::BottomRight,
        output::Position::BottomLeft => WatermarkPosition::BottomLeft,
        output::Position::TopLeft => WatermarkPosition::TopLeft,
        output::Position::TopRight => WatermarkPosition::TopRight,
    });
    made.language = watermark.language.map(|language| match language {
        output::Language::Chinese => WatermarkLanguage::Chinese,
        output::Language::English => WatermarkLanguage::English,
    });
    made.opacity = watermark.opacity;
    made
}
