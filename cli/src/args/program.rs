//! The commands.

use super::chinese;
use super::help::{exit_and_environment, with_own_flags};
use super::journal::JournalCommand;
use super::mcp::McpArgs;
use super::options::{BuyArgs, GlobalArgs, OutputArgs, SimulateArg, journal_help};
use super::serve::ServeArgs;
use super::simulate::SimulateArgs;
use crate::output::language::{pick, zh};
use crate::output::layout;
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, Resettable, Str};
use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::path::{Path, PathBuf};
use visual_host::JournalAddress;

/// The place of `run` in the list of commands, which begins after the global options.
const RUN: usize = 6;

fn after_help() -> &'static str {
    pick(
        "Try it without an account:
  visual run jimeng-4.0 --prompt \"a cat\" --simulate -o cat.png",
        "无需账号即可试用：
  visual run jimeng-4.0 --prompt \"一只猫\" --simulate -o cat.png",
    )
}

#[derive(Parser)]
#[command(name = "visual", version, after_help = after_help(), after_long_help = exit_and_environment())]
#[command(about = pick(
    "Volcengine's visual AI, through a sandboxed WebAssembly component",
    "火山引擎智能视觉命令行工具，通过沙箱中的 WebAssembly 组件调用",
))]
pub struct Program {
    #[command(flatten)]
    pub global: GlobalArgs,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    #[command(about = pick("List the tools", "列出工具"))]
    Tools {
        #[arg(long, value_name = "DAYS")]
        #[arg(help = pick("Only tools whose facts were last seen more than DAYS days ago", "只列出信息超过 DAYS 天未核实的工具"))]
        stale: Option<u32>,
        #[arg(value_name = "WORD")]
        #[arg(help = pick("Only tools with each WORD in their names, title, family, status, summary or arguments", "只列出名称、标题、分类、状态、简介或参数中含有每个关键词的工具"))]
        words: Vec<String>,
    },
    #[command(about = pick("Describe a tool: its arguments, limits and facts", "查看工具的参数、限制与说明"))]
    Describe {
        #[command(flatten)]
        tool: ToolArg,
    },
    #[command(about = pick("Run a tool; `visual run TOOL --help` lists its arguments", "运行工具；`visual run TOOL --help` 列出其参数"))]
    Run(Box<RunArgs>),
    #[command(about = pick("Estimate what a call of a tool costs; takes the options of `run`, sends nothing", "估算一次调用的费用；选项与 `run` 相同，不发送请求"))]
    Price(Box<RunArgs>),
    #[command(about = pick("Run a tool that the catalogue does not list, by its req_key", "按 req_key 运行未收录的工具"))]
    Custom(Box<CustomArgs>),
    #[command(about = pick("Call any action of the service cv once, and print its data", "调用一次 cv 服务的任意接口，并输出其数据"))]
    Raw(RawArgs),
    #[command(subcommand)]
    #[command(about = pick("Manage submitted tasks (never billed)", "管理已提交的任务（不计费）"))]
    Task(TaskCommand),
    #[command(subcommand)]
    #[command(about = pick("Check, migrate and move the journal of purchases", "检查、升级与迁移购买记录"))]
    Journal(JournalCommand),
    #[command(about = pick("Check the credentials (never billed)", "检查密钥（不计费）"))]
    Check {
        #[command(flatten)]
        simulate: SimulateArg,
    },
    #[command(about = pick("Generate a shell completion script", "生成 shell 补全脚本"))]
    Completions {
        #[arg(help = pick("The shell", "shell 名称"))]
        shell: Shell,
    },
    #[command(about = pick("Write the man pages to a directory", "将 man 手册页写入目录"))]
    Man {
        #[arg(value_name = "DIR", help = pick("The directory", "目录"))]
        directory: PathBuf,
    },
    #[command(about = pick("Serve tools to language models by MCP, over standard input and output", "以 MCP 协议通过标准输入输出为大模型提供工具"))]
    Mcp(Box<McpArgs>),
    #[command(about = pick("Run a simulator of the service on loopback, until Ctrl-C", "在本机运行服务模拟器，按 Ctrl-C 结束"))]
    Simulate(SimulateArgs),
    #[command(about = pick("Serve the tools over HTTP, until Ctrl-C", "通过 HTTP 提供工具，按 Ctrl-C 结束"))]
    Serve(ServeArgs),
}

#[derive(Args)]
pub struct ToolArg {
    #[arg(value_name = "TOOL", help_heading = Resettable::<Str>::Reset)]
    #[arg(help = pick("A tool's name, alias or req_key; see `visual tools`", "工具的名称、别名或 req_key，见 `visual tools`"))]
    pub tool: String,
}

