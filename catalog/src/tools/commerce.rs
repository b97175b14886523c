//! Images for shops (`docs/service-api.md#inpainting-outpainting-and-effects` and `docs/service-api.md#e-commerce`).

use super::shared::{NEGATIVE_PROMPT, OLDER_PICTURE, SEED, height, width};
use crate::action::Actions;
use crate::field::{
    ANY_FLOAT, ANY_INT, Choices, Field, ImageRule, Kind, MANY, POSITIVE, Record, span,
};
use crate::text::text;
use crate::tool::{Family, Rule, Status, Tool};

static GARMENT_TYPE: Choices = Choices {
    name: "garment-type",
    doc: text("What a piece of clothing covers.", "服装类型。"),
    cases: &[
        ("upper", "upper", text("The upper body.", "上装。")),
        ("bottom", "bottom", text("The lower body.", "下装。")),
        ("full", "full", text("The whole body.", "全身。")),
    ],
};

static TIGHT_MASK: Choices = Choices {
    name: "tight-mask",
    doc: text(
        "How closely the repainted area follows the body.",
        "重绘区域与身体的贴合程度。",
    ),
    cases: &[
        ("tight", "tight", text("Tightly.", "紧。")),
        ("loose", "loose", text("Loosely.", "松。")),
        (
            "bbox",
            "bbox",
            text("Only by its bounding box.", "仅按外接框。"),
        ),
    ],
};

/// The address of an image of clothing.
const GARMENT_URL: Field = Field::new("url", "url", Kind::Link).doc(
    "Public URL of the image of the clothing, below 5 MB and 4096 pixels a side.",
    "服装图的公网地址，小于 5 MB，边长小于 4096。",
);

const MODEL_URL: Field = Field::new("url", "url", Kind::Link).required().doc(
    "Public URL of the image of the person, below 5 MB and 4096 pixels a side.",
    "人物图的公网地址，小于 5 MB，边长小于 4096。",
);

const PROTECT_MASK_URL: Field = Field::new("protect-mask-url", "protect_mask_url", Kind::Link).doc(
    "Public URL of a mask of what must stay as it is.",
    "保护区域蒙版的公网地址。",
);

static MODEL: Record = Record {
    name: "model",
    doc: text("The person who tries the clothes on.", "试穿的人物。"),
    fields: &[MODEL_URL, PROTECT_MASK_URL],
};

static GARMENT: Record = Record {
    name: "garment",
    doc: text("The clothes to try on.", "试穿的服装。"),
    fields: &[
        Field::new("data", "data", Kind::Records(&GARMENT_ITEM, 1, 2))
            .required()
            .doc("The pieces of clothing.", "服装列表。"),
    ],
};

static GARMENT_ITEM: Record = Record {
    name: "garment-item",
    doc: text("A piece of clothing.", "一件服装。"),
    fields: &[
        GARMENT_URL.doc(
            "Public URL of the image of the clothing, below 5 MB and 4096 pixels a side; needed unless the images come in `images`.",
            "服装图的公网地址，小于 5 MB，边长小于 4096；除非图片由 `images` 传入，否则必填。",
        ),
        Field::new("type", "type", Kind::Choice(&GARMENT_TYPE))
            .default("\"full\"")
            .doc("Type of the garment.", "服装类型。"),
    ],
};

static FIRST_MODEL: Record = Record {
    name: "first-model",
    doc: text("The person who tries the clothes on.", "试穿的人物。"),
    fields: &[
        Field::new("id", "id", Kind::Text(None)).doc("A name for the person.", "人物 ID。"),
        MODEL_URL,
        PROTECT_MASK_URL,
    ],
};

static FIRST_GARMENT: Record = Record {
    name: "first-garment",
    doc: text("The clothes to try on.", "试穿的服装。"),
    fields: &[
        Field::new("id", "id", Kind::Text(None)).doc("A name for the clothes.", "服装 ID。"),
        Field::new("data", "data", Kind::Records(&FIRST_GARMENT_ITEM, 1, MANY))
            .required()
            .doc("The pieces of clothing.", "服装列表。"),
    ],
};

