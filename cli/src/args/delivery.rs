//! How results come back, from the options of the command line.

use super::options::{BuyArgs, DeliveryArgs};
use crate::output::failure::Failure;
use crate::output::language::message;
use visual_host::types::{
    AigcLabel, Delivery, Options, OutputOptions, Watermark, WatermarkLanguage, WatermarkPosition,
};

/// With its own cap on transfers, this host can take what the component's
/// default would turn into a link.
const MAX_INLINE: u32 = 64 << 20;

/// The options that the command line asks for.
pub fn options(args: &BuyArgs) -> Result<Options, Failure> {
    let wanted = &args.delivery;
    let delivery = wanted.delivery.as_deref().map(|word| match word {
        "bytes" => Delivery::Bytes,
        "base64" => Delivery::Base64,
        _ => Delivery::Url,
    });
    if delivery.is_some_and(|d| d != Delivery::Url) && args.output.output.is_none() {
        let message = message!(
            "--delivery bytes and base64 need --output; results are not printed",
            "--delivery bytes 与 base64 需要同时给出 --output，结果不会输出到终端"
        );
        return Err(Failure::input("delivery", message));
    }
    let mut output = OutputOptions::default();
    output.delivery = delivery;
    output.watermark = watermark(wanted)?;
    output.label = label(wanted)?;
    let asked = delivery.is_some() || output.watermark.is_some() || output.label.is_some();
    let mut options = Options::default();
    options.output = asked.then_some(output);
    options.max_inline = delivery.map(|_| MAX_INLINE);
    Ok(options)
}

fn watermark(args: &DeliveryArgs) -> Result<Option<Watermark>, Failure> {
    let given = [
        &args.watermark,
        &args.watermark_position,
        &args.watermark_language,
        &args.watermark_opacity,
    ];
    if given.iter().all(|arg| arg.is_none()) {
        return Ok(None);
    }
    let mut mark = Watermark::default();
    mark.text = args.watermark.clone().filter(|text| !text.is_empty());
    mark.position = args.watermark_position.as_deref().map(|word| match word {
        "bottom-left" => WatermarkPosition::BottomLeft,
        "top-left" => WatermarkPosition::TopLeft,
        "top-right" => WatermarkPosition::TopRight,
        _ => WatermarkPosition::BottomRight,
    });
    mark.language = args.watermark_language.as_deref().map(|word| match word {
        "english" => WatermarkLanguage::English,
        _ => WatermarkLanguage::Chinese,
    });
    mark.opacity = args.watermark_opacity.as_deref().map(opacity).transpose()?;
    Ok(Some(mark))
}

fn opacity(text: &str) -> Result<f64, Failure> {
    let number = text.parse::<f64>().ok();
    let number = number.filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| {
        let message = message!(
            "--watermark-opacity must be a number from 0 to 1, got `{text}`",
            "--watermark-opacity 必须是 0 到 1 之间的数，实际为 `{text}`"
        );
        Failure::input("watermark-opacity", message)
    })
}

fn label(args: &DeliveryArgs) -> Result<Option<AigcLabel>, Failure> {
    let others = [
        &args.label_content_producer,
        &args.label_content_propagator,
        &args.label_propagate_id,
    ];
    match &args.label_producer_id {
        Some(producer_id) => {
            let mut label = AigcLabel::new(producer_id);
            label.content_producer = args.label_content_producer.clone();
            label.content_propagator = args.label_content_propagator.clone();
            label.propagate_id = args.label_propagate_id.clone();
            Ok(Some(label))
        }
        None if others.iter().all(|other| other.is_none()) => Ok(None),
        None => Err(Failure::input(
            "label-producer-id",
            message!(
                "a label needs --label-producer-id",
                "隐式标识必须给出 --label-producer-id"
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::parse;
    use crate::args::program::{Command, program};
    use std::ffi::OsString;

    fn parse(flags: &str) -> Result<Options, Failure> {
        let words = ["visual", "run", "t"]
            .into_iter()
            .chain(flags.split_whitespace());
        let words = words.map(OsString::from).collect();
        match parse::parse(program(None, Vec::new()), words)?
            .program
            .command
        {
            Command::Run(run) => options(&run.buy),
            _ => panic!("another command"),
        }
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
