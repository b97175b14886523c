//! Time that runs out while a request is on its way: what it may have bought is
//! waited for.

use crate::program::held_reply;
use host_test::program::Shell;
use serde_json::json;

const ENHANCE: &str = "run enhance --image https://example.com/a.jpg";
const CAT: &str = "run general-3.0 --prompt 'a cat'";

#[tokio::test]
async fn without_tasks_the_product_is_waited_for_beyond_wait() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let run = shell.start(&format!("{ENHANCE} --wait 1 --idempotency-key i -o en.png"));
    reply.reached(1).await;
    run.told("--wait ran out").await;
    reply.open();
    let ran = run.ended().await;
    assert_eq!((ran.exit, shell.files().len()), (0, 1), "{ran:?}");
    let (_, printed) = shell.json("task list").await;
    assert_eq!(printed["tasks"][0]["state"], "done");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn with_tasks_the_task_is_waited_for_beyond_wait() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(volc_sim::Held::Generating);
    let reply = held_reply(&simulator);
    let run = shell.start(&format!("{CAT} --wait 1 --json"));
    reply.reached(1).await;
    run.told("--wait ran out").await;
    reply.open();
    let ran = run.ended().await;
    assert_eq!(ran.exit, 3, "{ran:?}");
    let text = &ran.object()["pending"]["task"]["text"];
    assert!(text.is_string(), "{ran:?}");
    assert_eq!(simulator.meter().accepted, 1);
}

/// It can still be given up.
#[tokio::test]
async fn beyond_wait_a_second_signal_gives_it_up() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let run = shell.start(&format!("{ENHANCE} --wait 1 --json"));
    reply.reached(1).await;
    run.told("--wait ran out").await;
    run.signal("INT").await;
    run.told("Ctrl-C again").await;
    run.signal("INT").await;
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert_eq!(ran.object()["error"]["purchase"], json!("unknown"));
}
