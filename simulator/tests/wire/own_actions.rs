//! Tools with actions of their own, and tools that a simulator offers only when told to.

use crate::wire::client::{Client, start};
use crate::wire::quick::{at_once, quick};
use serde_json::{Value, json};
use volc_sim::{Config, Side, Simulator};

const URL: &str = "https://example.com/a.png";
const MOVIE: &str = "facefusionmovie_standard";

async fn code(client: &Client, action: &str, body: Value) -> i64 {
    client.call(action, &body).await.verdict().1
}

#[tokio::test]
async fn an_action_of_its_own_answers_with_the_result() {
    let (simulator, client) = quick().await;
    let body =
        json!({"req_key": "emotion_portrait", "image_urls": [URL], "target_emotion": "jiuwo"});
    let inline = client.data("EmotionPortrait", body.clone()).await;
    assert!(inline["binary_data_base64"][0].is_string());
    assert_eq!(inline["algorithm_base_resp"]["status_code"], 0);
    let mut linked = body.clone();
    linked["return_url"] = json!(true);
    let linked = client.data("EmotionPortrait", linked).await;
    let link = linked["image_urls"][0].as_str().unwrap();
    assert_eq!(client.get(link).await.unwrap().status, 200);
    assert_eq!(simulator.meter().accepted, 2);
    for action in ["CVProcess", "HairStyle", "CVSync2AsyncSubmitTask"] {
        let reply = client.call(action, &body).await;
        let message = "req_key emotion_portrait not supported";
        assert_eq!(reply.verdict(), (400, 50200), "{action}");
        assert_eq!(reply.json()["message"], message);
    }
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn styles_by_either_action() {
    let (_simulator, client) = quick().await;
    let style = |req_key: &str, sub: &str| json!({"req_key": req_key, "sub_req_key": sub, "image_urls": [URL]});
    let comic = style("img2img_comic_style", "img2img_comic_style_of_tomorrow");
    client.data("CVProcess", comic.clone()).await;
    client.data("Img2ImgComicsStyle", comic.clone()).await;
    assert_eq!(code(&client, "Img2ImgExquisiteStyle", comic).await, 50200);
    let sub = style("img2img_comic_style_monet", "");
    assert_eq!(code(&client, "CVProcess", sub).await, 50400);
    let portrait = json!({
        "req_key": "img2img_xiezhen_old_money", "image_urls": [URL], "beautify_info": {"whitening": 2.5}
    });
    client.data("HighAesSmartDrawing", portrait.clone()).await;
    assert_eq!(code(&client, "CVProcess", portrait).await, 50200);
}

#[tokio::test]
async fn a_pair_of_its_own() {
    let (simulator, client) = quick().await;
    let job = json!({
        "req_key": MOVIE, "image_url": URL, "video_url": URL, "logo_info": {"add_logo": true}
    });
    let accepted = client.data("FaceFusionMovieSubmitTask", job.clone()).await;
    let query = json!({"req_key": MOVIE, "task_id": accepted["task_id"], "req_json": "no JSON"});
    let done = client.data("FaceFusionMovieGetResult", query.clone()).await;
    assert_eq!(done["status"], "done");
    let report: Value = serde_json::from_str(done["resp_data"].as_str().unwrap()).unwrap();
    let link = report["video_url"].as_str().unwrap();
    assert_eq!(client.get(link).await.unwrap().status, 200);
    for action in ["CVGetResult", "VideoOverResolutionQueryTaskV2"] {
        assert_eq!(
            code(&client, action, query.clone()).await,
            50200,
            "{action}"
        );
    }
    let meter = simulator.meter();
    assert_eq!((meter.accepted, meter.queries), (1, 1));
    let at_once = client.data("FaceFusionMovie", job.clone()).await;
    assert!(at_once["vid"].is_string() && at_once["resp_data"].is_null());
    assert_ne!(at_once["video_url"], URL);
    let mut bad = job;
    bad["logo_info"] = json!({"position": 4});
    assert_eq!(code(&client, "FaceFusionMovieSubmitTask", bad).await, 50200);
}

#[tokio::test]
async fn upscaling_of_a_film() {
    let (_simulator, client) = quick().await;
    let submit = "VideoOverResolutionSubmitTaskV2";
    let job = |source: Value| json!({"req_key": "lens_video_nnsr", "url": source});
    let accepted = client.data(submit, job(json!(URL))).await;
    let query = json!({"req_key": "lens_video_nnsr", "task_id": accepted["task_id"]});
    let done = client.data("VideoOverResolutionQueryTaskV2", query).await;
    assert!(done["resp_data"].as_str().unwrap().contains(".mp4?"));
    assert_eq!(code(&client, submit, job(Value::Null)).await, 50201);
}

#[tokio::test]
async fn some_tools_know_no_links() {
    let (_simulator, client) = quick().await;
    for (action, req_key, count) in [
        ("EnhancePhotoV2", "lens_lqir", 1),
        ("CVProcess", "lens_lqir", 1),
        ("ConvertPhotoV2", "lens_opr", 1),
        ("OverResolutionV2", "lens_vida_nnsr", 1),
        ("AllAgeGeneration", "all_age_generation", 1),
        ("FaceswapAI", "faceswap_ai", 2),
        ("FaceSwapAI", "faceswap_ai", 2),
        ("ImageCorrection", "image_correction", 1),
        ("Img2ImgAnime", "img2img_anime", 0),
        ("T2ILDM", "t2i_ldm", 0),
    ] {
        let body = json!({
            "req_key": req_key, "image_urls": vec![URL; count], "image_url": URL, "return_url": true
        });
        let data = client.data(action, body).await;
        assert!(data["binary_data_base64"][0].is_string(), "{action}");
        assert!(data["image_urls"].is_null(), "{action}");
    }
}

#[tokio::test]
async fn a_watermark_where_the_tool_takes_one() {
    let (_simulator, client) = quick().await;
    let draw = async |action: &str, req_key: &str, logo: Value| {
        let count = if req_key == "faceswap_ai" { 2 } else { 1 };
        let images = vec![URL; count];
        let body = json!({"req_key": req_key, "image_urls": images, "seed": 7, "logo_info": logo});
        client.data(action, body).await["binary_data_base64"][0].clone()
    };
    let logo = json!({"add_logo": true});
    for (action, req_key, marked) in [
        ("FaceswapAI", "faceswap_ai", true),
        ("HairStyle", "hair_style", true),
        ("ConvertPhotoV2", "lens_opr", false),
    ] {
        let plain = draw(action, req_key, Value::Null).await;
        let other = draw(action, req_key, logo.clone()).await;
        assert_eq!(plain != other, marked, "{req_key}");
    }
}

#[tokio::test]
async fn what_comes_beside_the_pictures() {
    let (_simulator, client) = quick().await;
    let with = |req_key: &str| json!({"req_key": req_key, "image_urls": [URL]});
    let entities = client.data("EntitySegment", with("entity_seg")).await;
    assert_eq!(entities["entity_num"], json!([1]));
    assert_eq!(entities["ori_height"], json!([1024]));
    assert!(entities["seg_score"][0].is_number());
    let mut cut = with("saliency_seg");
    cut["only_mask"] = json!(4);
    let cut = client.data("SaliencySeg", cut).await;
    assert_eq!(cut["binary_data_base64"].as_array().unwrap().len(), 2);
    assert_eq!(cut["contours_point"][0][2], json!([1024, 1024]));
    let scores = client
        .data("ImageScoreV2", with("lens_vida_single_pic"))
        .await;
    assert!(scores["score_total"].is_number() && scores["binary_data_base64"].is_null());
    let flat = client
        .data("ImageCorrection", with("image_correction"))
        .await;
    let points = flat["trans_points"].as_array().unwrap();
    assert!(points.len() == 9 && points.iter().all(Value::is_string));
    assert_eq!(
        client
            .data(
                "Img2ImgStyle",
                json!({"req_key": "img2img_style", "image_url": URL})
            )
            .await["image_url"],
        ""
    );
}

#[tokio::test]
async fn older_tools() {
    let (_simulator, client) = quick().await;
    let ask = async |action: &str, req_key: &str, version: &str| {
        let body = json!({"req_key": req_key, "prompt": "p", "model_version": version});
        code(&client, action, body).await
    };
    for action in ["CVProcess", "HighAesSmartDrawing"] {
        assert_eq!(ask(action, "high_aes", "general_v1.3").await, 10000);
        assert_eq!(ask(action, "high_aes", "anime_v1.3").await, 10000);
        assert_eq!(ask(action, "high_aes", "general_v1.4").await, 50200);
        assert_eq!(
            ask(action, "high_aes_general_v14", "general_v1.4").await,
            10000
        );
        assert_eq!(ask(action, "high_aes_i2i", "").await, 50206);
        assert_eq!(ask(action, "high_aes_t2i", "").await, 10000);
    }
    assert_eq!(ask("Text2ImgXLSft", "t2i_xl_sft", "").await, 10000);
    assert_eq!(ask("T2ILDM", "t2i_xl_sft", "").await, 50200);
}

#[tokio::test]
async fn unconfirmed_tools_only_when_told_to() {
    let (_strict, strict) = quick().await;
    let config = Config {
        unconfirmed: true,
        ..at_once()
    };
    let (_open, open) = start(config).await;
    let sure = [Side::China, Side::Byteplus]
        .map(volc_sim::req_keys)
        .concat();
    let names = volc_sim::all_req_keys().into_iter();
    let names: Vec<_> = names.filter(|name| !sure.contains(name)).collect();
    assert_eq!(names.len(), 13);
    let mut wanting = Vec::new();
    for name in names {
        let action = volc_sim::actions(name)[0];
        let body = json!({
            "req_key": name, "prompt": "p", "image_input": URL, "template_id": "polaroid", "img_url": URL,
            "image_url": URL
        });
        let reply = strict.call(action, &body).await;
        assert_eq!(reply.verdict(), (401, 50400), "{name}");
        match code(&open, action, body).await {
            10000 => {}
            50206 => wanting.push(name),
            code => panic!("{name} {code}"),
        }
    }
    // These two take more pictures than one.
    assert_eq!(wanting, ["seed3l_multi_ip", "i2i_single_faceswap_jimeng"]);
}

#[tokio::test]
async fn unconfirmed_films() {
    let config = Config {
        unconfirmed: true,
        ..at_once()
    };
    let (_simulator, client) = start(config).await;
    for name in [
        "realman_video_remake_tob",
        "realman_avatar_imitator_v2v_gen_video",
    ] {
        let actions = volc_sim::actions(name);
        let accepted = client.data(actions[0], json!({"req_key": name})).await;
        let query = json!({"req_key": name, "task_id": accepted["task_id"]});
        let done = client.data(actions[1], query).await;
        assert!(
            done["video_url"].as_str().unwrap().contains(".mp4?"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_tool_from_outside() {
    let row = json!({
        "req_key": "made_up", "ways": ["process", "sync2async"],
        "fields": [{"name": "mood", "type": "string", "required": true, "enum": ["calm"]}],
        "result": {"media": "picture", "format": "png", "width": 64, "height": 32}
    });
    let config = Config {
        tools: vec![row.clone()],
        ..at_once()
    };
    let (simulator, with) = start(config.clone()).await;
    let body = json!({"req_key": "made_up", "mood": "calm"});
    with.data("CVProcess", body.clone()).await;
    assert_eq!(simulator.meter().accepted_by_req_key["made_up"], 1);
    let wild = json!({"req_key": "made_up", "mood": "wild"});
    assert_eq!(code(&with, "CVSync2AsyncSubmitTask", wild).await, 50200);
    assert_eq!(code(&with, "CVSubmitTask", body.clone()).await, 50200);
    let (_simulator, without) = quick().await;
    assert_eq!(code(&without, "CVProcess", body).await, 50400);
    let twice = Config {
        tools: vec![row.clone(), row],
        ..config
    };
    let fault = Simulator::start(twice).await.err().unwrap();
    assert_eq!(fault.kind(), std::io::ErrorKind::InvalidInput);
}
