//! What is refused before anything is sent: exit status 2, and one error.

use host_test::Ear;
use host_test::program::Shell;
use serde_json::Value;

const GENERAL: &str = "high-aes-general-v30l-zt2i";
const SECRET: &str = "c2VjcmV0LXRoYXQtaXMtbm90LXNob3du";

/// Runs with `--json`, and takes the error apart.
async fn refused(shell: &Shell, words: &str) -> Value {
    let (exit, printed) = shell.json(words).await;
    assert_eq!(exit, 2, "{words:?}: {printed}");
    let members: Vec<_> = printed.as_object().unwrap().keys().collect();
    assert_eq!(members, ["error"], "{words:?}");
    let error = &printed["error"];
    for name in ["kind", "advice", "message", "message_zh"] {
        let text = error[name].as_str().unwrap_or_default();
        assert!(!text.is_empty(), "{words:?}: {name} of {error}");
    }
    assert_eq!(error["purchase"], "not-made", "{words:?}");
    assert!(!printed.to_string().contains(SECRET), "{words:?}");
    error.clone()
}

async fn listening() -> (Ear, Shell) {
    let ear = Ear::listen().await;
    let keys = volc_sim::Keys::new("AKLTgood", SECRET);
    let shell = Shell::with_keys(&keys, &ear.endpoint());
    (ear, shell)
}

#[tokio::test]
async fn command_lines_that_make_no_sense() {
    let (ear, shell) = listening().await;
    for words in [
        "",
        "no-such-command",
        "run",
        &format!("run {GENERAL} --prompt"),
        &format!("run {GENERAL} --no-such-flag"),
        &format!("run {GENERAL} --prompt a --prompt b"),
        "task",
        "task wait",
        &format!("run {GENERAL} --prompt a --wait soon"),
    ] {
        let error = refused(&shell, words).await;
        assert_eq!(error["kind"], "invalid-input", "{words:?}: {error}");
    }
    assert_eq!(ear.heard().await, 0);
}

#[tokio::test]
async fn values_that_cannot_be() {
    let (ear, shell) = listening().await;
    for (flags, field) in [
        ("--prompt a --width wide", "width"),
        ("--prompt a --width 100", "width"),
        ("--prompt a --scale 11", "scale"),
        ("--prompt ''", "prompt"),
        ("", "prompt"),
        ("--args-json {", "arguments"),
        ("--args-json @no-such-file", "args-json"),
        ("--prompt a -o no/such/directory/cat.png", "output"),
        ("--prompt a --watermark-opacity 2", "watermark-opacity"),
    ] {
        let words = format!("run {GENERAL} {flags}");
        let error = refused(&shell, &words).await;
        assert_eq!(error["field"], field, "{words:?}: {error}");
    }
    let film = "run jimeng-video-2.0 --prompt a --watermark";
    assert_eq!(refused(&shell, film).await["kind"], "unsupported");
    let edit = "run seededit-3.0 --prompt a --image no-such-file.png";
    assert_eq!(refused(&shell, edit).await["field"], "image");
    let process = "run jimeng-2.1 --prompt a --no-wait";
    assert_eq!(refused(&shell, process).await["field"], "no-wait");
    assert_eq!(ear.heard().await, 0);
    assert!(shell.files().is_empty());
}

