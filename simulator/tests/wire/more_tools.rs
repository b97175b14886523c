//! The other tools: one good body each, and what it must not lack.

use crate::wire::client::Client;
use crate::wire::quick::quick;
use serde_json::{Value, json};

const URL: &str = "https://example.com/a.png";

/// Hands in the body the way its tool wants it, and returns the whole answer once it is finished.
async fn run(client: &Client, way: &str, body: &Value) -> Value {
    let action = match way {
        "process" => "CVProcess",
        "sync2async" => "CVSync2AsyncSubmitTask",
        _ => "CVSubmitTask",
    };
    let answer = client.call(action, body).await.json();
    let task_id = &answer["data"]["task_id"];
    if task_id.is_null() {
        return answer;
    }
    let options = if body["picture"] == true {
        "{\"return_url\":true}"
    } else {
        ""
    };
    let query = json!({"req_key": body["req_key"], "task_id": task_id, "req_json": options});
    let action = action.replace("SubmitTask", "GetResult");
    client.call(&action, &query).await.json()
}

#[tokio::test]
async fn pictures() {
    let words = json!({"prompt": "p"});
    let one = json!({"prompt": "p", "image_urls": [URL]});
    let two = json!({"prompt": "p", "custom_prompt": "p", "image_urls": [URL, URL]});
    let edit = json!({"image_edit_prompt": "p", "image_urls": [URL]});
    let args = json!({"controlnet_args": [{"type": "canny", "strength": 0}]});
    let styles = json!({"image_input1": URL, "template_id": "glass_ball"});
    let (_simulator, client) = quick().await;
    // Each row: a way, a tool, a good body, fields that are required, and a change that is out of range.
    let rows = json!({ "process": [
        ["high_aes_general_v20", words, ["prompt"], {"ddim_steps": 51}],
        ["high_aes_general_v21_L", words, ["prompt"], {"ddim_steps": 201}],
        ["byteedit_v2.0", one, ["prompt", "image_urls"], {"scale": 1.1}],
        ["high_aes_ip_v20", one, ["prompt", "image_urls"], {"ref_id_weight": 2}],
        ["high_aes_scheduler_svr_controlnet_v2.0", one, ["image_urls"], args],
        ["i2i_xl_sft", one, ["image_urls"], args],
        ["img2img_ai_doodle_dreamina", one, ["image_urls"], {"strength": 0.1}],
        ["img2img_bgpaint_light", one, ["image_urls"], {"seed": -2}],
        ["i2i_inpainting", two, ["image_urls"], {"quality": "X"}],
        ["i2i_inpainting_edit", two, ["custom_prompt"], {"scale": 21}],
        ["i2i_outpainting", two, ["custom_prompt"], {"top": 0}],
    ], "sync2async": [
        ["high_aes_general_v20_L", words, ["prompt"], {"width": 769}],
        ["jimeng_image2image_dream_inpaint", two, ["prompt", "image_urls"], {"image_urls": [URL]}],
        ["jimeng_img2img_seed3_painting_edit", one, ["image_urls"], {"prompt": "p".repeat(801)}],
        ["jimeng_i2i_seed3_tilesr_cvtob", one, ["image_urls"], {"resolution": "2k"}],
        ["jimeng_i2i_extract_tiled_images", edit, ["image_urls"], {"width": 4097}],
        ["i2i_material_extraction", edit, ["image_edit_prompt"], {"height": 1023}],
        ["i2i_multi_style_zx2x", styles, ["image_input1", "template_id"], {"width": 2049}],
    ]});
    let mut count = 0;
    for (way, row) in each(&rows) {
        let (req_key, mut body) = (&row[0], row[1].clone());
        body["req_key"] = req_key.clone();
        body["return_url"] = json!(true);
        body["picture"] = json!(true);
        assert_eq!(run(&client, way, &body).await["code"], 10000, "{req_key}");
        for name in row[2].as_array().unwrap() {
            lacks(&client, way, (&body, name.as_str().unwrap())).await;
        }
        let bad = row[3].as_object().unwrap();
        body.as_object_mut().unwrap().extend(bad.clone());
        assert_eq!(run(&client, way, &body).await["code"], 50200, "{req_key}");
        count += 1;
    }
    assert_eq!(count, 18);
}

/// The rows, each with its way.
fn each(rows: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let ways = rows.as_object().unwrap().iter();
    ways.flat_map(|(way, rows)| {
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| (way.as_str(), row))
    })
}

/// The body without this field is refused.
async fn lacks(client: &Client, way: &str, (body, name): (&Value, &str)) {
    let mut body = body.clone();
    body[name] = Value::Null;
    let code = if name == "image_urls" { 50206 } else { 50201 };
    let answer = run(client, way, &body).await;
    assert_eq!(answer["code"], code, "{} {name}", body["req_key"]);
}

#[tokio::test]
async fn an_outpainting_may_have_no_words() {
    let (_simulator, client) = quick().await;
    let body = json!({
        "req_key": "i2i_outpainting", "custom_prompt": "", "image_urls": [URL], "return_url": true
    });
    assert_eq!(run(&client, "process", &body).await["code"], 10000);
}

