//! What each failure of an exchange means, and who must act: one row for every
//! case of `wasi:http`'s `error-code`, by its name there, and one for each reason
//! of our own to give up. [`find`] answers for the rest.

use crate::types::{Advice, ErrorKind};
use Advice::{FixAccount, FixInput, RepeatLater, Report};
use ErrorKind as K;

/// One way for an exchange to fail.
#[derive(Debug)]
pub struct TransportCode {
    /// Its name.
    pub code: &'static str,
    /// What kind of failure it is.
    pub kind: ErrorKind,
    /// Whose word for it proves that nothing of the request was sent.
    pub proof: Proof,
    /// Who must act, where nothing can have been bought.
    pub advice: Advice,
    /// The setting to look at first, where it is one.
    pub field: Option<&'static str>,
    /// What happened and what to do, in English: it follows a colon.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
}

/// Who can prove with a code that nothing of a request was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Any host: the name was not resolved, the peer refused the connection, or
    /// the host denied the request.
    AnyHost,
    /// `visual-host` alone, in the form that [`proven`] reads. Other hosts report
    /// the same code for requests that were sent.
    VisualHost,
    /// Nobody.
    Nobody,
}

/// Proves in any host that nothing was sent.
const fn unsent(code: &'static str, kind: ErrorKind, texts: [&'static str; 2]) -> TransportCode {
    TransportCode {
        proof: Proof::AnyHost,
        ..sent(code, kind, texts)
    }
}

/// Proves that nothing was sent if `visual-host` says so.
const fn unconnected(
    code: &'static str,
    kind: ErrorKind,
    texts: [&'static str; 2],
) -> TransportCode {
    TransportCode {
        proof: Proof::VisualHost,
        ..sent(code, kind, texts)
    }
}

/// The request may have reached the service.
const fn sent(code: &'static str, kind: ErrorKind, texts: [&'static str; 2]) -> TransportCode {
    let [en, zh] = texts;
    TransportCode {
        code,
        kind,
        proof: Proof::Nobody,
        advice: RepeatLater,
        field: None,
        en,
        zh,
    }
}

impl TransportCode {
    const fn look_at(self, field: &'static str) -> TransportCode {
        TransportCode {
            field: Some(field),
            ..self
        }
    }

    const fn advise(self, advice: Advice) -> TransportCode {
        TransportCode { advice, ..self }
    }
}

const NO_NAME: [&str; 2] = [
    "host name not found. Check the address, the network and DNS.",
    "域名不存在或无法解析。请检查地址、网络和 DNS。",
];
const NO_WAY: [&str; 2] = [
    "no route to host. Check the network; an IPv6 address needs a network with IPv6.",
    "网络不可达。请检查网络；IPv6 地址需要支持 IPv6 的网络。",
];
const BROKE: [&str; 2] = [
    "the connection was lost before the response was complete.",
    "连接在收到完整响应之前中断。",
];
const TOO_SLOW: [&str; 2] = [
    "timed out before the response was complete.",
    "未在限定时间内收到完整的响应。",
];
const NO_TLS: [&str; 2] = [
    "the TLS handshake failed. Check that the address supports https, and whether a proxy interferes.",
    "TLS 握手失败。请确认该地址支持 https，并检查是否经过代理。",
];
const NO_HTTP: [&str; 2] = [
    "malformed HTTP response. Check the address, and whether a proxy interferes.",
    "HTTP 响应格式错误。请检查地址，以及是否经过代理。",
];
const NOT_TAKEN: [&str; 2] = [
    "the request was not accepted in this form. Report this.",
    "请求的形式未被接受。请反馈给作者。",
];
const HOST_FAULT: [&str; 2] = [
    "the host's network code failed. See the host's log.",
    "宿主的网络模块出错。请查看宿主的日志。",
];

