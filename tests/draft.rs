//! Requests as they are built for the wire, against the vendor's vectors.

use std::fs;
use std::path::PathBuf;

use volcengine_visual::protocol::request::{ApiRequest, Identity, PreparedRequest};
use volcengine_visual::types::{Error, ErrorKind};

/// 2025-01-02T03:04:05Z.
const NOW: u64 = 1_735_787_045;
const ACCESS_KEY_ID: &str = "AKLTEXAMPLE0000000000";

fn part(name: &str, part: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join("tests/vectors").join(name).join(part)).unwrap()
}

fn identity() -> Identity<'static> {
    Identity {
        access_key_id: ACCESS_KEY_ID,
        ..Identity::default()
    }
}

fn ask(name: &str, action: &'static str, version: &'static str) -> ApiRequest {
    ApiRequest {
        action,
        version: Some(version.to_owned()),
        tool: None,
        body: part(name, "body").into(),
        timeout_ms: 1_000,
        min_ms: 0,
        clock_offset_s: 0,
    }
}

fn check(name: &str, ask: &ApiRequest, identity: Identity<'_>, authority: &str) {
    let draft = PreparedRequest::new(ask, identity, NOW).unwrap();
    assert_eq!(draft.endpoint.authority, authority, "{name}: endpoint");
    assert!(draft.endpoint.tls);
    let version = ask.version.as_deref().unwrap_or("2024-06-06");
    let path = format!("/?Action={}&Version={version}", ask.action);
    assert_eq!(draft.path, path, "{name}: path");
    let stated = part(name, "string-to-sign.txt");
    assert_eq!(draft.string_to_sign, stated, "{name}: string to sign");
    let region = identity.region.unwrap_or("cn-north-1");
    assert_eq!(
        (draft.scope.date.as_str(), draft.scope.service),
        ("20250102", "cv")
    );
    assert_eq!(draft.scope.region, region);

    let signature = part(name, "signature.txt");
    let headers = draft.sign(signature.trim_end());
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    let mut expected = vec!["content-type", "x-content-sha256", "x-date"];
    let mut signed = String::from("content-type;host;x-content-sha256;x-date");
    if identity.session_token.is_some() {
        expected.push("x-security-token");
        signed.push_str(";x-security-token");
    }
    expected.push("authorization");
    assert_eq!(names, expected, "{name}: headers");
    let (_, authorization) = headers.last().unwrap();
    assert_eq!(
        *authorization,
        format!(
            "HMAC-SHA256 Credential={ACCESS_KEY_ID}/20250102/{region}/cv/request, SignedHeaders={signed}, Signature={}",
            signature.trim_end()
        )
    );
}

#[test]
fn v2_with_defaults() {
    let ask = ask("V2", "CVProcess", "2022-08-31");
    check("V2", &ask, identity(), "visual.volcengineapi.com");
}

#[test]
fn v3_with_a_session_token() {
    let ask = ask("V3", "CVSync2AsyncGetResult", "2022-08-31");
    let identity = Identity {
        session_token: Some("STS2eyJleGFtcGxlIjoidG9rZW4rLz0ifQ=="),
        ..identity()
    };
    check("V3", &ask, identity, "visual.volcengineapi.com");
}

#[test]
fn v9_with_another_region_and_host() {
    let ask = ask("V9", "JimengT2IV40SubmitTask", "2024-06-06");
    for endpoint in [
        "https://open.volcengineapi.com",
        "https://OPEN.volcengineapi.com/",
    ] {
        let identity = Identity {
            endpoint: Some(endpoint),
            region: Some("cn-beijing"),
            ..identity()
        };
        check("V9", &ask, identity, "open.volcengineapi.com");
    }
}

#[test]
fn v11_an_account_of_byteplus() {
    let ask = ApiRequest {
        version: None,
        ..ask("V11", "CVSubmitTask", "")
    };
    for endpoint in [None, Some("https://cv.byteplusapi.com")] {
        let identity = Identity {
            endpoint,
            region: Some("ap-singapore-1"),
            ..identity()
        };
        check("V11", &ask, identity, "cv.byteplusapi.com");
    }
    let by_host = Identity {
        endpoint: Some("https://cv.byteplusapi.com"),
        ..identity()
    };
    let draft = PreparedRequest::new(&ask, by_host, NOW).unwrap();
    assert_eq!(draft.string_to_sign, part("V11", "string-to-sign.txt"));
}

#[test]
fn v7_the_default_port_goes_out_but_is_not_signed() {
    let ask = ask("V7", "CVProcess", "2022-08-31");
    let identity = Identity {
        endpoint: Some("https://visual.volcengineapi.com:443"),
        ..identity()
    };
    check("V7", &ask, identity, "visual.volcengineapi.com:443");
}

#[test]
fn keys_that_would_break_a_header_are_refused_and_never_shown() {
    let ask = ask("V7", "CVProcess", "2022-08-31");
    let long = "K".repeat(4097);
    for key in [
        "",
        " ",
        "KEY 1",
        "KEY\r\nX-Evil: 1",
        "KEY\n",
        "KEY\0",
        "钥匙",
        long.as_str(),
    ] {
        let wrong = [
            (
                "access-key-id",
                Identity {
                    access_key_id: key,
                    ..identity()
                },
            ),
            (
                "session-token",
                Identity {
                    session_token: Some(key),
                    ..identity()
                },
            ),
        ];
        for (field, identity) in wrong {
            let error = Error::from(PreparedRequest::new(&ask, identity, NOW).unwrap_err());
            assert_eq!(error.kind, ErrorKind::RejectedCredentials);
            assert_eq!(error.field.as_deref(), Some(field));
            let shown = format!("{error:?}");
            assert!(key.trim().is_empty() || !shown.contains(key), "{field}");
        }
    }
    let torn = Identity {
        endpoint: Some("https://visual.volcengineapi.com"),
        region: Some("ap-singapore-1"),
        ..identity()
    };
    let error = Error::from(PreparedRequest::new(&ask, torn, NOW).unwrap_err());
    assert_eq!(error.kind, ErrorKind::InvalidInput);
    for region in ["", "CN-NORTH-1", "cn/north", "cn-north-1\n"] {
        let identity = Identity {
            region: Some(region),
            ..identity()
        };
        let error = Error::from(PreparedRequest::new(&ask, identity, NOW).unwrap_err());
        assert_eq!(error.field.as_deref(), Some("region"));
    }
}
