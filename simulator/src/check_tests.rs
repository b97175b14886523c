use super::*;
use crate::offer;
use serde_json::json;

fn verdict(req_key: &str, body: Value) -> i64 {
    let tool = offer::find(req_key).unwrap();
    check(tool, body.as_object().unwrap()).map_or_else(|refusal| refusal.code, |()| 0)
}

#[test]
fn text_to_image() {
    let cases = [
        (json!({"prompt": "a cat"}), 0),
        (json!({"prompt": "猫".repeat(5000)}), 0),
        (json!({}), 50201),
        (json!({"prompt": ""}), 50201),
        (json!({"prompt": null}), 50201),
        (json!({"prompt": 7}), 50204),
        (json!({"prompt": "p", "seed": -1}), 0),
        (json!({"prompt": "p", "seed": -2}), 50200),
        (json!({"prompt": "p", "seed": 9223372036854775807_u64}), 0),
        (
            json!({"prompt": "p", "seed": 9223372036854775808_u64}),
            50200,
        ),
        (json!({"prompt": "p", "seed": 1.5}), 50204),
        (json!({"prompt": "p", "scale": 1}), 0),
        (json!({"prompt": "p", "scale": 0.99}), 50200),
        (json!({"prompt": "p", "scale": 10.01}), 50200),
        (json!({"prompt": "p", "width": 512, "height": 2048}), 0),
        (json!({"prompt": "p", "width": 511}), 50200),
        (json!({"prompt": "p", "height": 2049}), 50200),
        (json!({"prompt": "p", "width": "512"}), 50204),
        (json!({"prompt": "p", "use_pre_llm": "true"}), 50204),
        (
            json!({"prompt": "p", "use_pre_llm": null, "unknown": []}),
            0,
        ),
    ];
    for (body, code) in cases {
        let shown: String = body.to_string().chars().take(80).collect();
        assert_eq!(verdict("high_aes_general_v30l_zt2i", body), code, "{shown}");
    }
}

#[test]
fn limits_in_characters_and_choices() {
    let t2v = "jimeng_vgfm_t2v_l20";
    assert_eq!(verdict(t2v, json!({"prompt": "猫".repeat(150)})), 0);
    assert_eq!(verdict(t2v, json!({"prompt": "猫".repeat(151)})), 50200);
    let ratio = |r: &str| verdict(t2v, json!({"prompt": "p", "aspect_ratio": r}));
    assert_eq!((ratio("21:9"), ratio("2:1")), (0, 50200));
}

#[test]
fn portrait_needs_an_address() {
    let portrait = |url: Value| verdict("i2i_portrait_photo", json!({"image_input": url}));
    assert_eq!(portrait(json!("https://example.com/a.jpg")), 0);
    assert_eq!(portrait(Value::Null), 50201);
    assert_eq!(portrait(json!(["https://example.com/a.jpg"])), 50204);
    assert_eq!(portrait(json!("ftp://example.com/a.jpg")), 50220);
    assert_eq!(portrait(json!("https:///a.jpg")), 50220);
    assert_eq!(
        portrait(json!("https://example.com/unreachable.png")),
        50220
    );
}
