//! Sizes for which `width` and `height` count only together.
//!
//! One of them alone takes no effect, whatever its value; only its type is checked, like that of every field.

use crate::envelope::Refusal;
use crate::fields::{Fields, given, out_of_range};
use serde::Deserialize;
use serde_json::Value;

/// Rules for `width` and `height`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sizing {
    /// Least and greatest side.
    sides: Option<[i64; 2]>,
    /// Least and greatest product.
    area: Option<[i64; 2]>,
    /// Width by height is at most this, and at least one by this.
    ratio: Option<f64>,
    /// The request may set the bounds of the ratio itself: `min_ratio` and `max_ratio`.
    #[serde(default)]
    own_ratios: bool,
    /// The field with an area, for requests without width and height.
    by_area: Option<String>,
    /// What is delivered.
    snap: Option<Snap>,
}

/// Each side becomes the nearest multiple inside the bounds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Snap {
    multiple: i64,
    min: i64,
    max: i64,
}

/// Ratios are compared with this much room, since a third has no exact number.
const ROOM: f64 = 1e-6;

impl Sizing {
    /// Checks the two sides and the bounds of their ratio; types have been checked.
    pub(crate) fn check(&self, body: &Fields) -> Result<(), Refusal> {
        let (min_ratio, max_ratio) = self.ratios(body);
        if min_ratio > max_ratio + ROOM {
            return Err(out_of_range("min_ratio", "must not be over max_ratio"));
        }
        let Some((width, height)) = pair(body) else {
            return Ok(());
        };
        let [min, max] = self.sides.unwrap_or([1, i64::from(u16::MAX)]);
        for (name, side) in [("width", width), ("height", height)] {
            if !(min..=max).contains(&side) {
                return Err(out_of_range(name, format!("must be {min} to {max}")));
            }
        }
        let area = width * height;
        if let Some([min, max]) = self.area.filter(|[min, max]| area < *min || area > *max) {
            let rule = format!("is {area} with this height, must be {min} to {max}");
            return Err(out_of_range("width * height", rule));
        }
        let ratio = width as f64 / height as f64;
        if ratio < min_ratio - ROOM || ratio > max_ratio + ROOM {
            let rule = format!("is {ratio:.4}, must be {min_ratio:.4} to {max_ratio:.4}");
            return Err(out_of_range("width / height", rule));
        }
        Ok(())
    }

    fn ratios(&self, body: &Fields) -> (f64, f64) {
        let usual = self.ratio.unwrap_or(f64::INFINITY);
        let own = |name: &str| {
            given(body, name)
                .and_then(Value::as_f64)
                .filter(|_| self.own_ratios)
        };
        (
            own("min_ratio").unwrap_or(1.0 / usual),
            own("max_ratio").unwrap_or(usual),
        )
    }

    /// Width and height of the picture; `None` where the request names neither them nor an area.
    pub(crate) fn delivered(&self, body: &Fields) -> Option<(u32, u32)> {
        let (width, height) = pair(body).or_else(|| self.sides_of_area(body))?;
        let snapped = |side: i64| match &self.snap {
            None => side,
            Some(Snap { multiple, min, max }) => {
                ((side + multiple / 2) / multiple * multiple).clamp(*min, *max)
            }
        };
        let side = |side| u32::try_from(snapped(side)).ok();
        Some((side(width)?, side(height)?))
    }

    fn sides_of_area(&self, body: &Fields) -> Option<(i64, i64)> {
        let name = self.by_area.as_ref()?;
        let (min, max) = self.ratios(body);
        let ratio = 1.0_f64.max(min).min(max);
        let usual = 2048.0 * 2048.0;
        let area = given(body, name).and_then(Value::as_f64).unwrap_or(usual);
        let side = |square: f64| (square.sqrt() + ROOM) as i64;
        Some((side(area * ratio), side(area / ratio)))
    }
}

/// Width and height, where both are given.
fn pair(body: &Fields) -> Option<(i64, i64)> {
    let side = |name| given(body, name).and_then(Value::as_i64);
    side("width").zip(side("height"))
}

#[cfg(test)]
#[path = "sizing_tests.rs"]
mod tests;
