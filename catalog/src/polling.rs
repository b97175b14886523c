//! How long to wait for a task, how often to ask for it, and how long its links last.

use crate::action::Actions;
use crate::tool::{Family, Product, Tool};

impl Product {
    /// How long the service keeps a link, in seconds (`docs/service-api.md#generic-actions`: images 24 h,
    /// videos and masks 1 h).
    pub const fn link_seconds(self) -> u64 {
        match self {
            Product::Images => 24 * 3600,
            Product::Report(report) => report.link_seconds,
            Product::Video | Product::Any => 3600,
        }
    }

    /// How long a call waits by default, in milliseconds. Clients of
    /// the service allow 5 minutes for images and 10 for videos (`docs/service-api.md#generic-actions`).
    pub const fn usual_wait_ms(self) -> u32 {
        match self {
            Product::Images => 300_000,
            Product::Report(report) => report.usual_wait_ms,
            Product::Video | Product::Any => 600_000,
        }
    }

    /// When to ask first for a task, and how far apart to ask at most, in
    /// milliseconds. Clients ask every 2-10 s for images, 5-15 s for videos.
    pub const fn pace_ms(self) -> (u64, u64) {
        match self {
            Product::Images => (1_000, 5_000),
            Product::Report(report) => report.pace_ms,
            Product::Video | Product::Any => (2_000, 10_000),
        }
    }
}

impl Actions {
    /// How long a call waits by default, in milliseconds. A tool without
    /// tasks answers in one reply: field reports ask for a read time-out of
    /// 60 to 120 s there (`docs/service-api.md#failures-reported-from-the-field`).
    pub const fn usual_wait_ms(self, product: Product) -> u32 {
        match self.query() {
            None => 120_000,
            Some(_) => product.usual_wait_ms(),
        }
    }
}

impl Tool {
    /// How long a call waits by default, in milliseconds: 30 minutes where a video
    /// follows a sound or another video, whose seconds are computed one by one
    /// (`docs/service-api.md#times`: more than 15 min for 26 s of sound).
    pub const fn usual_wait_ms(&self) -> u32 {
        match (self.family, self.product) {
            (Family::DigitalHuman | Family::Dubbing, Product::Video) => 1_800_000,
            _ => self.actions.usual_wait_ms(self.product),
        }
    }

    /// When to ask first for a task, and how far apart to ask at most, in
    /// milliseconds: later for families whose tasks were never seen to be done
    /// sooner (`docs/service-api.md#times`: 30 s at least for a video, minutes for
    /// a digital human; clients ask for both every 5-20 s).
    pub const fn pace_ms(&self) -> (u64, u64) {
        match (self.family, self.product) {
            (Family::Video, Product::Video) => (5_000, 10_000),
            (Family::DigitalHuman | Family::Dubbing, Product::Video) => (5_000, 20_000),
            _ => self.product.pace_ms(),
        }
    }
}