/// The options of `run`; the flags of its tool come from the tool's schema.
#[derive(Args)]
pub struct RunArgs {
    #[command(flatten)]
    pub tool: ToolArg,
    #[command(flatten)]
    pub arguments: ArgumentArgs,
    #[arg(long, help_heading = super::options::every_tool())]
    #[arg(help = pick("Run the successor of a legacy tool, if it is known and takes these arguments", "旧版工具有已知的替代工具且参数适用时，改用替代工具"))]
    pub prefer_current: bool,
    #[command(flatten)]
    pub buy: BuyArgs,
}

/// How a tool's arguments are given, beside its own flags.
#[derive(Args)]
#[command(next_help_heading = super::options::every_tool())]
pub struct ArgumentArgs {
    #[arg(long, value_name = "JSON|@FILE|-")]
    #[arg(help = pick("The tool's arguments as one JSON object", "以一个 JSON 对象给出工具的参数"))]
    pub args_json: Option<String>,
    #[arg(long, value_name = "JSON|@FILE|-", conflicts_with = "args_json")]
    #[arg(help = pick("Take required arguments from an earlier step's result, as --json prints it", "从前面步骤以 --json 输出的结果中取得必填参数"))]
    pub from: Vec<String>,
    #[cfg(feature = "pictures")]
    #[arg(long)]
    #[arg(help = pick("Resize or re-encode image files that the tool would reject", "缩放或转换工具不接受的图片文件"))]
    #[arg(long_help = pick(
        "Resize or re-encode image files that the tool would reject, to JPEG or PNG. HEIC is not supported",
        "将工具不接受的图片文件缩放或转换为 JPEG 或 PNG，不支持 HEIC",
    ))]
    pub fit: bool,
    #[cfg(feature = "pictures")]
    #[arg(long)]
    #[arg(help = pick("Rotate image files upright by their EXIF orientation", "按 EXIF 方向将图片文件旋转为正向"))]
    pub upright: bool,
}

fn api_version_help() -> &'static str {
    pick(
        "Version of the actions, such as 2020-08-26 [default: 2022-08-31; BytePlus: 2024-06-06]",
        "接口的 Version，例如 2020-08-26 [默认：2022-08-31；BytePlus：2024-06-06]",
    )
}

#[derive(Args)]
pub struct CustomArgs {
    #[arg(value_name = "REQ_KEY")]
    #[arg(help = pick("The service's req_key of the tool", "工具的 req_key"))]
    pub req_key: String,
    #[arg(long, value_name = "ACTIONS", default_value = "sync2async", value_parser = ["sync2async", "task", "process"])]
    #[arg(help = pick("The actions: CVSync2Async..., CVSubmitTask and CVGetResult, or CVProcess", "使用的接口：CVSync2Async…、CVSubmitTask 与 CVGetResult，或 CVProcess"))]
    pub actions: String,
    #[arg(long, value_name = "DATE", help = api_version_help())]
    pub api_version: Option<String>,
    #[arg(long, value_name = "JSON|@FILE|-")]
    #[arg(help = pick("The parameters as the service takes them", "按服务的格式给出参数"))]
    pub body_json: String,
    #[command(flatten)]
    pub buy: BuyArgs,
}

#[derive(Args)]
pub struct RawArgs {
    #[arg(value_name = "ACTION")]
    #[arg(help = pick("The action, such as OCRNormal", "接口的 Action，例如 OCRNormal"))]
    pub action: String,
    #[arg(long, value_name = "DATE", help = api_version_help())]
    pub api_version: Option<String>,
    #[arg(long, value_name = "NAME", default_value = "cv")]
    #[arg(help = pick("The service; only cv is supported", "服务名称，只支持 cv"))]
    pub service: String,
    #[arg(long, value_name = "JSON|@FILE|-")]
    #[arg(help = pick("POST this JSON object", "以 POST 发送该 JSON 对象"))]
    pub body_json: Option<String>,
    #[arg(long, value_name = "NAME=VALUE", conflicts_with = "body_json")]
    #[arg(help = pick("POST this form field; repeat for more", "以 POST 发送该表单字段，可重复"))]
    pub form: Vec<String>,
    #[arg(long, value_name = "NAME=VALUE", conflicts_with_all = ["body_json", "form"])]
    #[arg(help = pick("GET with this query parameter; repeat for more", "以 GET 发送该查询参数，可重复"))]
    pub query: Vec<String>,
    #[command(flatten)]
    pub simulate: SimulateArg,
}

