//! Videos from words or an image (`docs/service-api.md#video`).

use super::shared::{JIMENG_PROMPT, JPEG_PNG, PROMPT, SEED};
use crate::field::{Choices, Field, ImageRule, Kind};
use crate::text::{Text, text};
use crate::tool::{Family, Rule, Tool};

static ASPECT_RATIO: Choices = Choices {
    name: "aspect-ratio",
    doc: text("The shape of the video.", "视频画幅。"),
    cases: &[
        ("ratio-w16h9", "16:9", text("1280 x 720.", "1280×720。")),
        ("ratio-w9h16", "9:16", text("720 x 1280.", "720×1280。")),
        ("ratio-w1h1", "1:1", text("960 x 960.", "960×960。")),
        ("ratio-w4h3", "4:3", text("960 x 720.", "960×720。")),
        ("ratio-w3h4", "3:4", text("720 x 960.", "720×960。")),
        ("ratio-w21h9", "21:9", text("1680 x 720.", "1680×720。")),
        (
            "ratio-w9h21",
            "9:21",
            text(
                "Seen in one client only (not confirmed).",
                "仅见于一个客户端，尚未确认。",
            ),
        ),
    ],
};

const SHAPE: Field = Field::new("aspect-ratio", "aspect_ratio", Kind::Choice(&ASPECT_RATIO))
    .default("\"16:9\"")
    .doc("The shape of the video.", "视频画幅。");

const MOTION: Field = Field {
    kind: Kind::Text(Some(150)),
    ..PROMPT
};

const SUMMARY: Text = text(
    "Makes a short video from a prompt.",
    "根据提示词生成短视频。",
);

/// The shapes of the 3.0 models.
static VIDEO_RATIO: Choices = Choices {
    name: "video-ratio",
    doc: text(
        "The shape of a 3.0 video. The sizes of the 720P and 1080P models are not confirmed.",
        "3.0 系列的视频画幅。720P 与 1080P 模型的具体尺寸尚未确认。",
    ),
    cases: &[
        (
            "ratio-w16h9",
            "16:9",
            text("3.0 Pro: 1920 x 1088.", "3.0 Pro 为 1920×1088。"),
        ),
        (
            "ratio-w4h3",
            "4:3",
            text("3.0 Pro: 1664 x 1248.", "3.0 Pro 为 1664×1248。"),
        ),
        (
            "ratio-w1h1",
            "1:1",
            text("3.0 Pro: 1440 x 1440.", "3.0 Pro 为 1440×1440。"),
        ),
        (
            "ratio-w3h4",
            "3:4",
            text("3.0 Pro: 1248 x 1664.", "3.0 Pro 为 1248×1664。"),
        ),
        (
            "ratio-w9h16",
            "9:16",
            text("3.0 Pro: 1088 x 1920.", "3.0 Pro 为 1088×1920。"),
        ),
        (
            "ratio-w21h9",
            "21:9",
            text("3.0 Pro: 2176 x 928.", "3.0 Pro 为 2176×928。"),
        ),
    ],
};

const SHAPE_V3: Field = Field::new("aspect-ratio", "aspect_ratio", Kind::Choice(&VIDEO_RATIO))
    .doc("The shape of the video.", "视频画幅。");

/// Images that a 3.0 video begins or ends with.
static FRAME: ImageRule = ImageRule {
    types: JPEG_PNG,
    bytes: Some(4_928_307),
    min: Some((320, 320)),
    max: Some((4096, 4096)),
    ratio: Some(3),
};

const FIRST_FRAME: Field = Field::image("image", &FRAME).doc(
    "The first frame of the video, as an image.",
    "视频的首帧图片。",
);

const PROMPT_V3: Field = JIMENG_PROMPT.doc(
    "What the video should show, in Chinese or English; at most 400 characters are recommended.",
    "视频内容的提示词，支持中英文；建议不超过 400 个字符。",
);

const FRAMES: Field = Field::new("frames", "frames", Kind::OneOf(&[121, 241])).doc(
    "How many frames the video has: 121 last 5 seconds, 241 last 10.",
    "视频的总帧数：121 帧为 5 秒，241 帧为 10 秒。",
);

const T2V_V3: &[Field] = &[
    PROMPT_V3,
    SEED,
    FRAMES.default("121"),
    SHAPE_V3.default("\"16:9\""),
];

