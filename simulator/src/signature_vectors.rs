//! Signatures made by the vendor's Python SDK 1.0.229 with a frozen clock (V10 by hand from the algorithm).

use super::*;

const SECRET: &str = "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA==";
const DATE: &str = "20250102T030405Z";
const JSON: &str = "application/json";

/// A request signed as the SDK does it, except where a field says otherwise.
struct Case<'a> {
    method: &'a str,
    query: &'a str,
    host: &'a str,
    content_type: Option<&'a str>,
    token: Option<&'a str>,
    body: &'a str,
    region: &'a str,
    signed: &'a str,
}

const SDK: Case<'static> = Case {
    method: "POST",
    query: "Action=CVProcess&Version=2022-08-31",
    host: "visual.volcengineapi.com",
    content_type: Some(JSON),
    token: None,
    body: "",
    region: "cn-north-1",
    signed: "content-type;host;x-content-sha256;x-date",
};

impl Case<'_> {
    fn request(&self) -> Request {
        let mut headers = vec![
            ("Host".to_owned(), self.host.to_owned()),
            ("X-Date".to_owned(), DATE.to_owned()),
            (
                "X-Content-Sha256".to_owned(),
                sha256_hex(self.body.as_bytes()),
            ),
        ];
        for (name, value) in [
            ("Content-Type", self.content_type),
            ("X-Security-Token", self.token),
        ] {
            headers.extend(value.map(|v| (name.to_owned(), v.to_owned())));
        }
        Request {
            connection: 1,
            method: self.method.to_owned(),
            path: "/".to_owned(),
            query: self.query.to_owned(),
            headers,
            body: self.body.as_bytes().to_vec(),
        }
    }

    fn header(&self, signature: &str) -> String {
        format!(
            "HMAC-SHA256 Credential=AKLTEXAMPLE0000000000/20250102/{}/cv/request, SignedHeaders={}, Signature={signature}",
            self.region, self.signed
        )
    }

    /// The signature worked out, and whether the given one passes the check.
    fn check(&self, signature: &str) -> (String, bool) {
        let parsed = Authorization::parse(&self.header(signature)).unwrap();
        let credential = Credential::parse(&parsed.credential.unwrap()).unwrap();
        let signed = Signed {
            credential: &credential,
            headers: &parsed.signed_headers,
            x_date: DATE,
            secret: SECRET,
        };
        let request = self.request();
        (
            expected(&request, &signed),
            matches(&request, &signed, signature),
        )
    }

    fn canonical(&self) -> String {
        let names: Vec<String> = self.signed.split(';').map(str::to_owned).collect();
        canonical_request(&self.request(), &names)
    }

    #[track_caller]
    fn passes(&self, signature: &str) {
        assert_eq!(self.check(signature), (signature.to_owned(), true));
    }
}

#[test]
fn v1_escaped_json() {
    let body = r#"{"req_key": "jimeng_high_aes_general_v21_L", "prompt": "\u4e00\u53ea\u53ef\u7231\u7684\u732b", "seed": -1, "width": 512, "height": 512, "use_pre_llm": true, "use_sr": true, "return_url": true, "logo_info": {"add_logo": false, "position": 0, "language": 0, "opacity": 0.3, "logo_text_content": "\u6c34\u5370"}}"#;
    assert_eq!(body.len(), 309);
    let case = Case { body, ..SDK };
    assert_eq!(
        case.canonical(),
        "POST\n/\nAction=CVProcess&Version=2022-08-31\ncontent-type:application/json\nhost:visual.volcengineapi.com\nx-content-sha256:69b42e34d62a5a7ec3500f57b5056272cbc3708418524f0d8339dd41468d6f31\nx-date:20250102T030405Z\n\ncontent-type;host;x-content-sha256;x-date\n69b42e34d62a5a7ec3500f57b5056272cbc3708418524f0d8339dd41468d6f31"
    );
    case.passes("d45f9398db340361e2a35dd278c3262113661cfa9d46d6d706159a3f10be0dd6");
}

#[test]
fn v2_raw_utf8_json() {
    let body = r#"{"req_key":"jimeng_high_aes_general_v21_L","prompt":"一只可爱的猫","seed":-1,"width":512,"height":512,"use_pre_llm":true,"use_sr":true,"return_url":true,"logo_info":{"add_logo":false,"position":0,"language":0,"opacity":0.3,"logo_text_content":"水印"}}"#;
    assert_eq!(body.len(), 259);
    Case { body, ..SDK }.passes("eee63dabf9f76d0f7ba9eaea538722562ddcfc78a19b8fd886f34ac6121dcca7");
}

#[test]
fn v3_session_token() {
    let case = Case {
        query: "Action=CVSync2AsyncGetResult&Version=2022-08-31",
        token: Some("STS2eyJleGFtcGxlIjoidG9rZW4rLz0ifQ=="),
        body: r#"{"req_key":"jimeng_t2v_v30","task_id":"7491596536074305586"}"#,
        signed: "content-type;host;x-content-sha256;x-date;x-security-token",
        ..SDK
    };
    case.passes("2a914f99d1ca357ea5983dfe0d5137d9c9d636452a81714acc40a861d2a4adb3");
}

