//! A first look at the command line. The flags of `run` depend on its tool,
//! and the tool on the component, so these few words must be known early.

use std::ffi::OsString;

/// What can be told before the flags are known.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// `--json` is among the words.
    pub json: bool,
    /// `--no-cache` is among the words.
    pub no_cache: bool,
    /// The value of `--component`.
    pub component: Option<OsString>,
    /// The first word that is no option.
    pub command: Option<String>,
    /// The second one.
    pub tool: Option<String>,
}

impl Glance {
    /// Looks at the words of a command line, the program's name first.
    pub fn at(words: &[OsString]) -> Glance {
        let mut glance = Glance::default();
        let mut words = words.iter().skip(1);
        while let Some(word) = words.next() {
            let text = word.to_string_lossy();
            match text.as_ref() {
                "--" => break,
                "--json" => glance.json = true,
                "--no-cache" => glance.no_cache = true,
                "--component" => glance.component = words.next().cloned(),
                _ => match text.strip_prefix("--component=") {
                    Some(path) => glance.component = Some(path.into()),
                    None => glance.word(&text),
                },
            }
        }
        glance
    }

    fn word(&mut self, text: &str) {
        if text.starts_with('-') {
            return;
        }
        if self.command.is_none() {
            self.command = Some(text.to_owned());
        } else if self.tool.is_none() {
            self.tool = Some(text.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glance(line: &str) -> Glance {
        let words: Vec<_> = line.split(' ').map(OsString::from).collect();
        Glance::at(&words)
    }

    #[test]
    fn the_tool_is_found_among_global_options() {
        let found = glance("visual --json --component a.wasm run general-3.0 --prompt x");
        assert_eq!(found.command.as_deref(), Some("run"));
        assert_eq!(found.tool.as_deref(), Some("general-3.0"));
        assert_eq!(found.component, Some("a.wasm".into()));
        assert!(found.json && !found.no_cache);
    }

    #[test]
    fn without_words_there_is_nothing() {
        assert_eq!(glance("visual run --help").tool, None);
        assert_eq!(glance("visual").command, None);
        let found = glance("visual run t --component=b.wasm --no-cache -- --json");
        assert_eq!(found.component, Some("b.wasm".into()));
        assert!(found.no_cache && !found.json);
    }
}
