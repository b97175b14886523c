use super::*;
use visual_catalog::{find, tools};

fn mapping(tool: &str, members: Value) -> Mapping {
    let Value::Object(members) = members else {
        panic!("members");
    };
    Mapping::new(find(tool).unwrap(), members, false)
}

/// All that is mapped for an image, or the member that was refused and why.
fn image(tool: &str, members: Value) -> Result<Value, (String, String)> {
    let mut mapping = mapping(tool, members);
    let done = mapping.prompt();
    let done = done.and_then(|()| mapping.size());
    let done = done.and_then(|()| mapping.count());
    match done {
        Ok(()) => Ok(Value::Object(mapping.arguments)),
        Err(refusal) => {
            let error = &refusal.json()["error"];
            let text = |name: &str| error[name].as_str().unwrap().to_owned();
            Err((text("param"), text("message")))
        }
    }
}

#[test]
fn a_size_is_what_the_tool_has() {
    for (tool, size, expected) in [
        (
            "general-3.0",
            "1024x768",
            json!({ "width": 1024, "height": 768 }),
        ),
        (
            "jimeng-4.0",
            "2048X1024",
            json!({ "size": { "width": 2048, "height": 1024 }, "force-single": true }),
        ),
        (
            "jimeng-video-2.0",
            "1280x720",
            json!({ "aspect-ratio": "16:9" }),
        ),
        (
            "jimeng-video-3.0",
            "1024x1792",
            json!({ "aspect-ratio": "9:16" }),
        ),
        ("general-3.0", "auto", json!({})),
    ] {
        assert_eq!(
            image(tool, json!({ "size": size })),
            Ok(expected),
            "{tool} {size}"
        );
    }
    let own = json!({ "size": { "width": 1, "height": 2 } });
    let kept = json!({ "size": { "width": 1, "height": 2 }, "force-single": true });
    assert_eq!(image("jimeng-4.0", own), Ok(kept));
}

#[test]
fn what_a_tool_has_not_is_refused_by_name() {
    for (tool, members, param, reason) in [
        (
            "seededit-3.0",
            json!({ "size": "1024x1024" }),
            "size",
            "takes no size",
        ),
        (
            "general-3.0",
            json!({ "size": "large" }),
            "size",
            "WIDTHxHEIGHT",
        ),
        (
            "general-3.0",
            json!({ "size": "0x5" }),
            "size",
            "WIDTHxHEIGHT",
        ),
        (
            "jimeng-video-3.0",
            json!({ "size": "100x900" }),
            "size",
            "16:9, 4:3",
        ),
        ("general-3.0", json!({ "n": 2 }), "n", "one image per call"),
        ("jimeng-4.0", json!({ "n": 16 }), "n", "at most 15"),
        ("jimeng-4.0", json!({ "n": 3 }), "n", "`force_single` false"),
        ("general-3.0", json!({ "n": 0 }), "n", "from 1 on"),
        ("general-3.0", json!({ "n": "many" }), "n", "from 1 on"),
        (
            "style-clay",
            json!({ "prompt": "a cat" }),
            "prompt",
            "takes no prompt",
        ),
    ] {
        let (found, message) = image(tool, members).unwrap_err();
        assert_eq!(found, param, "{tool}");
        assert!(message.contains(reason), "{message}");
    }
}

#[test]
fn a_long_value_is_shown_by_its_beginning() {
    for (name, value) in [
        ("size", json!("x".repeat(5000))),
        ("n", json!(vec![7; 5000])),
    ] {
        let (param, message) = image("general-3.0", json!({ name: value })).unwrap_err();
        assert_eq!(param, name);
        assert!(message.len() < 200 && message.contains('…'), "{message}");
    }
}

#[test]
fn one_image_is_one_image() {
    let single = json!({ "force-single": true });
    assert_eq!(image("jimeng-4.0", json!({})), Ok(single.clone()));
    assert_eq!(image("jimeng-4.0", json!({ "n": 1 })), Ok(single));
    let set = json!({ "force_single": false });
    assert_eq!(image("jimeng-4.0", set.clone()), Ok(set));
    assert_eq!(image("general-3.0", json!({ "n": "1" })), Ok(json!({})));
}

#[test]
fn a_prompt_goes_by_the_tool_s_name() {
    let mut mapped = mapping("inpaint-edit", json!({ "prompt": "a hat" }));
    mapped.prompt().unwrap();
    assert_eq!(mapped.arguments["custom-prompt"], "a hat");
    let param = |field| mapped.param(Some(field));
    assert_eq!(param("custom_prompt").as_deref(), Some("prompt"));
    assert_eq!(param("scale").as_deref(), Some("scale"));
    assert_eq!(param("tool").as_deref(), Some("model"));
    assert_eq!(param("max-calls"), None);
    assert_eq!(image("style-clay", json!({ "prompt": "" })), Ok(json!({})));
    assert_eq!(
        image("jimeng-outpaint", json!({ "prompt": "" })),
        Ok(json!({}))
    );
}

#[test]
fn seconds_are_frames_where_the_tool_counts_them() {
    let seconds = |tool: &str, seconds: Value| {
        let mut mapping = mapping(tool, json!({ "seconds": seconds }));
        let lasts = mapping
            .seconds()
            .map_err(|refusal| refusal.json().to_string());
        lasts.map(|lasts| (lasts, mapping.arguments.get("frames").cloned()))
    };
    assert_eq!(
        seconds("jimeng-video-3.0", json!("10")),
        Ok((Some(10), Some(json!(241))))
    );
    assert_eq!(
        seconds("jimeng-video-3.0", json!(5)),
        Ok((Some(5), Some(json!(121))))
    );
    assert!(
        seconds("jimeng-video-3.0", json!("4"))
            .unwrap_err()
            .contains("5 or 10 seconds")
    );
    assert!(
        seconds("jimeng-video-2.0", json!("5"))
            .unwrap_err()
            .contains("takes no duration")
    );
}

#[test]
fn texts_of_a_form_are_what_their_fields_take() {
    let members = json!({
        "seed": "7", "scale": "2.5", "use_pre_llm": "true", "prompt": "7", "width": "512",
        "user": "u", "quality": "auto", "colour": "3",
    });
    let Value::Object(members) = members else {
        panic!("members");
    };
    let mapping = Mapping::new(find("general-3.0").unwrap(), members, true);
    assert_eq!(
        Value::Object(mapping.arguments),
        json!({
            "seed": 7, "scale": 2.5, "use_pre_llm": true, "prompt": "7", "width": 512,
            "colour": "3",
        })
    );
}

/// A member of OpenAI's that is mapped never has the name of a tool's field of another meaning.
#[test]
fn names_of_openai_are_no_fields_of_another_meaning() {
    for tool in tools() {
        for field in tool.fields {
            assert!(
                !["n", "model_name", "seconds", "response-format", "stream"].contains(&field.name)
            );
            assert!(
                field.name != "size" || field.kind.is_size(),
                "{}",
                tool.name
            );
        }
    }
}
