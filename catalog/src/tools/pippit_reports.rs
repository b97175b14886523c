//! What Pippit's agents return beside media, and how long they take
//! (`docs/service-api.md#pippit-agents`).

use crate::field::{ANY_FLOAT, ANY_INT, Field, Kind, MANY, Record};
use crate::text::text;
use crate::tool::Report;

/// Half a minute between queries at most, as clients have it.
const PACE_MS: (u64, u64) = (5_000, 30_000);
const MINUTE_MS: u32 = 60_000;
const DAY_S: u64 = 24 * 3600;

const THREAD: Field = Field::new("thread-id", "thread_id", Kind::Text(None))
    .doc("The play's session.", "短剧的会话 ID。");

const ASSETS: Field = Field::new("assets-id", "assets_id", Kind::Text(None))
    .doc("The play's assets.", "短剧的资产 ID。");

const STATUS: Field = Field::new("status", "status", Kind::Text(None)).doc(
    "The step's own word on its end; `Success` was seen.",
    "该步骤的结束状态；已见取值为 `Success`。",
);

const CHARGED: Field = Field::new("charge-count", "charge_count", ANY_INT)
    .doc("What is billed, in the step's own unit.", "计费统计。");

/// States of a shot and of an analysis.
const STATE_EN: &str =
    "0 unknown, 1 initialised, 2 being made, 3 done, 4 failed, 5 rejected by moderation.";
const STATE_ZH: &str = "0 未知，1 已初始化，2 生成中，3 已完成，4 失败，5 安全审核不通过。";

/// Clients wait 20 minutes for a video, which takes 6 to 10.
pub(super) static PLANNED_VIDEO: Report = Report {
    name: "planned-video",
    doc: text(
        "A video that an agent planned, and what it is billed by.",
        "智能体策划生成的视频及其计费依据。",
    ),
    fields: &[
        Field::new("duration", "Duration", ANY_FLOAT)
            .doc("The seconds of the video.", "视频时长，秒。"),
        Field::new(
            "input-video-duration-sum",
            "InputVideoDurationSum",
            ANY_FLOAT,
        )
        .doc(
            "The seconds of all given videos together, which are billed too.",
            "输入视频的总时长，秒，同样计费。",
        ),
    ],
    videos: &["video_url"],
    usual_wait_ms: 20 * MINUTE_MS,
    pace_ms: PACE_MS,
    ..Report::FACTS
};

/// 4 minutes.
pub(super) static SCRIPT: Report = Report {
    name: "play-script",
    doc: text(
        "A script that was analysed: what the other steps of the play take.",
        "剧本解析结果：短剧后续步骤所需的 ID。",
    ),
    fields: &[
        THREAD,
        ASSETS,
        Field::new(
            "episode-ids",
            "script_detail.EpisodeAssets.*.EpisodeID",
            Kind::Links(0, MANY),
        )
        .doc(
            "The episodes in their order: each is an `episode-id`.",
            "各剧集的 ID，按顺序排列，逐个作为 `episode-id` 使用。",
        ),
        Field::new(
            "episode-titles",
            "script_detail.EpisodeAssets.*.EpisodeTitle",
            Kind::Links(0, MANY),
        )
        .doc("Their titles.", "各剧集的标题。"),
        STATUS,
        Field::new(
            "analysis-state",
            "script_detail.StageStatusMap.script_overview_analysis.Status",
            ANY_INT,
        )
        .doc(STATE_EN, STATE_ZH),
        CHARGED,
    ],
    usual_wait_ms: 10 * MINUTE_MS,
    pace_ms: PACE_MS,
    ..Report::FACTS
};

/// 10 to 28 minutes; links that last 60 days.
pub(super) static ROLES_AND_SCENES: Report = Report {
    name: "roles-and-scenes",
    doc: text(
        "Pictures of roles and scenes; a role has a full figure and a bust.",
        "角色与场景图；每个角色有全身图与半身图。",
    ),
    fields: &[
        THREAD,
        ASSETS,
        STATUS,
        Field::new("image-count", "image_count|charge_count", ANY_INT)
            .doc("How many images are billed.", "计费的图片数量。"),
    ],
    images: &["BodyImageURL", "BustPortraitURL", "ImageURL"],
    link_seconds: 60 * DAY_S,
    usual_wait_ms: 40 * MINUTE_MS,
    pace_ms: PACE_MS,
    ..Report::FACTS
};

static SHOT: Record = Record {
    name: "episode-shot",
    doc: text("One shot of an episode.", "单集中的一个分镜。"),
    fields: &[
        Field::new("shot-id", "ShotID", Kind::Text(None))
            .doc("Its identifier in the episode.", "分镜在该集中的 ID。"),
        Field::new("state", "Status", ANY_INT).doc(STATE_EN, STATE_ZH),
        Field::new("description", "Description", Kind::Text(None))
            .doc("What it shows, for making it elsewhere.", "分镜描述。"),
        Field::new("video-url", "VideoURL", Kind::Text(None)).doc(
            "Its video, once it is done.",
            "分镜视频的地址，完成后才有。",
        ),
        Field::new("duration-ms", "Duration", ANY_INT)
            .doc("Duration in milliseconds.", "时长，毫秒。"),
    ],
};

/// About 7 minutes an episode.
pub(super) static EPISODE_SHOTS: Report = Report {
    name: "episode-shots",
    doc: text(
        "The shots of an episode. Composition needs all of them in state 3.",
        "单集的分镜。所有分镜的状态均为 3 时才能合成。",
    ),
    fields: &[
        THREAD,
        ASSETS,
        Field::new(
            "episode-id",
            "storyboard_detail.*.EpisodeID",
            Kind::Text(None),
        )
        .doc("The episode.", "剧集 ID。"),
        STATUS,
        Field::new(
            "shots",
            "storyboard_detail.*.Shots.*",
            Kind::Records(&SHOT, 0, MANY),
        )
        .doc("The shots in their order.", "各分镜，按顺序排列。"),
        CHARGED,
    ],
    videos: &["VideoURL"],
    usual_wait_ms: 20 * MINUTE_MS,
    pace_ms: PACE_MS,
    ..Report::FACTS
};

/// 1 to 3 minutes; links that last 180 days.
pub(super) static COMPOSED_EPISODE: Report = Report {
    name: "composed-episode",
    doc: text(
        "The film of an episode and its cover.",
        "单集成片及其封面。",
    ),
    fields: &[
        THREAD,
        ASSETS,
        Field::new("run-id", "run_id", Kind::Text(None))
            .doc("The service's identifier of the run.", "服务的运行 ID。"),
        Field::new(
            "storyboard-asset-id",
            "storyboard_asset_id",
            Kind::Text(None),
        )
        .doc("The episode's storyboard.", "分镜资产 ID。"),
        STATUS,
    ],
    videos: &["final_video_url"],
    images: &["final_video_cover_url"],
    link_seconds: 180 * DAY_S,
    usual_wait_ms: 10 * MINUTE_MS,
    pace_ms: PACE_MS,
};
