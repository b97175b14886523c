//! Pictures edited by words (§5.2 of the API document).

use super::model::{Family, Field, Kind, Pair, Product, Status, Tool, text};
use super::shared::{PROMPT, SEED};

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
