//! The commands.

use super::options::{BuyArgs, GlobalArgs, JournalArgs, OutputArgs, SimulateArg};
use clap::builder::{NonEmptyStringValueParser, Resettable, Str};
use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Exit status: 0 done, 3 pending, 2 refused before anything was sent, 130 interrupted, 1 any other error.
Keys come from VOLC_ACCESSKEY and VOLC_SECRETKEY, else from ~/.volc/credentials or ~/.volc/config.";

/// The place of `run` in the list of commands, which begins after the global options.
const RUN: usize = 5;

/// Volcengine's visual AI, through a sandboxed WebAssembly component
#[derive(Parser)]
#[command(name = "visual", version, after_help = AFTER_HELP)]
pub struct Program {
    #[command(flatten)]
    pub global: GlobalArgs,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// List every tool
    Tools,
    /// Describe a tool: its arguments, limits and facts
    Describe {
        #[command(flatten)]
        tool: ToolArg,
    },
    /// Run a tool; `visual run TOOL --help` lists its arguments
    Run(Box<RunArgs>),
    /// Run a tool that the catalogue does not list, by its req_key
    Custom(Box<CustomArgs>),
    /// Call any action of the service cv once, and print its data
    Raw(RawArgs),
    /// Manage submitted tasks (never billed)
    #[command(subcommand)]
    Task(TaskCommand),
    /// Check the credentials (never billed)
    Check {
        #[command(flatten)]
        simulate: SimulateArg,
    },
    /// Generate a shell completion script
    Completions { shell: Shell },
    /// Run a simulator of the service on loopback, until Ctrl-C
    Simulate {
        /// Port on 127.0.0.1; 0 takes a free one
        #[arg(long, value_name = "N", default_value_t = 0)]
        port: u16,
    },
}

#[derive(Args)]
pub struct ToolArg {
    /// A tool's name, alias or req_key; see `visual tools`
    #[arg(value_name = "TOOL", help_heading = Resettable::<Str>::Reset)]
    pub tool: String,
}

/// The options of `run`; the flags of its tool come from the tool's schema.
#[derive(Args)]
pub struct RunArgs {
    #[command(flatten)]
    pub tool: ToolArg,
    #[command(flatten)]
    pub arguments: ArgumentArgs,
    #[command(flatten)]
    pub buy: BuyArgs,
}

/// How a tool's arguments are given, beside its own flags.
#[derive(Args)]
#[command(next_help_heading = super::options::EVERY_TOOL)]
pub struct ArgumentArgs {
    /// The tool's arguments as one JSON object
    #[arg(long, value_name = "JSON|@FILE|-")]
    pub args_json: Option<String>,
    /// Resize or re-encode image files that the tool would reject, to JPEG or PNG; HEIC is not read
    #[cfg(feature = "pictures")]
    #[arg(long)]
    pub fit: bool,
    /// Turn image files as their EXIF orientation says, whether or not they fit
    #[cfg(feature = "pictures")]
    #[arg(long)]
    pub upright: bool,
}

#[derive(Args)]
pub struct CustomArgs {
    /// The service's key
    #[arg(value_name = "REQ_KEY")]
    pub req_key: String,
    /// The actions: CVSync2Async..., CVSubmitTask and CVGetResult, or CVProcess
    #[arg(long, default_value = "sync2async", value_parser = ["sync2async", "task", "process"])]
    pub pair: String,
    /// The parameters as the service takes them
    #[arg(long, value_name = "JSON|@FILE|-")]
    pub body_json: String,
    #[command(flatten)]
    pub buy: BuyArgs,
}

#[derive(Args)]
pub struct RawArgs {
    /// The action, such as OCRNormal
    #[arg(value_name = "ACTION")]
    pub action: String,
    /// The action's version, such as 2020-08-26
    #[arg(long, value_name = "DATE")]
    pub api_version: String,
    /// The service; only cv is called
    #[arg(long, value_name = "NAME", default_value = "cv")]
    pub service: String,
    /// POST this JSON object
    #[arg(long, value_name = "JSON|@FILE|-")]
    pub body_json: Option<String>,
    /// POST this field of a form; repeat for more
    #[arg(long, value_name = "NAME=VALUE", conflicts_with = "body_json")]
    pub form: Vec<String>,
    /// GET with this in the query; repeat for more
    #[arg(long, value_name = "NAME=VALUE", conflicts_with_all = ["body_json", "form"])]
    pub query: Vec<String>,
    #[command(flatten)]
    pub simulate: SimulateArg,
}

#[derive(Subcommand)]
pub enum TaskCommand {
    /// Show a task's status
    Status {
        #[command(flatten)]
        task: TaskArgs,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Wait for a task's result
    Wait {
        #[command(flatten)]
        task: TaskArgs,
        #[command(flatten)]
        output: OutputArgs,
        /// Maximum time to wait [default: depends on the tool]
        #[arg(long, value_name = "SECONDS", value_parser = super::options::wait())]
        wait: Option<u32>,
    },
    /// Ask the service to cancel a task
    Cancel {
        #[command(flatten)]
        task: TaskArgs,
    },
    /// List the journal's purchases: open, unknown, or ended recently
    List {
        /// The journal of purchases [default: ~/.local/state/volcengine-visual/journal.db]
        #[arg(long, value_name = "FILE")]
        journal: Option<PathBuf>,
    },
    /// Clear a purchase that is unknown or failed, so that its key can be used again
    Forget(ForgetArgs),
}

/// Which purchase.
#[derive(Args)]
pub struct ForgetArgs {
    /// The idempotency key, as `visual task list` shows it
    #[arg(value_name = "KEY")]
    pub key: String,
    /// Of several purchases with this key, the one by this tool
    #[arg(long, value_name = "TOOL")]
    pub tool: Option<String>,
    /// Of several purchases with this key, the one of this account: its name or access key id
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub account: Option<String>,
    /// The journal of purchases [default: ~/.local/state/volcengine-visual/journal.db]
    #[arg(long, value_name = "FILE")]
    pub journal: Option<PathBuf>,
}

/// Which task, and where it is known.
#[derive(Args)]
pub struct TaskArgs {
    /// The text form of a task, as `run` prints it
    #[arg(value_name = "TASK")]
    pub task: String,
    /// TASK is the service's bare task id, of a job of this tool
    #[arg(long, value_name = "TOOL")]
    pub tool: Option<String>,
    #[command(flatten)]
    pub simulate: SimulateArg,
    #[command(flatten)]
    pub journal: JournalArgs,
}

/// The whole program; `run` comes with the flags of its tool, if known.
pub fn program(tool: Option<&str>, flags: Vec<clap::Arg>) -> clap::Command {
    Program::command().mut_subcommand("run", |run| {
        let about = run.get_about().cloned().unwrap_or_default();
        let first = clap::Command::new("run")
            .display_order(RUN)
            .next_help_heading("Arguments of the tool")
            .args(flags);
        let run = RunArgs::augment_args(first).about(about);
        match tool {
            Some(name) => run.override_usage(format!("visual run {name} [OPTIONS]")),
            None => run,
        }
    })
}

/// The script of `visual completions SHELL`.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut program(None, Vec::new()), "visual", &mut script);
    script
}
