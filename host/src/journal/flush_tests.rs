//! When what is written is on the disk, and who waits for it.

use super::*;
use rusqlite::wal::CheckpointMode;

/// What it takes to buy nothing twice after a loss of power: all but the end of
/// a job that can be asked for again.
#[test]
fn what_must_be_on_the_disk_is_flushed() {
    let directory = tempfile::tempdir().unwrap();
    let journal = reopen(&directory.path().join("journal.db"));
    let log = &journal.local().log;
    let is_flushed = |mark: Option<_>| log.is_flushed(mark.unwrap());
    let begin = |key| journal.begin(&journal.entry(request(key)), None).unwrap();
    let (first, second) = (begin("a"), begin("b"));
    assert!(!is_flushed(first.mark));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let flush = |mark| runtime.block_on(journal.flush(mark));
    flush(first.mark).unwrap();
    assert!(is_flushed(first.mark) && is_flushed(second.mark));

    let (first, second) = (begun(first.value), begun(second.value));
    assert!(!is_flushed(first.leaves()(&journal).unwrap().mark));
    assert!(!is_flushed(first.waits()(&journal).unwrap().mark));
    let done = first.done().try_now().unwrap();
    assert!(done.mark.is_none(), "with the next");
    let text = Some("vt1.x".to_owned());
    let on_the_disk = |settled: Settled| {
        assert!(settled.must);
        let mark = settled.try_now().unwrap().mark;
        assert!(!is_flushed(mark));
        flush(mark).unwrap();
        assert!(is_flushed(mark));
    };
    on_the_disk(second.accepted((&task("x"), ""), text));
    on_the_disk(begun(begin("c").value).lost(false));
    on_the_disk(begun(begin("d").value).refused());
    // Another transaction writes it down first.
    let settled = begun(begin("e").value).lost(true);
    let other = begin("f");
    assert!(!is_flushed(other.mark));
    let end = tokio::time::Instant::now() + Duration::from_secs(60);
    runtime.block_on(settled.save(end)).unwrap();
    assert!(is_flushed(other.mark));
    let looked = begin("a");
    assert!(matches!(looked.value, Begun::Known(_)) && looked.mark.is_none());
}

#[test]
fn a_long_log_is_moved_into_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let journal = reopen(&directory.path().join("journal.db"));
    for number in 0..500 {
        new(&journal, &number.to_string()).done().now();
    }
    let pages = || {
        let look = |file: &Connection| {
            file.wal_checkpoint_v2(rusqlite::DEFAULT_NAME, CheckpointMode::PASSIVE)
        };
        with_connection(&journal, look).unwrap().0
    };
    assert_eq!(journal.entries().unwrap().len(), 500);
    let forgotten = sent(&journal, "forgotten");
    drop(forgotten);
    assert_eq!(pages(), 1, "the log began again");
    assert_eq!(journal.entries().unwrap().len(), 501);
}

/// Nobody on an async thread waits for another's transaction.
#[tokio::test]
async fn another_transaction_is_waited_for_where_that_holds_nobody_up() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let (one, other) = (reopen(&place), reopen(&place));
    let end = tokio::time::Instant::now() + Duration::from_secs(60);
    let entry = one.entry(request("a"));
    with_connection(&other, |file| file.execute_batch("BEGIN IMMEDIATE")).unwrap();
    let mut begins = Box::pin(one.record(end, move |journal| journal.begin(&entry, None)));
    let first = poll_once(&mut begins).await;
    assert!(first.is_none(), "it waits");
    with_connection(&other, |file| file.execute_batch("COMMIT")).unwrap();
    let sending = begun(begins.await.unwrap());
    with_connection(&other, |file| file.execute_batch("BEGIN IMMEDIATE")).unwrap();
    let mut ends = Box::pin(sending.done().save(end));
    assert!(poll_once(&mut ends).await.is_none(), "it waits");
    with_connection(&other, |file| file.execute_batch("COMMIT")).unwrap();
    ends.await.unwrap();
    assert_eq!(state(&other), [("a".into(), State::Done)]);
}

/// What a future says when it is polled once.
async fn poll_once<T>(future: &mut (impl Future<Output = T> + Unpin)) -> Option<T> {
    tokio::select! {
        biased;
        value = future => Some(value),
        () = std::future::ready(()) => None,
    }
}
