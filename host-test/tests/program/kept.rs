//! What was paid for is kept: inline products, taken names, places that
//! cannot be written.

use crate::program::held_reply;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use host_test::product;
use host_test::program::Shell;
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use volc_sim::{Fault, Held, Target, What};

const ENHANCE: &str = "run enhance --image https://example.com/a.jpg";
const INLINE: &str = "run jimeng-2.1 --prompt sea --delivery bytes";

fn is_picture(bytes: &[u8]) -> bool {
    product::file(bytes).mime_type.starts_with("image/")
}

/// Every tool that has no links to give.
#[tokio::test]
async fn without_an_output_an_inline_product_is_a_file_here() {
    let (simulator, shell) = Shell::simulated().await;
    for (number, words) in [
        "enhance",
        "age --target-age 5",
        "anime --prompt 'a cat'",
        "convert-photo",
        "correct-picture",
    ]
    .into_iter()
    .enumerate()
    {
        let words = format!("run {words} --image https://example.com/a.jpg");
        let (exit, done) = shell.json(&words).await;
        assert_eq!(exit, 0, "{words}: {done}");
        let name = done["done"]["media"][0]["file"].as_str().expect("a file");
        assert!(name.starts_with("visual-"), "{name}");
        assert!(is_picture(&std::fs::read(shell.path(name)).unwrap()));
        assert_eq!(shell.files().len(), number + 1);
    }
    assert_eq!(simulator.meter().accepted, 5);
    let ran = shell.run(&ENHANCE).await;
    assert!(
        ran.out.starts_with("visual-") && !ran.out.contains("inline"),
        "{ran:?}"
    );
}

#[tokio::test]
async fn a_name_that_the_type_makes_is_checked_before_the_purchase() {
    let (simulator, shell) = Shell::simulated().await;
    let words = format!("{INLINE} -o b.jpg");
    let ran = shell.run(&words).await;
    assert_eq!(
        (ran.exit, shell.files()),
        (0, vec!["b.png".to_owned()]),
        "{ran:?}"
    );
    let (exit, refused) = shell.json(&words).await;
    assert_eq!((exit, &refused["error"]["field"]), (2, &json!("output")));
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("b.png") && message.contains("--force"),
        "{message}"
    );
    assert_eq!(simulator.meter().accepted, 1);

    std::fs::write(shell.path("set-7.webp"), "mine").unwrap();
    let set = "run jimeng-4.0 --prompt 'a [images-2]' -o set.png";
    assert_eq!(shell.run(&set).await.exit, 2);
    // A tool that makes one picture never has that name.
    let (exit, done) = shell.json(&format!("{INLINE} -o set.png")).await;
    assert_eq!(
        (exit, &done["done"]["media"][0]["file"]),
        (0, &json!("set.png"))
    );
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn a_name_that_is_taken_meanwhile_leads_to_the_next() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let run = shell.start(&format!("{ENHANCE} -o a.jpg --json"));
    reply.reached(1).await;
    for name in ["a.jpg", "a.png", "a_2.jpg", "a_2.png"] {
        std::fs::write(shell.path(name), "mine").unwrap();
    }
    reply.open();
    let ran = run.ended().await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.err.contains("exists; saved as a_3."), "{ran:?}");
    let file = ran.object()["done"]["media"][0]["file"].clone();
    assert!(file.as_str().unwrap().starts_with("a_3."), "{file}");
    assert_eq!(std::fs::read(shell.path("a.jpg")).unwrap(), b"mine");
}

#[tokio::test]
async fn one_taken_name_in_a_set_costs_nothing() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(Held::Generating);
    let words = "run jimeng-4.0 --prompt 'a [images-3]' -o c.png";
    let run = shell.start(&words);
    simulator.arrived(&Target::AnyQuery, 1).await;
    std::fs::write(shell.path("c-2.png"), "mine").unwrap();
    simulator.release_tasks();
    let ran = run.ended().await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let names = ["c-1.png", "c-2.png", "c-2_2.png", "c-3.png"];
    assert_eq!(shell.files(), names);
    assert_eq!(std::fs::read(shell.path("c-2.png")).unwrap(), b"mine");
}

