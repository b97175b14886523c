//! The visible watermark: light text on a dark plate in a corner.

use super::canvas::Canvas;
use super::glyphs::{self, CELL, Glyph};
use crate::output::{Corner, Watermark};

const PLATE: [u8; 3] = [16, 18, 24];
const INK: [u8; 3] = [255, 255, 255];
/// Strength of the plate next to the text's.
const PLATE_SHARE: f32 = 0.55;

/// Where the plate lies, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plate {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    /// Edge of one dot of a glyph.
    dot: usize,
}

/// Draws the watermark. It keeps to its half of the picture as long as the text is readable at all that way.
pub(crate) fn stamp(canvas: &mut Canvas, mark: &Watermark) {
    let mut glyphs: Vec<Glyph> = mark.text.chars().map(glyphs::glyph).collect();
    let plate = place(canvas, mark.corner, &mut glyphs);
    for y in plate.top..plate.top + plate.height {
        let row = canvas.row(y).iter_mut();
        for pixel in row.skip(plate.left).take(plate.width) {
            *pixel = super::canvas::mix(*pixel, PLATE, mark.opacity * PLATE_SHARE);
        }
    }
    let pad = plate.dot * 4;
    for (index, glyph) in glyphs.iter().enumerate() {
        let left = plate.left + pad + index * CELL * plate.dot;
        for (x, y) in dots(glyph, plate.dot) {
            let at = ((left + x) as i64, (plate.top + pad + y) as i64);
            canvas.lay(at, INK, mark.opacity);
        }
    }
}

/// Chooses size and place; text that fits at no size is cut.
fn place(canvas: &Canvas, corner: Corner, glyphs: &mut Vec<Glyph>) -> Plate {
    let short = canvas.width.min(canvas.height);
    let margin = short / 40;
    let width_at = |count: usize, dot: usize| (count * CELL + 8) * dot;
    let mut dot = (short / 560).max(1);
    while dot > 1 && width_at(glyphs.len(), dot) + margin > canvas.width / 2 {
        dot -= 1;
    }
    let room = canvas.width.saturating_sub(2 * margin + 8 * dot);
    glyphs.truncate(room / (CELL * dot));
    let width = width_at(glyphs.len(), dot).min(canvas.width);
    let height = ((CELL + 8) * dot).min(canvas.height);
    let right = canvas.width.saturating_sub(margin + width);
    let bottom = canvas.height.saturating_sub(margin + height);
    let (left, top) = match corner {
        Corner::BottomRight => (right, bottom),
        Corner::BottomLeft => (margin, bottom),
        Corner::TopLeft => (margin, margin),
        Corner::TopRight => (right, margin),
    };
    Plate {
        left,
        top,
        width,
        height,
        dot,
    }
}

/// Every pixel of a glyph whose dots are so many pixels wide and high.
fn dots(glyph: &Glyph, dot: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let edge = CELL * dot;
    (0..edge * edge)
        .map(move |at| (at % edge, at / edge))
        .filter(move |(x, y)| glyph[y / dot] >> (CELL - 1 - x / dot) & 1 == 1)
}
