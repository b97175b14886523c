//! Messages say what is the case, and what would help.

use host_test::program::{Ran, Shell};
use serde_json::json;

const CHINESE: (&str, &str) = ("LC_ALL", "zh_CN.UTF-8");

/// Both languages of a command that fails.
async fn failed(shell: Shell, words: &str) -> [Ran; 2] {
    let en = shell.run(words).await;
    let zh = shell.set(CHINESE.0, CHINESE.1).run(words).await;
    assert!(en.exit != 0 && en.exit == zh.exit, "{en:?} {zh:?}");
    [en, zh]
}

fn assert_says(ran: &Ran, says: &[&str]) {
    for words in says {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
}

#[tokio::test]
async fn a_misspelt_region_is_refused_with_those_that_are_known() {
    for region in ["ap-singapor-1", "ap-singapore-2", "cn-north"] {
        for words in [
            "check",
            "run general-3.0 --prompt a",
            "run general-3.0 --prompt a --simulate",
            "raw OCRNormal",
        ] {
            let (simulator, shell) = Shell::simulated().await;
            let [en, zh] = failed(shell.set("VOLC_REGION", region), words).await;
            for ran in [en, zh] {
                assert_eq!(ran.exit, 2, "{ran:?}");
                let variable = format!("VOLC_REGION {region}");
                assert_says(
                    &ran,
                    &[&variable, "cn-north-1", "cn-beijing", "ap-singapore-1"],
                );
                assert!(!ran.err.contains("quota"), "{ran:?}");
            }
            assert_eq!(simulator.requests().len(), 0);
        }
    }
    let (_simulator, shell) = Shell::simulated().await;
    let ran = shell.set("VOLC_REGION", "cn-beijing").run("check").await;
    assert_eq!(ran.exit, 0, "{ran:?}");
}

#[tokio::test]
async fn a_tool_of_the_other_side_leads_to_its_counterpart_and_to_the_region() {
    let links = "--image-url https://example.com/a.jpg --audio-url https://example.com/a.mp3";
    for (region, tool, says) in [
        (
            "cn-north-1",
            "byteplus-omnihuman-1.5",
            ["`omnihuman-1.5`", "VOLC_REGION=ap-singapore-1"],
        ),
        (
            "ap-singapore-1",
            "omnihuman-1.5",
            ["`byteplus-omnihuman-1.5`", "VOLC_REGION=cn-north-1"],
        ),
    ] {
        let (_simulator, shell) = Shell::simulated().await;
        let shell = shell.set("VOLC_REGION", region);
        for ran in failed(shell, &format!("run {tool} {links}")).await {
            assert_says(&ran, &says);
            // Nothing is bought, so nothing is said of what it would cost.
            assert!(
                !ran.err.contains("USD") && !ran.err.contains("CNY"),
                "{ran:?}"
            );
        }
    }
    let (_simulator, shell) = Shell::simulated().await;
    let shell = shell.set("VOLC_REGION", "ap-singapore-1");
    for ran in failed(shell, "run general-3.0 --prompt a").await {
        assert_says(&ran, &["visual tools byteplus", "VOLC_REGION=cn-north-1"]);
    }
}

#[tokio::test]
async fn an_unknown_action_or_key_is_told_as_such() {
    let (_simulator, shell) = Shell::simulated().await;
    for ran in failed(shell, "raw Foo").await {
        assert_says(&ran, &["`Foo`", "2022-08-31", "--api-version"]);
        assert!(!ran.err.contains("out of date"), "{ran:?}");
        assert!(!ran.err.contains("过时"), "{ran:?}");
    }
    let (_simulator, shell) = Shell::simulated().await;
    for ran in failed(shell, "custom foo --body-json {}").await {
        assert_says(&ran, &["req_key", "`foo`", "REQ_KEY"]);
        assert!(!ran.err.contains("IAM"), "{ran:?}");
    }
}

#[tokio::test]
async fn a_limit_below_one_call_does_not_advise_to_wait() {
    for (option, says) in [
        ("--max-calls 0", "--max-calls"),
        ("--force-single --max-cost 0.1", "0.22 CNY"),
    ] {
        let (simulator, shell) = Shell::simulated().await;
        let words = format!("run jimeng-4.0 --prompt a {option}");
        for ran in failed(shell, &words).await {
            assert_says(&ran, &[says]);
            assert!(!ran.err.contains("24 h"), "{ran:?}");
            assert!(!ran.err.contains("24 小时"), "{ran:?}");
        }
        assert_eq!(simulator.requests().len(), 0);
    }
}

#[tokio::test]
async fn of_two_images_the_missing_one_is_named() {
    let image = "--image https://example.com/a.jpg";
    for (words, says) in [
        (format!("run jimeng-inpaint {image} --prompt a"), "--mask"),
        (format!("run erase {image}"), "--mask"),
        (
            "run erase --mask https://example.com/a.png".to_owned(),
            "--image",
        ),
    ] {
        let (_simulator, shell) = Shell::simulated().await;
        let [en, zh] = failed(shell, &words).await;
        assert_says(&en, &[&format!("error: {says} is required")]);
        assert_says(&zh, &[&format!("错误：{says} 为必填项")]);
    }
}

#[tokio::test]
async fn what_is_equal_to_a_name_stays_as_it_was_typed() {
    for (words, says) in [
        ("tool", "未知命令 `tool`"),
        ("describe task", "`task`"),
        ("describe tool", "`tool`"),
        ("task waits", "`waits`"),
        (
            "run seededit-3.0 --image image --prompt a --simulate",
            "`image`",
        ),
    ] {
        let shell = Shell::new().set(CHINESE.0, CHINESE.1);
        let ran = shell.run(words).await;
        assert_eq!(ran.exit, 2, "{ran:?}");
        assert_says(&ran, &[says]);
    }
    let ran = Shell::new().run("tool").await;
    assert_says(&ran, &["did you mean `tools`?"]);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_in_one_language() {
    for words in [
        "tools --component no-such.wasm",
        "tools --component .",
        "run seededit-3.0 --image no-such.jpg --prompt a",
        "run seededit-3.0 --image . --prompt a",
        "run general-3.0 --args-json @no-such.json",
        "run general-3.0 --args-json @binary",
        "run seededit-3.0 --image binary --prompt a --fit",
        "man binary",
        "task list --journal no-such.db",
        "task list --journal binary",
    ] {
        let (_simulator, shell) = Shell::simulated().await;
        std::fs::write(shell.path("binary"), [0xff, 0xfe, 0, 1]).unwrap();
        let [_, zh] = failed(shell, words).await;
        let first = zh.err.lines().next().unwrap_or_default();
        for english in ["os error", "directory", "utf-8", "format"] {
            assert!(!first.contains(english), "{words}: {first}");
        }
    }
}

#[tokio::test]
async fn a_key_that_is_repeated_says_that_nothing_new_was_bought() {
    let (simulator, shell) = Shell::simulated().await;
    let words = "run jimeng-4.0 --prompt a --force-single --idempotency-key k";
    assert_eq!(shell.run(words).await.exit, 0);
    let ran = shell.run(&format!("{words} --no-wait")).await;
    assert_eq!(ran.exit, 3, "{ran:?}");
    assert_says(
        &ran,
        &["billed: by an earlier call (nothing new was bought)"],
    );
    assert!(!ran.err.contains("CNY"), "{ran:?}");
    let other = words.replace("prompt a", "prompt b");
    let ran = shell.run(&other).await;
    assert_says(&ran, &["another key, or the same arguments"]);
    let shell = shell.set(CHINESE.0, CHINESE.1);
    let ran = shell.run(&format!("{words} --no-wait")).await;
    assert_says(&ran, &["计费：之前的调用已计费（未重复计费）"]);
    assert_eq!(simulator.meter().accepted, 1);
}

/// The vendor bills only what it returns.
#[tokio::test]
async fn a_task_that_failed_is_not_of_unknown_cost() {
    let (_simulator, shell) = Shell::simulated().await;
    for tool in ["general-3.0", "jimeng-4.0"] {
        let words = format!("run {tool} --prompt 'a [moderate-output]'");
        let ran = shell.run(&words).await;
        assert_says(&ran, &["billed: no (the task failed)"]);
    }
    let (_, told) = shell.json("task list --usage").await;
    let day = &told["usage"][0];
    assert_eq!(
        (&day["calls"], &day["without_price"]),
        (&json!(2), &json!(0))
    );
    let ran = shell.run("task list --usage").await;
    assert!(!ran.out.contains("unknown cost"), "{ran:?}");
    assert_eq!(shell.run("run general-3.0 --prompt a").await.exit, 0);
    let ran = shell.run("task list --usage").await;
    assert!(ran.out.contains("of which 1 of unknown cost"), "{ran:?}");
    assert!(ran.out.contains("1 image;"), "{ran:?}");
}

#[tokio::test]
async fn a_price_says_what_is_billed() {
    let shell = Shell::new();
    let ran = shell.run("price pippit-video-2.0-vinput --prompt a").await;
    assert!(ran.out.contains("the videos given"), "{ran:?}");
    assert!(!ran.out.contains("only returned"), "{ran:?}");
    let ran = shell.run("price jimeng-4.0").await;
    assert!(ran.out.contains("only returned results"), "{ran:?}");
}

#[tokio::test]
async fn a_part_of_a_name_leads_to_those_that_have_it() {
    for words in ["describe jimeng-video", "run inpaint --prompt a"] {
        for ran in failed(Shell::new(), words).await {
            let word = words.split(' ').nth(1).unwrap_or_default();
            assert_says(&ran, &[&format!("`visual tools {word}`")]);
        }
    }
    let [en, zh] = failed(Shell::new(), "run general-3.0 --prompt '' --simulate").await;
    assert_says(&en, &["error: --prompt is empty"]);
    assert_says(&zh, &["错误：--prompt 不能为空"]);
}

#[tokio::test]
async fn what_the_list_shows_is_found() {
    let shell = Shell::new();
    let all = shell.run("tools").await.out;
    let zh = shell.set(CHINESE.0, CHINESE.1);
    let all_zh = zh.run("tools").await.out;
    for (text, list) in [
        ("legacy", &all),
        ("unconfirmed", &all),
        ("旧版", &all_zh),
        ("未确认", &all_zh),
    ] {
        let shown = list.lines().filter(|line| line.contains(text)).count();
        let found = zh.json(&["tools", text]).await.1;
        let found = found["tools"].as_array().map_or(0, Vec::len);
        assert!(shown > 1 && found >= shown, "{text}: {found} of {shown}");
    }
    for list in [&all, &all_zh] {
        let heading = |line: &&str| !line.starts_with(' ');
        for heading in list.lines().filter(heading) {
            let ran = zh.run(&["tools", heading]).await;
            assert_eq!(ran.exit, 0, "{heading}: {ran:?}");
        }
    }
    let ran = zh.run(&["tools", "image", "edit"]).await;
    assert!(ran.out.contains("seededit-3.0"), "{ran:?}");
    assert!(!ran.out.contains("general-3.0 "), "{ran:?}");
}
