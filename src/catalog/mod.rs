//! What the vendor offers: one file per model family, facts only.
//!
//! Everything that lists tools is derived from [`TOOLS`]: the WIT files, the
//! glue, validation, JSON Schema and the tables of the README.

mod find;
mod image_edit;
mod model;
mod portrait;
mod shared;
mod text_to_image;
mod video;

pub use find::{find, nearest};
pub use model::*;

/// Every tool, family by family.
pub static TOOLS: &[&Tool] = &[
    &text_to_image::HIGH_AES_GENERAL_V30L_ZT2I,
    &text_to_image::JIMENG_HIGH_AES_GENERAL_V21_L,
    &text_to_image::JIMENG_T2I_V30,
    &text_to_image::JIMENG_T2I_V31,
    &image_edit::SEEDEDIT_V30,
    &image_edit::JIMENG_I2I_V30,
    &image_edit::SEED3L_SINGLE_IP,
    &portrait::I2I_PORTRAIT_PHOTO,
    &video::JIMENG_VGFM_T2V_L20,
    &video::JIMENG_VGFM_I2V_L20,
];
