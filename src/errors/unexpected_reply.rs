//! The words for replies that are not what the service documents, and who must act.

use std::ops::RangeInclusive;

use crate::protocol::reply::unexpected::{Defect, UnexpectedReply};
use crate::types::Advice;
use Advice::{FixAccount, FixInput, RepeatLater};

/// What is wrong with a reply, in English and Chinese.
const fn phrase(defect: Defect) -> [&'static str; 2] {
    match defect {
        Defect::NotJson => ["not JSON", "不是 JSON"],
        Defect::Compressed => [
            "compressed, although not requested",
            "经过压缩，但请求未要求压缩",
        ],
        Defect::NotAnObject => ["JSON, but not an object", "是 JSON，但不是对象"],
        Defect::TooManyValues => ["JSON with too many values", "JSON 中的值过多"],
        Defect::NoCode => ["JSON without a code", "JSON 中没有错误码"],
        Defect::NoGatewayCode => ["a gateway error without a code", "网关报错，但没有错误码"],
        Defect::DataNotAnObject => [
            "success with data that is not an object",
            "成功，但数据不是对象",
        ],
        Defect::NoTaskId => ["success without a task_id", "成功，但没有 task_id"],
        Defect::NoResult => ["a finished task without a result", "任务已完成，但没有结果"],
        Defect::NotBase64 => ["a result that is not base64", "结果不是 base64"],
        Defect::NoTask => ["a call without a task", "调用没有对应的任务"],
    }
}

/// What a reply was, in English and Chinese.
pub fn describe(reply: &UnexpectedReply) -> [String; 2] {
    let [en, zh] = phrase(reply.defect);
    let Some(status) = reply.status else {
        return [en.to_string(), zh.to_string()];
    };
    let number = status.to_string();
    let shown = |colon: &str| match reply.excerpt.as_str() {
        "" => String::new(),
        text => [colon, "`", text, "`"].concat(),
    };
    [
        ["HTTP ", &number, ", ", en, &shown(": ")].concat(),
        ["HTTP ", &number, "，", zh, &shown("：")].concat(),
    ]
}

/// What an HTTP status says of a response that is no envelope.
#[derive(Debug)]
pub struct Status {
    /// The statuses that it is about.
    pub statuses: RangeInclusive<u16>,
    /// Who must act, where nothing can have been bought.
    pub advice: Advice,
    /// What to look at, in English.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
}

const fn row(statuses: RangeInclusive<u16>, advice: Advice, [en, zh]: [&'static str; 2]) -> Status {
    Status {
        statuses,
        advice,
        en,
        zh,
    }
}

const SIGN_IN: [&str; 2] = [
    "A proxy requires a login. Ask your network administrator.",
    "代理要求登录。请联系网络管理员。",
];
const BUSY: [&str; 2] = ["The service or a gateway failed.", "服务或网关出错。"];

/// Every status has a row; the first that fits counts.
#[rustfmt::skip]
pub static STATUSES: &[Status] = &[
    row(407..=407, FixAccount, SIGN_IN),
    row(511..=511, FixAccount, SIGN_IN),
    row(413..=413, FixInput, ["The request is too large for a proxy or gateway. Pass images as URLs.", "请求超过代理或网关的大小限制。请改用图片链接。"]),
    row(429..=429, RepeatLater, ["A proxy or gateway is limiting requests. Retry later.", "代理或网关正在限流。请稍后重试。"]),
    row(408..=408, RepeatLater, BUSY),
    row(300..=399, FixAccount, ["The address redirects, and redirects are not followed. Check the address.", "该地址返回重定向，而重定向不会被跟随。请检查地址。"]),
    row(500..=599, RepeatLater, BUSY),
    row(0..=u16::MAX, FixAccount, ["The response may not come from the service. Check the address, and whether a proxy interferes.", "响应可能并非来自该服务。请检查地址，以及是否经过代理。"]),
];

/// The row of a status.
pub fn status(number: u16) -> Option<&'static Status> {
    STATUSES.iter().find(|row| row.statuses.contains(&number))
}
