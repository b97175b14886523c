//! What comes through a link, and what is said when it is not the file.

use std::sync::Arc;

use host_test::{Rig, rig};
use visual_host::types::{Advice, Error, ErrorKind, Purchase};
use visual_host::{DownloadError, Limits, VisualHost};
use volc_sim::{Config, Fault, Target, What};

use crate::downloads::{GENERAL, VIDEO, answer, finished, origin};

pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n0123456789";

pub fn error(fetched: Result<impl std::fmt::Debug, DownloadError>) -> Error {
    match fetched {
        Err(DownloadError::Call(error)) => error,
        other => panic!("no error of the component: {other:?}"),
    }
}

pub async fn fetch(host: &VisualHost, link: &str) -> Result<Vec<u8>, DownloadError> {
    let mut file = Vec::new();
    let fetched = host.download_to(link, None, &mut file).await?;
    assert_eq!(fetched.bytes, file.len() as u64);
    Ok(file)
}

#[tokio::test]
async fn defect_11_a_video_comes_whole_by_a_plain_request() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, VIDEO).await;
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("film.mp4");
    let fetched = rig.host.download(&link, None, &path).await.unwrap();
    let film = std::fs::read(&path).unwrap();
    assert_eq!(
        (fetched.bytes, fetched.mime_type.as_str()),
        (film.len() as u64, "video/mp4")
    );
    assert_eq!(host_test::product::file(&film).mime_type, "video/mp4");
    let requests = rig.simulator.requests();
    let asked = requests.last().unwrap();
    assert_eq!(asked.method, "GET");
    for (name, value) in &asked.headers {
        let name = name.to_ascii_lowercase();
        assert!(
            ["accept", "accept-encoding", "user-agent", "host"].contains(&name.as_str()),
            "{name}"
        );
        assert!(!value.contains(&rig.keys.access_key_id), "{name}");
    }
}

#[tokio::test]
async fn defect_11_a_video_beyond_the_cap_is_left() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, VIDEO).await;
    let host = rig.host_within(Limits::default().with_download(1000));
    let error = error(fetch(&host, &link).await);
    assert_eq!(
        (error.kind, error.field.as_deref()),
        (ErrorKind::TooLarge, Some("max-bytes"))
    );
    assert!(error.message.contains("1000"), "{}", error.message);
}

#[tokio::test]
async fn defect_11_other_hosts_are_not_asked() {
    let rig = Rig::start().await;
    for link in [
        "https://evil.example/film.mp4",
        "http://evil.example/film.mp4",
    ] {
        let error = error(fetch(&rig.host, link).await);
        assert_eq!(error.kind, ErrorKind::DeniedByHost, "{link}");
        assert!(!error.message.contains("film"), "{}", error.message);
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn f10_an_endless_file_ends_at_the_cap() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n\x89PNG\r\n\x1a\n0123456789";
    let what = What::Endless(head.to_vec(), vec![7; 4096]);
    rig.simulator.inject(Fault::once(Target::Download, what));
    let host = rig.host_within(Limits::default().with_download(5 << 20));
    let home = tempfile::tempdir().unwrap();
    let fetched = host.download(&link, None, &home.path().join("a.png")).await;
    assert_eq!(error(fetched).kind, ErrorKind::TooLarge);
    assert_eq!(
        std::fs::read_dir(home.path()).unwrap().count(),
        0,
        "the partial file is gone"
    );
}

#[tokio::test]
async fn f10_lengths_that_lie_are_noticed() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    let raw = |text: &str| [text.as_bytes(), PNG].concat();
    for (reply, kind) in [
        // Announces more than comes.
        (
            raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n"),
            ErrorKind::Network,
        ),
        // A chunk that is cut off.
        (
            raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n"),
            ErrorKind::Network,
        ),
        // A length beyond the cap.
        (
            raw("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"),
            ErrorKind::TooLarge,
        ),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_vec(),
            ErrorKind::BadReply,
        ),
        (
            b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec(),
            ErrorKind::BadReply,
        ),
        (
            raw("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 18\r\n\r\n"),
            ErrorKind::BadReply,
        ),
    ] {
        let shown = String::from_utf8_lossy(&reply).into_owned();
        rig.simulator
            .inject(Fault::always(Target::Download, What::Raw(reply)));
        let home = tempfile::tempdir().unwrap();
        let fetched = rig
            .host
            .download(&link, None, &home.path().join("a.png"))
            .await;
        assert_eq!(error(fetched).kind, kind, "{shown}");
        assert_eq!(
            std::fs::read_dir(home.path()).unwrap().count(),
            0,
            "{shown}"
        );
        rig.simulator.clear_faults();
    }
    // Announces less than comes: HTTP ends the file there, and what is behind is no part of it.
    let reply = raw("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n");
    rig.simulator
        .inject(Fault::once(Target::Download, What::Raw(reply)));
    assert_eq!(fetch(&rig.host, &link).await.unwrap(), &PNG[..12]);
}

