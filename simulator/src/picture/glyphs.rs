//! Letters for the watermark. ASCII comes from a public-domain bitmap font; the two Chinese characters of the usual
//! text are drawn here; any other character is a block with a pattern of its own.

use crate::dice::Dice;
use font8x8::legacy::BASIC_LEGACY;

/// Dots along each edge of a glyph.
pub(crate) const CELL: usize = 16;

/// Rows from the top; the highest bit is the leftmost dot.
pub(crate) type Glyph = [u16; CELL];

/// The glyph of a character.
pub(crate) fn glyph(character: char) -> Glyph {
    match character {
        '生' => drawn(SHENG),
        '成' => drawn(CHENG),
        _ => match BASIC_LEGACY.get(character as usize) {
            Some(rows) => doubled(rows),
            None => block(character),
        },
    }
}

/// An 8x8 glyph, whose lowest bit is the leftmost dot, at twice the size.
fn doubled(rows: &[u8; 8]) -> Glyph {
    std::array::from_fn(|y| {
        (0..8)
            .filter(|x| rows[y / 2] >> x & 1 == 1)
            .fold(0, |row, x| row | 0b11 << (14 - 2 * x))
    })
}

fn drawn(rows: [&str; CELL]) -> Glyph {
    rows.map(|row| {
        row.bytes()
            .fold(0, |bits, dot| bits << 1 | u16::from(dot == b'#'))
    })
}

/// A frame with strokes that differ from character to character.
fn block(character: char) -> Glyph {
    let mut dice = Dice::new(u64::from(u32::from(character)));
    let mut rows = [0b0110_0000_0000_0110; CELL];
    for row in &mut rows[3..12] {
        let dots = dice.next() as u16 & dice.next() as u16;
        *row |= dots & 0b0001_1111_1111_1000;
    }
    for edge in [1, 2, 12, 13] {
        rows[edge] = 0b0111_1111_1111_1110;
    }
    for outside in [0, 14, 15] {
        rows[outside] = 0;
    }
    rows
}

const SHENG: [&str; CELL] = [
    ".......##.......",
    "...##..##.......",
    "...##..##.......",
    "..############..",
    "..############..",
    ".##....##.......",
    ".#.....##.......",
    "..###########...",
    "..###########...",
    ".......##.......",
    ".......##.......",
    ".......##.......",
    "###############.",
    "###############.",
    "................",
    "................",
];

const CHENG: [&str; CELL] = [
    "........##.##...",
    "........##..##..",
    "..#############.",
    "..#############.",
    "..##....##......",
    "..##....##..##..",
    "..#####.##..##..",
    "..#####..##.##..",
    "..##.##..####...",
    "..##.##..###....",
    "..##.##..##...#.",
    "..#.###.####..#.",
    ".##.##.##.##.##.",
    ".#....##...####.",
    "................",
    "................",
];
