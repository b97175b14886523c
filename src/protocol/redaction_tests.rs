use super::Secrets;
use base64_simd::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

const TOKEN: &str = "STS2eyJleGFtcGxlIjoidG9rZW4rLz0ifQ==";
const SIGNATURE: &str = "9e2cd12486001b7921b70a48d71dc776a8684844579f813728a8d364395bb323";

fn hidden(text: &str) -> String {
    let mut text = text.to_string();
    Secrets::new([TOKEN, SIGNATURE]).hide(&mut text);
    text
}

#[test]
fn whole_secrets_and_long_pieces() {
    for (text, expected) in [
        (
            format!("msg: {TOKEN}."),
            format!("msg: {}.", "*".repeat(TOKEN.len())),
        ),
        (
            format!("msg: {}", TOKEN.split_at(20).0),
            format!("msg: {}", "*".repeat(20)),
        ),
        (
            format!("{}输", SIGNATURE.split_at(40).1),
            format!("{}输", "*".repeat(24)),
        ),
        (
            format!("{TOKEN}{SIGNATURE}"),
            "*".repeat(TOKEN.len() + SIGNATURE.len()),
        ),
        ("msg: STS2eyJ".to_string(), "msg: STS2eyJ".to_string()),
        (String::new(), String::new()),
    ] {
        assert_eq!(hidden(&text), expected);
    }
}

#[test]
fn every_piece_of_sixteen_wherever_it_begins() {
    for secret in [TOKEN, SIGNATURE] {
        for piece in secret.as_bytes().windows(16) {
            let piece = str::from_utf8(piece).unwrap();
            assert_eq!(
                hidden(&format!("输入{piece}!")),
                format!("输入{}!", "*".repeat(16))
            );
        }
    }
}

#[test]
fn other_writings() {
    let percent = |text: &str| -> String { text.bytes().map(|b| format!("%{b:02X}")).collect() };
    for secret in [TOKEN, SIGNATURE] {
        let mut written = vec![
            secret.to_uppercase(),
            hex::encode(secret),
            hex::encode_upper(secret),
            percent(secret),
            secret.replace('=', "%3D").replace('+', "%2b"),
        ];
        for before in ["", "x", "xy", "Bearer "] {
            let text = format!("{before}{secret} and more");
            written.push(STANDARD.encode_to_string(&text));
            written.push(URL_SAFE_NO_PAD.encode_to_string(&text));
        }
        for text in written {
            let shown = hidden(&text);
            // At either end base64 mixes in what is no secret.
            let left = shown.replace('*', "").len();
            assert!(left <= 28 && left * 2 < text.len(), "{text}: {shown}");
        }
    }
    let raw = hex::decode(SIGNATURE).unwrap();
    let shown = hidden(&STANDARD.encode_to_string(raw));
    assert!(shown.replace('*', "").len() <= 4, "{shown}");
}

#[test]
fn every_text_of_a_value() {
    let mut value = json!({"a": [TOKEN, 7, null], "b": {TOKEN: {"c": SIGNATURE}}, "d": "cat"});
    Secrets::new([TOKEN, SIGNATURE]).hide_in(&mut value);
    let stars = |text: &str| "*".repeat(text.len());
    let expected = json!({
        "a": [stars(TOKEN), 7, null], "b": {stars(TOKEN): {"c": stars(SIGNATURE)}}, "d": "cat",
    });
    assert_eq!(value, expected);
}

#[test]
fn short_secrets_whole_and_shorter_ones_never() {
    let mut text = "token=abcd1234efgh id=abcd1234".to_string();
    Secrets::new(["abcd1234efgh", "id"]).hide(&mut text);
    assert_eq!(text, "token=************ id=abcd1234");
}

#[test]
fn large_texts_take_one_pass() {
    let secrets = Secrets::new([TOKEN, SIGNATURE]);
    let mut value = Value::String("STS2eyJleGFtcGx".repeat(300_000) + TOKEN);
    secrets.hide_in(&mut value);
    assert!(!value.to_string().contains(TOKEN));
}

#[test]
fn they_are_not_printed() {
    assert_eq!(format!("{:?}", Secrets::new([TOKEN])), "Secrets");
}