/// Every case of `error-code` in its order there, then our own.
#[rustfmt::skip]
pub static TRANSPORT_CODES: &[TransportCode] = &[
    unsent("DNS-timeout", K::TimedOut, ["the DNS lookup timed out. Check the network and DNS.", "DNS 解析超时。请检查网络和 DNS。"]),
    unsent("DNS-error", K::Network, NO_NAME).look_at("endpoint"),
    unconnected("destination-not-found", K::Network, NO_NAME).look_at("endpoint"),
    unconnected("destination-unavailable", K::Network, NO_WAY),
    unsent("destination-IP-prohibited", K::DeniedByHost, ["the host name resolves to a private address. Check the address, or allow private addresses in the host.", "该域名解析到内网地址。请检查地址，或在宿主中允许内网地址。"]).look_at("endpoint").advise(FixAccount),
    unconnected("destination-IP-unroutable", K::Network, NO_WAY),
    unsent("connection-refused", K::Network, ["connection refused. Check the address, the port and the firewall.", "连接被拒绝。请检查地址、端口和防火墙。"]),
    sent("connection-terminated", K::Network, BROKE),
    unconnected("connection-timeout", K::TimedOut, ["the connection timed out. Check the network and the firewall.", "连接超时。请检查网络和防火墙。"]),
    sent("connection-read-timeout", K::TimedOut, TOO_SLOW),
    sent("connection-write-timeout", K::TimedOut, ["timed out while sending the request.", "未在限定时间内发出完整的请求。"]),
    unconnected("connection-limit-reached", K::Network, ["the host allows no further attempts for now.", "宿主暂时不允许继续尝试。"]),
    unconnected("TLS-protocol-error", K::Network, NO_TLS).look_at("endpoint"),
    unconnected("TLS-certificate-error", K::Network, ["the server's certificate could not be verified. Check the address and this machine's clock; behind a company's proxy, this machine must trust the proxy's certificate.", "无法验证服务器证书。请检查地址和本机时钟；若经过公司代理，本机须信任代理的证书。"]).look_at("endpoint").advise(FixAccount),
    unconnected("TLS-alert-received", K::Network, NO_TLS).look_at("endpoint"),
    unsent("HTTP-request-denied", K::DeniedByHost, ["the host does not allow this address. Check the address, or allow it in the host.", "宿主不允许访问该地址。请检查地址，或在宿主中允许该地址。"]).look_at("endpoint").advise(FixAccount),
    sent("HTTP-request-length-required", K::Internal, NOT_TAKEN).advise(Report),
    sent("HTTP-request-body-size", K::TooLarge, ["the request is too large for the host. Pass images as URLs.", "请求超过宿主的大小限制。请改用图片链接。"]).advise(FixInput),
    sent("HTTP-request-method-invalid", K::Internal, NOT_TAKEN).advise(Report),
    sent("HTTP-request-URI-invalid", K::Internal, NOT_TAKEN).advise(Report),
    sent("HTTP-request-URI-too-long", K::Internal, NOT_TAKEN).advise(Report),
    sent("HTTP-request-header-section-size", K::Internal, NOT_TAKEN).advise(Report),
    sent("HTTP-request-header-size", K::Internal, NOT_TAKEN).advise(Report),
    sent("HTTP-request-trailer-section-size", K::Internal, NOT_TAKEN).advise(Report),
    sent("HTTP-request-trailer-size", K::Internal, NOT_TAKEN).advise(Report),
    sent("HTTP-response-incomplete", K::Network, BROKE),
    sent("HTTP-response-header-section-size", K::Network, NO_HTTP),
    sent("HTTP-response-header-size", K::Network, NO_HTTP),
    sent("HTTP-response-body-size", K::TooLarge, ["the response is too large for the host.", "响应超过宿主的大小限制。"]).advise(FixInput),
    sent("HTTP-response-trailer-section-size", K::Network, NO_HTTP),
    sent("HTTP-response-trailer-size", K::Network, NO_HTTP),
    sent("HTTP-response-transfer-coding", K::Network, NO_HTTP),
    sent("HTTP-response-content-coding", K::Network, NO_HTTP),
    sent("HTTP-response-timeout", K::TimedOut, TOO_SLOW),
    sent("HTTP-upgrade-failed", K::Network, NO_HTTP),
    sent("HTTP-protocol-error", K::Network, NO_HTTP),
    sent("loop-detected", K::Network, ["proxy loop. Ask your network administrator.", "代理之间出现循环。请联系网络管理员。"]),
    sent("configuration-error", K::Network, ["the host's network configuration is wrong. See the host's log.", "宿主的网络配置有误。请查看宿主的日志。"]).advise(FixAccount),
    sent("internal-error", K::Network, HOST_FAULT),
    sent(DEADLINE, K::TimedOut, TOO_SLOW),
    sent(BODY_TOO_LARGE, K::TooLarge, ["the response is too large: more than 64 MiB, or 4 MiB without its files. Request links instead of files.", "响应过大：超过 64 MiB，或除文件外超过 4 MiB。请改为获取链接，而不是文件。"]).advise(FixInput),
    sent(OUT_OF_MEMORY, K::LimitReached, ["the component has too little memory for the response. Request links instead of files, or allow more memory in the host.", "组件内存不足，无法接收响应。请改为获取链接，而不是文件，或在宿主中允许更多内存。"]).advise(FixAccount),
    sent(WITHHELD, K::Internal, ["the host did not provide the streams of the request. Report this.", "宿主未提供该请求的数据流。请反馈给作者。"]).advise(Report),
    unsent(NOT_MADE, K::Internal, ["the request could not be created. Report this.", "无法构造请求。请反馈给作者。"]).advise(Report),
    unconnected(PROXY_UNREACHABLE, K::Network, ["cannot connect to the proxy. Check its address in HTTPS_PROXY or ALL_PROXY, or add this host to NO_PROXY.", "无法连接代理。请检查 HTTPS_PROXY 或 ALL_PROXY 中的地址，或将该域名加入 NO_PROXY。"]).look_at("proxy").advise(FixAccount),
    unconnected(PROXY_UNAUTHORIZED, K::Network, ["the proxy requires a valid user name and password (407). Put them into the proxy's address.", "代理需要有效的用户名和密码（407）。请将其写入代理地址。"]).look_at("proxy").advise(FixAccount),
    unconnected(PROXY_REFUSED, K::Network, ["the proxy refused to connect to this host. Ask the proxy's administrator, or add this host to NO_PROXY.", "代理拒绝连接该域名。请联系代理管理员，或将该域名加入 NO_PROXY。"]).look_at("proxy").advise(FixAccount),
];

