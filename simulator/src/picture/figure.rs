//! Somebody who stands in front of the landscape, seen against the light.

use super::canvas::{Canvas, Colour, mix};
use super::palette::Palette;
use crate::dice::Dice;

/// Paints head and shoulders, with a rim of light on the side of the sun.
pub(crate) fn paint(canvas: &mut Canvas, palette: &Palette, (who, sun_x): (&mut Dice, f32)) {
    let unit = canvas.width.min(canvas.height) as f32;
    let x = canvas.width as f32 * who.between(0.42, 0.58);
    let floor = canvas.height as f32;
    let head = unit * who.between(0.088, 0.1);
    let long_hair = who.unit() < 0.5;
    let dark = mix(palette.hills[1], [0, 0, 0], 0.35);
    let lit = mix(dark, palette.sun, 0.75);
    let side = if sun_x < x { -1.0 } else { 1.0 };
    let middle = floor - unit * 0.39;
    for (colour, shift) in [(lit, side * unit * 0.006), (dark, 0.0)] {
        let mut part = |dx: f32, dy: f32, size: (f32, f32)| {
            blot(
                canvas,
                (x + dx * head + shift, middle + dy * head),
                (size, head),
                colour,
            );
        };
        part(0.0, 4.1, (2.3, 2.3));
        part(-1.05, 3.9, (1.5, 1.75));
        part(1.05, 3.9, (1.5, 1.75));
        part(0.0, 1.35, (0.56, 1.1));
        part(0.0, 0.0, (0.84, 1.06));
        if long_hair {
            part(0.0, -0.2, (1.0, 1.08));
            part(-0.62, 0.75, (0.48, 1.3));
            part(0.62, 0.75, (0.48, 1.3));
        } else {
            part(0.0, -0.3, (0.95, 0.98));
            part(-0.86, 0.12, (0.14, 0.26));
            part(0.86, 0.12, (0.14, 0.26));
        }
    }
}

/// An ellipse with a smooth rim; its radii count in heads.
fn blot(canvas: &mut Canvas, at: (f32, f32), ((rx, ry), head): ((f32, f32), f32), colour: Colour) {
    let (rx, ry) = (rx * head, ry * head);
    let sharp = rx.min(ry);
    canvas.ellipse(
        at,
        (rx, ry),
        (colour, |d: f32| ((1.0 - d) * sharp).min(1.0)),
    );
}
