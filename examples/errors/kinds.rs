//! What each kind of error means, in the component and in the host.

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

const INPUT: &str = "you: fix the arguments";
const ACCOUNT: &str = "you: check the account or the host";
const WAIT: &str = "retry later";
const DECIDE: &str = "you: decide whether to retry";
const COLLECT: &str = "query the task";
const AUTHORS: &str = "report it";

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
            "An argument or option is wrong. `field` names it; the message says what is allowed.",
            "参数或选项有误。`field` 指出是哪一项，消息说明允许的范围。",
        ],
        K::Unsupported => [
            INPUT,
            NO,
            "The tool does not support this. Use another tool, or remove the option.",
            "该工具不支持此功能。请换用其他工具，或去掉该选项。",
        ],
        K::NoCredentials => [
            ACCOUNT,
            NO,
            "No keys were found. Set the access key id and the secret access key.",
            "未找到密钥。请设置 AccessKey ID 和 Secret Access Key。",
        ],
        K::RejectedCredentials => [
            ACCOUNT,
            NO,
            "The access key id, the secret access key or the session token is malformed, wrong, disabled or expired. `field` names it.",
            "AccessKey ID、Secret Access Key 或 session token 格式错误、不正确、已禁用或已过期。`field` 指出是哪一项。",
        ],
        K::NotPermitted => [
            ACCOUNT,
            NO,
            "The key is valid but may not use this tool. Activate the tool, buy quota, or grant the permission.",
            "密钥有效，但无权使用该工具。请开通工具、购买额度或授权。",
        ],
        K::ClockSkew => [
            ACCOUNT,
            NO,
            "This machine's clock is wrong. Set it; the message says how far it is off.",
            "本机时钟有误。请校准，消息中说明了误差。",
        ],
        K::RateLimited => [
            WAIT,
            NO,
            "Too many requests or concurrent tasks. Retry later; a request refused for this reason is not billed.",
            "请求或并发任务过多（限流）。请稍后重试；因此被拒绝的请求不计费。",
        ],
        K::Moderated => [
            INPUT,
            "input: no; result: unknown",
            "The content check rejected the input or the result. Change the text, the image or the seed.",
            "未通过内容审核。请修改文本、图片或随机种子。",
        ],
        K::RejectedMedia => [
            INPUT,
            NO,
            "The service could not use an image, a video or an audio file. Use another one.",
            "服务无法使用所给的图片、视频或音频。请更换。",
        ],
        K::TooLarge => [
            INPUT,
            NO,
            "A request, a response or a file is too large. Use smaller files or URLs; request links.",
            "请求、响应或文件过大。请使用更小的文件或链接，或改为获取链接。",
        ],
        K::TaskGone => [
            DECIDE,
            YES,
            "The service no longer has the task. It keeps results for 12 hours.",
            "服务中已没有该任务。结果只保留 12 小时。",
        ],
        K::ExpiredLink => [
            COLLECT,
            YES,
            "The link has expired. Query the task again (never billed) to get a new one.",
            "链接已过期。请重新查询任务以获取新链接（查询不计费）。",
        ],
        K::ServiceFailed => [
            COLLECT,
            YES,
            "The service failed during a query, or the task failed. (For a submission the kind is `outcome-unknown`.)",
            "查询时服务出错，或任务执行失败。（提交时为 `outcome-unknown`。）",
        ],
        K::OutcomeUnknown => [
            DECIDE,
            UNKNOWN,
            "No complete response was received, so the task may have been accepted and billed. Check the service's console before you retry.",
            "未收到完整的响应，任务可能已被接收并计费。重试前请到控制台核对。",
        ],
        K::DeniedByHost => [
            ACCOUNT,
            NO,
            "The host's network policy refused the request. Check the address, or allow it in the host.",
            "宿主的网络策略拒绝了该请求。请检查地址，或在宿主中允许该地址。",
        ],
        K::Network => [
            WAIT,
            NO,
            "The connection failed or was lost. Check the network; the code says where it failed.",
            "无法连接，或连接中断。请检查网络；错误码说明出错的环节。",
        ],
        K::TimedOut => [
            WAIT,
            NO,
            "Timed out before anything was sent, or during a query. Allow more time.",
            "在发送之前或查询任务时超时。请延长时间。",
        ],
        K::LimitReached => [
            "you: raise the limit",
            "as the error says",
            "A limit of time, memory or number of calls, set by you or by the host, was reached. Raise it.",
            "达到了您或宿主设定的时间、内存或次数上限。请提高上限。",
        ],
        K::BadReply => [
            COLLECT,
            "submission: unknown; query: yes",
            "Unexpected response. Check whether a proxy interferes.",
            "收到意外的响应。请检查是否经过代理。",
        ],
        K::Internal => [
            AUTHORS,
            "as the error says",
            "A bug in the component or the host. Report it.",
            "组件或宿主的缺陷。请反馈给作者。",
        ],
    }
}
