//! Pictures edited by words.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, choice, record, tool};

choice! {
    /// What of the picture is kept to.
    #[non_exhaustive]
    ControlnetType {
        /// `canny`: Its edges.
        Canny = "canny",
        /// `depth`: Its depth.
        Depth = "depth",
        /// `pose`: Its poses.
        Pose = "pose",
    }
}

record! {
    /// A picture that the result keeps to.
    Controlnet
}

impl Controlnet {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> Controlnet {
        Controlnet(Arguments::default())
    }

    /// What of the picture is kept to.
    #[must_use]
    pub fn r#type(mut self, r#type: ControlnetType) -> Controlnet {
        self.0.set("type", r#type.as_str());
        self
    }

    /// How closely it is kept to. Above 0, at most 1.
    #[must_use]
    pub fn strength(mut self, strength: f64) -> Controlnet {
        self.0.set("strength", strength);
        self
    }

    /// Place of the picture in the list of pictures; whether the first is 0
    /// is \[unconfirmed\]. At least 0.
    #[must_use]
    pub fn binary_data_index(mut self, binary_data_index: u32) -> Controlnet {
        self.0.set("binary_data_index", binary_data_index);
        self
    }
}

impl Default for Controlnet {
    fn default() -> Controlnet {
        Controlnet::new()
    }
}

record! {
    /// A picture that the result keeps to.
    XlControlnet
}

impl XlControlnet {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> XlControlnet {
        XlControlnet(Arguments::default())
    }

    /// What of the picture is kept to.
    #[must_use]
    pub fn r#type(mut self, r#type: ControlnetType) -> XlControlnet {
        self.0.set("type", r#type.as_str());
        self
    }

    /// How closely it is kept to. Above 0, at most 1. Default: 0.4.
    #[must_use]
    pub fn strength(mut self, strength: f64) -> XlControlnet {
        self.0.set("strength", strength);
        self
    }

    /// Place of the picture in the list of pictures; whether the first is 0
    /// is \[unconfirmed\]. At least 0.
    #[must_use]
    pub fn binary_data_index(mut self, binary_data_index: u32) -> XlControlnet {
        self.0.set("binary_data_index", binary_data_index);
        self
    }
}

impl Default for XlControlnet {
    fn default() -> XlControlnet {
        XlControlnet::new()
    }
}

record! {
    /// A picture whose style or character is taken over.
    StyleReference
}

impl StyleReference {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> StyleReference {
        StyleReference(Arguments::default())
    }

    /// How much its character counts. Default: 0.2.
    #[must_use]
    pub fn id_weight(mut self, id_weight: f64) -> StyleReference {
        self.0.set("id_weight", id_weight);
        self
    }

    /// How much its style counts. Default: 0.0.
    #[must_use]
    pub fn style_weight(mut self, style_weight: f64) -> StyleReference {
        self.0.set("style_weight", style_weight);
        self
    }

    /// Place of the picture in the list of pictures; whether the first is 0
    /// is \[unconfirmed\]. At least 0.
    #[must_use]
    pub fn binary_data_index(mut self, binary_data_index: u32) -> StyleReference {
        self.0.set("binary_data_index", binary_data_index);
        self
    }
}

impl Default for StyleReference {
    fn default() -> StyleReference {
        StyleReference::new()
    }
}

record! {
    /// A picture for the service's `etta` step, whose effect is not
    /// described.
    Etta
}

impl Etta {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> Etta {
        Etta(Arguments::default())
    }

    /// Place of the picture in the list of pictures; whether the first is 0
    /// is \[unconfirmed\]. At least 0.
    #[must_use]
    pub fn binary_data_index(mut self, binary_data_index: u32) -> Etta {
        self.0.set("binary_data_index", binary_data_index);
        self
    }
}

impl Default for Etta {
    fn default() -> Etta {
        Etta::new()
    }
}

tool! {
    /// SeedEdit 3.0 (SeedEdit 3.0 图像编辑)
    ///
    /// Changes a picture as an instruction says.
    ///
    /// The tool `seededit-v30`, for short `seededit-3.0`. Source: the plugin
    /// volcengine\_ai 0.0.1 and independent clients
    Seededit30 = "seededit-v30"
}

