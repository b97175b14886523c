//! Images on the command line: a file is read, an address is passed on.

use crate::args::schema::{Field, Kind};
use crate::images::truncation::missing;
use crate::output::failure::Failure;
use crate::output::language::message;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{self, Cursor, Read};
use visual_catalog::sanitize::excerpt;
use visual_host::{io_error_zh, read_bounded};
use volcengine_visual::input::picture::image_info;

/// More than any tool takes: it keeps a film from being read into memory.
const MAX_BYTES: usize = 64 << 20;

/// An image that the service takes in either form.
pub fn picture(name: &str, text: &str) -> Result<Value, Failure> {
    if let Some(address) = address(text) {
        return Ok(json!({ "url": address }));
    }
    if text.contains("://") || text.starts_with("data:") {
        let shown = excerpt(text, 80);
        let message = message!(
            "`{name}`: only http:// and https:// links, or the path of a file, got `{shown}`",
            "`{name}`：只支持 http:// 与 https:// 链接或文件路径，实际为 `{shown}`"
        );
        return Err(Failure::input(name, message));
    }
    if text == "-" {
        return standard_input(name);
    }
    let unreadable = |error: io::Error| {
        let zh = io_error_zh(&error);
        let message = message!(
            "`{name}`: cannot read file `{text}`: {error}",
            "`{name}`：无法读取文件 `{text}`：{zh}"
        );
        Failure::input(name, message)
    };
    let bytes = File::open(text).and_then(read).map_err(unreadable)?;
    if bytes.is_empty() {
        let message = message!("`{name}`: `{text}` is empty", "`{name}`：`{text}` 是空文件");
        return Err(Failure::input(name, message));
    }
    whole(name, bytes)
}

/// An image on standard input.
fn standard_input(name: &str) -> Result<Value, Failure> {
    let message = match read(io::stdin().lock()) {
        Err(error) => {
            let zh = io_error_zh(&error);
            message!(
                "`{name}`: standard input cannot be read: {error}",
                "`{name}`：无法读取标准输入：{zh}"
            )
        }
        Ok(bytes) if bytes.is_empty() => {
            message!(
                "`{name}`: standard input is empty",
                "`{name}`：标准输入为空"
            )
        }
        Ok(bytes) => return whole(name, bytes),
    };
    Err(Failure::input(name, message))
}

/// A file as an argument, unless it is certainly cut off: the service would
/// refuse it, or work on half an image.
fn whole(name: &str, bytes: Vec<u8>) -> Result<Value, Failure> {
    let kind = image_info(&bytes).map_or("", |look| look.mime_type);
    match missing(&mut Cursor::new(&bytes), bytes.len() as u64, kind) {
        None => Ok(json!({ "base64": STANDARD.encode(bytes) })),
        Some(lacks) => {
            let (en, zh) = (lacks.en, lacks.zh);
            let message = message!(
                "`{name}`: the {kind} file is truncated: {en}",
                "`{name}`：{kind} 文件不完整：{zh}"
            );
            Err(Failure::input(name, message))
        }
    }
}

fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read_bounded(from, &mut bytes, MAX_BYTES)?;
    Ok(bytes)
}

/// An image, or anything else, that the service fetches itself.
pub fn link(name: &str, text: &str) -> Result<Value, Failure> {
    if let Some(address) = address(text) {
        return Ok(json!(address));
    }
    let message = message!(
        "`{name}` must be a public http or https URL, not a file",
        "`{name}` 必须是可公网访问的 http 或 https 地址，不支持本地文件"
    );
    Err(Failure::input(name, message))
}

/// Spreads the values of `--image` over the images that have none yet.
pub fn spread(
    texts: &[&str],
    fields: &[Field],
    arguments: &mut Map<String, Value>,
) -> Result<(), Failure> {
    let mut rest = texts.iter();
    let mut places = 0;
    for field in fields.iter().filter(|field| field.is_picture()) {
        places += 1;
        if arguments.contains_key(&field.name) {
            continue;
        }
        if let Kind::List(inner) = &field.kind {
            let values = rest.by_ref().map(|text| one(field, inner, text));
            let values: Vec<_> = values.collect::<Result<_, _>>()?;
            if !values.is_empty() {
                arguments.insert(field.name.clone(), Value::Array(values));
            }
        } else if let Some(text) = rest.next() {
            arguments.insert(field.name.clone(), one(field, &field.kind, text)?);
        }
    }
    if rest.next().is_none() {
        return Ok(());
    }
    let images = if places == 1 { "image" } else { "images" };
    let message = message!(
        "too many --image options: this tool takes {places} {images}",
        "--image 过多：该工具最多接受 {places} 张图片"
    );
    Err(Failure::input("image", message))
}

fn one(field: &Field, kind: &Kind, text: &str) -> Result<Value, Failure> {
    match kind {
        Kind::PictureUrl => link(&field.name, text),
        _ => picture(&field.name, text),
    }
}

/// A link, with its scheme in lower case.
fn address(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https").then(|| format!("{scheme}://{rest}"))
}
