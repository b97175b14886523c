//! Parts of a picture erased, repainted or added.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, choice, tool};

choice! {
    /// How good the result is.
    #[non_exhaustive]
    InpaintQuality {
        /// `H`: High.
        High = "high",
        /// `M`: Medium.
        Medium = "medium",
        /// `L`: Low.
        Low = "low",
    }
}

tool! {
    /// Jimeng, part of a picture repainted (即梦交互编辑)
    ///
    /// Repaints or erases the marked part of a picture.
    ///
    /// The tool `jimeng-image2image-dream-inpaint`, for short
    /// `jimeng-inpaint`. Source: independent clients and copies of the
    /// vendor's page
    JimengInpaint = "jimeng-image2image-dream-inpaint"
}

impl JimengInpaint {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to change. At most 4.7 MB. At most 4096 pixels a
    /// side.
    ///
    /// `mask`: The mask: one channel, of the same size as the picture; 0
    /// keeps, 255 repaints. At most 4.7 MB. At most 4096 pixels a side.
    ///
    /// `prompt`: What the marked part should show. The Chinese word for
    /// delete erases what is there. At most 120 characters.
    #[must_use]
    pub fn new(image: impl Into<Image>, mask: impl Into<Image>, prompt: impl Into<String>) -> JimengInpaint {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.image("mask", mask);
        arguments.text("prompt", prompt);
        JimengInpaint(arguments)
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: 101.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengInpaint {
        self.0.set("seed", seed);
        self
    }
}

tool! {
    /// Eraser (图像消除)
    ///
    /// Erases the marked part of a picture.
    ///
    /// The tool `i2i-inpainting`, for short `erase`. Source:
    /// <https://www.volcengine.com/docs/86081/1804489>
    Erase = "i2i-inpainting"
}

impl Erase {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to change. Its bytes are the documented form; an
    /// address is \[unconfirmed\]. At most 5 MB.
    ///
    /// `mask`: The picture that marks what to erase. At most 5 MB.
    #[must_use]
    pub fn new(image: impl Into<Image>, mask: impl Into<Image>) -> Erase {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.image("mask", mask);
        Erase(arguments)
    }

    /// Number of sampling steps. At least 1. Default: 30.
    #[must_use]
    pub fn steps(mut self, steps: u32) -> Erase {
        self.0.set("steps", steps);
        self
    }

    /// How much is changed. Above 0.1, at most 1. Default: 0.8.
    #[must_use]
    pub fn strength(mut self, strength: f64) -> Erase {
        self.0.set("strength", strength);
        self
    }

    /// How closely the picture follows the words. From 1 to 20. Default: 7.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> Erase {
        self.0.set("scale", scale);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Erase {
        self.0.set("seed", seed);
        self
    }

    /// How much the marked part is widened. Default: 15.
    #[must_use]
    pub fn dilate_size(mut self, dilate_size: i32) -> Erase {
        self.0.set("dilate_size", dilate_size);
        self
    }

    /// How good the result is. Default: M.
    #[must_use]
    pub fn quality(mut self, quality: InpaintQuality) -> Erase {
        self.0.set("quality", quality.as_str());
        self
    }
}

tool! {
    /// Part of a picture repainted (局部重绘)
    ///
    /// Repaints the marked part of a picture as a prompt says.
    ///
    /// The tool `i2i-inpainting-edit`, for short `inpaint-edit`. Source:
    /// <https://www.volcengine.com/docs/86081/1804490>
    InpaintEdit = "i2i-inpainting-edit"
}

impl InpaintEdit {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to change.
    ///
    /// `mask`: The picture that marks the part to change.
    ///
    /// `custom_prompt`: What the part should show, in Chinese or English.
    #[must_use]
    pub fn new(image: impl Into<Image>, mask: impl Into<Image>, custom_prompt: impl Into<String>) -> InpaintEdit {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.image("mask", mask);
        arguments.text("custom_prompt", custom_prompt);
        InpaintEdit(arguments)
    }

    /// How closely the picture follows the words. From 1 to 20. Default: 5.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> InpaintEdit {
        self.0.set("scale", scale);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> InpaintEdit {
        self.0.set("seed", seed);
        self
    }