#[tokio::test]
async fn what_is_no_file_is_an_error() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    for (status, kind, body, expected) in [
        (
            200,
            "text/html",
            &b"<html>busy</html>"[..],
            ErrorKind::BadReply,
        ),
        (
            200,
            "application/json; charset=utf-8",
            b"{\"code\":1}",
            ErrorKind::BadReply,
        ),
        (200, "application/xml", b"<Error/>", ErrorKind::BadReply),
        (403, "text/plain", b"no", ErrorKind::ExpiredLink),
        (404, "text/plain", b"no", ErrorKind::ExpiredLink),
        (410, "text/plain", b"no", ErrorKind::ExpiredLink),
        (500, "text/plain", b"no", ErrorKind::ServiceFailed),
        (204, "text/plain", b"", ErrorKind::ServiceFailed),
        (206, "image/png", PNG, ErrorKind::ServiceFailed),
    ] {
        // As often as it is asked for.
        for _ in 0..4 {
            answer(&rig, status, &[("content-type", kind)], body);
        }
        let error = error(fetch(&rig.host, &link).await);
        rig.simulator.clear_faults();
        assert_eq!(error.kind, expected, "{status} {kind}");
        let code = (status != 200).then(|| format!("HTTP-{status}"));
        assert_eq!(error.code, code, "{status} {kind}");
        assert_eq!(error.purchase, Purchase::NotMade, "a link without its task");
        assert!(!error.message.contains("x-signature"), "{}", error.message);
        assert!(!error.message_zh.is_empty());
    }
    // The bytes decide, not what the server says of them.
    answer(&rig, 200, &[("content-type", "text/html")], PNG);
    assert_eq!(fetch(&rig.host, &link).await.unwrap(), PNG);
}

#[tokio::test]
async fn f11_hops_on_the_wire_carry_no_secret() {
    let rig = Rig::with_keys(
        volc_sim::Keys::generate().with_token("token-of-the-example-0123456789"),
        Config::default(),
    )
    .await;
    let (link, _) = finished(&rig, GENERAL).await;
    let path = link.strip_prefix(&rig.simulator.endpoint()).unwrap();
    answer(&rig, 302, &[("location", path)], b"");
    answer(&rig, 307, &[("location", &link)], b"");
    assert!(
        fetch(&rig.host, &link)
            .await
            .unwrap()
            .starts_with(b"\xff\xd8\xff")
    );
    let requests = rig.simulator.requests();
    let hops: Vec<_> = requests
        .iter()
        .filter(|seen| seen.method == "GET")
        .collect();
    assert_eq!(hops.len(), 3);
    for hop in hops {
        let text = format!("{hop:?}").to_lowercase();
        for secret in [
            "authorization",
            "x-security-token",
            "token-of-the-example",
            "x-date",
        ] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test]
async fn f12_an_ended_link_is_asked_for_anew_once() {
    for seconds in [60, 2 * 3600] {
        let config = Config {
            image_link_seconds: 30,
            ..Config::default()
        };
        let rig = Rig::with(config).await;
        let (link, task) = finished(&rig, GENERAL).await;
        rig.simulator.advance_clock(seconds);
        let without = error(fetch(&rig.host, &link).await);
        assert_eq!(
            (without.kind, without.advice),
            (ErrorKind::ExpiredLink, Advice::CollectTask)
        );

        // Keys are signed by a clock that was not moved: the queries must still
        // pass, beyond the service's window by its own time.
        let queries = rig.count("GetResult");
        let mut file = Vec::new();
        let origin = origin(task.clone());
        let fetched = rig.host.download_to(&link, Some(&origin), &mut file).await;
        assert_eq!(fetched.unwrap().mime_type, "image/jpeg");
        assert!(file.starts_with(b"\xff\xd8\xff"));
        let corrected = usize::from(seconds > 900);
        assert_eq!(rig.count("GetResult"), queries + 1 + corrected);
        assert_eq!(rig.meter().accepted, 1);
    }
}

#[tokio::test]
async fn f12_a_link_that_stays_ended_is_an_error_with_the_task() {
    let rig = Rig::start().await;
    let (link, task) = finished(&rig, GENERAL).await;
    let queries = rig.count("GetResult");
    for _ in 0..2 {
        answer(&rig, 403, &[], b"expired");
    }
    let origin = origin(task.clone());
    let error = error(
        rig.host
            .download_to(&link, Some(&origin), &mut Vec::new())
            .await,
    );
    rig::assert_error(&error, ErrorKind::ExpiredLink, Purchase::Made);
    assert_eq!(error.task.clone().map(|kept| kept.id), Some(task.id));
    assert_eq!(rig.count("GetResult"), queries + 1);
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn downloads_run_side_by_side() {
    let rig = Arc::new(Rig::start().await);
    let (link, _) = finished(&rig, GENERAL).await;
    let expected = fetch(&rig.host, &link).await.unwrap();
    let fetches = (0..8).map(|_| {
        let (rig, link) = (rig.clone(), link.clone());
        tokio::spawn(async move { fetch(&rig.host, &link).await.unwrap() })
    });
    for fetch in fetches.collect::<Vec<_>>() {
        assert_eq!(fetch.await.unwrap(), expected);
    }
}

#[tokio::test]
async fn f4_a_file_that_trickles_ends_with_the_hosts_time() {
    let rig = Rig::start().await;
    let (link, _) = finished(&rig, GENERAL).await;
    let trickle = What::Drip {
        bytes: 1,
        every_ms: 50,
    };
    rig.simulator
        .inject(Fault::always(Target::Download, trickle));
    let host = rig.host_within(Limits::default().with_time(std::time::Duration::from_secs(4)));
    let error = error(fetch(&host, &link).await);
    assert_eq!(error.kind, ErrorKind::TimedOut, "{error:?}");
}
