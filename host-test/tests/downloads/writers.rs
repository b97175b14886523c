//! Who writes a file slowly holds up nobody else.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use host_test::Rig;
use tokio::io::AsyncWrite;
use tokio::sync::Notify;
use visual_host::{DownloadError, Limits};

use crate::downloads::{GENERAL, finished};

/// A writer that takes nothing, and tells when it was asked to.
struct Stuck(Arc<Notify>);

impl AsyncWrite for Stuck {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        self.0.notify_one();
        Poll::Pending
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Pending
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

/// With one place for calls, which a download does not take.
#[tokio::test]
async fn a_writer_that_takes_nothing_keeps_no_call_from_its_place() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    let host = rig.host_within(Limits::default().with_calls(1));
    let asked = Arc::new(Notify::new());
    let mut writer = Stuck(asked.clone());
    tokio::select! {
        ended = host.download_to(&link, None, &mut writer) => panic!("it ended: {ended:?}"),
        checked = async {
            asked.notified().await;
            host.check_credentials().await
        } => drop(checked.expect("a call beside the download")),
    }
}

#[tokio::test]
async fn a_writer_that_takes_nothing_ends_with_the_time_of_a_download() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    let host = rig.host_within(Limits::default().with_time(Duration::from_secs(1)));
    let mut writer = Stuck(Arc::default());
    let ended = host.download_to(&link, None, &mut writer).await;
    let Err(DownloadError::Write(error)) = ended else {
        panic!("{ended:?}");
    };
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
}
