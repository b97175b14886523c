//! Options that several commands share.

use crate::output::language::pick;
use clap::builder::{NonEmptyStringValueParser, RangedI64ValueParser};
use clap::{Args, value_parser};
use std::path::PathBuf;
use visual_host::JournalAddress;

/// The heading of the options that every tool has.
pub fn every_tool() -> &'static str {
    pick("Options of every tool", "通用选项")
}

/// The heading of the options that every command has.
pub fn global_heading() -> &'static str {
    pick("Global options", "全局选项")
}

#[derive(Args, Clone)]
#[command(next_help_heading = global_heading())]
pub struct GlobalArgs {
    #[arg(long, value_name = "FILE", global = true)]
    #[arg(help = pick("Use this component instead of the built-in one", "使用此组件文件，而不是内置组件"))]
    pub component: Option<PathBuf>,
    #[arg(long, global = true)]
    #[arg(help = pick("Output JSON", "输出 JSON"))]
    pub json: bool,
    #[arg(long, global = true)]
    #[arg(help = pick("Disable the compilation cache", "不使用编译缓存"))]
    pub no_cache: bool,
    #[arg(long, value_name = "LANG", global = true, value_parser = ["en", "zh"])]
    #[arg(help = pick("Language of texts [default: by LC_ALL, LC_MESSAGES or LANG]", "文本语言 [默认：由 LC_ALL、LC_MESSAGES 或 LANG 决定]"))]
    pub lang: Option<String>,
}

#[derive(Args)]
pub struct SimulateArg {
    #[arg(long)]
    #[arg(help = pick("Use a simulator inside this process; needs no account", "使用本进程内的模拟器，无需账号"))]
    pub simulate: bool,
}

/// Where results are saved.
#[derive(Args)]
pub struct OutputArgs {
    #[arg(short, long, value_name = "FILE|DIR")]
    #[arg(help = pick("Save results to FILE or DIR [default: print URLs]", "将结果保存到文件或目录 [默认：输出链接]"))]
    #[arg(long_help = pick(
        "Save results to FILE, or to DIR (created if it ends in /) [default: print URLs]\n\nThe extension follows the content; several results are numbered.",
        "将结果保存到文件或目录（以 / 结尾时自动创建）[默认：输出链接]\n\n扩展名以实际内容为准；多个结果会自动编号。",
    ))]
    pub output: Option<PathBuf>,
    #[arg(long)]
    #[arg(help = pick("Overwrite existing files", "覆盖已有文件"))]
    pub force: bool,
    #[cfg(feature = "pictures")]
    #[arg(long, requires = "output")]
    #[arg(help = pick("Also show saved images in the terminal (needs -o)", "同时在终端中显示保存的图片（需要 -o）"))]
    pub preview: bool,
    #[arg(long = "link-host", value_name = "HOST")]
    #[arg(help = pick("Also download from this host [env: VOLC_LINK_HOSTS]", "允许从该域名下载 [环境变量：VOLC_LINK_HOSTS]"))]
    #[arg(long_help = pick(
        "Also download from this host; `*` stands for letters, digits and hyphens. Repeat for more [env: VOLC_LINK_HOSTS, separated by commas]",
        "允许从该域名下载；`*` 代表字母、数字和连字符。可重复使用 [环境变量：VOLC_LINK_HOSTS，以逗号分隔]",
    ))]
    pub link_hosts: Vec<String>,
}

/// Which journal is used.
#[derive(Args)]
pub struct JournalArgs {
    #[arg(long, value_name = "FILE|URL", help = journal_help())]
    pub journal: Option<JournalAddress>,
    #[arg(long, conflicts_with = "journal")]
    #[arg(help = pick("Don't record this purchase", "不记录本次购买"))]
    pub no_journal: bool,
}

/// The help of `--journal`.
pub fn journal_help() -> &'static str {
    pick(
        "The journal of purchases: a file, or postgres://USER@HOST/DATABASE with its password in PGPASSWORD [env: VISUAL_JOURNAL] [default: ~/.local/state/volcengine-visual/journal.db]",
        "购买记录：文件，或 postgres://用户@主机/数据库（密码用 PGPASSWORD 给出）[环境变量：VISUAL_JOURNAL] [默认：~/.local/state/volcengine-visual/journal.db]",
    )
}

/// The options of a command that buys.
#[derive(Args)]
#[command(next_help_heading = every_tool())]
pub struct BuyArgs {
    #[arg(long)]
    #[arg(help = pick("Submit only, and print the task", "只提交，并输出任务"))]
    pub no_wait: bool,
    #[arg(long, value_name = "SECONDS", conflicts_with = "no_wait", value_parser = wait())]
    #[arg(allow_negative_numbers = true)]
    #[arg(help = wait_help())]
    pub wait: Option<u32>,
    #[command(flatten)]
    pub delivery: DeliveryArgs,
    #[command(flatten)]
    pub purchase: PurchaseArgs,
    #[command(flatten)]
    pub journal: JournalArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub simulate: SimulateArg,
}

