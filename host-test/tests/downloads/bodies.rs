//! Bodies of files: packed though nobody asked for it, and broken ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use host_test::honest::Honest;
use host_test::stock::{Instance, Keys};
use host_test::values::{option, record, result};
use host_test::{Rig, Server, packed, server};
use tokio::io::AsyncWriteExt;
use visual_host::Limits;
use visual_host::types::ErrorKind;
use volc_sim::{Fault, Target, What};
use wasmtime::component::Val;

use crate::downloads::files::{PNG, error, fetch};
use crate::downloads::{GENERAL, answer, finished};

#[tokio::test]
async fn f26_a_file_that_comes_packed_is_unpacked_within_the_cap() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    let picture = [PNG, &[7; 300_000]].concat();
    let body = packed::gzip(&picture);
    for coding in ["gzip", "x-gzip", "GZIP"] {
        let headers = [("content-type", "image/png"), ("content-encoding", coding)];
        answer(&rig, 200, &headers, &body);
        assert_eq!(fetch(&rig.host, &link).await.unwrap(), picture, "{coding}");
    }
    let asked = rig.simulator.requests();
    let asked = asked.last().unwrap();
    let coding = asked
        .headers
        .iter()
        .find(|(name, _)| name == "accept-encoding");
    assert_eq!(coding.map(|(_, value)| value.as_str()), Some("identity"));

    // What comes out of it is held to the cap.
    let host = rig.host_within(Limits::default().with_download(200_000));
    assert!(body.len() < 200_000);
    answer(&rig, 200, &[("content-encoding", "gzip")], &body);
    assert_eq!(error(fetch(&host, &link).await).kind, ErrorKind::TooLarge);

    // Half of it is no file, and is asked for again.
    answer(
        &rig,
        200,
        &[("content-encoding", "gzip")],
        &body[..body.len() / 2],
    );
    answer(&rig, 200, &[("content-encoding", "gzip")], &body);
    assert_eq!(fetch(&rig.host, &link).await.unwrap(), picture);

    answer(&rig, 200, &[("content-encoding", "br")], b"\x0b\x02\x80");
    let strange = error(fetch(&rig.host, &link).await);
    assert_eq!(strange.kind, ErrorKind::BadReply);
    assert!(
        strange.message.contains("compressed"),
        "{}",
        strange.message
    );
}

/// A line that breaks in a file of no announced length is no end of the file.
#[tokio::test]
async fn a_file_without_a_length_that_breaks_is_asked_for_again() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    let whole = [PNG, &[7; 4000]].concat();
    let served = Arc::new(AtomicU32::new(0));
    let (count, body) = (served.clone(), whole.clone());
    let listener = server::local().await;
    let films = Server::on(listener, move |mut stream| {
        let (count, body) = (count.clone(), body.clone());
        async move {
            server::head(&mut stream).await;
            let breaks = count.fetch_add(1, Ordering::SeqCst) == 0;
            let sent = if breaks { &body[..1000] } else { &body[..] };
            let head = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
            let _ = stream.write_all(&[head, sent].concat()).await;
            if breaks {
                let _ = stream.set_zero_linger();
            } else {
                let _ = stream.shutdown().await;
            }
        }
    });
    let address = films.endpoint() + link.strip_prefix(&rig.simulator.endpoint()).unwrap();
    assert_eq!(fetch(&rig.host, &address).await.unwrap(), whole);
    assert_eq!(served.load(Ordering::SeqCst), 2);
}

/// What broke stays broken, however often it is read on: the end of a stream
/// after an error is not the end of the file.
#[tokio::test]
async fn a_file_that_failed_has_no_end() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    let head = b"HTTP/1.1 200 OK\r\n\r\n\x89PNG\r\n\x1a\n0123456789";
    let what = What::Endless(head.to_vec(), vec![7; 4096]);
    rig.simulator.inject(Fault::once(Target::Download, what));
    let options = record([
        ("origin", Val::Option(None)),
        ("max-bytes", option(Some(100_000), Val::U64)),
        ("link-hosts", Val::List(Vec::new())),
        ("timeout-ms", Val::Option(None)),
    ]);
    let mut instance = Instance::start(Honest, Keys::for_rig(&rig)).await.unwrap();
    let arguments = [Val::String(link), option(Some(options), |options| options)];
    let opened = instance.call("downloads", "open", &arguments).await;
    let Val::Result(Ok(Some(download))) = opened.unwrap() else {
        panic!("the file begins");
    };
    let mut kinds = Vec::new();
    while kinds.len() < 3 {
        let arguments = [(*download).clone(), Val::U32(65_536)];
        let read = instance.call("downloads", "[method]download.read", &arguments);
        match result(read.await.unwrap(), |piece| !piece.is_null()) {
            Ok(true) => assert!(kinds.is_empty(), "it goes on after {kinds:?}"),
            Ok(false) => panic!("it ended well after {kinds:?}"),
            Err(error) => kinds.push(error.kind),
        }
    }
    assert_eq!(kinds, [ErrorKind::TooLarge; 3]);
}
