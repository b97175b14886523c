//! What a call costs, about: a range of units and amounts.

use super::kinds::{Count, Price};
use super::measures::{Measures, video_seconds};
use super::quantity::Quantity;
use crate::money::Money;

/// What a call costs, about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The price that it follows.
    pub price: &'static Price,
    /// The fewest units of a call that delivers.
    pub min: Quantity,
    /// The most; nothing where no source bounds them.
    pub max: Option<Quantity>,
}

impl Estimate {
    /// The amount of the fewest units.
    pub fn from(&self) -> Money {
        self.min.at(self.price.per_unit)
    }

    /// The amount of the most units.
    pub fn up_to(&self) -> Option<Money> {
        Some(self.max?.at(self.price.per_unit))
    }
}

impl Price {
    /// What a call with these arguments costs, about.
    pub fn estimate(&'static self, measures: &Measures) -> Estimate {
        let (min, max) = self.count.range(measures);
        Estimate {
            price: self,
            min,
            max,
        }
    }

    /// The units of a video of so many seconds, made of videos of so many; nothing
    /// where its length does not decide them.
    pub fn of_seconds(&self, video: Quantity, input: Quantity) -> Option<Quantity> {
        let Count::Agent { credits, .. } = self.count else {
            return None;
        };
        let seconds = Quantity {
            thousandths: video.thousandths.saturating_add(input.thousandths),
        };
        Some(seconds.times(credits.into()))
    }
}

impl Count {
    /// Whether a call's arguments say how many units it takes.
    pub const fn needs_arguments(self) -> bool {
        matches!(
            self,
            Count::Frames | Count::Agent { .. } | Count::Images(2..)
        )
    }

    fn range(self, measures: &Measures) -> (Quantity, Option<Quantity>) {
        let exactly = |units: u64| (Quantity::whole(units), Some(Quantity::whole(units)));
        match self {
            Count::Free => exactly(0),
            Count::Images(_) if measures.single => exactly(1),
            Count::Images(max) => {
                let left = u64::from(max.saturating_sub(measures.images).max(1));
                (Quantity::whole(1), Some(Quantity::whole(left)))
            }
            // 5 seconds where it is not given.
            Count::Frames => exactly(video_seconds(measures.frames.unwrap_or(121))),
            Count::Input(min, max) => (
                Quantity::whole(min.into()),
                Some(Quantity::whole(max.into())),
            ),
            Count::Unstated => (Quantity::default(), None),
            Count::Agent { credits, max_input } => {
                let (min, max) = agent_seconds(&measures.duration);
                let input = u64::from(measures.videos) * u64::from(max_input);
                let credits = |seconds: u64| Quantity::whole(seconds).times(credits.into());
                (credits(min), Some(credits(max + input)))
            }
        }
    }
}

/// How long a video of the agent is, by its `duration`, which is a round number: one
/// of "about 15 s" had 17. So one number stands for up to twice itself. No video has
/// more than 60 s.
fn agent_seconds(duration: &[u64]) -> (u64, u64) {
    const MAX: u64 = 60;
    let (min, max) = match duration {
        [about] => (*about, about.saturating_mul(2)),
        [min, .., max] => (*min, *max),
        [] => (15, MAX),
    };
    (min.min(MAX), max.min(MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price;

    fn amounts(tool: &str, arguments: &str) -> (String, Option<String>) {
        let estimate = price(tool).unwrap().estimate(&Measures::read(arguments));
        let up_to = estimate.up_to().map(|money| money.to_string());
        (estimate.from().to_string(), up_to)
    }

    #[test]
    fn estimates_follow_the_arguments() {
        let range = |from: &str, up_to: &str| (from.to_owned(), Some(up_to.to_owned()));
        let image = "jimeng-t2i-v40";
        assert_eq!(amounts(image, "{}"), range("0.22 CNY", "3.30 CNY"));
        let single = r#"{"force_single":true,"images":[{}]}"#;
        assert_eq!(amounts(image, single), range("0.22 CNY", "0.22 CNY"));
        let given = r#"{"images":[{},{},{},{},{}]}"#;
        assert_eq!(amounts(image, given), range("0.22 CNY", "2.20 CNY"));
        let upscale = "jimeng-i2i-seed3-tilesr-cvtob";
        assert_eq!(amounts(upscale, "{}"), range("0.40 CNY", "0.40 CNY"));
        let pro = "jimeng-ti2v-v30-pro";
        assert_eq!(amounts(pro, "{}"), range("5.00 CNY", "5.00 CNY"));
        let long = r#"{"frames":241}"#;
        assert_eq!(amounts(pro, long), range("10.00 CNY", "10.00 CNY"));
        let translation = "video-translate-v2-cvtob";
        assert_eq!(amounts(translation, "{}"), range("1.00 CNY", "36.00 CNY"));
        let unstated = "jimeng-vgfm-t2v-l20";
        assert_eq!(amounts(unstated, "{}"), ("0.00 CNY".to_owned(), None));
        let composed = "pippit-shortplay-cvtob-video-compose-pro720p";
        assert_eq!(amounts(composed, "{}"), range("0.00 CNY", "0.00 CNY"));
    }

    #[test]
    fn an_agent_counts_its_video_and_those_given() {
        let agent = "pippit-iv2v-v20-cvtob-with-vinput";
        let up_to = |arguments| amounts(agent, arguments).1.unwrap();
        assert_eq!(amounts(agent, r#"{"duration":"～15s"}"#).0, "5.3625 CNY");
        assert_eq!(up_to(r#"{"duration":"～15s"}"#), "10.725 CNY");
        assert_eq!(up_to(r#"{"duration":"40～60s"}"#), "21.45 CNY");
        assert_eq!(up_to("{}"), "21.45 CNY");
        // Three minutes of video given, at most.
        let given = r#"{"duration":"～30s","video_url_list":["https://a.example/v.mp4"]}"#;
        assert_eq!(up_to(given), "85.80 CNY");
        let price = price(agent).unwrap();
        let seconds = |seconds: f64| Quantity::from_f64(seconds).unwrap();
        let units = price.of_seconds(seconds(17.23), seconds(5.0)).unwrap();
        assert_eq!(units.to_string(), "244.53");
        assert_eq!(units.at(price.per_unit).to_string(), "7.947225 CNY");
    }
}
