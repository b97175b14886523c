//! Pippit's agents: videos planned by a model, and short plays in five steps
//! (`docs/service-api.md#pippit-agents`).

use super::pippit_reports::{
    COMPOSED_EPISODE, EPISODE_SHOTS, PLANNED_VIDEO, ROLES_AND_SCENES, SCRIPT,
};
use super::shared::PROMPT;
use crate::field::{Choices, Field, Kind};
use crate::text::{Text, text};
use crate::tool::{Family, Output, Product, Rule, Tool};

static AGENT_RATIO: Choices = Choices {
    name: "agent-ratio",
    doc: text("The shape of the video.", "视频画幅。"),
    cases: &[
        ("ratio-w16h9", "16:9", text("Landscape.", "横屏。")),
        ("ratio-w9h16", "9:16", text("Portrait.", "竖屏。")),
        (
            "ratio-w4h3",
            "4:3",
            text("Landscape, narrower.", "较窄的横屏。"),
        ),
        (
            "ratio-w3h4",
            "3:4",
            text("Portrait, wider.", "较宽的竖屏。"),
        ),
    ],
};

// The service's values have the full-width tilde U+FF5E.
static AGENT_DURATION: Choices = Choices {
    name: "agent-duration",
    doc: text("About how long the video is.", "视频的大致时长。"),
    cases: &[
        (
            "about-s15",
            "～15s",
            text("About 15 seconds.", "约 15 秒。"),
        ),
        (
            "about-s30",
            "～30s",
            text("About 30 seconds.", "约 30 秒。"),
        ),
        (
            "s40-to-s60",
            "40～60s",
            text("40 to 60 seconds.", "40 至 60 秒。"),
        ),
    ],
};

static PLAY_RATIO: Choices = Choices {
    name: "play-ratio",
    doc: text("The shape of a short play.", "短剧的画幅。"),
    cases: &[
        ("ratio-w16h9", "16:9", text("Landscape.", "横屏。")),
        ("ratio-w9h16", "9:16", text("Portrait.", "竖屏。")),
    ],
};

static SCRIPT_TYPE: Choices = Choices {
    name: "script-type",
    doc: text("The type of a script's file.", "剧本文件的类型。"),
    cases: &[
        ("txt", "txt", text("Plain text.", "纯文本。")),
        ("docx", "docx", text("A Word document.", "Word 文档。")),
    ],
};

const LANGUAGES: &[&str] = &[
    "Chinese",
    "English",
    "Japanese",
    "Thai",
    "SouthAfrican",
    "French",
    "Turkish",
    "Malay",
    "German",
    "Korean",
    "Russian",
    "Spanish",
    "Indonesian",
    "Italian",
    "Portuguese",
    "Filipino",
    "Vietnamese",
    "Dutch",
    "Arabic",
];

const VISUAL_STYLES: &[&str] = &[
    "2D, 国风, 平涂",
    "3D, CG动画, 写实都市",
    "真人写实, 电影风格, 冷色调",
    "2D, 赛璐璐, 半厚涂",
    "真人写实, 电视风格, 高清画质",
];

/// The most images and videos of one video agent.
const MAX_MATERIALS: usize = 50;

// One client has a limit of 800 characters [conflict].
const STORY: Field = Field {
    kind: Kind::Text(Some(2000)),
    ..PROMPT
}
.doc(
    "What the video should show, in Chinese or English.",
    "视频内容的提示词，支持中英文。",
);

const IMAGES: Field = Field::new(
    "img-url-list",
    "img_url_list",
    Kind::Links(0, MAX_MATERIALS),
)
.doc(
    "Public URLs of images to use, each of at most 20 MB and 4096 x 4096 pixels.",
    "参考图片的公网地址，每张最大 20 MB、4096×4096 像素。",
);

const VIDEOS: Field = Field::new(
    "video-url-list",
    "video_url_list",
    Kind::Links(0, MAX_MATERIALS),
)
.doc(
    "Public URLs of videos to use, each of at most 3 minutes and 200 MB.",
    "参考视频的公网地址，每个最长 3 分钟、最大 200 MB。",
);

