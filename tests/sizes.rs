//! Sizes that are given as a pair: within their limits, and refused outside.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use volcengine_visual::call;

/// The message of the refusal, if it is one.
fn refusal(tool: &str, size: &str) -> Option<String> {
    let image = match tool {
        "jimeng-i2i-v30" => r#""image":"https://example.com/a.jpg","#,
        _ => "",
    };
    let json = format!(r#"{{{image}"prompt":"a","size":{size}}}"#);
    let fault = call::invoke(tool, &json, None).err()?;
    assert_eq!(fault.field, "size");
    Some(fault.en)
}

fn sized(width: i64, height: i64) -> String {
    format!(r#"{{"width":{width},"height":{height}}}"#)
}

#[test]
fn area_and_ratio() {
    for (width, height) in [
        (512, 512),
        (2048, 2048),
        (3024, 1296),
        (1296, 3024),
        (887, 296),
    ] {
        let verdict = refusal("jimeng-t2i-v30", &sized(width, height));
        assert_eq!(verdict, None, "{width} x {height}");
    }
    for (width, height, words) in [
        (512, 511, "262144 to 4194304 pixels"),
        (2048, 2049, "262144 to 4194304 pixels"),
        (1537, 512, "at most 3:1"),
        (512, 1537, "at most 3:1"),
        (0, 1024, "must be from 1"),
        (-1024, -1024, "must be from 1"),
        (2_147_483_647, 2_147_483_647, "262144 to 4194304 pixels"),
    ] {
        let message = refusal("jimeng-t2i-v31", &sized(width, height));
        let message = message.expect("a refusal");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn sides() {
    assert_eq!(refusal("jimeng-i2i-v30", &sized(512, 2016)), None);
    for (width, height) in [(511, 1024), (1024, 2017)] {
        let message = refusal("jimeng-i2i-v30", &sized(width, height)).expect("a refusal");
        assert!(message.contains("from 512 to 2016"), "{message}");
    }
}

#[test]
fn both_sides_or_none() {
    for size in [
        r#"{"width":1024}"#,
        r#"{"width":1024,"height":1024,"depth":1}"#,
        r#"{"width":"1024","height":1024}"#,
        r#"{"width":4294967296,"height":1024}"#,
        r#""1024x1024""#,
    ] {
        let message = refusal("jimeng-t2i-v30", size).expect("a refusal");
        assert!(message.contains("width"), "{message}");
    }
}

#[test]
fn neither_side_hides_in_extra() {
    for side in ["width", "height"] {
        let json = format!(r#"{{"prompt":"a","extra":{{"{side}":1024}}}}"#);
        let fault = call::invoke("jimeng-t2i-v30", &json, None).expect_err("a refusal");
        assert_eq!(fault.field, "extra");
    }
}
