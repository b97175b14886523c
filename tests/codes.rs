//! Every code of the service: that it is known, and what it says of money.

use std::collections::BTreeSet;

use crate::common::{GENERAL, broken, task};
use volcengine_visual::errors::service_codes::{CODES, find};
use volcengine_visual::errors::stage::{Stage, of_own_task};
use volcengine_visual::errors::transport_error::TransportError;
use volcengine_visual::protocol::reply::envelope::{Failure, Hints};
use volcengine_visual::protocol::reply::unexpected::Defect;
use volcengine_visual::types::{Advice, Error, ErrorKind, Purchase};

/// `docs/service-api.md#business-codes`, save success, row by row: the code, and
/// whether it is proof of refusal by the closed list of the retry rules.
const BUSINESS: [(&str, bool); 34] = [
    ("50200", true),
    ("50201", true),
    ("50204", true),
    ("50205", true),
    ("50206", true),
    ("50207", true),
    ("50209", true),
    ("50210", true),
    ("50211", true),
    ("50213", true),
    ("50214", true),
    ("50215", true),
    ("50220", true),
    ("60102", true),
    ("50400", true),
    ("50402", true),
    ("50411", true),
    ("50412", true),
    ("50413", true),
    ("50429", true),
    ("50430", true),
    ("50500", false),
    ("50501", false),
    ("50511", false),
    ("50512", false),
    ("50513", true),
    ("50514", true),
    ("50516", false),
    ("50517", false),
    ("50518", true),
    ("50519", false),
    ("50520", false),
    ("50521", false),
    ("50522", false),
];

/// Section 3.3b, row by row: the gateway's number and word, and the same.
const GATEWAY: [(&str, &str, bool); 22] = [
    ("100002", "MissingParameter", true),
    ("100003", "MissingAuthenticationToken", true),
    ("100004", "MissingRequestInfo", true),
    ("100005", "MissingSignature", true),
    ("100006", "InvalidTimestamp", true),
    ("100007", "ServiceNotFound", true),
    ("100008", "InvalidActionOrVersion", true),
    ("100009", "InvalidAccessKey", true),
    ("100010", "SignatureDoesNotMatch", true),
    ("100012", "LackPolicy", true),
    ("100013", "AccessDenied", true),
    ("100014", "InternalError", false),
    ("100015", "FailToConnect", false),
    ("100016", "InternalServiceTimeout", false),
    ("", "FlowLimitExceeded", true),
    ("", "ServiceUnavailableTemp", false),
    ("", "MethodNotAllowed", true),
    ("", "InternalServiceError", false),
    ("", "LackProjectPolicy", true),
    ("100024", "InvalidAuthorization", true),
    ("100025", "InvalidCredential", true),
    ("100026", "InvalidSecretToken", true),
];

/// Every code as it may arrive, with the verdict.
fn arriving() -> Vec<(&'static str, bool)> {
    let mut all = BUSINESS.to_vec();
    for (number, word, refusal) in GATEWAY {
        all.push((word, refusal));
        if !number.is_empty() {
            all.push((number, refusal));
        }
    }
    all
}

fn failed(stage: Stage<'_>, code: &str) -> Error {
    let failure = Failure {
        code: code.into(),
        text: "输入不合法".into(),
        request_id: Some("R".into()),
    };
    let hints = Hints {
        retry_after_ms: Some(5_000),
        ..Hints::default()
    };
    stage.failed(failure, &hints)
}

#[test]
fn every_row_of_the_document_is_here_and_no_other() {
    let documented: BTreeSet<&str> = BUSINESS
        .iter()
        .map(|(code, _)| *code)
        .chain(GATEWAY.iter().map(|(_, word, _)| *word))
        .collect();
    let known: BTreeSet<&str> = CODES.iter().map(|row| row.code).collect();
    assert_eq!(known, documented);
    assert_eq!(CODES.len(), known.len(), "a code has two rows");
}

#[test]
fn the_gateways_numbers_lead_to_the_same_rows() {
    for (number, word, _) in GATEWAY {
        assert_eq!(find(word).code, word);
        let documented = number.parse::<u32>().ok();
        assert_eq!(find(word).number, documented, "{word}");
        if documented.is_some() {
            assert_eq!(find(number).code, word);
        }
    }
}