/// What keeps a purchase from being made twice, or too often.
#[derive(Args)]
pub struct PurchaseArgs {
    #[arg(
        long,
        alias = "intent",
        value_name = "KEY",
        conflicts_with = "no_journal"
    )]
    #[arg(help = pick("Idempotency key: repeating it returns the same task", "幂等键：重复使用时返回同一个任务"))]
    #[arg(long_help = pick(
        "Idempotency key: repeating it returns the same task, until a day after its end (see --journal-keep)",
        "幂等键：重复使用时返回同一个任务，直到任务结束一天后（见 --journal-keep）",
    ))]
    pub idempotency_key: Option<String>,
    #[arg(long, value_name = "DAYS", conflicts_with = "no_journal")]
    #[arg(value_parser = value_parser!(u32).range(1..=3650))]
    #[arg(help = pick("Keep the idempotency key for DAYS days after its task ends [default: 1]", "任务结束后保留幂等键的天数 [默认：1]"))]
    pub journal_keep: Option<u32>,
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    #[arg(help = pick("A name of your account, for temporary keys [default: VOLC_ACCOUNT, or the access key id]", "账号名称，用于临时密钥 [默认：VOLC_ACCOUNT 或 AccessKey ID]"))]
    pub account: Option<String>,
    #[arg(long, value_name = "N", conflicts_with = "no_journal")]
    #[arg(help = pick("Refuse if N purchases were made in the last 24 h", "过去 24 小时内已购买 N 次时拒绝"))]
    pub max_calls: Option<u32>,
    #[arg(
        long,
        value_name = "AMOUNT",
        conflicts_with = "no_journal",
        allow_hyphen_values = true
    )]
    #[arg(help = pick("Refuse if this call and those of the last 24 h may cost more, by known prices", "本次与过去 24 小时的费用（按已知价格）可能超过该金额时拒绝"))]
    #[arg(long_help = pick(
        "Refuse if this call and those of the last 24 h may cost more than this amount, in CNY or such as \"5 USD\", by the prices that are known. Calls without a known cost are refused, and earlier ones are not counted; see `visual price TOOL`",
        "本次与过去 24 小时的费用（按已知价格）可能超过该金额时拒绝，单位 CNY，也可写作 \"5 USD\"。费用未知的调用会被拒绝，之前费用未知的购买不计入，见 `visual price TOOL`",
    ))]
    pub max_cost: Option<String>,
}

/// How results come back, and how they are marked.
#[derive(Args)]
pub struct DeliveryArgs {
    #[arg(long, value_name = "CHOICE", value_parser = ["url", "bytes", "base64"])]
    #[arg(help = pick("How results come back [default: url]", "结果的返回形式 [默认：url]"))]
    pub delivery: Option<String>,
    #[arg(long, value_name = "TEXT", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    #[arg(help = pick("Draw a visible watermark, with the service's text or this one", "添加可见水印，使用服务的默认文字或此文字"))]
    pub watermark: Option<String>,
    #[arg(long, value_name = "CHOICE")]
    #[arg(value_parser = ["bottom-right", "bottom-left", "top-left", "top-right"])]
    #[arg(help = pick("Corner of the watermark", "水印位置"))]
    pub watermark_position: Option<String>,
    #[arg(long, value_name = "CHOICE", value_parser = ["chinese", "english"])]
    #[arg(help = pick("Language of the service's watermark text", "服务默认水印文字的语言"))]
    pub watermark_language: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    #[arg(help = pick("Opacity of the watermark, from 0 (invisible) to 1 (opaque)", "水印不透明度，0（不可见）到 1（不透明）"))]
    pub watermark_opacity: Option<String>,
    #[arg(long, value_name = "TEXT")]
    #[arg(help = pick("AIGC label: identifier of the production", "隐式标识：内容制作编号"))]
    pub label_producer_id: Option<String>,
    #[arg(long, value_name = "TEXT")]
    #[arg(help = pick("AIGC label: name of the producer", "隐式标识：内容生成服务商"))]
    pub label_content_producer: Option<String>,
    #[arg(long, value_name = "TEXT")]
    #[arg(help = pick("AIGC label: name of the propagator", "隐式标识：内容传播服务商"))]
    pub label_content_propagator: Option<String>,
    #[arg(long, value_name = "TEXT")]
    #[arg(help = pick("AIGC label: identifier of the propagation", "隐式标识：内容传播编号"))]
    pub label_propagate_id: Option<String>,
}

/// The help of `--wait`.
pub fn wait_help() -> &'static str {
    pick(
        "Maximum time to wait [default: depends on the tool]",
        "最长等待时间，单位秒 [默认：取决于工具]",
    )
}

/// How long a command may wait, in seconds.
pub fn wait() -> RangedI64ValueParser<u32> {
    value_parser!(u32).range(..=86_400)
}
