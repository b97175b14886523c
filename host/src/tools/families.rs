//! The families of tools. `cargo xtask wit` writes this file from the catalogue.

#[path = "text_to_image.rs"]
#[rustfmt::skip]
mod text_to_image;
#[path = "image_edit.rs"]
#[rustfmt::skip]
mod image_edit;
#[path = "portrait.rs"]
#[rustfmt::skip]
mod portrait;
#[path = "style.rs"]
#[rustfmt::skip]
mod style;
#[path = "inpaint.rs"]
#[rustfmt::skip]
mod inpaint;
#[path = "upscale.rs"]
#[rustfmt::skip]
mod upscale;
#[path = "commerce.rs"]
#[rustfmt::skip]
mod commerce;
#[path = "face.rs"]
#[rustfmt::skip]
mod face;
#[path = "video.rs"]
#[rustfmt::skip]
mod video;
#[path = "video_effects.rs"]
#[rustfmt::skip]
mod video_effects;
#[path = "digital_human.rs"]
#[rustfmt::skip]
mod digital_human;
#[path = "dubbing.rs"]
#[rustfmt::skip]
mod dubbing;

pub use text_to_image::*;
pub use image_edit::*;
pub use portrait::*;
pub use style::*;
pub use inpaint::*;
pub use upscale::*;
pub use commerce::*;
pub use face::*;
pub use video::*;
pub use video_effects::*;
pub use digital_human::*;
pub use dubbing::*;
