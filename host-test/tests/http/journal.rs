//! `visual-http-pg.wasm`: one key buys once, whichever instance gets the request, and whatever
//! becomes of the database.

use bytes::Bytes;
use host_test::Rig;
use host_test::served::{Answer, Served, request, with};
use host_test::statements::{Statements, When};
use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};
use volc_sim::{Fault, Held, Target, What};

use super::{Breaking, PATH, full};

/// How many statements are sent again until nobody waits any more: more than that.
const ALWAYS: usize = 10_000;

const TURNS: &str = "SELECT count(*)::text FROM visual.turns WHERE state <> 'ended'";

/// A service, a journal in a database of its own, and a server with both. Nothing where there is
/// no PostgreSQL.
async fn start() -> Option<(Rig, Statements, Served)> {
    let address = tokio::task::spawn_blocking(test_postgres::database);
    let database = Statements::with_journal(&address.await.expect("a thread")?).await;
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig).with_journal(&database);
    Some((rig, database, served))
}

fn order(key: &str, arguments: &Value) -> Request<Full<Bytes>> {
    let call = request("POST", PATH, Some(arguments));
    let call = with(call, "prefer", "respond-async");
    with(call, "idempotency-key", key)
}

fn cat() -> Value {
    json!({ "prompt": "a cat", "width": 1024, "height": 1024 })
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16, word: &str) -> Value {
    let told = answer.json();
    assert_eq!(answer.status, status, "{told}");
    assert!(answer.text().contains(word), "{told}");
    told
}

