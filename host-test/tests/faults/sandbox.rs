//! F18: a component that fails, by itself or because it wants too much. The
//! host goes on, and says which limit it was.

use host_test::calls::Calls;
use std::time::Duration;

use base64::Engine as _;
use host_test::guest::Guest;
use host_test::{Rig, place, rig};
use serde_json::json;
use visual_host::types::{ErrorKind, Outcome, Purchase};
use visual_host::{Egress, Error, HostError, Limits, StaticKeys, VisualHost};
use volc_sim::{Target, What};

use crate::faults::{CAT, Case, GENERAL, OLD, SOME, run_for};

const MIB: usize = 1 << 20;
/// The limit of calls that end by it, in seconds.
const LOOP: u64 = 3;

/// One call at a time: a place that is not given back would stop the next one. The time is more than a busy machine
/// takes for what ends by itself.
fn tight() -> Limits {
    within(60)
}

fn within(seconds: u64) -> Limits {
    let time = Duration::from_secs(seconds);
    Limits::default()
        .with_time(time)
        .with_margin(time)
        .with_local(time)
        .with_memory(8 * MIB)
        .with_calls(1)
}

/// What loops is not waited for so long.
fn host_of(guest: Guest) -> VisualHost {
    let limits = match guest {
        Guest::Loops => within(LOOP),
        _ => tight(),
    };
    let host = VisualHost::builder()
        .component(&guest.component())
        .cache(Some(place::cache()))
        .credentials(StaticKeys::new(visual_host::Keys::new("", "")))
        .egress(Egress::default())
        .limits(limits);
    host.build().expect("the guest fits the host")
}

fn assert_fault(error: &Error, fault: &HostError) {
    assert_eq!(error.host.as_ref(), Some(fault), "{error:?}");
    assert_eq!(error.message, fault.to_string());
    assert!(!error.message_zh.is_empty());
}

#[tokio::test]
async fn f18_a_component_that_fails_leaves_the_host_as_it_was() {
    for (guest, kind, fault) in [
        (Guest::Traps, ErrorKind::Internal, None),
        (Guest::Recurses, ErrorKind::Internal, None),
        (
            Guest::Grows,
            ErrorKind::LimitReached,
            Some(HostError::MemoryLimit(8 * MIB)),
        ),
        (
            Guest::Loops,
            ErrorKind::LimitReached,
            Some(HostError::TimeLimit(LOOP)),
        ),
    ] {
        let host = host_of(guest);
        for _ in 0..2 {
            let error = rig::failure(host.invoke(GENERAL, CAT, None).await);
            assert_eq!(error.kind, kind, "{guest:?}: {error:?}");
            match &fault {
                Some(fault) => assert_fault(&error, fault),
                None => assert!(matches!(error.host, Some(HostError::Trap(_))), "{error:?}"),
            }
            assert!(error.refused_before_sending());
            // The next call finds a fresh instance.
            assert!(host.list_tools().await.unwrap().is_empty());
        }
        let task = rig::task(SOME, OLD);
        let error = rig::failure(host.task_status(&task).await);
        rig::assert_error(&error, kind, Purchase::Made);
        assert_eq!(rig::task_id(&error), Some(SOME));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f18_a_component_that_loops_holds_up_nobody_else() {
    let rig = Rig::start().await;
    let looping = host_of(Guest::Loops);
    let stuck = tokio::spawn(async move { looping.invoke(GENERAL, CAT, None).await });
    let mut served = 0;
    while !stuck.is_finished() {
        rig.host.check_credentials().await.unwrap();
        served += u32::from(!stuck.is_finished());
    }
    assert!(served > 0, "nobody else was served meanwhile");
    let error = rig::failure(stuck.await.unwrap());
    assert_fault(&error, &HostError::TimeLimit(LOOP));
}

/// The real component, within limits that are too narrow.
#[tokio::test]
async fn f18_a_limit_that_is_reached_is_named() {
    let rig = Rig::start().await;
    let host = rig.host_within(tight().with_memory(3 * MIB));
    // A head that is in order, and megabytes behind it.
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x04\0\x08\x02\0\0\0".to_vec();
    picture.resize(3 * MIB, 7);
    let picture = base64::engine::general_purpose::STANDARD.encode(picture);
    let arguments = json!({ "image": { "base64": picture }, "prompt": "snow" }).to_string();
    let error = rig::failure(host.invoke("seededit-v30", &arguments, None).await);
    assert_fault(&error, &HostError::MemoryLimit(3 * MIB));
    assert_eq!(error.kind, ErrorKind::LimitReached);
    assert!(error.refused_before_sending());
    rig.assert_untouched();
    run_for(&host, GENERAL, 20_000).await.done();
}

#[tokio::test]
async fn f18_time_that_runs_out_in_the_host_keeps_what_was_bought() {
    let rig = Rig::start().await;
    let host = rig.host_within(within(LOOP));
    for on in [Target::AnySubmit, Target::AnyQuery] {
        Case::always("silence", on, What::Hang)
            .times(1)
            .befall(&rig);
    }
    let error = rig::failure(host.invoke(GENERAL, CAT, None).await);
    assert_fault(&error, &HostError::TimeLimit(LOOP));
    assert_eq!(error.purchase, Purchase::Unknown);

    let task = rig::task(SOME, OLD);
    let error = rig::failure(host.task_status(&task).await);
    assert_fault(&error, &HostError::TimeLimit(LOOP));
    assert_eq!(error.purchase, Purchase::Made);
    assert_eq!(rig::task_id(&error), Some(SOME));

    let answer = host.invoke(GENERAL, CAT, Some(&rig::wait(20_000))).await;
    assert!(matches!(answer, Ok(Outcome::Done(_))), "{answer:?}");
    assert_eq!(rig.meter().accepted, 2);
}

/// What may pass between host and component is bounded too.
#[tokio::test]
async fn f18_a_transfer_beyond_the_limit_is_named() {
    let rig = Rig::start().await;
    let host = rig.host_within(tight().with_transfer(MIB / 2).with_memory(64 * MIB));
    let file = base64::engine::general_purpose::STANDARD.encode(vec![7; MIB - 1024]);
    let data = json!({ "status": "done", "binary_data_base64": [file] });
    Case::always("file", Target::AnyQuery, What::TaskData(data))
        .times(1)
        .befall(&rig);
    let asked = host_test::options::read(&json!({ "output": { "delivery": "bytes" } }));
    let mut task = rig::task(SOME, OLD);
    task.output = asked.output;
    let error = rig::failure(host.task_status(&task).await);
    assert_fault(&error, &HostError::TransferLimit(MIB / 2));
    assert_eq!(error.kind, ErrorKind::LimitReached);
    assert_eq!(rig::task_id(&error), Some(SOME));
    run_for(&host, GENERAL, 20_000).await.done();
}
