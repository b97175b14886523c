//! The body of a request: `req_key` first, then the arguments in the order of
//! the catalogue. Absent fields are not sent.

use base64_simd::STANDARD;

use crate::errors::fault::Fault;
use crate::input::arguments::{Arguments, Picture, Value, Values, paired, wire_case};
use crate::input::base64_text::into_standard;
use crate::input::json::object;
use crate::protocol::json_writer::{Item, ObjectWriter, number, quote};
use visual_catalog::{Field, Kind};

/// Writes `req_key`, the arguments and the extra fields.
pub fn write(mut arguments: Arguments) -> Result<ObjectWriter, Fault> {
    let mut body = ObjectWriter::default();
    body.text("req_key", arguments.req_key());
    let mut pictures = Some(take_pictures(&mut arguments));
    for (field, value) in arguments.iter() {
        match value {
            None => {}
            Some(_) if field.wire == "req_key" => {}
            // One list holds the images of all fields.
            Some(_) if field.kind.is_image() => {
                if let Some(pictures) = pictures.take() {
                    write_pictures(&mut body, field.wire, pictures);
                }
            }
            Some(value) => write_value(&mut body, field, value),
        }
    }
    if let Some(extra) = &arguments.extra {
        for (name, json) in object("extra", extra)? {
            body.json(&name, &json.to_string());
        }
    }
    Ok(body)
}

fn write_value(body: &mut ObjectWriter, field: &'static Field, value: &Value) {
    if let Value::Size(width, height) = value {
        body.plain("width", width);
        body.plain("height", height);
        return;
    }
    let json = json(field, value);
    for name in field.wires() {
        body.json(name, &json);
    }
}

/// A value as the service takes it.
fn json(field: &'static Field, value: &Value) -> String {
    match value {
        Value::Text(text) => quote(text),
        Value::Int(number) => number.to_string(),
        Value::Float(float) => number(*float),
        Value::Bool(value) => value.to_string(),
        Value::Case(index) => quote(wire_case(field, *index)),
        Value::Texts(texts) => match field.kind {
            Kind::Joined(separator, ..) => quote(&texts.join(&separator.to_string())),
            _ => list(texts.iter().map(|text| quote(text))),
        },
        Value::Ints(numbers) => list(numbers.iter().map(i64::to_string)),
        Value::Record(values) => record(field, values),
        Value::Records(items) => list(items.iter().map(|values| record(field, values))),
        // Written by name, or with the other images.
        Value::Size(..) | Value::Picture(_) | Value::Pictures(_) => "null".into(),
    }
}

fn record(field: &Field, values: &Values) -> String {
    let mut object = ObjectWriter::default();
    let fields = field.kind.record().map_or(&[][..], |record| record.fields);
    for (field, value) in paired(fields, values) {
        if let Some(value) = value {
            write_value(&mut object, field, value);
        }
    }
    object.finish()
}

/// The name of a list of links, and that of a list of files.
const LINKS: &str = "image_urls";
const FILES: &str = "binary_data_base64";

/// Every image as it is sent, without copying a file that is in base64.
fn take_pictures(arguments: &mut Arguments) -> Vec<Item> {
    let pictures = arguments.pictures_mut().map(|picture| {
        match std::mem::replace(picture, Picture::Url(String::new())) {
            Picture::Url(url) => Item::Json(quote(&url)),
            // What is no base64 would not have passed the check.
            Picture::Base64(text) => Item::Base64(into_standard(&text)),
            Picture::Bytes(bytes) => Item::Base64(STANDARD.encode_to_string(bytes).into()),
        }
    });
    pictures.collect()
}

/// Every image in one list, under the name that its form has.
fn write_pictures(body: &mut ObjectWriter, wire: &str, items: Vec<Item>) {
    let has_file = items.iter().any(|item| matches!(item, Item::Base64(_)));
    match if has_file { FILES } else { wire } {
        name @ (LINKS | FILES) => body.list(name, items),
        name => {
            for item in items {
                if let Item::Json(link) = item {
                    body.json(name, &link);
                }
            }
        }
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}
