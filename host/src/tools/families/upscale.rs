//! Larger, cleaner and better scored images and videos.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{choices, reports, tools};

choices! {
    /// How large the result is.
    TargetResolution {
        /// `4k`: 4K.
        K4 = "k4",
        /// `8k`: 8K.
        K8 = "k8",
    }
    /// Which model does it.
    ModelQuality {
        /// `HQ`: High quality.
        Hq = "hq",
        /// `MQ`: Medium quality, which is recommended.
        Mq = "mq",
        /// `LQ`: Low quality.
        Lq = "lq",
    }
    /// The bound of the resolution.
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

reports! {
    /// Scores of an image; their ranges are not stated.
    PictureScores = "lens-vida-single-pic" {
        /// Brightness.
        brightness: f64,
        /// Contrast.
        contrast: f64,
        /// Whether it has black edges.
        has_black_edge: bool,
        /// Whether it shows a night.
        is_night: bool,
        /// Whether its background is plain.
        is_pure_background: bool,
        /// Over-exposure.
        over_exposure: f64,
        /// Beauty, by the second model.
        score_aesthetics_v2: f64,
        /// Detail.
        score_detail: f64,
        /// Faces.
        score_face: f64,
        /// Luma.
        score_luma: f64,
        /// The total.
        score_total: f64,
    }
}

tools! {
    /// Jimeng, smart upscaling (即梦智能超清)
    ///
    /// Enlarges an image to 4K or 8K.
    ///
    /// The tool `jimeng-i2i-seed3-tilesr-cvtob`, for short `jimeng-upscale`. Source: independent
    /// clients
    JimengUpscale = "jimeng-i2i-seed3-tilesr-cvtob": new(
        /// The image to enlarge. At most 4.7 MB. At most 4096 pixels a side. The long side at most
        /// 3 times the short one.
        image: Image,
    ) set(
        /// How large the result is. Default: 4k.
        resolution: TargetResolution,
        /// How much detail is added. From 0 to 100. Default: 50.
        scale: u32,
    );
    /// Super-resolution of an image, second model (图片超分（第二代）)
    ///
    /// Enlarges and cleans an image.
    ///
    /// The tool `lens-nnsr2-pic-common`, for short `upscale`. Source: the vendor's SDKs
    Upscale = "lens-nnsr2-pic-common": new(
        /// The image to enlarge.
        image: Image,
        /// Which model does it; MQ is recommended.
        model_quality: ModelQuality,
    ) set(
        /// Type of the file: 0 for PNG, 1 for JPEG. One of 0, 1. Default: 0.
        result_format: u32,
        /// Quality of a JPEG. From 0 to 100. Default: 95.
        jpg_quality: u32,
    );
    /// Photo enhanced (照片画质增强)
    ///
    /// Improves the quality of a photo.
    ///
    /// The tool `lens-lqir`, for short `enhance`. Source:
    /// <https://www.volcengine.com/docs/6793/145398>
    Enhance = "lens-lqir": new(
        /// The photo to improve.
        image: Image,
    ) set(
        /// The bound of the resolution; the vendor's SDK for Java sends 720p.
        resolution_boundary: ResolutionBoundary,
        /// Whether HDR is applied. Default: false.
        enable_hdr: bool,
        /// Whether the white balance is corrected. Default: false.
        enable_wb: bool,
        /// Type of the file: 0 for PNG, 1 for JPEG. One of 0, 1.
        result_format: u32,
        /// Quality of a JPEG. Default: 95.
        jpg_quality: i32,
        /// Strength of HDR. Default: 1.0.
        hdr_strength: f64,
    );
    /// Photo converted (照片转换)
    ///
    /// Converts a photo, in colour if that is asked for.
    ///
    /// The tool `lens-opr`, for short `convert-photo`. Source: the vendor's SDKs
    ConvertPhoto = "lens-opr": new(
        /// The photo to convert.
        image: Image,
    ) set(
        /// Whether colour is dealt with; the vendor's SDK for Java sends 1.
        if_color: i32,
    );
    /// Super-resolution of an image (图片超分)
    ///
    /// Enlarges an image.
    ///
    /// The tool `lens-vida-nnsr`, for short `over-resolution`. Source: the vendor's SDKs
    OverResolution = "lens-vida-nnsr": new(
        /// The image to enlarge.
        image: Image,
    ) set();
    /// Super-resolution of a video (视频超分)
    ///
    /// Enlarges a video. At least one of `url` and `vid` must be given.
    ///
    /// The tool `lens-video-nnsr`, for short `upscale-video`. Source: the vendor's SDKs
    UpscaleVideo = "lens-video-nnsr": new() set(
        /// Address of the video.
        url: Text,
        /// The service's identifier of the video, in place of a URL.
        vid: Text,
    );
    /// Scores of an image (图片评分)
    ///
    /// Scores the quality of an image.
    ///
    /// It answers with facts: [`PictureScores`].
    ///
    /// The tool `lens-vida-single-pic`, for short `score-picture`. Source: the vendor's SDKs
    ScorePicture = "lens-vida-single-pic": new(
        /// The image to score.
        image: Image,
    ) set(
        /// Scoring mode. Known values: vida\_custom.
        vida_mode: Text,
        /// Scores to return. Known values: score\_total\_ds.
        vida_enable_module: Text,
    );
    /// Image corrected (图片矫正)
    ///
    /// Corrects an image; the points of the transformation come with the details.
    ///
    /// The tool `image-correction`, for short `correct-picture`. Source:
    /// <https://www.volcengine.com/docs/6793/145404>
    CorrectPicture = "image-correction": new(
        /// The image to correct.
        image: Image,
    ) set();
}
