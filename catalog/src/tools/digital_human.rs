//! People in an image or video that speak and move (`docs/service-api.md#video`).

use super::shared::{CALLBACK_URL, JPEG_PNG, PROMPT, SEED};
use crate::action::Actions;
use crate::field::{ANY_FLOAT, ANY_INT, Field, ImageRule, Kind, MANY};
use crate::text::text;
use crate::tool::{Family, Output, Product, Report, Status, Tool};

pub(super) const IMAGE: Field = Field::new("image-url", "image_url", Kind::Link)
    .required()
    .doc(
        "Public URL of an image of the person.",
        "人物图片的公网地址。",
    );

pub(super) const AUDIO: Field = Field::new("audio-url", "audio_url", Kind::Link)
    .required()
    .doc(
        "Public URL of what the person says.",
        "人物所说语音的公网地址。",
    );

pub(super) const DRIVER: Field = Field::new("video-url", "video_url", Kind::Link).required();

const RESOURCE: Field = Field::new("resource-id", "resource_id", Kind::Text(None))
    .required()
    .doc(
        "The figure, by the `resource_id` that it was created with.",
        "形象的 `resource_id`，由创建形象的接口返回。",
    );

/// The image that DreamActor 2.0 moves. A larger one is scaled down.
pub(super) static ACTOR_PICTURE: ImageRule = ImageRule {
    types: JPEG_PNG,
    bytes: Some(4_928_307),
    min: Some((480, 480)),
    max: None,
    ratio: None,
};

static ROLE_CHECK: Report = Report {
    name: "role-check",
    doc: text(
        "Whether an image can be made to speak.",
        "图片能否用于生成数字人视频。",
    ),
    fields: &[Field::new("usable", "status", Kind::Bool).doc(
        "Whether the image shows a subject that can be used.",
        "图片是否含可用主体。",
    )],
    ..Report::FACTS
};

pub(super) static SUBJECT_MASKS: Report = Report {
    name: "subject-masks",
    doc: text("The subjects in an image.", "图片中的主体。"),
    fields: &[
        Field::new("code", "code", ANY_INT).doc("The detection's own code.", "检测的返回码。"),
        Field::new("status", "status", ANY_INT).doc(
            "The detection's own status; its values are not documented (not confirmed).",
            "检测的状态，取值未见说明。",
        ),
        Field::new(
            "mask-url",
            "object_detection_result.mask.url",
            Kind::Links(0, MANY),
        )
        .doc(
            "Links to masks of the subjects, at most 5, sorted by area; they expire after an hour.",
            "各主体蒙版图的链接，最多 5 个，按面积排序，1 小时后失效。",
        ),
    ],
    ..Report::FACTS
};

pub(super) static CREATED_ROLE: Report = Report {
    name: "created-role",
    doc: text("A figure that was created.", "创建的形象。"),
    fields: &[
        Field::new("code", "code", ANY_INT).doc("The creation's own code.", "创建的返回码。"),
        Field::new("resource-id", "resource_id", Kind::Text(None)).doc(
            "What the figure goes by in later calls.",
            "形象 ID，供后续调用使用。",
        ),
        Field::new("role-type", "role_type", Kind::Text(None)).doc(
            "What sort of figure it is; the values are not documented (not confirmed).",
            "形象的类型，取值未见说明。",
        ),
        Field::new("face-position", "face_position", Kind::Text(None)).doc(
            "Where the face is, as JSON; its shape is not documented (not confirmed).",
            "人脸位置（JSON），结构未见说明。",
        ),
        Field::new("msg", "msg", Kind::Text(None)).doc("The service's remark.", "服务返回的说明。"),
    ],
    ..Report::FACTS
};

/// Tools that look whether an image will do.
pub(super) const CHECK: Tool = Tool {
    actions: Actions::Async,
    product: Product::Report(&ROLE_CHECK),
    output: Output::NONE,
    summary: text(
        "Tells whether an image holds a person or figure that can be made to speak.",
        "检测图片中是否有可用于生成数字人视频的主体。",
    ),
    fields: &[IMAGE],
    ..Tool::video(Family::DigitalHuman)
};

/// Older tools that create a figure.
const CREATE: Tool = Tool {
    product: Product::Report(&CREATED_ROLE),
    summary: text(
        "Creates a figure from an image, to be made to speak later.",
        "根据一张图片创建形象，供之后生成视频。",
    ),
    source: "independent clients",
    ..CHECK
};

