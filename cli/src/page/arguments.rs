//! The arguments of a call, made of what somebody entered in the form of a tool.

use crate::page::entered::{Entered, RATIO};
use crate::page::uploads::Uploads;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Number, Value, json};
use visual_catalog::sanitize::excerpt;
use visual_catalog::schema::ACCEPT;
use visual_catalog::{Field, Kind, Record, Status, Text, Tool, snake};
use volcengine_visual::errors::fault::Fault;

/// Where the files of a tenant are.
pub struct Files<'a> {
    pub uploads: &'a Uploads,
    pub tenant: &'a str,
}

/// How a file stands in the arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it is sent.
    Base64,
    /// By its name, for people.
    Name,
}

/// The arguments, and what could not be read of them.
pub fn arguments(
    tool: &Tool,
    entered: &Entered,
    files: &Files<'_>,
) -> (Map<String, Value>, Vec<Fault>) {
    read(tool, entered, (files, Form::Base64))
}

/// The same with `{"file": NAME}` in place of files, to be shown.
pub fn shown(tool: &Tool, entered: &Entered, files: &Files<'_>) -> Map<String, Value> {
    read(tool, entered, (files, Form::Name)).0
}

fn read(
    tool: &Tool,
    entered: &Entered,
    files: (&Files<'_>, Form),
) -> (Map<String, Value>, Vec<Fault>) {
    let mut reader = Reader {
        entered,
        files: files.0,
        form: files.1,
        faults: Vec::new(),
    };
    let mut object = reader.members(tool.fields, "");
    let has = |name: &str| tool.fields.iter().any(|field| field.name == name);
    let has_sides = object.contains_key("width") || object.contains_key("height");
    if let Some((width, height)) = entered.text(RATIO).and_then(|size| size.split_once('x'))
        && !has_sides
        && has("width")
        && has("height")
        && let (Ok(width), Ok(height)) = (width.parse::<i32>(), height.parse::<i32>())
    {
        object.insert("width".to_owned(), json!(width));
        object.insert("height".to_owned(), json!(height));
    }
    if let Some(text) = entered.text("extra") {
        object.insert("extra".to_owned(), json!(text));
    }
    let accept = snake(ACCEPT);
    if tool.status == Status::Unconfirmed && entered.text(&accept).is_some() {
        object.insert(accept, json!(true));
    }
    (object, reader.faults)
}

struct Reader<'a> {
    entered: &'a Entered,
    files: &'a Files<'a>,
    form: Form,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// The members of an object whose controls begin with `prefix`.
    fn members(&mut self, fields: &'static [Field], prefix: &str) -> Map<String, Value> {
        let mut object = Map::new();
        for field in fields {
            let name = snake(field.name);
            let control = format!("{prefix}{name}");
            if let Some(value) = self.value(field, &control) {
                object.insert(name, value);
            }
        }
        object
    }

    fn value(&mut self, field: &Field, control: &str) -> Option<Value> {
        match field.kind {
            Kind::Size(_) => self.size(field, control),
            Kind::Image(_) => self.pictures(field, control).into_iter().next(),
            Kind::Images(..) => some_list(self.pictures(field, control)),
            Kind::Links(..) | Kind::Joined(..) => {
                let lines = self.entered.lines(control);
                some_list(lines.map(|line| json!(line)).collect())
            }
            Kind::Record(record) => {
                let members = self.members(record.fields, &format!("{control}."));
                let is_given = !members.is_empty();
                is_given.then_some(Value::Object(members))
            }
            Kind::Records(record, ..) => some_list(self.records(record, control)),
            _ => {
                let text = self.entered.text(control)?;
                Some(self.scalar(field, text))
            }
        }
    }

    fn scalar(&mut self, field: &Field, text: &str) -> Value {
        let trimmed = text.trim();
        match field.kind {
            Kind::Bool if trimmed == "true" || trimmed == "false" => json!(trimmed == "true"),
            Kind::Int32(..) | Kind::Seed | Kind::OneOf(_) => match trimmed.parse::<i64>() {
                Ok(number) => json!(number),
                Err(_) => self.misread(field, trimmed, WHOLE),
            },
            Kind::Float(_) => match trimmed.parse::<f64>().ok().and_then(Number::from_f64) {
                Some(number) => Value::Number(number),
                None => self.misread(field, trimmed, NUMBER),
            },
            Kind::Ints(_) => {
                let parts = trimmed
                    .split([',', '，', ' '])
                    .filter(|part| !part.is_empty());
                let numbers: Result<Vec<i64>, _> = parts.map(str::parse).collect();
                match numbers {
                    Ok(numbers) => json!(numbers),
                    Err(_) => self.misread(field, trimmed, WHOLES),
                }
            }
            Kind::Link => json!(trimmed),
            _ => json!(text),
        }
    }

    /// A value that is of another type. It stays a text, which the tool refuses.
    fn misread(&mut self, field: &Field, text: &str, must_be: Text) -> Value {
        let shown = excerpt(text, 40);
        let (en, zh) = (must_be.en, must_be.zh);
        self.faults.push(Fault::new(
            field.name,
            format!("must be {en}, got `{shown}`"),
            format!("必须是{zh}，实际为 `{shown}`"),
        ));
        json!(text)
    }

    /// Width and height as they were typed, else the preset that was chosen.
    fn size(&mut self, field: &Field, control: &str) -> Option<Value> {
        let side = |name: &str| {
            self.entered
                .text(&format!("{control}.{name}"))
                .map(str::trim)
        };
        let (width, height) = match (side("width"), side("height")) {
            (None, None) => side("preset")?.split_once('x')?,
            (width, height) => (width.unwrap_or_default(), height.unwrap_or_default()),
        };
        if width.is_empty() || height.is_empty() {
            self.faults.push(Fault::new(
                field.name,
                "needs both width and height",
                "须同时填写宽度与高度",
            ));
            return None;
        }
        match (width.parse::<i64>(), height.parse::<i64>()) {
            (Ok(width), Ok(height)) => Some(json!({ "width": width, "height": height })),
            _ => Some(self.misread(field, &format!("{width} × {height}"), WHOLES)),
        }
    }

    /// Files first, then links. A file that is gone is a fault: without it something else would
    /// be bought.
    fn pictures(&mut self, field: &Field, control: &str) -> Vec<Value> {
        let control_of_dropped = format!("{control}.drop");
        let dropped: Vec<_> = self.entered.all(&control_of_dropped).collect();
        let control_of_files = format!("{control}.kept");
        let kept = self.entered.all(&control_of_files);
        let mut pictures = Vec::new();
        for id in kept.filter(|id| !dropped.contains(id)) {
            match self.files.uploads.get(self.files.tenant, id) {
                Some(upload) => pictures.push(match self.form {
                    Form::Base64 => json!({ "base64": STANDARD.encode(&upload.bytes) }),
                    Form::Name => json!({ "file": upload.name }),
                }),
                None => self.faults.push(Fault::new(
                    field.name,
                    "has a file that is no longer here; choose it again",
                    "中的文件已不在服务器上，请重新选择",
                )),
            }
        }
        let links = self.entered.lines(control);
        pictures.extend(links.map(|link| json!({ "url": link })));
        pictures
    }

    fn records(&mut self, record: &'static Record, control: &str) -> Vec<Value> {
        let items = 0..self.entered.items(control);
        let items = items.map(|item| self.members(record.fields, &format!("{control}.{item}.")));
        let items = items.filter(|item| !item.is_empty());
        items.map(Value::Object).collect()
    }
}

