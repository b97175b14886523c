//! What each kind of error means, whoever makes it.

use volcengine_visual::types::ErrorKind;

/// Every kind, in the order of the WIT.
#[rustfmt::skip]
pub const KINDS: [ErrorKind; 20] = {
    use ErrorKind::*;
    [
        InvalidInput, Unsupported, NoCredentials, RejectedCredentials, NotPermitted, ClockSkew,
        RateLimited, Moderated, RejectedMedia, TooLarge, TaskGone, ExpiredLink, ServiceFailed,
        OutcomeUnknown, DeniedByHost, Network, TimedOut, LimitReached, BadReply, Internal,
    ]
};

/// One kind: who must act, whether something may have been bought, what to do
/// in English and in Chinese.
pub type Row = [&'static str; 4];

const INPUT: &str = "you: the arguments";
const ACCOUNT: &str = "who has the account, or runs the host";
const WAIT: &str = "nobody: wait";
const DECIDE: &str = "you: whether to pay again";
const COLLECT: &str = "you: collect the task";
const AUTHORS: &str = "the authors";

const NO: &str = "no";
const YES: &str = "yes";
const UNKNOWN: &str = "unknown";

/// A kind's row.
pub fn row(kind: ErrorKind) -> Row {
    use ErrorKind as K;
    match kind {
        K::InvalidInput => [
            INPUT,
            NO,
            "An argument or option is wrong. `field` names it, and the message says what is allowed.",
            "参数或选项有误。`field` 指出是哪一项，消息说明允许的范围。",
        ],
        K::Unsupported => [
            INPUT,
            NO,
            "The tool cannot do this at all. Take another tool, or leave the option out.",
            "该工具做不到这一点。请换用其他工具，或去掉该选项。",
        ],
        K::NoCredentials => [
            ACCOUNT,
            NO,
            "There are no keys, or they cannot be reached. Set the access key id and the secret access key.",
            "没有密钥，或无法取得。请设置 AccessKey ID 和 Secret Access Key。",
        ],
        K::RejectedCredentials => [
            ACCOUNT,
            NO,
            "The access key id, its secret or its token is malformed, wrong, disabled or expired. `field` names it.",
            "AccessKey ID、密钥或 token 格式不对、不正确、已禁用或已过期。`field` 指出是哪一项。",
        ],
        K::NotPermitted => [
            ACCOUNT,
            NO,
            "The key is valid, but may not use this tool. Activate the tool, buy quota, or give the permission.",
            "密钥有效，但无权使用该工具。请开通工具、购买额度或授权。",
        ],
        K::ClockSkew => [
            ACCOUNT,
            NO,
            "This machine's clock is wrong. Set it: the message says how far it is off.",
            "本机时钟有误。请校准，消息中说明了误差。",
        ],
        K::RateLimited => [
            WAIT,
            NO,
            "Too many requests or jobs at once. Wait: what was refused so was not bought.",
            "请求或任务过多。请稍候；这样被拒绝的任务不会计费。",
        ],
        K::Moderated => [
            INPUT,
            "for an input: no; for a product: unknown",
            "The content rules stopped the job. Change the text, the picture or the seed.",
            "内容审核未通过。请修改文本、图片或种子。",
        ],
        K::RejectedMedia => [
            INPUT,
            NO,
            "The service could not use a picture, video or sound. Give another one.",
            "服务无法使用所给的图片、视频或音频。请更换。",
        ],
        K::TooLarge => [
            INPUT,
            NO,
            "A request, an answer or a file is larger than allowed. Give smaller files, or links; ask for links.",
            "请求、应答或文件超过限制。请提供更小的文件或链接，或改为获取链接。",
        ],
        K::TaskGone => [
            DECIDE,
            YES,
            "The service no longer has the job: it keeps results for 12 hours.",
            "服务中已没有该任务：结果只保留 12 小时。",
        ],
        K::ExpiredLink => [
            COLLECT,
            YES,
            "The link has ended. Ask for the task again, which costs nothing and gives a fresh one.",
            "链接已失效。请重新查询任务，查询免费并会给出新链接。",
        ],
        K::ServiceFailed => [
            COLLECT,
            YES,
            "The service failed while it was asked for a task, or the job failed there. (Of a purchase this is `outcome-unknown`.)",
            "查询任务时服务出错，或任务在服务中失败。（提交时则为 `outcome-unknown`。）",
        ],
        K::OutcomeUnknown => [
            DECIDE,
            UNKNOWN,
            "The job may have been accepted and billed, since no whole answer came. Look in the service's console before you buy again.",
            "未收到完整的应答，任务可能已被受理并计费。再次购买前请到控制台查看。",
        ],
        K::DeniedByHost => [
            ACCOUNT,
            NO,
            "The host's policy does not let the request out. Check the address, or let the host allow it.",
            "宿主的策略不允许该请求。请检查地址，或在宿主中允许该地址。",
        ],
        K::Network => [
            WAIT,
            NO,
            "There was no connection, or it broke. Check the network; the code says where it failed.",
            "无法连接，或连接中断。请检查网络；错误码说明出错的环节。",
        ],
        K::TimedOut => [
            WAIT,
            NO,
            "Time ran out before anything was sent, or while a task was asked for. Give more time.",
            "在发送之前或查询任务时超时。请延长时间。",
        ],
        K::LimitReached => [
            "you: the limit",
            "as the error says",
            "A limit of time, memory or number of calls was reached, set by you or the host. Raise it.",
            "达到了您或宿主设定的时间、内存或次数限制。请提高限制。",
        ],
        K::BadReply => [
            COLLECT,
            "of a purchase: unknown; else yes",
            "The answer was not one that the service documents. Check whether a proxy is in the way.",
            "应答不符合服务的文档。请检查中间是否有代理。",
        ],
        K::Internal => [
            AUTHORS,
            "as the error says",
            "A fault of this component or of the host. Report it.",
            "组件或宿主自身的故障。请反馈给作者。",
        ],
    }
}
