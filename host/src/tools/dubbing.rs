//! Other speech, and lips that follow it, for existing videos.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::arguments::{Arguments, tool};

tool! {
    /// Lips changed, lite (改口型 Lite)
    ///
    /// Makes the lips of the person in a video follow an audio.
    ///
    /// The tool `realman-change-lips`, for short `change-lips`. Source:
    /// independent clients
    ChangeLips = "realman-change-lips"
}

impl ChangeLips {
    /// A value with its required arguments.
    ///
    /// `url`: Public address of the video.
    ///
    /// `pure_audio_url`: Public address of the speech, of at most 240
    /// seconds.
    #[must_use]
    pub fn new(url: impl Into<String>, pure_audio_url: impl Into<String>) -> ChangeLips {
        let mut arguments = Arguments::default();
        arguments.text("url", url);
        arguments.text("pure_audio_url", pure_audio_url);
        ChangeLips(arguments)
    }

    /// Whether the voice is separated from the audio first. Default: false.
    #[must_use]
    pub fn separate_vocal(mut self, separate_vocal: bool) -> ChangeLips {
        self.0.set("separate_vocal", separate_vocal);
        self
    }

    /// The service's switch for aligning the audio; what it does exactly is
    /// \[unconfirmed\]. Default: true.
    #[must_use]
    pub fn align_audio(mut self, align_audio: bool) -> ChangeLips {
        self.0.set("align_audio", align_audio);
        self
    }

    /// The service's switch for aligning the audio in reverse; what it does
    /// exactly is \[unconfirmed\]. Default: false.
    #[must_use]
    pub fn align_audio_reverse(mut self, align_audio_reverse: bool) -> ChangeLips {
        self.0.set("align_audio_reverse", align_audio_reverse);
        self
    }

    /// From which second of the video to begin. Default: 0.
    #[must_use]
    pub fn templ_start_seconds(mut self, templ_start_seconds: f64) -> ChangeLips {
        self.0.set("templ_start_seconds", templ_start_seconds);
        self
    }
}

tool! {
    /// Lips changed, basic (改口型 Basic)
    ///
    /// Makes the lips of the person in a video follow an audio, in the basic
    /// edition.
    ///
    /// The tool `realman-change-lips-basic-chimera`, for short
    /// `change-lips-basic`. Source: independent clients
    ChangeLipsBasic = "realman-change-lips-basic-chimera"
}

impl ChangeLipsBasic {
    /// A value with its required arguments.
    ///
    /// `url`: Public address of the video.
    ///
    /// `pure_audio_url`: Public address of the speech, of at most 150
    /// seconds.
    #[must_use]
    pub fn new(url: impl Into<String>, pure_audio_url: impl Into<String>) -> ChangeLipsBasic {
        let mut arguments = Arguments::default();
        arguments.text("url", url);
        arguments.text("pure_audio_url", pure_audio_url);
        ChangeLipsBasic(arguments)
    }

    /// Whether the voice is separated from the audio first. Default: false.
    #[must_use]
    pub fn separate_vocal(mut self, separate_vocal: bool) -> ChangeLipsBasic {
        self.0.set("separate_vocal", separate_vocal);
        self
    }

    /// Whether changes of scene are detected. Default: false.
    #[must_use]
    pub fn open_scenedet(mut self, open_scenedet: bool) -> ChangeLipsBasic {
        self.0.set("open_scenedet", open_scenedet);
        self
    }
}

tool! {
    /// Video translation (视频翻译)
    ///
    /// Translates the speech of a video, with lips that follow it, at 25
    /// frames a second.
    ///
    /// The tool `video-translate-v2-cvtob`, for short `video-translate`.
    /// Source: independent clients
    VideoTranslate = "video-translate-v2-cvtob"
}

impl VideoTranslate {
    /// A value with its required arguments.
    ///
    /// `video_url`: Public address of the video: one speaker who faces the
    /// camera, 5 to 180 seconds, 360P to 1080P, 24 to 60 frames a second, at
    /// most 500 MB.
    ///
    /// `src_language`: The language of the video. Known values: zh, en, ja,
    /// ko, fr, de, es, pt, ru, ar, hi, id, it, nl, tr, pl, sv, fil, ms, ro,
    /// uk, el, cs, da, fi, bg, hr, sk, ta.
    ///
    /// `target_language`: The language to translate into. Known values: zh,
    /// en, ja, ko, fr, de, es, pt, ru, ar, hi, id, it, nl, tr, pl, sv, fil,
    /// ms, ro, uk, el, cs, da, fi, bg, hr, sk, ta.
    #[must_use]
    pub fn new(video_url: impl Into<String>, src_language: impl Into<String>, target_language: impl Into<String>) -> VideoTranslate {
        let mut arguments = Arguments::default();
        arguments.text("video_url", video_url);
        arguments.text("src_language", src_language);
        arguments.text("target_language", target_language);
        VideoTranslate(arguments)
    }
}
