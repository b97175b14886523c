//! Pictures for shops: clothes tried on, patterns and products taken out.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, choice, record, tool};

choice! {
    /// What a piece of clothing covers.
    #[non_exhaustive]
    GarmentType {
        /// `upper`: The upper body.
        Upper = "upper",
        /// `bottom`: The lower body.
        Bottom = "bottom",
        /// `full`: The whole body.
        Full = "full",
    }
}

choice! {
    /// How closely the repainted area follows the body.
    #[non_exhaustive]
    TightMask {
        /// `tight`: Tightly.
        Tight = "tight",
        /// `loose`: Loosely.
        Loose = "loose",
        /// `bbox`: Only by its bounding box.
        Bbox = "bbox",
    }
}

record! {
    /// The person who tries the clothes on.
    Model
}

impl Model {
    /// A value with its required arguments.
    ///
    /// `url`: Public address of the picture of the person, below 5 MB and
    /// 4096 pixels a side.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Model {
        let mut arguments = Arguments::default();
        arguments.text("url", url);
        Model(arguments)
    }

    /// Public address of a mask of what must stay as it is.
    #[must_use]
    pub fn protect_mask_url(mut self, protect_mask_url: impl Into<String>) -> Model {
        self.0.text("protect_mask_url", protect_mask_url);
        self
    }
}

record! {
    /// A piece of clothing.
    GarmentItem
}

impl GarmentItem {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> GarmentItem {
        GarmentItem(Arguments::default())
    }

    /// Public address of the picture of the clothing, below 5 MB and 4096
    /// pixels a side; needed unless the pictures come in `images`.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> GarmentItem {
        self.0.text("url", url);
        self
    }

    /// What it covers. Default: full.
    #[must_use]
    pub fn r#type(mut self, r#type: GarmentType) -> GarmentItem {
        self.0.set("type", r#type.as_str());
        self
    }
}

impl Default for GarmentItem {
    fn default() -> GarmentItem {
        GarmentItem::new()
    }
}

record! {
    /// The clothes to try on.
    Garment
}

impl Garment {
    /// A value with its required arguments.
    ///
    /// `data`: The pieces of clothing. From 1 to 2 items.
    #[must_use]
    pub fn new(data: impl IntoIterator<Item = GarmentItem>) -> Garment {
        let mut arguments = Arguments::default();
        arguments.list("data", data.into_iter().map(|item| item.0));
        Garment(arguments)
    }
}

record! {
    /// How the try-on is made.
    InferenceConfig
}

impl InferenceConfig {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> InferenceConfig {
        InferenceConfig(Arguments::default())
    }

