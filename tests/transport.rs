//! Every way for an exchange to fail: that it has a code, whom it sends for, and
//! what it says of money.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod common;

use std::collections::BTreeSet;

use common::{GENERAL, reply, task};
use volcengine_visual::failure::{Broken, Stage};
use volcengine_visual::protocol::envelope::{Decoded, decode};
use volcengine_visual::protocol::oddity::{Oddity, STATUSES, status};
use volcengine_visual::protocol::transport_codes::{
    BODY_TOO_LARGE, DEADLINE, NOT_MADE, TRANSPORT_CODES, WITHHELD, find,
};
use volcengine_visual::types::{Advice, Error, ErrorKind, Purchase};

const HTTP: &str = include_str!("../wit/deps/http/types.wit");

/// The codes that prove that nothing left: name resolution, no connection, TLS,
/// denied by the host.
const UNSENT: [&str; 13] = [
    "DNS-timeout",
    "DNS-error",
    "destination-not-found",
    "destination-unavailable",
    "destination-IP-prohibited",
    "destination-IP-unroutable",
    "connection-refused",
    "connection-timeout",
    "connection-limit-reached",
    "TLS-protocol-error",
    "TLS-certificate-error",
    "TLS-alert-received",
    "HTTP-request-denied",
];

/// The cases of the variant `error-code`, in their order.
fn cases() -> Vec<&'static str> {
    let (_, rest) = HTTP.split_once("variant error-code {").unwrap();
    let (body, _) = rest.split_once('}').unwrap();
    let lines = body.lines().map(str::trim);
    let cases = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    cases
        .map(|line| line.split(['(', ',']).next().unwrap().trim())
        .collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_case_of_error_code_has_a_row_and_nothing_else_but_ours() {
    let cases = cases();
    assert_eq!(cases.len(), 39);
    let rows: Vec<&str> = TRANSPORT_CODES.iter().map(|row| row.code).collect();
    let ours = [DEADLINE, BODY_TOO_LARGE, WITHHELD, NOT_MADE];
    assert_eq!(rows, [cases.as_slice(), &ours].concat());
    let different: BTreeSet<&str> = rows.iter().copied().collect();
    assert_eq!(different.len(), rows.len());
    for code in rows {
        assert_eq!(find(code).code, code);
    }
    // What is not known proves nothing.
    assert!(!find("something-new").nothing_left);
}

#[test]
fn the_list_of_proofs_is_closed() {
    for row in TRANSPORT_CODES {
        let proof = UNSENT.contains(&row.code) || row.code == NOT_MADE;
        assert_eq!(row.nothing_left, proof, "{}", row.code);
    }
}

#[test]
fn every_row_speaks_both_languages() {
    for row in TRANSPORT_CODES {
        assert!(row.en.ends_with('.') && row.en.is_ascii(), "{}", row.code);
        assert!(row.zh.ends_with('。') && is_chinese(row.zh), "{}", row.code);
    }
    for row in STATUSES {
        assert!(row.en.ends_with('.') && row.en.is_ascii(), "{row:?}");
        assert!(row.zh.ends_with('。') && is_chinese(row.zh), "{row:?}");
    }
    for number in [0, 200, 302, 400, 407, 413, 429, 500, 511, 599, u16::MAX] {
        assert!(status(number).is_some(), "{number}");
    }
}

fn assert_told(error: &Error, code: &str) {
    assert_eq!(error.code.as_deref(), Some(code));
    for message in [&error.message, &error.message_zh] {
        assert!(message.contains(code), "{message}");
    }
    assert!(is_chinese(&error.message_zh) && error.message.is_ascii());
    // No half of the Chinese sentence is English.
    let words = error
        .message_zh
        .split(|c: char| !c.is_ascii_alphabetic() && c != ' ');
    for word in words {
        assert!(word.trim().split(' ').count() <= 2, "{}", error.message_zh);
    }
}

#[test]
fn a_submission_is_unknown_unless_nothing_left() {
    for row in TRANSPORT_CODES {
        let error = Stage::Submit.broken(&Broken::of(row.code));
        assert_told(&error, row.code);
        assert!(error.task.is_none());
        if row.nothing_left {
            assert_eq!((error.kind, error.purchase), (row.kind, Purchase::NotMade));
            assert_ne!(error.advice, Advice::AskBeforeRepeating);
        } else {
            assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{}", row.code);
            assert_eq!(error.purchase, Purchase::Unknown, "{}", row.code);
            assert_eq!(error.advice, Advice::AskBeforeRepeating, "{}", row.code);
        }
        // In the middle of an answer nothing proves anything any more.
        let error = Stage::Submit.broken(&Broken::after(row.code));
        assert_eq!(error.purchase, Purchase::Unknown, "{}", row.code);
    }
}

