//! What to do about a failure, for somebody at a browser.

use crate::output::language::tr;
use crate::output::{account, billed};
use visual_host::{Advice, Error, ErrorKind};

/// A hint that follows the error; none where that says all there is.
pub fn advice(error: &Error) -> Option<String> {
    account::cause(error).or_else(|| by_advice(error))
}

fn by_advice(error: &Error) -> Option<String> {
    Some(match (error.advice, error.kind) {
        (_, ErrorKind::Cancelled) => return None,
        (_, ErrorKind::Moderated) => tr!(
            "Change the prompt or the files: the same input is refused again.",
            "请修改提示词或文件，相同的输入会再次被拒绝。"
        ),
        (_, ErrorKind::RejectedMedia) => tr!("Use another file.", "请更换文件。"),
        (Advice::RepeatLater, _) => tr!("Try again later.", "请稍后重试。"),
        (Advice::AskBeforeRepeating, _) if billed::is_failed(error) => tr!(
            "Change the prompt or the seed, and try again.",
            "请修改提示词或随机种子后重试。"
        ),
        (Advice::AskBeforeRepeating, _) => tr!(
            "Look at the bill in the console before you try again: it may be billed twice.",
            "重试前请到控制台核对账单，重试可能再次计费。"
        ),
        (Advice::CollectTask, _) => tr!(
            "The task was accepted. Open it again from the purchases to collect its result; that is not billed again.",
            "任务已被接收。可稍后从购买记录中打开以领取结果，不会重复计费。"
        ),
        (Advice::FixAccount, _) => tr!(
            "Ask the administrator of this server to check the account: keys, permissions, quota.",
            "请服务器管理员检查账号：密钥、权限、额度。"
        ),
        (Advice::Report, _) => tr!("Please report this to the authors.", "请反馈给作者。"),
        _ => return None,
    })
}
