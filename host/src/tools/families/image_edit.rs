//! Images edited by instructions.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{choices, records, tools};

choices! {
    /// Aspect of the image that is followed.
    ControlnetType {
        /// `canny`: Its edges.
        Canny = "canny",
        /// `depth`: Its depth.
        Depth = "depth",
        /// `pose`: Its poses.
        Pose = "pose",
    }
}

records! {
    /// An image that the result keeps to.
    Controlnet: new() set(
        /// Aspect of the image that is followed.
        r#type: ControlnetType,
        /// How closely the image follows it. Above 0, at most 1.
        strength: f64,
        /// Place of the image in the list of images; whether the first is 0 is not confirmed. At
        /// least 0.
        binary_data_index: u32,
    );
    /// An image that the result keeps to.
    XlControlnet: new() set(
        /// Aspect of the image that is followed.
        r#type: ControlnetType,
        /// How closely the image follows it. Above 0, at most 1. Default: 0.4.
        strength: f64,
        /// Place of the image in the list of images; whether the first is 0 is not confirmed. At
        /// least 0.
        binary_data_index: u32,
    );
    /// An image whose style or character is taken over.
    StyleReference: new() set(
        /// How much its character counts. Default: 0.2.
        id_weight: f64,
        /// How much its style counts. Default: 0.0.
        style_weight: f64,
        /// Place of the image in the list of images; whether the first is 0 is not confirmed. At
        /// least 0.
        binary_data_index: u32,
    );
    /// An image for the service's `etta` step; its effect is not documented.
    Etta: new() set(
        /// Place of the image in the list of images; whether the first is 0 is not confirmed. At
        /// least 0.
        binary_data_index: u32,
    );
}

