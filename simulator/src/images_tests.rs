use super::*;
use crate::offer;
use serde_json::json;

const PNG: &str = "iVBORw0KGgo=";

fn verdict_with(body: Value, both: BothImageForms) -> i64 {
    let tool = offer::find("seededit_v3.0").unwrap();
    let rules = tool.images.as_ref().unwrap();
    read(rules, body.as_object().unwrap(), both)
        .map_or_else(|refusal| refusal.code, |images| images.len() as i64)
}

fn verdict(body: Value) -> i64 {
    verdict_with(body, BothImageForms::Refuse)
}

#[test]
fn exactly_one_picture_in_one_form() {
    let url = "https://example.com/a.png";
    assert_eq!(verdict(json!({"image_urls": [url]})), 1);
    assert_eq!(verdict(json!({"binary_data_base64": [PNG]})), 1);
    assert_eq!(
        verdict(json!({"image_urls": [], "binary_data_base64": [PNG]})),
        1
    );
    assert_eq!(verdict(json!({})), 50206);
    assert_eq!(verdict(json!({"image_urls": []})), 50206);
    assert_eq!(verdict(json!({"image_urls": [url, url]})), 50200);
    assert_eq!(verdict(json!({"image_urls": url})), 50204);
    assert_eq!(verdict(json!({"image_urls": [1]})), 50204);
    let both = json!({"image_urls": [url], "binary_data_base64": [PNG]});
    assert_eq!(verdict(both.clone()), 50200);
    assert_eq!(verdict_with(both.clone(), BothImageForms::PreferUrls), 1);
    assert_eq!(verdict_with(both, BothImageForms::PreferBytes), 1);
}

#[test]
fn sizes_come_from_the_head_of_the_file() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x90\0\0\x01\x2c".to_vec();
    let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\x01\x2c\x01\x90\x03".to_vec();
    for file in [png, jpeg] {
        assert_eq!(Input::Bytes(file.clone()).size(), Some((400, 300)));
        for end in 0..file.len() - 1 {
            assert_eq!(Input::Bytes(file[..end].to_vec()).size(), None);
        }
    }
}

#[test]
fn bytes_must_be_a_picture() {
    for text in [
        "not base64!",
        "",
        "aGVsbG8=",
        "data:image/png;base64,iVBORw0KGgo=",
        "iVBORw0KGgo",
        "UklGRgAAAABXRUJQ",
    ] {
        assert_eq!(
            verdict(json!({"binary_data_base64": [text]})),
            50207,
            "{text}"
        );
    }
    assert_eq!(verdict(json!({"binary_data_base64": ["/9j/4AAQ"]})), 1);
}
