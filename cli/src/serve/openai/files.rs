//! Pictures of a request as arguments of a tool.

use super::error::Refusal;
use super::mapping::{MAX_SHOWN, Mapping, kebab, refused};
use super::mask;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};
use visual_catalog::sanitize::excerpt;
use visual_catalog::{Field, Kind, snake};

/// The file that marks a part of a picture, in OpenAI's words and in ours.
const MASK: &str = "mask";

impl Mapping {
    /// Pictures under OpenAI's name for them, and a mask. Files under the name of a field are
    /// that field's.
    pub fn pictures(
        &mut self,
        param: &'static str,
        files: Vec<(String, Bytes)>,
    ) -> Result<(), Refusal> {
        let mut pictures = Vec::new();
        for (name, bytes) in files {
            match name.as_str() {
                name if name == param => pictures.push(file(&bytes)),
                MASK => self.own_file(MASK, &mask::in_our_form(&bytes))?,
                name => self.own_file(name, &bytes)?,
            }
        }
        for name in [param, "images"] {
            if let Some(given) = self.arguments.remove(name) {
                let given = source(name, given)?;
                match (self.field(name), given) {
                    (Some(_), given) => {
                        self.arguments.insert(name.to_owned(), given);
                    }
                    (None, Value::Array(given)) => pictures.extend(given),
                    (None, given) => pictures.push(given),
                }
            }
        }
        match pictures.is_empty() {
            true => self.require(param),
            false => self.assign(param, pictures),
        }
    }

    /// Refuses, by OpenAI's name of it, that there is none of the pictures that the tool requires.
    fn require(&self, param: &str) -> Result<(), Refusal> {
        let mut fields = self.tool.fields.iter();
        let missing = |field: &Field| {
            field.required
                && field.kind.is_image()
                && field.name != MASK
                && field.name != param
                && !self.has(field.name)
        };
        match fields.any(missing) {
            true => Err(refused(
                param,
                format!("`{param}` is required"),
                format!("`{param}` 必填"),
            )),
            false => Ok(()),
        }
    }

    /// A file that is called as a field.
    fn own_file(&mut self, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let field = self
            .field(&kebab(name))
            .filter(|field| field.kind.is_image());
        let alias = self.tool.alias;
        let name = excerpt(name, MAX_SHOWN);
        let Some(field) = field else {
            return Err(refused(
                &name,
                format!("`{name}` is no file that {alias} takes"),
                format!("`{name}` 不是 {alias} 接受的文件"),
            ));
        };
        if matches!(field.kind, Kind::Image(_)) && self.has(field.name) {
            return Err(refused(
                &name,
                format!("`{name}` is given twice"),
                format!("`{name}` 重复给出"),
            ));
        }
        let list = self
            .arguments
            .entry(field.name)
            .or_insert_with(|| json!([]));
        match (field.kind, list) {
            (Kind::Images(..), Value::Array(list)) => list.push(file(bytes)),
            (_, value) => *value = file(bytes),
        }
        Ok(())
    }

    /// Pictures go to the fields in their order.
    fn assign(&mut self, param: &'static str, pictures: Vec<Value>) -> Result<(), Refusal> {
        let fields = self.tool.fields.iter();
        if let Some(list) = fields
            .clone()
            .find(|field| matches!(field.kind, Kind::Images(..)))
        {
            self.set(list.name, param, Value::Array(pictures));
            return Ok(());
        }
        let single = fields.clone().filter(|field| {
            matches!(field.kind, Kind::Image(_)) && field.name != MASK && !self.has(field.name)
        });
        let single: Vec<_> = single.map(|field| field.name).collect();
        let (alias, count, max) = (self.tool.alias, pictures.len(), single.len());
        if count > max {
            let link = fields.clone().find(|field| field.names_picture());
            let (en, zh) = match link.filter(|_| max == 0) {
                Some(link) => {
                    let name = snake(link.name);
                    (
                        format!("`{param}`: {alias} takes no file; give a link as `{name}`"),
                        format!("`{param}`：{alias} 不接受文件，请用 `{name}` 传入链接"),
                    )
                }
                None if max == 0 => (
                    format!("`{param}`: {alias} takes no image"),
                    format!("`{param}`：{alias} 不接受图片"),
                ),
                None => (
                    format!("`{param}` has {count} images; {alias} takes {max}"),
                    format!("`{param}` 有 {count} 张图片，{alias} 接受 {max} 张"),
                ),
            };
            return Err(refused(param, en, zh));
        }
        for (field, picture) in single.into_iter().zip(pictures) {
            self.set(field, param, picture);
        }
        Ok(())
    }
}

fn file(bytes: &[u8]) -> Value {
    json!({ "base64": STANDARD.encode(bytes) })
}

