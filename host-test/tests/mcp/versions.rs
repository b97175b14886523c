//! Every version of the protocol is answered in its own form.

use host_test::mcp::McpClient;
use host_test::program::Shell;
use serde_json::json;

#[tokio::test]
async fn a_handshake_is_answered_in_the_clients_version() {
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let (_simulator, shell) = Shell::simulated().await;
        let mut client = McpClient::ready_with(&shell, "", (version, json!({}))).await;
        assert_eq!(client.tools.len(), 13);
        let result = client
            .call("generate-image", json!({ "prompt": "a cat" }))
            .await;
        assert_eq!(result["isError"], false, "{result}");
        // A client of these versions refuses what it does not know.
        let kinds = result["content"].as_array().expect("content").iter();
        let kinds: Vec<_> = kinds.map(|block| block["type"].clone()).collect();
        let knows_links = version >= "2025-06-18";
        let links = usize::from(knows_links);
        assert_eq!(kinds[..2], ["text", "image"], "{version}");
        assert_eq!(kinds[2..], ["resource_link"][..links], "{version}");
        assert!(result["resultType"].is_null(), "{result}");
        let video = json!({ "prompt": "a cat", "wait_seconds": 60 });
        let result = client.call("generate-video", video).await;
        let told = result["content"].as_array().expect("content").len() - 1;
        assert_eq!(told, links, "{version}: {result}");
    }
}

#[tokio::test]
async fn an_unknown_version_is_answered_with_the_newest_that_has_a_handshake() {
    let (_simulator, shell) = Shell::simulated().await;
    for version in ["2026-07-28", "1999-01-01"] {
        let mut client = McpClient::start(&shell, "");
        let answer = client.initialize(version, json!({})).await;
        assert_eq!(answer["protocolVersion"], "2025-11-25", "{answer}");
        assert_eq!(answer["serverInfo"]["name"], "visual");
        assert!(
            answer["instructions"]
                .as_str()
                .is_some_and(|text| text.contains("`done`"))
        );
    }
}

/// The newest version has no handshake: each request says its version.
#[tokio::test]
async fn requests_of_the_newest_version_stand_for_themselves() {
    let (_simulator, shell) = Shell::simulated().await;
    let mut client = McpClient::start(&shell, "");
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "host-test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let found = client
        .request("server/discover", json!({ "_meta": meta }))
        .await;
    let versions = found["result"]["supportedVersions"]
        .as_array()
        .expect("versions");
    assert!(versions.contains(&json!("2026-07-28")), "{found}");
    let listed = client.request("tools/list", json!({ "_meta": meta })).await;
    assert_eq!(
        listed["result"]["tools"].as_array().map(Vec::len),
        Some(13),
        "{listed}"
    );
    let call = json!({ "_meta": meta, "name": "list-models", "arguments": {} });
    let answer = client.request("tools/call", call).await;
    assert_eq!(answer["result"]["resultType"], "complete", "{answer}");
}
