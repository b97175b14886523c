//! Prompts of every script: counted as the service counts, and sent as they
//! were given (I4).

use host_test::calls::Calls;
use host_test::{Rig, options, rig};
use serde_json::{Value, json};
use visual_host::tools::Actions;
use visual_host::types::{ErrorKind, Outcome};

/// A tool whose prompt has at most 800 characters, and one without a limit.
const LIMITED: &str = "jimeng-t2i-v30";
const UNLIMITED: &str = "high-aes-general-v30l-zt2i";
const MOST: usize = 800;

/// Texts that are one character each, and one that is two to the eye's one.
const UNITS: [&str; 8] = [
    "x",
    "猫",
    "\u{20bb7}",
    "😀",
    "\u{5d0}",
    "\u{301}",
    "\u{200d}",
    "\u{202e}",
];

/// Texts as people paste them.
const TEXTS: [&str; 9] = [
    "窗台上的猫，阳光，写实",
    "家族👨‍👩‍👧‍👦と猫🐈‍⬛ 🏳️‍🌈 🇨🇳",
    "قطة على النافذة \u{202b}חתול\u{202c} cat",
    "e\u{301}te\u{301} a\u{300}\u{301}\u{302}\u{303} \u{1100}\u{1161}\u{11a8}",
    "nul\0inside\0",
    "quote\" back\\slash /slash\u{8}\u{c}\r\n\ttab\u{7f}\u{1f}",
    "\u{2028}\u{2029}\u{feff}\u{fffd}\u{ffff}\u{10ffff}",
    "</script><!--&amp;%00%0d%0a+{}[]$",
    "\u{1b}[31mred\u{1b}[0m",
];

/// Submits without waiting.
async fn submit(rig: &Rig, tool: &str, prompt: &str) -> Result<Outcome, visual_host::Error> {
    let arguments = json!({ "prompt": prompt }).to_string();
    let now = options::read(&json!({ "wait_ms": 0 }));
    rig.host.invoke(tool, &arguments, Some(&now)).await
}

/// That the last call reached the service with this body: the simulator has
/// compared the hash that was signed with the bytes that came.
fn assert_sent(rig: &Rig, expected: &Value) {
    let calls = rig.calls();
    let last = calls.last().expect("a call");
    assert!(last.accepted, "{} {}", last.status, last.code);
    let body = str::from_utf8(&last.body).expect("UTF-8");
    let sent: Value = serde_json::from_str(body).expect("JSON");
    assert!(sent == *expected, "{body:.300}");
    let length = last.body.len().to_string();
    assert_eq!(last.header("content-length"), Some(length.as_str()));
    let hash = last.header("x-content-sha256").expect("a hash");
    assert_eq!(
        hash,
        volcengine_visual::protocol::string_to_sign::hash(&last.body)
    );
}

fn body(tool: &str, prompt: &str) -> Value {
    let key = match tool {
        LIMITED => "jimeng_t2i_v30",
        _ => "high_aes_general_v30l_zt2i",
    };
    json!({ "req_key": key, "prompt": prompt })
}

#[tokio::test]
async fn i4_what_is_given_is_what_is_signed_and_sent() {
    let rig = Rig::start().await;
    for text in TEXTS {
        for tool in [LIMITED, UNLIMITED] {
            let answer = submit(&rig, tool, text).await;
            assert!(
                matches!(answer, Ok(Outcome::Pending(_))),
                "{text:?}: {answer:?}"
            );
            assert_sent(&rig, &body(tool, text));
        }
    }
    assert_eq!(rig.meter().accepted, 2 * TEXTS.len() as u64);
}

#[tokio::test]
async fn i4_length_is_counted_in_characters() {
    let rig = Rig::start().await;
    for unit in UNITS {
        // White space alone is no prompt, nor is what shows nothing: a letter leads.
        let prompt = |count: usize| format!("a{}", unit.repeat(count - 1));
        let answer = submit(&rig, LIMITED, &prompt(MOST)).await;
        assert!(answer.is_ok(), "{unit:?}: {answer:?}");
        assert_sent(&rig, &body(LIMITED, &prompt(MOST)));

        let requests = rig.calls().len();
        let error = rig::failure(submit(&rig, LIMITED, &prompt(MOST + 1)).await);
        assert_eq!(error.kind, ErrorKind::InvalidInput, "{unit:?}");
        assert_eq!(error.field.as_deref(), Some("prompt"));
        assert!(error.message.contains("801"), "{}", error.message);
        assert!(error.message_zh.contains("801"), "{}", error.message_zh);
        assert!(error.refused_before_sending());
        assert_eq!(rig.calls().len(), requests);
    }
}

/// The service's own verdict, where nothing is checked here.
#[tokio::test]
async fn i4_the_service_counts_the_same() {
    let rig = Rig::start().await;
    for unit in UNITS {
        for (count, taken) in [(MOST, true), (MOST + 1, false)] {
            let prompt = format!("a{}", unit.repeat(count - 1));
            let body = json!({ "prompt": prompt }).to_string();
            let key = ("jimeng_t2i_v30", Actions::Sync2Async);
            let answer = rig.host.custom(key, &body, Some(&rig::wait(0))).await;
            assert_eq!(answer.is_ok(), taken, "{unit:?} {count}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn i4_a_million_characters() {
    let rig = Rig::start().await;
    for unit in ["x", "猫", "\0"] {
        let prompt = format!("a{}", unit.repeat(999_999));
        let error = rig::failure(submit(&rig, LIMITED, &prompt).await);
        assert_eq!(error.field.as_deref(), Some("prompt"));
        assert!(error.message.contains("1000000"), "{}", error.message);
        assert!(error.message.len() < 400);
        assert!(error.refused_before_sending());
        let answer = submit(&rig, UNLIMITED, &prompt).await;
        assert!(answer.is_ok(), "{answer:?}");
        assert_sent(&rig, &body(UNLIMITED, &prompt));
    }
    // More than 10 MB of it is more than the service takes.
    let error = rig::failure(submit(&rig, UNLIMITED, &"猫".repeat(4_000_000)).await);
    assert!(error.refused_before_sending(), "{error:?}");
}

#[tokio::test]
async fn i4_half_a_character_is_refused_and_a_pair_is_one() {
    let rig = Rig::start().await;
    for escape in [
        "\\ud800",
        "\\udbff",
        "\\udc00",
        "\\udfff",
        "\\ud83d\\ud83d",
        "\\ude00\\ud83d",
        "\\ud83dx",
        "\\ud83d\\n",
        "\\uD83",
    ] {
        for arguments in [
            format!(r#"{{"prompt":"a{escape}b"}}"#),
            format!(r#"{{"prompt":"a","extra":{{"x":"{escape}"}}}}"#),
            format!(r#"{{"prompt":"a","{escape}":1}}"#),
        ] {
            let error = rig::failure(rig.host.invoke(UNLIMITED, &arguments, None).await);
            assert_eq!(error.kind, ErrorKind::InvalidInput, "{arguments}");
            assert_eq!(error.field.as_deref(), Some("arguments"), "{arguments}");
            assert!(error.refused_before_sending(), "{arguments}");
        }
    }
    rig.assert_untouched();
    let pair = r#"{"prompt":"\ud83d\ude00 \u732b \u0000"}"#;
    let answer = rig.host.invoke(UNLIMITED, pair, Some(&rig::wait(0))).await;
    assert!(answer.is_ok(), "{answer:?}");
    assert_sent(&rig, &body(UNLIMITED, "😀 猫 \0"));
}