const RATIO: Field = Field::new("ratio", "ratio", Kind::Choice(&AGENT_RATIO))
    .doc("The shape of the video.", "视频画幅。");

const DURATION: Field = Field::new("duration", "duration", Kind::Choice(&AGENT_DURATION)).doc(
    "About how long the video is; the service writes a full-width tilde (`～15s`).",
    "视频的大致时长；服务使用全角波浪号（`～15s`）。",
);

const LANGUAGE: Field = Field::new("language", "language", Kind::Known(LANGUAGES))
    .doc("The language of the video.", "视频的语言。");

const WATERMARK: Field = Field::new("enable-watermark", "enable_watermark", Kind::Bool)
    .doc("Whether the video shows a watermark.", "视频是否带水印。");

/// What agent 1.0 takes: one client alone requires the prompt.
const FIRST_AGENT: &[Field] = &[
    STORY.optional().doc(
        "What the video should show, in Chinese or English; one client requires it (not confirmed).",
        "视频内容的提示词，支持中英文；有一个客户端将其列为必填，尚未确认。",
    ),
    IMAGES,
    VIDEOS,
    RATIO,
    DURATION,
    LANGUAGE,
    WATERMARK,
];
const WITHOUT_VIDEOS: &[Field] = &[STORY, IMAGES, RATIO, DURATION, LANGUAGE, WATERMARK];
const WITH_VIDEOS: &[Field] = &[STORY, IMAGES, VIDEOS, RATIO, DURATION, LANGUAGE, WATERMARK];
const TOGETHER: &[Rule] = &[Rule::TotalAtMost(
    &["img-url-list", "video-url-list"],
    MAX_MATERIALS,
)];

/// The tool that returns the identifiers of a short play.
const ANALYSIS: &str = "pippit-script";

const ASSETS: Field = Field::new("assets-id", "assets_id", Kind::Text(None))
    .required()
    .doc(
        "The play's `assets-id`, which `pippit-script` returns.",
        "短剧的资产 ID，由 `pippit-script` 返回。",
    );

const THREAD: Field = Field::new("thread-id", "thread_id", Kind::Text(None))
    .required()
    .doc(
        "The play's `thread-id`, which `pippit-script` returns together with `assets-id`.",
        "短剧的会话 ID，由 `pippit-script` 与 `assets-id` 一并返回。",
    );

const EPISODE: Field = Field::new("episode-id", "episode_id", Kind::Text(None))
    .required()
    .doc(
        "The episode: one of the `episode-ids` that `pippit-script` returns.",
        "剧集 ID：`pippit-script` 返回的 `episode-ids` 之一。",
    );

const RUN: Field = Field::new("run-id", "run_id", Kind::Text(Some(31))).doc(
    "Your own identifier of this run. A task with one that was used before fails when it is queried (code 50500).",
    "自定义的运行 ID。重复使用同一 ID 的任务在查询时失败（错误码 50500）。",
);

const OF_PLAY: &[Rule] = &[Rule::ComesFrom(&["assets-id", "thread-id"], ANALYSIS)];
const OF_EPISODE: &[Rule] = &[Rule::ComesFrom(
    &["assets-id", "thread-id", "episode-id"],
    ANALYSIS,
)];

/// What the video agents have in common.
const AGENT: Tool = Tool {
    product: Product::Report(&PLANNED_VIDEO),
    fields: WITHOUT_VIDEOS,
    ..Tool::video(Family::Pippit)
};

/// What the steps of a short play have in common.
const STEP: Tool = Tool {
    max_media: None,
    ..Tool::video(Family::Pippit)
};

const SHOTS: Tool = Tool {
    product: Product::Report(&EPISODE_SHOTS),
    summary: text(
        "Makes the shots of one episode of a short play; the third step, after `pippit-material`.",
        "生成短剧单集的分镜视频；第三步，在 `pippit-material` 之后。",
    ),
    fields: &[ASSETS, THREAD, EPISODE, RUN],
    rules: OF_EPISODE,
    ..STEP
};

const COMPOSITION_SUMMARY: Text = text(
    "Joins the shots of one episode into its film; the last step. All shots must be done. It is not billed.",
    "将单集的分镜合成为成片；最后一步，要求所有分镜均已完成。此步不计费。",
);

