//! How results come back, as the component takes it.

use crate::bindings::volcengine::visual::types::{
    AigcLabel, Delivery, OutputOptions, Watermark, WatermarkLanguage, WatermarkPosition,
};
use visual_http_api::output;

/// What a query asked for.
pub fn options(output: output::Output) -> OutputOptions {
    OutputOptions {
        delivery: output.delivery.map(|delivery| match delivery {
            output::Delivery::Url => Delivery::Url,
            output::Delivery::Base64 => Delivery::Base64,
        }),
        watermark: output.watermark.map(watermark),
        label: output.label.map(|label| AigcLabel {
            content_producer: label.content_producer,
            producer_id: label.producer_id,
            content_propagator: label.content_propagator,
            propagate_id: label.propagate_id,
        }),
    }
}

fn watermark(watermark: output::Watermark) -> Watermark {
    Watermark {
        text: watermark.text,
        position: watermark.position.map(|position| match position {
            output::Position::BottomRight => WatermarkPosition::BottomRight,
            output::Position::BottomLeft => WatermarkPosition::BottomLeft,
            output::Position::TopLeft => WatermarkPosition::TopLeft,
            output::Position::TopRight => WatermarkPosition::TopRight,
        }),
        language: watermark.language.map(|language| match language {
            output::Language::Chinese => WatermarkLanguage::Chinese,
            output::Language::English => WatermarkLanguage::English,
        }),
        opacity: watermark.opacity,
    }
}
