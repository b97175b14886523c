//! Media that is fetched: when the caller asked for files, and from where.

use crate::common::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use volcengine_visual::call;
use volcengine_visual::errors::transport_error::TransportError;
use volcengine_visual::protocol::reply::envelope::Reply;
use volcengine_visual::protocol::request::ApiRequest;
use volcengine_visual::types::{Delivery, Done, Media, MediaContent, Options, Purchase, Warning};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\xff\xd9";

fn film() -> Vec<u8> {
    b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x0cmdatwave".to_vec()
}

fn video_done() -> Reply {
    success(
        &json!({"status": "done", "video_url": "https://v26-vvecloud.yangyi08.com/0123abcd/67760265/x"}),
    )
}

fn as_files(kind: Delivery, wait_ms: Option<u32>) -> Option<Options> {
    options(Some(delivery(kind)), wait_ms)
}

#[test]
fn a_link_is_fetched_for_who_asked_for_the_file() {
    for (kind, max) in [
        (Delivery::Bytes, 1024 * 1024),
        (Delivery::Base64, 48 * 1024 * 1024),
    ] {
        let flow = start(T2V, CAT, as_files(kind, Some(10_000)));
        let ran = drive_with(EXCHANGE, flow, jobs(vec![video_done()]), |_| Ok(film()));
        let fetch = &ran.fetches[0];
        assert_eq!((ran.fetches.len(), fetch.max), (1, max));
        assert!(fetch.link.starts_with("https://v26-vvecloud"));
        // What is left after the submission, a pause of 5 s, and the query.
        assert_eq!(fetch.timeout_ms, 10_000 - 5_000 - 2 * EXCHANGE);
        let done = ran.done();
        assert!(done.warnings.is_empty(), "{:?}", done.warnings);
        assert_eq!(done.media[0].mime_type, "video/mp4");
        assert_eq!(done.media[0].expires_at, None);
        match &done.media[0].content {
            MediaContent::Bytes(bytes) => assert_eq!((bytes, kind), (&film(), Delivery::Bytes)),
            MediaContent::Base64(text) => {
                assert_eq!((text, kind), (&STANDARD.encode(film()), Delivery::Base64));
            }
            MediaContent::Url(link) => panic!("a link: {link}"),
        }
    }
}

#[test]
fn nothing_is_fetched_for_who_asked_for_links_or_for_nothing() {
    for asked in [None, as_files(Delivery::Url, None)] {
        let ran = drive(start(T2V, CAT, asked), jobs(vec![video_done()]));
        assert!(ran.fetches.is_empty());
        assert!(ran.done().warnings.is_empty());
    }
}

#[test]
fn what_cannot_be_fetched_stays_a_link() {
    let links =
        json!({"status": "done", "image_urls": ["https://h/1", "https://h/2", "https://h/3"]});
    let flow = start(GENERAL, CAT, as_files(Delivery::Bytes, None));
    let ran = drive_with(
        EXCHANGE,
        flow,
        jobs(vec![success(&links)]),
        |fetch| match fetch.link.ends_with('2') {
            true => Err(Warning::new("the server is asleep", "服务器休眠中")),
            false => Ok(JPEG.to_vec()),
        },
    );
    assert_eq!(ran.fetches.len(), 3);
    let done = ran.done();
    let is_link = |media: &Media| matches!(media.content, MediaContent::Url(_));
    let links: Vec<bool> = done.media.iter().map(is_link).collect();
    assert_eq!(links, [false, true, false]);
    assert_eq!(done.warnings.len(), 1);
    assert!(
        done.warnings[0].message.contains("asleep"),
        "{:?}",
        done.warnings
    );
}

#[test]
fn nothing_is_fetched_when_the_time_is_over() {
    let flow = start(T2V, CAT, as_files(Delivery::Bytes, Some(5_000 + 2 * 44)));
    let ran = drive_with(EXCHANGE, flow, jobs(vec![video_done()]), |_| Ok(film()));
    assert!(ran.fetches.is_empty());
    let done = ran.done();
    assert!(matches!(done.media[0].content, MediaContent::Url(_)));
    assert!(
        done.warnings[0].message.contains("time"),
        "{:?}",
        done.warnings
    );

    // A single query, without any wait, fetches the file all the same.
    let mut kept = task(T2V, 60);
    kept.output = Some(delivery(Delivery::Bytes));
    let flow = call::collect(kept, Some(0)).unwrap();
    let ran = drive_with(EXCHANGE, flow, jobs(vec![video_done()]), |_| Ok(film()));
    assert!(matches!(
        ran.done().media[0].content,
        MediaContent::Bytes(_)
    ));
}

