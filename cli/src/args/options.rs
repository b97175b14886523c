//! The options that every tool shares, as flags of `run`.

use crate::args::command::{switch, wait};
use crate::journal;
use crate::output::failure::Failure;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};
use visual_host::types::{
    AigcLabel, Delivery, Options, OutputOptions, Watermark, WatermarkLanguage, WatermarkPosition,
};

/// With its own cap on transfers, this host can take what the component's
/// default would turn into a link.
const MAX_INLINE: u32 = 64 << 20;

/// The flags of `run`.
pub fn arguments() -> Vec<Arg> {
    let arguments = text(
        "args-json",
        "JSON|@FILE|-",
        "The tool's arguments as one JSON object",
    );
    let mut arguments = vec![arguments];
    #[cfg(feature = "pictures")]
    arguments.extend(fitting());
    [arguments, buying()].concat()
}

/// What is done to pictures from files.
#[cfg(feature = "pictures")]
fn fitting() -> [Arg; 2] {
    let fit = switch(
        "fit",
        "Resize or re-encode image files that the tool would reject, to JPEG or PNG; HEIC is not read",
    );
    let upright = switch(
        "upright",
        "Turn image files as their EXIF orientation says, whether or not they fit",
    );
    [fit, upright]
}

/// The flags of every command that buys.
pub fn buying() -> Vec<Arg> {
    let journal = [journal::bounds().to_vec(), journal::place().to_vec()].concat();
    [output(), journal].concat()
}

fn output() -> Vec<Arg> {
    vec![
        switch("no-wait", "Submit only, and print the task"),
        wait().conflicts_with("no-wait"),
        choice(
            "delivery",
            &["url", "bytes", "base64"],
            "How products come back [default: url]",
        ),
        text(
            "watermark",
            "TEXT",
            "Draw a visible watermark, with the service's text or this one",
        )
        .num_args(0..=1)
        .default_missing_value(""),
        choice(
            "watermark-position",
            &["bottom-right", "bottom-left", "top-left", "top-right"],
            "Corner of the watermark",
        ),
        choice(
            "watermark-language",
            &["chinese", "english"],
            "Language of the service's text",
        ),
        text(
            "watermark-opacity",
            "NUMBER",
            "From 0 (invisible) to 1 (opaque)",
        ),
        text(
            "label-producer-id",
            "TEXT",
            "Label the file: identifier of the production",
        ),
        text(
            "label-content-producer",
            "TEXT",
            "Label the file: name of the producer",
        ),
        text(
            "label-content-propagator",
            "TEXT",
            "Label the file: name of the propagator",
        ),
        text(
            "label-propagate-id",
            "TEXT",
            "Label the file: identifier of the propagation",
        ),
    ]
}

fn text(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn choice(name: &'static str, values: &'static [&'static str], help: &'static str) -> Arg {
    let parser = PossibleValuesParser::new(values.iter().copied());
    text(name, "CHOICE", help).value_parser(parser)
}

/// The options that the flags ask for.
pub fn options(matches: &ArgMatches) -> Result<Options, Failure> {
    let delivery = get(matches, "delivery").map(|word| match word.as_str() {
        "bytes" => Delivery::Bytes,
        "base64" => Delivery::Base64,
        _ => Delivery::Url,
    });
    if delivery.is_some_and(|d| d != Delivery::Url) && !matches.contains_id("output") {
        let message = "--delivery bytes and base64 need --output: products are not printed";
        let message_zh = "--delivery bytes 与 base64 需要同时给出 --output";
        return Err(Failure::input("delivery", message, message_zh));
    }
    let mut output = OutputOptions::default();
    output.delivery = delivery;
    output.watermark = watermark(matches)?;
    output.label = label(matches)?;
    let asked = delivery.is_some() || output.watermark.is_some() || output.label.is_some();
    let mut options = Options::default();
    options.output = asked.then_some(output);
    options.max_inline = delivery.map(|_| MAX_INLINE);
    Ok(options)
}

fn get(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

fn watermark(matches: &ArgMatches) -> Result<Option<Watermark>, Failure> {
    let parts = [
        "watermark-position",
        "watermark-language",
        "watermark-opacity",
    ];
    if get(matches, "watermark").is_none() && parts.iter().all(|p| get(matches, p).is_none()) {
        return Ok(None);
    }
    let position = get(matches, "watermark-position").map(|word| match word.as_str() {
        "bottom-left" => WatermarkPosition::BottomLeft,
        "top-left" => WatermarkPosition::TopLeft,
        "top-right" => WatermarkPosition::TopRight,
        _ => WatermarkPosition::BottomRight,
    });
    let language = get(matches, "watermark-language").map(|word| match word.as_str() {
        "english" => WatermarkLanguage::English,
        _ => WatermarkLanguage::Chinese,
    });
    let mut mark = Watermark::default();
    mark.text = get(matches, "watermark").filter(|text| !text.is_empty());
    mark.position = position;
    mark.language = language;
    mark.opacity = get(matches, "watermark-opacity").map(opacity).transpose()?;
    Ok(Some(mark))
}

fn opacity(text: String) -> Result<f64, Failure> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| {
        let message = format!("watermark-opacity must be a number from 0 to 1, not `{text}`");
        Failure::input(
            "watermark-opacity",
            &message,
            "watermark-opacity 必须是 0 到 1 之间的数",
        )
    })
}

fn label(matches: &ArgMatches) -> Result<Option<AigcLabel>, Failure> {
    let content_producer = get(matches, "label-content-producer");
    let content_propagator = get(matches, "label-content-propagator");
    let propagate_id = get(matches, "label-propagate-id");
    let others = [&content_producer, &content_propagator, &propagate_id];
    match get(matches, "label-producer-id") {
        Some(producer_id) => {
            let mut label = AigcLabel::new(producer_id);
            label.content_producer = content_producer;
            label.content_propagator = content_propagator;
            label.propagate_id = propagate_id;
            Ok(Some(label))
        }
        None if others.iter().all(|other| other.is_none()) => Ok(None),
        None => Err(Failure::input(
            "label-producer-id",
            "a label needs --label-producer-id",
            "隐式标识必须给出 --label-producer-id",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::command;
    use std::ffi::OsString;

    fn parse(flags: &str) -> Result<Options, Failure> {
        let words = ["visual", "run", "t"]
            .into_iter()
            .chain(flags.split_whitespace());
        let words = words.map(OsString::from).collect();
        let matches = command::parse(command::program(command::run(None, Vec::new())), words)?;
        options(matches.subcommand().unwrap().1)
    }

    #[test]
    fn nothing_asked_is_nothing_sent() {
        assert!(parse("").unwrap().output.is_none());
    }

    #[test]
    fn watermarks_come_with_and_without_text() {
        let mark = |flags| parse(flags).unwrap().output.unwrap().watermark.unwrap();
        assert_eq!(mark("--watermark").text, None);
        assert_eq!(mark("--watermark=mine").text.as_deref(), Some("mine"));
        let corner = mark("--watermark-position top-left --watermark-opacity 0.3");
        assert_eq!(corner.position, Some(WatermarkPosition::TopLeft));
        assert_eq!(corner.opacity, Some(0.3));
        assert!(parse("--watermark-opacity dark").is_err());
    }

    #[test]
    fn combinations_that_cannot_work_are_refused() {
        assert!(parse("--delivery bytes").is_err());
        assert!(parse("--delivery bytes -o a.png").is_ok());
        assert!(parse("--label-propagate-id x").is_err());
        assert!(parse("--label-producer-id x").is_ok());
        assert!(parse("--wait 3 --no-wait").is_err());
    }
}