const WHOLE: Text = Text {
    en: "a whole number",
    zh: "整数",
};
const NUMBER: Text = Text {
    en: "a number",
    zh: "数值",
};
const WHOLES: Text = Text {
    en: "whole numbers",
    zh: "整数",
};

fn some_list(list: Vec<Value>) -> Option<Value> {
    (!list.is_empty()).then_some(Value::Array(list))
}

/// Enters values of arguments into a form, such as those of a link: texts, numbers and sizes.
pub fn enter(tool: &Tool, values: &Map<String, Value>) -> Entered {
    let mut entered = Entered::default();
    for (name, value) in values {
        let is_known = tool.fields.iter().any(|field| snake(field.name) == *name);
        match value {
            Value::String(text) if is_known => entered.add(name, text),
            Value::Number(_) | Value::Bool(_) if is_known => entered.add(name, &value.to_string()),
            Value::Object(members) if is_known => {
                for (member, value) in members {
                    let text = value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned);
                    entered.add(&format!("{name}.{member}"), &text);
                }
            }
            _ => {}
        }
    }
    entered
}

#[cfg(test)]
mod tests {
    use super::*;
    use visual_catalog::find;

    fn read(tool: &str, given: &[(&str, &str)], uploads: &Uploads) -> (Value, Vec<Fault>) {
        let mut entered = Entered::default();
        for (name, text) in given {
            entered.add(name, text);
        }
        let files = Files {
            uploads,
            tenant: "t",
        };
        let (object, faults) = arguments(find(tool).unwrap(), &entered, &files);
        (Value::Object(object), faults)
    }