static FIRST_GARMENT_ITEM: Record = Record {
    name: "first-garment-item",
    doc: text("A piece of clothing.", "一件服装。"),
    fields: &[GARMENT_URL.required()],
};

const DO_SR: Field = Field::new("do-sr", "do_sr", Kind::Bool).doc(
    "Whether the result is improved by super-resolution.",
    "是否对结果做超分。",
);

const KEEP_HEAD: Field = Field::new("keep-head", "keep_head", Kind::Bool).doc(
    "Whether the head stays as it is.",
    "是否保持人物原图的头部。",
);

const KEEP_HAND: Field = Field::new("keep-hand", "keep_hand", Kind::Bool).doc(
    "Whether the hands stay as they are.",
    "是否保持人物原图的手部。",
);

const KEEP_FOOT: Field = Field::new("keep-foot", "keep_foot", Kind::Bool).doc(
    "Whether the feet stay as they are.",
    "是否保持人物原图的足部。",
);

const KEEP_UPPER: Field = Field::new("keep-upper", "keep_upper", Kind::Bool).doc(
    "Whether the clothes of the upper body stay as they are.",
    "是否保持人物原图的上装。",
);

const KEEP_LOWER: Field = Field::new("keep-lower", "keep_lower", Kind::Bool).doc(
    "Whether the clothes of the lower body stay as they are.",
    "是否保持人物原图的下装。",
);

/// The number of steps, within the limits given.
const fn num_steps(min: i32, max: i32) -> Field {
    Field::new("num-steps", "num_steps", Kind::Int32(min, max)).doc("Number of steps.", "步数。")
}

const MASK_SHAPE: Field = Field::new("tight-mask", "tight_mask", Kind::Choice(&TIGHT_MASK))
    .default("\"loose\"")
    .doc(
        "How closely the repainted area follows the body.",
        "重绘区域与身体的贴合程度。",
    );

/// The overlap of boxes, within the limits given.
const fn box_overlap(kind: Kind) -> Field {
    Field::new("p-bbox-iou-ratio", "p_bbox_iou_ratio", kind)
        .default("0.3")
        .doc(
            "Overlap ratio of the bounding boxes of people.",
            "人物外接框的重叠比例。",
        )
}

const BOX_GROWTH: Field = Field::new(
    "p-bbox-expand-ratio",
    "p_bbox_expand_ratio",
    span!(1.0, 1.5),
)
.default("1.1")
.doc(
    "How much the bounding box of a person is enlarged.",
    "人物外接框的扩大比例。",
);

const LONGEST_SIDE: Field = Field::new(
    "max-process-side-length",
    "max_process_side_length",
    Kind::Int32(1080, 4096),
)
.default("1920")
.doc(
    "The longest side while the image is processed, in pixels.",
    "处理时的最大边长，像素。",
);

static INFERENCE_CONFIG: Record = Record {
    name: "inference-config",
    doc: text("How the try-on is made.", "推理参数。"),
    fields: &[
        DO_SR.default("false"),
        SEED,
        KEEP_HEAD.default("true"),
        KEEP_HAND.default("false"),
        KEEP_FOOT.default("false"),
        KEEP_UPPER.default("false"),
        KEEP_LOWER.default("false"),
        num_steps(8, 50).default("16"),
        MASK_SHAPE,
        box_overlap(span!(0.0, 1.0)),
        BOX_GROWTH,
        LONGEST_SIDE,
    ],
};

const EXTRACTED_WIDTH: Field = width(1024, 4096).default("2048");
const EXTRACTED_HEIGHT: Field = height(1024, 4096).default("2048");

