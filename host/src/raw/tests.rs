use super::*;

fn json(body: &str) -> RawParameters {
    RawParameters::Json(body.to_owned())
}

fn refused(call: RawCall) -> (ErrorKind, String) {
    let error = call.check().unwrap_err().into_info();
    assert!(!error.message_zh.is_ascii());
    (error.kind, error.field.unwrap_or_default())
}

#[test]
fn only_the_service_cv_is_called() {
    for service in ["", "imagex", "CV", "iam"] {
        let call = RawCall::new("CVProcess", "2022-08-31", json("{}")).with_service(service);
        assert_eq!(
            refused(call),
            (ErrorKind::InvalidInput, "service".to_owned())
        );
    }
}

#[test]
fn identities_are_left_out() {
    for action in [
        "CertToken",
        "certToken",
        "IDCard",
        "BankCard",
        "DrivingLicense",
    ] {
        let call = RawCall::new(action, "2022-08-31", json("{}"));
        assert_eq!(refused(call), (ErrorKind::Unsupported, "action".to_owned()));
    }
    for parameters in [
        json(r#"{"req_key":"cert_token"}"#),
        json(r#"{"Req_Key":" cert_token"}"#),
        json("{\"req_\u{212a}ey\":\"cert_token\"}"),
        RawParameters::Form(vec![("req_key".into(), "CERT_token".into())]),
        RawParameters::Form(vec![
            ("req_key".into(), "a".into()),
            ("req_key".into(), "cert_token".into()),
        ]),
        RawParameters::Query(vec![("REQ_KEY".into(), "cert_token".into())]),
    ] {
        let call = RawCall::new("CVProcess", "2022-08-31", parameters);
        assert_eq!(refused(call).0, ErrorKind::Unsupported);
    }
}

#[test]
fn what_is_malformed_is_named() {
    for (action, version, body, field) in [
        ("", "2022-08-31", "{}", "action"),
        ("CV&x=1", "2022-08-31", "{}", "action"),
        ("CVProcess", "", "{}", "version"),
        ("CVProcess", "20220831", "{}", "version"),
        ("CVProcess", "2022-08-3x", "{}", "version"),
        ("CVProcess", "2022-08-31", "[]", "body"),
        ("CVProcess", "2022-08-31", "{", "body"),
    ] {
        let call = RawCall::new(action, version, json(body));
        assert_eq!(refused(call).1, field);
    }
    for name in ["Action", "action", "VERSION"] {
        let pairs = vec![(name.to_owned(), "Other".to_owned())];
        let query = RawParameters::Query(pairs.clone());
        assert_eq!(refused(RawCall::new("A", "2020-08-26", query)).1, "query");
        let form = RawParameters::Form(pairs);
        assert_eq!(refused(RawCall::new("A", "2020-08-26", form)).1, "form");
    }
}

/// The receiver may take the other one.
#[test]
fn members_of_the_same_name_are_refused() {
    for body in [
        r#"{"req_key":"a","req_key":"cert_token"}"#,
        r#"{"req_key":"cert_token","req\u005fkey":"a"}"#,
        r#"{"req_key":"a","b":[{"c":1,"c":2}]}"#,
    ] {
        let error = RawCall::new("CVProcess", "2022-08-31", json(body)).check();
        let error = error.unwrap_err();
        assert_eq!(error.field.as_deref(), Some("body"), "{error:?}");
        assert!(error.message.contains("is given twice"), "{error:?}");
    }
}

/// The vector V5 of `docs/service-api.md` has its form in this encoding, but for
/// the spaces, which a form may write either way.
#[test]
fn a_form_is_encoded_once() {
    let pairs = vec![
        (
            "image_url".to_owned(),
            "https://example.com/a b.jpg?x=1&y=2".to_owned(),
        ),
        ("text".to_owned(), "你好".to_owned()),
    ];
    let call = RawCall::new("OCRNormal", "2020-08-26", RawParameters::Form(pairs));
    let (content_type, body) = call.body();
    assert_eq!(content_type, Some("application/x-www-form-urlencoded"));
    assert_eq!(
        body,
        "image_url=https%3A%2F%2Fexample.com%2Fa%20b.jpg%3Fx%3D1%26y%3D2&text=%E4%BD%A0%E5%A5%BD"
    );
    let query = "Action=OCRNormal&Version=2020-08-26";
    assert_eq!(call.query(Side::BytePlus), query);
}

#[test]
fn the_side_has_a_version_for_calls_that_name_none() {
    let call = RawCall::new("CVProcess", None, json("{}"));
    for (side, version) in [(Side::China, "2022-08-31"), (Side::BytePlus, "2024-06-06")] {
        assert_eq!(
            call.query(side),
            format!("Action=CVProcess&Version={version}")
        );
    }
}
