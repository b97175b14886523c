//! Files: none without `--root`, and none beyond it.

use host_test::mcp::{McpClient, text};
use host_test::program::Shell;
use serde_json::{Value, json};
use std::fs;

/// A picture that the tools take.
fn picture() -> Vec<u8> {
    fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/demo.jpg")).expect("a picture")
}

/// Calls that use a file, and one that only saves.
fn calls(path: &str) -> [(&'static str, Value); 3] {
    [
        ("upscale-image", json!({ "image": path })),
        ("edit-image", json!({ "images": [path], "prompt": "a hat" })),
        (
            "generate-image",
            json!({ "prompt": "a cat", "save_to": path }),
        ),
    ]
}

#[tokio::test]
async fn files_below_the_root_are_read_and_results_saved_there() {
    let (simulator, shell) = Shell::simulated().await;
    fs::create_dir(shell.path("root")).expect("a directory");
    fs::write(shell.path("root/cat.jpg"), picture()).expect("a file");
    let mut client = McpClient::ready(&shell, "--root root --tools curated,seededit-3.0").await;
    let given = json!({ "image": "cat.jpg", "save_to": "large.png" });
    let result = client.call("upscale-image", given).await;
    let media = &result["structuredContent"]["done"]["media"][0];
    let file = media["file"].as_str().expect("a file");
    assert!(file.starts_with("large."), "{media}");
    let saved = fs::metadata(shell.path("root").join(file)).expect("a file");
    assert_eq!(media["bytes"], saved.len());
    let result = client
        .call(
            "edit-image",
            json!({ "images": ["file:cat.jpg"], "prompt": "a hat" }),
        )
        .await;
    assert_eq!(result["isError"], false, "{result}");
    let given = json!({ "image": { "file": "cat.jpg" }, "prompt": "a hat", "save_to": "out/" });
    let seededit = client
        .tools
        .iter()
        .find(|tool| tool["inputSchema"]["properties"]["scale"].is_object());
    let seededit = seededit.expect("a tool")["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    let result = client.call(&seededit, given).await;
    let file = result["structuredContent"]["done"]["media"][0]["file"]
        .as_str()
        .expect("a file");
    assert!(
        file.starts_with("out/") && shell.path("root").join(file).is_file(),
        "{result}"
    );
    // What is there is not replaced.
    let bought = simulator.meter().accepted;
    let given = json!({ "prompt": "a cat", "save_to": "cat.jpg" });
    let result = client.call("generate-image", given).await;
    assert!(text(&result).contains("cat.jpg"), "{result}");
    assert_eq!(
        simulator.meter().accepted,
        bought,
        "refused before anything was bought"
    );
    assert_eq!(
        fs::read(shell.path("root/cat.jpg")).expect("a file"),
        picture()
    );
}

#[tokio::test]
async fn no_path_leads_out_of_the_root() {
    let (simulator, shell) = Shell::simulated().await;
    fs::create_dir_all(shell.path("root/in")).expect("a directory");
    fs::write(shell.path("secret.jpg"), picture()).expect("a file");
    let absolute = shell.path("secret.jpg").display().to_string();
    let by_address = format!("file://{absolute}");
    let mut paths = vec![
        "../secret.jpg",
        "in/../../secret.jpg",
        &absolute,
        &by_address,
    ];
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(shell.path(""), shell.path("root/up")).expect("a link");
        symlink(shell.path("secret.jpg"), shell.path("root/link.jpg")).expect("a link");
        symlink(shell.path("new.jpg"), shell.path("root/new.jpg")).expect("a link");
        paths.extend(["up/secret.jpg", "link.jpg", "new.jpg"]);
    }
    let mut client = McpClient::ready(&shell, "--root root").await;
    for path in paths {
        for (tool, arguments) in calls(path) {
            let result = client.call(tool, arguments).await;
            let told = text(&result);
            assert!(
                result["isError"] == true && told.contains("Billed: no"),
                "{tool} {path}: {told}"
            );
        }
    }
    assert_eq!(simulator.meter().accepted, 0);
    assert_eq!(shell.files(), ["root", "secret.jpg"]);
    assert_eq!(
        fs::read(shell.path("secret.jpg")).expect("a file"),
        picture()
    );
}

#[tokio::test]
async fn without_a_root_no_file_is_used() {
    let (simulator, shell) = Shell::simulated().await;
    fs::write(shell.path("cat.jpg"), picture()).expect("a file");
    let mut client = McpClient::ready(&shell, "").await;
    let absolute = shell.path("cat.jpg").display().to_string();
    for path in ["cat.jpg", "./cat.jpg", &absolute] {
        for (tool, arguments) in calls(path) {
            let result = client.call(tool, arguments).await;
            assert!(
                text(&result).contains("--root DIR"),
                "{tool} {path}: {result}"
            );
        }
    }
    assert_eq!(simulator.meter().accepted, 0);
    // A result is bought and told, and nothing is written.
    let result = client
        .call("generate-image", json!({ "prompt": "a cat" }))
        .await;
    assert_eq!(result["isError"], false, "{result}");
    assert_eq!(shell.files(), ["cat.jpg"]);
}
