//! `visual-http-pg.wasm` and hosts of this project share one journal: its keys and its quotas.

use host_test::Rig;
use host_test::served::{Served, request, with};
use host_test::statements::Statements;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;
use visual_host::tools::General30;
use visual_host::types::{AigcLabel, Delivery, Watermark, WatermarkPosition};
use visual_host::{Journal, Task, VisualHost};
use visual_shared_journal::{About, Seal, sql};
use volc_sim::Held;

use super::PATH;

struct Fleet {
    rig: Rig,
    host: VisualHost,
    served: Served,
    database: Statements,
}

/// A host and a component with one journal and one account. Nothing where there is no PostgreSQL.
async fn start() -> Option<Fleet> {
    let connected = tokio::task::spawn_blocking(|| {
        let address = test_postgres::database()?;
        let journal = Journal::connect(&address).expect("a journal");
        Some((address, journal))
    });
    let (address, journal) = connected.await.expect("a thread")?;
    let rig = Rig::start().await;
    let database = Statements::new(&address);
    Some(Fleet {
        host: rig.host.with_journal(journal),
        served: Served::for_rig(&rig).with_journal(&database),
        rig,
        database,
    })
}

impl Fleet {
    /// The status of a call of the component, and the text of its task.
    async fn call(&self, path: &str, (key, arguments): (&str, &Value)) -> (u16, String) {
        let call = with(
            request("POST", path, Some(arguments)),
            "idempotency-key",
            key,
        );
        let answer = self
            .served
            .answer(with(call, "prefer", "respond-async"))
            .await;
        let task = answer.header("location").unwrap_or_default();
        (answer.status, task.replace("/v1/tasks/", ""))
    }
}

#[tokio::test]
async fn what_one_has_bought_the_other_knows() {
    let Some(fleet) = start().await else { return };
    let Fleet { rig, host, .. } = &fleet;
    let cat = json!({ "prompt": "a cat", "width": 1024, "height": 1024 });
    let typed = || General30::new("a cat").size(1024, 1024);

    let by_host = host.order(typed()).idempotency_key("a").submit().await;
    let by_host = by_host.expect("a task").to_string();
    let asked = fleet.call(PATH, ("a", &cat)).await;
    assert_eq!(asked, (202, by_host));
    let dog = json!({ "prompt": "a dog" });
    assert_eq!(fleet.call(PATH, ("a", &dog)).await.0, 422);

    let (status, task) = fleet.call(PATH, ("b", &cat)).await;
    assert_eq!(status, 202);
    let known = host.order(typed()).idempotency_key("b").submit().await;
    assert_eq!(known.expect("a task").to_string(), task);
    let named = host
        .order(("general-3.0", cat.clone()))
        .idempotency_key("b");
    assert_eq!(named.submit().await.expect("a task").to_string(), task);
    let other = host.order(("general-3.0", dog)).idempotency_key("b");
    let error = other.submit().await.expect_err("other arguments");
    assert!(error.message.contains("different arguments"), "{error}");
    assert_eq!(rig.meter().accepted, 2);

    // What one of them sees at the end, both know.
    let task: Task = task.parse().expect("a task");
    assert!(host.has_bought(&task).await.expect("a journal"));
    host.task(task)
        .wait(Duration::from_secs(60))
        .await
        .expect("a result");
    let state = "SELECT state FROM visual.purchases WHERE idempotency_key = 'b'";
    assert_eq!(fleet.database.one(state).await, "done");
}

#[tokio::test]
async fn options_of_the_output_are_the_same_to_both() {
    let Some(fleet) = start().await else { return };
    let cat = json!({ "prompt": "a cat" });
    let path = format!(
        "{PATH}?delivery=base64&watermark=mine&watermark_position=top-left&watermark_opacity=0.30\
         &label_producer_id=7&label_propagate_id=8"
    );
    let (status, task) = fleet.call(&path, ("k", &cat)).await;
    assert_eq!(status, 202);
    let mark = || {
        Watermark::default()
            .with_text("mine")
            .with_position(WatermarkPosition::TopLeft)
    };
    let label = || AigcLabel::new("7").with_propagate_id("8");
    let order = |watermark: Watermark| {
        let order = fleet.host.order(General30::new("a cat"));
        let order = order.watermark(watermark).label(label());
        order
            .delivery(Delivery::Base64)
            .idempotency_key("k")
            .submit()
    };
    let known = order(mark().with_opacity(0.3)).await.expect("a task");
    assert_eq!(known.to_string(), task);
    let other = order(mark().with_opacity(0.4)).await;
    assert!(other.is_err(), "{other:?}");
    assert_eq!(fleet.rig.meter().accepted, 1);
}

#[tokio::test]
async fn one_of_two_waits_for_its_turn() {
    let Some(fleet) = start().await else { return };
    let Fleet { rig, database, .. } = &fleet;
    let about = database.one(sql::ABOUT).await;
    let about: About = serde_json::from_str(&about).expect("what the journal says");
    let seal = Seal::from_hex(&about.salt).expect("a salt");
    let tool = visual_catalog::find("general-3.0").expect("a tool").name;
    let quota = seal.quota(&rig.keys.access_key_id, tool);
    let limit = json!({ "quota": quota, "concurrency": 1, "fixed": true });
    database
        .batch(&format!("SELECT visual.lock_quota('{limit}')"))
        .await;
    database
        .batch("UPDATE visual.quotas SET fixed = true, concurrency = 1")
        .await;

    rig.simulator.hold_tasks(Held::InQueue);
    let call = |key: &str| {
        let cat = json!({ "prompt": key });
        let call = with(request("POST", PATH, Some(&cat)), "prefer", "wait=60");
        let (served, call) = (fleet.served.clone(), with(call, "idempotency-key", key));
        tokio::spawn(async move { served.answer(call).await })
    };
    let until = async |statement: &str, wanted: &str| {
        while database.one(statement).await != wanted {
            sleep(Duration::from_millis(10)).await;
        }
    };
    const PENDING: &str = "SELECT count(*)::text FROM visual.purchases WHERE state = 'pending'";
    const QUEUED: &str = "SELECT count(*)::text FROM visual.purchases WHERE state = 'queued'";
    const WAITING: &str = "SELECT count(*)::text FROM visual.turns WHERE state = 'waiting'";
    let one = call("one");
    until(PENDING, "1").await;
    let two = call("two");
    until(QUEUED, "1").await;
    until(WAITING, "1").await;
    assert_eq!(rig.meter().accepted, 1);
    rig.simulator.release_tasks();
    for answer in [one, two] {
        let answer = answer.await.expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    assert_eq!(rig.meter().accepted, 2);
    const HELD: &str = "SELECT count(*)::text FROM visual.turns WHERE state <> 'ended'";
    assert_eq!(database.one(HELD).await, "0");
}
