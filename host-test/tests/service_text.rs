//! A hostile service: what it says comes out of the component as one clean,
//! short line, and repeats no secret (I7).

use host_test::calls::Calls;
use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use host_test::server::header;
use host_test::{Rig, Server, rig};
use serde_json::{Value, json};
use visual_host::types::{Error, ErrorKind, Outcome, Purchase};
use visual_host::{StaticKeys, VisualHost};
use volc_sim::{Fault, Keys, Target, What};

const GENERAL: &str = "high-aes-general-v30l-zt2i";
const PROCESS: &str = "jimeng-high-aes-general-v21-l";
const CAT: &str = r#"{"prompt":"a cat"}"#;
const SECRET: &str = "VFdGalpHVm1aMmhwYW10c2JXNXZjSEZ5YzNSMWRuZDRlWG89MDEyMzQ1Njc4OQ==";
const TOKEN: &str = "STS2eyJMVEFjY2Vzc0tleUlkIjoiQUtMVG9mYXRlc3QiLCJQb2xpY3kiOiJub25lPz4+In0=";

/// What a terminal would act on, or an eye would not see.
const HOSTILE: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7} \u{1b}[2J\u{1b}[1;1H",
    "\u{9b}31m\u{90}q\u{9c}",
    "a\r\nSet-Cookie: b\tc\u{b}\u{c}d\u{85}e\u{2028}f\u{2029}g",
    "user\u{202e}drowssap\u{202c} \u{2066}\u{2067}\u{2068}x\u{2069} \u{200e}\u{200f}\u{61c}",
    "pass\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}word\u{e0041}\u{e007f}",
    "nul\0bell\u{7}back\u{8}\u{8}\u{8}delete\u{7f}",
    "输入不合法：猫😀",
];

fn assert_clean(text: &str) {
    for c in text.chars() {
        let hidden = c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
        assert!(!hidden, "{text:?}");
    }
    assert!(text.chars().count() < 800, "{text}");
}

fn assert_all_clean(error: &Error) {
    let texts = [Some(&error.message), Some(&error.message_zh)];
    let words = [
        error.code.as_ref(),
        error.request_id.as_ref(),
        error.field.as_ref(),
    ];
    texts
        .into_iter()
        .chain(words)
        .flatten()
        .for_each(|text| assert_clean(text));
    assert!(
        error
            .code
            .as_ref()
            .is_none_or(|code| code.chars().count() <= 65)
    );
    assert!(
        error
            .request_id
            .as_ref()
            .is_none_or(|id| id.chars().count() <= 65)
    );
}

/// What a purchase, a question and a probe are told.
async fn told(rig: &Rig, what: &What) -> [Error; 3] {
    let inject = || {
        rig.simulator
            .inject(Fault::always(Target::Any, what.clone()))
    };
    inject();
    let task = rig::task("7392616336519610409", 60);
    let bought = rig
        .host
        .invoke(PROCESS, CAT, Some(&rig::wait(10_000)))
        .await;
    let asked = rig.host.task_status(&task).await;
    let probed = rig.host.check_credentials().await;
    rig.simulator.clear_faults();
    [
        rig::failure(bought),
        rig::failure(asked),
        rig::failure(probed),
    ]
    .map(|error| error)
}

#[tokio::test]
async fn i7_its_words_are_cleaned_wherever_they_stand() {
    let rig = Rig::start().await;
    for text in HOSTILE {
        let body = json!({"code": format!("50412{text}"), "message": text, "request_id": text});
        let business = What::business(400, 50412, *text);
        let gateway = What::gateway(403, Some(100_013), text, *text);
        for what in [
            business,
            gateway,
            What::answer(400, "application/json", body.to_string()),
            What::answer(400, "text/html", format!("<b>{text}</b>")),
        ] {
            for error in told(&rig, &what).await {
                assert_all_clean(&error);
            }
        }
    }
}

#[tokio::test]
async fn i7_the_code_is_still_understood() {
    let rig = Rig::start().await;
    let what = What::business(400, 50412, HOSTILE.concat());
    let [bought, asked, probed] = told(&rig, &what).await;
    for (error, purchase) in [
        (&bought, Purchase::NotMade),
        (&asked, Purchase::Made),
        (&probed, Purchase::NotMade),
    ] {
        assert_eq!(error.code.as_deref(), Some("50412"));
        assert_eq!(
            (error.kind, error.purchase),
            (ErrorKind::Moderated, purchase)
        );
        assert!(
            error.message.contains("输入不合法：猫😀"),
            "{}",
            error.message
        );
        assert!(
            error.message.contains("a Set-Cookie: b c d e f g"),
            "{}",
            error.message
        );
    }
}

/// 10 MB of text cost neither the code nor the memory.
#[tokio::test]
async fn i7_ten_megabytes_of_text() {
    const MOST: usize = 24 << 20;
    let rig = Rig::start().await;
    for unit in ["x", "猫", "😀", "\u{1b}[31m\n", "\\\""] {
        let what = What::business(400, 50412, unit.repeat(10_000_000 / unit.len()));
        for error in told(&rig, &what).await {
            assert_all_clean(&error);
            assert_eq!(error.code.as_deref(), Some("50412"), "{unit}");
            assert_eq!(error.kind, ErrorKind::Moderated);
        }
        rig.simulator.inject(Fault::once(Target::AnyQuery, what));
        let task = rig::task("7392616336519610409", 60);
        let asked = rig.host.wait_unrecorded(&task, (Some(0), None)).await;
        let (answer, memory) = asked.unwrap();
        assert_eq!(answer.unwrap_err().host, None);
        assert!(memory < MOST, "{memory} bytes");
    }
}

#[tokio::test]
async fn i7_half_a_character_is_no_text() {
    let rig = Rig::start().await;
    for escape in ["\\ud800", "\\udfff", "\\ud83d\\ud83d"] {
        let body =
            format!(r#"{{"code":50412,"message":"a{escape}b","request_id":"20250804182454R"}}"#);
        let what = What::answer(400, "application/json", body);
        let [bought, asked, _] = told(&rig, &what).await;
        assert_eq!(
            (bought.kind, bought.purchase),
            (ErrorKind::OutcomeUnknown, Purchase::Unknown)
        );
        assert_eq!(
            (asked.kind, asked.purchase),
            (ErrorKind::BadReply, Purchase::Made)
        );
        for error in [bought, asked] {
            assert_all_clean(&error);
            assert_eq!(error.code.as_deref(), Some("HTTP-400"));
            assert_eq!(error.request_id.as_deref(), Some("20250804182454R"));
        }
    }
}

/// Every way to write a secret that an answer may repeat it in.
fn written(secret: &str) -> Vec<String> {
    let hex = |upper: bool| -> String {
        let digits = secret.bytes().map(|byte| match upper {
            true => format!("{byte:02X}"),
            false => format!("{byte:02x}"),
        });
        digits.collect()
    };
    let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let (one, other) = secret.split_at(secret.len() / 2);
    vec![
        secret.to_owned(),
        hex(false),
        hex(true),
        STANDARD.encode(secret),
        STANDARD.encode(format!("x{secret}")),
        STANDARD.encode(format!("xy{secret}")),
        URL_SAFE_NO_PAD.encode(secret),
        percent,
        secret
            .replace('+', "%2B")
            .replace('=', "%3D")
            .replace('?', "%3F"),
        format!("{one}\u{200b}{other}"),
    ]
}

/// The secrets of a request: its token and its signature.
fn secrets(head: &str) -> [String; 2] {
    let token = header(head, "x-security-token").unwrap_or_default();
    let authorization = header(head, "authorization").unwrap_or_default();
    let signature = authorization
        .rsplit("Signature=")
        .next()
        .unwrap_or_default();
    [token.to_owned(), signature.to_owned()]
}

/// An answer that repeats a secret of the request in one of the writings: the
/// form of the answer, which secret, and which writing.
fn echo(head: &str, (form, secret, writing): (usize, usize, usize)) -> String {
    let echoed = written(&secrets(head)[secret])[writing].clone();
    let body = match form {
        0 => json!({"code": 50412, "message": echoed, "request_id": "R"}),
        1 => {
            json!({"code": 50412, "message": format!("{}{echoed}", "x".repeat(270)), "request_id": echoed})
        }
        2 => json!({"code": echoed, "message": "", "request_id": "R"}),
        3 => {
            json!({"ResponseMetadata": {"RequestId": echoed, "Error": {"Code": echoed, "Message": echoed}}})
        }
        4 => json!({"code": 10000, "data": {"status": "done", "task_id": "7", "seen": [echoed],
                    "image_urls": ["https://p3-aiop-sign.byteimg.com/a~x.image"]}, "request_id": echoed}),
        5 => Value::String(echoed),
        _ => json!({"code": 10000, "data": {"status": echoed, "task_id": "7"}, "request_id": "R"}),
    };
    let body = body.to_string();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// All that can be printed of an answer.
fn printed<T: Debug>(shown: &mut Vec<String>, answer: Result<T, Error>) {
    shown.push(format!("{answer:?}"));
    if let Err(error) = answer {
        shown.push(error.to_string());
        shown.push(serde_json::json!({ "error": error }).to_string());
    }
}

async fn ask_all(host: &VisualHost, shown: &mut Vec<String>) {
    let bought: Result<Outcome, Error> = host.invoke(PROCESS, CAT, Some(&rig::wait(10_000))).await;
    printed(shown, bought);
    printed(shown, host.invoke(GENERAL, CAT, Some(&rig::wait(0))).await);
    let task = rig::task("7392616336519610409", 60);
    printed(shown, host.task_status(&task).await);
    printed(shown, host.task_cancel(&task).await);
    printed(shown, host.check_credentials().await);
    let raw = visual_host::RawParameters::Json(r#"{"req_key":"x"}"#.to_owned());
    let raw = visual_host::RawCall::new("CVProcess", "2022-08-31", raw);
    printed(shown, host.raw(&raw).await);
}

#[tokio::test]
async fn i7_no_secret_comes_back_however_it_is_written() {
    let keys = Keys::new("AKLTvisible", SECRET).with_token(TOKEN);
    let mut tried = 0;
    for form in 0..7 {
        for secret in 0..2 {
            let (mut shown, mut heads) = (Vec::new(), Vec::new());
            for writing in 0..written(TOKEN).len() {
                let choice = (form, secret, writing);
                let server = Server::answering(move |head| echo(head, choice)).await;
                let host = rig::host(StaticKeys::new(rig::handed(&keys, &server.endpoint())));
                ask_all(&host, &mut shown).await;
                heads.extend(server.heads());
                tried += server.connections();
            }
            assert_hidden(&shown, &heads, secret);
        }
    }
    assert!(tried >= 7 * 2 * 10 * 6, "{tried}");
}

/// That nothing shown holds a piece of the secret of any of these requests.
fn assert_hidden(shown: &[String], heads: &[String], secret: usize) {
    let shown = shown.join("\n").to_ascii_lowercase();
    assert!(shown.contains(&"*".repeat(40)), "nothing was repeated");
    for head in heads {
        assert!(
            !written(SECRET).iter().any(|form| head.contains(form)),
            "it was sent"
        );
        for form in written(&secrets(head)[secret]) {
            let form = form.to_ascii_lowercase();
            // Whole windows are enough: a piece that is shown holds one of them.
            for piece in form.as_bytes().windows(20).step_by(4) {
                let Ok(piece) = str::from_utf8(piece) else {
                    continue;
                };
                // Not printed: the log of a test is read by many.
                assert!(!shown.contains(piece), "a piece of a secret is shown");
            }
        }
    }
}
