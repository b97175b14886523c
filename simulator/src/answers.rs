//! The shapes of answers, as captured ones have them.

use crate::fields::Fields;
use serde::Deserialize;
use std::sync::LazyLock;

/// Members of `data`, and links.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answers {
    /// A task that is not finished, whatever it makes.
    pub(crate) waiting: Fields,
    /// A finished task.
    pub(crate) done: Fields,
    /// A finished task whose product stands in `resp_data`.
    pub(crate) done_with_report: Fields,
    /// A finished step of a short play, whose product stands in `resp_data`.
    pub(crate) done_step: Fields,
    /// An answer that is the product.
    pub(crate) at_once: Fields,
    /// What stands in it in place of files, where links were asked for.
    pub(crate) at_once_with_links: Fields,
    /// Path and query of a picture, with marks.
    pub(crate) picture_link: String,
    /// Path and query of a video, with marks.
    pub(crate) video_link: String,
    /// Path and query of a picture of a short play, with marks.
    pub(crate) material_link: String,
    /// Path and query of a shot of a short play, with marks.
    pub(crate) shot_link: String,
    /// Path and query of an episode of a short play, with marks.
    pub(crate) film_link: String,
    /// Path and query of an episode's cover, with marks.
    pub(crate) cover_link: String,
}

/// What is known of them.
pub(crate) fn known() -> &'static Answers {
    static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../data/answers.json"))
            .expect("data/answers.json is well formed")
    });
    &ANSWERS
}