#[derive(Subcommand)]
pub enum TaskCommand {
    #[command(about = pick("Show a task's status", "查询任务状态"))]
    Status {
        #[command(flatten)]
        task: TaskArgs,
        #[command(flatten)]
        output: OutputArgs,
    },
    #[command(about = pick("Wait for a task's result", "等待任务结果"))]
    Wait {
        #[command(flatten)]
        task: TaskArgs,
        #[command(flatten)]
        output: OutputArgs,
        #[arg(long, value_name = "SECONDS", value_parser = super::options::wait())]
        #[arg(allow_negative_numbers = true)]
        #[arg(help = super::options::wait_help())]
        wait: Option<u32>,
    },
    #[command(about = pick("Ask the service to cancel a task", "请求取消任务"))]
    Cancel {
        #[command(flatten)]
        task: TaskArgs,
    },
    #[command(about = pick("List the journal's purchases: open, unknown, or ended recently", "列出购买记录：未完成、结果未知或最近结束的"))]
    List(ListArgs),
    #[command(about = pick(
        "Clear a purchase whose outcome is unknown or failed, so that it can be retried",
        "清除结果未知或已失败的购买记录，以便重试",
    ))]
    Forget(ForgetArgs),
}

/// What is listed, and how.
#[derive(Args)]
pub struct ListArgs {
    #[arg(long, value_name = "FILE|URL", help = journal_help())]
    pub journal: Option<JournalAddress>,
    #[arg(long)]
    #[arg(help = pick("Show calls, units and estimated amounts by day and account instead", "改为按日期和账号显示调用次数、用量与估算金额"))]
    pub usage: bool,
    #[arg(long)]
    #[arg(help = pick("Print whole rows, however wide the terminal", "输出完整的行，不受终端宽度限制"))]
    pub wide: bool,
}

/// Which purchase.
#[derive(Args)]
pub struct ForgetArgs {
    #[arg(value_name = "KEY")]
    #[arg(help = pick("The idempotency key, as `visual task list` shows it", "幂等键，见 `visual task list`"))]
    pub key: String,
    #[arg(long, value_name = "TOOL")]
    #[arg(help = pick("Of several purchases with this key, the one by this tool", "同一幂等键有多次购买时，选择该工具的一次"))]
    pub tool: Option<String>,
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    #[arg(help = pick("Of several purchases with this key, the one of this account: its name or access key id", "同一幂等键有多次购买时，选择该账号的一次：账号名称或 AccessKey ID"))]
    pub account: Option<String>,
    #[arg(long, value_name = "FILE|URL", help = journal_help())]
    pub journal: Option<JournalAddress>,
}

/// Which task, and where it is known.
#[derive(Args)]
pub struct TaskArgs {
    #[arg(value_name = "TASK")]
    #[arg(help = pick("The task, as `run` prints it (vt1....)", "任务，即 `run` 输出的 vt1.…"))]
    pub task: String,
    #[arg(long, value_name = "TOOL")]
    #[arg(help = pick("TASK is the service's own task_id, of this tool", "TASK 为服务端的 task_id，由该工具提交"))]
    pub tool: Option<String>,
    #[arg(long, value_name = "FILE|URL", help = journal_help())]
    pub journal: Option<JournalAddress>,
    #[arg(long, conflicts_with = "journal")]
    #[arg(help = pick("Don't record how the task ends", "不记录任务的结果"))]
    pub no_journal: bool,
}

/// The whole program; `run` and `price` come with the usage and the flags of a tool, if known.
pub fn program(usage: Option<&[String]>, flags: Vec<clap::Arg>) -> clap::Command {
    let with_flags = |program: clap::Command, command: &'static str, order: usize| {
        program.mut_subcommand(command, |run| {
            let about = run.get_about().cloned().unwrap_or_default();
            let first = clap::Command::new(command)
                .display_order(order)
                .next_help_heading(pick("Arguments of the tool", "工具参数"))
                .args(flags.clone());
            let run = RunArgs::augment_args(first).about(about);
            match usage {
                Some(parts) => run
                    .override_usage(usage_of(command, parts))
                    .mut_arg("tool", |tool| tool.hide(true)),
                None => run,
            }
        })
    };
    let program = with_flags(Program::command(), "run", RUN);
    let program = with_flags(program, "price", RUN + 1);
    let program = with_own_flags(program);
    match zh() {
        true => chinese::headings(program),
        false => program,
    }
}

/// The usage of a command with a tool, behind its heading.
fn usage_of(command: &str, parts: &[String]) -> String {
    let start = format!("visual {command} ");
    let before = layout::columns(pick("Usage: ", "用法：")) + layout::columns(&start);
    start + &layout::joined(parts, before, layout::help_width())
}

/// The whole program, which also knows the names of the tools.
fn with_tool_names() -> clap::Command {
    let names = || PossibleValuesParser::new(visual_catalog::tools().map(|tool| tool.alias));
    let mut program = program(None, Vec::new());
    for command in ["run", "price", "describe"] {
        program = program.mut_subcommand(command, |command| {
            command.mut_arg("tool", |tool| {
                tool.value_parser(names()).hide_possible_values(true)
            })
        });
    }
    program
}

/// The script of `visual completions SHELL`.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut with_tool_names(), "visual", &mut script);
    script
}

/// Writes a man page for the program and for each command.
pub fn man_pages(directory: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    clap_mangen::generate_to(program(None, Vec::new()), directory)
}
