//! Pictures from words (§5.1 of the API document).

use super::model::{Family, Field, Kind, Pair, Product, Status, Tool, text};
use super::shared::{PROMPT, SEED, USE_PRE_LLM, height, width};

/// General 3.0.
pub static HIGH_AES_GENERAL_V30L_ZT2I: Tool = Tool {
    name: "high-aes-general-v30l-zt2i",
    alias: "general-3.0",
    req_key: "high_aes_general_v30l_zt2i",
    family: Family::TextToImage,
    pair: Pair::Sync2Async,
    title: text("General 3.0, text to image", "通用 3.0 文生图"),
    summary: text(
        "Makes a picture from a prompt, with good lettering and composition.",
        "根据提示词生成图像，擅长文字与构图。",
    ),
    status: Status::Current,
    product: Product::Images,
    fields: &[
        PROMPT,
        USE_PRE_LLM.default("false"),
        SEED,
        Field::of("scale", "scale", Kind::Float(1.0, 10.0))
            .default("2.5")
            .doc(
                "How closely the picture follows the words.",
                "文本影响程度，越大越贴近提示词。",
            ),
        width(512, 2048).default("1328"),
        height(512, 2048).default("1328"),
    ],
    source: "https://www.volcengine.com/docs/86081/1804549, https://www.volcengine.com/docs/85128/1526761",
};

/// Jimeng 2.1. The vendor's page gives 256 to 768 for the sides, the plugin
/// that is replaced 512 to 2048 [conflict]: the wider reading is taken.
pub static JIMENG_HIGH_AES_GENERAL_V21_L: Tool = Tool {
    name: "jimeng-high-aes-general-v21-l",
    alias: "jimeng-2.1",
    req_key: "jimeng_high_aes_general_v21_L",
    family: Family::TextToImage,
    pair: Pair::Process,
    title: text("Jimeng 2.1, text to image", "即梦 2.1 文生图"),
    summary: text(
        "Makes a picture from a prompt, doubled in size by super-resolution.",
        "根据提示词生成图像，并以超分放大一倍。",
    ),
    status: Status::Current,
    product: Product::Images,
    fields: &[
        PROMPT,
        SEED,
        width(256, 2048).default("512").doc(
            "Width in pixels before super-resolution, which doubles it. The vendor's page allows 256 to 768, other clients use up to 2048 [conflict]: the wider range is accepted.",
            "超分前的宽度，像素，超分后加倍。官方页面为 256 至 768，其他客户端用到 2048 [conflict]：此处按较宽范围接受。",
        ),
        height(256, 2048).default("512").doc(
            "Height in pixels before super-resolution, which doubles it. The vendor's page allows 256 to 768, other clients use up to 2048 [conflict]: the wider range is accepted.",
            "超分前的高度，像素，超分后加倍。官方页面为 256 至 768，其他客户端用到 2048 [conflict]：此处按较宽范围接受。",
        ),
        USE_PRE_LLM.default("true"),
        Field::of("use-sr", "use_sr", Kind::Bool)
            .default("true")
            .doc(
                "Whether the picture is doubled in size by super-resolution.",
                "是否以超分将图像放大一倍。",
            ),
    ],
    source: "https://www.volcengine.com/docs/86081/1804467",
};