/// A switch of the product images.
const fn switch(name: &'static str, wire: &'static str) -> Field {
    Field::new(name, wire, Kind::Bool)
}

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "dressing-diffusionv2",
        alias: "try-on-v2",
        req_key: "dressing_diffusionV2",
        actions: Actions::Async,
        title: text("Virtual try-on V2", "图片换装 V2"),
        summary: text(
            "Shows a person in other clothes, from an image of each.",
            "根据人物图与服装图生成试穿效果。",
        ),
        fields: &[
            Field::new("model", "model", Kind::Record(&MODEL)).doc(
                "The person; needed unless the images come in `images`.",
                "试穿的人物；除非图片由 `images` 传入，否则必填。",
            ),
            Field::new("garment", "garment", Kind::Record(&GARMENT))
                .required()
                .doc("The clothes.", "试穿的服装。"),
            Field::new(
                "req-image-store-type",
                "req_image_store_type",
                Kind::OneOf(&[0, 1]),
            )
            .default("1")
            .doc(
                "How the images come: 1 by their URLs, 0 as base64 in `images`.",
                "图片的传入方式：1 为地址，0 为 `images` 中的 base64。",
            ),
            Field::images("images", &OLDER_PICTURE, (2, 3)).optional().doc(
                "The images themselves, with `req-image-store-type` 0: the person, the first piece of clothing, the second. Bytes or base64, not links.",
                "`req-image-store-type` 为 0 时的图片，依次为人物、第一件服装、第二件服装；须为字节或 base64，不能是链接。",
            ),
            Field::new(
                "inference-config",
                "inference_config",
                Kind::Record(&INFERENCE_CONFIG),
            )
            .doc("How the try-on is made.", "推理参数。"),
        ],
        rules: &[Rule::AnyOf(&["model", "images"])],
        source: "https://www.volcengine.com/docs/86081/1660173",
        ..Tool::pictures(Family::Commerce)
    },
    // The defaults of `keep_*` are stated as true for all; for upper and lower,
    // which V2 has as false, that is left open.
    Tool {
        name: "dressing-diffusion",
        alias: "try-on-v1",
        req_key: "dressing_diffusion",
        actions: Actions::Process,
        title: text("Virtual try-on V1", "图片换装 V1"),
        summary: text(
            "Shows a person in other clothes, from an image of each.",
            "根据人物图与服装图生成试穿效果。",
        ),
        fields: &[
            Field::new("model", "model", Kind::Record(&FIRST_MODEL))
                .required()
                .doc("The person.", "试穿的人物。"),
            Field::new("garment", "garment", Kind::Record(&FIRST_GARMENT))
                .required()
                .doc("The clothes.", "试穿的服装。"),
            DO_SR.default("true"),
            SEED,
            KEEP_HEAD.default("true"),
            KEEP_HAND.default("true"),
            KEEP_FOOT.default("true"),
            KEEP_UPPER.doc(
                "Whether the clothes of the upper body stay as they are. Whether that is the default too is not confirmed.",
                "是否保持人物原图的上装；默认值是否也为 true 尚未确认。",
            ),
            KEEP_LOWER.doc(
                "Whether the clothes of the lower body stay as they are. Whether that is the default too is not confirmed.",
                "是否保持人物原图的下装；默认值是否也为 true 尚未确认。",
            ),
            num_steps(25, 50).default("50"),
            MASK_SHAPE,
            box_overlap(span!(0.1, 0.5)),
            BOX_GROWTH,
            LONGEST_SIDE,
        ],
        source: "https://www.volcengine.com/docs/85128/1462743",
        ..Tool::pictures(Family::Commerce)
    },
    Tool {
        name: "jimeng-i2i-extract-tiled-images",
        alias: "product-extraction",
        req_key: "jimeng_i2i_extract_tiled_images",
        title: text("Jimeng product extraction", "即梦商品提取"),
        summary: text(
            "Takes a product out of an image and shows it by itself.",
            "从图片中提取商品，单独展示。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image that shows the product.", "含商品的图片。"),
            Field::new("edit-prompt", "edit_prompt|image_edit_prompt", Kind::Text(None))
                .doc(
                    "What to take out. The vendor has a fixed prompt each for apparel, footwear, bags, sofas, daily goods and jewelry. Its table names the field edit_prompt and its sample image_edit_prompt (sources differ): both are sent.",
                    "提取内容。官方为服装、鞋靴、箱包、沙发、日用品、首饰各给出固定提示词。其参数表写作 edit_prompt，示例写作 image_edit_prompt（来源不一致）：两者都会发送。",
                ),
            EXTRACTED_WIDTH,
            EXTRACTED_HEIGHT,
            SEED,
        ],
        source: "independent clients and copies of the vendor's page",
        ..Tool::pictures(Family::Commerce)
    },
    Tool {
        name: "i2i-material-extraction",
        alias: "material-extraction",
        req_key: "i2i_material_extraction",
        title: text("Material extraction", "素材提取"),
        summary: text(
            "Takes a printable pattern, packaging, logo or texture out of an image, as a flat image.",
            "从图片中提取可印制的图案、包装、标识或纹理，生成平面图。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image that shows the material.", "含素材的图片。"),
            Field::new("image-edit-prompt", "image_edit_prompt", Kind::Text(None))
                .required()
                .doc(
                    "What to take out. There are four base instructions: extract the pattern, the packaging, the logo or the texture as a flat image.",
                    "提取内容。有四种基础指令：将图案、包装、标识或纹理提取为平面图。",
                ),
            Field::new("lora-weight", "lora_weight", ANY_FLOAT)
                .default("1.0")
                .doc(
                    "How much the added weights (LoRA) count.",
                    "LoRA 权重。",
                ),
            EXTRACTED_WIDTH,
            EXTRACTED_HEIGHT,
            SEED,
        ],
        source: "https://www.volcengine.com/docs/85621/1925087",
        ..Tool::pictures(Family::Commerce)
    },
    Tool {
        name: "img2img-e-commerce-style",
        alias: "product-picture",
        req_key: "img2img_e_commerce_style",
        actions: Actions::Process,
        title: text("Product image", "AI 营销商品图"),
        summary: text(
            "Puts a product into another scene, light and composition.",
            "为商品图更换场景、光照与构图。",
        ),
        status: Status::Unconfirmed,
        typed: false,
        fields: &[
            Field::new("product-image-input", "product_image_input", Kind::Link)
                .doc("Public URL of the image of the product.", "商品图的公网地址。"),
            switch("product-alpha-switch", "product_alpha_switch")
                .default("true")
                .doc("Whether the transparency of the image is used.", "是否采用图片的透明通道。"),
            Field::new("seg-prompt", "seg_prompt", Kind::Text(None))
                .doc("What to cut out of the image.", "抠图主体的描述。"),
            Field::new("product-weight", "product_weight", span!(0.0, 1.3))
                .default("0.85")
                .doc("How closely the product is kept.", "商品还原强度。"),
            Field::new("product-edge-weight", "product_edge_weight", span!(0.0, 1.0))
                .default("0")
                .doc("How much the edges of the product are kept.", "商品边缘强度。"),
            switch("product-safe-switch", "product_safe_switch")
                .doc("Whether the safe mode for the product is on.", "是否开启商品安全模式。"),
            Field { default: None, ..SEED },
            Field::new("positive-prompt", "positive_prompt", Kind::Text(None))
                .doc("What the image should show.", "正向提示词。"),
            Field::new("fixed-positive-prompt", "fixed_positive_prompt", Kind::Text(None))
                .doc("Words that always go with the prompt.", "固定的正向提示词。"),
            NEGATIVE_PROMPT,
            Field::new("fixed-negative-prompt", "fixed_negative_prompt", Kind::Text(None))
                .doc("Words that always go with the negative prompt.", "固定的负向提示词。"),
            switch("mask-image-switch", "mask_image_switch")
                .doc("Whether `mask-image-input` is used.", "是否采用 `mask-image-input`。"),
            switch("mask-invert-switch", "mask_invert_switch")
                .doc("Whether the mask is inverted.", "是否反转蒙版。"),
            Field::new("mask-image-input", "mask_image_input", Kind::Link)
                .doc("Public URL of a mask of the product.", "商品蒙版的公网地址。"),
            switch("ref-switch", "ref_switch")
                .doc("Whether `ref-image-input` is used.", "是否采用 `ref-image-input`。"),
            Field::new("ref-image-input", "ref_image_input", Kind::Link)
                .doc("Public URL of a reference image.", "参考图的公网地址。"),
            Field::new("ref-weight", "ref_weight", span!(0.0, 2.0))
                .default("0.75")
                .doc("How much the reference counts.", "参考图强度。"),
            Field::new("ref-end-at", "ref_end_at", ANY_FLOAT)
                .default("0.75")
                .doc("When the reference ceases to count.", "参考图引导的结束时间。"),
            Field::new("longer-side", "longer_side", POSITIVE)
                .default("1600")
                .doc("The longer side of the image in pixels.", "图片的长边，像素。"),
            switch("auto-composition-switch", "auto_composition_switch").doc(
                "Whether the service composes the image: see `canvas-width`, `canvas-height`, `auto-offset-x`, `auto-offset-y` and `auto-scale`.",
                "是否自动构图：参见 `canvas-width`、`canvas-height`、`auto-offset-x`、`auto-offset-y`、`auto-scale`。",
            ),
            Field::new("canvas-width", "canvas_width", POSITIVE)
                .default("1000")
                .doc("Width of the canvas in pixels.", "画布宽度，像素。"),
            Field::new("canvas-height", "canvas_height", POSITIVE)
                .default("1000")
                .doc("Height of the canvas in pixels.", "画布高度，像素。"),
            Field::new("auto-offset-x", "auto_offset_x", ANY_INT)
                .default("50")
                .doc("Where the product goes from left to right.", "自动构图的横向偏移。"),
            Field::new("auto-offset-y", "auto_offset_y", ANY_INT)
                .default("50")
                .doc("Where the product goes from top to bottom.", "自动构图的纵向偏移。"),
            Field::new("auto-scale", "auto_scale", ANY_FLOAT)
                .default("0.7")
                .doc("How large the product is.", "自动构图的商品大小。"),
            switch("manual-composition-switch", "manual_composition_switch").doc(
                "Whether the caller composes the image: see `offset-x`, `offset-y` and `crop-prodcut-switch`.",
                "是否手动构图：参见 `offset-x`、`offset-y`、`crop-prodcut-switch`。",
            ),
            Field::new("offset-x", "offset_x", ANY_INT)
                .doc("How far the product is moved sideways.", "手动构图的横向偏移。"),
            Field::new("offset-y", "offset_y", ANY_INT)
                .doc("How far the product is moved up or down.", "手动构图的纵向偏移。"),
            switch("crop-prodcut-switch", "crop_prodcut_switch").doc(
                "Whether the image is cropped to the product; the service spells it so.",
                "是否裁剪到商品大小；参数名原文如此。",
            ),
            switch("preset-light-switch", "preset_light_switch")
                .doc("Whether `light-position` is used.", "是否采用 `light-position`。"),
            Field::new(
                "light-position",
                "light_position",
                Kind::Known(&["Left Light", "Bottom Right Light"]),
            )
            .doc(
                "Where the light comes from; the directions between these two go by like names.",
                "光源方向；其余方向的名称与这两个类似。",
            ),
            switch("upload-light-switch", "upload_light_switch")
                .doc("Whether `light-image-input` is used.", "是否采用 `light-image-input`。"),
            Field::new("light-image-input", "light_image_input", Kind::Link)
                .doc("Public URL of an image of the light.", "光照图的公网地址。"),
        ],
        source: "https://www.volcengine.com/docs/6791/1400096",
        ..Tool::pictures(Family::Commerce)
    },
];
