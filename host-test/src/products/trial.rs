//! One purchase: what is bought, under which name, and what gets in its way.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use volc_sim::{Fault, Gate, Simulator, Target, What};

use super::found::Found;
use crate::program::{Running, Shell, signals};
use crate::torture::Dice;

const PHOTO: &str = "https://example.com/a.jpg";
/// What stands in files that no product may replace.
const MINE: &[u8] = b"mine";

/// Tools without links.
const TOOLS: [&[&str]; 5] = [
    &["enhance", "--image", PHOTO],
    &["age", "--image", PHOTO, "--target-age", "70"],
    &["anime", "--image", PHOTO, "--prompt", "a cat"],
    &["convert-photo", "--image", PHOTO],
    &["correct-picture", "--image", PHOTO],
];

/// Names for `-o`; none where empty.
const OUTPUTS: [&str; 12] = [
    "",
    "",
    "",
    "a.png",
    "a.jpg",
    "a",
    "my.cat",
    "v1.2.webp",
    "new/",
    "new/deep/",
    "猫.jpeg",
    "taken.png",
];

/// What gets in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Nothing,
    /// Names are taken while the product is made.
    TakenMeanwhile,
    /// The directory for it becomes a file.
    NoDirectory,
    /// The current directory goes.
    Gone,
    /// That, and there is none for temporary files.
    AllGone,
    /// No file may be as large as the product.
    FullDisk,
    /// Standard output is full.
    FullOutput,
    /// Both.
    FullBoth,
    /// Nobody reads standard output.
    NoReader,
}

const TROUBLES: [Trouble; 9] = [
    Trouble::Nothing,
    Trouble::TakenMeanwhile,
    Trouble::NoDirectory,
    Trouble::Gone,
    Trouble::AllGone,
    Trouble::FullDisk,
    Trouble::FullOutput,
    Trouble::FullBoth,
    Trouble::NoReader,
];

/// When a signal comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Never,
    /// So many milliseconds from the start.
    Early(u64),
    /// While the product is made.
    Made,
    /// When so many bytes of it are here.
    Arriving(usize),
    /// So many microseconds after it was let go.
    Late(u64),
}

/// One purchase.
#[derive(Clone, Debug)]
pub struct Trial {
    words: Vec<&'static str>,
    trouble: Trouble,
    /// In units of 512 bytes.
    room: u64,
    moment: Moment,
    signal: &'static str,
}

/// What came of it.
#[derive(Debug)]
pub struct Came {
    pub exit: Option<i32>,
    pub is_signalled: bool,
    /// Products that the simulator delivered.
    pub delivered: u64,
    /// Products in the place that was asked for.
    pub saved: u64,
    /// Products in other places.
    pub elsewhere: u64,
    /// Products in what was printed.
    pub printed: u64,
    /// Files on disk that nobody was told of.
    untold: u64,
    /// Half-written files that stayed.
    parts: u64,
    /// A file that was there is not as it was.
    is_spoilt: bool,
    out: String,
    err: String,
}

impl Trial {
    /// What the dice say.
    pub fn new(dice: &mut Dice) -> Trial {
        let mut words = vec!["run"];
        words.extend(dice.pick(&TOOLS));
        let output = dice.pick(&OUTPUTS);
        if !output.is_empty() {
            words.extend(["-o", output]);
            if dice.below(4) == 0 {
                words.push("--force");
            }
        }
        if dice.below(2) == 0 {
            words.push("--json");
        }
        let moments = [
            Moment::Never,
            Moment::Never,
            Moment::Early(dice.below(400)),
            Moment::Made,
            Moment::Arriving(1 + dice.below(400_000) as usize),
            Moment::Late(dice.below(60_000)),
        ];
        Trial {
            words,
            trouble: dice.pick(&TROUBLES),
            room: 600 + dice.below(200),
            moment: dice.pick(&moments),
            signal: dice.pick(&signals()),
        }
    }

