use super::*;
use bytes::Bytes;
use serde_json::json;

fn wanted(route: Route, members: Value) -> Result<Wanted, Refusal> {
    let Value::Object(members) = members else {
        panic!("members");
    };
    let body = Body {
        members,
        ..Body::default()
    };
    Wanted::new(route, body)
}

/// The status, the member and the message of a refusal.
fn refusal(route: Route, members: Value) -> (u16, String, String) {
    let Err(refusal) = wanted(route, members) else {
        panic!("it is taken");
    };
    let error = &refusal.json()["error"];
    let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
    (refusal.status(), text("param"), text("message"))
}

#[test]
fn a_request_is_a_tool_and_its_arguments() {
    let wanted = wanted(
        Route::Generations,
        json!({
            "model": "general-3.0", "prompt": "a cat", "size": "1024x576", "n": 1, "seed": 7,
            "response_format": "b64_json", "stream": true, "partial_images": 2, "user": "me",
            "use_pre_llm": true, "quality": "auto", "style": null,
        }),
    );
    let wanted = wanted.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(wanted.mapping.tool.alias, "general-3.0");
    assert_eq!(
        Value::Object(wanted.mapping.arguments.clone()),
        json!({
            "prompt": "a cat", "width": 1024, "height": 576, "seed": 7, "use_pre_llm": true,
            "style": null,
        })
    );
    assert_eq!((wanted.format, wanted.stream), (Format::Base64, true));
    assert_eq!(wanted.size.as_deref(), Some("1024x576"));
}

#[test]
fn a_video_is_made_of_a_file_too() {
    let body = Body {
        members:
            json!({ "model": "jimeng-video-3.0-first", "prompt": "it moves", "seconds": "10" })
                .as_object()
                .unwrap()
                .clone(),
        files: vec![("input_reference".to_owned(), Bytes::from_static(b"hi"))],
        is_form: true,
    };
    let wanted = Wanted::new(Route::Videos, body).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(
        Value::Object(wanted.mapping.arguments),
        json!({ "prompt": "it moves", "image": { "base64": "aGk=" }, "frames": 241 })
    );
    assert_eq!(wanted.seconds, Some(10));
}

#[test]
fn models_are_for_their_routes() {
    use Route::*;
    for (route, model, status, reason) in [
        (
            Generations,
            json!("jimeng-video-3.0"),
            400,
            "POST /v1/videos",
        ),
        (
            Videos,
            json!("general-3.0"),
            400,
            "POST /v1/images/generations",
        ),
        (
            Edits,
            json!("score-picture"),
            400,
            "POST /v1/tools/score-picture",
        ),
        (Generations, json!("general-3.1"), 404, "general-3.0"),
        (Generations, json!("gpt-image-1"), 404, "GET /v1/models"),
        (Generations, json!(null), 400, "`model` is required"),
        (Generations, json!(7), 400, "`model` must be a string"),
    ] {
        let told = refusal(route, json!({ "model": model, "prompt": "a cat" }));
        assert_eq!((told.0, told.1.as_str()), (status, "model"), "{told:?}");
        assert!(told.2.contains(reason), "{told:?}");
    }
}

#[test]
fn forms_of_the_answer_are_checked() {
    for (tool, name, value, reason) in [
        (
            "general-3.0",
            "response_format",
            json!("png"),
            "`url` or `b64_json`",
        ),
        (
            "style-by-prompt",
            "response_format",
            json!("url"),
            "has no links",
        ),
        ("general-3.0", "stream", json!("yes"), "true or false"),
        ("general-3.0", "partial_images", json!(4), "0 to 3"),
    ] {
        let told = refusal(Route::Generations, json!({ "model": tool, name: value }));
        assert_eq!((told.0, told.1.as_str()), (400, name), "{told:?}");
        assert!(told.2.contains(reason), "{told:?}");
    }
}
