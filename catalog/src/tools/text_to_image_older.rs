//! Images by the general models 1.1 to 2.1 and their contemporaries (`docs/service-api.md#text-to-image`).

use super::shared::{NEGATIVE_PROMPT, OLDER_PICTURE, PROMPT, SEED, USE_PRE_LLM, height, width};
use crate::action::Actions;
use crate::field::{ANY_FLOAT, Choices, Field, ImageRule, Kind, POSITIVE, span};
use crate::text::text;
use crate::tool::{Family, Output, Status, Tool};

/// How closely the image follows the words.
pub const fn scale(kind: Kind) -> Field {
    Field::new("scale", "scale", kind).doc(
        "How closely the image follows the prompt.",
        "文本影响程度，越大越贴近提示词。",
    )
}

/// How many steps are taken.
pub const fn ddim_steps(kind: Kind) -> Field {
    Field::new("ddim-steps", "ddim_steps", kind).doc("Number of sampling steps.", "采样步数。")
}

/// Whether super-resolution follows.
pub const USE_SR: Field = Field::new("use-sr", "use_sr", Kind::Bool).doc(
    "Whether the image is enlarged by super-resolution.",
    "是否以超分放大图片。",
);

/// Whether the prompt is rewritten.
pub const USE_REPHRASER: Field = Field::new("use-rephraser", "use_rephraser", Kind::Bool).doc(
    "Whether the service rewrites the prompt first.",
    "是否先改写提示词。",
);

/// The seed of super-resolution.
pub const SR_SEED: Field = Field::new("sr-seed", "sr_seed", Kind::Seed)
    .default("-1")
    .doc(
        "Random seed of the super-resolution; -1 picks one at random.",
        "超分的随机种子；-1 表示随机。",
    );

/// How much super-resolution changes.
pub const SR_STRENGTH: Field = Field::new("sr-strength", "sr_strength", ANY_FLOAT)
    .default("0.4")
    .doc("Strength of the super-resolution.", "超分强度。");

/// How closely super-resolution follows the words.
pub const SR_SCALE: Field = Field::new("sr-scale", "sr_scale", span!(1.0, 30.0))
    .default("3.5")
    .doc(
        "How closely the super-resolution follows the prompt.",
        "超分阶段的文本影响程度。",
    );

/// How many steps super-resolution takes.
pub const SR_STEPS: Field = Field::new("sr-steps", "sr_steps", Kind::Int32(1, 50))
    .default("10")
    .doc(
        "Number of sampling steps of the super-resolution.",
        "超分阶段的采样步数。",
    );

/// Which version of the model, where the service insists on hearing it.
pub const fn model_version(known: &'static [&'static str]) -> Field {
    Field::new("model-version", "model_version", Kind::Known(known))
        .doc("Version of the model.", "模型版本。")
}

/// The version of the 2.0 models.
const fn disputed_version(known: &'static [&'static str]) -> Field {
    model_version(known).doc(
        "Version of the model. The vendor's SDK insists on it, many clients leave it out (sources differ): it may be absent.",
        "模型版本。官方 SDK 要求必填，许多客户端不传（来源不一致）：此处可不填。",
    )
}

static REQ_SCHEDULE: Choices = Choices {
    name: "req-schedule",
    doc: text("How the prompt is expanded.", "提示词的处理方案。"),
    cases: &[
        (
            "aesthetic",
            "general_v20_9B_pe",
            text("For beauty.", "美感版。"),
        ),
        (
            "standard",
            "general_v20_9B_rephraser",
            text("The standard.", "标准版。"),
        ),
    ],
};

const REQ_SCHEDULE_CONF: Field = Field::new(
    "req-schedule-conf",
    "req_schedule_conf",
    Kind::Choice(&REQ_SCHEDULE),
)
.default("\"general_v20_9B_pe\"")
.doc("How the prompt is expanded.", "提示词的处理方案。");

/// The 2.0 and 2.1 models double what they draw.
const USE_SR_TWICE: Field = USE_SR.doc(
    "Whether the image is doubled in size by super-resolution; the vendor's samples say so.",
    "是否以超分将图片放大一倍；官方示例均开启。",
);

const CLIENTS_NEGATIVE: Field = NEGATIVE_PROMPT.doc(
    "What the image should not show. Seen in clients only (not confirmed).",
    "负向提示词，仅见于客户端代码，尚未确认。",
);

static HIGH_AES_VERSION: Choices = Choices {
    name: "high-aes-version",
    doc: text("Which of the two models.", "两个模型之一。"),
    cases: &[
        (
            "general-v13",
            "general_v1.3",
            text("General 1.3.", "通用 1.3。"),
        ),
        ("anime-v13", "anime_v1.3", text("Anime 1.3.", "动漫 1.3。")),
    ],
};

