//! Every product in the form that was asked for, or a word on why not.

use host_test::calls::Calls;
use host_test::{Rig, options};
use serde_json::json;
use visual_host::types::{Done, MediaContent, Options, Outcome};
use volc_sim::{Fault, Target, What};

use crate::downloads::{CAT, GENERAL, VIDEO};

fn wanted(delivery: &str, max_inline: u32) -> Options {
    options::read(&json!({ "output": { "delivery": delivery }, "max_inline": max_inline }))
}

async fn done(rig: &Rig, tool: &str, options: &Options) -> Done {
    match rig.host.invoke(tool, CAT, Some(options)).await {
        Ok(Outcome::Done(done)) => done,
        other => panic!("not done: {other:?}"),
    }
}

#[tokio::test]
async fn a_video_comes_as_bytes_and_as_base64() {
    use base64::Engine as _;
    let rig = Rig::start().await;
    let as_bytes = done(&rig, VIDEO, &wanted("bytes", 1 << 20)).await;
    assert_eq!(as_bytes.warnings, []);
    let MediaContent::Bytes(film) = &as_bytes.media[0].content else {
        panic!("no bytes: {:?}", as_bytes.media);
    };
    assert_eq!(as_bytes.media[0].mime_type, "video/mp4");
    assert_eq!(host_test::product::file(film).mime_type, "video/mp4");

    let as_text = done(&rig, VIDEO, &wanted("base64", 0)).await;
    let MediaContent::Base64(text) = &as_text.media[0].content else {
        panic!("no base64: {:?}", as_text.media);
    };
    let decoded = base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap();
    assert_eq!(&decoded, film);
}

#[tokio::test]
async fn what_cannot_be_fetched_stays_a_link_with_a_word() {
    let rig = Rig::start().await;
    let is_link = |done: &Done| matches!(done.media[0].content, MediaContent::Url(_));
    let small = done(&rig, VIDEO, &wanted("bytes", 100)).await;
    assert!(
        is_link(&small) && small.warnings[0].message.contains("100"),
        "{:?}",
        small.warnings
    );

    let gone = What::answer(403, "text/plain", "no");
    rig.simulator.inject(Fault::once(Target::Download, gone));
    let ended = done(&rig, VIDEO, &wanted("bytes", 1 << 20)).await;
    assert!(
        is_link(&ended) && ended.warnings[0].message.contains("403"),
        "{:?}",
        ended.warnings
    );

    let data = json!({ "status": "done", "image_urls": ["https://cdn.elsewhere.example/a.png"] });
    let body = json!({ "code": 10000, "data": data, "message": "Success", "request_id": "r" });
    let elsewhere = What::json(body);
    rig.simulator
        .inject(Fault::once(Target::AnyQuery, elsewhere));
    let elsewhere = done(&rig, GENERAL, &wanted("bytes", 1 << 20)).await;
    assert!(is_link(&elsewhere), "{:?}", elsewhere.media);
    let said = &elsewhere.warnings[0].message;
    assert!(
        said.contains("link-hosts") && said.contains("cdn.elsewhere.example"),
        "{said}"
    );
    assert_eq!(rig.meter().accepted, 3);
}

#[tokio::test]
async fn a_file_in_place_of_a_link_is_said() {
    let rig = Rig::start().await;
    let data = json!({ "status": "done", "binary_data_base64": ["/9j/4AAQSkZJRgABAQAAAQABAAD/2Q=="], "aigc_meta_tagged": true });
    let body = json!({ "code": 10000, "data": data, "message": "Success", "request_id": "r" });
    let file = What::json(body);
    rig.simulator.inject(Fault::once(Target::AnyQuery, file));
    let done = done(&rig, GENERAL, &wanted("url", 1 << 20)).await;
    assert!(
        matches!(&done.media[0].content, MediaContent::Bytes(bytes) if bytes.starts_with(b"\xff\xd8\xff"))
    );
    assert!(
        done.warnings[0].message.contains("link"),
        "{:?}",
        done.warnings
    );
    assert_eq!(done.details, r#"{"aigc_meta_tagged":true,"status":"done"}"#);
}
