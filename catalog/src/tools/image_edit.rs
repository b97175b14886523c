//! Images edited by words (`docs/service-api.md#image-editing`).

use super::shared::{JIMENG_PICTURE, JIMENG_PROMPT, NEGATIVE_PROMPT, PROMPT, SEED, height, width};
use super::text_to_image_older::{
    SR_SCALE, SR_SEED, SR_STEPS, SR_STRENGTH, USE_REPHRASER, USE_SR, ddim_steps, model_version,
    scale,
};
use crate::action::Actions;
use crate::field::{
    ANY_FLOAT, Choices, Field, ImageRule, Kind, MANY, POSITIVE, Record, SizeRule, above, span,
};
use crate::text::text;
use crate::tool::{Family, Tool};

/// A seed whose default the service does not state.
pub const PLAIN_SEED: Field = Field {
    default: None,
    ..SEED
};

/// Images of at most 5 MB, where nothing else is said.
pub static FIVE_MB_PICTURE: ImageRule = ImageRule {
    bytes: Some(5 * 1024 * 1024 - 1),
    ..ImageRule::ANY
};

/// What to make of an image, where the service does not insist on words.
const FREE_PROMPT: Field = PROMPT.optional().doc(
    "What the image should become, in Chinese or English.",
    "提示词，支持中英文。",
);

static CONTROLNET_TYPE: Choices = Choices {
    name: "controlnet-type",
    doc: text(
        "Aspect of the image that is followed.",
        "参照图片的哪一方面。",
    ),
    cases: &[
        ("canny", "canny", text("Its edges.", "边缘。")),
        ("depth", "depth", text("Its depth.", "深度。")),
        ("pose", "pose", text("Its poses.", "姿态。")),
    ],
};

const CONTROL_TYPE: Field = Field::new("type", "type", Kind::Choice(&CONTROLNET_TYPE)).doc(
    "Aspect of the image that is followed.",
    "参照图片的哪一方面。",
);

const CONTROL_STRENGTH: Field = Field::new("strength", "strength", above!(0.0, 1.0))
    .doc("How closely the image follows it.", "参照强度。");

const PICTURE_INDEX: Field = Field::new(
    "binary-data-index",
    "binary_data_index",
    Kind::Int32(0, i32::MAX),
)
.doc(
    "Place of the image in the list of images; whether the first is 0 is not confirmed.",
    "图片在列表中的序号，是否从 0 开始尚未确认。",
);

static CONTROLNET: Record = Record {
    name: "controlnet",
    doc: text(
        "An image that the result keeps to.",
        "控制生成结果的一张参照图。",
    ),
    fields: &[CONTROL_TYPE, CONTROL_STRENGTH, PICTURE_INDEX],
};

static XL_CONTROLNET: Record = Record {
    name: "xl-controlnet",
    doc: text(
        "An image that the result keeps to.",
        "控制生成结果的一张参照图。",
    ),
    fields: &[CONTROL_TYPE, CONTROL_STRENGTH.default("0.4"), PICTURE_INDEX],
};

static STYLE_REFERENCE: Record = Record {
    name: "style-reference",
    doc: text(
        "An image whose style or character is taken over.",
        "提供风格或角色特征的参照图。",
    ),
    fields: &[
        Field::new("id-weight", "id_weight", ANY_FLOAT)
            .default("0.2")
            .doc("How much its character counts.", "角色特征的权重。"),
        Field::new("style-weight", "style_weight", ANY_FLOAT)
            .default("0.0")
            .doc("How much its style counts.", "风格的权重。"),
        PICTURE_INDEX,
    ],
};