    /// Whether the result is improved by super-resolution. Default: false.
    #[must_use]
    pub fn do_sr(mut self, do_sr: bool) -> InferenceConfig {
        self.0.set("do_sr", do_sr);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> InferenceConfig {
        self.0.set("seed", seed);
        self
    }

    /// Whether the head stays as it is. Default: true.
    #[must_use]
    pub fn keep_head(mut self, keep_head: bool) -> InferenceConfig {
        self.0.set("keep_head", keep_head);
        self
    }

    /// Whether the hands stay as they are. Default: false.
    #[must_use]
    pub fn keep_hand(mut self, keep_hand: bool) -> InferenceConfig {
        self.0.set("keep_hand", keep_hand);
        self
    }

    /// Whether the feet stay as they are. Default: false.
    #[must_use]
    pub fn keep_foot(mut self, keep_foot: bool) -> InferenceConfig {
        self.0.set("keep_foot", keep_foot);
        self
    }

    /// Whether the clothes of the upper body stay as they are. Default:
    /// false.
    #[must_use]
    pub fn keep_upper(mut self, keep_upper: bool) -> InferenceConfig {
        self.0.set("keep_upper", keep_upper);
        self
    }

    /// Whether the clothes of the lower body stay as they are. Default:
    /// false.
    #[must_use]
    pub fn keep_lower(mut self, keep_lower: bool) -> InferenceConfig {
        self.0.set("keep_lower", keep_lower);
        self
    }

    /// Number of steps. From 8 to 50. Default: 16.
    #[must_use]
    pub fn num_steps(mut self, num_steps: u32) -> InferenceConfig {
        self.0.set("num_steps", num_steps);
        self
    }

    /// How closely the repainted area follows the body. Default: loose.
    #[must_use]
    pub fn tight_mask(mut self, tight_mask: TightMask) -> InferenceConfig {
        self.0.set("tight_mask", tight_mask.as_str());
        self
    }

    /// Overlap ratio of the bounding boxes of people. From 0 to 1. Default:
    /// 0.3.
    #[must_use]
    pub fn p_bbox_iou_ratio(mut self, p_bbox_iou_ratio: f64) -> InferenceConfig {
        self.0.set("p_bbox_iou_ratio", p_bbox_iou_ratio);
        self
    }

    /// How much the bounding box of a person is enlarged. From 1 to 1.5.
    /// Default: 1.1.
    #[must_use]
    pub fn p_bbox_expand_ratio(mut self, p_bbox_expand_ratio: f64) -> InferenceConfig {
        self.0.set("p_bbox_expand_ratio", p_bbox_expand_ratio);
        self
    }

    /// The longest side while the picture is processed, in pixels. From 1080
    /// to 4096. Default: 1920.
    #[must_use]
    pub fn max_process_side_length(mut self, max_process_side_length: u32) -> InferenceConfig {
        self.0.set("max_process_side_length", max_process_side_length);
        self
    }
}

impl Default for InferenceConfig {
    fn default() -> InferenceConfig {
        InferenceConfig::new()
    }
}

record! {
    /// The person who tries the clothes on.
    FirstModel
}

impl FirstModel {
    /// A value with its required arguments.
    ///
    /// `url`: Public address of the picture of the person, below 5 MB and
    /// 4096 pixels a side.
    #[must_use]
    pub fn new(url: impl Into<String>) -> FirstModel {
        let mut arguments = Arguments::default();
        arguments.text("url", url);
        FirstModel(arguments)
    }

    /// A name for the person.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> FirstModel {
        self.0.text("id", id);
        self
    }

    /// Public address of a mask of what must stay as it is.
    #[must_use]
    pub fn protect_mask_url(mut self, protect_mask_url: impl Into<String>) -> FirstModel {
        self.0.text("protect_mask_url", protect_mask_url);
        self
    }
}

record! {
    /// A piece of clothing.
    FirstGarmentItem
}

impl FirstGarmentItem {
    /// A value with its required arguments.
    ///
    /// `url`: Public address of the picture of the clothing, below 5 MB and
    /// 4096 pixels a side.
    #[must_use]
    pub fn new(url: impl Into<String>) -> FirstGarmentItem {
        let mut arguments = Arguments::default();
        arguments.text("url", url);
        FirstGarmentItem(arguments)
    }
}

record! {
    /// The clothes to try on.
    FirstGarment
}

impl FirstGarment {
    /// A value with its required arguments.
    ///
    /// `data`: The pieces of clothing. At least 1 items.
    #[must_use]
    pub fn new(data: impl IntoIterator<Item = FirstGarmentItem>) -> FirstGarment {
        let mut arguments = Arguments::default();
        arguments.list("data", data.into_iter().map(|item| item.0));
        FirstGarment(arguments)
    }

    /// A name for the clothes.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> FirstGarment {
        self.0.text("id", id);
        self
    }
}

tool! {
    /// Virtual try-on V2 (图片换装 V2)
    ///
    /// Shows a person in other clothes, from a picture of each. At least one
    /// of `model` and `images` must be given.
    ///
    /// The tool `dressing-diffusionv2`, for short `try-on-v2`. Source:
    /// <https://www.volcengine.com/docs/86081/1660173>
    TryOnV2 = "dressing-diffusionv2"
}

impl TryOnV2 {
    /// A value with its required arguments.
    ///
    /// `garment`: The clothes.
    #[must_use]
    pub fn new(garment: Garment) -> TryOnV2 {
        let mut arguments = Arguments::default();
        arguments.set("garment", garment.0);
        TryOnV2(arguments)
    }