/// The tools.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "high-aes-general-v20",
        alias: "general-2.0",
        req_key: "high_aes_general_v20",
        title: text("General 2.0S, text to image", "通用 2.0S 文生图"),
        summary: text("Makes an image from a prompt.", "根据提示词生成图片。"),
        fields: &[
            PROMPT,
            disputed_version(&["general_v2.0"]),
            USE_REPHRASER,
            SEED,
            scale(span!(1.0, 10.0)).default("3.5"),
            ddim_steps(Kind::Int32(1, 50)).default("16"),
            width(256, 768).default("512"),
            height(256, 768).default("512"),
            USE_SR_TWICE,
            CLIENTS_NEGATIVE,
        ],
        source: "https://www.volcengine.com/docs/6791/1339374, https://www.volcengine.com/docs/6791/1347773",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "high-aes-general-v20-l",
        alias: "general-2.0-l",
        req_key: "high_aes_general_v20_L",
        title: text("General 2.0L, text to image", "通用 2.0L 文生图"),
        summary: text("Makes an image from a prompt.", "根据提示词生成图片。"),
        fields: &[
            PROMPT,
            disputed_version(&["general_v2.0_L"]),
            REQ_SCHEDULE_CONF.doc(
                "How the prompt is expanded. The vendor's SDK insists on it, the vendor's quick examples leave it out (sources differ): it may be absent.",
                "提示词的处理方案。官方 SDK 要求必填，官方快速示例不传（来源不一致）：此处可不填。",
            ),
            SEED,
            scale(span!(1.0, 10.0)).default("3.5"),
            ddim_steps(Kind::Int32(1, 50)).default("16"),
            width(256, 768).default("512"),
            height(256, 768).default("512"),
            USE_SR_TWICE,
            CLIENTS_NEGATIVE,
        ],
        source: "https://www.volcengine.com/docs/6791/1339374, https://www.volcengine.com/docs/6791/1359424",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "high-aes-general-v21-l",
        alias: "general-2.1",
        req_key: "high_aes_general_v21_L",
        title: text("General 2.1L, text to image", "通用 2.1L 文生图"),
        summary: text("Makes an image from a prompt.", "根据提示词生成图片。"),
        fields: &[
            PROMPT,
            model_version(&["general_v2.1_L"]),
            REQ_SCHEDULE_CONF,
            USE_PRE_LLM.default("false"),
            SEED,
            scale(span!(1.0, 10.0)).default("3.5"),
            ddim_steps(Kind::Int32(1, 200)).default("25").doc(
                "Number of sampling steps; at most 50 are recommended.",
                "采样步数，建议不超过 50。",
            ),
            width(256, 768).default("512"),
            height(256, 768).default("512"),
            USE_SR_TWICE,
            CLIENTS_NEGATIVE,
        ],
        source: "https://www.volcengine.com/docs/6791/1339374",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "high-aes-t2i",
        alias: "general-1.2",
        req_key: "high_aes_t2i",
        actions: Actions::Process,
        title: text("General 1.2, text to image", "通用 1.2 文生图"),
        summary: text("Makes an image from a prompt.", "根据提示词生成图片。"),
        status: Status::Legacy,
        typed: false,
        fields: &[
            PROMPT.optional(),
            SEED,
            scale(ANY_FLOAT).default("5.5"),
            ddim_steps(POSITIVE).default("25"),
            width(1, i32::MAX).default("512"),
            height(1, i32::MAX).default("512"),
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "high-aes",
        alias: "general-1.3",
        req_key: "high_aes",
        actions: Actions::Process,
        title: text(
            "General 1.3 and anime 1.3, text to image",
            "通用 1.3 与动漫 1.3 文生图",
        ),
        summary: text(
            "Makes an image from a prompt, or an anime image from a prompt and an image.",
            "根据提示词生成图片，动漫模型还可参考一张图片。",
        ),
        status: Status::Legacy,
        typed: false,
        fields: &[
            Field::new(
                "model-version",
                "model_version",
                Kind::Choice(&HIGH_AES_VERSION),
            )
            .required()
            .doc("Which of the two models draws.", "使用两个模型中的哪一个。"),
            PROMPT,
            Field::image("image", &ImageRule::ANY).optional().doc(
                "The image to begin with; `anime_v1.3` only.",
                "参考图片，仅适用于 `anime_v1.3`。",
            ),
            Field::new("strength", "strength", ANY_FLOAT)
                .default("0.7")
                .doc(
                    "How much the image given is changed; `anime_v1.3` only.",
                    "对参考图片的改变程度，仅适用于 `anime_v1.3`。",
                ),
            SEED,
            scale(ANY_FLOAT).doc(
                "How closely the image follows the prompt. Absent: 3.5 for `general_v1.3`, 7 for `anime_v1.3`.",
                "文本影响程度，越大越贴近提示词。不填时 `general_v1.3` 为 3.5，`anime_v1.3` 为 7。",
            ),
            ddim_steps(POSITIVE).doc(
                "Number of sampling steps. Absent: 25 for `general_v1.3`, 20 for `anime_v1.3`.",
                "采样步数。不填时 `general_v1.3` 为 25，`anime_v1.3` 为 20。",
            ),
            width(1, i32::MAX).doc(
                "Width of the image in pixels. Absent: 512 for `general_v1.3`, 1024 for `anime_v1.3`.",
                "图片宽度，像素。不填时 `general_v1.3` 为 512，`anime_v1.3` 为 1024。",
            ),
            height(1, i32::MAX).doc(
                "Height of the image in pixels. Absent: 512 for `general_v1.3`, 1024 for `anime_v1.3`.",
                "图片高度，像素。不填时 `general_v1.3` 为 512，`anime_v1.3` 为 1024。",
            ),
            USE_SR.default("false").doc(
                "Whether the image is enlarged by super-resolution. The vendor's SDK has it for `general_v1.3` only (sources differ).",
                "是否以超分放大图片。官方 SDK 仅在 `general_v1.3` 中提供（来源不一致）。",
            ),
            SR_SEED.doc(
                "Random seed of the super-resolution; -1 picks one at random. The vendor's SDK has it for `general_v1.3` only (sources differ).",
                "超分的随机种子；-1 表示随机。官方 SDK 仅在 `general_v1.3` 中提供（来源不一致）。",
            ),
        ],
        source: "https://www.volcengine.com/docs/6791/1213131 and the vendor's SDKs",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "high-aes-general-v14",
        alias: "general-1.4",
        req_key: "high_aes_general_v14",
        actions: Actions::Process,
        title: text("General 1.4, text to image", "通用 1.4 文生图"),
        summary: text("Makes an image from a prompt.", "根据提示词生成图片。"),
        status: Status::Legacy,
        typed: false,
        fields: &[
            model_version(&["general_v1.4"]).required(),
            PROMPT,
            SEED,
            scale(span!(1.0, 30.0)).default("3.0"),
            ddim_steps(Kind::Int32(1, 50)).default("25"),
            width(128, 768).default("512"),
            height(128, 768).default("512"),
            USE_REPHRASER.default("true"),
            Field::new("use-predict-tags", "use_predict_tags", Kind::Bool)
                .default("true")
                .doc(
                    "Whether the service predicts tags for the prompt.",
                    "是否预测标签。",
                ),
            USE_SR.default("false"),
            SR_SEED,
            SR_STRENGTH,
            SR_SCALE,
            SR_STEPS,
            Field::new("is-only-sr", "is_only_sr", Kind::Bool)
                .default("false")
                .doc(
                    "Whether super-resolution alone is done.",
                    "是否只做超分。",
                ),
        ],
        source: "https://www.volcengine.com/docs/6791/1283876",
        ..Tool::pictures(Family::TextToImage)
    },
    Tool {
        name: "high-aes-i2i",
        alias: "general-1.1-i2i",
        req_key: "high_aes_i2i",
        actions: Actions::Process,
        title: text("General 1.1, image to image", "通用 1.1 图生图"),
        summary: text(
            "Redraws an image as a prompt says; the long side becomes 512 pixels.",
            "按照提示词重绘图片，输出长边为 512 像素。",
        ),
        status: Status::Legacy,
        typed: false,
        fields: &[
            PROMPT.optional().doc(
                "What the image should show, in at most 100 words.",
                "提示词，最多 100 个词。",
            ),
            Field::image("image", &OLDER_PICTURE).doc(
                "The image to redraw. Its bytes are the documented form; a URL is not confirmed.",
                "待重绘的图片。文档只给出图片内容（base64）的形式，能否以链接传入尚未确认。",
            ),
            Field::new("strength", "strength", span!(0.0, 1.0))
                .default("0.5")
                .doc("How much the image is changed.", "对图片的改变程度。"),
            scale(span!(1.0, 30.0)).default("7.5"),
            ddim_steps(Kind::Int32(1, 50)).default("20"),
        ],
        source: "https://www.volcengine.com/docs/6791/1213129",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "t2i-xl-sft",
        alias: "xl-t2i",
        req_key: "t2i_xl_sft",
        actions: Actions::Process,
        title: text("XL, text to image", "XL 文生图"),
        summary: text("Makes an image from a prompt.", "根据提示词生成图片。"),
        status: Status::Legacy,
        typed: false,
        fields: &[
            PROMPT.optional(),
            width(1, i32::MAX).default("1024"),
            height(1, i32::MAX).default("1024"),
            SEED,
            ddim_steps(POSITIVE).sent_as("ddim_steps|ddim_step").default("20"),
            scale(ANY_FLOAT).default("7.0"),
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::TextToImage)
    },
    // The only way to it that is described, `T2ILDM`, answers with base64 alone.
    Tool {
        name: "t2i-ldm",
        alias: "ldm",
        req_key: "t2i_ldm",
        actions: Actions::Own("T2ILDM"),
        title: text("LDM, text to image", "LDM 文生图"),
        summary: text(
            "Makes an image from a prompt and the name of a style.",
            "根据文字与风格名称生成图片。",
        ),
        status: Status::Legacy,
        typed: false,
        output: Output::NONE,
        fields: &[
            Field::new("text", "text", Kind::Text(None))
                .doc("What to make.", "画面描述。"),
            Field::new(
                "style-term",
                "style_term",
                Kind::Known(&["contemporary style"]),
            )
            .doc("Name of a style.", "风格名称。"),
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::TextToImage)
    },
];