#[test]
fn a_question_keeps_what_was_bought_and_a_probe_buys_nothing() {
    let task = task(GENERAL, 60);
    for row in TRANSPORT_CODES {
        let error = Stage::Query(&task).broken(&Broken::of(row.code));
        assert_told(&error, row.code);
        assert_eq!((error.kind, error.purchase), (row.kind, Purchase::Made));
        assert_eq!(error.task.unwrap().id, task.id);
        assert_ne!(error.advice, Advice::RepeatLater);
        let error = Stage::Probe.broken(&Broken::of(row.code));
        assert_told(&error, row.code);
        assert_eq!((error.kind, error.purchase), (row.kind, Purchase::NotMade));
        assert_eq!(error.advice, row.advice);
        assert_eq!(error.field.as_deref(), row.field);
    }
}

#[test]
fn who_must_act_is_named_where_a_repetition_is_of_no_use() {
    for (code, advice, field) in [
        (
            "TLS-certificate-error",
            Advice::FixAccount,
            Some("endpoint"),
        ),
        ("HTTP-request-denied", Advice::FixAccount, Some("endpoint")),
        ("DNS-error", Advice::RepeatLater, Some("endpoint")),
        ("connection-limit-reached", Advice::RepeatLater, None),
        ("request-not-made", Advice::Report, None),
    ] {
        let error = Stage::Submit.broken(&Broken::of(code));
        assert_eq!((error.advice, error.field.as_deref()), (advice, field));
    }
    assert_eq!(find("connection-limit-reached").kind, ErrorKind::Network);
}

fn unreadable(status: u16, body: &str) -> (Oddity, Option<String>) {
    match decode(&reply(status, body)) {
        Decoded::Unreadable { what, request_id } => (what, request_id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_answer_that_is_no_envelope_is_told_by_its_status() {
    let task = task(GENERAL, 60);
    for (number, advice) in [
        (200, Advice::FixAccount),
        (302, Advice::FixAccount),
        (404, Advice::FixAccount),
        (407, Advice::FixAccount),
        (413, Advice::FixInput),
        (429, Advice::RepeatLater),
        (502, Advice::RepeatLater),
    ] {
        let code = format!("HTTP-{number}");
        let (what, _) = unreadable(number, "<html>\r\n<b>no</b></html>");
        let error = Stage::Submit.unreadable(&what, None);
        assert_eq!(error.code.as_ref(), Some(&code));
        assert!(error.message.contains(status(number).unwrap().en));
        assert!(error.message_zh.contains(status(number).unwrap().zh));
        assert!(
            error.message.contains("`<html> <b>no</b></html>`"),
            "{}",
            error.message
        );
        assert_eq!(error.purchase, Purchase::Unknown);
        assert_eq!(error.advice, Advice::AskBeforeRepeating);
        let error = Stage::Query(&task).unreadable(&what, None);
        assert_eq!(
            (error.code.as_ref(), error.purchase),
            (Some(&code), Purchase::Made)
        );
        assert_eq!(error.advice, Advice::CollectTask);
        let error = Stage::Probe.unreadable(&what, None);
        assert_eq!((error.kind, error.advice), (ErrorKind::BadReply, advice));
        assert_eq!(
            (error.code, error.purchase),
            (Some(code), Purchase::NotMade)
        );
    }
    // A success that is none has the code of a success: it is not passed on.
    let error = Stage::Submit.unreadable("success without a task_id", None);
    assert_eq!(error.code, None);
    assert!(
        error.message_zh.contains("没有 task_id"),
        "{}",
        error.message_zh
    );
}

#[test]
fn the_request_is_named_even_if_its_answer_was_cut() {
    let whole = r#"{"code":50412,"message":"x","request_id": "20250804182454ABC","data":null}"#;
    for end in 0..whole.len() {
        let cut = &whole[..end];
        let (what, request_id) = unreadable(400, cut);
        let readable = cut.contains("ABC\"");
        assert_eq!(request_id.is_some(), readable, "{cut}");
        assert_eq!(what.status, Some(400));
    }
    for body in [
        "\"RequestId\":\"20250804\" <",
        "{\"message\":\"\\ud800\",\"request_id\":\"20250804\"}",
    ] {
        assert_eq!(unreadable(200, body).1.as_deref(), Some("20250804"));
    }
    for body in [
        "\"request_id\":\"\" <",
        "\"request_id\":\"a\u{1b}b\" <",
        "\"request_id\" <",
    ] {
        assert_eq!(unreadable(200, body).1, None);
    }
}
