//! From the words of the command line to a command, or an error of ours.

use super::program::Program;
use crate::output::failure::Failure;
use crate::output::report::{Exit, deliver};
use clap::error::ErrorKind;
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
    let text = text.trim().trim_start_matches("error: ");
    let (message, usage) = text.split_once("\n\n").unwrap_or((text, ""));
    Failure::usage(message, usage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::program::program;

    #[test]
    fn the_definition_is_sound() {
        program(None, Vec::new()).debug_assert();
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
    fn repeated_flags_are_refused() {
        let words = ["visual", "task", "wait", "t", "--wait", "1", "--wait", "2"];
        let words = words.map(OsString::from).to_vec();
        let failure = parse(program(None, Vec::new()), words).err().unwrap();
        assert!(failure.error.message.contains("cannot be used multiple"));
    }
}
