//! Pictures from words.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, choice, tool};

choice! {
    /// How the prompt is worked up.
    #[non_exhaustive]
    ReqSchedule {
        /// `general_v20_9B_pe`: For beauty.
        Aesthetic = "aesthetic",
        /// `general_v20_9B_rephraser`: The standard.
        Standard = "standard",
    }
}

tool! {
    /// General 3.0, text to image (通用 3.0 文生图)
    ///
    /// Makes a picture from a prompt, with good lettering and composition.
    ///
    /// The tool `high-aes-general-v30l-zt2i`, for short `general-3.0`.
    /// Source: <https://www.volcengine.com/docs/86081/1804549>,
    /// <https://www.volcengine.com/docs/85128/1526761>
    General30 = "high-aes-general-v30l-zt2i"
}

impl General30 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> General30 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        General30(arguments)
    }

    /// Whether the service expands the prompt first; recommended for short
    /// prompts. Default: false.
    #[must_use]
    pub fn use_pre_llm(mut self, use_pre_llm: bool) -> General30 {
        self.0.set("use_pre_llm", use_pre_llm);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> General30 {
        self.0.set("seed", seed);
        self
    }

    /// How closely the picture follows the words. From 1 to 10. Default: 2.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> General30 {
        self.0.set("scale", scale);
        self
    }

    /// Width of the picture in pixels. From 512 to 2048. Default: 1328.
    #[must_use]
    pub fn width(mut self, width: u32) -> General30 {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 512 to 2048. Default: 1328.
    #[must_use]
    pub fn height(mut self, height: u32) -> General30 {
        self.0.set("height", height);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> General30 {
        self.width(width).height(height)
    }
}

tool! {
    /// Jimeng 2.1, text to image (即梦 2.1 文生图)
    ///
    /// Makes a picture from a prompt, doubled in size by super-resolution.
    ///
    /// The tool `jimeng-high-aes-general-v21-l`, for short `jimeng-2.1`.
    /// Source: <https://www.volcengine.com/docs/86081/1804467>
    Jimeng21 = "jimeng-high-aes-general-v21-l"
}

impl Jimeng21 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> Jimeng21 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        Jimeng21(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Jimeng21 {
        self.0.set("seed", seed);
        self
    }

    /// Width in pixels before super-resolution, which doubles it. The
    /// vendor's page allows 256 to 768, other clients use up to 2048
    /// \[conflict\]: the wider range is accepted. From 256 to 2048. Default:
    /// 512.
    #[must_use]
    pub fn width(mut self, width: u32) -> Jimeng21 {
        self.0.set("width", width);
        self
    }

    /// Height in pixels before super-resolution, which doubles it. The
    /// vendor's page allows 256 to 768, other clients use up to 2048
    /// \[conflict\]: the wider range is accepted. From 256 to 2048. Default:
    /// 512.
    #[must_use]
    pub fn height(mut self, height: u32) -> Jimeng21 {
        self.0.set("height", height);
        self
    }

    /// Whether the service expands the prompt first; recommended for short
    /// prompts. Default: true.
    #[must_use]
    pub fn use_pre_llm(mut self, use_pre_llm: bool) -> Jimeng21 {
        self.0.set("use_pre_llm", use_pre_llm);
        self
    }

    /// Whether the picture is doubled in size by super-resolution. Default:
    /// true.
    #[must_use]
    pub fn use_sr(mut self, use_sr: bool) -> Jimeng21 {
        self.0.set("use_sr", use_sr);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> Jimeng21 {
        self.width(width).height(height)
    }
}

tool! {
    /// Jimeng 3.0, text to image (即梦 3.0 文生图)
    ///
    /// Makes a picture of up to 2K from a prompt.
    ///
    /// The tool `jimeng-t2i-v30`, for short `jimeng-3.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1616429>
    Jimeng30 = "jimeng-t2i-v30"
}

impl Jimeng30 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English. At most 800 characters.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> Jimeng30 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        Jimeng30(arguments)
    }

    /// Whether the service expands the prompt first; recommended for short
    /// prompts. Default: true.
    #[must_use]
    pub fn use_pre_llm(mut self, use_pre_llm: bool) -> Jimeng30 {
        self.0.set("use_pre_llm", use_pre_llm);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Jimeng30 {
        self.0.set("seed", seed);
        self
    }

    /// Size of the picture. Recommended: 1328x1328, 1472x1104, 1584x1056,
    /// 1664x936, 2016x864, or 2048x2048, 2304x1728, 2496x1664, 2560x1440,
    /// 3024x1296. From 262144 to 4194304 pixels in all. The long side at most
    /// 3 times the short one. Default: {"width": 1328, "height": 1328}.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Jimeng30 {
        self.0.size("size", (width, height));
        self
    }
}

