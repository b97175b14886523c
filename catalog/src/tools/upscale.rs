//! Larger, cleaner and better scored images and videos (`docs/service-api.md#inpainting-outpainting-and-effects`
//! and `docs/service-api.md#faces-enhancement-and-segmentation`).

use crate::action::Actions;
use crate::field::{ANY_FLOAT, ANY_INT, Choices, Field, ImageRule, Kind};
use crate::text::text;
use crate::tool::{Family, Output, Product, Report, Rule, Tool};

/// Images of at most 4.7 MB and 4096 pixels a side, with a ratio from 1:3 to 3:1.
static UPSCALE_PICTURE: ImageRule = ImageRule {
    bytes: Some(4_928_307),
    max: Some((4096, 4096)),
    ratio: Some(3),
    ..ImageRule::ANY
};

const PICTURE: Field = Field::image("image", &ImageRule::ANY).doc("The image.", "待处理的图片。");

static TARGET_RESOLUTION: Choices = Choices {
    name: "target-resolution",
    doc: text("How large the result is.", "输出分辨率。"),
    cases: &[
        ("k4", "4k", text("4K.", "4K。")),
        ("k8", "8k", text("8K.", "8K。")),
    ],
};

static MODEL_QUALITY: Choices = Choices {
    name: "model-quality",
    doc: text("Which model does it.", "模型档位。"),
    cases: &[
        ("hq", "HQ", text("High quality.", "高质量。")),
        (
            "mq",
            "MQ",
            text(
                "Medium quality, which is recommended.",
                "中等质量，推荐使用。",
            ),
        ),
        ("lq", "LQ", text("Low quality.", "低质量。")),
    ],
};

static RESOLUTION_BOUNDARY: Choices = Choices {
    name: "resolution-boundary",
    doc: text("The bound of the resolution.", "分辨率边界。"),
    cases: &[
        ("p144", "144p", text("144p.", "144p。")),
        ("p240", "240p", text("240p.", "240p。")),
        ("p360", "360p", text("360p.", "360p。")),
        ("p480", "480p", text("480p.", "480p。")),
        ("p540", "540p", text("540p.", "540p。")),
        ("p720", "720p", text("720p.", "720p。")),
        ("p1080", "1080p", text("1080p.", "1080p。")),
        ("k2", "2k", text("2K.", "2K。")),
        (
            "k4",
            "4k",
            text(
                "4K; seen in clients only [unconfirmed].",
                "4K，仅见于客户端，尚未确认。",
            ),
        ),
    ],
};

const RESULT_FORMAT: Field = Field::new("result-format", "result_format", Kind::OneOf(&[0, 1]))
    .doc(
        "Type of the file: 0 for PNG, 1 for JPEG.",
        "输出格式：0 为 PNG，1 为 JPEG。",
    );

const JPG_QUALITY: Field = Field::new("jpg-quality", "jpg_quality", ANY_INT)
    .default("95")
    .doc("Quality of a JPEG.", "JPEG 的质量。");

static PICTURE_SCORES: Report = Report {
    name: "picture-scores",
    doc: text(
        "Scores of an image; their ranges are not stated.",
        "图片评分，各项取值范围未见说明。",
    ),
    fields: &[
        score("brightness", "brightness", "Brightness.", "亮度。"),
        score("contrast", "contrast", "Contrast.", "对比度。"),
        flag(
            "has-black-edge",
            "has_black_edge",
            "Whether it has black edges.",
            "是否有黑边。",
        ),
        flag(
            "is-night",
            "is_night",
            "Whether it shows a night.",
            "是否为夜景。",
        ),
        flag(
            "is-pure-background",
            "is_pure_background",
            "Whether its background is plain.",
            "是否为纯色背景。",
        ),
        score(
            "over-exposure",
            "over_exposure",
            "Over-exposure.",
            "过曝程度。",
        ),
        score(
            "score-aesthetics-v2",
            "score_aesthetics_v2",
            "Beauty, by the second model.",
            "美学评分（第二版）。",
        ),
        score("score-detail", "score_detail", "Detail.", "细节评分。"),
        score("score-face", "score_face", "Faces.", "人脸评分。"),
        score("score-luma", "score_luma", "Luma.", "亮度评分。"),
        score("score-total", "score_total", "The total.", "总分。"),
    ],
    ..Report::FACTS
};