/// The closed list of the retry rules names ranges: what the document does not
/// name of them proves a refusal all the same, and nothing else does.
#[test]
fn the_closed_list_covers_codes_without_a_row() {
    let numbers = (50000..50700).chain(60000..60200).chain(99990..100100);
    for number in numbers {
        let code = number.to_string();
        let refusal = matches!(number, 50200..=50220 | 60102 | 50400 | 50402 | 50411..=50413
            | 50429 | 50430 | 50513 | 50514 | 50518 | 100_002..=100_013 | 100_024..=100_026);
        assert_eq!(find(&code).refusal, refusal, "{code}");
        let purchase = failed(Stage::Submit, &code).purchase;
        assert_eq!(purchase == Purchase::NotMade, refusal, "{code}");
    }
    for word in CODES.iter().filter(|row| row.code.parse::<u32>().is_err()) {
        let limit = ["FlowLimitExceeded", "MethodNotAllowed", "LackProjectPolicy"];
        let numbered = word
            .number
            .is_some_and(|number| find(&number.to_string()).refusal);
        assert_eq!(
            word.refusal,
            numbered || limit.contains(&word.code),
            "{}",
            word.code
        );
    }
}

#[test]
fn every_row_speaks_both_languages() {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for row in CODES.iter().chain(["99999", "50203", "100011"].map(find)) {
        assert!(row.en.ends_with('.') && row.en.is_ascii(), "{}", row.code);
        assert!(row.zh.ends_with('。'), "{}", row.code);
        assert!(row.zh.chars().any(is_chinese), "{}", row.code);
    }
}

#[test]
fn the_services_own_words_stay_readable() {
    for (code, _) in arriving() {
        let error = failed(Stage::Submit, code);
        for message in [&error.message, &error.message_zh] {
            assert!(message.contains("输入不合法"), "{message}");
            assert!(message.contains(code), "{message}");
            assert!(!message.contains("\\x"), "{message}");
        }
        assert_eq!(error.code.as_deref(), Some(code));
        assert_eq!(error.request_id.as_deref(), Some("R"));
        assert_eq!(error.retry_after_ms, Some(5_000));
    }
}

#[test]
fn a_submission_was_bought_unless_refusal_is_proven() {
    for (code, refusal) in arriving() {
        let error = failed(Stage::Submit, code);
        let expected = match refusal {
            true => Purchase::NotMade,
            false => Purchase::Unknown,
        };
        assert_eq!(error.purchase, expected, "{code}");
        assert!(error.task.is_none(), "{code}");
        if !refusal {
            assert_ne!(error.advice, Advice::RepeatLater, "{code}");
        }
    }
    for code in [
        "50401",
        "50403",
        "50404",
        "50515",
        "10001",
        "",
        "SomethingNew",
    ] {
        let error = failed(Stage::Submit, code);
        assert_eq!(error.purchase, Purchase::Unknown, "{code}");
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{code}");
    }
}

#[test]
fn what_proves_nothing_has_an_unknown_outcome() {
    for (code, refusal) in arriving() {
        let moderated = ["50511", "50512", "50516", "50517", "50519"].contains(&code);
        let kind = failed(Stage::Submit, code).kind;
        match (refusal, moderated) {
            (_, true) => assert_eq!(kind, ErrorKind::Moderated, "{code}"),
            (false, _) => assert_eq!(kind, ErrorKind::OutcomeUnknown, "{code}"),
            (true, _) => assert_ne!(kind, ErrorKind::OutcomeUnknown, "{code}"),
        }
    }
}

#[test]
fn in_answer_to_a_query_the_job_was_bought() {
    let task = task(GENERAL, 60);
    for (code, _) in arriving() {
        let error = failed(Stage::Query(&task), code);
        assert_eq!(error.purchase, Purchase::Made, "{code}");
        assert_eq!(error.task.unwrap().id, task.id, "{code}");
        assert_ne!(error.kind, ErrorKind::OutcomeUnknown, "{code}");
        assert_ne!(error.advice, Advice::RepeatLater, "{code}");
    }
}

#[test]
fn a_probe_buys_nothing() {
    for (code, _) in arriving() {
        let error = failed(Stage::Probe, code);
        assert_eq!(error.purchase, Purchase::NotMade, "{code}");
        assert!(error.task.is_none(), "{code}");
        if error.kind != ErrorKind::Moderated {
            assert_ne!(error.advice, Advice::AskBeforeRepeating, "{code}");
        }
        assert_ne!(error.kind, ErrorKind::OutcomeUnknown, "{code}");
    }
    for unsent in [true, false] {
        let error = Stage::Probe.transport_error(&broken(unsent));
        assert_eq!(error.purchase, Purchase::NotMade);
    }
    let error = Stage::Probe.unexpected(&Defect::NotJson.into(), None);
    assert_eq!(
        (error.kind, error.purchase),
        (ErrorKind::BadReply, Purchase::NotMade)
    );
}

