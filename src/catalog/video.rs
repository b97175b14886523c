//! Videos from words or a picture (§5.7 of the API document).

use super::model::{Choices, Family, Field, Kind, Pair, Product, Status, Text, Tool, text};
use super::shared::{PROMPT, SEED};

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
                "Seen in one client only [unconfirmed].",
                "仅见于一个客户端 [unconfirmed]。",
            ),
        ),
    ],
};

const SHAPE: Field = Field::of("aspect-ratio", "aspect_ratio", Kind::Choice(&ASPECT_RATIO))
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

/// S2.0 Pro, text to video.
pub static JIMENG_VGFM_T2V_L20: Tool = Tool {
    name: "jimeng-vgfm-t2v-l20",
    alias: "jimeng-video-2.0",
    req_key: "jimeng_vgfm_t2v_l20",
    family: Family::Video,
    pair: Pair::Sync2Async,
    title: text(
        "Jimeng video S2.0 Pro, from words",
        "即梦 S2.0 Pro 文生视频",
    ),
    summary: SUMMARY,
    status: Status::Current,
    product: Product::Video,
    fields: &[MOTION, SEED, SHAPE],
    source: "https://www.volcengine.com/docs/85621/1538636",
};

/// S2.0 Pro, picture to video.
pub static JIMENG_VGFM_I2V_L20: Tool = Tool {
    name: "jimeng-vgfm-i2v-l20",
    alias: "jimeng-video-2.0-i2v",
    req_key: "jimeng_vgfm_i2v_l20",
    family: Family::Video,
    pair: Pair::Sync2Async,
    title: text(
        "Jimeng video S2.0 Pro, from a picture",
        "即梦 S2.0 Pro 图生视频",
    ),
    summary: text(
        "Makes a short video that begins with a picture.",
        "以一张图像为首帧生成短视频。",
    ),
    status: Status::Current,
    product: Product::Video,
    fields: &[
        Field::image().doc("The picture to begin with.", "首帧图像。"),
        MOTION.optional().doc(
            "What should happen; recommended.",
            "视频内容描述，建议填写。",
        ),
        SEED,
        SHAPE,
    ],
    source: "the plugin volcengine_ai 0.0.1 and independent clients",
};
