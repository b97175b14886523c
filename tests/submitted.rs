//! What is told of a job that the same instance has submitted.

use crate::common::*;
use volcengine_visual::call;
use volcengine_visual::call::submitted::{MAX, Submitted};
use volcengine_visual::protocol::request::ApiRequest;
use volcengine_visual::types::{Error, Outcome};

/// Who submitted a task is told what it may have been refused for, while the service keeps it.
#[test]
fn the_instance_that_submitted_a_task_is_told_of_its_input_alone() {
    let hours = 3600;
    for (own, age_s, input_alone) in [
        (true, 60, true),
        (false, 60, false),
        (true, 13 * hours, false),
        (false, 13 * hours, false),
    ] {
        let flow = call::collect(task(GENERAL, age_s), Some(60_000)).unwrap();
        let refuse = |_: &ApiRequest| Ok(failure(50215, "Input invalid"));
        let error = drive(flow.with_own(own), refuse).error();
        let told = error.message;
        assert_eq!(!told.contains("account"), input_alone, "{told}");
    }
}

#[test]
fn what_was_submitted_is_remembered_within_bounds() {
    let mut submitted = Submitted::new();
    let id = |number: usize| format!("{number}");
    let pending = |number| {
        let replies = vec![status("in_queue")];
        let mut pending = drive(start(GENERAL, CAT, wait(0)), jobs(replies)).pending();
        pending.task.id = id(number);
        Ok(Outcome::Pending(pending))
    };
    for number in 0..=MAX {
        assert!(!submitted.has(&id(number)));
        submitted.keep(&pending(number));
        submitted.keep(&pending(number));
        assert!(submitted.has(&id(number)));
    }
    assert!(!submitted.has(&id(0)), "the oldest is forgotten");
    assert!((1..=MAX).all(|number| submitted.has(&id(number))));

    // An error that has a task counts too, and one without is passed over.
    let lost = jobs(vec![failure(50400, "no")]);
    let error = drive(start(GENERAL, CAT, None), lost).error();
    assert!(error.task.is_some());
    let mut submitted = Submitted::new();
    submitted.keep(&Err(error.clone()));
    assert!(submitted.has(ID));
    let mut submitted = Submitted::new();
    submitted.keep(&Err(Error {
        task: None,
        ..error
    }));
    assert!(!submitted.has(ID));
}