const I2V_FIRST_V3: &[Field] = &[FIRST_FRAME, PROMPT_V3, SEED, FRAMES.default("121")];

const I2V_FIRST_TAIL_V3: &[Field] = &[
    Field::image("first-frame", &FRAME).doc(
        "The first frame of the video, as an image.",
        "视频的首帧图片。",
    ),
    Field::image("last-frame", &FRAME).doc(
        "The last frame of the video, as an image of the same ratio as the first.",
        "视频的尾帧图片，比例须与首帧相同。",
    ),
    PROMPT_V3,
    SEED,
    FRAMES.default("121"),
];

const BETWEEN: Text = text(
    "Makes a video of 5 or 10 seconds that begins and ends with given images.",
    "以两张图片为首帧和尾帧，生成 5 秒或 10 秒的视频。",
);

const BEGUN: Text = text(
    "Makes a video of 5 or 10 seconds that begins with an image.",
    "以一张图片为首帧，生成 5 秒或 10 秒的视频。",
);

const TOLD: Text = text(
    "Makes a video of 5 or 10 seconds from a prompt.",
    "根据提示词生成 5 秒或 10 秒的视频。",
);

/// What the models of the page on 720P have in common.
const P720: Tool = Tool {
    source: "https://www.volcengine.com/docs/85621/1792710",
    ..Tool::video(Family::Video)
};

/// What the models of the page on 1080P have in common.
const P1080: Tool = Tool {
    source: "https://www.volcengine.com/docs/85621/1792711",
    ..Tool::video(Family::Video)
};

static CAMERA_STRENGTH: Choices = Choices {
    name: "camera-strength",
    doc: text("How strongly the camera moves.", "运镜强度。"),
    cases: &[
        ("weak", "weak", text("Weakly.", "弱。")),
        ("medium", "medium", text("Moderately.", "中等。")),
        ("strong", "strong", text("Strongly.", "强。")),
    ],
};

