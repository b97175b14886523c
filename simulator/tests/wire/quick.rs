//! A simulator whose jobs are done at once, and one job that most tests submit.

use crate::wire::client::{Client, start};
use serde_json::{Value, json};
use volc_sim::{Config, Simulator};

pub const VIDEO: &str = "jimeng_vgfm_t2v_l20";
pub const SUBMIT: &str = "CVSync2AsyncSubmitTask";
pub const QUERY: &str = "CVSync2AsyncGetResult";

pub fn at_once() -> Config {
    Config {
        queue_ms: 0,
        generate_ms: 0,
        ..Config::default()
    }
}

pub async fn quick() -> (Simulator, Client) {
    start(at_once()).await
}

pub fn job() -> Value {
    json!({"req_key": VIDEO, "prompt": "p"})
}

/// Submits the job, and returns the link of its video.
pub async fn link(client: &Client) -> String {
    let reply = client.call(SUBMIT, &job()).await.json();
    let query = json!({"req_key": VIDEO, "task_id": reply["data"]["task_id"]});
    let reply = client.call(QUERY, &query).await.json();
    reply["data"]["video_url"].as_str().unwrap().to_owned()
}
