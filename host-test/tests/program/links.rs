//! Links to hosts that are not the service's as far as is known.

use host_test::program::Shell;
use serde_json::json;
use volc_sim::{Fault, Simulator, Target, What};

const RUN: &str = "run general-3.0 --prompt 'a cat' -o cat.png";
const LINK: &str = "https://v9-aiop.cdn-of-2027.invalid/a.png?x-signature=s";

async fn shell() -> (Simulator, Shell) {
    let (simulator, shell) = Shell::simulated().await;
    let data = json!({ "status": "done", "image_urls": [LINK] });
    let answer = Fault::always(Target::AnyQuery, What::TaskData(data));
    simulator.inject(answer);
    (simulator, shell)
}

#[tokio::test]
async fn a_host_that_is_not_listed_leaves_the_link_the_task_and_the_setting() {
    let (simulator, shell) = shell().await;
    let ran = shell.run(&RUN).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    let told = format!("{}{}", ran.out, ran.err);
    for part in [
        LINK,
        "vt1.",
        "--link-host v9-aiop.cdn-of-2027.invalid",
        "VOLC_LINK_HOSTS",
    ] {
        assert!(told.contains(part), "{part}: {ran:?}");
    }
    assert!(shell.files().is_empty());
    assert_eq!(simulator.meter().accepted, 1);
}

/// A listed host is asked: what is missing then is its name, which nobody has.
#[tokio::test]
async fn a_host_becomes_listed_by_the_flag_or_the_variable() {
    let (_simulator, shell) = shell().await;
    let flag = "--link-host v*-aiop.cdn-of-2027.invalid";
    let by_flag = shell.run(&format!("{RUN} {flag}")).await;
    let hosts = "files.example, v*-aiop.cdn-of-2027.invalid";
    let shell = shell.set("VOLC_LINK_HOSTS", hosts);
    for ran in [by_flag, shell.run(&RUN).await] {
        assert_eq!(ran.exit, 1, "{ran:?}");
        assert!(!ran.err.contains("VOLC_LINK_HOSTS"), "{ran:?}");
        assert!(ran.err.contains("name"), "{ran:?}");
    }
}

#[tokio::test]
async fn what_is_no_host_is_refused_before_anything_is_bought() {
    let (simulator, shell) = shell().await;
    let flag = "--link-host https://files.example/";
    let (exit, printed) = shell.json(&format!("{RUN} {flag}")).await;
    assert_eq!((exit, &printed["error"]["field"]), (2, &json!("link-host")));
    let shell = shell.set("VOLC_LINK_HOSTS", "*");
    let (exit, printed) = shell.json(&RUN).await;
    assert_eq!(exit, 2, "{printed}");
    assert_eq!(simulator.meter().accepted, 0);
}