/// A picture in JSON: a link, a `data:` link, or one of OpenAI's objects around it.
fn source(param: &str, given: Value) -> Result<Value, Refusal> {
    match given {
        Value::Array(items) => {
            let items = items.into_iter().map(|item| source(param, item));
            Ok(Value::Array(items.collect::<Result<_, _>>()?))
        }
        Value::String(text) if text.starts_with("data:") => Ok(json!({ "base64": text })),
        Value::String(url) => Ok(json!({ "url": url })),
        Value::Object(mut object) => match object.remove("image_url") {
            Some(inner) => source(param, inner),
            None if object.contains_key("file_id") => Err(refused(
                param,
                format!("`{param}`: there are no stored files here; send the file or a link"),
                format!("`{param}`：此处没有已上传的文件，请直接发送文件或链接"),
            )),
            None => Ok(Value::Object(object)),
        },
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use visual_catalog::find;

    fn given(tool: &str, members: Value, files: &[&str]) -> Result<Value, String> {
        let Value::Object(members) = members else {
            panic!("members");
        };
        let mut mapping = Mapping::new(find(tool).unwrap(), members, false);
        let files = files
            .iter()
            .map(|name| ((*name).to_owned(), Bytes::from_static(b"hi")));
        match mapping.pictures("image", files.collect()) {
            Ok(()) => Ok(Value::Object(mapping.arguments)),
            Err(refusal) => Err(refusal.json()["error"]["message"]
                .as_str()
                .unwrap()
                .to_owned()),
        }
    }

    #[test]
    fn files_go_to_the_fields_of_their_tool() {
        let hi = json!({ "base64": "aGk=" });
        for (tool, files, expected) in [
            ("seededit-3.0", &["image"][..], json!({ "image": hi })),
            (
                "jimeng-4.0",
                &["image", "image"],
                json!({ "images": [hi, hi] }),
            ),
            (
                "jimeng-inpaint",
                &["mask", "image"],
                json!({ "image": hi, "mask": hi }),
            ),
            (
                "jimeng-video-3.0-first-last",
                &["image", "image"],
                json!({ "first-frame": hi, "last-frame": hi }),
            ),
            (
                "jimeng-video-3.0-first-last",
                &["last_frame", "image"],
                json!({ "first-frame": hi, "last-frame": hi }),
            ),
            (
                "jimeng-4.0",
                &["images", "images"],
                json!({ "images": [hi, hi] }),
            ),
        ] {
            assert_eq!(
                given(tool, json!({}), files),
                Ok(expected),
                "{tool} {files:?}"
            );
        }
    }

    #[test]
    fn links_are_taken_in_every_form() {
        let link = json!({ "url": "https://a.example/cat.png" });
        for image in [
            json!("https://a.example/cat.png"),
            json!({ "image_url": "https://a.example/cat.png" }),
            json!({ "image_url": { "url": "https://a.example/cat.png" } }),
            link.clone(),
        ] {
            let one = given("seededit-3.0", json!({ "image": image }), &[]);
            assert_eq!(one, Ok(json!({ "image": link })));
            let many = given("jimeng-4.0", json!({ "images": [image] }), &[]);
            assert_eq!(many, Ok(json!({ "images": [link] })));
            let single = given("seededit-3.0", json!({ "images": [image] }), &[]);
            assert_eq!(single, Ok(json!({ "image": link })));
        }
        let data = given(
            "seededit-3.0",
            json!({ "image": "data:image/png;base64,aGk=" }),
            &[],
        );
        assert_eq!(
            data,
            Ok(json!({ "image": { "base64": "data:image/png;base64,aGk=" } }))
        );
    }

    #[test]
    fn what_a_tool_does_not_take_is_refused_by_name() {
        for (tool, members, files, reason) in [
            (
                "seededit-3.0",
                json!({}),
                &["image", "image"][..],
                "`image` has 2 images; seededit-3.0 takes 1",
            ),
            ("seededit-3.0", json!({}), &["mask"], "`mask` is no file"),
            (
                "seededit-3.0",
                json!({}),
                &["markup"],
                "`markup` is no file",
            ),
            (
                "jimeng-inpaint",
                json!({}),
                &["mask", "mask"],
                "`mask` is given twice",
            ),
            (
                "general-3.0",
                json!({}),
                &["image"],
                "general-3.0 takes no image",
            ),
            (
                "portrait",
                json!({}),
                &["image"],
                "give a link as `image_input`",
            ),
            (
                "seededit-3.0",
                json!({ "image": { "file_id": "f" } }),
                &[],
                "no stored files",
            ),
        ] {
            let refused = given(tool, members, files).unwrap_err();
            assert!(refused.contains(reason), "{refused}");
        }
    }

    #[test]
    fn a_picture_that_is_required_is_asked_for_by_the_name_of_its_route() {
        let ask = |members: Value| {
            let Value::Object(members) = members else {
                panic!("members");
            };
            let tool = find("jimeng-video-3.0-first").unwrap();
            let mut mapping = Mapping::new(tool, members, false);
            mapping.pictures("input_reference", Vec::new())
        };
        let refused = ask(json!({})).unwrap_err();
        assert_eq!(refused.param(), Some("input_reference"));
        assert!(ask(json!({ "image": { "url": "https://a.example/b" } })).is_ok());
    }
}
