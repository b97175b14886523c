//! How help texts are laid out: clap breaks lines at blanks alone, so they are
//! broken here, where Chinese breaks between any two characters.

use super::chinese;
use super::options::global_heading;
use crate::output::language::{pick, zh};
use crate::output::layout::{self, wrap};
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

/// The columns before a text that stands below its option.
const INDENT: usize = 10;

/// The command with `-h` and `-V` among its global options.
pub fn with_own_flags(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help_heading(global_heading())
        .help(pick(
            "Print help (-h: short, --help: long)",
            "显示帮助（-h 简略，--help 详细）",
        ));
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help_heading(global_heading())
        .help(pick("Print version", "显示版本"));
    let has_version = command.get_version().is_some();
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_subcommands(with_own_flags)
        .arg(help);
    match has_version {
        true => command.arg(version),
        false => command,
    }
}

/// The command with its texts in lines that fit the terminal.
pub fn laid_out(command: Command) -> Command {
    let width = layout::help_width();
    let about = command.get_about().map(|about| broken(about, width));
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    command
        .term_width(width)
        .mut_subcommands(laid_out)
        .mut_args(|arg| {
            let long = arg.get_long_help().or(arg.get_help());
            let long = long.map(|help| broken(help, width.saturating_sub(INDENT)));
            let has_long = arg.get_long_help().is_some();
            let short = arg.get_help().map(|help| layout::glued(&help.to_string()));
            let arg = match short {
                Some(short) => arg.help(short),
                None => arg,
            };
            match long.filter(|_| has_long) {
                Some(long) => arg.long_help(long),
                None => arg,
            }
        })
}

fn broken(text: &StyledStr, width: usize) -> String {
    let text = text.to_string();
    let lines = text.lines().map(|line| match line.is_empty() {
        true => String::new(),
        false => wrap(line, width).join("\n"),
    });
    layout::glued(&lines.collect::<Vec<_>>().join("\n"))
}

/// A help text as it is printed.
pub fn printed(text: &str) -> Vec<String> {
    let lines = text.trim_end().lines().map(|line| {
        let line = layout::unglued(line);
        match zh() {
            true => chinese::punctuated(&line),
            false => line,
        }
    });
    lines.collect()
}

/// Name, and what is said of it in English and Chinese.
type Row = (&'static str, &'static str, &'static str);

const EXIT: &[Row] = &[
    ("0", "done", "完成"),
    ("1", "any other error", "其他错误"),
    ("2", "refused before anything was sent", "发送前被拒绝"),
    (
        "3",
        "pending: the task is still running, or another process is submitting the same key",
        "未完成：任务仍在运行，或另一进程正在提交同一幂等键",
    ),
    ("130", "interrupted", "已中断"),
];

const ENVIRONMENT: &[Row] = &[
    (
        "VOLC_ACCESSKEY, VOLC_SECRETKEY",
        "your keys; otherwise ~/.volc/credentials or ~/.volc/config",
        "密钥；未设置时读取 ~/.volc/credentials 或 ~/.volc/config",
    ),
    (
        "VOLC_SESSION_TOKEN",
        "the session token of temporary keys",
        "临时密钥的会话令牌（session token）",
    ),
    (
        "VOLC_ENDPOINT, VOLC_REGION",
        "another endpoint or region",
        "自定义服务地址或地域",
    ),
    (
        "VOLC_REGION=ap-singapore-1",
        "an account of BytePlus (cv.byteplusapi.com)",
        "BytePlus 账号（cv.byteplusapi.com）",
    ),
    (
        "VOLC_ACCOUNT",
        "a name of the account, for temporary keys",
        "账号名称，用于临时密钥",
    ),
    (
        "VOLC_LINK_HOSTS",
        "more hosts of result links, separated by commas",
        "允许下载结果的其他域名，以逗号分隔",
    ),
    (
        "VOLC_PRIVATE_HOSTS",
        "hosts that may have private addresses, separated by commas",
        "允许使用内网地址的域名，以逗号分隔",
    ),
    (
        "VISUAL_TOKEN",
        "the token of `visual serve`, of 32 characters or more",
        "`visual serve` 的令牌，至少 32 个字符",
    ),
    (
        "VISUAL_JOURNAL",
        "the journal, where --journal is not given: a file or postgres://...",
        "未使用 --journal 时的购买记录：文件或 postgres://…",
    ),
    (
        "PGPASSWORD",
        "the password of a journal in PostgreSQL",
        "PostgreSQL 购买记录的密码",
    ),
    ("HTTPS_PROXY, ALL_PROXY", "the proxy", "代理"),
    (
        "NO_PROXY",
        "hosts that are reached without the proxy",
        "不经代理访问的域名",
    ),
    (
        "LC_ALL, LC_MESSAGES, LANG",
        "the language: Chinese if it begins with zh",
        "语言：以 zh 开头时为中文",
    ),
    ("NO_COLOR", "no colours", "不使用颜色"),
];

/// What ends the long help of the program.
pub fn exit_and_environment() -> String {
    let table = |heading: &str, rows: &[Row]| {
        let row =
            |(name, en, chinese): &Row| (name.to_string(), vec![pick(en, chinese).to_string()]);
        let rows: Vec<_> = rows.iter().map(row).collect();
        let lines = layout::entries(&rows, layout::help_width());
        format!("{heading}\n{}", lines.join("\n"))
    };
    let exit = table(pick("Exit status:", "退出状态："), EXIT);
    let environment = table(pick("Environment:", "环境变量："), ENVIRONMENT);
    format!("{exit}\n\n{environment}")
}
