//! Fields that many tools have in common.

use super::model::{Field, Kind};

/// What to draw.
pub const PROMPT: Field = Field::of("prompt", "prompt", Kind::Text(None))
    .required()
    .doc(
        "What to make, in Chinese or English.",
        "提示词，支持中英文。",
    );

/// What to draw, within the limit of the Jimeng 3 pages.
pub const JIMENG_PROMPT: Field = Field {
    kind: Kind::Text(Some(800)),
    ..PROMPT
};

/// The seed of chance (§5.0: -1 is random; kept within 64 bits).
pub const SEED: Field = Field::of("seed", "seed", Kind::Int(-1, i64::MAX))
    .default("-1")
    .doc(
        "Seed of chance; -1 picks one. Equal seeds with equal arguments give nearly equal results.",
        "随机种子；-1 表示随机。种子与参数都相同时结果近似。",
    );

/// Whether the prompt is expanded by a language model first.
pub const USE_PRE_LLM: Field = Field::of("use-pre-llm", "use_pre_llm", Kind::Bool).doc(
    "Whether the service expands the prompt first; recommended for short prompts.",
    "是否先扩写提示词；提示词较短时建议开启。",
);

/// The width of the picture, within the limits given.
pub const fn width(least: i32, most: i32) -> Field {
    Field::of("width", "width", Kind::Pixels(least, most))
        .doc("Width of the picture in pixels.", "图像宽度，像素。")
}

/// The height of the picture, within the limits given.
pub const fn height(least: i32, most: i32) -> Field {
    Field::of("height", "height", Kind::Pixels(least, most))
        .doc("Height of the picture in pixels.", "图像高度，像素。")
}
