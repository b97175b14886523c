//! Pictures from words (§5.1 of the API document).

use super::model::{Family, Field, Kind, Pair, Product, SizeRule, Status, Tool, text};
use super::shared::{JIMENG_PROMPT, PROMPT, SEED, USE_PRE_LLM, height, width};

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

/// The arguments of Jimeng 3.0 and 3.1.
const JIMENG_V3: &[Field] = &[
    JIMENG_PROMPT,
    USE_PRE_LLM.default("true"),
    SEED,
    Field::size(SizeRule {
        sides: None,
        area: Some((512 * 512, 2048 * 2048)),
        ratio: Some(3),
    })
    .default("{\"width\": 1328, \"height\": 1328}")
    .doc(
        "Size of the picture. Recommended: 1328x1328, 1472x1104, 1584x1056, 1664x936, 2016x864, or 2048x2048, 2304x1728, 2496x1664, 2560x1440, 3024x1296.",
        "图像尺寸。推荐 1328×1328、1472×1104、1584×1056、1664×936、2016×864，或 2048×2048、2304×1728、2496×1664、2560×1440、3024×1296。",
    ),
];

/// Jimeng 3.0.
pub static JIMENG_T2I_V30: Tool = Tool {
    name: "jimeng-t2i-v30",
    alias: "jimeng-3.0",
    req_key: "jimeng_t2i_v30",
    family: Family::TextToImage,
    pair: Pair::Sync2Async,
    title: text("Jimeng 3.0, text to image", "即梦 3.0 文生图"),
    summary: text(
        "Makes a picture of up to 2K from a prompt.",
        "根据提示词生成最高 2K 的图像。",
    ),
    status: Status::Current,
    product: Product::Images,
    fields: JIMENG_V3,
    source: "https://www.volcengine.com/docs/85621/1616429",
};

/// Jimeng 3.1.
pub static JIMENG_T2I_V31: Tool = Tool {
    name: "jimeng-t2i-v31",
    alias: "jimeng-3.1",
    req_key: "jimeng_t2i_v31",
    family: Family::TextToImage,
    pair: Pair::Sync2Async,
    title: text("Jimeng 3.1, text to image", "即梦 3.1 文生图"),
    summary: text(
        "Makes a picture of up to 2K from a prompt.",
        "根据提示词生成最高 2K 的图像。",
    ),
    status: Status::Current,
    product: Product::Images,
    fields: JIMENG_V3,
    source: "https://www.volcengine.com/docs/85621/1756900",
};
