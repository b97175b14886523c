//! Images for e-commerce: virtual try-on, extraction of patterns and products.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{choices, records, tools};

choices! {
    /// What a piece of clothing covers.
    GarmentType {
        /// `upper`: The upper body.
        Upper = "upper",
        /// `bottom`: The lower body.
        Bottom = "bottom",
        /// `full`: The whole body.
        Full = "full",
    }
    /// How closely the repainted area follows the body.
    TightMask {
        /// `tight`: Tightly.
        Tight = "tight",
        /// `loose`: Loosely.
        Loose = "loose",
        /// `bbox`: Only by its bounding box.
        Bbox = "bbox",
    }
}

records! {
    /// The person who tries the clothes on.
    Model: new(
        /// Public URL of the image of the person, below 5 MB and 4096 pixels a side.
        url: Text,
    ) set(
        /// Public URL of a mask of what must stay as it is.
        protect_mask_url: Text,
    );
    /// A piece of clothing.
    GarmentItem: new() set(
        /// Public URL of the image of the clothing, below 5 MB and 4096 pixels a side; needed
        /// unless the images come in `images`.
        url: Text,
        /// Type of the garment. Default: full.
        r#type: GarmentType,
    );
    /// The clothes to try on.
    Garment: new(
        /// The pieces of clothing. From 1 to 2 items.
        data: [GarmentItem],
    ) set();
    /// How the try-on is made.
    InferenceConfig: new() set(
        /// Whether the result is improved by super-resolution. Default: false.
        do_sr: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Whether the head stays as it is. Default: true.
        keep_head: bool,
        /// Whether the hands stay as they are. Default: false.
        keep_hand: bool,
        /// Whether the feet stay as they are. Default: false.
        keep_foot: bool,
        /// Whether the clothes of the upper body stay as they are. Default: false.
        keep_upper: bool,
        /// Whether the clothes of the lower body stay as they are. Default: false.
        keep_lower: bool,
        /// Number of steps. From 8 to 50. Default: 16.
        num_steps: u32,
        /// How closely the repainted area follows the body. Default: loose.
        tight_mask: TightMask,
        /// Overlap ratio of the bounding boxes of people. From 0 to 1. Default: 0.3.
        p_bbox_iou_ratio: f64,
        /// How much the bounding box of a person is enlarged. From 1 to 1.5. Default: 1.1.
        p_bbox_expand_ratio: f64,
        /// The longest side while the image is processed, in pixels. From 1080 to 4096. Default:
        /// 1920.
        max_process_side_length: u32,
    );
    /// The person who tries the clothes on.
    FirstModel: new(
        /// Public URL of the image of the person, below 5 MB and 4096 pixels a side.
        url: Text,
    ) set(
        /// A name for the person.
        id: Text,
        /// Public URL of a mask of what must stay as it is.
        protect_mask_url: Text,
    );
    /// A piece of clothing.
    FirstGarmentItem: new(
        /// Public URL of the image of the clothing, below 5 MB and 4096 pixels a side.
        url: Text,
    ) set();
    /// The clothes to try on.
    FirstGarment: new(
        /// The pieces of clothing. At least 1 items.
        data: [FirstGarmentItem],
    ) set(
        /// A name for the clothes.
        id: Text,
    );
}

tools! {
    /// Virtual try-on V2 (图片换装 V2)
    ///
    /// Shows a person in other clothes, from an image of each. At least one of `model` and `images`
    /// must be given.
    ///
    /// The tool `dressing-diffusionv2`, for short `try-on-v2`. Source:
    /// <https://www.volcengine.com/docs/86081/1660173>
    TryOnV2 = "dressing-diffusionv2": new(
        /// The clothes.
        garment: Garment,
    ) set(
        /// The person; needed unless the images come in `images`.
        model: Model,
        /// How the images come: 1 by their URLs, 0 as base64 in `images`. One of 0, 1. Default: 1.
        req_image_store_type: u32,
        /// The images themselves, with `req-image-store-type` 0: the person, the first piece of
        /// clothing, the second. Bytes or base64, not links. From 2 to 3 pictures. At most 5 MB. At
        /// most 4096 pixels a side.
        images: [Image],
        /// How the try-on is made.
        inference_config: InferenceConfig,
    );
    /// Virtual try-on V1 (图片换装 V1)
    ///
    /// Shows a person in other clothes, from an image of each.
    ///
    /// The tool `dressing-diffusion`, for short `try-on-v1`. Source:
    /// <https://www.volcengine.com/docs/85128/1462743>
    TryOnV1 = "dressing-diffusion": new(
        /// The person.
        model: FirstModel,
        /// The clothes.
        garment: FirstGarment,
    ) set(
        /// Whether the result is improved by super-resolution. Default: true.
        do_sr: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Whether the head stays as it is. Default: true.
        keep_head: bool,
        /// Whether the hands stay as they are. Default: true.
        keep_hand: bool,
        /// Whether the feet stay as they are. Default: true.
        keep_foot: bool,
        /// Whether the clothes of the upper body stay as they are. Whether that is the default too
        /// is not confirmed.
        keep_upper: bool,
        /// Whether the clothes of the lower body stay as they are. Whether that is the default too
        /// is not confirmed.
        keep_lower: bool,
        /// Number of steps. From 25 to 50. Default: 50.
        num_steps: u32,
        /// How closely the repainted area follows the body. Default: loose.
        tight_mask: TightMask,
        /// Overlap ratio of the bounding boxes of people. From 0.1 to 0.5. Default: 0.3.
        p_bbox_iou_ratio: f64,
        /// How much the bounding box of a person is enlarged. From 1 to 1.5. Default: 1.1.
        p_bbox_expand_ratio: f64,
        /// The longest side while the image is processed, in pixels. From 1080 to 4096. Default:
        /// 1920.
        max_process_side_length: u32,
    );
    /// Jimeng product extraction (即梦商品提取)
    ///
    /// Takes a product out of an image and shows it by itself.
    ///
    /// The tool `jimeng-i2i-extract-tiled-images`, for short `product-extraction`. Source:
    /// independent clients and copies of the vendor's page
    ProductExtraction = "jimeng-i2i-extract-tiled-images": new(
        /// The image that shows the product.
        image: Image,
    ) set(
        /// What to take out. The vendor has a fixed prompt each for apparel, footwear, bags, sofas,
        /// daily goods and jewelry. Its table names the field edit\_prompt and its sample
        /// image\_edit\_prompt (sources differ): both are sent.
        edit_prompt: Text,
        /// Width of the image in pixels. From 1024 to 4096. Default: 2048.
        width: u32,
        /// Height of the image in pixels. From 1024 to 4096. Default: 2048.
        height: u32,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
    ) size;
    /// Material extraction (素材提取)
    ///
    /// Takes a printable pattern, packaging, logo or texture out of an image, as a flat image.
    ///
    /// The tool `i2i-material-extraction`, for short `material-extraction`. Source:
    /// <https://www.volcengine.com/docs/85621/1925087>
    MaterialExtraction = "i2i-material-extraction": new(
        /// The image that shows the material.
        image: Image,
        /// What to take out. There are four base instructions: extract the pattern, the packaging,
        /// the logo or the texture as a flat image.
        image_edit_prompt: Text,
    ) set(
        /// How much the added weights (LoRA) count. Default: 1.0.
        lora_weight: f64,
        /// Width of the image in pixels. From 1024 to 4096. Default: 2048.
        width: u32,
        /// Height of the image in pixels. From 1024 to 4096. Default: 2048.
        height: u32,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
    ) size;
}
