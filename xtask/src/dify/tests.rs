//! What Dify's daemon demands of a plugin, as its validators state it.

use std::collections::BTreeSet;

use super::parameter::Input;
use super::*;
use crate::bilingual::Bilingual;

/// A text must be shorter than this, in characters.
const TOO_LONG: usize = 1024;

fn is_name(name: &str, max: usize) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    !name.is_empty() && name.len() <= max && name.chars().all(plain)
}

fn check_text(what: &str, text: &Bilingual) {
    for text in [&text.en, &text.zh] {
        assert!(!text.trim().is_empty(), "{what}: no text");
        let length = text.chars().count();
        assert!(length < TOO_LONG, "{what}: {length} characters");
    }
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // Values of the service may be Chinese.
    let own = text.en.split("Known values:").next().unwrap();
    assert!(!own.chars().any(is_chinese), "{what}: {own}");
}

#[test]
fn names_are_those_that_dify_takes() {
    assert!(is_name(AUTHOR, 64) && is_name(NAME, 128));
    let mut seen = BTreeSet::new();
    let mut titles = BTreeSet::new();
    for declared in declared() {
        // Models of most vendors take no longer name of a function.
        assert!(is_name(&declared.name, 64), "{}", declared.name);
        assert!(
            seen.insert(declared.name.clone()),
            "{} twice",
            declared.name
        );
        for title in [declared.title.en, declared.title.zh] {
            assert!(titles.insert(title.clone()), "{title} twice");
        }
        let mut seen = BTreeSet::new();
        for parameter in &declared.parameters {
            assert!(
                is_name(&parameter.name.to_lowercase(), 64),
                "{}",
                parameter.name
            );
            assert!(
                seen.insert(&parameter.name),
                "{}: {} twice",
                declared.name,
                parameter.name
            );
        }
    }
    assert_eq!(seen.len(), typed().count() + own_tools::OWN.len());
}

#[test]
fn texts_are_there_in_both_languages_and_short() {
    check_text("manifest", &manifest::description());
    check_text("manifest", &manifest::title());
    for declared in declared() {
        let name = &declared.name;
        check_text(name, &declared.title);
        check_text(name, &declared.text);
        let models = declared.for_models.chars().count();
        assert!((1..TOO_LONG).contains(&models), "{name}: {models}");
        for parameter in &declared.parameters {
            let what = format!("{name}.{}", parameter.name);
            check_text(&what, &parameter.label);
            check_text(&what, &parameter.text);
            if let Some(text) = &parameter.for_models {
                let length = text.chars().count();
                assert!(
                    (1..TOO_LONG).contains(&length),
                    "{what}: {length} for models"
                );
            }
            if let Input::Select(options) = &parameter.input {
                assert!(options.len() > 1, "{what}");
                for (value, label) in options {
                    assert!(!value.is_empty(), "{what}");
                    check_text(&what, label);
                }
            }
        }
    }
}

/// Dify may send a default that nobody chose, and what is left out must not be sent.
#[test]
fn no_parameter_has_a_default() {
    for (name, text) in files() {
        let is_default = |line: &str| line.trim_start().starts_with("default:");
        assert!(!text.lines().any(is_default), "{name}");
    }
}

#[test]
fn what_the_yaml_names_is_there() {
    let workspace = Workspace::load().unwrap();
    let plugin = directory(&workspace);
    assert!(plugin.join("_assets/icon.svg").is_file());
    for declared in declared() {
        let own = own_tools::OWN.contains(&declared.name.as_str());
        let python = format!("tools/{}.py", declared.name);
        let is_generated = files().iter().any(|(name, _)| *name == python);
        assert!(own != is_generated, "{python}");
    }
    assert_eq!(superfluous(&workspace).unwrap(), Vec::<PathBuf>::new());
}
