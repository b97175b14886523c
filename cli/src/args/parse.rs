//! From the words of the command line to a command, or an error of ours.

use super::early::EarlyArgs;
use super::program::{Program, program};
use super::{chinese, help};
use crate::output::failure::Failure;
use crate::output::language::{Message, message, tr};
use crate::output::report::{Exit, deliver};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Error, FromArgMatches};
use std::ffi::OsString;
use visual_catalog::nearest;

/// A command line as it was given: the fixed options, and the matches that also hold the flags of a tool.
pub struct Parsed {
    pub program: Program,
    pub matches: ArgMatches,
}

/// Parses; help and version are printed here, as they end the program well.
pub fn parse(command: clap::Command, words: Vec<OsString>) -> Result<Parsed, Failure> {
    let failure = |error| failure(error, &words);
    let command = help::laid_out(command);
    let matches = command.try_get_matches_from(&words).map_err(failure)?;
    let program = Program::from_arg_matches(&matches).map_err(failure)?;
    Ok(Parsed { program, matches })
}

/// The command that the words name, as its help is asked for.
pub fn named_command(early: &EarlyArgs) -> String {
    let program = program(None, Vec::new());
    let command = early.command.as_deref();
    let Some(command) = command.and_then(|name| program.find_subcommand(name)) else {
        return "visual".to_owned();
    };
    let name = command.get_name();
    match early.tool.as_deref() {
        Some(tool)
            if matches!(name, "run" | "price") || command.find_subcommand(tool).is_some() =>
        {
            format!("visual {name} {tool}")
        }
        _ => format!("visual {name}"),
    }
}

fn failure(error: Error, words: &[OsString]) -> Failure {
    let text = error.to_string();
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let printed = deliver(&help::printed(&text), Exit::Done);
        std::process::exit(printed as i32);
    }
    let english = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "a command is required",
        _ => {
            let text = text.trim().trim_start_matches("error: ");
            text.split_once("\n\n").map_or(text, |(message, _)| message)
        }
    };
    let mut message = Message::new(english, chinese::error(&error));
    if let Some(reason) = number(&error) {
        let before = message
            .en
            .rsplit_once(": ")
            .map(|(before, _)| before.to_owned());
        message.en = format!("{}: {}", before.unwrap_or_default(), reason.en);
        message.zh = format!("{}，{}", message.zh, reason.zh);
    }
    match meant(&error, words) {
        Some(hint) => Failure::input("", message).with_hint(hint),
        None => Failure::input("", message),
    }
}

/// What a number or an address must be, where a value is none, or too small or large.
fn number(error: &Error) -> Option<Message> {
    if error.kind() != ErrorKind::ValueValidation {
        return None;
    }
    let reason = std::error::Error::source(error)?.to_string();
    if let Some((min, max)) = reason
        .rsplit_once(" is not in ")
        .and_then(|(_, range)| range.split_once("..="))
    {
        return Some(message!(
            "it must be from {min} to {max}",
            "必须在 {min} 到 {max} 之间"
        ));
    }
    if reason.contains("socket address") {
        return Some(message!(
            "it must be an IP address and a port, such as 127.0.0.1:8484",
            "必须是 IP 地址加端口，例如 127.0.0.1:8484"
        ));
    }
    reason
        .contains("digit")
        .then(|| message!("it must be a whole number", "必须是整数"))
}

/// What was probably meant.
fn meant(error: &Error, words: &[OsString]) -> Option<String> {
    let unknown = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(text)) if error.kind() == ErrorKind::UnknownArgument => text,
        _ => "",
    };
    if unknown == "--simulate" {
        return Some(tr!(
            "a simulator ends with its command, and its tasks with it; `visual simulate` runs one that stays",
            "模拟器及其任务随命令结束；`visual simulate` 可持续运行模拟器"
        ));
    }
    let mut pairs = words.iter().zip(words.iter().skip(1));
    if !unknown.is_empty() && pairs.any(|(flag, text)| flag == "--watermark" && text == unknown) {
        return Some(tr!(
            "a watermark's text follows `=`: --watermark={unknown}",
            "水印文字须用 `=` 连接：--watermark={unknown}"
        ));
    }
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
    let meant = suggested.filter(|meant| is_near(error, meant));
    let meant = meant.or_else(|| near_command(error))?;
    Some(tr!("did you mean `{meant}`?", "是否指 `{meant}`？"))
}