/// Buys while the place of its product vanishes; the shell of it.
async fn spoilt(words: &str, temporary: &str, spoil: impl FnOnce(&Shell)) -> (Value, Shell) {
    let (simulator, shell) = Shell::simulated().await;
    let temporary = match temporary {
        "" => shell.path("").display().to_string(),
        other => other.to_owned(),
    };
    let shell = shell.set("TMPDIR", &temporary);
    let reply = held_reply(&simulator);
    let run = shell.start(&format!("{words} --json"));
    reply.reached(1).await;
    spoil(&shell);
    reply.open();
    let ran = run.ended().await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    let told = ran.object();
    assert_eq!(told["error"]["purchase"], "made", "{told}");
    assert_eq!(simulator.meter().accepted, 1);
    (told, shell)
}

fn into_a_file(shell: &Shell) {
    std::fs::remove_dir(shell.path("new")).unwrap();
    std::fs::write(shell.path("new"), "").unwrap();
}

fn gone(shell: &Shell) {
    std::fs::remove_dir_all(shell.path("")).unwrap();
}

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The file where a product is kept, which its owner alone can read.
fn is_kept(told: &Value, shell: &Shell) -> std::path::PathBuf {
    let file = told["error"]["media"][0]["file"].as_str().expect("a file");
    let path = shell.path("").join(file);
    assert_eq!(mode(&path), 0o600, "{told}");
    assert!(is_picture(&std::fs::read(&path).unwrap()));
    path
}

#[tokio::test]
async fn what_cannot_be_saved_there_is_kept_somewhere_else() {
    // In the current directory.
    let words = format!("{ENHANCE} -o new/");
    let (told, shell) = spoilt(&words, "/dev/null", into_a_file).await;
    let path = is_kept(&told, &shell);
    assert_eq!(path.parent().unwrap(), shell.path(""));
    // A link of a tool without tasks, too.
    let words = "run jimeng-2.1 --prompt sea -o new/";
    let (told, shell) = spoilt(words, "/dev/null", into_a_file).await;
    is_kept(&told, &shell);
    // Beside temporary files, where the current directory is gone.
    let temporary = tempfile::tempdir().unwrap();
    let place = temporary.path().display().to_string();
    let (told, shell) = spoilt(ENHANCE, &place, gone).await;
    assert!(is_kept(&told, &shell).starts_with(temporary.path()));
    // Beside the journal, where neither is there.
    let (told, shell) = spoilt(ENHANCE, "/dev/null", gone).await;
    let path = is_kept(&told, &shell);
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(shell.state().contains(&name.to_owned()), "{path:?}");
}

/// No file can be written at all.
#[tokio::test]
async fn what_can_be_kept_nowhere_is_in_the_report() {
    let (simulator, shell) = Shell::simulated().await;
    // In units of 512 bytes.
    let script = r#"ulimit -f 600; exec "$@""#;
    let words = format!("{ENHANCE} --no-journal -o a.png");
    let ran = shell.run_within(script, &format!("{words} --json")).await;
    assert_eq!(ran.exit, 1, "{}", ran.err);
    let told = ran.object();
    let content = &told["error"]["media"][0]["content"]["base64"];
    let bytes = STANDARD.decode(content.as_str().expect("a text")).unwrap();
    assert!(is_picture(&bytes));
    let ran = shell.run_within(script, &words).await;
    assert_eq!(ran.exit, 1, "{}", ran.err);
    let text = ran.out.lines().find_map(|line| line.split_once(";base64,"));
    let (head, text) = text.expect("the product");
    assert!(head.starts_with("data:image/"), "{head}");
    assert!(is_picture(&STANDARD.decode(text).unwrap()));
    assert_eq!(shell.files(), [""; 0], "nothing half written stays");
    assert_eq!(simulator.meter().accepted, 2);
}

