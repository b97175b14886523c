//! What the output options ask for, and how products are delivered.

use crate::common::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use volcengine_visual::call;
use volcengine_visual::call::flow::MAX_INLINE;
use volcengine_visual::protocol::request::ApiRequest;
use volcengine_visual::types::{
    AigcLabel, Delivery, Media, MediaContent, MediaKind, Options, OutputOptions, Purchase,
    Watermark, WatermarkLanguage, WatermarkPosition,
};

const JPEG: &[u8] =
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9 a tail of a file";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde";
const WEBP: &[u8] = b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0 and a tail of a file";

fn everything(kind: Delivery) -> OutputOptions {
    OutputOptions {
        delivery: Some(kind),
        watermark: Some(Watermark {
            text: Some("水印".into()),
            position: Some(WatermarkPosition::TopLeft),
            language: Some(WatermarkLanguage::English),
            opacity: Some(0.3),
        }),
        label: Some(label()),
    }
}

fn label() -> AigcLabel {
    AigcLabel {
        content_producer: Some("作者".into()),
        producer_id: "p-1".into(),
        content_propagator: Some("平台".into()),
        propagate_id: Some("q-2".into()),
    }
}

const LOGO: &str = r#""logo_info":{"add_logo":true,"position":2,"language":1,"opacity":0.3,"logo_text_content":"水印"}"#;
const META: &str = r#""aigc_meta":{"content_producer":"作者","producer_id":"p-1","content_propagator":"平台","propagate_id":"q-2"}"#;

fn req_json(ask: &ApiRequest) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(&ask.body.text()).unwrap();
    let options = body.get("req_json")?;
    Some(options.as_str().expect("req_json is a text").to_string())
}

fn encoded(files: &[&[u8]]) -> serde_json::Value {
    let files: Vec<String> = files.iter().map(|file| STANDARD.encode(file)).collect();
    json!({"status": "done", "image_urls": null, "binary_data_base64": files})
}

