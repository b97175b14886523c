//! Pictures on the command line: a file is read, an address is passed on.

use crate::args::schema::{Field, Kind};
use crate::images::truncation::missing;
use crate::output::failure::Failure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{self, Cursor, Read};
use visual_catalog::sanitize::excerpt;
use visual_host::read_bounded;
use volcengine_visual::input::picture::image_info;

/// More than any tool takes: it keeps a film from being read into memory.
const MAX_BYTES: usize = 64 << 20;

/// A picture that the service takes in either form.
pub fn picture(name: &str, text: &str) -> Result<Value, Failure> {
    if let Some(address) = address(text) {
        return Ok(json!({ "url": address }));
    }
    if text.contains("://") || text.starts_with("data:") {
        let shown = excerpt(text, 80);
        let message = format!(
            "{name}: only http:// and https:// links, or the path of a file, not `{shown}`"
        );
        let message_zh =
            format!("{name}：只支持 http:// 与 https:// 链接或文件路径，而不是 `{shown}`");
        return Err(Failure::input(name, &message, &message_zh));
    }
    if text == "-" {
        return standard_input(name);
    }
    let unreadable = |error: io::Error| {
        let message = format!("{name}: cannot read file `{text}`: {error}");
        Failure::input(name, &message, &format!("{name}：无法读取图片文件"))
    };
    let bytes = File::open(text).and_then(read).map_err(unreadable)?;
    if bytes.is_empty() {
        let message_zh = format!("{name}：`{text}` 是空文件");
        return Err(Failure::input(
            name,
            &format!("{name}: `{text}` is empty"),
            &message_zh,
        ));
    }
    whole(name, bytes)
}

/// A picture on standard input.
fn standard_input(name: &str) -> Result<Value, Failure> {
    let message = match read(io::stdin().lock()) {
        Err(error) => format!("{name}: standard input cannot be read: {error}"),
        Ok(bytes) if bytes.is_empty() => format!("{name}: standard input is empty"),
        Ok(bytes) => return whole(name, bytes),
    };
    let message_zh = format!("{name}：无法从标准输入读取图片");
    Err(Failure::input(name, &message, &message_zh))
}

/// A file as an argument, unless it is certainly cut off: the service would
/// refuse it, or work on half a picture.
fn whole(name: &str, bytes: Vec<u8>) -> Result<Value, Failure> {
    let kind = image_info(&bytes).map_or("", |look| look.mime_type);
    match missing(&mut Cursor::new(&bytes), bytes.len() as u64, kind) {
        None => Ok(json!({ "base64": STANDARD.encode(bytes) })),
        Some(lacks) => {
            let message = format!("{name}: the {kind} file is cut off: {lacks}");
            let message_zh = format!("{name}：{kind} 文件不完整");
            Err(Failure::input(name, &message, &message_zh))
        }
    }
}

fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read_bounded(from, &mut bytes, MAX_BYTES)?;
    Ok(bytes)
}

/// A picture, or anything else, that the service fetches itself.
pub fn link(name: &str, text: &str) -> Result<Value, Failure> {
    if let Some(address) = address(text) {
        return Ok(json!(address));
    }
    let message = format!(
        "{name} must be a public http or https address: the service takes no file here, it \
         fetches this itself"
    );
    Err(Failure::input(
        name,
        &message,
        &format!("{name} 必须是可公开访问的地址，不支持本地文件"),
    ))
}

/// Spreads the values of `--image` over the pictures that have none yet.
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
    let message = format!("--image was given too often: this tool takes {places} pictures");
    Err(Failure::input("image", &message, "图片数量过多"))
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
