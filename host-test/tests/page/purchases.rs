//! What is bought by a form: once, and collected without scripts.

use super::{Visitor, after, key, place};
use http::header;
use volc_sim::Held;

#[tokio::test]
async fn a_form_buys_once_and_its_result_is_collected() {
    let (simulator, shell) = place().await;
    let visitor = Visitor::start(&shell).await;
    let tool = "/tools/jimeng-4.0";
    let first = visitor.get(tool).await.text();
    let prompt = "a form that is sent twice";
    let sent = [("_key", key(&first)), ("prompt", prompt), ("_do", "buy")];
    let (one, two) = tokio::join!(visitor.post(tool, &sent), visitor.post(tool, &sent));
    assert_eq!((one.status, two.status), (303, 303));
    assert_eq!(one.location, two.location);
    let done = visitor.settled(&one.location).await;
    assert!(done.contains("Done") && done.contains(prompt), "{done}");
    let image = after(&done, "<img src=\"");
    let picture = visitor.get(image).await;
    assert_eq!(picture.status, 200);
    let kind = picture.headers[header::CONTENT_TYPE].to_str().unwrap();
    assert!(kind.starts_with("image/"), "{kind}");
    assert_eq!(visitor.post(tool, &sent).await.location, one.location);
    assert_eq!(simulator.accepted_with_prompt(prompt), 1);

    // The same form with other arguments is another purchase.
    let other = [("_key", key(&first)), ("prompt", "another"), ("_do", "buy")];
    assert_ne!(visitor.post(tool, &other).await.location, one.location);
    let listed = visitor.get("/runs").await.text();
    assert_eq!(listed.matches("class=\"purchase\"").count(), 2);
}

#[tokio::test]
async fn nothing_is_bought_without_a_key_or_by_another_page() {
    let (simulator, shell) = place().await;
    let visitor = Visitor::start(&shell).await;
    let tool = "/tools/jimeng-4.0";
    let page = visitor.post(tool, &[("prompt", "a"), ("_do", "buy")]).await;
    assert_eq!(page.status, 422);
    let text = page.text();
    let checked = [("_key", key(&text)), ("prompt", "a"), ("_do", "check")];
    assert_eq!(visitor.post(tool, &checked).await.status, 200);
    let foreign = visitor
        .request("POST", tool)
        .header(header::ORIGIN, "https://a.example")
        .body(bytes::Bytes::new())
        .unwrap();
    assert_eq!(visitor.send(foreign).await.status, 403);
    assert_eq!(simulator.meter().accepted, 0);
}

#[tokio::test]
async fn a_queued_task_is_cancelled_by_a_form() {
    let (simulator, shell) = place().await;
    simulator.hold_tasks(Held::InQueue);
    let visitor = Visitor::start(&shell).await;
    let tool = "/tools/jimeng-4.0";
    let first = visitor.get(tool).await.text();
    let sent = [
        ("_key", key(&first)),
        ("prompt", "never mind"),
        ("_do", "buy"),
    ];
    let run = visitor.post(tool, &sent).await.location;
    // Until it is accepted there is no task to cancel.
    loop {
        let page = visitor.get(&run).await.text();
        assert!(page.contains("http-equiv=\"refresh\""), "{page}");
        if page.contains("vt1.") {
            break;
        }
    }
    let cancelled = visitor.post(&format!("{run}/cancel"), &[]).await;
    assert_eq!((cancelled.status, &cancelled.location), (303, &run));
    let page = visitor.get(&run).await.text();
    assert!(
        page.contains("class=\"note\"") || page.contains("class=\"alert\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_refusal_of_the_service_leads_back_to_the_form() {
    let (_simulator, shell) = place().await;
    let mut visitor = Visitor::start(&shell).await;
    visitor.languages = "zh";
    let tool = "/tools/general-3.0";
    let first = visitor.get(tool).await.text();
    let sent = [
        ("_key", key(&first)),
        ("prompt", "一只猫 [moderate-text]"),
        ("_do", "buy"),
    ];
    let run = visitor.post(tool, &sent).await.location;
    let page = visitor.settled(&run).await;
    assert!(
        page.contains("未通过内容审核") && page.contains("计费：否"),
        "{page}"
    );
    let again = after(&page, "<a class=\"button primary\" href=\"");
    let form = visitor.get(again).await.text();
    assert!(form.contains("一只猫 [moderate-text]"));
    assert_ne!(key(&form), key(&first));
}
