//! The program with a stranger's component.

use host_test::program::Shell;
use std::fs;

use crate::foreign::guest::Guest;

/// What the program says of a component.
async fn said(bytes: &[u8], words: &str) -> serde_json::Value {
    let shell = Shell::new();
    let path = shell.path("foreign.wasm");
    fs::write(&path, bytes).expect("a file");
    let path = path.to_str().expect("UTF-8");
    let ran = shell
        .run(&format!("--json --component {path} {words}"))
        .await;
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"))
}

#[tokio::test]
async fn a_start_function_that_loops_ends_with_the_time_limit() {
    let guest = Guest::default().more("(func $start (loop (br 0))) (start $start)");
    let said = said(&guest.component(), "describe any").await;
    let message = said["error"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("time limit of 5 s"), "{said}");
    assert_eq!(said["error"]["purchase"], "not-made");
}

/// A file without end says nothing of its size.
#[cfg(unix)]
#[tokio::test]
async fn a_component_without_end_is_not_read_to_its_end() {
    let shell = Shell::new();
    let ran = shell
        .run(&["--json", "--component", "/dev/zero", "tools"])
        .await;
    let said: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(said["error"]["field"], "component", "{said}");
}
