//! The options of `simulate`.

use crate::output::language::pick;
use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct SimulateArgs {
    #[arg(long, value_name = "N", default_value_t = 0)]
    #[arg(help = pick("Port on 127.0.0.1; 0 takes a free one", "127.0.0.1 上的端口；0 表示任一空闲端口"))]
    pub port: u16,
    #[arg(long, value_enum, value_name = "SIDE")]
    #[arg(help = pick(
        "Serve only this side, with keys of it [default: both, chosen by the signature's region]",
        "只模拟该平台，并使用其密钥 [默认：两个平台，由签名中的地域决定]"
    ))]
    pub side: Option<Side>,
    #[arg(long)]
    #[arg(help = pick(
        "Simulate a trial account: one running task per tool",
        "模拟试用账号：每个工具同时只能运行一个任务"
    ))]
    pub trial: bool,
}

/// A side of the service.
#[derive(Clone, Copy, ValueEnum)]
pub enum Side {
    China,
    Byteplus,
}

impl From<Side> for volc_sim::Side {
    fn from(side: Side) -> volc_sim::Side {
        match side {
            Side::China => volc_sim::Side::China,
            Side::Byteplus => volc_sim::Side::Byteplus,
        }
    }
}
