//! Jobs that are cancelled: what the state of the job afterwards says of it.

use crate::common::*;
use volcengine_visual::call;
use volcengine_visual::call::cancel::{Cancellation, cancellation};
use volcengine_visual::protocol::reply::envelope::Reply;
use volcengine_visual::types::{Error, ErrorKind, Purchase};

/// What is told of a job of this age, whose state is asked for once.
fn told(taken: bool, age_s: u64, state: Reply) -> Result<Cancellation, Error> {
    let flow = call::collect(task(GENERAL, age_s), Some(0)).unwrap();
    let ran = drive(flow, jobs(vec![state]));
    assert_eq!(ran.asks.len(), 1);
    cancellation(taken, ran.result)
}

#[test]
fn only_an_old_job_that_is_not_found_has_stopped() {
    for (age_s, expected) in [
        (0, Cancellation::Asked),
        (9, Cancellation::Asked),
        (10, Cancellation::Confirmed),
        (600, Cancellation::Confirmed),
    ] {
        let told = told(true, age_s, status("not_found")).unwrap();
        assert_eq!(told, expected, "{age_s} s");
    }
}

#[test]
fn a_finished_job_is_told_as_such() {
    for taken in [true, false] {
        for age_s in [1, 600] {
            assert_eq!(told(taken, age_s, link_done()).unwrap(), Cancellation::Done);
        }
    }
}

#[test]
fn a_job_that_runs_on_is_asked_to_stop_or_cannot_be_stopped() {
    for state in [
        status("in_queue"),
        status("generating"),
        reply(503, "busy"),
        failure(50500, "Internal Error"),
        failure(50429, "limit"),
    ] {
        assert_eq!(told(true, 60, state.clone()).unwrap(), Cancellation::Asked);
        let refused = told(false, 60, state).unwrap();
        assert_eq!(refused, Cancellation::NotCancellable);
    }
}

#[test]
fn a_job_that_ended_without_a_product_is_an_error_with_the_task() {
    for taken in [true, false] {
        for (state, kind) in [
            (status("expired"), ErrorKind::TaskGone),
            (status("failed"), ErrorKind::ServiceFailed),
            (
                failure(50511, "Post Img Risk Not Pass"),
                ErrorKind::Moderated,
            ),
        ] {
            let error = told(taken, 60, state).unwrap_err();
            assert_eq!((error.kind, error.purchase), (kind, Purchase::Made));
            assert_eq!(error.task.unwrap().id, ID);
        }
    }
    let gone = told(false, 60, status("not_found")).unwrap_err();
    assert_eq!(gone.kind, ErrorKind::TaskGone);
}
