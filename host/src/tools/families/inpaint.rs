//! Parts of a picture erased, repainted or added.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{choices, tools};

choices! {
    /// How good the result is.
    InpaintQuality {
        /// `H`: High.
        High = "high",
        /// `M`: Medium.
        Medium = "medium",
        /// `L`: Low.
        Low = "low",
    }
}

tools! {
    /// Jimeng, part of a picture repainted (即梦交互编辑)
    ///
    /// Repaints or erases the marked part of a picture.
    ///
    /// The tool `jimeng-image2image-dream-inpaint`, for short `jimeng-inpaint`. Source: independent
    /// clients and copies of the vendor's page
    JimengInpaint = "jimeng-image2image-dream-inpaint": new(
        /// The picture to change. At most 4.7 MB. At most 4096 pixels a side.
        image: Image,
        /// The mask: one channel, of the same size as the picture; 0 keeps, 255 repaints. At most
        /// 4.7 MB. At most 4096 pixels a side.
        mask: Image,
        /// What the marked part should show. The Chinese word for delete erases what is there. At
        /// most 120 characters.
        prompt: Text,
    ) set(
        /// Seed of chance; -1 picks one. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: 101.
        seed: i64,
    );
    /// Eraser (图像消除)
    ///
    /// Erases the marked part of a picture.
    ///
    /// The tool `i2i-inpainting`, for short `erase`. Source:
    /// <https://www.volcengine.com/docs/86081/1804489>
    Erase = "i2i-inpainting": new(
        /// The picture to change. Its bytes are the documented form; an address is \[unconfirmed\].
        /// At most 5 MB.
        image: Image,
        /// The picture that marks what to erase. At most 5 MB.
        mask: Image,
    ) set(
        /// Number of sampling steps. At least 1. Default: 30.
        steps: u32,
        /// How much is changed. Above 0.1, at most 1. Default: 0.8.
        strength: f64,
        /// How closely the picture follows the words. From 1 to 20. Default: 7.
        scale: f64,
        /// Seed of chance; -1 picks one. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: 0.
        seed: i64,
        /// How much the marked part is widened. Default: 15.
        dilate_size: i32,
        /// How good the result is. Default: M.
        quality: InpaintQuality,
    );
    /// Part of a picture repainted (局部重绘)
    ///
    /// Repaints the marked part of a picture as a prompt says.
    ///
    /// The tool `i2i-inpainting-edit`, for short `inpaint-edit`. Source:
    /// <https://www.volcengine.com/docs/86081/1804490>
    InpaintEdit = "i2i-inpainting-edit": new(
        /// The picture to change.
        image: Image,
        /// The picture that marks the part to change.
        mask: Image,
        /// What the part should show, in Chinese or English.
        custom_prompt: Text,
    ) set(
        /// How closely the picture follows the words. From 1 to 20. Default: 5.
        scale: f64,
        /// Seed of chance; -1 picks one. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Number of sampling steps. At least 1. Default: 25.
        steps: u32,
    );
    /// Picture extended (智能扩图)
    ///
    /// Extends a picture beyond its edges.
    ///
    /// The tool `i2i-outpainting`, for short `outpaint`. Source: independent clients and the
    /// vendor's SDKs
    Outpaint = "i2i-outpainting": new(
        /// The picture to extend; with a mask, the enlarged canvas that holds it.
        image: Image,
        /// What the new parts should show; may be empty.
        custom_prompt: Text,
    ) set(
        /// The picture that marks what to paint on an enlarged canvas.
        mask: Image,
        /// How much is added above, as a part of the height. Above 0, at most 1. Default: 0.1.
        top: f64,
        /// How much is added below, as a part of the height. Above 0, at most 1. Default: 0.1.
        bottom: f64,
        /// How much is added on the left, as a part of the width. Above 0, at most 1. Default: 0.1.
        left: f64,
        /// How much is added on the right, as a part of the width. Above 0, at most 1. Default:
        /// 0.1.
        right: f64,
        /// The greatest height of the result in pixels. At least 1. Default: 1920.
        max_height: u32,
        /// The greatest width of the result in pixels. At least 1. Default: 1920.
        max_width: u32,
        /// How closely the picture follows the words. From 1 to 20. Default: 7.
        scale: f64,
        /// Seed of chance; -1 picks one. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: 0.
        seed: i64,
        /// Number of sampling steps. At least 1. Default: 30.
        steps: u32,
        /// How much is changed. From 0.1 to 1. Default: 0.8.
        strength: f64,
    );
    /// Jimeng, picture extended or repainted (即梦智能扩图与重绘)
    ///
    /// Extends a picture beyond its edges, or repaints the marked part of a canvas.
    ///
    /// The tool `jimeng-img2img-seed3-painting-edit`, for short `jimeng-outpaint`. Source:
    /// independent clients
    JimengOutpaint = "jimeng-img2img-seed3-painting-edit": new(
        /// The picture to extend, given with `top`, `bottom`, `left` and `right`; with a mask, the
        /// canvas.
        image: Image,
    ) set(
        /// The picture that marks what to paint on the canvas, in place of the four sides.
        mask: Image,
        /// How much is added above, as a part of the height.
        top: f64,
        /// How much is added below, as a part of the height.
        bottom: f64,
        /// How much is added on the left, as a part of the width.
        left: f64,
        /// How much is added on the right, as a part of the width.
        right: f64,
        /// What the new parts should show. At most 800 characters.
        prompt: Text,
        /// Seed of chance; -1 picks one. Equal seeds with equal arguments give nearly equal
        /// results. At least -1.
        seed: i64,
    );
}
