//! Tools that BytePlus alone has (`docs/service-api.md#byteplus`). What a page of
//! Volcengine's says of their counterparts is not repeated for them: a member
//! that BytePlus does not document can fail the task.

use super::digital_human::{
    ACTOR_PICTURE, AUDIO, CHECK, CREATED_ROLE, DRIVER, IMAGE, SUBJECT_MASKS,
};
use super::shared::{CALLBACK_URL, PROMPT};
use crate::action::Actions;
use crate::field::{ANY_INT, Field, Kind, MANY};
use crate::text::text;
use crate::tool::{Family, Output, Product, Status, Tool};

const PORTRAIT: Field = IMAGE.doc(
    "Public URL of an image of the person or figure: JPG, PNG or JFIF, below 5 MB and below 4096 pixels a side.",
    "人物或形象图片的公网地址：JPG、PNG 或 JFIF，小于 5 MB，边长小于 4096。",
);

/// Tools that make a video; which output options they take is not documented.
const VIDEO: Tool = Tool {
    actions: Actions::Async,
    output: Output::NONE,
    ..Tool::video(Family::DigitalHuman)
};

/// The tools of BytePlus.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "realman-avatar-picture-create-role-omni-cv",
        alias: "byteplus-omnihuman-1.5-check",
        req_key: "realman_avatar_picture_create_role_omni_cv",
        title: text("BytePlus OmniHuman 1.5: check", "BytePlus OmniHuman 1.5 主体识别"),
        source: "copies of the vendor's page and the vendor's SDK",
        ..CHECK
    },
    Tool {
        name: "realman-avatar-object-detection-cv",
        alias: "byteplus-omnihuman-1.5-masks",
        req_key: "realman_avatar_object_detection_cv",
        actions: Actions::Process,
        product: Product::Report(&SUBJECT_MASKS),
        title: text("BytePlus OmniHuman 1.5: masks", "BytePlus OmniHuman 1.5 主体检测"),
        summary: text(
            "Finds the subjects in an image, with a mask for each.",
            "检测图片中的主体，并给出各自的蒙版图。",
        ),
        source: "copies of the vendor's page and independent clients",
        ..CHECK
    },
    Tool {
        name: "realman-avatar-picture-omni15-cv",
        alias: "byteplus-omnihuman-1.5",
        req_key: "realman_avatar_picture_omni15_cv",
        title: text("BytePlus OmniHuman 1.5", "BytePlus OmniHuman 1.5 视频生成"),
        summary: text(
            "Makes the person or figure in an image speak an audio and act as a prompt says.",
            "以音频驱动图片中的主体说话，并按提示词表演。",
        ),
        fields: &[
            PORTRAIT,
            AUDIO.doc(
                "Public URL of what is said: MP3 or WAV, below 35 seconds; at most 15 are recommended. A second of it takes about 35 seconds of work.",
                "语音的公网地址：MP3 或 WAV，短于 35 秒，建议不超过 15 秒。每秒语音约需 35 秒处理。",
            ),
            Field::new("mask-url", "mask_url", Kind::Joined(';', 1, MANY)).doc(
                "Masks of the subjects that speak, as the detection of subjects gives them.",
                "说话主体的蒙版图链接，由主体检测给出。",
            ),
            PROMPT.optional().doc(
                "What happens in the video, in Chinese, English, Japanese, Korean, Mexican Spanish or Indonesian.",
                "视频内容的提示词，支持中文、英文、日文、韩文、墨西哥西班牙文与印尼文。",
            ),
        ],
        source: "copies of the vendor's page and independent clients",
        ..VIDEO
    },
    Tool {
        name: "realman-avatar-picture-omni-cv",
        alias: "byteplus-omnihuman-1.0",
        req_key: "realman_avatar_picture_omni_cv",
        title: text("BytePlus OmniHuman 1.0", "BytePlus OmniHuman 1.0 视频生成"),
        summary: text(
            "Makes the person in an image speak an audio, at 30 frames a second.",
            "以音频驱动图片中的人物说话，输出 30 帧/秒。",
        ),
        fields: &[
            PORTRAIT,
            AUDIO.doc(
                "Public URL of what the person says; less than 15 seconds are recommended.",
                "人物所说语音的公网地址，建议短于 15 秒。",
            ),
        ],
        source: "independent clients",
        ..VIDEO
    },
    Tool {
        name: "dreamactor-m20-gen-video-cvtob",
        alias: "byteplus-dreamactor-2.0",
        req_key: "dreamactor_m20_gen_video_cvtob",
        actions: Actions::Sync2Async,
        title: text("BytePlus action imitation 2.0", "BytePlus 动作模仿 2.0"),
        summary: text(
            "Makes the figure in an image move as a video does.",
            "使图片中的主体模仿视频中的动作。",
        ),
        fields: &[
            Field::image("image", &ACTOR_PICTURE).doc("The image of the figure.", "主体图片。"),
            DRIVER.doc("Public URL of the video to imitate.", "动作来源视频的公网地址。"),
            Field::new(
                "cut-result-first-second-switch",
                "cut_result_first_second_switch",
                Kind::Bool,
            )
            .doc(
                "Whether the first second of the result, a transition, is cut off.",
                "是否裁掉结果视频的第 1 秒（过渡片段）。",
            ),
        ],
        source: "https://docs.byteplus.com/en/docs/byteplus-vision/dreamactor-m2-0-api-document",
        ..VIDEO
    },
    Tool {
        name: "realman-avatar-training-task",
        alias: "byteplus-avatar-training",
        req_key: "realman_avatar_training_task",
        product: Product::Report(&CREATED_ROLE),
        title: text("BytePlus cloned avatar: training", "BytePlus 克隆数字人：训练"),
        summary: text(
            "Trains an avatar from a video, for `human-clone`; takes hours, and is billed by a package.",
            "用视频训练数字人，供 `human-clone` 使用；需数小时，按资源包计费。",
        ),
        status: Status::Unconfirmed,
        typed: false,
        fields: &[
            DRIVER.doc(
                "Public URL of the video: MP4 of 3 to 5 minutes, 720P or more, 25 frames a second or more, at most 1 GB, one speaker from the front (not confirmed).",
                "训练视频的公网地址：MP4，3 至 5 分钟，不低于 720P、25 帧/秒，最大 1 GB，单人正面；尚未确认。",
            ),
            Field::new("interaction-optimise", "interaction_optimise", ANY_INT).doc(
                "0 switches the optimisation for live streams off (not confirmed).",
                "0 表示关闭直播优化，尚未确认。",
            ),
            CALLBACK_URL,
        ],
        source: "https://docs.byteplus.com/en/docs/byteplus-vision/create-clone-avatar, by one independent client",
        ..VIDEO
    },
];
