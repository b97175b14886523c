//! Short plays: what their five steps have in common, kept from one to the next.

mod story;

pub(crate) use story::data;

use crate::dice;
use crate::fields::{Fields, given};
use crate::units::Units;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A step of a short play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// The script is analysed.
    Script,
    /// Pictures of the roles and places are made.
    Pictures,
    /// The shots of an episode are made.
    Shots,
    /// The shots of an episode become a film.
    Film,
}

/// A short play, as its script was handed in.
#[derive(Debug, PartialEq)]
pub(crate) struct Play {
    thread_id: String,
    /// Its number is the first of the numbers of all assets.
    assets: u64,
    /// Words in it make pictures and shots fail.
    visual_style: String,
    video_ratio: String,
}

/// A step that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Act {
    step: Step,
    play: Arc<Play>,
    /// The episode, counted from 0; that of a step for all of them is the first.
    episode: usize,
}

/// Length of each shot of an episode, in milliseconds.
const SHOTS: [u64; 2] = [9056, 14071];
const ROLES: usize = 2;
/// Each has a place of its own.
const EPISODES: usize = 3;
/// A shot's status: done, failed, refused by moderation.
const DONE: u64 = 3;
const FAILED: u64 = 4;
const MODERATED: u64 = 5;

impl Play {
    fn new(body: &Fields) -> Play {
        let text = |name| given(body, name).and_then(Value::as_str);
        Play {
            thread_id: format!("ark_{}", dice::unforeseen_u64() | 1 << 61),
            assets: 1_190_000_000_000 + dice::unforeseen_u64() % 1_000_000_000 * 100,
            visual_style: text("visual_style").unwrap_or_default().to_owned(),
            video_ratio: text("video_ratio").unwrap_or_default().to_owned(),
        }
    }

    fn assets_id(&self) -> String {
        format!("ark_{}", self.assets)
    }

    fn says(&self, what: &str, number: usize) -> bool {
        let word = format!("[{what}-{}]", number + 1);
        self.visual_style.contains(&word)
    }

    fn shot_status(&self, shot: usize) -> u64 {
        if self.says("fail-shot", shot) {
            FAILED
        } else if self.says("moderate-shot", shot) {
            MODERATED
        } else {
            DONE
        }
    }

    fn has_all_shots(&self) -> bool {
        (0..SHOTS.len()).all(|shot| self.shot_status(shot) == DONE)
    }

    fn has_role_picture(&self, role: usize) -> bool {
        !self.says("fail-picture", role)
    }

    /// Seconds of the shots of an episode that were made.
    fn seconds(&self) -> u64 {
        let made = SHOTS.iter().enumerate();
        let made = made.filter(|(shot, _)| self.shot_status(*shot) == DONE);
        made.map(|(_, length)| length).sum::<u64>() / 1000
    }

    /// Pictures that were made: one of each role and one of each place.
    fn pictures(&self) -> u64 {
        let roles = (0..ROLES).filter(|role| self.has_role_picture(*role));
        (roles.count() + EPISODES) as u64
    }
}

/// `charge_count` of an analysed script.
const SCRIPT_CHARGES: u64 = 9;

impl Act {
    /// What it costs; the film costs nothing.
    pub(crate) fn units(&self) -> Units {
        let mut units = Units::default();
        match self.step {
            Step::Script => units.charges = SCRIPT_CHARGES,
            Step::Pictures => units.pictures = self.play.pictures(),
            Step::Shots => units.seconds = self.play.seconds(),
            Step::Film => {}
        }
        units
    }
}

/// Every short play, and how far it came.
#[derive(Default)]
pub(crate) struct Plays(Mutex<Table>);

#[derive(Default)]
struct Table {
    by_thread: BTreeMap<String, Progress>,
    /// Access key id, `req_key` and `run_id` of the jobs that were accepted.
    runs: HashSet<[String; 3]>,
}

struct Progress {
    /// `None`: everybody's.
    access_key_id: Option<String>,
    play: Arc<Play>,
    /// The task that makes the pictures.
    pictures: Option<String>,
    /// The task that makes the shots of an episode.
    shots: BTreeMap<usize, String>,
}

