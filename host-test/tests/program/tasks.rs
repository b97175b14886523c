//! A job that one process submits and another collects.

use host_test::product;
use host_test::program::Shell;
use serde_json::{Value, json};
use volc_sim::{Config, Simulator};

const GENERAL: &str = "high-aes-general-v30l-zt2i";

async fn simulator(keys: &volc_sim::Keys, queue_ms: u64) -> Simulator {
    let config = Config {
        keys: vec![keys.clone()],
        queue_ms,
        ..Config::default()
    };
    Simulator::start(config).await.unwrap()
}

#[tokio::test]
async fn a_task_is_collected_by_another_process() {
    let keys = volc_sim::Keys::generate();
    let simulator = simulator(&keys, 50).await;
    let submitting = Shell::with_keys(&keys, &simulator.endpoint());
    let words = format!(
        "run {GENERAL} --prompt 'a cat' --width 512 --height 512 --no-wait --watermark=试用 --watermark-position top-left --watermark-opacity 0.5 --label-producer-id p-1 --label-content-producer 我们"
    );
    let (exit, printed) = submitting.json(&words).await;
    assert_eq!(exit, 3, "{printed}");
    let pending = &printed["pending"];
    let task = &pending["task"];
    let text = task["text"]
        .as_str()
        .expect("the text of the task")
        .to_owned();
    assert_eq!(task["tool"], GENERAL);
    assert!(!text.contains(&keys.access_key_id));
    assert_eq!(
        simulator.requests().len(),
        1,
        "submitted, and not asked for"
    );

    let collecting = Shell::with_keys(&keys, &simulator.endpoint());
    let (exit, printed) = collecting
        .json(&format!("task wait {text} -o cat.png"))
        .await;
    assert_eq!(exit, 0, "{printed}");
    assert_eq!(printed["done"]["task"]["id"], task["id"]);
    assert_eq!(printed["done"]["details"]["aigc_meta_tagged"], true);
    assert_eq!(printed["done"]["media"][0]["file"], "cat.jpg");
    let file = product::file(&std::fs::read(collecting.path("cat.jpg")).unwrap());
    assert_eq!(file.size, Some((512, 512)));

    // Watermark and label were asked for by the process that collected.
    let seen = simulator.requests();
    let queries: Vec<_> = seen
        .iter()
        .filter(|s| s.action.ends_with("GetResult"))
        .collect();
    assert!(!queries.is_empty());
    for query in queries {
        let body: Value = serde_json::from_slice(&query.body).unwrap();
        assert_eq!(body["task_id"], task["id"]);
        let asked: Value = serde_json::from_str(body["req_json"].as_str().unwrap()).unwrap();
        assert_eq!(
            asked,
            json!({
                "return_url": true,
                "logo_info": {
                    "add_logo": true, "position": 2, "opacity": 0.5, "logo_text_content": "试用",
                },
                "aigc_meta": { "producer_id": "p-1", "content_producer": "我们" },
            })
        );
    }
    let (exit, printed) = collecting.json(&format!("task status {text}")).await;
    assert_eq!(
        (exit, printed["done"]["task"]["id"].clone()),
        (0, task["id"].clone())
    );
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn time_that_runs_out_leaves_the_task() {
    let keys = volc_sim::Keys::generate();
    let simulator = simulator(&keys, 600_000).await;
    let shell = Shell::with_keys(&keys, &simulator.endpoint());
    let words = format!("run {GENERAL} --prompt 'a cat' --wait 5");
    let (exit, printed) = shell.json(&words).await;
    assert_eq!(exit, 3, "{printed}");
    let text = printed["pending"]["task"]["text"]
        .as_str()
        .unwrap()
        .to_owned();
    let (exit, printed) = shell.json(&format!("task status {text}")).await;
    assert_eq!(
        (exit, &printed["pending"]["status"]),
        (3, &json!("in_queue"))
    );
    let plain = shell.run(&format!("task status {text}")).await;
    assert!(plain.exit == 3 && plain.out.contains(&text), "{plain:?}");

    // As if it had been submitted long ago: a young job may not be found yet.
    let mut task = volcengine_visual::call::task_text::parse(&text).unwrap();
    task.submitted_at -= 600;
    let text = volcengine_visual::call::task_text::format(&task);
    let (exit, printed) = shell.json(&format!("task cancel {text}")).await;
    assert_eq!(
        (exit, &printed["done"]["cancellation"]),
        (0, &json!("confirmed"))
    );
    let (exit, printed) = shell.json(&format!("task cancel {text}")).await;
    let code = &printed["error"]["code"];
    assert_eq!((exit, code), (1, &json!("not_found")), "{printed}");
    assert_eq!(simulator.meter().cancelled, 1);
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_job_that_fails_says_what_was_bought() {
    let keys = volc_sim::Keys::generate();
    let simulator = simulator(&keys, 50).await;
    let shell = Shell::with_keys(&keys, &simulator.endpoint());
    let run = async |prompt: &str| {
        let words = format!("run {GENERAL} --prompt '{prompt}' -o cat.png");
        let (exit, printed) = shell.json(&words).await;
        assert_eq!(exit, 1, "{printed}");
        printed["error"].clone()
    };
    let refused = run("a cat [moderate-text]").await;
    assert_eq!(
        (&refused["kind"], &refused["code"]),
        (&json!("moderated"), &json!("50412"))
    );
    assert_eq!(refused["purchase"], "not-made");
    assert_eq!(simulator.meter().accepted, 0);

    let failed = run("a cat [moderate-output]").await;
    assert_eq!(
        (&failed["kind"], &failed["code"]),
        (&json!("moderated"), &json!("50511"))
    );
    assert_eq!(failed["purchase"], "made");
    assert!(failed["task"]["text"].as_str().unwrap().starts_with("vt1."));
    assert_eq!(simulator.meter().accepted, 1);
    assert!(shell.files().is_empty());
}

/// The task id of a job that another client submitted.
#[tokio::test]
async fn a_bare_identifier_is_collected_with_its_tool() {
    let (simulator, shell) = Shell::simulated().await;
    let submit = "run general-3.0 --prompt 'a cat' --no-wait";
    let (_, printed) = shell.json(&submit).await;
    let id = printed["pending"]["task"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let quoted = format!(" \"{id}\", ");
    for words in [
        format!("task wait --tool general-3.0 {id}"),
        format!("task status --tool {GENERAL} '{quoted}'"),
        format!("task wait --tool custom:sync2async:high_aes_general_v30l_zt2i {id}"),
    ] {
        let (exit, printed) = shell.json(&words).await;
        assert_eq!(exit, 0, "{words:?}: {printed}");
        assert_eq!(printed["done"]["task"]["id"], id, "{words:?}");
    }
    let words = format!("task cancel --tool general-3.0 {id}");
    let (_, printed) = shell.json(&words).await;
    assert!(printed["error"].is_null(), "{printed}");
    for (tool, id) in [
        ("no-such-tool", id.as_str()),
        ("general-3.0", "7 7"),
        ("jimeng-2.1", "7"),
    ] {
        let (exit, printed) = shell.json(&format!("task wait --tool {tool} '{id}'")).await;
        assert_eq!(exit, 2, "{tool} {id}: {printed}");
    }
    let (exit, printed) = shell.json(&format!("task wait {id}")).await;
    assert_eq!(exit, 2, "{printed}");
    assert_eq!(simulator.meter().accepted, 1);
}

/// A script that asks until the job is over comes to an end.
#[tokio::test]
async fn an_identifier_that_the_service_does_not_know_is_not_pending() {
    let (simulator, shell) = Shell::simulated().await;
    let words = "task status --tool jimeng-video-2.0 12345";
    let (exit, told) = shell.json(&words).await;
    let error = &told["error"];
    assert_eq!((exit, &error["code"]), (1, &json!("not_found")), "{told}");
    assert_eq!(error["purchase"], "unknown");
    for action in ["status", "wait"] {
        let ran = shell
            .run(&format!("task {action} --tool jimeng-video-2.0 12345"))
            .await;
        assert_eq!(ran.exit, 1, "{ran:?}");
        assert!(!ran.err.contains("accepted"), "{ran:?}");
    }
    assert_eq!(simulator.meter().accepted, 0);
}

/// A task is found by the key of its purchase, or by enough of it.
#[tokio::test]
async fn a_task_is_found_by_its_key() {
    let (simulator, shell) = Shell::simulated().await;
    let cat = "run general-3.0 --prompt 'a cat' --no-wait";
    let named = shell
        .run(&format!("{cat} --idempotency-key order-17-of-today"))
        .await;
    let task = named.out.trim();
    assert_eq!(shell.run(cat).await.exit, 3);
    let (_, listed) = shell.json("task list").await;
    let tasks = listed["tasks"].as_array().unwrap().iter();
    let made: Vec<_> = tasks
        .filter_map(|task| task["idempotency_key"].as_str())
        .filter(|key| !key.starts_with("order"))
        .collect();
    for key in ["order-17-of-today", "order-17", "order-17…", &made[0][..8]] {
        let (exit, told) = shell.json(&format!("task wait {key}")).await;
        assert_eq!(exit, 0, "{key}: {told}");
        let is_named = told["done"]["task"]["text"] == *task;
        assert_eq!(is_named, key.starts_with("order"), "{key}: {told}");
    }
    let plain = shell.run("task status order-17-of-today").await;
    assert!(
        plain.exit == 0 && plain.out.starts_with("done\n"),
        "{plain:?}"
    );
    assert!(
        plain
            .err
            .contains(&format!("visual task wait {task} -o FILE")),
        "{plain:?}"
    );
    let cancelled = shell.run("task cancel order-17-of-today").await;
    assert_eq!(cancelled.exit, 1, "{cancelled:?}");
    assert!(cancelled.out.contains("not cancelled"), "{cancelled:?}");
    for key in ["order-1", "nobody", "zzzzzzzzzz"] {
        let ran = shell.run(&format!("task status {key}")).await;
        assert_eq!(ran.exit, 2, "{ran:?}");
        assert!(ran.err.contains("nor a key in the journal"), "{ran:?}");
    }
    assert_eq!(simulator.meter().accepted, 2);
}

/// That the time to wait ran out is said, and that nothing is lost by it.
#[tokio::test]
async fn a_wait_that_ran_out_is_told() {
    let keys = volc_sim::Keys::generate();
    let simulator = simulator(&keys, 600_000).await;
    let shell = Shell::with_keys(&keys, &simulator.endpoint());
    let run = format!("run {GENERAL} --prompt 'a cat' --idempotency-key long-enough");
    for (words, says) in [
        (
            format!("{run} --wait 1"),
            "not finished after 1 s; the task goes on",
        ),
        (
            format!("{run} --wait 1 --lang zh"),
            "已等待 1 秒，任务尚未完成，仍在运行",
        ),
        (
            "task wait long-enough --wait 1".to_owned(),
            "not finished after 1 s",
        ),
    ] {
        let ran = shell.run(&words).await;
        assert_eq!(ran.exit, 3, "{ran:?}");
        assert!(ran.err.contains(says), "{ran:?}");
    }
    let ran = shell.run(&format!("{run} --no-wait")).await;
    assert!(!ran.err.contains("not finished"), "{ran:?}");
    let listed = shell.run("task list").await;
    assert!(listed.err.contains("states are as last seen"), "{listed:?}");
}
