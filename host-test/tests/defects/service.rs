//! What the service says, and when it says nothing.

use host_test::calls::Calls;
use host_test::{Rig, ear, rig};
use serde_json::json;
use visual_host::types::{ErrorKind, Outcome, Purchase};
use visual_host::{Error, StaticKeys, VisualHost};
use volc_sim::{Fault, Target, What};

use crate::defects::{CAT, GENERAL, OLD, PROCESS};

#[tokio::test]
async fn defect_01_a_failing_service_is_not_asked_without_end() {
    let rig = Rig::start().await;
    let failing = Fault::always(
        Target::AnyQuery,
        What::business(500, 50500, "Internal Error"),
    );
    rig.simulator.inject(failing);
    let answer = rig.host.invoke(GENERAL, CAT, Some(&rig::wait(8_000))).await;
    let task = match answer {
        Ok(Outcome::Pending(pending)) => pending.task,
        Ok(done) => panic!("nothing can be done: {done:?}"),
        Err(error) => {
            assert_eq!(error.purchase, Purchase::Made);
            assert_eq!(error.code.as_deref(), Some("50500"));
            error.task.clone().expect("the task is kept")
        }
    };
    // Queries are at least a second apart.
    let queries = rig.count("GetResult");
    assert!((1..=8 + 1).contains(&queries), "{queries} queries");
    assert_eq!((rig.count("SubmitTask"), rig.meter().accepted), (1, 1));

    rig.simulator.clear_faults();
    let collected = rig.host.task_resume(&task, Some(10_000)).await.unwrap();
    assert!(matches!(collected, Outcome::Done(_)), "{collected:?}");
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn defect_02_the_last_word_on_a_task_ends_the_wait() {
    let rig = Rig::start().await;
    let old = rig::task("7392616336519610409", OLD);
    for word in ["not_found", "expired"] {
        let before = rig.calls().len();
        let said = What::TaskStatus(word.to_owned());
        rig.simulator.inject(Fault::once(Target::AnyQuery, said));
        let error = rig::failure(rig.host.task_resume(&old, Some(60_000)).await);
        assert_eq!(error.kind, ErrorKind::TaskGone, "{word}");
        assert_eq!(error.code.as_deref(), Some(word));
        assert_eq!(rig.calls().len(), before + 1, "{word}");
    }
    // The same of a task that is really unknown, and of one that is done.
    let error = rig::failure(rig.host.task_resume(&old, Some(60_000)).await);
    assert_eq!(error.kind, ErrorKind::TaskGone);
    assert_eq!(error.task.clone().map(|task| task.id), Some(old.id));

    let done = rig
        .host
        .invoke(GENERAL, CAT, Some(&rig::wait(30_000)))
        .await;
    let Ok(Outcome::Done(done)) = done else {
        panic!("not done: {done:?}");
    };
    let before = rig.calls().len();
    let task = done.task.unwrap();
    let again = rig.host.task_resume(&task, Some(60_000)).await.unwrap();
    assert!(matches!(again, Outcome::Done(_)), "{again:?}");
    assert_eq!(rig.calls().len(), before + 1);
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn defect_03_five_failures_have_five_kinds() {
    let rig = Rig::start().await;
    let wait = rig::wait(5_000);
    let call = async |host: &VisualHost, tool: &str, prompt: &str| {
        let arguments = json!({ "prompt": prompt }).to_string();
        rig::failure(host.invoke(tool, &arguments, Some(&wait)).await)
    };
    let bought = |error: &Error| error.purchase;

    let moderated = call(&rig.host, GENERAL, "[moderate-text]").await;
    let mut limited = Vec::new();
    for code in [50429, 50430] {
        let refusal = What::business(429, code, "Request Has Reached API Limit");
        rig.simulator
            .inject(Fault::always(Target::AnySubmit, refusal));
        let error = call(&rig.host, GENERAL, "a cat").await;
        assert_eq!(error.kind, ErrorKind::RateLimited);
        assert_eq!(error.code, Some(code.to_string()));
        limited.push(error);
        rig.simulator.clear_faults();
    }
    let closed = rig::handed(&rig.keys, &ear::closed().await);
    let nowhere = rig.host.with_credentials(StaticKeys::new(closed));
    // Other tools: the queue of the first one still keeps the pause it was asked for.
    let unreachable = call(&nowhere, "jimeng-2.1", "a cat").await;
    let wrong = volc_sim::Keys::new(&rig.keys.access_key_id, "d3Jvbmc=");
    let rejected = call(&rig.host_of(&wrong), "jimeng-3.0", "a cat").await;
    for error in [
        &moderated,
        &limited[0],
        &limited[1],
        &unreachable,
        &rejected,
    ] {
        assert_eq!(bought(error), Purchase::NotMade, "{error:?}");
    }
    assert_eq!(rig.meter().accepted, 0);

    // Time runs out: what may have been bought is told, and no more is asked.
    rig.simulator
        .inject(Fault::once(Target::AnySubmit, What::Hang));
    let silent = call(&rig.host, PROCESS, "a cat").await;
    assert_eq!(bought(&silent), Purchase::Unknown);
    assert_eq!((rig.count("CVProcess"), rig.meter().accepted), (1, 1));

    let errors = [&moderated, &limited[0], &unreachable, &silent, &rejected];
    let kinds: Vec<ErrorKind> = errors.map(|error| error.kind).to_vec();
    assert_eq!(
        kinds,
        [
            ErrorKind::Moderated,
            ErrorKind::RateLimited,
            ErrorKind::Network,
            ErrorKind::OutcomeUnknown,
            ErrorKind::RejectedCredentials,
        ]
    );
}

#[tokio::test]
async fn defect_03_a_silent_query_leaves_the_task_pending() {
    let rig = Rig::start().await;
    rig.simulator
        .inject(Fault::always(Target::AnyQuery, What::Hang));
    let answer = rig.host.invoke(GENERAL, CAT, Some(&rig::wait(8_000))).await;
    let Ok(Outcome::Pending(pending)) = answer else {
        panic!("not pending: {answer:?}");
    };
    rig.simulator.clear_faults();
    let collected = rig.host.task_resume(&pending.task, Some(10_000)).await;
    assert!(matches!(collected, Ok(Outcome::Done(_))), "{collected:?}");
}

#[tokio::test]
async fn defect_04_a_business_code_is_an_error() {
    let rig = Rig::start().await;
    // Whatever the HTTP status says.
    for status in [200, 400] {
        for (code, target) in [
            (50204, Target::AnySubmit),
            (50215, Target::AnyQuery),
            (59999, Target::AnySubmit),
        ] {
            let refusal = What::business(status, code, "no");
            rig.simulator.inject(Fault::once(target, refusal));
            let wait = rig::wait(10_000);
            let answer = rig.host.invoke(GENERAL, CAT, Some(&wait)).await;
            let error = rig::failure(answer);
            assert_eq!(error.code, Some(code.to_string()), "HTTP {status}");
        }
    }
    let process = rig
        .host
        .invoke(PROCESS, r#"{"prompt":"[fail-50501]"}"#, None);
    let error = rig::failure(process.await);
    assert_eq!(error.code.as_deref(), Some("50501"));
}

#[tokio::test]
async fn defect_05_chinese_messages_arrive_undamaged() {
    let rig = Rig::start().await;
    let text = "输入文本未通过审核：含有敏感词“某某”，请修改后重试 😀";
    let escaped: String = text.encode_utf16().map(|u| format!("\\u{u:04x}")).collect();
    let body = format!(r#"{{"code":50412,"data":null,"message":"{escaped}","request_id":"r"}}"#);
    let plain = What::business(400, 50412, text);
    let escaped = What::answer(400, "application/json", body);
    for what in [plain, escaped] {
        rig.simulator.inject(Fault::once(Target::AnySubmit, what));
        let error = rig::failure(rig.host.invoke(GENERAL, CAT, None).await);
        assert_eq!(error.kind, ErrorKind::Moderated);
        assert!(error.message.contains(text), "{}", error.message);
        assert!(error.message_zh.contains(text), "{}", error.message_zh);
    }
}
