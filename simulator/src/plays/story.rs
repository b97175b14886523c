//! `resp_data` of the steps, as the vendor's samples have it.

use super::{Act, EPISODES, Play, ROLES, SCRIPT_CHARGES, SHOTS, Step};
use crate::dice;
use crate::links::{Keep, Media};
use crate::output::Output;
use crate::picture::Sketch;
use crate::tools::Format;
use serde_json::{Map, Value, json};

/// Where each kind of asset begins among the assets of a play.
const SCRIPT: u64 = 1;
const ROLE: u64 = 10;
const PLACE: u64 = 20;
const EPISODE: u64 = 30;
const STORYBOARD: u64 = 40;
const SYNOPSIS: u64 = 50;
const APPEARANCE: u64 = 60;
const VIEW: u64 = 70;

const NAMES: [&str; ROLES] = ["林舟", "沈月"];
const PLACES: [&str; EPISODES] = ["街角茶馆", "江边步道", "旧灯塔"];
const TITLES: [&str; EPISODES] = ["第一盏灯", "涨潮之前", "灯塔来信"];

/// The report of a step; `link` makes links.
pub(crate) fn data(act: &Act, link: impl Fn(Media) -> String) -> Value {
    let play = &*act.play;
    let mut data = json!({
        "thread_id": play.thread_id,
        "assets_id": play.assets_id(),
        "status": "Success",
    });
    match act.step {
        Step::Script => {
            data["script_detail"] = script(play);
            data["charge_count"] = SCRIPT_CHARGES.into();
        }
        Step::Pictures => {
            let link = &link;
            data["character_detail"] = (0..ROLES).map(|n| role(play, n, link)).collect();
            data["scene_detail"] = (0..EPISODES).map(|n| place(play, n, link)).collect();
            data["image_count"] = play.pictures().into();
        }
        Step::Shots => {
            data["storyboard_detail"] = json!([storyboard(play, act.episode, link)]);
            data["charge_count"] = play.seconds().into();
        }
        Step::Film => {
            data["run_id"] = format!("{}_stage41", hex::encode(dice::unforeseen::<16>())).into();
            data["storyboard_asset_id"] = play.asset(STORYBOARD, act.episode).into();
            data["final_video_url"] = link(kept(Keep::Film, Media::Video)).into();
            let cover = picture(play, act.episode, false);
            data["final_video_cover_url"] = link(kept(Keep::Cover, cover)).into();
        }
    }
    data
}

impl Play {
    /// The number of an asset.
    fn asset(&self, kind: u64, number: usize) -> String {
        (self.assets + kind + number as u64).to_string()
    }

    /// The number of a picture or shot.
    fn material(&self, kind: u64, number: usize) -> String {
        format!("76399{}{:01}", self.asset(kind, number), number % 10)
    }
}

fn script(play: &Play) -> Value {
    let all = |kind: u64, count: usize| -> Vec<String> {
        (0..count).map(|n| play.asset(kind, n)).collect()
    };
    let roles: Vec<Value> = NAMES
        .iter()
        .enumerate()
        .map(|(n, name)| {
            json!({
                "CharacterID": format!("C{}", n + 1),
                "CharacterName": name,
                "CharacterAssetID": play.asset(ROLE, n),
                "AppearanceCount": EPISODES,
                "EpisodeAssetIDs": all(EPISODE, EPISODES),
                "IsMainCharacter": n == 0,
            })
        })
        .collect();
    let places: Vec<Value> = (0..EPISODES)
        .map(|n| {
            json!({
                "SceneAssetID": play.asset(PLACE, n),
                "EpisodeAssetIDs": [play.asset(EPISODE, n)],
            })
        })
        .collect();
    let episodes: Vec<Value> = TITLES
        .iter()
        .enumerate()
        .map(|(n, title)| {
            json!({
                "EpisodeID": (n + 1).to_string(),
                "EpisodeName": format!("{}-{:03}", play.asset(SCRIPT, 0), n + 1),
                "EpisodeTitle": title,
                "EpisodeAssetID": play.asset(EPISODE, n),
                "StoryboardAssetID": play.asset(STORYBOARD, n),
                "CharacterAssetIDs": all(ROLE, ROLES),
                "SceneAssetIDs": [play.asset(PLACE, n)],
                "EpisodeSynopsisAssetID": play.asset(SYNOPSIS, n),
            })
        })
        .collect();
    let briefs: Vec<Value> = (0..EPISODES)
        .map(|n| {
            json!({
                "EpisodeID": (n + 1).to_string(),
                "EpisodeAssetID": play.asset(EPISODE, n),
                "StoryboardAssetID": play.asset(STORYBOARD, n),
            })
        })
        .collect();
    json!({
        "OverviewAssetID": play.assets.to_string(),
        "ScriptAssetID": play.asset(SCRIPT, 0),
        "CoreElement": {
            "MainCharacter": NAMES[0],
            "Location": PLACES.join("、"),
            "EpisodeCount": EPISODES,
        },
        "Settings": {"VisualStyle": play.visual_style, "VideoRatio": play.video_ratio},
        "CharacterAssets": roles,
        "SceneAssets": places,
        "EpisodeAssets": episodes,
        "StoryboardBriefs": briefs,
        "StageStatusMap": {
            "script_overview_analysis": {"Status": 3, "Message": "剧本大纲分析成功"},
            "dynamic_form": {"Status": 3, "Message": "表单填写成功"},
        },
    })
}

