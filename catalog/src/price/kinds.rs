//! What a price is.

use crate::money::Money;
use crate::seen::Seen;
use crate::text::{Text, text};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A picture that came back.
    Image,
    /// A second of video.
    Second,
    /// A credit of a pack that was bought.
    Credit,
    /// What the service calls `charge_count`, for tools without a known price.
    Charge,
}

impl Unit {
    /// Every unit.
    pub const ALL: &'static [Unit] = &[Unit::Image, Unit::Second, Unit::Credit, Unit::Charge];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Unit::Image => "image",
            Unit::Second => "second",
            Unit::Credit => "credit",
            Unit::Charge => "charge",
        }
    }

    /// The word for people.
    pub const fn title(self) -> Text {
        match self {
            Unit::Image => text("image", "张"),
            Unit::Second => text("second", "秒"),
            Unit::Credit => text("credit", "积分"),
            Unit::Charge => text("charge", "次计费"),
        }
    }

    /// The unit with this word.
    pub fn from_word(word: &str) -> Option<Unit> {
        Unit::ALL.iter().copied().find(|unit| unit.word() == word)
    }
}

/// How many units a call takes, by its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Pictures, at most so many: those given count with those made, and
    /// `force_single` makes one.
    Images(u32),
    /// Seconds of video, by `frames`: 121 or 241.
    Frames,
    /// Seconds of a video that is as long as a medium of unknown length: between
    /// these.
    Input(u32, u32),
    /// Seconds of a video whose length no source states.
    Unstated,
    /// Credits, so many for each second of the video and of the videos given, which
    /// have at most so many seconds each.
    Agent {
        /// Credits for a second.
        credits: u32,
        /// The longest video that may be given, in seconds.
        max_input: u32,
    },
    /// The vendor does not bill it.
    Free,
}

/// The price of a tool, as it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// The tool's name.
    pub tool: &'static str,
    /// The amount for one unit.
    pub per_unit: Money,
    /// What is counted.
    pub unit: Unit,
    /// How it is counted.
    pub count: Count,
    /// When and how it was seen.
    pub seen: Seen,
    /// Where it was seen: a row of `docs/service-api.md#prices`.
    pub source: &'static str,
}
