//! Other speech, and lips that follow it, for existing videos (`docs/service-api.md#video`).

use crate::action::Actions;
use crate::field::{ANY_FLOAT, Field, Kind};
use crate::text::text;
use crate::tool::{Family, Tool};

const VIDEO: Field = Field::new("url", "url", Kind::Link)
    .required()
    .doc("Public URL of the video.", "视频的公网地址。");

const AUDIO: Field = Field::new("pure-audio-url", "pure_audio_url", Kind::Link).required();

const SEPARATE_VOCAL: Field = Field::new("separate-vocal", "separate_vocal", Kind::Bool)
    .default("false")
    .doc(
        "Whether the voice is separated from the audio first.",
        "是否先从音频中分离人声。",
    );

const LANGUAGES: &[&str] = &[
    "zh", "en", "ja", "ko", "fr", "de", "es", "pt", "ru", "ar", "hi", "id", "it", "nl", "tr", "pl",
    "sv", "fil", "ms", "ro", "uk", "el", "cs", "da", "fi", "bg", "hr", "sk", "ta",
];

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "realman-change-lips",
        alias: "change-lips",
        req_key: "realman_change_lips",
        actions: Actions::Async,
        title: text("Lips changed, lite", "改口型 Lite"),
        summary: text(
            "Makes the lips of the person in a video follow an audio.",
            "使视频中人物的口型与音频一致。",
        ),
        fields: &[
            VIDEO,
            AUDIO.doc(
                "Public URL of the speech, of at most 240 seconds.",
                "语音的公网地址，最长 240 秒。",
            ),
            SEPARATE_VOCAL,
            Field::new("align-audio", "align_audio", Kind::Bool)
                .default("true")
                .doc(
                    "The service's switch for aligning the audio; its exact effect is not confirmed.",
                    "音频对齐开关，具体作用尚未确认。",
                ),
            Field::new("align-audio-reverse", "align_audio_reverse", Kind::Bool)
                .default("false")
                .doc(
                    "The service's switch for aligning the audio in reverse; its exact effect is not confirmed.",
                    "音频反向对齐开关，具体作用尚未确认。",
                ),
            Field::new("templ-start-seconds", "templ_start_seconds", ANY_FLOAT)
                .default("0")
                .doc(
                    "From which second of the video to begin.",
                    "从视频的第几秒开始。",
                ),
        ],
        source: "independent clients",
        ..Tool::video(Family::Dubbing)
    },
    Tool {
        name: "realman-change-lips-basic-chimera",
        alias: "change-lips-basic",
        req_key: "realman_change_lips_basic_chimera",
        actions: Actions::Async,
        title: text("Lips changed, basic", "改口型 Basic"),
        summary: text(
            "Makes the lips of the person in a video follow an audio, in the basic edition.",
            "使视频中人物的口型与音频一致（基础版）。",
        ),
        fields: &[
            VIDEO,
            AUDIO.doc(
                "Public URL of the speech, of at most 150 seconds.",
                "语音的公网地址，最长 150 秒。",
            ),
            SEPARATE_VOCAL,
            Field::new("open-scenedet", "open_scenedet", Kind::Bool)
                .default("false")
                .doc(
                    "Whether changes of scene are detected.",
                    "是否检测场景切换。",
                ),
        ],
        source: "independent clients",
        ..Tool::video(Family::Dubbing)
    },
    Tool {
        name: "video-translate-v2-cvtob",
        alias: "video-translate",
        req_key: "video_translate_v2_cvtob",
        title: text("Video translation", "视频翻译"),
        summary: text(
            "Translates the speech of a video, with lips that follow it, at 25 frames a second.",
            "翻译视频中的语音并匹配口型，输出 25 帧/秒。",
        ),
        fields: &[
            Field::new("video-url", "video_url", Kind::Link)
                .required()
                .doc(
                    "Public URL of the video: one speaker who faces the camera, 5 to 180 seconds, 360P to 1080P, 24 to 60 frames a second, at most 500 MB.",
                    "视频的公网地址：单人正脸，5 至 180 秒，360P 至 1080P，24 至 60 帧/秒，最大 500 MB。",
                ),
            Field::new("src-language", "src_language", Kind::Known(LANGUAGES))
                .required()
                .doc("The language of the video.", "视频的语言。"),
            Field::new("target-language", "target_language", Kind::Known(LANGUAGES))
                .required()
                .doc("The language to translate into.", "译文的语言。"),
        ],
        source: "independent clients",
        ..Tool::video(Family::Dubbing)
    },
];
