//! Videos from words or a picture.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, choice, tool};

choice! {
    /// The shape of the video.
    #[non_exhaustive]
    AspectRatio {
        /// `16:9`: 1280 x 720.
        RatioW16h9 = "ratio-w16h9",
        /// `9:16`: 720 x 1280.
        RatioW9h16 = "ratio-w9h16",
        /// `1:1`: 960 x 960.
        RatioW1h1 = "ratio-w1h1",
        /// `4:3`: 960 x 720.
        RatioW4h3 = "ratio-w4h3",
        /// `3:4`: 720 x 960.
        RatioW3h4 = "ratio-w3h4",
        /// `21:9`: 1680 x 720.
        RatioW21h9 = "ratio-w21h9",
        /// `9:21`: Seen in one client only \[unconfirmed\].
        RatioW9h21 = "ratio-w9h21",
    }
}

choice! {
    /// The shape of a 3.0 video. The sizes of the 720P and 1080P models are
    /// \[unconfirmed\].
    #[non_exhaustive]
    VideoRatio {
        /// `16:9`: 3.0 Pro: 1920 x 1088.
        RatioW16h9 = "ratio-w16h9",
        /// `4:3`: 3.0 Pro: 1664 x 1248.
        RatioW4h3 = "ratio-w4h3",
        /// `1:1`: 3.0 Pro: 1440 x 1440.
        RatioW1h1 = "ratio-w1h1",
        /// `3:4`: 3.0 Pro: 1248 x 1664.
        RatioW3h4 = "ratio-w3h4",
        /// `9:16`: 3.0 Pro: 1088 x 1920.
        RatioW9h16 = "ratio-w9h16",
        /// `21:9`: 3.0 Pro: 2176 x 928.
        RatioW21h9 = "ratio-w21h9",
    }
}

choice! {
    /// How strongly the camera moves.
    #[non_exhaustive]
    CameraStrength {
        /// `weak`: Weakly.
        Weak = "weak",
        /// `medium`: Moderately.
        Medium = "medium",
        /// `strong`: Strongly.
        Strong = "strong",
    }
}

tool! {
    /// Jimeng video S2.0 Pro, from words (即梦 S2.0 Pro 文生视频)
    ///
    /// Makes a short video from a prompt.
    ///
    /// The tool `jimeng-vgfm-t2v-l20`, for short `jimeng-video-2.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1538636>
    JimengVideo20 = "jimeng-vgfm-t2v-l20"
}

impl JimengVideo20 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English. At most 150 characters.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> JimengVideo20 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        JimengVideo20(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo20 {
        self.0.set("seed", seed);
        self
    }

    /// The shape of the video. Default: 16:9.
    #[must_use]
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> JimengVideo20 {
        self.0.set("aspect_ratio", aspect_ratio.as_str());
        self
    }
}

tool! {
    /// Jimeng video S2.0 Pro, from a picture (即梦 S2.0 Pro 图生视频)
    ///
    /// Makes a short video that begins with a picture.
    ///
    /// The tool `jimeng-vgfm-i2v-l20`, for short `jimeng-video-2.0-i2v`.
    /// Source: the plugin volcengine\_ai 0.0.1 and independent clients
    JimengVideo20I2v = "jimeng-vgfm-i2v-l20"
}

impl JimengVideo20I2v {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to begin with.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> JimengVideo20I2v {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        JimengVideo20I2v(arguments)
    }

    /// What should happen; recommended. At most 150 characters.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> JimengVideo20I2v {
        self.0.text("prompt", prompt);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo20I2v {
        self.0.set("seed", seed);
        self
    }

    /// The shape of the video. Default: 16:9.
    #[must_use]
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> JimengVideo20I2v {
        self.0.set("aspect_ratio", aspect_ratio.as_str());
        self
    }
}

tool! {
    /// Jimeng video 3.0 720P, from words (即梦视频 3.0 720P 文生视频)
    ///
    /// Makes a video of 5 or 10 seconds from a prompt.
    ///
    /// The tool `jimeng-t2v-v30`, for short `jimeng-video-3.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1792710>
    JimengVideo30 = "jimeng-t2v-v30"
}

