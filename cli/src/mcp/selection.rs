//! Which tools a server offers.

use crate::output::language::{Message, message};
use std::collections::HashSet;
use visual_agent::docs;
use visual_agent::functions::Function;
use visual_catalog::{Family, Tool, find, nearest, tools};

/// What a tool of the server does.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One of the curated tools that order a tool of the catalogue.
    Function(&'static Function),
    /// A tool of the catalogue.
    Catalogue(&'static Tool),
    /// Any tool of the catalogue, by its name.
    RunModel,
    TaskStatus,
    TaskCancel,
    ListModels,
}

impl Kind {
    /// Its name: that of the curated tool, or the catalogue's, which has no dots, since some
    /// clients refuse those.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Function(function) => function.name,
            Kind::Catalogue(tool) => tool.name,
            Kind::RunModel => "run-model",
            Kind::TaskStatus => "task-status",
            Kind::TaskCancel => "task-cancel",
            Kind::ListModels => "list-models",
        }
    }

    /// Whether a call may be billed.
    pub fn buys(&self) -> bool {
        matches!(
            self,
            Kind::Function(_) | Kind::Catalogue(_) | Kind::RunModel
        )
    }

    /// The curated tool of this name.
    fn curated(name: &str) -> Option<Kind> {
        let others = [
            Kind::RunModel,
            Kind::TaskStatus,
            Kind::TaskCancel,
            Kind::ListModels,
        ];
        Function::named(name)
            .map(Kind::Function)
            .or_else(|| others.into_iter().find(|kind| kind.name() == name))
    }
}

/// The tools of a server, in the order of its list.
#[derive(Clone, Debug)]
pub struct Selection(Vec<Kind>);

impl Selection {
    /// The curated tools.
    pub fn curated() -> Selection {
        let (_, documented) = docs::functions();
        let names = documented.iter().map(|function| function.name.as_str());
        Selection(names.filter_map(Kind::curated).collect())
    }

    /// `all`, `curated`, families and names, separated by commas. What cancels and asks for tasks
    /// is always there.
    pub fn parse(words: &str) -> Result<Selection, Message> {
        let mut kinds = Vec::new();
        for word in words.split(',').map(str::trim) {
            kinds.extend(of_word(word)?);
        }
        kinds.extend([Kind::TaskStatus, Kind::TaskCancel]);
        let mut seen = HashSet::new();
        kinds.retain(|kind: &Kind| seen.insert(kind.name()));
        Ok(Selection(kinds))
    }

    /// Those of them that pass.
    pub fn retain(mut self, passes: impl Fn(&Kind) -> bool) -> Selection {
        self.0.retain(passes);
        self
    }

    /// Each of them.
    pub fn kinds(&self) -> &[Kind] {
        &self.0
    }

    /// The one with this name; tools of the catalogue have aliases too.
    pub fn named(&self, name: &str) -> Option<Kind> {
        let by_name = self.0.iter().find(|kind| kind.name() == name);
        let by_alias = || {
            let tool = find(name)?;
            self.0.iter().find(|kind| kind.name() == tool.name)
        };
        by_name.or_else(by_alias).copied()
    }

    /// The name that was probably meant.
    pub fn nearest(&self, name: &str) -> Option<&'static str> {
        nearest(name, self.0.iter().map(Kind::name))
    }
}

fn of_word(word: &str) -> Result<Vec<Kind>, Message> {
    if word == "curated" {
        return Ok(Selection::curated().0);
    }
    if word == "all" {
        return Ok(tools().map(Kind::Catalogue).collect());
    }
    let mut families = Family::ALL.iter().copied();
    if let Some(family) = families.find(|family| family.name() == word) {
        let of_family = tools().filter(|tool| tool.family == family);
        return Ok(of_family.map(Kind::Catalogue).collect());
    }
    let kind = Kind::curated(word).or_else(|| find(word).map(Kind::Catalogue));
    kind.map(|kind| vec![kind]).ok_or_else(|| {
        message!(
            "--tools: `{word}` is no tool and no family; `visual tools` lists them",
            "--tools：没有名为 `{word}` 的工具或分类，`visual tools` 可列出全部"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &str) -> Vec<&'static str> {
        let selection = Selection::parse(words).unwrap();
        selection.kinds().iter().map(Kind::name).collect()
    }

    #[test]
    fn the_curated_tools_are_those_of_the_wit() {
        let curated = Selection::curated();
        assert_eq!(curated.kinds().len(), docs::functions().1.len());
        assert_eq!(names("curated").len(), curated.kinds().len());
    }

    #[test]
    fn words_choose_tools() {
        let both = names("generate-image, jimeng-4.0,jimeng-4.0");
        let tool = find("jimeng-4.0").unwrap().name;
        assert_eq!(both, ["generate-image", tool, "task-status", "task-cancel"]);
        assert_eq!(names("all").len(), tools().count() + 2);
        let video = names("video");
        assert!(
            video.len() > 3 && video.len() < tools().count(),
            "{video:?}"
        );
        for unknown in ["", "vidoe", "all,"] {
            assert!(Selection::parse(unknown).is_err(), "{unknown:?}");
        }
    }

    #[test]
    fn names_suit_every_client() {
        let all = Selection::parse("curated,all").unwrap();
        for kind in all.kinds() {
            let name = kind.name();
            let suits = |c: char| c.is_ascii_alphanumeric() || c == '-';
            assert!(name.len() <= 64 && name.chars().all(suits), "{name}");
        }
        assert_eq!(
            all.named("jimeng-4.0").unwrap().name(),
            find("jimeng-4.0").unwrap().name
        );
        assert_eq!(all.nearest("generate-imag"), Some("generate-image"));
    }
}
