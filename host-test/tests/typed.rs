//! The typed function of each tool: its success case once more. Every value
//! goes through the component's own types and memory, not through JSON.

use host_test::dynamic::call;
use host_test::values::member;
use host_test::{Case, Rig, all_of};
use visual_catalog::{Product, find, tools};
use visual_host::tools::{JimengHumanCheck, RoleCheck};
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
        let makes_media = tool.product.word() != "report";
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
            "usable",
            Val::Bool(true),
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

/// The library orders it like any other tool, and reads it into a struct.
#[tokio::test]
async fn reports_are_ordered_like_the_rest() {
    let case = Case::named("jimeng-realman-avatar-picture-create-role-omni", "success");
    let rig = case.rig().await;
    let order = rig
        .host
        .order(JimengHumanCheck::new("https://example.com/a.jpg"));
    let done = order.await.expect("a report");
    let check: RoleCheck = done.report();
    assert_eq!(check.usable, Some(true));
    assert!(done.media.is_empty());
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

/// Four pictures of 0.9 MiB as lists of dynamic values: each is small enough, and
/// together they would be more than the 128 MiB that wasmtime passes on by default.
#[tokio::test]
async fn bytes_never_trap_in_a_host_with_dynamic_values() {
    use base64::Engine as _;
    let picture = base64::engine::general_purpose::STANDARD.encode(vec![0xff; 900 << 10]);
    let pictures = vec![picture; 4];
    for (tool, on) in [
        ("high-aes-general-v30l-zt2i", volc_sim::Target::AnyQuery),
        ("jimeng-high-aes-general-v21-l", volc_sim::Target::AnySubmit),
    ] {
        let mut case = Case::named(tool, "success");
        case.options = Some(host_test::options::read(
            &serde_json::json!({ "wait_ms": 20_000, "output": { "delivery": "bytes" } }),
        ));
        let rig = case.rig().await;
        let data = serde_json::json!({ "status": "done", "binary_data_base64": pictures });
        let body = serde_json::json!({ "code": 10000, "data": data, "message": "Success", "request_id": "r" });
        let whole = volc_sim::What::json(body);
        let whole = volc_sim::What::AfterWork(Box::new(whole));
        rig.simulator.inject(volc_sim::Fault::always(on, whole));
        let Ok(Some(outcome)) = call(&case, &rig).await else {
            panic!("no outcome: {tool}");
        };
        let done = done(*outcome);
        let Val::List(media) = member(&done, "media") else {
            panic!("no media: {tool}");
        };
        assert_eq!(media.len(), 4, "{tool}");
        let Val::List(warnings) = member(&done, "warnings") else {
            panic!("no warnings: {tool}");
        };
        assert!(!warnings.is_empty(), "{tool}");
        assert_eq!(rig.meter().accepted, 1, "{tool}");
    }
}
