//! The products in a data object, delivered as asked.

use base64_simd::STANDARD;
use serde_json::{Map, Value};

use super::reply_reader::File;
use super::sniff;
use crate::catalog::Product;
use crate::json_text;
use crate::types::{Delivery, Media, MediaContent, MediaKind};

/// What decides how products are delivered.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// How media should come back.
    pub delivery: Delivery,
    /// The largest file, in bytes, that may come back as `bytes`.
    pub max_inline: u32,
    /// When a link ends that does not say so itself.
    pub link_end: u64,
    /// What the tool makes.
    pub product: Product,
}

/// What was found: links, and files as bytes.
#[derive(Debug)]
pub struct Found {
    /// Every product, in the service's order.
    pub media: Vec<Media>,
    /// What a person should know of them.
    pub warnings: Vec<String>,
    /// The rest of the data object, as JSON.
    pub details: String,
}

/// Takes the products out of a data object and the files beside it. The error
/// says what is wrong with them.
pub fn take(mut data: Map<String, Value>, files: Vec<File>, wish: &Wish) -> Result<Found, String> {
    open_resp_data(&mut data);
    let images = texts(data.remove("image_urls"));
    data.remove("binary_data_base64");
    let video = texts(data.remove("video_url"));
    let inner = match wish.product {
        Product::Video | Product::Any => links_inside(data.get(RESP_DATA)),
        Product::Images | Product::Report(_) => Vec::new(),
    };
    let told = data.get(RESP_DATA).is_some_and(|told| !told.is_null());
    let mut found = Found {
        media: Vec::new(),
        warnings: Vec::new(),
        details: Value::Object(data).to_string(),
    };
    if let Product::Report(_) = wish.product {
        return Ok(found);
    }
    let video = if video.is_empty() { inner } else { video };
    for (links, kind) in [(&video, MediaKind::Video), (&images, MediaKind::Image)] {
        let links = links.iter().map(|url| link(url, kind, wish));
        found.media.extend(links);
    }
    if !found.media.is_empty() {
        return Ok(found);
    }
    for file in files {
        let bytes = file.map_err(|_| "a product that is not base64")?;
        found.media.push(media(bytes));
    }
    match (found.media.is_empty(), wish.product) {
        (false, _) if wish.delivery == Delivery::Url => {
            let said = "The service delivered the file itself where a link was asked for.";
            found.warnings.push(said.into());
        }
        (false, _) | (true, Product::Any) => {}
        // The shape of some answers is not documented: what was paid for is passed on.
        (true, Product::Video) if told => found.warnings.push(
            "The answer names no link that is known: it is passed on whole in the details.".into(),
        ),
        (true, _) => return Err("a finished job without a product".into()),
    }
    Ok(found)
}

impl Found {
    /// Whether a file is larger than may come back as bytes.
    pub fn exceeds(&self, wish: &Wish) -> bool {
        let too_large = |media: &Media| matches!(&media.content, MediaContent::Bytes(bytes) if bytes.len() > wish.max_inline as usize);
        wish.delivery != Delivery::Base64 && self.media.iter().any(too_large)
    }

    /// The same with files in the form that was asked for.
    pub fn shaped(mut self, wish: &Wish) -> Found {
        if self.exceeds(wish) {
            self.warnings.push(format!(
                "A file exceeds max-inline ({} bytes): it is delivered as base64.",
                wish.max_inline
            ));
        }
        for media in &mut self.media {
            if let MediaContent::Bytes(bytes) = &media.content
                && (wish.delivery == Delivery::Base64 || bytes.len() > wish.max_inline as usize)
            {
                media.content = MediaContent::Base64(STANDARD.encode_to_string(bytes));
            }
        }
        self
    }
}

/// The member that holds an answer as JSON in a text.
const RESP_DATA: &str = "resp_data";

/// Where the JSON of `resp_data` names videos (§5.7).
const LINKS_INSIDE: &[&str] = &["video_url", "preview_url", "vid.url", "url"];

/// Replaces the text of `resp_data` by the object that it holds.
fn open_resp_data(data: &mut Map<String, Value>) {
    if let Some(Value::String(text)) = data.get(RESP_DATA)
        && let Ok(Value::Object(inner)) = json_text::parse(text)
    {
        data.insert(RESP_DATA.into(), Value::Object(inner));
    }
}

fn links_inside(resp_data: Option<&Value>) -> Vec<String> {
    let at = |path: &&str| resp_data.and_then(|inner| member(inner, path));
    let mut lists = LINKS_INSIDE.iter().filter_map(at);
    let links = lists.find_map(|value| Some(texts(Some(value.clone()))).filter(|l| !l.is_empty()));
    links.unwrap_or_default()
}

/// The member at a path of names, with dots between.
pub fn member<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.')
        .try_fold(value, |value, name| value.get(name))
}

/// The non-empty texts of a text or a list.
fn texts(value: Option<Value>) -> Vec<String> {
    let list = match value {
        Some(Value::Array(list)) => list,
        Some(single) => vec![single],
        None => Vec::new(),
    };
    list.into_iter()
        .filter_map(|item| match item {
            Value::String(text) if !text.is_empty() => Some(text),
            _ => None,
        })
        .collect()
}

fn link(url: &str, kind: MediaKind, wish: &Wish) -> Media {
    Media {
        kind,
        mime_type: sniff::mime_type_of_link(url, kind).to_string(),
        expires_at: Some(sniff::link_end(url).unwrap_or(wish.link_end)),
        content: MediaContent::Url(url.to_string()),
    }
}

/// A product that is here.
pub fn media(bytes: Vec<u8>) -> Media {
    let mime_type = sniff::mime_type(&bytes).unwrap_or("application/octet-stream");
    Media {
        kind: kind_of(mime_type),
        mime_type: mime_type.to_string(),
        content: MediaContent::Bytes(bytes),
        expires_at: None,
    }
}

fn kind_of(mime_type: &str) -> MediaKind {
    match mime_type.split('/').next() {
        Some("image") => MediaKind::Image,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        _ => MediaKind::Other,
    }
}