#[test]
fn an_answer_that_is_too_large_is_asked_for_as_a_link_once() {
    let broken = || TransportError::from_code("body-too-large");
    let flow = start(GENERAL, CAT, as_files(Delivery::Bytes, None));
    let mut queries = 0;
    let ran = drive(flow, |ask: &ApiRequest| {
        if ask.action.ends_with("SubmitTask") {
            return Ok(accepted());
        }
        queries += 1;
        if queries == 1 {
            Err(broken())
        } else {
            Ok(link_done())
        }
    });
    assert!(ran.asks[2].body.text().contains(r#"{\"return_url\":true}"#));
    assert!(ran.fetches.is_empty());
    assert_eq!(ran.done().warnings.len(), 1);

    let flow = start(GENERAL, CAT, as_files(Delivery::Bytes, None));
    let ran = drive(flow, |ask: &ApiRequest| {
        match ask.action.ends_with("SubmitTask") {
            true => Ok(accepted()),
            false => Err(broken()),
        }
    });
    assert_eq!(ran.asks.len(), 3);
    let error = ran.error();
    assert_eq!(error.purchase, Purchase::Made);
    assert!(error.task.is_some());
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn encoded(files: &[&[u8]]) -> serde_json::Value {
    let files: Vec<String> = files.iter().map(|file| STANDARD.encode(file)).collect();
    json!({"status": "done", "image_urls": null, "binary_data_base64": files})
}

fn both(links: &[&str], files: &[&[u8]]) -> Reply {
    let mut data = encoded(files);
    data["image_urls"] = json!(links);
    success(&data)
}

fn forms(done: &Done) -> Vec<&str> {
    let form = |media: &Media| match media.content {
        MediaContent::Url(_) => "url",
        MediaContent::Bytes(_) => "bytes",
        MediaContent::Base64(_) => "base64",
    };
    done.media.iter().map(form).collect()
}

#[test]
fn files_in_hand_are_kept_beside_links() {
    const ONE: &[&str] = &["https://p3.example/a.png"];
    const TWO: &[&str] = &["https://p3.example/a.png", "https://p3.example/b.png"];
    for (asked, links, files, expected) in [
        (Delivery::Url, TWO, &[JPEG, PNG][..], &["url", "url"][..]),
        (Delivery::Url, TWO, &[JPEG], &["url", "url"]),
        (Delivery::Url, ONE, &[JPEG, PNG], &["url", "bytes", "bytes"]),
        (Delivery::Bytes, TWO, &[JPEG, PNG], &["bytes", "bytes"]),
        (Delivery::Base64, ONE, &[JPEG, PNG], &["base64", "base64"]),
        // The links of the others could not be fetched.
        (Delivery::Bytes, TWO, &[JPEG], &["bytes", "url", "url"]),
    ] {
        let flow = start(GENERAL, CAT, options(Some(delivery(asked)), None));
        let ran = drive(flow, jobs(vec![both(links, files)]));
        assert_eq!(forms(&ran.done()), expected, "{asked:?} {links:?}");
    }
    // What is in hand is not fetched again.
    let flow = start(GENERAL, CAT, options(Some(delivery(Delivery::Bytes)), None));
    let ran = drive(flow, jobs(vec![both(ONE, &[JPEG])]));
    assert!(ran.fetches.is_empty());
    assert!(ran.done().warnings.is_empty());
}

#[test]
fn one_damaged_file_does_not_cost_the_others() {
    let mut data = encoded(&[JPEG, PNG]);
    data["binary_data_base64"][0] = json!("not base64!");
    let flow = start(GENERAL, CAT, options(Some(delivery(Delivery::Bytes)), None));
    let done = drive(flow, jobs(vec![success(&data)])).done();
    assert_eq!(forms(&done), ["bytes"]);
    assert!(
        done.warnings[0].message.contains("1 could not be read"),
        "{:?}",
        done.warnings
    );

    data["binary_data_base64"] = json!(["not base64!"]);
    let flow = start(GENERAL, CAT, options(Some(delivery(Delivery::Bytes)), None));
    let error = drive(flow, jobs(vec![success(&data)])).error();
    assert_eq!(error.purchase, Purchase::Made);

    data["image_urls"] = json!(["https://p3.example/a.png"]);
    let flow = start(GENERAL, CAT, options(Some(delivery(Delivery::Url)), None));
    assert_eq!(
        forms(&drive(flow, jobs(vec![success(&data)])).done()),
        ["url"]
    );
}

#[test]
fn files_are_fetched_as_far_as_they_fit_together() {
    let links =
        json!({"status": "done", "image_urls": ["https://h/1", "https://h/2", "https://h/3"]});
    let options = Options {
        max_inline: Some(20),
        ..as_files(Delivery::Bytes, None).unwrap()
    };
    let flow = start(GENERAL, CAT, Some(options));
    let ran = drive_with(
        EXCHANGE,
        flow,
        jobs(vec![success(&links)]),
        |fetch| match fetch.max < JPEG.len() as u64 {
            true => Err(Warning::new("too large", "过大")),
            false => Ok(JPEG.to_vec()),
        },
    );
    let max: Vec<u64> = ran.fetches.iter().map(|fetch| fetch.max).collect();
    let left = 20 - JPEG.len() as u64;
    assert_eq!(max, [20, left, left]);
    let done = ran.done();
    let inline = |media: &&Media| matches!(media.content, MediaContent::Bytes(_));
    assert_eq!(done.media.iter().filter(inline).count(), 1);
    assert_eq!((done.media.len(), done.warnings.len()), (3, 2));
}
