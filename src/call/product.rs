//! The products in a data object, delivered as asked.

use base64_simd::STANDARD;
use serde_json::{Map, Value};

use super::{address, materials};
use crate::protocol::reply::envelope::RESP_DATA;
use crate::protocol::reply::reader::File;
use crate::protocol::reply::unexpected::Defect;
use crate::protocol::sniff;
use crate::types::{Delivery, Media, MediaContent, MediaKind, Warning};
use visual_catalog::Product;

/// What decides how products are delivered.
#[derive(Clone, Copy, Debug)]
pub struct DeliveryOptions {
    /// How media should come back.
    pub delivery: Delivery,
    /// The most bytes of all files together that may come back as `bytes`.
    pub max_inline: u32,
    /// Expiry of a link whose URL does not contain one.
    pub link_end: u64,
    /// What the tool makes.
    pub product: Product,
    /// Whether the tool is of the Pippit family.
    pub pippit: bool,
}

/// What was found: links, and files as bytes.
#[derive(Debug)]
pub struct Found {
    /// Every product, in the service's order.
    pub media: Vec<Media>,
    /// What a person should know of them.
    pub warnings: Vec<Warning>,
    /// The rest of the data object, as JSON.
    pub details: String,
}

/// Takes the products out of a data object and the files beside it. The error
/// says what is wrong with them.
pub fn take(
    mut data: Map<String, Value>,
    files: Vec<File>,
    options: &DeliveryOptions,
) -> Result<Found, Defect> {
    let mut images = texts(data.remove("image_urls"));
    data.remove("binary_data_base64");
    let mut videos = texts(data.remove("video_url"));
    if let Product::Video | Product::Any = options.product {
        let told = data.get(RESP_DATA);
        if videos.is_empty() {
            videos = first_links(told, VIDEOS_INSIDE);
        }
        images.extend(first_links(told, IMAGES_INSIDE));
    }
    let mut warnings = Vec::new();
    if let (Product::Report(report), Some(told)) = (options.product, data.get(RESP_DATA)) {
        let named = materials::find(told, report);
        if videos.is_empty() {
            videos = named.videos;
        }
        images.extend(named.images);
        warnings = named.warnings;
    }
    let told = data.get(RESP_DATA).is_some_and(|told| !told.is_null());
    let mut found = Found {
        media: Vec::new(),
        warnings,
        details: Value::Object(data).to_string(),
    };
    if options.product.word() == "report" {
        return Ok(found);
    }
    let (files, damaged): (Vec<File>, Vec<File>) = files.into_iter().partition(Result::is_ok);
    let files = files.into_iter().flatten().map(media);
    let links = [(&videos, MediaKind::Video), (&images, MediaKind::Image)];
    let links = links
        .into_iter()
        .flat_map(|(links, kind)| links.iter().map(move |url| link(url, kind, options)));
    found.fill(links.collect(), files.collect(), options.delivery);
    if !damaged.is_empty() && !found.media.is_empty() {
        let count = damaged.len();
        found.warnings.push(Warning {
            message: format!(
                "Of the files in the response, {count} could not be read: invalid base64."
            ),
            message_zh: format!("响应中有 {count} 个文件无法读取：base64 无效。"),
        });
    }
    match (found.media.is_empty(), options.product) {
        (true, _) if !damaged.is_empty() => Err(Defect::NotBase64),
        (false, _) | (true, Product::Any) => Ok(found),
        // The shape of some answers is not documented: what was paid for is passed on.
        (true, Product::Video | Product::Report(_)) if told => {
            found.warnings.push(Warning::new(
                "No link was recognised in the response; all of it is in the details.",
                "未在响应中识别出链接，完整内容见 details。",
            ));
            Ok(found)
        }
        (true, _) => Err(Defect::NoResult),
    }
}

