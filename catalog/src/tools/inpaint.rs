//! Parts of an image repainted, erased or added (`docs/service-api.md#inpainting-outpainting-and-effects`).

use super::image_edit::{FIVE_MB_PICTURE, PLAIN_SEED};
use super::shared::{JIMENG_PROMPT, PROMPT, SEED};
use super::text_to_image_older::scale;
use crate::action::Actions;
use crate::field::{ANY_FLOAT, ANY_INT, Choices, Field, ImageRule, Kind, POSITIVE, above, span};
use crate::text::text;
use crate::tool::{Family, Rule, Status, Tool};

/// Images of at most 4.7 MB and 4096 pixels a side.
static INPAINT_PICTURE: ImageRule = ImageRule {
    bytes: Some(4_928_307),
    max: Some((4096, 4096)),
    ..ImageRule::ANY
};

static INPAINT_QUALITY: Choices = Choices {
    name: "inpaint-quality",
    doc: text("How good the result is.", "结果质量。"),
    cases: &[
        ("high", "H", text("High.", "高。")),
        ("medium", "M", text("Medium.", "中。")),
        ("low", "L", text("Low.", "低。")),
    ],
};

const ORIGINAL: Field =
    Field::image("image", &ImageRule::ANY).doc("The image to change.", "待编辑的图片。");

const MASK: Field = Field::image("mask", &ImageRule::ANY).doc(
    "The image that marks the part to change.",
    "标出待处理区域的蒙版。",
);

/// What the classic tools call their prompt.
const CUSTOM_PROMPT: Field = Field::new("custom-prompt", "custom_prompt", Kind::Text(None))
    .required()
    .doc(
        "What the part should show, in Chinese or English.",
        "提示词，支持中英文。",
    );

const STEPS: Field =
    Field::new("steps", "steps", POSITIVE).doc("Number of sampling steps.", "采样步数。");

const STRENGTH: Field =
    Field::new("strength", "strength", above!(0.1, 1.0)).doc("How much is changed.", "改变程度。");

const TOP: Field = Field::new("top", "top", ANY_FLOAT).doc(
    "Extension at the top, as a fraction of the height.",
    "向上扩展的比例，以原图高度计。",
);

const BOTTOM: Field = Field::new("bottom", "bottom", ANY_FLOAT).doc(
    "Extension at the bottom, as a fraction of the height.",
    "向下扩展的比例，以原图高度计。",
);

const LEFT: Field = Field::new("left", "left", ANY_FLOAT).doc(
    "Extension on the left, as a fraction of the width.",
    "向左扩展的比例，以原图宽度计。",
);

const RIGHT: Field = Field::new("right", "right", ANY_FLOAT).doc(
    "Extension on the right, as a fraction of the width.",
    "向右扩展的比例，以原图宽度计。",
);