tool! {
    /// Jimeng 3.1, text to image (即梦 3.1 文生图)
    ///
    /// Makes a picture of up to 2K from a prompt.
    ///
    /// The tool `jimeng-t2i-v31`, for short `jimeng-3.1`. Source:
    /// <https://www.volcengine.com/docs/85621/1756900>
    Jimeng31 = "jimeng-t2i-v31"
}

impl Jimeng31 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English. At most 800 characters.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> Jimeng31 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        Jimeng31(arguments)
    }

    /// Whether the service expands the prompt first; recommended for short
    /// prompts. Default: true.
    #[must_use]
    pub fn use_pre_llm(mut self, use_pre_llm: bool) -> Jimeng31 {
        self.0.set("use_pre_llm", use_pre_llm);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Jimeng31 {
        self.0.set("seed", seed);
        self
    }

    /// Size of the picture. Recommended: 1328x1328, 1472x1104, 1584x1056,
    /// 1664x936, 2016x864, or 2048x2048, 2304x1728, 2496x1664, 2560x1440,
    /// 3024x1296. From 262144 to 4194304 pixels in all. The long side at most
    /// 3 times the short one. Default: {"width": 1328, "height": 1328}.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Jimeng31 {
        self.0.size("size", (width, height));
        self
    }
}

tool! {
    /// Jimeng image 4.0 (即梦图片生成 4.0)
    ///
    /// Makes one picture or a set, up to 4K, from a prompt and any pictures
    /// given. The ratio of `size`, width to height, lies from `min-ratio` to
    /// `max-ratio`.
    ///
    /// The tool `jimeng-t2i-v40`, for short `jimeng-4.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1817045>
    Jimeng40 = "jimeng-t2i-v40"
}

impl Jimeng40 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English. A ratio, or a number of
    /// pictures, may be asked for in words. Avoid special characters such as
    /// `$`. At most 800 characters.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> Jimeng40 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        Jimeng40(arguments)
    }

    /// Pictures to edit or refer to; at most 6 are recommended. JPEG or PNG
    /// of at most 15 MB and 4096 pixels a side, with a ratio of width to
    /// height from 1:3 to 3:1. The vendor's page lists addresses only; files
    /// are taken too, as several clients report. At most 10 pictures. JPEG or
    /// PNG. At most 15 MB. At most 4096 pixels a side. The long side at most
    /// 3 times the short one.
    #[must_use]
    pub fn images(mut self, images: impl IntoIterator<Item = impl Into<Image>>) -> Jimeng40 {
        self.0.images("images", images);
        self
    }

    /// Random seed; -1 picks one. The vendor's page does not list it; one
    /// client reports that equal seeds give equal pictures \[unconfirmed\].
    /// At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Jimeng40 {
        self.0.set("seed", seed);
        self
    }

    /// Area of the picture in pixels: the model chooses the ratio. It has no
    /// effect beside `size`. From 1048576 to 16777216. Default: 4194304.
    #[must_use]
    pub fn area(mut self, area: u32) -> Jimeng40 {
        self.0.set("area", area);
        self
    }

    /// Size of the picture; overrides `area`. Recommended: 1024x1024, or
    /// 2048x2048, 2304x1728, 2496x1664, 2560x1440, 3024x1296, or 4096x4096,
    /// 4694x3520, 4992x3328, 5404x3040, 6198x2656. From 1048576 to 16777216
    /// pixels in all.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Jimeng40 {
        self.0.size("size", (width, height));
        self
    }

    /// How much the words count against the pictures given, with two
    /// decimals. From 0 to 1. Default: 0.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> Jimeng40 {
        self.0.set("scale", scale);
        self
    }

    /// Whether exactly one picture is made. Otherwise the model decides how
    /// many: at most 15 less those given, 9 or fewer recommended, each of
    /// them billed. A set of mixed resolutions can make the task fail.
    /// Default: false.
    #[must_use]
    pub fn force_single(mut self, force_single: bool) -> Jimeng40 {
        self.0.set("force_single", force_single);
        self
    }

    /// The least ratio of width to height. At least 0.0625, below 16.
    /// Default: 0.3333333333333333.
    #[must_use]
    pub fn min_ratio(mut self, min_ratio: f64) -> Jimeng40 {
        self.0.set("min_ratio", min_ratio);
        self
    }

    /// The greatest ratio of width to height. At least 0.0625, below 16.
    /// Default: 3.
    #[must_use]
    pub fn max_ratio(mut self, max_ratio: f64) -> Jimeng40 {
        self.0.set("max_ratio", max_ratio);
        self
    }

    /// Address that the service posts the result to. The output options are
    /// sent with the submission as well then, since the report is made by
    /// them. How often it is tried is \[unconfirmed\].
    #[must_use]
    pub fn callback_url(mut self, callback_url: impl Into<String>) -> Jimeng40 {
        self.0.text("callback_url", callback_url);
        self
    }
}