#[tokio::test]
async fn tools_of_the_other_side() {
    let (ear, china) = listening().await;
    let (_, byteplus) = listening().await;
    let byteplus = byteplus
        .set("VOLC_ENDPOINT", &ear.endpoint())
        .set("VOLC_REGION", "ap-singapore-1");
    let links = "--image-url https://example.com/a.jpg --audio-url https://example.com/a.mp3";
    for (shell, tool, other) in [
        (&byteplus, "omnihuman-1.5", "`byteplus-omnihuman-1.5`"),
        (&china, "byteplus-omnihuman-1.5", "`omnihuman-1.5`"),
    ] {
        let error = refused(shell, &format!("run {tool} {links}")).await;
        assert_eq!(
            (&error["kind"], &error["field"]),
            (&"unsupported".into(), &"tool".into())
        );
        for name in ["message", "message_zh"] {
            assert!(error[name].as_str().unwrap().contains(other), "{error}");
        }
    }
    let torn = [
        ("https://visual.volcengineapi.com", "ap-singapore-1"),
        ("https://cv.byteplusapi.com", "cn-north-1"),
    ];
    for (endpoint, region) in torn {
        let (_, shell) = listening().await;
        let shell = shell
            .set("VOLC_ENDPOINT", endpoint)
            .set("VOLC_REGION", region);
        for words in ["check", &format!("run {GENERAL} --prompt a")] {
            let error = refused(&shell, words).await;
            assert_eq!(error["field"], "region", "{error}");
            for part in [region, endpoint.strip_prefix("https://").unwrap()] {
                assert!(error["message"].as_str().unwrap().contains(part), "{error}");
            }
        }
    }
    assert_eq!(ear.heard().await, 0);
}

#[tokio::test]
async fn tools_and_tasks_that_are_none() {
    let (ear, shell) = listening().await;
    for words in ["run no-such-tool --prompt a", "describe no-such-tool"] {
        let error = refused(&shell, words).await;
        assert_eq!(error["field"], "tool", "{words:?}: {error}");
    }
    for text in ["7392616336519610409", "vt1.damaged.00000000", ""] {
        for action in ["status", "wait", "cancel"] {
            let error = refused(&shell, &format!("task {action} '{text}'")).await;
            assert_eq!(error["field"], "task", "{action} {text}: {error}");
        }
    }
    assert_eq!(ear.heard().await, 0);
}

#[tokio::test]
async fn components_that_are_none() {
    let (ear, shell) = listening().await;
    std::fs::write(shell.path("text.wasm"), "not WebAssembly").unwrap();
    std::fs::write(shell.path("core.wasm"), b"\0asm\x01\0\0\0").unwrap();
    for (file, says) in [
        ("text.wasm", "it is not WebAssembly"),
        ("core.wasm", "it is a core module"),
        ("no-such-file.wasm", "cannot be read"),
    ] {
        for words in [
            format!("--component {file} tools"),
            format!("--component {file} run {GENERAL} --prompt a"),
            format!("check --component {file}"),
        ] {
            let error = refused(&shell, &words).await;
            assert_eq!(error["field"], "component", "{words:?}: {error}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(says), "{message}");
        }
    }
    assert_eq!(ear.heard().await, 0);
}

#[tokio::test]
async fn keys_and_endpoints_that_cannot_be_used() {
    let run = &format!("run {GENERAL} --prompt a");
    let commands = [run, "check"];
    let ear = Ear::listen().await;
    for words in commands {
        let error = refused(&Shell::new(), words).await;
        assert_eq!(error["kind"], "no-credentials", "{error}");
        for name in ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "--simulate"] {
            assert!(error["message"].as_str().unwrap().contains(name), "{error}");
        }
        let half = Shell::new().set("VOLC_ACCESSKEY", "AKLTgood");
        let error = refused(&half, words).await;
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains("VOLC_SECRETKEY")
        );

        let broken = format!("{SECRET} {SECRET}");
        let keys = volc_sim::Keys::new("AKLTgood", broken);
        let error = refused(&Shell::with_keys(&keys, &ear.endpoint()), words).await;
        assert_eq!(error["field"], "secret-access-key", "{error}");

        let keys = volc_sim::Keys::new("AKLTgood", SECRET);
        for endpoint in [
            "http://visual.volcengineapi.com",
            "http://10.0.0.1",
            "no address",
        ] {
            let error = refused(&Shell::with_keys(&keys, endpoint), words).await;
            assert_eq!(error["kind"], "denied-by-host", "{endpoint}: {error}");
            assert_eq!(error["field"], "endpoint", "{endpoint}: {error}");
        }
    }
    assert_eq!(ear.heard().await, 0);

    // For people the same is said in the terminal's language, and on standard error.
    let plain = Shell::new().run(run).await;
    assert_eq!((plain.exit, plain.out.as_str()), (2, ""));
    assert!(plain.err.contains("VOLC_ACCESSKEY") && !plain.err.contains("密钥"));
    assert!(plain.err.contains("billed: no"));
    let plain = Shell::new().set("LANG", "zh_CN.UTF-8").run(run).await;
    assert!(plain.err.contains("VOLC_ACCESSKEY") && plain.err.contains("密钥"));
    assert!(plain.err.contains("计费：否"));
}

