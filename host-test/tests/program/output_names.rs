//! Names of output files that cannot be used, and ones that only look odd.

use host_test::program::Shell;
use serde_json::json;

const ENHANCE: &str = "run enhance --image https://example.com/a.jpg";

/// What cannot work is found while it costs nothing.
#[tokio::test]
async fn what_can_be_foreseen_is_refused() {
    let (simulator, shell) = Shell::simulated().await;
    let link = |name: &str| std::os::unix::fs::symlink("nowhere", shell.path(name)).unwrap();
    std::fs::write(shell.path("file"), "").unwrap();
    std::fs::create_dir(shell.path("d.png")).unwrap();
    link("dangling.png");
    link("dangling");
    let long = "n".repeat(253);
    let deep = "d/".repeat(2_500) + "a.png";
    for output in [
        "file/a.png",
        "file/",
        "no/such/a.png",
        "dangling.png",
        "dangling/",
        "dangling/a.png",
        "/dev/null",
        "/proc/a.png",
        &long,
        &deep,
    ] {
        let (exit, refused) = shell.json(&format!("{ENHANCE} -o '{output}'")).await;
        let found = (exit, &refused["error"]["field"]);
        assert_eq!(found, (2, &json!("output")), "{output}: {refused}");
    }
    // What is no file is not replaced either.
    for output in ["/dev/null", "d"] {
        let words = format!("{ENHANCE} -o '{output}' --force");
        assert_eq!(shell.json(&words).await.0, 2, "{output}");
    }
    let facts = "run score-picture --image https://example.com/a.jpg -o a.json";
    let (exit, refused) = shell.json(facts).await;
    assert_eq!((exit, &refused["error"]["field"]), (2, &json!("output")));
    assert_eq!(simulator.meter().accepted, 0);
    assert_eq!(
        shell.files().len(),
        4,
        "no trial stays: {:?}",
        shell.files()
    );
}

#[tokio::test]
async fn a_dot_is_no_extension() {
    let shell = Shell::new();
    for name in ["my.cat", "v1.2"] {
        let words = format!("run general-3.0 --prompt a --simulate -o {name}");
        let (exit, done) = shell.json(&words).await;
        let file = &done["done"]["media"][0]["file"];
        assert_eq!((exit, file), (0, &json!(format!("{name}.jpg"))));
    }
}
