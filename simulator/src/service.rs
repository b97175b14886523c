//! One running service: everything it remembers.

use crate::clock::Clock;
use crate::envelope::Answer;
use crate::faults::Faults;
use crate::journal::Journal;
use crate::links::{Links, Shape};
use crate::meter::Counter;
use crate::offer::Offer;
use crate::plays::Plays;
use crate::prompts::Prompts;
use crate::quota::Rate;
use crate::tasks::Tasks;
use crate::{Config, Meter};

/// Everything the service remembers.
pub(crate) struct Service {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    pub(crate) links: Links,
    pub(crate) meter: Counter,
    pub(crate) offer: Offer,
    pub(crate) plays: Plays,
    pub(crate) prompts: Prompts,
    pub(crate) rate: Rate,
    pub(crate) tasks: Tasks,
}

impl Service {
    pub(crate) fn new(config: Config, offer: Offer, endpoint: String) -> Service {
        let shape = Shape {
            captured: config.captured_links,
            bases: [
                config.picture_link_base.clone(),
                config.video_link_base.clone(),
            ],
        };
        Service {
            clock: Clock::new(config.clock_offset_seconds),
            faults: Faults::new(config.faults.clone()),
            journal: Journal::new(config.keep_requests),
            links: Links::new(endpoint, shape),
            meter: Counter::default(),
            offer,
            plays: Plays::new(config.example_play),
            prompts: Prompts::new(config.keep_requests),
            rate: Rate::default(),
            tasks: Tasks::default(),
            config,
        }
    }

    pub(crate) fn meter(&self) -> Meter {
        Meter {
            busiest_second: self.rate.busiest(),
            ..self.meter.read()
        }
    }

    /// Every answer says what time the service believes it is, and those that a quota refused when to come again, if
    /// that is set.
    pub(crate) fn complete(&self, answer: &mut Answer) {
        let mut add = |name: &str, value: String| {
            let known = |(other, _): &(String, String)| other.eq_ignore_ascii_case(name);
            if !answer.headers.iter().any(known) {
                answer.headers.push((name.to_owned(), value));
            }
        };
        add("Date", self.clock.http_date());
        if let (50429 | 50430, Some(text)) = (answer.code, &self.config.retry_after) {
            add("Retry-After", text.clone());
        }
    }
}