    /// Number of sampling steps. At least 1. Default: 25.
    #[must_use]
    pub fn steps(mut self, steps: u32) -> InpaintEdit {
        self.0.set("steps", steps);
        self
    }
}

tool! {
    /// Picture extended (智能扩图)
    ///
    /// Extends a picture beyond its edges.
    ///
    /// The tool `i2i-outpainting`, for short `outpaint`. Source: independent
    /// clients and the vendor's SDKs
    Outpaint = "i2i-outpainting"
}

impl Outpaint {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to extend; with a mask, the enlarged canvas that
    /// holds it.
    ///
    /// `custom_prompt`: What the new parts should show; may be empty.
    #[must_use]
    pub fn new(image: impl Into<Image>, custom_prompt: impl Into<String>) -> Outpaint {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("custom_prompt", custom_prompt);
        Outpaint(arguments)
    }

    /// The picture that marks what to paint on an enlarged canvas.
    #[must_use]
    pub fn mask(mut self, mask: impl Into<Image>) -> Outpaint {
        self.0.image("mask", mask);
        self
    }

    /// How much is added above, as a part of the height. Above 0, at most 1.
    /// Default: 0.1.
    #[must_use]
    pub fn top(mut self, top: f64) -> Outpaint {
        self.0.set("top", top);
        self
    }

    /// How much is added below, as a part of the height. Above 0, at most 1.
    /// Default: 0.1.
    #[must_use]
    pub fn bottom(mut self, bottom: f64) -> Outpaint {
        self.0.set("bottom", bottom);
        self
    }

    /// How much is added on the left, as a part of the width. Above 0, at
    /// most 1. Default: 0.1.
    #[must_use]
    pub fn left(mut self, left: f64) -> Outpaint {
        self.0.set("left", left);
        self
    }

    /// How much is added on the right, as a part of the width. Above 0, at
    /// most 1. Default: 0.1.
    #[must_use]
    pub fn right(mut self, right: f64) -> Outpaint {
        self.0.set("right", right);
        self
    }

    /// The greatest height of the result in pixels. At least 1. Default:
    /// 1920.
    #[must_use]
    pub fn max_height(mut self, max_height: u32) -> Outpaint {
        self.0.set("max_height", max_height);
        self
    }

    /// The greatest width of the result in pixels. At least 1. Default: 1920.
    #[must_use]
    pub fn max_width(mut self, max_width: u32) -> Outpaint {
        self.0.set("max_width", max_width);
        self
    }

    /// How closely the picture follows the words. From 1 to 20. Default: 7.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> Outpaint {
        self.0.set("scale", scale);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Outpaint {
        self.0.set("seed", seed);
        self
    }

    /// Number of sampling steps. At least 1. Default: 30.
    #[must_use]
    pub fn steps(mut self, steps: u32) -> Outpaint {
        self.0.set("steps", steps);
        self
    }

    /// How much is changed. From 0.1 to 1. Default: 0.8.
    #[must_use]
    pub fn strength(mut self, strength: f64) -> Outpaint {
        self.0.set("strength", strength);
        self
    }
}

tool! {
    /// Jimeng, picture extended or repainted (即梦智能扩图与重绘)
    ///
    /// Extends a picture beyond its edges, or repaints the marked part of a
    /// canvas.
    ///
    /// The tool `jimeng-img2img-seed3-painting-edit`, for short
    /// `jimeng-outpaint`. Source: independent clients
    JimengOutpaint = "jimeng-img2img-seed3-painting-edit"
}

impl JimengOutpaint {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to extend, given with `top`, `bottom`, `left` and
    /// `right`; with a mask, the canvas.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> JimengOutpaint {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        JimengOutpaint(arguments)
    }

    /// The picture that marks what to paint on the canvas, in place of the
    /// four sides.
    #[must_use]
    pub fn mask(mut self, mask: impl Into<Image>) -> JimengOutpaint {
        self.0.image("mask", mask);
        self
    }

    /// How much is added above, as a part of the height.
    #[must_use]
    pub fn top(mut self, top: f64) -> JimengOutpaint {
        self.0.set("top", top);
        self
    }

    /// How much is added below, as a part of the height.
    #[must_use]
    pub fn bottom(mut self, bottom: f64) -> JimengOutpaint {
        self.0.set("bottom", bottom);
        self
    }

    /// How much is added on the left, as a part of the width.
    #[must_use]
    pub fn left(mut self, left: f64) -> JimengOutpaint {
        self.0.set("left", left);
        self
    }

    /// How much is added on the right, as a part of the width.
    #[must_use]
    pub fn right(mut self, right: f64) -> JimengOutpaint {
        self.0.set("right", right);
        self
    }

    /// What the new parts should show. At most 800 characters.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> JimengOutpaint {
        self.0.text("prompt", prompt);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> JimengOutpaint {
        self.0.set("seed", seed);
        self
    }
}
