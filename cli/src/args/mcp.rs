//! The options of `mcp`.

use super::options::{SimulateArg, journal_help};
use crate::output::language::pick;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::PathBuf;
use visual_host::JournalAddress;

#[derive(Args)]
pub struct McpArgs {
    #[arg(long, value_name = "CHOICE", value_parser = NonEmptyStringValueParser::new())]
    #[arg(help = pick(
        "Tools to offer: all, curated, or families and names, separated by commas [default: curated]",
        "提供的工具：all、curated，或以逗号分隔的分类与名称 [默认：curated]"
    ))]
    pub tools: Option<String>,
    #[arg(long, value_name = "DIR")]
    #[arg(help = pick(
        "Let clients use image files in DIR and save results there [default: no files]",
        "允许客户端使用该目录中的图片文件并在其中保存结果 [默认：不使用文件]"
    ))]
    pub root: Option<PathBuf>,
    #[arg(long)]
    #[arg(help = pick("List the tools and the size of their list, and exit", "列出工具及列表大小后退出"))]
    pub list: bool,
    #[command(flatten)]
    pub simulate: SimulateArg,
    #[arg(long, value_name = "FILE|URL", conflicts_with = "simulate", help = journal_help())]
    pub journal: Option<JournalAddress>,
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    #[arg(help = pick("A name of your account, for temporary keys [default: VOLC_ACCOUNT, or the access key id]", "账号名称，用于临时密钥 [默认：VOLC_ACCOUNT 或 AccessKey ID]"))]
    pub account: Option<String>,
    #[arg(long, value_name = "N")]
    #[arg(help = pick("Refuse if N purchases were made in the last 24 h", "过去 24 小时内已购买 N 次时拒绝"))]
    pub max_calls: Option<u32>,
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    #[arg(help = pick("Refuse if this call and those of the last 24 h may cost more, by known prices", "本次与过去 24 小时的费用（按已知价格）可能超过该金额时拒绝"))]
    pub max_cost: Option<String>,
}