#[test]
fn v4_special_characters_as_the_sdk_puts_them_on_the_wire() {
    let case = Case {
        method: "GET",
        query: "Action=VideoInpaintQueryTask&Version=2020-08-26&task_id=a+b%2Bc%2Fd%3De%26f~g%2Ah%27%28i%29%21%40%E4%B8%AD%E6%96%87&Zeta=-_.~",
        content_type: None,
        signed: "host;x-content-sha256;x-date",
        ..SDK
    };
    assert!(case.canonical().contains("\nAction=VideoInpaintQueryTask&Version=2020-08-26&Zeta=-_.~&task_id=a%20b%2Bc%2Fd%3De%26f~g%2Ah%27%28i%29%21%40%E4%B8%AD%E6%96%87\n"));
    case.passes("f38203f29c17ca482a7406a7fa02784d6a1ace43478f87983b2b8d82dd34afe1");
}

#[test]
fn v5_form_body() {
    let case = Case {
        query: "Action=OCRNormal&Version=2020-08-26",
        content_type: Some("application/x-www-form-urlencoded"),
        body: "image_url=https%3A%2F%2Fexample.com%2Fa+b.jpg%3Fx%3D1%26y%3D2&do_risk=False&text=%E4%BD%A0%E5%A5%BD+world",
        ..SDK
    };
    case.passes("9e2cd12486001b7921b70a48d71dc776a8684844579f813728a8d364395bb323");
}

#[test]
fn v6_port_is_kept() {
    let case = Case {
        host: "127.0.0.1:8080",
        content_type: Some("application/x-www-form-urlencoded; charset=utf-8"),
        ..SDK
    };
    case.passes("9dbd90281f292ce85e790bb192dc3f2fd824414b5a732df23d8253a94bb3e0b8");
}

#[test]
fn v7_usual_port_is_dropped() {
    let signature = "070ae0cf25769867ad49c11743b6374a7e4bf420f1ec508c0db75f31b1b5fdd5";
    for host in [
        "visual.volcengineapi.com:443",
        "visual.volcengineapi.com:80",
        "visual.volcengineapi.com",
    ] {
        Case {
            host,
            body: "{}",
            ..SDK
        }
        .passes(signature);
    }
}

const V9_BODY: &str = r#"{"req_key":"jimeng_t2i_v40","prompt":"a cat","force_single":true}"#;

#[test]
fn v9_other_region_and_host() {
    let case = Case {
        query: "Action=JimengT2IV40SubmitTask&Version=2024-06-06",
        host: "open.volcengineapi.com",
        region: "cn-beijing",
        body: V9_BODY,
        ..SDK
    };
    case.passes("370e7ccc69322e11d07e4b9572c4f249da36fa1fb0448334d284061fb65d5301");
}

#[test]
fn v10_only_the_date_is_signed() {
    let case = Case {
        query: "Action=CVSync2AsyncSubmitTask&Version=2022-08-31",
        body: V9_BODY,
        signed: "x-date",
        ..SDK
    };
    case.passes("e62c21ab9894745444b3728a002dd4eeb7137b8464af3ef8835b4a72a5be42e3");
}

#[test]
fn any_change_breaks_it() {
    let case = Case { body: "{}", ..SDK };
    let (right, _) = case.check("");
    assert!(case.check(&right).1);
    let changed = [
        Case { body: "{ }", ..SDK },
        Case {
            method: "PUT",
            body: "{}",
            ..SDK
        },
        Case {
            query: "Action=CVProcess&Version=2022-08-30",
            body: "{}",
            ..SDK
        },
        Case {
            region: "cn-beijing",
            body: "{}",
            ..SDK
        },
        Case {
            content_type: Some("application/json; charset=utf-8"),
            body: "{}",
            ..SDK
        },
    ];
    for other in changed {
        assert!(!other.check(&right).1);
    }
}

#[test]
fn a_false_body_hash_is_noticed_even_when_it_is_not_signed() {
    let case = Case {
        body: V9_BODY,
        signed: "x-date",
        ..SDK
    };
    let (right, _) = case.check("");
    let parsed = Authorization::parse(&case.header(&right)).unwrap();
    let credential = Credential::parse(&parsed.credential.unwrap()).unwrap();
    let mut request = case.request();
    request.headers[2].1 = sha256_hex(b"another body");
    let signed = Signed {
        credential: &credential,
        headers: &parsed.signed_headers,
        x_date: DATE,
        secret: SECRET,
    };
    assert!(!matches(&request, &signed, &right));
}

#[test]
fn spaces_after_commas_are_optional() {
    let spaced = SDK.header("ab");
    let dense = spaced.replace(", ", ",");
    assert_eq!(Authorization::parse(&spaced), Authorization::parse(&dense));
}

#[test]
fn malformed_headers_are_refused() {
    for header in [
        "",
        "Bearer x",
        "HMAC-SHA256",
        "HMAC-SHA256 x",
        "HMAC-SHA256 Credential=a, Foo=b",
    ] {
        assert_eq!(Authorization::parse(header), None, "{header}");
    }
    for text in [
        "",
        "ak",
        "ak/20250102/cn-north-1/cv",
        "ak/20250102/cn-north-1/cv/aws4_request",
        "a/k/20250102/cn-north-1/cv/request",
        "ak/2025/cn-north-1/cv/request",
        "/20250102/cn-north-1/cv/request",
    ] {
        assert_eq!(Credential::parse(text), None, "{text}");
    }
}
