//! Every error code of `wasi:http`, by its name.

use wasmtime_wasi_http::Error;

/// All of them, in their order in `wit/deps/http/types.wit`.
#[rustfmt::skip]
pub const CODES: [&str; 39] = [
    "DNS-timeout", "DNS-error", "destination-not-found", "destination-unavailable",
    "destination-IP-prohibited", "destination-IP-unroutable", "connection-refused",
    "connection-terminated", "connection-timeout", "connection-read-timeout",
    "connection-write-timeout", "connection-limit-reached", "TLS-protocol-error",
    "TLS-certificate-error", "TLS-alert-received", "HTTP-request-denied",
    "HTTP-request-length-required", "HTTP-request-body-size", "HTTP-request-method-invalid",
    "HTTP-request-URI-invalid", "HTTP-request-URI-too-long", "HTTP-request-header-section-size",
    "HTTP-request-header-size", "HTTP-request-trailer-section-size", "HTTP-request-trailer-size",
    "HTTP-response-incomplete", "HTTP-response-header-section-size", "HTTP-response-header-size",
    "HTTP-response-body-size", "HTTP-response-trailer-section-size", "HTTP-response-trailer-size",
    "HTTP-response-transfer-coding", "HTTP-response-content-coding", "HTTP-response-timeout",
    "HTTP-upgrade-failed", "HTTP-protocol-error", "loop-detected", "configuration-error",
    "internal-error",
];

/// Those that any host is believed: name resolution, refused by the peer, denied
/// by the host.
pub const TRUSTED: [&str; 5] = [
    "DNS-timeout",
    "DNS-error",
    "destination-IP-prohibited",
    "connection-refused",
    "HTTP-request-denied",
];

/// The error of this name. Where it has a text, that is one of the service which
/// would like to be the proof that nothing was sent.
pub fn error(code: &str) -> Error {
    let text = || Some("400 visual-host: not-sent: connection-timeout".to_owned());
    match code {
        "DNS-timeout" => Error::DnsTimeout,
        "DNS-error" => Error::DnsError {
            rcode: text(),
            info_code: None,
        },
        "destination-not-found" => Error::DestinationNotFound,
        "destination-unavailable" => Error::DestinationUnavailable,
        "destination-IP-prohibited" => Error::DestinationIpProhibited,
        "destination-IP-unroutable" => Error::DestinationIpUnroutable,
        "connection-refused" => Error::ConnectionRefused,
        "connection-terminated" => Error::ConnectionTerminated,
        "connection-timeout" => Error::ConnectionTimeout,
        "connection-read-timeout" => Error::ConnectionReadTimeout,
        "connection-write-timeout" => Error::ConnectionWriteTimeout,
        "connection-limit-reached" => Error::ConnectionLimitReached,
        "TLS-protocol-error" => Error::TlsProtocolError,
        "TLS-certificate-error" => Error::TlsCertificateError,
        "TLS-alert-received" => Error::TlsAlertReceived {
            alert_id: Some(40),
            alert_message: text(),
        },
        "HTTP-request-denied" => Error::HttpRequestDenied,
        "HTTP-request-length-required" => Error::HttpRequestLengthRequired,
        "HTTP-request-body-size" => Error::HttpRequestBodySize(None),
        "HTTP-request-method-invalid" => Error::HttpRequestMethodInvalid,
        "HTTP-request-URI-invalid" => Error::HttpRequestUriInvalid,
        "HTTP-request-URI-too-long" => Error::HttpRequestUriTooLong,
        "HTTP-request-header-section-size" => Error::HttpRequestHeaderSectionSize(None),
        "HTTP-request-header-size" => Error::HttpRequestHeaderSize {
            field_name: text(),
            field_size: None,
        },
        "HTTP-request-trailer-section-size" => Error::HttpRequestTrailerSectionSize(None),
        "HTTP-request-trailer-size" => Error::HttpRequestTrailerSize {
            field_name: text(),
            field_size: None,
        },
        "HTTP-response-incomplete" => Error::HttpResponseIncomplete,
        "HTTP-response-header-section-size" => Error::HttpResponseHeaderSectionSize(None),
        "HTTP-response-header-size" => Error::HttpResponseHeaderSize {
            field_name: text(),
            field_size: None,
        },
        "HTTP-response-body-size" => Error::HttpResponseBodySize(None),
        "HTTP-response-trailer-section-size" => Error::HttpResponseTrailerSectionSize(None),
        "HTTP-response-trailer-size" => Error::HttpResponseTrailerSize {
            field_name: text(),
            field_size: None,
        },
        "HTTP-response-transfer-coding" => Error::HttpResponseTransferCoding(text()),
        "HTTP-response-content-coding" => Error::HttpResponseContentCoding(text()),
        "HTTP-response-timeout" => Error::HttpResponseTimeout,
        "HTTP-upgrade-failed" => Error::HttpUpgradeFailed,
        "HTTP-protocol-error" => Error::HttpProtocolError,
        "loop-detected" => Error::LoopDetected,
        "configuration-error" => Error::ConfigurationError,
        "internal-error" => Error::InternalError(text()),
        other => panic!("no code of wasi:http: {other}"),
    }
}
