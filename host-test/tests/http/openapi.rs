//! The server's description of itself.

use host_test::Rig;
use host_test::served::{Served, request};
use serde_json::Value;

#[tokio::test]
async fn the_description_has_every_tool_with_its_schema() {
    let rig = Rig::start().await;
    let answer = Served::for_rig(&rig)
        .answer(request("GET", "/openapi.json", None))
        .await;
    assert_eq!(answer.status, 200);
    let document = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    for tool in visual_catalog::tools() {
        let path = &document["paths"][format!("/v1/tools/{}", tool.name)];
        let content = &path["post"]["requestBody"]["content"]["application/json"];
        let schema = &content["schema"];
        jsonschema::draft202012::new(schema).expect("a schema");
        assert!(schema["properties"].is_object(), "{}: {path}", tool.name);
        assert_eq!(path["get"]["tags"], path["post"]["tags"], "{}", tool.name);
    }
    let operations = document["paths"].as_object().into_iter().flatten();
    let mut ids: Vec<&str> = operations
        .flat_map(|(_, path)| path.as_object().into_iter().flatten())
        .filter_map(|(_, operation)| operation["operationId"].as_str())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "operations have names of their own");
    rig.assert_untouched();
}

/// Answers fit the schemas that the description gives.
#[tokio::test]
async fn problems_and_results_are_as_described() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    let document = served.answer(request("GET", "/openapi.json", None)).await;
    let document = document.json();
    let check = |name: &str, value: &Value| {
        let schema = serde_json::json!({
            "$ref": format!("#/components/schemas/{name}"),
            "components": document["components"],
        });
        let schema = jsonschema::draft202012::new(&schema).expect("a schema");
        let errors: Vec<String> = schema.iter_errors(value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}\n{value}");
    };
    let cat = serde_json::json!({ "prompt": "a cat" });
    let done = served
        .answer(request("POST", super::PATH, Some(&cat)))
        .await;
    check("Done", &done.json()["done"]);
    let none = serde_json::json!({});
    let refused = served
        .answer(request("POST", super::PATH, Some(&none)))
        .await;
    check("Problem", &refused.json());
    let unknown = served.answer(request("GET", "/v1/tasks/x", None)).await;
    check("Problem", &unknown.json());
    let tools = served.answer(request("GET", "/v1/tools", None)).await;
    check("ToolInfo", &tools.json()["tools"][0]);
}
