//! The list of models.

use super::{Serving, place};
use serde_json::json;

#[tokio::test]
async fn models_are_the_tools_by_their_aliases() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let list = serving.get("/v1/models").await.json();
    assert_eq!(list["object"], "list");
    let models = list["data"].as_array().expect("a list");
    let known = |id: &str| models.iter().any(|model| model["id"] == id);
    assert!(known("general-3.0") && known("jimeng-video-3.0") && !known("score-picture"));

    for name in [
        "general-3.0",
        "high-aes-general-v30l-zt2i",
        "high_aes_general_v30l_zt2i",
    ] {
        let model = serving.get(&format!("/v1/models/{name}")).await.json();
        assert_eq!(
            (&model["id"], &model["object"]),
            (&json!("general-3.0"), &json!("model"))
        );
        assert_eq!(model["visual"]["makes"], "image");
    }
    let unknown = serving.get("/v1/models/general-3.00").await;
    unknown.assert_error(404, Some("model"), "model_not_found");
    assert!(
        unknown.text().contains("did you mean general-3.0"),
        "{}",
        unknown.text()
    );
    assert!(simulator.requests().is_empty());
}
