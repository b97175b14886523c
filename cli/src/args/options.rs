//! Options that several commands share.

use clap::builder::{NonEmptyStringValueParser, RangedI64ValueParser};
use clap::{Args, value_parser};
use std::path::PathBuf;

/// The heading of the options that every tool has.
pub const EVERY_TOOL: &str = "Options of every tool";

#[derive(Args, Clone)]
pub struct GlobalArgs {
    /// Use this component instead of the built-in one
    #[arg(long, value_name = "FILE", global = true)]
    pub component: Option<PathBuf>,
    /// Output JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Disable the compilation cache
    #[arg(long, global = true)]
    pub no_cache: bool,
}

#[derive(Args)]
pub struct SimulateArg {
    /// Use a simulator inside this process; needs no account
    #[arg(long)]
    pub simulate: bool,
}

/// Where results are saved.
#[derive(Args)]
pub struct OutputArgs {
    /// Save results to FILE, or to DIR (created if it ends in /) [default: print URLs]
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// Overwrite existing files
    #[arg(long)]
    pub force: bool,
    /// Also show saved pictures in the terminal
    #[cfg(feature = "pictures")]
    #[arg(long, requires = "output")]
    pub preview: bool,
    /// Also download from this host; `*` stands for letters, digits and hyphens; repeat for more
    /// [env: VOLC_LINK_HOSTS, separated by commas]
    #[arg(long = "link-host", value_name = "HOST")]
    pub link_hosts: Vec<String>,
}

/// Which journal is used.
#[derive(Args)]
pub struct JournalArgs {
    /// The journal of purchases [default: ~/.local/state/volcengine-visual/journal.db]
    #[arg(long, value_name = "FILE")]
    pub journal: Option<PathBuf>,
    /// Don't record this purchase
    #[arg(long, conflicts_with = "journal")]
    pub no_journal: bool,
}

/// The options of a command that buys.
#[derive(Args)]
#[command(next_help_heading = EVERY_TOOL)]
pub struct BuyArgs {
    /// Submit only, and print the task
    #[arg(long)]
    pub no_wait: bool,
    /// Maximum time to wait [default: depends on the tool]
    #[arg(long, value_name = "SECONDS", conflicts_with = "no_wait", value_parser = wait())]
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
    /// Idempotency key: repeating it returns the same task, until a day after its end
    #[arg(
        long,
        alias = "intent",
        value_name = "KEY",
        conflicts_with = "no_journal"
    )]
    pub idempotency_key: Option<String>,
    /// Keep the idempotency key for DAYS after the end of its task [default: 1]
    #[arg(long, value_name = "DAYS", conflicts_with = "no_journal")]
    #[arg(value_parser = value_parser!(u32).range(1..=3650))]
    pub journal_keep: Option<u32>,
    /// A name of your account, for temporary keys [default: VOLC_ACCOUNT, or the access key id]
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub account: Option<String>,
    /// Refuse if N purchases were made in the last 24 h
    #[arg(long, value_name = "N", conflicts_with = "no_journal")]
    pub max_calls: Option<u32>,
}

/// How results come back, and how they are marked.
#[derive(Args)]
pub struct DeliveryArgs {
    /// How results come back [default: url]
    #[arg(long, value_name = "CHOICE", value_parser = ["url", "bytes", "base64"])]
    pub delivery: Option<String>,
    /// Draw a visible watermark, with the service's text or this one
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "")]
    pub watermark: Option<String>,
    /// Corner of the watermark
    #[arg(long, value_name = "CHOICE")]
    #[arg(value_parser = ["bottom-right", "bottom-left", "top-left", "top-right"])]
    pub watermark_position: Option<String>,
    /// Language of the service's text
    #[arg(long, value_name = "CHOICE", value_parser = ["chinese", "english"])]
    pub watermark_language: Option<String>,
    /// From 0 (invisible) to 1 (opaque)
    #[arg(long, value_name = "NUMBER")]
    pub watermark_opacity: Option<String>,
    /// Label the file: identifier of the production
    #[arg(long, value_name = "TEXT")]
    pub label_producer_id: Option<String>,
    /// Label the file: name of the producer
    #[arg(long, value_name = "TEXT")]
    pub label_content_producer: Option<String>,
    /// Label the file: name of the propagator
    #[arg(long, value_name = "TEXT")]
    pub label_content_propagator: Option<String>,
    /// Label the file: identifier of the propagation
    #[arg(long, value_name = "TEXT")]
    pub label_propagate_id: Option<String>,
}

/// How long a command may wait, in seconds.
pub fn wait() -> RangedI64ValueParser<u32> {
    value_parser!(u32).range(..=86_400)
}
