//! The parameters of the output: watermark and label.

use super::labels;
use super::parameter::{Input, Parameter};
use crate::bilingual::Bilingual;

/// A visible watermark.
pub fn watermark() -> [Parameter; 5] {
    let option = |value: &str, en: &str, zh: &str| (value.to_owned(), Bilingual::new(en, zh));
    [
        Parameter::shared(
            "add_logo",
            Bilingual::new("Watermark", "添加水印"),
            Bilingual::new(
                "Whether the service draws a visible watermark. Default: no.",
                "是否添加可见水印。默认：否。",
            ),
            labels::switch(),
        ),
        Parameter::shared(
            "logo_text_content",
            Bilingual::new("Watermark text", "水印文字"),
            Bilingual::new(
                "Text in place of the service's own. Needs \"Watermark\".",
                "用于代替服务的标准水印文字；须开启“添加水印”。",
            ),
            Input::Text,
        ),
        Parameter::shared(
            "position",
            Bilingual::new("Watermark position", "水印位置"),
            Bilingual::new("Default: bottom right.", "默认：右下角。"),
            Input::Select(vec![
                option("0", "Bottom right", "右下角"),
                option("1", "Bottom left", "左下角"),
                option("2", "Top left", "左上角"),
                option("3", "Top right", "右上角"),
            ]),
        ),
        Parameter::shared(
            "language",
            Bilingual::new("Watermark language", "水印语言"),
            Bilingual::new(
                "Language of the service's own text. Default: Chinese.",
                "标准水印文字的语言。默认：中文。",
            ),
            Input::Select(vec![
                option("0", "Chinese", "中文"),
                option("1", "English", "英文"),
            ]),
        ),
        Parameter::shared(
            "opacity",
            Bilingual::new("Watermark opacity", "水印不透明度"),
            Bilingual::new(
                "From 0 (invisible) to 1 (opaque). Default: the service's.",
                "取值 0（不可见）至 1（不透明）。默认值由服务决定。",
            ),
            Input::Number(Some("0".to_owned()), Some("1".to_owned()), false),
        ),
    ]
}

/// A label in the file's metadata, as the rules on AI-generated content ask.
pub fn label() -> [Parameter; 4] {
    let text = |name: &str, label: Bilingual, text: Bilingual| {
        Parameter::shared(name, label, text, Input::Text)
    };
    [
        text(
            "label_producer_id",
            Bilingual::new("AIGC label: production ID", "AIGC 标识：内容制作编号"),
            Bilingual::new(
                "Asks for a label in the file's metadata; every label needs it. Default: no label.",
                "填写后在文件元数据中写入隐式标识；使用标识时必填。默认：不写入。",
            ),
        ),
        text(
            "label_content_producer",
            Bilingual::new("AIGC label: producer", "AIGC 标识：内容制作者"),
            Bilingual::new("Name of the content's producer.", "内容制作者的名称。"),
        ),
        text(
            "label_content_propagator",
            Bilingual::new("AIGC label: propagator", "AIGC 标识：内容传播者"),
            Bilingual::new(
                "Name of who spreads the content; video tools need it.",
                "内容传播者的名称；视频工具使用标识时必填。",
            ),
        ),
        text(
            "label_propagate_id",
            Bilingual::new("AIGC label: propagation ID", "AIGC 标识：内容传播编号"),
            Bilingual::new("Identifier of the content's spreading.", "内容传播编号。"),
        ),
    ]
}
