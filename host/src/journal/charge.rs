//! What a purchase costs, as it is recorded: about, by a price that was seen on a date.

use crate::types::{Done, Error, ErrorKind, MediaKind};
use std::borrow::Cow;
use visual_catalog::{Count, Currency, Estimate, Money, Price, Quantity, Unit, price};

/// Units and amounts of one purchase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Charge {
    /// What is counted, where that is known.
    pub(crate) unit: Option<Unit>,
    /// The fewest and the most units; nothing where no source bounds them.
    pub(crate) units: Option<(Quantity, Quantity)>,
    /// The currency of the price; nothing where none is known.
    pub(crate) currency: Option<Currency>,
    /// The same amounts, in millionths. Zero, of any currency, where nothing is billed.
    pub(crate) micros: Option<(u64, u64)>,
    /// The date on which the price was seen.
    pub(crate) priced_on: Option<Cow<'static, str>>,
}

/// How a task ended.
#[derive(Clone)]
pub(crate) enum Ending {
    /// Its product was delivered: this much of it.
    Delivered(Delivered),
    /// It failed: nothing is billed.
    Failed,
    /// The service does not know it any more: what it delivered may be billed.
    Gone,
}

/// What of a product decides its price.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Delivered {
    images: u64,
    /// The length of the video, and of those given, in seconds.
    seconds: Option<(Quantity, Quantity)>,
    charges: Option<Quantity>,
}

impl Delivered {
    pub(crate) fn new(done: &Done) -> Delivered {
        let images = done.media.iter();
        let images = images
            .filter(|media| media.kind == MediaKind::Image)
            .count();
        let mut product = Delivered {
            images: images as u64,
            ..Delivered::default()
        };
        // Most have neither, and are not parsed for it.
        if done.details.contains("charge_count") || done.details.contains("Duration") {
            let details = done.details_json();
            let facts = match &details["resp_data"] {
                facts @ serde_json::Value::Object(_) => facts,
                _ => &details,
            };
            let number = |name: &str| Quantity::from_f64(facts[name].as_f64()?);
            let input = number("InputVideoDurationSum").unwrap_or_default();
            product.seconds = number("Duration").map(|video| (video, input));
            product.charges = number("charge_count");
        }
        product
    }
}

impl From<&Error> for Ending {
    fn from(error: &Error) -> Ending {
        match error.kind {
            ErrorKind::TaskGone => Ending::Gone,
            _ => Ending::Failed,
        }
    }
}

impl From<&Estimate> for Charge {
    fn from(estimate: &Estimate) -> Charge {
        let Price { unit, seen, .. } = *estimate.price;
        let bounds = estimate.max.zip(estimate.up_to());
        Charge {
            unit: Some(unit),
            units: bounds.map(|(max, _)| (estimate.min, max)),
            currency: Some(estimate.price.per_unit.currency),
            micros: bounds.map(|(_, max)| (estimate.from().micros, max.micros)),
            priced_on: Some(seen.date.into()),
        }
    }
}

impl Charge {
    /// The most that it may cost.
    pub(crate) fn up_to(&self) -> Option<Money> {
        Some(Money {
            micros: self.micros?.1,
            currency: self.currency?,
        })
    }

    /// What is charged once its task has ended.
    pub(super) fn at_end(&self, tool: &str, ending: &Ending) -> Charge {
        match ending {
            Ending::Delivered(product) => self.delivered(tool, product),
            // Nothing in any currency, whether a price is known or not.
            Ending::Failed => Charge {
                units: self.units.map(|_| Default::default()),
                micros: Some((0, 0)),
                ..self.clone()
            },
            Ending::Gone => self.possible(),
        }
    }

    /// The same where nobody knows whether it is charged.
    pub(super) fn possible(&self) -> Charge {
        Charge {
            units: self.units.map(|(_, max)| (Quantity::default(), max)),
            micros: self.micros.map(|(_, max)| (0, max)),
            ..self.clone()
        }
    }

