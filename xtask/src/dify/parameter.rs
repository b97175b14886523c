//! One parameter of a Dify tool, and its YAML.

use super::yaml::Yaml;
use crate::bilingual::Bilingual;

/// A parameter.
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its short name for people.
    pub label: Bilingual,
    /// What people read beside it.
    pub text: Bilingual,
    /// What a language model reads, where a model may fill it in; in a workflow, such a
    /// parameter takes variables. Without it, a person sets it once.
    pub for_models: Option<String>,
    /// Whether Dify insists on it.
    pub required: bool,
    /// Its control.
    pub input: Input,
    /// The argument of the tool that it leads to, and how: a form of
    /// `visual_dify/arguments.py`. Parameters that every tool shares have none.
    pub target: Option<(String, &'static str)>,
}

/// The control of a parameter.
pub enum Input {
    /// A text.
    Text,
    /// A number: minimum and maximum, and whether it is whole.
    Number(Option<String>, Option<String>, bool),
    /// One of these values, with their labels.
    Select(Vec<(String, Bilingual)>),
    /// A value that the plugin offers when it runs.
    DynamicSelect,
    /// A file.
    File,
    /// Files.
    Files,
}

impl Input {
    const fn dify_type(&self) -> &'static str {
        match self {
            Input::Text => "string",
            Input::Number(..) => "number",
            Input::Select(_) => "select",
            Input::DynamicSelect => "dynamic-select",
            Input::File => "file",
            Input::Files => "files",
        }
    }
}

impl Parameter {
    /// A parameter that every tool shares, and a person sets.
    pub fn shared(name: &str, label: Bilingual, text: Bilingual, input: Input) -> Parameter {
        Parameter {
            name: name.to_owned(),
            label,
            text,
            for_models: None,
            required: false,
            input,
            target: None,
        }
    }

    /// A required parameter that a model may fill in.
    pub fn asked(self, for_models: &str) -> Parameter {
        Parameter {
            required: true,
            for_models: Some(for_models.to_owned()),
            ..self
        }
    }

    /// Its entry in the tool's file.
    pub fn yaml(&self) -> Yaml {
        let form = match self.for_models {
            Some(_) => "llm",
            None => "form",
        };
        let mut members = vec![
            ("name", Yaml::text(&self.name)),
            ("type", Yaml::text(self.input.dify_type())),
            ("required", Yaml::Plain(self.required.to_string())),
            ("form", Yaml::text(form)),
        ];
        match &self.input {
            Input::Number(min, max, is_whole) => {
                let limits = [("min", min), ("max", max)];
                let limits = limits.map(|(name, limit)| Some((name, Yaml::Plain(limit.clone()?))));
                members.extend(limits.into_iter().flatten());
                if *is_whole {
                    members.push(("precision", Yaml::Plain("0".to_owned())));
                }
            }
            Input::Select(options) => {
                let option = |(value, label): &(String, Bilingual)| {
                    Yaml::Map(vec![("value", Yaml::text(value)), ("label", both(label))])
                };
                members.push(("options", Yaml::List(options.iter().map(option).collect())));
            }
            _ => {}
        }
        members.push(("label", both(&self.label)));
        members.push(("human_description", both(&self.text)));
        if let Some(text) = &self.for_models {
            members.push(("llm_description", Yaml::text(text)));
        }
        Yaml::Map(members)
    }
}

/// A text in Dify's names of the languages.
pub fn both(text: &Bilingual) -> Yaml {
    Yaml::Map(vec![
        ("en_US", Yaml::text(&text.en)),
        ("zh_Hans", Yaml::text(&text.zh)),
    ])
}
