//! The options of `journal`.

use super::options::journal_help;
use crate::output::language::pick;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use visual_host::JournalAddress;

#[derive(Subcommand)]
pub enum JournalCommand {
    #[command(about = pick("Check that the journal can be used, and show what is in it", "检查购买记录能否使用，并显示其内容概况"))]
    Check(JournalArg),
    #[command(about = pick("Bring the journal's tables to this program's version", "将购买记录的表结构升级到本程序的版本"))]
    Migrate(JournalArg),
    #[command(about = pick("Write the whole journal as lines of JSON, to move it", "将全部购买记录导出为 JSON 行，用于迁移"))]
    Export(ExportArgs),
    #[command(about = pick("Read an export into an empty journal, all or nothing", "将导出内容导入空的购买记录，全部导入或不作改动"))]
    Import(ImportArgs),
}

#[derive(Args)]
pub struct JournalArg {
    #[arg(long, value_name = "FILE|URL", help = journal_help())]
    pub journal: Option<JournalAddress>,
}

#[derive(Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub place: JournalArg,
    #[arg(short, long, value_name = "FILE")]
    #[arg(help = pick("Write to this new file, readable by you alone [default: standard output]", "写入该新文件，仅自己可读 [默认：标准输出]"))]
    pub output: Option<PathBuf>,
    #[arg(long)]
    #[arg(help = pick("Close the journal: it refuses purchases from now on", "关闭该购买记录：此后拒绝购买"))]
    #[arg(long_help = pick(
        "Close the journal: it refuses purchases from now on, in every process that uses it, so that none is missing where it moves to. Importing its own export with --reopen opens it again",
        "关闭该购买记录：此后所有使用它的进程都拒绝购买，以免迁移后缺失。用 --reopen 将其导出文件再导入即可重新启用",
    ))]
    pub close: bool,
}

#[derive(Args)]
pub struct ImportArgs {
    #[arg(value_name = "FILE|-")]
    #[arg(help = pick("The export; - reads standard input", "导出文件；- 表示标准输入"))]
    pub file: PathBuf,
    #[command(flatten)]
    pub place: JournalArg,
    #[arg(long)]
    #[arg(help = pick("Open a journal that was closed by its own export", "重新启用因导出而关闭的购买记录"))]
    #[arg(long_help = pick(
        "Open a journal that was closed by its own export: it takes purchases again. Only to call a move off, before the other journal has bought anything: a key could be bought in both",
        "重新启用因导出而关闭的购买记录。仅用于放弃迁移，且另一份购买记录尚未购买：否则同一幂等键可能在两处各购买一次",
    ))]
    pub reopen: bool,
}