    /// What is charged for a product of a tool; as estimated where the product
    /// does not say.
    pub(crate) fn delivered(&self, tool: &str, product: &Delivered) -> Charge {
        let counted = |unit, units| Charge {
            unit: Some(unit),
            units: Some((units, units)),
            ..Charge::default()
        };
        let images = Quantity::whole(product.images);
        let Some(price) = price(tool) else {
            return match product.charges {
                Some(charges) => counted(Unit::Charge, charges),
                None if product.images > 0 => counted(Unit::Image, images),
                None => self.clone(),
            };
        };
        let units = match (price.count, product.seconds) {
            (Count::Images(_), _) => Some(images),
            (_, Some((video, input))) => price.of_seconds(video, input),
            _ => None,
        };
        let Some(units) = units else {
            return self.clone();
        };
        let exact = Estimate {
            price,
            min: units,
            max: Some(units),
        };
        Charge::from(&exact)
    }
}

#[cfg(test)]
impl From<bool> for Ending {
    fn from(delivered: bool) -> Ending {
        match delivered {
            true => Ending::Delivered(Delivered::default()),
            false => Ending::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Media, MediaContent};
    use visual_catalog::Measures;

    fn images(count: usize) -> Done {
        let link = MediaContent::Url("https://p3-aiop-sign.byteimg.com/a".to_owned());
        Done {
            media: vec![Media::new(MediaKind::Image, "image/png", link); count],
            ..Done::default()
        }
    }

    fn estimate(tool: &str, arguments: &str) -> Charge {
        let price = price(tool).unwrap();
        Charge::from(&price.estimate(&Measures::read(arguments)))
    }

    #[test]
    fn pictures_are_charged_as_they_come_back() {
        let tool = "jimeng-t2i-v40";
        let charge = estimate(tool, "{}");
        assert_eq!(charge.micros, Some((220_000, 3_300_000)));
        let done = charge.delivered(tool, &Delivered::new(&images(3)));
        assert_eq!(done.micros, Some((660_000, 660_000)));
        let unknown = Charge::default().delivered("high-aes", &Delivered::new(&images(2)));
        assert_eq!((unknown.unit, unknown.micros), (Some(Unit::Image), None));
    }

    #[test]
    fn an_agents_video_is_charged_by_its_length_and_a_failure_not_at_all() {
        let tool = "pippit-iv2v-v20-cvtob-with-vinput";
        let charge = estimate(tool, "{}");
        let done = Done {
            details: r#"{"resp_data":{"Duration":17.23,"InputVideoDurationSum":5}}"#.to_owned(),
            ..Done::default()
        };
        let charged = charge.delivered(tool, &Delivered::new(&done));
        assert_eq!(charged.micros, Some((7_947_225, 7_947_225)));
        let failed = charge.at_end(tool, &Ending::Failed);
        assert_eq!(
            (failed.micros, failed.priced_on),
            (Some((0, 0)), charge.priced_on.clone())
        );
        let unpriced = Charge::default().at_end("high-aes", &Ending::Failed);
        assert_eq!((unpriced.currency, unpriced.micros), (None, Some((0, 0))));
        let gone = charge.at_end(tool, &Ending::Gone);
        assert_eq!(gone.micros.unwrap().0, 0);
        assert_eq!(gone.micros.unwrap().1, charge.micros.unwrap().1);
    }

    #[test]
    fn what_the_service_counts_is_kept_without_a_price() {
        let done = Done {
            details: r#"{"resp_data":{"charge_count":7,"thread_id":"t"}}"#.to_owned(),
            ..Done::default()
        };
        let tool = "pippit-shortplay-cvtob-script-analysis";
        let charged = Charge::default().delivered(tool, &Delivered::new(&done));
        assert_eq!(charged.unit, Some(Unit::Charge));
        assert_eq!(charged.units.unwrap().1, Quantity::whole(7));
        assert_eq!(charged.currency, None);
    }
}
