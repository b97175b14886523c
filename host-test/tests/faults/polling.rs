//! F15: every word that a service may say of a task.

use host_test::calls::Calls;
use host_test::honest::Honest;
use host_test::stock::{Instance, Keys};
use host_test::values::{self, options, read_outcome, result};
use host_test::{Rig, all_of, rig};
use serde_json::{Value, json};
use visual_host::types::{ErrorKind, Options, Outcome, Purchase};
use volc_sim::{Target, What};
use wasmtime::component::Val;

use crate::faults::{Case, GENERAL, OLD, SOME, run_for};

/// The first pause between two questions, in milliseconds.
const INTERVAL: u32 = 1_000;

fn word(word: &str) -> What {
    What::TaskStatus(word.to_owned())
}

fn code(status: u16, code: i64) -> What {
    What::business(status, code, "no")
}

#[tokio::test]
async fn f15_the_last_word_on_a_task_is_asked_for_once() {
    let links = json!(["https://p3-aiop-sign.byteimg.com/a.png"]);
    let done = json!({ "status": "done", "image_urls": links });
    let mut cases = vec![
        ("done", What::TaskData(done), None),
        ("not_found", word("not_found"), Some(ErrorKind::TaskGone)),
        ("expired", word("expired"), Some(ErrorKind::TaskGone)),
        ("failed", word("failed"), Some(ErrorKind::ServiceFailed)),
        (
            "done without a product",
            word("done"),
            Some(ErrorKind::BadReply),
        ),
    ];
    // Whatever the HTTP status says.
    for (number, kind) in [
        (50215, ErrorKind::RejectedMedia),
        (50400, ErrorKind::NotPermitted),
        (50511, ErrorKind::Moderated),
        (50516, ErrorKind::Moderated),
        (59999, ErrorKind::ServiceFailed),
    ] {
        cases.push(("a code with HTTP 200", code(200, number), Some(kind)));
        cases.push(("a code", code(400, number), Some(kind)));
    }
    let rig = Rig::start().await;
    for (name, what, kind) in cases {
        let before = rig.calls().len();
        Case::always(name, Target::AnyQuery, what.clone()).befall(&rig);
        let answer = rig
            .host
            .task_resume(&rig::task(SOME, OLD), Some(60_000))
            .await;
        match (answer, kind) {
            (Ok(Outcome::Done(_)), None) => {}
            (Err(error), Some(kind)) => {
                assert_eq!(
                    (error.kind, error.purchase),
                    (kind, Purchase::Made),
                    "{what:?}"
                );
                assert_eq!(rig::task_id(&error), Some(SOME));
            }
            (other, _) => panic!("{name}: {other:?}"),
        }
        assert_eq!(rig.calls().len(), before + 1, "{name}");
        rig.simulator.clear_faults();
    }
}

#[tokio::test]
async fn f15_other_words_are_bounded_by_the_deadline() {
    const WAIT: u32 = 6_000;
    let words = [
        "in_queue",
        "generating",
        "processing",
        "not_found",
        "DONE",
        "resting",
        "",
        "d\u{1b}[1mone",
    ];
    let mut data: Vec<Value> = words.iter().map(|word| json!({ "status": word })).collect();
    data.extend([
        json!({}),
        json!({ "status": null }),
        json!({ "status": 7 }),
        json!({ "status": true }),
        json!({ "status": ["done"] }),
        json!({ "status": { "status": "done" } }),
        json!({ "task_status": "done" }),
        json!({ "status": "x".repeat(100_000) }),
        Value::Null,
    ]);
    let case = |data: Value| {
        let name = data.to_string().chars().take(60).collect::<String>();
        Case::always(name, Target::AnyQuery, What::TaskData(data))
    };
    all_of(
        data.into_iter().map(case).collect(),
        |case: Case| async move {
            let rig = case.rig().await;
            let ran = run_for(&rig.host, GENERAL, WAIT).await;
            ran.assert_within(WAIT);
            let pending = ran.pending();
            if let Some(status) = &pending.status {
                crate::faults::assert_clean(status);
            }
            let requests = rig.calls().len();
            assert!(
                (2..=WAIT as usize / INTERVAL as usize + 2).contains(&requests),
                "{requests}"
            );
            assert_eq!(rig.meter().accepted, 1);
            rig.simulator.clear_faults();
            let collected = rig.host.task_resume(&pending.task, Some(10_000)).await;
            assert!(matches!(collected, Ok(Outcome::Done(_))), "{collected:?}");
        },
    )
    .await;
}