/// The component's own deadline.
pub const DEADLINE: &str = "deadline";
/// The component's own limit on answers.
pub const BODY_TOO_LARGE: &str = "body-too-large";
/// No memory is left for the response.
pub const OUT_OF_MEMORY: &str = "out-of-memory";
/// The host took the request, and keeps its streams back.
pub const WITHHELD: &str = "stream-withheld";
/// The host did not let the component put the request together.
pub const NOT_MADE: &str = "request-not-made";
/// The proxy of `visual-host` cannot be reached.
pub const PROXY_UNREACHABLE: &str = "proxy-unreachable";
/// The proxy of `visual-host` wants other credentials.
pub const PROXY_UNAUTHORIZED: &str = "proxy-unauthorized";
/// The proxy of `visual-host` refused the connection.
pub const PROXY_REFUSED: &str = "proxy-refused";
/// The request could not be sent whole before its deadline.
pub const WRITE_TIMEOUT: &str = "connection-write-timeout";

/// How the text of an `internal-error` begins by which `visual-host` proves that
/// nothing of a request was sent; the name of the error's code follows.
pub const NOT_SENT: &str = "visual-host: not-sent: ";

/// The code that the text of an `internal-error` proves, where it is the proof of
/// `visual-host`, whole and alone. A host that passes on words of the service
/// puts its own around them.
pub fn proven(text: &str) -> Option<&'static TransportCode> {
    let row = find(text.strip_prefix(NOT_SENT)?);
    let whole = text.len() == NOT_SENT.len() + row.code.len();
    (whole && row.proof != Proof::Nobody).then_some(row)
}

/// What `wasi:http` does not know: it proves nothing.
static UNKNOWN: TransportCode = sent("internal-error", K::Network, HOST_FAULT);

/// The row of a code.
pub fn find(code: &str) -> &'static TransportCode {
    TRANSPORT_CODES
        .iter()
        .find(|row| row.code == code)
        .unwrap_or(&UNKNOWN)
}
