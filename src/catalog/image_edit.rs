//! Pictures edited by words (§5.2 of the API document).

use super::model::{Family, Field, Kind, Pair, Product, SizeRule, Status, Tool, text};
use super::shared::{JIMENG_PROMPT, PROMPT, SEED, height, width};

/// SeedEdit 3.0.
pub static SEEDEDIT_V30: Tool = Tool {
    name: "seededit-v30",
    alias: "seededit-3.0",
    req_key: "seededit_v3.0",
    family: Family::ImageEdit,
    pair: Pair::Sync2Async,
    title: text("SeedEdit 3.0", "SeedEdit 3.0 图像编辑"),
    summary: text(
        "Changes a picture as an instruction says.",
        "按照指令编辑图像。",
    ),
    status: Status::Current,
    product: Product::Images,
    fields: &[
        Field::image().doc("The picture to change.", "待编辑的图像。"),
        PROMPT.doc(
            "What to change, in Chinese or English.",
            "编辑指令，支持中英文。",
        ),
        SEED,
        Field::of("scale", "scale", Kind::Float(0.0, 1.0))
            .default("0.5")
            .doc(
                "How much the words count against the picture.",
                "文本影响程度，越大越贴近指令。",
            ),
    ],
    source: "the plugin volcengine_ai 0.0.1 and independent clients",
};

/// Jimeng 3.0, smart reference.
pub static JIMENG_I2I_V30: Tool = Tool {
    name: "jimeng-i2i-v30",
    alias: "jimeng-i2i-3.0",
    req_key: "jimeng_i2i_v30",
    family: Family::ImageEdit,
    pair: Pair::Sync2Async,
    title: text("Jimeng 3.0, image to image", "即梦 3.0 图生图"),
    summary: text(
        "Changes a picture as one instruction says, or takes it as a reference.",
        "按照一条指令编辑图像，或以其为参考生成。",
    ),
    status: Status::Current,
    product: Product::Images,
    fields: &[
        Field::image().doc(
            "The picture to change: JPEG (preferred) or PNG of at most 4.7 MB and 4096 pixels a side, the long side at most 3 times the short one.",
            "待编辑的图像：JPEG（推荐）或 PNG，最大 4.7 MB，边长最多 4096，长短边之比最多 3。",
        ),
        JIMENG_PROMPT.doc(
            "What to change: one instruction a call, in Chinese or English.",
            "编辑指令，每次一条，支持中英文。",
        ),
        SEED,
        Field::of("scale", "scale", Kind::Float(0.0, 1.0))
            .default("0.5")
            .doc(
                "How much the words count against the picture.",
                "文本影响程度，越大越贴近指令。",
            ),
        Field::size(SizeRule {
            sides: Some((512, 2016)),
            area: None,
            ratio: None,
        })
        .default("{\"width\": 1328, \"height\": 1328}")
        .doc(
            "Size of the picture; delivered in multiples of 16 from 512 to 1536. Sizes far below 1024 can give a black picture.",
            "图像尺寸；实际输出为 512 至 1536 内 16 的倍数。远小于 1024 时可能得到全黑图像。",
        ),
    ],
    source: "independent clients and copies of the vendor's page",
};

/// General 3.0, keeping a character.
pub static SEED3L_SINGLE_IP: Tool = Tool {
    name: "seed3l-single-ip",
    alias: "general-3.0-character",
    req_key: "seed3l_single_ip",
    family: Family::ImageEdit,
    pair: Pair::Sync2Async,
    title: text("General 3.0, keeping a character", "通用 3.0 角色特征保持"),
    summary: text(
        "Makes a picture that keeps the character of another.",
        "生成保持参考图角色特征的图像。",
    ),
    status: Status::Current,
    product: Product::Images,
    fields: &[
        Field::image().doc("The picture that shows the character.", "角色参考图。"),
        PROMPT,
        SEED,
        width(1, i32::MAX).doc(
            "Width of the picture in pixels. Samples use 1024; the range, presumably 512 to 2048, is [unconfirmed].",
            "图像宽度，像素。示例为 1024；取值范围（推测 512 至 2048）[unconfirmed]。",
        ),
        height(1, i32::MAX).doc(
            "Height of the picture in pixels. Samples use 1024; the range, presumably 512 to 2048, is [unconfirmed].",
            "图像高度，像素。示例为 1024；取值范围（推测 512 至 2048）[unconfirmed]。",
        ),
        Field::of("use-rephraser", "use_rephraser", Kind::Bool).doc(
            "Whether the service rewrites the prompt first.",
            "是否先改写提示词。",
        ),
    ],
    source: "https://www.volcengine.com/docs/86081/1804562",
};
