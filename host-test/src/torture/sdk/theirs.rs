//! The SDK's side: a script that is told what to do by its environment, and
//! says what came of it in one line of JSON.

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;
use tokio::process::Command;

use super::duel::{Duel, NOT_OFFERED, Plan};
use super::scene::Scene;
use super::{Script, Side};

/// How long it is given.
const PATIENCE: Duration = Duration::from_secs(60);

/// Plays a row; nothing where the SDK lacks the feature.
pub async fn play(duel: &Duel, script: &Script) -> Result<Option<Side>> {
    let Some(word) = duel.plan.word() else {
        return Ok(None);
    };
    let scene = Scene::set(duel).await;
    let [first, second] = [&scene.rig.keys, &scene.second];
    let mut command = Command::new(&script.python);
    command
        .arg(&script.file)
        .env("PLAN", word)
        .env("VOLC_ENDPOINT", &scene.endpoint)
        .env("VOLC_ACCESSKEY", &first.access_key_id)
        .env("VOLC_SECRETKEY", &first.secret_access_key)
        .env("SECOND_ACCESSKEY", &second.access_key_id)
        .env("SECOND_SECRETKEY", &second.secret_access_key)
        .env("NO_PROXY", "*")
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    if let Some(token) = &first.session_token {
        command.env("VOLC_SESSION_TOKEN", token);
    }
    let began = Instant::now();
    let child = command.spawn().context("cannot start the script")?;
    let ended = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
    let Ok(output) = ended else {
        return Ok(Some(scene.judge(began.elapsed(), "still waits".to_owned())));
    };
    let text = String::from_utf8(output?.stdout)?;
    let said: Value = serde_json::from_str(&text)
        .with_context(|| format!("{}: the script said {text:?}", duel.fault))?;
    let mut sees = said["sees"].as_str().unwrap_or_default().to_owned();
    if duel.plan == Plan::Tenants {
        sees = format!("signed with the other's key: {} of 40", scene.mixed());
    }
    if let Some(feature) = duel.plan.lacks() {
        sees = format!("{feature} {NOT_OFFERED}; {sees}");
    }
    let seconds = said["seconds"].as_f64().context("no seconds")?;
    Ok(Some(scene.judge(Duration::from_secs_f64(seconds), sees)))
}
