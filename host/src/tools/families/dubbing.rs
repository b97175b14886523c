//! Other speech, and lips that follow it, for existing videos.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::structs::tools;

tools! {
    /// Lips changed, lite (改口型 Lite)
    ///
    /// Makes the lips of the person in a video follow an audio.
    ///
    /// The tool `realman-change-lips`, for short `change-lips`. Source: independent clients
    ChangeLips = "realman-change-lips": new(
        /// Public URL of the video.
        url: Text,
        /// Public URL of the speech, of at most 240 seconds.
        pure_audio_url: Text,
    ) set(
        /// Whether the voice is separated from the audio first. Default: false.
        separate_vocal: bool,
        /// The service's switch for aligning the audio; its exact effect is not confirmed. Default:
        /// true.
        align_audio: bool,
        /// The service's switch for aligning the audio in reverse; its exact effect is not
        /// confirmed. Default: false.
        align_audio_reverse: bool,
        /// From which second of the video to begin. Default: 0.
        templ_start_seconds: f64,
    );
    /// Lips changed, basic (改口型 Basic)
    ///
    /// Makes the lips of the person in a video follow an audio, in the basic edition.
    ///
    /// The tool `realman-change-lips-basic-chimera`, for short `change-lips-basic`. Source:
    /// independent clients
    ChangeLipsBasic = "realman-change-lips-basic-chimera": new(
        /// Public URL of the video.
        url: Text,
        /// Public URL of the speech, of at most 150 seconds.
        pure_audio_url: Text,
    ) set(
        /// Whether the voice is separated from the audio first. Default: false.
        separate_vocal: bool,
        /// Whether changes of scene are detected. Default: false.
        open_scenedet: bool,
    );
    /// Video translation (视频翻译)
    ///
    /// Translates the speech of a video, with lips that follow it, at 25 frames a second.
    ///
    /// The tool `video-translate-v2-cvtob`, for short `video-translate`. Source: independent
    /// clients
    VideoTranslate = "video-translate-v2-cvtob": new(
        /// Public URL of the video: one speaker who faces the camera, 5 to 180 seconds, 360P to
        /// 1080P, 24 to 60 frames a second, at most 500 MB.
        video_url: Text,
        /// The language of the video. Known values: zh, en, ja, ko, fr, de, es, pt, ru, ar, hi, id,
        /// it, nl, tr, pl, sv, fil, ms, ro, uk, el, cs, da, fi, bg, hr, sk, ta.
        src_language: Text,
        /// The language to translate into. Known values: zh, en, ja, ko, fr, de, es, pt, ru, ar,
        /// hi, id, it, nl, tr, pl, sv, fil, ms, ro, uk, el, cs, da, fi, bg, hr, sk, ta.
        target_language: Text,
    ) set();
}
