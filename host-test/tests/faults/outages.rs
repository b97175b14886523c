//! A service that is out of order for many callers at once: what is repeated is
//! bounded for each access key.

use host_test::calls::Calls;
use std::time::Instant;

use host_test::{Rig, rig};
use tokio::task::JoinSet;
use visual_host::DownloadError;
use visual_host::types::{Advice, ErrorKind, MediaContent, Purchase};
use volc_sim::{Fault, Target, What};

use crate::faults::{GENERAL, OLD, SOME, run_for};

const CALLERS: usize = 30;
/// What an account may repeat at once; one more comes back every second.
const BUCKET: usize = 20;
const SPENT: &str = "connection-limit-reached";

#[tokio::test]
async fn questions_of_an_outage_are_no_storm() {
    let rig = Rig::start().await;
    let down = Fault::always(Target::AnyQuery, What::reply(503, &[], "down"));
    rig.simulator.inject(down);
    let begun = Instant::now();
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        let host = rig.host.clone();
        callers.spawn(async move { host.task_resume(&rig::task(SOME, OLD), Some(60_000)).await });
    }
    let mut spent = 0;
    while let Some(told) = callers.join_next().await {
        let error = rig::failure(told.unwrap());
        assert_eq!(error.purchase, Purchase::Made);
        if error.code.as_deref() == Some(SPENT) {
            assert_eq!(
                (error.kind, error.advice),
                (ErrorKind::Network, Advice::CollectTask)
            );
            assert_eq!(rig::task_id(&error), Some(SOME));
            spent += 1;
        }
    }
    let max = CALLERS + BUCKET + 1 + begun.elapsed().as_secs() as usize;
    let asked = rig.count("GetResult");
    assert!(asked > CALLERS && asked <= max, "{asked} of {max}");
    assert!(spent > 0);
    // Another account's are not counted with them.
    let keys = volc_sim::Keys::generate();
    let other = rig.host_of(&keys);
    let answer = other.task_resume(&rig::task(SOME, OLD), Some(60_000)).await;
    assert_ne!(rig::failure(answer).code.as_deref(), Some(SPENT));
}

#[tokio::test]
async fn downloads_of_an_outage_are_no_storm() {
    let rig = Rig::start().await;
    let done = run_for(&rig.host, GENERAL, 30_000).await.done();
    let MediaContent::Url(link) = done.media.into_iter().next().unwrap().content else {
        panic!("no link");
    };
    let down = Fault::always(Target::Download, What::reply(503, &[], "down"));
    rig.simulator.inject(down);
    let begun = Instant::now();
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        let (host, link) = (rig.host.clone(), link.clone());
        callers.spawn(async move { host.download_to(&link, None, &mut Vec::new()).await });
    }
    let mut spent = 0;
    while let Some(told) = callers.join_next().await {
        match told.unwrap() {
            Err(DownloadError::Call(error)) => {
                spent += usize::from(error.code.as_deref() == Some(SPENT));
            }
            other => panic!("{other:?}"),
        }
    }
    let asked = rig.simulator.requests().into_iter();
    let asked = asked
        .filter(|seen| seen.kind == volc_sim::Kind::Download)
        .count();
    let max = CALLERS + BUCKET + 1 + begun.elapsed().as_secs() as usize;
    assert!(asked > CALLERS && asked <= max, "{asked} of {max}");
    assert!(spent > 0);
}
