//! The Pippit family: video agents, and a short play from script to film.

use crate::wire::client::{Client, start};
use crate::wire::quick::{QUERY, SUBMIT, at_once, quick};
use serde_json::{Value, json};
use volc_sim::{Config, Units};

const SCRIPT: &str = "pippit_shortplay_cvtob_script_analysis";
const PICTURES: &str = "pippit_shortplay_cvtob_material_design";
const SHOTS: &str = "pippit_shortplay_cvtob_video_generate_pro720p";
const FILM: &str = "pippit_shortplay_cvtob_video_compose_pro720p";
const TWO: &str = "pippit_iv2v_v20_cvtob_with_vinput";

const DAY: i64 = 24 * 3600;

fn script(style: &str) -> Value {
    json!({
        "req_key": SCRIPT, "visual_style": style, "video_ratio": "16:9", "file_type": "txt", "file_name": "a.txt",
        "file_url": "https://example.com/a.txt"
    })
}

/// The code of a submit, else that of the query of its task.
async fn code(client: &Client, body: &Value) -> i64 {
    let reply = client.call(SUBMIT, body).await;
    if reply.verdict().1 != 10000 {
        return reply.verdict().1;
    }
    let query = json!({"req_key": body["req_key"], "task_id": reply.json()["data"]["task_id"]});
    client.call(QUERY, &query).await.verdict().1
}

/// `data` of a finished task, and its report.
async fn done(client: &Client, body: &Value) -> (Value, Value) {
    let accepted = client.data(SUBMIT, body).await;
    let query = json!({"req_key": body["req_key"], "task_id": accepted["task_id"]});
    let data = client.data(QUERY, query).await;
    assert_eq!(data["status"], "done");
    let report = serde_json::from_str(data["resp_data"].as_str().unwrap()).unwrap();
    (data, report)
}

/// A step of the play that this report is of.
fn step(req_key: &str, play: &Value) -> Value {
    let mut body = json!({
        "req_key": req_key, "thread_id": play["thread_id"], "assets_id": play["assets_id"]
    });
    if [SHOTS, FILM].contains(&req_key) {
        body["episode_id"] = "1".into();
    }
    body
}

#[tokio::test]
async fn a_short_play_from_script_to_film() {
    let config = Config {
        captured_links: true,
        ..at_once()
    };
    let (simulator, mut client) = start(config).await;
    let (data, play) = done(&client, &script("2D")).await;
    let members: Vec<&String> = data.as_object().unwrap().keys().collect();
    assert_eq!(members, ["aigc_meta_tagged", "resp_data", "status"]);
    let episode = &play["script_detail"]["EpisodeAssets"][0];
    assert_eq!(
        (&episode["EpisodeID"], &play["charge_count"]),
        (&json!("1"), &json!(9))
    );
    let stage = &play["script_detail"]["StageStatusMap"]["script_overview_analysis"];
    assert_eq!(stage["Status"], 3);

    let (_, pictures) = done(&client, &step(PICTURES, &play)).await;
    assert_eq!(pictures["image_count"], 5);
    let role = &pictures["character_detail"][0]["AppearanceTree"]["Detail"];
    let (_, shots) = done(&client, &step(SHOTS, &play)).await;
    assert_eq!(shots["charge_count"], 23);
    let shot = &shots["storyboard_detail"][0]["Shots"][0];
    let (_, film) = done(&client, &step(FILM, &play)).await;
    assert_eq!(film["storyboard_asset_id"], episode["StoryboardAssetID"]);

    let links = [
        (&role["BodyImageURL"], "/origin/", "image/jpeg"),
        (
            &pictures["scene_detail"][0]["AppearanceDetails"][0]["ImageURL"],
            "X-Everphoto-Expires=",
            "image/jpeg",
        ),
        (
            &shot["VideoURL"],
            "/everphoto/internal/download/id/",
            "video/mp4",
        ),
        (
            &film["final_video_url"],
            "/video/n/everphoto-jianying-assets/",
            "video/mp4",
        ),
        (
            &film["final_video_cover_url"],
            "~tplv-noop.image?dy_q=",
            "image/jpeg",
        ),
    ];
    for (wait, works) in [
        (0, [true; 5]),
        (61 * DAY, [false, false, false, true, true]),
        (120 * DAY, [false; 5]),
    ] {
        simulator.advance_clock(wait);
        client.clock_offset += wait;
        for ((link, part, kind), works) in links.into_iter().zip(works) {
            let link = link.as_str().unwrap();
            assert!(link.contains(part), "{link}");
            let file = client.get(link).await.unwrap();
            assert_eq!(file.status == 200, works, "{link}");
            assert!(
                !works || file.header("content-type") == Some(kind),
                "{link}"
            );
        }
    }
    let bill = |req_key: &str| simulator.meter().billed_by_req_key[req_key];
    assert_eq!((bill(PICTURES).pictures, bill(SHOTS).seconds), (5, 23));
    assert_eq!((bill(SCRIPT).charges, bill(FILM)), (9, Units::default()));
    assert_eq!(simulator.meter().accepted, 4);
}

