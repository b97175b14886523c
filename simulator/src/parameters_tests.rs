use super::*;
use crate::tools::{Field, Kind};
use serde_json::{Value, json};

const URL: &str = "https://example.com/a.png";

fn given(req_key: &str, mut body: Value) -> Result<(), String> {
    body["req_key"] = req_key.into();
    verdict(req_key, &body.to_string())
}

fn code(req_key: &str, body: Value) -> i64 {
    given(req_key, body).map_or_else(|why| why[..5].parse().unwrap(), |()| 0)
}

/// A value that the field takes.
fn value(field: &Field) -> Value {
    if let Some(choices) = &field.choices {
        return choices[0].clone();
    }
    let inner = || -> Value {
        field
            .fields
            .iter()
            .map(|f| (f.name.clone(), value(f)))
            .collect()
    };
    match field.kind {
        Kind::Bool => true.into(),
        Kind::Int => (field.min.unwrap_or(1.0) as i64).into(),
        Kind::Number => field.max.or(field.min).unwrap_or(1.0).into(),
        Kind::String => "text".into(),
        Kind::Url | Kind::UrlOrUrls => URL.into(),
        Kind::Urls => json!([URL]),
        Kind::Ints => vec![0; field.min_items.unwrap_or(0)].into(),
        Kind::Object => inner(),
        Kind::List => json!([inner()]),
    }
}

/// A body with every required field, or with every field.
fn body(tool: &Tool, whole: bool) -> Value {
    let wanted = |field: &&Field| {
        let alone = field.name == "width" || field.name == "height";
        let sized = tool.size.is_some() && alone;
        field.required || tool.any_of.contains(&field.name) || whole && !sized
    };
    let fields = tool.fields.iter().filter(wanted);
    let mut body: Value = fields.map(|f| (f.name.clone(), value(f))).collect();
    match &tool.images {
        Some(images) if images.url_field.is_some() => body["image_url"] = URL.into(),
        Some(images) if images.required => body["image_urls"] = vec![URL; images.min].into(),
        _ if tool.prompt_or_image => body["prompt"] = "p".into(),
        _ => {}
    }
    body
}

#[test]
fn every_tool_takes_a_body_of_its_fields() {
    for tool in offer::all() {
        for whole in [false, true] {
            let body = body(tool, whole);
            let shown = format!("{} {body}", tool.req_key);
            assert_eq!(given(&tool.req_key, body), Ok(()), "{shown}");
        }
    }
}

#[test]
fn every_tool_refuses_what_its_fields_are_not() {
    for tool in offer::all() {
        let good = body(tool, true);
        for field in &tool.fields {
            let mut body = good.clone();
            body[&field.name] = match field.kind {
                Kind::Bool => "true".into(),
                _ => true.into(),
            };
            let shown = format!("{} {}", tool.req_key, field.name);
            assert_eq!(code(&tool.req_key, body), 50204, "{shown}");
            if field.required {
                let mut body = good.clone();
                body[&field.name] = Value::Null;
                assert_eq!(code(&tool.req_key, body), 50201, "{shown}");
            }
        }
    }
}

#[test]
fn verdicts_are_those_of_a_submit() {
    let v30 = "jimeng_t2i_v30";
    assert_eq!(given(v30, json!({"prompt": "[moderate-text]"})), Ok(()));
    let why = given(v30, json!({})).unwrap_err();
    assert_eq!(why, "50201: missing parameter: prompt");
    let small = json!({"prompt": "p", "width": 511, "height": 512});
    assert_eq!(code(v30, small), 50200);
    assert_eq!(code("seededit_v3.0", json!({"prompt": "p"})), 50206);
    let both = json!({"prompt": "p", "image_urls": [URL], "binary_data_base64": ["iVBORw0KGgo="]});
    assert_eq!(code("seededit_v3.0", both), 50200);
    assert_eq!(code("jimeng_ti2v_v30_pro", json!({})), 50201);
    assert_eq!(code("nothing", json!({})), 50400);
    assert_eq!(verdict(v30, "[]").unwrap_err()[..5], *"50200");
    let other = json!({"req_key": "jimeng_t2i_v31", "prompt": "p"}).to_string();
    assert_eq!(verdict(v30, &other).unwrap_err()[..5], *"50400");
    let heavy = " ".repeat(MAX_BODY + 1);
    assert_eq!(verdict(v30, &heavy).unwrap_err()[..5], *"50213");
}

#[test]
fn verdicts_include_options_that_the_body_carries() {
    let options = |req_key: &str| code(req_key, json!({"prompt": "p", "return_url": 1}));
    assert_eq!(options("jimeng_high_aes_general_v21_L"), 50204);
    assert_eq!(options("jimeng_t2i_v30"), 0);
    assert_eq!(options("pippit_iv2v_cvtob"), 0);
    assert_eq!(options("t2i_ldm"), 0);
}

#[test]
fn one_address_in_a_text() {
    let anime = |body: Value| code("img2img_anime", body);
    assert_eq!(anime(json!({"image_url": URL})), 0);
    assert_eq!(anime(json!({"binary_data_base64": ["iVBORw0KGgo="]})), 0);
    let both = json!({"image_url": URL, "binary_data_base64": ["iVBORw0KGgo="]});
    assert_eq!(anime(both), 50200);
    assert_eq!(anime(json!({"image_url": [URL]})), 50204);
    assert_eq!(anime(json!({"image_url": ""})), 50220);
    assert_eq!(anime(json!({"image_urls": [URL]})), 50206);
}

#[test]
fn lists_of_integers() {
    let rgb = |rgb: Value| code("saliency_seg", json!({"image_urls": [URL], "rgb": rgb}));
    assert_eq!(rgb(json!([-1, -1, -1])), 0);
    assert_eq!(rgb(json!([0, 0])), 50200);
    assert_eq!(rgb(json!([0, 0, 0.5])), 50204);
}

#[test]
fn actions_of_a_tool() {
    assert_eq!(crate::actions("nothing"), Vec::<&str>::new());
    assert_eq!(crate::actions("hair_style"), ["HairStyle"]);
    let movie = [
        "FaceFusionMovie",
        "FaceFusionMovieSubmitTask",
        "FaceFusionMovieGetResult",
    ];
    assert_eq!(crate::actions("facefusionmovie_standard_v2"), movie);
    let native = ["CVSubmitTask", "CVGetResult"];
    assert_eq!(crate::actions("realman_video_remake_tob"), native);
}