tool! {
    /// Jimeng image 4.6 (即梦图片生成 4.6)
    ///
    /// Makes one picture or a set, up to 4K, from a prompt and any pictures
    /// given. The ratio of `size`, width to height, lies from `min-ratio` to
    /// `max-ratio`.
    ///
    /// The tool `jimeng-seedream46-cvtob`, for short `jimeng-4.6`. Source:
    /// <https://www.volcengine.com/docs/85621/2275082>
    Jimeng46 = "jimeng-seedream46-cvtob"
}

impl Jimeng46 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English. A ratio, or a number of
    /// pictures, may be asked for in words. Avoid special characters such as
    /// `$`. At most 800 characters.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> Jimeng46 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        Jimeng46(arguments)
    }

    /// Pictures to edit or refer to. JPEG or PNG of at most 15 MB and 4096
    /// pixels a side. Sources differ on whether files are taken, or addresses
    /// only \[conflict\]: both are sent. At most 14 pictures. JPEG or PNG. At
    /// most 15 MB. At most 4096 pixels a side.
    #[must_use]
    pub fn images(mut self, images: impl IntoIterator<Item = impl Into<Image>>) -> Jimeng46 {
        self.0.images("images", images);
        self
    }

    /// Area of the picture in pixels: the model chooses the ratio. It has no
    /// effect beside `size`. From 1048576 to 16777216. Default: 4194304.
    #[must_use]
    pub fn area(mut self, area: u32) -> Jimeng46 {
        self.0.set("area", area);
        self
    }

    /// Size of the picture; overrides `area`. Recommended: 1024x1024, or
    /// 2048x2048, 2304x1728, 2496x1664, 2560x1440, 3024x1296, or 4096x4096,
    /// 4693x3520, 4992x3328, 5404x3040, 6197x2656. From 1048576 to 16777216
    /// pixels in all.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Jimeng46 {
        self.0.size("size", (width, height));
        self
    }

    /// How much the words count against the pictures given. From 1 to 100.
    /// Default: 50.
    #[must_use]
    pub fn scale(mut self, scale: u32) -> Jimeng46 {
        self.0.set("scale", scale);
        self
    }

    /// Whether exactly one picture is made. Otherwise the model decides how
    /// many: at most 15 less those given, 6 or fewer recommended, each of
    /// them billed. A set of mixed resolutions can make the task fail.
    /// Default: false.
    #[must_use]
    pub fn force_single(mut self, force_single: bool) -> Jimeng46 {
        self.0.set("force_single", force_single);
        self
    }

    /// The least ratio of width to height. At least 0.0625, below 16.
    /// Default: 0.3333333333333333.
    #[must_use]
    pub fn min_ratio(mut self, min_ratio: f64) -> Jimeng46 {
        self.0.set("min_ratio", min_ratio);
        self
    }

    /// The greatest ratio of width to height. Above 0.0625, at most 16.
    /// Default: 3.
    #[must_use]
    pub fn max_ratio(mut self, max_ratio: f64) -> Jimeng46 {
        self.0.set("max_ratio", max_ratio);
        self
    }

    /// Address that the service posts the result to. The output options are
    /// sent with the submission as well then, since the report is made by
    /// them. How often it is tried is \[unconfirmed\].
    #[must_use]
    pub fn callback_url(mut self, callback_url: impl Into<String>) -> Jimeng46 {
        self.0.text("callback_url", callback_url);
        self
    }
}

