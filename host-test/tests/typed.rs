//! The typed function of each tool: its success case once more. Every value
//! goes through the component's own types and memory, not through JSON.

use host_test::dynamic::{call, member};
use host_test::{Case, Rig, all_of};
use volcengine_visual::catalog::{Product, find, tools};
use wasmtime::component::Val;

fn successes() -> Vec<Case> {
    let typed = tools().filter(|tool| tool.typed);
    typed
        .map(|tool| Case::named(tool.name, "success"))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_typed_function_makes_the_requests_of_its_success() {
    let cases = successes();
    assert!(cases.len() >= 90, "{} typed functions", cases.len());
    all_of(cases, |case| async move {
        let (rig, answer) = answer(&case).await;
        let done = done(answer);
        let tool = find(&case.tool).expect("a tool");
        let done = match tool.product {
            Product::Report(_) => member(&done, "done").clone(),
            _ => done,
        };
        let Val::List(media) = member(&done, "media") else {
            panic!("no media: {done:?}");
        };
        let makes_media = !matches!(tool.product, Product::Report(_));
        assert_eq!(!media.is_empty(), makes_media, "{done:?}");
        let task = task(member(&done, "task"));
        case.judge_calls(&rig, task.as_deref());
    })
    .await;
}

/// Calls again in one instance each: what the first answer held was freed.
#[tokio::test]
async fn reports_come_in_records_of_their_own() {
    for (tool, name, wanted) in [
        (
            "jimeng-realman-avatar-picture-create-role-omni",
            "status",
            Val::S32(1),
        ),
        (
            "realman-avatar-picture-create-role",
            "resource-id",
            Val::String("role-1".into()),
        ),
    ] {
        let (_, answer) = answer(&Case::named(tool, "success")).await;
        let found = member(&done(answer), name).clone();
        assert_eq!(found, Val::Option(Some(Box::new(wanted))), "{tool}");
    }
    let tool = "jimeng-realman-avatar-object-detection";
    let (_, answer) = answer(&Case::named(tool, "success")).await;
    let Val::Option(Some(masks)) = member(&done(answer), "mask-url").clone() else {
        panic!("no masks");
    };
    assert!(matches!(*masks, Val::List(links) if !links.is_empty()));
}

async fn answer(case: &Case) -> (Rig, Val) {
    let rig = case.rig().await;
    match call(case, &rig).await {
        Ok(Some(outcome)) => (rig, *outcome),
        other => panic!("{case}: {other:?}"),
    }
}

fn done(outcome: Val) -> Val {
    match outcome {
        Val::Variant(name, Some(done)) if name == "done" => *done,
        other => panic!("not done: {other:?}"),
    }
}

fn task(task: &Val) -> Option<String> {
    let Val::Option(Some(task)) = task else {
        return None;
    };
    match member(task, "id") {
        Val::String(id) => Some(id.clone()),
        other => panic!("no id: {other:?}"),
    }
}
