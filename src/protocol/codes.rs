//! What each code of the service means, and who must act (§3.3 of the API
//! document). One row a code; [`find`] answers for the rest.

use crate::types::{Advice, ErrorKind};
use Advice::{AskBeforeRepeating, FixAccount, FixInput, RepeatLater, Report};
use ErrorKind as K;

/// One code of the service.
#[derive(Debug)]
pub struct Code {
    /// The business code, or the word of the gateway.
    pub code: &'static str,
    /// The gateway's number for it, where it is known.
    pub number: Option<u32>,
    /// What kind of failure it is.
    pub kind: ErrorKind,
    /// Who must act.
    pub advice: Advice,
    /// Whether, in answer to a submission, it proves that nothing was bought.
    pub refusal: bool,
    /// The setting at fault, where it is one.
    pub field: Option<&'static str>,
    /// One sentence in English.
    pub en: &'static str,
    /// One sentence in Chinese.
    pub zh: &'static str,
}

const fn row(
    code: &'static str,
    kind: ErrorKind,
    advice: Advice,
    texts: [&'static str; 2],
) -> Code {
    let [en, zh] = texts;
    Code {
        code,
        number: None,
        kind,
        advice,
        refusal: true,
        field: None,
        en,
        zh,
    }
}

const fn gateway(
    (code, number): (&'static str, u32),
    kind: ErrorKind,
    advice: Advice,
    texts: [&'static str; 2],
) -> Code {
    Code {
        number: Some(number),
        ..row(code, kind, advice, texts)
    }
}

impl Code {
    /// In answer to a submission it proves nothing: a job may run.
    const fn unproven(self) -> Code {
        Code {
            refusal: false,
            ..self
        }
    }

    const fn at(self, field: &'static str) -> Code {
        Code {
            field: Some(field),
            ..self
        }
    }
}

const REJECTED_IMAGE: [&str; 2] = [
    "The picture did not pass the content check.",
    "图片未通过内容审核。",
];
const REJECTED_TEXT: [&str; 2] = [
    "The text did not pass the content check.",
    "文本未通过内容审核。",
];
const REJECTED_PRODUCT: [&str; 2] = [
    "The product did not pass the content check; another seed may.",
    "生成结果未通过内容审核，更换种子后可能通过。",
];
const CHECK_FAILED: [&str; 2] = [
    "The service's content check failed.",
    "服务的内容审核环节出错。",
];
const INTERNAL: [&str; 2] = ["The service failed.", "服务内部出错。"];
const BAD_REQUEST: [&str; 2] = [
    "The gateway could not read the request's signature.",
    "网关无法识别请求的签名信息。",
];
const NO_PERMISSION: [&str; 2] = [
    "The key is valid, but this user may not use the visual service (cv).",
    "密钥有效，但该用户没有使用视觉服务（cv）的权限。",
];

/// Every code that the API document names, save success.
#[rustfmt::skip]
pub static CODES: &[Code] = &[
    row("50200", K::InvalidInput, FixInput, ["The service does not accept a parameter, or not this tool with this action.", "参数有误，或该工具不支持此接口。"]),
    row("50201", K::InvalidInput, FixInput, ["The service misses a parameter.", "缺少参数。"]),
    row("50204", K::InvalidInput, FixInput, ["A parameter is missing or has the wrong type.", "参数缺失或类型错误。"]),
    row("50205", K::RejectedMedia, FixInput, ["The picture exceeds the service's limits of size.", "图片尺寸或大小超限。"]),
    row("50206", K::RejectedMedia, FixInput, ["The service found no picture in the request.", "请求中未获取到图片。"]),
    row("50207", K::RejectedMedia, FixInput, ["The service cannot decode the picture; JPEG and PNG are safe.", "图片解码失败，建议使用 JPEG 或 PNG。"]),
    row("50209", K::RejectedMedia, FixInput, ["The service found no video in the request.", "请求中未获取到视频。"]),
    row("50210", K::RejectedMedia, FixInput, ["The service cannot decode the video.", "视频解码失败。"]),
    row("50211", K::RejectedMedia, FixInput, ["The video exceeds the service's limits of size.", "视频大小超限。"]),
    row("50213", K::TooLarge, FixInput, ["The request exceeds 10 MB: give pictures as links.", "请求体超过 10 MB，请改用图片链接。"]),
    row("50214", K::RejectedMedia, FixInput, ["The video is too long.", "视频过长。"]),
    row("50215", K::RejectedMedia, FixInput, ["The input does not suit the tool.", "输入不符合算法要求。"]),
    row("50220", K::RejectedMedia, FixInput, ["The service cannot download what the address names: it must be public.", "服务无法下载该地址，请确认可公网访问。"]),
    row("60102", K::RejectedMedia, FixInput, ["The service found no face in the picture.", "图片中未检测到人脸。"]),
    row("50400", K::NotPermitted, FixAccount, ["The key is valid, but this tool is not activated for the account, or its quota is used up.", "密钥有效，但该工具未开通，或额度已用完。"]),
    row("50402", K::Unsupported, Report, ["The service does not know this interface.", "接口不存在。"]),
    row("50411", K::Moderated, FixInput, REJECTED_IMAGE),
    row("50412", K::Moderated, FixInput, REJECTED_TEXT),
    row("50413", K::Moderated, FixInput, ["The text holds words that the service blocks (sensitive or under copyright).", "文本含有敏感词或版权词。"]),
    row("50429", K::RateLimited, RepeatLater, ["Too many requests a second.", "请求过于频繁（QPS 超限）。"]),
    row("50430", K::RateLimited, RepeatLater, ["Too many jobs at once; an account without purchased concurrency always gets this.", "并发超限；未购买并发时总是如此。"]),
    row("50500", K::ServiceFailed, AskBeforeRepeating, INTERNAL).unproven(),
    row("50501", K::ServiceFailed, AskBeforeRepeating, ["The service's algorithm failed.", "服务的算法出错。"]).unproven(),
    row("50511", K::Moderated, AskBeforeRepeating, REJECTED_PRODUCT).unproven(),
    row("50512", K::Moderated, FixInput, ["The text of the product did not pass the content check.", "生成结果中的文本未通过内容审核。"]).unproven(),
    row("50513", K::Moderated, FixInput, ["The video did not pass the content check.", "视频未通过内容审核。"]),
    row("50514", K::Moderated, FixInput, ["The sound did not pass the content check.", "音频未通过内容审核。"]),
    row("50516", K::Moderated, AskBeforeRepeating, REJECTED_PRODUCT).unproven(),
    row("50517", K::Moderated, AskBeforeRepeating, REJECTED_PRODUCT).unproven(),
    row("50518", K::Moderated, FixInput, ["The picture is under copyright.", "图片命中版权。"]),
    row("50519", K::Moderated, AskBeforeRepeating, ["The product resembles a work under copyright; another seed may not.", "生成结果命中版权，更换种子后可能通过。"]).unproven(),
    row("50520", K::ServiceFailed, AskBeforeRepeating, CHECK_FAILED).unproven(),
    row("50521", K::ServiceFailed, AskBeforeRepeating, CHECK_FAILED).unproven(),
    row("50522", K::ServiceFailed, AskBeforeRepeating, CHECK_FAILED).unproven(),
    gateway(("MissingParameter", 100002), K::Internal, Report, ["The gateway misses a parameter of the request.", "请求缺少网关参数。"]),
    gateway(("MissingAuthenticationToken", 100003), K::Internal, Report, BAD_REQUEST),
    gateway(("MissingRequestInfo", 100004), K::Internal, Report, BAD_REQUEST),
    gateway(("MissingSignature", 100005), K::Internal, Report, BAD_REQUEST),
    gateway(("InvalidTimestamp", 100006), K::ClockSkew, FixAccount, ["This machine's clock and the service's differ too much: set the clock.", "本机时钟与服务相差过大，请校准时钟。"]).at("clock"),
    gateway(("ServiceNotFound", 100007), K::Internal, Report, ["The gateway does not know the service.", "网关找不到该服务。"]),
    gateway(("InvalidActionOrVersion", 100008), K::Unsupported, Report, ["The gateway does not know the action.", "网关找不到该接口。"]),
    gateway(("InvalidAccessKey", 100009), K::RejectedCredentials, FixAccount, ["The service does not know the access key id, or it is disabled.", "AccessKey ID 不存在或已禁用。"]).at("access-key-id"),
    gateway(("SignatureDoesNotMatch", 100010), K::RejectedCredentials, FixAccount, ["The secret access key is wrong.", "Secret Access Key 不正确。"]).at("secret-access-key"),
    gateway(("LackPolicy", 100012), K::NotPermitted, FixAccount, NO_PERMISSION),
    gateway(("AccessDenied", 100013), K::NotPermitted, FixAccount, NO_PERMISSION),
    gateway(("InternalError", 100014), K::ServiceFailed, AskBeforeRepeating, INTERNAL).unproven(),
    gateway(("FailToConnect", 100015), K::ServiceFailed, AskBeforeRepeating, ["The gateway did not reach the service.", "网关无法连接服务。"]).unproven(),
    gateway(("InternalServiceTimeout", 100016), K::ServiceFailed, AskBeforeRepeating, ["The service did not answer the gateway in time.", "服务响应网关超时。"]).unproven(),
    gateway(("InvalidAuthorization", 100024), K::RejectedCredentials, FixAccount, ["The gateway cannot read the authorization; the access key id may be malformed.", "鉴权信息无法识别，AccessKey ID 可能有误。"]).at("access-key-id"),
    gateway(("InvalidCredential", 100025), K::RejectedCredentials, FixAccount, ["The gateway cannot read the credential; the access key id may be malformed.", "凭证无法识别，AccessKey ID 可能有误。"]).at("access-key-id"),
    gateway(("InvalidSecretToken", 100026), K::RejectedCredentials, FixAccount, ["The session token is wrong or has expired.", "临时凭证的 session token 错误或已过期。"]).at("session-token"),
    row("FlowLimitExceeded", K::RateLimited, RepeatLater, ["Too many requests a second.", "请求过于频繁。"]),
    row("ServiceUnavailableTemp", K::ServiceFailed, AskBeforeRepeating, ["The service is not available at the moment.", "服务暂时不可用。"]).unproven(),
    row("MethodNotAllowed", K::Internal, Report, ["The gateway does not take this method.", "网关不支持该请求方法。"]),
    row("InternalServiceError", K::ServiceFailed, AskBeforeRepeating, INTERNAL).unproven(),
    row("LackProjectPolicy", K::NotPermitted, FixAccount, ["The key is valid, but the project's policy does not allow this.", "密钥有效，但项目策略不允许。"]),
];

/// A code that the API document does not name: it proves nothing.
static UNKNOWN: Code = row(
    "",
    K::ServiceFailed,
    AskBeforeRepeating,
    [
        "The service answered with a code that is not documented.",
        "服务返回了未见于文档的错误码。",
    ],
)
.unproven();

/// The row of a code, by its word or by the gateway's number.
pub fn find(code: &str) -> &'static Code {
    let number = code.parse().ok();
    let matches = |row: &&Code| row.code == code || (number.is_some() && row.number == number);
    CODES.iter().find(matches).unwrap_or(&UNKNOWN)
}
