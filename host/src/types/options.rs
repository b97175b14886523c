//! Options of an order, the same for every tool.

use crate::setters::setters;
use crate::words::words;
use serde::Serialize;

words! {
    /// How media come back.
    #[non_exhaustive]
    Delivery {
        /// A link that the service keeps for a limited time: 24 hours for
        /// images, 1 hour for videos.
        Url = "url",
        /// The bytes of the file.
        Bytes = "bytes",
        /// The file in base64.
        Base64 = "base64",
    }
}

words! {
    /// The corner of a visible watermark.
    #[non_exhaustive]
    WatermarkPosition {
        /// Bottom right, the service's default.
        BottomRight = "bottom-right",
        /// Bottom left.
        BottomLeft = "bottom-left",
        /// Top left.
        TopLeft = "top-left",
        /// Top right.
        TopRight = "top-right",
    }
}

words! {
    /// The language of the service's standard watermark text.
    #[non_exhaustive]
    WatermarkLanguage {
        /// Chinese, the service's default.
        Chinese = "chinese",
        /// English.
        English = "english",
    }
}

/// A visible watermark, drawn by the service. Image tools only: a video tool
/// refuses it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Watermark {
    /// Text in place of the standard one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The corner. Default: bottom right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<WatermarkPosition>,
    /// The language of the standard text. Default: Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<WatermarkLanguage>,
    /// From 0 (invisible) to 1 (opaque). Default: the service's own, which its
    /// pages give as 1 (current) or 0.3 (2024).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opacity: Option<f64>,
}

/// An implicit label that the service writes into the file's metadata, as the
/// rules on AI-generated content ask. At most 256 characters each on video
/// tools.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AigcLabel {
    /// Name of the content's producer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_producer: Option<String>,
    /// Identifier of the content's production. Required by the service.
    pub producer_id: String,
    /// Name of the content's distributor. Required on video tools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_propagator: Option<String>,
    /// Identifier of the content's distribution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_id: Option<String>,
}

impl AigcLabel {
    /// A label with the one text that the service always requires.
    pub fn new(producer_id: impl Into<String>) -> AigcLabel {
        AigcLabel {
            producer_id: producer_id.into(),
            ..AigcLabel::default()
        }
    }
}

/// What the media should look like. Fixed at submission: a task carries it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OutputOptions {
    /// How media come back. Default: as links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// A visible watermark. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watermark: Option<Watermark>,
    /// A label in the file's metadata. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<AigcLabel>,
}

/// Options of one order.
///
/// ```
/// use visual_host::types::{Delivery, Options, OutputOptions};
///
/// let output = OutputOptions::default().with_delivery(Delivery::Bytes);
/// let options = Options::default().with_output(output).with_wait_ms(60_000);
/// assert_eq!(options.max_inline, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// What the media should look like. Default: links, no watermark, no label.
    pub output: Option<OutputOptions>,
    /// How long the whole order may take, in milliseconds: its turn in the
    /// queue, the submission, retries and polling. Default: the usual time of
    /// the tool. 0: submit only.
    pub wait_ms: Option<u32>,
    /// The most bytes of media that come back as bytes, all media of an answer
    /// together. Default: 1 MiB. What exceeds it comes back as a link where the
    /// service has one, else in base64, with a warning.
    pub max_inline: Option<u32>,
}

setters!(Watermark {
    with_text(text: impl Into<String>) => Some(text.into()),
    with_position(position: WatermarkPosition) => Some(position),
    with_language(language: WatermarkLanguage) => Some(language),
    with_opacity(opacity: f64) => Some(opacity),
});

setters!(AigcLabel {
    with_content_producer(content_producer: impl Into<String>) => Some(content_producer.into()),
    with_content_propagator(content_propagator: impl Into<String>) => Some(content_propagator.into()),
    with_propagate_id(propagate_id: impl Into<String>) => Some(propagate_id.into()),
});

setters!(OutputOptions {
    with_delivery(delivery: Delivery) => Some(delivery),
    with_watermark(watermark: Watermark) => Some(watermark),
    with_label(label: AigcLabel) => Some(label),
});

setters!(Options {
    with_output(output: OutputOptions) => Some(output),
    with_wait_ms(wait_ms: u32) => Some(wait_ms),
    with_max_inline(max_inline: u32) => Some(max_inline),
});
