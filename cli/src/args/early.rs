//! A first look at the command line. The flags of `run` depend on its tool,
//! and the tool on the component, so these few words must be known early.

use std::ffi::OsString;

/// What can be told before the flags are known.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct EarlyArgs {
    /// `--json` is among the words.
    pub json: bool,
    /// `--no-cache` is among the words.
    pub no_cache: bool,
    /// The value of `--lang`.
    pub lang: Option<String>,
    /// The value of `--component`.
    pub component: Option<OsString>,
    /// The first word that is no option.
    pub command: Option<String>,
    /// The second one.
    pub tool: Option<String>,
}

impl EarlyArgs {
    /// Looks at the words of a command line, the program's name first.
    pub fn new(words: &[OsString]) -> EarlyArgs {
        let mut early = EarlyArgs::default();
        let mut words = words.iter().skip(1);
        while let Some(word) = words.next() {
            let text = word.to_string_lossy();
            match text.as_ref() {
                "--" => break,
                "--json" => early.json = true,
                "--no-cache" => early.no_cache = true,
                "--component" => early.component = words.next().cloned(),
                "--lang" => {
                    let lang = words.next();
                    early.lang = lang.map(|lang| lang.to_string_lossy().into_owned());
                }
                _ => match text.split_once('=') {
                    Some(("--component", path)) => early.component = Some(path.into()),
                    Some(("--lang", lang)) => early.lang = Some(lang.to_owned()),
                    _ => early.word(&text),
                },
            }
        }
        early
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

    fn early(line: &str) -> EarlyArgs {
        let words: Vec<_> = line.split(' ').map(OsString::from).collect();
        EarlyArgs::new(&words)
    }

    #[test]
    fn the_tool_is_found_among_global_options() {
        let found = early("visual --json --lang zh --component a.wasm run general-3.0 --prompt x");
        assert_eq!(found.command.as_deref(), Some("run"));
        assert_eq!(found.tool.as_deref(), Some("general-3.0"));
        assert_eq!(found.component, Some("a.wasm".into()));
        assert!(found.json && !found.no_cache);
    }

    #[test]
    fn without_words_there_is_nothing() {
        assert_eq!(early("visual run --help").tool, None);
        assert_eq!(early("visual").command, None);
        let found = early("visual run t --component=b.wasm --lang=zh --no-cache -- --json");
        assert_eq!(found.component, Some("b.wasm".into()));
        assert_eq!(found.lang.as_deref(), Some("zh"));
        assert!(found.no_cache && !found.json);
    }
}