const fn score(
    name: &'static str,
    wire: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Field {
    Field::new(name, wire, ANY_FLOAT).doc(en, zh)
}

const fn flag(name: &'static str, wire: &'static str, en: &'static str, zh: &'static str) -> Field {
    Field::new(name, wire, Kind::Bool).doc(en, zh)
}

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "jimeng-i2i-seed3-tilesr-cvtob",
        alias: "jimeng-upscale",
        req_key: "jimeng_i2i_seed3_tilesr_cvtob",
        title: text("Jimeng, smart upscaling", "即梦智能超清"),
        summary: text("Enlarges an image to 4K or 8K.", "将图片放大到 4K 或 8K。"),
        fields: &[
            Field::image("image", &UPSCALE_PICTURE).doc("The image to enlarge.", "待放大的图片。"),
            Field::new("resolution", "resolution", Kind::Choice(&TARGET_RESOLUTION))
                .default("\"4k\"")
                .doc("How large the result is.", "输出分辨率。"),
            Field::new("scale", "scale", Kind::Int32(0, 100))
                .default("50")
                .doc("How much detail is added.", "细节生成强度。"),
        ],
        source: "independent clients",
        ..Tool::pictures(Family::Upscale)
    },
    Tool {
        name: "lens-nnsr2-pic-common",
        alias: "upscale",
        req_key: "lens_nnsr2_pic_common",
        actions: Actions::Process,
        title: text(
            "Super-resolution of an image, second model",
            "图片超分（第二代）",
        ),
        summary: text("Enlarges and cleans an image.", "放大并修复图片。"),
        output: Output::MARKED,
        fields: &[
            PICTURE.doc("The image to enlarge.", "待放大的图片。"),
            Field::new(
                "model-quality",
                "model_quality",
                Kind::Choice(&MODEL_QUALITY),
            )
            .required()
            .doc(
                "Which model does it; MQ is recommended.",
                "模型档位，推荐 MQ。",
            ),
            RESULT_FORMAT.default("0"),
            Field {
                kind: Kind::Int32(0, 100),
                ..JPG_QUALITY
            },
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Upscale)
    },
    Tool {
        name: "lens-lqir",
        alias: "enhance",
        req_key: "lens_lqir",
        actions: Actions::Process,
        title: text("Photo enhanced", "照片画质增强"),
        summary: text("Improves the quality of a photo.", "提升照片画质。"),
        output: Output::NONE,
        fields: &[
            PICTURE.doc("The photo to improve.", "待增强的照片。"),
            Field::new(
                "resolution-boundary",
                "resolution_boundary",
                Kind::Choice(&RESOLUTION_BOUNDARY),
            )
            .doc(
                "The bound of the resolution; the vendor's SDK for Java sends 720p.",
                "分辨率边界；官方 Java SDK 发送 720p。",
            ),
            Field::new("enable-hdr", "enable_hdr", Kind::Bool)
                .default("false")
                .doc("Whether HDR is applied.", "是否启用 HDR。"),
            Field::new("enable-wb", "enable_wb", Kind::Bool)
                .default("false")
                .doc(
                    "Whether the white balance is corrected.",
                    "是否校正白平衡。",
                ),
            RESULT_FORMAT,
            JPG_QUALITY,
            Field::new("hdr-strength", "hdr_strength", ANY_FLOAT)
                .default("1.0")
                .doc("Strength of HDR.", "HDR 强度。"),
        ],
        source: "https://www.volcengine.com/docs/6793/145398",
        ..Tool::pictures(Family::Upscale)
    },
    Tool {
        name: "lens-opr",
        alias: "convert-photo",
        req_key: "lens_opr",
        actions: Actions::Own("ConvertPhotoV2"),
        title: text("Photo converted", "照片转换"),
        summary: text(
            "Converts a photo, in colour if that is asked for.",
            "转换照片，可选择是否处理颜色。",
        ),
        output: Output::NONE,
        fields: &[
            PICTURE.doc("The photo to convert.", "待转换的照片。"),
            Field::new("if-color", "if_color", ANY_INT).doc(
                "Whether colour is dealt with; the vendor's SDK for Java sends 1.",
                "是否处理颜色；官方 Java SDK 发送 1。",
            ),
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Upscale)
    },
    Tool {
        name: "lens-vida-nnsr",
        alias: "over-resolution",
        req_key: "lens_vida_nnsr",
        actions: Actions::Own("OverResolutionV2"),
        title: text("Super-resolution of an image", "图片超分"),
        summary: text("Enlarges an image.", "放大图片。"),
        output: Output::NONE,
        fields: &[PICTURE.doc("The image to enlarge.", "待放大的图片。")],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Upscale)
    },
    Tool {
        name: "lens-video-nnsr",
        alias: "upscale-video",
        req_key: "lens_video_nnsr",
        actions: Actions::OwnTasks(
            "VideoOverResolutionSubmitTaskV2",
            "VideoOverResolutionQueryTaskV2",
        ),
        title: text("Super-resolution of a video", "视频超分"),
        summary: text("Enlarges a video.", "放大视频。"),
        output: Output::NONE,
        fields: &[
            Field::new("url", "url", Kind::Link).doc("Address of the video.", "视频地址。"),
            Field::new("vid", "vid", Kind::Text(None)).doc(
                "The service's identifier of the video, in place of a URL.",
                "视频的 vid，可代替地址。",
            ),
        ],
        rules: &[Rule::AnyOf(&["url", "vid"])],
        source: "the vendor's SDKs",
        ..Tool::video(Family::Upscale)
    },
    Tool {
        name: "lens-vida-single-pic",
        alias: "score-picture",
        req_key: "lens_vida_single_pic",
        actions: Actions::Own("ImageScoreV2"),
        title: text("Scores of an image", "图片评分"),
        summary: text(
            "Scores the quality of an image.",
            "为图片的画质与美感评分。",
        ),
        product: Product::Report(&PICTURE_SCORES),
        output: Output::NONE,
        fields: &[
            PICTURE.doc("The image to score.", "待评分的图片。"),
            Field::new("vida-mode", "vida_mode", Kind::Known(&["vida_custom"]))
                .doc("Scoring mode.", "评分模式。"),
            Field::new(
                "vida-enable-module",
                "vida_enable_module",
                Kind::Known(&["score_total_ds"]),
            )
            .doc("Scores to return.", "启用的评分模块。"),
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Upscale)
    },
    Tool {
        name: "image-correction",
        alias: "correct-picture",
        req_key: "image_correction",
        actions: Actions::Own("ImageCorrection"),
        title: text("Image corrected", "图片矫正"),
        summary: text(
            "Corrects an image; the points of the transformation come with the details.",
            "矫正图片，变换点见返回的详情。",
        ),
        output: Output::NONE,
        fields: &[PICTURE.doc("The image to correct.", "待矫正的图片。")],
        source: "https://www.volcengine.com/docs/6793/145404",
        ..Tool::pictures(Family::Upscale)
    },
];
