//! The defects of the plugin that this project replaces, one test each. Number
//! 11, about downloads, is tested where downloads are made: in `visual-host`.

mod keys;
mod products;
mod service;

use serde_json::{Value, json};
use volc_sim::What;

const GENERAL: &str = "high-aes-general-v30l-zt2i";
const PROCESS: &str = "jimeng-high-aes-general-v21-l";
const EDIT: &str = "seededit-v30";
const CAT: &str = r#"{"prompt":"a cat"}"#;

/// Long past the time in which a new task may not be found yet.
const OLD: u64 = 600;

fn json_reply(data: Value) -> What {
    let body = json!({ "code": 10000, "data": data, "message": "Success", "request_id": "r-1" });
    What::json(body)
}