/// How far the classic tool goes on one side.
const fn classic(side: Field) -> Field {
    Field {
        kind: above!(0.0, 1.0),
        ..side
    }
    .default("0.1")
}

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "jimeng-image2image-dream-inpaint",
        alias: "jimeng-inpaint",
        req_key: "jimeng_image2image_dream_inpaint",
        title: text("Jimeng, part of an image repainted", "即梦交互编辑"),
        summary: text(
            "Repaints or erases the marked part of an image.",
            "重绘或消除图片中标出的区域。",
        ),
        fields: &[
            Field::image("image", &INPAINT_PICTURE).doc("The image to change.", "待编辑的图片。"),
            Field::image("mask", &INPAINT_PICTURE).doc(
                "The mask: one channel, of the same size as the image; 0 keeps, 255 repaints.",
                "蒙版：单通道，与原图尺寸相同；0 为保留，255 为重绘。",
            ),
            Field {
                kind: Kind::Text(Some(120)),
                ..PROMPT
            }
            .doc(
                "What the marked part should show. The Chinese word for delete erases what is there.",
                "标出区域的提示词；填“删除”即消除该区域的内容。",
            ),
            SEED.default("101"),
        ],
        rules: &[Rule::SameSize("mask", "image")],
        source: "independent clients and copies of the vendor's page",
        ..Tool::pictures(Family::Inpaint)
    },
    Tool {
        name: "i2i-inpainting",
        alias: "erase",
        req_key: "i2i_inpainting",
        actions: Actions::Process,
        title: text("Eraser", "图片消除"),
        summary: text(
            "Erases the marked part of an image.",
            "消除图片中标出的区域。",
        ),
        fields: &[
            Field::image("image", &FIVE_MB_PICTURE).doc(
                "The image to change. Its bytes are the documented form; a URL is not confirmed.",
                "待编辑的图片。文档只给出图片内容（base64）的形式，能否以链接传入尚未确认。",
            ),
            Field::image("mask", &FIVE_MB_PICTURE).doc(
                "The image that marks what to erase.",
                "标出待消除区域的蒙版。",
            ),
            STEPS.default("30"),
            STRENGTH.default("0.8"),
            scale(span!(1.0, 20.0)).default("7"),
            SEED.default("0"),
            Field::new("dilate-size", "dilate_size", ANY_INT)
                .default("15")
                .doc(
                    "How much the marked part is widened.",
                    "蒙版区域向外扩张的大小。",
                ),
            Field::new("quality", "quality", Kind::Choice(&INPAINT_QUALITY))
                .default("\"M\"")
                .doc("How good the result is.", "结果质量。"),
        ],
        source: "https://www.volcengine.com/docs/86081/1804489",
        ..Tool::pictures(Family::Inpaint)
    },
    Tool {
        name: "i2i-inpainting-edit",
        alias: "inpaint-edit",
        req_key: "i2i_inpainting_edit",
        actions: Actions::Process,
        title: text("Part of an image repainted", "局部重绘"),
        summary: text(
            "Repaints the marked part of an image as a prompt says.",
            "按照提示词重绘图片中标出的区域。",
        ),
        status: Status::Retiring,
        fields: &[
            ORIGINAL,
            MASK,
            CUSTOM_PROMPT,
            scale(span!(1.0, 20.0)).default("5"),
            SEED,
            STEPS.default("25"),
        ],
        source: "https://www.volcengine.com/docs/86081/1804490",
        ..Tool::pictures(Family::Inpaint)
    },
    Tool {
        name: "i2i-outpainting",
        alias: "outpaint",
        req_key: "i2i_outpainting",
        actions: Actions::Process,
        title: text("Image extended", "智能扩图"),
        summary: text(
            "Extends an image beyond its edges.",
            "将图片向四周扩展。",
        ),
        fields: &[
            ORIGINAL.doc(
                "The image to extend; with a mask, the enlarged canvas that holds it.",
                "待扩展的图片；同时给出蒙版时，为包含原图的放大画布。",
            ),
            MASK.optional().doc(
                "The image that marks what to paint on an enlarged canvas.",
                "标出放大画布中待绘制区域的蒙版。",
            ),
            CUSTOM_PROMPT.may_be_empty().doc(
                "What the new parts should show; may be empty.",
                "扩展部分的提示词，可为空。",
            ),
            classic(TOP),
            classic(BOTTOM),
            classic(LEFT),
            classic(RIGHT),
            Field::new("max-height", "max_height", POSITIVE)
                .default("1920")
                .doc(
                    "Maximum height of the result in pixels.",
                    "输出的最大高度，像素。",
                ),
            Field::new("max-width", "max_width", POSITIVE)
                .default("1920")
                .doc(
                    "Maximum width of the result in pixels.",
                    "输出的最大宽度，像素。",
                ),
            scale(span!(1.0, 20.0)).default("7"),
            SEED.default("0"),
            STEPS.default("30"),
            Field {
                kind: span!(0.1, 1.0),
                ..STRENGTH
            }
            .default("0.8"),
        ],
        source: "independent clients and the vendor's SDKs",
        ..Tool::pictures(Family::Inpaint)
    },
    Tool {
        name: "jimeng-img2img-seed3-painting-edit",
        alias: "jimeng-outpaint",
        req_key: "jimeng_img2img_seed3_painting_edit",
        title: text("Jimeng, image extended or repainted", "即梦智能扩图与重绘"),
        summary: text(
            "Extends an image beyond its edges, or repaints the marked part of a canvas.",
            "将图片向四周扩展，或重绘画布中标出的区域。",
        ),
        fields: &[
            ORIGINAL.doc(
                "The image to extend, given with `top`, `bottom`, `left` and `right`; with a mask, the canvas.",
                "待扩展的图片，配合 `top`、`bottom`、`left`、`right` 使用；同时给出蒙版时，为画布。",
            ),
            MASK.optional().doc(
                "The image that marks what to paint on the canvas, in place of the four sides.",
                "标出画布中待绘制区域的蒙版，用以代替四边的比例。",
            ),
            TOP,
            BOTTOM,
            LEFT,
            RIGHT,
            JIMENG_PROMPT.optional().doc(
                "What the new parts should show.",
                "新绘部分的提示词。",
            ),
            PLAIN_SEED,
        ],
        source: "independent clients",
        ..Tool::pictures(Family::Inpaint)
    },
];
