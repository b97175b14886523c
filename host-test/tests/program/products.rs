//! What becomes of products on their way to disk, the bad ones among them.

use host_test::product;
use host_test::program::Shell;
use serde_json::{Value, json};
use volc_sim::{Fault, Target, What};

const GENERAL: &str = "high-aes-general-v30l-zt2i";

#[tokio::test]
async fn four_pictures_are_four_files() {
    let shell = Shell::new();
    let words = "run jimeng-4.0 --simulate --prompt 'cats [images-4]' -o cat.png";
    let ran = shell.run(&words).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let names = ["cat-1.png", "cat-2.png", "cat-3.png", "cat-4.png"];
    assert_eq!(shell.files(), names);
    assert_eq!(ran.out.lines().count(), 4);
    for (line, name) in ran.out.lines().zip(names) {
        let bytes = std::fs::read(shell.path(name)).unwrap();
        let (width, height) = product::file(&bytes).size.unwrap();
        let begins = format!(
            "{name} (image/png, {width}x{height}, {} bytes, link expires 20",
            bytes.len()
        );
        assert!(
            line.starts_with(&begins) && line.ends_with(" UTC)"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn a_type_other_than_the_name_says_is_noted() {
    let shell = Shell::new();
    let words = format!("run {GENERAL} --simulate --prompt 'a cat' -o cat.png");
    let ran = shell.run(&words).await;
    assert_eq!((ran.exit, shell.files()), (0, vec!["cat.jpg".to_owned()]));
    assert!(
        ran.err.contains("note: got JPEG; saved as cat.jpg"),
        "{}",
        ran.err
    );
}

#[tokio::test]
async fn a_film_that_is_asked_for_as_bytes_can_be_played() {
    let shell = Shell::new();
    for delivery in ["bytes", "base64"] {
        let name = format!("{delivery}.mp4");
        let words =
            format!("run jimeng-video-2.0 --simulate --prompt sea --delivery {delivery} -o {name}");
        let (exit, printed) = shell.json(&words).await;
        assert_eq!(
            (exit, &printed["done"]["warnings"]),
            (0, &json!([])),
            "{printed}"
        );
        let film = std::fs::read(shell.path(&name)).unwrap();
        let boxes = boxes(&film);
        assert!(
            boxes.iter().any(|name| name == "moov") && boxes.iter().any(|name| name == "mdat"),
            "{boxes:?}"
        );
    }
}

/// The names of a film's boxes, which follow each other to its very end.
fn boxes(film: &[u8]) -> Vec<String> {
    let (mut at, mut names) = (0, Vec::new());
    while at < film.len() {
        let size = u32::from_be_bytes(film[at..at + 4].try_into().unwrap());
        names.push(String::from_utf8_lossy(&film[at + 4..at + 8]).into_owned());
        at += size as usize;
    }
    assert_eq!(at, film.len(), "{names:?}");
    names
}

/// The program failed to save, left no file, and printed the task, with which
/// the product is then had after all.
async fn is_had_later(shell: &Shell, printed: &Value, name: &str) {
    let error = &printed["error"];
    assert_eq!(error["purchase"], "made", "{printed}");
    assert_eq!(error["advice"], "collect-task", "{printed}");
    let task = error["task"]["text"].as_str().unwrap();
    let link = &error["media"][0]["content"]["url"];
    assert!(link.is_string(), "{printed}");
    assert!(shell.files().is_empty(), "{:?}", shell.files());
    let (exit, printed) = shell.json(&format!("task wait {task} -o {name}")).await;
    assert_eq!(exit, 0, "{printed}");
    assert_eq!(shell.files(), [name]);
    std::fs::remove_file(shell.path(name)).unwrap();
}

#[tokio::test]
async fn what_is_cut_or_lies_is_no_file_and_costs_nothing_more() {
    let (simulator, shell) = Shell::simulated().await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde";
    let http = |head: &str, body: &[u8]| {
        What::Raw([b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n\r\n", body].concat())
    };
    let mut bought = 0;
    for (what, said) in [
        (
            http("content-type: image/png\r\ncontent-length: 33", png),
            "truncated",
        ),
        (
            http(
                "content-type: image/jpeg\r\ncontent-length: 9",
                b"\xff\xd8\xff\xe0\0\x10JFI",
            ),
            "truncated",
        ),
        (
            http(
                "content-type: image/png\r\ncontent-length: 13",
                b"<html></html>",
            ),
            "a web page",
        ),
        (
            http(
                "content-type: text/html\r\ncontent-length: 13",
                b"<html></html>",
            ),
            "a web page",
        ),
        (http("content-length: 0", b""), "empty"),
        (http("content-length: 999", png), "lost"),
        (http("connection: close", b""), "empty"),
        (What::CloseAfter(2_000), "lost"),
        (What::answer(500, "text/plain", "busy"), "500"),
    ] {
        // As often as it is asked for.
        simulator.inject(Fault::always(Target::Download, what));
        let words = format!("run {GENERAL} --prompt 'a cat' -o cat.jpg");
        let ran = shell.run(&format!("{words} --json")).await;
        simulator.clear_faults();
        bought += 1;
        assert_eq!(ran.exit, 1, "{ran:?}");
        assert!(
            ran.err.contains("result 1 was not saved") && ran.err.contains(said),
            "{}",
            ran.err
        );
        is_had_later(&shell, &ran.object(), "cat.jpg").await;
        assert_eq!(simulator.meter().accepted, bought);
    }
}

#[tokio::test]
async fn an_ended_link_is_replaced_by_a_fresh_one() {
    let (simulator, shell) = Shell::simulated().await;
    let gone = What::answer(403, "text/plain", "expired");
    simulator.inject(Fault::once(Target::Download, gone));
    let (exit, printed) = shell
        .json(&format!("run {GENERAL} --prompt 'a cat' -o cat.jpg"))
        .await;
    assert_eq!(
        (exit, shell.files()),
        (0, vec!["cat.jpg".to_owned()]),
        "{printed}"
    );
    assert_eq!(simulator.meter().accepted, 1);
}

#[cfg(unix)]
#[tokio::test]
async fn on_a_full_disk_no_part_is_left_and_the_task_is_printed() {
    let (simulator, shell) = Shell::simulated().await;
    // Files may have some hundred KiB, as if the disk were full then.
    let script = r#"trap "" XFSZ; ulimit -f 1200; exec "$@""#;
    let words = "run jimeng-4.0 --prompt 'a cat' -o cat.png --json";
    let ran = shell.run_within(script, &words).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(ran.err.contains("could not be written"), "{}", ran.err);
    is_had_later(&shell, &ran.object(), "cat.png").await;
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_picture_can_come_from_standard_input() {
    let (simulator, shell) = Shell::simulated().await;
    let (exit, _) = shell
        .json(&format!("run {GENERAL} --prompt 'a cat' -o cat.jpg"))
        .await;
    assert_eq!(exit, 0);
    #[cfg(unix)]
    {
        let words = "run seededit-3.0 --prompt snow --image - -o snow.png --json";
        let ran = shell.run_within(r#"exec "$@" < cat.jpg"#, &words).await;
        assert_eq!(ran.exit, 0, "{ran:?}");
        assert_eq!(shell.files(), ["cat.jpg", "snow.png"]);
    }
    let (exit, refused) = shell.json("run seededit-3.0 --prompt snow --image -").await;
    assert_eq!(
        (exit, &refused["error"]["field"]),
        (2, &json!("image")),
        "{refused}"
    );
    assert_eq!(simulator.meter().accepted, if cfg!(unix) { 2 } else { 1 });
}

#[tokio::test]
async fn a_preview_needs_a_terminal() {
    let shell = Shell::new();
    let words = format!("run {GENERAL} --simulate --prompt 'a cat' -o cat.png --preview");
    let ran = shell.run(&words).await;
    assert_eq!(ran.exit, 2, "{ran:?}");
    assert!(
        ran.err.contains("terminal") && shell.files().is_empty(),
        "{ran:?}"
    );
}
