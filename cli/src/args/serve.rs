//! The options of `serve`.

use super::options::{SimulateArg, journal_help};
use crate::output::language::pick;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use visual_host::JournalAddress;

#[derive(Args)]
pub struct ServeArgs {
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8484")]
    #[arg(help = pick(
        "Address and port to listen on; port 0 takes a free one",
        "监听的地址与端口；端口 0 表示任一空闲端口"
    ))]
    #[arg(long_help = pick(
        "Address and port to listen on; port 0 takes a free one. An address other than loopback needs a token in VISUAL_TOKEN",
        "监听的地址与端口；端口 0 表示任一空闲端口。监听本机以外的地址时须设置 VISUAL_TOKEN"
    ))]
    pub listen: SocketAddr,
    #[arg(long = "host", value_name = "NAME")]
    #[arg(help = pick(
        "Also answer to this host name; repeat for more [default: localhost and IP addresses]",
        "还接受以该域名访问，可重复 [默认：localhost 与 IP 地址]"
    ))]
    pub hosts: Vec<String>,
    #[arg(long, value_name = "N")]
    #[arg(help = pick("Refuse if N purchases were made in the last 24 h", "过去 24 小时内已购买 N 次时拒绝"))]
    pub max_calls: Option<u32>,
    #[arg(long, value_name = "FILE|URL", conflicts_with = "simulate", help = journal_help())]
    pub journal: Option<JournalAddress>,
    #[arg(long, value_name = "FILE", conflicts_with = "max_calls")]
    #[arg(help = pick(
        "Serve several accounts, each with its own token; see docs/serve.md",
        "为多个账号提供服务，每个账号使用各自的令牌，见 docs/serve.md"
    ))]
    pub tenants: Option<PathBuf>,
    #[arg(long)]
    #[arg(help = pick("Don't write a line of JSON to standard error for each request", "不在标准错误输出逐条记录请求"))]
    pub no_access_log: bool,
    #[command(flatten)]
    pub simulate: SimulateArg,
}
