//! The tools on offer, read from the simulator's own data file.

use crate::action::Way;
use crate::sizing::Sizing;
use serde::Deserialize;
use serde_json::Value;
use std::sync::LazyLock;

/// One `req_key`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tool {
    pub(crate) req_key: String,
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
    /// One of these is required.
    #[serde(default)]
    pub(crate) any_of: Vec<String>,
    pub(crate) result: Outcome,
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
    Object,
    /// A list of anything.
    List,
}

/// What the tool makes.
#[derive(Deserialize)]
#[serde(tag = "media", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Outcome {
    Picture {
        format: Format,
        /// Size where the request names none.
        width: u32,
        height: u32,
        doubled: Option<Doubled>,
        /// Without a size in the request, the picture is as large as the one handed in, where that can be read.
        #[serde(default)]
        as_input: bool,
        /// Somebody stands in the picture.
        #[serde(default)]
        figure: bool,
        /// Most pictures in one result, together with those handed in.
        #[serde(default = "one")]
        most: u32,
        /// The longer side becomes 4096 pixels, or 8192 where `resolution` is 8k.
        #[serde(default)]
        enlarged: bool,
    },
    Video,
    /// `resp_data` with this inside, as text; `$video` and `$picture` become links.
    Text {
        resp_data: Value,
    },
}

fn one() -> u32 {
    1
}

/// Super-resolution: the delivered picture is twice as wide and high.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Doubled {
    /// The field that switches it off.
    pub(crate) by: String,
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

/// The files; in the order in which the tools are listed.
const FILES: [&str; 5] = [
    include_str!("../data/tools.json"),
    include_str!("../data/tools_pictures.json"),
    include_str!("../data/tools_videos.json"),
    include_str!("../data/tools_editing.json"),
    include_str!("../data/tools_people.json"),
];

static TOOLS: LazyLock<Vec<Tool>> = LazyLock::new(|| {
    let tools: Result<Vec<Vec<Tool>>, _> = FILES.into_iter().map(read).collect();
    let tools = tools.expect("the files in data are well formed");
    tools.into_iter().flatten().collect()
});

/// Reads one file. Where `req_key` is a list, each of them is a tool by itself.
fn read(file: &str) -> Result<Vec<Tool>, serde_json::Error> {
    let rows: Vec<serde_json::Map<String, Value>> = serde_json::from_str(file)?;
    let mut tools = Vec::new();
    for mut row in rows {
        let names = match row.remove("req_key") {
            Some(Value::Array(names)) => names,
            name => name.into_iter().collect(),
        };
        for name in names {
            row.insert("req_key".to_owned(), name);
            tools.push(serde_json::from_value(row.clone().into())?);
        }
    }
    Ok(tools)
}

/// The tool with this `req_key`; case matters.
pub(crate) fn find(req_key: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|tool| tool.req_key == req_key)
}

/// Every `req_key` on offer.
pub(crate) fn req_keys() -> impl Iterator<Item = &'static str> {
    TOOLS.iter().map(|tool| tool.req_key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_is_named_once_and_can_be_used() {
        let mut names: Vec<_> = req_keys().collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(names.len() >= 58);
        assert!(TOOLS.iter().all(|tool| !tool.ways.is_empty()));
        assert!(find("JIMENG_vgfm_t2v_l20").is_none());
    }
}