const CAMERA_MOVES: &[&str] = &[
    "hitchcock_dolly_in",
    "hitchcock_dolly_out",
    "robo_arm",
    "dynamic_orbit",
    "central_orbit",
    "crane_push",
    "quick_pull_back",
    "counterclockwise_swivel",
    "clockwise_swivel",
    "handheld",
    "rapid_push_pull",
];

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "jimeng-vgfm-t2v-l20",
        alias: "jimeng-video-2.0",
        req_key: "jimeng_vgfm_t2v_l20",
        title: text(
            "Jimeng video S2.0 Pro, from text",
            "即梦 S2.0 Pro 文生视频",
        ),
        summary: SUMMARY,
        fields: &[MOTION, SEED, SHAPE],
        source: "https://www.volcengine.com/docs/85621/1538636",
        ..Tool::video(Family::Video)
    },
    Tool {
        name: "jimeng-vgfm-i2v-l20",
        alias: "jimeng-video-2.0-i2v",
        req_key: "jimeng_vgfm_i2v_l20",
        title: text(
            "Jimeng video S2.0 Pro, from an image",
            "即梦 S2.0 Pro 图生视频",
        ),
        summary: text(
            "Makes a short video that begins with an image.",
            "以一张图片为首帧生成短视频。",
        ),
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image to begin with.", "首帧图片。"),
            MOTION.optional().doc(
                "What should happen; recommended.",
                "视频内容描述，建议填写。",
            ),
            SEED,
            SHAPE,
        ],
        source: "the plugin volcengine_ai 0.0.1 and independent clients",
        ..Tool::video(Family::Video)
    },
    Tool {
        name: "jimeng-t2v-v30",
        alias: "jimeng-video-3.0",
        req_key: "jimeng_t2v_v30",
        title: text(
            "Jimeng video 3.0 720P, from text",
            "即梦视频 3.0 720P 文生视频",
        ),
        summary: TOLD,
        fields: T2V_V3,
        ..P720
    },
    Tool {
        name: "jimeng-t2v-v30-p1080",
        alias: "jimeng-video-3.0-1080p",
        req_key: "jimeng_t2v_v30_1080p",
        title: text(
            "Jimeng video 3.0 1080P, from text",
            "即梦视频 3.0 1080P 文生视频",
        ),
        summary: TOLD,
        fields: T2V_V3,
        ..P1080
    },
    Tool {
        name: "jimeng-i2v-first-v30",
        alias: "jimeng-video-3.0-first",
        req_key: "jimeng_i2v_first_v30",
        title: text(
            "Jimeng video 3.0 720P, from the first frame",
            "即梦视频 3.0 720P 图生视频（首帧）",
        ),
        summary: BEGUN,
        fields: I2V_FIRST_V3,
        ..P720
    },
    Tool {
        name: "jimeng-i2v-first-v30-p1080",
        alias: "jimeng-video-3.0-first-1080p",
        req_key: "jimeng_i2v_first_v30_1080",
        title: text(
            "Jimeng video 3.0 1080P, from the first frame",
            "即梦视频 3.0 1080P 图生视频（首帧）",
        ),
        summary: BEGUN,
        fields: I2V_FIRST_V3,
        ..P1080
    },
    Tool {
        name: "jimeng-i2v-first-tail-v30",
        alias: "jimeng-video-3.0-first-last",
        req_key: "jimeng_i2v_first_tail_v30",
        title: text(
            "Jimeng video 3.0 720P, from the first and last frame",
            "即梦视频 3.0 720P 图生视频（首尾帧）",
        ),
        summary: BETWEEN,
        fields: I2V_FIRST_TAIL_V3,
        ..P720
    },
    Tool {
        name: "jimeng-i2v-first-tail-v30-p1080",
        alias: "jimeng-video-3.0-first-last-1080p",
        req_key: "jimeng_i2v_first_tail_v30_1080",
        title: text(
            "Jimeng video 3.0 1080P, from the first and last frame",
            "即梦视频 3.0 1080P 图生视频（首尾帧）",
        ),
        summary: BETWEEN,
        fields: I2V_FIRST_TAIL_V3,
        ..P1080
    },
    // The vendor's own sample leaves out `template_id` and `camera_strength`,
    // which its table calls required.
    Tool {
        name: "jimeng-i2v-recamera-v30",
        alias: "jimeng-video-3.0-camera",
        req_key: "jimeng_i2v_recamera_v30",
        title: text(
            "Jimeng video 3.0 720P, with a camera move",
            "即梦视频 3.0 720P 图生视频（运镜）",
        ),
        summary: text(
            "Makes a video of 5 or 10 seconds from an image, with a ready-made camera move.",
            "以一张图片和运镜模板，生成 5 秒或 10 秒的视频。",
        ),
        fields: &[
            FIRST_FRAME,
            PROMPT_V3,
            Field::new("template-id", "template_id", Kind::Known(CAMERA_MOVES))
                .required()
                .doc("How the camera moves.", "运镜模板。"),
            Field::new(
                "camera-strength",
                "camera_strength",
                Kind::Choice(&CAMERA_STRENGTH),
            )
            .required()
            .doc("How strongly the camera moves.", "运镜强度。"),
            SEED,
            FRAMES.default("121"),
        ],
        ..P720
    },
    // One source lists `jimeng_vgfm_t2v_l_v30` for the same product [conflict].
    Tool {
        name: "jimeng-ti2v-v30-pro",
        alias: "jimeng-video-3.0-pro",
        req_key: "jimeng_ti2v_v30_pro",
        title: text("Jimeng video 3.0 Pro", "即梦视频 3.0 Pro"),
        summary: text(
            "Makes a video of 5 or 10 seconds from a prompt, a first frame, or both.",
            "根据提示词、首帧图片或两者，生成 5 秒或 10 秒的视频。",
        ),
        fields: &[
            PROMPT.optional().doc(
                "What the video should show; required without an image.",
                "视频内容的提示词；没有图片时必填。",
            ),
            FIRST_FRAME.optional().doc(
                "The first frame of the video, cropped around its centre to the nearest of the ratios that `aspect-ratio` lists.",
                "视频的首帧图片，会居中裁剪为 `aspect-ratio` 所列比例中最接近的一种。",
            ),
            SEED,
            FRAMES,
            SHAPE_V3.doc(
                "The shape of the video; an image decides it in its place.",
                "视频画幅；有图片时由图片决定。",
            ),
        ],
        rules: &[
            Rule::AnyOf(&["prompt", "image"]),
            Rule::Excludes("aspect-ratio", "image"),
        ],
        source: "https://www.volcengine.com/docs/85621/1777001",
        ..Tool::video(Family::Video)
    },
];
