//! The families of tools. `cargo xtask wit` writes this file from the catalogue.

mod text_to_image;
mod image_edit;
mod portrait;
mod style;
mod inpaint;
mod upscale;
mod commerce;
mod face;
mod video;
mod pippit;
mod video_effects;
mod digital_human;
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
pub use pippit::*;
pub use video_effects::*;
pub use digital_human::*;
pub use dubbing::*;
