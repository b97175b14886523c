//! The two files of a typed tool.

use visual_catalog::{Side, Status, Tool, find, snake, successor};

use super::declared::Declared;
use super::parameter::Parameter;
use super::{HEAD, field, names, rules, shared};
use crate::bilingual::Bilingual;

/// The parameters of a tool: those of its fields, then those that tools share.
pub fn parameters(tool: &Tool) -> Vec<Parameter> {
    let fields = tool.fields.iter();
    let own: Vec<_> = fields
        .flat_map(|known| field::parameters(tool, known))
        .collect();
    let texts = own.iter().map(|parameter| {
        let models = parameter.for_models.as_deref();
        (
            for_people(&parameter.text, &own),
            models.map(|text| for_models(text, &own)),
        )
    });
    let texts: Vec<_> = texts.collect();
    let own = own.into_iter().zip(texts);
    let own = own.map(|(parameter, (text, for_models))| Parameter {
        text,
        for_models,
        ..parameter
    });
    own.chain(shared::parameters(tool)).collect()
}

/// A text in which fields and tools have the names that people see.
fn for_people(text: &Bilingual, own: &[Parameter]) -> Bilingual {
    let label = |name: &str| -> Option<Bilingual> {
        if is_size(name, own) {
            return Some(Bilingual::new("the size", "尺寸"));
        }
        let title = match of_field(name, own).next() {
            Some(parameter) => parameter.label.clone(),
            None => find(name)?.title.into(),
        };
        let Bilingual { en, zh } = title;
        Some(Bilingual::new(format!("\"{en}\""), format!("“{zh}”")))
    };
    let zh = names::replace(&text.zh, |name| Some(label(name)?.zh));
    Bilingual::new(
        names::replace(&text.en, |name| Some(label(name)?.en)),
        zh.replace(" “", "“")
            .replace("” ", "”")
            .replace(" 尺寸 ", "尺寸"),
    )
}

/// A text in which they have the names that a model must use.
fn for_models(text: &str, own: &[Parameter]) -> String {
    names::replace(text, |name| {
        let parameters = of_field(name, own).map(|known| format!("`{}`", known.name));
        let parameters: Vec<_> = parameters.collect();
        match parameters.as_slice() {
            [] => find(name).map(|tool| format!("`{}`", names::tool(tool))),
            _ if is_size(name, own) => Some(parameters.join("/")),
            _ => Some(parameters.join(" or ")),
        }
    })
}

/// Whether it is a size, which has a parameter for each side.
fn is_size(name: &str, own: &[Parameter]) -> bool {
    let mut parameters = of_field(name, own).filter_map(|known| known.target.as_ref());
    parameters.any(|(_, form)| *form == "width")
}

/// The parameters of a field, by the catalogue's spelling of its name.
fn of_field<'a>(name: &str, own: &'a [Parameter]) -> impl Iterator<Item = &'a Parameter> {
    let name = snake(name);
    let is_its = move |known: &&Parameter| {
        known
            .target
            .as_ref()
            .is_some_and(|(field, _)| *field == name)
    };
    own.iter().filter(is_its)
}

/// What the tool does, and what Dify's controls cannot say.
fn description(tool: &Tool) -> Bilingual {
    let mut text = Bilingual::from(tool.summary);
    for sentence in rules::sentences(tool) {
        text.push(&sentence);
    }
    if !tool.is_on(Side::China) {
        text.push(&Bilingual::new("On BytePlus only.", "仅限 BytePlus。"));
    }
    match tool.status {
        Status::Legacy => text.push(&Bilingual::new("An older tool.", "旧版工具。")),
        Status::Retiring => text.push(&Bilingual::new(
            "The service is retiring this tool.",
            "该工具即将下线。",
        )),
        Status::Current | Status::Unconfirmed => {}
    }
    if let Some(newer) = successor(tool.name) {
        let newer = Bilingual::from(newer.title);
        text.push(&Bilingual::new(
            format!("Newer: \"{}\".", newer.en),
            format!("新版：“{}”。", newer.zh),
        ));
    }
    text
}

/// What the tool's YAML declares.
pub fn declared(tool: &Tool) -> Declared {
    let parameters = parameters(tool);
    let text = description(tool);
    Declared {
        name: names::tool(tool),
        title: tool.title.into(),
        for_models: for_models(&text.en, &parameters),
        text: for_people(&text, &parameters),
        parameters,
    }
}

/// `tools/<tool>.py`.
pub fn python(tool: &Tool) -> String {
    let mut out = format!(
        "# {HEAD}\nfrom visual_dify import tool as base\n\n\nclass {}(base.VisualTool):\n    tool = \"{}\"\n    parameters = {{\n",
        names::class(tool),
        tool.name
    );
    for parameter in parameters(tool) {
        if let Some((field, form)) = parameter.target {
            out += &format!(
                "        \"{}\": (\"{field}\", \"{form}\"),\n",
                parameter.name
            );
        }
    }
    out + "    }\n"
}
