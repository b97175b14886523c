//! `--from`: arguments out of the result of an earlier step.

use crate::args::schema::Field;
use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use serde_json::{Map, Value};
use visual_catalog::json_text;

/// The tools that need every shot of an episode.
const COMPOSITION: &str = "pippit-shortplay-cvtob-video-compose";
/// The state of a shot that is done.
const DONE: i64 = 3;

/// Adds what earlier results hold of the arguments that a tool requires. What
/// was given beside them must be the same.
pub fn fill(
    given: &mut Map<String, Value>,
    results: &[String],
    (tool, fields): (&str, &[Field]),
) -> Result<(), Failure> {
    let reports = results.iter().map(|result| report(result));
    let reports = reports.collect::<Result<Vec<_>, _>>()?;
    let required = || fields.iter().filter(|field| field.required);
    if tool.starts_with(COMPOSITION) && !reports.is_empty() {
        check_shots(&reports)?;
    }
    for report in &reports {
        for field in required() {
            let Some(found) = report[&field.name].as_str() else {
                continue;
            };
            match given
                .get(&field.name)
                .map(|known| known.as_str().unwrap_or_default())
            {
                None => {
                    given.insert(field.name.clone(), found.into());
                }
                Some(known) if known == found => {}
                Some(known) => return Err(other_play(&field.name, known, found)),
            }
        }
    }
    required().try_for_each(|field| choose(given, &field.name, &reports))
}

/// Checks an argument that is one of a list of the results, such as an episode,
/// and takes it where the list has one alone.
fn choose(given: &mut Map<String, Value>, name: &str, reports: &[Value]) -> Result<(), Failure> {
    let list = format!("{name}s");
    let lists = reports.iter().filter_map(|report| report[&list].as_array());
    let values: Vec<&str> = lists.flatten().filter_map(Value::as_str).collect();
    let known = given.get(name).and_then(Value::as_str);
    match (known, &*values) {
        (_, []) => Ok(()),
        (None, [only]) => {
            given.insert(name.to_owned(), (*only).into());
            Ok(())
        }
        (Some(known), values) if values.contains(&known) => Ok(()),
        (Some(known), values) => Err(other_play(name, known, &values.join(", "))),
        (None, values) => {
            let values = values.join(", ");
            let message = message!(
                "`{name}` is required: the result given by --from has {values}",
                "缺少 `{name}`：--from 的结果中有 {values}"
            );
            Err(Failure::input(name, message))
        }
    }
}

/// The facts in a result that was printed by `--json`.
fn report(text: &str) -> Result<Value, Failure> {
    let mut result = json_text::parse(text).unwrap_or_default();
    let report = result["done"]["report"].take();
    if report.is_object() {
        return Ok(report);
    }
    let failure = Failure::input(
        "from",
        match result["pending"].is_object() {
            true => message!(
                "--from: this task is still running",
                "--from：该任务仍在运行"
            ),
            false => message!(
                "--from takes the result of an earlier step, as --json prints it",
                "--from 需要前面步骤以 --json 输出的结果"
            ),
        },
    );
    Err(match result["pending"]["task"].as_str() {
        Some(task) => failure.with_hint(tr!(
            "get its result with: visual task wait {task} --json",
            "获取结果：visual task wait {task} --json"
        )),
        None => failure,
    })
}

fn other_play(name: &str, known: &str, found: &str) -> Failure {
    let message = message!(
        "`{name}` is {known}, but the result given by --from has {found}",
        "`{name}` 为 {known}，而 --from 的结果中为 {found}"
    );
    Failure::input(name, message).with_hint(tr!(
        "all steps of a short play take the identifiers of one script analysis",
        "短剧的各步骤须使用同一次剧本解析返回的标识"
    ))
}

