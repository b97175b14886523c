//! Larger, cleaner and better scored pictures and videos.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, choice, tool};

choice! {
    /// How large the result is.
    #[non_exhaustive]
    TargetResolution {
        /// `4k`: 4K.
        K4 = "k4",
        /// `8k`: 8K.
        K8 = "k8",
    }
}

choice! {
    /// Which model does it.
    #[non_exhaustive]
    ModelQuality {
        /// `HQ`: High quality.
        Hq = "hq",
        /// `MQ`: Medium quality, which is recommended.
        Mq = "mq",
        /// `LQ`: Low quality.
        Lq = "lq",
    }
}

choice! {
    /// The bound of the resolution.
    #[non_exhaustive]
    ResolutionBoundary {
        /// `144p`: 144p.
        P144 = "p144",
        /// `240p`: 240p.
        P240 = "p240",
        /// `360p`: 360p.
        P360 = "p360",
        /// `480p`: 480p.
        P480 = "p480",
        /// `540p`: 540p.
        P540 = "p540",
        /// `720p`: 720p.
        P720 = "p720",
        /// `1080p`: 1080p.
        P1080 = "p1080",
        /// `2k`: 2K.
        K2 = "k2",
        /// `4k`: 4K; seen in clients only \[unconfirmed\].
        K4 = "k4",
    }
}

tool! {
    /// Jimeng, smart upscaling (即梦智能超清)
    ///
    /// Enlarges a picture to 4K or 8K.
    ///
    /// The tool `jimeng-i2i-seed3-tilesr-cvtob`, for short `jimeng-upscale`.
    /// Source: independent clients
    JimengUpscale = "jimeng-i2i-seed3-tilesr-cvtob"
}

impl JimengUpscale {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to enlarge. At most 4.7 MB. At most 4096 pixels a
    /// side. The long side at most 3 times the short one.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> JimengUpscale {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        JimengUpscale(arguments)
    }

    /// How large the result is. Default: 4k.
    #[must_use]
    pub fn resolution(mut self, resolution: TargetResolution) -> JimengUpscale {
        self.0.set("resolution", resolution.as_str());
        self
    }

    /// How much detail is added. From 0 to 100. Default: 50.
    #[must_use]
    pub fn scale(mut self, scale: u32) -> JimengUpscale {
        self.0.set("scale", scale);
        self
    }
}

tool! {
    /// Super-resolution of a picture, second model (图像超分（第二代）)
    ///
    /// Enlarges and cleans a picture.
    ///
    /// The tool `lens-nnsr2-pic-common`, for short `upscale`. Source: the
    /// vendor's SDKs
    Upscale = "lens-nnsr2-pic-common"
}

impl Upscale {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to enlarge.
    ///
    /// `model_quality`: Which model does it; MQ is recommended.
    #[must_use]
    pub fn new(image: impl Into<Image>, model_quality: ModelQuality) -> Upscale {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.set("model_quality", model_quality.as_str());
        Upscale(arguments)
    }

    /// Type of the file: 0 for PNG, 1 for JPEG. One of 0, 1. Default: 0.
    #[must_use]
    pub fn result_format(mut self, result_format: u32) -> Upscale {
        self.0.set("result_format", result_format);
        self
    }

    /// Quality of a JPEG. From 0 to 100. Default: 95.
    #[must_use]
    pub fn jpg_quality(mut self, jpg_quality: u32) -> Upscale {
        self.0.set("jpg_quality", jpg_quality);
        self
    }
}

tool! {
    /// Photo enhanced (照片画质增强)
    ///
    /// Improves the quality of a photo.
    ///
    /// The tool `lens-lqir`, for short `enhance`. Source:
    /// <https://www.volcengine.com/docs/6793/145398>
    Enhance = "lens-lqir"
}