/// Older tools that let a created figure speak.
const SPEAK: Tool = Tool {
    actions: Actions::Async,
    summary: text(
        "Makes a video in which a created figure speaks an audio.",
        "以音频驱动已创建的形象，生成视频。",
    ),
    fields: &[RESOURCE, AUDIO],
    source: "independent clients",
    ..Tool::video(Family::DigitalHuman)
};

const QUICK_MODE: &str = "https://www.volcengine.com/docs/85621/1810468, https://www.volcengine.com/docs/85621/1810469, https://www.volcengine.com/docs/85621/1810470, https://www.volcengine.com/docs/85621/1810471";

const OLDER_OMNI: &str = "https://www.volcengine.com/docs/86081/1804513, https://www.volcengine.com/docs/86081/1804514, https://www.volcengine.com/docs/86081/1804515, https://www.volcengine.com/docs/86081/1804516";

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "jimeng-dream-actor-m1-gen-video-cv",
        alias: "dreamactor-1.0",
        req_key: "jimeng_dream_actor_m1_gen_video_cv",
        title: text("Action imitation 1.0", "动作模仿 1.0"),
        summary: text(
            "Makes the person in an image move as a video does, in 720P at 24 frames a second.",
            "使图片中的人物模仿视频中的动作，输出 720P、24 帧/秒。",
        ),
        fields: &[
            IMAGE,
            DRIVER.doc(
                "Public URL of the video to imitate, of at most 30 seconds.",
                "动作来源视频的公网地址，最长 30 秒。",
            ),
        ],
        source: "https://www.volcengine.com/docs/85621/1798351",
        ..Tool::video(Family::DigitalHuman)
    },
    Tool {
        name: "jimeng-dreamactor-m20-gen-video",
        alias: "dreamactor-2.0",
        req_key: "jimeng_dreamactor_m20_gen_video",
        title: text("Action imitation 2.0", "动作模仿 2.0"),
        summary: text(
            "Makes the figure in an image move as a video does, in 720P at 25 frames a second.",
            "使图片中的主体模仿视频中的动作，输出 720P、25 帧/秒。",
        ),
        fields: &[
            Field::image("image", &ACTOR_PICTURE).doc(
                "The image of the figure; above 1920 x 1080 it is scaled down.",
                "主体图片；超过 1920×1080 时会被缩小。",
            ),
            DRIVER.doc(
                "Public URL of the video to imitate: MP4, MOV or WebM of at most 30 seconds, from 200 x 200 to 2048 x 1440. Each second takes about 18 seconds to process.",
                "动作来源视频的公网地址：MP4、MOV 或 WebM，最长 30 秒，200×200 至 2048×1440。每秒视频约需 18 秒处理。",
            ),
            Field::new(
                "cut-result-first-second-switch",
                "cut_result_first_second_switch",
                Kind::Bool,
            )
            .default("true")
            .doc(
                "Whether the first second of the result is cut off.",
                "是否裁掉结果视频的第 1 秒。",
            ),
            CALLBACK_URL,
        ],
        source: "https://www.volcengine.com/docs/85621/2201579",
        ..Tool::video(Family::DigitalHuman)
    },
    Tool {
        name: "jimeng-realman-avatar-picture-create-role-omni",
        alias: "jimeng-human-check",
        req_key: "jimeng_realman_avatar_picture_create_role_omni",
        title: text(
            "Jimeng digital human, quick mode: check",
            "即梦数字人快速模式：主体识别",
        ),
        source: QUICK_MODE,
        ..CHECK
    },
    // One probe was answered with 50400 while the service was not activated.
    Tool {
        name: "jimeng-realman-avatar-picture-omni-v2",
        alias: "jimeng-human",
        req_key: "jimeng_realman_avatar_picture_omni_v2",
        actions: Actions::Async,
        title: text(
            "Jimeng digital human, quick mode",
            "即梦数字人快速模式：视频生成",
        ),
        summary: text(
            "Makes the person in an image speak an audio, in 480P.",
            "以音频驱动图片中的人物说话，输出 480P。",
        ),
        fields: &[
            IMAGE.doc(
                "Public URL of an image of the person: JPG, PNG or JFIF, below 5 MB and below 4096 pixels a side.",
                "人物图片的公网地址：JPG、PNG 或 JFIF，小于 5 MB，边长小于 4096。",
            ),
            AUDIO.doc(
                "Public URL of what the person says; less than 15 seconds are recommended. A second of it takes 20 to 30 seconds of work.",
                "人物所说语音的公网地址，建议短于 15 秒。每秒语音约需 20 至 30 秒处理。",
            ),
        ],
        source: QUICK_MODE,
        ..Tool::video(Family::DigitalHuman)
    },
    Tool {
        name: "jimeng-realman-avatar-picture-create-role-omni-v15",
        alias: "omnihuman-1.5-check",
        req_key: "jimeng_realman_avatar_picture_create_role_omni_v15",
        title: text("OmniHuman 1.5: check", "OmniHuman 1.5 主体识别"),
        source: "https://www.volcengine.com/docs/85621/1828975",
        ..CHECK
    },
    Tool {
        name: "jimeng-realman-avatar-object-detection",
        alias: "omnihuman-1.5-masks",
        req_key: "jimeng_realman_avatar_object_detection",
        actions: Actions::Process,
        product: Product::Report(&SUBJECT_MASKS),
        title: text("OmniHuman 1.5: masks", "OmniHuman 1.5 主体检测"),
        summary: text(
            "Finds the subjects in an image, with a mask for each.",
            "检测图片中的主体，并给出各自的蒙版图。",
        ),
        source: "copies of the vendor's page and independent clients",
        ..CHECK
    },
    Tool {
        name: "jimeng-realman-avatar-picture-omni-v15",
        alias: "omnihuman-1.5",
        req_key: "jimeng_realman_avatar_picture_omni_v15",
        actions: Actions::Async,
        title: text("OmniHuman 1.5", "OmniHuman 1.5 视频生成"),
        summary: text(
            "Makes the person or figure in an image speak and act, from an audio file and a prompt.",
            "以音频驱动图片中的主体说话，并按提示词表演。",
        ),
        fields: &[
            IMAGE,
            AUDIO.doc(
                "Public URL of the speech, shorter than 60 seconds; one client says 35 (sources differ). A longer one fails only when the task is queried. Each second takes about 20 seconds to process.",
                "语音的公网地址，短于 60 秒；有一个客户端称须短于 35 秒（来源不一致）。过长时在查询任务时才报错。每秒语音约需 20 秒处理。",
            ),
            Field::new("mask-url", "mask_url", Kind::Links(0, MANY)).doc(
                "Masks of the subjects that speak, from `omnihuman-1.5-masks`.",
                "说话主体的蒙版图链接，由 `omnihuman-1.5-masks` 给出。",
            ),
            SEED,
            Field {
                kind: Kind::Text(Some(300)),
                ..PROMPT.optional()
            }
            .doc(
                "What happens in the video, in Chinese, English, Japanese, Korean, Mexican Spanish or Indonesian.",
                "视频内容的提示词，支持中文、英文、日文、韩文、墨西哥西班牙文与印尼文。",
            ),
            Field::new(
                "output-resolution",
                "output_resolution",
                Kind::OneOf(&[720, 1080]),
            )
            .default("1080")
            .doc("Resolution of the video.", "视频的分辨率。"),
            Field::new("pe-fast-mode", "pe_fast_mode", Kind::Bool)
                .default("false")
                .doc(
                    "Whether to work faster; the vendor's app does with 720, and does not with 1080.",
                    "是否启用快速模式；官方应用在 720 时启用，1080 时不启用。",
                ),
        ],
        source: "https://www.volcengine.com/docs/85621/1829013",
        ..Tool::video(Family::DigitalHuman)
    },
    Tool {
        name: "realman-avatar-picture-create-role-omni",
        alias: "human-omni-check",
        req_key: "realman_avatar_picture_create_role_omni",
        title: text("Digital human, omni: check", "单图音频驱动 omni：主体识别"),
        source: OLDER_OMNI,
        ..CHECK
    },
    // One probe was answered with 50430, too many tasks at once, each time.
    Tool {
        name: "realman-avatar-picture-omni-v2",
        alias: "human-omni",
        req_key: "realman_avatar_picture_omni_v2",
        title: text("Digital human, omni", "单图音频驱动 omni：视频生成"),
        summary: text(
            "Makes the person in an image speak an audio.",
            "以音频驱动图片中的人物说话。",
        ),
        fields: &[IMAGE, AUDIO],
        source: OLDER_OMNI,
        ..SPEAK
    },
    Tool {
        name: "realman-avatar-picture-create-role",
        alias: "human-role",
        req_key: "realman_avatar_picture_create_role",
        title: text("Digital human: create a figure", "单图音频驱动：创建形象"),
        ..CREATE
    },
    Tool {
        name: "realman-avatar-picture-create-role-loopy",
        alias: "human-role-loopy",
        req_key: "realman_avatar_picture_create_role_loopy",
        title: text(
            "Digital human, loopy: create a figure",
            "单图音频驱动 loopy：创建形象",
        ),
        ..CREATE
    },
    Tool {
        name: "realman-avatar-picture-create-role-loopyb",
        alias: "human-role-loopyb",
        req_key: "realman_avatar_picture_create_role_loopyb",
        title: text(
            "Digital human, loopyb: create a figure",
            "单图音频驱动 loopyb：创建形象",
        ),
        ..CREATE
    },
    Tool {
        name: "realman-avatar-picture-v2",
        alias: "human-v2",
        req_key: "realman_avatar_picture_v2",
        title: text("Digital human", "单图音频驱动：视频生成"),
        ..SPEAK
    },
    Tool {
        name: "realman-avatar-picture-loopy",
        alias: "human-loopy",
        req_key: "realman_avatar_picture_loopy",
        title: text("Digital human, loopy", "单图音频驱动 loopy：视频生成"),
        ..SPEAK
    },
    Tool {
        name: "realman-avatar-picture-loopyb",
        alias: "human-loopyb",
        req_key: "realman_avatar_picture_loopyb",
        title: text("Digital human, loopyb", "单图音频驱动 loopyb：视频生成"),
        ..SPEAK
    },
    Tool {
        name: "realman-avatar-creation-task",
        alias: "human-clone",
        req_key: "realman_avatar_creation_task",
        title: text("Cloned avatar", "克隆数字人：视频生成"),
        summary: text(
            "Makes a video in which a cloned avatar speaks an audio.",
            "以音频驱动克隆的数字人，生成视频。",
        ),
        fields: &[
            RESOURCE.doc("The cloned avatar, by its `resource_id`.", "克隆数字人的 `resource_id`。"),
            AUDIO.doc(
                "Public URL of what the avatar says: MP3 or WAV.",
                "数字人所说语音的公网地址：MP3 或 WAV。",
            ),
            Field::new(
                "templ-start-strategy",
                "templ_start_strategy",
                Kind::Known(&["start_from_given_seconds"]),
            )
            .doc(
                "Where in the avatar's own video to begin.",
                "从形象视频的何处开始。",
            ),
            Field::new("templ-start-seconds", "templ_start_seconds", ANY_FLOAT).doc(
                "The second to begin with, where the strategy is `start_from_given_seconds`.",
                "起始秒数，用于 `start_from_given_seconds`。",
            ),
        ],
        source: "copies of the vendor's page and independent clients",
        ..SPEAK
    },
    Tool {
        name: "realman-avatar-imitator-v2v-gen-video",
        alias: "human-imitator",
        req_key: "realman_avatar_imitator_v2v_gen_video",
        actions: Actions::Async,
        title: text("Action imitation, older", "动作模仿（旧版）"),
        summary: text(
            "Makes the person in an image move as a video of at most 30 seconds does, in 960 x 540 or 896 x 672; image and video go into `extra`, under names that are not known (not confirmed).",
            "使图片中的人物模仿最长 30 秒的视频中的动作，输出 960×540 或 896×672；图片与视频须放入 `extra`，字段名尚未确认。",
        ),
        status: Status::Unconfirmed,
        typed: false,
        source: "one independent client",
        ..Tool::video(Family::DigitalHuman)
    },
    Tool {
        name: "realman-video-remake-tob",
        alias: "human-remake",
        req_key: "realman_video_remake_tob",
        actions: Actions::Async,
        title: text("Video remake", "视频重制"),
        summary: text(
            "Remakes a video with an image; what it delivers is not confirmed.",
            "以图片重制视频；返回内容尚未确认。",
        ),
        status: Status::Unconfirmed,
        typed: false,
        fields: &[
            Field::new("video-input", "video_input", Kind::Link).doc(
                "Public URL of the video; that it is a URL is not confirmed.",
                "视频的公网地址；能否以链接传入尚未确认。",
            ),
            Field::new("image-input", "image_input", Kind::Link).doc(
                "Public URL of the image; that it is a URL is not confirmed.",
                "图片的公网地址；能否以链接传入尚未确认。",
            ),
            Field::new("ref-img-switch", "ref_img_switch", Kind::Bool).doc(
                "Whether the image is a reference; that it is true or false is not confirmed.",
                "是否以图片作为参考；是否为布尔类型尚未确认。",
            ),
        ],
        source: "the client library XingRay/jimeng-sdk",
        ..Tool::video(Family::DigitalHuman)
    },
];