#[test]
fn output_options_go_with_the_query_and_not_with_the_submission() {
    for (kind, links) in [
        (Delivery::Url, true),
        (Delivery::Bytes, false),
        (Delivery::Base64, false),
    ] {
        let flow = start(GENERAL, CAT, options(Some(everything(kind)), None));
        let ran = drive(flow, jobs(vec![link_done()]));
        assert_eq!(
            ran.asks[0].body.text(),
            r#"{"req_key":"high_aes_general_v30l_zt2i","prompt":"a cat"}"#
        );
        let expected = format!(r#"{{"return_url":{links},{LOGO},{META}}}"#);
        assert_eq!(req_json(&ran.asks[1]), Some(expected));
        let kept = ran.done().task.unwrap().output;
        assert_eq!(format!("{kept:?}"), format!("{:?}", Some(everything(kind))));
    }
}

#[test]
fn a_task_brings_its_output_options_along() {
    let mut kept = task(GENERAL, 60);
    kept.output = Some(everything(Delivery::Bytes));
    let ran = drive(
        call::collect(kept, Some(0)).unwrap(),
        jobs(vec![link_done()]),
    );
    let expected = format!(r#"{{"return_url":false,{LOGO},{META}}}"#);
    assert_eq!(req_json(&ran.asks[0]), Some(expected));

    let flow = start(
        GENERAL,
        CAT,
        options(Some(everything(Delivery::Url)), Some(0)),
    );
    let pending = drive(flow, jobs(vec![status("in_queue")])).pending();
    let output = pending.task.output;
    assert_eq!(
        format!("{output:?}"),
        format!("{:?}", Some(everything(Delivery::Url)))
    );
}

#[test]
fn a_video_has_no_return_url() {
    let link = json!({"status": "done", "video_url": "https://v26.example/0123abcd/67760265/x"});
    let ran = drive(start(T2V, CAT, None), jobs(vec![success(&link)]));
    assert_eq!(req_json(&ran.asks[1]), None);
    let done = ran.done();
    assert_eq!(
        (done.media[0].kind, done.media.len()),
        (MediaKind::Video, 1)
    );
    assert_eq!(done.media[0].mime_type, "video/mp4");
    assert_eq!(done.media[0].expires_at, Some(0x6776_0265));

    for kind in [Delivery::Url, Delivery::Bytes] {
        // A file that cannot be fetched is said; see below for one that can.
        let output = OutputOptions {
            label: Some(label()),
            ..delivery(kind)
        };
        let flow = start(T2V, CAT, options(Some(output), None));
        let ran = drive(flow, jobs(vec![success(&link)]));
        assert_eq!(req_json(&ran.asks[1]), Some(format!("{{{META}}}")));
        assert_eq!(ran.done().warnings.is_empty(), kind == Delivery::Url);
    }
}

#[test]
fn a_tool_without_tasks_takes_the_options_in_its_body() {
    let product = success(&encoded(&[JPEG]));
    let output = Some(everything(Delivery::Bytes));
    let flow = start(JIMENG, CAT, options(output, None));
    let ran = drive(flow, |_: &ApiRequest| Ok(product.clone()));
    assert_eq!(ran.actions(), ["CVProcess"]);
    let key = r#""req_key":"jimeng_high_aes_general_v21_L","prompt":"a cat""#;
    assert_eq!(
        ran.asks[0].body.text(),
        format!(r#"{{{key},"return_url":false,{LOGO},{META}}}"#)
    );
    let done = ran.done();
    assert!(done.task.is_none());
    assert!(matches!(&done.media[0].content, MediaContent::Bytes(bytes) if bytes == JPEG));

    let ran = drive(start(JIMENG, CAT, wait(5_000)), |_: &ApiRequest| {
        Ok(link_done())
    });
    assert_eq!(
        ran.asks[0].body.text(),
        format!(r#"{{{key},"return_url":true}}"#)
    );
    assert_eq!(ran.asks[0].timeout_ms, 5_000);
    assert_eq!(ran.done().media.len(), 1);
}

#[test]
fn a_finished_call_without_tasks_and_without_a_product_was_bought() {
    let empty = success(&json!({"image_urls": []}));
    let error = drive(start(JIMENG, CAT, None), |_: &ApiRequest| Ok(empty.clone())).error();
    assert_eq!(error.purchase, Purchase::Made);
    assert!(error.task.is_none());
}

#[test]
fn every_product_is_delivered_with_its_own_type() {
    let links = json!({"status": "done", "image_urls":
        ["https://p3.example/a.png?x-expires=1735790645", "https://p3.example/b~tplv.image", "https://p3.example/c.jpeg"]});
    let done = drive(start(GENERAL, CAT, None), jobs(vec![success(&links)])).done();
    let types: Vec<&str> = done.media.iter().map(|m| m.mime_type.as_str()).collect();
    assert_eq!(types, ["image/png", "image/*", "image/jpeg"]);
    assert_eq!(done.media[0].expires_at, Some(1_735_790_645));
    assert_eq!(done.media[1].expires_at, Some(BEGIN + 24 * 3600));

    let files: [&[u8]; 4] = [JPEG, PNG, WEBP, b"neither of them"];
    let types = [
        "image/jpeg",
        "image/png",
        "image/webp",
        "application/octet-stream",
    ];
    let flow = start(GENERAL, CAT, options(Some(delivery(Delivery::Bytes)), None));
    let done = drive(flow, jobs(vec![success(&encoded(&files))])).done();
    assert_eq!(done.media.len(), files.len());
    for (media, (file, mime_type)) in done.media.iter().zip(files.into_iter().zip(types)) {
        assert_eq!(media.mime_type, mime_type);
        assert!(matches!(&media.content, MediaContent::Bytes(bytes) if bytes == file));
    }

    let flow = start(
        GENERAL,
        CAT,
        options(Some(delivery(Delivery::Base64)), None),
    );
    let done = drive(flow, jobs(vec![success(&encoded(&files))])).done();
    for (media, (file, mime_type)) in done.media.iter().zip(files.into_iter().zip(types)) {
        assert_eq!(media.mime_type, mime_type);
        assert!(
            matches!(&media.content, MediaContent::Base64(text) if *text == STANDARD.encode(file))
        );
    }
}

#[test]
fn the_rest_of_the_answer_is_kept_as_details() {
    let data =
        json!({"status": "done", "image_urls": ["https://h/a"], "seed": 7, "pe_result": "x"});
    let done = drive(start(GENERAL, CAT, None), jobs(vec![success(&data)])).done();
    let details: serde_json::Value = serde_json::from_str(&done.details).unwrap();
    assert_eq!(
        details,
        json!({"status": "done", "seed": 7, "pe_result": "x"})
    );
}

fn inline(max_inline: u32) -> Option<Options> {
    Some(Options {
        output: Some(delivery(Delivery::Bytes)),
        wait_ms: None,
        max_inline: Some(max_inline),
    })
}

#[test]
fn a_file_that_is_too_large_is_asked_for_as_a_link() {
    let replies = vec![success(&encoded(&[JPEG])), link_done()];
    let ran = drive(start(GENERAL, CAT, inline(8)), jobs(replies));
    assert_eq!(ran.asks.len(), 3);
    assert_eq!(req_json(&ran.asks[1]).unwrap(), r#"{"return_url":false}"#);
    assert_eq!(req_json(&ran.asks[2]).unwrap(), r#"{"return_url":true}"#);
    let done = ran.done();
    assert!(matches!(&done.media[0].content, MediaContent::Url(_)));
    assert_eq!(done.warnings.len(), 1, "{:?}", done.warnings);
}

#[test]
fn a_file_that_is_too_large_comes_as_base64_without_tasks() {
    let product = success(&encoded(&[JPEG]));
    let ran = drive(start(JIMENG, CAT, inline(8)), |_: &ApiRequest| {
        Ok(product.clone())
    });
    assert_eq!(ran.asks.len(), 1);
    let done = ran.done();
    assert!(matches!(&done.media[0].content, MediaContent::Base64(_)));
    assert_eq!(done.warnings.len(), 1, "{:?}", done.warnings);
}

#[test]
fn a_service_that_has_no_link_is_asked_for_one_only_once() {
    for wait_ms in [None, Some(0)] {
        let mut kept = task(GENERAL, 60);
        kept.output = Some(delivery(Delivery::Bytes));
        let file = STANDARD.encode(vec![0xff; 4 * 1024 * 1024]);
        let data = json!({"status": "done", "binary_data_base64": [file]});
        let mut asked = 0;
        let answer = success(&data);
        let ran = drive(call::collect(kept, wait_ms).unwrap(), |_: &ApiRequest| {
            asked += 1;
            if asked > 2 {
                Ok(status("expired"))
            } else {
                Ok(answer.clone())
            }
        });
        assert_eq!(ran.asks.len(), 2);
        let done = ran.done();
        assert!(matches!(&done.media[0].content, MediaContent::Base64(_)));
        assert!(!done.warnings.is_empty());
    }
}

#[test]
fn a_file_of_exactly_the_limit_comes_as_bytes() {
    for size in 4..=9_u32 {
        let file = &JPEG[..size as usize];
        let answer = success(&encoded(&[file]));
        let ran = drive(start(JIMENG, CAT, inline(size)), |_: &ApiRequest| {
            Ok(answer.clone())
        });
        let done = ran.done();
        let bytes = matches!(&done.media[0].content, MediaContent::Bytes(bytes) if bytes == file);
        assert!(bytes, "{size} bytes");
        let ran = drive(start(JIMENG, CAT, inline(size - 1)), |_: &ApiRequest| {
            Ok(answer.clone())
        });
        let media = ran.done().media;
        assert!(
            matches!(media[0].content, MediaContent::Base64(_)),
            "{size} bytes"
        );
    }
}

#[test]
fn a_link_of_a_video_ends_after_an_hour_where_it_does_not_say() {
    let data = json!({"status": "done", "video_url": "https://v.example/a.mp4"});
    let ran = drive(start(T2V, CAT, None), jobs(vec![success(&data)]));
    assert_eq!(ran.done().media[0].expires_at, Some(BEGIN + 3600));
}

#[test]
fn a_task_from_the_end_of_time_has_a_link_that_ends_then() {
    let mut kept = task(T2V, 0);
    kept.submitted_at = u64::MAX;
    let data = json!({"status": "done", "video_url": "https://v.example/a.mp4"});
    let ran = drive(
        call::collect(kept, Some(0)).unwrap(),
        jobs(vec![success(&data)]),
    );
    assert_eq!(ran.done().media[0].expires_at, Some(u64::MAX));
}

/// The answers of short plays name their film and its cover in `resp_data`.
#[test]
fn a_film_and_its_cover_are_found_inside() {
    let inner = json!({
        "final_video_url": "https://v11-default.365yg.com/a/6af4036c/video/n/x.mp4",
        "final_video_cover_url": "https://p26-sign.douyinpic.com/a~tplv-noop.image?x-expires=1794376556",
        "status": "Success",
    });
    let data = json!({"status": "done", "resp_data": inner.to_string()});
    let name = "custom:sync2async:pippit_shortplay_cvtob_video_compose_fast720p";
    let ran = drive(
        call::collect(task(name, 60), Some(0)).unwrap(),
        jobs(vec![success(&data)]),
    );
    let done = ran.done();
    let kinds: Vec<MediaKind> = done.media.iter().map(|media| media.kind).collect();
    assert_eq!(kinds, [MediaKind::Video, MediaKind::Image]);
    assert_eq!(done.media[1].expires_at, Some(1_794_376_556));
    assert!(
        done.details.contains(r#""status":"Success""#),
        "{}",
        done.details
    );
}

#[test]
fn files_count_together_against_the_limit() {
    let file = &JPEG[..8];
    let answer = success(&encoded(&[file, file, file]));
    for (limit, bytes) in [(7, 0), (8, 1), (15, 1), (16, 2), (23, 2), (24, 3)] {
        let ran = drive(start(JIMENG, CAT, inline(limit)), |_: &ApiRequest| {
            Ok(answer.clone())
        });
        let done = ran.done();
        let inline = |media: &&Media| matches!(media.content, MediaContent::Bytes(_));
        assert_eq!(done.media.iter().filter(inline).count(), bytes, "{limit}");
        assert_eq!(done.media.len(), 3, "{limit}");
        assert_eq!(done.warnings.is_empty(), bytes == 3, "{limit}");
    }
    let ran = drive(
        start(GENERAL, CAT, inline(16)),
        jobs(vec![answer, link_done()]),
    );
    assert_eq!(ran.asks.len(), 3, "the files are asked for as links");
    assert_eq!(MAX_INLINE, 1 << 20);
}
