//! Lines of text, as a task's text, as the JSON inside one whose guard is right, and as
//! the parts of a task: whatever is a task is written and read without loss.

use crate::{is_clean, tool};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use volcengine_visual::call::task_text::{check, format, parse};
use volcengine_visual::protocol::string_to_sign::hash;
use volcengine_visual::types::{
    AigcLabel, Delivery, OutputOptions, Task, Watermark, WatermarkLanguage, WatermarkPosition,
};

/// One of the known values by a line's first character, or none.
fn pick<T: Copy>(known: &[T], line: Option<&str>) -> Option<T> {
    let first = line?.bytes().next()?;
    known.get(usize::from(first % 8)).copied()
}

/// A task whose parts are the lines of a text; empty ones are absent.
fn made(text: &str) -> Task {
    let mut lines = text.split('\n');
    let mut next = || lines.next().filter(|line| !line.is_empty());
    let (name, id, at) = (next(), next(), next());
    let delivery = pick(&[Delivery::Url, Delivery::Bytes, Delivery::Base64], next());
    let (written, opacity) = (next(), next());
    use WatermarkPosition::{BottomLeft, BottomRight, TopLeft, TopRight};
    let position = pick(&[BottomRight, BottomLeft, TopLeft, TopRight], next());
    let language = pick(
        &[WatermarkLanguage::Chinese, WatermarkLanguage::English],
        next(),
    );
    let mut next = || next().map(str::to_string);
    let (producer, label, propagator, propagation) = (next(), next(), next(), next());
    let opacity = opacity.and_then(|number| number.parse().ok());
    let watermark = Watermark {
        text: written.map(str::to_string),
        position,
        language,
        // The check of a call lets no other pass; and the reader of JSON may miss the
        // last of 17 digits, of which an opacity has few.
        opacity: opacity
            .filter(|number: &f64| (0.0..=1.0).contains(number))
            .map(|number: f64| (number * 1e6).round() / 1e6),
    };
    let label = label.map(|producer_id| AigcLabel {
        content_producer: producer,
        producer_id,
        content_propagator: propagator,
        propagate_id: propagation,
    });
    Task {
        tool: tool(name.unwrap_or_default()).name.to_string(),
        id: id.unwrap_or("1").to_string(),
        submitted_at: at.and_then(|at| at.parse().ok()).unwrap_or(0),
        output: Some(OutputOptions {
            delivery,
            watermark: Some(watermark),
            label,
        }),
    }
}

fn comes_back(task: &Task) {
    let read = parse(&format(task)).expect("what was written is read");
    // The records have no equality.
    assert_eq!(format!("{read:?}"), format!("{task:?}"));
}

/// One input.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let body = URL_SAFE_NO_PAD.encode(data);
    let guard = hash(body.as_bytes());
    for text in [&*text, &*format!("vt1.{body}.{}", &guard[..8])] {
        match parse(text) {
            Ok(task) => comes_back(&task),
            Err(fault) => assert!(is_clean(&fault.en) && is_clean(&fault.zh), "{fault:?}"),
        }
    }
    let task = made(&text);
    if check(&task).is_ok() {
        comes_back(&task);
    }
}
