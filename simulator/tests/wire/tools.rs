//! The parameters of the tools, over the wire.

use crate::wire::client::{Client, start};
use crate::wire::quick::{QUERY, SUBMIT, at_once};
use serde_json::{Value, json};

const URL: &str = "https://example.com/a.png";

/// `base` with some fields changed.
fn with(base: &Value, change: Value) -> Value {
    let mut body = base.clone();
    let fields = body.as_object_mut().unwrap();
    fields.extend(change.as_object().unwrap().clone());
    body
}

/// The head of a PNG of this size, in base64.
fn png(width: u32, height: u32) -> String {
    use base64::Engine;
    let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    base64::engine::general_purpose::STANDARD.encode(head)
}

/// The code with which each change of a good body is answered; `null` takes a field away.
async fn submits(client: &Client, base: Value, cases: &[(Value, i64)]) {
    let reply = client.call(SUBMIT, &base).await;
    assert_eq!(reply.verdict(), (200, 10000), "{base}");
    for (change, code) in cases {
        let body = with(&base, change.clone());
        let reply = client.call(SUBMIT, &body).await;
        let shown: String = change.to_string().chars().take(80).collect();
        assert_eq!(reply.verdict().1, *code, "{} {shown}", base["req_key"]);
    }
}

/// `data` of the finished task.
async fn result(client: &Client, body: Value) -> Value {
    let submitted = client.data(SUBMIT, &body).await;
    let query = json!({
        "req_key": body["req_key"], "task_id": submitted["task_id"], "req_json": "{\"return_url\":true}"
    });
    client.call(QUERY, &query).await.json()
}

#[tokio::test]
async fn pictures_from_text() {
    let (_simulator, client) = start(at_once()).await;
    for req_key in ["jimeng_t2i_v30", "jimeng_t2i_v31"] {
        let base = json!({"req_key": req_key, "prompt": "a cat", "use_pre_llm": false, "seed": 7});
        let cases = [
            (json!({"prompt": null}), 50201),
            (json!({"prompt": ""}), 50201),
            (json!({"prompt": "猫".repeat(800)}), 10000),
            (json!({"prompt": "猫".repeat(801)}), 50200),
            (json!({"use_pre_llm": 1}), 50204),
            (json!({"seed": -2}), 50200),
            (json!({"width": 512, "height": 511}), 50200),
            (json!({"width": 512}), 10000),
        ];
        submits(&client, base.clone(), &cases).await;
        let done = result(&client, base.clone()).await;
        let link = done["data"]["image_urls"][0].as_str().unwrap();
        let file = client.get(link).await.unwrap();
        assert!(file.body.starts_with(b"\xff\xd8\xff"));
        let reply = client.call("CVProcess", &base).await;
        assert_eq!(reply.verdict().1, 50200);
    }
}

#[tokio::test]
async fn pictures_from_a_picture() {
    let (_simulator, client) = start(at_once()).await;
    let base = json!({"req_key": "jimeng_i2i_v30", "prompt": "p", "image_urls": [URL]});
    let bytes =
        |width, height| json!({"image_urls": null, "binary_data_base64": [png(width, height)]});
    let cases = [
        (json!({"prompt": null}), 50201),
        (json!({"image_urls": null}), 50206),
        (json!({"image_urls": [URL, URL]}), 50200),
        (json!({"scale": 1}), 10000),
        (json!({"scale": 1.01}), 50200),
        (json!({"width": 2016, "height": 512}), 10000),
        (json!({"width": 2017, "height": 512}), 50200),
        (bytes(3000, 1000), 10000),
        (bytes(3001, 1000), 50205),
        (bytes(4096, 4096), 10000),
        (bytes(4097, 4096), 50205),
    ];
    submits(&client, base, &cases).await;
    let base = json!({"req_key": "seed3l_single_ip", "prompt": "p", "image_urls": [URL]});
    let cases = [
        (json!({"prompt": null}), 50201),
        (json!({"image_urls": null}), 50206),
        (json!({"width": 0}), 50200),
        (json!({"width": 1, "height": 9000}), 10000),
        (json!({"use_rephraser": "yes"}), 50204),
    ];
    submits(&client, base.clone(), &cases).await;
    let reply = client.call("CVProcess", &base).await;
    assert_eq!(reply.verdict(), (200, 10000));
}