#[test]
fn a_transport_fault_proves_a_refusal_only_if_it_was_not_sent() {
    for kind in [ErrorKind::Network, ErrorKind::TimedOut, ErrorKind::TooLarge] {
        let fault = |unsent| TransportError {
            kind,
            ..broken(unsent)
        };
        let error = Stage::Submit.transport_error(&fault(true));
        assert_eq!((error.kind, error.purchase), (kind, Purchase::NotMade));
        let error = Stage::Submit.transport_error(&fault(false));
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
        assert_eq!(error.purchase, Purchase::Unknown);
    }
    let denied = TransportError {
        kind: ErrorKind::DeniedByHost,
        ..broken(true)
    };
    let error = Stage::Submit.transport_error(&denied);
    assert_eq!(
        (error.kind, error.purchase),
        (ErrorKind::DeniedByHost, Purchase::NotMade)
    );
}

#[test]
fn different_troubles_have_different_kinds() {
    let kinds = [
        failed(Stage::Submit, "50412").kind,
        failed(Stage::Submit, "50429").kind,
        failed(Stage::Submit, "50400").kind,
        failed(Stage::Submit, "SignatureDoesNotMatch").kind,
        failed(Stage::Submit, "InvalidTimestamp").kind,
        failed(Stage::Submit, "50500").kind,
        failed(Stage::Submit, "50207").kind,
        Stage::Submit.transport_error(&broken(true)).kind,
    ];
    for (place, kind) in kinds.iter().enumerate() {
        assert!(!kinds[..place].contains(kind), "{kind:?} twice");
    }
    for (code, field) in [
        ("100009", "access-key-id"),
        ("100010", "secret-access-key"),
        ("100026", "session-token"),
        ("100006", "clock"),
    ] {
        let error = failed(Stage::Probe, code);
        assert_eq!(error.field.as_deref(), Some(field));
        assert_eq!(error.advice, Advice::FixAccount);
    }
}

/// A task that was submitted so many seconds before the answer, and what its
/// failure is told as.
fn asked(code: &str, age_s: u64) -> Error {
    let task = crate::common::task(crate::common::GENERAL, age_s);
    let failure = Failure {
        code: code.into(),
        text: "Input invalid for this service.".into(),
        request_id: Some("R".into()),
    };
    let hints = Hints {
        now: crate::common::BEGIN,
        ..Hints::default()
    };
    Stage::Query(&task).failed(failure, &hints)
}

#[test]
fn what_50215_says_of_a_task_depends_on_its_age() {
    for (age_s, kind) in [
        (60, ErrorKind::RejectedMedia),
        (12 * 3600 - 1, ErrorKind::RejectedMedia),
        (12 * 3600, ErrorKind::TaskGone),
        (30 * 24 * 3600, ErrorKind::TaskGone),
    ] {
        let error = asked("50215", age_s);
        assert_eq!(
            (error.kind, error.purchase),
            (kind, Purchase::Made),
            "{age_s}"
        );
        assert!(error.task.is_some());
        for cause in ["12 hours", "id is wrong", "input was rejected"] {
            assert!(error.message.contains(cause), "{}", error.message);
        }
        assert!(error.message_zh.contains("12 小时"), "{}", error.message_zh);
    }
    let submitted = failed(Stage::Submit, "50215");
    assert_eq!(submitted.purchase, Purchase::NotMade);
    assert!(!submitted.message.contains("12 hours"));
}

/// Of a job that was just submitted, neither its age nor its id nor its account is at fault.
#[test]
fn what_50215_says_of_an_own_task_is_its_input_alone() {
    let Error {
        message: mut en,
        message_zh: mut zh,
        ..
    } = asked("50215", 2);
    of_own_task(Some("50215"), [&mut en, &mut zh]);
    for cause in ["12 hours", "id is wrong", "account"] {
        assert!(!en.contains(cause), "{en}");
    }
    assert!(
        en.contains("does not fit the tool") && en.contains("only for results"),
        "{en}"
    );
    assert!(
        !zh.contains("12 小时") && zh.contains("不符合该工具的要求"),
        "{zh}"
    );
    // Of every other code nothing is left out.
    for code in CODES.iter().filter(|code| code.code != "50215") {
        let told = asked(code.code, 2);
        let [mut en, mut zh] = [told.message.clone(), told.message_zh.clone()];
        of_own_task(Some(code.code), [&mut en, &mut zh]);
        assert_eq!([en, zh], [told.message, told.message_zh], "{}", code.code);
    }
}

#[test]
fn a_job_that_failed_is_said_not_to_be_charged() {
    for code in ["50215", "50511", "50516", "50207", "60102"] {
        let error = asked(code, 60);
        assert!(error.message.contains("only for results"), "{code}");
        assert!(
            error.message_zh.contains("仅对成功生成的结果计费"),
            "{code}"
        );
    }
    let task = crate::common::task(crate::common::GENERAL, 60);
    let ended = Stage::Query(&task).ended("failed", ErrorKind::ServiceFailed);
    assert!(ended.message.contains("only for results"));
    // The job may still deliver, or may have done so.
    for code in ["50500", "50429", "100014"] {
        assert!(!asked(code, 60).message.contains("delivers"), "{code}");
    }
}