tools! {
    /// SeedEdit 3.0 (SeedEdit 3.0 图片编辑)
    ///
    /// Changes an image as an instruction says.
    ///
    /// The tool `seededit-v30`, for short `seededit-3.0`. Source: the plugin volcengine\_ai 0.0.1
    /// and independent clients
    Seededit30 = "seededit-v30": new(
        /// The image to change. Clients keep it to about 5 MB (not confirmed).
        image: Image,
        /// What to change, in Chinese or English.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Weight of the prompt relative to the image. From 0 to 1. Default: 0.5.
        scale: f64,
    );
    /// Jimeng 3.0, image to image (即梦 3.0 图生图)
    ///
    /// Changes an image as one instruction says, or takes it as a reference.
    ///
    /// The tool `jimeng-i2i-v30`, for short `jimeng-i2i-3.0`. Source: independent clients and
    /// copies of the vendor's page
    JimengI2i30 = "jimeng-i2i-v30": new(
        /// The image to change: JPEG (preferred) or PNG of at most 4.7 MB and 4096 pixels a side,
        /// the long side at most 3 times the short one. JPEG or PNG. At most 4.7 MB. At most 4096
        /// pixels a side. The long side at most 3 times the short one.
        image: Image,
        /// What to change: one instruction a call, in Chinese or English. At most 800 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Weight of the prompt relative to the image. From 0 to 1. Default: 0.5.
        scale: f64,
        /// Size of the image; delivered in multiples of 16 from 512 to 1536. Sizes far below 1024
        /// can give a black image. Each side from 512 to 2016. Default: {"width": 1328, "height":
        /// 1328}.
        size: Size,
    );
    /// General 3.0, keeping a character (通用 3.0 角色特征保持)
    ///
    /// Makes an image that keeps the character of another.
    ///
    /// The tool `seed3l-single-ip`, for short `general-3.0-character`. Source:
    /// <https://www.volcengine.com/docs/86081/1804562>
    General30Character = "seed3l-single-ip": new(
        /// The image that shows the character.
        image: Image,
        /// What to make, in Chinese or English.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Width of the image in pixels. Samples use 1024; the range, presumably 512 to 2048, is
        /// not confirmed. At least 1.
        width: u32,
        /// Height of the image in pixels. Samples use 1024; the range, presumably 512 to 2048, is
        /// not confirmed. At least 1.
        height: u32,
        /// Whether the service rewrites the prompt first.
        use_rephraser: bool,
    ) size;
    /// SeedEdit 2.0 (SeedEdit 2.0 图片编辑)
    ///
    /// Changes an image as an instruction says.
    ///
    /// The tool `byteedit-v20`, for short `seededit-2.0`. Source:
    /// <https://www.volcengine.com/docs/6791/1384311>
    Seededit20 = "byteedit-v20": new(
        /// The image to change. Clients keep it to about 5 MB (not confirmed).
        image: Image,
        /// What to change, in Chinese or English.
        prompt: Text,
    ) set(
        /// What the image should not show.
        negative_prompt: Text,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Weight of the prompt relative to the image. From 0 to 1. Default: 0.5.
        scale: f64,
    );
    /// General 2.0, keeping a character (通用 2.0 角色特征保持)
    ///
    /// Makes an image that keeps the character of another.
    ///
    /// The tool `high-aes-ip-v20`, for short `general-2.0-character`. Source: independent clients
    /// and the vendor's SDKs
    General20Character = "high-aes-ip-v20": new(
        /// The image that shows the character.
        image: Image,
        /// What to make, in Chinese or English.
        prompt: Text,
    ) set(
        /// A switch of the service; its effect is not documented. Default: true.
        desc_pushback: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How closely the image follows the prompt. From 1 to 10. Default: 3.5.
        scale: f64,
        /// Number of sampling steps. From 1 to 200. Default: 9.
        ddim_steps: u32,
        /// Width of the image in pixels. From 256 to 768. Default: 512.
        width: u32,
        /// Height of the image in pixels. From 256 to 768. Default: 512.
        height: u32,
        /// Rescaling of the prompt guidance. Default: 0.7.
        cfg_rescale: f64,
        /// How much the image counts. From 0 to 1. Default: 0.7.
        ref_ip_weight: f64,
        /// How much the person's identity counts; 0.2 to 0.4 is recommended. From 0 to 1. Default:
        /// 0.36.
        ref_id_weight: f64,
        /// Whether the image is enlarged by super-resolution. Default: true.
        use_sr: bool,
    ) size;
    /// General 2.0, controlled by images (通用 2.0 可控图生图)
    ///
    /// Makes an image that keeps to the edges, depth or poses of another.
    ///
    /// The tool `high-aes-scheduler-svr-controlnet-v20`, for short `general-2.0-controlnet`.
    /// Source: <https://www.volcengine.com/docs/6791/1424608>
    General20Controlnet = "high-aes-scheduler-svr-controlnet-v20": new(
        /// The images that `controlnet-args` refers to. At least 1 pictures.
        images: [Image],
    ) set(
        /// Version of the model. Known values: general\_controlnet\_v2.0.
        model_version: Text,
        /// What the image should become, in Chinese or English.
        prompt: Text,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How closely the image follows the prompt. From 1 to 30. Default: 3.0.
        scale: f64,
        /// Number of sampling steps. From 1 to 50. Default: 16.
        ddim_steps: u32,
        /// Whether the service rewrites the prompt first. Default: true.
        use_rephraser: bool,
        /// Whether the image is enlarged by super-resolution. Default: true.
        use_sr: bool,
        /// Random seed of the super-resolution; -1 picks one at random. At least -1. Default: -1.
        sr_seed: i64,
        /// Strength of the super-resolution. Default: 0.4.
        sr_strength: f64,
        /// How closely the super-resolution follows the prompt. From 1 to 30. Default: 3.5.
        sr_scale: f64,
        /// Number of sampling steps of the super-resolution. From 1 to 50. Default: 10.
        sr_steps: u32,
        /// How the images are followed.
        controlnet_args: [Controlnet],
    );
    /// XL, image to image (XL 图生图)
    ///
    /// Makes an image after the edges, depth, poses, style or character of others.
    ///
    /// The tool `i2i-xl-sft`, for short `xl-i2i`. Source:
    /// <https://www.volcengine.com/docs/6791/1330203>
    XlI2i = "i2i-xl-sft": new(
        /// The images that the arguments below refer to. At least 1 pictures.
        images: [Image],
    ) set(
        /// What the image should become, in Chinese or English.
        prompt: Text,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Number of sampling steps. From 1 to 50. Default: 20.
        ddim_steps: u32,
        /// How closely the image follows the prompt. From 1 to 30. Default: 7.0.
        scale: f64,
        /// How the images are followed.
        controlnet_args: [XlControlnet],
        /// Whose style or character is taken over.
        style_reference_args: StyleReference,
        /// An image for the service's `etta` step; its effect is not documented.
        etta_args: Etta,
    );
    /// Doodle to image (AI 涂鸦)
    ///
    /// Turns a doodle into an image, as a prompt says.
    ///
    /// The tool `img2img-ai-doodle-dreamina`, for short `doodle`. Source: independent clients
    Doodle = "img2img-ai-doodle-dreamina": new(
        /// The doodle.
        image: Image,
    ) set(
        /// What the image should become, in Chinese or English.
        prompt: Text,
        /// How closely the image follows the prompt. From 0.1 to 10. Default: 3.0.
        cfg: f64,
        /// How much the doodle is changed. Above 0.1, at most 1. Default: 0.9925.
        strength: f64,
        /// Number of sampling steps. From 1 to 8. Default: 4.
        steps: u32,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1.
        seed: i64,
        /// Width of the image in pixels. From 512 to 2048.
        width: u32,
        /// Height of the image in pixels. From 512 to 2048.
        height: u32,
        /// How closely the lines of the doodle are kept to. Default: 1.
        controlnet_conditioning_scale: f64,
    ) size;
    /// Background replaced (背景替换)
    ///
    /// Paints a background behind something cut out.
    ///
    /// The tool `img2img-bgpaint-light`, for short `background`. Source: independent clients
    Background = "img2img-bgpaint-light": new(
        /// The image of what was cut out.
        image: Image,
    ) set(
        /// What the background should show, in Chinese or English.
        prompt: Text,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// How much the two are blended. Default: 0.5.
        blend: f64,
        /// Number of sampling steps. At least 1. Default: 25.
        num_steps: u32,
    );
}