#[tokio::test]
async fn image_4() {
    let (_simulator, client) = start(at_once()).await;
    for (req_key, max, scale) in [
        (
            "jimeng_t2i_v40",
            10,
            [(json!(0.25), 10000), (json!(1.5), 50200)],
        ),
        (
            "jimeng_seedream46_cvtob",
            14,
            [(json!(100), 10000), (json!(0.5), 50204)],
        ),
    ] {
        let base = json!({"req_key": req_key, "prompt": "[images-4]", "size": 1048576});
        let mut cases = vec![
            (json!({"prompt": null}), 50201),
            (json!({"image_urls": []}), 10000),
            (json!({"image_urls": vec![URL; max]}), 10000),
            (json!({"image_urls": vec![URL; max + 1]}), 50200),
            (json!({"binary_data_base64": [png(9, 9)]}), 10000),
            (
                json!({"binary_data_base64": vec![png(9, 9); max + 1]}),
                50200,
            ),
            (json!({"size": 1048575}), 50200),
            (json!({"force_single": "true"}), 50204),
            (json!({"callback_url": 1}), 50204),
        ];
        cases.extend(scale.map(|(scale, code)| (json!({ "scale": scale }), code)));
        submits(&client, base.clone(), &cases).await;
        let count = async |change: Value| {
            let done = result(&client, with(&base, change)).await;
            done["data"]["image_urls"].as_array().unwrap().len()
        };
        assert_eq!(count(json!({})).await, 4);
        assert_eq!(count(json!({"force_single": true})).await, 1);
        assert_eq!(count(json!({"prompt": "[images-99]"})).await, 15);
        assert_eq!(
            count(json!({"prompt": "[images-9]", "image_urls": vec![URL; 10]})).await,
            5
        );
    }
}

#[tokio::test]
async fn films_from_text() {
    let (_simulator, client) = start(at_once()).await;
    for req_key in [
        "jimeng_t2v_v30",
        "jimeng_t2v_v30_1080p",
        "jimeng_ti2v_v30_pro",
    ] {
        let base =
            json!({"req_key": req_key, "prompt": "p", "frames": 241, "aspect_ratio": "21:9"});
        let cases = [
            (json!({"prompt": null}), 50201),
            (json!({"frames": 121}), 10000),
            (json!({"frames": 120}), 50200),
            (json!({"frames": "121"}), 50204),
            (json!({"aspect_ratio": "9:21"}), 50200),
            (json!({"seed": 1.5}), 50204),
        ];
        submits(&client, base.clone(), &cases).await;
        // The limit of the two families is not said of 3.0 Pro.
        let long = if req_key.ends_with("pro") {
            10000
        } else {
            50200
        };
        let long = [(json!({"prompt": "p".repeat(801)}), long)];
        submits(&client, base.clone(), &long).await;
        let done = result(&client, base).await;
        assert!(
            done["data"]["video_url"]
                .as_str()
                .unwrap()
                .contains(".mp4?")
        );
    }
    let base = json!({"req_key": "jimeng_ti2v_v30_pro", "image_urls": [URL]});
    let cases = [
        (json!({"image_urls": []}), 50201),
        (json!({"image_urls": [URL, URL]}), 50200),
        (json!({"prompt": "p"}), 10000),
        (json!({"aspect_ratio": "16:9"}), 50200),
    ];
    submits(&client, base, &cases).await;
}

#[tokio::test]
async fn films_from_pictures() {
    let (_simulator, client) = start(at_once()).await;
    let bytes =
        |width, height| json!({"image_urls": null, "binary_data_base64": [png(width, height)]});
    for req_key in ["jimeng_i2v_first_v30", "jimeng_i2v_first_v30_1080"] {
        let base = json!({"req_key": req_key, "prompt": "p", "image_urls": [URL]});
        let cases = [
            (json!({"prompt": null}), 50201),
            (json!({"image_urls": null}), 50206),
            (json!({"image_urls": [URL, URL]}), 50200),
            (json!({"frames": 240}), 50200),
            (bytes(320, 960), 10000),
            (bytes(319, 320), 50205),
        ];
        submits(&client, base, &cases).await;
    }
    for req_key in [
        "jimeng_i2v_first_tail_v30",
        "jimeng_i2v_first_tail_v30_1080",
    ] {
        let base = json!({"req_key": req_key, "prompt": "p", "image_urls": [URL, URL]});
        let cases = [
            (json!({"prompt": null}), 50201),
            (json!({"image_urls": [URL]}), 50200),
        ];
        submits(&client, base.clone(), &cases).await;
        let pair = |last| json!({"image_urls": null, "binary_data_base64": [png(640, 480), last]});
        let alike = result(&client, with(&base, pair(png(320, 321)))).await;
        assert_eq!(alike["code"], 50215);
        let alike = result(&client, with(&base, pair(png(1280, 960)))).await;
        assert_eq!(alike["code"], 10000);
    }
    let base = json!({
        "req_key": "jimeng_i2v_recamera_v30", "prompt": "p", "image_urls": [URL],
        "template_id": "robo_arm", "camera_strength": "weak"
    });
    let cases = [
        (json!({"prompt": null}), 50201),
        (json!({"template_id": null}), 50201),
        (json!({"camera_strength": null}), 50201),
        (json!({"template_id": "robot"}), 10000),
        (json!({"template_id": ""}), 50201),
        (json!({"camera_strength": "Strong"}), 50200),
        (json!({"image_urls": []}), 50206),
    ];
    submits(&client, base, &cases).await;
}
