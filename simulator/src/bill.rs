//! What a job costs, in the units by which the service bills.

use crate::fields::{Fields, given};
use crate::tools::{Outcome, Tool};
use crate::units::Units;
use serde_json::Value;

/// Length of a video or sound that does not say how long it is: that of the only film there is.
const USUAL_SECONDS: u64 = 5;

/// What a job costs that makes so many pictures. Steps of a short play have bills of their own.
pub(crate) fn units(tool: &Tool, body: &Fields, pictures: usize) -> Units {
    let seconds = match &tool.result {
        Outcome::Picture(_) => {
            return Units {
                pictures: pictures as u64,
                ..Units::default()
            };
        }
        Outcome::Video => seconds(tool, body) + input_seconds(body),
        Outcome::Text { resp_data, .. } if has_video(resp_data) || has_video(&tool.data) => {
            seconds(tool, body)
        }
        Outcome::Text { .. } | Outcome::Play { .. } => 0,
    };
    Units {
        seconds,
        credits: seconds * tool.credits_per_second,
        ..Units::default()
    }
}

/// Length of the video that the job makes: what the request asks for, else that of the sound or video it follows.
pub(crate) fn seconds(tool: &Tool, body: &Fields) -> u64 {
    let value = |name| given(body, name).filter(|_| tool.declares(name));
    if tool.declares("frames") {
        let frames = value("frames").and_then(Value::as_u64).unwrap_or(121);
        return frames.saturating_sub(1) / 24;
    }
    if tool.declares("duration") {
        return match value("duration").and_then(Value::as_str) {
            Some("～30s") => 30,
            Some("40～60s") => 50,
            _ => 15,
        };
    }
    let followed = ["audio_url", "pure_audio_url", "video_url", "url"];
    let followed = followed.into_iter().find_map(value).and_then(Value::as_str);
    followed.map_or(USUAL_SECONDS, length)
}

/// Length of the videos handed in.
pub(crate) fn input_seconds(body: &Fields) -> u64 {
    let videos = given(body, "video_url_list").and_then(Value::as_array);
    let videos = videos.into_iter().flatten().filter_map(Value::as_str);
    videos.map(length).sum()
}

/// A file called `anything-12s.mp4` is 12 seconds long.
fn length(url: &str) -> u64 {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let said = name.rsplit_once('-').and_then(|(_, last)| {
        let number = last.strip_suffix('s')?;
        number.parse().ok().filter(|seconds| *seconds <= 3600)
    });
    said.unwrap_or(USUAL_SECONDS)
}

fn has_video(fields: &Fields) -> bool {
    fn is_video(value: &Value) -> bool {
        match value {
            Value::String(mark) => mark == "$video",
            Value::Array(items) => items.iter().any(is_video),
            Value::Object(fields) => fields.values().any(is_video),
            _ => false,
        }
    }
    fields.values().any(is_video)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer;
    use serde_json::json;

    fn bill(req_key: &str, body: Value) -> Units {
        let tool = offer::find(req_key).unwrap();
        units(tool, body.as_object().unwrap(), 2)
    }

    #[test]
    fn each_tool_bills_in_its_unit() {
        let seconds = |req_key, body| bill(req_key, body).seconds;
        assert_eq!(bill("jimeng_t2i_v40", json!({})).pictures, 2);
        assert_eq!(seconds("jimeng_t2v_v30", json!({})), 5);
        assert_eq!(seconds("jimeng_t2v_v30", json!({"frames": 241})), 10);
        let sound = json!({"audio_url": "https://example.com/speech-26s.mp3?x=1-9s"});
        assert_eq!(seconds("realman_avatar_picture_omni_v2", sound.clone()), 26);
        assert_eq!(seconds("jimeng_realman_avatar_picture_omni_v15", sound), 26);
        assert_eq!(
            bill("jimeng_realman_avatar_object_detection", json!({})),
            Units::default()
        );
    }

    #[test]
    fn credits_count_the_input_too() {
        let body =
            json!({"duration": "～30s", "video_url_list": ["https://example.com/a-20s.mp4"]});
        let two = bill("pippit_iv2v_v20_cvtob_with_vinput", body.clone());
        assert_eq!((two.seconds, two.credits), (50, 550));
        let one = bill("pippit_iv2v_cvtob", body);
        assert_eq!((one.seconds, one.credits), (50, 0));
    }
}
