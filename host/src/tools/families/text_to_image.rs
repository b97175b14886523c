//! Images from words.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{choices, tools};

choices! {
    /// How the prompt is expanded.
    ReqSchedule {
        /// `general_v20_9B_pe`: For beauty.
        Aesthetic = "aesthetic",
        /// `general_v20_9B_rephraser`: The standard.
        Standard = "standard",
    }
}

tools! {
    /// General 3.0, text to image (通用 3.0 文生图)
    ///
    /// Makes an image from a prompt, with good lettering and composition.
    ///
    /// The tool `high-aes-general-v30l-zt2i`, for short `general-3.0`. Source:
    /// <https://www.volcengine.com/docs/86081/1804549>,
    /// <https://www.volcengine.com/docs/85128/1526761>
    General30 = "high-aes-general-v30l-zt2i": new(
        /// What to make, in Chinese or English.
        prompt: Text,
    ) set(
        /// Whether the service expands the prompt first; recommended for short prompts. Default:
        /// false.
        use_pre_llm: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How closely the image follows the prompt. From 1 to 10. Default: 2.5.
        scale: f64,
        /// Width of the image in pixels. From 512 to 2048. Default: 1328.
        width: u32,
        /// Height of the image in pixels. From 512 to 2048. Default: 1328.
        height: u32,
    ) size;
    /// Jimeng 2.1, text to image (即梦 2.1 文生图)
    ///
    /// Makes an image from a prompt, doubled in size by super-resolution.
    ///
    /// The tool `jimeng-high-aes-general-v21-l`, for short `jimeng-2.1`. Source:
    /// <https://www.volcengine.com/docs/86081/1804467>
    Jimeng21 = "jimeng-high-aes-general-v21-l": new(
        /// What to make, in Chinese or English.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Width in pixels before super-resolution, which doubles it. The vendor's page allows 256
        /// to 768, other clients use up to 2048 (sources differ): the wider range is accepted. From
        /// 256 to 2048. Default: 512.
        width: u32,
        /// Height in pixels before super-resolution, which doubles it. The vendor's page allows 256
        /// to 768, other clients use up to 2048 (sources differ): the wider range is accepted. From
        /// 256 to 2048. Default: 512.
        height: u32,
        /// Whether the service expands the prompt first; recommended for short prompts. Default:
        /// true.
        use_pre_llm: bool,
        /// Whether the image is doubled in size by super-resolution. Default: true.
        use_sr: bool,
    ) size;
    /// Jimeng 3.0, text to image (即梦 3.0 文生图)
    ///
    /// Makes an image of up to 2K from a prompt.
    ///
    /// The tool `jimeng-t2i-v30`, for short `jimeng-3.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1616429>
    Jimeng30 = "jimeng-t2i-v30": new(
        /// What to make, in Chinese or English. At most 800 characters.
        prompt: Text,
    ) set(
        /// Whether the service expands the prompt first; recommended for short prompts. Default:
        /// true.
        use_pre_llm: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Size of the image. Recommended: 1328x1328, 1472x1104, 1584x1056, 1664x936, 2016x864, or
        /// 2048x2048, 2304x1728, 2496x1664, 2560x1440, 3024x1296. From 262144 to 4194304 pixels in
        /// all. The long side at most 3 times the short one. Default: {"width": 1328, "height":
        /// 1328}.
        size: Size,
    );
    /// Jimeng 3.1, text to image (即梦 3.1 文生图)
    ///
    /// Makes an image of up to 2K from a prompt.
    ///
    /// The tool `jimeng-t2i-v31`, for short `jimeng-3.1`. Source:
    /// <https://www.volcengine.com/docs/85621/1756900>
    Jimeng31 = "jimeng-t2i-v31": new(
        /// What to make, in Chinese or English. At most 800 characters.
        prompt: Text,
    ) set(
        /// Whether the service expands the prompt first; recommended for short prompts. Default:
        /// true.
        use_pre_llm: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Size of the image. Recommended: 1328x1328, 1472x1104, 1584x1056, 1664x936, 2016x864, or
        /// 2048x2048, 2304x1728, 2496x1664, 2560x1440, 3024x1296. From 262144 to 4194304 pixels in
        /// all. The long side at most 3 times the short one. Default: {"width": 1328, "height":
        /// 1328}.
        size: Size,
    );
    /// Jimeng image 4.0 (即梦图片生成 4.0)
    ///
    /// Makes one image or a set, up to 4K, from a prompt and any images given. The ratio of `size`,
    /// width to height, lies from `min-ratio` to `max-ratio`.
    ///
    /// The tool `jimeng-t2i-v40`, for short `jimeng-4.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1817045>
    Jimeng40 = "jimeng-t2i-v40": new(
        /// What to make, in Chinese or English. A ratio, or a number of images, can be requested in
        /// the prompt. Avoid special characters such as `$`. At most 800 characters.
        prompt: Text,
    ) set(
        /// Images to edit or refer to; at most 6 are recommended. JPEG or PNG of at most 15 MB and
        /// 4096 pixels a side, with a ratio of width to height from 1:3 to 3:1. The vendor's page
        /// lists URLs only; files are taken too, as several clients report. At most 10 pictures.
        /// JPEG or PNG. At most 15 MB. At most 4096 pixels a side. The long side at most 3 times
        /// the short one.
        images: [Image],
        /// Random seed; -1 picks one at random. The vendor's page does not list it; one client
        /// reports that equal seeds give equal images (not confirmed). At least -1. Default: -1.
        seed: i64,
        /// Area of the image in pixels; the model chooses the ratio. Ignored if `size` is given.
        /// From 1048576 to 16777216. Default: 4194304.
        area: u32,
        /// Size of the image; overrides `area`. Recommended: 1024x1024, or 2048x2048, 2304x1728,
        /// 2496x1664, 2560x1440, 3024x1296, or 4096x4096, 4694x3520, 4992x3328, 5404x3040,
        /// 6198x2656. From 1048576 to 16777216 pixels in all.
        size: Size,
        /// Weight of the prompt relative to the images, with two decimals. From 0 to 1. Default:
        /// 0.5.
        scale: f64,
        /// Make exactly one image. Otherwise the model decides how many, up to 15 minus the number
        /// of input images; each is billed. At most 9 are recommended; mixed resolutions can make
        /// the task fail. Default: false.
        force_single: bool,
        /// Minimum ratio of width to height. At least 0.0625, below 16. Default:
        /// 0.3333333333333333.
        min_ratio: f64,
        /// Maximum ratio of width to height. At least 0.0625, below 16. Default: 3.
        max_ratio: f64,
        /// Callback URL that the service posts the result to. The output options are then also sent
        /// with the submission. The number of retries is not confirmed.
        callback_url: Text,
    );
    /// Jimeng image 4.6 (即梦图片生成 4.6)
    ///
    /// Makes one image or a set, up to 4K, from a prompt and any images given. The ratio of `size`,
    /// width to height, lies from `min-ratio` to `max-ratio`.
    ///
    /// The tool `jimeng-seedream46-cvtob`, for short `jimeng-4.6`. Source:
    /// <https://www.volcengine.com/docs/85621/2275082>
    Jimeng46 = "jimeng-seedream46-cvtob": new(
        /// What to make, in Chinese or English. A ratio, or a number of images, can be requested in
        /// the prompt. Avoid special characters such as `$`. At most 800 characters.
        prompt: Text,
    ) set(
        /// Images to edit or refer to. JPEG or PNG of at most 15 MB and 4096 pixels a side. Sources
        /// differ on whether files are taken, or URLs only (sources differ): both are sent. At most
        /// 14 pictures. JPEG or PNG. At most 15 MB. At most 4096 pixels a side.
        images: [Image],
        /// Area of the image in pixels; the model chooses the ratio. Ignored if `size` is given.
        /// From 1048576 to 16777216. Default: 4194304.
        area: u32,
        /// Size of the image; overrides `area`. Recommended: 1024x1024, or 2048x2048, 2304x1728,
        /// 2496x1664, 2560x1440, 3024x1296, or 4096x4096, 4693x3520, 4992x3328, 5404x3040,
        /// 6197x2656. From 1048576 to 16777216 pixels in all.
        size: Size,
        /// Weight of the prompt relative to the images. From 1 to 100. Default: 50.
        scale: u32,
        /// Make exactly one image. Otherwise the model decides how many, up to 15 minus the number
        /// of input images; each is billed. At most 6 are recommended; mixed resolutions can make
        /// the task fail. Default: false.
        force_single: bool,
        /// Minimum ratio of width to height. At least 0.0625, below 16. Default:
        /// 0.3333333333333333.
        min_ratio: f64,
        /// Maximum ratio of width to height. Above 0.0625, at most 16. Default: 3.
        max_ratio: f64,
        /// Callback URL that the service posts the result to. The output options are then also sent
        /// with the submission. The number of retries is not confirmed.
        callback_url: Text,
    );
    /// General 2.0S, text to image (通用 2.0S 文生图)
    ///
    /// Makes an image from a prompt.
    ///
    /// The tool `high-aes-general-v20`, for short `general-2.0`. Source:
    /// <https://www.volcengine.com/docs/6791/1339374>,
    /// <https://www.volcengine.com/docs/6791/1347773>
    General20 = "high-aes-general-v20": new(
        /// What to make, in Chinese or English.
        prompt: Text,
    ) set(
        /// Version of the model. The vendor's SDK insists on it, many clients leave it out (sources
        /// differ): it may be absent. Known values: general\_v2.0.
        model_version: Text,
        /// Whether the service rewrites the prompt first.
        use_rephraser: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How closely the image follows the prompt. From 1 to 10. Default: 3.5.
        scale: f64,
        /// Number of sampling steps. From 1 to 50. Default: 16.
        ddim_steps: u32,
        /// Width of the image in pixels. From 256 to 768. Default: 512.
        width: u32,
        /// Height of the image in pixels. From 256 to 768. Default: 512.
        height: u32,
        /// Whether the image is doubled in size by super-resolution; the vendor's samples say so.
        use_sr: bool,
        /// What the image should not show. Seen in clients only (not confirmed).
        negative_prompt: Text,
    ) size;
    /// General 2.0L, text to image (通用 2.0L 文生图)
    ///
    /// Makes an image from a prompt.
    ///
    /// The tool `high-aes-general-v20-l`, for short `general-2.0-l`. Source:
    /// <https://www.volcengine.com/docs/6791/1339374>,
    /// <https://www.volcengine.com/docs/6791/1359424>
    General20L = "high-aes-general-v20-l": new(
        /// What to make, in Chinese or English.
        prompt: Text,
    ) set(
        /// Version of the model. The vendor's SDK insists on it, many clients leave it out (sources
        /// differ): it may be absent. Known values: general\_v2.0\_L.
        model_version: Text,
        /// How the prompt is expanded. The vendor's SDK insists on it, the vendor's quick examples
        /// leave it out (sources differ): it may be absent. Default: general\_v20\_9B\_pe.
        req_schedule_conf: ReqSchedule,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How closely the image follows the prompt. From 1 to 10. Default: 3.5.
        scale: f64,
        /// Number of sampling steps. From 1 to 50. Default: 16.
        ddim_steps: u32,
        /// Width of the image in pixels. From 256 to 768. Default: 512.
        width: u32,
        /// Height of the image in pixels. From 256 to 768. Default: 512.
        height: u32,
        /// Whether the image is doubled in size by super-resolution; the vendor's samples say so.
        use_sr: bool,
        /// What the image should not show. Seen in clients only (not confirmed).
        negative_prompt: Text,
    ) size;
    /// General 2.1L, text to image (通用 2.1L 文生图)
    ///
    /// Makes an image from a prompt.
    ///
    /// The tool `high-aes-general-v21-l`, for short `general-2.1`. Source:
    /// <https://www.volcengine.com/docs/6791/1339374>
    General21 = "high-aes-general-v21-l": new(
        /// What to make, in Chinese or English.
        prompt: Text,
    ) set(
        /// Version of the model. Known values: general\_v2.1\_L.
        model_version: Text,
        /// How the prompt is expanded. Default: general\_v20\_9B\_pe.
        req_schedule_conf: ReqSchedule,
        /// Whether the service expands the prompt first; recommended for short prompts. Default:
        /// false.
        use_pre_llm: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How closely the image follows the prompt. From 1 to 10. Default: 3.5.
        scale: f64,
        /// Number of sampling steps; at most 50 are recommended. From 1 to 200. Default: 25.
        ddim_steps: u32,
        /// Width of the image in pixels. From 256 to 768. Default: 512.
        width: u32,
        /// Height of the image in pixels. From 256 to 768. Default: 512.
        height: u32,
        /// Whether the image is doubled in size by super-resolution; the vendor's samples say so.
        use_sr: bool,
        /// What the image should not show. Seen in clients only (not confirmed).
        negative_prompt: Text,
    ) size;
}
