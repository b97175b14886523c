//! What a code means on BytePlus beside what it means anywhere
//! (`docs/service-api.md#byteplus`).

use visual_catalog::Side;

const OWN_KEYS: [&str; 2] = [
    " This account's side is BytePlus: keys of Volcengine are not valid there.",
    "该账号属于 BytePlus，火山引擎的密钥在此无效。",
];

/// Codes of BytePlus, each with a sentence in English and Chinese.
pub static BYTEPLUS: &[(&str, [&str; 2])] = &[
    (
        "50400",
        [
            " On BytePlus the product Vision AI may not be activated: activate it in the console.",
            "BytePlus 账号可能尚未开通 Vision AI 产品，请到控制台开通。",
        ],
    ),
    (
        "50204",
        [
            " On BytePlus the tool may also not be activated (not confirmed).",
            "在 BytePlus 也可能表示该工具尚未开通（未确认）。",
        ],
    ),
    (
        "50215",
        [
            " On BytePlus a field that the tool does not document, such as `output_resolution`, also causes this (not confirmed).",
            "在 BytePlus，工具未列出的字段（例如 `output_resolution`）也会导致此错误（未确认）。",
        ],
    ),
    ("InvalidAccessKey", OWN_KEYS),
    ("SignatureDoesNotMatch", OWN_KEYS),
];

/// The sentence of a code on a side; empty where it means nothing else.
pub fn side_note(side: Side, code: &str) -> [&'static str; 2] {
    let notes = match side {
        Side::China => &[],
        Side::BytePlus => BYTEPLUS,
    };
    let note = notes.iter().find(|(known, _)| *known == code);
    note.map_or(["", ""], |(_, note)| *note)
}

/// Whether a code tells on a side that a tool is not activated, where elsewhere
/// it tells of a fault of the arguments. Of a query another client reads it as a
/// task that is gone.
pub fn is_not_activated(side: Side, code: &str) -> bool {
    side == Side::BytePlus && code == "50204"
}