/// What a pipe or a device holds is counted as it is read: the system says 0.
#[cfg(unix)]
#[tokio::test]
async fn input_without_an_end_is_not_read_to_it() {
    let (ear, shell) = listening().await;
    let script = "head -c 110000000 /dev/zero | \"$@\"";
    for (tool, flag, source) in [
        ("seededit-3.0", "--image", "/dev/stdin"),
        ("seededit-3.0", "--image", "-"),
        (GENERAL, "--args-json", "@/dev/stdin"),
        (GENERAL, "--args-json", "-"),
    ] {
        let words = format!("run {tool} {flag} {source} --json");
        let ran = shell.run_within(script, &words).await;
        assert_eq!(ran.exit, 2, "{words:?}: {ran:?}");
        let message = ran.object()["error"]["message"].clone();
        let message = message.as_str().unwrap_or_default();
        assert!(message.contains("it has more than"), "{words:?}: {message}");
    }
    assert_eq!(ear.heard().await, 0);
}

/// A secret in the place of the identifier would be sent, and repeated.
#[tokio::test]
async fn a_secret_is_not_sent_in_the_place_of_the_identifier() {
    let secret = "VFdGalpHVm1aMmhwYW10c2JXNXZjSEZ5YzNSMWRuZDRlWG89MDEyMzQ1Njc4OQ==";
    for (id, other) in [
        (secret, "AKLTgood"),
        (secret, secret),
        ("AKLTgood", "AKLTgood"),
    ] {
        let ear = Ear::listen().await;
        let keys = volc_sim::Keys::new(id, other);
        let shell = Shell::with_keys(&keys, &ear.endpoint());
        for words in [
            &format!("run {GENERAL} --prompt 'a cat'"),
            "check",
            "raw CVProcess --api-version 2022-08-31 --body-json {}",
        ] {
            let ran = shell.run(&format!("{words} --json")).await;
            assert_eq!(ran.exit, 2, "{words:?}: {ran:?}");
            assert!(ran.out.contains("swapped"), "{words:?}: {ran:?}");
            let printed = ran.out + &ran.err;
            assert!(!printed.contains(&secret[..20]), "{words:?}: {printed}");
        }
        assert_eq!(ear.heard().await, 0);
    }
}

#[tokio::test]
async fn what_a_cut_picture_lacks_is_told_before_anything_is_bought() {
    let (simulator, shell) = Shell::simulated().await;
    let ran = shell.run("run general-3.0 --prompt 'a cat' -o a.jpg").await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let edit = "run seededit-3.0 --prompt a --image a.jpg";
    let ran = shell.run(&edit).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let bought = simulator.requests().len();
    let whole = std::fs::read(shell.path("a.jpg")).unwrap();
    std::fs::write(shell.path("a.jpg"), &whole[..whole.len() / 2]).unwrap();
    let error = refused(&shell, edit).await;
    assert_eq!(error["field"], "image", "{error}");
    assert!(
        error["message"].to_string().contains("truncated"),
        "{error}"
    );
    for url in [
        "http://localhost/a.png",
        "https://192.168.0.7/a.png",
        "https://nas.local/a.png",
    ] {
        let words = format!("run seededit-3.0 --image {url} --prompt a");
        let error = refused(&shell, &words).await;
        assert!(
            error["message"].to_string().contains("public internet"),
            "{error}"
        );
    }
    assert_eq!(simulator.requests().len(), bought);
}
