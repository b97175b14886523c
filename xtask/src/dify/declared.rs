//! The file that declares a tool to Dify.

use super::parameter::{Parameter, both};
use super::yaml::Yaml;
use super::{AUTHOR, HEAD};
use crate::bilingual::Bilingual;

/// What a tool's file declares.
pub struct Declared {
    /// Its name in Dify.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// What it does, for people.
    pub text: Bilingual,
    /// The same for language models.
    pub for_models: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
}

impl Declared {
    /// The text of the file.
    pub fn file(&self) -> String {
        let source = format!("tools/{}.py", self.name);
        let value = Yaml::Map(vec![
            (
                "identity",
                Yaml::Map(vec![
                    ("name", Yaml::text(&self.name)),
                    ("author", Yaml::text(AUTHOR)),
                    ("label", both(&self.title)),
                ]),
            ),
            (
                "description",
                Yaml::Map(vec![
                    ("human", both(&self.text)),
                    ("llm", Yaml::text(&self.for_models)),
                ]),
            ),
            (
                "parameters",
                Yaml::List(self.parameters.iter().map(Parameter::yaml).collect()),
            ),
            ("output_schema", output_schema()),
            (
                "extra",
                Yaml::Map(vec![(
                    "python",
                    Yaml::Map(vec![("source", Yaml::text(source))]),
                )]),
            ),
        ]);
        value.file(HEAD)
    }
}

/// The variables that every call sets.
fn output_schema() -> Yaml {
    let variable = |text: &str| {
        Yaml::Map(vec![
            ("type", Yaml::text("string")),
            ("description", Yaml::text(text)),
        ])
    };
    let variables = Yaml::Map(vec![
        (
            "task",
            variable("The task, as a text that \"Collect a task\" takes"),
        ),
        ("status", variable("done or pending")),
        (
            "request_id",
            variable("The service's identifier of the request"),
        ),
    ]);
    Yaml::Map(vec![
        ("type", Yaml::text("object")),
        ("properties", variables),
    ])
}