impl JimengVideo30 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What the video should show, in Chinese or English; at most
    /// 400 characters are recommended. At most 800 characters.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> JimengVideo30 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        JimengVideo30(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo30 {
        self.0.set("seed", seed);
        self
    }

    /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of
    /// 121, 241. Default: 121.
    #[must_use]
    pub fn frames(mut self, frames: u32) -> JimengVideo30 {
        self.0.set("frames", frames);
        self
    }

    /// The shape of the video. Default: 16:9.
    #[must_use]
    pub fn aspect_ratio(mut self, aspect_ratio: VideoRatio) -> JimengVideo30 {
        self.0.set("aspect_ratio", aspect_ratio.as_str());
        self
    }
}

tool! {
    /// Jimeng video 3.0 1080P, from words (即梦视频 3.0 1080P 文生视频)
    ///
    /// Makes a video of 5 or 10 seconds from a prompt.
    ///
    /// The tool `jimeng-t2v-v30-p1080`, for short `jimeng-video-3.0-1080p`.
    /// Source: <https://www.volcengine.com/docs/85621/1792711>
    JimengVideo30_1080p = "jimeng-t2v-v30-p1080"
}

impl JimengVideo30_1080p {
    /// A value with its required arguments.
    ///
    /// `prompt`: What the video should show, in Chinese or English; at most
    /// 400 characters are recommended. At most 800 characters.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> JimengVideo30_1080p {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        JimengVideo30_1080p(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo30_1080p {
        self.0.set("seed", seed);
        self
    }

    /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of
    /// 121, 241. Default: 121.
    #[must_use]
    pub fn frames(mut self, frames: u32) -> JimengVideo30_1080p {
        self.0.set("frames", frames);
        self
    }

    /// The shape of the video. Default: 16:9.
    #[must_use]
    pub fn aspect_ratio(mut self, aspect_ratio: VideoRatio) -> JimengVideo30_1080p {
        self.0.set("aspect_ratio", aspect_ratio.as_str());
        self
    }
}

tool! {
    /// Jimeng video 3.0 720P, from the first frame (即梦视频 3.0 720P 图生视频（首帧）)
    ///
    /// Makes a video of 5 or 10 seconds that begins with a picture.
    ///
    /// The tool `jimeng-i2v-first-v30`, for short `jimeng-video-3.0-first`.
    /// Source: <https://www.volcengine.com/docs/85621/1792710>
    JimengVideo30First = "jimeng-i2v-first-v30"
}