impl Seededit30 {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to change. Clients keep it to about 5 MB
    /// \[unconfirmed\].
    ///
    /// `prompt`: What to change, in Chinese or English.
    #[must_use]
    pub fn new(image: impl Into<Image>, prompt: impl Into<String>) -> Seededit30 {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("prompt", prompt);
        Seededit30(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Seededit30 {
        self.0.set("seed", seed);
        self
    }

    /// How much the words count against the picture. From 0 to 1. Default:
    /// 0.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> Seededit30 {
        self.0.set("scale", scale);
        self
    }
}

tool! {
    /// Jimeng 3.0, image to image (即梦 3.0 图生图)
    ///
    /// Changes a picture as one instruction says, or takes it as a reference.
    ///
    /// The tool `jimeng-i2i-v30`, for short `jimeng-i2i-3.0`. Source:
    /// independent clients and copies of the vendor's page
    JimengI2i30 = "jimeng-i2i-v30"
}

impl JimengI2i30 {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to change: JPEG (preferred) or PNG of at most 4.7
    /// MB and 4096 pixels a side, the long side at most 3 times the short
    /// one. JPEG or PNG. At most 4.7 MB. At most 4096 pixels a side. The long
    /// side at most 3 times the short one.
    ///
    /// `prompt`: What to change: one instruction a call, in Chinese or
    /// English. At most 800 characters.
    #[must_use]
    pub fn new(image: impl Into<Image>, prompt: impl Into<String>) -> JimengI2i30 {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("prompt", prompt);
        JimengI2i30(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengI2i30 {
        self.0.set("seed", seed);
        self
    }

    /// How much the words count against the picture. From 0 to 1. Default:
    /// 0.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> JimengI2i30 {
        self.0.set("scale", scale);
        self
    }

    /// Size of the picture; delivered in multiples of 16 from 512 to 1536.
    /// Sizes far below 1024 can give a black picture. Each side from 512 to
    /// 2016. Default: {"width": 1328, "height": 1328}.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> JimengI2i30 {
        self.0.size("size", (width, height));
        self
    }
}

tool! {
    /// General 3.0, keeping a character (通用 3.0 角色特征保持)
    ///
    /// Makes a picture that keeps the character of another.
    ///
    /// The tool `seed3l-single-ip`, for short `general-3.0-character`.
    /// Source: <https://www.volcengine.com/docs/86081/1804562>
    General30Character = "seed3l-single-ip"
}

impl General30Character {
    /// A value with its required arguments.
    ///
    /// `image`: The picture that shows the character.
    ///
    /// `prompt`: What to make, in Chinese or English.
    #[must_use]
    pub fn new(image: impl Into<Image>, prompt: impl Into<String>) -> General30Character {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("prompt", prompt);
        General30Character(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> General30Character {
        self.0.set("seed", seed);
        self
    }

    /// Width of the picture in pixels. Samples use 1024; the range,
    /// presumably 512 to 2048, is \[unconfirmed\]. At least 1.
    #[must_use]
    pub fn width(mut self, width: u32) -> General30Character {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. Samples use 1024; the range,
    /// presumably 512 to 2048, is \[unconfirmed\]. At least 1.
    #[must_use]
    pub fn height(mut self, height: u32) -> General30Character {
        self.0.set("height", height);
        self
    }

    /// Whether the service rewrites the prompt first.
    #[must_use]
    pub fn use_rephraser(mut self, use_rephraser: bool) -> General30Character {
        self.0.set("use_rephraser", use_rephraser);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> General30Character {
        self.width(width).height(height)
    }
}

tool! {
    /// SeedEdit 2.0 (SeedEdit 2.0 图像编辑)
    ///
    /// Changes a picture as an instruction says.
    ///
    /// The tool `byteedit-v20`, for short `seededit-2.0`. Source:
    /// <https://www.volcengine.com/docs/6791/1384311>
    Seededit20 = "byteedit-v20"
}

impl Seededit20 {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to change. Clients keep it to about 5 MB
    /// \[unconfirmed\].
    ///
    /// `prompt`: What to change, in Chinese or English.
    #[must_use]
    pub fn new(image: impl Into<Image>, prompt: impl Into<String>) -> Seededit20 {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("prompt", prompt);
        Seededit20(arguments)
    }

    /// What the picture should not show.
    #[must_use]
    pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Seededit20 {
        self.0.text("negative_prompt", negative_prompt);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Seededit20 {
        self.0.set("seed", seed);
        self
    }

    /// How much the words count against the picture. From 0 to 1. Default:
    /// 0.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> Seededit20 {
        self.0.set("scale", scale);
        self
    }
}

tool! {
    /// General 2.0, keeping a character (通用 2.0 角色特征保持)
    ///
    /// Makes a picture that keeps the character of another.
    ///
    /// The tool `high-aes-ip-v20`, for short `general-2.0-character`. Source:
    /// independent clients and the vendor's SDKs
    General20Character = "high-aes-ip-v20"
}

impl General20Character {
    /// A value with its required arguments.
    ///
    /// `image`: The picture that shows the character.
    ///
    /// `prompt`: What to make, in Chinese or English.
    #[must_use]
    pub fn new(image: impl Into<Image>, prompt: impl Into<String>) -> General20Character {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("prompt", prompt);
        General20Character(arguments)
    }

    /// A switch of the service's, whose effect is not described. Default:
    /// true.
    #[must_use]
    pub fn desc_pushback(mut self, desc_pushback: bool) -> General20Character {
        self.0.set("desc_pushback", desc_pushback);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> General20Character {
        self.0.set("seed", seed);
        self
    }

    /// How closely the picture follows the words. From 1 to 10. Default: 3.5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> General20Character {
        self.0.set("scale", scale);
        self
    }

    /// Number of sampling steps. From 1 to 200. Default: 9.
    #[must_use]
    pub fn ddim_steps(mut self, ddim_steps: u32) -> General20Character {
        self.0.set("ddim_steps", ddim_steps);
        self
    }

    /// Width of the picture in pixels. From 256 to 768. Default: 512.
    #[must_use]
    pub fn width(mut self, width: u32) -> General20Character {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 256 to 768. Default: 512.
    #[must_use]
    pub fn height(mut self, height: u32) -> General20Character {
        self.0.set("height", height);
        self
    }

    /// How much the guidance by the words is rescaled. Default: 0.7.
    #[must_use]
    pub fn cfg_rescale(mut self, cfg_rescale: f64) -> General20Character {
        self.0.set("cfg_rescale", cfg_rescale);
        self
    }

    /// How much the picture counts. From 0 to 1. Default: 0.7.
    #[must_use]
    pub fn ref_ip_weight(mut self, ref_ip_weight: f64) -> General20Character {
        self.0.set("ref_ip_weight", ref_ip_weight);
        self
    }

    /// How much the person's identity counts; 0.2 to 0.4 is recommended. From
    /// 0 to 1. Default: 0.36.
    #[must_use]
    pub fn ref_id_weight(mut self, ref_id_weight: f64) -> General20Character {
        self.0.set("ref_id_weight", ref_id_weight);
        self
    }

    /// Whether the picture is enlarged by super-resolution. Default: true.
    #[must_use]
    pub fn use_sr(mut self, use_sr: bool) -> General20Character {
        self.0.set("use_sr", use_sr);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> General20Character {
        self.width(width).height(height)
    }
}

tool! {
    /// General 2.0, controlled by pictures (通用 2.0 可控图生图)
    ///
    /// Makes a picture that keeps to the edges, depth or poses of another.
    ///
    /// The tool `high-aes-scheduler-svr-controlnet-v20`, for short
    /// `general-2.0-controlnet`. Source:
    /// <https://www.volcengine.com/docs/6791/1424608>
    General20Controlnet = "high-aes-scheduler-svr-controlnet-v20"
}

impl General20Controlnet {
    /// A value with its required arguments.
    ///
    /// `images`: The pictures that `controlnet-args` refers to. At least 1
    /// pictures.
    #[must_use]
    pub fn new(images: impl IntoIterator<Item = impl Into<Image>>) -> General20Controlnet {
        let mut arguments = Arguments::default();
        arguments.images("images", images);
        General20Controlnet(arguments)
    }

    /// Version of the model. Known values: general\_controlnet\_v2.0.
    #[must_use]
    pub fn model_version(mut self, model_version: impl Into<String>) -> General20Controlnet {
        self.0.text("model_version", model_version);
        self
    }

    /// What the picture should become, in Chinese or English.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> General20Controlnet {
        self.0.text("prompt", prompt);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> General20Controlnet {
        self.0.set("seed", seed);
        self
    }

    /// How closely the picture follows the words. From 1 to 30. Default: 3.0.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> General20Controlnet {
        self.0.set("scale", scale);
        self
    }

    /// Number of sampling steps. From 1 to 50. Default: 16.
    #[must_use]
    pub fn ddim_steps(mut self, ddim_steps: u32) -> General20Controlnet {
        self.0.set("ddim_steps", ddim_steps);
        self
    }

    /// Whether the service rewrites the prompt first. Default: true.
    #[must_use]
    pub fn use_rephraser(mut self, use_rephraser: bool) -> General20Controlnet {
        self.0.set("use_rephraser", use_rephraser);
        self
    }

    /// Whether the picture is enlarged by super-resolution. Default: true.
    #[must_use]
    pub fn use_sr(mut self, use_sr: bool) -> General20Controlnet {
        self.0.set("use_sr", use_sr);
        self
    }

    /// Seed of chance of the super-resolution; -1 picks one. At least -1.
    /// Default: -1.
    #[must_use]
    pub fn sr_seed(mut self, sr_seed: i64) -> General20Controlnet {
        self.0.set("sr_seed", sr_seed);
        self
    }

    /// Strength of the super-resolution. Default: 0.4.
    #[must_use]
    pub fn sr_strength(mut self, sr_strength: f64) -> General20Controlnet {
        self.0.set("sr_strength", sr_strength);
        self
    }

    /// How closely the super-resolution follows the words. From 1 to 30.
    /// Default: 3.5.
    #[must_use]
    pub fn sr_scale(mut self, sr_scale: f64) -> General20Controlnet {
        self.0.set("sr_scale", sr_scale);
        self
    }

    /// Number of sampling steps of the super-resolution. From 1 to 50.
    /// Default: 10.
    #[must_use]
    pub fn sr_steps(mut self, sr_steps: u32) -> General20Controlnet {
        self.0.set("sr_steps", sr_steps);
        self
    }

    /// How the pictures are kept to.
    #[must_use]
    pub fn controlnet_args(mut self, controlnet_args: impl IntoIterator<Item = Controlnet>) -> General20Controlnet {
        self.0.list("controlnet_args", controlnet_args.into_iter().map(|item| item.0));
        self
    }
}

tool! {
    /// XL, image to image (XL 图生图)
    ///
    /// Makes a picture after the edges, depth, poses, style or character of
    /// others.
    ///
    /// The tool `i2i-xl-sft`, for short `xl-i2i`. Source:
    /// <https://www.volcengine.com/docs/6791/1330203>
    XlI2i = "i2i-xl-sft"
}

impl XlI2i {
    /// A value with its required arguments.
    ///
    /// `images`: The pictures that the arguments below refer to. At least 1
    /// pictures.
    #[must_use]
    pub fn new(images: impl IntoIterator<Item = impl Into<Image>>) -> XlI2i {
        let mut arguments = Arguments::default();
        arguments.images("images", images);
        XlI2i(arguments)
    }

    /// What the picture should become, in Chinese or English.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> XlI2i {
        self.0.text("prompt", prompt);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> XlI2i {
        self.0.set("seed", seed);
        self
    }

    /// Number of sampling steps. From 1 to 50. Default: 20.
    #[must_use]
    pub fn ddim_steps(mut self, ddim_steps: u32) -> XlI2i {
        self.0.set("ddim_steps", ddim_steps);
        self
    }

    /// How closely the picture follows the words. From 1 to 30. Default: 7.0.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> XlI2i {
        self.0.set("scale", scale);
        self
    }

    /// How the pictures are kept to.
    #[must_use]
    pub fn controlnet_args(mut self, controlnet_args: impl IntoIterator<Item = XlControlnet>) -> XlI2i {
        self.0.list("controlnet_args", controlnet_args.into_iter().map(|item| item.0));
        self
    }

    /// Whose style or character is taken over.
    #[must_use]
    pub fn style_reference_args(mut self, style_reference_args: StyleReference) -> XlI2i {
        self.0.set("style_reference_args", style_reference_args.0);
        self
    }

    /// A picture for the service's `etta` step, whose effect is not
    /// described.
    #[must_use]
    pub fn etta_args(mut self, etta_args: Etta) -> XlI2i {
        self.0.set("etta_args", etta_args.0);
        self
    }
}

tool! {
    /// Doodle to picture (AI 涂鸦)
    ///
    /// Turns a doodle into a picture, as a prompt says.
    ///
    /// The tool `img2img-ai-doodle-dreamina`, for short `doodle`. Source:
    /// independent clients
    Doodle = "img2img-ai-doodle-dreamina"
}

impl Doodle {
    /// A value with its required arguments.
    ///
    /// `image`: The doodle.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> Doodle {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        Doodle(arguments)
    }

    /// What the picture should become, in Chinese or English.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> Doodle {
        self.0.text("prompt", prompt);
        self
    }

    /// How closely the picture follows the words. From 0.1 to 10. Default:
    /// 3.0.
    #[must_use]
    pub fn cfg(mut self, cfg: f64) -> Doodle {
        self.0.set("cfg", cfg);
        self
    }

    /// How much the doodle is changed. Above 0.1, at most 1. Default: 0.9925.
    #[must_use]
    pub fn strength(mut self, strength: f64) -> Doodle {
        self.0.set("strength", strength);
        self
    }

    /// Number of sampling steps. From 1 to 8. Default: 4.
    #[must_use]
    pub fn steps(mut self, steps: u32) -> Doodle {
        self.0.set("steps", steps);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Doodle {
        self.0.set("seed", seed);
        self
    }

    /// Width of the picture in pixels. From 512 to 2048.
    #[must_use]
    pub fn width(mut self, width: u32) -> Doodle {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 512 to 2048.
    #[must_use]
    pub fn height(mut self, height: u32) -> Doodle {
        self.0.set("height", height);
        self
    }

    /// How closely the lines of the doodle are kept to. Default: 1.
    #[must_use]
    pub fn controlnet_conditioning_scale(mut self, controlnet_conditioning_scale: f64) -> Doodle {
        self.0.set("controlnet_conditioning_scale", controlnet_conditioning_scale);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> Doodle {
        self.width(width).height(height)
    }
}

tool! {
    /// Background replaced (背景替换)
    ///
    /// Paints a background behind something cut out.
    ///
    /// The tool `img2img-bgpaint-light`, for short `background`. Source:
    /// independent clients
    Background = "img2img-bgpaint-light"
}

impl Background {
    /// A value with its required arguments.
    ///
    /// `image`: The picture of what was cut out.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> Background {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        Background(arguments)
    }

    /// What the background should show, in Chinese or English.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> Background {
        self.0.text("prompt", prompt);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Background {
        self.0.set("seed", seed);
        self
    }

    /// How much the two are blended. Default: 0.5.
    #[must_use]
    pub fn blend(mut self, blend: f64) -> Background {
        self.0.set("blend", blend);
        self
    }

    /// Number of sampling steps. At least 1. Default: 25.
    #[must_use]
    pub fn num_steps(mut self, num_steps: u32) -> Background {
        self.0.set("num_steps", num_steps);
        self
    }
}
