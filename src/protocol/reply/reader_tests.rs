use super::{File, MAX_LONG_TEXT, MAX_TEXT, NotBase64, ReplyReader, Stopped};

fn read(body: &str, piece: usize) -> (String, Vec<File>) {
    let mut reader = ReplyReader::new(body.len());
    for piece in body.as_bytes().chunks(piece) {
        assert_eq!(reader.push(piece), Ok(()));
    }
    let (text, files) = reader.finish();
    (String::from_utf8_lossy(&text).into_owned(), files)
}

fn check(body: &str, text: &str, files: &[&[u8]]) {
    for piece in 1..=body.len() {
        let (kept, found) = read(body, piece);
        assert_eq!(kept, text, "by {piece}");
        let found: Vec<&[u8]> = found.iter().map(|file| &**file.as_ref().unwrap()).collect();
        assert_eq!(found, files, "{body} by {piece}");
    }
}

#[test]
fn files_are_taken_out() {
    check(
        r#"{"code":10000,"data":{"binary_data_base64":["QUJD","QQ=="],"seed":"x"}}"#,
        r#"{"code":10000,"data":{"binary_data_base64":["",""],"seed":"x"}}"#,
        &[b"ABC", b"A"],
    );
    check(
        r#"{"binary_data_base64" : [ "" , null, "QUI=" ] , "a":["QUJD"]}"#,
        r#"{"binary_data_base64" : [ "" , null, "" ] , "a":["QUJD"]}"#,
        &[b"AB"],
    );
    check(
        r#"{"binary_data_base64":"QUJD","b":"QUJD"}"#,
        r#"{"binary_data_base64":"","b":"QUJD"}"#,
        &[b"ABC"],
    );
}

#[test]
fn escapes_of_json_are_understood() {
    check(
        r#"{"binary_data_base64":["+\/+\/","QQ\u003d\u003D","QU\nJD\r\n"]}"#,
        r#"{"binary_data_base64":["","",""]}"#,
        &[b"\xfb\xff\xbf", b"A", b"ABC"],
    );
}

#[test]
fn other_texts_stay_as_they_are() {
    for body in [
        "",
        "<html>busy</html>",
        r#"{"a":"binary_data_base64","b":["QUJD"]}"#,
        r#"{"a\"binary_data_base64":["QUJD"]}"#,
        r#"{"binary_data_base64x":["QUJD"],"\\":"x\\"}"#,
        r#"{"binary_data_base64":null,"image_urls":["QUJD"]}"#,
        r#"{"binary_data_base64":[],"image_urls":["QUJD"]}"#,
        r#"{"binary_data_base64":[["QUJD"]]}"#,
        r#"{"binary_data_base64":{"a":"QUJD"}}"#,
        r#"["binary_data_base64","QUJD"]"#,
    ] {
        check(body, body, &[]);
    }
}

#[test]
fn a_file_that_is_none_is_told_from_one() {
    for file in [r"QU!D", r"Q", r"QUJD\u20ac", r"QU\tD", r"QU\u00zzJD"] {
        let body = format!(r#"{{"binary_data_base64":["QUJD","{file}"]}}"#);
        for piece in 1..=body.len() {
            let (_, files) = read(&body, piece);
            assert_eq!(files, [Ok(b"ABC".to_vec()), Err(NotBase64)], "{body}");
        }
    }
}

#[test]
fn text_without_end_is_not_kept() {
    let mut reader = ReplyReader::new(0);
    let piece = vec![b' '; 1 << 20];
    let taken = (0..100).take_while(|_| reader.push(&piece).is_ok()).count();
    assert_eq!(taken, MAX_TEXT >> 20);
    assert_eq!(reader.push(b"{"), Err(Stopped::TooLarge));
}

#[test]
fn a_string_without_end_is_cut_between_characters() {
    let long = MAX_TEXT + 3;
    for unit in [
        "x",
        "猫",
        "\\n",
        "\\u732b",
        "\\ud83d\\ude00",
        "😀",
        "a\\\"猫",
    ] {
        for lead in ["", "x", "xy"] {
            let text = unit.repeat(long / unit.len());
            let body = format!("{{\"a\":\"{lead}{text}\",\"binary_data_base64\":[\"QUJD\"]}}");
            let (kept, files) = read(&body, 60_000);
            let value: serde_json::Value = serde_json::from_str(&kept).unwrap();
            let kept = value["a"].as_str().unwrap();
            assert!(kept.len() <= MAX_LONG_TEXT + 3 && kept.len() > MAX_LONG_TEXT / 8);
            assert!(kept.ends_with('…'), "{unit}");
            assert_eq!(files, [Ok(b"ABC".to_vec())]);
        }
    }
}

#[test]
fn a_second_long_string_is_cut_too() {
    let long = "x".repeat(MAX_TEXT);
    let (kept, _) = read(&format!(r#"["{long}","{long}","{long}"]"#), 1 << 16);
    assert!(kept.len() < 4 * MAX_LONG_TEXT + MAX_TEXT, "{}", kept.len());
    assert!(serde_json::from_str::<serde_json::Value>(&kept).is_ok());
}
