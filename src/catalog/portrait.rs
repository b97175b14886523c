//! Pictures of people (§5.2 of the API document).

use super::model::{Choices, Family, Field, Kind, Pair, Product, Status, Tool, text};
use super::shared::{PROMPT, SEED, height, width};

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

/// AI portrait from one photo.
pub static I2I_PORTRAIT_PHOTO: Tool = Tool {
    name: "i2i-portrait-photo",
    alias: "portrait",
    req_key: "i2i_portrait_photo",
    family: Family::Portrait,
    pair: Pair::Sync2Async,
    title: text("AI portrait", "AI 写真"),
    summary: text(
        "Makes a portrait from one photo of a person.",
        "根据一张真人照片生成写真。",
    ),
    status: Status::Current,
    product: Product::Images,
    fields: &[
        Field::of("image-input", "image_input", Kind::Link)
            .required()
            .doc(
                "Public address of one photo of a real person.",
                "一张真人照片的公网地址。",
            ),
        PROMPT
            .optional()
            .doc("What the portrait should show.", "写真的提示词。"),
        width(512, 2048).default("1328"),
        height(512, 2048).default("1328"),
        Field::of("gpen", "gpen", Kind::Float(0.0, 1.0))
            .default("0.4")
            .doc("How much the face is restored.", "人脸修复强度。"),
        Field::of("skin", "skin", Kind::Float(0.0, 1.0))
            .default("0.3")
            .doc("How much the skin is smoothed.", "磨皮强度。"),
        Field::of("skin-unifi", "skin_unifi", Kind::Float(0.0, 1.0))
            .default("0")
            .doc("How much the skin's tone is unified.", "匀肤强度。"),
        Field::of("gen-mode", "gen_mode", Kind::Choice(&GEN_MODE)).doc(
            "What is kept of the photo. Absent: the service chooses.",
            "生成模式；不填时由服务自动选择。",
        ),
        SEED,
    ],
    source: "https://www.volcengine.com/docs/85128/1602212",
};
