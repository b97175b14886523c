//! One value of JSON, as its field takes it.

use serde_json::{Map, Value as Json};

use std::borrow::Cow;

use super::object::{take, type_name, unknown_name};
use crate::errors::fault::Fault;
use crate::input::arguments::{Picture, Value, Values};
use crate::protocol::shared_text::SharedText;
use visual_catalog::sanitize::excerpt;
use visual_catalog::{Choices, Field, Kind};

/// The form of a picture that is a file.
pub const BASE64: &str = "base64";

/// The files of a text of arguments. In its value each has its place among
/// them, in digits, as [`visual_catalog::json_text::parse_apart`] leaves them.
pub struct Files<'a> {
    /// The text.
    pub text: &'a SharedText,
    /// The files.
    pub texts: Vec<Cow<'a, str>>,
}

impl Files<'_> {
    fn at(&self, place: &str) -> Option<&Cow<'_, str>> {
        self.texts.get(place.parse::<usize>().ok()?)
    }

    /// The file at a place.
    fn file(&self, place: &str) -> SharedText {
        match self.at(place) {
            Some(Cow::Borrowed(file)) => self.text.share(file),
            Some(Cow::Owned(file)) => file.into(),
            None => SharedText::default(),
        }
    }

    /// Puts texts back into a value where they are no files.
    pub fn put_back(&self, json: &mut Json) {
        match json {
            Json::Array(list) => list.iter_mut().for_each(|item| self.put_back(item)),
            Json::Object(object) => {
                for (name, json) in object {
                    match json {
                        Json::String(text) if name == BASE64 => {
                            *text = self.at(text).map(Cow::to_string).unwrap_or_default();
                        }
                        other => self.put_back(other),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Reads a value, or says what was expected. Where a list is taken, a single
/// value is a list of one.
fn value(field: &'static Field, json: Json, files: &Files<'_>) -> Result<Value, Fault> {
    // Files are large: they are not copied.
    match field.kind {
        Kind::Image(_) => return picture(field, json, files).map(Value::Picture),
        Kind::Images(..) => {
            let pictures = into_items(json).into_iter();
            let pictures = pictures.map(|item| picture(field, item, files));
            return pictures.collect::<Result<_, _>>().map(Value::Pictures);
        }
        _ => {}
    }
    let read = match (field.kind, &json) {
        (Kind::Bool, Json::Bool(value)) => Some(Value::Bool(*value)),
        (Kind::Int32(..) | Kind::Seed | Kind::OneOf(_), _) => whole(&json).map(Value::Int),
        (Kind::Float(_), Json::Number(number)) => number.as_f64().map(Value::Float),
        (Kind::Text(_) | Kind::Known(_) | Kind::Link, Json::String(text)) => {
            Some(Value::Text(text.clone()))
        }
        (Kind::Links(..) | Kind::Joined(..), _) => {
            let text = |item: &Json| item.as_str().map(str::to_string);
            let texts: Option<_> = items(&json).iter().map(text).collect();
            texts.map(Value::Texts)
        }
        (Kind::Ints(_), Json::Array(list)) => {
            let numbers: Option<_> = list.iter().map(whole).collect();
            numbers.map(Value::Ints)
        }
        (Kind::Size(_), Json::Object(object)) => size(object),
        (Kind::Choice(choices), Json::String(text)) => return case(field, choices, text),
        (Kind::Record(_), Json::Object(_)) => return record(field, json, files).map(Value::Record),
        (Kind::Records(..), Json::Array(_) | Json::Object(_)) => {
            let records = into_items(json).into_iter();
            let records = records.map(|item| record(field, item, files));
            return records.collect::<Result<_, _>>().map(Value::Records);
        }
        _ => None,
    };
    read.ok_or_else(|| wrong_type(field, &json))
}

fn items(json: &Json) -> &[Json] {
    match json {
        Json::Array(list) => list,
        single => std::slice::from_ref(single),
    }
}

fn into_items(json: Json) -> Vec<Json> {
    match json {
        Json::Array(list) => list,
        single => vec![single],
    }
}

/// The members of a nested object.
fn record(
    field: &'static Field,
    json: Json,
    files: &Files<'_>,
) -> Result<Vec<Option<Value>>, Fault> {
    let Json::Object(mut object) = json else {
        return Err(wrong_type(field, &json));
    };
    let fields = field.kind.record().map_or(&[][..], |record| record.fields);
    let values = members(fields, &mut object, files).map_err(|fault| fault.inside(field.name))?;
    match object.keys().next() {
        None => Ok(values),
        Some(unknown) => {
            let known = fields.iter().map(|field| field.name).collect();
            Err(unknown_name(field.name, known, unknown).inside(field.name))
        }
    }
}

/// `{"width": …, "height": …}`, and nothing else.
fn size(object: &Map<String, Json>) -> Option<Value> {
    let side = |name| {
        i32::try_from(object.get(name)?.as_i64()?)
            .ok()
            .map(i64::from)
    };
    let (width, height) = (side("width")?, side("height")?);
    (object.len() == 2).then_some(Value::Size(width, height))
}

/// `2.0` is a whole number to people, and to many JSON writers.
fn whole(json: &Json) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    json.as_i64().or_else(|| {
        let number = json.as_f64()?;
        (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
    })
}

fn case(field: &Field, choices: &'static Choices, text: &str) -> Result<Value, Fault> {
    let found = choices
        .cases
        .iter()
        .position(|(name, wire, _)| *name == text || *wire == text);
    found.map(Value::Case).ok_or_else(|| {
        let known: Vec<&str> = choices.cases.iter().map(|(_, wire, _)| *wire).collect();
        let [known, known_zh] = [", ", "、"].map(|separator| known.join(separator));
        let shown = excerpt(text, 40);
        Fault::new(
            field.name,
            format!("must be one of {known}; got `{shown}`"),
            format!("必须是 {known_zh} 之一，实际为 `{shown}`"),
        )
    })
}

/// `"https://…"`, `{"url": …}` or `{"base64": …}`: one form, never two.
fn picture(field: &Field, json: Json, files: &Files<'_>) -> Result<Picture, Fault> {
    let object = match json {
        Json::String(url) => return Ok(Picture::Url(url)),
        Json::Object(object) => object,
        other => return Err(wrong_type(field, &other)),
    };
    let mut forms = object.into_iter().filter(|(_, json)| !json.is_null());
    match (forms.next(), forms.next()) {
        (Some((form, Json::String(url))), None) if form == "url" => Ok(Picture::Url(url)),
        (Some((form, Json::String(place))), None) if form == BASE64 => {
            Ok(Picture::Base64(files.file(&place)))
        }
        (Some(_), Some(_)) => Err(Fault::new(
            field.name,
            "must be either `url` or `base64`, not both",
            "只能是 `url` 或 `base64` 之一",
        )),
        _ => Err(wrong_type(field, &Json::Object(Map::new()))),
    }
}

fn wrong_type(field: &Field, json: &Json) -> Fault {
    let (en, zh) = match field.kind {
        Kind::Text(_) | Kind::Known(_) => ("a string", "字符串"),
        Kind::Link => ("a URL", "地址（字符串）"),
        Kind::Links(..) | Kind::Joined(..) => ("a list of URLs", "地址列表"),
        Kind::Int32(..) | Kind::Seed | Kind::OneOf(_) => ("a whole number", "整数"),
        Kind::Ints(_) => ("a list of whole numbers", "整数列表"),
        Kind::Float(_) => ("a number", "数值"),
        Kind::Bool => ("true or false", " true 或 false"),
        Kind::Choice(_) => (
            "one of its known values, as a string",
            "已知取值之一（字符串）",
        ),
        Kind::Size(_) => (
            "{\"width\": …, \"height\": …} with both as whole numbers",
            " {\"width\": …, \"height\": …}（均为整数）",
        ),
        Kind::Image(_) | Kind::Images(..) => (
            "a URL, {\"url\": …} or {\"base64\": …}",
            "图片地址、{\"url\": …} 或 {\"base64\": …}",
        ),
        Kind::Record(_) => ("an object", "对象"),
        Kind::Records(..) => ("a list of objects", "对象列表"),
    };
    let [got_en, got_zh] = match json {
        Json::Number(number) => [number.to_string(), format!(" {number}")],
        Json::Bool(value) => [value.to_string(), format!(" {value}")],
        other => type_name(other).map(str::to_string),
    };
    Fault::new(
        field.name,
        format!("must be {en}, got {got_en}"),
        format!("必须是{zh}，实际为{got_zh}"),
    )
}

/// A value, or none, for each field of a tool or record.
pub fn members(
    fields: &'static [Field],
    object: &mut Map<String, Json>,
    files: &Files<'_>,
) -> Result<Values, Fault> {
    let read = |field: &'static Field| {
        let json = take(object, field.name);
        json.map(|json| value(field, json, files)).transpose()
    };
    fields.iter().map(read).collect()
}
