//! From the words of the command line to a command, or an error of ours.

use super::chinese;
use super::program::Program;
use crate::output::failure::Failure;
use crate::output::language::{Message, pick, tr};
use crate::output::report::{Exit, deliver};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Error, FromArgMatches};
use std::ffi::OsString;

/// A command line as it was given: the fixed options, and the matches that also hold the flags of a tool.
pub struct Parsed {
    pub program: Program,
    pub matches: ArgMatches,
}

/// Parses; help and version are printed here, as they end the program well.
pub fn parse(command: clap::Command, words: Vec<OsString>) -> Result<Parsed, Failure> {
    let matches = command.try_get_matches_from(words).map_err(failure)?;
    let program = Program::from_arg_matches(&matches).map_err(failure)?;
    Ok(Parsed { program, matches })
}

fn failure(error: Error) -> Failure {
    let text = error.to_string();
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let lines = text.trim_end().lines().map(str::to_owned);
        let lines: Vec<_> = lines.collect();
        let printed = deliver(&lines, Exit::Done);
        std::process::exit(printed as i32);
    }
    let english = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "a command is required",
        _ => {
            let text = text.trim().trim_start_matches("error: ");
            text.split_once("\n\n").map_or(text, |(message, _)| message)
        }
    };
    let message = Message::new(english, chinese::error(&error));
    Failure::usage(message, hint(&error, &text))
}

/// What was probably meant, else where the usage stands.
fn hint(error: &Error, text: &str) -> String {
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let suggested = suggested.into_iter().find_map(|kind| error.get(kind));
    let suggested = match suggested {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => texts.first().cloned(),
        _ => None,
    };
    if let Some(meant) = suggested {
        return tr!("did you mean `{meant}`?", "是否指 `{meant}`？");
    }
    let usage = text
        .split_once("Usage: ")
        .map_or("visual", |(_, usage)| usage);
    let is_name = |word: &&str| !word.starts_with(['<', '[', '-']);
    let command: Vec<_> = usage.split_whitespace().take_while(is_name).collect();
    let command = command.join(" ");
    pick(
        format!("see `{command} --help`"),
        format!("见 `{command} --help`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::program::program;

    #[test]
    fn the_definition_is_sound() {
        program(None, Vec::new()).debug_assert();
        chinese::headings(program(None, Vec::new())).debug_assert();
    }

    #[test]
    fn commands_are_listed_in_their_order() {
        let help = program(None, Vec::new()).render_help().to_string();
        let at = |name: &str| help.find(&format!("\n  {name} ")).unwrap();
        assert!(
            at("describe") < at("run") && at("run") < at("custom"),
            "{help}"
        );
    }

    fn refused(words: &[&str]) -> Failure {
        let words = words.iter().map(OsString::from).collect();
        parse(program(None, Vec::new()), words).err().unwrap()
    }

    #[test]
    fn repeated_flags_are_refused() {
        let failure = refused(&["visual", "task", "wait", "t", "--wait", "1", "--wait", "2"]);
        assert!(failure.error.message.contains("cannot be used multiple"));
        assert!(failure.error.message_zh.contains("不能重复使用"));
    }

    #[test]
    fn misspelt_words_are_recognised() {
        for (words, meant) in [
            (&["visual", "tolls"][..], "tools"),
            (&["visual", "tools", "--jsn"], "--json"),
            (&["visual", "--lang", "eng", "tools"], "en"),
        ] {
            let failure = refused(words);
            let hint = failure.hint.unwrap();
            assert_eq!(hint, format!("did you mean `{meant}`?"), "{words:?}");
        }
        let failure = refused(&["visual", "task", "wait"]);
        assert_eq!(failure.hint.unwrap(), "see `visual task wait --help`");
        assert!(failure.error.message_zh.contains("缺少"));
        assert!(refused(&["visual"]).error.message_zh.contains("缺少命令"));
    }
}
