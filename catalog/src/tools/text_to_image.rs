//! Images from words (`docs/service-api.md#text-to-image`).

use super::shared::{CALLBACK_URL, JIMENG_PROMPT, PROMPT, SEED, USE_PRE_LLM, height, width};
use crate::action::Actions;
use crate::field::{Field, ImageRule, Kind, SizeRule, above, below, span};
use crate::text::text;
use crate::tool::{Family, Rule, Tool};

/// The arguments of Jimeng 3.0 and 3.1.
const JIMENG_V3: &[Field] = &[
    JIMENG_PROMPT,
    USE_PRE_LLM.default("true"),
    SEED,
    Field::size(&SizeRule {
        sides: None,
        area: Some((512 * 512, 2048 * 2048)),
        ratio: Some(3),
    })
    .default("{\"width\": 1328, \"height\": 1328}")
    .doc(
        "Size of the image. Recommended: 1328x1328, 1472x1104, 1584x1056, 1664x936, 2016x864, or 2048x2048, 2304x1728, 2496x1664, 2560x1440, 3024x1296.",
        "图片尺寸。推荐 1328×1328、1472×1104、1584×1056、1664×936、2016×864，或 2048×2048、2304×1728、2496×1664、2560×1440、3024×1296。",
    ),
];

/// What Jimeng 4.0 and 4.6 are asked for.
const JIMENG_V4_PROMPT: Field = JIMENG_PROMPT.doc(
    "What to make, in Chinese or English. A ratio, or a number of images, can be requested in the prompt. Avoid special characters such as `$`.",
    "提示词，支持中英文；可在其中说明画面比例或图片张数。避免使用 `$` 等特殊字符。",
);

/// An image for Jimeng 4.6.
const JIMENG_V46_PICTURE: ImageRule = ImageRule {
    types: &["image/jpeg", "image/png"],
    bytes: Some(15 * 1024 * 1024),
    min: None,
    max: Some((4096, 4096)),
    ratio: None,
};

/// An image for Jimeng 4.0.
const JIMENG_V4_PICTURE: ImageRule = ImageRule {
    ratio: Some(3),
    ..JIMENG_V46_PICTURE
};

/// Its wire name is `size`, which is an area there.
const AREA: Field = Field::new("area", "size", Kind::Int32(1024 * 1024, 4096 * 4096))
    .default("4194304")
    .doc(
        "Area of the image in pixels; the model chooses the ratio. Ignored if `size` is given.",
        "图片总像素数，由模型决定宽高比；给出 `size` 时不生效。",
    );

const JIMENG_V4_SIZE: Field = Field::size(&SizeRule {
    sides: None,
    area: Some((1024 * 1024, 4096 * 4096)),
    ratio: None,
});

const FORCE_SINGLE: Field = Field::new("force-single", "force_single", Kind::Bool).default("false");

const MIN_RATIO: Field = Field::new("min-ratio", "min_ratio", below!(1.0 / 16.0, 16.0))
    .default("0.3333333333333333")
    .doc(
        "Minimum ratio of width to height.",
        "宽高比（宽/高）的下限。",
    );

const MAX_RATIO: Field = Field::new("max-ratio", "max_ratio", below!(1.0 / 16.0, 16.0))
    .default("3")
    .doc(
        "Maximum ratio of width to height.",
        "宽高比（宽/高）的上限。",
    );

