//! The typed functions. `cargo xtask wit` writes this file from the catalogue.

use super::Component;
use super::glue::{Given, case, typed};
use crate::bindings::exports::volcengine::visual::{text_to_image, image_edit, portrait, video};
use crate::types::{Error, Options, Outcome};

impl text_to_image::Guest for Component {
    fn high_aes_general_v30l_zt2i(p: text_to_image::HighAesGeneralV30lZt2iParams, options: Option<Options>) -> Result<Outcome, Error> {
        typed("high-aes-general-v30l-zt2i", vec![p.prompt.given(), p.use_pre_llm.given(), p.seed.given(), p.scale.given(), p.width.given(), p.height.given()], p.extra, options)
    }
    fn jimeng_high_aes_general_v21_l(p: text_to_image::JimengHighAesGeneralV21LParams, options: Option<Options>) -> Result<Outcome, Error> {
        typed("jimeng-high-aes-general-v21-l", vec![p.prompt.given(), p.seed.given(), p.width.given(), p.height.given(), p.use_pre_llm.given(), p.use_sr.given()], p.extra, options)
    }
}

impl image_edit::Guest for Component {
    fn seededit_v30(p: image_edit::SeededitV30Params, options: Option<Options>) -> Result<Outcome, Error> {
        typed("seededit-v30", vec![p.image.given(), p.prompt.given(), p.seed.given(), p.scale.given()], p.extra, options)
    }
}

impl portrait::Guest for Component {
    fn i2i_portrait_photo(p: portrait::I2iPortraitPhotoParams, options: Option<Options>) -> Result<Outcome, Error> {
        typed("i2i-portrait-photo", vec![p.image_input.given(), p.prompt.given(), p.width.given(), p.height.given(), p.gpen.given(), p.skin.given(), p.skin_unifi.given(), case(p.gen_mode.map(|c| c as usize)), p.seed.given()], p.extra, options)
    }
}

impl video::Guest for Component {
    fn jimeng_vgfm_t2v_l20(p: video::JimengVgfmT2vL20Params, options: Option<Options>) -> Result<Outcome, Error> {
        typed("jimeng-vgfm-t2v-l20", vec![p.prompt.given(), p.seed.given(), case(p.aspect_ratio.map(|c| c as usize))], p.extra, options)
    }
    fn jimeng_vgfm_i2v_l20(p: video::JimengVgfmI2vL20Params, options: Option<Options>) -> Result<Outcome, Error> {
        typed("jimeng-vgfm-i2v-l20", vec![p.image.given(), p.prompt.given(), p.seed.given(), case(p.aspect_ratio.map(|c| c as usize))], p.extra, options)
    }
}