impl Found {
    /// Takes links, files, or both. Where both are there, they are the same
    /// products in two forms, unless their number shows that one form lacks
    /// some: then nothing is left out.
    fn fill(&mut self, links: Vec<Media>, files: Vec<Media>, delivery: Delivery) {
        let as_links = delivery == Delivery::Url;
        let (wanted, other) = match as_links {
            true => (links, files),
            false => (files, links),
        };
        let lacking = wanted.len() < other.len();
        let several = lacking && !wanted.is_empty();
        if as_links && lacking {
            self.warnings.push(Warning::new(
                "The service returned the file itself instead of a link.",
                "服务直接返回了文件，而不是链接。",
            ));
        }
        if several {
            self.warnings.push(Warning::new(
                "The service returned both links and files; a result may be there twice.",
                "服务同时返回了链接和文件，同一结果可能出现两次。",
            ));
        }
        self.media = wanted;
        if lacking {
            self.media.extend(other);
        }
    }
}

impl Found {
    /// How many bytes are here as files.
    pub fn inline(&self) -> u64 {
        let length = |media: &Media| match &media.content {
            MediaContent::Bytes(bytes) => bytes.len() as u64,
            _ => 0,
        };
        self.media.iter().map(length).sum()
    }

    /// Whether the files together are more than may come back as bytes.
    pub fn exceeds(&self, options: &DeliveryOptions) -> bool {
        options.delivery != Delivery::Base64 && self.inline() > options.max_inline.into()
    }

    /// The same with files in the form that was asked for: those beyond the limit
    /// as base64.
    pub fn shaped(mut self, options: &DeliveryOptions) -> Found {
        if self.exceeds(options) {
            self.warnings.push(too_large(
                options.max_inline,
                [
                    "; the rest is delivered as base64.",
                    "，超出部分以 base64 返回。",
                ],
            ));
        }
        let mut left = match options.delivery {
            Delivery::Base64 => 0,
            _ => options.max_inline as usize,
        };
        let mut starved = false;
        for media in &mut self.media {
            let MediaContent::Bytes(bytes) = &media.content else {
                continue;
            };
            match left.checked_sub(bytes.len()) {
                Some(rest) if options.delivery != Delivery::Base64 => left = rest,
                _ => match base64(bytes) {
                    Some(text) => media.content = MediaContent::Base64(text),
                    None => starved = true,
                },
            }
        }
        if starved {
            self.warnings.push(Warning::new(
                "A file does not fit in memory as base64; it is delivered as bytes.",
                "内存不足以将文件写成 base64，以字节返回。",
            ));
        }
        self
    }
}

/// Says that files are too large, and how they are delivered instead.
pub fn too_large(max: u32, [en, zh]: [&str; 2]) -> Warning {
    Warning {
        message: format!("The files exceed max-inline ({max} bytes){en}"),
        message_zh: format!("文件超过 max-inline（{max} 字节）{zh}"),
    }
}

/// A file as base64, if there is memory for it.
fn base64(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    let length = STANDARD.encoded_length(bytes.len());
    text.try_reserve_exact(length).ok()?;
    STANDARD.encode_append(bytes, &mut text);
    Some(text)
}

/// Where the JSON of `resp_data` names videos.
const VIDEOS_INSIDE: &[&str] = &[
    "video_url",
    "final_video_url",
    "preview_url",
    "vid.url",
    "url",
    "urls",
    "video_urls",
];
/// Where it names images that come with a video.
const IMAGES_INSIDE: &[&str] = &["final_video_cover_url"];

/// The links at the first of these places that has some.
fn first_links(resp_data: Option<&Value>, paths: &[&str]) -> Vec<String> {
    let at = |path: &&str| resp_data.and_then(|inner| member(inner, path));
    let mut lists = paths.iter().filter_map(at);
    let links = lists.find_map(|value| Some(texts(Some(value.clone()))).filter(|l| !l.is_empty()));
    links.unwrap_or_default()
}

/// The member at a path of names, with dots between.
fn member<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
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

fn link(url: &str, kind: MediaKind, options: &DeliveryOptions) -> Media {
    Media {
        kind,
        mime_type: address::mime_type(url, kind).to_string(),
        expires_at: Some(address::link_end(url).unwrap_or(options.link_end)),
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
