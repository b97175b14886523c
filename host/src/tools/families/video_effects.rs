//! Ready-made effects on an image.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::structs::tools;

tools! {
    /// Image effects (图片特效)
    ///
    /// Makes an image with a ready-made effect from an image.
    ///
    /// The tool `i2i-multi-style-zx2x`, for short `effects-image`. Source: independent clients
    EffectsImage = "i2i-multi-style-zx2x": new(
        /// Public URL of the image. One client sends the image as base64 in its place (not
        /// confirmed).
        image_input1: Text,
        /// Which effect to apply. Known values: felt\_3d\_polaroid, my\_world,
        /// my\_world\_universal, plastic\_bubble\_figure, plastic\_bubble\_figure\_cartoon\_text,
        /// furry\_dream\_doll, micro\_landscape\_mini\_world,
        /// micro\_landscape\_mini\_world\_professional, acrylic\_ornaments, felt\_keychain,
        /// lofi\_pixel\_character\_mini\_card, angel\_figurine, lying\_in\_fluffy\_belly,
        /// glass\_ball, earphone\_case\_style, electronic\_pet\_egg\_style,
        /// patchwork\_collage\_style, claw\_machine\_style, car\_miniature\_ornaments,
        /// graduation\_photo, birthday\_photo\_gorgeous, birthday\_photo\_red,
        /// birthday\_photo\_party.
        template_id: Text,
    ) set(
        /// Width of the image in pixels. From 512 to 2048.
        width: u32,
        /// Height of the image in pixels. From 512 to 2048.
        height: u32,
    ) size;
    /// Video effects (视频特效)
    ///
    /// Makes a short video with a ready-made effect from one or two images.
    ///
    /// The tool `i2v-bytedance-effects-v1`, for short `effects-video`. Source:
    /// <https://www.volcengine.com/docs/86081/1804543>
    EffectsVideo = "i2v-bytedance-effects-v1": new(
        /// Public URLs of the images: one, or two for the dual effect `double_embrace`. From 1 to 2
        /// addresses.
        image_input: [Text],
        /// Which effect to apply: 480P, or 720P where the name ends in `_720p`. Known values:
        /// becoming\_doll, becoming\_doll\_720p, all\_things\_ridability\_pig,
        /// all\_things\_ridability\_pig\_720p, all\_things\_ridability\_tiger,
        /// all\_things\_ridability\_tiger\_720p, all\_things\_ridability\_loong,
        /// all\_things\_ridability\_loong\_720p, all\_things\_bloom\_with\_flowers,
        /// all\_things\_bloom\_with\_flowers\_720p, double\_embrace\_single\_person,
        /// double\_embrace\_single\_person\_720p, double\_embrace, double\_embrace\_720p,
        /// beauty\_surround, beauty\_surround\_720p, handsome\_man\_surround,
        /// handsome\_man\_surround\_720p, ai\_baby, ai\_baby\_720p.
        template_id: Text,
    ) set();
}