const COMPOSITION: Tool = Tool {
    product: Product::Report(&COMPOSED_EPISODE),
    summary: COMPOSITION_SUMMARY,
    // The film and its cover.
    max_media: Some(2),
    fields: &[ASSETS, THREAD, EPISODE],
    rules: OF_EPISODE,
    ..STEP
};

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "pippit-iv2v-cvtob",
        alias: "pippit-video",
        req_key: "pippit_iv2v_cvtob",
        title: text("Pippit video agent 1.0", "小云雀智能生视频 Agent 1.0"),
        summary: text(
            "Plans and makes a video of up to a minute from a prompt, images and videos.",
            "根据提示词、图片与视频素材，策划并生成最长约一分钟的视频。",
        ),
        fields: FIRST_AGENT,
        rules: TOGETHER,
        source: "a digest of the vendor's page and independent clients",
        ..AGENT
    },
    Tool {
        name: "pippit-iv2v-v20-cvtob",
        alias: "pippit-video-2.0",
        req_key: "pippit_iv2v_v20_cvtob",
        title: text(
            "Pippit video agent 2.0, without reference videos",
            "小云雀智能生视频 Agent 2.0（无参考视频）",
        ),
        summary: text(
            "Plans and makes a video of up to a minute from a prompt and images.",
            "根据提示词与图片，策划并生成最长约一分钟的视频。",
        ),
        source: "https://www.volcengine.com/docs/85621/2359611",
        ..AGENT
    },
    // One client says that images are required here [unconfirmed].
    Tool {
        name: "pippit-iv2v-v20-cvtob-with-vinput",
        alias: "pippit-video-2.0-vinput",
        req_key: "pippit_iv2v_v20_cvtob_with_vinput",
        title: text(
            "Pippit video agent 2.0, with reference videos",
            "小云雀智能生视频 Agent 2.0（有参考视频）",
        ),
        summary: text(
            "Plans and makes a video of up to a minute from a prompt, images and videos; the seconds of the given videos are billed too.",
            "根据提示词、图片与视频素材，策划并生成最长约一分钟的视频；输入视频的时长也计费。",
        ),
        fields: WITH_VIDEOS,
        rules: TOGETHER,
        source: "https://www.volcengine.com/docs/85621/2359610",
        ..AGENT
    },
    Tool {
        name: "pippit-iv2v-cvtob-master",
        alias: "pippit-marketing",
        req_key: "pippit_iv2v_cvtob_master",
        title: text("Pippit marketing agent", "小云雀营销成片 Agent"),
        summary: text(
            "Plans and makes a marketing video of a product.",
            "为商品策划并生成营销视频。",
        ),
        fields: &[
            Field::new("product-name", "product_name", Kind::Text(None))
                .required()
                .doc("The name of the product.", "商品名称。"),
            Field::new(
                "product-img-url-list",
                "product_img_url_list",
                Kind::Links(1, 1),
            )
            .required()
            .doc(
                "Public URL of an image of the product.",
                "商品图片的公网地址。",
            ),
            Field::new(
                "model-img-url-list",
                "model_img_url_list",
                Kind::Links(1, 1),
            )
            .doc(
                "Public URL of an image of a model who presents it.",
                "展示商品的模特图片的公网地址。",
            ),
        ],
        source: "independent clients",
        ..AGENT
    },
    Tool {
        name: "pippit-shortplay-cvtob-script-analysis",
        alias: ANALYSIS,
        req_key: "pippit_shortplay_cvtob_script_analysis",
        title: text(
            "Pippit short play, script analysis",
            "小云雀短剧漫剧 Agent：剧本解析",
        ),
        summary: text(
            "Divides a script into episodes, roles and scenes; the first step of a short play, whose identifiers the other steps take.",
            "将剧本解析为剧集、角色与场景；短剧的第一步，其返回的 ID 供后续步骤使用。",
        ),
        product: Product::Report(&SCRIPT),
        output: Output::NONE,
        fields: &[
            Field::new("visual-style", "visual_style", Kind::Known(VISUAL_STYLES))
                .required()
                .doc(
                    "The look of the play, in your own words.",
                    "视觉风格，可自定义。",
                ),
            Field::new("video-ratio", "video_ratio", Kind::Choice(&PLAY_RATIO))
                .required()
                .doc("The shape of the play.", "短剧的画幅。"),
            Field::new("file-url", "file_url", Kind::Link)
                .required()
                .doc(
                    "Public URL of the script, of at most 100,000 characters; scripts in English alone are not supported (not confirmed).",
                    "剧本文件的公网地址，最长 10 万字；不支持纯英文剧本，尚未确认。",
                ),
            Field::new("file-type", "file_type", Kind::Choice(&SCRIPT_TYPE))
                .required()
                .doc("The type of the file.", "文件类型。"),
            Field::new("file-name", "file_name", Kind::Text(None))
                .required()
                .doc(
                    "The name of the file with its extension, such as play.docx.",
                    "文件名，含扩展名，例如 play.docx。",
                ),
            Field::new("description", "description", Kind::Text(None))
                .doc("What the file holds.", "剧本文件的描述。"),
            Field::new("file-size", "size", Kind::Int32(0, i32::MAX))
                .doc("The size of the file in bytes.", "文件大小，字节。"),
        ],
        source: "https://www.volcengine.com/docs/85621/2389851",
        ..STEP
    },
    Tool {
        name: "pippit-shortplay-cvtob-material-design",
        alias: "pippit-material",
        req_key: "pippit_shortplay_cvtob_material_design",
        title: text(
            "Pippit short play, pictures of roles and scenes",
            "小云雀短剧漫剧 Agent：图片生成",
        ),
        summary: text(
            "Draws the roles and scenes of a short play; the second step, after `pippit-script`.",
            "绘制短剧的角色与场景；第二步，在 `pippit-script` 之后。",
        ),
        product: Product::Report(&ROLES_AND_SCENES),
        fields: &[ASSETS, THREAD, RUN],
        rules: OF_PLAY,
        source: "https://www.volcengine.com/docs/85621/2389852",
        ..STEP
    },
    Tool {
        name: "pippit-shortplay-cvtob-video-generate-fast720p",
        alias: "pippit-generate-fast",
        req_key: "pippit_shortplay_cvtob_video_generate_fast720p",
        title: text(
            "Pippit short play, shots by Seedance 2.0 fast 720P",
            "小云雀短剧漫剧 Agent：视频生成（Seedance 2.0 fast 720P）",
        ),
        source: "https://www.volcengine.com/docs/85621/2389853",
        ..SHOTS
    },
    Tool {
        name: "pippit-shortplay-cvtob-video-generate-pro720p",
        alias: "pippit-generate-pro",
        req_key: "pippit_shortplay_cvtob_video_generate_pro720p",
        title: text(
            "Pippit short play, shots by Seedance 2.0 720P",
            "小云雀短剧漫剧 Agent：视频生成（Seedance 2.0 720P）",
        ),
        source: "https://www.volcengine.com/docs/85621/2389854",
        ..SHOTS
    },
    Tool {
        name: "pippit-shortplay-cvtob-video-compose-fast720p",
        alias: "pippit-compose-fast",
        req_key: "pippit_shortplay_cvtob_video_compose_fast720p",
        title: text(
            "Pippit short play, film of an episode by Seedance 2.0 fast 720P",
            "小云雀短剧漫剧 Agent：视频合成（Seedance 2.0 fast 720P）",
        ),
        source: "https://www.volcengine.com/docs/85621/2407085",
        ..COMPOSITION
    },
    Tool {
        name: "pippit-shortplay-cvtob-video-compose-pro720p",
        alias: "pippit-compose-pro",
        req_key: "pippit_shortplay_cvtob_video_compose_pro720p",
        title: text(
            "Pippit short play, film of an episode by Seedance 2.0 720P",
            "小云雀短剧漫剧 Agent：视频合成（Seedance 2.0 720P）",
        ),
        source: "https://www.volcengine.com/docs/85621/2424562",
        ..COMPOSITION
    },
];
