//! What people and language models read of a field.

use visual_catalog::{Field, Kind, Text, snake, text};

use super::labels::phrase;
use super::parameter::Parameter;
use super::skeleton;
use crate::bilingual::Bilingual;
use crate::limits::limits;

const ADDRESS: Text = text(
    "In place of the file: a public http or https address, which the service fetches itself.",
    "用于代替文件：公网 http 或 https 地址，由服务自行下载。",
);
const ADDRESSES: Text = text(
    "In place of the files: public http or https addresses, which the service fetches itself. One address a line.",
    "用于代替文件：公网 http 或 https 地址，由服务自行下载。每行一个地址。",
);
/// Members whose texts are longer, all together, are told by their labels.
const MAX_DOCS: usize = 500;
const ONE_A_LINE: Text = text("One address a line.", "每行一个地址。");

/// A text for people, and one for language models, which are told names and values as they are.
pub struct Told {
    people: Bilingual,
    models: String,
}

impl Parameter {
    /// Sets the texts.
    pub fn with(self, told: Told) -> Parameter {
        Parameter {
            text: told.people,
            for_models: self.for_models.map(|_| told.models),
            ..self
        }
    }
}

/// A field's documentation, limits and default, and what else is to be said.
pub fn described(field: &Field, more: Option<&Bilingual>) -> Told {
    let mut people = Bilingual::from(field.doc);
    let limits = limits(field.kind);
    for part in limits.iter().chain(more) {
        people.push(part);
    }
    let mut models = people.en.clone();
    if let Kind::Choice(choices) = field.kind {
        let cases = choices.cases.iter();
        let cases = cases.map(|(_, value, text)| format!("{value} ({})", phrase(text.en)));
        models += &format!(" One of: {}.", cases.collect::<Vec<_>>().join(", "));
    }
    if let Some(default) = field.default {
        let (shown, exact) = default_of(field.kind, default);
        models += &format!(" Default: {exact}.");
        people.push(&Bilingual::new(
            format!("Default: {}.", shown.en),
            format!("默认：{}。", shown.zh),
        ));
    }
    Told { people, models }
}

/// A default for people, and as it is.
fn default_of(kind: Kind, json: &str) -> (Bilingual, String) {
    let exact = json.trim_matches('"').to_owned();
    let shown = match (kind, exact.as_str()) {
        (Kind::Bool, "true") => Bilingual::new("yes", "是"),
        (Kind::Bool, _) => Bilingual::new("no", "否"),
        (Kind::Size(_), _) => {
            let is_part = |part: &&str| part.parse::<u32>().is_ok();
            let sides = exact.split(|c: char| !c.is_ascii_digit()).filter(is_part);
            let sides = sides.collect::<Vec<_>>().join("x");
            return (Bilingual::new(&sides, sides.replace('x', "×")), sides);
        }
        // A third.
        (Kind::Float(_), number) if number.starts_with("0.333333") => Bilingual::new("1/3", "1/3"),
        (_, exact) => Bilingual::new(exact, exact),
    };
    (shown, exact)
}

/// Beside the file of an image: that its address does as well.
pub fn either(field: &Field) -> Bilingual {
    let (en, zh) = match field.kind {
        Kind::Images(..) => (
            "The files or their addresses, not both.",
            "文件与地址任选其一。",
        ),
        _ => ("The file or its address, not both.", "文件与地址任选其一。"),
    };
    match field.required {
        true => Bilingual::new(format!("Required. {en}"), format!("必填。{zh}")),
        false => Bilingual::new(en, zh),
    }
}

/// The address of an image, or those of a list.
pub fn address(field: &Field) -> Told {
    let text = match field.kind {
        Kind::Images(..) => ADDRESSES,
        _ => ADDRESS,
    };
    // Dify gives models no files, so this is what they fill in.
    let required = match field.required {
        true => "Required unless a file is given.",
        false => "",
    };
    let models = [field.doc.en, required, text.en];
    Told {
        people: text.into(),
        models: models.map(str::trim).join(" ").replace("  ", " "),
    }
}

/// Base64 of an image.
pub fn base64() -> Told {
    let people = Bilingual::new(
        "In place of the file: its bytes in base64.",
        "用于代替文件：文件内容的 base64。",
    );
    let models = people.en.clone();
    Told { people, models }
}

/// How a list of addresses is written.
pub fn one_a_line() -> Bilingual {
    ONE_A_LINE.into()
}

/// How a value is written that Dify has no control for.
pub fn json(kind: Kind) -> Option<Bilingual> {
    if !matches!(kind, Kind::Ints(_) | Kind::Record(_) | Kind::Records(..)) {
        return None;
    }
    let value = skeleton::value(kind);
    let mut text = Bilingual::new(format!("JSON: {value}."), format!("JSON：{value}。"));
    let members = skeleton::members(kind);
    let length: usize = members.iter().map(|field| field.doc.en.len()).sum();
    for field in members {
        let name = snake(field.name);
        let [en, zh] = match length > MAX_DOCS {
            true => {
                let [en, zh] = field.label();
                [format!("{en}."), format!("{zh}。")]
            }
            false => [field.doc.en, field.doc.zh].map(str::to_owned),
        };
        text.push(&Bilingual::new(
            format!("{name}: {en}"),
            format!("{name}：{zh}"),
        ));
    }
    Some(text)
}
