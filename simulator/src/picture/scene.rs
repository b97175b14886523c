//! A landscape: sky, sun or moon, clouds, ranges of hills, and sometimes a lake.

use super::canvas::{Canvas, Colour, mix};
use super::figure;
use super::palette::{PALETTES, Palette};
use super::sketch::Sketch;
use crate::dice::Dice;

/// Paints the whole canvas.
pub(crate) fn paint(canvas: &mut Canvas, sketch: &Sketch) {
    let mut light = Dice::new(sketch.scene);
    let mut land = Dice::new(sketch.backdrop.unwrap_or(sketch.scene ^ 0xA11CE));
    let palette = light.pick(&PALETTES);
    let horizon = canvas.height as f32 * land.between(0.58, 0.68);
    sky(canvas, palette, horizon);
    if palette.stars {
        stars(canvas, &mut light, horizon);
    }
    let sun_x = sun(canvas, palette, (&mut light, horizon));
    clouds(canvas, palette, &mut light);
    hills(canvas, palette, (&mut land, horizon));
    if land.unit() < 0.45 {
        lake(canvas, palette, (&mut land, sun_x));
    }
    foreground(canvas, palette, &mut land);
    if sketch.figure {
        figure::paint(canvas, palette, (&mut land, sun_x));
    }
}

fn sky_colour(palette: &Palette, share: f32) -> Colour {
    let [zenith, middle, low] = palette.sky;
    if share < 0.55 {
        mix(zenith, middle, share / 0.55)
    } else {
        mix(middle, low, (share - 0.55) / 0.45)
    }
}

fn sky(canvas: &mut Canvas, palette: &Palette, horizon: f32) {
    for y in 0..canvas.height {
        let colour = sky_colour(palette, y as f32 / horizon);
        canvas.row(y).fill(colour);
    }
}

fn stars(canvas: &mut Canvas, light: &mut Dice, horizon: f32) {
    let unit = side(canvas);
    for _ in 0..140 {
        let x = light.unit() * canvas.width as f32;
        let height = light.unit();
        let size = unit * light.between(0.0009, 0.0022) + 0.6;
        let strength = light.between(0.25, 0.95) * (1.0 - height);
        let glimmer = ([255, 250, 235], |d: f32| strength * (1.0 - d * d));
        canvas.ellipse((x, height * horizon * 0.9), (size, size), glimmer);
    }
}

/// Paints the sun or moon, and returns where it stands.
fn sun(canvas: &mut Canvas, palette: &Palette, (light, horizon): (&mut Dice, f32)) -> f32 {
    let radius = side(canvas) * light.between(0.05, 0.085);
    let x = canvas.width as f32 * light.between(0.22, 0.78);
    let y = horizon * light.between(0.38, 0.78);
    let glow = (palette.sun, |d: f32| 0.6 * (1.0 - d).powi(3));
    canvas.ellipse((x, y), (radius * 5.0, radius * 5.0), glow);
    let disc = (palette.sun, |d: f32| ((1.0 - d) * radius).min(1.0));
    canvas.ellipse((x, y), (radius, radius), disc);
    x
}

fn clouds(canvas: &mut Canvas, palette: &Palette, light: &mut Dice) {
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    let white = mix(palette.sky[2], [255, 255, 255], 0.35);
    for _ in 0..4 {
        let (x, y) = (light.unit() * width, light.between(0.08, 0.42) * height);
        let strength = light.between(0.12, 0.32);
        for _ in 0..5 {
            let long = width * light.between(0.07, 0.2);
            let at = (
                x + long * light.between(-1.3, 1.3),
                y + height * light.between(-0.012, 0.012),
            );
            let flat = height * light.between(0.006, 0.02);
            let veil = (white, |d: f32| strength * (1.0 - d * d));
            canvas.ellipse(at, (long, flat), veil);
        }
    }
}

const RANGES: usize = 5;

fn hills(canvas: &mut Canvas, palette: &Palette, (land, horizon): (&mut Dice, f32)) {
    let below = canvas.height as f32 - horizon;
    for range in 0..RANGES {
        let near = range as f32 / (RANGES - 1) as f32;
        let base = horizon + below * (0.08 + 0.62 * near);
        let swing = canvas.height as f32 * (0.085 - 0.04 * near);
        let mut edge = ridge(canvas, land, (base, swing));
        if range == RANGES - 2 {
            plant(&mut edge, land, side(canvas) * 0.035);
        }
        let colour = mix(palette.hills[0], palette.hills[1], near.powf(0.8) * 0.88);
        let haze = mix(colour, palette.sky[2], 0.38 * (1.0 - near) + 0.06);
        cover(canvas, &edge, (colour, haze));
    }
}