#[tokio::test]
async fn a_key_buys_once_however_its_arguments_are_spelled() {
    let Some((rig, database, served)) = start().await else {
        return;
    };
    let first = served.answer(order("k", &cat())).await;
    assert_eq!(first.status, 202, "{}", first.text());
    assert_eq!(first.json()["pending"]["warnings"], json!([]));
    let spelled = order("k", &Value::Null).map(|_| {
        Full::from(r#"{ "height": 1024.0, "prompt":"\u0061 cat", "seed": null, "width": 1024 }"#)
    });
    let again = served.answer(spelled).await;
    assert_eq!((again.status, again.task()), (202, first.task()));
    let told = &again.json()["pending"]["warnings"][0]["message"];
    assert!(
        told.as_str()
            .is_some_and(|told| told.contains("used before"))
    );

    let dog = served
        .answer(order("k", &json!({ "prompt": "a dog" })))
        .await;
    let told = assert_problem(&dog, 422, "different arguments");
    assert_eq!(told["purchase"], "not-made");
    let mut marked = order("k", &cat());
    *marked.uri_mut() = format!("{PATH}?watermark=mine").parse().expect("a path");
    let marked = served.answer(marked).await;
    assert_problem(&marked, 422, "different arguments");
    let other = served.answer(order("l", &cat())).await;
    assert_ne!(other.task(), first.task());
    assert_eq!(rig.meter().accepted, 2);
    let words = ["visual.journal", "enter", "claim", "settle", "report"];
    let counts = words.map(|word| database.count(word));
    assert_eq!(
        counts,
        [5, 5, 5, 2, 5],
        "each instance asks what the journal is"
    );
}

#[tokio::test]
async fn one_of_many_instances_buys() {
    let Some((rig, _, served)) = start().await else {
        return;
    };
    let (one, two) = (cat(), cat());
    let calls = [&one, &two, &one, &two].map(|arguments| served.answer(order("k", arguments)));
    let [a, b, c, d] = calls;
    let (a, b, c, d) = tokio::join!(a, b, c, d);
    for answer in [&b, &c, &d] {
        assert_eq!((answer.status, answer.task()), (202, a.task()));
    }
    assert_eq!(rig.meter().accepted, 1);
    assert_eq!(rig.count("Submit"), 1);
}

#[tokio::test]
async fn what_was_bought_without_a_key_is_recorded_until_its_end() {
    let Some((rig, database, served)) = start().await else {
        return;
    };
    const STATE: &str = "SELECT state || ' ' || named || ' ' || (ended_at IS NOT NULL) \
                         || ' ' || (job IS NOT NULL) FROM visual.purchases";
    rig.simulator.hold_tasks(Held::InQueue);
    let call = with(
        request("POST", PATH, Some(&cat())),
        "prefer",
        "respond-async",
    );
    let submitted = served.answer(call).await;
    assert_eq!(submitted.status, 202, "{}", submitted.text());
    assert_eq!(database.one(STATE).await, "pending false false true");
    rig.simulator.release_tasks();
    let wait = with(request("GET", submitted.task(), None), "prefer", "wait=60");
    assert_eq!(served.answer(wait).await.status, 200);
    assert_eq!(database.one(STATE).await, "done false true true");

    // Without tasks the result is there at once.
    database.batch("DELETE FROM visual.purchases").await;
    let style = json!({ "image": "https://files.example.com/cat.png" });
    let call = || request("POST", "/v1/tools/style-by-prompt", Some(&style));
    let keyed = || with(call(), "idempotency-key", "k");
    assert_eq!(served.answer(keyed()).await.status, 200);
    assert_eq!(database.one(STATE).await, "done true true false");
    let again = served.answer(keyed()).await;
    let told = assert_problem(&again, 500, "does not keep results");
    assert_eq!(told["purchase"], "made");
    assert_eq!(rig.meter().accepted, 2);
}

#[tokio::test]
async fn what_bought_nothing_leaves_its_key_free_and_what_failed_ends() {
    let Some((rig, database, served)) = start().await else {
        return;
    };
    const COUNT: &str = "SELECT count(*)::text FROM visual.purchases";
    let wrong = served.answer(order("k", &json!({ "prompt": 3 }))).await;
    assert_problem(&wrong, 422, "prompt");
    let refused = served
        .answer(order("k", &json!({ "prompt": "[moderate-text]" })))
        .await;
    assert_problem(&refused, 422, "moderated");
    assert_eq!(database.one(COUNT).await, "0");
    let free = served.answer(order("k", &cat())).await;
    assert_eq!(free.status, 202, "{}", free.text());

    let failing = request(
        "POST",
        PATH,
        Some(&json!({ "prompt": "[moderate-output]" })),
    );
    let failed = served.answer(with(failing, "idempotency-key", "l")).await;
    assert_problem(&failed, 422, "moderated");
    let state = "SELECT state || ' ' || amount_max FROM visual.purchases \
                 WHERE idempotency_key = 'l'";
    assert_eq!(database.one(state).await, "failed 0");
    assert_eq!(rig.meter().accepted, 2);
}

#[tokio::test]
async fn answers_of_the_database_that_get_lost_buy_nothing_twice() {
    let Some((rig, database, served)) = start().await else {
        return;
    };
    for (key, word, when) in [
        ("a", "visual.claim", When::After),
        ("b", "visual.claim", When::Before),
        ("c", "visual.settle", When::After),
        ("d", "visual.settle", When::Before),
        ("e", "visual.journal", When::After),
        ("f", "visual.enter", When::After),
        ("g", "visual.enter", When::Before),
        ("h", "visual.report", When::Before),
    ] {
        database.cut(word, when, 2);
        let bought = served.answer(order(key, &cat())).await;
        assert_eq!(bought.status, 202, "{word}: {}", bought.text());
        assert_eq!(bought.json()["pending"]["warnings"], json!([]), "{word}");
        let again = served.answer(order(key, &cat())).await;
        assert_eq!(again.task(), bought.task(), "{word}");
    }
    assert_eq!(rig.meter().accepted, 8);
    assert_eq!(rig.count("Submit"), 8);
    assert_eq!(database.one(TURNS).await, "0");
}

#[tokio::test]
async fn a_database_that_is_away_before_the_call_sends_nothing() {
    let Some((rig, database, served)) = start().await else {
        return;
    };
    database.cut("visual.claim", When::Before, ALWAYS);
    let refused = served.answer(order("k", &cat())).await;
    let told = assert_problem(&refused, 503, "the journal cannot be reached");
    assert_eq!(
        (&told["purchase"], &told["field"]),
        (&json!("not-made"), &json!("journal"))
    );
    assert!(refused.header("retry-after").is_some());
    rig.assert_untouched();

    // What was not sent takes its claim back.
    let Some((rig, database, served)) = start().await else {
        return;
    };
    database.cut("visual.claim", When::After, ALWAYS);
    let refused = served.answer(order("k", &cat())).await;
    assert_problem(&refused, 503, "the journal cannot be reached");
    assert_eq!(
        database
            .one("SELECT count(*)::text FROM visual.purchases")
            .await,
        "0"
    );
    rig.assert_untouched();
}

#[tokio::test]
async fn a_database_that_is_away_after_the_call_loses_no_task() {
    let Some((rig, database, served)) = start().await else {
        return;
    };
    database.cut("visual.settle", When::Before, ALWAYS);
    let bought = served.answer(order("k", &cat())).await;
    assert_eq!(bought.status, 202, "{}", bought.text());
    let told = &bought.json()["pending"]["warnings"][0]["message"];
    assert!(
        told.as_str()
            .is_some_and(|told| told.contains("not in the journal"))
    );
    // The claim ends with its lease: then nobody knows what came of it.
    let past = "UPDATE visual.purchases SET lease_until = now() - interval '1 second'";
    database.batch(past).await;
    let again = served.answer(order("k", &cat())).await;
    let told = assert_problem(&again, 500, "may have been billed");
    assert_eq!(
        (&told["purchase"], &told["idempotency_key"]),
        (&json!("unknown"), &json!("k"))
    );
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn a_submission_without_a_reply_keeps_its_key() {
    let Some((rig, _, served)) = start().await else {
        return;
    };
    let lost = What::AfterWork(Box::new(What::Reset));
    rig.simulator.inject(Fault::once(Target::AnySubmit, lost));
    for _ in 0..2 {
        let answer = served.answer_by(Breaking, full(order("k", &cat()))).await;
        let told = assert_problem(&answer, 500, "outcome-unknown");
        assert_eq!(told["idempotency_key"], "k", "{told}");
        assert_eq!(answer.header("retry-after"), None);
    }
    assert_eq!(rig.meter().accepted, 1);
    assert_eq!(rig.count("Submit"), 1);
}

#[tokio::test]
async fn journals_and_keys_that_are_of_no_use_are_refused_by_name() {
    let Some((rig, database, served)) = start().await else {
        return;
    };
    for (key, word) in [("", "is empty"), ("a\tb", "control character")] {
        let refused = served.answer(order(key, &cat())).await;
        assert_problem(&refused, 422, word);
    }
    let long = served.answer(order(&"k".repeat(256), &cat())).await;
    assert_problem(&long, 422, "at most 255");

    // Another member knows this key under another name of its account.
    let sold = served.answer(order("k", &cat())).await;
    assert_eq!(sold.status, 202);
    database
        .batch("UPDATE visual.access_keys SET account = 'another'")
        .await;
    let other = served.answer(order("l", &cat())).await;
    assert_problem(&other, 503, "under another account name");

    database
        .batch("UPDATE visual.journal SET version = 999")
        .await;
    let newer = served.answer(order("m", &cat())).await;
    assert_problem(&newer, 503, "version 999");
    assert_eq!(newer.header("retry-after"), None);
    database.batch("DROP SCHEMA visual CASCADE").await;
    let empty = served.answer(order("m", &cat())).await;
    assert_problem(&empty, 503, "the database has no journal");
    let tools = served.answer(request("GET", "/v1/tools", None)).await;
    assert_eq!(tools.status, 200);
    assert_eq!(rig.meter().accepted, 1);
}
