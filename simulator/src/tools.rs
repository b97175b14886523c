//! What is known of a tool, as the data files have it.

use crate::Side;
use crate::action::Way;
use crate::fields::{Fields, given};
use crate::plays::Step;
use crate::sizing::Sizing;
use serde::Deserialize;
use serde_json::Value;

/// One `req_key`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tool {
    pub(crate) req_key: String,
    /// The side that has it.
    #[serde(default)]
    pub(crate) side: Side,
    pub(crate) ways: Vec<Way>,
    /// The pair `image_urls` / `binary_data_base64`, where the tool takes it.
    pub(crate) images: Option<Images>,
    pub(crate) fields: Vec<Field>,
    /// Rules for `width` and `height` where they count only together.
    pub(crate) size: Option<Sizing>,
    /// Without a picture, a prompt is required.
    #[serde(default)]
    pub(crate) prompt_or_image: bool,
    /// The seed of requests that name none; without it, an unforeseen one.
    pub(crate) usual_seed: Option<i64>,
    /// These have no place beside a picture.
    #[serde(default)]
    pub(crate) without_image: Vec<String>,
    /// One of these is required.
    #[serde(default)]
    pub(crate) any_of: Vec<String>,
    /// Lists that count as one.
    pub(crate) together: Option<Together>,
    /// The options of the result that it takes; the others are fields it does not know.
    #[serde(default = "OutputOption::all")]
    pub(crate) options: Vec<OutputOption>,
    pub(crate) result: Outcome,
    /// Whether its tasks are `processing` before they are `in_queue`.
    #[serde(default)]
    pub(crate) processing: bool,
    /// More fields of `data`, with the marks that a report may have.
    #[serde(default)]
    pub(crate) data: Fields,
    /// `resp_data` beside a video, with the marks that a report may have.
    #[serde(default)]
    pub(crate) report: Fields,
    /// Pippit's credits for a second of video, where the rate is known.
    #[serde(default)]
    pub(crate) credits_per_second: u64,
}

impl Tool {
    /// Whether the tool knows a field of this name.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }
}

/// Several lists with a common limit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Together {
    pub(crate) fields: Vec<String>,
    /// Most items of all of them.
    pub(crate) max_items: usize,
}

/// An option of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OutputOption {
    ReturnUrl,
    LogoInfo,
    AigcMeta,
}

impl OutputOption {
    fn all() -> Vec<OutputOption> {
        vec![Self::ReturnUrl, Self::LogoInfo, Self::AigcMeta]
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ReturnUrl => "return_url",
            Self::LogoInfo => "logo_info",
            Self::AigcMeta => "aigc_meta",
        }
    }
}

/// Rules for the input pictures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Images {
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) min: usize,
    pub(crate) max: usize,
    /// Limit of one decoded picture in bytes.
    pub(crate) max_bytes: Option<usize>,
    /// Shortest and longest side, in pixels.
    pub(crate) sides: Option<[u32; 2]>,
    /// Longest side in shortest sides.
    pub(crate) max_ratio: Option<u32>,
    /// No base64.
    #[serde(default)]
    pub(crate) urls_only: bool,
    /// The text field that has the address of the only picture, in place of the list `image_urls`.
    pub(crate) url_field: Option<String>,
    /// What the pictures have in common.
    pub(crate) alike: Option<Alike>,
}

/// What several input pictures have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Alike {
    Ratio,
    Size,
}

/// Rules for one field of the body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    #[serde(default)]
    pub(crate) required: bool,
    /// A required text may be empty.
    #[serde(default)]
    pub(crate) may_be_empty: bool,
    /// Fields of the object, or of every object in the list.
    #[serde(default)]
    pub(crate) fields: Vec<Field>,
    /// Least number.
    pub(crate) min: Option<f64>,
    /// Greatest number.
    pub(crate) max: Option<f64>,
    /// The number must be greater than this.
    pub(crate) above: Option<f64>,
    /// The number must be less than this.
    pub(crate) below: Option<f64>,
    /// Longest text, in characters.
    pub(crate) max_chars: Option<usize>,
    /// The only texts (or numbers) allowed.
    #[serde(rename = "enum")]
    pub(crate) choices: Option<Vec<Value>>,
    /// What stands between several addresses in one text.
    pub(crate) separator: Option<char>,
    /// Fewest items of a list.
    pub(crate) min_items: Option<usize>,
    /// Most items of a list.
    pub(crate) max_items: Option<usize>,
}

/// JSON type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Bool,
    Int,
    Number,
    String,
    /// Text with a public address of a picture, film or sound.
    Url,
    /// A list of such addresses.
    Urls,
    /// Either of both.
    UrlOrUrls,
    /// A list of integers.
    Ints,
    Object,
    /// A list of anything.
    List,
}

/// What the tool makes.
#[derive(Deserialize)]
#[serde(tag = "media", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Outcome {
    Picture(Box<Drawing>),
    Video,
    /// `resp_data` with this inside, as text. `$video` and `$picture` become links.
    Text {
        resp_data: Fields,
        /// An answer that is the result has these fields in `data` itself.
        #[serde(default)]
        flat: bool,
    },
    /// A step of a short play.
    Play {
        step: Step,
    },
}

/// How the pictures of a tool look.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Drawing {
    pub(crate) format: Format,
    pub(crate) jpeg_when: Option<When>,
    /// Size where the request names none.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Another such size.
    pub(crate) square_when: Option<Square>,
    pub(crate) doubled: Option<Doubled>,
    /// Without a size in the request, the picture is as large as the one handed in, where that can be read.
    #[serde(default)]
    pub(crate) as_input: bool,
    /// Somebody stands in the picture.
    #[serde(default)]
    pub(crate) figure: bool,
    /// Most pictures in one result, together with those handed in.
    #[serde(default = "one")]
    pub(crate) max: u32,
    pub(crate) two_when: Option<When>,
    /// The longer side becomes so many pixels.
    pub(crate) long_side: Option<u32>,
    /// The longer side becomes twice as many.
    pub(crate) long_side_doubled_when: Option<When>,
}

fn one() -> u32 {
    1
}

/// Holds for requests in which a field has a certain value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct When {
    field: String,
    is: Value,
}

impl When {
    pub(crate) fn holds(&self, body: &Fields) -> bool {
        given(body, &self.field) == Some(&self.is)
    }
}

/// A square for certain requests.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Square {
    pub(crate) when: When,
    pub(crate) side: u32,
}

/// Super-resolution: the delivered picture is twice as wide and high.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Doubled {
    /// The field that switches it on or off.
    pub(crate) by: String,
    /// It is off where the request does not say.
    #[serde(default)]
    pub(crate) usually_off: bool,
    /// No doubling when a side is longer than this.
    pub(crate) unless_side_over: u32,
}

/// File format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    Jpeg,
    Png,
}
