//! Videos from words or an image.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{choices, tools};

choices! {
    /// The shape of the video.
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
        /// `9:21`: Seen in one client only (not confirmed).
        RatioW9h21 = "ratio-w9h21",
    }
    /// The shape of a 3.0 video. The sizes of the 720P and 1080P models are not confirmed.
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
    /// How strongly the camera moves.
    CameraStrength {
        /// `weak`: Weakly.
        Weak = "weak",
        /// `medium`: Moderately.
        Medium = "medium",
        /// `strong`: Strongly.
        Strong = "strong",
    }
}

tools! {
    /// Jimeng video S2.0 Pro, from text (即梦 S2.0 Pro 文生视频)
    ///
    /// Makes a short video from a prompt.
    ///
    /// The tool `jimeng-vgfm-t2v-l20`, for short `jimeng-video-2.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1538636>
    JimengVideo20 = "jimeng-vgfm-t2v-l20": new(
        /// What to make, in Chinese or English. At most 150 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// The shape of the video. Default: 16:9.
        aspect_ratio: AspectRatio,
    );
    /// Jimeng video S2.0 Pro, from an image (即梦 S2.0 Pro 图生视频)
    ///
    /// Makes a short video that begins with an image.
    ///
    /// The tool `jimeng-vgfm-i2v-l20`, for short `jimeng-video-2.0-i2v`. Source: the plugin
    /// volcengine\_ai 0.0.1 and independent clients
    JimengVideo20I2v = "jimeng-vgfm-i2v-l20": new(
        /// The image to begin with.
        image: Image,
    ) set(
        /// What should happen; recommended. At most 150 characters.
        prompt: Text,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// The shape of the video. Default: 16:9.
        aspect_ratio: AspectRatio,
    );
    /// Jimeng video 3.0 720P, from text (即梦视频 3.0 720P 文生视频)
    ///
    /// Makes a video of 5 or 10 seconds from a prompt.
    ///
    /// The tool `jimeng-t2v-v30`, for short `jimeng-video-3.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1792710>
    JimengVideo30 = "jimeng-t2v-v30": new(
        /// What the video should show, in Chinese or English; at most 400 characters are
        /// recommended. At most 800 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of 121, 241.
        /// Default: 121.
        frames: u32,
        /// The shape of the video. Default: 16:9.
        aspect_ratio: VideoRatio,
    );
    /// Jimeng video 3.0 1080P, from text (即梦视频 3.0 1080P 文生视频)
    ///
    /// Makes a video of 5 or 10 seconds from a prompt.
    ///
    /// The tool `jimeng-t2v-v30-p1080`, for short `jimeng-video-3.0-1080p`. Source:
    /// <https://www.volcengine.com/docs/85621/1792711>
    JimengVideo30_1080p = "jimeng-t2v-v30-p1080": new(
        /// What the video should show, in Chinese or English; at most 400 characters are
        /// recommended. At most 800 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of 121, 241.
        /// Default: 121.
        frames: u32,
        /// The shape of the video. Default: 16:9.
        aspect_ratio: VideoRatio,
    );
    /// Jimeng video 3.0 720P, from the first frame (即梦视频 3.0 720P 图生视频（首帧）)
    ///
    /// Makes a video of 5 or 10 seconds that begins with an image.
    ///
    /// The tool `jimeng-i2v-first-v30`, for short `jimeng-video-3.0-first`. Source:
    /// <https://www.volcengine.com/docs/85621/1792710>
    JimengVideo30First = "jimeng-i2v-first-v30": new(
        /// The first frame of the video, as an image. JPEG or PNG. At most 4.7 MB. At least 320
        /// pixels a side. At most 4096 pixels a side. The long side at most 3 times the short one.
        image: Image,
        /// What the video should show, in Chinese or English; at most 400 characters are
        /// recommended. At most 800 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of 121, 241.
        /// Default: 121.
        frames: u32,
    );
    /// Jimeng video 3.0 1080P, from the first frame (即梦视频 3.0 1080P 图生视频（首帧）)
    ///
    /// Makes a video of 5 or 10 seconds that begins with an image.
    ///
    /// The tool `jimeng-i2v-first-v30-p1080`, for short `jimeng-video-3.0-first-1080p`. Source:
    /// <https://www.volcengine.com/docs/85621/1792711>
    JimengVideo30First1080p = "jimeng-i2v-first-v30-p1080": new(
        /// The first frame of the video, as an image. JPEG or PNG. At most 4.7 MB. At least 320
        /// pixels a side. At most 4096 pixels a side. The long side at most 3 times the short one.
        image: Image,
        /// What the video should show, in Chinese or English; at most 400 characters are
        /// recommended. At most 800 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of 121, 241.
        /// Default: 121.
        frames: u32,
    );
    /// Jimeng video 3.0 720P, from the first and last frame (即梦视频 3.0 720P 图生视频（首尾帧）)
    ///
    /// Makes a video of 5 or 10 seconds that begins and ends with given images.
    ///
    /// The tool `jimeng-i2v-first-tail-v30`, for short `jimeng-video-3.0-first-last`. Source:
    /// <https://www.volcengine.com/docs/85621/1792710>
    JimengVideo30FirstLast = "jimeng-i2v-first-tail-v30": new(
        /// The first frame of the video, as an image. JPEG or PNG. At most 4.7 MB. At least 320
        /// pixels a side. At most 4096 pixels a side. The long side at most 3 times the short one.
        first_frame: Image,
        /// The last frame of the video, as an image of the same ratio as the first. JPEG or PNG. At
        /// most 4.7 MB. At least 320 pixels a side. At most 4096 pixels a side. The long side at
        /// most 3 times the short one.
        last_frame: Image,
        /// What the video should show, in Chinese or English; at most 400 characters are
        /// recommended. At most 800 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of 121, 241.
        /// Default: 121.
        frames: u32,
    );
    /// Jimeng video 3.0 1080P, from the first and last frame (即梦视频 3.0 1080P 图生视频（首尾帧）)
    ///
    /// Makes a video of 5 or 10 seconds that begins and ends with given images.
    ///
    /// The tool `jimeng-i2v-first-tail-v30-p1080`, for short `jimeng-video-3.0-first-last-1080p`.
    /// Source: <https://www.volcengine.com/docs/85621/1792711>
    JimengVideo30FirstLast1080p = "jimeng-i2v-first-tail-v30-p1080": new(
        /// The first frame of the video, as an image. JPEG or PNG. At most 4.7 MB. At least 320
        /// pixels a side. At most 4096 pixels a side. The long side at most 3 times the short one.
        first_frame: Image,
        /// The last frame of the video, as an image of the same ratio as the first. JPEG or PNG. At
        /// most 4.7 MB. At least 320 pixels a side. At most 4096 pixels a side. The long side at
        /// most 3 times the short one.
        last_frame: Image,
        /// What the video should show, in Chinese or English; at most 400 characters are
        /// recommended. At most 800 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of 121, 241.
        /// Default: 121.
        frames: u32,
    );
    /// Jimeng video 3.0 720P, with a camera move (即梦视频 3.0 720P 图生视频（运镜）)
    ///
    /// Makes a video of 5 or 10 seconds from an image, with a ready-made camera move.
    ///
    /// The tool `jimeng-i2v-recamera-v30`, for short `jimeng-video-3.0-camera`. Source:
    /// <https://www.volcengine.com/docs/85621/1792710>
    JimengVideo30Camera = "jimeng-i2v-recamera-v30": new(
        /// The first frame of the video, as an image. JPEG or PNG. At most 4.7 MB. At least 320
        /// pixels a side. At most 4096 pixels a side. The long side at most 3 times the short one.
        image: Image,
        /// What the video should show, in Chinese or English; at most 400 characters are
        /// recommended. At most 800 characters.
        prompt: Text,
        /// How the camera moves. Known values: hitchcock\_dolly\_in, hitchcock\_dolly\_out,
        /// robo\_arm, dynamic\_orbit, central\_orbit, crane\_push, quick\_pull\_back,
        /// counterclockwise\_swivel, clockwise\_swivel, handheld, rapid\_push\_pull.
        template_id: Text,
        /// How strongly the camera moves.
        camera_strength: CameraStrength,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of 121, 241.
        /// Default: 121.
        frames: u32,
    );
    /// Jimeng video 3.0 Pro (即梦视频 3.0 Pro)
    ///
    /// Makes a video of 5 or 10 seconds from a prompt, a first frame, or both. At least one of
    /// `prompt` and `image` must be given. `aspect-ratio` has no effect beside `image`, and is
    /// refused there.
    ///
    /// The tool `jimeng-ti2v-v30-pro`, for short `jimeng-video-3.0-pro`. Source:
    /// <https://www.volcengine.com/docs/85621/1777001>
    JimengVideo30Pro = "jimeng-ti2v-v30-pro": new() set(
        /// What the video should show; required without an image.
        prompt: Text,
        /// The first frame of the video, cropped around its centre to the nearest of the ratios
        /// that `aspect-ratio` lists. JPEG or PNG. At most 4.7 MB. At least 320 pixels a side. At
        /// most 4096 pixels a side. The long side at most 3 times the short one.
        image: Image,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How many frames the video has: 121 last 5 seconds, 241 last 10. One of 121, 241.
        frames: u32,
        /// The shape of the video; an image decides it in its place.
        aspect_ratio: VideoRatio,
    );
}
