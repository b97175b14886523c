//! Colours that go together.

use super::canvas::Colour;

/// One mood of light.
pub(crate) struct Palette {
    /// From the zenith to the horizon.
    pub(crate) sky: [Colour; 3],
    pub(crate) sun: Colour,
    /// The farthest and the nearest hills.
    pub(crate) hills: [Colour; 2],
    pub(crate) stars: bool,
}

const fn rgb(hex: u32) -> Colour {
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
}

const fn palette(sky: [u32; 3], sun: u32, hills: [u32; 2], stars: bool) -> Palette {
    Palette {
        sky: [rgb(sky[0]), rgb(sky[1]), rgb(sky[2])],
        sun: rgb(sun),
        hills: [rgb(hills[0]), rgb(hills[1])],
        stars,
    }
}

pub(crate) const PALETTES: [Palette; 10] = [
    palette(
        [0x2B3A67, 0xC8553D, 0xFFC785],
        0xFFF1C9,
        [0xB5646A, 0x1F1A38],
        false,
    ),
    palette(
        [0x3A6EA5, 0x9CC5E8, 0xFBEBD3],
        0xFFFDF0,
        [0x9DB9CC, 0x1E4D45],
        false,
    ),
    palette(
        [0x0B1026, 0x23305E, 0x6C6FA8],
        0xF4F1DE,
        [0x4A4F86, 0x0A0D1F],
        true,
    ),
    palette(
        [0x5B3A7A, 0xE07A8B, 0xFFD9A0],
        0xFFF4DC,
        [0xB1789B, 0x2A1A3D],
        false,
    ),
    palette(
        [0x127475, 0x7FCDBB, 0xF7F3C8],
        0xFFFDE3,
        [0x6FB3A2, 0x0C3440],
        false,
    ),
    palette(
        [0x142850, 0x27496D, 0xF0A868],
        0xFFE3B0,
        [0x6B6C7E, 0x0B1526],
        true,
    ),
    palette(
        [0x9A4C95, 0xF08A8A, 0xFDE2C4],
        0xFFF9E8,
        [0xD19AA7, 0x4B2142],
        false,
    ),
    palette(
        [0x7FB7BE, 0xD3E8E1, 0xFDF3E0],
        0xFFFFFF,
        [0xB4CBC4, 0x2F4B4A],
        false,
    ),
    palette(
        [0x7A2E2E, 0xD9772B, 0xF7D488],
        0xFFF3C4,
        [0xA8603F, 0x2B1414],
        false,
    ),
    palette(
        [0x10214B, 0x1F6F78, 0x9BE3B8],
        0xEFFFF4,
        [0x2F7F80, 0x071A2B],
        true,
    ),
];
