//! What a code means on BytePlus beside what it means anywhere
//! (`docs/service-api.md#byteplus`).

use crate::types::{Advice, ErrorKind};
use visual_catalog::Side;

/// What one code means on a side.
#[derive(Debug)]
pub struct SideCode {
    code: &'static str,
    /// Kind and advice in response to a submission or a check of credentials, where
    /// they differ from those anywhere. A query keeps those: of a task another
    /// client reads the code in another way.
    pub verdict: Option<(ErrorKind, Advice)>,
    /// A sentence in English and in Chinese, behind that of the code.
    pub note: [&'static str; 2],
}

const fn note(code: &'static str, note: [&'static str; 2]) -> SideCode {
    SideCode {
        code,
        verdict: None,
        note,
    }
}

const OWN_KEYS: [&str; 2] = [
    " This account's side is BytePlus: keys of Volcengine are not valid there.",
    "该账号属于 BytePlus，火山引擎的密钥在此无效。",
];

/// The codes of BytePlus.
static BYTEPLUS: &[SideCode] = &[
    note(
        "50400",
        [
            " On BytePlus the product Vision AI may not be activated: activate it in the console.",
            "BytePlus 账号可能尚未开通 Vision AI 产品，请到控制台开通。",
        ],
    ),
    SideCode {
        verdict: Some((ErrorKind::NotPermitted, Advice::FixAccount)),
        ..note(
            "50204",
            [
                " On BytePlus the tool may also not be activated (not confirmed).",
                "在 BytePlus 也可能表示该工具尚未开通，但未经确认。",
            ],
        )
    },
    note(
        "50215",
        [
            " On BytePlus a field that the tool does not document, such as `output_resolution`, also causes this (not confirmed).",
            "在 BytePlus，工具未列出的字段（例如 `output_resolution`）也可能导致此错误，但未经确认。",
        ],
    ),
    note("InvalidAccessKey", OWN_KEYS),
    note("SignatureDoesNotMatch", OWN_KEYS),
];

/// What a code means on a side; nothing where it means nothing else.
pub fn find(side: Side, code: &str) -> Option<&'static SideCode> {
    let codes = match side {
        Side::China => &[],
        Side::BytePlus => BYTEPLUS,
    };
    codes.iter().find(|known| known.code == code)
}
