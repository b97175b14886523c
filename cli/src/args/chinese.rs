//! What clap says itself, in Chinese.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with Chinese headings, and Chinese words beside its options.
pub fn headings(command: Command) -> Command {
    let mut command = translated(command);
    command.build();
    with_help(command)
}

/// Its `help`, and that of each subcommand, in Chinese.
fn with_help(command: Command) -> Command {
    command.mut_subcommands(|command| match command.get_name() {
        "help" => command.about("显示帮助"),
        _ => with_help(command),
    })
}

fn translated(command: Command) -> Command {
    command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_subcommands(translated)
        .mut_args(argument)
}

/// A line of help with the punctuation of Chinese, where clap writes its own.
pub fn punctuated(line: &str) -> String {
    let line = line.replace("[OPTIONS]", "[选项]");
    match line.strip_suffix(':') {
        Some(heading) if !heading.starts_with(' ') => format!("{heading}："),
        _ => line,
    }
}

fn argument(arg: Arg) -> Arg {
    let heading = match arg.get_help_heading() {
        Some(heading) => heading.to_owned(),
        None if arg.is_positional() => "参数".to_owned(),
        None => "选项".to_owned(),
    };
    let mut notes = Vec::new();
    if arg.get_action().takes_values() && !arg.is_hide_possible_values_set() {
        let values = arg.get_possible_values();
        let names: Vec<_> = values.iter().map(|value| value.get_name()).collect();
        if !names.is_empty() {
            notes.push(format!("[可选值：{}]", names.join("、")));
        }
    }
    for default in arg.get_default_values() {
        notes.push(format!("[默认：{}]", default.to_string_lossy()));
    }
    let with_notes = |help: Option<&StyledStr>| {
        let help = help.map(ToString::to_string)?;
        Some(format!("{help} {}", notes.join(" ")).trim_end().to_owned())
    };
    let (short, long) = (with_notes(arg.get_help()), with_notes(arg.get_long_help()));
    let mut arg = arg
        .help_heading(heading)
        .hide_possible_values(true)
        .hide_default_value(true);
    if let Some(short) = short {
        arg = arg.help(short);
    }
    match long {
        Some(long) => arg.long_help(long),
        None => arg,
    }
}

/// What is wrong with a command line.
pub fn error(error: &Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("未知参数 `{argument}`"),
        ErrorKind::InvalidSubcommand => {
            format!("未知命令 `{}`", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少必需的参数：{argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "缺少命令".to_owned()
        }
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            other if other == argument || other.is_empty() => {
                format!("`{argument}` 不能重复使用")
            }
            other => format!("`{argument}` 不能与 `{other}` 同时使用"),
        },
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` 需要一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = text(ContextKind::ValidValue);
            let known = match known.is_empty() {
                true => String::new(),
                false => format!("，可选值：{known}"),
            };
            format!("`{argument}` 的值 `{value}` 无效{known}")
        }
        _ => "命令行参数有误".to_owned(),
    }
}
