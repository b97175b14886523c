use super::*;
use crate::signature::sha256_hex;

const NOW: &str = "20250102T030405Z";
const SCOPE: &str = "20250102/cn-north-1/cv/request";

/// A request that can be spoilt before it is signed.
struct Draft {
    method: &'static str,
    query: &'static str,
    access_key_id: &'static str,
    secret: &'static str,
    scope: &'static str,
    x_date: Option<&'static str>,
    token: Option<&'static str>,
}

fn good() -> Draft {
    Draft {
        method: "POST",
        query: "Action=CVProcess&Version=2022-08-31",
        access_key_id: "AKLTEXAMPLE0000000000",
        secret: "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA==",
        scope: SCOPE,
        x_date: Some(NOW),
        token: None,
    }
}

fn spoilt(spoil: impl FnOnce(&mut Draft)) -> Draft {
    let mut draft = good();
    spoil(&mut draft);
    draft
}

impl Draft {
    fn signed(&self) -> Request {
        let mut request = Request {
            connection: 1,
            method: self.method.to_owned(),
            path: "/".to_owned(),
            query: self.query.to_owned(),
            headers: vec![("x-content-sha256".to_owned(), sha256_hex(b"{}"))],
            body: b"{}".to_vec(),
        };
        for (name, value) in [("x-date", self.x_date), ("x-security-token", self.token)] {
            let header = value.map(|v| (name.to_owned(), v.to_owned()));
            request.headers.extend(header);
        }
        let text = format!("{}/{}", self.access_key_id, self.scope);
        let headers = ["x-content-sha256".to_owned(), "x-date".to_owned()];
        let signature = Credential::parse(&text).map_or(String::new(), |credential| {
            let signed = Signed {
                credential: &credential,
                headers: &headers,
                x_date: self.x_date.unwrap_or_default(),
                secret: self.secret,
            };
            signature::expected(&request, &signed)
        });
        let value = format!(
            "HMAC-SHA256 Credential={text}, SignedHeaders={}, Signature={signature}",
            headers.join(";")
        );
        request.headers.push(("authorization".to_owned(), value));
        request
    }
}

/// A clock that stands (nearly) at so many seconds after the signature.
fn clock(after: i64) -> Clock {
    let clock = Clock::new(0);
    clock.advance(clock::parse_x_date(NOW).unwrap() + after - clock.now());
    clock
}

fn verdict_of(request: &Request, config: &Config) -> Result<Action, (&'static str, Vec<String>)> {
    admit(request, config, &clock(0))
        .map(|admitted| admitted.action)
        .map_err(|rejected| (rejected.name, rejected.details))
}

fn refusal(draft: &Draft) -> &'static str {
    refusal_with(draft, &Config::default())
}

fn refusal_with(draft: &Draft, config: &Config) -> &'static str {
    verdict_of(&draft.signed(), config).unwrap_err().0
}

#[test]
fn a_good_request_passes() {
    let verdict = verdict_of(&good().signed(), &Config::default());
    assert_eq!(verdict.unwrap().name(), "CVProcess");
}

#[test]
fn each_fault_has_its_code() {
    let cases = [
        (
            spoilt(|d| d.query = "Version=2022-08-31"),
            "MissingParameter",
        ),
        (spoilt(|d| d.query = "Action=CVProcess"), "MissingParameter"),
        (spoilt(|d| d.access_key_id = "a/b"), "InvalidCredential"),
        (
            spoilt(|d| d.scope = "20250103/cn-north-1/cv/request"),
            "InvalidCredential",
        ),
        (spoilt(|d| d.x_date = None), "MissingRequestInfo"),
        (spoilt(|d| d.x_date = Some("yesterday")), "InvalidTimestamp"),
        (
            spoilt(|d| d.access_key_id = "AKLTother"),
            "InvalidAccessKey",
        ),
        (spoilt(|d| d.secret = "wrong"), "SignatureDoesNotMatch"),
        (spoilt(|d| d.token = Some("unasked")), "InvalidSecretToken"),
        (
            spoilt(|d| d.scope = "20250102/cn-north-1/visual/request"),
            "ServiceNotFound",
        ),
        (
            spoilt(|d| d.query = "Action=CVProcess&Version=2024-06-06"),
            "InvalidActionOrVersion",
        ),
        (
            spoilt(|d| d.query = "Action=cvprocess&Version=2022-08-31"),
            "InvalidActionOrVersion",
        ),
        (spoilt(|d| d.method = "GET"), "MethodNotAllowed"),
    ];
    for (draft, name) in cases {
        assert_eq!(refusal(&draft), name);
    }
}