/// The darkest hill in front, with trees.
fn foreground(canvas: &mut Canvas, palette: &Palette, land: &mut Dice) {
    let height = canvas.height as f32;
    let mut edge = ridge(canvas, land, (height * 0.965, height * 0.035));
    plant(&mut edge, land, side(canvas) * 0.085);
    let dark = mix(palette.hills[1], [0, 0, 0], 0.15);
    cover(canvas, &edge, (dark, dark));
}

/// Heights of a ridge: waves of falling size.
fn ridge(canvas: &Canvas, land: &mut Dice, (base, swing): (f32, f32)) -> Vec<f32> {
    let waves: Vec<(f32, f32, f32)> = (0..6)
        .map(|octave| {
            let pitch = 1.7_f32.powi(octave) * land.between(0.8, 1.3);
            let share = 0.55_f32.powi(octave);
            (
                pitch * std::f32::consts::TAU,
                land.between(0.0, std::f32::consts::TAU),
                share,
            )
        })
        .collect();
    let aspect = canvas.width as f32 / side(canvas);
    (0..canvas.width)
        .map(|x| {
            let at = x as f32 / canvas.width as f32 * aspect;
            let sum: f32 = waves
                .iter()
                .map(|(pitch, shift, share)| (at * pitch + shift).sin() * share)
                .sum();
            base - swing * sum * 0.6
        })
        .collect()
}

/// Sets fir trees on a ridge, in groups.
fn plant(edge: &mut [f32], land: &mut Dice, tall: f32) {
    let ground = edge.to_vec();
    for _ in 0..5 {
        let grove = land.unit() * edge.len() as f32;
        for _ in 0..7 {
            let trunk = grove + land.between(-1.6, 1.6) * tall;
            let height = tall * land.between(0.55, 1.25);
            let half = height * 0.24;
            let Some(foot) = ground.get(trunk.max(0.0) as usize) else {
                continue;
            };
            let from = (trunk - half).max(0.0) as usize;
            let to = ((trunk + half).max(0.0) as usize).min(edge.len());
            for (x, edge) in edge.iter_mut().enumerate().take(to).skip(from) {
                let away = (x as f32 - trunk).abs() / half;
                // Boughs: the outline steps out and back four times on its way down.
                let bough = (away * 4.0).fract() * 0.1;
                *edge = edge.min(foot + height * 0.08 - height * (1.0 - away - bough).max(0.0));
            }
        }
    }
}

/// Colours everything below the edge, from the first colour at its top to the second at the bottom of the canvas.
fn cover(canvas: &mut Canvas, edge: &[f32], (top, bottom): (Colour, Colour)) {
    let highest = edge.iter().copied().fold(f32::INFINITY, f32::min).max(0.0);
    let depth = (canvas.height as f32 - highest).max(1.0) * 0.6;
    for y in highest as usize..canvas.height {
        let colour = mix(top, bottom, (y as f32 - highest) / depth);
        let at = y as f32 + 1.0;
        for (pixel, edge) in canvas.row(y).iter_mut().zip(edge) {
            let covered = at - edge;
            if covered >= 1.0 {
                *pixel = colour;
            } else if covered > 0.0 {
                *pixel = mix(*pixel, colour, covered);
            }
        }
    }
}

/// Still water that mirrors the sky, with the sun's track on it.
fn lake(canvas: &mut Canvas, palette: &Palette, (land, sun_x): (&mut Dice, f32)) {
    let shore = (canvas.height as f32 * land.between(0.8, 0.85)) as usize;
    let depth = (canvas.height - shore) as f32;
    for y in shore..canvas.height {
        let down = (y - shore) as f32 / depth;
        let mirrored = sky_colour(palette, 1.0 - down * 0.8);
        let colour = mix(mirrored, palette.hills[1], 0.12 + 0.3 * down);
        canvas.row(y).fill(colour);
    }
    let (unit, width) = (side(canvas), canvas.width as f32);
    for _ in 0..90 {
        let down = land.unit();
        let spread = unit * (0.03 + 0.1 * down);
        let on_track = land.unit() < 0.7;
        let x = if on_track {
            sun_x + spread * land.between(-1.0, 1.0)
        } else {
            width * land.unit()
        };
        let strength = if on_track { 0.5 } else { 0.13 };
        let long = unit * land.between(0.012, 0.05) * (0.5 + down);
        let y = shore as f32 + depth * down;
        let gleam = (palette.sun, |d: f32| strength * (1.0 - d));
        canvas.ellipse((x, y), (long, unit * 0.0014 + 0.7), gleam);
    }
}

/// The shorter side, to which sizes relate.
fn side(canvas: &Canvas) -> f32 {
    canvas.width.min(canvas.height) as f32
}
