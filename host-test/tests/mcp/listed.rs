//! What is listed, and that it is small.

use host_test::mcp::McpClient;
use host_test::program::Shell;
use serde_json::Value;
use visual_catalog::tools;

/// The most bytes of the curated tools, as clients get them.
const MAX_LIST: u64 = 20 * 1024;

#[tokio::test]
async fn the_list_is_one_page_of_the_size_that_is_printed() {
    let shell = Shell::new();
    let (exit, printed) = shell.json("mcp --list").await;
    let size = printed["mcp"]["bytes"].as_u64().expect("a size");
    println!("{size} bytes for the curated tools");
    assert!(exit == 0 && size < MAX_LIST, "{size}");
    let (_simulator, shell) = Shell::simulated().await;
    let client = McpClient::ready(&shell, "").await;
    assert_eq!(printed["mcp"]["tools"].as_array(), Some(&client.tools));
    let ran = shell.run("mcp --list").await;
    assert!(
        ran.out
            .ends_with(&format!("13 tools, {size} bytes in all\n")),
        "{ran:?}"
    );
    assert!(ran.out.contains("generate-image  "), "{ran:?}");
}

#[tokio::test]
async fn schemas_are_schemas_and_have_no_unknown_words() {
    let shell = Shell::new();
    for choice in ["curated", "all", "all --root ."] {
        let (_, printed) = shell.json(&format!("mcp --list --tools {choice}")).await;
        let listed = printed["mcp"]["tools"].as_array().expect("tools");
        println!("{choice}: {} bytes", printed["mcp"]["bytes"]);
        for tool in listed {
            for schema in ["inputSchema", "outputSchema"] {
                if !tool[schema].is_null() {
                    jsonschema::meta::validate(&tool[schema]).expect("a schema");
                }
            }
            assert!(
                tool["description"]
                    .as_str()
                    .is_some_and(|text| text.len() > 20),
                "{tool}"
            );
        }
    }
}

#[tokio::test]
async fn tools_are_chosen_by_family_and_name() {
    let shell = Shell::new();
    let named = async |choice: &str| {
        let (exit, printed) = shell.json(&format!("mcp --list --tools {choice}")).await;
        assert_eq!(exit, 0, "{printed}");
        let listed = printed["mcp"]["tools"].as_array().expect("tools").clone();
        let name = |tool: &Value| tool["name"].as_str().expect("a name").to_owned();
        listed.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(named("all").await.len(), tools().count() + 2);
    let few = named("generate-image,general-3.0").await;
    assert_eq!(few[0], "generate-image");
    assert_eq!(few[2..], ["task-status", "task-cancel"]);
    assert!(named("video").await.len() > 5);
    for wrong in ["mcp --tools vidoe", "mcp --root no-such-directory"] {
        let ran = shell.run(wrong).await;
        assert!(ran.exit == 2 && ran.out.is_empty(), "{ran:?}");
        assert!(ran.err.starts_with("error: --"), "{ran:?}");
    }
}
