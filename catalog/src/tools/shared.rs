//! Fields and limits that many tools have in common.

use crate::field::{Field, ImageRule, Kind};

/// JPEG and PNG, by media type.
pub const JPEG_PNG: &[&str] = &["image/jpeg", "image/png"];

/// Images as the Jimeng pages take them: JPEG or PNG of at most 4.7 MB and
/// 4096 pixels a side, the long side at most 3 times the short one.
pub static JIMENG_PICTURE: ImageRule = ImageRule {
    types: JPEG_PNG,
    bytes: Some(4_928_307),
    min: None,
    max: Some((4096, 4096)),
    ratio: Some(3),
};

/// Images below 5 MB and 4096 pixels a side, as the older pages take them.
pub static OLDER_PICTURE: ImageRule = ImageRule {
    types: &[],
    bytes: Some(5 * 1024 * 1024 - 1),
    min: None,
    max: Some((4096, 4096)),
    ratio: None,
};

/// What to draw.
pub const PROMPT: Field = Field::new("prompt", "prompt", Kind::Text(None))
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

/// What the image should not show.
pub const NEGATIVE_PROMPT: Field =
    Field::new("negative-prompt", "negative_prompt", Kind::Text(None))
        .doc("What the image should not show.", "负向提示词。");

/// The random seed (`docs/service-api.md#conventions`: -1 is random; kept within 64 bits).
pub const SEED: Field = Field::new("seed", "seed", Kind::Seed).default("-1").doc(
    "Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal results.",
    "随机种子；-1 表示随机。种子与参数都相同时结果近似。",
);

/// Whether the prompt is expanded by a language model first.
pub const USE_PRE_LLM: Field = Field::new("use-pre-llm", "use_pre_llm", Kind::Bool).doc(
    "Whether the service expands the prompt first; recommended for short prompts.",
    "是否先扩写提示词；提示词较短时建议开启。",
);

/// The width of the image, within the limits given.
pub const fn width(min: i32, max: i32) -> Field {
    Field::new("width", "width", Kind::Int32(min, max))
        .doc("Width of the image in pixels.", "图片宽度，像素。")
}

/// The height of the image, within the limits given.
pub const fn height(min: i32, max: i32) -> Field {
    Field::new("height", "height", Kind::Int32(min, max))
        .doc("Height of the image in pixels.", "图片高度，像素。")
}

/// Where the service reports the end of a task (`docs/service-api.md#generic-actions`).
pub const CALLBACK_URL: Field = Field::new("callback-url", "callback_url", Kind::Link).doc(
    "Callback URL that the service posts the result to. The output options are then also sent with the submission. The number of retries is not confirmed.",
    "任务结束时接收回调的地址；此时输出选项也随提交发送。重试次数未确认。",
);