    /// The person; needed unless the pictures come in `images`.
    #[must_use]
    pub fn model(mut self, model: Model) -> TryOnV2 {
        self.0.set("model", model.0);
        self
    }

    /// How the pictures come: 1 by their addresses, 0 as base64 in `images`.
    /// One of 0, 1. Default: 1.
    #[must_use]
    pub fn req_image_store_type(mut self, req_image_store_type: u32) -> TryOnV2 {
        self.0.set("req_image_store_type", req_image_store_type);
        self
    }

    /// The pictures themselves, with `req-image-store-type` 0: the person,
    /// the first piece of clothing, the second. Bytes or base64, not links.
    /// From 2 to 3 pictures. At most 5 MB. At most 4096 pixels a side.
    #[must_use]
    pub fn images(mut self, images: impl IntoIterator<Item = impl Into<Image>>) -> TryOnV2 {
        self.0.images("images", images);
        self
    }

    /// How the try-on is made.
    #[must_use]
    pub fn inference_config(mut self, inference_config: InferenceConfig) -> TryOnV2 {
        self.0.set("inference_config", inference_config.0);
        self
    }
}

tool! {
    /// Virtual try-on V1 (图片换装 V1)
    ///
    /// Shows a person in other clothes, from a picture of each.
    ///
    /// The tool `dressing-diffusion`, for short `try-on-v1`. Source:
    /// <https://www.volcengine.com/docs/85128/1462743>
    TryOnV1 = "dressing-diffusion"
}

impl TryOnV1 {
    /// A value with its required arguments.
    ///
    /// `model`: The person.
    ///
    /// `garment`: The clothes.
    #[must_use]
    pub fn new(model: FirstModel, garment: FirstGarment) -> TryOnV1 {
        let mut arguments = Arguments::default();
        arguments.set("model", model.0);
        arguments.set("garment", garment.0);
        TryOnV1(arguments)
    }

    /// Whether the result is improved by super-resolution. Default: true.
    #[must_use]
    pub fn do_sr(mut self, do_sr: bool) -> TryOnV1 {
        self.0.set("do_sr", do_sr);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> TryOnV1 {
        self.0.set("seed", seed);
        self
    }

    /// Whether the head stays as it is. Default: true.
    #[must_use]
    pub fn keep_head(mut self, keep_head: bool) -> TryOnV1 {
        self.0.set("keep_head", keep_head);
        self
    }

    /// Whether the hands stay as they are. Default: true.
    #[must_use]
    pub fn keep_hand(mut self, keep_hand: bool) -> TryOnV1 {
        self.0.set("keep_hand", keep_hand);
        self
    }

    /// Whether the feet stay as they are. Default: true.
    #[must_use]
    pub fn keep_foot(mut self, keep_foot: bool) -> TryOnV1 {
        self.0.set("keep_foot", keep_foot);
        self
    }

    /// Whether the clothes of the upper body stay as they are. Whether that
    /// is the default too is \[unconfirmed\].
    #[must_use]
    pub fn keep_upper(mut self, keep_upper: bool) -> TryOnV1 {
        self.0.set("keep_upper", keep_upper);
        self
    }

    /// Whether the clothes of the lower body stay as they are. Whether that
    /// is the default too is \[unconfirmed\].
    #[must_use]
    pub fn keep_lower(mut self, keep_lower: bool) -> TryOnV1 {
        self.0.set("keep_lower", keep_lower);
        self
    }

    /// Number of steps. From 25 to 50. Default: 50.
    #[must_use]
    pub fn num_steps(mut self, num_steps: u32) -> TryOnV1 {
        self.0.set("num_steps", num_steps);
        self
    }

    /// How closely the repainted area follows the body. Default: loose.
    #[must_use]
    pub fn tight_mask(mut self, tight_mask: TightMask) -> TryOnV1 {
        self.0.set("tight_mask", tight_mask.as_str());
        self
    }

    /// Overlap ratio of the bounding boxes of people. From 0.1 to 0.5.
    /// Default: 0.3.
    #[must_use]
    pub fn p_bbox_iou_ratio(mut self, p_bbox_iou_ratio: f64) -> TryOnV1 {
        self.0.set("p_bbox_iou_ratio", p_bbox_iou_ratio);
        self
    }

    /// How much the bounding box of a person is enlarged. From 1 to 1.5.
    /// Default: 1.1.
    #[must_use]
    pub fn p_bbox_expand_ratio(mut self, p_bbox_expand_ratio: f64) -> TryOnV1 {
        self.0.set("p_bbox_expand_ratio", p_bbox_expand_ratio);
        self
    }

    /// The longest side while the picture is processed, in pixels. From 1080
    /// to 4096. Default: 1920.
    #[must_use]
    pub fn max_process_side_length(mut self, max_process_side_length: u32) -> TryOnV1 {
        self.0.set("max_process_side_length", max_process_side_length);
        self
    }
}

tool! {
    /// Jimeng product extraction (即梦商品提取)
    ///
    /// Takes a product out of a picture and shows it by itself.
    ///
    /// The tool `jimeng-i2i-extract-tiled-images`, for short
    /// `product-extraction`. Source: independent clients and copies of the
    /// vendor's page
    ProductExtraction = "jimeng-i2i-extract-tiled-images"
}

impl ProductExtraction {
    /// A value with its required arguments.
    ///
    /// `image`: The picture that shows the product.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> ProductExtraction {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        ProductExtraction(arguments)
    }

