//! Checks arguments against the catalogue before anything is sent. The first
//! fault wins; its message names the limit and the value.

use crate::arguments::{Arguments, Picture, Value};
use crate::body::number;
use crate::catalog::{Field, Kind, SizeRule, Tool};
use crate::fault::{Fault, excerpt};
use crate::json_arguments::{object, snake};

/// A URL longer than this is no address of a picture.
const MOST_URL: usize = 8192;
/// Names in the body that are not arguments: the protocol's own.
const RESERVED: &[&str] = &[
    "req_key",
    "task_id",
    "req_json",
    "return_url",
    "logo_info",
    "aigc_meta",
    "image_urls",
    "binary_data_base64",
];

/// Checks every argument, then the extra fields.
pub fn check(arguments: &Arguments) -> Result<(), Fault> {
    for (field, value) in arguments.iter() {
        match value {
            Some(value) => check_value(field, value)?,
            None if field.required => return Err(Fault::missing(field.name)),
            None => {}
        }
    }
    match &arguments.extra {
        Some(extra) => check_extra(arguments.tool, extra),
        None => Ok(()),
    }
}

fn check_value(field: &Field, value: &Value) -> Result<(), Fault> {
    match (field.kind, value) {
        (Kind::Text(most), Value::Text(text)) => check_text(field, text, most),
        (Kind::Link, Value::Text(url)) => check_url(field.name, url),
        (Kind::Int(least, most), Value::Int(number)) => check_int(field, *number, (least, most)),
        (Kind::Pixels(least, most), Value::Int(number)) => {
            check_int(field, *number, (least.into(), most.into()))
        }
        (Kind::Float(least, most), Value::Float(float)) => {
            check_float(field, *float, (least, most))
        }
        (Kind::Size(rule), Value::Size(width, height)) => {
            check_size(field, rule, [*width, *height])
        }
        (Kind::Image, Value::Picture(picture)) => check_picture(field.name, picture),
        _ => Ok(()),
    }
}

fn check_text(field: &Field, text: &str, most: Option<usize>) -> Result<(), Fault> {
    if field.required && text.trim().is_empty() {
        return Err(Fault::missing(field.name));
    }
    let length = text.chars().count();
    match most {
        Some(most) if length > most => Err(Fault::new(
            field.name,
            format!("has {length} characters; at most {most} are allowed"),
            format!("共 {length} 个字符，最多允许 {most} 个"),
        )),
        _ => Ok(()),
    }
}

fn check_int(field: &Field, number: i64, (least, most): (i64, i64)) -> Result<(), Fault> {
    if (least..=most).contains(&number) {
        return Ok(());
    }
    Err(outside(
        field.name,
        [least, most, number].map(|n| n.to_string()),
    ))
}

fn check_float(field: &Field, float: f64, (least, most): (f64, f64)) -> Result<(), Fault> {
    // A NaN is outside of every range.
    if (least..=most).contains(&float) {
        return Ok(());
    }
    Err(outside(field.name, [least, most, float].map(shown)))
}

fn check_size(field: &Field, rule: SizeRule, sides: [i32; 2]) -> Result<(), Fault> {
    let [width, height] = sides.map(i64::from);
    let (least, most) = rule.sides.unwrap_or((1, i32::MAX));
    for side in [width, height] {
        check_int(field, side, (least.into(), most.into()))?;
    }
    let area = width * height;
    if let Some((least, most)) = rule.area
        && !(least..=most).contains(&area)
    {
        return Err(Fault::new(
            field.name,
            format!(
                "must have from {least} to {most} pixels in all, not {width} x {height} = {area}"
            ),
            format!("总像素须在 {least} 到 {most} 之间，而不是 {width}×{height} = {area}"),
        ));
    }
    match rule.ratio {
        Some(ratio) if width.max(height) > ratio * width.min(height) => Err(Fault::new(
            field.name,
            format!("must have a ratio of at most {ratio}:1, not {width} x {height}"),
            format!("长短边之比最多 {ratio}:1，而不是 {width}×{height}"),
        )),
        _ => Ok(()),
    }
}

/// A number for people: without an empty fraction, and with the words that JSON lacks.
pub fn shown(float: f64) -> String {
    match number(float) {
        text if text == "null" => "NaN or infinite".into(),
        text => text.trim_end_matches(".0").into(),
    }
}

/// A number outside of its bounds.
pub fn outside(name: &str, [least, most, number]: [String; 3]) -> Fault {
    Fault::new(
        name,
        format!("must be from {least} to {most}, not {number}"),
        format!("必须在 {least} 到 {most} 之间，而不是 {number}"),
    )
}

fn check_picture(name: &str, picture: &Picture) -> Result<(), Fault> {
    match picture {
        Picture::Url(url) => check_url(name, url),
        Picture::Bytes(bytes) if bytes.is_empty() => Err(Fault::missing(name)),
        Picture::Bytes(_) => Ok(()),
        Picture::Base64(text) => check_base64(name, text),
    }
}

fn check_base64(name: &str, text: &str) -> Result<(), Fault> {
    use base64::Engine as _;
    if text.is_empty() {
        return Err(Fault::missing(name));
    }
    if text.starts_with("data:") {
        return Err(Fault::new(
            name,
            "must be base64 alone, without the `data:` prefix",
            "必须是纯 base64，不能带 `data:` 前缀",
        ));
    }
    match base64::engine::general_purpose::STANDARD.decode(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(Fault::new(
            name,
            format!("is not standard base64: {error}"),
            format!("不是标准 base64：{error}"),
        )),
    }
}

fn check_url(name: &str, url: &str) -> Result<(), Fault> {
    if url.trim().is_empty() {
        return Err(Fault::missing(name));
    }
    let shown = excerpt(url, 80);
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else {
        return Err(Fault::new(
            name,
            format!("must begin with http:// or https://, not `{shown}`"),
            format!("必须以 http:// 或 https:// 开头，而不是 `{shown}`"),
        ));
    };
    if url.len() > MOST_URL {
        return Err(Fault::new(
            name,
            format!("has {} bytes; an address has at most {MOST_URL}", url.len()),
            format!("共 {} 字节，地址最多 {MOST_URL} 字节", url.len()),
        ));
    }
    if url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(Fault::new(
            name,
            format!("must not hold blanks or control characters: `{shown}`"),
            format!("不能含有空白或控制字符：`{shown}`"),
        ));
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains('@') {
        return Err(Fault::new(
            name,
            "must name a host, without user or password",
            "必须含主机名，且不能带用户名或密码",
        ));
    }
    Ok(())
}

fn check_extra(tool: &Tool, extra: &str) -> Result<(), Fault> {
    for name in object("extra", extra)?.keys() {
        let known = tool
            .fields
            .iter()
            .any(|field| field.sends(name) || field.name == name || snake(field.name) == *name);
        if known || RESERVED.contains(&name.as_str()) {
            let shown = excerpt(name, 40);
            return Err(Fault::new(
                "extra",
                format!("holds `{shown}`, which has an argument or option of its own"),
                format!("含有 `{shown}`，该项有专门的参数或选项"),
            ));
        }
    }
    Ok(())
}
