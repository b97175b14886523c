//! Every description is a JSON Schema that its own meta-schema accepts, and it
//! takes the arguments of the tool's success.

use host_test::{Case, Rig};
use serde_json::Value;

#[tokio::test]
async fn every_schema_is_valid_and_takes_the_success() {
    let rig = Rig::start().await;
    let tools = rig.host.list_tools().await.unwrap();
    assert!(tools.len() >= 100);
    for tool in tools {
        let described = rig.host.describe(&tool.name).await.unwrap();
        let schema: Value = serde_json::from_str(&described.schema).unwrap();
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        assert_eq!(schema["$schema"], dialect);
        if let Err(error) = jsonschema::meta::validate(&schema) {
            panic!("{}: {error}", tool.name);
        }
        let compiled = jsonschema::validator_for(&schema).unwrap();
        let success = Case::named(&tool.name, "success");
        let takes = compiled.validate(&success.arguments);
        assert!(takes.is_ok(), "{success}: {takes:?}");
        assert!(!compiled.is_valid(&serde_json::json!({"no_such_argument": 1})));
        documented(&tool.name, &described.facts, &schema);
    }
    rig.assert_untouched();
}

/// Every argument and every member of a record has a text in both languages.
fn documented(tool: &str, facts: &str, schema: &Value) {
    let facts: Value = serde_json::from_str(facts).unwrap();
    let mut open = vec![(String::new(), schema)];
    while let Some((path, schema)) = open.pop() {
        let properties = schema["properties"].as_object().into_iter().flatten();
        for (name, property) in properties {
            if path.is_empty() && ["extra", "accept_unconfirmed"].contains(&name.as_str()) {
                continue;
            }
            if property["x-kind"] != "size" {
                let inner = format!("{path}{name}.");
                open.push((inner.clone(), property));
                open.push((inner, &property["items"]));
            }
            for language in ["en", "zh"] {
                let text = facts["fields"][format!("{path}{name}")][language].as_str();
                assert!(
                    text.is_some_and(|text| !text.is_empty()),
                    "{tool}: {path}{name}"
                );
            }
            assert!(property["description"].is_string(), "{tool}: {path}{name}");
        }
    }
}
