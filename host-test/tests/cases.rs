//! The conformance cases, all those of `cases/`, through `catalog.invoke`. The
//! expected bodies are written by hand from `docs/service-api.md`; nothing here
//! writes them.

use std::collections::BTreeSet;

use host_test::replay::Capture;
use host_test::{Case, Rig, all_of};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_case_goes_as_it_says() {
    all_of(Case::all(), |case| async move { case.run().await }).await;
}

#[tokio::test]
async fn every_tool_has_a_success_and_a_refusal() {
    let rig = Rig::start().await;
    let listed: BTreeSet<(String, String)> = Case::all()
        .into_iter()
        .map(|case| (case.tool, case.name))
        .collect();
    let tools = rig.host.list_tools().await.unwrap();
    assert!(tools.len() >= 100, "{} tools", tools.len());
    for tool in &tools {
        for case in ["success", "refusal"] {
            let listed = listed.contains(&(tool.name.clone(), case.to_owned()));
            assert!(listed, "{} has no case `{case}`", tool.name);
        }
    }
    for (tool, _) in &listed {
        let known = tools.iter().any(|known| known.name == *tool);
        assert!(known, "cases/{tool}.json is of no tool");
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn a_tool_is_found_by_name_alias_and_key() {
    let rig = Rig::start().await;
    for tool in rig.host.list_tools().await.unwrap() {
        for name in [&tool.name, &tool.alias, &tool.req_key] {
            let described = rig.host.describe(name).await.unwrap();
            assert_eq!(described.info.name, tool.name);
        }
    }
}

/// What the service was seen to answer, byte for byte.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn captured_answers_are_told_as_expected() {
    let captures = Capture::all();
    assert!(captures.len() >= 25, "{} captures", captures.len());
    all_of(captures, |capture| async move {
        let played = capture.play().await;
        let told = (&played.outcome, &capture.source);
        assert_eq!(played.flaws, [""; 0], "{}: {told:?}", played.name);
    })
    .await;
}
