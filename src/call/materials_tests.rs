use super::find;
use serde_json::{Value, json};
use visual_catalog::{Product, Report, find as tool};

fn report(name: &str) -> &'static Report {
    match tool(name).unwrap().product {
        Product::Report(report) => report,
        other => panic!("{other:?}"),
    }
}

fn shot(id: &str, state: i64) -> Value {
    json!({"ShotID": id, "Status": state, "VideoURL": format!("https://v.example/{id}")})
}

#[test]
fn only_shots_that_are_done_are_media() {
    let states = [("S1", 3), ("S2", 4), ("S3", 5), ("S4", 2)];
    let map = states.map(|(id, state)| (id.to_string(), json!({"RunID": "r", "Status": state})));
    let told = json!({"storyboard_detail": [{
        "EpisodeID": "1",
        "ScriptStatus": 3,
        "ShotStatusMap": map.into_iter().collect::<serde_json::Map<_, _>>(),
        "Shots": states.map(|(id, state)| shot(id, state)),
    }]});
    let found = find(&told, report("pippit-generate-fast"));
    assert_eq!(found.videos, ["https://v.example/S1"]);
    let [warning] = &*found.warnings else {
        panic!("{:?}", found.warnings)
    };
    assert_eq!(
        warning.message,
        "Not all shots are done (S2 failed, S3 rejected by moderation, S4 not done): the episode cannot be composed."
    );
    assert_eq!(
        warning.message_zh,
        "部分分镜未完成（S2 失败、S3 未通过审核、S4 未完成），该集无法合成。"
    );
}

#[test]
fn pictures_are_found_in_the_order_of_roles_and_scenes_at_any_depth() {
    let told = json!({
        "character_detail": [{
            "AppearanceTree": {
                "Detail": {"BodyImageURL": "https://e/1", "BustPortraitURL": "https://e/2"},
                "Children": [{"Detail": {"BodyImageURL": "https://e/0", "BustPortraitURL": ""}}],
            },
            "ExpectRenderImageCount": 3,
            "ActualRenderImageCount": 1,
        }],
        "scene_detail": [{"AppearanceDetails": [{"ImageURL": "https://e/3"}]}],
    });
    let found = find(&told, report("pippit-material"));
    assert_eq!(
        found.images,
        ["https://e/0", "https://e/1", "https://e/2", "https://e/3"]
    );
    assert_eq!(found.videos, [""; 0]);
    assert!(
        found.warnings[0]
            .message
            .starts_with("2 images were not made"),
        "{:?}",
        found.warnings
    );
}

#[test]
fn a_link_to_an_internal_name_comes_with_a_warning() {
    let mut one = shot("S1", 3);
    one["VideoURL"] =
        json!("https://everphoto-internal.bytedance.net/everphoto/internal/download/id/7");
    let found = find(&json!({"Shots": [one]}), report("pippit-generate-pro"));
    assert_eq!(found.videos.len(), 1);
    assert!(
        found.warnings[0]
            .message
            .contains("everphoto-internal.bytedance.net")
    );
}