    #[test]
    fn texts_become_what_the_catalogue_says() {
        let uploads = Uploads::default();
        let (given, faults) = read(
            "general-3.0",
            &[
                ("prompt", "a \"cat\""),
                ("seed", " 7 "),
                ("scale", "2.5"),
                ("use_pre_llm", "true"),
                ("width", "1024"),
                ("height", "768"),
                ("unknown", "x"),
            ],
            &uploads,
        );
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(
            given,
            json!({
                "prompt": "a \"cat\"", "seed": 7, "scale": 2.5, "use_pre_llm": true,
                "width": 1024, "height": 768,
            })
        );
    }

    #[test]
    fn what_cannot_be_read_is_a_fault_of_its_field() {
        let uploads = Uploads::default();
        let (_, faults) = read(
            "jimeng-4.0",
            &[("scale", "much"), ("size.width", "1024")],
            &uploads,
        );
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert!(
            fields.contains(&"scale") && fields.contains(&"size"),
            "{fields:?}"
        );
    }

    #[test]
    fn a_preset_counts_where_no_size_is_typed() {
        let uploads = Uploads::default();
        let preset = ("size.preset", "1280x720");
        let (given, _) = read("jimeng-4.0", &[preset], &uploads);
        assert_eq!(given["size"], json!({ "width": 1280, "height": 720 }));
        let typed = [preset, ("size.width", "512"), ("size.height", "512")];
        let (given, _) = read("jimeng-4.0", &typed, &uploads);
        assert_eq!(given["size"], json!({ "width": 512, "height": 512 }));
        let (given, _) = read("general-3.0", &[(RATIO, "1280x720")], &uploads);
        assert_eq!(given, json!({ "width": 1280, "height": 720 }));
    }

    #[test]
    fn files_come_before_links_and_dropped_ones_are_left_out() {
        let uploads = Uploads::default();
        let (a, b) = (
            uploads.put("t", "a.png", vec![1]),
            uploads.put("t", "b.png", vec![2]),
        );
        let given = [
            ("image.kept", a.id.as_str()),
            ("image.kept", b.id.as_str()),
            ("image.drop", a.id.as_str()),
            ("image", "https://a.example/c.png"),
        ];
        let (given, _) = read("jimeng-inpaint", &given, &uploads);
        assert_eq!(given["image"], json!({ "base64": "Ag==" }));
        let stranger = Uploads::default();
        let (given, faults) = read("jimeng-inpaint", &[("image.kept", &a.id)], &stranger);
        assert_eq!(
            faults
                .iter()
                .map(|fault| fault.field.as_str())
                .collect::<Vec<_>>(),
            ["image"]
        );
        assert_eq!(given, json!({}));
    }

    #[test]
    fn members_and_items_are_read_by_path() {
        let uploads = Uploads::default();
        let given = [
            ("garment.data.0.url", "https://a.example/shirt.png"),
            ("model.id", "1"),
        ];
        let (given, faults) = read("try-on-v2", &given, &uploads);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(
            given["garment"]["data"][0]["url"],
            "https://a.example/shirt.png"
        );
    }
}