#[tokio::test]
async fn people() {
    let (_simulator, client) = quick().await;
    let speech = json!({"image_url": URL, "audio_url": "https://example.com/a.mp3"});
    let voice = json!({"resource_id": "r", "audio_url": "https://example.com/a.mp3"});
    let lips = json!({"url": "https://example.com/a.mp4", "pure_audio_url": URL});
    let image = json!({"image_url": URL});
    let moved = json!({"image_url": URL, "video_url": URL});
    let moved_by_list = json!({"image_urls": [URL], "video_url": URL});
    let translation = json!({"video_url": URL, "src_language": "zh", "target_language": "en"});
    let effect = json!({"image_input": URL, "template_id": "ai_baby_720p"});
    // The last column: what `data` has, as a path into `resp_data` or the field itself.
    let rows = json!({ "sync2async": [
        ["jimeng_dream_actor_m1_gen_video_cv", moved, ""],
        ["jimeng_dreamactor_m20_gen_video", moved_by_list, ""],
        ["video_translate_v2_cvtob", translation, ""],
        ["i2v_bytedance_effects_v1", effect, "/video_url"],
    ], "process": [
        ["jimeng_realman_avatar_object_detection", image, "/object_detection_result/mask/url/0"],
    ], "native": [
        ["jimeng_realman_avatar_picture_create_role_omni", image, "/status"],
        ["jimeng_realman_avatar_picture_create_role_omni_v15", image, "/status"],
        ["realman_avatar_picture_create_role_omni", image, "/status"],
        ["jimeng_realman_avatar_picture_omni_v2", speech, ""],
        ["jimeng_realman_avatar_picture_omni_v15", speech, ""],
        ["realman_avatar_picture_omni_v2", speech, "/video_url"],
        ["realman_avatar_picture_create_role", image, "/resource_id"],
        ["realman_avatar_picture_create_role_loopy", image, "/resource_id"],
        ["realman_avatar_picture_create_role_loopyb", image, "/resource_id"],
        ["realman_avatar_picture_v2", voice, "/preview_url/0"],
        ["realman_avatar_picture_loopy", voice, "/preview_url/0"],
        ["realman_avatar_picture_loopyb", voice, ""],
        ["realman_avatar_creation_task", voice, "/vid/url"],
        ["realman_change_lips", lips, "/url"],
        ["realman_change_lips_basic_chimera", lips, "/url"],
    ]});
    let mut count = 0;
    for (way, row) in each(&rows) {
        let (req_key, body, place) = (&row[0], &row[1], row[2].as_str().unwrap());
        let mut asked = body.clone();
        asked["req_key"] = req_key.clone();
        let answer = run(&client, way, &asked).await;
        assert_eq!(answer["code"], 10000, "{req_key}");
        let data = &answer["data"];
        let report = data["resp_data"].as_str().unwrap_or("null");
        let report: Value = serde_json::from_str(report).unwrap();
        let found = match place {
            "" => data.get("video_url"),
            _ => report.pointer(place),
        };
        let found = found.unwrap_or_else(|| panic!("{req_key}: {data}"));
        if let Some(link) = found.as_str().filter(|text| text.starts_with("http")) {
            assert_eq!(client.get(link).await.unwrap().status, 200, "{req_key}");
        }
        for name in body.as_object().unwrap().keys() {
            lacks(&client, way, (&asked, name)).await;
        }
        count += 1;
    }
    assert_eq!(count, 20);
}

#[tokio::test]
async fn a_speaking_avatar_has_limits() {
    let (_simulator, client) = quick().await;
    let base = json!({
        "req_key": "jimeng_realman_avatar_picture_omni_v15", "image_url": URL, "audio_url": URL,
        "mask_url": [URL], "output_resolution": 720, "pe_fast_mode": true, "prompt": "p"
    });
    for (name, value, code) in [
        ("seed", json!(7), 10000),
        ("output_resolution", json!(480), 50200),
        ("output_resolution", json!("720"), 50204),
        ("prompt", json!("猫".repeat(301)), 50200),
        ("mask_url", json!(URL), 50204),
        (
            "mask_url",
            json!(["https://example.com/unreachable.png"]),
            50220,
        ),
        (
            "audio_url",
            json!("https://example.com/moderated.mp3"),
            50411,
        ),
    ] {
        let mut body = base.clone();
        body[name] = value;
        assert_eq!(run(&client, "native", &body).await["code"], code, "{name}");
    }
}

#[tokio::test]
async fn clothes() {
    let (_simulator, client) = quick().await;
    let good = json!({
        "req_key": "dressing_diffusionV2", "model": {"url": URL}, "picture": true,
        "garment": {"data": [{"url": URL, "type": "upper"}, {"url": URL}]},
        "inference_config": {"num_steps": 8, "tight_mask": "bbox", "seed": 7}
    });
    assert_eq!(run(&client, "native", &good).await["code"], 10000);
    let first = json!({
        "req_key": "dressing_diffusion", "model": {"id": "1", "url": URL}, "return_url": true,
        "garment": {"data": [{"url": URL}]}, "num_steps": 25
    });
    assert_eq!(run(&client, "process", &first).await["code"], 10000);
    for (name, value, code) in [
        ("model", Value::Null, 50201),
        ("model", json!({}), 50201),
        (
            "model",
            json!({"url": "https://example.com/noface.png"}),
            60102,
        ),
        ("garment", json!({"data": []}), 50200),
        ("model", Value::Null, 50201),
        ("garment", json!({"data": [{"url": ""}]}), 50220),
        (
            "garment",
            json!({"data": [{"url": URL, "type": "hat"}]}),
            50200,
        ),
        ("garment", json!({"data": [URL]}), 50204),
        ("inference_config", json!({"num_steps": 7}), 50200),
    ] {
        let mut body = good.clone();
        body[name] = value;
        assert_eq!(run(&client, "native", &body).await["code"], code, "{name}");
    }
}
