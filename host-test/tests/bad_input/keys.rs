//! Keys and endpoints: nothing is sent, and no message repeats them.

use host_test::calls::Calls;
use host_test::raw::{RawHost, RawKeys, Reply};
use host_test::{Ear, rig};
use visual_host::types::{ErrorKind, Purchase};
use visual_host::{Credentials, Error, Keys, KeysFuture, RawCall, RawParameters, VisualHost};

/// Part of every malformed value, to find it where it must not be.
const MARK: &str = "Zq7MarkedZq7";
const PROCESS: &str = "jimeng-high-aes-general-v21-l";
const CAT: &str = r#"{"prompt":"a cat"}"#;
const GOOD: &str = "c2VjcmV0LXRoYXQtaXMtd2VsbC1mb3JtZWQ=";

/// Values that no key has. White space around a value is dropped, so what is
/// wrong is inside.
fn malformed() -> Vec<String> {
    let inside = [
        "\r",
        "\n",
        "\r\nx-evil: 1\r\n",
        "\0",
        " ",
        "\t",
        "\u{3000}",
        "é",
        "密",
        "\u{7f}",
        "\u{1b}[2J",
        "\u{202e}",
    ];
    let mut values: Vec<String> = inside.map(|bad| format!("{MARK}{bad}{MARK}")).to_vec();
    values.push(MARK.repeat((1 << 20) / MARK.len() + 1));
    values
}

fn blank() -> [String; 3] {
    [String::new(), "   ".to_owned(), "\r\n\t".to_owned()]
}

/// The values of each field in turn, the other fields being good.
fn cases() -> Vec<(&'static str, [String; 3])> {
    let mut cases = Vec::new();
    for value in malformed().into_iter().chain(blank()) {
        let (id, secret, token) = (
            "AKLTgood".to_owned(),
            GOOD.to_owned(),
            "STS2good".to_owned(),
        );
        cases.push((
            "access-key-id",
            [value.clone(), secret.clone(), token.clone()],
        ));
        cases.push(("secret-access-key", [id.clone(), value.clone(), token]));
        // A blank token counts as none.
        if !value.trim().is_empty() {
            cases.push(("session-token", [id, secret, value]));
        }
    }
    cases
}

fn assert_refused(error: &Error, field: &str) {
    let told = &error;
    let kinds = [ErrorKind::RejectedCredentials, ErrorKind::NoCredentials];
    assert!(kinds.contains(&told.kind), "{field}: {told:?}");
    assert_eq!(told.field.as_deref(), Some(field));
    assert_eq!(told.purchase, Purchase::NotMade);
    assert_eq!(error.requests, 0);
    for text in [format!("{error:?}"), error.to_string()] {
        assert!(!text.contains(MARK), "{field} is repeated: {text:.200}");
    }
    assert!(told.message.contains(field) && told.message_zh.contains(field));
}

/// Hands over whatever it was made with, at every request.
struct Careless(Keys);

impl Credentials for Careless {
    fn get(&self) -> KeysFuture<'_> {
        Box::pin(async { Ok(self.0.clone()) })
    }
}

fn careless(keys: &Keys) -> VisualHost {
    rig::host(Careless(keys.clone()))
}

#[tokio::test]
async fn the_host_hands_no_malformed_key_over() {
    let ear = Ear::listen().await;
    for (field, [id, secret, token]) in cases() {
        let keys = Keys::new(&id, &secret)
            .with_session_token(&token)
            .with_endpoint(&ear.endpoint());
        assert!(!format!("{keys:?}").contains(MARK));
        let host = careless(&keys);
        assert_refused(&rig::failure(host.check_credentials().await), field);
        let cat = r#"{"prompt":"a cat"}"#;
        let bought = host.invoke("general-3.0", cat, None).await;
        assert_refused(&rig::failure(bought), field);
        let asked = host.task_status(&rig::task("1", 60)).await;
        let asked = rig::failure(asked);
        assert_eq!((asked.requests, asked.field.as_deref()), (0, Some(field)));
        assert!(!format!("{asked:?}").contains(MARK));
        assert_refused(&rig::failure(host.raw(&raw_call()).await), field);
    }
    assert_eq!(ear.heard().await, 0);
}

