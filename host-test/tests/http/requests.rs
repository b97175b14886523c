//! What works.

use host_test::Rig;
use host_test::served::{Served, request, with};
use serde_json::json;
use volc_sim::Held;

use super::PATH;

#[tokio::test]
async fn a_picture_comes_at_once_or_as_a_task() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    let cat = json!({ "prompt": "a cat" });

    let made = served.answer(request("POST", PATH, Some(&cat))).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let done = &made.json()["done"];
    let url = done["media"][0]["content"]["url"].as_str();
    assert!(url.is_some_and(|url| url.starts_with(&rig.simulator.endpoint())));
    assert!(done["media"][0]["expires_at"].is_u64());
    assert_eq!(made.header("preference-applied"), None);

    rig.simulator.hold_tasks(Held::InQueue);
    let submit = with(request("POST", PATH, Some(&cat)), "prefer", "respond-async");
    let submitted = served.answer(submit).await;
    assert_eq!(submitted.status, 202, "{}", submitted.text());
    assert_eq!(
        submitted.header("preference-applied"),
        Some("respond-async")
    );
    assert!(submitted.header("retry-after").is_some());
    let task = submitted.task();
    let text = &submitted.json()["pending"]["task"]["text"];
    assert_eq!(
        Some(task),
        text.as_str()
            .map(|text| format!("/v1/tasks/{text}"))
            .as_deref()
    );

    // Every copy of the server knows the task.
    let pending = served.answer(request("GET", task, None)).await;
    assert_eq!(pending.status, 202, "{}", pending.text());
    assert_eq!(pending.json()["pending"]["status"], "in_queue");
    assert_eq!(pending.task(), task);
    rig.simulator.release_tasks();
    let wait = with(request("GET", task, None), "prefer", "wait=60");
    let done = served.answer(wait).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(done.header("preference-applied"), Some("wait=60"));
    assert_eq!(done.json()["done"]["media"][0]["kind"], "image");
    assert_eq!(rig.meter().accepted, 2);
}

#[tokio::test]
async fn results_come_as_base64_where_that_is_asked_or_there_is_no_link() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    let cat = json!({ "prompt": "a cat" });
    let path = format!("{PATH}?delivery=base64&watermark=&watermark_position=top-left");
    let made = served.answer(request("POST", &path, Some(&cat))).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let file = made.json()["done"]["media"][0]["content"]["base64"].take();
    assert!(file.as_str().is_some_and(|file| file.starts_with("/9j/")));
    let submitted = &rig.calls()[0];
    assert!(!submitted.body.is_empty(), "{submitted:?}");

    // A tool without tasks answers when its result is there.
    let style = json!({ "image": "https://files.example.com/cat.png" });
    let path = "/v1/tools/style-by-prompt";
    let submit = with(
        request("POST", path, Some(&style)),
        "prefer",
        "respond-async",
    );
    let made = served.answer(submit).await;
    assert_eq!(made.status, 200, "{}", made.text());
    assert_eq!(made.header("preference-applied"), None);
    let file = made.json()["done"]["media"][0]["content"]["base64"].take();
    assert!(file.as_str().is_some_and(|file| file.len() > 1000));
    assert_eq!(rig.meter().accepted, 2);
}

#[tokio::test]
async fn a_task_is_cancelled_while_it_is_queued() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    let cat = json!({ "prompt": "a cat" });
    for (held, statuses, word) in [
        (Held::InQueue, vec![200, 202], None),
        (Held::Generating, vec![409], Some("not-cancellable")),
    ] {
        rig.simulator.hold_tasks(held);
        let submit = with(request("POST", PATH, Some(&cat)), "prefer", "respond-async");
        let submitted = served.answer(submit).await;
        let cancelled = served
            .answer(request("DELETE", submitted.task(), None))
            .await;
        let told = cancelled.text();
        assert!(statuses.contains(&cancelled.status), "{told}");
        match word {
            Some(kind) => assert_eq!(cancelled.json()["kind"], kind, "{told}"),
            None => assert!(cancelled.json()["cancellation"].is_string(), "{told}"),
        }
    }
}

#[tokio::test]
async fn tools_are_listed_and_described() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    let list = served.answer(request("GET", "/v1/tools", None)).await;
    assert_eq!(list.status, 200);
    let tools = list.json()["tools"].as_array().map(Vec::len);
    assert_eq!(tools, Some(visual_catalog::tools().count()));

    let tool = served.answer(request("GET", PATH, None)).await;
    assert_eq!(tool.status, 200);
    let tool = &tool.json()["tool"];
    assert_eq!(tool["info"]["alias"], "general-3.0");
    assert!(tool["schema"]["properties"]["prompt"].is_object());
    assert_eq!(tool["facts"]["tasks"], true);

    let head = served.answer(request("HEAD", "/v1/tools", None)).await;
    assert_eq!(head.status, 200);
    assert!(!head.text().contains("general"), "{}", head.text());
    rig.assert_untouched();
}