impl JimengVideo30First {
    /// A value with its required arguments.
    ///
    /// `image`: The first frame of the video, as a picture. JPEG or PNG. At
    /// most 4.7 MB. At least 320 pixels a side. At most 4096 pixels a side.
    /// The long side at most 3 times the short one.
    ///
    /// `prompt`: What the video should show, in Chinese or English; at most
    /// 400 characters are recommended. At most 800 characters.
    #[must_use]
    pub fn new(image: impl Into<Image>, prompt: impl Into<String>) -> JimengVideo30First {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("prompt", prompt);
        JimengVideo30First(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo30First {
        self.0.set("seed", seed);
        self
    }

    /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of
    /// 121, 241. Default: 121.
    #[must_use]
    pub fn frames(mut self, frames: u32) -> JimengVideo30First {
        self.0.set("frames", frames);
        self
    }
}

tool! {
    /// Jimeng video 3.0 1080P, from the first frame (即梦视频 3.0 1080P 图生视频（首帧）)
    ///
    /// Makes a video of 5 or 10 seconds that begins with a picture.
    ///
    /// The tool `jimeng-i2v-first-v30-p1080`, for short
    /// `jimeng-video-3.0-first-1080p`. Source:
    /// <https://www.volcengine.com/docs/85621/1792711>
    JimengVideo30First1080p = "jimeng-i2v-first-v30-p1080"
}

impl JimengVideo30First1080p {
    /// A value with its required arguments.
    ///
    /// `image`: The first frame of the video, as a picture. JPEG or PNG. At
    /// most 4.7 MB. At least 320 pixels a side. At most 4096 pixels a side.
    /// The long side at most 3 times the short one.
    ///
    /// `prompt`: What the video should show, in Chinese or English; at most
    /// 400 characters are recommended. At most 800 characters.
    #[must_use]
    pub fn new(image: impl Into<Image>, prompt: impl Into<String>) -> JimengVideo30First1080p {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("prompt", prompt);
        JimengVideo30First1080p(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo30First1080p {
        self.0.set("seed", seed);
        self
    }

    /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of
    /// 121, 241. Default: 121.
    #[must_use]
    pub fn frames(mut self, frames: u32) -> JimengVideo30First1080p {
        self.0.set("frames", frames);
        self
    }
}

tool! {
    /// Jimeng video 3.0 720P, from the first and last frame (即梦视频 3.0 720P
    /// 图生视频（首尾帧）)
    ///
    /// Makes a video of 5 or 10 seconds that begins and ends with given
    /// pictures.
    ///
    /// The tool `jimeng-i2v-first-tail-v30`, for short
    /// `jimeng-video-3.0-first-last`. Source:
    /// <https://www.volcengine.com/docs/85621/1792710>
    JimengVideo30FirstLast = "jimeng-i2v-first-tail-v30"
}

impl JimengVideo30FirstLast {
    /// A value with its required arguments.
    ///
    /// `first_frame`: The first frame of the video, as a picture. JPEG or
    /// PNG. At most 4.7 MB. At least 320 pixels a side. At most 4096 pixels a
    /// side. The long side at most 3 times the short one.
    ///
    /// `last_frame`: The last frame of the video, as a picture of the same
    /// ratio as the first. JPEG or PNG. At most 4.7 MB. At least 320 pixels a
    /// side. At most 4096 pixels a side. The long side at most 3 times the
    /// short one.
    ///
    /// `prompt`: What the video should show, in Chinese or English; at most
    /// 400 characters are recommended. At most 800 characters.
    #[must_use]
    pub fn new(first_frame: impl Into<Image>, last_frame: impl Into<Image>, prompt: impl Into<String>) -> JimengVideo30FirstLast {
        let mut arguments = Arguments::default();
        arguments.image("first_frame", first_frame);
        arguments.image("last_frame", last_frame);
        arguments.text("prompt", prompt);
        JimengVideo30FirstLast(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo30FirstLast {
        self.0.set("seed", seed);
        self
    }

    /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of
    /// 121, 241. Default: 121.
    #[must_use]
    pub fn frames(mut self, frames: u32) -> JimengVideo30FirstLast {
        self.0.set("frames", frames);
        self
    }
}

tool! {
    /// Jimeng video 3.0 1080P, from the first and last frame (即梦视频 3.0 1080P
    /// 图生视频（首尾帧）)
    ///
    /// Makes a video of 5 or 10 seconds that begins and ends with given
    /// pictures.
    ///
    /// The tool `jimeng-i2v-first-tail-v30-p1080`, for short
    /// `jimeng-video-3.0-first-last-1080p`. Source:
    /// <https://www.volcengine.com/docs/85621/1792711>
    JimengVideo30FirstLast1080p = "jimeng-i2v-first-tail-v30-p1080"
}

impl JimengVideo30FirstLast1080p {
    /// A value with its required arguments.
    ///
    /// `first_frame`: The first frame of the video, as a picture. JPEG or
    /// PNG. At most 4.7 MB. At least 320 pixels a side. At most 4096 pixels a
    /// side. The long side at most 3 times the short one.
    ///
    /// `last_frame`: The last frame of the video, as a picture of the same
    /// ratio as the first. JPEG or PNG. At most 4.7 MB. At least 320 pixels a
    /// side. At most 4096 pixels a side. The long side at most 3 times the
    /// short one.
    ///
    /// `prompt`: What the video should show, in Chinese or English; at most
    /// 400 characters are recommended. At most 800 characters.
    #[must_use]
    pub fn new(first_frame: impl Into<Image>, last_frame: impl Into<Image>, prompt: impl Into<String>) -> JimengVideo30FirstLast1080p {
        let mut arguments = Arguments::default();
        arguments.image("first_frame", first_frame);
        arguments.image("last_frame", last_frame);
        arguments.text("prompt", prompt);
        JimengVideo30FirstLast1080p(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo30FirstLast1080p {
        self.0.set("seed", seed);
        self
    }

    /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of
    /// 121, 241. Default: 121.
    #[must_use]
    pub fn frames(mut self, frames: u32) -> JimengVideo30FirstLast1080p {
        self.0.set("frames", frames);
        self
    }
}

tool! {
    /// Jimeng video 3.0 720P, with a camera move (即梦视频 3.0 720P 图生视频（运镜）)
    ///
    /// Makes a video of 5 or 10 seconds from a picture, with a ready-made
    /// camera move.
    ///
    /// The tool `jimeng-i2v-recamera-v30`, for short
    /// `jimeng-video-3.0-camera`. Source:
    /// <https://www.volcengine.com/docs/85621/1792710>
    JimengVideo30Camera = "jimeng-i2v-recamera-v30"
}

impl JimengVideo30Camera {
    /// A value with its required arguments.
    ///
    /// `image`: The first frame of the video, as a picture. JPEG or PNG. At
    /// most 4.7 MB. At least 320 pixels a side. At most 4096 pixels a side.
    /// The long side at most 3 times the short one.
    ///
    /// `prompt`: What the video should show, in Chinese or English; at most
    /// 400 characters are recommended. At most 800 characters.
    ///
    /// `template_id`: How the camera moves. Known values:
    /// hitchcock\_dolly\_in, hitchcock\_dolly\_out, robo\_arm,
    /// dynamic\_orbit, central\_orbit, crane\_push, quick\_pull\_back,
    /// counterclockwise\_swivel, clockwise\_swivel, handheld,
    /// rapid\_push\_pull.
    ///
    /// `camera_strength`: How strongly the camera moves.
    #[must_use]
    pub fn new(image: impl Into<Image>, prompt: impl Into<String>, template_id: impl Into<String>, camera_strength: CameraStrength) -> JimengVideo30Camera {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("prompt", prompt);
        arguments.text("template_id", template_id);
        arguments.set("camera_strength", camera_strength.as_str());
        JimengVideo30Camera(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo30Camera {
        self.0.set("seed", seed);
        self
    }

    /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of
    /// 121, 241. Default: 121.
    #[must_use]
    pub fn frames(mut self, frames: u32) -> JimengVideo30Camera {
        self.0.set("frames", frames);
        self
    }
}

tool! {
    /// Jimeng video 3.0 Pro (即梦视频 3.0 Pro)
    ///
    /// Makes a video of 5 or 10 seconds from a prompt, a first frame, or
    /// both. At least one of `prompt` and `image` must be given.
    /// `aspect-ratio` has no effect beside `image`, and is refused there.
    ///
    /// The tool `jimeng-ti2v-v30-pro`, for short `jimeng-video-3.0-pro`.
    /// Source: <https://www.volcengine.com/docs/85621/1777001>
    JimengVideo30Pro = "jimeng-ti2v-v30-pro"
}

impl JimengVideo30Pro {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> JimengVideo30Pro {
        JimengVideo30Pro(Arguments::default())
    }

    /// What the video should show; required without a picture.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> JimengVideo30Pro {
        self.0.text("prompt", prompt);
        self
    }

    /// The first frame of the video, cropped around its centre to the nearest
    /// of the ratios that `aspect-ratio` lists. JPEG or PNG. At most 4.7 MB.
    /// At least 320 pixels a side. At most 4096 pixels a side. The long side
    /// at most 3 times the short one.
    #[must_use]
    pub fn image(mut self, image: impl Into<Image>) -> JimengVideo30Pro {
        self.0.image("image", image);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengVideo30Pro {
        self.0.set("seed", seed);
        self
    }

    /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of
    /// 121, 241.
    #[must_use]
    pub fn frames(mut self, frames: u32) -> JimengVideo30Pro {
        self.0.set("frames", frames);
        self
    }

    /// The shape of the video; a picture decides it in its place.
    #[must_use]
    pub fn aspect_ratio(mut self, aspect_ratio: VideoRatio) -> JimengVideo30Pro {
        self.0.set("aspect_ratio", aspect_ratio.as_str());
        self
    }
}

impl Default for JimengVideo30Pro {
    fn default() -> JimengVideo30Pro {
        JimengVideo30Pro::new()
    }
}