/// A command that differs in a few letters from the one that was given.
fn near_command(error: &Error) -> Option<String> {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let program = program(None, Vec::new());
    let inner = program
        .get_subcommands()
        .flat_map(clap::Command::get_subcommands);
    let names = program
        .get_subcommands()
        .chain(inner)
        .map(clap::Command::get_name);
    nearest(given, names).map(str::to_owned)
}

/// Whether a suggestion differs in a few letters: clap also suggests what only looks alike.
fn is_near(error: &Error, meant: &str) -> bool {
    let kinds = [
        ContextKind::InvalidArg,
        ContextKind::InvalidSubcommand,
        ContextKind::InvalidValue,
    ];
    let texts = kinds.into_iter().filter_map(|kind| error.get(kind));
    let mut given = texts.filter_map(|value| match value {
        ContextValue::String(text) => Some(text.as_str()),
        _ => None,
    });
    given.any(|given| nearest(given, std::iter::once(meant)).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn an_error_leads_to_the_help_of_its_command() {
        for (words, command) in [
            ("visual", "visual"),
            ("visual tolls", "visual"),
            ("visual tools x", "visual tools"),
            ("visual task wait --json", "visual task wait"),
            ("visual task no-such-command", "visual task"),
            ("visual run jimeng-4.0 --wait x", "visual run jimeng-4.0"),
            ("visual run", "visual run"),
        ] {
            let words: Vec<_> = words.split(' ').map(OsString::from).collect();
            assert_eq!(named_command(&EarlyArgs::new(&words)), command);
        }
    }

    #[test]
    fn what_cannot_work_says_so() {
        let failure = refused(&["visual", "task", "wait", "t", "--simulate"]);
        assert!(failure.hint.unwrap().contains("visual simulate"));
        let failure = refused(&["visual", "run", "t", "--watermark", "mine"]);
        assert!(failure.hint.unwrap().contains("--watermark=mine"));
    }

    fn refused(words: &[&str]) -> Failure {
        let words = words.iter().map(OsString::from).collect();
        parse(program(None, Vec::new()), words).err().unwrap()
    }

    #[test]
    fn a_number_is_told_what_it_must_be() {
        for (value, en, zh) in [
            ("abc", "it must be a whole number", "必须是整数"),
            ("-3", "it must be from 0 to 86400", "必须在 0 到 86400 之间"),
            (
                "99999",
                "it must be from 0 to 86400",
                "必须在 0 到 86400 之间",
            ),
        ] {
            let error = refused(&["visual", "task", "wait", "t", "--wait", value]).error;
            let start = format!("invalid value '{value}' for '--wait <SECONDS>': ");
            assert_eq!(error.message, start + en);
            assert!(error.message_zh.contains(value), "{}", error.message_zh);
            assert!(error.message_zh.ends_with(zh), "{}", error.message_zh);
        }
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
            (&["visual", "tool"], "tools"),
            (&["visual", "task", "lists"], "list"),
            (&["visual", "tools", "--jsn"], "--json"),
            (&["visual", "--lang", "eng", "tools"], "en"),
        ] {
            let failure = refused(words);
            let hint = failure.hint.unwrap();
            assert_eq!(hint, format!("did you mean `{meant}`?"), "{words:?}");
        }
        let failure = refused(&["visual", "run", "t", "--prompt", "a"]);
        assert_eq!(failure.hint, None, "nothing is near");
        let failure = refused(&["visual", "task", "wait"]);
        assert!(failure.error.message_zh.contains("缺少"));
        assert!(refused(&["visual"]).error.message_zh.contains("缺少命令"));
    }
}
