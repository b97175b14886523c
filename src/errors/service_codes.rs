//! What each code of the service means, and who must act. One row a code; [`find`] answers for the rest.

use std::ops::RangeInclusive;

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
    /// Whether, in response to a submission, it proves that nothing was bought.
    pub refusal: bool,
    /// The setting at fault, where it is one.
    pub field: Option<&'static str>,
    /// One sentence in English.
    pub en: &'static str,
    /// One sentence in Chinese.
    pub zh: &'static str,
    /// The same two in response to a question about a task, where that means
    /// something else.
    pub asked: Option<[&'static str; 2]>,
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
        asked: None,
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
    /// In response to a submission it proves nothing: a job may run.
    const fn unproven(self) -> Code {
        Code {
            refusal: false,
            ..self
        }
    }

    /// What it means in response to a question about a task.
    const fn asked(self, texts: [&'static str; 2]) -> Code {
        Code {
            asked: Some(texts),
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
    "The image did not pass the content check. Use another image.",
    "图片未通过内容审核，请更换图片。",
];
const REJECTED_TEXT: [&str; 2] = [
    "The text did not pass the content check. Change the text.",
    "文本未通过内容审核，请修改文本。",
];
const CHECK_FAILED: [&str; 2] = [
    "The service's content check failed (not caused by the input).",
    "服务的内容审核出错，与输入无关。",
];
const TOO_MANY_REQUESTS: [&str; 2] = [
    "Too many requests per second (QPS limit). Retry later.",
    "请求过于频繁（触发 QPS 限流），请稍后重试。",
];
const REFUSED_TASK: [&str; 2] = [
    "The service refuses this task: it is older than 12 hours, its id is wrong, it belongs to another account or endpoint, or its input was rejected. Check the image, video, audio and parameters against the tool's description.",
    "服务无法给出该任务的结果：任务已超过 12 小时、任务 ID 有误、任务属于其他账号或服务地址，或输入未被接受。请对照工具说明检查图片、视频、音频与参数。",
];
const INTERNAL: [&str; 2] = ["The service failed.", "服务内部错误。"];
const NO_SIGNATURE: [&str; 2] = [
    "The gateway found no complete signature in the request. Check whether a proxy removes headers; otherwise report this.",
    "网关未在请求中找到完整的签名。请检查代理是否删除了请求头；若没有，请反馈给作者。",
];
const MALFORMED_ID: [&str; 2] = [
    "The gateway cannot parse the Authorization header. Check the access key id; it may be malformed.",
    "网关无法解析 Authorization 头，请检查 AccessKey ID 的格式。",
];
const NO_PERMISSION: [&str; 2] = [
    "The key is valid, but its user has no permission for the visual service (cv). Grant it.",
    "密钥有效，但其用户没有视觉服务（cv）的权限，请为该用户授权。",
];

/// Every code that `docs/service-api.md` names, save success.
#[rustfmt::skip]
pub static CODES: &[Code] = &[
    row("50200", K::InvalidInput, FixInput, ["A parameter is wrong, or the service does not offer this tool through this action. Check the arguments.", "参数有误，或该工具不支持此接口，请检查参数。"]),
    row("50201", K::InvalidInput, FixInput, ["A parameter is missing. Check the arguments.", "缺少参数，请检查参数。"]),
    row("50204", K::InvalidInput, FixInput, ["A parameter is missing or has the wrong type. Check the arguments.", "参数缺失或类型错误，请检查参数。"]),
    row("50205", K::RejectedMedia, FixInput, ["The image is too large for the service. Use a smaller one.", "图片尺寸或大小超限，请换一张较小的图片。"]),
    row("50206", K::RejectedMedia, FixInput, ["The service found no image in the request. Add one.", "请求中没有图片，请提供图片。"]),
    row("50207", K::RejectedMedia, FixInput, ["The service cannot decode the image. Use JPEG or PNG.", "图片解码失败，建议使用 JPEG 或 PNG。"]),
    row("50209", K::RejectedMedia, FixInput, ["The service found no video in the request. Add one.", "请求中没有视频，请提供视频。"]),
    row("50210", K::RejectedMedia, FixInput, ["The service cannot decode the video. Use another file.", "视频解码失败，请换一个文件。"]),
    row("50211", K::RejectedMedia, FixInput, ["The video is too large for the service. Use a smaller one.", "视频大小超限，请换一个较小的视频。"]),
    row("50213", K::TooLarge, FixInput, ["The request exceeds 10 MB. Pass images as URLs.", "请求体超过 10 MB，请改用图片链接。"]),
    row("50214", K::RejectedMedia, FixInput, ["The video is too long. Use a shorter one.", "视频过长，请换一个较短的视频。"]),
    row("50215", K::RejectedMedia, FixInput, ["An image, video, audio file or parameter does not fit the tool. Check the input against the tool's description.", "图片、视频、音频或参数不符合该工具的要求，请对照工具说明检查输入。"]).asked(REFUSED_TASK),
    row("50220", K::RejectedMedia, FixInput, ["The service cannot download the file. Use a publicly accessible URL.", "服务无法下载该地址的文件，请提供可公网访问的地址。"]),
    row("60102", K::RejectedMedia, FixInput, ["The service found no face in the image. Use one that shows a face clearly.", "图片中未检测到人脸，请提供人脸清晰的图片。"]),
    row("50400", K::NotPermitted, FixAccount, ["The key is valid but may not use this tool: the tool is not activated, its quota is used up, or a permission is missing. Check the service's console.", "密钥有效，但无权使用该工具：可能未开通、额度已用完，或缺少权限。请到控制台查看。"]),
    row("50402", K::Unsupported, Report, ["The service does not know this interface. The component may be out of date; report this.", "服务没有该接口。组件可能已过时，请反馈给作者。"]),
    row("50411", K::Moderated, FixInput, REJECTED_IMAGE),
    row("50412", K::Moderated, FixInput, REJECTED_TEXT),
    row("50413", K::Moderated, FixInput, ["The text contains words that the service blocks (sensitive or copyrighted). Change the text.", "文本含有敏感词或版权词，请修改文本。"]),
    row("50429", K::RateLimited, RepeatLater, TOO_MANY_REQUESTS),
    row("50430", K::RateLimited, RepeatLater, ["Too many concurrent tasks. Wait until one ends; an account without purchased concurrency always gets this.", "并发任务过多（触发并发限流），请等待其他任务结束；未购买并发的账号总会遇到此错误。"]),
    row("50500", K::ServiceFailed, AskBeforeRepeating, INTERNAL).unproven().asked(["The service failed. A Pippit `run_id` that was already used also causes this.", "服务内部错误。重复使用同一个小云雀 `run_id` 时也会出现此错误。"]),
    row("50501", K::ServiceFailed, AskBeforeRepeating, ["The service's algorithm failed.", "服务的算法执行失败。"]).unproven(),
    row("50511", K::Moderated, AskBeforeRepeating, ["The generated image did not pass the content check. Another seed or prompt may pass.", "生成的图片未通过内容审核，更换随机种子或提示词后可能通过。"]).unproven(),
    row("50512", K::Moderated, FixInput, ["The generated text did not pass the content check. Change the input.", "生成的文本未通过内容审核，请修改输入。"]).unproven(),
    row("50513", K::Moderated, FixInput, ["The video did not pass the content check. Use another video.", "视频未通过内容审核，请更换视频。"]),
    row("50514", K::Moderated, FixInput, ["The audio did not pass the content check. Use another file.", "音频未通过内容审核，请更换音频。"]),
    row("50516", K::Moderated, AskBeforeRepeating, ["The generated video did not pass the content check. Another seed or prompt may pass.", "生成的视频未通过内容审核，更换随机种子或提示词后可能通过。"]).unproven(),
    row("50517", K::Moderated, AskBeforeRepeating, ["The generated audio did not pass the content check. Another text may pass.", "生成的音频未通过内容审核，更换文本后可能通过。"]).unproven(),
    row("50518", K::Moderated, FixInput, ["The image is copyrighted. Use another image.", "图片涉及版权，请更换图片。"]),
    row("50519", K::Moderated, AskBeforeRepeating, ["The generated image resembles a copyrighted work. Another seed or prompt may pass.", "生成的图片涉及版权，更换随机种子或提示词后可能通过。"]).unproven(),
    row("50520", K::ServiceFailed, AskBeforeRepeating, CHECK_FAILED).unproven(),
    row("50521", K::ServiceFailed, AskBeforeRepeating, CHECK_FAILED).unproven(),
    row("50522", K::ServiceFailed, AskBeforeRepeating, CHECK_FAILED).unproven(),
    gateway(("MissingParameter", 100002), K::Internal, Report, ["The request lacks a parameter that the gateway requires. Report this.", "请求缺少网关所需的参数，请反馈给作者。"]),
    gateway(("MissingAuthenticationToken", 100003), K::Internal, Report, NO_SIGNATURE),
    gateway(("MissingRequestInfo", 100004), K::Internal, Report, NO_SIGNATURE),
    gateway(("MissingSignature", 100005), K::Internal, Report, NO_SIGNATURE),
    gateway(("InvalidTimestamp", 100006), K::ClockSkew, FixAccount, ["This machine's clock differs too much from the service's. Set the clock.", "本机时钟与服务相差过大，请校准时钟。"]).at("clock"),
    gateway(("ServiceNotFound", 100007), K::Internal, Report, ["The gateway does not know the service. Report this.", "网关找不到该服务，请反馈给作者。"]),
    gateway(("InvalidActionOrVersion", 100008), K::Unsupported, Report, ["The gateway does not know this action and version. The component may be out of date; report this.", "网关没有该 Action 和 Version 的接口。组件可能已过时，请反馈给作者。"]),
    gateway(("InvalidAccessKey", 100009), K::RejectedCredentials, FixAccount, ["The access key id does not exist or is disabled. Check the service's console.", "AccessKey ID 不存在或已禁用，请到控制台查看。"]).at("access-key-id"),
    gateway(("SignatureDoesNotMatch", 100010), K::RejectedCredentials, FixAccount, ["The secret access key is wrong. Set the one that belongs to the access key id.", "Secret Access Key 不正确，请填写与 AccessKey ID 对应的密钥。"]).at("secret-access-key"),
    gateway(("LackPolicy", 100012), K::NotPermitted, FixAccount, NO_PERMISSION),
    gateway(("AccessDenied", 100013), K::NotPermitted, FixAccount, NO_PERMISSION),
    gateway(("InternalError", 100014), K::ServiceFailed, AskBeforeRepeating, INTERNAL).unproven(),
    gateway(("FailToConnect", 100015), K::ServiceFailed, AskBeforeRepeating, ["The gateway could not connect to the service.", "网关无法连接服务。"]).unproven(),
    gateway(("InternalServiceTimeout", 100016), K::ServiceFailed, AskBeforeRepeating, ["The service did not respond to the gateway in time.", "服务未在规定时间内响应网关。"]).unproven(),
    gateway(("InvalidAuthorization", 100024), K::RejectedCredentials, FixAccount, MALFORMED_ID).at("access-key-id"),
    gateway(("InvalidCredential", 100025), K::RejectedCredentials, FixAccount, MALFORMED_ID).at("access-key-id"),
    gateway(("InvalidSecretToken", 100026), K::RejectedCredentials, FixAccount, ["The session token is wrong or has expired. Get a new one.", "临时密钥的 session token 错误或已过期，请重新获取。"]).at("session-token"),
    row("FlowLimitExceeded", K::RateLimited, RepeatLater, TOO_MANY_REQUESTS),
    row("ServiceUnavailableTemp", K::ServiceFailed, AskBeforeRepeating, ["The service is temporarily unavailable.", "服务暂时不可用。"]).unproven(),
    row("MethodNotAllowed", K::Internal, Report, ["The gateway does not accept this HTTP method. Report this.", "网关不接受该请求方式，请反馈给作者。"]),
    row("InternalServiceError", K::ServiceFailed, AskBeforeRepeating, INTERNAL).unproven(),
    row("LackProjectPolicy", K::NotPermitted, FixAccount, ["The key is valid, but the project's policy does not allow this. Change the policy.", "密钥有效，但项目策略不允许，请修改项目策略。"]),
];

/// Codes that the document does not name, among those of its closed list of
/// refusals.
#[rustfmt::skip]
static UNNAMED: [(RangeInclusive<u32>, Code); 2] = [
    (50200..=50220, row("", K::InvalidInput, FixInput, ["The service rejected the input with an undocumented code. Check the arguments.", "服务以文档未列出的错误码拒绝了输入，请检查参数。"])),
    (100002..=100013, row("", K::Internal, Report, ["The gateway rejected the request with an undocumented code. Report this.", "网关以文档未列出的错误码拒绝了请求，请反馈给作者。"])),
];

/// A code that `docs/service-api.md` does not name: it proves nothing.
static UNKNOWN: Code = row(
    "",
    K::ServiceFailed,
    AskBeforeRepeating,
    [
        "The service returned an undocumented error code.",
        "服务返回了文档未列出的错误码。",
    ],
)
.unproven();

/// The row of a code, by its word or by the gateway's number.
pub fn find(code: &str) -> &'static Code {
    known(code).unwrap_or(&UNKNOWN)
}

/// Whether there is anything to be said of a code.
pub fn is_known(code: &str) -> bool {
    known(code).is_some()
}

fn known(code: &str) -> Option<&'static Code> {
    let number = code.parse().ok();
    let matches = |row: &&Code| row.code == code || (number.is_some() && row.number == number);
    let unnamed = || {
        UNNAMED
            .iter()
            .find(|(codes, _)| number.is_some_and(|n| codes.contains(&n)))
    };
    CODES
        .iter()
        .find(matches)
        .or_else(|| unnamed().map(|(_, row)| row))
}
