//! Refusals as responses.

use crate::bindings::volcengine::visual::signer::SignerError;
use visual_http_api::Reply;
use visual_http_api::problem::{self, Failure};
use visual_shared_journal::Refusal;

/// A refusal of an order with this key.
pub fn reply(refusal: &Refusal, key: Option<&str>) -> Reply {
    let key = key.filter(|_| refusal.purchase == "unknown");
    problem::failed(&failure(refusal, key), true)
}

fn failure<'a>(refusal: &'a Refusal, key: Option<&'a str>) -> Failure<'a> {
    Failure {
        kind: refusal.kind,
        advice: refusal.advice,
        purchase: refusal.purchase,
        message: &refusal.message,
        message_zh: &refusal.message_zh,
        field: Some(refusal.field).filter(|field| !field.is_empty()),
        code: None,
        request_id: None,
        retry_after_ms: None,
        idempotency_key: key,
        task: None,
    }
}

/// There are no keys, so nobody is known who buys.
pub fn without_keys(error: SignerError) -> Refusal {
    let (kind, advice, text, en, zh) = match error {
        SignerError::NoCredentials(text) => (
            "no-credentials",
            "fix-account",
            text,
            "There are no credentials",
            "没有密钥",
        ),
        SignerError::Refused(text) => (
            "rejected-credentials",
            "fix-account",
            text,
            "The request was not signed",
            "请求未能签名",
        ),
        SignerError::Unavailable(text) => (
            "no-credentials",
            "repeat-later",
            text,
            "The credentials cannot be reached",
            "暂时无法取得密钥",
        ),
        SignerError::Rotated => (
            "no-credentials",
            "repeat-later",
            String::new(),
            "The keys kept changing while the request was signed",
            "签名期间密钥不断变化",
        ),
    };
    Refusal {
        kind,
        advice,
        purchase: "not-made",
        field: "",
        message: format!("{en}: {text}"),
        message_zh: format!("{zh}：{text}"),
    }
}