/// What could not be saved is the error of the command, for people too.
#[tokio::test]
async fn a_product_that_was_not_saved_is_an_error() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.inject(Fault::always(Target::Download, What::CutBody(100)));
    let words = "run general-3.0 --prompt 'a cat' -o a.jpg";
    let ran = shell.run(&words).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(
        ran.err
            .lines()
            .any(|line| line.starts_with("error: result 1 was not saved")),
        "{ran:?}"
    );
    assert!(ran.out.contains("billed: yes"), "{ran:?}");
}

/// What this machine cannot do is no fault of the program.
#[tokio::test]
async fn a_full_disk_and_a_taken_port_are_told_apart_from_faults() {
    let (_simulator, shell) = Shell::simulated().await;
    let words = format!("{ENHANCE} --no-journal -o a.png --json");
    let ran = shell
        .run_within(r#"ulimit -f 600; exec "$@""#, &words)
        .await;
    assert_eq!(ran.object()["error"]["kind"], "io", "{}", ran.err);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (exit, told) = shell.json(&format!("simulate --port {port}")).await;
    assert_eq!((exit, &told["error"]["kind"]), (1, &json!("io")));
}

/// An answer of a tool without tasks.
fn answer(data: Value) -> Fault {
    let body = json!({ "code": 10000, "data": data, "message": "Success" });
    Fault::always(Target::AnySubmit, What::json(body))
}

#[tokio::test]
async fn answers_without_a_request_id_do_not_share_a_name() {
    let (simulator, shell) = Shell::simulated().await;
    let png = STANDARD.encode(b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xaeB`\x82");
    simulator.inject(answer(json!({ "binary_data_base64": [png] })));
    for number in 1..=3 {
        let ran = shell.run(&ENHANCE).await;
        assert_eq!((ran.exit, shell.files().len()), (0, number), "{ran:?}");
    }
}

/// One that is cut off may be all there is.
#[tokio::test]
async fn a_damaged_product_that_is_nowhere_else_is_kept() {
    let (simulator, shell) = Shell::simulated().await;
    let png = STANDARD.encode(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0");
    simulator.inject(answer(json!({ "binary_data_base64": [png] })));
    let ran = shell.run(&format!("{ENHANCE} -o a.png")).await;
    assert_eq!(
        (ran.exit, shell.files()),
        (1, vec!["a.png".to_owned()]),
        "{ran:?}"
    );
    assert!(ran.err.contains("truncated"), "{ran:?}");
}

#[tokio::test]
async fn no_more_is_fetched_than_the_tool_can_make() {
    let (simulator, shell) = Shell::simulated().await;
    let made = "run jimeng-2.1 --prompt sea --json";
    let link = shell.run(&made).await.object()["done"]["media"][0]["content"]["url"].clone();
    simulator.inject(answer(json!({ "image_urls": vec![link; 10_000] })));
    let words = "run jimeng-2.1 --prompt sea -o new/";
    let ran = shell.run(&words).await;
    assert_eq!(ran.exit, 1, "{}", ran.err);
    assert_eq!(simulator.meter().downloads, 1);
    assert!(ran.out.lines().count() < 110, "a line each, to a limit");
    let (exit, told) = shell.json(&words).await;
    let media = told["error"]["media"].as_array().expect("media");
    assert_eq!((exit, media.len()), (1, 10_000));
    assert_eq!(std::fs::read_dir(shell.path("new")).unwrap().count(), 2);
}

/// A name was given, and there is nothing to put there.
#[tokio::test]
async fn an_output_with_nothing_saved_is_an_error() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.inject(answer(json!({ "score": 1 })));
    let words = "custom some_key --actions process --body-json {} -o a.png";
    let ran = shell.run(&words).await;
    assert_eq!((ran.exit, shell.files()), (1, Vec::new()), "{ran:?}");
    assert!(ran.err.contains("nothing to save"), "{ran:?}");
}

/// A small part of `cargo xtask torture products`.
#[tokio::test(flavor = "multi_thread")]
async fn by_chance_no_product_is_lost() {
    let flaws = host_test::products::buy(30, 7).await.flaws();
    assert!(flaws.is_empty(), "{flaws:#?}");
}