/// Refuses an episode that cannot be composed.
fn check_shots(reports: &[Value]) -> Result<(), Failure> {
    let shots = || {
        let lists = reports
            .iter()
            .filter_map(|report| report["shots"].as_array());
        lists.flatten()
    };
    if shots().next().is_none() {
        let message = message!(
            "--from: the episode has no shots yet",
            "--from：该集还没有分镜"
        );
        return Err(Failure::input("from", message).with_hint(tr!(
            "make them first with `visual run pippit-generate-fast` or `pippit-generate-pro`, and give that result",
            "请先用 `visual run pippit-generate-fast` 或 `pippit-generate-pro` 生成分镜，再传入其结果"
        )));
    }
    let open: Vec<&str> = shots()
        .filter(|shot| shot["state"] != DONE)
        .map(|shot| shot["shot_id"].as_str().unwrap_or("?"))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let open = open.join(", ");
    let message = message!(
        "the episode cannot be composed: these shots are not done: {open}",
        "该集无法合成，以下分镜未完成：{open}"
    );
    Err(Failure::input("from", message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::schema::Kind;
    use serde_json::json;

    fn field(name: &str, required: bool) -> Field {
        Field {
            name: name.to_owned(),
            kind: Kind::Text,
            required,
            label: String::new(),
            doc: String::new(),
            limits_text: Vec::new(),
            members: Vec::new(),
            limits: None,
        }
    }

    fn filled(tool: &str, given: Value, sources: &[Value]) -> Result<Value, String> {
        let fields = [field("thread_id", true), field("run_id", false)];
        let sources: Vec<String> = sources.iter().map(Value::to_string).collect();
        let mut given = given.as_object().unwrap().clone();
        fill(&mut given, &sources, (tool, &fields))
            .map(|()| given.into())
            .map_err(|failure| failure.error.message.clone())
    }

    #[test]
    fn required_arguments_come_from_an_earlier_result() {
        let source =
            json!({"done": {"report": {"thread_id": "a", "run_id": "r", "status": "Success"}}});
        let script = "pippit-script";
        let once = filled(script, json!({}), std::slice::from_ref(&source));
        assert_eq!(once, Ok(json!({"thread_id": "a"})));
        let same = filled(
            script,
            json!({"thread_id": "a"}),
            &[source.clone(), source.clone()],
        );
        assert_eq!(same, Ok(json!({"thread_id": "a"})));
        let other = filled(script, json!({"thread_id": "b"}), &[source]).unwrap_err();
        assert!(other.contains("`thread_id` is b"), "{other}");
    }

    #[test]
    fn an_episode_is_one_of_the_script() {
        let fields = [field("episode_id", true)];
        let script = |episodes: Value| {
            let report = json!({ "episode_ids": episodes });
            [json!({"done": {"report": report}}).to_string()]
        };
        let filled = |given: Value, script: [String; 1]| {
            let mut given = given.as_object().unwrap().clone();
            fill(&mut given, &script, ("pippit-generate-fast", &fields))
                .map(|()| Value::from(given))
                .map_err(|failure| failure.error.message.clone())
        };
        let three = || script(json!(["1", "2", "3"]));
        let second = json!({"episode_id": "2"});
        assert_eq!(filled(second.clone(), three()), Ok(second));
        let only = filled(json!({}), script(json!(["7"])));
        assert_eq!(only, Ok(json!({"episode_id": "7"})));
        for given in [json!({}), json!({"episode_id": "99"})] {
            let refused = filled(given, three()).unwrap_err();
            assert!(refused.ends_with("has 1, 2, 3"), "{refused}");
        }
    }

    #[test]
    fn what_is_no_result_is_refused() {
        for (source, part) in [
            (json!({"pending": {"task": "vt1.x"}}), "still running"),
            (json!({"error": {}}), "--json"),
            (json!({"done": {"media": []}}), "--json"),
        ] {
            let refused = filled("pippit-material", json!({}), &[source]).unwrap_err();
            assert!(refused.contains(part), "{refused}");
        }
    }

    #[test]
    fn an_episode_without_shots_or_with_a_failed_one_is_not_composed() {
        let script = json!({"done": {"report": {"thread_id": "a"}}});
        let of = |state: i64| {
            let shots = json!([{"shot_id": "S1", "state": 3}, {"shot_id": "S2", "state": state}]);
            json!({"done": {"report": {"thread_id": "a", "shots": shots}}})
        };
        let tool = "pippit-shortplay-cvtob-video-compose-fast720p";
        let composed = |results: &[Value]| filled(tool, json!({}), results);
        let refused = composed(std::slice::from_ref(&script)).unwrap_err();
        assert!(refused.ends_with("no shots yet"), "{refused}");
        assert!(composed(&[of(4)]).unwrap_err().ends_with(": S2"));
        assert_eq!(composed(&[script, of(3)]), Ok(json!({"thread_id": "a"})));
    }
}