fn raw_call() -> RawCall {
    let body = RawParameters::Json(r#"{"req_key":"x"}"#.to_owned());
    RawCall::new("CVProcess", "2022-08-31", body)
}

/// The component checks for itself, in a host that does not.
#[tokio::test]
async fn the_component_uses_no_malformed_key() {
    let host = RawHost;
    let good = RawKeys::new("AKLTgood", GOOD);
    let (sent, _) = host.check(good.clone()).await;
    assert_eq!(sent, 1, "good keys are used");
    for (field, [id, secret, token]) in cases() {
        let keys = RawKeys {
            token: Some(token),
            ..RawKeys::new(&id, &secret)
        };
        let (sent, told) = host.check(keys).await;
        assert_eq!(sent, 0, "{field}: {told}");
        assert!(told.contains("credentials"), "{field}: {told}");
        assert!(
            told.contains(&format!("Some(String(\"{field}\"))")),
            "{field}: {told}"
        );
        assert!(!told.contains(MARK), "{field} is repeated");
    }
    for (field, [id, secret, token]) in cases() {
        let keys = RawKeys {
            token: Some(token),
            ..RawKeys::new(&id, &secret)
        };
        let (asked, told) = host.invoke(keys, (PROCESS, CAT), |_| Reply::Refused).await;
        assert_eq!(asked.len(), 0, "{field}: {told}");
        assert!(told.contains("not-made"), "{field}: {told}");
        assert!(!told.contains(MARK), "{field} is repeated");
    }
    // Separators of the header that the identifier becomes part of.
    for id in ["AKLT/x", "AKLT,x"] {
        assert_eq!(host.check(RawKeys::new(id, GOOD)).await.0, 0, "{id}");
    }
    for region in ["", "cn north", "cn/north", "CN-NORTH-1", "cn\r\nx: y"] {
        let keys = RawKeys {
            region: Some(region.to_owned()),
            ..good.clone()
        };
        let (sent, told) = host.check(keys).await;
        assert_eq!(sent, 0, "{region:?}: {told}");
    }
}

/// Line breaks around a value are dropped: they end no header.
#[tokio::test]
async fn what_surrounds_a_key_becomes_no_header() {
    let expected = [
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-content-sha256",
        "x-date",
        "x-security-token",
    ];
    let host = RawHost;
    for around in [" ", "\r\n", "\t\n\u{3000}"] {
        let wrapped = |value: &str| format!("{around}{value}{around}");
        let keys = RawKeys {
            token: Some(wrapped("STS2good")),
            ..RawKeys::new(&wrapped("AKLTgood"), &wrapped(GOOD))
        };
        let (asked, told) = host.invoke(keys, (PROCESS, CAT), |_| Reply::Refused).await;
        assert!(!asked.is_empty(), "{told}");
        for mut request in asked {
            request.headers.sort();
            assert_eq!(request.headers, expected);
        }
    }
}

const ENDPOINTS: [&str; 16] = [
    "http://visual.volcengineapi.com",
    "http://10.0.0.1",
    "http://0.0.0.0",
    "http://[::]",
    "http://2130706433",
    "http://0x7f.0.0.1",
    "http://127.1",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "https://evil.example",
    "https://visual.volcengineapi.com.evil.example",
    "https://visual.volcengineapi.com:8443",
    "https://user@visual.volcengineapi.com",
    "https://visual.volcengineapi.com/path",
    "https://visual.volcengineapi.com\r\nx: y",
    "ftp://127.0.0.1",
];

#[tokio::test]
async fn no_request_leaves_for_another_endpoint() {
    for endpoint in ENDPOINTS {
        let host = careless(&Keys::new("AKLTgood", GOOD).with_endpoint(endpoint));
        let error = rig::failure(host.check_credentials().await);
        assert_eq!(error.kind, ErrorKind::DeniedByHost, "{endpoint}: {error:?}");
        assert_eq!(error.field.as_deref(), Some("endpoint"), "{endpoint}");
        assert!(error.refused_before_sending(), "{endpoint}: {error:?}");
    }
}

/// Where the host lets everything pass, plain `http` still does not.
#[tokio::test]
async fn the_component_keeps_to_https_by_itself() {
    let host = RawHost;
    for endpoint in ENDPOINTS.into_iter().filter(|e| !e.starts_with("https://")) {
        let keys = RawKeys {
            endpoint: Some(endpoint.to_owned()),
            ..RawKeys::new("AKLTgood", GOOD)
        };
        let (sent, told) = host.check(keys).await;
        assert_eq!(sent, 0, "{endpoint}: {told}");
        assert!(told.contains("denied-by-host"), "{endpoint}: {told}");
    }
}
