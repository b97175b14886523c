//! Parts of an image erased, repainted or added.
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
    /// Jimeng, part of an image repainted (即梦交互编辑)
    ///
    /// Repaints or erases the marked part of an image. `mask` has the size of `image`: of two files
    /// it is checked.
    ///
    /// The tool `jimeng-image2image-dream-inpaint`, for short `jimeng-inpaint`. Source: independent
    /// clients and copies of the vendor's page
    JimengInpaint = "jimeng-image2image-dream-inpaint": new(
        /// The image to change. At most 4.7 MB. At most 4096 pixels a side.
        image: Image,
        /// The mask: one channel, of the same size as the image; 0 keeps, 255 repaints. At most 4.7
        /// MB. At most 4096 pixels a side.
        mask: Image,
        /// What the marked part should show. The Chinese word for delete erases what is there. At
        /// most 120 characters.
        prompt: Text,
    ) set(
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: 101.
        seed: i64,
    );
    /// Eraser (图片消除)
    ///
    /// Erases the marked part of an image.
    ///
    /// The tool `i2i-inpainting`, for short `erase`. Source:
    /// <https://www.volcengine.com/docs/86081/1804489>
    Erase = "i2i-inpainting": new(
        /// The image to change. Its bytes are the documented form; a URL is not confirmed. At most
        /// 5 MB.
        image: Image,
        /// The image that marks what to erase. At most 5 MB.
        mask: Image,
    ) set(
        /// Number of sampling steps. At least 1. Default: 30.
        steps: u32,
        /// How much is changed. Above 0.1, at most 1. Default: 0.8.
        strength: f64,
        /// How closely the image follows the prompt. From 1 to 20. Default: 7.
        scale: f64,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: 0.
        seed: i64,
        /// How much the marked part is widened. Default: 15.
        dilate_size: i32,
        /// How good the result is. Default: M.
        quality: InpaintQuality,
    );
    /// Part of an image repainted (局部重绘)
    ///
    /// Repaints the marked part of an image as a prompt says.
    ///
    /// The tool `i2i-inpainting-edit`, for short `inpaint-edit`. Source:
    /// <https://www.volcengine.com/docs/86081/1804490>
    InpaintEdit = "i2i-inpainting-edit": new(
        /// The image to change.
        image: Image,
        /// The image that marks the part to change.
        mask: Image,
        /// What the part should show, in Chinese or English.
        custom_prompt: Text,
    ) set(
        /// How closely the image follows the prompt. From 1 to 20. Default: 5.
        scale: f64,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Number of sampling steps. At least 1. Default: 25.
        steps: u32,
    );
    /// Image extended (智能扩图)
    ///
    /// Extends an image beyond its edges.
    ///
    /// The tool `i2i-outpainting`, for short `outpaint`. Source: independent clients and the
    /// vendor's SDKs
    Outpaint = "i2i-outpainting": new(
        /// The image to extend; with a mask, the enlarged canvas that holds it.
        image: Image,
        /// What the new parts should show; may be empty.
        custom_prompt: Text,
    ) set(
        /// The image that marks what to paint on an enlarged canvas.
        mask: Image,
        /// Extension at the top, as a fraction of the height. Above 0, at most 1. Default: 0.1.
        top: f64,
        /// Extension at the bottom, as a fraction of the height. Above 0, at most 1. Default: 0.1.
        bottom: f64,
        /// Extension on the left, as a fraction of the width. Above 0, at most 1. Default: 0.1.
        left: f64,
        /// Extension on the right, as a fraction of the width. Above 0, at most 1. Default: 0.1.
        right: f64,
        /// Maximum height of the result in pixels. At least 1. Default: 1920.
        max_height: u32,
        /// Maximum width of the result in pixels. At least 1. Default: 1920.
        max_width: u32,
        /// How closely the image follows the prompt. From 1 to 20. Default: 7.
        scale: f64,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: 0.
        seed: i64,
        /// Number of sampling steps. At least 1. Default: 30.
        steps: u32,
        /// How much is changed. From 0.1 to 1. Default: 0.8.
        strength: f64,
    );
    /// Jimeng, image extended or repainted (即梦智能扩图与重绘)
    ///
    /// Extends an image beyond its edges, or repaints the marked part of a canvas.
    ///
    /// The tool `jimeng-img2img-seed3-painting-edit`, for short `jimeng-outpaint`. Source:
    /// independent clients
    JimengOutpaint = "jimeng-img2img-seed3-painting-edit": new(
        /// The image to extend, given with `top`, `bottom`, `left` and `right`; with a mask, the
        /// canvas.
        image: Image,
    ) set(
        /// The image that marks what to paint on the canvas, in place of the four sides.
        mask: Image,
        /// Extension at the top, as a fraction of the height.
        top: f64,
        /// Extension at the bottom, as a fraction of the height.
        bottom: f64,
        /// Extension on the left, as a fraction of the width.
        left: f64,
        /// Extension on the right, as a fraction of the width.
        right: f64,
        /// What the new parts should show. At most 800 characters.
        prompt: Text,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1.
        seed: i64,
    );
}
