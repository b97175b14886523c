//! Pictures, on their way in and on their way out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use host_test::calls::Calls;
use host_test::{Rig, options, rig};
use serde_json::{Value, json};
use visual_host::types::{ErrorKind, MediaContent, MediaKind, Outcome};
use volc_sim::{Fault, Target};

use crate::defects::{EDIT, OLD, json_reply};

#[tokio::test]
async fn defect_08_a_portrait_without_a_photo_is_refused_here() {
    let rig = Rig::start().await;
    for arguments in [
        r#"{"prompt":"a portrait"}"#,
        r#"{"prompt":"a portrait","image_input":null}"#,
        r#"{"prompt":"a portrait","image_input":""}"#,
    ] {
        let answer = rig.host.invoke("i2i-portrait-photo", arguments, None).await;
        let error = rig::failure(answer);
        assert_eq!(error.kind, ErrorKind::InvalidInput);
        assert_eq!(error.field.as_deref(), Some("image-input"));
        assert!(error.refused_before_sending());
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn defect_09_one_form_of_a_picture_is_sent() {
    let rig = Rig::start().await;
    let png = STANDARD.encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x04\0\x08\x02\0\0\0");
    let link = "https://example.com/cat.png";
    for (image, sent, left_out) in [
        (json!(link), "image_urls", "binary_data_base64"),
        (json!({ "url": link }), "image_urls", "binary_data_base64"),
        (json!({ "base64": png }), "binary_data_base64", "image_urls"),
    ] {
        let arguments = json!({ "image": image, "prompt": "snow" }).to_string();
        let submitted = rig.host.invoke(EDIT, &arguments, Some(&rig::wait(0))).await;
        assert!(matches!(submitted, Ok(Outcome::Pending(_))));
        let calls = rig.calls();
        let body: Value = serde_json::from_slice(&calls.last().unwrap().body).unwrap();
        assert_eq!(body[sent].as_array().map(Vec::len), Some(1), "{body}");
        assert_eq!(body.get(left_out), None, "{body}");
    }
    let both = json!({ "image": { "url": link, "base64": png }, "prompt": "snow" });
    let error = rig::failure(rig.host.invoke(EDIT, &both.to_string(), None).await);
    assert_eq!(error.field.as_deref(), Some("image"));
    assert!(error.refused_before_sending());
    assert_eq!(rig.calls().len(), 3);
}

#[tokio::test]
async fn defect_10_every_product_comes_back_as_what_it_is() {
    let rig = Rig::start().await;
    let task = rig::task("7392616336519610409", OLD);
    let links: Vec<String> = (1..=4)
        .map(|n| format!("https://p{n}-aiop-sign.byteimg.com/a/{n}.image?x-expires=4102444800"))
        .collect();
    let data = json!({ "status": "done", "image_urls": links, "binary_data_base64": null });
    rig.simulator
        .inject(Fault::once(Target::AnyQuery, json_reply(data)));
    let Ok(Outcome::Done(done)) = rig.host.task_status(&task).await else {
        panic!("not done");
    };
    let found = done.media.iter().map(|media| match &media.content {
        MediaContent::Url(link) => link.clone(),
        other => panic!("no link: {other:?}"),
    });
    assert_eq!(found.collect::<Vec<_>>(), links);
    assert!(done.media.iter().all(|media| media.kind == MediaKind::Image
        && media.mime_type == "image/*"
        && media.expires_at == Some(4_102_444_800)));

    let files: [(&[u8], &str); 4] = [
        (b"\x89PNG\r\n\x1a\n0123456789", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF0123456789", "image/jpeg"),
        (b"RIFF\x10\0\0\0WEBPVP8 0123456789", "image/webp"),
        (b"GIF89a0123456789", "image/gif"),
    ];
    for delivery in ["base64", "bytes"] {
        let texts: Vec<String> = files.iter().map(|file| STANDARD.encode(file.0)).collect();
        let data = json!({ "status": "done", "binary_data_base64": texts, "image_urls": null });
        rig.simulator
            .inject(Fault::once(Target::AnyQuery, json_reply(data)));
        let asked = options::read(&json!({ "output": { "delivery": delivery } }));
        let mut task = task.clone();
        task.output = asked.output;
        let Ok(Outcome::Done(done)) = rig.host.task_status(&task).await else {
            panic!("not done");
        };
        assert_eq!(done.media.len(), files.len());
        for (media, (bytes, mime_type)) in done.media.iter().zip(files) {
            assert_eq!(media.mime_type, mime_type);
            match &media.content {
                MediaContent::Bytes(found) => {
                    assert_eq!((found.as_slice(), delivery), (bytes, "bytes"))
                }
                MediaContent::Base64(text) => {
                    assert_eq!(
                        (STANDARD.decode(text).unwrap().as_slice(), delivery),
                        (bytes, "base64")
                    );
                }
                MediaContent::Url(link) => panic!("a link: {link}"),
            }
        }
    }
}