impl Enhance {
    /// A value with its required arguments.
    ///
    /// `image`: The photo to improve.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> Enhance {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        Enhance(arguments)
    }

    /// The bound of the resolution; the vendor's SDK for Java sends 720p.
    #[must_use]
    pub fn resolution_boundary(mut self, resolution_boundary: ResolutionBoundary) -> Enhance {
        self.0.set("resolution_boundary", resolution_boundary.as_str());
        self
    }

    /// Whether HDR is applied. Default: false.
    #[must_use]
    pub fn enable_hdr(mut self, enable_hdr: bool) -> Enhance {
        self.0.set("enable_hdr", enable_hdr);
        self
    }

    /// Whether the white balance is corrected. Default: false.
    #[must_use]
    pub fn enable_wb(mut self, enable_wb: bool) -> Enhance {
        self.0.set("enable_wb", enable_wb);
        self
    }

    /// Type of the file: 0 for PNG, 1 for JPEG. One of 0, 1.
    #[must_use]
    pub fn result_format(mut self, result_format: u32) -> Enhance {
        self.0.set("result_format", result_format);
        self
    }

    /// Quality of a JPEG. Default: 95.
    #[must_use]
    pub fn jpg_quality(mut self, jpg_quality: i32) -> Enhance {
        self.0.set("jpg_quality", jpg_quality);
        self
    }

    /// Strength of HDR. Default: 1.0.
    #[must_use]
    pub fn hdr_strength(mut self, hdr_strength: f64) -> Enhance {
        self.0.set("hdr_strength", hdr_strength);
        self
    }
}

tool! {
    /// Photo converted (照片转换)
    ///
    /// Converts a photo, in colour if that is asked for.
    ///
    /// The tool `lens-opr`, for short `convert-photo`. Source: the vendor's
    /// SDKs
    ConvertPhoto = "lens-opr"
}

impl ConvertPhoto {
    /// A value with its required arguments.
    ///
    /// `image`: The photo to convert.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> ConvertPhoto {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        ConvertPhoto(arguments)
    }

    /// Whether colour is dealt with; the vendor's SDK for Java sends 1.
    #[must_use]
    pub fn if_color(mut self, if_color: i32) -> ConvertPhoto {
        self.0.set("if_color", if_color);
        self
    }
}

tool! {
    /// Super-resolution of a picture (图像超分)
    ///
    /// Enlarges a picture.
    ///
    /// The tool `lens-vida-nnsr`, for short `over-resolution`. Source: the
    /// vendor's SDKs
    OverResolution = "lens-vida-nnsr"
}

impl OverResolution {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to enlarge.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> OverResolution {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        OverResolution(arguments)
    }
}

tool! {
    /// Super-resolution of a video (视频超分)
    ///
    /// Enlarges a video. At least one of `url` and `vid` must be given.
    ///
    /// The tool `lens-video-nnsr`, for short `upscale-video`. Source: the
    /// vendor's SDKs
    UpscaleVideo = "lens-video-nnsr"
}

impl UpscaleVideo {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> UpscaleVideo {
        UpscaleVideo(Arguments::default())
    }

    /// Address of the video.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> UpscaleVideo {
        self.0.text("url", url);
        self
    }

    /// The service's identifier of the video, in place of an address.
    #[must_use]
    pub fn vid(mut self, vid: impl Into<String>) -> UpscaleVideo {
        self.0.text("vid", vid);
        self
    }
}

impl Default for UpscaleVideo {
    fn default() -> UpscaleVideo {
        UpscaleVideo::new()
    }
}

tool! {
    /// Scores of a picture (图像评分)
    ///
    /// Scores the quality of a picture.
    ///
    /// The tool `lens-vida-single-pic`, for short `score-picture`. Source:
    /// the vendor's SDKs
    ScorePicture = "lens-vida-single-pic"
}

impl ScorePicture {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to score.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> ScorePicture {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        ScorePicture(arguments)
    }

    /// How it is scored. Known values: vida\_custom.
    #[must_use]
    pub fn vida_mode(mut self, vida_mode: impl Into<String>) -> ScorePicture {
        self.0.text("vida_mode", vida_mode);
        self
    }

    /// What is scored. Known values: score\_total\_ds.
    #[must_use]
    pub fn vida_enable_module(mut self, vida_enable_module: impl Into<String>) -> ScorePicture {
        self.0.text("vida_enable_module", vida_enable_module);
        self
    }
}

tool! {
    /// Picture corrected (图像矫正)
    ///
    /// Corrects a picture; the points of the transformation come with the
    /// details.
    ///
    /// The tool `image-correction`, for short `correct-picture`. Source:
    /// <https://www.volcengine.com/docs/6793/145404>
    CorrectPicture = "image-correction"
}

impl CorrectPicture {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to correct.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> CorrectPicture {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        CorrectPicture(arguments)
    }
}