fn role(play: &Play, number: usize, link: &impl Fn(Media) -> String) -> Value {
    let name = NAMES[number];
    let made = play.has_role_picture(number);
    let mut detail = json!({
        "NodeID": "",
        "Name": name,
        "StageName": "基础形象",
        "Label": "基础形象",
        "FullName": format!("{name}-基础形象-基础形象"),
        "IsRoot": true,
        "RelatedEpisodeNum": (1..=EPISODES).map(|n| n.to_string()).collect::<Vec<_>>(),
    });
    if made {
        let portrait = || link(kept(Keep::Material, picture(play, number, true))).into();
        detail["BodyImageID"] = play.material(ROLE, number).into();
        detail["BodyImageURL"] = portrait();
        detail["BustPortraitID"] = play.material(APPEARANCE, number).into();
        detail["BustPortraitURL"] = portrait();
    }
    json!({
        "CharacterID": format!("C{}", number + 1),
        "CharacterName": name,
        "IsMainCharacter": number == 0,
        "AppearanceTree": {"AssetID": play.asset(APPEARANCE, number), "Detail": detail},
        "ExpectRenderImageCount": 1,
        "ActualRenderImageCount": u64::from(made),
    })
}

fn place(play: &Play, number: usize, link: &impl Fn(Media) -> String) -> Value {
    let view = picture(play, ROLES + number, false);
    json!({
        "SceneID": play.asset(PLACE, number),
        "Name": PLACES[number],
        "AppearanceDetails": [{
            "AppearanceID": play.asset(VIEW, number),
            "ImageURL": link(kept(Keep::Material, view)),
            "AssetID": play.material(VIEW, number),
            "Episodes": [(number + 1).to_string()],
            "AppearanceName": format!("{}_0", PLACES[number]),
        }],
        "ExpectRenderImageCount": 1,
        "ActualRenderImageCount": 1,
    })
}

fn storyboard(play: &Play, episode: usize, link: impl Fn(Media) -> String) -> Value {
    let roles: Vec<Value> = NAMES
        .iter()
        .enumerate()
        .map(|(n, name)| {
            json!({
                "RoleID": format!("R{}", n + 1),
                "RoleName": format!("{name}-基础形象-基础形象"),
                "MaterialID": play.material(ROLE, n),
            })
        })
        .collect();
    let run_id = format!("{}_stage32", hex::encode(dice::unforeseen::<16>()));
    let states: Map<String, Value> = (0..SHOTS.len())
        .map(|n| {
            let state = json!({"RunID": run_id, "Status": play.shot_status(n)});
            (format!("S{}", n + 1), state)
        })
        .collect();
    let shots = SHOTS.iter().enumerate();
    let shots: Vec<Value> = shots.map(|(n, ms)| shot(play, (n, *ms), &link)).collect();
    json!({
        "EpisodeID": (episode + 1).to_string(),
        "EpisodeAssetID": play.asset(EPISODE, episode),
        "VisualStyle": play.visual_style,
        "RoleList": roles,
        "LocationList": [{
            "LocationID": "L1",
            "LocationName": format!("{}_0", PLACES[episode]),
            "MaterialID": play.material(VIEW, episode),
        }],
        "ScriptStatus": 3,
        "ShotStatusMap": states,
        "Shots": shots,
    })
}

fn shot(play: &Play, (number, ms): (usize, u64), link: &impl Fn(Media) -> String) -> Value {
    let status = play.shot_status(number);
    let mut shot = json!({
        "ShotID": format!("S{}", number + 1),
        "Description": format!("{}。本片段场景设定在: <location>L1</location>。", play.visual_style),
        "Status": status,
        "LocationIDList": ["L1"],
    });
    if status == super::DONE {
        let (width, height) = play.size();
        shot["VideoURL"] = link(kept(Keep::Shot, Media::Video)).into();
        shot["Duration"] = ms.into();
        shot["ModelName"] = "seedance_2.0".into();
        shot["Version"] = 2.into();
        shot["Width"] = width.into();
        shot["Height"] = height.into();
        shot["Format"] = "MP4".into();
        shot["Size"] = crate::video::CLIP.len().into();
        shot["VideoAssetID"] = play.material(STORYBOARD, number).into();
    }
    shot
}

impl Play {
    /// Width and height of its video.
    fn size(&self) -> (u32, u32) {
        match self.video_ratio.as_str() {
            "9:16" => (720, 1280),
            _ => (1280, 720),
        }
    }
}

/// A picture of a role, or of a place.
fn picture(play: &Play, number: usize, figure: bool) -> Media {
    let (width, height) = if figure { (720, 1280) } else { play.size() };
    let sketch = Sketch {
        scene: play.assets ^ number as u64,
        backdrop: None,
        width,
        height,
        format: Format::Jpeg,
        figure,
    };
    Media::Picture(sketch, Output::default())
}

fn kept(keep: Keep, media: Media) -> Media {
    Media::Play(keep, Box::new(media))
}
