use super::{Decoded, Defect, Failure, Reply};

/// One word and one number of the gateway have a meaning here.
fn decode(reply: &Reply) -> Decoded {
    super::decode(reply, |code| {
        ["SignatureDoesNotMatch", "100013"].contains(&code)
    })
}

fn read(status: u16, body: &str) -> Decoded {
    decode(&Reply {
        status,
        body: body.into(),
        ..Reply::default()
    })
}

#[test]
fn business_success() {
    let body = r#"{"code":10000,"data":{"task_id":"7392616336519610409"},"message":"Success","request_id":"R","status":10000,"time_elapsed":"84.448µs"}"#;
    let Decoded::Success { data, request_id } = read(200, body) else {
        panic!("no success");
    };
    assert_eq!(data["task_id"], "7392616336519610409");
    assert_eq!(request_id, "R");
}

#[test]
fn business_failure_whatever_the_status() {
    let body = r#"{"code":50413,"data":null,"message":"Post Text Risk Not Pass","request_id":"R"}"#;
    for status in [200, 400, 500] {
        let Decoded::Failure(failure) = read(status, body) else {
            panic!("no failure");
        };
        assert_eq!(
            failure,
            Failure {
                code: "50413".into(),
                text: "Post Text Risk Not Pass".into(),
                request_id: Some("R".into()),
            }
        );
    }
}

#[test]
fn gateway_failure() {
    let body = r#"{"ResponseMetadata":{"RequestId":"G","Error":{"CodeN":100010,"Code":"SignatureDoesNotMatch","Message":"no \u001b[31mmatch"}}}"#;
    let Decoded::Failure(failure) = read(401, body) else {
        panic!("no failure");
    };
    assert_eq!(failure.code, "SignatureDoesNotMatch");
    assert_eq!(failure.text, "no [31mmatch");
    assert_eq!(failure.request_id.as_deref(), Some("G"));
}

#[test]
fn result_wrapped() {
    let body = r#"{"ResponseMetadata":{"RequestId":"G"},"Result":{"code":10000,"data":{"task_id":"9"},"request_id":"R"}}"#;
    assert!(matches!(read(200, body), Decoded::Success { request_id, .. } if request_id == "R"));
    let body = r#"{"ResponseMetadata":{"RequestId":"G","Error":{"Code":"50215","Message":"Input invalid"}}}"#;
    assert!(matches!(read(400, body), Decoded::Failure(failure) if failure.code == "50215"));
}

#[test]
fn everything_else_is_unreadable() {
    let deep = "[".repeat(10_000);
    for body in [
        "",
        "null",
        "[]",
        "<html>busy</html>",
        "{}",
        r#"{"code":10000,"data":[]}"#,
        r#"{"code":null}"#,
        r#"{"code":1e999}"#,
        r#"{"ResponseMetadata":{"RequestId":"G","Error":{}}}"#,
        r#"{"ResponseMetadata":{"RequestId":"G","Error":null}}"#,
        "\u{feff}",
        "\u{feff}\u{feff}{\"code\":50413}",
        deep.as_str(),
    ] {
        assert!(
            matches!(read(200, body), Decoded::Unreadable { .. }),
            "{body:.40}"
        );
    }
}

#[test]
fn a_failure_may_have_data() {
    let body = r#"{"code":50501,"data":{"algorithm_base_resp":{"status_code":100202,"status_message":"do predict failed"},"binary_data_base64":[]},"message":"Internal RPC Error","request_id":"R","status":50501}"#;
    assert!(matches!(read(500, body), Decoded::Failure(failure) if failure.code == "50501"));
}

#[test]
fn an_error_that_is_null_is_none() {
    let body = r#"{"ResponseMetadata":{"RequestId":"G","Error":null},"Result":{"code":10000,"data":{"task_id":"9"}}}"#;
    assert!(matches!(read(200, body), Decoded::Success { request_id, .. } if request_id == "G"));
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let body = "\u{feff}{\"code\":10000,\"data\":{\"task_id\":\"9\"},\"request_id\":\"R\"}";
    assert!(matches!(read(200, body), Decoded::Success { data, .. } if data["task_id"] == "9"));
}

#[test]
fn codes_are_whole_numbers_however_they_are_written() {
    for (code, expected) in [
        ("50413.0", "50413"),
        ("5.0413e4", "50413"),
        ("50412.5", "50412.5"),
    ] {
        let body = format!(r#"{{"code":{code},"request_id":"R"}}"#);
        assert!(matches!(read(400, &body), Decoded::Failure(failure) if failure.code == expected));
    }
    let body = r#"{"code":10000.0,"data":null,"request_id":"R"}"#;
    assert!(matches!(read(200, body), Decoded::Success { .. }));
}

#[test]
fn what_cannot_be_unpacked_is_named() {
    let Decoded::Unreadable { what, .. } = decode(&Reply {
        status: 200,
        body: b"\x0b\x02".to_vec(),
        coding: Some("br".into()),
        ..Reply::default()
    }) else {
        panic!("it was read");
    };
    assert_eq!(
        (what.defect, what.excerpt.as_str()),
        (Defect::Compressed, "br")
    );
}

#[test]
fn the_code_of_a_gateway_that_is_known_counts() {
    for (word, number, expected) in [
        ("SignatureDoesNotMatch", 100010, "SignatureDoesNotMatch"),
        ("NewWord", 100013, "100013"),
        ("NewWord", 100999, "NewWord"),
    ] {
        let body = format!(
            r#"{{"ResponseMetadata":{{"RequestId":"G","Error":{{"CodeN":{number},"Code":"{word}"}}}}}}"#
        );
        assert!(matches!(read(403, &body), Decoded::Failure(failure) if failure.code == expected));
    }
}