/// Who asks for which step.
#[derive(Clone, Copy)]
pub(crate) struct Cue<'a> {
    pub(crate) step: Step,
    pub(crate) access_key_id: &'a str,
    pub(crate) req_key: &'a str,
    pub(crate) body: &'a Fields,
}

impl Cue<'_> {
    fn text(&self, name: &str) -> &str {
        let text = given(self.body, name).and_then(Value::as_str);
        text.unwrap_or_default()
    }

    fn run(&self) -> Option<[String; 3]> {
        let run_id = Some(self.text("run_id")).filter(|id| !id.is_empty())?;
        Some([self.access_key_id, self.req_key, run_id].map(str::to_owned))
    }
}

impl Plays {
    /// With the play of the vendor's pages, if wanted.
    pub(crate) fn new(example: bool) -> Plays {
        let plays = Plays::default();
        if example {
            let play = Play {
                thread_id: "ark_3572523320385040940".to_owned(),
                assets: 1_194_097_890_828,
                visual_style: "真人写实, 电影风格, 冷色调".to_owned(),
                video_ratio: "16:9".to_owned(),
            };
            let progress = Progress {
                access_key_id: None,
                play: Arc::new(play),
                pictures: Some(String::new()),
                shots: (0..EPISODES).map(|n| (n, String::new())).collect(),
            };
            let thread = progress.play.thread_id.clone();
            plays.table().by_thread.insert(thread, progress);
        }
        plays
    }

    /// What the step does, or the code with which its task ends: 50500 for a `run_id` that was used, 50215 for a thread
    /// that is not the account's, assets of another one, an unknown episode, and a step whose predecessor is not done.
    pub(crate) fn act(&self, cue: Cue<'_>, has_ended: impl Fn(&str) -> bool) -> Result<Act, i64> {
        let step = cue.step;
        if step == Step::Script {
            let play = Arc::new(Play::new(cue.body));
            return Ok(Act {
                step,
                play,
                episode: 0,
            });
        }
        let table = self.table();
        if cue.run().is_some_and(|run| table.runs.contains(&run)) {
            return Err(50500);
        }
        let progress = table.by_thread.get(cue.text("thread_id"));
        let own = |progress: &&Progress| {
            let owner = progress.access_key_id.as_deref();
            owner.is_none_or(|id| id == cue.access_key_id)
                && progress.play.assets_id() == cue.text("assets_id")
        };
        let progress = progress.filter(own).ok_or(50215)?;
        let episode = match step {
            Step::Script | Step::Pictures => 0,
            Step::Shots | Step::Film => {
                let number = cue.text("episode_id").parse::<usize>();
                let number = number.map_err(|_| 50215)?;
                let known = (1..=EPISODES).contains(&number);
                known.then(|| number - 1).ok_or(50215)?
            }
        };
        let before = match step {
            Step::Script | Step::Pictures => None,
            Step::Shots => Some(progress.pictures.as_ref()),
            Step::Film => Some(progress.shots.get(&episode)),
        };
        let is_ready = before.is_none_or(|task| task.is_some_and(|task| has_ended(task)));
        if !is_ready || step == Step::Film && !progress.play.has_all_shots() {
            return Err(50215);
        }
        Ok(Act {
            step,
            play: progress.play.clone(),
            episode,
        })
    }

    /// Remembers a step that was accepted.
    pub(crate) fn accept(&self, cue: Cue<'_>, act: Option<&Act>, task_id: &str) {
        let mut table = self.table();
        table.runs.extend(cue.run());
        let Some(act) = act else { return };
        let progress = || Progress {
            access_key_id: Some(cue.access_key_id.to_owned()),
            play: act.play.clone(),
            pictures: None,
            shots: BTreeMap::new(),
        };
        let thread = act.play.thread_id.clone();
        let progress = table.by_thread.entry(thread).or_insert_with(progress);
        match act.step {
            Step::Script | Step::Film => {}
            Step::Pictures => progress.pictures = Some(task_id.to_owned()),
            Step::Shots => {
                progress.shots.insert(act.episode, task_id.to_owned());
            }
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[path = "plays/tests.rs"]
mod tests;