    /// What to take out. The vendor has a fixed prompt each for apparel,
    /// footwear, bags, sofas, daily goods and jewelry. Its table names the
    /// field edit\_prompt and its sample image\_edit\_prompt \[conflict\]:
    /// both are sent.
    #[must_use]
    pub fn edit_prompt(mut self, edit_prompt: impl Into<String>) -> ProductExtraction {
        self.0.text("edit_prompt", edit_prompt);
        self
    }

    /// Width of the picture in pixels. From 1024 to 4096. Default: 2048.
    #[must_use]
    pub fn width(mut self, width: u32) -> ProductExtraction {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 1024 to 4096. Default: 2048.
    #[must_use]
    pub fn height(mut self, height: u32) -> ProductExtraction {
        self.0.set("height", height);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> ProductExtraction {
        self.0.set("seed", seed);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> ProductExtraction {
        self.width(width).height(height)
    }
}

tool! {
    /// Material extraction (素材提取)
    ///
    /// Takes a printable pattern, packaging, logo or texture out of a
    /// picture, as a flat picture.
    ///
    /// The tool `i2i-material-extraction`, for short `material-extraction`.
    /// Source: <https://www.volcengine.com/docs/85621/1925087>
    MaterialExtraction = "i2i-material-extraction"
}

impl MaterialExtraction {
    /// A value with its required arguments.
    ///
    /// `image`: The picture that shows the material.
    ///
    /// `image_edit_prompt`: What to take out. There are four base
    /// instructions: extract the pattern, the packaging, the logo or the
    /// texture as a flat picture.
    #[must_use]
    pub fn new(image: impl Into<Image>, image_edit_prompt: impl Into<String>) -> MaterialExtraction {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("image_edit_prompt", image_edit_prompt);
        MaterialExtraction(arguments)
    }

    /// How much the added weights (LoRA) count. Default: 1.0.
    #[must_use]
    pub fn lora_weight(mut self, lora_weight: f64) -> MaterialExtraction {
        self.0.set("lora_weight", lora_weight);
        self
    }

    /// Width of the picture in pixels. From 1024 to 4096. Default: 2048.
    #[must_use]
    pub fn width(mut self, width: u32) -> MaterialExtraction {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 1024 to 4096. Default: 2048.
    #[must_use]
    pub fn height(mut self, height: u32) -> MaterialExtraction {
        self.0.set("height", height);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> MaterialExtraction {
        self.0.set("seed", seed);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> MaterialExtraction {
        self.width(width).height(height)
    }
}
