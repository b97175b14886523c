//! Images of people (`docs/service-api.md#image-editing` and `docs/service-api.md#style-transfer`).

use super::shared::{PROMPT, SEED, height, width};
use crate::action::Actions;
use crate::field::{ANY_FLOAT, Choices, Field, ImageRule, Kind, Record, span};
use crate::text::{Text, text};
use crate::tool::{Family, Output, Tool};

static GEN_MODE: Choices = Choices {
    name: "gen-mode",
    doc: text(
        "What is kept of the person's photo. The service chooses when it is absent.",
        "保留照片中的哪些内容；不填时由服务自动选择。",
    ),
    cases: &[
        (
            "creative",
            "creative",
            text(
                "Identity and gender only; the service's choice when there is a prompt.",
                "仅保留身份与性别；有提示词时自动选择。",
            ),
        ),
        (
            "reference",
            "reference",
            text(
                "Gender, clothing, hair and background; the choice when there is no prompt.",
                "保留性别、服装、发型与背景；无提示词时自动选择。",
            ),
        ),
        (
            "reference-char",
            "reference_char",
            text(
                "The person's features, but not the background.",
                "保留人物特征，不保留背景。",
            ),
        ),
    ],
};

static PHOTOVERSE_STYLE: Choices = Choices {
    name: "photoverse-style",
    doc: text("The style of the portrait.", "头像的风格。"),
    cases: &[
        (
            "american-comics",
            "img2img_photoverse_american_comics",
            text("American comics.", "美漫风格。"),
        ),
        (
            "executive-id-photo",
            "img2img_photoverse_executive_ID_photo",
            text("Business ID photo.", "商务证件照。"),
        ),
        (
            "three-d-weird",
            "img2img_photoverse_3d_weird",
            text("Weird, in 3D.", "3D 怪诞风格。"),
        ),
        (
            "cyberpunk",
            "img2img_photoverse_cyberpunk",
            text("Cyberpunk.", "赛博朋克。"),
        ),
    ],
};

static XIEZHEN_STYLE: Choices = Choices {
    name: "xiezhen-style",
    doc: text("The style of the photo.", "写真的风格。"),
    cases: &[
        (
            "gubao",
            "img2img_xiezhen_gubao",
            text("Old castle.", "古堡。"),
        ),
        (
            "babi-niuzai",
            "img2img_xiezhen_babi_niuzai",
            text("Barbie in denim.", "芭比牛仔。"),
        ),
        (
            "bathrobe",
            "img2img_xiezhen_bathrobe",
            text("Bathrobe.", "浴袍。"),
        ),
        (
            "butterfly-machine",
            "img2img_xiezhen_butterfly_machine",
            text("Mechanical butterfly.", "蝴蝶机械。"),
        ),
        (
            "zhichangzhengjianzhao",
            "img2img_xiezhen_zhichangzhengjianzhao",
            text("ID photo for work.", "职场证件照。"),
        ),
        (
            "christmas",
            "img2img_xiezhen_christmas",
            text("Christmas.", "圣诞。"),
        ),
        (
            "dessert",
            "img2img_xiezhen_dessert",
            text("Dessert.", "甜点。"),
        ),
        (
            "old-money",
            "img2img_xiezhen_old_money",
            text("Old money.", "老钱风。"),
        ),
        (
            "school",
            "img2img_xiezhen_school",
            text("School.", "校园。"),
        ),
    ],
};

static BEAUTIFY_INFO: Record = Record {
    name: "beautify-info",
    doc: text("How the face is retouched.", "美颜设置。"),
    fields: &[
        Field::new("whitening", "whitening", ANY_FLOAT).doc(
            "How much the skin is lightened; from 0 to 2 is recommended.",
            "美白强度，建议 0 至 2。",
        ),
        Field::new("dermabrasion", "dermabrasion", ANY_FLOAT).doc(
            "How much the skin is smoothed; from 0 to 2 is recommended.",
            "磨皮强度，建议 0 至 2。",
        ),
    ],
};

/// A tool whose style is its key: `req_key` holds what the keys share.
const fn smart_drawing(
    name: &'static str,
    alias: &'static str,
    req_key: &'static str,
    title: Text,
    summary: Text,
    fields: &'static [Field],
) -> Tool {
    Tool {
        name,
        alias,
        req_key,
        actions: Actions::Own("HighAesSmartDrawing"),
        title,
        summary,
        output: Output::MARKED,
        fields,
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Portrait)
    }
}

const fn key(choices: &'static Choices) -> Field {
    Field::new("style", "req_key", Kind::Choice(choices))
        .required()
        .doc("The style to take.", "采用的风格。")
}

const PHOTO: Field =
    Field::image("image", &ImageRule::ANY).doc("The photo of the person.", "人物照片。");

const BEAUTIFY: Field = Field::new(
    "beautify-info",
    "beautify_info",
    Kind::Record(&BEAUTIFY_INFO),
)
.doc("How the face is retouched.", "美颜设置。");

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "i2i-portrait-photo",
        alias: "portrait",
        req_key: "i2i_portrait_photo",
        title: text("AI portrait", "AI 写真"),
        summary: text(
            "Makes a portrait from one photo of a person.",
            "根据一张真人照片生成写真。",
        ),
        fields: &[
            Field::new("image-input", "image_input", Kind::Link)
                .required()
                .doc(
                    "Public URL of one photo of a real person.",
                    "一张真人照片的公网地址。",
                ),
            PROMPT
                .optional()
                .doc("What the portrait should show.", "写真的提示词。"),
            width(512, 2048).default("1328"),
            height(512, 2048).default("1328"),
            Field::new("gpen", "gpen", span!(0.0, 1.0))
                .default("0.4")
                .doc("How much the face is restored.", "人脸修复强度。"),
            Field::new("skin", "skin", span!(0.0, 1.0))
                .default("0.3")
                .doc("How much the skin is smoothed.", "磨皮强度。"),
            Field::new("skin-unifi", "skin_unifi", span!(0.0, 1.0))
                .default("0")
                .doc("How much the skin's tone is unified.", "匀肤强度。"),
            Field::new("gen-mode", "gen_mode", Kind::Choice(&GEN_MODE)).doc(
                "What is kept of the photo. Absent: the service chooses.",
                "生成模式；不填时由服务自动选择。",
            ),
            SEED,
        ],
        source: "https://www.volcengine.com/docs/85128/1602212",
        ..Tool::pictures(Family::Portrait)
    },
    smart_drawing(
        "img2img-photoverse",
        "photoverse",
        "img2img_photoverse",
        text("Portrait in a style", "头像风格化"),
        text(
            "Makes a portrait in one of four styles from a photo of a person.",
            "根据人物照片生成四种风格之一的头像。",
        ),
        &[PHOTO, key(&PHOTOVERSE_STYLE), BEAUTIFY],
    ),
    smart_drawing(
        "img2img-xiezhen",
        "xiezhen",
        "img2img_xiezhen",
        text("Studio photo in a style", "写真风格化"),
        text(
            "Makes a studio photo in one of nine styles from a photo of a person.",
            "根据人物照片生成九种风格之一的写真。",
        ),
        &[PHOTO, key(&XIEZHEN_STYLE), BEAUTIFY],
    ),
];