#[tokio::test]
async fn steps_that_do_not_fit_fail_at_the_query() {
    let (simulator, client) = quick().await;
    let (_, play) = done(&client, &script("2D [fail-shot-2]")).await;
    let (_, other) = done(&client, &script("3D")).await;
    assert_eq!(code(&client, &step(SHOTS, &play)).await, 50215);
    let mixed = json!({"thread_id": play["thread_id"], "assets_id": other["assets_id"]});
    assert_eq!(code(&client, &step(PICTURES, &mixed)).await, 50215);
    let mut run = step(PICTURES, &play);
    run["run_id"] = "once".into();
    assert_eq!(code(&client, &run).await, 10000);
    assert_eq!(code(&client, &run).await, 50500);
    let mut unknown = step(SHOTS, &play);
    unknown["episode_id"] = "9".into();
    assert_eq!(code(&client, &unknown).await, 50215);
    let (_, shots) = done(&client, &step(SHOTS, &play)).await;
    assert_eq!(
        shots["storyboard_detail"][0]["ShotStatusMap"]["S2"]["Status"],
        4
    );
    assert_eq!(code(&client, &step(FILM, &play)).await, 50215);
    assert_eq!(simulator.meter().billed_by_req_key[FILM], Units::default());
}

#[tokio::test]
async fn an_example_play_is_there_if_wanted() {
    let config = Config {
        example_play: true,
        ..at_once()
    };
    let (_simulator, with) = start(config).await;
    let (_other, without) = quick().await;
    let play = json!({"thread_id": "ark_3572523320385040940", "assets_id": "ark_1194097890828"});
    for req_key in [PICTURES, SHOTS, FILM] {
        assert_eq!(code(&with, &step(req_key, &play)).await, 10000, "{req_key}");
        assert_eq!(
            code(&without, &step(req_key, &play)).await,
            50215,
            "{req_key}"
        );
    }
}

#[tokio::test]
async fn agents_check_their_parameters() {
    let (simulator, client) = quick().await;
    let with = |name: &str, value: Value| {
        let mut body = json!({"req_key": TWO, "prompt": "p"});
        body[name] = value;
        body
    };
    let urls = |count: usize| vec!["https://example.com/a-2s.mp4"; count];
    let mut both = with("video_url_list", json!(urls(25)));
    both["img_url_list"] = json!(urls(25));
    assert_eq!(code(&client, &both).await, 10000);
    both["img_url_list"] = json!(urls(26));
    for (body, expected) in [
        (both, 50200),
        (with("duration", json!("～15s")), 10000),
        (with("duration", json!("~15s")), 50200),
        (with("ratio", json!("1:1")), 50200),
        (with("language", json!("Arabic")), 10000),
        (with("language", json!("arabic")), 10000),
        (with("enable_watermark", json!("no")), 50204),
        (with("prompt", json!("p".repeat(2001))), 50200),
        (with("prompt", Value::Null), 50201),
        (
            json!({"req_key": "pippit_iv2v_cvtob_master", "product_name": "p"}),
            50201,
        ),
        (
            json!({"req_key": "pippit_iv2v_cvtob_master", "product_name": "p", "product_img_url_list": urls(2)}),
            50200,
        ),
        (step(FILM, &json!({"thread_id": "ark_1"})), 50201),
    ] {
        assert_eq!(code(&client, &body).await, expected, "{body}");
    }
    let mut body = with("duration", json!("～30s"));
    body["video_url_list"] = json!(urls(1));
    let (data, report) = done(&client, &body).await;
    assert_eq!(report, json!({"Duration": 30, "InputVideoDurationSum": 2}));
    assert!(data["video_url"].as_str().unwrap().contains(".mp4?"));
    // 15 s and 50 s of input, then three times 15 s, then 32 s.
    let billed = simulator.meter().billed_by_req_key[TWO];
    assert_eq!((billed.seconds, billed.credits), (142, 1562));
}