    /// What gets in its way, in words.
    pub fn trouble(&self) -> &'static str {
        match self.trouble {
            Trouble::Nothing => "nothing",
            Trouble::TakenMeanwhile => "taken names",
            Trouble::NoDirectory => "no directory",
            Trouble::Gone => "no current directory",
            Trouble::AllGone => "no directory at all",
            Trouble::FullDisk => "full disk",
            Trouble::FullOutput => "full output",
            Trouble::FullBoth => "full disk and output",
            Trouble::NoReader => "no reader",
        }
    }

    fn script(&self) -> String {
        let room = self.room;
        match self.trouble {
            Trouble::FullDisk => format!(r#"ulimit -f {room}; exec "$@""#),
            Trouble::FullOutput => r#"exec "$@" > /dev/full"#.to_owned(),
            Trouble::FullBoth => format!(r#"ulimit -f {room}; exec "$@" > /dev/full"#),
            Trouble::NoReader => {
                r#"mkfifo p && exec 3<>p 4>p 3<&- && rm p && exec "$@" >&4 4>&-"#.to_owned()
            }
            _ => r#"exec "$@""#.to_owned(),
        }
    }

    /// Buys.
    pub async fn play(&self) -> Came {
        let (simulator, shell) = Shell::simulated().await;
        let temporary = tempfile::tempdir().expect("a directory");
        let shell = shell.set("TMPDIR", &temporary.path().display().to_string());
        fs::write(shell.path("taken.png"), MINE).expect("a file");
        let gate = Gate::new();
        let what = match self.moment {
            Moment::Arriving(bytes) => What::HoldAfter(bytes, gate.clone()),
            _ => What::Hold(gate.clone()),
        };
        simulator.inject(Fault::once(Target::AnySubmit, what));
        let mut run = shell.start_within(&self.script(), &self.words);
        let is_signalled = self
            .disturb(&mut run, &gate, (&shell, temporary.path()))
            .await;
        gate.open();
        let (exit, out, err) = run.left().await;
        self.look(
            (&simulator, &shell, temporary.path()),
            (exit, out, err),
            is_signalled,
        )
    }

    /// Gets in the way of a run; whether it got a signal.
    async fn disturb(
        &self,
        run: &mut Running<'_>,
        gate: &Gate,
        (shell, temporary): (&Shell, &Path),
    ) -> bool {
        if let Moment::Early(ms) = self.moment {
            let over = tokio::time::timeout(Duration::from_millis(ms), run.over());
            if over.await.is_err() {
                run.signal(self.signal).await;
                let reached = tokio::select! {
                    () = run.over() => false,
                    () = gate.reached(1) => true,
                };
                if reached {
                    self.spoil(shell, temporary);
                }
                return true;
            }
            return false;
        }
        let reached = tokio::select! {
            () = run.over() => false,
            () = gate.reached(1) => true,
        };
        if !reached {
            return false;
        }
        self.spoil(shell, temporary);
        match self.moment {
            Moment::Made | Moment::Arriving(_) => {
                run.signal(self.signal).await;
                run.told("waiting for the result").await;
                true
            }
            Moment::Late(us) => {
                gate.open();
                tokio::time::sleep(Duration::from_micros(us)).await;
                let runs = !run.is_over();
                if runs {
                    run.signal(self.signal).await;
                }
                runs
            }
            Moment::Never | Moment::Early(_) => false,
        }
    }

    fn spoil(&self, shell: &Shell, temporary: &Path) {
        match self.trouble {
            Trouble::TakenMeanwhile => {
                for stem in ["a", "my.cat", "v1.2", "猫", "a_2", "new/taken"] {
                    for extension in ["png", "jpg", "jpeg"] {
                        // Some directories are not there.
                        _ = fs::write(shell.path(&format!("{stem}.{extension}")), MINE);
                    }
                }
            }
            Trouble::NoDirectory => {
                _ = fs::remove_dir_all(shell.path("new"));
                fs::write(shell.path("new"), MINE).expect("a file");
            }
            Trouble::Gone => fs::remove_dir_all(shell.path("")).expect("a directory"),
            Trouble::AllGone => {
                fs::remove_dir_all(shell.path("")).expect("a directory");
                fs::remove_dir_all(temporary).expect("a directory");
            }
            _ => {}
        }
    }

    fn look(
        &self,
        (simulator, shell, temporary): (&Simulator, &Shell, &Path),
        (exit, out, err): (Option<i32>, String, String),
        is_signalled: bool,
    ) -> Came {
        let told = format!("{out}{err}");
        let work = Found::below(&shell.path(""));
        let hidden = Found::below(temporary).and(Found::below(&shell.state_directory()));
        let is_told = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy());
            name.is_some_and(|name| told.contains(&*name))
        };
        let products = || work.products.iter().chain(&hidden.products);
        let is_private = |path: &&PathBuf| Found::is_private(path);
        let here = work.products.iter().filter(is_private).count() as u64;
        Came {
            exit,
            is_signalled,
            delivered: simulator.meter().accepted,
            saved: work.products.len() as u64 - here,
            elsewhere: hidden.products.len() as u64 + here,
            printed: Found::printed(&told),
            untold: products().filter(|path| !is_told(path)).count() as u64,
            parts: work.parts + hidden.parts,
            is_spoilt: !self.words.contains(&"--force")
                && shell.path("").is_dir()
                && fs::read(shell.path("taken.png")).ok().as_deref() != Some(MINE),
            out,
            err,
        }
    }
}

impl Came {
    /// Products that were delivered and are nowhere.
    pub fn lost(&self) -> u64 {
        let had = self.saved + self.elsewhere + self.printed;
        self.delivered.saturating_sub(had)
    }

    /// What must not be, in words.
    pub fn faults(&self) -> Vec<&'static str> {
        let ended = matches!(self.exit, Some(0..=3 | 130));
        let faults = [
            (self.lost() > 0, "a product is lost"),
            (self.untold > 0, "a product is where nobody was told"),
            (self.parts > 0, "a half-written file stayed"),
            (self.is_spoilt, "a file was overwritten"),
            // A signal before anything was sent may end it the usual way.
            (
                !ended && (self.exit.is_some() || self.delivered > 0),
                "it ended as no run may",
            ),
        ];
        let faults = faults.into_iter().filter(|(wrong, _)| *wrong);
        faults.map(|(_, what)| what).collect()
    }
}

impl fmt::Display for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let brief = |text: &str| text.chars().take(400).collect::<String>();
        let (exit, out, err) = (self.exit, brief(&self.out), brief(&self.err));
        write!(f, "exit {exit:?}, {out:?}, {err:?}")
    }
}