static ETTA: Record = Record {
    name: "etta",
    doc: text(
        "An image for the service's `etta` step; its effect is not documented.",
        "用于服务端 etta 环节的图片，作用未见说明。",
    ),
    fields: &[PICTURE_INDEX],
};

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "seededit-v30",
        alias: "seededit-3.0",
        req_key: "seededit_v3.0",
        title: text("SeedEdit 3.0", "SeedEdit 3.0 图片编辑"),
        summary: text(
            "Changes an image as an instruction says.",
            "按照指令编辑图片。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image to change. Clients keep it to about 5 MB (not confirmed).", "待编辑的图片。客户端一般限制在约 5 MB，尚未确认。"),
            PROMPT.doc(
                "What to change, in Chinese or English.",
                "编辑指令，支持中英文。",
            ),
            SEED,
            Field::new("scale", "scale", span!(0.0, 1.0))
                .default("0.5")
                .doc(
                    "Weight of the prompt relative to the image.",
                    "文本影响程度，越大越贴近指令。",
                ),
        ],
        source: "the plugin volcengine_ai 0.0.1 and independent clients",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "jimeng-i2i-v30",
        alias: "jimeng-i2i-3.0",
        req_key: "jimeng_i2i_v30",
        title: text("Jimeng 3.0, image to image", "即梦 3.0 图生图"),
        summary: text(
            "Changes an image as one instruction says, or takes it as a reference.",
            "按照一条指令编辑图片，或以其为参考生成。",
        ),
        fields: &[
            Field::image("image", &JIMENG_PICTURE).doc(
                "The image to change: JPEG (preferred) or PNG of at most 4.7 MB and 4096 pixels a side, the long side at most 3 times the short one.",
                "待编辑的图片：JPEG（推荐）或 PNG，最大 4.7 MB，边长最多 4096，长短边之比最多 3。",
            ),
            JIMENG_PROMPT.doc(
                "What to change: one instruction a call, in Chinese or English.",
                "编辑指令，每次一条，支持中英文。",
            ),
            SEED,
            Field::new("scale", "scale", span!(0.0, 1.0))
                .default("0.5")
                .doc(
                    "Weight of the prompt relative to the image.",
                    "文本影响程度，越大越贴近指令。",
                ),
            Field::size(&SizeRule {
                sides: Some((512, 2016)),
                area: None,
                ratio: None,
            })
            .default("{\"width\": 1328, \"height\": 1328}")
            .doc(
                "Size of the image; delivered in multiples of 16 from 512 to 1536. Sizes far below 1024 can give a black image.",
                "图片尺寸；实际输出为 512 至 1536 内 16 的倍数。远小于 1024 时可能得到全黑图片。",
            ),
        ],
        source: "independent clients and copies of the vendor's page",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "seed3l-single-ip",
        alias: "general-3.0-character",
        req_key: "seed3l_single_ip",
        title: text("General 3.0, keeping a character", "通用 3.0 角色特征保持"),
        summary: text(
            "Makes an image that keeps the character of another.",
            "生成保持参考图角色特征的图片。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image that shows the character.", "角色参考图。"),
            PROMPT,
            SEED,
            width(1, i32::MAX).doc(
                "Width of the image in pixels. Samples use 1024; the range, presumably 512 to 2048, is not confirmed.",
                "图片宽度，像素。示例为 1024；取值范围尚未确认，推测为 512 至 2048。",
            ),
            height(1, i32::MAX).doc(
                "Height of the image in pixels. Samples use 1024; the range, presumably 512 to 2048, is not confirmed.",
                "图片高度，像素。示例为 1024；取值范围尚未确认，推测为 512 至 2048。",
            ),
            Field::new("use-rephraser", "use_rephraser", Kind::Bool).doc(
                "Whether the service rewrites the prompt first.",
                "是否先改写提示词。",
            ),
        ],
        source: "https://www.volcengine.com/docs/86081/1804562",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "byteedit-v20",
        alias: "seededit-2.0",
        req_key: "byteedit_v2.0",
        actions: Actions::Process,
        title: text("SeedEdit 2.0", "SeedEdit 2.0 图片编辑"),
        summary: text(
            "Changes an image as an instruction says.",
            "按照指令编辑图片。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image to change. Clients keep it to about 5 MB (not confirmed).", "待编辑的图片。客户端一般限制在约 5 MB，尚未确认。"),
            PROMPT.doc(
                "What to change, in Chinese or English.",
                "编辑指令，支持中英文。",
            ),
            NEGATIVE_PROMPT,
            SEED,
            Field::new("scale", "scale", span!(0.0, 1.0))
                .default("0.5")
                .doc(
                    "Weight of the prompt relative to the image.",
                    "文本影响程度，越大越贴近指令。",
                ),
        ],
        source: "https://www.volcengine.com/docs/6791/1384311",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "high-aes-ip-v20",
        alias: "general-2.0-character",
        req_key: "high_aes_ip_v20",
        actions: Actions::Process,
        title: text("General 2.0, keeping a character", "通用 2.0 角色特征保持"),
        summary: text(
            "Makes an image that keeps the character of another.",
            "生成保持参考图角色特征的图片。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image that shows the character.", "角色参考图。"),
            PROMPT,
            Field::new("desc-pushback", "desc_pushback", Kind::Bool)
                .default("true")
                .doc(
                    "A switch of the service; its effect is not documented.",
                    "服务端的 desc_pushback 开关，作用未见说明。",
                ),
            SEED,
            scale(span!(1.0, 10.0)).default("3.5"),
            ddim_steps(Kind::Int32(1, 200)).default("9"),
            width(256, 768).default("512"),
            height(256, 768).default("512"),
            Field::new("cfg-rescale", "cfg_rescale", ANY_FLOAT)
                .default("0.7")
                .doc(
                    "Rescaling of the prompt guidance.",
                    "文本引导的重缩放系数。",
                ),
            Field::new("ref-ip-weight", "ref_ip_weight", span!(0.0, 1.0))
                .default("0.7")
                .doc("How much the image counts.", "参考图的权重。"),
            Field::new("ref-id-weight", "ref_id_weight", span!(0.0, 1.0))
                .default("0.36")
                .doc(
                    "How much the person's identity counts; 0.2 to 0.4 is recommended.",
                    "人物身份的权重，建议 0.2 至 0.4。",
                ),
            USE_SR.default("true"),
        ],
        source: "independent clients and the vendor's SDKs",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "high-aes-scheduler-svr-controlnet-v20",
        alias: "general-2.0-controlnet",
        req_key: "high_aes_scheduler_svr_controlnet_v2.0",
        actions: Actions::Process,
        title: text("General 2.0, controlled by images", "通用 2.0 可控图生图"),
        summary: text(
            "Makes an image that keeps to the edges, depth or poses of another.",
            "参照图片的边缘、深度或姿态生成图片。",
        ),
        fields: &[
            model_version(&["general_controlnet_v2.0"]),
            FREE_PROMPT,
            Field::images("images", &ImageRule::ANY, (1, MANY)).doc(
                "The images that `controlnet-args` refers to.",
                "供 `controlnet-args` 引用的图片。",
            ),
            SEED,
            scale(span!(1.0, 30.0)).default("3.0"),
            ddim_steps(Kind::Int32(1, 50)).default("16"),
            USE_REPHRASER.default("true"),
            USE_SR.default("true"),
            SR_SEED,
            SR_STRENGTH,
            SR_SCALE,
            SR_STEPS,
            Field::new(
                "controlnet-args",
                "controlnet_args",
                Kind::Records(&CONTROLNET, 0, MANY),
            )
            .doc("How the images are followed.", "如何参照各张图片。"),
        ],
        source: "https://www.volcengine.com/docs/6791/1424608",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "i2i-xl-sft",
        alias: "xl-i2i",
        req_key: "i2i_xl_sft",
        actions: Actions::Process,
        title: text("XL, image to image", "XL 图生图"),
        summary: text(
            "Makes an image after the edges, depth, poses, style or character of others.",
            "参照图片的边缘、深度、姿态、风格或角色特征生成图片。",
        ),
        fields: &[
            Field::images("images", &ImageRule::ANY, (1, MANY)).doc(
                "The images that the arguments below refer to.",
                "供下列参数引用的图片。",
            ),
            FREE_PROMPT,
            SEED,
            ddim_steps(Kind::Int32(1, 50))
                .sent_as("ddim_steps|ddim_step")
                .default("20"),
            scale(span!(1.0, 30.0)).default("7.0"),
            Field::new(
                "controlnet-args",
                "controlnet_args",
                Kind::Records(&XL_CONTROLNET, 0, MANY),
            )
            .doc("How the images are followed.", "如何参照各张图片。"),
            Field::new(
                "style-reference-args",
                "style_reference_args",
                Kind::Record(&STYLE_REFERENCE),
            )
            .doc(
                "Whose style or character is taken over.",
                "从哪张图片取风格或角色特征。",
            ),
            Field::new("etta-args", "etta_args", Kind::Record(&ETTA)).doc(
                "An image for the service's `etta` step; its effect is not documented.",
                "用于服务端 etta 环节的图片，作用未见说明。",
            ),
        ],
        source: "https://www.volcengine.com/docs/6791/1330203",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "img2img-ai-doodle-dreamina",
        alias: "doodle",
        req_key: "img2img_ai_doodle_dreamina",
        actions: Actions::Process,
        title: text("Doodle to image", "AI 涂鸦"),
        summary: text(
            "Turns a doodle into an image, as a prompt says.",
            "按照提示词将涂鸦变为图片。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The doodle.", "涂鸦图片。"),
            FREE_PROMPT,
            Field::new("cfg", "cfg", span!(0.1, 10.0))
                .default("3.0")
                .doc(
                    "How closely the image follows the prompt.",
                    "文本影响程度，越大越贴近提示词。",
                ),
            Field::new("strength", "strength", above!(0.1, 1.0))
                .default("0.9925")
                .doc("How much the doodle is changed.", "对涂鸦的改变程度。"),
            Field::new("steps", "steps", Kind::Int32(1, 8))
                .default("4")
                .doc("Number of sampling steps.", "采样步数。"),
            PLAIN_SEED,
            width(512, 2048),
            height(512, 2048),
            Field::new(
                "controlnet-conditioning-scale",
                "controlnet_conditioning_scale",
                ANY_FLOAT,
            )
            .default("1")
            .doc(
                "How closely the lines of the doodle are kept to.",
                "对涂鸦线条的遵循程度。",
            ),
        ],
        source: "independent clients",
        ..Tool::pictures(Family::ImageEdit)
    },
    Tool {
        name: "img2img-bgpaint-light",
        alias: "background",
        req_key: "img2img_bgpaint_light",
        actions: Actions::Process,
        title: text("Background replaced", "背景替换"),
        summary: text(
            "Paints a background behind something cut out.",
            "为抠出的主体绘制新背景。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image of what was cut out.", "已抠出主体的图片。"),
            FREE_PROMPT.doc(
                "What the background should show, in Chinese or English.",
                "背景的提示词，支持中英文。",
            ),
            SEED,
            Field::new("blend", "blend", ANY_FLOAT)
                .default("0.5")
                .doc("How much the two are blended.", "主体与背景的融合程度。"),
            Field::new("num-steps", "num_steps", POSITIVE)
                .default("25")
                .doc("Number of sampling steps.", "采样步数。"),
        ],
        source: "independent clients",
        ..Tool::pictures(Family::ImageEdit)
    },
];
