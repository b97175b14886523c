//! Pictures, drawn rather than generated: the same parameters and seed always give the same one.

mod canvas;
mod encode;
mod figure;
mod glyphs;
mod palette;
mod scene;
mod sketch;
mod watermark;

pub(crate) use sketch::Sketch;

use crate::output::Output;
use crate::tools::Format;
use canvas::Canvas;

/// Draws the picture and writes it as a file.
pub(crate) fn draw(sketch: &Sketch, output: &Output) -> Vec<u8> {
    let canvas = paint(sketch, output);
    let label = output.label.as_deref();
    match sketch.format {
        Format::Jpeg => encode::jpeg(&canvas, label),
        Format::Png => encode::png(&canvas, label),
    }
}

fn paint(sketch: &Sketch, output: &Output) -> Canvas {
    let mut canvas = Canvas::new(sketch.width as usize, sketch.height as usize);
    scene::paint(&mut canvas, sketch);
    if let Some(mark) = &output.watermark {
        watermark::stamp(&mut canvas, mark);
    }
    canvas
}

#[cfg(test)]
#[path = "picture/tests.rs"]
mod tests;
