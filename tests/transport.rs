//! Every way for an exchange to fail: that it has a code, who must act, and
//! what it says of money.

use std::collections::BTreeSet;

use crate::common::{GENERAL, reply, task};
use volcengine_visual::call::retry::Cause;
use volcengine_visual::errors::decode;
use volcengine_visual::errors::transport_codes::{
    BODY_TOO_LARGE, DEADLINE, NOT_MADE, NOT_SENT, OUT_OF_MEMORY, PROXY_REFUSED, PROXY_UNAUTHORIZED,
    PROXY_UNREACHABLE, Proof, TRANSPORT_CODES, WITHHELD, find, proven,
};
use volcengine_visual::errors::unexpected_reply::{STATUSES, status};
use volcengine_visual::errors::{stage::Stage, transport_error::TransportError};
use volcengine_visual::protocol::reply::envelope::Decoded;
use volcengine_visual::protocol::reply::unexpected::{Defect, UnexpectedReply};
use volcengine_visual::types::{Advice, Error, ErrorKind, Purchase};

const HTTP: &str = include_str!("../wit/deps/http/types.wit");

/// The codes that prove in any host that nothing was sent: name resolution,
/// refused by the peer, denied by the host.
const UNSENT: [&str; 5] = [
    "DNS-timeout",
    "DNS-error",
    "destination-IP-prohibited",
    "connection-refused",
    "HTTP-request-denied",
];
/// Those that prove it where `visual-host` says so. Other hosts report them for
/// requests that were sent.
const UNCONNECTED: [&str; 8] = [
    "destination-not-found",
    "destination-unavailable",
    "destination-IP-unroutable",
    "connection-timeout",
    "connection-limit-reached",
    "TLS-protocol-error",
    "TLS-certificate-error",
    "TLS-alert-received",
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

/// What only `visual-host` reports.
const PROXY: [&str; 3] = [PROXY_UNREACHABLE, PROXY_UNAUTHORIZED, PROXY_REFUSED];

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_case_of_error_code_has_a_row_and_nothing_else_but_ours() {
    let cases = cases();
    assert_eq!(cases.len(), 39);
    let rows: Vec<&str> = TRANSPORT_CODES.iter().map(|row| row.code).collect();
    let ours = [DEADLINE, BODY_TOO_LARGE, OUT_OF_MEMORY, WITHHELD, NOT_MADE];
    assert_eq!(rows, [cases.as_slice(), &ours, &PROXY].concat());
    let different: BTreeSet<&str> = rows.iter().copied().collect();
    assert_eq!(different.len(), rows.len());
    for code in rows {
        assert_eq!(find(code).code, code);
    }
    // What is not known proves nothing.
    assert_eq!(find("something-new").proof, Proof::Nobody);
}

#[test]
fn the_list_of_proofs_is_closed() {
    for row in TRANSPORT_CODES {
        let proof = match row.code {
            code if UNSENT.contains(&code) || code == NOT_MADE => Proof::AnyHost,
            code if UNCONNECTED.contains(&code) || PROXY.contains(&code) => Proof::VisualHost,
            _ => Proof::Nobody,
        };
        assert_eq!(row.proof, proof, "{}", row.code);
        let told = TransportError::from_code(row.code);
        assert_eq!(told.request_sent, proof != Proof::AnyHost, "{}", row.code);
        assert!(!told.resend, "{}: the word of any host", row.code);
    }
}

#[test]
fn the_proof_of_visual_host_is_whole_and_alone() {
    for row in TRANSPORT_CODES {
        let text = format!("{NOT_SENT}{}", row.code);
        let found = proven(&text).map(|row| row.code);
        let believed = row.proof != Proof::Nobody;
        assert_eq!(found, believed.then_some(row.code), "{text}");
        for other in [
            row.code.to_string(),
            format!("{text} "),
            format!(" {text}"),
            format!("HTTP/1.1 200 {text}"),
            text.to_uppercase(),
            format!("{NOT_SENT}{text}"),
        ] {
            assert!(proven(&other).is_none(), "{other}");
        }
    }
    for text in ["", NOT_SENT, "visual-host: not-sent: nothing"] {
        assert!(proven(text).is_none(), "{text}");
    }
}

#[test]
fn a_request_that_was_not_sent_whole_is_no_purchase_whatever_its_code() {
    for row in TRANSPORT_CODES {
        let broken = TransportError::unsent(row.code);
        let error = Stage::Submit.transport_error(&broken);
        assert_told(&error, row.code);
        assert_eq!((error.kind, error.purchase), (row.kind, Purchase::NotMade));
        let line = matches!(row.kind, ErrorKind::Network | ErrorKind::TimedOut);
        assert_eq!(
            Cause::Transport(&broken).is_retryable(true),
            line,
            "{}",
            row.code
        );
        // By the word of any host alone it is not sent again.
        assert!(
            !Cause::Transport(&TransportError::from_code(row.code)).is_retryable(true),
            "{}",
            row.code
        );
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
fn a_submission_is_unknown_unless_it_was_not_sent() {
    for row in TRANSPORT_CODES {
        let error = Stage::Submit.transport_error(&TransportError::from_code(row.code));
        assert_told(&error, row.code);
        assert!(error.task.is_none());
        if row.proof == Proof::AnyHost {
            assert_eq!((error.kind, error.purchase), (row.kind, Purchase::NotMade));
            assert_ne!(error.advice, Advice::AskBeforeRepeating);
        } else {
            assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{}", row.code);
            assert_eq!(error.purchase, Purchase::Unknown, "{}", row.code);
            assert_eq!(error.advice, Advice::AskBeforeRepeating, "{}", row.code);
        }
        // In the middle of an answer nothing proves anything any more.
        let error = Stage::Submit.transport_error(&TransportError::after(row.code));
        assert_eq!(error.purchase, Purchase::Unknown, "{}", row.code);
    }
}

#[test]
fn a_question_keeps_what_was_bought_and_a_probe_buys_nothing() {
    let task = task(GENERAL, 60);
    for row in TRANSPORT_CODES {
        let error = Stage::Query(&task).transport_error(&TransportError::from_code(row.code));
        assert_told(&error, row.code);
        assert_eq!((error.kind, error.purchase), (row.kind, Purchase::Made));
        assert_eq!(error.task.unwrap().id, task.id);
        assert_ne!(error.advice, Advice::RepeatLater);
        let error = Stage::Probe.transport_error(&TransportError::from_code(row.code));
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
        let error = Stage::Submit.transport_error(&TransportError::unsent(code));
        assert_eq!((error.advice, error.field.as_deref()), (advice, field));
    }
    assert_eq!(find("connection-limit-reached").kind, ErrorKind::Network);
}

fn unreadable(status: u16, body: &str) -> (UnexpectedReply, Option<String>) {
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
        let error = Stage::Submit.unexpected(&what, None);
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
        let error = Stage::Query(&task).unexpected(&what, None);
        assert_eq!(
            (error.code.as_ref(), error.purchase),
            (Some(&code), Purchase::Made)
        );
        assert_eq!(error.advice, Advice::CollectTask);
        let error = Stage::Probe.unexpected(&what, None);
        assert_eq!((error.kind, error.advice), (ErrorKind::BadReply, advice));
        assert_eq!(
            (error.code, error.purchase),
            (Some(code), Purchase::NotMade)
        );
    }
    // An unusable reply with the code of a success: the code is not passed on.
    let error = Stage::Submit.unexpected(&Defect::NoTaskId.into(), None);
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
