//! Ready-made effects on a picture.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::arguments::{Arguments, tool};

tool! {
    /// Picture effects (图像特效)
    ///
    /// Makes a picture with a ready-made effect from a picture.
    ///
    /// The tool `i2i-multi-style-zx2x`, for short `effects-image`. Source:
    /// independent clients
    EffectsImage = "i2i-multi-style-zx2x"
}

impl EffectsImage {
    /// A value with its required arguments.
    ///
    /// `image_input1`: Public address of the picture. One client sends the
    /// picture as base64 in its place \[unconfirmed\].
    ///
    /// `template_id`: Which effect to apply. Known values:
    /// felt\_3d\_polaroid, my\_world, my\_world\_universal,
    /// plastic\_bubble\_figure, plastic\_bubble\_figure\_cartoon\_text,
    /// furry\_dream\_doll, micro\_landscape\_mini\_world,
    /// micro\_landscape\_mini\_world\_professional, acrylic\_ornaments,
    /// felt\_keychain, lofi\_pixel\_character\_mini\_card, angel\_figurine,
    /// lying\_in\_fluffy\_belly, glass\_ball, earphone\_case\_style,
    /// electronic\_pet\_egg\_style, patchwork\_collage\_style,
    /// claw\_machine\_style, car\_miniature\_ornaments, graduation\_photo,
    /// birthday\_photo\_gorgeous, birthday\_photo\_red,
    /// birthday\_photo\_party.
    #[must_use]
    pub fn new(image_input1: impl Into<String>, template_id: impl Into<String>) -> EffectsImage {
        let mut arguments = Arguments::default();
        arguments.text("image_input1", image_input1);
        arguments.text("template_id", template_id);
        EffectsImage(arguments)
    }

    /// Width of the picture in pixels. From 512 to 2048.
    #[must_use]
    pub fn width(mut self, width: u32) -> EffectsImage {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 512 to 2048.
    #[must_use]
    pub fn height(mut self, height: u32) -> EffectsImage {
        self.0.set("height", height);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> EffectsImage {
        self.width(width).height(height)
    }
}

tool! {
    /// Video effects (视频特效)
    ///
    /// Makes a short video with a ready-made effect from one or two pictures.
    ///
    /// The tool `i2v-bytedance-effects-v1`, for short `effects-video`.
    /// Source: <https://www.volcengine.com/docs/86081/1804543>
    EffectsVideo = "i2v-bytedance-effects-v1"
}

impl EffectsVideo {
    /// A value with its required arguments.
    ///
    /// `image_input`: Public addresses of the pictures: one, or two for the
    /// dual effect `double_embrace`. From 1 to 2 addresses.
    ///
    /// `template_id`: Which effect to apply: 480P, or 720P where the name
    /// ends in `_720p`. Known values: becoming\_doll, becoming\_doll\_720p,
    /// all\_things\_ridability\_pig, all\_things\_ridability\_pig\_720p,
    /// all\_things\_ridability\_tiger, all\_things\_ridability\_tiger\_720p,
    /// all\_things\_ridability\_loong, all\_things\_ridability\_loong\_720p,
    /// all\_things\_bloom\_with\_flowers,
    /// all\_things\_bloom\_with\_flowers\_720p,
    /// double\_embrace\_single\_person,
    /// double\_embrace\_single\_person\_720p, double\_embrace,
    /// double\_embrace\_720p, beauty\_surround, beauty\_surround\_720p,
    /// handsome\_man\_surround, handsome\_man\_surround\_720p, ai\_baby,
    /// ai\_baby\_720p.
    #[must_use]
    pub fn new(image_input: impl IntoIterator<Item = impl Into<String>>, template_id: impl Into<String>) -> EffectsVideo {
        let mut arguments = Arguments::default();
        arguments.texts("image_input", image_input);
        arguments.text("template_id", template_id);
        EffectsVideo(arguments)
    }
}