tool! {
    /// General 2.0S, text to image (通用 2.0S 文生图)
    ///
    /// Makes a picture from a prompt.
    ///
    /// The tool `high-aes-general-v20`, for short `general-2.0`. Source:
    /// <https://www.volcengine.com/docs/6791/1339374>,
    /// <https://www.volcengine.com/docs/6791/1347773>
    General20 = "high-aes-general-v20"
}

impl General20 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> General20 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        General20(arguments)
    }

    /// Version of the model. The vendor's SDK insists on it, many clients
    /// leave it out \[conflict\]: it may be absent. Known values:
    /// general\_v2.0.
    #[must_use]
    pub fn model_version(mut self, model_version: impl Into<String>) -> General20 {
        self.0.text("model_version", model_version);
        self
    }

    /// Whether the service rewrites the prompt first.
    #[must_use]
    pub fn use_rephraser(mut self, use_rephraser: bool) -> General20 {
        self.0.set("use_rephraser", use_rephraser);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> General20 {
        self.0.set("seed", seed);
        self
    }

    /// How closely the picture follows the words. From 1 to 10. Default: 3.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> General20 {
        self.0.set("scale", scale);
        self
    }

    /// Number of sampling steps. From 1 to 50. Default: 16.
    #[must_use]
    pub fn ddim_steps(mut self, ddim_steps: u32) -> General20 {
        self.0.set("ddim_steps", ddim_steps);
        self
    }

    /// Width of the picture in pixels. From 256 to 768. Default: 512.
    #[must_use]
    pub fn width(mut self, width: u32) -> General20 {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 256 to 768. Default: 512.
    #[must_use]
    pub fn height(mut self, height: u32) -> General20 {
        self.0.set("height", height);
        self
    }

    /// Whether the picture is doubled in size by super-resolution; the
    /// vendor's samples say so.
    #[must_use]
    pub fn use_sr(mut self, use_sr: bool) -> General20 {
        self.0.set("use_sr", use_sr);
        self
    }

    /// What the picture should not show. Seen in clients only
    /// \[unconfirmed\].
    #[must_use]
    pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> General20 {
        self.0.text("negative_prompt", negative_prompt);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> General20 {
        self.width(width).height(height)
    }
}

tool! {
    /// General 2.0L, text to image (通用 2.0L 文生图)
    ///
    /// Makes a picture from a prompt.
    ///
    /// The tool `high-aes-general-v20-l`, for short `general-2.0-l`. Source:
    /// <https://www.volcengine.com/docs/6791/1339374>,
    /// <https://www.volcengine.com/docs/6791/1359424>
    General20L = "high-aes-general-v20-l"
}

impl General20L {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> General20L {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        General20L(arguments)
    }

    /// Version of the model. The vendor's SDK insists on it, many clients
    /// leave it out \[conflict\]: it may be absent. Known values:
    /// general\_v2.0\_L.
    #[must_use]
    pub fn model_version(mut self, model_version: impl Into<String>) -> General20L {
        self.0.text("model_version", model_version);
        self
    }

    /// How the prompt is worked up. The vendor's SDK insists on it, the
    /// vendor's quick examples leave it out \[conflict\]: it may be absent.
    /// Default: general\_v20\_9B\_pe.
    #[must_use]
    pub fn req_schedule_conf(mut self, req_schedule_conf: ReqSchedule) -> General20L {
        self.0.set("req_schedule_conf", req_schedule_conf.as_str());
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> General20L {
        self.0.set("seed", seed);
        self
    }

    /// How closely the picture follows the words. From 1 to 10. Default: 3.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> General20L {
        self.0.set("scale", scale);
        self
    }

    /// Number of sampling steps. From 1 to 50. Default: 16.
    #[must_use]
    pub fn ddim_steps(mut self, ddim_steps: u32) -> General20L {
        self.0.set("ddim_steps", ddim_steps);
        self
    }

    /// Width of the picture in pixels. From 256 to 768. Default: 512.
    #[must_use]
    pub fn width(mut self, width: u32) -> General20L {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 256 to 768. Default: 512.
    #[must_use]
    pub fn height(mut self, height: u32) -> General20L {
        self.0.set("height", height);
        self
    }

    /// Whether the picture is doubled in size by super-resolution; the
    /// vendor's samples say so.
    #[must_use]
    pub fn use_sr(mut self, use_sr: bool) -> General20L {
        self.0.set("use_sr", use_sr);
        self
    }

    /// What the picture should not show. Seen in clients only
    /// \[unconfirmed\].
    #[must_use]
    pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> General20L {
        self.0.text("negative_prompt", negative_prompt);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> General20L {
        self.width(width).height(height)
    }
}

tool! {
    /// General 2.1L, text to image (通用 2.1L 文生图)
    ///
    /// Makes a picture from a prompt.
    ///
    /// The tool `high-aes-general-v21-l`, for short `general-2.1`. Source:
    /// <https://www.volcengine.com/docs/6791/1339374>
    General21 = "high-aes-general-v21-l"
}

impl General21 {
    /// A value with its required arguments.
    ///
    /// `prompt`: What to make, in Chinese or English.
    #[must_use]
    pub fn new(prompt: impl Into<String>) -> General21 {
        let mut arguments = Arguments::default();
        arguments.text("prompt", prompt);
        General21(arguments)
    }

    /// Version of the model. Known values: general\_v2.1\_L.
    #[must_use]
    pub fn model_version(mut self, model_version: impl Into<String>) -> General21 {
        self.0.text("model_version", model_version);
        self
    }

    /// How the prompt is worked up. Default: general\_v20\_9B\_pe.
    #[must_use]
    pub fn req_schedule_conf(mut self, req_schedule_conf: ReqSchedule) -> General21 {
        self.0.set("req_schedule_conf", req_schedule_conf.as_str());
        self
    }

    /// Whether the service expands the prompt first; recommended for short
    /// prompts. Default: false.
    #[must_use]
    pub fn use_pre_llm(mut self, use_pre_llm: bool) -> General21 {
        self.0.set("use_pre_llm", use_pre_llm);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> General21 {
        self.0.set("seed", seed);
        self
    }

    /// How closely the picture follows the words. From 1 to 10. Default: 3.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> General21 {
        self.0.set("scale", scale);
        self
    }

    /// Number of sampling steps; at most 50 are recommended. From 1 to 200.
    /// Default: 25.
    #[must_use]
    pub fn ddim_steps(mut self, ddim_steps: u32) -> General21 {
        self.0.set("ddim_steps", ddim_steps);
        self
    }

    /// Width of the picture in pixels. From 256 to 768. Default: 512.
    #[must_use]
    pub fn width(mut self, width: u32) -> General21 {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 256 to 768. Default: 512.
    #[must_use]
    pub fn height(mut self, height: u32) -> General21 {
        self.0.set("height", height);
        self
    }

    /// Whether the picture is doubled in size by super-resolution; the
    /// vendor's samples say so.
    #[must_use]
    pub fn use_sr(mut self, use_sr: bool) -> General21 {
        self.0.set("use_sr", use_sr);
        self
    }

    /// What the picture should not show. Seen in clients only
    /// \[unconfirmed\].
    #[must_use]
    pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> General21 {
        self.0.text("negative_prompt", negative_prompt);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> General21 {
        self.width(width).height(height)
    }
}