#[test]
fn the_earlier_check_wins() {
    let mut worst = Draft {
        method: "GET",
        query: "Version=2022-08-31",
        access_key_id: "AKLTother",
        secret: "wrong",
        scope: "20250102/cn-north-1/visual/request",
        x_date: Some("20250102T040405Z"),
        token: Some("unasked"),
    };
    assert_eq!(refusal(&worst), "MissingParameter");
    worst.query = "Action=Nothing&Version=2022-08-31";
    assert_eq!(refusal(&worst), "InvalidTimestamp");
    worst.x_date = Some(NOW);
    assert_eq!(refusal(&worst), "InvalidAccessKey");
    worst.access_key_id = good().access_key_id;
    assert_eq!(refusal(&worst), "SignatureDoesNotMatch");
    worst.secret = good().secret;
    assert_eq!(refusal(&worst), "InvalidSecretToken");
    worst.token = None;
    assert_eq!(refusal(&worst), "ServiceNotFound");
    worst.scope = SCOPE;
    assert_eq!(refusal(&worst), "InvalidActionOrVersion");
    worst.query = good().query;
    assert_eq!(refusal(&worst), "MethodNotAllowed");
}

#[test]
fn the_authorization_header_may_be_missing_malformed_or_unsigned() {
    let with = |value: Option<&str>| {
        let mut request = good().signed();
        request.headers.retain(|(name, _)| name != "authorization");
        let header = value.map(|v| ("authorization".to_owned(), v.to_owned()));
        request.headers.extend(header);
        verdict_of(&request, &Config::default()).unwrap_err().0
    };
    assert_eq!(with(None), "MissingAuthenticationToken");
    assert_eq!(with(Some("Bearer abc")), "InvalidAuthorization");
    let no_credential = "HMAC-SHA256 SignedHeaders=x-date, Signature=00";
    assert_eq!(with(Some(no_credential)), "InvalidCredential");
    let unsigned = format!("HMAC-SHA256 Credential=AK/{SCOPE}, SignedHeaders=x-date");
    assert_eq!(with(Some(&unsigned)), "MissingSignature");
}

#[test]
fn the_skew_window_is_a_setting() {
    let request = good().signed();
    let passes = |after: i64, window: i64| {
        let config = Config {
            skew_window_seconds: window,
            ..Config::default()
        };
        admit(&request, &config, &clock(after)).is_ok()
    };
    assert!(passes(890, 900) && passes(-890, 900));
    assert!(!passes(910, 900) && !passes(-910, 900));
    assert!(passes(910, 1000) && !passes(90, 60));
}

#[test]
fn a_temporary_key_needs_its_token() {
    let key = Keys::example().with_token("STS2right");
    let config = |keys: Keys| Config {
        keys: vec![keys],
        ..Config::default()
    };
    let details = |token, keys: &Keys| {
        let request = Draft { token, ..good() }.signed();
        match verdict_of(&request, &config(keys.clone())) {
            Ok(_) => String::new(),
            Err((name, details)) => format!("{name}: {}", details.join(" ")),
        }
    };
    assert_eq!(details(Some("STS2right"), &key), "");
    assert_eq!(
        details(None, &key),
        "InvalidSecretToken: session token is missing"
    );
    assert_eq!(
        details(Some("STS2wrong"), &key),
        "InvalidSecretToken: session token is invalid"
    );
    let expired = Keys {
        token_expired: true,
        ..key
    };
    assert_eq!(
        details(Some("STS2right"), &expired),
        "InvalidSecretToken: session token is expired"
    );
}

#[test]
fn a_user_without_the_policy_is_told_which() {
    let config = Config {
        keys: vec![Keys {
            may_use_cv: false,
            ..Keys::example()
        }],
        ..Config::default()
    };
    let verdict = verdict_of(&good().signed(), &config);
    let details = vec!["cv:CVProcess".to_owned(), "*".to_owned()];
    assert_eq!(verdict, Err(("AccessDenied", details)));
}

#[test]
fn unsorted_header_lists_are_a_setting() {
    let mut request = good().signed();
    let value = request.headers.last().unwrap().1.clone();
    let unsorted = value.replace("x-content-sha256;x-date", "x-date;x-content-sha256");
    request.headers.last_mut().unwrap().1 = unsorted;
    let strict = Config {
        unsorted_signed_headers: false,
        ..Config::default()
    };
    assert_eq!(
        verdict_of(&request, &strict).unwrap_err().0,
        "InvalidAuthorization"
    );
    // In the order sent the canonical form is another, so only the signature is wrong.
    assert_eq!(
        verdict_of(&request, &Config::default()).unwrap_err().0,
        "SignatureDoesNotMatch"
    );
}
