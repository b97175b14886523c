//! The tables of tools, one file per model family.

mod byteplus;
mod commerce;
mod digital_human;
mod dubbing;
mod face;
mod image_edit;
mod image_unconfirmed;
mod inpaint;
mod pippit;
mod pippit_reports;
mod portrait;
mod shared;
mod style;
mod text_to_image;
mod text_to_image_older;
mod upscale;
mod video;
mod video_effects;

use crate::tool::{Family, Tool};

/// The tables. One may hold tools of several families.
pub(crate) static TABLES: &[&[Tool]] = &[
    text_to_image::TOOLS,
    text_to_image_older::TOOLS,
    image_unconfirmed::TOOLS,
    image_edit::TOOLS,
    portrait::TOOLS,
    style::TOOLS,
    inpaint::TOOLS,
    upscale::TOOLS,
    commerce::TOOLS,
    face::TOOLS,
    video::TOOLS,
    pippit::TOOLS,
    video_effects::TOOLS,
    digital_human::TOOLS,
    byteplus::TOOLS,
    dubbing::TOOLS,
];

/// Every tool, family by family.
pub fn tools() -> impl Iterator<Item = &'static Tool> {
    let of = |family: &'static Family| {
        let all = TABLES.iter().copied().flatten();
        all.filter(move |tool| tool.family == *family)
    };
    Family::ALL.iter().flat_map(of)
}
