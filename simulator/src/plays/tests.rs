use super::*;
use serde_json::json;

const SCRIPT: &str = "pippit_shortplay_cvtob_script_analysis";

struct Stage {
    plays: Plays,
    bodies: Vec<Fields>,
}

impl Stage {
    /// A play whose script was handed in with this style.
    fn new(style: &str) -> (Stage, String, String) {
        let stage = Stage {
            plays: Plays::new(false),
            bodies: Vec::new(),
        };
        let body = json!({"visual_style": style, "video_ratio": "9:16"});
        let body = body.as_object().unwrap();
        let cue = Cue {
            step: Step::Script,
            access_key_id: "ak",
            req_key: SCRIPT,
            body,
        };
        let act = stage.plays.act(cue, |_| true).unwrap();
        assert_eq!(act.units().charges, SCRIPT_CHARGES);
        stage.plays.accept(cue, Some(&act), "0");
        let told = data(&act, |_| String::new());
        let text = |name: &str| told[name].as_str().unwrap().to_owned();
        let (thread, assets) = (text("thread_id"), text("assets_id"));
        (stage, thread, assets)
    }

    fn act(&mut self, step: Step, body: Value, has_ended: bool) -> Result<Act, i64> {
        self.bodies.push(body.as_object().unwrap().clone());
        let cue = Cue {
            step,
            access_key_id: "ak",
            req_key: "step",
            body: self.bodies.last().unwrap(),
        };
        let act = self.plays.act(cue, |_| has_ended);
        self.plays.accept(cue, act.as_ref().ok(), "1");
        act
    }
}

#[test]
fn each_step_waits_for_the_one_before() {
    let (mut stage, thread, assets) = Stage::new("2D");
    let body = json!({"thread_id": thread, "assets_id": assets, "episode_id": "2"});
    let units = |act: Result<Act, i64>| act.map(|act| act.units());
    let act = |stage: &mut Stage, step, ended| units(stage.act(step, body.clone(), ended));
    assert_eq!(act(&mut stage, Step::Shots, true), Err(50215));
    assert_eq!(act(&mut stage, Step::Pictures, true).unwrap().pictures, 5);
    assert_eq!(act(&mut stage, Step::Shots, false), Err(50215));
    assert_eq!(act(&mut stage, Step::Film, true), Err(50215));
    assert_eq!(act(&mut stage, Step::Shots, true).unwrap().seconds, 23);
    assert_eq!(act(&mut stage, Step::Film, false), Err(50215));
    assert_eq!(act(&mut stage, Step::Film, true), Ok(Units::default()));
}

#[test]
fn ids_of_another_play_and_episodes_that_are_none() {
    let (mut stage, thread, assets) = Stage::new("2D");
    for (thread_id, assets_id, episode_id) in [
        ("ark_1", assets.as_str(), "1"),
        (&thread, "ark_1", "1"),
        (&thread, &assets, "4"),
        (&thread, &assets, "0"),
        (&thread, &assets, "one"),
    ] {
        let body =
            json!({"thread_id": thread_id, "assets_id": assets_id, "episode_id": episode_id});
        assert_eq!(stage.act(Step::Shots, body, true), Err(50215));
    }
    let theirs = stage.plays.table().by_thread[&thread].access_key_id.clone();
    assert_eq!(theirs.as_deref(), Some("ak"));
}

#[test]
fn a_run_id_is_used_once() {
    let (mut stage, thread, assets) = Stage::new("2D");
    let body = json!({"thread_id": thread, "assets_id": assets, "run_id": "mine"});
    assert!(stage.act(Step::Pictures, body.clone(), true).is_ok());
    assert_eq!(stage.act(Step::Pictures, body, true), Err(50500));
}

#[test]
fn words_in_the_style_spoil_pictures_and_shots() {
    let style = "2D [fail-picture-1] [fail-shot-1] [moderate-shot-2]";
    let (mut stage, thread, assets) = Stage::new(style);
    let body = json!({"thread_id": thread, "assets_id": assets, "episode_id": "1"});
    let pictures = stage.act(Step::Pictures, body.clone(), true).unwrap();
    let told = data(&pictures, |_| "link".to_owned());
    let role = &told["character_detail"][0];
    assert_eq!(
        (
            &role["ExpectRenderImageCount"],
            &role["ActualRenderImageCount"]
        ),
        (&json!(1), &json!(0))
    );
    assert!(
        role["AppearanceTree"]["Detail"]
            .get("BodyImageURL")
            .is_none()
    );
    assert_eq!(told["image_count"], 4);
    let shots = stage.act(Step::Shots, body.clone(), true).unwrap();
    let told = data(&shots, |_| "link".to_owned());
    let board = &told["storyboard_detail"][0];
    assert_eq!(board["ShotStatusMap"]["S1"]["Status"], FAILED);
    assert_eq!(board["Shots"][1]["Status"], MODERATED);
    assert_eq!(told["charge_count"], 0);
    assert_eq!(stage.act(Step::Film, body, true), Err(50215));
}