/// A size stays within the ratios that were asked for.
const JIMENG_V4_RULES: &[Rule] = &[Rule::RatioBetween(
    ("min-ratio", 1.0 / 3.0),
    ("max-ratio", 3.0),
)];

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "high-aes-general-v30l-zt2i",
        alias: "general-3.0",
        req_key: "high_aes_general_v30l_zt2i",
        title: text("General 3.0, text to image", "通用 3.0 文生图"),
        summary: text(
            "Makes an image from a prompt, with good lettering and composition.",
            "根据提示词生成图片，擅长文字与构图。",
        ),
        fields: &[
            PROMPT,
            USE_PRE_LLM.default("false"),
            SEED,
            Field::new("scale", "scale", span!(1.0, 10.0))
                .default("2.5")
                .doc(
                    "How closely the image follows the prompt.",
                    "文本影响程度，越大越贴近提示词。",
                ),
            width(512, 2048).default("1328"),
            height(512, 2048).default("1328"),
        ],
        source: "https://www.volcengine.com/docs/86081/1804549, https://www.volcengine.com/docs/85128/1526761",
        ..Tool::pictures(Family::TextToImage)
    },
    // Jimeng 2.1. The vendor's page gives 256 to 768 for the sides, the plugin
    // that is replaced 512 to 2048 [conflict]: the wider reading is taken.
    Tool {
        name: "jimeng-high-aes-general-v21-l",
        alias: "jimeng-2.1",
        req_key: "jimeng_high_aes_general_v21_L",
        actions: Actions::Process,
        title: text("Jimeng 2.1, text to image", "即梦 2.1 文生图"),
        summary: text(
            "Makes an image from a prompt, doubled in size by super-resolution.",
            "根据提示词生成图片，并以超分放大一倍。",
        ),
        fields: &[
            PROMPT,
            SEED,
            width(256, 2048).default("512").doc(
                "Width in pixels before super-resolution, which doubles it. The vendor's page allows 256 to 768, other clients use up to 2048 (sources differ): the wider range is accepted.",
                "超分前的宽度，像素，超分后加倍。官方页面为 256 至 768，其他客户端用到 2048（来源不一致）：此处按较宽范围接受。",
            ),
            height(256, 2048).default("512").doc(
                "Height in pixels before super-resolution, which doubles it. The vendor's page allows 256 to 768, other clients use up to 2048 (sources differ): the wider range is accepted.",
                "超分前的高度，像素，超分后加倍。官方页面为 256 至 768，其他客户端用到 2048（来源不一致）：此处按较宽范围接受。",
            ),
            USE_PRE_LLM.default("true"),
            Field::new("use-sr", "use_sr", Kind::Bool)
                .default("true")
                .doc(
                    "Whether the image is doubled in size by super-resolution.",
                    "是否以超分将图片放大一倍。",
                ),
        ],
        source: "https://www.volcengine.com/docs/86081/1804467",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "jimeng-t2i-v30",
        alias: "jimeng-3.0",
        req_key: "jimeng_t2i_v30",
        title: text("Jimeng 3.0, text to image", "即梦 3.0 文生图"),
        summary: text(
            "Makes an image of up to 2K from a prompt.",
            "根据提示词生成最高 2K 的图片。",
        ),
        fields: JIMENG_V3,
        source: "https://www.volcengine.com/docs/85621/1616429",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "jimeng-t2i-v31",
        alias: "jimeng-3.1",
        req_key: "jimeng_t2i_v31",
        title: text("Jimeng 3.1, text to image", "即梦 3.1 文生图"),
        summary: text(
            "Makes an image of up to 2K from a prompt.",
            "根据提示词生成最高 2K 的图片。",
        ),
        fields: JIMENG_V3,
        source: "https://www.volcengine.com/docs/85621/1756900",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "jimeng-t2i-v40",
        alias: "jimeng-4.0",
        req_key: "jimeng_t2i_v40",
        title: text("Jimeng image 4.0", "即梦图片生成 4.0"),
        summary: text(
            "Makes one image or a set, up to 4K, from a prompt and any images given.",
            "根据提示词与参考图生成单图或组图，最高 4K。",
        ),
        fields: &[
            JIMENG_V4_PROMPT,
            Field::images("images", &JIMENG_V4_PICTURE, (0, 10)).optional().doc(
                "Images to edit or refer to; at most 6 are recommended. JPEG or PNG of at most 15 MB and 4096 pixels a side, with a ratio of width to height from 1:3 to 3:1. The vendor's page lists URLs only; files are taken too, as several clients report.",
                "待编辑或参考的图片，建议不超过 6 张。JPEG 或 PNG，每张最大 15 MB，边长最多 4096，宽高比在 1:3 到 3:1 之间。官方文档只列出图片地址；据多个客户端反馈，也接受图片文件。",
            ),
            SEED.doc(
                "Random seed; -1 picks one at random. The vendor's page does not list it; one client reports that equal seeds give equal images (not confirmed).",
                "随机种子；-1 表示随机。官方文档未列出；有客户端反馈固定种子可复现，尚未确认。",
            ),
            AREA,
            JIMENG_V4_SIZE.doc(
                "Size of the image; overrides `area`. Recommended: 1024x1024, or 2048x2048, 2304x1728, 2496x1664, 2560x1440, 3024x1296, or 4096x4096, 4694x3520, 4992x3328, 5404x3040, 6198x2656.",
                "图片尺寸，优先于 `area`。推荐 1024×1024，或 2048×2048、2304×1728、2496×1664、2560×1440、3024×1296，或 4096×4096、4694×3520、4992×3328、5404×3040、6198×2656。",
            ),
            Field::new("scale", "scale", span!(0.0, 1.0))
                .default("0.5")
                .doc(
                    "Weight of the prompt relative to the images, with two decimals.",
                    "文本影响程度，越大越贴近提示词而非参考图，保留两位小数。",
                ),
            FORCE_SINGLE.doc(
                "Make exactly one image. Otherwise the model decides how many, up to 15 minus the number of input images; each is billed. At most 9 are recommended; mixed resolutions can make the task fail.",
                "只生成一张图片。否则由模型决定张数，最多为 15 减去输入图片数，建议不超过 9 张，按张计费。组图中分辨率不一可能导致任务失败。",
            ),
            MIN_RATIO,
            MAX_RATIO,
            CALLBACK_URL,
        ],
        rules: JIMENG_V4_RULES,
        max_media: Some(15),
        source: "https://www.volcengine.com/docs/85621/1817045",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "jimeng-seedream46-cvtob",
        alias: "jimeng-4.6",
        req_key: "jimeng_seedream46_cvtob",
        title: text("Jimeng image 4.6", "即梦图片生成 4.6"),
        summary: text(
            "Makes one image or a set, up to 4K, from a prompt and any images given.",
            "根据提示词与参考图生成单图或组图，最高 4K。",
        ),
        fields: &[
            JIMENG_V4_PROMPT,
            Field::images("images", &JIMENG_V46_PICTURE, (0, 14)).optional().doc(
                "Images to edit or refer to. JPEG or PNG of at most 15 MB and 4096 pixels a side. Sources differ on whether files are taken, or URLs only (sources differ): both are sent.",
                "待编辑或参考的图片。JPEG 或 PNG，每张最大 15 MB，边长最多 4096。对于是否接受图片文件（而不只是图片地址），来源说法不一：两者都会发送。",
            ),
            AREA,
            JIMENG_V4_SIZE.doc(
                "Size of the image; overrides `area`. Recommended: 1024x1024, or 2048x2048, 2304x1728, 2496x1664, 2560x1440, 3024x1296, or 4096x4096, 4693x3520, 4992x3328, 5404x3040, 6197x2656.",
                "图片尺寸，优先于 `area`。推荐 1024×1024，或 2048×2048、2304×1728、2496×1664、2560×1440、3024×1296，或 4096×4096、4693×3520、4992×3328、5404×3040、6197×2656。",
            ),
            Field::new("scale", "scale", Kind::Int32(1, 100))
                .default("50")
                .doc(
                    "Weight of the prompt relative to the images.",
                    "文本影响程度，越大越贴近提示词而非参考图。",
                ),
            FORCE_SINGLE.doc(
                "Make exactly one image. Otherwise the model decides how many, up to 15 minus the number of input images; each is billed. At most 6 are recommended; mixed resolutions can make the task fail.",
                "只生成一张图片。否则由模型决定张数，最多为 15 减去输入图片数，建议不超过 6 张，按张计费。组图中分辨率不一可能导致任务失败。",
            ),
            MIN_RATIO,
            Field {
                kind: above!(1.0 / 16.0, 16.0),
                ..MAX_RATIO
            },
            CALLBACK_URL,
        ],
        rules: JIMENG_V4_RULES,
        max_media: Some(15),
        source: "https://www.volcengine.com/docs/85621/2275082",
        ..Tool::pictures(Family::TextToImage)
    },
];