/// A job that is not found within ten seconds of its submit is on its way.
#[tokio::test]
async fn f15_not_found_is_final_after_ten_seconds() {
    let rig = Rig::start().await;
    Case::always("nowhere", Target::AnyQuery, word("not_found")).befall(&rig);
    let status = rig.host.task_status(&rig::task(SOME, 0)).await;
    assert!(matches!(status, Ok(Outcome::Pending(_))), "{status:?}");
    let error = rig::failure(rig.host.task_status(&rig::task(SOME, 11)).await);
    assert_eq!(error.kind, ErrorKind::TaskGone);

    let before = rig.calls().len();
    let young = rig::task(SOME, 4);
    let answer = rig.host.task_resume(&young, Some(60_000)).await;
    assert_eq!(rig::failure(answer).kind, ErrorKind::TaskGone);
    // A second apart or more.
    assert!((2..=8).contains(&(rig.calls().len() - before)));
}

/// Trouble that says nothing of the job is asked about three times more.
#[tokio::test]
async fn f15_passing_codes_are_bounded_too() {
    let codes = [50500, 50501, 50429, 50430];
    let case = |number| {
        let name = format!("{number} with HTTP 200");
        Case::always(name, Target::AnyQuery, code(200, number))
    };
    all_of(codes.map(case).to_vec(), |case: Case| async move {
        let rig = case.rig().await;
        let ran = run_for(&rig.host, GENERAL, 8_000).await;
        ran.assert_within(8_000);
        assert_eq!(rig.meter().accepted, 1);
        let task = match ran.answer {
            Ok(Outcome::Pending(pending)) => {
                assert!(!pending.warnings.is_empty());
                Some(pending.task)
            }
            Ok(done) => panic!("{done:?}"),
            Err(error) => error.task.clone(),
        };
        assert!(task.is_some(), "the task is kept");
        // Each pause is random, up to a bound that doubles: 16 in 8 s are as good as never seen.
        assert!(rig.calls().len() <= 2 + 14, "{}", rig.calls().len());
    })
    .await;
}

/// What the service refuses of a task is its input, its age, its id or its account: an
/// instance knows those that it submitted itself.
#[tokio::test]
async fn an_instance_knows_what_it_submitted_itself() {
    let rig = Rig::start().await;
    let start = || Instance::start(Honest, Keys::for_rig(&rig));
    let mut own = start().await.expect("an instance");
    let text = |text: &str| Val::String(text.to_owned());
    let at_once = Options::default().with_wait_ms(0);
    let arguments = json!({ "prompt": "[fail-50215]" }).to_string();
    let call = [
        text("general-3.0"),
        text(&arguments),
        options(Some(&at_once)),
    ];
    let submitted = own.call("catalog", "invoke", &call).await.expect("no trap");
    let Ok(Outcome::Pending(pending)) = result(submitted, read_outcome) else {
        panic!("not pending");
    };
    let other = start().await.expect("an instance");
    for (mut instance, is_own) in [(own, true), (other, false)] {
        let wait = [values::task(&pending.task), Val::Option(None)];
        let told = instance
            .call("tasks", "wait", &wait)
            .await
            .expect("no trap");
        let polled = instance
            .call("tasks", "poll", &wait[..1])
            .await
            .expect("no trap");
        for answer in [told, polled] {
            let error = rig::failure(result(answer, read_outcome));
            rig::assert_error(&error, ErrorKind::RejectedMedia, Purchase::Made);
            let message = &error.message;
            assert_eq!(!message.contains("another account"), is_own, "{message}");
        }
    }
}
