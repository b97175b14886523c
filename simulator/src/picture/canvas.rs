//! A picture in memory, and the few strokes that scenes are made of.

/// Red, green and blue.
pub(crate) type Colour = [u8; 3];

/// Rows of pixels from the top.
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize) -> Canvas {
        Canvas {
            width,
            height,
            pixels: vec![0; width * height * 3],
        }
    }

    /// One row of pixels.
    pub(crate) fn row(&mut self, y: usize) -> &mut [[u8; 3]] {
        let from = y * self.width * 3;
        let bytes = &mut self.pixels[from..from + self.width * 3];
        bytes.as_chunks_mut::<3>().0
    }

    #[cfg(test)]
    pub(crate) fn at(&self, x: usize, y: usize) -> Colour {
        let from = (y * self.width + x) * 3;
        [
            self.pixels[from],
            self.pixels[from + 1],
            self.pixels[from + 2],
        ]
    }

    /// Lays a colour over a pixel; outside the canvas nothing happens.
    pub(crate) fn lay(&mut self, (x, y): (i64, i64), colour: Colour, alpha: f32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        if x < self.width && y < self.height {
            let pixel = &mut self.row(y)[x];
            *pixel = mix(*pixel, colour, alpha);
        }
    }

    /// Lays a colour over an ellipse; `alpha` gives its strength from the centre (0) to the rim (1).
    pub(crate) fn ellipse(
        &mut self,
        (x, y): (f32, f32),
        (rx, ry): (f32, f32),
        (colour, alpha): (Colour, impl Fn(f32) -> f32),
    ) {
        let top = (y - ry).max(0.0) as usize;
        let bottom = ((y + ry).max(0.0) as usize + 1).min(self.height);
        let left = (x - rx).max(0.0) as usize;
        let right = ((x + rx).max(0.0) as usize + 1).min(self.width);
        for at_y in top..bottom {
            let dy = (at_y as f32 + 0.5 - y) / ry;
            for (at_x, pixel) in self.row(at_y).iter_mut().enumerate().take(right).skip(left) {
                let dx = (at_x as f32 + 0.5 - x) / rx;
                let distance = (dx * dx + dy * dy).sqrt();
                if distance < 1.0 {
                    *pixel = mix(*pixel, colour, alpha(distance));
                }
            }
        }
    }
}

/// The first colour with so much of the second.
pub(crate) fn mix(from: Colour, to: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|i| {
        let (a, b) = (f32::from(from[i]), f32::from(to[i]));
        (a + (b - a) * share + 0.5) as u8
    })
}
