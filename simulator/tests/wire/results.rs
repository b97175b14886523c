//! What is delivered, over the wire.

use crate::wire::client::{Client, start};
use crate::wire::quick::at_once;
use base64::Engine;
use serde_json::{Value, json};
use volc_sim::{Config, Kind};

const V30: &str = "high_aes_general_v30l_zt2i";
const V21: &str = "jimeng_high_aes_general_v21_L";

async fn process(client: &Client, body: Value) -> Value {
    client.data("CVProcess", body).await
}

fn bytes(data: &Value) -> Vec<u8> {
    let text = data["binary_data_base64"][0].as_str().unwrap();
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap()
}

/// Width and height in the header of a PNG.
fn png_size(file: &[u8]) -> (u32, u32) {
    assert!(file.starts_with(b"\x89PNG"));
    let number = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[tokio::test]
async fn a_seed_repeats_its_picture() {
    let (_simulator, client) = start(at_once()).await;
    let draw = async |seed: i64, prompt: &str| {
        let body = json!({"req_key": V21, "prompt": prompt, "seed": seed, "use_sr": false});
        bytes(&process(&client, body).await)
    };
    let first = draw(7, "a cat").await;
    assert_eq!(first, draw(7, "a cat").await);
    assert_ne!(first, draw(8, "a cat").await);
    assert_ne!(first, draw(7, "a dog").await);
    assert_ne!(draw(-1, "a cat").await, draw(-1, "a cat").await);
}

#[tokio::test]
async fn sizes_are_exact() {
    let (_simulator, client) = start(at_once()).await;
    for (asked, size) in [
        (json!({}), (1024, 1024)),
        (json!({"width": 300, "height": 700}), (600, 1400)),
        (
            json!({"width": 300, "height": 700, "use_sr": false}),
            (300, 700),
        ),
        (json!({"width": 1000, "height": 700}), (1000, 700)),
    ] {
        let mut body = json!({"req_key": V21, "prompt": "p"});
        body.as_object_mut()
            .unwrap()
            .extend(asked.as_object().unwrap().clone());
        let file = bytes(&process(&client, body).await);
        assert_eq!(png_size(&file), size, "{asked}");
    }
}

#[tokio::test]
async fn an_edit_is_as_large_as_its_picture() {
    let (_simulator, client) = start(at_once()).await;
    let original =
        json!({"req_key": V21, "prompt": "p", "width": 400, "height": 300, "use_sr": false});
    let original = process(&client, original).await["binary_data_base64"][0].clone();
    let edit =
        json!({"req_key": "seededit_v3.0", "prompt": "night", "binary_data_base64": [original]});
    assert_eq!(png_size(&bytes(&process(&client, edit).await)), (400, 300));
    let edit = json!({
        "req_key": "seededit_v3.0", "prompt": "night", "image_urls": ["https://example.com/a.png"]
    });
    assert_eq!(
        png_size(&bytes(&process(&client, edit).await)),
        (1024, 1024)
    );
}

#[tokio::test]
async fn process_repeats_parameters_and_says_what_it_did() {
    let (_simulator, client) = start(at_once()).await;
    let body = json!({
        "req_key": V30, "prompt": "p", "seed": 7, "scale": 3.5, "width": 512, "height": 512,
        "return_url": true, "aigc_meta": {"producer_id": "x"}
    });
    let data = process(&client, body).await;
    assert_eq!(data["algorithm_base_resp"]["status_code"], 0);
    assert_eq!((&data["seed"], &data["scale"]), (&json!(7), &json!(3.5)));
    assert_eq!(data["aigc_meta_tagged"], true);
    let link = data["image_urls"][0].as_str().unwrap();
    assert!(link.contains("?x-expires=") && link.contains("&x-signature="));
    let file = client.get(link).await.unwrap();
    assert!(file.body.windows(4).any(|window| window == b"AIGC"));
}

#[tokio::test]
async fn links_run_out() {
    let config = Config {
        image_link_seconds: 0,
        ..at_once()
    };
    let (simulator, client) = start(config).await;
    let data = process(
        &client,
        json!({"req_key": V30, "prompt": "p", "return_url": true}),
    )
    .await;
    let link = data["image_urls"][0].as_str().unwrap();
    assert_eq!(client.get(link).await.unwrap().status, 403);
    let unknown = format!("{}/media/none.png?x-expires=1", client.endpoint);
    assert_eq!(client.get(&unknown).await.unwrap().status, 404);
    assert_eq!(simulator.meter().downloads, 0);
}

#[tokio::test]
async fn everything_is_written_down() {
    let (simulator, client) = start(at_once()).await;
    let body = json!({"req_key": V30, "prompt": "p", "return_url": true});
    let data = process(&client, body.clone()).await;
    let file = client.get(data["image_urls"][0].as_str().unwrap()).await;
    assert_eq!(file.unwrap().status, 200);
    let seen = simulator.requests();
    assert_eq!([seen[0].kind, seen[1].kind], [Kind::Api, Kind::Download]);
    assert_eq!(seen[0].action, "CVProcess");
    assert_eq!(seen[0].body, body.to_string().as_bytes());
    assert_eq!(seen[0].access_key_id, Some(client.keys.access_key_id));
    assert!(seen[0].accepted && seen[1].accepted);
    assert_eq!((seen[0].status, seen[0].code), (200, 10000));
    assert_eq!((seen[0].connection, seen[1].connection), (1, 2));
    assert!(seen[0].at <= seen[1].at);
    assert!(seen[1].header("authorization").is_none());
    let text = format!("{seen:?}");
    assert!(
        !text.contains("Signature") && !text.contains("x-signature"),
        "{text}"
    );
}
